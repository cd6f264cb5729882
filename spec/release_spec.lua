-- tools/versions.sh: a release of a wrong version is refused, with the place.

local run = require "spec.support.run"

local quote = run.quote
local version = run.read("smtpcodes.h"):match('SMTPCODES_VERSION "(.-)"')
local rockspec = "rockspec/smtpcodes-" .. version .. "-1.rockspec"

describe("tools/versions.sh", function()
  local folder

  setup(function()
    folder = run.folder()
    run.shell("cp -r --parents smtpcodes.h docs/smtpcodes.* rockspec packaging CHANGELOG.md"
      .. " tools/versions.sh " .. quote(folder))
    local log = run.read("CHANGELOG.md")
    run.write(folder .. "/CHANGELOG.md",
      (log:gsub("\n## ([%d.]+) %b()", "\n## %1 (2099-12-31)", 1)))
  end)

  teardown(function()
    run.shell("rm -rf " .. quote(folder))
  end)

  local function check(...)
    return run.shell(("cd %s && tools/versions.sh %s"):format(quote(folder),
      table.concat({ ... }, " ")))
  end

  -- What it says when `pattern` in a file is replaced once.
  local function check_with(file, pattern, replacement, ...)
    local name = folder .. "/" .. file
    local bytes = run.read(name)
    local damaged, count = bytes:gsub(pattern, replacement, 1)
    assert.equal(1, count)
    run.write(name, damaged)
    local output, status = check(version, ...)
    run.write(name, bytes)
    return output, status
  end

  it("accepts the version that every place names", function()
    local output, status = check(version)
    assert.equal("", output)
    assert.equal(0, status)
  end)

  it("refuses another version, and names every place", function()
    local output, status = check "99.8.7"
    assert.equal(1, status)
    for _, place in ipairs { "smtpcodes.h says '" .. version .. "', not '99.8.7'",
      "docs/smtpcodes.3 says", "docs/smtpcodes.3lua says", "packaging/debian/changelog says",
      "packaging/alpine/APKBUILD says", "packaging/homebrew/smtpcodes.rb says",
      "CHANGELOG.md says", "there is no rockspec/smtpcodes-99.8.7-1.rockspec" } do
      assert.truthy(output:find("release: " .. place, 1, true), place)
    end
  end)

  for _, word in ipairs { "1.2", "1.2.3.4", "v1.2.3", "1..2", "'1.2.x'", "''" } do
    it("refuses what is no version: " .. word, function()
      local output, status = check(word)
      assert.equal(1, status)
      assert.truthy(output:find("is no version like 1.2.3", 1, true))
    end)
  end

  -- file, pattern, replacement, what it must say
  local places = {
    { "smtpcodes.h", '(SMTPCODES_VERSION ")%d', "%19", "smtpcodes.h says" },
    { "docs/smtpcodes.3", '(SMTPCODES_VERSION ")%d', "%19", "docs/smtpcodes.3 says" },
    { "packaging/debian/changelog", "%(%d", "(9", "packaging/debian/changelog says" },
    { "packaging/alpine/APKBUILD", "pkgver=%d", "pkgver=9", "packaging/alpine/APKBUILD says" },
    { "packaging/homebrew/smtpcodes.rb", "/v%d", "/v9", "packaging/homebrew/smtpcodes.rb says" },
    { rockspec, 'version = "%d', 'version = "9', rockspec .. " says" },
    { rockspec, 'tag = "v%d', 'tag = "v9', rockspec .. ", its tag, says" },
    { "CHANGELOG.md", "\n## %d", "\n## 9", "CHANGELOG.md says" },
    { "CHANGELOG.md", "%(2099%-12%-31%)", "(soon)", "CHANGELOG.md has the day 'soon'" },
    { "CHANGELOG.md", "%(2099%-12%-31%)", "(unreleased)", "CHANGELOG.md has no day" },
    { "CHANGELOG.md", "%(2099%-12%-31%)", "(1999-12-31)", "docs/smtpcodes.1 is of" },
  }

  for i, case in ipairs(places) do
    it("finds what was forgotten: " .. i .. " " .. case[4], function()
      local output, status = check_with(case[1], case[2], case[3])
      assert.equal(1, status)
      assert.truthy(output:find("release: " .. case[4], 1, true), output)
    end)
  end

  it("takes a version without a day where it is told so", function()
    local output, status = check_with("CHANGELOG.md", "%(2099%-12%-31%)", "(unreleased)", "unreleased")
    assert.equal("", output)
    assert.equal(0, status)
  end)
end)
