-- show_report.lua: a report over logs as text for people.

local smtpcodes = require "smtpcodes"
local fixes = require "smtpcodes.fixes"
local show = require "smtpcodes.show"
local terminal = require "smtpcodes.terminal"
local trend = require "smtpcodes.trend"

local show_report = {}

local TOP = 10 -- lines of a list, unless it is said
local FIXES = 5
local BAR = 30 -- columns of the longest bar
local HOURS = 48 -- of a trend by hours; longer ones are by days
local DAYS = 60

-- ---- pieces -----------------------------------------------------------------

local function heading(screen, text)
  screen:write("\n", screen:style("bold", text), "\n")
end

local function percent(part, whole)
  return whole > 0 and ("%5.1f %%"):format(100 * part / whole) or "      -"
end

-- One line, cut where the terminal ends; a file gets it whole.
local function line(screen, text, style)
  text = text:gsub(" +$", "")
  text = screen.on_terminal and terminal.cut(text, screen.width) or text
  screen:write(style and screen:style(style, text) or text, "\n")
end

-- The first entries of a list, and how many there are besides.
local function each_of(screen, list, limit, write)
  for i = 1, math.min(#list, limit) do
    write(list[i])
  end
  if #list > limit then
    line(screen, ("%9s  and %d more"):format("", #list - limit), "dim")
  end
end

-- "2026-11-06T09:00:02.5+01:00" -> "2026-11-06", "09:00"
local function date_and_clock(time)
  local date, clock = time:match("^(.-%d)[T ](%d%d:%d%d):%d%d")
  return date or time, clock or ""
end

-- "2026-11-06 09:00 - 11:15": from the first time to the last, if known.
local function span(screen, entry)
  if not entry.first then
    return ""
  end
  local date, clock = date_and_clock(entry.first)
  local last_date, last_clock = date_and_clock(entry.last)
  local text = date .. " " .. clock .. " - "
    .. (last_date == date and "" or last_date .. " ") .. last_clock
  return screen:printable(text)
end

-- "     3020   50.3 %  full-mailbox          2026-11-06 09:00 - 11:15"
local function rows(screen, title, list, whole, limit)
  if #list == 0 then
    return
  end
  heading(screen, title)
  each_of(screen, list, limit, function(entry)
    line(screen, ("%9d  %s  %-22s  %s"):format(entry.count,
      percent(entry.count, whole), screen:printable(entry.key),
      span(screen, entry)))
  end)
end

-- "      120 of 4000     3.0 %  example.com          2026-11-06 09:00 - 11:15"
local function outcome_rows(screen, title, list, limit)
  local failed = {}
  for _, entry in ipairs(list) do
    failed[#failed + 1] = (entry.failed or 0) > 0 and entry or nil
  end
  if #failed == 0 then
    return
  end
  heading(screen, title)
  each_of(screen, failed, limit, function(entry)
    line(screen, ("%9d of %-7d %s  %-20s  %s"):format(entry.failed,
      entry.count, percent(entry.failed, entry.count),
      screen:printable(entry.key), span(screen, entry)))
  end)
end

-- ---- parts ------------------------------------------------------------------

local function summary(screen, result)
  local status, parts = result.status, {}
  for _, name in ipairs { "sent", "deferred", "bounced", "expired" } do
    if status[name] then
      parts[#parts + 1] = ("%d %s"):format(status[name], name)
    end
  end
  line(screen, ("%d attempt%s%s%s"):format(result.attempts, result.attempts == 1 and "" or "s",
    #parts > 0 and ": " or "", table.concat(parts, ", ")), "bold")
  local sent = status.sent or 0
  local finished = sent + (status.bounced or 0) + (status.expired or 0)
  if finished > 0 then
    line(screen, ("%d message%s finished, %s of them delivered"):format(
      finished, finished == 1 and " is" or "s are", percent(sent, finished):match("%S.*")))
  end
  if result.first then
    line(screen, span(screen, result))
  end
  if result.suspended > 0 then
    line(screen, "put off by the queue manager without an attempt: "
      .. result.suspended)
  end
  if result.expired > 0 then
    line(screen, "messages given up because their time was over: "
      .. result.expired)
  end
  if result.delays.p50 then
    line(screen, ("sent within %g s (50 %%), %g s (95 %%), %g s (99 %%)")
      :format(result.delays.p50, result.delays.p95, result.delays.p99))
  end
end

local function title_of(reason)
  local record = smtpcodes.reasons[reason]
  return record and record.title or reason
end

local function repair(screen, entry, failures)
  local cause = entry.cause
  line(screen, ("%9d  %s  %s%s"):format(entry.count,
    percent(entry.count, failures), screen:printable(title_of(cause.reason)),
    cause.provider and ", at " .. screen:printable(cause.provider) or ""))
  line(screen, (" "):rep(20) .. screen.arrow .. " "
    .. show.remedy(cause.remedy), "bold")
  screen:write(screen:style("dim", terminal.cut((" "):rep(20)
    .. screen:printable((cause.code or "no code") .. ": " .. fixes.said(cause.sample or "")),
    screen.width)), "\n")
end

local function repairs(screen, result)
  local list = fixes.of(result.lists.cause)
  if #list > 0 then
    heading(screen, "What to fix first")
    each_of(screen, list, FIXES, function(entry)
      repair(screen, entry, result.failures)
    end)
  end
end

-- The part of the bar that stands for what failed is marked.
local function bar(screen, entry, most)
  local length = math.ceil(BAR * entry.count / math.max(most, 1))
  local failed = math.min(length, math.ceil(length * entry.failed
    / math.max(entry.count, 1)))
  return screen:style("green", ("#"):rep(length - failed))
    .. screen:style("red", ("x"):rep(failed))
end

local function over_time(screen, result)
  local list, unit = trend.of(result.lists.hour, HOURS, DAYS)
  if #list == 0 then
    return
  end
  local most = 0
  for _, entry in ipairs(list) do
    most = math.max(most, entry.count)
  end
  heading(screen, ("By %s: attempts (#) and which of them failed (x)")
    :format(unit))
  for _, entry in ipairs(list) do
    screen:write(("%-14s %9d  %s  %s\n"):format(
      screen:printable(entry.key), entry.count,
      percent(entry.failed, entry.count), bar(screen, entry, most)))
  end
end

-- The texts that no rule knows, and what share of the failures has a reason.
local function unmatched(screen, result, limit)
  local list, failures = result.lists.unmatched, result.failures
  if failures == 0 then
    return
  end
  heading(screen, ("Replies with a known reason: %s of %d"):format(
    percent(result.matched, failures):match("%S.*"), failures))
  each_of(screen, list, limit, function(entry)
    line(screen, ("%9d  %s  %s"):format(entry.count,
      percent(entry.count, failures),
      screen:printable(fixes.said(entry.key))))
  end)
end

local function inexact(screen, result)
  local parts = {}
  for name, lost in pairs(result.lost) do
    parts[#parts + 1] = ("%s %d"):format(name, lost)
  end
  table.sort(parts)
  if #parts > 0 then
    screen:write("\nSo many keys that counts may be too low by up to: ",
      table.concat(parts, ", "), "\n")
  end
end

-- Writes the report, with `limit` lines of each list.
function show_report.text(screen, result, limit)
  local lists, failures = result.lists, result.failures
  limit = limit or TOP
  summary(screen, result)
  if result.attempts == 0 then
    return
  end
  repairs(screen, result)
  rows(screen, "Failures by reason", lists.reason, failures, limit)
  rows(screen, "Failures by action", lists.action, failures, limit)
  rows(screen, "Failures by provider", lists.provider, failures, limit)
  rows(screen, "Failures by code", lists.code, failures, limit)
  rows(screen, "Failures by enhanced code", lists.enhanced, failures, limit)
  outcome_rows(screen, "Failures by domain", lists.domain, limit)
  outcome_rows(screen, "Failures by transport", lists.transport, limit)
  unmatched(screen, result, limit)
  over_time(screen, result)
  inexact(screen, result)
end

return show_report
