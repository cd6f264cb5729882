-- classify on replies in the manner of many servers, in twelve languages.
--
-- spec/fixtures/replies.tsv: id, reason, action, final, alt (other reasons that
-- a mail engineer would accept, each with its own action; - for none) and text,
-- in which \n is a line end. All were written for this spec: addresses, hosts
-- and IP addresses are those that documents use.

local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"

local rows = read_rows "spec/fixtures/replies.tsv"

local function is_alternative(row, reason)
  return ("," .. (row.alt or "") .. ","):find("," .. reason .. ",", 1, true) ~= nil
end

local function shown(id, reason, action, final)
  return ("%s: %s, %s, %s"):format(id, reason, action, final)
end

describe("the replies of spec/fixtures/replies.tsv", function()
  for _, row in ipairs(rows) do
    it("have their reason, action and final: " .. row.id, function()
      local v = smtpcodes.classify((row.text:gsub("\\n", "\n")))
      if not is_alternative(row, v.reason) then
        assert.equal(shown(row.id, row.reason, row.action, row.final),
          shown(row.id, v.reason, v.action, v.final))
      end
      assert.is_true(row.action == "suppress" or v.action ~= "suppress")
    end)
  end

  it("are at least eight of each reason of a failure", function()
    local count = {}
    for _, row in ipairs(rows) do
      count[row.reason] = (count[row.reason] or 0) + 1
    end
    for reason in pairs(smtpcodes.reasons) do
      if reason ~= "success" and reason ~= "accepted" and reason ~= "continue" then
        assert.is_true((count[reason] or 0) >= 8, reason)
      end
    end
  end)
end)
