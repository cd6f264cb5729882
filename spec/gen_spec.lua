-- tools/gen.lua: it repeats what is in data/, and a wrong row stops it.

local run = require "spec.support.run"

local quote = run.quote

describe("tools/gen.lua", function()
  local folder

  setup(function()
    folder = run.folder()
    run.shell("cp -r data fuzz tool tools smtpcodes.h libsmtpcodes.map README.md " .. quote(folder))
    run.shell("[ ! -d types ] || cp -r types docs " .. quote(folder))
  end)

  teardown(function()
    run.shell("rm -rf " .. quote(folder))
  end)

  local function generate(flag)
    return run.shell(("cd %s && %s tools/gen.lua %s"):format(quote(folder),
      run.lua, flag or ""))
  end

  it("finds everything that it writes as it would write it", function()
    local output, status = generate("--check")
    assert.equal("", output)
    assert.equal(0, status)
  end)

  it("puts a damaged output right again", function()
    local name = folder .. "/data/codes.inc"
    local bytes = run.read(name)
    run.write(name, (bytes:gsub("550", "551")))
    local output, status = generate("--check")
    assert.equal(1, status)
    assert.truthy(output:find("data/codes.inc differs", 1, true))
    assert.equal(0, select(2, generate()))
    assert.equal(bytes, run.read(name))
  end)

  -- file, pattern, replacement, what the generator must say
  local wrong = {
    { "codes", "\n(550\t[^\n]*)", "\n%1\n%1", "duplicate of line" },
    { "codes", "\n550\t", "\n650\t", "code 650" },
    { "codes", "\n550\tMAIL", "\n550\tmail", "UPPER_SNAKE" },
    { "codes", "\n(550\t[%w_]+\t)standard", "\n%1normal", "unknown word" },
    { "codes", "\n(221[^\n]*)\tQUIT\t", "\n%1\tLEAVE\t", "unknown command" },
    { "codes", "\n550\t[^\n]*", "\n550\tX", "2 cells" },
    { "codes", "\ncode\tname", "\nname\tcode", "column 1" },
    { "codes", "(5%.1%.1,)", "4.1.1,", "does not fit" },
    { "codes", "RFC5321#4%.2%.3", "rfc 5321", "not like RFC5321" },
    { "enhanced", "\n1\t1\t", "\n1\t2\t", "follows" },
    { "enhanced", "\n(1\t1\t[^\t]*\t[^\t]*\t)5\t", "\n%17\t", "classes" },
    { "subjects", "subject\t3", "subject\t9", "where subject 3 belongs" },
    { "meanings", "\n452\t", "\n498\t", "" },
    { "reasons", "\n(full%-mailbox\t)retry", "\n%1panic", "unknown word" },
    { "actions", "\nretry\t[^\n]*", "\nretry\t\t-\t-", "empty" },
  }

  for i, case in ipairs(wrong) do
    it("stops at a wrong row: " .. i .. " " .. case[4], function()
      local name = folder .. "/data/" .. case[1] .. ".tsv"
      local bytes = run.read(name)
      local damaged, count = ("\n" .. bytes):gsub(case[2], case[3], 1)
      assert.equal(1, count)
      run.write(name, damaged:sub(2))
      local output, status = generate()
      run.write(name, bytes)
      assert.equal(1, status)
      assert.truthy(output:find("data/" .. case[1] .. "%.tsv:%d+: "), output)
      assert.truthy(output:find(case[4], 1, true), output)
    end)
  end

  it("writes nothing when a row is wrong", function()
    local output, status = generate("--check")
    assert.equal("", output)
    assert.equal(0, status)
  end)
end)
