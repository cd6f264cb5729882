-- rows.lua: the facts as HTML, a row each; ids are what links name.

local tsv = require "tools.gen.tsv"
local html = require "tools.gen.page.html"

local rows = {}
local text, tag, link = html.text, html.tag, html.link

local CLASSES = { ["2"] = "success", ["3"] = "intermediate",
  ["4"] = "transient", ["5"] = "permanent" }

-- ---- pieces -------------------------------------------------------------

local function map(list, f)
  local out = {}
  for i, item in ipairs(list) do
    out[i] = f(item)
  end
  return out
end

local function join(list, between)
  return #list > 0 and table.concat(list, between or "") or nil
end

local function pair(name, inner)
  return inner and tag("div")(tag("dt")(text(name)), tag("dd")(inner))
end

local function pairs_of(...)
  local out = tag("dl")(...)
  return out ~= "<dl></dl>" and out or nil
end

-- Words, one a line.
local function lines(words)
  return join(map(words, function(word)
    return tag("span")(text(word))
  end), " ")
end

local function capital(word)
  return (word:gsub("^%l", string.upper))
end

local RFC_EDITOR = "https://www.rfc-editor.org/rfc/rfc"
local DRAFTS = "https://datatracker.ietf.org/doc/"

local function section_link(number, section)
  return link(RFC_EDITOR .. number .. (section:find("^%d") and "#section-"
    or "#appendix-") .. section, section)
end

