-- man_lua.lua: smtpcodes(3lua), the Lua interface, from the annotations in
-- types/smtpcodes.d.lua; its examples are README's.

local annotations = require "tools.gen.annotations"
local text = require "tools.gen.man_text"

local man = {}

function man.read()
  return annotations.read()
end

local function of_kind(blocks, kind)
  local list = {}
  for _, block in ipairs(blocks) do
    if block.kind == kind then
      list[#list + 1] = block
    end
  end
  return list
end

-- "key [, context]": what may be left out is in brackets.
local function parameters(block)
  local out = {}
  for i, param in ipairs(block.params) do
    local comma = i > 1 and ", " or ""
    out[i] = param.optional
      and ("%s[%s%s]"):format(i > 1 and " " or "", comma, param.name)
      or comma .. param.name
  end
  return (table.concat(out):gsub("%[, ", "[, "))
end

local function signature(block)
  return ("%s(%s)"):format(block.name, parameters(block))
end

-- "integer  the first octet": a type, and what there is to say.
local function explained(kind, words)
  return words ~= "" and ("%s: %s"):format(kind, words) or kind
end

local function entry(name, kind, words)
  return (".It %s\n%s\n"):format(text.argument(name),
    text.sentences(explained(kind, words)))
end

local function list(rows)
  return ".Bl -tag -width 14n -compact\n" .. table.concat(rows) .. ".El\n"
end

local function values(block)
  local rows = {}
  for _, param in ipairs(block.params) do
    rows[#rows + 1] = entry(param.name, param.type
      .. (param.optional and ", optional" or ""), param.text)
  end
  for _, value in ipairs(block.returns) do
    rows[#rows + 1] = entry("-> " .. (value.name or ""), value.type, value.text)
  end
  return list(rows)
end

local function show_function(block)
  local words = table.concat(block.text, "\n")
  return (".It %s\n%s%s"):format(text.argument(signature(block)),
    words ~= "" and text.paragraphs(words) or "", values(block))
end

local function fields(block)
  local rows = {}
  for _, field in ipairs(block.fields) do
    rows[#rows + 1] = entry(field.name, field.type
      .. (field.optional and ", may be absent" or ""), field.text)
  end
  return list(rows)
end

local function show_class(block)
  local words = table.concat(block.text, "\n")
  if block.parent ~= "" then
    words = words .. "\n\nAnd the fields of " .. block.parent .. "."
  end
  return (".It %s\n%s%s"):format(text.argument(block.name),
    words:find("%S") and text.paragraphs(words) or "", fields(block))
end

local function show_words(block)
  local rows = {}
  for _, value in ipairs(block.values) do
    rows[#rows + 1] = (".It %s\n%s\n"):format(
      text.argument((value.words:gsub("|", " "))),
      value.text ~= "" and text.sentences(value.text) or "\\&")
  end
  return (".It %s\n%s"):format(text.argument(block.name), list(rows))
end

local function section(title, blocks, show)
  local out = { ".Sh " .. title .. "\n.Bl -tag -width Ds\n" }
  for _, block in ipairs(blocks) do
    out[#out + 1] = show(block)
  end
  return table.concat(out) .. ".El\n"
end

-- The class of the module itself, and the others.
local function split(classes)
  local module, records = nil, {}
  for _, block in ipairs(classes) do
    if block.name == "smtpcodes" then
      module = block
    elseif block.name ~= "smtpcodes.Names" and #block.fields > 0 then
      records[#records + 1] = block
    end
  end
  return module, records
end

local function names(classes)
  local out = {}
  for _, block in ipairs(classes) do
    for _, field in ipairs(block.name == "smtpcodes.Names" and block.fields or {}) do
      out[#out + 1] = ("%s %s"):format(field.type, field.name)
    end
  end
  return ".Sh NAMES\n" .. text.literal(table.concat(out, "\n"))
end

-- The functions of the module, then the methods of its objects.
local function in_order(functions)
  local first, last = {}, {}
  for _, block in ipairs(functions) do
    local list_of = block.name:find(":", 1, true) and last or first
    list_of[#list_of + 1] = block
  end
  return first, last
end

local function synopsis(...)
  local out = { 'local smtpcodes = require "smtpcodes"' }
  for _, functions in ipairs { ... } do
    for _, block in ipairs(functions) do
      out[#out + 1] = signature(block)
    end
  end
  return ".Sh SYNOPSIS\n" .. text.literal(table.concat(out, "\n"))
end

local function examples(readme)
  local out = {}
  local section_of = readme:match("\n## Five examples\n(.-)\n## ")
  for block in section_of:gmatch("\n```lua\n(.-)\n```") do
    out[#out + 1] = text.literal(block)
  end
  return ".Sh EXAMPLES\n" .. table.concat(out)
end

local function page(blocks, readme)
  local functions, methods = in_order(of_kind(blocks, "function"))
  local classes = of_kind(blocks, "class")
  local module, records = split(classes)
  return table.concat {
    text.head("3", "what SMTP replies mean, for Lua"),
    synopsis(functions, methods),
    ".Sh DESCRIPTION\n", text.paragraphs(table.concat(module.text, "\n")),
    ".Sh TABLES\n", fields(module),
    section("FUNCTIONS", functions, show_function),
    section("METHODS", methods, show_function),
    section("RECORDS", records, show_class),
    section("WORDS", of_kind(blocks, "alias"), show_words),
    names(classes),
    examples(readme),
    ".Sh SEE ALSO\n.Xr smtpcodes 1 ,\n.Xr smtpcodes 7 ;\n"
      .. "the C interface is smtpcodes(3).\n",
  }
end

-- Installed in section 3lua; mdoc knows no such section, so the page says 3.
-- The annotations and README have been written before: both repeat facts.
function man.write(outputs)
  local types = outputs["types/smtpcodes.d.lua"]
  outputs["docs/smtpcodes.3lua"] = page(annotations.read(types),
    outputs["README.md"] or text.read("README.md"))
end

return man
