-- report_output.lua: a report in the form that was asked for.

local report_output = {}

local forms = {}

function forms.json(out, result)
  out.screen:write(out.json.encode(result), "\n")
end

function forms.prometheus(out, result)
  out.screen:write(require "smtpcodes.prometheus".text(result))
end

function forms.html(out, result, arguments)
  local page = require "smtpcodes.html_report".page(result)
  if arguments.html == "-" then
    return out.screen:write(page)
  end
  local done, problem = require "smtpcodes.outfile".write(arguments.html, page)
  if not done then
    out:unwritable(arguments.html, problem)
  end
end

function forms.text(out, result, arguments)
  require "smtpcodes.show_report".text(out.screen, result, arguments.top)
end

local function form_of(arguments)
  for _, name in ipairs { "json", "prometheus", "html" } do
    if arguments[name] then
      return name
    end
  end
  return "text"
end

function report_output.write(out, arguments, report)
  local form = form_of(arguments)
  local result = report:result(form == "json" and arguments.top or nil)
  forms[form](out, result, arguments)
end

return report_output
