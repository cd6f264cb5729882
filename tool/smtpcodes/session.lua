-- session.lua: reads a recorded SMTP session, line by line.
--
--   local reader = session.reader(function(item) ... end)
--   for _, line in lines.each(file) do reader:line(line) end
--   reader:finish()
--
-- Items arrive in the order of the replies, each with the line where it began:
--
--   { line = 7, reply = (as parse gives it), sent = "RCPT TO:<a@example.com>",
--     context = { command = "RCPT", rcpt = "a@example.com" } }
--   { line = 3, text = "..." }          a line that belongs to no session
--   { line = 9, problem = "..." }       what is wrong with the recording
--
-- A recording marks each line with who spoke: `C: ` and `S: `, `> ` and `< `,
-- swaks' ` -> ` and `<-  `, Postfix's `In: ` and `Out: `, Sendmail's `>>> `
-- and `<<< `; or it marks none, as telnet does, and then a line that begins
-- with a code is the server's.

local smtpcodes = require "smtpcodes"

local session = {}
session.__index = session

-- ---- who spoke --------------------------------------------------------------

local marks = {
  { "server", "^[Ss]: ?(.*)$" },
  { "client", "^[Cc]%b(): ?(.*)$" },
  { "client", "^[Cc]: ?(.*)$" },
  { "server", "^[Ss]erver: ?(.*)$" },
  { "client", "^[Cc]lient: ?(.*)$" },
  { "server", "^%s*Out: ?(.*)$" },
  { "client", "^%s*In: ?%s?(.*)$" },
  { "server", "^<<< ?(.*)$" },
  { "client", "^>>> ?(.*)$" },
  { "server", "^%s*SMTP<< ?(.*)$" },
  { "client", "^%s*SMTP>> ?(.*)$" },
  { "server", "^<[%-~][-%*]? +(.*)$" }, -- swaks: plain and TLS
  { "server", "^<[%-~]$()" },
  { "server", "^<[%*~]%* +(.*)$" }, -- swaks: not what it hoped for
  { "client", "^ ?[%-~]> ?(.*)$" },
  { "server", "^< ?(.*)$" },
  { "client", "^> ?(.*)$" },
}

-- "server" or "client" and what it said; nil for a line without a mark.
local function marked(line)
  for _, mark in ipairs(marks) do
    local said = line:match(mark[2])
    if said then
      return mark[1], type(said) == "string" and said or ""
    end
  end
end

-- What programs and people write between the lines of a session.
local remarks = { "^%s*$", "^#", "^==", "^%-%-", "^%*%*", "^%* ", "^[{}] ",
  "^Trying ", "^Connected to ", "^Escape character is ", "^Connection closed",
  "^Transcript of session follows" }

local function is_remark(line)
  for _, pattern in ipairs(remarks) do
    if line:find(pattern) then
      return true
    end
  end
end

-- ---- commands ---------------------------------------------------------------

local verbs = {}
for verb in ([[HELO EHLO LHLO MAIL RCPT DATA BDAT BURL RSET VRFY EXPN HELP NOOP
  QUIT AUTH STARTTLS ETRN ATRN TURN SEND SOML SAML XCLIENT XFORWARD]])
  :gmatch("%S+") do
  verbs[verb] = true
end

local function verb_of(text)
  local verb = (text:match("^%s*(%a+)") or ""):upper()
  return verbs[verb] and verb or nil
end

-- Commands that an extension brings.
local brought = { LHLO = "LMTP", BDAT = "CHUNKING", BURL = "BURL",
  AUTH = "AUTH", STARTTLS = "STARTTLS", ETRN = "ETRN", ATRN = "ATRN",
  XCLIENT = "XCLIENT", XFORWARD = "XFORWARD" }

