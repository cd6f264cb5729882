-- smtpcodes classify: a line in, a line of JSON out.

local json = require "dkjson"
local run = require "spec.support.run"

local tool = run.lua .. " bin/smtpcodes classify "
local log = run.read("spec/fixtures/postfix.log")

describe("smtpcodes classify", function()
  local name

  before_each(function()
    name = os.tmpname()
  end)

  after_each(function()
    os.remove(name)
  end)

  -- The lines that it writes for these octets, and its exit status.
  local function classify(bytes, arguments)
    run.write(name, bytes)
    local text, status = run.shell(tool .. (arguments or "") .. " < " .. name .. " 2>/dev/null")
    local out = {}
    for line in text:gmatch("([^\n]*)\n") do
      out[#out + 1] = line
    end
    return out, status
  end

  it("tells deliveries, replies and other lines apart", function()
    local rows = {
      { "250 2.0.0 Ok", "reply", "success" }, { "550 5.1.1 User unknown", "reply", "unknown-mailbox" },
      { "mailbox is full", "reply", "full-mailbox" }, { "", "other" },
      { "a line of a log, of no interest", "other" },
      { log:match("[^\n]*status=bounced[^\n]*"), "delivery", "unknown-mailbox" },
    }
    for _, row in ipairs(rows) do
      local out, status = classify(row[1] .. "\n")
      local record = json.decode(out[1])
      assert.same({ 1, 0, row[2], row[3] }, { #out, status, record.kind, record.reason })
    end
  end)

  it("tells all that is known of a delivery", function()
    local record = json.decode(classify(log)[4])
    for field, value in pairs { time = "Nov  6 09:00:03", transport = "postfix/smtp", queue = "4XA1",
      rcpt = "c@example.com", domain = "example.com", relay = "mx.example.com[192.0.2.1]:25", delay = 3,
      status = "bounced", attempted = true, code = 550, enhanced = "5.1.1", action = "suppress",
      requeue = false, confidence = "high" } do
      assert.equal(value, record[field], field)
    end
  end)

  it("judges a delivery with the server's name: whose code it is", function()
    local line = log:match("[^\n]*status=bounced[^\n]*\n"):gsub("mx.example.com%[192", "mx1.hotmail.com[192")
    assert.equal("microsoft", json.decode(classify(line)[1]).provider)
  end)

  it("knows the server's name however a log writes it", function()
    for line in ([[
2026-11-06 09:00:02 1tTxyz-000abc-1A ** u@x.example R=dnslookup T=remote_smtp H=mx1.hotmail.com [192.0.2.1]: 550 5.1.1 no
Nov  6 09:00:02 mx sendmail[1]: 4A6: to=<u@x.example>, delay=00:00:01, mailer=esmtp, relay=mx1.hotmail.com. [192.0.2.1], dsn=5.1.1, stat=User unknown
Nov  6 09:00:02 mx smtpd[1]: 1f2e3d4c5b6a7988 mta delivery evpid=aabbccdd00112233 from=<a@x> to=<u@x.example> rcpt=<-> source="192.0.2.2" relay="192.0.2.1 (mx1.hotmail.com)" delay=1s result="PermFail" stat="550 5.1.1 no"
]]):gmatch("[^\n]+") do
      local record = json.decode(classify(line .. "\n")[1])
      assert.same({ "delivery", "microsoft" }, { record.kind, record.provider }, line)
    end
  end)

  it("writes a line for each line, which depends on that line alone", function()
    local whole, count = classify(log), 0
    assert.equal(select(2, log:gsub("\n", "")), #whole)
    for line in log:gmatch("[^\n]*\n") do
      count = count + 1
      assert.equal(whole[count], classify(line)[1])
    end
    assert.same(whole, classify(log, "--line-buffered"))
    assert.same(whole, classify((log:gsub("\n", "\r\n"))))
    assert.same(whole, classify((log:gsub("\n$", ""))))
  end)

  it("takes any octets, and writes none that a terminal obeys", function()
    local line = "550 5.1.1 \27[2J \194\155 \226\128\174 \255 \0 \127 \" \\ user unknown"
    local out = classify(line .. "\n")
    assert.is_nil(out[1]:find("[%z\1-\31\127\255]"))
    assert.is_nil(out[1]:find("\194\155", 1, true) or out[1]:find("\226\128\174", 1, true))
    assert.equal("550 5.1.1 \27[2J \194\155 \226\128\174 \239\191\189 \0 \127 \" \\ user unknown",
      json.decode(out[1]).text)
  end)

  it("ignores the end of a line that is too long, and its status says so", function()
    local out, status = classify("550 5.1.1 " .. ("x"):rep(200000) .. "\n250 Ok\n")
    assert.same({ 2, 65 }, { #out, status })
    assert.equal(250, json.decode(out[2]).code)
  end)

  it("answers line by line with --line-buffered, before its input ends", function()
    run.shell("rm -f " .. name .. " && mkfifo " .. name)
    local pipe = io.popen("{ echo 250 Ok; head -1 " .. name .. " > /dev/null; echo 550 No; } | "
      .. tool .. "--line-buffered", "r")
    local first = json.decode(pipe:read("*l"))
    run.write(name, "go on\n")
    assert.same({ 250, 550 }, { first.code, json.decode(pipe:read("*l")).code })
    pipe:close()
  end)

  it("names the file that it cannot read, and reads the others", function()
    run.write(name, "250 Ok\n")
    local text, status = run.shell(tool .. "/no/log " .. name)
    assert.equal(66, status)
    assert.is_truthy(text:find("smtpcodes: /no/log: cannot be read\n", 1, true))
    assert.is_truthy(text:find('"code":250', 1, true))
  end)

  it("says once that its output cannot be written", function()
    local text, status = run.shell("yes 250 | " .. tool .. " > /dev/full")
    assert.same({ "smtpcodes: standard output: No space left on device\n", 74 }, { text, status })
  end)
end)
