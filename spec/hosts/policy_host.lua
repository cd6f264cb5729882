-- examples/postfix/policy.lua, started by a real Postfix.

package.path = "./examples/luasocket/?.lua;" .. package.path

local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local run = require "spec.support.run"
local client = require "client"

describe("examples/postfix/policy.lua in Postfix", function()
  local server, folder, broken

  -- A Postfix with the policy server, which finds the module in this folder.
  local function start(modules)
    local port = process.port()
    return postfix.start("-o smtpd_data_restrictions=check_policy_service,inet:127.0.0.1:" .. port,
      ("127.0.0.1:%d inet n n n - 0 spawn user=nobody argv=/usr/bin/env"
        .. " LUA_CPATH=%s/?.so %s %s/policy.lua\n"):format(port, modules, run.lua, folder))
  end

  -- Postfix starts the script as nobody, who may not be able to read where
  -- this checkout is.
  setup(function()
    folder = process.folder()
    run.shell("cp build/5.4/smtpcodes.so examples/postfix/policy.lua " .. run.quote(folder))
    server, broken = start(folder), start "/nowhere"
  end)

  teardown(function()
    server.stop()
    broken.stop()
    run.shell("rm -rf " .. run.quote(folder))
  end)

  -- The reply to DATA.
  local function data(helo, sender, recipients, to)
    local session = assert(client.connect("127.0.0.1", (to or server).port))
    session:command("EHLO " .. helo)
    session:command("MAIL FROM:<" .. sender .. ">")
    for _ = 1, recipients do
      session:command "RCPT TO:<postmaster@example.com>"
    end
    local reply = session:command "DATA"
    session:close()
    return reply
  end

  local cases = {
    { "mx.example.org", "a@example.org", 1, 354, nil, "^End data" },
    { "[192.0.2.1]", "", 1, 354, nil, "^End data" },
    { "localhost", "a@example.org", 1, 550, "5.7.1", "Your EHLO name is not acceptable$" },
    { "mx.example.org", "", 2, 550, "5.7.1", "Refused by local policy$" },
    { "mx.example.org", "a@example.org", 3, 452, "4.5.3", "Too many recipients, .* transaction$" },
  }

  for _, case in ipairs(cases) do
    it(("answers %s, <%s>, %d recipients with %d"):format(case[1], case[2], case[3], case[4]), function()
      local reply = data(case[1], case[2], case[3])
      assert.equal(case[4], reply.code)
      assert.equal(case[5], reply.enhanced)
      assert.truthy(reply.text:find(case[6]), reply.text)
      assert.is_nil(reply.flags)
    end)
  end

  it("lets pass when the module is missing, and says so in Postfix's log", function()
    assert.equal(354, data("localhost", "a@example.org", 1, broken).code)
    local said
    for _ = 1, 50 do -- postlogd writes after the client has its answer
      said = run.read(broken.folder .. "/log"):find("warn: DATA [^\n]*module 'smtpcodes' not found")
      if said then
        break
      end
      run.shell("sleep 0.1")
    end
    assert.truthy(said, run.read(broken.folder .. "/log"))
  end)
end)
