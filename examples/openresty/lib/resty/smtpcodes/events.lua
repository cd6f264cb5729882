-- events.lua: bounce events of sending services among the items of the JSON
-- service, as their webhooks post them.

local smtpcodes = require "smtpcodes"
local json = require "resty.smtpcodes.json"

local events = {}

events.MAX_LIST = 1000 -- entries of a list inside an event

-- Each service: its name, and where its events have an id; from_NAME knows
-- them by their fields.
local services = {
  { "ses", "mail", "messageId" },
  { "sendgrid", "sg_event_id" },
  { "mailgun", "event-data", "id" },
  { "postmark", "MessageID" },
}

-- A field that an event of some service has, whatever it tells.
local signs = { "notificationType", "eventType", "event", "event-data", "RecordType", "BouncedAt" }

-- Amazon SNS packs an event of SES into a text.
local function unpacked(item)
  if item.Type == "Notification" and type(item.Message) == "string" then
    local event = json.decode(item.Message)
    return type(event) == "table" and json.without_nulls(event) or item
  end
  return item
end

local function has_sign(item)
  for _, sign in ipairs(signs) do
    if item[sign] ~= nil then
      return true
    end
  end
end

local function has_long_list(value)
  if #value > events.MAX_LIST then
    return true
  end
  for _, item in pairs(value) do
    if type(item) == "table" and has_long_list(item) then
      return true
    end
  end
end

local function id_of(event, service)
  local value = event[service[2]]
  if service[3] and type(value) == "table" then
    value = value[service[3]]
  end
  return type(value) == "string" and value or nil
end

-- read(item) -> name of the service, its notices, id | nil, kind: no-event,
-- no-failure (an event that tells of none), too-many-items.
function events.read(item)
  local event = unpacked(item)
  if not has_sign(event) then
    return nil, "no-event"
  elseif has_long_list(event) then
    return nil, "too-many-items"
  end
  for _, service in ipairs(services) do
    local notices = smtpcodes["from_" .. service[1]](event)
    if notices and notices[1] then
      return service[1], notices, id_of(event, service)
    end
  end
  return nil, "no-failure"
end

return events
