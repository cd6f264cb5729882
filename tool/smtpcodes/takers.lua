-- takers.lua: when addresses took mail last. Of very many the oldest are
-- forgotten: those noted last, LIMIT of them at least, are known.
--
--   local took = require "smtpcodes.takers".new()
--   took:note("a@example.com", 1793955600)
--   took:at("a@example.com") -> seconds | nil

local takers = {}
takers.__index = takers

takers.LIMIT = 16384 -- addresses, and as many older

function takers.new(limit)
  return setmetatable({ limit = limit or takers.LIMIT, times = {}, older = {},
    count = 0 }, takers)
end

function takers:at(address)
  return self.times[address] or self.older[address]
end

function takers:note(address, at)
  local known = self:at(address)
  if not self.times[address] then
    if self.count >= self.limit then
      self.older, self.times, self.count = self.times, {}, 0
    end
    self.count = self.count + 1
  end
  self.times[address] = math.max(at, known or at)
end

return takers
