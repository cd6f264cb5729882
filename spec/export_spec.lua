-- smtpcodes export: rules for servers that cannot load C.

local lib = require "smtpcodes"
local read_rows = require "spec.support.rows"
local run = require "spec.support.run"
require "spec.support.tool"
local facts = require "smtpcodes.export_facts"
local rules = require "smtpcodes.export_rules"

local function export(target)
  return run.shell(run.lua .. " bin/smtpcodes export " .. target)
end

local function count(text)
  return select(2, text:gsub("[^\n]+", ""))
end

describe("export_facts", function()
  it("holds every fact that a map can say", function()
    local plain = 0
    for _, row in ipairs(read_rows "data/phrases.tsv") do
      local wanted = row.reason:sub(1, 1) ~= "@" and tonumber(row.strength) >= 8 and not row.when
        and not row.phrase:find("[^ -~]")
      plain = plain + (wanted and 1 or 0)
      local there = ("\n" .. facts.phrases):find("\n" .. row.reason .. "\t" .. row.phrase .. "\n", 1, true)
      assert.is_true(not wanted or there ~= nil, row.phrase)
    end
    assert.equal(plain, count(facts.phrases))
    assert.equal(#read_rows("data/provider-codes.tsv"), count(facts.codes))
    assert.equal(#read_rows("data/provider-tags.tsv"), count(facts.tags))
    assert.equal(#read_rows("data/words.tsv"), count(facts.words))
  end)
end)

describe("export_rules", function()
  it("has the module's own reason for each code and tag of a provider", function()
    local list, at = rules.provider_rules(), 0
    for _, file in ipairs { "data/provider-codes.tsv", "data/provider-tags.tsv" } do
      for _, row in ipairs(read_rows(file)) do
        at = at + 1
        assert.same({ row.provider, row.reason }, { list[at].provider, list[at].reason },
          file .. ":" .. row.line)
      end
    end
    assert.equal(at, #list)
  end)

  it("puts what gives up an address last", function()
    local dead = false
    for _, row in ipairs(rules.phrases(rules.POSIX)) do
      assert.is_true(not dead or row.dead)
      dead = row.dead
    end
    assert.is_true(dead)
  end)
end)

describe("smtpcodes export", function()
  it("writes nothing but ASCII, the same each time, and the version", function()
    for _, target in ipairs { "postfix", "kumomta", "kumomta-shaping" } do
      local text, status = export(target)
      assert.equal(0, status)
      assert.is_nil(text:find("[^\n -~]"))
      assert.equal(text, (export(target)))
      assert.is_truthy(text:find(lib._RULES, 1, true))
    end
    assert.equal(64, select(2, export("sendmail")))
    assert.equal(64, select(2, export("")))
  end)

  it("says in a map's head what it cannot do", function()
    for _, target in ipairs { "postfix", "kumomta" } do
      assert.is_truthy(export(target):find("give up no address because", 1, true))
    end
  end)

  it("leaves the codes as they are, and what went well alone", function()
    local inside = false
    for line in export("postfix"):gmatch("[^\n]+") do
      local rule = line:match("^/%^%(?%[45%].*/ %$1 [%l-]+: %$[23]$")
      inside = inside or line:find("^if /%^%[45%]") ~= nil
      assert.is_true(line:sub(1, 1) == "#" or line:find("^if ") ~= nil or line == "endif"
        or rule ~= nil and inside, line:sub(1, 80))
    end
  end)
end)
