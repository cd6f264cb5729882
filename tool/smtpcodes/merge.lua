-- merge.lua: reports of parts, as `report --json` writes them, made one.
--
--   merge.add(report, part) -> true | nil, problem   part: decoded JSON
--   merge.files(out, report, names)                  adds all that is in files
--
-- The merged report is the one over all parts, as long as no table of theirs
-- is full: then counts may be too low, by at most what `lost` says.

local decode = require "smtpcodes.library" "dkjson".decode
local new_report = require "smtpcodes.report".new
local tables = require "smtpcodes.report".tables
local top = require "smtpcodes.top"

local merge = {}

local NO_REPORT = "no report that `smtpcodes report --json` wrote"
local CUT = "a report that was cut by --top cannot be merged"

-- ---- what a report may hold ---------------------------------------------------

local function is_text(value)
  return type(value) == "string"
end

local function is_number(value)
  return type(value) == "number" and math.abs(value) < 2 ^ 53
end

local function is_count(value)
  return is_number(value) and value >= 0 and value % 1 == 0
end

local fields = { key = is_text, count = is_count }
local more_fields = { failed = is_count, sample = is_text }
local times = { first = is_text, last = is_text, from = is_number,
  to = is_number }

-- Whether those of some fields fit that a value has.
local function all_fit(value, optional)
  for field, fits in pairs(optional) do
    if value[field] ~= nil and not fits(value[field]) then
      return false
    end
  end
  return true
end

-- Of when something was seen first and last, both are known or neither.
local function has_times(value)
  return all_fit(value, times) and (value.first == nil) == (value.last == nil)
end

local function is_entry(entry)
  if type(entry) ~= "table" then
    return false
  end
  for field, fits in pairs(fields) do
    if not fits(entry[field]) then
      return false
    end
  end
  return all_fit(entry, more_fields) and has_times(entry)
end

-- A cause's key has five parts.
local function is_cause(entry)
  return is_entry(entry) and select(2, entry.key:gsub("|", "")) == 4
end

local function is_outcome(entry)
  return is_entry(entry) and entry.failed ~= nil
end

-- What an entry of a table must be, besides is_entry.
local checks = { cause = is_cause, domain = is_outcome, hour = is_outcome,
  transport = is_outcome }

local function is_step(step)
  return type(step) == "table" and is_number(step[1]) and is_count(step[2])
end

local function all(list, check)
  if type(list) ~= "table" then
    return false
  end
  for _, item in ipairs(list) do
    if not check(item) then
      return false
    end
  end
  return true
end

local function all_counts(map)
  for _, value in pairs(type(map) == "table" and map or { false }) do
    if not is_count(value) then
      return false
    end
  end
  return true
end

local sums = { "attempts", "suspended", "expired", "failures", "matched", "unread" }

local function is_report(part)
  if type(part) ~= "table" or type(part.lists) ~= "table"
    or not all(part.steps, is_step) or not all_counts(part.status)
    or not all_counts(part.lost) or not has_times(part) then
    return false
  end
  for _, name in ipairs(sums) do
    if not is_count(part[name]) then
      return false
    end
  end
  for _, name in ipairs(tables) do
    if not all(part.lists[name], checks[name] or is_entry) then
      return false
    end
  end
  return true
end

-- ---- adding -------------------------------------------------------------------

local function add_entry(counter, entry)
  local sum = counter:add_many(entry.key, entry.count, entry.first, entry.last,
    entry.from, entry.to)
  if entry.failed then
    sum.failed = (sum.failed or 0) + entry.failed
  end
  if entry.sample and (not sum.sample or entry.sample < sum.sample) then
    sum.sample = entry.sample
  end
end

local function add_tables(report, part)
  for _, name in ipairs(tables) do
    local counter = report.by[name]
    for _, entry in ipairs(part.lists[name]) do
      add_entry(counter, entry)
    end
    counter.lost = counter.lost + (part.lost[name] or 0)
  end
end

function merge.add(report, part)
  if not is_report(part) then
    return nil, NO_REPORT
  elseif part.cut then
    return nil, CUT
  end
  for _, name in ipairs(sums) do
    report[name] = report[name] + part[name]
  end
  for status, count in pairs(part.status) do
    report.status[status] = (report.status[status] or 0) + count
  end
  for _, step in ipairs(part.steps) do
    report:add_delay(step[1], step[2])
  end
  if part.first then
    top.widen(report, part.first, part.last, part.from, part.to)
  end
  add_tables(report, part)
  return true
end

-- Whether a file begins as a report does, which a log does not.
function merge.holds_report(name)
  local file = io.open(name, "rb")
  local head = file and file:read(64) or ""
  if file then
    file:close()
  end
  return head:find('^%s*{"status":{') ~= nil
end

-- ---- files --------------------------------------------------------------------

-- Adds the reports that stand one after another in a text.
local function add_text(out, report, text, name)
  local at = text:match("^%s*()")
  while at <= #text do
    local decoded, part, stop = pcall(decode, text, at) -- it raises where arrays nest too deep
    local done, problem = merge.add(report, decoded and part)
    if not done then
      return out:problem(name, nil, problem)
    end
    at = text:match("^%s*()", stop)
  end
end

local function read(name)
  if name == "-" then
    return io.stdin:read("*a")
  end
  local file = io.open(name, "rb")
  local text = file and file:read("*a")
  if file then
    file:close()
  end
  return text
end

function merge.files(out, report, names)
  for _, name in ipairs(#names > 0 and names or { "-" }) do
    local text = read(name)
    if text then
      add_text(out, report, text, name)
    else
      out:unreadable(name)
    end
  end
end

function merge.report(out, names)
  local report = new_report()
  merge.files(out, report, names)
  return report
end

return merge
