-- items.lua: what POST /v1/classify answers for one item.
--
--   {"id": 7, "reply": "550 5.1.1 User unknown", "command": "RCPT"}
--   -> {"id": 7, "verdict": {...}} or {"id": 7, "error": {"kind", "message"}}
--   an event of SES, SendGrid, Mailgun or Postmark
--   -> {"id": its own, "service": "ses", "notices": [{"verdict": {...}, ...}]}

local smtpcodes = require "smtpcodes"
local events = require "resty.smtpcodes.events"
local json = require "resty.smtpcodes.json"

local items = {}

local MAX_ID = 99999999999999 -- json.encode keeps no more digits

local function is(kind)
  return function(value) return type(value) == kind end
end

local function is_integer(value, least, most)
  return type(value) == "number" and value % 1 == 0 and value >= least and value <= most
end

-- The fields of an item with a reply: what they must be, and the check.
local fields = {
  id = { "a string, or an integer of at most 14 digits", function(value)
    return type(value) == "string" or is_integer(value, -MAX_ID, MAX_ID)
  end },
  reply = { "a text or a code", function(value)
    return type(value) == "string" and value ~= "" or is_integer(value, 200, 599)
  end },
  command = { "a string", is "string" },
  extension = { "a string", is "string" },
  from = { "a string", is "string" },
  host = { "a string", is "string" },
  protocol = { "a string", is "string" },
  provider = { "a string", is "string" },
  rcpt = { "a string", is "string" },
  expired = { "true or false", is "boolean" },
  recipients = { "a number of recipients", function(value)
    return is_integer(value, 1, 1e6)
  end },
}

local field_names = {}
for name in pairs(fields) do
  field_names[#field_names + 1] = name
end
table.sort(field_names)

-- error(kind, message [, id]) -> the answer for an item that has none.
function items.error(kind, message, id)
  return { id = id, error = { kind = kind, message = message } }
end

-- What is wrong with the fields: a kind and a message, or nil. A message
-- repeats nothing of the item.
local function wrong(item)
  for name, value in pairs(item) do
    if not fields[name] then
      return "unknown-field", "fields are " .. table.concat(field_names, ", ")
    elseif not fields[name][2](value) then
      return "bad-field", name .. " must be " .. fields[name][1]
    end
  end
  if item.reply == nil then
    return "no-reply", "an item has a reply, or is an event of a known service"
  end
end

-- What is wrong with an event, by kind.
local event_errors = {
  ["no-failure"] = "the event tells of no failed delivery",
  ["too-many-items"] = ("a list in an event has at most %d entries"):format(events.MAX_LIST),
}

-- classify(item) -> answer, how many verdicts are in it; the item comes from
-- JSON and may be anything.
function items.classify(item)
  if type(item) ~= "table" then
    return items.error("bad-item", "an item is an object"), 1
  end
  item = json.without_nulls(item)
  local id = item.id ~= nil and fields.id[2](item.id) and item.id or nil
  local service, notices, event_id = events.read(item)
  if service then
    return { id = id or event_id, service = service, notices = notices }, #notices
  end
  local kind, message = notices, event_errors[notices]
  if kind == "no-event" then
    kind, message = wrong(item)
  end
  if kind then
    return items.error(kind, message, id), 1
  end
  return { id = id, verdict = smtpcodes.classify(item.reply, item) }, 1
end

return items
