-- What `smtpcodes export` writes, in the programs that read it: the real
-- postmap, a parser of TOML, and the engine that KumoMTA's expressions run in.

local lib = require "smtpcodes"
local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local read_rows = require "spec.support.rows"
local run = require "spec.support.run"
local socket = require "socket"

local quote = run.quote

-- Replies of servers, each in one line as Postfix logs it, by what the module
-- says of them; those of ASCII alone, as the words of the rules are.
local function read_replies()
  local list = {}
  for _, row in ipairs(read_rows "spec/fixtures/replies.tsv") do
    local text = row.text:match("^[45]%d%d[^\128-\255]*$")
    if text then
      text = text:gsub("\\r", ""):gsub("\\n", " ")
      local enhanced = text:match("^%d%d%d[ -]([45]%.%d+%.%d+)") or text:sub(1, 1) .. ".0.0"
      local status = enhanced .. " host mx.example.com[192.0.2.1] said: " .. text
      list[#list + 1] = { text = text, status = status, reason = lib.classify(status).reason }
    end
  end
  return list
end

describe("smtpcodes export", function()
  local folder, replies = nil, read_replies()

  setup(function()
    folder = process.folder()
    run.write(folder .. "/main.cf", "")
    for _, target in ipairs { "postfix", "kumomta", "kumomta-shaping" } do
      run.shell(("%s bin/smtpcodes export %s > %s/%s"):format(run.lua, target, quote(folder), target))
    end
  end)

  teardown(function()
    run.shell("rm -rf " .. quote(folder))
  end)

  -- How many of the replies have the module's reason, how many another one,
  -- and for how many that would give up an address that the module keeps.
  local function compare(reason_of)
    local same, other, dead = 0, 0, 0
    for _, reply in ipairs(replies) do
      local reason = reason_of[reply.status]
      same = same + (reason == reply.reason and 1 or 0)
      other = other + (reason and reason ~= reply.reason and 1 or 0)
      dead = dead + (reason and lib.reasons[reason].final == "suppress"
        and lib.reasons[reply.reason].final ~= "suppress" and 1 or 0)
    end
    return same / #replies, other / #replies, dead / #replies
  end

  local function postmap(kind, keys)
    run.write(folder .. "/keys", keys)
    return run.shell(("postmap -c %s -q - %s:%s/postfix < %s/keys"):format(quote(folder), kind,
      quote(folder), quote(folder)))
  end

  for _, kind in ipairs { "regexp", "pcre" } do
    it("is a " .. kind .. " table to the real postmap, and tells most reasons", function()
      local keys, reason_of = {}, {}
      for i, reply in ipairs(replies) do
        keys[i] = reply.status
      end
      local output = postmap(kind, table.concat(keys, "\n") .. "\n")
      for line in output:gmatch("[^\n]+") do
        local key, code, reason, text = line:match("^(.-)\t([45]%.%d+%.%d+) ([%l-]+): (.*)$")
        assert.equal(key, code .. " " .. text, line)
        reason_of[key] = reason
      end
      local same, other, dead = compare(reason_of)
      assert.is_true(same > 0.8 and other < 0.1 and dead < 0.02, ("%g %g %g"):format(same, other, dead))
    end)
  end

  it("leaves to Postfix what went well and what it does not know", function()
    local output, status = postmap("pcre", "2.0.0 250 2.0.0 Ok: user unknown\n4.0.0 lost the thread of it\n")
    assert.same({ "", 1 }, { output, status })
  end)

  it("knows a provider's codes and tags by its hosts", function()
    local output = postmap("regexp", "5.7.1 host mx1.outlook.com[192.0.2.1] said: 550 5.7.606 Access denied\n"
      .. "4.7.0 host mta5.am0.yahoodns.net[192.0.2.1] said: 421 4.7.0 [TS03] All messages from here\n")
    assert.is_truthy(output:find("5.7.1 blocklisted: ", 1, true))
    assert.is_truthy(output:find("4.7.0 bad-reputation: ", 1, true))
  end)

  -- Sends a message without a sender, so that no bounce comes back.
  local function send(port, rcpt)
    local connection = assert(socket.connect("127.0.0.1", port))
    connection:settimeout(20)
    for _, line in ipairs { "EHLO client.example.org", "MAIL FROM:<>", "RCPT TO:<" .. rcpt .. ">", "DATA",
      "Subject: Hello\r\n\r\nHello\r\n.", "QUIT" } do
      repeat
        local reply = assert(connection:receive("*l"))
        assert.is_truthy(reply:find("^[23]"), reply)
      until reply:sub(4, 4) ~= "-"
      connection:send(line .. "\r\n")
    end
    connection:close()
  end

  it("lets a real Postfix log reasons, and deliver and defer as before", function()
    local receiver = postfix.start()
    local sender = postfix.start("-o smtpd_timeout=30s", "smtp unix - - n - - smtp\n", { "mydestination=",
      "mynetworks=127.0.0.0/8", "smtpd_recipient_restrictions=", "default_transport=smtp:[127.0.0.1]:"
        .. receiver.port, "smtp_delivery_status_filter=regexp:" .. folder .. "/postfix" })
    local log = sender.folder .. "/log"
    for _, name in ipairs { "postmaster", "nemo", "full" } do
      send(sender.port, name .. "@example.com")
    end
    local text = process.poll(function()
      local found = run.read(log)
      return select(2, found:gsub(" status=", "")) == 3 and found
    end, log)
    sender.stop()
    receiver.stop()
    assert.is_truthy(text:find("to=<postmaster@[^\n]* dsn=2%.0%.0, status=sent %(250 2%.0%.0 Ok"), text)
    assert.is_truthy(text:find("to=<nemo@[^\n]* dsn=5%.1%.1, status=bounced %(unknown%-mailbox: host "), text)
    assert.is_truthy(text:find("to=<full@[^\n]* dsn=4%.2%.2, status=deferred %(full%-mailbox: host "), text)
  end)

  -- What a program of Python prints about an exported file.
  local function python(program, target)
    run.write(folder .. "/program", "import sys, tomllib\nd = tomllib.load(open(sys.argv[1], 'rb'))\n" .. program)
    local output, status = run.shell(("/usr/bin/python3 %s/program %s/%s"):format(folder, folder, target))
    assert.equal(0, status, output)
    return output
  end

  -- Python's engine has no (?-u).
  local classify = [==[
import re
rules = [(name, re.compile(e.replace('(?i-u:', '(?i:'), re.A)) for name, l in d['rules'].items() for e in l]
for line in open(sys.argv[1].replace('kumomta', 'texts'), encoding='utf-8', errors='replace'):
    print(next((name for name, e in rules if e.search(line)), '-'))
]==]

  it("is TOML with a list of expressions for each class, which tell most reasons", function()
    local texts, reason_of, at = {}, {}, 0
    for i, reply in ipairs(replies) do
      texts[i] = reply.text
    end
    run.write(folder .. "/texts", table.concat(texts, "\n") .. "\n")
    for name in python(classify, "kumomta"):gmatch("[^\n]+") do
      at = at + 1
      assert.is_true(name == "-" or lib.reasons[name] ~= nil)
      reason_of[replies[at].status] = name ~= "-" and name or nil
    end
    assert.equal(#replies, at)
    local same, other, dead = compare(reason_of)
    assert.is_true(same > 0.6 and other < 0.08 and dead < 0.02, ("%g %g %g"):format(same, other, dead))
  end)

  it("keeps to the ten megabytes of KumoMTA's engine", function()
    run.write(folder .. "/expressions", python(
      "print('\\n'.join(e for l in d['rules'].values() for e in l))", "kumomta"))
    local output, status = run.shell(("echo '550 5.1.1 User unknown' | rg -c --regex-size-limit 10M -f %s/expressions")
      :format(folder))
    assert.same({ "1\n", 0 }, { output, status })
  end)

  it("is shaping in the form that KumoMTA documents", function()
    local output = python([==[
import re
for name, block in d['provider'].items():
    assert set(block) == {'match', 'automation'}, name
    assert all(set(m) == {'MXSuffix'} and m['MXSuffix'][0] == '.' for m in block['match'])
    for rule in block['automation']:
        assert set(rule) == {'regex', 'action', 'trigger', 'duration'}
        assert rule['action'] == 'Suspend' or set(rule['action']['SetConfig']) == {'name', 'value'}
        assert re.fullmatch('[0-9]+ (minutes|seconds)', rule['duration'])
        [re.compile(e) for e in rule['regex']]
google = d['provider']['google']['automation']
print([r['duration'] for r in google for e in r['regex'] if re.search(e, '421 4.7.28 Our system')])
]==], "kumomta-shaping")
    assert.equal("['10 minutes']\n", output)
  end)
end)
