-- A library that was built for another Lua is refused with a message; it
-- never crashes, and never answers.

local run = require "spec.support.run"

local function library(version)
  return "build/" .. version .. "/smtpcodes.so"
end

local function exists(name)
  local file = io.open(name, "rb")
  if file then
    file:close()
  end
  return file ~= nil
end

-- What `require` says of the library for this version, in a Lua of its own.
local function open(version)
  local script = ([[
    package.cpath = "build/%s/?.so"
    local found, module = pcall(require, "smtpcodes")
    print(found, found and module.codes[550].code or module)]]):format(version)
  return run.shell(run.lua .. " -e " .. run.quote(script))
end

local own = _VERSION:match("%d+%.%d+")

describe("require", function()
  it("opens the library for this Lua", function()
    local text, status = open(own)
    assert.equal("true\t550\n", text)
    assert.equal(0, status)
  end)

  for _, version in ipairs { "5.1", "5.2", "5.3", "5.4" } do
    if version ~= own then
      it("refuses the library for Lua " .. version, function()
        if not exists(library(version)) then
          return pending("there is no " .. library(version))
        end
        local text, status = open(version)
        assert.equal(0, status)
        assert.truthy(text:find("^false\t"), text)
        assert.truthy(text:find("undefined symbol", 1, true)
          or text:find("version mismatch", 1, true), text)
      end)
    end
  end
end)

-- Lua 5.1 does not tell whether its collector runs; the library leaves it be.
if pcall(collectgarbage, "isrunning") then
  describe("opening the module", function()
    local function require_again()
      local before = package.loaded.smtpcodes
      package.loaded.smtpcodes = nil
      require "smtpcodes"
      package.loaded.smtpcodes = before
    end

    it("leaves the collector as it was", function()
      assert.is_true(collectgarbage "isrunning")
      require_again()
      assert.is_true(collectgarbage "isrunning")
      collectgarbage "stop"
      require_again()
      local running = collectgarbage "isrunning"
      collectgarbage "restart"
      assert.is_false(running)
    end)
  end)
end
