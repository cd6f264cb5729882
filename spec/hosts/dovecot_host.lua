-- examples/dovecot in a real Dovecot, which asks a real Postfix.

package.path = "./examples/luasocket/?.lua;" .. package.path

local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local run = require "spec.support.run"
local client = require "client"

-- Starts Dovecot with the example's configuration, after change(text).
local function start(callout, change)
  local folder, port = process.folder(), process.port()
  local text = run.read "examples/dovecot/dovecot.conf"
  process.write(folder .. "/conf", change and change(text) or text, { DIR = folder, PORT = port,
    SERVER = callout, TOP = process.copy(folder, "build/5.4/smtpcodes.so", "examples/luasocket/client.lua",
      "examples/dovecot/userdb.lua") })
  run.shell(("mkdir %s/mail; chown nobody %s/mail"):format(folder, folder))
  local pid = process.start("dovecot -F -c " .. run.quote(folder .. "/conf"), folder .. "/out")
  process.wait(port, folder .. "/out")
  return { port = port, log = folder .. "/log", folder = folder, stop = function()
    process.stop(pid)
    run.shell("rm -rf " .. run.quote(folder))
  end }
end

local function open(server)
  local session = assert(client.connect("127.0.0.1", server.port))
  session:command "LHLO client.example.org"
  session:command "MAIL FROM:<a@example.org>"
  return session
end

-- Waits until Dovecot, which logs from a process of its own, has written this.
local function logged(server, text)
  process.poll(function()
    return run.read(server.log):find(text, 1, true)
  end, server.log)
end

-- The reply to a recipient.
local function rcpt(server, recipient)
  local session = open(server)
  local reply = session:command("RCPT TO:<" .. recipient .. ">")
  session:close()
  return tostring(reply)
end

describe("examples/dovecot/userdb.lua in Dovecot", function()
  local server, dovecot

  setup(function()
    server = postfix.start()
    dovecot = start(server.port)
  end)

  teardown(function()
    dovecot.stop()
    server.stop()
  end)

  local cases = {
    { "postmaster@example.com", "250 2.1.5 OK", "250 2.1.5 Ok" },
    { "nobody@example.com", "550 5.1.1 <nobody@example.com> User doesn't exist: nobody@example.com",
      "550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown" },
    { "full@example.com", "451 4.3.0 <full@example.com> Temporary internal error",
      "452 4.2.2 <full@example.com>: Recipient address rejected: Mailbox full" },
    { "someone@example.net", "451 4.3.0 <someone@example.net> Temporary internal error",
      "554 5.7.1 <someone@example.net>: Relay access denied" },
  }

  for _, case in ipairs(cases) do
    it("answers " .. case[1] .. " with " .. case[2]:sub(1, 9), function()
      assert.equal(case[2], rcpt(dovecot, case[1]))
      logged(dovecot, "userdb " .. case[1] .. ": " .. case[3])
    end)
  end

  it("delivers to a mailbox that the other server knows", function()
    local session = open(dovecot)
    session:command "RCPT TO:<postmaster@example.com>"
    session:command "DATA"
    local reply = session:message "Subject: test\n\nHello\n"
    session:close()
    assert.equal("250 2.0.0 <postmaster@example.com>", tostring(reply):match "^250 2%.0%.0 %S+")
    local mail = run.shell("cat " .. run.quote(dovecot.folder) .. "/mail/postmaster@example.com/new/*")
    assert.truthy(mail:find "\nSubject: test\n")
  end)

  it("puts recipients off while the other server is down", function()
    server.stop()
    assert.equal("451 4.3.0 <postmaster@example.com> Temporary internal error",
      rcpt(dovecot, "postmaster@example.com"))
    logged(dovecot, "no reply: connection refused")
  end)

  it("puts recipients off when the module is missing, and says so in the log", function()
    local broken = start(server.port, function(text)
      return (text:gsub("LUA_CPATH=%S+", "LUA_CPATH=/nowhere/?.so"))
    end)
    finally(broken.stop)
    assert.equal("451 4.3.0 <postmaster@example.com> Temporary internal error",
      rcpt(broken, "postmaster@example.com"))
    logged(broken, "module 'smtpcodes' not found")
  end)
end)
