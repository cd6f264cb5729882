-- show.lua: answers of smtpcodes.explain as text for people.
--
-- What it means and what to do come first, then where that was read from.
-- Everything goes through screen:printable(), for servers choose the words.

local smtpcodes = require "smtpcodes"
local remedies = require "smtpcodes.remedies"
local terminal = require "smtpcodes.terminal"

local show = {}

local MAX_WIDTH = 96 -- longer lines are hard to read

local colours = { success = "green", intermediate = "cyan",
  transient = "yellow", permanent = "red" }

-- The advice for a remedy; none for what is unknown.
function show.remedy(word)
  return remedies[word] or ""
end

-- ---- small things -----------------------------------------------------------

local function width_of(screen)
  return math.min(screen.width, MAX_WIDTH)
end

-- Writes text at an indent, broken between words; `first` stands before it.
local function paragraph(screen, indent, text, style, first)
  local lead = first or (" "):rep(indent)
  for _, line in ipairs(terminal.wrap(text, width_of(screen) - indent)) do
    screen:write(lead, style and screen:style(style, line) or line, "\n")
    lead = (" "):rep(indent)
  end
end

-- "  label     key  text", the text wrapped beside label and key.
local function row(screen, label, text, key)
  if text and text ~= "" then
    key = key and key .. "  " or ""
    paragraph(screen, 12 + #key, text, nil,
      "  " .. screen:style("dim", ("%-10s"):format(label)) .. key)
  end
end

local function colour_of(answer)
  return colours[answer.class] or "bold"
end

local function sentence(text)
  return text:find("[.!?]$") and text or text .. "."
end

-- "550 5.1.1": the codes of an answer.
local function codes_of(answer)
  if answer.code and answer.enhanced then
    return answer.code .. " " .. answer.enhanced
  end
  return tostring(answer.code or answer.enhanced or "")
end

-- What to do, in one or two sentences. What is to be repaired says the remedy
-- better than the action does.
local function advice(verdict)
  local action = smtpcodes.actions[verdict.action]
  local text = sentence(action and action.title or verdict.action)
  local remedy = remedies[verdict.remedy]
  if verdict.action == "none" or verdict.reason == "unknown" or not remedy then
    return text
  elseif verdict.action:find("^fix") then
    return remedy
  end
  return text .. " " .. remedy
end

-- Whether the enhanced code speaks of something else than the meaning of the
-- code does: then it knows better which meaning it is.
local function contradicts(answer)
  local expected = answer.expected or {}
  for _, enhanced in ipairs(expected) do
    if enhanced == answer.enhanced then
      return false
    end
  end
  return answer.enhanced_title and #expected > 0 and answer.class ~= "success"
end

-- What the records say about it.
local function description_of(answer)
  return contradicts(answer) and answer.enhanced_description
    or answer.description or answer.enhanced_description or ""
end

-- The reason in words, or nil when there is none to tell.
local function cause(verdict)
  local reason = smtpcodes.reasons[verdict.reason]
  if verdict.reason ~= "unknown" and reason then
    return reason.title
  end
end

-- The title that tells most: the context's for what went well, else the
-- enhanced code's, unless that says nothing (X.y.0).
local function meaning_of(answer)
  local vague = answer.class == "success" or (answer.enhanced or ".0"):find("%.0$")
  return vague and answer.title or answer.enhanced_title or answer.title or ""
end

-- ---- one answer, in full ------------------------------------------------------

local function meaning_rows(screen, record)
  local label = "after"
  for _, meaning in ipairs(record.meanings or {}) do
    if meaning.command and meaning.status ~= "obsolete" then
      local command = meaning.command
      if meaning.extension and meaning.extension ~= command then
        command = command .. " (" .. meaning.extension .. ")"
      end
      row(screen, label, meaning.title, ("%-20s"):format(command))
      label = ""
    end
  end
end