-- Which extension a parameter of MAIL or RCPT belongs to.
local parameters = { SIZE = "SIZE", BODY = "8BITMIME", SMTPUTF8 = "SMTPUTF8",
  RET = "DSN", ENVID = "DSN", NOTIFY = "DSN", ORCPT = "DSN",
  HOLDFOR = "FUTURERELEASE", HOLDUNTIL = "FUTURERELEASE", RRVS = "RRVS",
  ["MT-PRIORITY"] = "MT-PRIORITY", REQUIRETLS = "REQUIRETLS" }

-- The extension that a command uses, or nil if it uses none or several.
local function extension_of(text)
  local found
  for name in text:gmatch(" ([%w%-]+)=?[^ ]*") do
    local extension = parameters[name:upper()]
    if extension and found and found ~= extension then
      return nil
    end
    found = extension or found
  end
  return found
end

-- What the client sent, without what nobody should see.
local function without_secret(verb, text)
  return verb == "AUTH" and text:gsub("^(%s*%a+%s+%S+)%s+.+$", "%1 (hidden)")
    or text
end

local function new_request(text)
  local verb = verb_of(text)
  return {
    command = verb,
    sent = without_secret(verb, text),
    address = text:match("<([^<>]*)>"),
    extension = brought[verb]
      or (verb == "MAIL" or verb == "RCPT") and extension_of(text) or nil,
    last = verb == "BDAT" and text:upper():find("LAST") ~= nil,
  }
end

-- ---- reading ----------------------------------------------------------------

-- session.reader(emit) -> reader; emit is called with each item.
function session.reader(emit)
  return setmetatable({
    emit = emit,
    number = 0,       -- of the line at hand
    parser = smtpcodes.parser(),
    waiting = {},     -- requests that no reply came to: [first..last]
    first = 1,
    last = 0,
    from = nil,       -- of the transaction
    accepted = {},    -- its recipients so far
    greeted = false,  -- the connection is open
    content = false,  -- the client sends a message
    chunk = 0,        -- octets of BDAT that are still to come
    login = false,    -- the next client line answers a challenge
  }, session)
end

function session:problem(message, line)
  self.emit { line = line or self.number, problem = message }
end

function session:reset()
  self.from, self.accepted = nil, {}
end

function session:wait_for(request)
  self.last = self.last + 1
  self.waiting[self.last] = request
end

-- The request at the front has its reply.
function session:end_waiting()
  if self.first <= self.last then
    self.waiting[self.first] = nil
    self.first = self.first + 1
  end
end

-- A line of the message: its last one asks for a reply.
function session:take_content(text)
  if text == "." then
    self.content = false
    self:wait_for { command = "data-end", sent = "(end of message)" }
  end
end

function session:client(text)
  self:close_reply()
  self.heard_client = true
  if self.content then
    self:take_content(text)
  elseif self.chunk > 0 then
    self.chunk = self.chunk - #text - 2
  elseif self.login then
    self.login = false
    self:wait_for { command = "AUTH", sent = "(answer to the challenge)" }
  else
    local request = new_request(text)
    request.line = self.number
    self.chunk = tonumber(text:upper():match("^%s*BDAT%s+(%d+)")) or 0
    self:wait_for(request)
  end
end

-- The server stopped in the middle of a reply: what there is of it is told.
function session:close_reply()
  local count, octets = self.parser:pending()
  if count == 0 then
    return
  end
  self:problem("the reply ends without its last line", self.began)
  self.parser = smtpcodes.parser()
  local whole = octets:gsub("(%d%d%d)%-([^\n]*\n)$", "%1 %2")
  local reply = smtpcodes.parse(whole)
  if reply then
    self:answered(reply)
  end
end

function session:server(text)
  if self.parser:pending() == 0 then
    self.began = self.number
  end
  local reply, kind = self.parser:line(text):next()
  if reply then
    self:answered(reply)
  elseif kind ~= "incomplete" then
    self:problem("not an SMTP reply (" .. kind .. ")")
    self.parser = smtpcodes.parser()
  end
end

-- ---- replies and what they answer -------------------------------------------

