-- bench_reason.lua: what a verdict costs in Lua, in calls of math.abs.
--
--   make bench, or LUA_CPATH="build/5.4/?.so" lua5.4 bench/bench_reason.lua
--
-- Medians of interleaved runs.

local smtpcodes = require "smtpcodes"
local bench = dofile "bench/interleave.lua"

local replies = {
  "550 5.1.1 <someone@example.com>: Recipient address rejected: User unknown in virtual table",
  "554 5.7.1 Service unavailable; Client host [192.0.2.17] blocked using zen.spamhaus.org; see it",
  "452 4.2.2 The email account that you tried to reach is over quota and inactive. Please direct",
  "421 4.7.28 Our system has detected an unusual rate of mail originating from your IP address",
  "550 5.7.26 This mail has been blocked because the sender is unauthenticated. SPF did not pass",
}

local N = 20000
local abs, classify, reason_of = math.abs, smtpcodes.classify, smtpcodes.reason_of

local cases = {
  { "math.abs", function() for _ = 1, #replies do abs(550) end end },
  { "reason_of", function() for i = 1, #replies do reason_of(replies[i]) end end },
  { "classify", function() for i = 1, #replies do classify(replies[i]) end end },
}
for _, case in ipairs(cases) do
  case[2] = bench.repeated(N, case[2])
end

print(bench.lua())
bench.show(cases, bench.times(cases), N * #replies, "%-12s")
