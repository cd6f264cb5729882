-- README.md and docs/: every `expression --> value` in a Lua block is true.

local run = require "spec.support.run"

local load_chunk = rawget(_G, "loadstring") or load

-- A block becomes one chunk: plain lines as they are, and every line with an
-- arrow a call of check(value, value, line).
local function chunk(block)
  local lines = {}
  for line in block:gmatch("([^\n]*)\n") do
    local expression, value = line:match("^(.-)%s*%-%->%s*(.*)$")
    lines[#lines + 1] = expression
      and ("check(%q, (%s), (%s))"):format(line, expression, value) or line
  end
  return "local check = ...\nlocal smtpcodes = require 'smtpcodes'\n" .. table.concat(lines, "\n")
end

-- README and the documents that have a block of Lua.
local names = { "README.md" }
for name in run.shell("ls docs/*.md"):gmatch("[^\n]+") do
  if run.read(name):find("\n```lua\n", 1, true) then
    names[#names + 1] = name
  end
end

describe("the documents", function()
  it("have blocks of Lua that are run", function()
    assert.is_true(#names >= 4)
  end)
end)

for _, name in ipairs(names) do
  describe(name, function()
    local text = run.read(name)
    local count = 0

    for block in text:gmatch("\n```lua\n(.-\n)```") do
      count = count + 1
      it("tells the truth in Lua block " .. count, function()
        local run_block = assert(load_chunk(chunk(block)))
        run_block(function(line, got, expected)
          assert.equal(expected, got, line)
        end)
      end)
    end

    it("has examples that are run", function()
      local _, arrows = text:gsub("%-%->", "")
      assert.is_true(arrows >= (name == "README.md" and 5 or 1))
      assert.is_true(count >= (name == "README.md" and 5 or 1))
    end)
  end)
end
