-- xml.lua: reads the XML that IANA's registries are saved as: elements,
-- attributes, text, comments, processing instructions. Anything else stops it,
-- with file, line and column. A node is { name=, attributes=, position=,
-- [1..n] = nodes and strings }.

local place = require "tools.iana.place"

local xml = {}

local entities = { amp = "&", lt = "<", gt = ">", quot = '"', apos = "'" }

local function character(number)
  if number < 128 then
    return string.char(number)
  end
  return "?" -- no title has one
end

local function plain(file, text, from, bytes)
  return (bytes:gsub("()&([^;&]*)(;?)", function(at, name, semicolon)
    local number = tonumber(name:match("^#(%d+)$"))
      or tonumber(name:match("^#x(%x+)$") or "", 16)
    local value = number and character(number) or entities[name]
    if not value or semicolon == "" then
      place.fail(file, text, from + at - 1, "no entity that is known")
    end
    return value
  end))
end

local function attributes(file, text, from, bytes)
  local list = {}
  local rest = bytes:gsub("%s+([%w:_-]+)%s*=%s*([\"'])(.-)%2",
    function(name, _, value)
      list[name] = plain(file, text, from, value)
      return ""
    end)
  if rest:find("%S") then
    place.fail(file, text, from, "attributes that cannot be read")
  end
  return list
end

-- What is passed over: declarations, instructions and comments.
local function passed(file, text, at)
  for _, kind in ipairs { { "<!--", "-->" }, { "<?", "?>" } } do
    if text:sub(at, at + #kind[1] - 1) == kind[1] then
      local _, last = text:find(kind[2], at + #kind[1], true)
      return last or place.fail(file, text, at, "%s is never closed", kind[1])
    end
  end
end

local function open_tag(file, text, at, node)
  local name, rest, last = text:match("^<([%a][%w:_-]*)([^<>]*)>()", at)
  if not name then
    place.fail(file, text, at, "no tag that can be read")
  end
  local empty = rest:sub(-1) == "/"
  rest = empty and rest:sub(1, -2) or rest
  local child = { name = name, position = at, parent = node,
    attributes = attributes(file, text, at, rest) }
  node[#node + 1] = child
  return empty and node or child, last - 1
end

local function close_tag(file, text, at, node)
  local name, last = text:match("^</([%w:_-]+)%s*>()", at)
  if not name or name ~= node.name then
    place.fail(file, text, at, "no end of %s", node.name or "anything")
  end
  return node.parent, last - 1
end

local function tag(file, text, at, node)
  local last = passed(file, text, at)
  if last then
    return node, last
  elseif text:sub(at + 1, at + 1) == "/" then
    return close_tag(file, text, at, node)
  end
  return open_tag(file, text, at, node)
end

-- xml.read(file, text) -> the outermost element.
function xml.read(file, text)
  local root, at = {}, 1
  local node = root
  while at <= #text do
    local open = text:find("<", at, true) or #text + 1
    if open > at then
      node[#node + 1] = plain(file, text, at, text:sub(at, open - 1))
    end
    if open <= #text then
      node, open = tag(file, text, open, node)
    end
    at = open + 1
  end
  if node ~= root then
    place.fail(file, text, node.position, "%s is never closed", node.name)
  end
  return xml.child(root) or place.fail(file, text, 1, "no element in it")
end

-- The first child, or the first of that name.
function xml.child(node, name)
  for _, child in ipairs(node) do
    if type(child) == "table" and (not name or child.name == name) then
      return child
    end
  end
end

-- Calls visit(node) for each element of that name, at any depth.
function xml.each(node, name, visit)
  for _, child in ipairs(node) do
    if type(child) == "table" then
      if child.name == name then
        visit(child)
      end
      xml.each(child, name, visit)
    end
  end
end

-- The text in a node and below it.
function xml.text(node)
  local out = {}
  for _, child in ipairs(node or {}) do
    out[#out + 1] = type(child) == "string" and child or xml.text(child)
  end
  return table.concat(out)
end

return xml
