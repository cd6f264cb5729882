-- Replies that sound as if nobody were there, and speak of something else: the
-- sender, a filter, a header, something temporary. No address is given up on
-- any of them (spec/fixtures/keep.txt, a reply a line).

local smtpcodes = require "smtpcodes"

describe("an address", function()
  local count = 0
  for text in io.lines "spec/fixtures/keep.txt" do
    count = count + 1
    it("is kept after: " .. text, function()
      assert.not_equal("suppress", smtpcodes.classify(text).action)
      assert.not_equal("suppress", smtpcodes.classify(text, { command = "RCPT" }).action)
    end)
  end

  it("is kept after many of them", function()
    assert.is_true(count > 140)
  end)
end)
