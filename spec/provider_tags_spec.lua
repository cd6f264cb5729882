-- classify on the tags that providers write into their replies: every row of
-- data/provider-tags.tsv, read here on its own.

local smtpcodes = require "smtpcodes"

local function read_tags()
  local tags = {}
  for line in io.lines("data/provider-tags.tsv") do
    local provider, tag, reason, detail =
      line:match("^([^#\t]+)\t([^\t]+)\t([^\t]+)\t([^\t]+)\t[^\t]+$")
    if provider and provider ~= "provider" then
      tags[#tags + 1] = { provider = provider, tag = tag:gsub("%*", "7"), reason = reason,
        detail = detail ~= "-" and detail or nil }
    end
  end
  return tags
end

local tags = read_tags()

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

  it("means nothing as the beginning of a longer word", function()
    for _, row in ipairs(tags) do
      local v = smtpcodes.classify("550 " .. row.tag .. "0")
      assert.not_equal("provider", (v.evidence or {}).source, row.tag)
    end
  end)
end)
