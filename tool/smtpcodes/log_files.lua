-- log_files.lua: the deliveries of all files that the tool was given.

local log_follow = require "smtpcodes.log_follow"
local logs = require "smtpcodes.logs"
local progress = require "smtpcodes.progress"

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

-- A taker of what reader:next gives; tell() says what was wrong.
local function listen(out, name, take)
  local problems = {}
  return function(delivery, line, problem)
    if problem then
      note(problems, problem, line)
    end
    if delivery or problem == "unread" then
      take(delivery)
      problems.any = true
    end
  end, function()
    tell(out, name, problems)
    return problems.any
  end
end

local function read(out, name, reader, file, take)
  local before = reader.scan:octets()
  local heard, finish = listen(out, name, take)
  for delivery, line, problem in reader:each(file) do
    heard(delivery, line, problem)
  end
  if not finish() and reader.scan:known() == 0
    and reader.scan:octets() > before then
    out:problem(name, nil, "no line of it is one of a log")
  end
end

local function read_name(out, name, reader, take)
  local file, close = logs.open(name)
  if not file then
    return out:unreadable(name)
  end
  local shown = name == "-" and "(standard input)" or name
  read(out, shown, reader, file, take)
  local problem = close()
  if problem then
    out:problem(shown, nil, problem)
  end
end

-- Shows how far the reading is, on a terminal.
local function show_progress(out, names, reader)
  local shown = progress.of(io.stderr, names)
  if shown then
    out.before_problem = function()
      shown:clear()
    end
    reader.pause = function(octets)
      shown:at(octets)
    end
  end
  return shown
end

-- log_files.each(out, names, reader, take): take(delivery) for each delivery of
-- the files, take(false) for one that cannot be read; no name, or "-", is
-- standard input. `out` is told what is wrong, with file and line.
function log_files.each(out, names, reader, take)
  local shown = show_progress(out, names, reader)
  for _, name in ipairs(#names > 0 and names or { "-" }) do
    read_name(out, name, reader, take)
  end
  if shown then
    shown:clear()
  end
end

-- log_files.follow(out, name, reader, take, quiet): the same for one file that
-- grows, without an end; quiet() each time that all that came was taken.
function log_files.follow(out, name, reader, take, quiet)
  local function heard(delivery, line, problem)
    if problem then
      out:problem(name, line, logs.problems[problem])
    end
    if delivery or problem == "unread" then
      take(delivery)
    end
  end
  log_follow(name, reader, heard, quiet)
  out:unreadable(name)
end

return log_files
