-- SMTP services for HAProxy. Every situation that smtpcodes.suggest knows and
-- that refuses something is a service which greets a client with that reply:
--
--   tcp-request content use-service lua.smtp-too-many-connections if ...
--
-- and lua.smtp-retired talks to those who write to mailboxes and domains that
-- are gone: it takes no mail and tells why, for each recipient, from a map.
-- The global section names the host and the map:
--
--   setenv SMTP_HOST mx.example.com
--   setenv SMTP_MAP /etc/haproxy/retired.map

local smtpcodes = require "smtpcodes"

local HOST = os.getenv "SMTP_HOST"
local LIMIT = 10 -- refused commands of one session
local map = Map.new(os.getenv "SMTP_MAP", Map._str)

-- The reply for a situation, with a text of one's own where it can be sent.
local function reply(situation, own)
  local code, enhanced, text = smtpcodes.suggest(situation)
  return own and smtpcodes.build(code, enhanced, own)
    or smtpcodes.build(code, enhanced, text)
end

-- ---- refused at the greeting -----------------------------------------------

-- Codes that may stand in place of a greeting (RFC 5321 4.3.2, RFC 7504 3).
local GREETING = { [421] = true, [521] = true, [554] = true }

local function refusal(code, enhanced, text)
  if not GREETING[code] then
    code = code < 500 and 421 or 554
  end
  return smtpcodes.build(code, enhanced, HOST .. " " .. text), code
end

local function verb_of(line)
  return (line:match "^%a+" or ""):upper()
end

-- After 421 the server hangs up; after the others the client does, and hears
-- 503 until then (RFC 5321 3.1).
local function refuse_all(applet, bytes, code)
  applet:send(bytes)
  local commands = code == 421 and 0 or LIMIT
  for _ = 1, commands do
    local line = applet:getline()
    if not line or line == "" then
      return
    elseif verb_of(line) == "QUIT" then
      return applet:send(reply "goodbye")
    end
    applet:send(reply "bad-sequence")
  end
end

for situation, code, enhanced, text in smtpcodes.each_situation() do
  if code >= 400 then
    local bytes, greeting = refusal(code, enhanced, text)
    core.register_service("smtp-" .. situation, "tcp", function(applet)
      refuse_all(applet, bytes, greeting)
    end)
  end
end

-- ---- refused at RCPT -------------------------------------------------------

-- What the map says of an address, or of its domain: a situation, and perhaps
-- a text after it.
local function retired(address)
  local key = address:lower()
  local found = map:lookup(key) or map:lookup(key:match "@.*$" or "@")
  local situation, own = (found or "relay-denied"):match "^(%S+)%s*(.*)$"
  if (smtpcodes.suggest(situation) or 0) < 400 then
    core.Warning("smtp.lua: the map has no situation's name for a recipient")
    return reply "local-error"
  end
  return reply(situation, own ~= "" and own or nil)
end

local function mail(session, argument)
  if not argument:find "^[Ff][Rr][Oo][Mm]:%s*<[^<>%s]*>$" then
    return reply "bad-sender-address"
  end
  session.sender = true
  return reply "sender-ok"
end

local function rcpt(session, argument)
  local address = argument:match "^[Tt][Oo]:%s*<([^<>%s]+)>$"
  if not session.sender then
    return reply "bad-sequence"
  end
  session.refused = true
  return address and retired(address) or reply "bad-recipient-address"
end

local function data(session)
  return reply(session.refused and "no-valid-recipients" or "bad-sequence")
end

local function reset(session)
  session.sender, session.refused = nil, nil
  return smtpcodes.build(250, true, "Ok")
end

-- A command's answer: takes the session and the command's argument.
local commands = {
  EHLO = function(session)
    reset(session)
    return smtpcodes.build(250, nil, { HOST, "PIPELINING", "ENHANCEDSTATUSCODES" })
  end,
  HELO = function(session)
    reset(session)
    return smtpcodes.build(250, nil, HOST)
  end,
  MAIL = mail, RCPT = rcpt, DATA = data, RSET = reset,
  NOOP = function() return smtpcodes.build(250, true, "Ok") end,
  VRFY = function() return reply "cannot-verify" end,
  QUIT = function(session)
    session.over = true
    return reply "goodbye"
  end,
}

local function answer(session, line)
  local command = commands[verb_of(line)]
  local argument = line:match "^%a+%s*(.-)%s*$"
  local bytes = command and command(session, argument) or reply "unknown-command"
  session.errors = session.errors + (bytes:find "^[45]" and 1 or 0)
  if session.errors > LIMIT then
    session.over = true
    return reply "too-many-errors"
  end
  return bytes
end

core.register_service("smtp-retired", "tcp", function(applet)
  local session = { errors = 0 }
  applet:send(smtpcodes.build(220, nil, HOST .. " ESMTP"))
  while not session.over do
    local line = applet:getline()
    if not line or line == "" then
      return
    end
    applet:send(answer(session, line))
  end
end)
