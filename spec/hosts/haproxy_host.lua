-- examples/haproxy in a real HAProxy with several threads, and a real Postfix
-- behind it.

package.path = "./examples/luasocket/?.lua;" .. package.path

local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local run = require "spec.support.run"
local client = require "client"
local smtpcodes = require "smtpcodes"
local socket = require "socket"

describe("examples/haproxy in HAProxy", function()
  local server, folder, config, pid, values

  setup(function()
    server, folder = postfix.start(), process.folder()
    config = folder .. "/haproxy.cfg"
    values = { TOP = (run.shell("pwd"):gsub("%s+$", "")), DIR = folder, PORT = process.port(),
      RETIRED = process.port(), SERVER = server.port }
    run.write(folder .. "/retired.map", run.read "examples/haproxy/retired.map")
    process.write(config, run.read "examples/haproxy/haproxy.cfg", values)
    pid = process.start("env -u LUA_CPATH haproxy -W -f " .. run.quote(config), folder .. "/log")
    process.wait(values.PORT, folder .. "/log")
  end)

  teardown(function()
    if pid then process.stop(pid) end
    server.stop()
    run.shell("rm -rf " .. run.quote(folder))
  end)

  -- Sends lines at once; what comes back until the server hangs up.
  local function send(port, ...)
    local connection = assert(socket.connect("127.0.0.1", port))
    connection:settimeout(20)
    assert(connection:send(table.concat({ ... }, "\r\n") .. "\r\n"))
    return connection
  end

  local function converse(port, ...)
    local connection = send(port, ...)
    local bytes = assert(connection:receive "*a")
    connection:close()
    return bytes
  end

  -- The replies as lines, each read in strict mode: what a client sees.
  local function replies(bytes)
    local list, at = {}, 1
    while at <= #bytes do
      local reply, next = assert(smtpcodes.parse(bytes, at, { strict = true }))
      list[#list + 1], at = tostring(reply), next
    end
    return list
  end

  it("tells why a mailbox or a domain is gone, for each recipient", function()
    local list = replies(converse(values.RETIRED, "EHLO client.example.org", "MAIL FROM:<>",
      "RCPT TO:<Ada@example.com>", "RCPT TO:<bob@example.com>", "RCPT TO:<x@example.com>",
      "RCPT TO:<x@EXAMPLE.ORG>", "RCPT TO:<x@example.net>", "RCPT TO:<a b>", "DATA", "QUIT"))
    assert.same({
      "220 mx.example.com ESMTP",
      [[250 mx.example.com\nPIPELINING\nENHANCEDSTATUSCODES]],
      "250 2.1.0 Sender ok",
      "551 5.1.6 This user has moved to ada@example.net",
      "550 5.2.1 This mailbox is disabled and takes no mail",
      "550 5.1.1 No such user here",
      "556 5.1.10 The recipient's domain accepts no mail",
      "550 5.7.1 Relaying is not permitted",
      "501 5.1.3 The recipient address is malformed",
      "554 5.5.1 No valid recipients",
      "221 2.0.0 Service closing transmission channel",
    }, list)
  end)

  it("puts a recipient off when the map is wrong, and says so in the log", function()
    local list = replies(converse(values.RETIRED, "HELO client.example.org", "MAIL FROM:<a@example.org>",
      "RCPT TO:<x@example.edu>", "QUIT"))
    assert.equal("451 4.3.0 Local error in processing, please try again later", list[4])
    assert.truthy(run.read(folder .. "/log"):find("the map has no situation's name", 1, true))
  end)

  it("answers what is out of order, unknown or hostile", function()
    local list = replies(converse(values.RETIRED, "RCPT TO:<x@example.com>", "DATA",
      "MAIL FROM:<a@example.org> SIZE=1", "VRFY x", "RSET", "\0\27[2J\200", ("x"):rep(8000), "noop", "quit"))
    assert.same({
      "220 mx.example.com ESMTP",
      "503 5.5.1 Bad sequence of commands",
      "503 5.5.1 Bad sequence of commands",
      "501 5.1.7 The sender address is malformed",
      "252 2.5.0 Cannot VRFY user; will accept message and attempt delivery",
      "250 2.0.0 Ok",
      "500 5.5.2 Command unrecognized",
      "500 5.5.2 Command unrecognized",
      "250 2.0.0 Ok",
      "221 2.0.0 Service closing transmission channel",
    }, list)
  end)

  it("hangs up after too many errors", function()
    local lines = {}
    for i = 1, 20 do
      lines[i] = "STAT"
    end
    local list = replies(converse(values.RETIRED, table.concat(lines, "\r\n")))
    assert.equal(12, #list)
    assert.equal("421 4.7.0 Too many errors, closing transmission channel", list[12])
  end)

  it("says the same to sixty clients at once, from several threads", function()
    local connections, expected = {}, nil
    for i = 1, 60 do
      connections[i] = send(values.RETIRED, "EHLO client.example.org", "MAIL FROM:<>",
        "RCPT TO:<ada@example.com>", "RCPT TO:<x@example.org>", "DATA", "QUIT")
    end
    for _, connection in ipairs(connections) do
      local bytes = assert(connection:receive "*a")
      expected = expected or bytes
      assert.equal(expected, bytes)
      connection:close()
    end
    assert.equal(7, #replies(expected))
    local threads, count = {}, 0
    for thread in run.read(folder .. "/log"):gmatch "thread (%d+)" do
      count = count + (threads[thread] and 0 or 1)
      threads[thread] = true
    end
    assert.is_true(count > 1)
  end)

  it("lets clients through to the server, but not too many of one", function()
    local sessions = {}
    for i = 1, 3 do
      local session, greeting = client.connect("127.0.0.1", values.PORT)
      sessions[i] = session
      assert.equal("220 mx.example.com ESMTP Postfix", tostring(greeting))
    end
    assert.same({ "421 4.7.0 mx.example.com Too many connections from you, please try again later" },
      replies(converse(values.PORT, "QUIT")))
    for _, session in ipairs(sessions) do
      session:command "QUIT"
      session:close()
    end
  end)

  it("goes on with what it has when a reload does not find the module", function()
    run.write(config, (run.read(config):gsub("prepend%-path %S+", "prepend-path /nowhere/?.so")))
    local output, status = run.shell("env -u LUA_CPATH haproxy -c -f " .. run.quote(config))
    assert.equal(1, status)
    assert.truthy(output:find("module 'smtpcodes' not found", 1, true), output)
    run.shell("kill -USR2 " .. pid)
    process.poll(function()
      return run.read(folder .. "/log"):find("/nowhere", 1, true)
    end, folder .. "/log")
    assert.equal(3, #replies(converse(values.RETIRED, "NOOP", "QUIT")))
  end)

  it("asks clients to come back while the server is down", function()
    server.stop()
    process.poll(function()
      return run.read(folder .. "/log"):find("servers/one is DOWN", 1, true)
    end, folder .. "/log")
    assert.same({ "421 4.4.1 mx.example.com The next mail server cannot be reached now, "
      .. "please try again later" }, replies(converse(values.PORT, "NOOP")))
  end)
end)
