-- What stands in a text besides words: host names, urls, addresses, IP addresses.

local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"
local classify = smtpcodes.classify

local function reason_of(text)
  return (smtpcodes.reason_of("550 " .. text))
end

-- Of the text alone, without a code before it, the IP address.
local function ip_in(text)
  return classify({ code = 550, text = text }).ip
end

describe("a host name", function()
  it("is a list's by its last two or three labels", function()
    for _, row in ipairs(read_rows "data/lists.tsv") do
      for _, host in ipairs { row.host, "mx1." .. row.host, "a.b1." .. row.host } do
        assert.equal(host, classify("550 listed at " .. host).list, host)
        assert.equal(host, classify("550 see https://" .. host .. "/x").list, host)
      end
      assert.is_nil(classify("550 listed at " .. row.host .. ".example").list, row.host)
    end
  end)

  it("has dashes in a url, too", function()
    assert.equal("my-host.zen.spamhaus.org", classify("550 see https://my-host.zen.spamhaus.org/x").list)
  end)

  it("has no slash, and a last label of more than one letter", function()
    for _, text in ipairs { "user/unknown.de", "user.unknown.x", "user unknown?u@example.com" } do
      assert.equal("unknown-mailbox", reason_of(text), text)
    end
  end)
end)

describe("an address", function()
  it("is the sender's with capitals or not, behind a colon, of one label", function()
    for from, text in pairs { ["az@example.org"] = "AZ@EXAMPLE.ORG", ["joe@example.com"] = "rejected:joe@example.com",
      ["joe@localhost"] = "joe@localhost" } do
      assert.equal("suppress", classify("550 user unknown: " .. text).final, text)
      assert.equal("keep", classify("550 user unknown: " .. text, { from = from }).final, text)
    end
  end)
end)

describe("an IP address", function()
  it("is the recipient's host in the words of qmail and Sendmail", function()
    for _, text in ipairs { "192.0.2.1 does not like recipient", "192.0.2.1 does not like ",
      "192.0.2.1 failed after I sent the message", "Giving up on 192.0.2.1", "unknown. Giving up on 192.0.2.1",
      "relay=[192.0.2.1]", "sent, relay=[192.0.2.1]", "m[192.0.2.1] said" } do
      assert.is_nil(ip_in(text), text)
    end
    for _, text in ipairs { "192.0.2.1 does not", "192.0.2.1 failed", "Giving up. 192.0.2.1", "ving up on 192.0.2.1",
      "lay=[192.0.2.1]", "[192.0.2.1] said" } do
      assert.equal("192.0.2.1", ip_in(text), text)
    end
  end)

  it("is no number of a section, where a text begins", function()
    for _, text in ipairs { "Section 4.1.1.1", "v 10.2.0.1", "RFC 4.1.1.1" } do
      assert.is_nil(ip_in(text), text)
    end
    assert.equal("192.0.2.1", ip_in "in this section\n192.0.2.1")
  end)

  it("has four numbers behind its label", function()
    assert.is_nil(ip_in "x.ip=192.0.2 is listed")
    assert.equal("192.0.2.1", ip_in "ip=192.0.2.1 is listed")
  end)
end)
