-- types.lua: the closed lists and the names in types/smtpcodes.d.lua.

local types = {}

function types.read(facts)
  return facts["tools.gen.tables"]
end

local function alias(name, rows, column)
  local out = { "---@alias " .. name .. "\n" }
  for _, row in ipairs(rows) do
    out[#out + 1] = ("---| %q # %s\n"):format(row[column], row.title)
  end
  return table.concat(out)
end

local function names(rows)
  local out = { "---@class smtpcodes.Names\n" }
  for _, row in ipairs(rows) do
    if row.status == "standard" or row.status == "extension" then
      out[#out + 1] = ("---@field %s %s %s\n"):format(row.name, row.code,
        row.title)
    end
  end
  return table.concat(out)
end

function types.write(outputs, facts, region)
  region(outputs, "types/smtpcodes.d.lua", "words", table.concat({
    alias("smtpcodes.action", facts.actions, "action"),
    alias("smtpcodes.reason", facts.reasons, "reason"),
    names(facts.codes),
  }, "\n"))
end

return types