-- The request of a reply that nobody asked for: a greeting, or a goodbye.
function session:unasked(reply)
  if self.content then
    self.content = false -- the recording left the message out
    return { command = "data-end", sent = "(end of message)" }
  elseif reply.code == 220 or self.marked and not self.greeted then
    self.greeted = true
    return { command = "connect", sent = "(connection)" }
  elseif self.heard_client and reply.code ~= 421 then
    self:problem("no command waits for this reply", self.began)
  end
  return { sent = self.heard_client and "(no command)" or nil }
end

-- Over LMTP the end of the message has a reply for each recipient (RFC 2033
-- 4.2): the request stays at the front until it has had them all.
function session:request(reply)
  local request = self.waiting[self.first] or self:unasked(reply)
  local ends = request.command == "data-end" or request.last
  if ends and self.lmtp and not request.left then
    request.left, request.rcpts = #self.accepted, self.accepted
  end
  if (request.left or 0) > 1 then
    if not self.waiting[self.first] then
      self:wait_for(request)
    end
  else
    self:end_waiting()
  end
  return request, ends
end

function session:context(request, ends)
  local context = { command = request.command, extension = request.extension,
    protocol = self.lmtp and "LMTP" or nil, from = self.from }
  if request.command == "RCPT" then
    context.rcpt = request.address
  elseif ends and request.left then
    context.rcpt = request.rcpts[#request.rcpts - request.left + 1]
    request.left = request.left - 1
  elseif ends and #self.accepted > 0 then
    context.recipients = #self.accepted
    context.rcpt = #self.accepted == 1 and self.accepted[1] or nil
  end
  return context
end

-- What a command changes when the server agrees to it.
local agreed = {
  MAIL = function(self, request)
    self:reset()
    self.from = request.address
  end,
  RCPT = function(self, request)
    self.accepted[#self.accepted + 1] = request.address
  end,
  RSET = session.reset,
  EHLO = function(self)
    self.lmtp = false
    self:reset()
  end,
  LHLO = function(self)
    self.lmtp = true
    self:reset()
  end,
  STARTTLS = session.reset,
}
agreed.HELO = agreed.EHLO

function session:follow(request, reply, ends)
  local class = math.floor(reply.code / 100)
  if class == 2 and agreed[request.command] then
    agreed[request.command](self, request)
  elseif class == 3 then
    self.content = request.command == "DATA"
    self.login = request.command == "AUTH"
  elseif request.command == "QUIT" or reply.code == 421 then
    self.greeted = false
  end
  if ends and (request.left or 0) == 0 then
    self:reset()
  end
end

function session:answered(reply)
  self.chunk = 0
  local request, ends = self:request(reply)
  self.emit { line = self.began, reply = reply, sent = request.sent,
    context = self:context(request, ends) }
  self:follow(request, reply, ends)
end

-- ---- lines ------------------------------------------------------------------

-- A line of a recording that marks nothing.
function session:unmarked(line)
  if self.content or self.login then
    self:client(line)
  elseif line:find("^%d%d%d[ %-]") or line:find("^%d%d%d$")
    or self.parser:pending() > 0 and not verb_of(line) then
    self:server(line)
  elseif verb_of(line) then
    self:client(line)
  elseif self.heard_client then
    self:problem("neither a command nor a reply")
  else
    self.emit { line = self.number, text = line }
  end
end

-- Takes the next line of the recording, without its end.
function session:line(line)
  self.number = self.number + 1
  local who, said = nil, nil
  if self.marked ~= false then
    who, said = marked(line)
  end
  if who then
    self.marked = true
    self[who](self, said)
  elseif is_remark(line) and not (self.content and not self.marked) then
    return
  elseif self.marked then
    self:problem("neither the client's line nor the server's")
  else
    self.marked = false
    self:unmarked(line)
  end
end

-- The recording has ended.
function session:finish()
  self:close_reply()
  for i = self.first, self.last do
    local request = self.waiting[i]
    if request.command ~= "QUIT" and not request.left then
      self:problem("no reply came to this command", request.line)
    end
  end
end

return session