-- RFC5321 and its sections, as links, with the RFC's title and date.
local function rfc_link(facts, number, sections)
  local known = facts.rfcs["RFC" .. number]
    or error("data/rfcs.tsv: no RFC" .. number, 0)
  local links = map(sections, function(section)
    return section_link(number, section)
  end)
  return tag("a", "href", RFC_EDITOR .. number, "title", known.title)(
      "RFC ", number)
    .. (#links > 0 and " § " .. table.concat(links, ", ") or "")
    .. " (" .. tag("time")(known.date) .. ")"
end

-- "RFC5321#4.2.3,RFC5321#7.9,draft-x-01" -> { {"5321", {"4.2.3", "7.9"}},
-- {nil, "draft-x-01"} }
local function group_rfcs(cell)
  local groups, by = {}, {}
  for _, word in ipairs(tsv.list(cell, ",")) do
    local number, section = word:match("^RFC(%d+)#?(.*)$")
    if not number then
      groups[#groups + 1] = { nil, word }
    else
      if not by[number] then
        by[number] = {}
        groups[#groups + 1] = { number, by[number] }
      end
      if section ~= "" then
        table.insert(by[number], section)
      end
    end
  end
  return groups
end

local function rfc_links(facts, cell)
  return join(map(group_rfcs(cell), function(group)
    if not group[1] then
      return link(DRAFTS .. group[2]:gsub("%-%d%d$", ""), group[2])
    end
    return rfc_link(facts, group[1], group[2])
  end), "; ")
end

-- Where a row comes from: RFCs with their dates, or who says so.
local function origin(from)
  return pair("From", from)
end

-- "support.google.com/a/1 2026-06-18" -> a link and a date; else as it is.
local function source(cell)
  local url, date = cell:match("^([%w.-]+%.%a+/%S+) (%d%d%d%d%-%d%d%-%d%d)$")
  if not url then
    return text(cell)
  end
  return link("https://" .. url, url) .. ", read " .. tag("time")(date)
end

local function enhanced_links(cell)
  return join(map(tsv.list(cell, ","), function(word)
    return link("#" .. word, word)
  end), " ")
end

local function commands_of(cell)
  return join(map(tsv.list(cell, ","), function(word)
    return word == "*" and "any command" or tag("code")(text(word))
  end), " ")
end

local function reason_link(facts, row)
  local reason = facts.reason[row.reason]
  return link("#reason-" .. row.reason, row.reason)
    .. (row.detail and " (" .. text(row.detail) .. ")" or "")
    .. ": " .. text(reason.title)
end

local function action_of(facts, row)
  local name = facts.reason[row.reason].action
  return link("#action-" .. name, facts.action[name].title)
end

local function misread(facts, key)
  local row = facts.misreadings[key]
  return row and tag("p", "class", "misread")(
    tag("strong")("Often misread as:"), " “", text(row.said), "”. ",
    text(row["true"]), " ",
    tag("small")("(", text(row.source), ")"))
end

-- The row of one fact. about: id, key (as shown), ids (other links to it),
-- class, status, commands, tied: what filters and search look at.
local function article(about, ...)
  local marks = join(map(about.ids or {}, function(id)
    return tag("span", "id", id)()
  end))
  return tag("article", "id", about.id, "data-class", about.class,
    "data-status", about.status, "data-commands", about.commands,
    "data-keys", about.keys, "data-tied", about.tied)(
    tag("div", "class", "key")(marks,
      tag("a", "href", "#" .. about.id, "class", about.tone)(text(about.key)),
      tag("span", "class", "kind")(about.kind)),
    tag("div", "class", "what")(tag("h3")(text(about.title)), ...)) .. "\n"
end

-- ---- reply codes -----------------------------------------------------------

local function meaning_item(facts, row)
  return tag("li")(
    tag("strong")(text(row.title)),
    row.command and " after " .. tag("code")(text(row.command)),
    row.extension and " with " .. tag("code")(text(row.extension)),
    row.enhanced and ", " .. enhanced_links(row.enhanced),
    ". ", text(row.description), " ",
    tag("small")(row.rfc and rfc_links(facts, row.rfc) .. ", ", row.status))
end

local function meanings_of(facts, code)
  local items, words = {}, {}
  for _, row in ipairs(facts.meanings) do
    if row.code == code then
      items[#items + 1] = meaning_item(facts, row)
      words[#words + 1] = row.command
    end
  end
  if #items == 0 then
    return nil, words
  end
  return tag("details")(
    tag("summary")(#items .. (#items == 1 and " meaning" or " meanings")
      .. " by command"),
    tag("ul")(table.concat(items))), words
end

local function situations_of(facts, code)
  local out = {}
  for _, row in ipairs(facts.situations) do
    if row.code == code then
      out[#out + 1] = text(row.situation)
        .. (row.enhanced and " (" .. row.enhanced .. ")" or "")
    end
  end
  return join(out, ", ")
end

local function hint(facts, kind, value)
  for _, row in ipairs(facts.hints) do
    if row.kind == kind and row.value == value then
      return row
    end
  end
end

-- What a code alone lets one guess, and what that usually asks for.
local function guess(facts, row)
  return row and reason_link(facts, row) .. ". Usually: "
    .. action_of(facts, row)
end

local function provider_id(row, class)
  return ("%s-%s.%s"):format(row.provider, class or "X", row.enhanced)
end

local function row_class(row)
  return row.code and row.code:sub(1, 1)
end

local function provider_links(facts, wanted)
  local out = {}
  for _, row in ipairs(facts.provider_codes) do
    if wanted(row) then
      out[#out + 1] = link("#" .. provider_id(row, row_class(row)),
        capital(row.provider) .. " "
          .. (row.code and row.code .. " " or "")
          .. (row_class(row) or "X") .. "." .. row.enhanced)
        .. " (" .. text(row.reason) .. ")"
    end
  end
  return join(out, ", ")
end

local function all_commands(row, words)
  local list = tsv.list(row.commands, ",")
  for _, word in ipairs(words) do
    list[#list + 1] = word
  end
  return join(list, " ")
end

local function code_row(facts, row)
  local class = CLASSES[row.code:sub(1, 1)]
  local meanings, words = meanings_of(facts, row.code)
  return article({ id = row.code, key = row.code, keys = row.code,
      tone = class, kind = lines { class, row.status }, class = class,
      status = row.status, commands = all_commands(row, words),
      tied = row.enhanced and row.enhanced:gsub(",", " "), title = row.title },
    tag("p")(text(row.description)),
    misread(facts, row.code),
    pairs_of(
      pair("Answers", commands_of(row.commands)),
      pair("Comes with", enhanced_links(row.enhanced)),
      pair("By itself", guess(facts, hint(facts, "code", row.code))),
      pair("Right for", situations_of(facts, row.code)),
      pair("At providers", provider_links(facts, function(other)
        return other.code == row.code
      end)),
      pair("Also called", row.aliases and text((row.aliases:gsub(" | ", "; ")))),
      pair("Name", tag("code")(row.name)),
      origin(rfc_links(facts, row.rfc)
        or "no RFC and no registry; who sends it is told above")),
    meanings)
end

-- ---- classes and subjects ------------------------------------------------------

local function class_row(facts, row)
  local name = CLASSES[row.value]
  return article({ id = row.value .. "yz", ids = { row.value .. ".y.z" },
      key = row.value .. "yz", keys = row.value .. "yz " .. row.value .. ".y.z",
      tone = name, kind = name, class = name, title = row.title },
    tag("p")(text(row.description)), misread(facts, row.value .. "yz"),
    pairs_of(origin(rfc_links(facts, row.rfc))))
end

local function subject_row(facts, row)
  return article({ id = "X." .. row.value, key = "X." .. row.value .. ".z",
      keys = "x." .. row.value, kind = "subject", title = row.title },
    tag("p")(text(row.description)),
    pairs_of(origin(rfc_links(facts, row.rfc))))
end

-- ---- enhanced codes ------------------------------------------------------------

-- The row's key with each class that it allows: 4.7.24 5.7.24.
local function with_classes(row, pair_of)
  return map(tsv.list(row.classes, ","), function(digit)
    return digit .. "." .. pair_of
  end)
end

local function class_words(row)
  return join(map(tsv.list(row.classes, ","), function(digit)
    return CLASSES[digit]
  end), " ")
end

local function code_links(row)
  return join(map(tsv.list(row.codes, ","), function(word)
    return link("#" .. word, word)
  end), " ")
end

local function covers(row, subject, detail)
  local s, first, last = row.enhanced:match("^(%d+)%.(%d+)%-?(%d*)$")
  last = last ~= "" and last or first
  return s == subject and tonumber(first) <= detail and detail <= tonumber(last)
end

local function enhanced_row(facts, row)
  local number = row.subject .. "." .. row.detail
  local ids = with_classes(row, number)
  local one = #ids == 1 and ids[1]
  local classes = class_words(row)
  return article({ id = one or "X." .. number,
      ids = one and { "X." .. number } or ids,
      key = one or "X." .. number,
      keys = "x." .. number .. " " .. number .. " " .. table.concat(ids, " "),
      tone = one and classes, class = classes, status = "registered",
      kind = lines(tsv.list(classes, " ")),
      tied = row.codes and row.codes:gsub(",", " "), title = row.title },
    tag("p")(text(row.description)),
    misread(facts, "X." .. number),
    pairs_of(
      pair("Comes with", code_links(row)),
      pair("By itself", guess(facts, hint(facts, "enhanced", number))),
      pair("At providers", provider_links(facts, function(other)
        return covers(other, row.subject, tonumber(row.detail))
      end)),
      pair("Name", tag("code")(row.name)),
      origin("IANA’s registry of " .. facts.registry:match("%S+$") .. ", "
        .. rfc_links(facts, row.rfc))))
end

-- ---- providers -------------------------------------------------------------------

-- What the reason that a provider's row gives means, and asks for.
local function provider_text(facts, row)
  local reason = facts.reason[row.reason]
  local remedy = facts.remedies[reason.remedy]
  return tag("p")(text(reason.description)),
    pair("Reason", reason_link(facts, row)),
    pair("To do", action_of(facts, row)
      .. (remedy and ". " .. text(remedy) or "")),
    pair("Wait", row.retry_after and row.retry_after .. " seconds, then slower")
end

-- Where the class is open, links with 4 and with 5 find the row.
local function provider_ids(row)
  local class = row_class(row)
  return not class and { provider_id(row, "4"), provider_id(row, "5") } or nil
end

local function provider_keys(row)
  local class = row_class(row)
  local keys = "x." .. row.enhanced .. " " .. row.enhanced
  for _, digit in ipairs(class and { class } or { "4", "5" }) do
    keys = keys .. " " .. digit .. "." .. row.enhanced
  end
  return keys
end

local function provider_row(facts, row)
  local class = row_class(row)
  local about, reason, action, wait = provider_text(facts, row)
  local iana = "X." .. row.enhanced:match("^%d+%.%d+")
  return article({ id = provider_id(row, class), ids = provider_ids(row),
      key = (row.code and row.code .. " " or "")
        .. (class or "X") .. "." .. row.enhanced,
      keys = provider_keys(row), tied = row.code, status = "provider",
      class = class and CLASSES[class] or "transient permanent",
      tone = class and CLASSES[class], kind = capital(row.provider),
      title = capital(row.provider) .. ": " .. facts.reason[row.reason].title
        .. (row.detail and " (" .. row.detail .. ")" or "") },
    about,
    pairs_of(reason, action, wait,
      pair("Elsewhere", facts.registered[iana] and link("#" .. iana, iana)
        .. " " .. text(facts.registered[iana].title)),
      origin(source(row.source))))
end

local function tag_row(facts, row)
  local _, reason, action = provider_text(facts, row)
  return article({ id = row.provider .. "-" .. row.tag, key = row.tag,
      keys = row.tag:lower(), status = "provider",
      kind = capital(row.provider), title = capital(row.provider) .. ": "
        .. facts.reason[row.reason].title
        .. (row.detail and " (" .. row.detail .. ")" or "") },
    pairs_of(reason, action, origin(source(row.source))))
end

-- ---- reasons and actions ------------------------------------------------------------

local function others(row)
  return pair("Also called", row.aliases
    and text((row.aliases:gsub(" | ", "; "))))
end

local function reason_row(facts, row)
  return article({ id = "reason-" .. row.reason, key = row.reason,
      keys = row.reason, kind = "reason", title = row.title },
    tag("p")(text(row.description)),
    pairs_of(
      pair("Usually", row.action ~= "none" and action_of(facts, row)),
      pair("Speaks of", row.scope and text(row.scope)),
      pair("Repaired by", row.owner and text(row.owner)),
      pair("How", row.remedy and text(row.remedy .. ": "
        .. (facts.remedies[row.remedy] or ""))),
      pair("The address", row.final and text(row.final)),
      others(row)))
end

local function action_row(_, row)
  return article({ id = "action-" .. row.action, key = row.action,
      keys = row.action, kind = "action", title = row.title },
    tag("p")(text(row.description)), pairs_of(others(row)))
end

-- ---- all -------------------------------------------------------------------------------

local function each(facts, list, f)
  return join(map(list, function(row) return f(facts, row) end)) or ""
end

local function of_kind(list, kind)
  local out = {}
  for _, row in ipairs(list) do
    out[#out + 1] = row.kind == kind and row or nil
  end
  return out
end

-- The class 3, which enhanced codes do not have, is one of reply codes.
local function intermediate(facts)
  return article({ id = "3yz", key = "3yz", keys = "3yz", tone = CLASSES["3"],
      kind = CLASSES["3"], class = CLASSES["3"], title = "Intermediate" },
    misread(facts, "3yz"))
end

local function registered(facts)
  local by = {}
  for _, row in ipairs(facts.enhanced) do
    by["X." .. row.subject .. "." .. row.detail] = row
  end
  return by
end

-- The commands that rows name, for the filter.
local function command_options(facts)
  local seen, out = {}, {}
  for _, list in ipairs { facts.codes, facts.meanings } do
    for _, row in ipairs(list) do
      for _, word in ipairs(tsv.list(row.commands or row.command, ",")) do
        if word ~= "*" and not seen[word] then
          seen[word] = true
          out[#out + 1] = word
        end
      end
    end
  end
  table.sort(out)
  return join(map(out, function(word)
    return tag("option")(text(word))
  end))
end

-- What the script says about a verdict: titles of reasons and actions, and
-- remedies as advice.
local function titles(facts)
  local out = {}
  for _, row in ipairs(facts.reasons) do
    out[#out + 1] = ("%q:%q"):format("reason-" .. row.reason, row.title)
  end
  for _, row in ipairs(facts.actions) do
    out[#out + 1] = ("%q:%q"):format("action-" .. row.action, row.title)
  end
  for _, word in ipairs(facts.remedy_words) do
    out[#out + 1] = ("%q:%q"):format("remedy-" .. word, facts.remedies[word])
  end
  return "{" .. table.concat(out, ",\n") .. "}"
end

local function class_rows(facts)
  local out = map(of_kind(facts.subjects, "class"), function(row)
    return class_row(facts, row)
  end)
  table.insert(out, 2, intermediate(facts))
  return join(out)
end

-- The values that the page's template names.
function rows.all(facts)
  facts.registered = registered(facts)
  return {
    CLASSES = class_rows(facts),
    CODES = each(facts, facts.codes, code_row),
    SUBJECTS = each(facts, of_kind(facts.subjects, "subject"), subject_row),
    ENHANCED = each(facts, facts.enhanced, enhanced_row),
    PROVIDERS = each(facts, facts.provider_codes, provider_row),
    TAGS = each(facts, facts.provider_tags, tag_row),
    REASONS = each(facts, facts.reasons, reason_row),
    ACTIONS = each(facts, facts.actions, action_row),
    COMMANDS = command_options(facts),
    TITLES = titles(facts),
    VERSION = facts.version,
    REGISTRY = facts.registry,
    RULES = facts.rules_date,
  }
end

return rows
