-- file.lua: a file as the generator reads it.

local file = {}

-- Its bytes; nil, problem where it cannot be read.
function file.read(name)
  local handle, problem = io.open(name, "rb")
  if not handle then
    return nil, problem
  end
  local bytes = handle:read("*a")
  handle:close()
  return bytes
end

return file
