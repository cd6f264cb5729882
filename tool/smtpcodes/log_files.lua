-- log_files.lua: the deliveries of all files that the tool was given.

local logs = require "smtpcodes.logs"

local log_files = {}

-- Problems of a file: each kind with its first line, and how many there are.
local function note(problems, kind, line)
  local found = problems[kind]
  if not found then
    found = { kind = kind, line = line, count = 0 }
    problems[kind] = found
    problems[#problems + 1] = found
  end
  found.count = found.count + 1
end

local function tell(out, name, problems)
  for _, found in ipairs(problems) do
    out:problem(name, found.line, logs.problems[found.kind]
      .. (found.count > 1 and (", and %d more"):format(found.count - 1) or ""))
  end
end

local function read(out, name, deliveries, take)
  local problems = {}
  for delivery, line, problem in deliveries do
    if problem then
      note(problems, problem, line)
    end
    if delivery or problem == "unread" then
      take(delivery)
    end
  end
  tell(out, name, problems)
end

local function read_name(out, name, reader, take)
  if name == "-" then
    return read(out, "(standard input)", reader:each(io.stdin), take)
  end
  local file = logs.open(name)
  if not file then
    return out:unreadable(name)
  end
  read(out, name, reader:each(file), take)
  if file:close() == nil then
    out:problem(name, nil, "is broken; what could be read was taken")
  end
end

-- log_files.each(out, names, reader, take): take(delivery) for each delivery of
-- the files, take(false) for one that cannot be read; no name, or "-", is
-- standard input. `out` is told what is wrong, with file and line.
function log_files.each(out, names, reader, take)
  for _, name in ipairs(#names > 0 and names or { "-" }) do
    read_name(out, name, reader, take)
  end
end

return log_files
