-- jsonl.lua: a record of smtpcodes.judge as one line of JSON.
--
-- The fields come in this order; one that a record lacks is left out. Names
-- and words of closed lists need no quoting, so only text that comes from
-- outside is looked at.

local library = require "smtpcodes.library"
local quote = library "dkjson".quotestring
local well_formed = require "smtpcodes.terminal".well_formed

local jsonl = {}

local find = string.find

local function word(value)
  return '"' .. value .. '"'
end

-- Most text is plain ASCII without a quote or a backslash.
local function text(value)
  if find(value, "^[]-~ !#-[]*$") then
    return '"' .. value .. '"'
  end
  return quote(well_formed(value))
end

local function number(value)
  return ("%.14g"):format(value)
end

jsonl.fields = {
  { "kind", word }, { "time", text }, { "transport", text }, { "queue", text },
  { "rcpt", text }, { "domain", text }, { "relay", text }, { "delay", number },
  { "status", text }, { "attempted", tostring }, { "code", number },
  { "enhanced", text }, { "reason", word }, { "detail", word },
  { "bounce", word }, { "action", word }, { "requeue", tostring },
  { "final", word }, { "scope", word }, { "traffic", word },
  { "retry_after", number }, { "owner", word }, { "remedy", word },
  { "provider", word }, { "tag", text }, { "list", text }, { "ip", text },
  { "url", text }, { "confidence", word }, { "text", text },
}

local names, writers, keys = {}, {}, {}
for i, field in ipairs(jsonl.fields) do
  names[i], writers[i] = field[1], field[2]
  keys[i] = (i == 1 and '{"' or ',"') .. field[1] .. '":'
end

local pieces = {} -- used again for each record

-- The record as JSON, without a line's end.
function jsonl.encode(record)
  local count = 0
  for i = 1, #names do
    local value = record[names[i]]
    if value ~= nil then
      pieces[count + 1] = keys[i]
      pieces[count + 2] = writers[i](value)
      count = count + 2
    end
  end
  return table.concat(pieces, "", 1, count) .. "}"
end

return jsonl
