-- classify on the tags that providers write into their replies: every row of
-- data/provider-tags.tsv, read here on its own, and Microsoft's AS(1433).

local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"

local tags = read_rows "data/provider-tags.tsv"
for _, row in ipairs(tags) do
  row.tag = row.tag:gsub("%*", "7")
end

local function assert_read(row, text)
  local v = smtpcodes.classify(text)
  assert.equal(row.provider, v.provider, text)
  assert.equal(row.reason, v.reason, text)
  assert.equal(row.detail, v.detail, text)
  assert.equal(row.tag, v.tag:upper(), text)
  assert.equal("provider", v.evidence.source, text)
end

describe("a provider's tag", function()
  it("has many rows", function()
    assert.is_true(#tags > 100)
  end)

  it("means what its row says, in brackets or not", function()
    for _, row in ipairs(tags) do
      assert_read(row, "550 " .. row.tag)
      assert_read(row, "550 5.0.0 [" .. row.tag .. "] no")
      assert_read(row, "550 see (" .. row.tag:lower() .. ")")
    end
  end)

  it("means nothing cut off, or with another octet in it", function()
    for _, row in ipairs(tags) do
      for _, ending in ipairs { "", " ", "/", "{" } do
        local v = smtpcodes.classify("550 " .. row.tag:sub(1, -2) .. ending)
        assert.not_equal("provider", v.evidence.source, row.tag .. ending)
      end
    end
  end)

  it("means nothing as the beginning of a longer word", function()
    for _, row in ipairs(tags) do
      local v = smtpcodes.classify("550 " .. row.tag .. "0")
      assert.not_equal("provider", (v.evidence or {}).source, row.tag)
    end
  end)
end)

describe("a numbered tag", function()
  local function tag(text)
    return smtpcodes.classify({ code = 550, text = text }).tag
  end

  it("is AS and a number in brackets, anywhere", function()
    for _, number in ipairs { "0", "9", "1433", "201806281", "1234567890" } do
      local text = ("AS(%s)"):format(number)
      for _, around in ipairs { "%s", "%sx", " %s", "5.7.1 %s no", "(see) %s", "(%s", "x AS() %s", "AS (%s)" } do
        assert.equal(text, tag(around:format(text)), around)
      end
    end
  end)

  it("has all its parts, in capitals", function()
    for _, text in ipairs { "AS()", "AS(14", "AS(1x)", "AS(/)", "AS(:)", "XAS(1)", "ASAS(1)", "as(1)", "(1)", "S(1)",
      "XS(1)", "AX(1)", "AS(", "AS1)", "AS[1]" } do
      assert.is_nil(tag(text), text)
      assert.is_nil(tag("5.7.1 Access denied " .. text), text)
    end
  end)

  it("is the first one, where no other tag stands", function()
    assert.equal("AS(14)", tag "AS(14) AS(15)")
    assert.equal("AS(15)", tag "AS(x) AS(15) AS(16)")
    assert.equal("S3150", tag "5.7.1 (S3150) AS(1433)")
    assert.equal("S3150", tag "5.7.1 AS(1433) (S3150)")
  end)
end)
