-- parse, scan and parser: every row of spec/fixtures/wire.lua, whole and cut
-- at every octet, and what the API promises around them.

local smtpcodes = require "smtpcodes"
local rows = require "spec.fixtures.wire"

local parse, scan = smtpcodes.parse, smtpcodes.scan

-- What a call answered, in the form of a fixture row.
local function shape(reply, kind, position)
  if not reply then
    return { kind, position }
  end
  local out = { reply.code, reply.enhanced or false, reply.text }
  for _, flag in ipairs(reply.flags or {}) do
    out[#out + 1] = flag
  end
  return out
end

local function expected(row, strict)
  return strict and row[2] or row[3] or row[2]
end

local function name(row)
  return ("%q"):format(row[1]:sub(1, 40)):gsub("[%c\127-\255]", "?")
end

for _, strict in ipairs { true, false } do
  local options = { strict = strict }

  describe("smtpcodes.parse, " .. (strict and "strict" or "lenient"), function()
    for i, row in ipairs(rows) do
      it("reads row " .. i .. " " .. name(row), function()
        local reply, next_at, position = parse(row[1], 1, options)
        assert.same(expected(row, strict), shape(reply, next_at, position))
        if reply then
          assert.equal(#row[1] - #(row.rest or "") + 1, next_at)
          assert.equal(reply.text, table.concat(reply, "\n"))
          assert.equal(smtpcodes.class(reply.code), reply.class)
        end
      end)
    end
  end)

  describe("smtpcodes.parser, " .. (strict and "strict" or "lenient"), function()
    -- The answer of a stream that gets these chunks.
    local function stream(chunks)
      local parser = smtpcodes.parser(options)
      for _, chunk in ipairs(chunks) do
        parser:feed(chunk)
      end
      return parser, shape(parser:next())
    end

    for i, row in ipairs(rows) do
      local bytes = row[1]
      it("reads row " .. i .. " the same, however it is cut", function()
        local step = #bytes > 600 and 97 or 1
        for cut = 0, #bytes, step do
          local parser, answer = stream { bytes:sub(1, cut), bytes:sub(cut + 1) }
          assert.same(expected(row, strict), answer)
          if type(answer[1]) == "number" then
            assert.equal(#(row.rest or ""), (parser:pending()))
            assert.equal(row.rest or "", select(2, parser:pending()))
          end
        end
        local octets = {}
        for at = 1, #bytes do
          octets[at] = bytes:sub(at, at)
        end
        local _, answer = stream(octets)
        assert.same(expected(row, strict), answer)
      end)
    end
  end)
end

describe("smtpcodes.parse", function()
  it("begins at init and tells positions in the whole string", function()
    local bytes = "250 a\r\n550 5.1.1 b\r\n5x0 c\r\n"
    local first, at = parse(bytes)
    assert.equal("a", first.text)
    local second
    second, at = parse(bytes, at)
    assert.equal("b", second.text)
    assert.equal(21, at)
    assert.same({ nil, "code", 22 }, { parse(bytes, at) })
    assert.same({ nil, "incomplete", #bytes + 1 }, { parse(bytes, #bytes + 1) })
    assert.same({ nil, "incomplete", #bytes + 1 }, { parse(bytes, 1e9) })
  end)

  it("keeps a caller's limits", function()
    local long = "250-a\r\n250-b\r\n250 c\r\n"
    assert.equal(3, #(parse(long, 1, { max_lines = 3 })))
    assert.same({ nil, "too-many-lines", 15 }, { parse(long, 1, { max_lines = 2 }) })
    assert.equal(3, #(parse(long, 1, { max_reply = 21 })))
    for size = 1, 20 do
      assert.same({ nil, "too-long", size + 1 }, { parse(long, 1, { max_reply = size }) })
      assert.same({ nil, "too-long", size + 1 },
        { parse(long, 1, { max_reply = size, strict = true }) })
    end
    assert.same({ nil, "line-length", 7 }, { parse("250 aa\r\n", 1, { max_line = 6 }) })
  end)

  it("counts a blank line towards the limit, whether its LF is there or not", function()
    for size = 1, 4 do
      local bytes = ("\n"):rep(size - 1) .. "\r"
      for _, tail in ipairs { "", "\n", "\n250 Ok\r\n" } do
        assert.same({ nil, "too-long", size + 1 }, { parse(bytes .. tail, 1, { max_reply = size }) })
      end
      assert.same({ nil, "incomplete", size + 1 }, { parse(bytes, 1, { max_reply = size + 1 }) })
    end
  end)

  it("ends an endless reply", function()
    local _, kind, position = parse(("250-\r\n"):rep(2000))
    assert.equal("too-many-lines", kind)
    assert.equal(1024 * 6 + 1, position)
    _, kind = parse(("250-" .. ("x"):rep(500) .. "\r\n"):rep(1000))
    assert.equal("too-long", kind)
    _, kind = parse("250 " .. ("x"):rep(1e7))
    assert.equal("line-length", kind)
    _, kind = parse(("\r\n"):rep(1e6))
    assert.equal("too-long", kind)
  end)

  it("joins lines of all lengths by line ends", function()
    for _, size in ipairs { 510, 1022, 2046, 4094, 8190 } do
      for len = size, size + 4 do
        local line = ("x"):rep(len)
        assert.equal(line .. "\ny", parse("250-" .. line .. "\r\n250 y\r\n").text)
      end
    end
  end)

  it("takes limits from 1 to 10^9, and a start far behind the end", function()
    for _, size in ipairs { 0, -1, 1e9 + 1, 1e300, 0 / 0, "9", true } do
      assert.is_false((pcall(parse, "250 x\r\n", 1, { max_line = size })))
    end
    assert.equal(250, parse("250 x\r\n", 1, { max_line = 1e9 }).code)
    for _, init in ipairs { 9, 1e14, 1e300, 1 / 0 } do
      assert.same({ nil, "incomplete", 8 }, { parse("250 x\r\n", init) })
    end
  end)

  it("keeps an enhanced code that is not the reply's in the text", function()
    for _, row in ipairs {
      { "550-4.1.1 a\r\n550 5.1.1 b\r\n", "4.1.1", "a\n5.1.1 b" },
      { "550-5.1.1 a\r\n550 4.1.1 b\r\n", "5.1.1", "a\n4.1.1 b" },
      { "550-5.1.1 a\r\n550 5.7.1 b\r\n", "5.1.1", "a\n5.7.1 b" },
      { "550-5.1.1 a\r\n550 5.1.2 b\r\n", "5.1.1", "a\n5.1.2 b" },
      { "550-5.1.1 a\r\n550 5.1.10 b\r\n", "5.1.1", "a\n5.1.10 b" },
    } do
      local reply = parse(row[1])
      assert.same({ row[2], row[3] }, { reply.enhanced, reply.text })
      assert.truthy(table.concat(reply.flags, " "):find("enhanced-conflict", 1, true))
    end
    for _, text in ipairs { "550 5.123", "550 5.123 gone", "354 3.1.1 go on with it", "550 5.1/1 gone",
      "550 5x1.1 gone", "550 5.1x1 gone now" } do
      local reply = parse(text .. "\r\n")
      assert.is_nil(reply.enhanced, text)
      assert.equal(text:sub(5), reply.text)
    end
  end)

  it("sees another code on a line of usual length, whichever digit differs", function()
    for i, code in ipairs { "450", "540", "551" } do
      local bytes = "550-a line of usual length\r\n" .. code .. " another one of that\r\n"
      assert.same({ nil, "code-mismatch", 28 + i }, { parse(bytes, 1, { strict = true }) })
      assert.same({ "code-mismatch" }, parse(bytes).flags)
    end
  end)

  it("takes leading zeros for no usual enhanced code, whatever the length of the line", function()
    for _, enhanced in ipairs { "5.1.01", "5.1.05", "5.01.1" } do
      local bytes = "550 " .. enhanced .. " a line of usual length\r\n"
      assert.same({ "enhanced-syntax" }, parse(bytes).flags)
      assert.is_nil(parse(bytes, 1, { strict = true }).enhanced)
    end
  end)

  it("takes what only begins as an enhanced code for text, and each octet for what it is", function()
    for text, left in pairs { ["5.1. gone away"] = "5.1. gone away", ["5.1.1:gone away"] = "gone away",
      ["5.1.1\t gone"] = " gone", ["5.1.1: gone"] = "gone" } do
      assert.equal(left, parse("550 " .. text .. "\r\n").text)
    end
    assert.same({ "8bit" }, parse("250 \128\r\n").flags)
    assert.same({ nil, "code", 3 }, { parse("29x a\r\n") })
  end)

  it("reads replies of many lines", function()
    for _, count in ipairs { 63, 64, 65, 66, 1000, 1024 } do
      local reply = parse(("250-5.1 x\r\n"):rep(count - 1) .. "250 last\r\n")
      assert.equal(count, #reply)
      assert.equal("last", reply[count])
      assert.equal("5.1 x", reply[1])
    end
  end)

  it("has enhanced, subject and detail together or not at all", function()
    local reply = parse("550 5.7.26 x\r\n")
    assert.same({ "5.7.26", 7, 26 }, { reply.enhanced, reply.subject, reply.detail })
    reply = parse("550 x\r\n")
    assert.is_nil(reply.enhanced)
    assert.is_nil(reply.subject)
    assert.is_nil(reply.detail)
    assert.is_nil(reply.flags)
  end)

  it("gives replies that print as one line without control characters", function()
    assert.equal("550 5.1.1 a\\nb", tostring(parse("550-5.1.1 a\r\n550 5.1.1 b\r\n")))
    assert.equal("250 \\x1b[31m\\x00\\xe9\\t", tostring(parse("250 \27[31m\0\233\t\r\n")))
    assert.equal("354", tostring(parse("354\r\n")))
  end)

  it("raises for a wrong type and names the argument", function()
    for argument, call in pairs {
      bytes = function() parse(250) end,
      init = function() parse("", 0) end,
      options = function() parse("", 1, true) end,
      ["options.max_line"] = function() parse("", 1, { max_line = "x" }) end,
      ["options.max_lines"] = function() parse("", 1, { max_lines = 0 }) end,
      ["options.max_reply"] = function() parse("", 1, { max_reply = 0 / 0 }) end,
    } do
      local ok, message = pcall(call)
      assert.is_false(ok)
      assert.truthy(message:find(argument, 1, true), message)
    end
  end)
end)

describe("smtpcodes.scan", function()
  it("answers every row as parse does, in integers", function()
    for _, row in ipairs(rows) do
      local reply, next_at, position = parse(row[1])
      local after, code, class, subject, detail, first, last = scan(row[1])
      if reply then
        assert.same({ next_at, reply.code, math.floor(reply.code / 100) }, { after, code, class })
        assert.equal(reply.subject, subject)
        assert.equal(reply.detail, detail)
        if #reply == 1 then
          assert.equal(reply.text, row[1]:sub(first, last))
        end
      else
        assert.same({ nil, next_at, position }, { after, code, class })
      end
    end
  end)

  it("spans a text of several lines from the first to the last", function()
    local bytes = "550-5.1.1 a\r\n550 5.1.1 b\r\n"
    local _, _, _, _, _, first, last = scan(bytes)
    assert.equal("a\r\n550 5.1.1 b", bytes:sub(first, last))
  end)

  it("begins at init", function()
    local bytes = "250 a\r\n450 4.2.2 b\r\n"
    local at, code = scan(bytes)
    assert.equal(250, code)
    local class, subject, detail
    at, code, class, subject, detail = scan(bytes, at)
    assert.same({ 21, 450, 4, 2, 2 }, { at, code, class, subject, detail })
  end)
end)

describe("a parser", function()
  it("takes lines without CRLF", function()
    local parser = smtpcodes.parser()
    assert.same({ nil, "incomplete", 1 }, { parser:next() })
    parser:line "250-mx.example.net"
    assert.same({ nil, "incomplete", 21 }, { parser:next() })
    parser:line "250 SIZE"
    assert.equal("mx.example.net\nSIZE", parser:next().text)
    assert.same({ nil, "incomplete", 31 }, { parser:next() })
  end)

  it("gives pipelined replies one by one", function()
    local parser = smtpcodes.parser():feed "250 a\r\n251 b\r\n252-c\r\n"
    assert.equal(250, parser:next().code)
    assert.equal(251, parser:next().code)
    assert.same({ nil, "incomplete", 22 }, { parser:next() })
    assert.equal(252, parser:feed "252 d\r\n":next().code)
  end)

  it("calls a reply that the stream's end cuts off truncated", function()
    local parser = smtpcodes.parser():feed "250 a\r\n250-b\r\n":eof()
    assert.equal("a", parser:next().text)
    assert.same({ nil, "truncated", 15 }, { parser:next() })
    assert.same({ nil, "truncated", 15 }, { parser:next() })
  end)

  it("stays with an error until reset, then goes on at the next line", function()
    local parser = smtpcodes.parser():feed "250 a\r\nnonsense\r\n550 b\r\n"
    assert.equal("a", parser:next().text)
    for _ = 1, 3 do
      assert.same({ nil, "code", 8 }, { parser:next() })
    end
    parser:feed "551 c\r\n"
    assert.same({ nil, "code", 8 }, { parser:next() })
    assert.equal("b", parser:reset():next().text)
    assert.equal("c", parser:next().text)
    assert.same({ nil, "incomplete", 32 }, { parser:next() })
    parser:feed "25x\r\n"
    assert.same({ nil, "code", 34 }, { parser:next() })
    parser:reset():feed "250 c\r\n"
    assert.equal("c", parser:next().text)
  end)

  it("goes on after a wrong line the same, however the stream is cut", function()
    local bytes = "250-a\r\nnonsense\r\n550 5.1.1 b\r\n25\r\n" .. ("y"):rep(600) .. "\r\n250 "
      .. ("z"):rep(507) .. "\n221 c\r\n"
    local function answers(step, eager)
      local parser, out = smtpcodes.parser { strict = true }, {}
      local function drain()
        repeat
          local reply, kind, position = parser:next()
          out[#out + 1] = reply and tostring(reply) or kind ~= "incomplete" and kind .. " " .. position or nil
          if not reply and kind ~= "incomplete" then
            parser:reset()
          end
        until kind == "incomplete"
      end
      for at = 1, #bytes, step do
        parser:feed(bytes:sub(at, at + step - 1))
        if eager then
          drain()
        end
      end
      drain()
      return out
    end
    local whole = { "code 8", "550 5.1.1 b", "code 33", "code 35", "line-length 1149", "221 c" }
    for step = 1, #bytes do
      assert.same(whole, answers(step, false), step)
      assert.same(whole, answers(step, true), step)
    end
  end)

  it("skips a line of any length, in bounded memory", function()
    local parser = smtpcodes.parser():feed "250 a\r\n250 "
    assert.equal("a", parser:next().text)
    for _ = 1, 1000 do
      parser:feed(("250 b"):rep(2000))
      assert.is_true(parser:pending() <= 262144)
    end
    assert.same({ nil, "line-length", 16392 }, { parser:next() })
    parser:reset()
    assert.same({ nil, "incomplete", 10000012 }, { parser:next() })
    parser:feed "250 c\r":feed "\n250 d\r\n"
    assert.equal("d", parser:next().text)
    assert.same({ nil, "incomplete", 10000026 }, { parser:next() })
  end)

  it("keeps no more after an error than one reply may have", function()
    for size = 40, 43 do
      local parser = smtpcodes.parser { max_reply = size }:feed "nonsense\n"
      parser:feed(("250 abcde\r\n"):rep(3))
      assert.equal(size >= 42 and 42 or 9, (parser:pending()))
      parser:feed "250 after\r\n"
      assert.is_true(parser:pending() <= size)
      parser:reset():feed "rest\n250 b\r\n"
      assert.equal("b", parser:next().text) -- not what followed octets that were lost
    end
  end)

  it("keeps nothing more once it has more than one reply may have", function()
    local parser = smtpcodes.parser { max_reply = 20 }:feed(("250-abcde\r\n"):rep(9))
    assert.same({ nil, "too-long", 21 }, { parser:next() })
    assert.equal(99, (parser:feed "250 x\r\n":pending()))
  end)

  it("tells positions as integers", function()
    local _, _, position = smtpcodes.parser():feed "25x":next()
    assert.equal("3", tostring(position))
  end)

  it("drops what is pending at a reset without an error", function()
    local parser = smtpcodes.parser():feed "250-a\r\n"
    assert.equal(7, (parser:pending()))
    assert.equal(0, (parser:reset():pending()))
    assert.equal("b", parser:feed "250 b\r\n":next().text)
  end)

  it("keeps what follows a reply: STARTTLS is safe when nothing does", function()
    local parser = smtpcodes.parser():feed "220 2.0.0 Go ahead\r\n250-smuggled\r\n"
    assert.equal(220, parser:next().code)
    local count, bytes = parser:pending()
    assert.equal(14, count)
    assert.equal("250-smuggled\r\n", bytes)
  end)

  it("takes and gives replies while a million octets wait", function()
    local parser = smtpcodes.parser():feed(("250 a\r\n"):rep(150000))
    for _ = 1, 150000 do
      parser:next()
      parser:feed "550 b\r\n"
    end
    assert.equal(550, parser:next().code)
    assert.equal(149999 * 7, (parser:pending()))
  end)

  it("bounds its memory when a reply never ends", function()
    local parser = smtpcodes.parser()
    for _ = 1, 100000 do
      parser:feed "250-\r\n"
    end
    assert.same({ nil, "too-many-lines", 1024 * 6 + 1 }, { parser:next() })
    assert.is_true(parser:pending() <= 262144)
  end)

  it("survives a collection between any two steps", function()
    local parser = smtpcodes.parser()
    for _, octet in ipairs { "2", "5", "0", " ", "a", "\r", "\n" } do
      parser:feed(octet)
      collectgarbage()
    end
    assert.equal("a", parser:next().text)
  end)

  it("raises for a wrong type, and when it is no parser", function()
    local parser = smtpcodes.parser()
    for argument, call in pairs {
      bytes = function() parser:feed {} end,
      text = function() parser:line(nil, "closed") end, -- what a socket returned
    } do
      local ok, message = pcall(call)
      assert.is_false(ok)
      assert.truthy(message:find(argument .. ": string expected", 1, true), message)
    end
    assert.is_false((pcall(parser.feed, parser, 250)))
    assert.is_false((pcall(parser.next, {})))
    assert.is_false((pcall(parser.next, io.stdout)))
    assert.is_false((pcall(smtpcodes.parser, 1)))
    assert.is_string(getmetatable(parser))
  end)
end)
