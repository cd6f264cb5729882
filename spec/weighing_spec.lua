-- classify: what outweighs what, how sure that is, and what keeps an address.
--
-- The words are phrases of data/phrases.tsv that stand for one reason each and
-- for nothing else; the first spec looks that up.

local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"
local classify = smtpcodes.classify

-- reason and strength of each word
local WORDS = {
  alignment = "auth-failed 7", misaligned = "auth-failed 9", spoofing = "auth-failed 9",
  ["arc chain"] = "auth-failed 9",
  denied = "policy 4", compliance = "policy 4", unavailable = "server-error 3", newsletter = "spam 5",
  advertisement = "spam 6", ["mail score"] = "spam 8", bayesian = "spam 9", clamav = "virus 9",
  ["disallowed attach"] = "virus 8", adjunto = "virus 5", allegato = "virus 5", anexo = "virus 5", anhang = "virus 5",
  bijlage = "virus 5", executable = "virus 5", lapsed = "disabled-mailbox 6", dormant = "disabled-mailbox 8",
  accountdisabledexception = "disabled-mailbox 9", mapiexceptionunknownuser = "unknown-mailbox 9",
}

local DEAD = "mapiexceptionunknownuser"

local function shape(verdict)
  return ("%s %s %s %s"):format(verdict.reason, verdict.detail or "-", verdict.confidence, verdict.final)
end

-- Texts, each behind "550 ", and the shape of its verdict.
local function assert_shapes(shapes, context)
  for text, expected in pairs(shapes) do
    assert.equal(expected, shape(classify("550 " .. text, context)), text)
  end
end

