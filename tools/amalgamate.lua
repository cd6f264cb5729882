-- amalgamate.lua FOLDER FILE.c ...: the library as two files, for those who keep
-- it in their own tree: FOLDER/smtpcodes.c and .h; and the Lua binding as a
-- third, FOLDER/smtpcodes_lua.c.
--
-- Names that two files have for themselves get the file's word behind them;
-- macros end with the file; what files share becomes static.

local function read(name)
  local file = assert(io.open(name, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local function write(name, ...)
  local file = assert(io.open(name, "wb"))
  assert(file:write(...))
  assert(file:close())
end

-- Calls code(text) for what lies between comments and literals, and puts what
-- it returns in its place.
local function map_code(text, code)
  local out, at = {}, 1
  while at <= #text do
    local first = text:find("[/\"']", at) or #text + 1
    out[#out + 1] = code(text:sub(at, first - 1))
    local mark, last = text:sub(first, first), first
    if text:sub(first, first + 1) == "/*" then
      last = select(2, text:find("*/", first + 2, true))
    elseif mark == '"' or mark == "'" then
      repeat
        last = text:find("[\\" .. mark .. "]", last + 1)
        local escaped = text:sub(last, last) == "\\"
        last = escaped and last + 1 or last
      until not escaped
    end
    out[#out + 1] = text:sub(first, last)
    at = last + 1
  end
  return table.concat(out)
end

local function only_code(text)
  return (map_code(text, function(code) return code end)
    :gsub("/%*.-%*/", ""):gsub('"[^"\n]*"', '""'))
end

-- The names of a file of its own: they stand on lines that begin at the margin,
-- enumerators within braces.
local declared = {
  "\nstatic [^\n;={(]-([%w_]+)%(",
  "\nstatic [^\n;={(]-([%w_]+)%[",
  "\nstatic [^\n;={(]-([%w_]+) =",
  "\nHOT [^\n;={(]-([%w_]+)%(",
  "\n} ([%w_]+)[;%[ ]",
  "\n[%w ]-struct ([%w_]+) {",
  "\ntypedef [^\n{]-([%w_]+)%f[;%(%[]",
}

local keyword = { struct = true, const = true, static = true }

local function own_names(text)
  local names = {}
  local code = "\n" .. only_code(text)
  for _, pattern in ipairs(declared) do
    for name in code:gmatch(pattern) do
      names[name] = not keyword[name] or nil
    end
  end
  for body in code:gmatch("\nenum {(.-)}") do
    for name in body:gmatch("[%w_]*%u[%w_]*") do
      names[name] = true
    end
  end
  return names
end

-- Counts a text's own names: name -> how many texts have one.
local function count_names(text, count)
  for name in pairs(own_names(text)) do
    count[name] = (count[name] or 0) + 1
  end
end

local function rename(file, count)
  local own = own_names(file.text)
  return map_code(file.text, function(code)
    return (code:gsub("[%a_][%w_]*", function(name)
      return own[name] and count[name] > 1 and name .. "_" .. file.word or nil
    end))
  end)
end

-- #undef for every macro that a text leaves defined.
local function undefine(text)
  local left, order = {}, {}
  for what, name in ("\n" .. text):gmatch("\n#(%l+) ([%w_]+)") do
    if what == "define" and left[name] == nil then
      order[#order + 1] = name
    end
    left[name] = what == "define" or nil
  end
  local out = {}
  for _, name in ipairs(order) do
    if left[name] then
      out[#out + 1] = "#undef " .. name .. "\n"
      left[name] = nil
    end
  end
  return table.concat(out)
end

local function put_facts(text)
  return (text:gsub('#include "(data/[%w_]+%.inc)"\n', read))
end

-- What files share: static, and defined before it is used.
local function shared(name)
  local text = read(name)
    :gsub("#if defined%(__GNUC__%) && !defined%(_WIN32%)\n"
      .. "#define SMTPCODES_LOCAL.-#endif\n", "#define SMTPCODES_LOCAL static\n")
    :gsub("\nSMTPCODES_LOCAL extern [^\n]*\n", "\n")
    :gsub('#include "smtpcodes[%w_]*%.h"\n', "")
  return ("\n/* ==== %s ==== */\n\n%s"):format(name, text)
end

local function part(file, count)
  local text = rename(file, count):gsub("\n#define SMTPCODES_BUILD\n", "\n")
    :gsub('#include "smtpcodes[%w_]*%.h"\n', "")
    :gsub("\n(const %w+ smtpcodes_[%w_]+ = {)", "\nstatic %1")
  return ("\n/* ==== %s ==== */\n\n%s\n%s"):format(file.name, put_facts(text),
    undefine(text))
end

local function head(what)
  return ([[
/*
** smtpcodes %s: %s
**
** Made by `make dist` from the project's files, each of which begins at a line
** of ====. Changes belong there: https://github.com/smtpcodes/smtpcodes
**
** %s
*/
]]):format(read("smtpcodes.h"):match('SMTPCODES_VERSION "(.-)"'), what,
    (read("LICENSE"):gsub("%s+$", ""):gsub("\n", "\n** "):gsub(" \n", "\n")))
end

-- One file of many: the headers that they share, then each.
local function bundle(title, headers, names)
  local out, files, count = { head(title),
    '#define SMTPCODES_BUILD\n#include "smtpcodes.h"\n' }, {}, {}
  for _, name in ipairs(headers) do
    out[#out + 1] = shared(name)
    count_names(out[#out], count)
  end
  for i, name in ipairs(names) do
    files[i] = { name = name, text = read(name),
      word = name:match("_(%w+)%.c$") or "codes" }
    count_names(files[i].text, count)
  end
  for _, file in ipairs(files) do
    out[#out + 1] = part(file, count)
  end
  return table.concat(out)
end

local function is_binding(name)
  return name:find("^smtpcodes_lua") ~= nil
end

local function main(folder, ...)
  local core, binding = {}, {}
  for _, name in ipairs { ... } do
    table.insert(is_binding(name) and binding or core, name)
  end
  write(folder .. "/smtpcodes.c", bundle("the C core in one file.",
    { "smtpcodes_local.h", "smtpcodes_automaton.h" }, core))
  write(folder .. "/smtpcodes.h", head("the interface.") .. "\n",
    read("smtpcodes.h"))
  write(folder .. "/smtpcodes_lua.c",
    bundle("the Lua binding; compile it with smtpcodes.c.",
      { "smtpcodes_local.h", "smtpcodes_lua.h" }, binding))
end

main(...)
