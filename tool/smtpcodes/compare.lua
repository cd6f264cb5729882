-- compare.lua: `smtpcodes report --compare A B`: what is new in B, what has
-- grown, what has shrunk, and what is gone.
--
-- A and B are logs, or reports that --json wrote. Causes are compared by their
-- share of all attempts, so that a longer log is no worse.

local fixes = require "smtpcodes.fixes"
local merge = require "smtpcodes.merge"
local terminal = require "smtpcodes.terminal"

local compare = {}

local TIMES = 2 -- a share that is so many times the other has changed
local LEAST = 10 -- failures, in one of both, that a change is told of

-- Causes by their key, and the attempts that they are a part of.
local function by_key(result)
  local map = {}
  for _, cause in ipairs(result.lists.cause) do
    map[cause.key] = cause
  end
  return map
end

-- What became of a cause: new, gone, more, less, or nil.
local function change_of(before, after, share_before, share_after)
  if not before then
    return "new"
  elseif not after then
    return "gone"
  elseif math.max(before.count, after.count) < LEAST then
    return nil
  elseif share_after > TIMES * share_before then
    return "more"
  end
  return share_before > TIMES * share_after and "less" or nil
end

local function by_weight(a, b)
  if a.weight ~= b.weight then
    return a.weight > b.weight
  end
  return a.cause.key < b.cause.key
end

local function share(cause, result)
  return cause and result.attempts > 0 and cause.count / result.attempts or 0
end

-- compare.results(a, b) -> { new = list, more, less, gone } of {cause, before,
-- after, share_before, share_after}: the causes, their counts and shares.
function compare.results(a, b)
  local out = { new = {}, more = {}, less = {}, gone = {} }
  local in_a, in_b = by_key(a), by_key(b)
  local function judge(key)
    local before, after = in_a[key], in_b[key]
    local share_before, share_after = share(before, a), share(after, b)
    local change = change_of(before, after, share_before, share_after)
    if change then
      table.insert(out[change], { cause = after or before,
        before = before and before.count or 0,
        after = after and after.count or 0, share_before = share_before,
        share_after = share_after,
        weight = math.abs(share_after - share_before) })
    end
  end
  for key in pairs(in_b) do
    judge(key)
  end
  for key in pairs(in_a) do
    if not in_b[key] then
      judge(key)
    end
  end
  for _, list in pairs(out) do
    table.sort(list, by_weight)
  end
  return out
end

-- ---- text -----------------------------------------------------------------------

local TITLES = { new = "New", more = "More than before",
  less = "Less than before", gone = "Gone" }

local function percent(value)
  return ("%.2f %%"):format(100 * value)
end

local function write_change(screen, change)
  local cause = change.cause
  screen:write(("%9d -> %-8d %8s -> %-8s  %s%s\n"):format(change.before,
    change.after, percent(change.share_before), percent(change.share_after),
    screen:printable(cause.reason), cause.provider and ", at "
      .. screen:printable(cause.provider) or ""))
  screen:write(screen:style("dim", terminal.cut((" "):rep(11)
    .. screen:printable((cause.code or "no code") .. ": "
    .. fixes.said(cause.sample or "")), screen.width)), "\n")
end

local function failed_of(result)
  return ("%d of %d attempts (%s)"):format(result.failures, result.attempts,
    percent(result.failures / math.max(result.attempts, 1)))
end

local function write(screen, changes, a, b, limit)
  screen:write(screen:style("bold", "Failures: " .. failed_of(a) .. ", then "
    .. failed_of(b)), "\n")
  for _, name in ipairs { "new", "more", "less", "gone" } do
    local list = changes[name]
    if #list > 0 then
      screen:write("\n", screen:style("bold", TITLES[name]), "\n")
    end
    for i = 1, math.min(#list, limit) do
      write_change(screen, list[i])
    end
    if #list > limit then
      screen:write(("%11s%d more\n"):format("", #list - limit))
    end
  end
end

-- ---- the command ----------------------------------------------------------------

-- The result for a file: a report is read, a log is reported on.
local function result_of(out, name, report_on)
  local report = merge.holds_report(name) and merge.report(out, { name })
    or report_on(out, { name })
  return report:result()
end

-- For JSON: what a change is, in one table.
local function flat(changes)
  for _, list in pairs(changes) do
    for i, change in ipairs(list) do
      local cause = change.cause
      list[i] = { reason = cause.reason, action = cause.action,
        provider = cause.provider, code = cause.code, remedy = cause.remedy,
        sample = cause.sample, before = change.before, after = change.after,
        share_before = change.share_before, share_after = change.share_after }
    end
  end
  return changes
end

-- report_on(out, names) gives the report over logs.
function compare.command(out, arguments, report_on)
  local a = result_of(out, arguments.file[1], report_on)
  local b = result_of(out, arguments.file[2], report_on)
  local changes = compare.results(a, b)
  if out.json then
    out.screen:write(out.json.encode(flat(changes)), "\n")
  else
    write(out.screen, changes, a, b, arguments.top or 10)
  end
end

return compare
