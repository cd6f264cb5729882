-- examples/opendkim/final.lua in a real OpenDKIM, behind a real Postfix.

package.path = "./examples/luasocket/?.lua;" .. package.path

local opendkim = require "spec.hosts.support.opendkim"
local postfix = require "spec.hosts.support.postfix"
local client = require "client"

describe("examples/opendkim/final.lua", function()
  local filter, server

  setup(function()
    filter = opendkim.start "examples/opendkim/final.lua"
    server = postfix.start("-o smtpd_milters=inet:127.0.0.1:" .. filter.port
      .. " -o milter_default_action=tempfail")
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
end)
