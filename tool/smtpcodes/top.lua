-- top.lua: the most frequent keys of a stream, in bounded memory.
--
-- Counts are exact while there are at most LIMIT keys. When there are more,
-- the rarer half is forgotten; from then on a count may be too low, by at most
-- `lost` (lossy counting, Manku and Motwani 2002, with a bound on the space).

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

-- All entries, the most frequent first.
function top:list()
  local list = {}
  for _, entry in pairs(self.entries) do
    list[#list + 1] = entry
  end
  table.sort(list, by_count)
  return list
end

function top:forget()
  local list = self:list()
  local keep = math.floor(self.limit / 2)
  self.lost = self.lost + list[keep + 1].count
  for i = keep + 1, #list do
    self.entries[list[i].key] = nil
  end
  self.size = keep
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

-- Counts a key `count` times more, seen from a time to a time; returns its
-- entry: {key, count, first, last, from, to}, to which the caller may add.
function top:add_many(key, count, first, last, from, to)
  local entry = self.entries[key]
  if not entry then
    if self.size >= self.limit then
      self:forget()
    end
    entry = { key = key, count = 0 }
    self.entries[key] = entry
    self.size = self.size + 1
  end
  entry.count = entry.count + count
  top.widen(entry, first, last, from, to)
  return entry
end

-- Counts a key once more, seen at a time.
function top:add(key, time, at)
  return self:add_many(key, 1, time, time, at, at)
end

return top
