-- parse and scan against a grammar of replies that was written apart from
-- them (spec/support/grammar.lua, in LPeg): over the fixtures, the corpus of
-- the fuzzers, and replies that are made up. ORACLE_REPLIES says how many.

if not pcall(require, "lpeg") then
  pending("parse agrees with the grammar: needs LPeg")
  return
end

local smtpcodes = require "smtpcodes"
local grammar = require "spec.support.grammar"
local run = require "spec.support.run"

local COUNT = tonumber(os.getenv("ORACLE_REPLIES") or 3000)

local function shown(reply, after)
  if not reply then
    return "none"
  end
  return table.concat({ reply.code, reply.enhanced or "-", ("%q"):format(reply.text), after,
    type(reply.flags) == "table" and table.concat(reply.flags, " ") or reply.flags or "" }, " ")
end

-- Whether what is wrong begins at the octet that parse named: before it all
-- could become a reply, with it no more. CR is named when no LF follows; the
-- first of three digits when those are no code, for less may be a text.
local function begins_there(mode, bytes, at, kind)
  if kind == "code-range" and mode == "lenient" and at > 1 then
    return not grammar.can_become(mode, bytes:sub(1, at + 2))
  end
  return grammar.can_become(mode, bytes:sub(1, at - 1))
    and not (grammar.can_become(mode, bytes:sub(1, at))
      and (bytes:sub(at, at) ~= "\r" or grammar.can_become(mode, bytes:sub(1, at + 1))))
end

local function agree(mode, bytes)
  local reply, after, at = smtpcodes.parse(bytes, 1, { strict = mode == "strict" })
  local expected = grammar[mode](bytes)
  assert.equal(shown(expected, expected and expected.next), shown(reply, after),
    mode .. ": " .. ("%q"):format(bytes))
  if not reply and #bytes < 100 then
    if after == "incomplete" then
      assert.is_true(grammar.can_become(mode, bytes), ("%s: %q"):format(mode, bytes))
    else
      assert.is_true(begins_there(mode, bytes, at, after), ("%s: %q at %d"):format(mode, bytes, at))
    end
  end
end

local function both(bytes)
  agree("strict", bytes)
  agree("lenient", bytes)
  local reply = grammar.lenient(bytes) or {}
  local next_at, code = smtpcodes.scan(bytes)
  assert.same({ reply.next, reply.code }, { next_at, next_at and code })
end

-- A generator of its own, so that every Lua makes up the same replies.
local seed = 20250101
local function random(n)
  seed = (seed * 16807) % 2147483647
  return seed % n + 1
end

local function any(list)
  return list[random(#list)]
end

local codes = { "250", "250", "550", "450", "354", "334", "571", "299", "199", "600", "2", "25", "2x0", "2500" }
local separators = { " ", " ", "-", "-", "-", "", "\t", ":", "\0", "\r", "a", "\195\164", "0" }
local pieces = { "5.1.1", "2.0.0", "4.01.1", "5.7.999", "5.1.1000", "5.1", ".", "#", ":", " ", "  ", "\t",
  "x", "Ok", "3.1.1", "\r", "\1", "\127", "\233", "\0", "0", "-", "550 ", ("y"):rep(505), "" }
local ends = { "\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", "\r\r\n", "" }

local function line(code)
  local out = { random(8) == 1 and any(codes) or code, any(separators) }
  for _ = 1, random(4) - 1 do
    out[#out + 1] = any(pieces)
  end
  out[#out + 1] = any(ends)
  if random(12) == 1 then
    out[1] = ""
  end
  return table.concat(out)
end

local function made_up()
  local code, out = any(codes), {}
  for i = 1, random(4) do
    out[i] = line(code)
  end
  return (random(15) == 1 and any { "\r\n", "\n", "\r", "x\r\n" } or "") .. table.concat(out)
end

describe("parse", function()
  it("agrees with the grammar on every fixture, cut at every octet", function()
    for _, row in ipairs(require "spec.fixtures.wire") do
      for cut = math.max(0, #row[1] - 60), #row[1] do
        both(row[1]:sub(1, cut))
      end
    end
  end)

  it("agrees with the grammar on what the fuzzers kept", function()
    local names = run.shell("ls build/fuzz/parse_fuzz.corpus/* fuzz/corpus/parse/* 2> /dev/null | head -2000")
    for name in names:gmatch("[^\n]+") do
      both(run.read(name):sub(1, 4000))
    end
  end)

  it("agrees with the grammar on replies that are made up", function()
    for _ = 1, COUNT do
      both(made_up())
    end
  end)

  it("agrees with the grammar at the limits of a line", function()
    for _, code in ipairs { "250", "334" } do
      for _, length in ipairs { 505, 506, 507, 12282, 12283, 16378, 16379 } do
        both(code .. " " .. ("x"):rep(length) .. "\r\n")
        both(code .. "-" .. ("x"):rep(length) .. "\r\n" .. code .. "\r\n")
      end
    end
  end)
end)
