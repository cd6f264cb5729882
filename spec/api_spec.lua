-- The functions in the module, in the annotations and in the README are the
-- same set, and so are the tables.

local run = require "spec.support.run"
local smtpcodes = require "smtpcodes"

local function sorted(set)
  local list = {}
  for name in pairs(set) do
    list[#list + 1] = name
  end
  table.sort(list)
  return list
end

local function module_names(kind)
  local set = {}
  for name, value in pairs(smtpcodes) do
    if type(value) == kind then
      set[name] = true
    end
  end
  return sorted(set)
end

local function found(file, pattern)
  local set = {}
  for name in run.read(file):gmatch(pattern) do
    set[name] = true
  end
  return sorted(set)
end

describe("the interface", function()
  it("has the functions that the annotations tell", function()
    assert.same(module_names("function"),
      found("types/smtpcodes.d.lua", "\nfunction smtpcodes%.([%w_]+)"))
  end)

  it("has the functions that the README tells", function()
    assert.same(module_names("function"),
      found("README.md", "\n| `([%w_]+)%("))
  end)

  it("has the tables that annotations and README tell", function()
    assert.same(module_names("table"),
      found("README.md", "\n| `([%w_]+)[%[.]"))
    assert.same(module_names("table"),
      found("types/smtpcodes.d.lua", "\n%-%-%-@field ([%w_]+) table<"))
  end)

  it("sets no global", function()
    local before = {}
    for name in pairs(_G) do
      before[name] = true
    end
    package.loaded.smtpcodes = nil
    local again = require "smtpcodes"
    package.loaded.smtpcodes = smtpcodes
    assert.are_not.equal(smtpcodes, again)
    for name in pairs(_G) do
      assert.is_true(before[name])
    end
  end)

  it("names its version and its data", function()
    assert.truthy(smtpcodes._VERSION:find("^smtpcodes %d+%.%d+%.%d+$"))
    assert.truthy(smtpcodes._DATA:find("%d%d%d%d%-%d%d%-%d%d$"))
  end)
end)
