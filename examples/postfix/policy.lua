-- A policy server for Postfix (SMTPD_POLICY_README), one process for each
-- connection, by spawn(8): a request is lines of name=value and an empty line.

local loaded, smtpcodes = pcall(require, "smtpcodes")

local LIMIT = 3 -- recipients of one message

-- The situation that a request is in, or nil when all is well.
local function judge(request)
  if not (request.helo_name or ""):find "[%.:]" then
    return "bad helo"
  elseif request.sender == "" and tonumber(request.recipient_count) > 1 then
    return "policy" -- a bounce has one recipient
  elseif (tonumber(request.recipient_count) or 0) >= LIMIT then
    return "too many recipients"
  end
end

local function answer(situation)
  if not situation then
    return "DUNNO"
  elseif not loaded then -- Postfix logs this, and goes on
    return "WARN policy.lua: " .. smtpcodes:match "[^\n]+"
  end
  return smtpcodes.build_lines(smtpcodes.suggest(situation))[1]
end

io.stdout:setvbuf "full"
local request = {}
for line in io.lines() do
  local name, value = line:match "^([^=]+)=(.*)$"
  if name then
    request[name] = value
  else
    io.write("action=", answer(judge(request)), "\n\n")
    io.flush()
    request = {}
  end
end
