-- interleave.lua: times functions side by side, so that whatever else the
-- machine does falls on all of them.
--
--   local bench = dofile "bench/interleave.lua"
--   local medians = bench.times(cases)   -- seconds of a call of each case,
--                                        -- which is { name, function }
local RUNS = 15

local bench = {}

local function seconds(call)
  collectgarbage()
  local from = os.clock()
  call()
  return os.clock() - from
end

local function median(list)
  table.sort(list)
  return list[math.floor(#list / 2) + 1]
end

-- Median seconds of each case in RUNS rounds; a round before them warms up.
function bench.times(cases)
  local times, medians = {}, {}
  for round = 0, RUNS do
    for i, case in ipairs(cases) do
      times[i] = times[i] or {}
      times[i][round > 0 and round or 1] = seconds(case[2])
    end
  end
  for i in ipairs(cases) do
    medians[i] = median(times[i])
  end
  return medians
end

-- A function that calls another n times.
function bench.repeated(n, call)
  return function()
    for _ = 1, n do
      call()
    end
  end
end

-- Prints nanoseconds of each of `count` things a case did, and, where Lua
-- does not compile it away, in calls of the first case, math.abs.
function bench.show(cases, medians, count, form)
  local compiled = rawget(_G, "jit") ~= nil
  for i, case in ipairs(cases) do
    print((form .. " %8.1f ns a reply %s"):format(case[1], medians[i] / count * 1e9,
      compiled and "" or ("%6.2f math.abs"):format(medians[i] / medians[1])))
  end
end

function bench.lua()
  local jit = rawget(_G, "jit")
  return jit and jit.version or _VERSION
end

return bench
