-- report_output.lua: a report in the form that was asked for.

local report_output = {}

local forms = {}

function forms.json(out, result)
  out.screen:write(out.json.encode(result), "\n")
end

function forms.text(out, result, arguments)
  require "smtpcodes.show_report".text(out.screen, result, arguments.top)
end

function report_output.write(out, arguments, report)
  local form = arguments.json and "json" or "text"
  local result = report:result(form == "json" and arguments.top or nil)
  forms[form](out, result, arguments)
end

return report_output
