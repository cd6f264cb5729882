-- examples/luasocket/client.lua against a real Postfix.

package.path = "./examples/luasocket/?.lua;" .. package.path

local postfix = require "spec.hosts.support.postfix"
local client = require "client"

describe("examples/luasocket/client.lua with Postfix", function()
  local server

  setup(function()
    server = postfix.start()
  end)

  teardown(function()
    server.stop()
  end)

  it("reads greeting, EHLO and single replies", function()
    local session, greeting = client.connect("127.0.0.1", server.port)
    assert.equal(220, greeting.code)
    local ehlo = session:command "EHLO client.example.org"
    assert.equal(250, ehlo.code)
    assert.is_true(#ehlo > 5)
    assert.is_nil(ehlo.flags)
    assert.equal("2.1.0", session:command("MAIL FROM:<a@example.org>").enhanced)
    assert.equal("5.1.1", session:command("RCPT TO:<nobody@example.com>").enhanced)
    assert.equal(221, session:command("QUIT").code)
    assert.equal("closed", select(2, session:receive()))
    session:close()
  end)

  it("reads pipelined replies one by one (RFC 2920)", function()
    local session = client.connect("127.0.0.1", server.port)
    session:command "EHLO client.example.org"
    local codes = { session:command("MAIL FROM:<a@example.org>\r\nRCPT TO:<nobody@example.com>\r\n"
      .. "RCPT TO:<postmaster@example.com>\r\nDATA").code }
    for i = 2, 4 do
      codes[i] = session:receive().code
    end
    assert.same({ 250, 550, 250, 354 }, codes)
    assert.equal(250, session:message("Subject: x\n\n.dot\n").code)
    session:close()
  end)

  local cases = {
    { "postmaster@example.com", "accepted", "none", 250 },
    { "full@example.com", "unknown", "retry", 452 },
    { "someone@example.net", "unknown", "give-up", 554 },
  }

  for _, case in ipairs(cases) do
    it("delivers to " .. case[1] .. " and says what to do", function()
      local verdict, reply = client.deliver("127.0.0.1", server.port, "a@example.org", case[1],
        "Subject: test\n\nHello\n")
      assert.equal(case[4], reply.code)
      assert.equal(case[3], verdict.action)
      if case[4] < 400 then
        assert.equal(case[2], verdict.reason)
      end
    end)
  end

  it("says why there is no reply", function()
    local verdict, why = client.deliver("127.0.0.1", 1, "a@example.org", "b@example.org", "")
    assert.is_nil(verdict)
    assert.equal("connection refused", why)
  end)
end)
