-- Whom a reply speaks about: the reason's own scope, and what the words or the
-- provider's code say instead (@scope in data/phrases.tsv).

local smtpcodes = require "smtpcodes"
local classify = smtpcodes.classify

local cases = {
  recipient = {
    "450 4.2.1 The user you are trying to contact is receiving mail at a rate that is too high",
    "450 4.2.1 x gsmtp", "421 4.4.5 Too many messages to this recipient", "450 slow down: rate limit per recipient",
    "550 5.2.122 They have exceeded their limit of messages they can receive",
  },
  account = {
    "550 5.4.5 Daily user sending limit exceeded", "550 5.4.5 x gsmtp", "550 5.2.3 sender's submission limits reached",
    "550 5.7.705 x", "454 Throttling failure: maximum sending rate exceeded", "550 5.7.501 x",
    "450 too many messages from your account", "550 5.1.90 x outlook.com", "550 sending quota exceeded",
  },
  ["sender-domain"] = {
    "550 5.7.1 suspicious due to the very low reputation of the sending domain", "554 poor domain reputation",
    "421 4.7.28 unusual rate of mail originating from your DKIM domain. gsmtp",
  },
  ip = {
    "421 4.7.28 unusual rate of mail originating from your IP address. gsmtp", "421 too many connections",
    "550 5.7.1 [192.0.2.1] is on our blocklist; ask the admin of your account",
    "550 5.7.1 low reputation of the sending IP address", "550 blocked using zen.spamhaus.org", "550 5.7.511 x",
  },
  message = { "452 4.5.3 Too many recipients", "550 per user policy", "550 domain in message is listed, your account" },
  session = { "451 4.3.0 internal error for your account" },
}

describe("scope", function()
  for scope, texts in pairs(cases) do
    for _, text in ipairs(texts) do
      it("is " .. scope .. " of: " .. text, function()
        assert.equal(scope, classify(text).scope)
      end)
    end
  end

  it("is what the plainest words say, of equals the first", function()
    assert.equal("account", classify("450 rate limit: sending domain, daily user sending limit").scope)
    assert.equal("account", classify("450 rate limit: daily user sending limit, sending domain").scope)
    assert.equal("sender-domain", classify("450 rate limit: sending domain, your account").scope)
    assert.equal("account", classify("450 rate limit: your account, sending domain").scope)
  end)

  it("leaves a greeting that refuses to the session", function()
    assert.equal("session", classify("421 too many messages from your account", { command = "connect" }).scope)
  end)
end)
