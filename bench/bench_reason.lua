-- bench_reason.lua: what a verdict costs in Lua, in calls of math.abs.
--
--   make bench, or LUA_CPATH="build/5.4/?.so" lua5.4 bench/bench_reason.lua
--
-- Medians of interleaved runs.

local smtpcodes = require "smtpcodes"
local clock = os.clock

local replies = {
  "550 5.1.1 <someone@example.com>: Recipient address rejected: User unknown in virtual table",
  "554 5.7.1 Service unavailable; Client host [192.0.2.17] blocked using zen.spamhaus.org; see it",
  "452 4.2.2 The email account that you tried to reach is over quota and inactive. Please direct",
  "421 4.7.28 Our system has detected an unusual rate of mail originating from your IP address",
  "550 5.7.26 This mail has been blocked because the sender is unauthenticated. SPF did not pass",
}

local N, RUNS = 20000, 15
local abs, classify, reason_of = math.abs, smtpcodes.classify, smtpcodes.reason_of

local cases = {
  { "math.abs", function() for _ = 1, #replies do abs(550) end end },
  { "reason_of", function() for i = 1, #replies do reason_of(replies[i]) end end },
  { "classify", function() for i = 1, #replies do classify(replies[i]) end end },
}

local times = {}
for run = 0, RUNS do
  for i, case in ipairs(cases) do
    local call = case[2]
    collectgarbage()
    local from = clock()
    for _ = 1, N do
      call()
    end
    times[i] = times[i] or {}
    if run > 0 then -- the first run warms up
      times[i][run] = (clock() - from) / N / #replies * 1e9
    end
  end
end

local function median(list)
  table.sort(list)
  return list[math.floor(#list / 2) + 1]
end
local jit = rawget(_G, "jit")
print(jit and jit.version or _VERSION)
local unit = median(times[1])
for i, case in ipairs(cases) do
  local ns = median(times[i])
  print(("%-12s %8.1f ns a reply %s"):format(case[1], ns,
    jit and "" or ("%6.1f math.abs"):format(ns / unit)))
end
