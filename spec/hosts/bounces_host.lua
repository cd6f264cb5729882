-- examples/rspamd/bounces.lua in a real Rspamd, with bounces that a real
-- Postfix writes about the refusals of another one.

package.path = "./examples/luasocket/?.lua;" .. package.path

local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local rspamd = require "spec.hosts.support.rspamd"
local run = require "spec.support.run"
local client = require "client"

-- The example, with the module in this folder.
local function script(folder)
  return ('package.cpath = "%s/?.so;" .. package.cpath\n'):format(folder) .. run.read "examples/rspamd/bounces.lua"
end

local key = 'smtpcodes { bounce_key = "a secret of the spec"; }\n'

-- Keeps what is delivered, in one file.
local keep = [[
keep unix - n n - - pipe user=nobody argv=/usr/bin/tee -a {DIR}/mail
smtp unix - - n - - smtp
]]

describe("examples/rspamd/bounces.lua", function()
  local filter, ours, theirs, kept
  local top = run.shell("pwd"):gsub("%s+$", "")

  -- Ours takes everything, marks it, and sends it on to theirs, which refuses
  -- some, and takes the bounces, through the same filter.
  setup(function()
    filter = rspamd.start(script(top .. "/build/5.1"), key)
    local milter = "-o milter_default_action=tempfail -o smtpd_milters=inet:127.0.0.1:" .. filter.port
    theirs = postfix.start(milter, keep, { "local_transport=keep",
      "local_recipient_maps=inline:{ {postmaster=x} {other=x} }" })
    kept = theirs.folder .. "/mail"
    run.shell(("touch %s; chmod 666 %s"):format(kept, kept))
    ours = postfix.start(milter, keep, { "mydestination=", "mynetworks=127.0.0.0/8",
      "smtpd_recipient_restrictions=", "default_transport=smtp:[127.0.0.1]:" .. theirs.port })
  end)

  teardown(function()
    for _, server in pairs { ours, theirs, filter } do
      server.stop()
    end
  end)

  -- Sends a message, line by line; fails where a recipient is refused.
  local function send(server, sender, recipients, text)
    local session = assert(client.connect("127.0.0.1", server.port))
    session:command "EHLO client.example.org"
    session:command("MAIL FROM:<" .. sender .. ">")
    for _, recipient in ipairs(recipients) do
      assert.equal(250, session:command("RCPT TO:<" .. recipient .. ">").code)
    end
    session:command "DATA"
    assert.equal(250, session:message(text).code)
    session:close()
  end

  -- What Rspamd's log says of each message to a mailbox of ours: the options of
  -- the symbol, or "" without it.
  local function seen(log)
    local list = {}
    for line in run.read(log):gmatch "task_write_log: ([^\n]*rcpts: <%l+@example%.com>[^\n]*)" do
      list[#list + 1] = line:match "BOUNCE_OURS%(0%.00%){(.-);}" or ""
    end
    return list
  end

  -- The same of the next message, after act().
  local function after(act)
    local before = #seen(filter.log)
    act()
    return process.poll(function()
      return seen(filter.log)[before + 1]
    end, filter.log)
  end

  -- Sends a bounce from outside, to this mailbox.
  local function bounce(text, recipient)
    return after(function()
      send(theirs, "", { recipient or "postmaster@example.com" }, text)
    end)
  end

  local real -- the first bounce, as Postfix wrote it

  it("reads the bounce of a message that we sent", function()
    assert.equal("unknown-mailbox:suppress:Nobody@example.com", after(function()
      send(ours, "postmaster@example.com", { "Nobody@example.com" }, "Subject: hello\n\nhello\n")
    end))
    real = process.poll(function()
      return run.read(kept):match "^.*\nhello\n\n%-%-[^\n]+%-%-\n"
    end, filter.log)
    assert.truthy(real:find "\nX%-Bounce%-Mark: %d+%.%x+\n")
    assert.equal("unknown-mailbox:suppress:Nobody@example.com", bounce(real))
  end)

  it("reads that a message is delayed", function()
    local text = real:gsub("Action: failed", "Action: delayed"):gsub("Status: 5.1.1", "Status: 4.2.2")
      :gsub("(Diagnostic%-Code: smtp; )[^\n]*\n[^\n]*", "%1452 4.2.2 Mailbox full")
    assert.equal("full-mailbox:retry:Nobody@example.com", bounce(text))
  end)

  it("believes of a bounce the recipient alone that was written to", function()
    local text = real:gsub("(\nFinal%-Recipient.-\n)\n", function(block)
      return block .. "\n" .. block:gsub("Nobody", "victim") .. "\n"
    end)
    assert.truthy(text:find("victim@example.com", 1, true))
    assert.equal("unknown-mailbox:suppress:Nobody@example.com", bounce(text))
  end)

  it("gives no symbol to what is forged", function()
    local forged = {
      real:gsub("X%-Bounce%-Mark:[^\n]*\n", ""),
      (real:gsub("(X%-Bounce%-Mark: %d+%.)[^\n]*", "%1" .. ("0"):rep(32))),
      (real:gsub("(X%-Bounce%-Mark: )(%d+)", function(name, day) return name .. day - 1 end)),
      (real:gsub("(Recipient: ?rfc822; ?)Nobody", "%1victim")),
      "Subject: Undelivered Mail\n\nFinal-Recipient: rfc822; nobody@example.com\nAction: failed\nStatus: 5.1.1\n",
    }
    for i = 1, 5 do
      assert.equal("", bounce(forged[i]), forged[i])
    end
    assert.equal("", bounce(real, "other@example.com"))
    assert.equal("", after(function()
      send(theirs, "a@example.org", { "postmaster@example.com" }, real)
    end))
  end)

  it("marks no message to several, who would know each other's mark", function()
    assert.equal("", after(function()
      send(ours, "postmaster@example.com", { "Nobody@example.com", "gone@example.com" }, "Subject: x\n\nx\n")
    end))
  end)

  -- What another Rspamd with this script says of the real bounce, and its log.
  local function other(text)
    local rspamd_server = rspamd.start(text, key)
    finally(rspamd_server.stop)
    local server = postfix.start("-o smtpd_milters=inet:127.0.0.1:" .. rspamd_server.port)
    finally(function()
      server.stop()
      rspamd_server.stop()
    end)
    send(server, "", { "postmaster@example.com" }, real)
    return seen(rspamd_server.log)[1], run.read(rspamd_server.log)
  end

  it("does not believe a bounce that comes too late", function()
    assert.equal("", (other(script(top .. "/build/5.1"):gsub("DAYS = 14", "DAYS = -1"))))
  end)

  it("leaves Rspamd at work when the module is missing, and says so in the log", function()
    local option, log = other(script "/nowhere")
    assert.equal("", option)
    assert.truthy(log:find("module 'smtpcodes' not found", 1, true))
  end)
end)
