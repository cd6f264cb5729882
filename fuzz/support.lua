-- support.lua: what the targets in Lua share: an input is a text with choices
-- behind it, and a file that gives its octets in pieces.

local support = {}

-- support.input(octets) -> text, choose; choose(limit) gives a number from 0
-- to limit - 1, by the octets behind the last "\0" of the input, 0 when there
-- are none left.
function support.input(octets)
  local text, choices = octets:match("^(.*)%z(.*)$")
  text, choices = text or octets, choices or ""
  local at = 0
  return text, function(limit)
    at = at + 1
    return (choices:byte(at) or 0) % limit
  end
end

-- A file that holds `text` and gives at most `size` octets at once.
function support.file(text, size)
  local at = 1
  return { read = function(_, count)
    if at > #text then
      return nil
    end
    local part = text:sub(at, at + math.min(size, count) - 1)
    at = at + #part
    return part
  end }
end

-- One string for any plain value: equal values give equal strings.
function support.flat(value)
  if type(value) ~= "table" then
    return type(value) .. ":" .. tostring(value)
  end
  local keys, out = {}, {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b)
    return tostring(a) < tostring(b)
  end)
  for i, key in ipairs(keys) do
    out[i] = tostring(key) .. "=" .. support.flat(value[key])
  end
  return "{" .. table.concat(out, ",") .. "}"
end

-- Whether a text could move a cursor or end a line.
function support.has_controls(text)
  return text:find("[%z\1-\31\127]") ~= nil
end

return support
