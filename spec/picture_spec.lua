-- docs/explain.svg, the picture in README.md: a run of the real tool.

local run = require "spec.support.run"

describe("docs/explain.svg", function()
  it("shows what the tool writes (else: make picture)", function()
    local output, status = run.shell(("LUA=%s %s tools/picture.lua --check"):format(run.quote(run.lua),
      run.quote(run.lua)))
    assert.same({ "", 0 }, { output, status })
  end)

  it("escapes what stands between its tags", function()
    local svg = run.read("docs/explain.svg")
    assert.truthy(svg:find("&lt;anna@example.com&gt;", 1, true))
    assert.is_nil(svg:find("<anna", 1, true))
    assert.is_nil(svg:find("\27", 1, true))
  end)
end)
