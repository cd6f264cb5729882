-- json.lua: JSON in and out of the service, over lua-cjson.
--
-- cjson by itself would read octets that are no UTF-8 and numbers like NaN,
-- and would write an empty list as an object.

local cjson = require("cjson.safe").new()
cjson.decode_max_depth(32)
cjson.decode_invalid_numbers(false)

local json = { null = cjson.null }

-- The forms of a character above U+007F (RFC 3629 4).
local forms = {
  "[\194-\223][\128-\191]",
  "\224[\160-\191][\128-\191]",
  "[\225-\236\238\239][\128-\191][\128-\191]",
  "\237[\128-\159][\128-\191]",
  "\240[\144-\191][\128-\191][\128-\191]",
  "[\241-\243][\128-\191][\128-\191][\128-\191]",
  "\244[\128-\143][\128-\191][\128-\191]",
}

function json.is_utf8(text)
  for _, form in ipairs(text:find "[\128-\255]" and forms or {}) do
    text = text:gsub(form, "?")
  end
  return not text:find "[\128-\255]"
end

-- decode(text) -> value, is_list | nil. JSON's null is json.null.
function json.decode(text)
  if not json.is_utf8(text) then
    return nil
  end
  return cjson.decode(text), text:find "^%s*%[" ~= nil
end

-- A copy without what is null: null is absent.
function json.without_nulls(value)
  local out = {}
  for key, item in pairs(value) do
    if type(item) == "table" then
      out[key] = json.without_nulls(item)
    elseif item ~= json.null then
      out[key] = item
    end
  end
  return out
end

-- encode(value) -> text; for tables that hold no empty list, or are one, and
-- integers of at most 14 digits.
function json.encode(value)
  return next(value) == nil and "[]" or cjson.encode(value)
end

local function sorted_keys(object)
  local keys = {}
  for key in pairs(object) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

local record

local function list(values)
  local out = {}
  for i, value in ipairs(values) do
    out[i] = record(value)
  end
  return "[" .. table.concat(out, ",") .. "]"
end

local function object(values)
  local out = {}
  for i, key in ipairs(sorted_keys(values)) do
    out[i] = cjson.encode(key) .. ":" .. record(values[key])
  end
  return "{" .. table.concat(out, ",") .. "}"
end

-- record(value) -> text; slower: keys are sorted, every empty table is a list.
function record(value)
  if type(value) ~= "table" then
    return cjson.encode(value)
  end
  return (value[1] ~= nil or next(value) == nil) and list(value) or object(value)
end
json.record = record

return json
