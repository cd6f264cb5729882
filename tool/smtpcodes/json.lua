-- json.lua: answers as JSON, with keys in a steady order.

local dkjson = require "dkjson"
local terminal = require "smtpcodes.terminal"

local json = {}

local order = { "address", "situation", "argument", "file", "line", "command",
  "sent", "rcpt", "code", "class", "category", "enhanced", "text", "title",
  "description", "status", "rfc", "enhanced_title", "enhanced_description",
  "match", "words", "verdict", "reason", "detail", "bounce", "action",
  "requeue", "final", "scope", "traffic", "retry_after", "owner", "remedy",
  "provider", "tag", "list", "ip", "url", "closing", "confidence", "evidence",
  "why", "rules" }

local in_order = {}
for _, key in ipairs(order) do
  in_order[key] = true
end

-- JSON has no octets, only characters. Collects the keys that `order` lacks.
local function clean(value, others)
  if type(value) == "string" then
    return terminal.well_formed(value)
  elseif type(value) ~= "table" then
    return value
  end
  local out = {}
  for key, item in pairs(value) do
    out[key] = clean(item, others)
    if type(key) == "string" and not in_order[key] then
      others[key] = true
    end
  end
  return out
end

-- The keys that come first, then the others by name.
local function order_with(others)
  local list, rest = {}, {}
  for key in pairs(others) do
    rest[#rest + 1] = key
  end
  table.sort(rest)
  for _, keys in ipairs { order, rest } do
    for _, key in ipairs(keys) do
      list[#list + 1] = key
    end
  end
  return list
end

-- Any plain table as one line of JSON.
function json.encode(value)
  local others = {}
  local copy = clean(value, others)
  return dkjson.encode(copy, { keyorder = next(others) and order_with(others)
    or order })
end

-- Records as one array; each says its key.
function json.records(keys, records)
  local out = {}
  for i, record in ipairs(records) do
    local copy = { enhanced = type(keys[i]) == "string" and keys[i] or nil }
    for name, value in pairs(record) do
      copy[name] = copy[name] or value
    end
    out[i] = json.encode(copy)
  end
  return "[\n" .. table.concat(out, ",\n") .. "\n]"
end

-- An answer and where it comes from.
function json.answer(answer, place)
  return json.encode {
    argument = place.argument, file = place.file, line = place.line,
    command = answer.command, sent = answer.sent, rcpt = answer.rcpt,
    code = answer.code, class = answer.class, category = answer.category,
    enhanced = answer.enhanced, text = answer.text, title = answer.title,
    description = answer.description, status = answer.status, rfc = answer.rfc,
    enhanced_title = answer.enhanced_title,
    enhanced_description = answer.enhanced_description, match = answer.match,
    words = answer.words, verdict = answer.verdict,
  }
end

return json
