-- smtpcodes.bounce: delivery status notifications, alone and in a message.

require "spec.support.tool"
local bounce = require "smtpcodes.bounce"

local function read(text)
  local items = {}
  local reader = bounce.reader(function(item)
    items[#items + 1] = item
  end)
  for line in (text .. "\n"):gmatch("([^\n]*)\n") do
    reader:line(line)
  end
  reader:finish()
  return items
end

local fields = [[
Reporting-MTA: dns; mx.example.org
Arrival-Date: Thu, 26 Nov 2026 09:00:00 +0000

Final-Recipient: rfc822; nemo@example.com
Original-Recipient: rfc822;nemo@example.com
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; 550 5.1.1 <nemo@example.com>: Recipient address
    rejected: User unknown

Final-Recipient: rfc822; <full@example.com>
Action: delayed
Status: 4.2.2
]]

local message = [[
From: MAILER-DAEMON@mx.example.org
Subject: Undelivered Mail Returned to Sender
Status: RO
Content-Type: multipart/report

I'm sorry to have to inform you ...
Action: please read on

--x
Content-Type: message/delivery-status

]] .. fields .. [[
--x
Content-Type: message/rfc822

Subject: Hello
Status: RO
--x--
]]

describe("a delivery status notification", function()
  it("tells what happened to each recipient", function()
    local items = read(fields)
    assert.equal(2, #items)
    assert.equal("nemo@example.com", items[1].rcpt)
    assert.equal(4, items[1].line)
    assert.equal("550 5.1.1 <nemo@example.com>: Recipient address "
      .. "rejected: User unknown", items[1].said)
    assert.is_truthy(items[1].text:find("\nStatus: 5.1.1\n", 1, true))
    assert.equal("full@example.com", items[2].rcpt)
    assert.equal("4.2.2", items[2].said)
  end)

  it("is found in the message around it", function()
    local items = read(message)
    assert.equal(2, #items)
    assert.equal("nemo@example.com", items[1].rcpt)
    assert.equal("full@example.com", items[2].rcpt)
  end)

  it("is read in bounded memory, whatever its fields are folded into", function()
    local reader_items = {}
    local reader = bounce.reader(function(item)
      reader_items[#reader_items + 1] = item
    end)
    reader:line("Final-Recipient: rfc822; nemo@example.com")
    reader:line("Diagnostic-Code: smtp; 550 No")
    collectgarbage()
    collectgarbage("stop")
    local before = collectgarbage("count")
    for _ = 1, 20000 do
      reader:line(" such user")
    end
    local made = collectgarbage("count") - before
    collectgarbage("restart")
    reader:line("Status: 5.1.1")
    reader:finish()
    assert.is_true(made < 16384, made .. " KB")
    assert.equal(bounce.LIMIT + 1, reader_items[1].line)
    assert.is_truthy(reader_items[1].problem:find(tostring(bounce.LIMIT), 1, true))
    assert.equal(2, #reader_items)
    assert.equal("nemo@example.com", reader_items[2].rcpt)
    assert.equal("550 No such user such user", reader_items[2].said:sub(1, 26))
  end)

  it("is known by its first line", function()
    for _, line in ipairs { "Reporting-MTA: dns; a", "Return-Path: <>",
      "From a@example.com Thu Nov 26", "Final-Recipient: rfc822; a" } do
      assert.is_truthy(bounce.begins(line), line)
    end
    for _, line in ipairs { "S: 220 mx", "Server: 220 mx", " In: EHLO a", "",
      "220 mx", "error: 550 No", "Out: 220 mx" } do
      assert.is_falsy(bounce.begins(line), line)
    end
  end)
end)
