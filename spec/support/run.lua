-- run.lua: runs programs from a spec, with the Lua that runs the spec.

local run = {}

local versions = { ["Lua 5.1"] = "lua5.1", ["Lua 5.2"] = "lua5.2",
  ["Lua 5.3"] = "lua5.3", ["Lua 5.4"] = "lua5.4", ["Lua 5.5"] = "lua5.5" }

-- The command that starts this Lua; SPEC_LUA names another one.
run.lua = os.getenv("SPEC_LUA") or rawget(_G, "jit") and "luajit"
  or versions[_VERSION]

-- One word of a shell command.
function run.quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

-- Runs a shell command; returns what it wrote (both streams) and its status.
function run.shell(command)
  local pipe = assert(io.popen("{ " .. command
    .. "\n} 2>&1; printf '\\n%s\\n' \"$?\"", "r"))
  local output = pipe:read("*a")
  pipe:close()
  local text, status = output:match("^(.*)\n(%d+)\n$")
  return text, tonumber(status)
end

-- A new empty folder; the caller removes it.
function run.folder()
  local name = os.tmpname()
  os.remove(name)
  assert(run.shell("mkdir " .. run.quote(name)))
  return name
end

function run.write(name, bytes)
  local file = assert(io.open(name, "wb"))
  assert(file:write(bytes))
  file:close()
end

function run.read(name)
  local file = assert(io.open(name, "rb"))
  local bytes = file:read("*a")
  file:close()
  return bytes
end

return run
