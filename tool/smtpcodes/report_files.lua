-- report_files.lua: the command `smtpcodes report`: logs in, a report out.

local log_files = require "smtpcodes.log_files"
local logs = require "smtpcodes.logs"
local new_report = require "smtpcodes.report".new
local output = require "smtpcodes.report_output"

local report_files = {}

-- The report over all files.
local function report_on(out, names)
  local report = new_report()
  log_files.each(out, names, logs.reader(report:counter()),
    function(delivery)
      report:add(delivery)
    end)
  return report
end

-- How often a report of a growing log is written at most, in seconds.
local EVERY = 2

-- Writes the report each time that the log has told of more; on a terminal in
-- the place of the one before.
local function follow(out, arguments)
  local report = new_report()
  local written, count = 0, -1
  local function told()
    return report.attempts + report.suspended + report.expired
  end
  log_files.follow(out, arguments.file[1], logs.reader(report:counter()),
    function(delivery)
      report:add(delivery)
    end, function()
      if told() ~= count and os.time() >= written + EVERY then
        written, count = os.time(), told()
        if out.screen.on_terminal then
          out.screen:write("\27[H\27[2J")
        end
        output.write(out, arguments, report)
        out.screen:flush()
      end
    end)
end

function report_files.command(out, arguments)
  if arguments.follow then
    return follow(out, arguments)
  elseif arguments.compare then
    return require "smtpcodes.compare".command(out, arguments, report_on)
  end
  local make = arguments.merge and require "smtpcodes.merge".report
    or report_on
  output.write(out, arguments, make(out, arguments.file))
end

return report_files
