-- The JSON service of examples/openresty in a real nginx: answers, bad input,
-- several workers, reload, and a module that cannot be opened.

local nginx = require "spec.hosts.support.nginx"
local run = require "spec.support.run"
local http = require "socket.http"
local json = require "dkjson"
local ltn12 = require "ltn12"
local smtpcodes = require "smtpcodes"
local socket = require "socket"

-- ask(server, path [, body [, method]]) -> what the JSON says, HTTP status,
-- headers. Every answer must be JSON, and say nothing of Lua.
local function ask(server, path, body, method)
  local parts = {}
  local _, status, headers = http.request {
    url = ("http://127.0.0.1:%d%s"):format(server.port, path),
    method = method or body and "POST" or "GET",
    headers = { ["content-length"] = body and #body },
    source = body and ltn12.source.string(body), sink = ltn12.sink.table(parts),
  }
  local text = table.concat(parts)
  assert.equal("application/json", headers["content-type"])
  assert.falsy(text:find "traceback" or text:find "%.lua")
  return json.decode(text), status, headers
end

-- What comes back for these octets: the HTTP status and the JSON. nginx may
-- keep the connection for a while, to read what it has refused.
local function raw(server, octets)
  local connection = assert(socket.connect("127.0.0.1", server.port))
  connection:settimeout(20)
  connection:send(octets)
  local status = assert(connection:receive()):match("^HTTP/1%.1 (%d+)")
  local length
  repeat
    local line = connection:receive()
    length = line:match("^Content%-Length: (%d+)") or length
  until line == ""
  local body = connection:receive(tonumber(length))
  connection:close()
  return tonumber(status), json.decode(body)
end

describe("the JSON service in nginx", function()
  local server

  setup(function()
    server = nginx.start()
  end)

  teardown(function()
    server:stop()
  end)

  it("answers every code and every enhanced code", function()
    for code, record in smtpcodes.each() do
      local answer, status = ask(server, "/v1/codes/" .. code)
      assert.equal(200, status)
      assert.equal("exact", answer.match)
      answer.match = nil
      assert.same(record, answer)
    end
    for key, record in smtpcodes.each_enhanced() do
      local answer = ask(server, "/v1/enhanced/" .. key)
      assert.equal(key, answer.enhanced)
      assert.equal(record.title, answer.title)
    end
  end)

  it("writes an empty list as a list", function()
    local text = http.request(("http://127.0.0.1:%d/v1/codes/211"):format(server.port))
    assert.truthy(text:find('"meanings":[]', 1, true))
  end)

  it("tells how a record was found, and the meaning in a context", function()
    assert.equal("subject", ask(server, "/v1/enhanced/5.7.515").match)
    local answer = ask(server, "/v1/codes/454?command=AUTH")
    assert.equal("Temporary authentication failure", answer.meaning.title)
  end)

  it("tells the class of a code that nobody uses", function()
    local answer, status = ask(server, "/v1/codes/559")
    assert.equal(404, status)
    assert.equal("unknown-code", answer.error.kind)
    assert.equal("permanent", answer.error.class)
  end)

  it("classifies one reply", function()
    local answer, status = ask(server, "/v1/classify",
      '{"reply": "550 5.1.1 <u@example.com>: User unknown", "command": "RCPT", "id": "x-1"}')
    assert.equal(200, status)
    assert.equal("x-1", answer.id)
    assert.same(smtpcodes.classify("550 5.1.1 <u@example.com>: User unknown", { command = "RCPT" }),
      answer.verdict)
  end)

  it("heeds what is said about the reply", function()
    local reply = '"reply": "550 5.1.1 User unknown"'
    local function verdict(more)
      return ask(server, "/v1/classify", "{" .. reply .. more .. "}").verdict
    end
    assert.equal("suppress", verdict('').action)
    assert.equal("keep", verdict(', "command": "MAIL FROM"').final)
    assert.equal("give-up", verdict(', "command": ".", "recipients": 3').action)
    assert.equal("suppress", verdict(', "command": ".", "recipients": 3, "protocol": "lmtp"').action)
    assert.equal("suppress", verdict(', "command": null').action)
  end)

  it("answers an array item by item, and a bad item with an error", function()
    local items = {
      { '{"id": 7, "reply": "452 4.2.2 Mailbox full"}', 7, "full-mailbox" },
      { '{"id": -99999999999999, "reply": 421}', -99999999999999, "server-error" },
      { '{"id": 100000000000000, "reply": 421}', nil, nil, "bad-field" },
      { "null", nil, nil, "bad-item" },
      { "1", nil, nil, "bad-item" },
      { '{"id": "no reply"}', "no reply", nil, "no-reply" },
      { '{"id": "e", "reply": ""}', "e", nil, "bad-field" },
      { '{"id": "r", "reply": 999}', "r", nil, "bad-field" },
      { '{"id": "c", "reply": "x", "command": 5}', "c", nil, "bad-field" },
      { '{"id": "n", "reply": "x", "recipients": 0}', "n", nil, "bad-field" },
      { '{"id": {"a": 1}, "reply": "x"}', nil, nil, "bad-field" },
      { '{"id": 1.5, "reply": "x"}', nil, nil, "bad-field" },
      { '{"id": "u", "reply": "x", "comand": "RCPT"}', "u", nil, "unknown-field" },
      { '{"id": "", "reply": "no code at all"}', "", "unknown" },
    }
    local bodies = {}
    for i, item in ipairs(items) do
      bodies[i] = item[1]
    end
    local answers, status = ask(server, "/v1/classify", "[" .. table.concat(bodies, ",") .. "]")
    assert.equal(200, status)
    assert.equal(#items, #answers)
    for i, item in ipairs(items) do
      assert.equal(item[2], answers[i].id, item[1])
      assert.equal(item[3], answers[i].verdict and answers[i].verdict.reason, item[1])
      assert.equal(item[4], answers[i].error and answers[i].error.kind, item[1])
    end
    assert.same({}, (ask(server, "/v1/classify", "[]")))
  end)

  -- Events as the services post them: JSON, id, service, and of each notice
  -- recipient, reason, action, agrees.
  local posted = {
    { [[{"notificationType": "Bounce", "mail": {"messageId": "0100-ses", "destination": ["a@example.com"]},
        "bounce": {"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": [
          {"emailAddress": "a@example.com", "status": "5.1.1", "action": "failed",
            "diagnosticCode": "smtp; 550 5.1.1 user unknown"},
          {"emailAddress": "b@example.com", "status": "5.7.1", "action": "failed",
            "diagnosticCode": "smtp; 554 5.7.1 blocked using zen.spamhaus.org"}]}}]], "0100-ses", "ses",
      { { "a@example.com", "unknown-mailbox", "suppress", true },
        { "b@example.com", "blocklisted", "fix-sender", false } } },
    { [[{"Type": "Notification", "MessageId": "sns", "Message": "{\"eventType\": \"Bounce\", \"mail\":
        {\"messageId\": \"0101-ses\"}, \"bounce\": {\"bounceType\": \"Transient\", \"bounceSubType\": \"MailboxFull\",
        \"bouncedRecipients\": [{\"emailAddress\": \"a@example.com\", \"status\": \"4.2.2\"}]}}"}]], "0101-ses", "ses",
      { { "a@example.com", "full-mailbox", "retry", true } } },
    { [[{"email": "a@example.com", "event": "bounce", "type": "blocked", "sg_event_id": "sg-1", "status": null,
        "timestamp": 1795737600, "reason": "452 4.2.2 Mailbox full"}]], "sg-1", "sendgrid",
      { { "a@example.com", "full-mailbox", "retry", true } } },
    { [[{"event-data": {"event": "failed", "id": "mg-1", "severity": "permanent", "reason": "bounce",
        "recipient": "a@example.com", "delivery-status": {"code": 550, "enhanced-code": "5.1.1",
        "message": "5.1.1 user unknown", "mx-host": "mx.example.com"}}, "signature": {}}]], "mg-1", "mailgun",
      { { "a@example.com", "unknown-mailbox", "suppress", true } } },
    { [[{"RecordType": "Bounce", "ID": 4323372036854775807, "MessageID": "pm-1", "Type": "HardBounce",
        "Email": "a@example.com", "Details": "smtp;550 5.2.2 The mailbox is over quota"}]], "pm-1", "postmark",
      { { "a@example.com", "full-mailbox", "retry", false } } },
  }

  local function check_notices(case, answer)
    assert.equal(case[2], answer.id)
    assert.equal(case[3], answer.service)
    local seen = {}
    for i, notice in ipairs(answer.notices) do
      seen[i] = { notice.recipient, notice.verdict.reason, notice.verdict.action, notice.agrees }
    end
    assert.same(case[4], seen)
  end

  for _, case in ipairs(posted) do
    it("reads the event " .. case[2] .. " of " .. case[3], function()
      local answer, status = ask(server, "/v1/classify", case[1])
      assert.equal(200, status)
      check_notices(case, answer)
    end)
  end

  it("reads an array of events and replies, one as well as the other", function()
    local bodies = { '{"id": 1, "reply": "450 4.7.1 Greylisted"}',
      '{"email": "a@example.com", "event": "delivered", "sg_event_id": "x", "id": "mine"}', "{}" }
    for i, case in ipairs(posted) do
      bodies[i + 3] = case[1]
    end
    local answers, status = ask(server, "/v1/classify", "[" .. table.concat(bodies, ",") .. "]")
    assert.equal(200, status)
    assert.equal("greylisted", answers[1].verdict.reason)
    assert.same({ "mine", "no-failure" }, { answers[2].id, answers[2].error.kind })
    assert.equal("no-reply", answers[3].error.kind)
    for i, case in ipairs(posted) do
      check_notices(case, answers[i + 3])
    end
  end)

  it("bounds what one event, and one request, may ask for", function()
    local function event(count)
      return '{"notificationType": "Bounce", "bounce": {"bounceType": "Permanent", "bouncedRecipients": ['
        .. ('{"status": "5.1.1"},'):rep(count - 1) .. "{}]}}"
    end
    assert.equal(1000, #ask(server, "/v1/classify", event(1000)).notices)
    local answer, status = ask(server, "/v1/classify", event(1001))
    assert.same({ 400, "too-many-items" }, { status, answer.error.kind })
    answer, status = ask(server, "/v1/classify", "[" .. event(1000):rep(6, ",") .. "]")
    assert.same({ 413, "too-many-items" }, { status, answer.error.kind })
  end)

  it("suggests what to say", function()
    local answer = ask(server, "/v1/suggest", '{"situation": "mailbox full"}')
    assert.equal("452 4.2.2", answer.code .. " " .. answer.enhanced)
    assert.equal("452 4.2.2 " .. answer.text .. "\r\n", answer.reply)
  end)

  -- path, body, method, HTTP status, kind
  local refused = {
    { "/", nil, "GET", 404, "unknown-path" },
    { "/v1/codes/", nil, "GET", 404, "unknown-path" },
    { "/error", nil, "GET", 404, "unknown-path" },
    { "/v1/codes/abc", nil, "GET", 404, "unknown-code" },
    { "/v1/codes/5.7.26", nil, "GET", 404, "unknown-code" },
    { "/v1/codes/%1b%5b31m%ff", nil, "GET", 404, "unknown-code" },
    { "/v1/codes/" .. ("5"):rep(4000), nil, "GET", 404, "unknown-code" },
    { "/v1/enhanced/550", nil, "GET", 404, "unknown-code" },
    { "/v1/enhanced/9.9.9", nil, "GET", 404, "unknown-code" },
    { "/v1/codes/550", "{}", "POST", 405, "method" },
    { "/v1/codes/550?command=RCPT", nil, "DELETE", 405, "method" },
    { "/v1/classify", nil, "GET", 405, "method" },
    { "/healthz", "{}", "PUT", 405, "method" },
    { "/v1/suggest", '{"situation": "nobody says so"}', "POST", 404, "unknown-situation" },
    { "/v1/suggest", '{"situation": 5}', "POST", 400, "bad-field" },
    { "/v1/suggest", "[]", "POST", 400, "bad-field" },
    { "/v1/classify", "", "POST", 400, "malformed" },
    { "/v1/classify", "x", "POST", 400, "malformed" },
    { "/v1/classify", '{"reply": "x"', "POST", 400, "malformed" },
    { "/v1/classify", '"550"', "POST", 400, "malformed" },
    { "/v1/classify", '{"reply": "\255"}', "POST", 400, "malformed" },
    { "/v1/classify", '{"reply": "\237\160\128"}', "POST", 400, "malformed" },
    { "/v1/classify", [[{"reply": "\ud800"}]], "POST", 400, "malformed" },
    { "/v1/classify", '{"reply": NaN}', "POST", 400, "malformed" },
    { "/v1/classify", ("["):rep(100000), "POST", 400, "malformed" },
    { "/v1/classify", '{"reply": 1e999}', "POST", 400, "bad-field" },
    { "/v1/classify", "{}", "POST", 400, "no-reply" },
    { "/v1/classify", (" "):rep(1024 * 1024 + 1), "POST", 413, "too-large" },
    { "/v1/classify", "[" .. ("1,"):rep(4000) .. "1]", "POST", 413, "too-many-items" },
  }

  for _, case in ipairs(refused) do
    it(("answers %s %.30s %.30s with %d, %s"):format(case[3], case[1], (case[2] or ""):gsub("%c", "."),
        case[4], case[5]), function()
      local answer, status, headers = ask(server, case[1], case[2], case[3])
      assert.equal(case[4], status)
      assert.equal(case[5], answer.error.kind)
      assert.equal("string", type(answer.error.message))
      assert.equal(status == 405, headers.allow ~= nil)
    end)
  end

  local host = "\r\nHost: x\r\nConnection: close\r\n"
  local octets = {
    { "\0\255 garbage\r\n\r\n", 400 },
    { "GET /" .. ("a"):rep(40000) .. " HTTP/1.1" .. host .. "\r\n", 414 },
    { "GET / HTTP/1.1" .. host .. "X: " .. ("a"):rep(40000) .. "\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\n\r\n", 400 },
    { "GET / HTTP/9.9" .. host .. "\r\n", 400 },
    { "TRACE / HTTP/1.1" .. host .. "\r\n", 405 },
    { "GET /../../etc/passwd HTTP/1.1" .. host .. "\r\n", 400 },
    { "POST /v1/classify HTTP/1.1" .. host .. "Content-Length: 99999999999\r\n\r\n", 413 },
    { "POST /v1/classify HTTP/1.1" .. host .. "Content-Length: -1\r\n\r\n", 400 },
    { "POST /v1/classify HTTP/1.1" .. host .. "Transfer-Encoding: x\r\n\r\n", 400 },
    { "POST /v1/classify HTTP/1.1" .. host .. "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400 },
    { "POST /v1/classify HTTP/1.1" .. host .. "Transfer-Encoding: chunked\r\n\r\n200000\r\n"
      .. (" "):rep(0x200000) .. "\r\n0\r\n\r\n", 413 },
  }

  for _, case in ipairs(octets) do
    it(("answers the octets %.60s with %d"):format(case[1]:gsub("[^\32-\126]", "."), case[2]), function()
      local status, answer = raw(server, case[1])
      assert.equal(case[2], status)
      assert.equal("string", type(answer.error.kind))
    end)
  end

  it("has nothing to tell the log about bad input but what nginx says", function()
    assert.falsy(server:log():find "lua entry thread aborted" or server:log():find "smtpcodes:")
  end)

  it("answers in every worker", function()
    local workers = server:workers()
    for _ = 1, 200 do
      local connections = {}
      for i = 1, 16 do
        connections[i] = assert(socket.connect("127.0.0.1", server.port))
      end
      for _, connection in ipairs(connections) do
        connection:send "GET /healthz HTTP/1.0\r\n\r\n"
      end
      for _, connection in ipairs(connections) do
        workers[tonumber(connection:receive("*a"):match('"worker":(%d+)'))] = nil
        connection:close()
      end
      if not next(workers) then
        return
      end
    end
    error("a worker has not answered")
  end)

  it("goes on through a reload, and ends the requests that it has begun", function()
    local body = '{"reply": "452 4.2.2 Mailbox full"}'
    local begun = assert(socket.connect("127.0.0.1", server.port))
    begun:send("POST /v1/classify HTTP/1.0\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body:sub(1, 9))
    ask(server, "/healthz")
    local rounds = 0
    server:reload(function()
      local answer, status = ask(server, "/v1/codes/550")
      assert.equal(200, status)
      assert.equal(550, answer.code)
      rounds = rounds + 1
      if rounds == 5 then
        begun:send(body:sub(10))
        assert.truthy(begun:receive("*a"):find '"reason":"full%-mailbox"')
        begun:close()
      end
    end)
    assert.is_true(rounds >= 5)
    assert.is_true(server:workers()[ask(server, "/healthz").worker])
  end)
end)

describe("nginx with a module path that is broken", function()
  local server

  local function broken(text)
    return (text:gsub("{TOP}/build", "{TOP}/nowhere"))
  end

  -- What the log says of it, once for each start.
  local function complaints()
    local _, count = server:log():gsub("smtpcodes: [^\n]*module 'smtpcodes' not found", "")
    return count
  end

  teardown(function()
    server:stop()
  end)

  it("says so in its log, goes on, and tells the client no more than JSON", function()
    server = nginx.start(broken)
    assert.equal(1, complaints())
    for _, path in ipairs { "/healthz", "/v1/codes/550" } do
      local answer, status = ask(server, path)
      assert.equal(500, status)
      assert.equal("internal", answer.error.kind)
    end
    assert.equal(404, select(2, ask(server, "/error")))
  end)

  it("is well after a reload with the right path, and goes on when it breaks again", function()
    server:configure()
    server:reload()
    assert.equal("ok", ask(server, "/healthz").status)
    local before = complaints()
    server:configure(broken)
    server:reload()
    assert.equal(before + 1, complaints())
    assert.equal(500, select(2, ask(server, "/healthz")))
  end)

  it("says what is wrong with a library that is for another Lua", function()
    server:configure(function(text) return (text:gsub("build/5%.1", "build/5.4")) end)
    server:reload()
    assert.truthy(server:log():find "smtpcodes: [^\n]*smtpcodes%.so")
    assert.equal(500, select(2, ask(server, "/healthz")))
    assert.equal(server.pid, tonumber(run.read(server.folder .. "/nginx.pid")))
  end)
end)
