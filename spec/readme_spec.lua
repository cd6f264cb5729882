-- README.md: every `expression --> value` in its Lua blocks is true.

local run = require "spec.support.run"

local load_chunk = rawget(_G, "loadstring") or load

-- A block becomes one chunk: plain lines as they are, and every line with an
-- arrow a call of check(value, value, line).
local function chunk(block)
  local lines = {}
  for line in block:gmatch("([^\n]*)\n") do
    local expression, value = line:match("^(.-)%s*%-%->%s*(.*)$")
    if expression then
      line = ("check(%q, (%s), (%s))"):format(line, expression, value)
    end
    lines[#lines + 1] = line
  end
  return "local check = ...\nlocal smtpcodes = require 'smtpcodes'\n" .. table.concat(lines, "\n")
end

describe("README.md", function()
  local readme = run.read("README.md")
  local count = 0

  for block in readme:gmatch("\n```lua\n(.-\n)```") do
    count = count + 1
    it("tells the truth in Lua block " .. count, function()
      local run_block = assert(load_chunk(chunk(block)))
      run_block(function(line, got, expected)
        assert.equal(expected, got, line)
      end)
    end)
  end

  it("has at least five examples that are run", function()
    local _, arrows = readme:gsub("%-%->", "")
    assert.is_true(arrows >= 5)
    assert.is_true(count >= 2)
  end)
end)
