-- tools/coverage.lua: what is not reached must be explained, and no more.

local run = require "spec.support.run"

-- What gcov writes of a function of three lines.
local GCOV = [[
        -:    0:Source:a.c
function f called 2 returned 100% blocks executed 100%
        2:    1:int f(int a) {
        2:    2:  if (a > 0 && a < 9)
branch  0 taken 2 (fallthrough)
branch  1 taken SECOND
branch  2 taken 1
branch  3 taken LAST
     LINE:    3:    return 1;
]]
local ROW = "a.c\tf\tif (a > 0 && a < 9)\t1\tIt is never 9.\n"

-- What the tool says of such a file, with these counts, and its status.
local function sum_up(rows, second, last, line)
  local folder = run.folder()
  run.write(folder .. "/rows.tsv", "# file\tfunction\tline\tbranches\treason\n" .. rows)
  run.write(folder .. "/a.gcov", (GCOV:gsub("%u%u%u%u+", { SECOND = second, LAST = last, LINE = line })))
  local output, status = run.shell(("%s tools/coverage.lua %s/rows.tsv %s/a.gcov"):format(run.lua, folder, folder))
  run.shell("rm -r " .. run.quote(folder))
  return output, status
end

describe("tools/coverage.lua", function()
  it("counts lines and branches", function()
    local output, status = sum_up("", "1", "1", "    1")
    assert.equal(0, status)
    assert.truthy(output:find("all +lines +3 of +3 +100.00 %% +branches +4 of +4 +100.00 %%"))
  end)

  it("fails for a line that is not reached", function()
    local output, status = sum_up("", "1", "1", "#####")
    assert.equal(1, status)
    assert.truthy(output:find("a.c:3: line: return 1;", 1, true))
  end)

  it("fails for a branch that is not reached, unless it is explained", function()
    local output, status = sum_up("", "1", "0", "    1")
    assert.equal(1, status)
    assert.truthy(output:find("a.c:2: branch 3: if (a > 0 && a < 9)", 1, true))
    assert.equal(0, select(2, sum_up(ROW, "1", "0", "    1")))
  end)

  it("fails for a row about other branches than there are", function()
    for reached, output in pairs { [0] = sum_up(ROW, "1", "1", "    1"), [2] = sum_up(ROW, "0", "0", "    1") } do
      assert.truthy(output:find("a.c: f: if (a > 0 && a < 9): explains 1, not reached " .. reached, 1, true), output)
    end
    assert.equal(1, select(2, sum_up(ROW, "1", "1", "    1")))
    assert.equal(1, select(2, sum_up(ROW:gsub("a > 0", "a > 1"), "1", "0", "    1")))
  end)
end)