describe("the evidence of a text", function()
  it("is told by words of one reason each", function()
    local strengths = {}
    for _, row in ipairs(read_rows "data/phrases.tsv") do
      if WORDS[row.phrase] and not row.when then
        strengths[row.phrase] = row.reason .. " " .. row.strength
      end
    end
    assert.same(WORDS, strengths)
    for word, reason in pairs(WORDS) do
      assert.equal(reason:match "^%S+", classify("550 " .. word).reason, word)
    end
  end)

  it("gives the reason with the strongest, of equals the earlier one", function()
    assert_shapes {
      ["newsletter compliance"] = "spam - medium keep",
      ["compliance newsletter"] = "spam - medium keep",
      ["anhang newsletter"] = "spam - low keep",
      ["bayesian clamav"] = "spam - low keep",
      ["clamav lapsed"] = "virus - medium keep",
      [DEAD .. " newsletter"] = "unknown-mailbox - medium suppress",
      [DEAD .. " accountdisabledexception"] = "unknown-mailbox - medium suppress",
    }
  end)

  it("counts up to four more words for a little each", function()
    local text = "550 newsletter" -- spam, 5
    for i, word in ipairs { "anhang", "bijlage", "anexo", "adjunto", "allegato", "executable" } do
      text = text .. " " .. word
      assert.equal(i == 1 and "spam" or "virus", classify(text).reason, text)
      assert.equal("spam", classify(text .. " advertisement bayesian").reason, text)
    end
    local against = "550 advertisement" -- spam, 6: as much as 5 and four more
    for _, word in ipairs { "anhang", "bijlage", "anexo", "adjunto", "allegato", "executable" } do
      against = against .. " " .. word
      assert.equal("spam", classify(against).reason, against)
    end
    assert.equal("low", classify(against).confidence)
  end)

  it("has the detail of the strongest that has one, of equals the first one's", function()
    assert_shapes {
      ["alignment, spoofing"] = "auth-failed alignment high keep",
      ["spoofing, alignment"] = "auth-failed alignment high keep",
      ["alignment, arc chain"] = "auth-failed arc high keep",
      ["arc chain, alignment"] = "auth-failed arc high keep",
      ["misaligned, arc chain"] = "auth-failed alignment high keep",
      ["arc chain, misaligned"] = "auth-failed arc high keep",
    }
  end)

  it("has the detail of an enhanced code that is trusted before that of words", function()
    assert_shapes {
      ["5.7.26 misaligned"] = "auth-failed dmarc high keep",
      ["5.7.26 spoofing"] = "auth-failed dmarc high keep",
      ["5.7.29 misaligned"] = "auth-failed alignment medium keep",
      ["5.7.7 misaligned"] = "auth-failed alignment medium keep",
    }
  end)

  it("is sure where the plainest words have a witness and no equal", function()
    assert_shapes {
      bayesian = "spam - medium keep",
      ["bayesian newsletter"] = "spam - high keep",
      ["mail score newsletter"] = "spam - medium keep",
      ["5.0.0 bayesian newsletter"] = "spam - medium keep",
      ["bayesian newsletter clamav bijlage"] = "spam - low keep",
      newsletter = "spam - medium keep",
      compliance = "policy - low keep",
      ["compliance denied"] = "policy - low keep",
    }
  end)

  it("against a dead address is that of other reasons than dead addresses", function()
    assert_shapes {
      [DEAD .. " accountdisabledexception clamav"] = "unknown-mailbox - low keep",
      [DEAD .. " accountdisabledexception bayesian clamav"] = "unknown-mailbox - low keep",
      [DEAD .. " accountdisabledexception newsletter"] = "unknown-mailbox - medium suppress",
    }
  end)

  it("is of the first phrases, where there are more than are followed", function()
    local phrases = { "fight spam" }
    for line in io.lines "data/phrases.tsv" do
      phrases[#phrases + 1] = line:match "^[%l-]+\t[^\t]+\t%d\t([^\t~<]+)\t"
    end
    for _, count in ipairs { 1200, 2000, #phrases } do
      assert_shapes { [table.concat(phrases, ". ", 1, count)] = "unknown-mailbox - low keep" }
    end
  end)

  it("inside a noise counts for nothing, wherever the noise stands", function()
    for _, text in ipairs { "fight spam", "to fight spam", "we fight spam here" } do
      assert.equal("unknown", classify("550 " .. text).reason, text)
      assert.equal("suppress", classify("550 " .. text .. " " .. DEAD).final, text)
    end
  end)
end)

describe("a dead address", function()
  it("gives way to another reason where no recipient was spoken of", function()
    assert_shapes({
      [DEAD] = "unknown-mailbox - low keep",
      [DEAD .. " newsletter"] = "spam - low keep",
      [DEAD .. " compliance"] = "policy - low keep",
      [DEAD .. " unavailable"] = "unknown-mailbox - low keep",
      [DEAD .. " accountdisabledexception"] = "unknown-mailbox - low keep",
      [DEAD .. " dormant disallowed attach"] = "unknown-mailbox - low keep",
    }, { command = "MAIL" })
    assert_shapes({ [DEAD .. " newsletter"] = "unknown-mailbox - medium suppress" }, { command = "RCPT" })
  end)

  it("is kept where the text speaks of the sender, of what is temporary, or of the path", function()
    for _, word in ipairs { "192.0.2.1", "zen.spamhaus.org", "client host", "from ip", "callout", "in progress",
      "unqualified", "smtputf8" } do
      assert.equal("keep", classify(("550 %s %s"):format(DEAD, word)).final, word)
    end
    assert_shapes {
      [DEAD .. " newsletter 192.0.2.1"] = "spam - low keep",
      [DEAD .. " newsletter client host"] = "spam - low keep",
      [DEAD .. " newsletter callout"] = "unknown-mailbox - low keep",
    }
  end)

  it("is given up at the end of a message for one recipient, or for each", function()
    for _, command in ipairs { ".", "BDAT", "BURL" } do
      for recipients, final in pairs { [0] = "suppress", "suppress", "keep", "keep" } do
        local context = { command = command, recipients = recipients }
        assert.equal(final, classify("550 " .. DEAD, context).final, command .. " " .. recipients)
        context.protocol = "lmtp"
        assert.equal("suppress", classify("550 " .. DEAD, context).final, command .. " " .. recipients)
      end
    end
  end)
end)

describe("a refusal at once", function()
  it("ends the session, but for one of the address that sends", function()
    for code = 400, 599 do
      local verdict = classify(code, { command = "connect" })
      assert.same({ true, "session" }, { verdict.requeue, verdict.scope }, code)
    end
    local verdict = classify("554 5.7.1 listed at zen.spamhaus.org", { command = "connect" })
    assert.same({ "blocklisted", "ip", true }, { verdict.reason, verdict.scope, verdict.requeue })
  end)
end)

describe("the host of the context", function()
  local hosts = {}
  for _, row in ipairs(read_rows "data/providers.tsv") do
    if row.kind == "host" then
      hosts[row.pattern] = row.provider
    end
  end

  it("is a provider's by its last two or three labels", function()
    for host, provider in pairs(hosts) do
      for _, name in ipairs { host, "mx." .. host, "a.b.mx." .. host } do
        assert.equal(provider, classify(550, { host = name }).provider, name)
      end
      assert.is_nil(classify(550, { host = host .. ".example" }).provider, host)
    end
  end)

  it("is no provider's where it is a list's", function()
    for _, row in ipairs(read_rows "data/lists.tsv") do
      assert.equal(hosts[row.host], classify(550, { host = "mx." .. row.host }).provider, row.host)
    end
  end)
end)
