-- json.lua: JSON in and out of the service, over lua-cjson.
--
-- cjson reads. It would write an empty list as an object and round integers to
-- 14 digits, and would read octets that are no UTF-8 and numbers like NaN.

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

local function escape(octet)
  return ("\\u%04x"):format(octet:byte())
end

local function quoted(text)
  if text:find '[%c"\\]' then
    text = text:gsub('[%c"\\]', escape)
  end
  return '"' .. text .. '"'
end

local function sorted_keys(object)
  local keys = {}
  for key in pairs(object) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

local encode

local function list(values)
  local out = {}
  for i, value in ipairs(values) do
    out[i] = encode(value)
  end
  return "[" .. table.concat(out, ",") .. "]"
end

local function object(values)
  local out = {}
  for i, key in ipairs(sorted_keys(values)) do
    out[i] = quoted(key) .. ":" .. encode(values[key])
  end
  return "{" .. table.concat(out, ",") .. "}"
end

-- encode(value) -> text; of strings, integers, booleans and tables of them.
-- Keys are sorted, an empty table is a list.
function encode(value)
  if type(value) == "number" then
    return ("%.0f"):format(value)
  elseif type(value) == "string" then
    return quoted(value)
  elseif type(value) ~= "table" then
    return tostring(value)
  end
  return (value[1] ~= nil or next(value) == nil) and list(value) or object(value)
end
json.encode = encode

return json
