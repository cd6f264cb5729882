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

-- Counts a key once more, seen at a time; returns its entry: {key, count,
-- first, last}, to which the caller may add.
function top:add(key, time)
  local entry = self.entries[key]
  if not entry then
    if self.size >= self.limit then
      self:forget()
    end
    entry = { key = key, count = 0, first = time }
    self.entries[key] = entry
    self.size = self.size + 1
  end
  entry.count = entry.count + 1
  entry.last = time
  return entry
end

return top
