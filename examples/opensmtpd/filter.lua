-- A filter for OpenSMTPD, which speaks with it by lines on standard input and
-- output. On a listener it refuses clients that do not say who they are,
-- bounces to many, and more recipients than it likes. On a relay action it
-- says in the log what each refusal means that other servers give us.
-- OpenSMTPD ends when its filter does: without the module all mail passes.

local loaded, smtpcodes = pcall(require, "smtpcodes")

local LIMIT = 3 -- recipients of one message

-- The situation that a command puts a session in; nil when all is well.
local phases = {
  ehlo = function(_, name)
    return not name:find "[%.:]" and "bad helo"
  end,
  ["mail-from"] = function(session, address)
    session.bounce, session.recipients = address == "<>" or address == "", 0
  end,
  ["rcpt-to"] = function(session)
    session.recipients = (session.recipients or 0) + 1
    if session.bounce and session.recipients > 1 then
      return "policy" -- a bounce has one recipient
    end
    return session.recipients > LIMIT and "too many recipients"
  end,
}
phases.helo = phases.ehlo

-- What OpenSMTPD takes for an answer: "proceed", or a reply that is 4yz or
-- 5yz. After 421 the server hangs up (RFC 5321 3.8).
local function decision(situation)
  if not situation then
    return "proceed"
  end
  local reply = smtpcodes.build_lines(smtpcodes.suggest(situation))[1]
  return (reply:find "^421" and "disconnect|" or "reject|") .. reply
end

-- What happens on a connection to another server.
local events = {
  ["protocol-client"] = function(session, line)
    session.command = line:match "^%a+" or "."
    session.rcpt = line:match "^RCPT TO:<(.-)>" or session.rcpt
  end,
  ["protocol-server"] = function(session, line)
    session.parser = session.parser or smtpcodes.parser()
    local reply = session.parser:line(line):next()
    if reply and reply.code >= 400 then
      local verdict = smtpcodes.classify(reply, { command = session.command or "connect",
        rcpt = session.rcpt })
      io.stderr:write(("%s, %s after %s: %s\n"):format(verdict.reason, verdict.action,
        session.command or "connect", tostring(reply)))
    end
  end,
}

local sessions = {}

-- A line: filter|version|time|smtp-in|phase|session|token|argument, or
-- report|version|time|smtp-out|event|session|argument.
local function take(line)
  local kind, name, id, rest = line:match "^(%a+)|[^|]*|[^|]*|[^|]*|([^|]*)|([^|]*)|?(.*)$"
  if not kind then
    return
  elseif name == "link-disconnect" then
    sessions[id] = nil
    return
  end
  sessions[id] = sessions[id] or {}
  if kind == "filter" then
    local token, argument = rest:match "^([^|]*)|?(.*)$"
    io.write("filter-result|", id, "|", token, "|", decision(phases[name](sessions[id], argument)),
      "\n")
  elseif events[name] then
    events[name](sessions[id], rest)
  end
end

io.stdout:setvbuf "line"
io.stderr:setvbuf "line"
if not loaded then
  io.stderr:write(smtpcodes, "\n")
  phases, events = {}, {}
end
for line in io.lines() do -- the configuration
  if line == "config|ready" then
    break
  end
end
for phase in pairs(phases) do
  io.write("register|filter|smtp-in|", phase, "\n")
end
for event in pairs(events) do
  io.write("register|report|smtp-out|", event, "\n")
end
io.write "register|report|smtp-in|link-disconnect\n"
io.write "register|report|smtp-out|link-disconnect\n"
io.write "register|ready\n"
for line in io.lines() do
  take(line)
end
