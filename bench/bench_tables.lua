-- bench_tables.lua: what a look into the tables costs.
--
--   make bench, or LUA_CPATH="build/5.4/?.so" lua5.4 bench/bench_tables.lua
--
-- Medians of interleaved runs, as ratios against plain Lua in the same run
-- and against bench/constant.c, a C function that returns a constant string.

local bench = dofile "bench/interleave.lua"
local clock = os.clock
local before = collectgarbage("count")
local start = clock()
local smtpcodes = require "smtpcodes"
local opened = clock() - start
collectgarbage()
collectgarbage()
local kept = collectgarbage("count") - before

local N = 5000000

local plain = {}
for code, record in pairs(smtpcodes.codes) do
  plain[code] = record
end

local codes, class = smtpcodes.codes, smtpcodes.class
local constant = require "constant"

local cases = {
  { "empty loop", function(n)
    local x
    for i = 1, n do x = i end
    return x
  end },
  { "plain[550]", function(n)
    local x
    for _ = 1, n do x = plain[550] end
    return x
  end },
  { "smtpcodes.codes[550]", function(n)
    local x
    for _ = 1, n do x = codes[550] end
    return x
  end },
  { "constant(550)", function(n)
    local x
    for _ = 1, n do x = constant(550) end
    return x
  end },
  { "math.abs(550)", function(n)
    local abs, x = math.abs, nil
    for _ = 1, n do x = abs(550) end
    return x
  end },
  { "smtpcodes.class(550)", function(n)
    local x
    for _ = 1, n do x = class(550) end
    return x
  end },
}

for _, case in ipairs(cases) do
  local call = case[2]
  case[2] = function() call(N) end
end

print(bench.lua())
local times = bench.times(cases)
for i, case in ipairs(cases) do
  print(("%-24s %8.2f ns"):format(case[1], times[i] / N * 1e9))
end
print(("codes[550] / plain[550]  %8.2f"):format(times[3] / times[2]))
print(("class / constant string  %8.2f"):format(times[6] / times[4]))
print(("require                  %8.2f ms, keeps %.0f KiB")
  :format(opened * 1e3, kept))
