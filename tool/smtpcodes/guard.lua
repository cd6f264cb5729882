-- guard.lua: tells a provider's outage from addresses that are dead.
--
-- When a provider's directory breaks, it calls good addresses unknown. So an
-- hour is not trusted in which the share of a provider's attempts that would
-- give up their address is more than five times that of its median hour, and
-- which has at least ten of them. An hour needs two others to be judged by.
--
--   local guard = require "smtpcodes.guard".new()
--   guard:add("microsoft", hour, true)   one attempt; whether it would
--   guard:outages() -> list, is_outage   is_outage(provider, hour)

local guard = {}
guard.__index = guard

guard.TIMES = 5
guard.LEAST = 10 -- addresses of an hour
guard.HOURS = 3 -- with attempts
local CELLS = 16384 -- hours of all providers that are counted

function guard.new(cells)
  return setmetatable({ groups = {}, cells = 0, limit = cells or CELLS }, guard)
end

-- Forgets the half of the providers that has the fewest attempts.
function guard:forget()
  local list = {}
  for name, group in pairs(self.groups) do
    list[#list + 1] = { name = name, attempts = group.attempts,
      cells = group.cells }
  end
  table.sort(list, function(a, b)
    return a.attempts < b.attempts or a.attempts == b.attempts
      and a.name < b.name
  end)
  for i = 1, math.ceil(#list / 2) do
    self.groups[list[i].name] = nil
    self.cells = self.cells - list[i].cells
  end
end

-- The counts of a provider's hour.
function guard:cell(name, hour)
  local group = self.groups[name]
  if not group then
    group = { attempts = 0, cells = 0, hours = {} }
    self.groups[name] = group
  end
  local cell = group.hours[hour]
  if not cell then
    cell = { attempts = 0, dead = 0 }
    group.hours[hour] = cell
    group.cells, self.cells = group.cells + 1, self.cells + 1
  end
  return cell, group
end

function guard:add(name, hour, dead)
  if self.cells >= self.limit then
    self:forget()
  end
  local cell, group = self:cell(name, hour)
  group.attempts = group.attempts + 1
  cell.attempts = cell.attempts + 1
  cell.dead = cell.dead + (dead and 1 or 0)
end

-- An attempt that was counted would give up its address after all.
function guard:add_dead(name, hour)
  local cell, group = self:cell(name, hour)
  if cell.dead < cell.attempts then
    cell.dead = cell.dead + 1
  elseif cell.attempts == 0 then -- it was forgotten
    cell.attempts, cell.dead, group.attempts = 1, 1, group.attempts + 1
  end
end

local function median(list)
  table.sort(list)
  local middle = #list / 2
  return middle % 1 == 0 and (list[middle] + list[middle + 1]) / 2
    or list[middle + 0.5]
end

-- The share of the median hour; nil: too few hours.
local function usual_share(group)
  local shares = {}
  for _, cell in pairs(group.hours) do
    shares[#shares + 1] = cell.dead / cell.attempts
  end
  return #shares >= guard.HOURS and median(shares) or nil
end

local function add_outages(list, name, group)
  local usual = usual_share(group)
  for hour, cell in pairs(usual and group.hours or {}) do
    if cell.dead >= guard.LEAST
      and cell.dead / cell.attempts > guard.TIMES * usual then
      list[#list + 1] = { name = name, hour = hour, usual = usual,
        attempts = cell.attempts, dead = cell.dead }
      list[name .. "\0" .. hour] = true
    end
  end
end

-- The hours that are not trusted: a list of {name, hour, attempts, dead,
-- usual}, and a function that tells whether an hour is one of them.
function guard:outages()
  local list = {}
  for name, group in pairs(self.groups) do
    add_outages(list, name, group)
  end
  table.sort(list, function(a, b)
    return a.name < b.name or a.name == b.name and a.hour < b.hour
  end)
  return list, function(name, hour)
    return list[name .. "\0" .. hour] == true
  end
end

return guard
