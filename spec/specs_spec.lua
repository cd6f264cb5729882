-- tools/specs.lua counts what specs do, as busted would.

local run = require "spec.support.run"

local ALL = [[
describe("a block", function()
  local log = {}
  setup(function() log[#log + 1] = "setup" end)
  before_each(function() log[#log + 1] = "before" end)
  after_each(function() log[#log + 1] = "after" end)
  teardown(function() log[#log + 1] = "teardown" print(table.concat(log, " ")) end)
  it("succeeds", function() finally(function() log[#log + 1] = "finally" end) assert.same({ 1 }, { 1 }) end)
  it("fails", function() assert.same({ 1, { 2 } }, { 1, { 3 } }) end)
  it("breaks", function() local x = nil; return x.y end)
  it("waits", function() pending("for Godot") end)
  it("fails by assert", function() assert(false, "no good") end)
  it("has no such assert", function() assert.matches("a", "b") end)
end)
pending("not written yet")
]]

local function specs(text, options)
  local name = os.tmpname()
  run.write(name, text)
  local output, status = run.shell(run.lua .. " tools/specs.lua " .. (options or "") .. " " .. name)
  os.remove(name)
  return output, status
end

describe("tools/specs.lua", function()
  it("counts successes, failures, errors and what is pending", function()
    local output, status = specs(ALL)
    assert.equal(1, status)
    assert.truthy(output:find("1 successes / 2 failures / 2 errors / 2 pending", 1, true))
    assert.truthy(output:find("Failure -> a block fails", 1, true))
    assert.truthy(output:find("no good", 1, true))
  end)

  it("calls what stands around the specs", function()
    assert.truthy(specs(ALL):find("setup before finally after before after before after before after"
      .. " before after before after teardown", 1, true))
  end)

  it("leaves out what has the tag of -x, a spec or a block", function()
    local text = [[
describe("some", function() it("is #slow", error) it("is quick", function() end) end)
describe("all #slow", function() it("is left out", error) end)]]
    local output, status = specs(text, "-x slow")
    assert.equal(0, status)
    assert.truthy(output:find("1 successes / 0 failures / 0 errors / 0 pending", 1, true))
    assert.equal(1, select(2, specs(text)))
  end)

  it("stops at the first failure with -1", function()
    local output, status = specs('it("a", error) it("b", function() print "on" end)', "-1")
    assert.equal(1, status)
    assert.is_nil(output:find("on\n", 1, true))
  end)

  it("ends with 0 when nothing failed, with 1 for a file that is none", function()
    assert.equal(0, select(2, specs 'it("is fine", function() end)'))
    assert.equal(1, select(2, specs "it("))
    assert.equal(1, select(2, specs "error 'at once'"))
  end)
end)
