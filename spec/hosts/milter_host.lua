-- milter() with a real Postfix and a real Rspamd: what the client sees when a
-- text is given to Rspamd as it stands, and when milter() has made it.

package.path = "./examples/luasocket/?.lua;" .. package.path

local postfix = require "spec.hosts.support.postfix"
local rspamd = require "spec.hosts.support.rspamd"
local run = require "spec.support.run"
local client = require "client"

-- A prefilter that answers with the text in a header, with or without milter().
local script = [[
package.cpath = "{TOP}/build/5.1/?.so;" .. package.cpath
local smtpcodes = require "smtpcodes"

local function texts(task)
  local text = task:get_header("X-Text") or ""
  text = text:gsub("\\r", "\r"):gsub("\\n", "\n"):gsub("\\xe9", "\233")
  local lines = {}
  for line in (text .. "\r\n"):gmatch("(.-)\r\n") do
    lines[#lines + 1] = line
  end
  return text, lines
end

rspamd_config:register_symbol {
  name = "ANSWER", type = "prefilter", priority = 10,
  callback = function(task)
    local action = task:get_header("X-Action")
    if not action then return end
    local text, lines = texts(task)
    if task:get_header("X-Milter") then
      local codes = action == "reject" and { code = 554, enhanced = "5.7.1" }
        or { code = 451, enhanced = "4.7.1" }
      local kind
      text, kind = smtpcodes.milter(lines, codes)
      text = text or "refused by milter: " .. kind
    end
    task:set_pre_result(action, text, "answer")
  end,
}
]]

describe("a milter's reply through Rspamd and Postfix", function()
  local filter, server

  setup(function()
    local top = run.shell("pwd"):gsub("%s+$", "")
    filter = rspamd.start((script:gsub("{TOP}", top)))
    server = postfix.start("-o smtpd_milters=inet:127.0.0.1:" .. filter.port
      .. " -o milter_default_action=tempfail")
  end)

  teardown(function()
    if server then server.stop() end
    filter.stop()
  end)

  -- The reply to a message whose headers tell the filter what to say.
  local function reply_to(action, text, by_milter)
    local session = assert(client.connect("127.0.0.1", server.port))
    session:command "EHLO client.example.org"
    session:command "MAIL FROM:<a@example.org>"
    session:command "RCPT TO:<postmaster@example.com>"
    session:command "DATA"
    local reply = session:message("From: a@example.org\nX-Action: " .. action .. "\nX-Text: " .. text
      .. (by_milter and "\nX-Milter: yes" or "") .. "\nSubject: x\n\nbody\n")
    local after = session:command "NOOP"
    session:close()
    return reply, after
  end

  it("without milter() splits a reply, doubles codes and loses %", function()
    local reply = reply_to("reject", "550 5.1.1 100% sure %s")
    assert.equal("550 5.1.1 100 sure s", reply.text)
    reply = reply_to("reject", [[line one\r\n250 2.0.0 accepted]])
    assert.same({ "code-mismatch" }, { reply.flags[1] })
    assert.equal(250, reply.code)
  end)

  it("with milter() comes through as it was meant", function()
    local cases = {
      { "reject", "550 5.1.1 100% sure %s", { "100% sure %s" } },
      { "reject", [[line one\r\nline two]], { "line one", "line two" } },
      { "reject", [[one\r\n250 2.0.0 accepted]], { "one", "accepted" } },
      { "soft reject", "Greylisted, 5% done", { "Greylisted, 5% done" } },
      { "soft reject", [[one\r\ntwo\r\nthree]], { "one", "two", "three" } },
      { "reject", [[caf\xe9]], { "refused by milter: 8bit" } },
    }
    for _, case in ipairs(cases) do
      local reply, after = reply_to(case[1], case[2], true)
      local reject = case[1] == "reject"
      assert.equal(reject and 554 or 451, reply.code)
      assert.equal(reject and "5.7.1" or "4.7.1", reply.enhanced)
      assert.equal(table.concat(case[3], "\n"), reply.text)
      assert.is_nil(reply.flags)
      assert.equal(250, after.code)
    end
  end)

  it("with milter() folds long texts into lines that strict clients take", function()
    local text = ("word "):rep(150)
    local reply = reply_to("reject", text, true)
    assert.is_nil(reply.flags)
    assert.is_true(#reply > 1)
    assert.equal((text:gsub("%s+$", "")), (table.concat(reply, " "):gsub("%s+$", "")))
  end)
end)

describe("examples/rspamd/rspamd.local.lua", function()
  local filter, server

  setup(function()
    local top = run.shell("pwd"):gsub("%s+$", "")
    filter = rspamd.start(('package.cpath = "%s/build/5.1/?.so;" .. package.cpath\n'):format(top)
      .. run.read "examples/rspamd/rspamd.local.lua")
    server = postfix.start("-o smtpd_milters=inet:127.0.0.1:" .. filter.port
      .. " -o milter_default_action=tempfail")
  end)

  teardown(function()
    if server then server.stop() end
    filter.stop()
  end)

  -- The reply to a message with a file of this name in it.
  local function reply_to(name, id)
    local session = assert(client.connect("127.0.0.1", server.port))
    session:command "EHLO client.example.org"
    session:command "MAIL FROM:<a@example.org>"
    session:command "RCPT TO:<postmaster@example.com>"
    session:command "DATA"
    local reply = session:message(("From: a@example.org\nMessage-ID: <%s>\nSubject: x\n"
      .. "MIME-Version: 1.0\nContent-Type: application/octet-stream\n"
      .. "Content-Disposition: attachment; filename*=utf-8''%s\n\nMZ\n"):format(id, name))
    session:close()
    return reply
  end

  it("lets other files pass", function()
    assert.equal(250, reply_to("notes.txt", "1@example.org").code)
  end)

  it("refuses programs with a text of two lines, whatever they are called", function()
    for name, id in pairs { ["a.exe"] = "1@example.org", ["100%25%25s.exe"] = "50%s@example.org" } do
      local reply = reply_to(name, id)
      assert.equal(554, reply.code)
      assert.equal("5.7.1", reply.enhanced)
      assert.is_nil(reply.flags)
      assert.same({ "The message holds an attachment of a forbidden kind",
        name:gsub("%%25", "%%") .. " in " .. id .. ": see https://www.example.com/attachments" },
        { reply[1], table.concat(reply, " ", 2) })
    end
  end)

  it("says less when a name cannot be sent", function()
    local reply = reply_to("caf%C3%A9.exe", "1@example.org")
    assert.equal("554 5.7.1 The message holds an attachment of a forbidden kind", tostring(reply))
  end)
end)
