-- show.lua: any values as one string, to compare answers by.

local function key_order(a, b)
  return tostring(a) < tostring(b)
end

local function show(value, depth)
  if type(value) ~= "table" or depth > 4 then
    return type(value) .. ":" .. (type(value) == "function" and "" or tostring(value))
  end
  local keys, out = {}, {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, key_order)
  for i, key in ipairs(keys) do
    out[i] = tostring(key) .. "=" .. show(value[key], depth + 1)
  end
  return "{" .. table.concat(out, ",") .. "}"
end

return function(...)
  local out = { select("#", ...) }
  for i = 1, select("#", ...) do
    out[i + 1] = show((select(i, ...)), 1)
  end
  return table.concat(out, " ")
end
