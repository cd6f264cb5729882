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

function report_files.command(out, arguments)
  if arguments.compare then
    return require "smtpcodes.compare".command(out, arguments, report_on)
  end
  local make = arguments.merge and require "smtpcodes.merge".report
    or report_on
  output.write(out, arguments, make(out, arguments.file))
end

return report_files
