-- log_kumomta.lua: a line of KumoMTA's log, a JSON object -> list of
-- deliveries, one for each recipient that it names.
--
--   {"type":"Bounce","id":"d7ef","recipient":"b@example.com","timestamp":1,
--    "created":1,"response":{"code":550,"enhanced_code":{"class":5,
--    "subject":1,"detail":1},"content":"No such user","command":"RCPT"}, ...}

local library = require "smtpcodes.library"

local statuses = { Delivery = "sent", TransientFailure = "deferred",
  Bounce = "bounced", Expiration = "expired" }

local function enhanced_of(response)
  local code = response.enhanced_code
  if type(code) ~= "table" then
    return nil
  end
  return ("%s.%s.%s"):format(tostring(code.class), tostring(code.subject),
    tostring(code.detail)):match("^[245]%.%d+%.%d+$")
end

local function string_of(value)
  return type(value) == "string" and value or nil
end

-- The command that was answered, as others say it: "." ends the data.
local function command_of(response)
  local command = string_of(response.command) or ""
  if command:find("^%s*%.%s*$") then
    return "end of DATA"
  end
  command = command:match("^%s*(%u+[ %u]*)")
  return command and command:gsub("%s+$", "")
end

local function code_of(response)
  local code = tonumber(response.code)
  return code and code >= 200 and code <= 599 and code % 1 == 0 and ("%d"):format(code) or nil
end

-- "550 5.1.1 No such user (in reply to RCPT TO command)"
local function said_of(response, enhanced)
  local parts = {}
  parts[#parts + 1] = code_of(response)
  parts[#parts + 1] = enhanced
  parts[#parts + 1] = string_of(response.content)
  local said = table.concat(parts, " ")
  local command = command_of(response)
  return command and ("%s (in reply to %s command)"):format(said, command)
    or said
end

-- "2026-11-06T10:00:00Z" of seconds, which newer versions write by themselves.
local function time_of(value)
  if type(value) == "number" and value >= 0 and value < 1e11 then
    return os.date("!%Y-%m-%dT%H:%M:%SZ", math.floor(value))
  end
  return string_of(value)
end

local function relay_of(peer)
  if type(peer) ~= "table" or not string_of(peer.name) then
    return nil
  end
  return ("%s[%s]"):format(peer.name, tostring(peer.addr))
end

local function delay_of(object)
  local stop, start = object.timestamp, object.created
  return type(stop) == "number" and type(start) == "number" and stop >= start
    and stop - start or nil
end

local function delivery(object, response, rcpt, recipients)
  local enhanced = enhanced_of(response)
  return {
    time = time_of(object.timestamp), queue = string_of(object.id),
    from = string_of(object.sender), rcpt = rcpt,
    status = statuses[object.type],
    transport = "kumomta/" .. (string_of(object.egress_source) or "smtp"),
    relay = relay_of(object.peer_address), enhanced = enhanced,
    delay = delay_of(object), text = string_of(response.content) or "",
    said = said_of(response, enhanced),
    attempted = object.type ~= "Expiration", recipients = recipients,
  }
end

-- log_kumomta(record) -> list of deliveries | nil | false
return function(record)
  if not record.message:find('"type"%s*:%s*"') then
    return nil
  end
  local object = library "dkjson".decode(record.message)
  if type(object) ~= "table" then
    return false
  elseif not statuses[object.type] then
    return nil
  end
  local response = type(object.response) == "table" and object.response or {}
  local list = {}
  local rcpts = object.recipient
  rcpts = type(rcpts) == "table" and rcpts or { rcpts }
  for _, rcpt in ipairs(rcpts) do
    list[#list + 1] = string_of(rcpt)
      and delivery(object, response, rcpt, #rcpts)
  end
  return #list > 0 and list or false
end
