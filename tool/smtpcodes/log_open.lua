-- log_open.lua: opens a log, through the system's own program where it is
-- compressed, whatever its name is.
--
--   local file, close = log_open(name)      name "-" is standard input
--   ... file:read(...)
--   local problem = close()                 a sentence, or nil

-- What compressed data begins with, and what reads it.
local programs = {
  { "\31\139", "gzip" },
  { "\253" .. "7zXZ\0", "xz" },
  { "\40\181\47\253", "zstd" },
}
local by_name = { gz = "gzip", xz = "xz", zst = "zstd" }

-- The program by the first octets; by the name where they cannot be put back.
local function program_of(file, name)
  local begin = file:seek("cur", 0)
  if not begin then
    return by_name[name:match("%.(%w+)$")]
  end
  local head = file:read(6) or ""
  file:seek("set", begin)
  for _, row in ipairs(programs) do
    if head:sub(1, #row[1]) == row[1] then
      return row[2]
    end
  end
end

-- One word of a shell command, whatever is in it.
local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function first_line(name)
  local file = io.open(name, "r")
  local line = file and file:read("*l")
  if file then
    file:close()
  end
  return line
end

-- Not every Lua says how a pipe ended: the shell writes it into a file.
local function open_through(program, name)
  local ending = os.tmpname()
  local source = name == "-" and "" or " < " .. quote(name)
  local pipe = io.popen(("%s -dc%s 2>/dev/null; echo $? > %s"):format(program,
    source, quote(ending)), "r")
  return pipe, function()
    pipe:close()
    local status = first_line(ending)
    os.remove(ending)
    if status == "127" then
      return "is compressed, and " .. program .. " is missing"
    elseif status ~= "0" then
      return "is broken or ends too early; what could be read was taken"
    end
  end
end

return function(name)
  local file = name == "-" and io.stdin or io.open(name, "rb")
  if not file then
    return nil
  end
  if name == "-" then
    file:setvbuf("no") -- what is put back is there for the program, too
  end
  local _, problem = file:read(0) -- a folder opens, but does not read
  local program = not problem and program_of(file, name)
  if program then
    if file ~= io.stdin then
      file:close()
    end
    return open_through(program, name)
  end
  return not problem and file or nil, function()
    if file ~= io.stdin then
      file:close()
    end
  end
end
