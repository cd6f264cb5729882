-- files.lua: what the parts of mutate.lua need of the system.

local files = {}

function files.read(name)
  local file = assert(io.open(name, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

function files.write(name, text)
  local file = assert(io.open(name, "wb"))
  file:write(text)
  file:close()
end

-- Puts all of a list behind another, which is the answer.
function files.append(list, more)
  for _, item in ipairs(more) do
    list[#list + 1] = item
  end
  return list
end

-- Runs a shell command; whether it ended with 0.
function files.succeeds(command)
  return os.execute(command) == true
end

function files.line_of(command)
  local pipe = assert(io.popen(command))
  local line = pipe:read("*l")
  pipe:close()
  return line
end

return files
