-- The cases of spec/faults reach every function. What becomes of them when
-- memory runs out, tools/test_faults.sh shows.

local smtpcodes = require "smtpcodes"
local cases = dofile "spec/faults/cases.lua"

-- The functions of the module and the methods of what it makes.
local function functions()
  local names = {}
  for name, value in pairs(smtpcodes) do
    if type(value) == "function" then
      names[name] = true
    end
  end
  for kind, made in pairs { parser = smtpcodes.parser(), rules = smtpcodes.rules {} } do
    for name in pairs(debug.getmetatable(made).__index) do
      names[kind .. ":" .. name] = true
    end
  end
  return names
end

local function names_of(t)
  local names = {}
  for name in pairs(t) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

describe("the cases of faults", function()
  it("are there for every function and every method", function()
    assert.same(names_of(functions()), names_of(cases))
  end)

  it("run when there is memory", function()
    for name, list in pairs(cases) do
      assert.is_true(#list > 0, name)
      for _, case in ipairs(list) do
        case(smtpcodes, smtpcodes.parser())
      end
    end
  end)
end)
