-- names.lua: what the module offers, as its manual page writes it: a line each.

local smtpcodes = require "smtpcodes"

local function methods(prefix, object, names)
  for name in pairs(debug.getmetatable(object).__index) do
    names[#names + 1] = prefix .. ":" .. name .. "("
  end
end

local function fields(names)
  for name, value in pairs(smtpcodes) do
    names[#names + 1] = type(value) == "function"
      and ("smtpcodes.%s("):format(name) or (".It \"%s\""):format(name)
  end
end

local names = {}
fields(names)
methods("parser", smtpcodes.parser(), names)
methods("rules", smtpcodes.rules {}, names)
table.sort(names)
print(table.concat(names, "\n"))
