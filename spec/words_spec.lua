-- The words of a text, as rules of a caller's find them.

local smtpcodes = require "smtpcodes"

-- Whether the one phrase is found in a reply that says this.
local function finds(phrase, text)
  local rules = assert(smtpcodes.rules { { reason = "virus", phrase = phrase } })
  return (rules:reason_of("550 " .. text)) == "virus"
end

-- "alpha", "beta" and so on, for any number, of letters alone.
local function word(i)
  local out = {}
  repeat
    table.insert(out, 1, string.char(97 + i % 26))
    i = math.floor(i / 26)
  until i == 0
  return "q" .. table.concat(out) .. "q"
end

-- A rule before 64 others, whose phrases all begin where a text says "mailbox"
-- six times, and end with "red".
local function beside_many(rule)
  local list = { rule }
  for i = 0, 63 do
    local words = {}
    for bit = 0, 5 do
      words[bit + 1] = math.floor(i / 2 ^ bit) % 2 == 0 and "mailbox" or "<user>"
    end
    list[#list + 1] = { reason = "spam", phrase = table.concat(words, " ") .. " red" }
  end
  return list
end

describe("the words of a text", function()
  it("are of any length, with digits or without", function()
    assert.is_true(finds("blacklisted by quarantine2 server", "Blacklisted by QUARANTINE2 server"))
    assert.is_false(finds("blacklisted by quarantine2 server", "blacklisted by quarantino2 server"))
    assert.is_false(finds("blacklisted by quarantine2 server", "blacklistfd by quarantine2 server"))
  end)

  it("are found in tables of every size, and side by side alone", function()
    for count = 1, 70 do
      local list = {}
      for i = 1, count do
        list[i] = { reason = "virus", phrase = ("%s %s %s"):format(word(3 * i), word(3 * i + 1), word(3 * i + 2)) }
      end
      local rules = assert(smtpcodes.rules(list))
      for _, row in ipairs(list) do
        assert.equal("virus", (rules:reason_of("550 " .. row.phrase)))
        assert.equal("unknown", (rules:reason_of("550 " .. row.phrase:gsub(" (%S+)$", " zebra %1"))))
      end
    end
  end)

  it("are found in a large table, the last slots of which are taken", function()
    local list = {}
    for i = 1, 1600 do
      local words = {}
      for k = 1, 12 do
        words[k] = word(12 * i + k)
      end
      list[i] = { reason = "virus", phrase = table.concat(words, " ") }
    end
    local rules = assert(smtpcodes.rules(list))
    for _, row in ipairs(list) do
      assert.equal("virus", (rules:reason_of("550 " .. row.phrase)))
    end
  end)

  -- Both have a hash that begins with twenty bits set.
  it("are found though two have the last slot of a table", function()
    for _, name in ipairs { "bbaraaa", "smxadaa" } do
      local rules = assert(smtpcodes.rules {
        { reason = "virus", phrase = "bbaraaa" }, { reason = "virus", phrase = "smxadaa" },
      })
      assert.equal("virus", (rules:reason_of("550 " .. name)))
    end
  end)

  it("continue no phrase across words of others", function()
    local rules = assert(smtpcodes.rules {
      { reason = "virus", phrase = "purple cow" },
      { reason = "spam", phrase = "red house" },
      { reason = "loop", phrase = "green cow house" },
    })
    assert.equal("unknown", (rules:reason_of "550 purple red green cow"))
    assert.equal("loop", (rules:reason_of "550 purple red green cow house"))
  end)

  it("begin a phrase where many others end", function()
    local rules = assert(smtpcodes.rules(beside_many { reason = "virus", phrase = "red cow" }))
    assert.equal("virus", (rules:reason_of("550 " .. ("mailbox "):rep(6) .. "red cow")))
  end)

  it("decide where more phrases have begun than are followed", function()
    local rules = assert(smtpcodes.rules(beside_many { reason = "virus", phrase = "purple cow" }))
    assert.equal("virus", (rules:reason_of("550 " .. ("mailbox "):rep(20) .. "purple cow")))
    assert.equal("spam", (rules:reason_of("550 " .. ("mailbox "):rep(6) .. "red cow")))
  end)

  it("are told apart by quotes, and quotes alone are none", function()
    assert.is_true(finds("purple cow", "`purple` 'cow'"))
    assert.is_true(finds("purple cow", "purple '' cow"))
    assert.is_true(finds("purple cow", "\"purple\"-'''-cow"))
  end)

  it("pass over numbers, in a compound too", function()
    assert.is_true(finds("purple cow", "purple 17 cow"))
    assert.is_true(finds("purple cow", "purple-17-cow"))
    assert.is_true(finds("purple cow", "purple/1/2/cow"))
  end)

  it("are none in an address, but before it", function()
    assert.is_false(finds("purple", "purple@cow"))
    assert.is_false(finds("purple", "seen:purple@cow"))
    assert.is_true(finds("purple", "purple:a@cow"))
  end)

  it("before an address leave it what it is", function()
    for _, before in ipairs { "", "unknown:", "rcpt to:" } do
      local text = "550 5.1.1 user unknown " .. before .. "purple@cow"
      assert.equal("keep", smtpcodes.classify(text, { from = "purple@cow" }).final)
      assert.equal("suppress", smtpcodes.classify(text, { from = "red@cow" }).final)
    end
  end)

  it("do not hide the number of a port behind an address", function()
    local text = "450 4.4.3 name server 192.0.2.53#53 refused"
    local ip = smtpcodes.classify(text).ip
    assert.equal("192.0.2.53", ip)
  end)

  it("are single characters where no blanks are written, at the end too", function()
    assert.is_true(finds("\228\184\141", "abc\228\184\141"))
    assert.is_true(finds("\228\184\141 \229\173\152", "abc\228\184\141\229\173\152"))
    assert.is_false(finds("\228\184\141", "abc\228\184"))
  end)

  it("are none of an octet of a broken character", function()
    assert.is_true(finds("purple cow", "\231\148\168purple cow"))
    for _, broken in ipairs { "\231\148x", "\231x\148", "\231\148" } do
      assert.is_false(finds("purple cow", "\231\148\168" .. broken .. "purple cow"))
    end
  end)

  it("begin a sentence with a capital, though no blank stands before", function()
    assert.is_true(finds("purple zap", "purple.Zap"))
    assert.is_false(finds("purple zap", "purple.zap"))
    assert.is_false(finds("purple zap", "purple.ZAP"))
  end)

  it("go on over an IP address, for it is none of them", function()
    assert.is_true(finds("purple cow", "purple 192.0.2.1 cow"))
    assert.is_true(finds("purple cow", "purple [2001:db8::1] cow"))
  end)
end)
