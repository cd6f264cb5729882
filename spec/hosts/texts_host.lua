-- examples/rspamd/texts.lua: what the client of a real Postfix sees of the
-- verdicts of a real Rspamd: its greylisting, its rate limits, its score.

package.path = "./examples/luasocket/?.lua;" .. package.path

local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local rspamd = require "spec.hosts.support.rspamd"
local run = require "spec.support.run"
local client = require "client"

local config = [[
modules { path = "/usr/share/rspamd/plugins/greylist.lua"; path = "/usr/share/rspamd/plugins/ratelimit.lua"; }
redis { servers = "127.0.0.1:{REDIS}"; }
greylist { check_local = true; timeout = 300; expire = 3600; }
ratelimit { allow_local = true; whitelisted_rcpts = ["nobody"];
  rates { from = { bucket = { burst = 1; rate = "1 / 1h"; } } }
}
]]

-- Scores, and the message of a careless rule, by headers of the mail.
local rules = [[

rspamd_config:register_symbol { name = "SCORE", type = "normal", score = 1, callback = function(task)
  return true, tonumber(task:get_header "X-Score" or 0)
end }
rspamd_config:register_symbol { name = "RULE", type = "prefilter", callback = function(task)
  local text = task:get_header "X-Text"
  if text then
    task:set_pre_result("reject", text:gsub("\\n", "\r\n"):gsub("\\xe9", "\233"), "force_actions")
  end
end }
]]

describe("examples/rspamd/texts.lua", function()
  local filter, server, redis, folder

  setup(function()
    local top, port = run.shell("pwd"):gsub("%s+$", ""), process.port()
    folder = process.folder()
    redis = process.start(("redis-server --bind 127.0.0.1 --port %d --save '' --dir %s"):format(port, folder),
      folder .. "/log")
    process.wait(port, folder .. "/log")
    filter = rspamd.start(('package.cpath = "%s/build/5.1/?.so;" .. package.cpath\n'):format(top)
      .. run.read "examples/rspamd/texts.lua" .. rules, (config:gsub("{REDIS}", port)))
    server = postfix.start("-o smtpd_milters=inet:127.0.0.1:" .. filter.port
      .. " -o milter_default_action=tempfail")
  end)

  teardown(function()
    if server then server.stop() end
    if filter then filter.stop() end
    process.stop(redis)
    run.shell("rm -rf " .. run.quote(folder))
  end)

  local sent = 0

  -- The reply to a message with these headers and this id.
  local function reply_to(headers, sender, id)
    sent = sent + 1
    local session = assert(client.connect("127.0.0.1", server.port))
    session:command "EHLO client.example.org"
    session:command(("MAIL FROM:<%s>"):format(sender or sent .. "@example.org"))
    session:command "RCPT TO:<postmaster@example.com>"
    session:command "DATA"
    local reply = session:message(("From: a@example.org\nMessage-ID: <%s>\nSubject: %d\n%s\n\nbody %d\n")
      :format(id or "1@example.org", sent, headers, sent))
    session:close()
    assert.is_nil(reply.flags)
    return tostring(reply)
  end

  local help = [[\nSee https://www.example.com/mail about message 1@example.org]]

  it("leaves mail alone that passes", function()
    assert.equal("250", reply_to("X-Score: 0"):sub(1, 3))
  end)

  it("tells of greylisting", function()
    assert.equal("451 4.7.1 Greylisted, please try again in a few minutes" .. help, reply_to "X-Score: 5")
  end)

  it("tells of a rate limit", function()
    assert.equal("250", reply_to("X-Score: 0", "often@example.org"):sub(1, 3))
    assert.equal("451 4.7.1 Too many messages from you, please try again later" .. help,
      reply_to("X-Score: 0", "often@example.org"))
  end)

  it("tells of spam, with an id that holds a percent sign", function()
    assert.equal("554 5.7.1 The message looks like spam" .. (help:gsub("1@", "50%%s@")),
      reply_to("X-Score: 20", nil, "50%s@example.org"))
  end)

  it("mends the texts of rules", function()
    local cases = {
      { "550 5.1.1 100% no", "100% no" },
      { [[one\n250 2.0.0 two]], [[one\ntwo]] },
    }
    for _, case in ipairs(cases) do
      assert.equal("554 5.7.1 " .. case[2] .. help, reply_to("X-Text: " .. case[1]))
    end
    assert.equal("554 5.7.1 The message looks like spam", reply_to [[X-Text: caf\xe9]])
  end)
end)
