-- A userdb for Dovecot: a mailbox exists when the server that knows all
-- recipients takes mail for it. It is asked with RCPT, and its reply decides
-- between "no such user", which lets senders give the address up, and "ask
-- again later": a server that is down, full, or dislikes us loses no address.
--
-- The environment names the server: CALLOUT_HOST, CALLOUT_PORT, CALLOUT_HELO.

local loaded, smtpcodes = pcall(require, "smtpcodes")
local found, client = pcall(require, "client") -- examples/luasocket/client.lua

local RESULT = dovecot.auth
local FIELDS = { uid = "nobody", gid = "nogroup" } -- of every mailbox

-- Says the commands up to RCPT. Returns the verdict on the reply that ended
-- them, and that reply; nil and why when there is none.
local function ask(recipient)
  local session, reply = client.connect(os.getenv "CALLOUT_HOST",
    tonumber(os.getenv "CALLOUT_PORT"))
  if not session then
    return nil, reply
  end
  local command, why = "connect", nil
  for _, line in ipairs { "EHLO " .. os.getenv "CALLOUT_HELO", "MAIL FROM:<>",
    "RCPT TO:<" .. recipient .. ">" } do
    if not reply or reply.code >= 400 then
      break
    end
    command = line:sub(1, 4)
    reply, why = session:command(line)
  end
  if not reply then
    session:close()
    return nil, why
  end
  session:command "QUIT"
  session:close()
  return smtpcodes.classify(reply, { command = command, rcpt = recipient }), reply
end

-- The result for a verdict. Of all refusals only those that say that the
-- mailbox is gone for good mean that there is no such user.
local function judge(verdict)
  if verdict.reason == "success" then
    return RESULT.USERDB_RESULT_OK, FIELDS
  elseif verdict.action == "suppress" then
    return RESULT.USERDB_RESULT_USER_UNKNOWN, verdict.why
  end
  return RESULT.USERDB_RESULT_INTERNAL_FAILURE, verdict.reason .. ": " .. verdict.why
end

function auth_userdb_lookup(request)
  if not (loaded and found) then
    return RESULT.USERDB_RESULT_INTERNAL_FAILURE, not loaded and smtpcodes or client
  elseif request.user:find "[%c%s<>]" then -- would end the command
    return RESULT.USERDB_RESULT_INTERNAL_FAILURE, "this name cannot be asked for"
  end
  local verdict, reply = ask(request.user)
  if not verdict then
    return RESULT.USERDB_RESULT_INTERNAL_FAILURE, "no reply: " .. reply
  end
  dovecot.i_info(("userdb %s: %s"):format(request.user, tostring(reply)))
  return judge(verdict)
end
