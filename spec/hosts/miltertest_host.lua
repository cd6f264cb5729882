-- examples/miltertest/check.lua: what it says of the replies of a real OpenDKIM
-- and a real Rspamd, right ones and wrong ones.

local opendkim = require "spec.hosts.support.opendkim"
local process = require "spec.hosts.support.process"
local rspamd = require "spec.hosts.support.rspamd"
local run = require "spec.support.run"

local folder = "examples/miltertest/"

-- Runs the check; what it prints, and its status.
local function check(port, defines)
  local words = {}
  for name, value in pairs(defines) do
    words[#words + 1] = "-D " .. run.quote(name .. "=" .. value)
  end
  return run.shell(("env LUA_PATH='%s?.lua;;' LUA_CPATH='build/5.3/?.so;;' miltertest -D tap=%stap.lua"
    .. " -D tap_port=%d -D port=%d %s -s %scheck.lua"):format(folder, folder, process.port(), port,
    table.concat(words, " "), folder))
end

describe("examples/miltertest/check.lua with OpenDKIM", function()
  local filter

  setup(function()
    filter = opendkim.start "examples/opendkim/final.lua"
  end)

  teardown(function()
    filter.stop()
  end)

  it("shows a reply that is well-formed, and what a client makes of it", function()
    local output, status = check(filter.port, { from = "a@100%s.bank" })
    assert.equal("reply    550 5.7.20 No passing DKIM signature found for 100%s.bank\n"
      .. "means    auth-failed, fix-sender\nreplies: 1, problems: 0\n", output)
    assert.equal(0, status)
  end)

  it("has nothing to say of a milter that lets a message pass", function()
    local output, status = check(filter.port, { from = "a@example.org" })
    assert.equal("replies: 0, problems: 0\n", output)
    assert.equal(0, status)
  end)

  it("says that it cannot reach a milter", function()
    local output, status = check(1, {})
    assert.truthy(output:find("check.lua: ", 1, true), output)
    assert.equal(1, status)
  end)
end)

-- An Rspamd that answers with a text of the message as it stands.
local careless = [[
rspamd_config:register_symbol {
  name = "ANSWER", type = "prefilter",
  callback = function(task)
    local text = task:get_header "X-Text"
    if text then
      text = text:gsub("\\(%d%d%d)", function(octet) return string.char(tonumber(octet)) end)
      task:set_pre_result("reject", text, "answer")
    end
  end,
}
]]

describe("examples/miltertest/check.lua with Rspamd", function()
  local filter, message

  setup(function()
    message = os.tmpname()
  end)

  teardown(function()
    filter.stop()
    os.remove(message)
  end)

  local function problems(text)
    run.write(message, "From: a@example.org\nX-Text: " .. text .. "\nSubject: x\n\nx\n")
    local output, status = check(filter.port, { message = message })
    local list = {}
    for problem in output:gmatch "problem  ([^\n]+)" do
      list[#list + 1] = problem
    end
    assert.equal(#list > 0 and 1 or 0, status, output)
    assert.truthy(output:find("replies: 1, problems: " .. #list .. "\n", 1, true), text .. output)
    return list
  end

  it("names what is wrong with a careless one", function()
    filter = rspamd.start(careless)
    local cases = {
      { "Not today", {} },
      { "100%% sure", {} },
      { "550 5.1.1 No such user", { "a code in the text" } },
      { "5.1.1 No such user", { "a code in the text" } },
      { "100% sure", { "a single %" } },
      { [[one\013\010250 2.0.0 accepted]], { "code-mismatch", "enhanced-conflict",
        "enhanced-mismatch", "a milter's reply is 4yz or 5yz", "a code in the text" } },
      { [[caf\233]], { "8bit" } },
      { [[a\027[2Jb]], { "ctl" } },
      { ("word "):rep(120), { "long-line" } },
    }
    for _, case in ipairs(cases) do
      assert.same(case[2], problems(case[1]), case[1])
    end
  end)

  it("finds none with examples/rspamd", function()
    filter.stop()
    filter = rspamd.start(('package.cpath = "%s/build/5.1/?.so;" .. package.cpath\n')
      :format((run.shell("pwd"):gsub("%s+$", ""))) .. run.read "examples/rspamd/rspamd.local.lua")
    run.write(message, "From: a@example.org\nMessage-ID: <50%s@example.org>\nSubject: x\nMIME-Version: 1.0\n"
      .. "Content-Type: application/octet-stream\n"
      .. "Content-Disposition: attachment; filename=\"100%d.exe\"\n\nMZ\n")
    local output, status = check(filter.port, { message = message })
    assert.truthy(output:find([[^reply    554 5.7.1 The message holds an attachment of a forbidden kind\n]]
      .. [[100%%d.exe in 50%%s@example.org]]), output)
    assert.equal(0, status, output)
  end)
end)
