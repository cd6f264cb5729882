-- outfile.lua: writes a file whole or not at all.
--
-- The octets go into a new file beside it, which then takes its name: nobody
-- sees half a file, and an older one stays until then. A device is written to
-- as it is.

local outfile = {}

-- Lua tells an error as "name: what"; the name is not the one that was asked
-- for.
local function without_name(problem, name)
  local from, to = tostring(problem):find(name .. ": ", 1, true)
  return from == 1 and problem:sub(to + 1) or tostring(problem)
end

-- Writes to a file of this name: true | nil, problem.
local function write(name, bytes)
  local file, problem = io.open(name, "wb")
  if not file then
    return nil, without_name(problem, name)
  end
  local done, failed = file:write(bytes)
  local closed, not_closed = file:close()
  if done and closed then
    return true
  end
  return nil, without_name(failed or not_closed, name)
end

-- A name that no file has: the address of a new table is in it.
local function temporary(name)
  return name .. "." .. tostring({}):match("%w+$") .. ".tmp"
end

-- outfile.write(name, bytes) -> true | nil, problem
function outfile.write(name, bytes)
  if name:find("^/dev/") then
    return write(name, bytes)
  end
  local other = temporary(name)
  local done, problem = write(other, bytes)
  if done then
    done, problem = os.rename(other, name)
    problem = problem and without_name(problem, other)
  end
  if not done then
    os.remove(other)
  end
  return done, problem
end

return outfile
