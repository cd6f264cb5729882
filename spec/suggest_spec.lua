-- suggest, from_http, each_situation, against data/*.tsv.

local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"

local SITUATIONS = read_rows "data/situations.tsv"

describe("smtpcodes.suggest", function()
  it("knows at least forty situations, each by all of its names", function()
    assert.is_true(#SITUATIONS >= 40)
    for _, row in ipairs(SITUATIONS) do
      local expected = { tonumber(row.code), row.enhanced, row.text }
      assert.same(expected, { smtpcodes.suggest(row.situation) })
      assert.same(expected, { smtpcodes.suggest(row.situation:upper():gsub("-", " ")) })
      assert.same(expected, { smtpcodes.suggest((row.situation:gsub("-", "_"))) })
      for alias in ((row.aliases or "") .. " | "):gmatch("(.-) | ") do
        if alias ~= "" then
          assert.same(expected, { smtpcodes.suggest(alias) })
          assert.same(expected, { smtpcodes.suggest(alias:upper()) })
        end
      end
    end
  end)

  it("suggests what build builds", function()
    for name, code, enhanced, text in smtpcodes.each_situation() do
      local reply = smtpcodes.parse(assert(smtpcodes.build(code, enhanced, text), name), 1, { strict = true })
      assert.same({ code, enhanced, text }, { reply.code, reply.enhanced, reply.text })
    end
  end)

  it("has no answer for what it does not know", function()
    for _, name in ipairs { "", "grey", "greylistedx", "|", "greylist | greylisting", "x\0" } do
      assert.is_nil((smtpcodes.suggest(name)))
    end
    assert.is_false((pcall(smtpcodes.suggest)))
    assert.is_false((pcall(smtpcodes.suggest, 451)))
  end)
end)

describe("smtpcodes.each_situation", function()
  it("shows every row once, in order", function()
    local names = {}
    for name in smtpcodes.each_situation() do
      names[#names + 1] = name
    end
    local expected = {}
    for i, row in ipairs(SITUATIONS) do
      expected[i] = row.situation
    end
    assert.same(expected, names)
  end)
end)

describe("smtpcodes.from_http", function()
  it("maps every listed status to its situation", function()
    for _, row in ipairs(read_rows "data/http.tsv") do
      assert.same({ smtpcodes.suggest(row.situation) }, { smtpcodes.from_http(tonumber(row.status)) })
    end
  end)

  it("maps the others by their hundred, and never loses mail by it", function()
    for status = 100, 599 do
      local code = smtpcodes.from_http(status)
      local family = math.floor(status / 100)
      if family == 2 then
        assert.equal(250, code)
      elseif family == 5 and status ~= 508 then
        assert.equal(4, math.floor(code / 100))
      elseif family == 4 then
        assert.is_true(code >= 400)
      elseif family ~= 5 then
        assert.is_nil(code)
      end
    end
    for _, status in ipairs { 0, 99, 600, 200.5, 0 / 0, 1 / 0, -200 } do
      assert.is_nil((smtpcodes.from_http(status)))
    end
    assert.is_false((pcall(smtpcodes.from_http, "200")))
  end)
end)
