-- report_files.lua: the command `smtpcodes report`: logs in, a report out.

local logs = require "smtpcodes.logs"
local new_report = require "smtpcodes.report".new
local output = require "smtpcodes.report_output"

local report_files = {}

-- What there is to say about a file: each problem at its first line, with how
-- many more there are of the kind.
local function tell(out, name, problems)
  for _, found in ipairs(problems) do
    out:problem(name, found.line, logs.problems[found.kind]
      .. (found.count > 1 and (", and %d more"):format(found.count - 1) or ""))
  end
end

local function note(problems, kind, line)
  local found = problems[kind]
  if not found then
    found = { kind = kind, line = line, count = 0 }
    problems[kind] = found
    problems[#problems + 1] = found
  end
  found.count = found.count + 1
end

local function read(out, report, reader, file, name)
  local problems = {}
  for delivery, line, problem in reader:each(file) do
    if problem then
      note(problems, problem, line)
    end
    if delivery or problem == "unread" then
      report:add(delivery)
    end
  end
  tell(out, name, problems)
end

local function read_name(out, report, reader, name)
  local file = name == "-" and io.stdin or logs.open(name)
  if not file then
    return out:unreadable(name)
  end
  read(out, report, reader, file, name == "-" and "(standard input)" or name)
  if name ~= "-" and file:close() == nil then
    out:problem(name, nil, "is broken; what could be read was counted")
  end
end

-- The report over all files.
local function report_on(out, arguments)
  if arguments.merge then
    return require "smtpcodes.merge".report(out, arguments.file)
  end
  local report = new_report()
  local reader = logs.reader(report:counter())
  for _, name in ipairs(#arguments.file > 0 and arguments.file or { "-" }) do
    read_name(out, report, reader, name)
  end
  return report
end

function report_files.command(out, arguments)
  output.write(out, arguments, report_on(out, arguments))
end

return report_files