local function code_rows(screen, answer)
  local record = answer.record
  if record then
    row(screen, "status", record.status)
    row(screen, "source", table.concat(record.rfc, " "))
    meaning_rows(screen, record)
    row(screen, "with", table.concat(record.enhanced or {}, " "))
    row(screen, "with", table.concat(record.codes or {}, " "))
  end
end

local function kind_of(answer)
  local kind = answer.class or "any class"
  return answer.category and kind .. ", " .. answer.category or kind
end

local function answer_rows(screen, answer)
  if answer.record then
    row(screen, "class", kind_of(answer))
    return
  end
  if answer.code then
    row(screen, "code", ("%s (%s)"):format(answer.title or "not registered",
      kind_of(answer)), ("%-7d"):format(answer.code))
  end
  if answer.enhanced then
    local note = answer.match == "subject" and " (the detail is not registered)"
      or answer.match == "class" and " (the subject is not registered)" or ""
    row(screen, "enhanced", (answer.enhanced_title or "not registered") .. note,
      ("%-7s"):format(answer.enhanced))
  end
end

-- Why the verdict is as it is, with the words that decided.
local function why_of(screen, answer)
  local why = answer.verdict.why and screen:printable(answer.verdict.why)
  if why and answer.words then
    return why .. ": \"" .. screen:printable(answer.words) .. "\""
  end
  return why
end

