-- annotations.lua: reads the annotations of types/smtpcodes.d.lua, block by
-- block, for the pages that are made from them.

local read = require "tools.gen.file".read

local annotations = {}

-- `type text`: a type ends at the first blank outside its brackets that no
-- comma and no colon goes before.
local function split_type(rest)
  local depth, at = 0, 1
  while at <= #rest do
    local c = rest:sub(at, at)
    if c:find("[(<{]") then
      depth = depth + 1
    elseif c:find("[)>}]") then
      depth = depth - 1
    elseif c == " " and depth == 0 and not rest:sub(1, at - 1):find("[,:]$") then
      return rest:sub(1, at - 1), rest:sub(at + 1)
    end
    at = at + 1
  end
  return rest, ""
end

-- "name? type text" -> { name, optional, type, text }
local function named(rest)
  local name, optional, tail = rest:match("^(%S-)(%??) (.*)$")
  local kind, text = split_type(tail)
  return { name = name, optional = optional == "?", type = kind, text = text }
end

-- "type name text" -> the same, for what a function returns.
local function returned(rest)
  local kind, tail = split_type(rest)
  local name, text = tail:match("^([%w_]+) ?(.*)$")
  return { name = name, type = kind, text = text or "" }
end

local function append(list, value)
  list[#list + 1] = value
end

local function quoted(block, rest)
  local words, text = rest:match('^%s*("[^#]*")%s*#?%s*(.*)$')
  append(block.values, { words = words, text = text })
end

local tags = {
  alias = function(block, rest)
    block.kind, block.name = "alias", rest:match("^%S+")
    local list = rest:match("^%S+ (.+)$")
    if list then
      quoted(block, list)
    end
  end,
  class = function(block, rest)
    block.kind = "class"
    block.name, block.parent = rest:match("^([%w_.]+):? ?(.*)$")
  end,
  field = function(block, rest)
    append(block.fields, named((rest:gsub("^%[integer%]", "[1..n]"))))
  end,
  param = function(block, rest)
    append(block.params, named(rest))
  end,
  ["return"] = function(block, rest)
    append(block.returns, returned(rest))
    block.open = block.returns[#block.returns]
  end,
}

local function comment_line(block, line)
  local tag, rest = line:match("^%-%-%-@(%w+) ?(.*)$")
  if tag and tags[tag] then
    block.open = nil
    tags[tag](block, rest)
  elseif line:find("^%-%-%-|") then
    quoted(block, line:sub(5))
  elseif not tag and block.open then
    block.open.text = block.open.text .. " " .. line:sub(4)
  elseif not tag then
    append(block.text, line:sub(4))
  end
end

local function declaration(block, line)
  local name, list = line:match("^function ([%w_.:]+)%((.-)%) end$")
  if name then
    block.kind, block.name, block.list = "function", name, list
  end
end

local function new_block()
  return { text = {}, values = {}, fields = {}, params = {}, returns = {} }
end

-- annotations.read(text) -> list of blocks { kind = "alias" | "class" |
-- "function", name, text, values, fields, params, returns }.
function annotations.read(text)
  local blocks, block = {}, new_block()
  for line in ((text or assert(read("types/smtpcodes.d.lua"))) .. "\n"):gmatch("([^\n]*)\n") do
    if line == "" then
      append(blocks, block)
      block = new_block()
    elseif line:find("^%-%-%-") then
      if line:find("^%-%-%-@alias") and block.kind then
        append(blocks, block)
        block = new_block()
      end
      comment_line(block, line)
    else
      declaration(block, line)
    end
  end
  return blocks
end

return annotations
