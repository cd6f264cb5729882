-- trial.lua: compiles a changed source, links the module with it, and looks
-- whether a test fails.
--
-- What the sources assert is asserted, as `make test-checks` does.
--
-- tcc compiles a file in a tenth of gcc's time; what is for gcc alone is left
-- to gcc. All other objects are kept. The quickest tests come first, and the
-- first failure ends a trial. A loop ends by a limit of processor time, not of
-- time, so that a busy machine kills no mutant.

local files = require "files"

local trial = {}

local FOLDER = "build/mutate"
local LUA = "/usr/include/lua5.4"

-- The tests that ask a source most, the quickest first: specs, and in capitals
-- the tests in C. Others would notice a mutant too; that only these count makes
-- a trial cheap and the score no better.
local TESTS = {
  ["smtpcodes.c"] = "lookup facts suggest EDGES api classify FACTS",
  ["smtpcodes_parse.c"] = "WIRE EDGES parse oracle",
  ["smtpcodes_extract.c"] = "extract EDGES reason_fixtures classify WIRE logs",
  ["smtpcodes_build.c"] = "suggest BUILD build",
  ["smtpcodes_match.c"] = "words compounds reason_fixtures classify EDGES extract "
    .. "provider_tags rules logs",
  ["smtpcodes_reason.c"] = "reason_fixtures classify compounds weighing hints scope retry_after "
    .. "EDGES FACTS extract provider_tags facts rules logs",
  ["smtpcodes_normalize.c"] = "normalize EDGES",
  ["smtpcodes_rules.c"] = "RULES rules",
  ["smtpcodes_dsn.c"] = "events EDGES",
}

-- ---- building ------------------------------------------------------------------

-- The sources of the module that a line of the Makefile names.
local function sources(variable)
  local names, line = {}, files.read("Makefile"):match("\n" .. variable .. " *= *([^\n]*)")
  for name in line:gmatch("(%S+)%.c") do
    names[#names + 1] = name
  end
  return names
end

local function all_sources()
  return files.append(sources "CORE", sources "BINDING")
end

local function compile(compiler, source, object)
  local command = "%s -w -fPIC -DSMTPCODES_CHECKS -I. -I%s -c -o %s %s 2> /dev/null"
  return command:format(compiler, LUA, object, source)
end

local function object(name)
  return FOLDER .. "/" .. name .. ".o"
end

-- Links the module with another object in the place of one of its own.
local function link(out, name, instead)
  local objects = {}
  for _, other in ipairs(all_sources()) do
    objects[#objects + 1] = other == name and instead or object(other)
  end
  return ("ld -shared -z noexecstack -o %s %s 2> /dev/null"):format(out, table.concat(objects, " "))
end

local function build_c_test(name)
  local command = "gcc -w -O2 -o %s/%s spec/c/%s_test.c -L%s -l:smtpcodes.so -llua5.4"
  return command:format(FOLDER, name, name, FOLDER)
end

-- Builds what all trials share.
function trial.prepare()
  assert(files.succeeds("mkdir -p " .. FOLDER))
  for _, name in ipairs(all_sources()) do
    assert(files.succeeds(compile("gcc -O2", name .. ".c", object(name))), name)
  end
  assert(files.succeeds(link(FOLDER .. "/smtpcodes.so")))
  for _, name in ipairs { "build", "edges", "facts", "rules", "wire" } do
    assert(files.succeeds(build_c_test(name)), name)
  end
end

-- ---- testing -------------------------------------------------------------------

local SPEC = "LUA_PATH='./tool/?.lua;;' LUA_CPATH='%s/?.so;./build/5.4/?.so;;' SPEC_LUA=lua5.4 "
  .. "ORACLE_REPLIES=500 lua5.4 tools/specs.lua -1 spec/%s_spec.lua"

local function test(folder, name)
  if name:find("%u") then
    return ("LD_LIBRARY_PATH=%s %s/%s quick"):format(folder, FOLDER, name:lower())
  end
  return SPEC:format(folder, name)
end

-- The tests in their order. No process may take more seconds than that of a
-- processor, or more than four gigabytes.
local function tests(folder, file)
  local out = { "ulimit -v 4000000", "ulimit -t 5" }
  for name in TESTS[file]:gmatch("%S+") do
    out[#out + 1] = test(folder, name)
  end
  return table.concat(out, " && ")
end

local function quietly(command)
  return "{ " .. command .. "; } > /dev/null 2>&1 < /dev/null"
end

local COMPILERS = { gcc = "gcc -O0", tcc = "tcc" }

-- Whether all tests pass with this text as the source of a file, in a folder of
-- its own: "alive", "killed", or "broken" where the text does not compile.
function trial.outcome(folder, file, text, compiler)
  local name = file:gsub("%.c$", "")
  local source, made = folder .. "/mutant.c", folder .. "/mutant.o"
  files.write(source, text)
  if not files.succeeds(compile(COMPILERS[compiler], source, made)) then
    return "broken"
  end
  return files.succeeds(link(folder .. "/smtpcodes.so", name, made))
    and files.succeeds(quietly(tests(folder, file))) and "alive" or "killed"
end

-- A folder for the trials of one process.
function trial.folder(number)
  local folder = FOLDER .. "/" .. number
  assert(files.succeeds("mkdir -p " .. folder))
  return folder
end

local function machine_code(folder, text)
  files.write(folder .. "/code.c", text)
  local command = ("gcc -w -O2 -fPIC -I. -S -o - %s/code.c | grep -v '^\t\\.file'"):format(folder)
  local pipe = assert(io.popen(command))
  local code = pipe:read("*a")
  pipe:close()
  return code
end

local unchanged = {} -- the machine code of a source

-- Whether gcc -O2 makes the same program of a source and of another text: then
-- there is no difference that a test could see.
function trial.is_same(folder, source, other)
  unchanged[source] = unchanged[source] or machine_code(folder, source)
  return unchanged[source] == machine_code(folder, other)
end

return trial
