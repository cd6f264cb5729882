-- strangers.lua: other people's Lua code runs while the module works, in
-- metamethods and in finalizers, and does what it should not. Run by faults.
--
-- What they raise comes out of the call; whatever they take away, the module
-- reads no memory that is not its own (the sanitizers tell), and it works as
-- before.

package.path = "./spec/faults/?.lua"
local faults = rawget(_G, "faults")
local cases, show = require "cases", require "show"
local smtpcodes = faults.load()
local calls = 0

local function fail(format, ...)
  error(format:format(...), 0)
end

-- Strings of which no constant is left anywhere.
local function fresh(reversed)
  return reversed:reverse()
end

-- An object whose collection calls f.
local function finalized(f)
  if rawget(_G, "newproxy") then
    local proxy = rawget(_G, "newproxy")(true)
    getmetatable(proxy).__gc = f
    return proxy
  end
  return setmetatable({}, { __gc = f })
end

-- Calls f in the finalizer of garbage again and again, until told to stop.
local function haunt(f)
  local going = true
  local function again()
    if going then
      finalized(again)
      f()
    end
  end
  finalized(again)
  return function()
    going = false
  end
end

local function answers(case, parser)
  calls = calls + 1
  return show(case(smtpcodes, parser or smtpcodes.parser()))
end

local function each_case(f)
  for name, list in pairs(cases) do
    for i, case in ipairs(list) do
      f(name .. " " .. i, case)
    end
  end
end

-- Every case, with a collector that runs at each of its checks.
local function collected()
  each_case(function(name, case)
    faults.collect(false)
    local expected = answers(case)
    faults.collect(true)
    if answers(case) ~= expected then
      fail("%s: answers otherwise when all garbage is collected", name)
    end
  end)
  faults.open(0, false)
end

-- Every case, while finalizers call the module.
local function called_back()
  each_case(function(name, case)
    faults.collect(false)
    local expected = answers(case)
    faults.collect(true)
    local stop = haunt(function()
      smtpcodes.classify("550 5.1.1 User unknown", { command = "RCPT" })
      smtpcodes.parser():feed("250-a\r\n"):reset()
    end)
    local got = answers(case)
    stop()
    if got ~= expected then
      fail("%s: answers otherwise while finalizers call the module", name)
    end
  end)
end

-- Every case of a parser, while finalizers use the same parser.
local function shared_parser()
  faults.collect(true)
  local moves = {
    function(p) p:feed(("250-more\r\n"):rep(40)) end,
    function(p) p:next() end,
    function(p) p:reset() end,
    function(p) p:feed("wrong\r\n") end,
    function(p) p:next() p:feed("250 x\r\n"):next() end,
  }
  for _, move in ipairs(moves) do
    each_case(function(_, case)
      local parser = smtpcodes.parser():feed("250-a\r\n250 b\r\n220 c\r\n")
      local stop = haunt(function() move(parser) end)
      for _ = 1, 4 do
        pcall(case, smtpcodes, parser)
        parser:pending()
      end
      stop()
    end)
  end
end

-- Tables whose contents are gone when somebody looks or when memory is asked
-- for: a name, a maker of such a table and the way to clear it, a call.
local function texts()
  local list = {}
  for i = 1, 30 do
    list[i] = fresh(("x"):rep(60) .. i)
  end
  return list
end

local function a_reply()
  return { code = 550, enhanced = fresh "1.1.5", text = fresh "nwonknu resU :>moc.elpmaxe@u<" }
end

local function few_texts()
  return { fresh(("x"):rep(700) .. 1), fresh(("x"):rep(600) .. 2) }
end

local takers = {
  { "build, few", few_texts, function(t) smtpcodes.build(550, "5.1.1", t) end },
  { "build", texts, function(t) smtpcodes.build(550, "5.1.1", t) end },
  { "build_lines", texts, function(t) smtpcodes.build_lines(550, "5.1.1", t) end },
  { "milter", texts, function(t) smtpcodes.milter(t, { code = 550 }) end },
  { "each", function()
    return { command = fresh "TPCR", status = fresh "dradnats", category = fresh "metsys-liam" }
  end, function(t)
    for _ in smtpcodes.each(t) do t.command = nil end
  end },
  { "classify", a_reply, function(t) smtpcodes.classify(t, { command = fresh "TPCR" }) end },
  { "classify's context", function()
    return { command = fresh "OT TPCR", host = fresh "ten.elpmaxe.xm", provider = fresh "elgoog",
      protocol = fresh "ptml" }
  end, function(t) smtpcodes.classify("550 5.1.1 User unknown", t) end },
  { "lookup", function() return { command = fresh "HTUA", extension = fresh "SLTTRATS" } end,
    function(t) smtpcodes.lookup(454, t) end },
}

local function clear(t)
  for key in pairs(t) do
    t[key] = nil
  end
end

local function cleared()
  for _, taker in ipairs(takers) do
    faults.collect(true)
    for _ = 1, 20 do
      local t = taker[2]()
      local stop = haunt(function() clear(t) end)
      pcall(taker[3], t)
      stop()
    end
    calls = calls + 20
  end
end

