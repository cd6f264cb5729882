-- show_report.lua: a report over logs as text for people.

local smtpcodes = require "smtpcodes"
local show = require "smtpcodes.show"
local terminal = require "smtpcodes.terminal"

local show_report = {}

local BAR = 24 -- columns of the longest bar

local function heading(screen, text)
  screen:write("\n", screen:style("bold", text), "\n")
end

local function percent(part, whole)
  return whole > 0 and ("%5.1f %%"):format(100 * part / whole) or "      -"
end

local function bar(part, most)
  return ("#"):rep(math.ceil(BAR * part / math.max(most, 1)))
end

-- "   3020   50.3 %  full-mailbox ...  first  last"
local function rows(screen, title, list, whole)
  if #list == 0 then
    return
  end
  heading(screen, title)
  for _, entry in ipairs(list) do
    screen:write(("%9d  %s  %-28s %s\n"):format(entry.count,
      percent(entry.count, whole), screen:printable(entry.key),
      screen:style("dim", entry.first .. " - " .. entry.last)))
  end
end

-- The texts that no rule knows, each in a line that fits.
local function text_rows(screen, title, list, whole)
  if #list == 0 then
    return
  end
  heading(screen, title)
  for _, entry in ipairs(list) do
    local line = ("%9d  %s  %s"):format(entry.count,
      percent(entry.count, whole), screen:printable(entry.key))
    screen:write(screen.on_terminal and terminal.cut(line, screen.width)
      or line, "\n")
  end
end

-- "    120 of 4000    3.0 %  example.com": what failed of all.
local function outcome_rows(screen, title, list)
  if #list == 0 or list[1].failed == 0 then
    return
  end
  heading(screen, title)
  for _, entry in ipairs(list) do
    if entry.failed > 0 then
      screen:write(("%9d of %-9d %s  %s\n"):format(entry.failed, entry.count,
        percent(entry.failed, entry.count), screen:printable(entry.key)))
    end
  end
end

local function summary(screen, result)
  local parts = {}
  for _, status in ipairs { "sent", "deferred", "bounced", "expired" } do
    if result.status[status] then
      parts[#parts + 1] = ("%d %s"):format(result.status[status], status)
    end
  end
  screen:write(screen:style("bold", ("%d attempts: %s"):format(
    result.attempts, table.concat(parts, ", "))), "\n")
  if result.first then
    screen:write("from ", result.first, " to ", result.last, "\n")
  end
  if result.suspended > 0 then
    screen:write(result.suspended,
      " put off by the queue manager without an attempt\n")
  end
  if result.delays.p50 then
    screen:write(("sent within %g s (50 %%), %g s (95 %%), %g s (99 %%)\n")
      :format(result.delays.p50, result.delays.p95, result.delays.p99))
  end
end

-- What people can repair, the most frequent first.
local function repairs(screen, result)
  local titled = false
  for _, entry in ipairs(result.lists.reason) do
    local reason = smtpcodes.reasons[entry.key]
    if reason.action:find("^fix") or reason.action == "retry-slower" then
      if not titled then
        heading(screen, "What to fix first")
        titled = true
      end
      screen:write(("%9d  %s: %s\n"):format(entry.count, reason.title,
        show.remedy(entry.remedy)))
    end
  end
end

local function trend(screen, result)
  local most = 0
  for _, entry in ipairs(result.lists.hour) do
    most = math.max(most, entry.count)
  end
  heading(screen, "By hour: attempts, and which share failed")
  for _, entry in ipairs(result.lists.hour) do
    screen:write(("%-14s %9d %s  %s\n"):format(screen:printable(entry.key),
      entry.count, percent(entry.failed, entry.count), bar(entry.count, most)))
  end
end

-- Writes the report.
function show_report.text(screen, result)
  local lists, failures = result.lists, result.failures
  summary(screen, result)
  if result.attempts == 0 then
    return
  end
  repairs(screen, result)
  rows(screen, "Failures by reason", lists.reason, failures)
  rows(screen, "Failures by action", lists.action, failures)
  rows(screen, "Failures by provider", lists.provider, failures)
  rows(screen, "Failures by code", lists.code, failures)
  outcome_rows(screen, "Failures by domain", lists.domain)
  outcome_rows(screen, "Failures by transport", lists.transport)
  text_rows(screen, ("Replies without a known reason: %d of %d")
    :format(failures - result.matched, failures), lists.unmatched, failures)
  trend(screen, result)
end

return show_report
