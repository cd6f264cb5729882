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

describe("an address, a host name or a url", function()
  it("is passed over, and no more than that", function()
    for _, text in ipairs { "550 http://a@b.example user unknown", "550 a//b user unknown", "550 user.Unknown",
      "550 x.Yz user unknown", "550 a.b1 user unknown", [[550 no\r\nsuch user]], [[550 user\nunknown]],
      "550 user unknown\\", "550 user unknown\\x", "550 user unknown:u@example.com", "550 a@b:user unknown",
      "550 a@b=user unknown" } do
      assert.equal("unknown-mailbox", classify(text).reason, text)
    end
    for _, text in ipairs { "550 user.unknown.example", "550 user-unknown@example.com", "550 a@b@user.unknown",
      "550 http://a/user/unknown", "550 USER.UNKNOWN", "550 http://a.example/?user&unknown#user~unknown" } do
      assert.equal("unknown", classify(text).reason, text)
    end
    assert.equal("http://a.example/x?y=1&z#q~r", classify("550 see http://a.example/x?y=1&z#q~r~ for spam").url)
    assert.equal("unknown-mailbox", classify("550 not a valid mailbox:user@ today").reason)
  end)
end)

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

  it("is a provider's by its last two or three labels", function()
    for _, row in ipairs(read_rows "data/providers.tsv") do
      for _, before in ipairs(row.kind == "host" and { "", "mx1.", "a.b1." } or {}) do
        local text = "550 " .. before .. row.pattern .. " said no"
        assert.equal(row.provider, classify(text).provider, text)
      end
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
  it("is eight groups, or fewer about one ::, but no time of day", function()
    assert.is_nil(classify("550 5.1.1 User unknown at 09:00:00").ip)
    assert.equal("suppress", classify("550 5.1.1 User unknown at 09:00:00").action)
    for _, ip in ipairs { "2001:db8::1", "2001:db8:0:0:0:0:0:1", "fe80::1:2", "fe80::1", "1:2:3:4:5:6::8" } do
      assert.equal(ip, classify("550 5.7.1 blocked: " .. ip .. " is listed").ip)
    end
    for _, text in ipairs { "12345:6789::1", "a:b:c", "de:ad:be", "fe80::1:2.3", "fe80::1/64", "192.0.2.4/24",
      "192.0.2.4:25", "abcd:ef01", "192.0.2.a", "192..0.2", "fe80::1::2", "fe80:::1", "1:2:3:4:5:6:7::8",
      "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9" } do
      assert.is_nil(classify("550 blocked " .. text).ip, text)
    end
  end)

  it("is the sender's behind a label and before a port", function()
    for text, ip in pairs { ["[IPv6:2001:db8::1]"] = "2001:db8::1", ["IPV6:2001:db8::1"] = "2001:db8::1",
      ["client-ip=192.0.2.5"] = "192.0.2.5", ["ip=2001:db8::1,"] = "2001:db8::1", ["addr:192.0.2.5"] = "192.0.2.5",
      ["192.0.2.5:4711"] = "192.0.2.5", ["ip=192.0.2.5:4711"] = "192.0.2.5", ["192.0.2.5:x"] = "192.0.2.5",
      ["(a=b=192.0.2.5)"] = "192.0.2.5", ["192.0.2.5:"] = "192.0.2.5", ["[192.0.2.5]:4711"] = "192.0.2.5" } do
      local verdict = classify("550 5.1.1 User unknown, " .. text)
      assert.same({ ip, "keep" }, { verdict.ip, verdict.final }, text)
    end
    for _, text in ipairs { "ip=192.0.2", "ip=x=192.0.2", "IPv6:192", "IPv7:2001:db8::1", "1.2=192.0.2.5",
      "192.0.2.5:25", "mx.example.net[192.0.2.5]:4711",
      "mx.example.net[IPv6:2001:db8::1]", "a:b:192.0.2.5", "192.0.2.5:587" } do
      assert.is_nil(classify("550 5.1.1 User unknown, " .. text).ip, text)
    end
    assert.equal("unknown-mailbox", classify("550 not a valid mailbox:192.0.2.5").reason)
  end)

  it("is no number of a section or a version", function()
    for _, text in ipairs { "RFC2821 4.1.1.1", "RFC 5321 section 4.5.3.1", "rfc 5321 (4.5.3.1)", "RFC5321, 4.5.3.1",
      "RFC2821:4.1.1.1", "Section 4.1.1.1", "sections 4.1.1.1", "\194\167 4.1.1.1", "version 10.2.0.1",
      "v=10.2.0.1" } do
      local verdict = classify("550 5.1.1 User unknown, " .. text)
      assert.same({ action = "suppress" }, { ip = verdict.ip, action = verdict.action }, text)
    end
    for _, text in ipairs { "RFC 5321. 192.0.2.1", "RFC 5321\n550 192.0.2.1", "5321 192.0.2.1", "rfcs 192.0.2.1",
      "RFC x1 192.0.2.1", "sectionsectionsection 192.0.2.1", "192.0.2.1" } do
      assert.equal("192.0.2.1", classify("550 5.1.1 User unknown, " .. text).ip, text)
    end
  end)

  it("is the host's own in brackets behind its name", function()
    assert.is_nil(classify("550 mx[192.0.2.1] said no").ip)
    for _, text in ipairs { "550 host [192.0.2.1] bad", "550 -[192.0.2.1] bad", "[192.0.2.1]" } do
      assert.equal("192.0.2.1", classify(text).ip)
    end
  end)

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

  it("is four numbers up to 255, not those of a version", function()
    for _, text in ipairs { "agent 8.14.4.1200", "8.14.4.256", "192.0.2.4-5", "192.0.2.4_5", "192.0.2_.4", "0192.0.2.4",
      "192.0.2.0004", "x.ip=192.0.2" } do
      assert.is_nil(classify("550 5.7.1 User unknown, " .. text).ip, text)
    end
    assert.equal("8.14.4.255", classify("550 5.7.1 8.14.4.255 is listed").ip)
  end)
end)
