-- mutate.lua [-n COUNT] [-s SEED] [FILE...]: changes the core in one place at
-- a time and looks whether a test notices; without -n every place.
--
-- A mutant is killed when it does not compile, when a spec fails, or when the
-- specs take 20 s. Survivors are printed as
-- FILE:LINE: OLD -> NEW. Works on copies in build/mutate; needs gcc and Lua
-- 5.4's headers. Ends with 1 if less than MUTATE_LEAST percent are killed.

local FILES = { "smtpcodes.c", "smtpcodes_parse.c", "smtpcodes_extract.c", "smtpcodes_build.c",
  "smtpcodes_match.c", "smtpcodes_reason.c", "smtpcodes_normalize.c", "smtpcodes_rules.c",
  "smtpcodes_dsn.c" }
local FOLDER = "build/mutate"

-- Changes, each tried where the pattern stands outside comments and strings.
local CHANGES = {
  { " == ", " != " }, { " != ", " == " }, { " < ", " <= " }, { " <= ", " < " }, { " > ", " >= " },
  { " >= ", " > " }, { " && ", " || " }, { " || ", " && " }, { " + ", " - " }, { " - ", " + " },
  { "++", "--" }, { " += ", " -= " }, { "return 0;", "return 1;" }, { "return 1;", "return 0;" },
  { "if (", "if (!" }, { " & ", " | " }, { " | ", " & " },
  { " 0;", " 1;" }, { " 1;", " 2;" }, { "break;", ";" },
}

local function read(name)
  local file = assert(io.open(name, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local function write(name, text)
  local file = assert(io.open(name, "wb"))
  file:write(text)
  file:close()
end

local function succeeds(command)
  local ok, _, code = os.execute(command)
  return ok == true or ok == 0 or code == 0
end

-- The text with comments, strings and directives blanked out, same length.
local function code_only(text)
  local function blank(part)
    return (part:gsub("[^\n]", "~"))
  end
  text = text:gsub("/%*.-%*/", blank):gsub("'\\?[^\n]'", blank)
  text = text:gsub('"[^"\n]*"', blank):gsub("\n#[^\n]*", blank)
  return text
end

local function line_at(text, at)
  return select(2, text:sub(1, at):gsub("\n", "")) + 1
end

-- All mutants of a file, in the order of their places.
local function mutants_of(name, list)
  local text = read(name)
  local code = code_only(text)
  for _, change in ipairs(CHANGES) do
    local at, last = code:find(change[1], 1, true)
    while at do
      list[#list + 1] = { name = name, at = at, last = last, old = change[1], new = change[2],
        line = line_at(text, at) }
      at, last = code:find(change[1], last, true)
    end
  end
end

local function compile(source, name)
  return ("gcc -w -O1 -fPIC -I. -I/usr/include/lua5.4 -c -o %s/%s.o %s 2> /dev/null"):format(FOLDER,
    name, source)
end

local function link(objects)
  return ("gcc -shared -o %s/smtpcodes.so %s"):format(FOLDER, objects)
end

-- The specs of the module; those that start the tool would not see the mutant.
local function specs(seconds)
  return ("LUA_PATH='./tool/?.lua;;' LUA_CPATH='./%s/?.so;./build/5.4/?.so;;' SPEC_LUA=lua5.4 "
    .. "timeout %d lua5.4 tools/specs.lua $(grep -L 'bin/smtpcodes' spec/*_spec.lua) "
    .. "> /dev/null 2>&1 < /dev/null"):format(FOLDER, seconds)
end

-- Calls f for each source of the module and joins what it answers.
local function each_source(f)
  local out = {}
  for _, list in ipairs { "CORE", "BINDING" } do
    for name in read("Makefile"):match("\n" .. list .. " *= *([^\n]*)"):gmatch("%S+") do
      out[#out + 1] = f(name)
    end
  end
  return table.concat(out, " ")
end

local function objects_with(mutant)
  return each_source(function(name)
    return FOLDER .. "/" .. (name == mutant and "mutant" or name) .. ".o"
  end)
end

local function try(mutant)
  local text = read(mutant.name)
  write(FOLDER .. "/mutant.c", text:sub(1, mutant.at - 1) .. mutant.new
    .. text:sub(mutant.last + 1))
  return not succeeds(compile(FOLDER .. "/mutant.c", "mutant"))
    or not succeeds(link(objects_with(mutant.name))) or not succeeds(specs(20))
end

-- The same sample for the same sources, on every machine.
local function sample(list, count, seed)
  local out = {}
  for i = 1, math.min(count, #list) do
    seed = (seed * 16807) % 2147483647
    out[i] = table.remove(list, seed % #list + 1)
  end
  return out
end

local count, seed, names, i = nil, 1, {}, 1
while arg[i] do
  if arg[i] == "-n" then
    i, count = i + 1, tonumber(arg[i + 1])
  elseif arg[i] == "-s" then
    i, seed = i + 1, tonumber(arg[i + 1])
  else
    names[#names + 1] = arg[i]
  end
  i = i + 1
end
local list = {}
for _, name in ipairs(#names > 0 and names or FILES) do
  mutants_of(name, list)
end
local all = #list
list = count and sample(list, count, seed) or list
assert(succeeds("mkdir -p " .. FOLDER))
each_source(function(name)
  assert(succeeds(compile(name, name)), name .. " does not compile")
end)
assert(succeeds(link(objects_with())))
assert(succeeds(specs(60)), "the tests fail without any change")
local killed = 0
for _, mutant in ipairs(list) do
  if try(mutant) then
    killed = killed + 1
  else
    print(("%s:%d: %s -> %s"):format(mutant.name, mutant.line, mutant.old, mutant.new))
  end
end
print(("mutate: %d of %d mutants killed, %.1f %%; %d in all"):format(killed, #list,
  100 * killed / math.max(1, #list), all))
os.exit(100 * killed >= tonumber(os.getenv("MUTATE_LEAST") or 0) * #list and 0 or 1)
