-- smtpcodes.session: recordings in every notation, whole and broken.

require "spec.support.tool"
local session = require "smtpcodes.session"

-- All items of a recording.
local function read(text)
  local items = {}
  local reader = session.reader(function(item)
    items[#items + 1] = item
  end)
  for line in (text .. "\n"):gmatch("([^\n]*)\n") do
    reader:line(line)
  end
  reader:finish()
  return items
end

-- "RCPT 550" of each reply, "! problem" of each problem, in order.
local function outline(text)
  local out = {}
  for _, item in ipairs(read(text)) do
    out[#out + 1] = item.problem and "! " .. item.line
      or item.text and "text"
      or (item.context.command or "-") .. " " .. item.reply.code
  end
  return table.concat(out, ", ")
end

-- The same session in each notation; the server and client marks differ.
local talk = {
  { "S", "220 mx.example.com" }, { "C", "EHLO client.example.org" },
  { "S", "250-mx.example.com" }, { "S", "250 SIZE" },
  { "C", "MAIL FROM:<a@example.org>" }, { "S", "250 2.1.0 Ok" },
  { "C", "RCPT TO:<nobody@example.com>" }, { "S", "550 5.1.1 Unknown" },
  { "C", "QUIT" }, { "S", "221 2.0.0 Bye" },
}

local notations = {
  { name = "C: and S:", C = "C: ", S = "S: " },
  { name = "c: and s:", C = "c: ", S = "s: " },
  { name = "> and < (curl)", C = "> ", S = "< " },
  { name = "-> and <- (swaks)", C = " -> ", S = "<-  " },
  { name = "~> and <~ (swaks with TLS)", C = " ~> ", S = "<~  " },
  { name = ">>> and <<< (Sendmail)", C = ">>> ", S = "<<< " },
  { name = "In: and Out: (Postfix)", C = " In:  ", S = " Out: " },
  { name = "SMTP>> and SMTP<< (Exim)", C = "  SMTP>> ", S = "  SMTP<< " },
  { name = "no marks (telnet)", C = "", S = "" },
}

local whole = "connect 220, EHLO 250, MAIL 250, RCPT 550, QUIT 221"

describe("a recorded session", function()
  for _, notation in ipairs(notations) do
    it("is read with " .. notation.name, function()
      local lines = {}
      for i, line in ipairs(talk) do
        lines[i] = notation[line[1]] .. line[2]
      end
      assert.equal(whole, outline(table.concat(lines, "\n")))
      assert.equal(whole, outline(table.concat(lines, "\r\n")
        :gsub("\r\n", "\n")))
    end)
  end

  it("may have remarks between the lines", function()
    assert.equal("connect 220, QUIT 221", outline(table.concat({
      "=== Trying 127.0.0.1:25...", "=== Connected to 127.0.0.1.",
      "<-  220 mx.example.com", "", " -> QUIT", "<-  221 Bye",
      "=== Connection closed with remote host." }, "\n")))
    assert.equal("connect 220, QUIT 221", outline(table.concat({
      "Trying 127.0.0.1...", "Connected to localhost.",
      "Escape character is '^]'.", "220 mx.example.com", "QUIT", "221 Bye",
      "Connection closed by foreign host." }, "\n")))
  end)

  it("takes swaks' mark of a reply that it did not hope for", function()
    assert.equal("connect 220, RCPT 554", outline(
      "<-  220 mx\n -> RCPT TO:<a@example.com>\n<** 554 5.7.1 No"))
  end)

  it("answers pipelined commands in order", function()
    assert.equal("connect 220, MAIL 250, RCPT 550, DATA 554", outline(
      "S: 220 mx\nC: MAIL FROM:<>\nC: RCPT TO:<a@example.com>\nC: DATA\n"
      .. "S: 250 Ok\nS: 550 No\nS: 554 No recipients"))
  end)

  it("skips the message, whatever it looks like", function()
    local text = "220 mx\nDATA\n354 Go\nSubject: x\n\n550 no reply\nQUIT\n"
      .. "S: neither\n.\n250 Ok\nQUIT\n221 Bye"
    assert.equal("connect 220, DATA 354, data-end 250, QUIT 221",
      outline(text))
  end)

  it("may leave the message out", function()
    assert.equal("connect 220, DATA 354, data-end 250, QUIT 221", outline(
      "< 220 mx\n> DATA\n< 354 Go\n} [20 bytes data]\n< 250 Ok\n> QUIT\n"
      .. "< 221 Bye"))
  end)

  it("skips the octets of a chunk (RFC 3030)", function()
    assert.equal("BDAT 250, QUIT 221", outline(
      "C: BDAT 12 LAST\nC: QUIT\nC: NOOP\nS: 250 Ok\nC: QUIT\nS: 221 Bye"))
  end)

  it("never shows what a client logs in with", function()
    local items = read("S: 220 mx\nC: AUTH PLAIN AGJvYgBzZWNyZXQ=\n"
      .. "S: 235 Ok\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Ym9i\n"
      .. "S: 334 UGFzc3dvcmQ6\nC: c2VjcmV0\nS: 535 5.7.8 No")
    assert.equal("AUTH PLAIN (hidden)", items[2].sent)
    for _, item in ipairs(items) do
      assert.is_nil((item.sent or ""):find("Ym9i", 1, true))
      assert.is_nil((item.sent or ""):find("c2VjcmV0", 1, true))
    end
    assert.equal("AUTH", items[5].context.command)
    assert.equal(535, items[5].reply.code)
  end)

  it("has over LMTP a reply for each recipient (RFC 2033 4.2)", function()
    local items = read("S: 220 mx\nC: LHLO c.example.org\nS: 250 mx\n"
      .. "C: MAIL FROM:<>\nS: 250 Ok\nC: RCPT TO:<a@example.com>\nS: 250 Ok\n"
      .. "C: RCPT TO:<b@example.com>\nS: 550 No\n"
      .. "C: RCPT TO:<c@example.com>\nS: 250 Ok\nC: DATA\nS: 354 Go\nC: .\n"
      .. "S: 250 Saved\nS: 552 Full\nC: QUIT\nS: 221 Bye")
    assert.equal(10, #items)
    local first, second = items[8].context, items[9].context
    assert.equal("data-end", second.command)
    assert.equal("LMTP", second.protocol)
    assert.equal("a@example.com", first.rcpt)
    assert.equal("c@example.com", second.rcpt)
    assert.equal("QUIT", items[10].context.command)
  end)

  it("tells the context: sender, recipient, how many", function()
    local items = read("S: 220 mx\nC: MAIL FROM:<a@example.org> SIZE=10\n"
      .. "S: 250 Ok\nC: RCPT TO:<b@example.com>\nS: 250 Ok\n"
      .. "C: RCPT TO:<c@example.com>\nS: 250 Ok\nC: DATA\nS: 354 Go\nC: .\n"
      .. "S: 550 No")
    assert.equal("SIZE", items[2].context.extension)
    assert.equal("b@example.com", items[3].context.rcpt)
    assert.equal("a@example.org", items[3].context.from)
    assert.equal(2, items[6].context.recipients)
    items = read("S: 220 mx\nC: LHLO c\nS: 250 mx\nC: AUTH PLAIN x\nS: 235 Ok")
    assert.equal("LMTP", items[2].context.extension)
    assert.equal("AUTH", items[3].context.extension)
  end)

  it("may hold several connections", function()
    assert.equal("connect 220, QUIT 221, connect 220, QUIT 221", outline(
      "S: 220 mx\nC: QUIT\nS: 221 Bye\nS: 220 mx\nC: QUIT\nS: 221 Bye"))
  end)

  it("may have replies alone", function()
    assert.equal("connect 220, - 250, - 550", outline(
      "220 mx\n250-a\n250 b\n550 5.1.1 No"))
  end)

  it("gives a text that belongs to no session as it is", function()
    local items = read("host mx.example.com[192.0.2.1] said: 550 No")
    assert.equal("host mx.example.com[192.0.2.1] said: 550 No", items[1].text)
    assert.equal(1, items[1].line)
  end)
end)

describe("a broken recording", function()
  it("has the line named where the server's line is no reply", function()
    assert.equal("connect 220, ! 3, ! 2", outline("S: 220 mx\nC: NOOP\nS: what"))
  end)

  it("has the reply named that ends without its last line", function()
    assert.equal("connect 220, ! 3, EHLO 250, QUIT 221", outline(
      "S: 220 mx\nC: EHLO c\nS: 250-mx\nS: 250-SIZE\nC: QUIT\nS: 221 Bye"))
    assert.equal("connect 220, ! 3, EHLO 250", outline(
      "S: 220 mx\nC: EHLO c\nS: 250-mx"))
  end)

  it("has the command named that no reply came to", function()
    assert.equal("connect 220, ! 2", outline("S: 220 mx\nC: NOOP"))
    assert.equal("connect 220", outline("S: 220 mx\nC: QUIT"))
  end)

  it("has the reply named that no command waits for", function()
    assert.equal("connect 220, NOOP 250, ! 4, - 250", outline(
      "S: 220 mx\nC: NOOP\nS: 250 Ok\nS: 250 Ok"))
    assert.equal("connect 220, NOOP 250, - 421", outline(
      "S: 220 mx\nC: NOOP\nS: 250 Ok\nS: 421 Too slow"))
  end)

  it("takes a hundred thousand commands before the first reply", function()
    local count = 100000
    local items = read(("C: NOOP\n"):rep(count) .. ("S: 250 Ok\n"):rep(count))
    assert.equal(count, #items)
    assert.equal("NOOP", items[count].context.command)
    assert.equal(2 * count, items[count].line)
  end)

  it("has the line named that nobody said", function()
    assert.equal("connect 220, ! 2, QUIT 221", outline(
      "S: 220 mx\nnonsense\nC: QUIT\nS: 221 Bye"))
  end)

  it("is read to its end, whatever octets are in it", function()
    local octets = {}
    for octet = 0, 255 do
      octets[#octets + 1] = string.char(octet)
    end
    local junk = table.concat(octets):gsub("\n", "")
    local items = read("S: 220 mx\nC: NOOP\n" .. junk .. "\nS: 250 " .. junk
      .. "\nC: QUIT\nS: 221 Bye")
    assert.equal(221, items[#items].reply.code)
  end)
end)