-- Options whose __index clears what another argument holds.
local function cleared_by_index()
  faults.collect(false)
  local function thief(t, value)
    return setmetatable({}, { __index = function()
      clear(t)
      collectgarbage()
      collectgarbage()
      return value
    end })
  end
  local list = texts()
  pcall(smtpcodes.build, 550, nil, list, thief(list))
  list = texts()
  pcall(smtpcodes.build_lines, 550, nil, list, thief(list))
  list = texts()
  pcall(smtpcodes.milter, list, thief(list))
  local reply = a_reply()
  pcall(smtpcodes.classify, reply, thief(reply))
  reply = a_reply()
  pcall(smtpcodes.reason_of, reply, thief(reply))
end

-- Tables that have nothing and make up each value when they are asked.
local function made_up()
  local function table_of(make)
    return setmetatable({}, { __index = function(_, key)
      collectgarbage()
      return make(key)
    end })
  end
  for _, value in ipairs { "a string", 550, 5.5, true, print, {} } do
    local any = function() return type(value) == "string" and fresh(("x"):rep(99)) or value end
    for _, f in ipairs { smtpcodes.classify, smtpcodes.reason_of } do
      pcall(f, table_of(any))
      pcall(f, 550, table_of(any))
      pcall(f, table_of(any), table_of(any))
    end
    pcall(smtpcodes.lookup, 454, table_of(any))
    pcall(smtpcodes.parse, "250 x\r\n", 1, table_of(any))
    pcall(smtpcodes.parser, table_of(any))
    pcall(smtpcodes.build, 550, nil, "x", table_of(any))
    pcall(smtpcodes.milter, "x", table_of(any))
  end
  local reply = table_of(function(key)
    return ({ code = 550, enhanced = fresh "1.1.5", text = fresh "nwonknu resU" })[key]
  end)
  local verdict = smtpcodes.classify(reply, table_of(function() return nil end))
  if verdict.reason ~= "unknown-mailbox" or verdict.code ~= 550 then
    fail("classify: %s for a reply whose fields are made up", verdict.reason)
  end
end

-- What a metamethod raises comes out, at whichever look it does.
local function raised()
  local planned = {}
  local function table_raising(at)
    local looks = 0
    return setmetatable({}, { __index = function()
      looks = looks + 1
      if looks == at then
        error(planned)
      end
    end })
  end
  local raisers = {
    { 2, function(t) smtpcodes.lookup(454, t) end },
    { 4, function(t) smtpcodes.parse("250 x\r\n", 1, t) end },
    { 4, function(t) smtpcodes.parser(t) end },
    { 1, function(t) smtpcodes.build(550, nil, "x", t) end },
    { 1, function(t) smtpcodes.build_lines(550, nil, "x", t) end },
    { 3, function(t) smtpcodes.milter("x", t) end },
    { 3, function(t) smtpcodes.classify(t) end },
    { 7, function(t) smtpcodes.classify(550, t) end },
    { 7, function(t) smtpcodes.reason_of("550 x", t) end },
  }
  for i, raiser in ipairs(raisers) do
    for at = 1, raiser[1] do
      local ok, value = pcall(raiser[2], table_raising(at))
      if ok or value ~= planned then
        fail("raiser %d, look %d: %s", i, at, tostring(value))
      end
    end
  end
end

-- A finalizer that raises: 5.1 to 5.3 and LuaJIT hand it to whoever asked for
-- memory, 5.4 warns. LuaJIT's own unwinding crashes in code that it compiled,
-- with no call of the module on the stack, so it interprets here.
local function raising_finalizers()
  if rawget(_G, "jit") then
    rawget(_G, "jit").off()
    rawget(_G, "jit").flush()
  end
  each_case(function(name, case)
    faults.collect(false)
    local expected = answers(case)
    local function among_them()
      finalized(function() error("a finalizer's", 0) end)
      return answers(case)
    end
    faults.collect(true)
    for _ = 1, 5 do
      local ok, value = pcall(among_them)
      repeat until pcall(collectgarbage)
      if ok and value ~= expected or not ok and not tostring(value):find("finalizer", 1, true) then
        fail("%s: %s while finalizers raise", name, tostring(value))
      end
    end
    if answers(case) ~= expected then
      fail("%s: answers otherwise after finalizers raised", name)
    end
  end)
end

-- A parser that is used after its own finalizer, from another's.
local function outlived()
  faults.collect(false)
  for _ = 1, 20 do
    local parser = smtpcodes.parser():feed("250-a\r\n")
    finalized(function()
      pcall(parser.feed, parser, ("250-b\r\n"):rep(99))
      pcall(parser.next, parser)
      pcall(parser.pending, parser)
      pcall(parser.reset, parser)
    end)
    parser = nil -- luacheck: ignore 311
    pcall(collectgarbage)
    pcall(collectgarbage)
  end
end

-- A parser that was collected keeps nothing and takes nothing, and its own
-- finalizer may run again.
local function collected_twice()
  local parser = smtpcodes.parser():feed "250-a\r\n"
  local gc = debug.getmetatable(parser).__gc
  gc(parser)
  gc(parser)
  if parser:pending() ~= 0 then
    fail("a collected parser keeps octets")
  end
  local ok, message = pcall(parser.feed, parser, "250 b\r\n")
  if ok or not message:find("collected", 1, true) then
    fail("a collected parser takes octets: %s", tostring(message))
  end
end

for _, part in ipairs { collected, collected_twice, called_back, shared_parser, cleared, cleared_by_index, made_up,
  raised, raising_finalizers, outlived } do
  part()
  faults.collect(false)
end
print(calls .. " calls among strangers")
