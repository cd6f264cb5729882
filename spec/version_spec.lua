-- One version and one list of sources: the header, the module, the rockspecs,
-- the change log and the Makefile say the same.

local run = require "spec.support.run"
local smtpcodes = require "smtpcodes"

local version = run.read("smtpcodes.h"):match('SMTPCODES_VERSION "(.-)"')

-- The globals that a rockspec sets.
local function rockspec(name)
  local fields = {}
  local text = run.read(name)
  local setfenv, loadstring = rawget(_G, "setfenv"), rawget(_G, "loadstring")
  if setfenv then
    setfenv(assert(loadstring(text, name)), fields)()
  else
    assert(load(text, name, "t", fields))()
  end
  return fields
end

local function words(text)
  local list = {}
  for word in text:gmatch("%S+") do
    list[#list + 1] = word
  end
  table.sort(list)
  return list
end

-- What the Makefile says after `NAME = `.
local function makefile(name)
  return (run.read("Makefile"):match("\n" .. name .. " *= ([^\n]*)"))
end

local release = "rockspec/smtpcodes-" .. version .. "-1.rockspec"
local scm = "rockspec/smtpcodes-scm-1.rockspec"
local tool = "rockspec/tool/smtpcodes-cli-scm-1.rockspec"

describe("the version", function()
  it("is the same in the header, the module and the tool", function()
    assert.equal("smtpcodes " .. version, smtpcodes._VERSION)
    assert.equal("smtpcodes " .. version,
      run.shell(run.lua .. " bin/smtpcodes --version"):match("^%S+ %S+"))
  end)

  it("heads the change log", function()
    assert.equal(version,
      run.read("CHANGELOG.md"):match("\n## (%d+%.%d+%.%d+)[ \n]"))
  end)

  it("has a rockspec, with its tag", function()
    local spec = rockspec(release)
    assert.equal(version .. "-1", spec.version)
    assert.equal("v" .. version, spec.source.tag)
  end)

  it("differs from the rockspec of the newest tree in nothing else", function()
    local one, other = rockspec(release), rockspec(scm)
    assert.equal("scm-1", other.version)
    one.version, one.source.tag, other.version = nil, nil, nil
    assert.same(other, one)
  end)
end)

describe("the rockspecs", function()
  for _, name in ipairs { release, scm } do
    it("build what the Makefile builds: " .. name, function()
      local sources = rockspec(name).build.modules.smtpcodes.sources
      assert.same(words(makefile("CORE") .. " " .. makefile("BINDING")),
        words(table.concat(sources, " ")))
    end)

    it("depend on Lua alone: " .. name, function()
      local list = rockspec(name).dependencies
      assert.equal(1, #list)
      assert.truthy(list[1]:find("^lua "))
    end)
  end

  it("build for the tool what the Makefile builds", function()
    local module = rockspec(tool).build.modules["smtpcodes.logscan"]
    assert.same(words(makefile("TOOL_CORE") .. " " .. makefile("TOOL_BINDING")),
      words(table.concat(module.sources, " ")))
  end)

  it("give the tool every Lua part that there is", function()
    local modules, files = {}, {}
    for module, file in pairs(rockspec(tool).build.modules) do
      if type(file) == "string" then
        assert.equal(file, "tool/" .. module:gsub("%.", "/") .. ".lua")
        modules[#modules + 1] = file
      end
    end
    for file in run.shell("find tool -name '*.lua'"):gmatch("%S+") do
      files[#files + 1] = file
    end
    table.sort(modules)
    table.sort(files)
    assert.same(files, modules)
  end)
end)
