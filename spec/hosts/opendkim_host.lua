-- examples/opendkim/final.lua in a real OpenDKIM, behind a real Postfix.

package.path = "./examples/luasocket/?.lua;" .. package.path

local opendkim = require "spec.hosts.support.opendkim"
local postfix = require "spec.hosts.support.postfix"
local client = require "client"

describe("examples/opendkim/final.lua", function()
  local filter, server

  local function start(modules)
    filter = opendkim.start("examples/opendkim/final.lua", modules)
    server = postfix.start("-o smtpd_milters=inet:127.0.0.1:" .. filter.port
      .. " -o milter_default_action=reject")
  end

  setup(function()
    start()
  end)

  teardown(function()
    if server then server.stop() end
    filter.stop()
  end)

  -- The reply to a message from somebody of this domain.
  local function reply_to(domain)
    local session = assert(client.connect("127.0.0.1", server.port))
    session:command "EHLO client.example.org"
    session:command "MAIL FROM:<a@example.org>"
    session:command "RCPT TO:<postmaster@example.com>"
    session:command "DATA"
    local reply = session:message(("From: a@%s\nDate: Thu, 26 Nov 2026 12:00:00 +0000\nSubject: x\n\nx\n")
      :format(domain))
    session:close()
    return reply
  end

  it("takes mail of domains that do not sign", function()
    assert.equal(250, reply_to("example.org").code)
  end)

  for _, domain in ipairs { "example.bank", "100%s.bank", "%n%n%n.bank" } do
    it("refuses what is not signed, of " .. domain, function()
      assert.equal("550 5.7.20 No passing DKIM signature found for " .. domain,
        tostring(reply_to(domain)))
    end)
  end

  it("puts off what it would refuse when the module is missing, and takes the rest", function()
    server.stop()
    filter.stop()
    start "/nowhere"
    assert.equal("451 4.7.1", tostring(reply_to "example.bank"):sub(1, 9))
    assert.equal(250, reply_to("example.org").code)
  end)
end)
