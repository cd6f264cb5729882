-- examples/luasocket/retry.lua against real Postfixes: what is tried again,
-- where, when, and what is not.

package.path = "./examples/luasocket/?.lua;" .. package.path

local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local retry = require "retry"
local run = require "spec.support.run"

-- A policy that greylists until there is a file named "known" beside it.
local greylist = [[
for line in io.lines() do
  if line == "" then
    local known = io.open("{DIR}/known")
    io.write("action=", known and "dunno" or "450 4.7.1 Greylisted, please try again in 5 minutes", "\n\n")
    io.flush()
  end
end
]]

describe("examples/luasocket/retry.lua with Postfix", function()
  local good, busy, blocking, slow, grey, folder, closed

  -- A server that says this at once, instead of a greeting.
  local function refusing(reply)
    return postfix.start("-o smtpd_delay_reject=no\n"
      .. ("  -o { smtpd_client_restrictions = check_client_access inline:{ {127.0.0.1 = %s} } }")
        :format(reply))
  end

  setup(function()
    folder = process.folder()
    process.write(folder .. "/policy.lua", greylist, { DIR = folder })
    local port = process.port()
    closed = process.port()
    good = postfix.start()
    busy = refusing "421 4.3.2 Service not available, try another server"
    blocking = refusing "554 5.7.1 Your IP is listed"
    slow = refusing "421 4.7.28 Our system has detected an unusual rate of mail. gsmtp"
    grey = postfix.start("-o smtpd_data_restrictions=check_policy_service,inet:127.0.0.1:" .. port,
      ("127.0.0.1:%d inet n n n - 0 spawn user=nobody argv=/usr/bin/env %s %s/policy.lua\n")
        :format(port, run.lua, folder))
  end)

  teardown(function()
    for _, server in ipairs { good, busy, blocking, slow, grey } do
      server.stop()
    end
    run.shell("rm -rf " .. run.quote(folder))
  end)

  -- Delivers by way of these ports. Returns verdict, reply, the ports that
  -- were asked, and the seconds that were waited.
  local function deliver(ports, recipient, waits, sleep)
    local asked, waited, hosts = {}, {}, {}
    for i, port in ipairs(ports) do
      hosts[i] = { "127.0.0.1", port }
    end
    local verdict, reply = retry.deliver({ hosts = hosts, sender = "a@example.org",
      recipient = recipient or "postmaster@example.com", text = "Subject: test\n\nHello\n" }, {
      waits = waits or {},
      sleep = function(seconds)
        waited[#waited + 1] = seconds
        if sleep then sleep() end
      end,
      note = function(host) asked[#asked + 1] = host[2] end,
    })
    return verdict, reply, asked, waited
  end

  it("goes to the next MX when one does not answer, or answers nobody", function()
    local verdict, reply, asked, waited = deliver { closed, busy.port, good.port, grey.port }
    assert.equal("accepted", verdict.reason)
    assert.equal(250, reply.code)
    assert.same({ closed, busy.port, good.port }, asked)
    assert.same({}, waited)
  end)

  it("tries again where the message is to be kept", function()
    local verdict, _, asked, waited = deliver({ grey.port, good.port }, nil, { 60, 60 }, function()
      run.write(folder .. "/known", "")
    end)
    assert.equal("accepted", verdict.reason)
    assert.same({ grey.port, grey.port }, asked)
    assert.same({ 300 }, waited) -- as the reply says
  end)

  it("does not try a failure again that is final", function()
    local verdict, reply, asked, waited = deliver({ good.port, grey.port }, "nobody@example.com", { 60 })
    assert.equal("suppress", verdict.action)
    assert.equal("5.1.1", reply.enhanced)
    assert.same({ good.port }, asked)
    assert.same({}, waited)
  end)

  it("gives the message up when its time is over", function()
    local verdict, reply, asked, waited = deliver({ good.port }, "full@example.com", { 60, 120 })
    assert.equal(452, reply.code)
    assert.equal("full-mailbox", verdict.reason)
    assert.is_false(verdict.requeue)
    assert.equal("count", verdict.final)
    assert.same({ good.port, good.port, good.port }, asked)
    assert.same({ 60, 120 }, waited)
  end)

  it("slows down, and goes not next door, when its address is the trouble", function()
    for _, server in ipairs { blocking, slow } do
      local verdict, _, asked, waited = deliver({ server.port, good.port }, nil, { 60 })
      assert.equal("ip", verdict.scope)
      assert.same({ server.port, server.port }, asked)
      assert.is_true(waited[1] >= 120)
    end
  end)

  it("waits as long as the provider says", function()
    assert.same({ 600 }, (select(4, deliver({ slow.port }, nil, { 60 }))))
    assert.same({ 1800 }, (select(4, deliver({ slow.port }, nil, { 900 }))))
  end)

  it("says why when no MX ever answers", function()
    local verdict, why, asked = deliver({ closed }, nil, { 60 })
    assert.is_nil(verdict)
    assert.equal("connection refused", why)
    assert.equal(2, #asked)
  end)

  it("tells a script by its exit status", function()
    local command = ("LUA_PATH='examples/luasocket/?.lua;;' %s examples/luasocket/retry.lua 127.0.0.1:%d,127.0.0.1:%d"
      .. " a@example.org %%s < README.md"):format(run.lua, busy.port, good.port)
    local output, status = run.shell(command:format "postmaster@example.com")
    assert.equal(0, status)
    assert.truthy(output:find "\n127%.0%.0%.1\t250 2%.0%.0 Ok: queued")
    assert.equal(67, select(2, run.shell(command:format "nobody@example.com")))
  end)
end)
