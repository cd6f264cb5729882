-- specs.lua: runs specs where busted is not there, with what of busted they
-- use: describe, it, pending, finally, setup, teardown, before_each,
-- after_each, and the asserts below.
--
--   lua tools/specs.lua [-1] [-x TAG] FILE...    ends with 0 if nothing failed
--
-- With -1 the first failure ends it, with -x what has #TAG in its name is left
-- out. What a file requires is forgotten after it, as busted does.
--
-- Its asserts cost little: where the module runs slowly, under a sanitizer,
-- valgrind or gcov, the specs take a fifth to a tenth of their time with busted.

local counts = { successes = 0, failures = 0, errors = 0, pending = 0 }
local FAILED, PENDING = {}, {}

-- ---- asserts -------------------------------------------------------------------

local function show(value, depth)
  if type(value) == "string" then
    return ("%q"):format(value)
  elseif type(value) ~= "table" or depth > 5 then
    return tostring(value)
  end
  local keys, out = {}, {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for i, key in ipairs(keys) do
    out[i] = "[" .. show(key, depth + 1) .. "] = " .. show(value[key], depth + 1)
  end
  return "{ " .. table.concat(out, ", ") .. " }"
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b
  end
  for key, value in pairs(a) do
    if not same(value, b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

local function fail(message)
  local place = debug.traceback("", 3):match("\n%s*([^\n]*_spec%.lua:%d+)")
  error({ FAILED, message, place }, 0)
end

-- An assert of two values, the expected one first, and its opposite.
local function of_two(holds, wanted)
  return function(expected, actual, message)
    if holds(expected, actual) ~= wanted then
      local before = message and tostring(message) .. "\n" or ""
      fail(before .. (wanted and "expected " or "not expected ")
        .. show(expected, 1) .. "\ngot " .. show(actual, 1))
    end
    return expected, actual
  end
end

local function of_one(holds, word)
  return function(value, message)
    if not holds(value) then
      fail((message and tostring(message) .. "\n" or "")
        .. "expected " .. word .. ", got " .. show(value, 1))
    end
    return value
  end
end

local function is_type(name)
  return of_one(function(value) return type(value) == name end, "a " .. name)
end

local function is_equal(a, b)
  return a == b
end

local asserts = {
  equal = of_two(is_equal, true), not_equal = of_two(is_equal, false), same = of_two(same, true),
  is_true = of_one(function(v) return v == true end, "true"),
  is_false = of_one(function(v) return v == false end, "false"),
  is_nil = of_one(function(v) return v == nil end, "nil"),
  is_not_nil = of_one(function(v) return v ~= nil end, "not nil"),
  truthy = of_one(function(v) return v end, "a true value"),
  falsy = of_one(function(v) return not v end, "a false value"),
  is_string = is_type "string", is_table = is_type "table", is_number = is_type "number",
  is_function = is_type "function",
}
asserts.is_truthy, asserts.is_falsy = asserts.truthy, asserts.falsy
asserts.are_equal, asserts.are_same = asserts.equal, asserts.same
asserts.are_not = { equal = asserts.not_equal, same = of_two(same, false) }
asserts.is_not = asserts.are_not
asserts.are = { equal = asserts.equal, same = asserts.same }

local missing = { __index = function(_, name)
  error("tools/specs.lua has no assert." .. tostring(name), 2)
end }
for _, name in ipairs { "are", "are_not" } do
  setmetatable(asserts[name], missing)
end
setmetatable(asserts, { __index = missing.__index, __call = function(_, value, message, ...)
  if not value then
    fail(message == nil and "assertion failed!" or message)
  end
  return value, message, ...
end })

-- ---- blocks --------------------------------------------------------------------

local block -- the one that is being read, or whose specs run

local function new_block(name, parent)
  return { name = name, parent = parent, steps = {}, setup = {}, teardown = {}, before_each = {},
    after_each = {} }
end

local function describe(name, body)
  block.steps[#block.steps + 1] = { "block", name, body }
end

local function it(name, body)
  block.steps[#block.steps + 1] = { "spec", name, body }
end

local function hook(kind)
  return function(f)
    table.insert(block[kind], f)
  end
end

local running -- the functions that finally gave to the spec that runs

local function pending(name)
  if running then
    error({ PENDING, name }, 0)
  end
  block.steps[#block.steps + 1] = { "pending", name }
end

local function full_name(name)
  local parent = block
  while parent and parent.name do
    name = parent.name .. " " .. name
    parent = parent.parent
  end
  return name
end

local function tell(word, name, message)
  io.write(word, " -> ", name, "\n", tostring(message), "\n\n")
end

local first_only = arg[1] == "-1" and table.remove(arg, 1) ~= nil
local left_out = arg[1] == "-x" and table.remove(arg, 1) and "#" .. table.remove(arg, 1)

-- Counts what became of a spec.
local function settle(name, ok, problem)
  if ok then
    counts.successes = counts.successes + 1
  elseif type(problem) == "table" and problem[1] == PENDING then
    counts.pending = counts.pending + 1
    tell("Pending", name, problem[2])
  elseif type(problem) == "table" and problem[1] == FAILED then
    counts.failures = counts.failures + 1
    tell("Failure", name, (problem[3] or "") .. "\n" .. tostring(problem[2]))
  else
    counts.errors = counts.errors + 1
    tell("Error", name, type(problem) == "table" and problem.message or problem)
  end
  if first_only and counts.failures + counts.errors > 0 then
    os.exit(1)
  end
end

local function traced(problem)
  return type(problem) == "table" and problem or debug.traceback(tostring(problem), 2)
end

-- Calls the hooks of a block and of those around it, outermost first.
local function call_each(kind, from)
  if from.parent then
    call_each(kind, from.parent)
  end
  for _, f in ipairs(from[kind]) do
    f()
  end
end

local function run_spec(name, body)
  running = {}
  local ok, problem = xpcall(function()
    call_each("before_each", block)
    body()
  end, traced)
  for _, f in ipairs(running) do
    xpcall(f, traced)
  end
  running = nil
  xpcall(function() call_each("after_each", block) end, traced)
  settle(full_name(name), ok, problem)
end

local function call_hooks(kind)
  for _, f in ipairs(block[kind]) do
    local ok, problem = xpcall(f, traced)
    if not ok then
      settle(full_name(kind), ok, problem)
    end
  end
end

local run_block

local function run_step(step)
  if left_out and step[2]:find(left_out, 1, true) then
    return
  elseif step[1] == "block" then
    run_block(new_block(step[2], block), step[3])
  elseif step[1] == "spec" then
    run_spec(step[2], step[3])
  else
    settle(full_name(step[2]), false, { PENDING, step[2] })
  end
end

function run_block(new, body)
  local outer = block
  block = new
  local ok, problem = xpcall(body, traced)
  if not ok then
    settle(full_name "", ok, problem)
  end
  call_hooks "setup"
  for _, step in ipairs(new.steps) do
    run_step(step)
  end
  call_hooks "teardown"
  block = outer
end

-- ---- files ---------------------------------------------------------------------

local function with_globals(t)
  for name, value in pairs(t) do
    rawset(_G, name, value)
  end
end

local function finally(f)
  running[#running + 1] = f
end

local function forget(loaded)
  for name in pairs(package.loaded) do
    if not loaded[name] then
      package.loaded[name] = nil
    end
  end
end

local function run_file(name)
  local loaded = {}
  for key in pairs(package.loaded) do
    loaded[key] = true
  end
  local chunk, problem = loadfile(name)
  if chunk then
    run_block(new_block(), chunk)
  else
    settle(name, false, problem)
  end
  forget(loaded)
end

package.path = "./?.lua;" .. package.path
local plain_assert = assert
with_globals { describe = describe, it = it, pending = pending, finally = finally,
  setup = hook "setup", teardown = hook "teardown", before_each = hook "before_each",
  after_each = hook "after_each", assert = asserts }
local begin = os.clock()
for _, name in ipairs(arg) do
  run_file(name)
end
with_globals { assert = plain_assert }
print(("%d successes / %d failures / %d errors / %d pending : %.3f seconds"):format(
  counts.successes, counts.failures, counts.errors, counts.pending, os.clock() - begin))
os.exit(counts.failures + counts.errors == 0 and 0 or 1, true)
