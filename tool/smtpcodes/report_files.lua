-- report_files.lua: the command `smtpcodes report`: logs in, a report out.

local log_files = require "smtpcodes.log_files"
local logs = require "smtpcodes.logs"
local new_report = require "smtpcodes.report".new
local output = require "smtpcodes.report_output"

local report_files = {}

-- The report over all files.
local function report_on(out, arguments)
  if arguments.merge then
    return require "smtpcodes.merge".report(out, arguments.file)
  end
  local report = new_report()
  log_files.each(out, arguments.file, logs.reader(report:counter()),
    function(delivery)
      report:add(delivery)
    end)
  return report
end

function report_files.command(out, arguments)
  output.write(out, arguments, report_on(out, arguments))
end

return report_files
