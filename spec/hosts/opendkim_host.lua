-- examples/opendkim/final.lua in a real OpenDKIM, behind a real Postfix.

package.path = "./examples/luasocket/?.lua;" .. package.path

local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local run = require "spec.support.run"
local client = require "client"

local config = [[
Socket inet:{PORT}@127.0.0.1
PidFile {DIR}/pid
Mode v
Syslog no
Background no
FinalPolicyScript {TOP}/examples/opendkim/final.lua
]]

describe("examples/opendkim/final.lua", function()
  local folder, pid, server

  setup(function()
    local top, port = run.shell("pwd"):gsub("%s+$", ""), process.port()
    folder = process.folder()
    process.write(folder .. "/conf", config, { DIR = folder, PORT = port, TOP = top })
    pid = process.start(("env LUA_CPATH=%s opendkim -f -x %s/conf"):format(
      run.quote(top .. "/build/5.3/?.so"), folder), folder .. "/log")
    process.wait(port, folder .. "/log")
    server = postfix.start("-o smtpd_milters=inet:127.0.0.1:" .. port
      .. " -o milter_default_action=tempfail")
  end)

  teardown(function()
    if server then server.stop() end
    process.stop(pid)
    run.shell("rm -rf " .. run.quote(folder))
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
