-- top.lua: the most frequent keys of a stream, in bounded memory.
--
-- Counts are exact while there are at most LIMIT keys. When there are more,
-- the rarer half is forgotten, with all that are as rare; from then on a count
-- may be too low, by at most `lost` (lossy counting, Manku and Motwani 2002,
-- with a bound on the space).

local top = {}
top.__index = top

top.LIMIT = 4096

function top.new(limit)
  return setmetatable({ limit = limit or top.LIMIT, entries = {}, size = 0,
    lost = 0 }, top)
end

local function by_count(a, b)
  if a.count ~= b.count then
    return a.count > b.count
  end
  return a.key < b.key
end

-- All entries, the most frequent first or in the order that is given.
function top:list(order)
  local list = {}
  for _, entry in pairs(self.entries) do
    list[#list + 1] = entry
  end
  table.sort(list, order or by_count)
  return list
end

function top:forget()
  local counts = {}
  for _, entry in pairs(self.entries) do
    counts[#counts + 1] = entry.count
  end
  table.sort(counts)
  local most = counts[math.ceil(#counts / 2)]
  for key, entry in pairs(self.entries) do
    if entry.count <= most then
      self.entries[key] = nil
      self.size = self.size - 1
    end
  end
  self.lost = self.lost + most
end

-- Widens the time between entry.first and entry.last (as logs write it; from
-- and to in seconds) to hold another. What has no seconds comes in order; of
-- one second the texts decide, so that the order does not matter.
function top.widen(entry, first, last, from, to)
  if not first then
    return
  end
  if not entry.first or from and entry.from and (from < entry.from
    or from == entry.from and first < entry.first) then
    entry.first, entry.from = first, from
  end
  if not entry.last or not to or not entry.to or to > entry.to
    or to == entry.to and last >= entry.last then
    entry.last, entry.to = last, to
  end
end

function top:new_entry(key)
  if self.size >= self.limit then
    self:forget()
  end
  local entry = { key = key, count = 0 }
  self.entries[key] = entry
  self.size = self.size + 1
  return entry
end

-- Counts a key `count` times more, seen from a time to a time; returns its
-- entry: {key, count, first, last, from, to}, to which the caller may add.
function top:add_many(key, count, first, last, from, to)
  local entry = self.entries[key] or self:new_entry(key)
  entry.count = entry.count + count
  top.widen(entry, first, last, from, to)
  return entry
end

-- Counts a key once more, seen at a time: most often later than before.
function top:add(key, time, at)
  local entry = self.entries[key] or self:new_entry(key)
  entry.count = entry.count + 1
  if at and entry.to and at > entry.to then
    entry.last, entry.to = time, at
  else
    top.widen(entry, time, time, at, at)
  end
  return entry
end

return top
