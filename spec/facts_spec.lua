-- Every row of data/*.tsv against the built module: a wrong generator, a stale
-- build or a field in the wrong place shows here.

local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"

local function rows(name)
  return read_rows("data/" .. name .. ".tsv")
end

local function split(cell, separator)
  local list = {}
  for item in ((cell or "") .. separator):gmatch("(.-)" .. separator) do
    if item ~= "" then
      list[#list + 1] = tonumber(item:match("^%d+$")) or item
    end
  end
  return list
end

local function equal_fields(row, record, names)
  for name in names:gmatch("%S+") do
    assert.equal(row[name], record[name])
  end
end

describe("data/codes.tsv", function()
  local codes = rows "codes"

  for _, row in ipairs(codes) do
    it("has " .. row.code .. " in the module", function()
      local code = tonumber(row.code)
      local record = smtpcodes.codes[code]
      assert.equal(code, record.code)
      equal_fields(row, record, "name title description status")
      assert.equal(smtpcodes.class(code), record.class)
      assert.equal(smtpcodes.category(code), record.category)
      assert.same(split(row.commands, ","), record.commands)
      assert.same(split(row.enhanced, ","), record.enhanced)
      assert.same(split(row.rfc, ","), record.rfc)
      assert.same(split(row.aliases, " | "), record.aliases)
    end)
  end

  it("holds all that is in smtpcodes.codes", function()
    local count = 0
    for _ in pairs(smtpcodes.codes) do
      count = count + 1
    end
    assert.equal(#codes, count)
    assert.equal(99, count)
  end)

  it("names standard and extension codes, and no others", function()
    local expected = {}
    for _, row in ipairs(codes) do
      if row.status == "standard" or row.status == "extension" then
        expected[row.name] = tonumber(row.code)
      end
    end
    assert.same(expected, smtpcodes.names)
  end)

  it("finds every name, title and alias again", function()
    for _, row in ipairs(codes) do
      assert.equal(row.name, (smtpcodes.lookup(row.name)).name)
      local by_title = smtpcodes.lookup(row.title)
      assert.equal(row.title:lower(), by_title.title:lower())
      for _, alias in ipairs(split(row.aliases, " | ")) do
        assert.is_not_nil((smtpcodes.lookup(alias)), alias)
      end
    end
  end)

  it("tells standard and extension codes apart by title", function()
    local seen = {}
    for _, row in ipairs(codes) do
      if row.status == "standard" or row.status == "extension" then
        assert.is_nil(seen[row.title], row.code)
        seen[row.title] = row.code
      end
    end
  end)
end)

describe("data/meanings.tsv", function()
  it("is what the records show as meanings, in the same order", function()
    local at = {}
    for _, row in ipairs(rows "meanings") do
      local code = tonumber(row.code)
      at[code] = (at[code] or 0) + 1
      local meaning = smtpcodes.codes[code].meanings[at[code]]
      equal_fields(row, meaning, "command extension status title description")
      assert.same(split(row.rfc, ","), meaning.rfc)
    end
    for code, record in pairs(smtpcodes.codes) do
      assert.equal(at[code] or 0, #record.meanings)
    end
  end)

  it("chooses each row when its own context is given", function()
    for _, row in ipairs(rows "meanings") do
      if row.command and row.extension then
        local _, _, meaning = smtpcodes.lookup(tonumber(row.code),
          { command = row.command, extension = row.extension })
        assert.equal(row.command, meaning.command)
        assert.equal(row.extension, meaning.extension)
        assert.equal("extension", meaning.step)
        assert.same(split(row.enhanced, ","), meaning.enhanced)
      end
    end
  end)
end)

describe("data/enhanced.tsv", function()
  local enhanced = rows "enhanced"

  for _, row in ipairs(enhanced) do
    local name = "X." .. row.subject .. "." .. row.detail
    it("has " .. name .. " in the module under its classes", function()
      local record = smtpcodes.lookup(name)
      for _, class in ipairs { 2, 4, 5 } do
        local key = class .. name:sub(2)
        local allowed = row.classes:find(class, 1, true)
        assert.equal(allowed and record or nil, smtpcodes.enhanced_codes[key])
      end
      equal_fields(row, record, "name title description")
      assert.equal(tonumber(row.subject), record.subject)
      assert.equal(tonumber(row.detail), record.detail)
      assert.same(split(row.classes, ","), record.classes)
      assert.same(split(row.codes, ","), record.codes)
      assert.same(split(row.rfc, ","), record.rfc)
      for _, alias in ipairs(split(row.aliases, " | ")) do
        assert.equal(record, (smtpcodes.lookup(alias)))
      end
    end)
  end

  it("is the whole registry", function()
    local seen, count = {}, 0
    for _, record in pairs(smtpcodes.enhanced_codes) do
      if not seen[record] then
        seen[record], count = true, count + 1
      end
    end
    assert.equal(#enhanced, count)
    assert.equal(81, count)
  end)

  it("agrees with data/codes.tsv about what comes with what", function()
    for key, record in pairs(smtpcodes.enhanced_codes) do
      for _, code in ipairs(record.codes) do
        if math.floor(code / 100) == tonumber(key:sub(1, 1)) then
          local found = false
          for _, other in ipairs(smtpcodes.codes[code].enhanced) do
            found = found or other == key
          end
          assert.is_true(found, key .. " with " .. code)
        end
      end
    end
  end)
end)

describe("data/subjects.tsv", function()
  it("answers for details and subjects nobody registered", function()
    for _, row in ipairs(rows "subjects") do
      local key = row.kind == "class" and row.value .. ".999.999"
        or "5." .. row.value .. ".999"
      local record, match = smtpcodes.lookup(key)
      assert.equal(row.kind, match)
      equal_fields(row, record, "title description")
      assert.same(split(row.rfc, ","), record.rfc)
    end
  end)
end)

describe("data/reasons.tsv and data/actions.tsv", function()
  local function check(name, key, fields)
    local shown, count = smtpcodes[name], 0
    for _, row in ipairs(rows(name)) do
      local record = shown[row[key]]
      equal_fields(row, record, fields)
      assert.same(split(row.aliases, " | "), record.aliases)
      count = count + 1
    end
    for _ in pairs(shown) do
      count = count - 1
    end
    assert.equal(0, count)
  end

  it("are what the module shows", function()
    check("actions", "action", "title description")
    check("reasons", "reason",
      "title description action scope owner remedy final traffic")
  end)
end)