-- "retry, requeue, address count, traffic slow, after 600 s"
local function what_follows(verdict)
  local parts = { verdict.action }
  if verdict.action ~= "none" then
    parts[2] = verdict.requeue and "requeue" or "do not requeue"
  end
  for _, pair in ipairs { { "address", "final" }, { "traffic", "traffic" } } do
    if verdict[pair[2]] then
      parts[#parts + 1] = pair[1] .. " " .. verdict[pair[2]]
    end
  end
  if verdict.retry_after then
    parts[#parts + 1] = "after " .. verdict.retry_after .. " s"
  end
  if verdict.closing then
    parts[#parts + 1] = "the server hangs up"
  end
  return table.concat(parts, ", ")
end

local function verdict_rows(screen, answer)
  local verdict = answer.verdict
  local reason = verdict.reason
  if verdict.detail then
    reason = reason .. "/" .. verdict.detail
  end
  row(screen, "reason", reason .. (verdict.confidence
    and (", confidence " .. verdict.confidence) or ""))
  row(screen, "action", what_follows(verdict))
  local who = {}
  if answer.rcpt then
    who[1] = "recipient " .. screen:printable(answer.rcpt)
  end
  for _, name in ipairs { "provider", "owner", "scope", "tag", "list", "ip",
    "url" } do
    if verdict[name] then
      who[#who + 1] = name .. " " .. screen:printable(verdict[name])
    end
  end
  row(screen, "about", table.concat(who, ", "))
  row(screen, "why", why_of(screen, answer))
end

local function heading(screen, answer)
  if answer.text then
    paragraph(screen, 0, screen:printable(answer.text), colour_of(answer))
    return
  end
  local title = answer.code and answer.title or answer.enhanced_title
  local codes = codes_of(answer)
  paragraph(screen, #codes + 2, title or "not registered", "bold",
    screen:style(colour_of(answer), codes) .. "  ")
end

-- What providers mean by the enhanced code, and who says so.
local function provider_rows(screen, answer)
  for _, meaning in ipairs(answer.provider_meanings or {}) do
    local reason = meaning.reason
      .. (meaning.detail and "/" .. meaning.detail or "")
    local with = meaning.code and (" with " .. meaning.code) or ""
    row(screen, "provider", ("%s: %s%s (%s)"):format(meaning.provider, reason,
      with, meaning.source))
  end
end

-- Writes everything about one answer.
function show.full(screen, answer)
  local verdict = answer.verdict
  heading(screen, answer)
  local lead = verdict and cause(verdict)
    or not answer.record and (answer.enhanced_title or answer.title)
  if lead then
    paragraph(screen, 2, sentence(lead), colour_of(answer))
  end
  if answer.record then
    paragraph(screen, 2, answer.code and answer.description
      or answer.enhanced_description or "")
  end
  if verdict then
    paragraph(screen, 5, advice(verdict), "bold", "  " .. screen.arrow .. " ")
  end
  screen:write("\n")
  answer_rows(screen, answer)
  if verdict then
    verdict_rows(screen, answer)
  end
  code_rows(screen, answer)
  provider_rows(screen, answer)
  screen:write("\n")
end

-- The titles of code and enhanced code, as far as they agree.
local function both_meanings(answer)
  local title, finer = answer.title or "not registered", answer.enhanced_title
  if not finer or answer.class == "success" then
    return title
  end
  return contradicts(answer) and finer or title .. "; " .. finer
end

-- ---- a reply of a session -------------------------------------------------------

local function said(screen, answer)
  local first = answer.text:match("^[^\n]*")
  local more = (answer.lines or 1) - 1
  local text = screen:printable(first)
  if more > 0 and answer.class == "success" then
    return text .. (" (and %d more lines)"):format(more)
  elseif more > 0 then
    text = screen:printable((answer.text:gsub("\n", " ")))
  end
  return text
end

-- Writes a reply under its command, in three or four lines.
function show.exchange(screen, answer, place)
  local verdict = answer.verdict
  local codes = codes_of(answer)
  local number = ("%4d  "):format(place.line)
  paragraph(screen, 6, screen:printable(answer.sent),
    nil, screen:style("dim", number))
  paragraph(screen, 7 + #codes, said(screen, answer), nil,
    "      " .. screen:style(colour_of(answer), codes) .. " ")
  paragraph(screen, 6, answer.class .. ": " .. both_meanings(answer), "dim")
  if verdict.action ~= "none" then
    local reason = cause(verdict)
    local text = reason and sentence(reason) .. " " .. advice(verdict)
      or advice(verdict) .. " " .. description_of(answer)
    paragraph(screen, 9, text, colour_of(answer),
      "      " .. screen.arrow .. " ")
  end
  screen:write("\n")
end

-- ---- one line -------------------------------------------------------------------

-- Writes one line: where, command, codes, class, reason, action, meaning.
function show.brief(screen, answer, place)
  local verdict = answer.verdict
  local line = ("%4s  %-9s %-13s %-12s %-19s %-12s %s"):format(
    place.line or place.number or "", answer.command or "-", codes_of(answer),
    answer.class or "-", verdict and verdict.reason or "-",
    verdict and verdict.action or "-",
    meaning_of(answer))
  if screen.on_terminal then
    line = terminal.cut(line, screen.width)
  end
  screen:write(screen:style(colour_of(answer), line), "\n")
end

-- Writes a line of a list.
function show.entry(screen, key, class, status, title)
  local line = ("%-7s  %-13s %s%s"):format(key, class or "",
    status and ("%-14s"):format(status) or "", title)
  if screen.on_terminal then
    line = terminal.cut(line, screen.width)
  end
  screen:write(screen:style(colours[class] or "bold", line:sub(1, 7)),
    line:sub(8), "\n")
end

-- Writes a situation and the reply that it asks for.
function show.situation(screen, reply)
  local line = ("%-24s %d %-7s %s"):format(reply.situation, reply.code,
    reply.enhanced or "", reply.text)
  if screen.on_terminal then
    line = terminal.cut(line, screen.width)
  end
  screen:write(line, "\n")
end

-- ---- around a session -------------------------------------------------------------

function show.title(screen, name)
  screen:write(screen:style("bold", screen:printable(name)), "\n\n")
end

-- How many replies of each class there were.
function show.summary(screen, counts)
  local parts, total = {}, 0
  for _, class in ipairs { "success", "intermediate", "transient",
    "permanent" } do
    local count = counts[class] or 0
    total = total + count
    if count > 0 then
      parts[#parts + 1] = screen:style(colours[class], count .. " " .. class)
    end
  end
  screen:write(("%d replies: %s\n\n"):format(total,
    table.concat(parts, ", ")))
end

return show
