-- build, build_lines, milter, nginx: what they write, and what they refuse.

local smtpcodes = require "smtpcodes"

local build, build_lines = smtpcodes.build, smtpcodes.build_lines
local strict = { strict = true }

describe("smtpcodes.build", function()
  local rows = {
    { "250 Ok\r\n", 250, nil, "Ok" },
    { "550 5.1.1 No such user\r\n", 550, "5.1.1", "No such user" },
    { "450 4.999.0 x\r\n", 450, "4.999.0", "x" },
    { "250 2.0.0\r\n", 250, "2.0.0", "" },
    { "250 \r\n", 250, nil, "" },
    { "250-\r\n250 \r\n", 250, nil, { "", "" } },
    { "250-a\r\n250-b\r\n250 c\r\n", 250, nil, { "a", "b", "c" } },
    { "550-5.1.1 a\r\n550 5.1.1 b\r\n", 550, "5.1.1", { "a", "b" } },
    { "550 5.1.1 5.1.1 twice\r\n", 550, "5.1.1", "5.1.1 twice" },
    { "354 Go ahead\r\n", 354, true, "Go ahead" },
    { "334 \r\n", 334, nil, "" },
    { "250 2.0.0 x\r\n", 250, true, "x" },
    { "421 4.3.0 x\r\n", 421, true, "x" },
    { "550 5.0.0 x\r\n", 550, true, "x" },
    { "535 5.7.8 x\r\n", 535, true, "x" },
    { "556 5.1.10 x\r\n", 556, true, "x" },
    { "459 4.0.0 x\r\n", 459, true, "x" },
    { "250 a\tb ~\r\n", 250, nil, "a\tb ~" },
    { "250 x\r\n", 250, nil, { "x" } },
    { "250 \r\n", 250, nil, {} },
  }

  for i, row in ipairs(rows) do
    it("writes row " .. i, function()
      assert.equal(row[1], build(row[2], row[3], row[4]))
    end)
  end

  -- kind, position, line, arguments
  local refused = {
    { "code-range", nil, nil, 571, nil, "x" },
    { "code-range", nil, nil, 199, nil, "x" },
    { "code-range", nil, nil, 600, nil, "x" },
    { "code-range", nil, nil, 250.5, nil, "x" },
    { "code-range", nil, nil, 0 / 0, nil, "x" },
    { "enhanced-mismatch", nil, nil, 550, "4.1.1", "x" },
    { "enhanced-mismatch", nil, nil, 354, "2.0.0", "x" },
    { "enhanced", nil, nil, 550, "5.01.1", "x" },
    { "enhanced", nil, nil, 550, "X.1.1", "x" },
    { "enhanced", nil, nil, 550, "", "x" },
    { "enhanced-text", nil, nil, 550, nil, "5.1.1 x" },
    { "enhanced-text", nil, nil, 550, nil, { "a", "5.1.1" } },
    { "line-ending", 2, 1, 250, nil, "a\r\n250 b" },
    { "line-ending", 2, 1, 250, nil, "a\nb" },
    { "line-ending", 1, 2, 250, nil, { "a", "\r" } },
    { "char", 2, 1, 250, nil, "a\0" },
    { "char", 1, 1, 250, nil, "\27[31m" },
    { "char", 1, 3, 250, nil, { "a", "b", "\127" } },
    { "8bit", 4, 1, 250, nil, "caf\195\169" },
  }

  for i, row in ipairs(refused) do
    it("refuses row " .. i .. ": " .. row[1], function()
      assert.same({ nil, row[1], row[2], row[3] }, { build(row[4], row[5], row[6]) })
    end)
  end

  it("takes UTF-8 where the client does, and nothing that is none", function()
    local utf8 = { utf8 = true }
    assert.equal("250 caf\195\169\r\n", build(250, nil, "caf\195\169", utf8))
    assert.equal("250 \240\159\152\128\r\n", build(250, nil, "\240\159\152\128", utf8))
    for _, text in ipairs {
      "\128", "\192\128", "\193\191", "\195", "\195x", "\224\128\128", "\237\160\128",
      "\240\128\128\128", "\244\144\128\128", "\245\128\128\128", "\255", "\226\130",
    } do
      assert.same({ nil, "8bit", 2, 1 }, { build(250, nil, "x" .. text, utf8) })
    end
  end)

  it("folds between words, and inside a word that is longer than a line", function()
    local text = ("word "):rep(300) .. "end"
    local reply = smtpcodes.parse(build(550, "5.1.1", text), 1, strict)
    assert.equal(4, #reply)
    assert.equal(text, table.concat(reply, " "))
    text = ("x"):rep(2000)
    reply = smtpcodes.parse(build(550, "5.1.1", text), 1, strict)
    assert.equal(text, table.concat(reply))
    for size = 500, 510 do
      for _, tail in ipairs { "", "5.1.1" } do
        text = (" "):rep(size) .. tail
        reply = smtpcodes.parse(build(550, nil, text), 1, strict)
        assert.is_nil(reply.enhanced)
        assert.equal(text, table.concat(reply))
      end
    end
    text = ("\226\130\172"):rep(400)
    for _, line in ipairs(build_lines(550, nil, text, { utf8 = true })) do
      assert.is_true(#line <= 510)
      assert.truthy(line:sub(5):gsub("\226\130\172", ""):find "^$")
    end
  end)

  it("folds so that no line is read with an enhanced code that it has not", function()
    for size = 480, 512 do
      for _, tail in ipairs { " 5.1.1 b", "5.1.1 5.1.1 b", "25.1.1", " 5.1.1" } do
        local text = "a " .. ("x"):rep(size) .. tail
        local bytes = assert(build(550, nil, text))
        local reply = smtpcodes.parse(bytes, 1, strict)
        assert.is_nil(reply.enhanced)
        assert.equal((text:gsub(" ", "")), (table.concat(reply):gsub(" ", "")))
        assert.is_nil(smtpcodes.parse(bytes).enhanced)
      end
    end
  end)

  it("keeps every line within 512 octets, whatever its length", function()
    for size = 490, 520 do
      local bytes = build(550, "5.7.515", ("x"):rep(size))
      for line in bytes:gmatch("[^\n]*\n") do
        assert.is_true(#line <= 512)
      end
      assert.equal(size > 498 and 2 or 1, #(smtpcodes.parse(bytes, 1, strict)))
    end
  end)

  it("writes what parse in strict mode reads back: ten thousand replies", function()
    local seed = 20261126
    local function random(n)
      seed = (seed * 16807) % 2147483647
      return seed % n
    end
    local function words()
      local list = {}
      for i = 1, random(120) do
        list[i] = ("abcdefghijklmnopqrstuvwxyz<>%:@~\t"):sub(random(20) + 1, random(20) + 14)
      end
      return table.concat(list, " ")
    end
    for _ = 1, 10000 do
      local code = (random(4) + 2) * 100 + random(6) * 10 + random(10)
      local class = math.floor(code / 100)
      local enhanced = class ~= 3 and random(2) == 0
        and ("%d.%d.%d"):format(class, random(1000), random(1000)) or nil
      local lines = {}
      for i = 1, random(4) + 1 do
        lines[i] = words()
      end
      local bytes = assert(build(code, enhanced, lines))
      local reply, after = smtpcodes.parse(bytes, 1, strict)
      assert.equal(#bytes + 1, after)
      assert.equal(code, reply.code)
      assert.equal(enhanced, reply.enhanced)
      assert.equal(table.concat(lines, " "), table.concat(reply, " "))
    end
  end)

  it("takes as many lines as there are", function()
    local lines = {}
    for i = 1, 1500 do
      lines[i] = "line " .. i
    end
    assert.equal("250-line 1\r\n", build(250, nil, lines):sub(1, 12))
    assert.same({ 1500, "250 line 1500" }, { #build_lines(250, nil, lines), build_lines(250, nil, lines)[1500] })
  end)

  it("chooses no enhanced code where a reply has none (RFC 2034 4)", function()
    assert.equal("354 go\r\n", build(354, true, "go"))
    assert.same({ nil, "code-range" }, { build(199, true, "go") })
  end)

  it("raises for a wrong type and names the argument", function()
    for argument, call in pairs {
      code = function() build("550", nil, "x") end,
      enhanced = function() build(550, 5.1, "x") end,
      text = function() build(550, nil) end,
      ["text: list"] = function() build(550, nil, { "a", 1 }) end,
      options = function() build(550, nil, "x", 1) end,
    } do
      local ok, message = pcall(call)
      assert.is_false(ok)
      assert.truthy(message:find(argument, 1, true), message)
    end
  end)
end)

describe("smtpcodes.build_lines", function()
  it("is build without line ends", function()
    assert.same({ "250-a", "250 b" }, build_lines(250, nil, { "a", "b" }))
    assert.same({ "250 2.0.0" }, build_lines(250, "2.0.0", ""))
    assert.same({ nil, "char", 1, 1 }, { build_lines(250, nil, "\0") })
  end)
end)

describe("smtpcodes.milter", function()
  local milter = smtpcodes.milter

  it("doubles %, drops codes, and joins lines with the host's codes", function()
    assert.equal("plain", milter "plain")
    assert.equal("100%% %%s", milter "100% %s")
    assert.equal("No such user", milter "550 5.1.1 No such user")
    assert.equal("No such user", milter "550-5.1.1 No such user")
    assert.equal("Go away", milter "5.3.1 Go away")
    for _, text in ipairs { "550x", "155 a", "655 a", "5/5 a", "5:5 a", "55/ a", "55: a", "55 a", "5550 a", "5-5-a",
      "55--a", "x50-a", "55a-a" } do
      assert.equal(text, milter(text))
    end
    assert.equal("", milter "550")
    for _, codes in ipairs { "200", "209", "290", "299", "509", "599", "550-5.1.1", "550 5.1.1", "5.1.1" } do
      assert.equal("", milter(codes))
      assert.equal("a", milter(codes .. " a"))
    end
    assert.equal("x", milter("x", { code = 400, enhanced = false }))
    assert.equal("a\r\n554 5.7.1 b", milter { "a", "b" })
    assert.equal("a\r\n451 4.7.1 b", milter({ "a", "451 4.7.1 b" }, { code = 451, enhanced = "4.7.1" }))
    assert.equal("a\r\n550 5.0.0 b", milter({ "a", "b" }, { code = 550 }))
    assert.equal("a\r\n554 5.1.1 b", milter({ "a", "b" }, { enhanced = "5.1.1" }))
    assert.equal("a\r\n554 5.7.1 b", milter({ "a", "b" }, {}))
    assert.equal("a\r\n550 b", milter({ "a", "b" }, { code = 550, enhanced = false }))
  end)

  it("refuses what would split or spoil the reply", function()
    assert.same({ nil, "line-ending", 4, 1 }, { milter "one\r\n250 2.0.0 accepted" })
    assert.same({ nil, "8bit", 4, 1 }, { milter "caf\195\169" })
    assert.same({ nil, "char", 1, 1 }, { milter "\0" })
    assert.same({ nil, "code-range" }, { milter("x", { code = 250 }) })
    assert.same({ nil, "enhanced-mismatch" }, { milter("x", { code = 451, enhanced = "5.7.1" }) })
    assert.same({ nil, "enhanced-mismatch" }, { milter("x", { enhanced = "4.7.1" }) })
    assert.same({ nil, "enhanced" }, { milter("x", { enhanced = "9.9.9" }) })
    local lines = {}
    for i = 1, 32 do
      lines[i] = "x"
    end
    assert.is_string(milter(lines))
    lines[33] = "x"
    assert.same({ nil, "too-many-lines" }, { milter(lines) })
  end)

  it("bounds its lines, also when they are all %", function()
    for _, text in ipairs { ("%"):rep(3000), ("x "):rep(3000), ("%a"):rep(1000) } do
      for line in (milter(text) .. "\r\n"):gmatch("(.-)\r\n") do
        assert.is_true(#line <= 990)
        assert.is_true(#line:gsub("%%%%", "%%") <= 510)
      end
    end
  end)
end)

describe("smtpcodes.nginx", function()
  it("gives the pair of headers", function()
    assert.same({ "5.7.8 Bad credentials", "535" }, { smtpcodes.nginx(535, "5.7.8", "Bad credentials") })
    assert.same({ "Try later", "451" }, { smtpcodes.nginx(451, nil, "Try later") })
  end)

  it("refuses what nginx would send as it stands", function()
    assert.same({ nil, "code-range" }, { smtpcodes.nginx(250, nil, "x") })
    assert.same({ nil, "code-range" }, { smtpcodes.nginx(99999, nil, "x") })
    assert.same({ nil, "line-length" }, { smtpcodes.nginx(550, nil, ("x"):rep(700)) })
    assert.same({ nil, "line-ending", 2, 1 }, { smtpcodes.nginx(550, nil, "x\r\ny") })
    assert.is_false((pcall(smtpcodes.nginx, 550, nil, { "a" })))
  end)
end)
