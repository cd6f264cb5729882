-- export.lua: the command `smtpcodes export`: rules for hosts that cannot
-- load C.

local export = {}

local targets = {
  postfix = function()
    return require "smtpcodes.export_postfix"()
  end,
  kumomta = function()
    return require "smtpcodes.export_kumomta".bounces()
  end,
  ["kumomta-shaping"] = function()
    return require "smtpcodes.export_kumomta".shaping()
  end,
}

function export.command(out, arguments)
  out.screen:write(targets[arguments.target]())
end

return export
