-- tools/iana_diff.lua against a saved copy of IANA's registry (its state of
-- 2024-12-06: codes, titles, basic codes and references, without its prose),
-- and every code of that copy against the module.

local smtpcodes = require "smtpcodes"
local run = require "spec.support.run"

local copy = "spec/fixtures/iana/smtp-enhanced-status-codes"

-- Runs the tool over a copy that holds these bytes.
local function diff(bytes)
  local name = os.tmpname()
  run.write(name, bytes)
  local output, status = run.shell(run.lua .. " tools/iana_diff.lua " .. name)
  os.remove(name)
  return output:gsub(name:gsub("%p", "%%%0"), "COPY"), status
end

local function replaced(text, old, new)
  local first, last = text:find(old, 1, true)
  assert(first, old)
  return text:sub(1, first - 1) .. new .. text:sub(last + 1)
end

local head = "Code,Sample Text,Associated basic status code,Description,"
  .. "Reference,Submitter,Change Controller\n"

describe("tools/iana_diff.lua", function()
  local xml = run.read(copy .. ".xml")
  local enumerated = run.read(copy .. "-3.csv")

  it("finds no difference to the copy, as XML and as CSV", function()
    local output, status = run.shell(run.lua .. " tools/iana_diff.lua "
      .. copy .. ".xml " .. copy .. "-1.csv " .. copy .. "-2.csv " .. copy .. "-3.csv")
    assert.equal(0, status, output)
    for _, count in ipairs { 92, 3, 8, 81 } do
      assert.truthy(output:find(": " .. count .. " entries, 0 differences", 1, true))
    end
  end)

  local record = "<record>\n<code>X.7.31</code><sample>A &amp; B</sample><basic_code>550</basic_code>\n"
    .. '<reference><xref type="rfc" data="rfc9999"/></reference></record>\n'
  local changes = {
    { "an added code", "<record>\n      <code>X.7.30", record .. "<record>\n      <code>X.7.30",
      "added     X.7.31    A & B (RFC9999)\n" },
    { "a new title", "<sample>Mailbox full<", "<sample>Mailbox is full<",
      "retitled  X.2.2     Mailbox full -> Mailbox is full (RFC3463)\n" },
    { "a subject's new title", "<summary>Mailbox Status<", "<summary>Mailboxes<",
      "retitled  X.2.YYY   Mailbox Status -> Mailboxes (RFC3463)\n" },
    { "other basic codes", ">453, 521<", ">521 or 554 (453 is allowed)<",
      "codes     X.3.2     453,521 -> 521,554\n" },
    { "another reference", 'type="draft" data="draft-levine-mailbomb-header-00"', 'type="rfc" data="rfc9998"',
      "reference X.7.28    draft-levine-mailbomb-header-00 -> RFC9998\n" },
    { "another date", "2024-12-06", "2026-01-02",
      "updated   -         2024-12-06 -> 2026-01-02\n" },
    { "a code that is gone", "<code>X.7.30<", "<code>X.7.31<",
      "removed   X.7.30    REQUIRETLS support required (RFC8689)\n" },
  }
  for _, row in ipairs(changes) do
    it("tells of " .. row[1], function()
      local output, status = diff(replaced(xml, row[2], row[3]))
      assert.equal(1, status)
      assert.truthy(output:find(row[4], 1, true), output)
    end)
  end

  it("reads quoted cells over several lines, and CRLF", function()
    local row = 'X.2.2,"Mailbox\nfull","552","It says ""full"",\nor so",[RFC3463] (Standards Track),,\n'
    local output = diff((head .. row):gsub("\n", "\r\n"))
    assert.truthy(output:find("COPY: 1 entries, 80 differences", 1, true), output)
    assert.falsy(output:find("X.2.2 ", 1, true), output)
  end)

  it("compares only the tables that the copy holds", function()
    assert.falsy(diff(enumerated:gsub("Mailbox full", "Full")):find("YYY", 1, true))
  end)

  local wrong = {
    { "no bytes", "", "COPY:1:1: no table of IANA's enhanced codes" },
    { "another CSV", "Value,Description\n1,x\n", "COPY:1:1: no table of IANA's enhanced codes" },
    { "a page of HTML", "<!DOCTYPE html>\n<html></html>\n", "COPY:1:1: no tag that can be read" },
    { "an element that is cut off", "<registry>\n  <record>\n", "COPY:2:3: record is never closed" },
    { "tags that cross", "<a>\n<b></a></b>", "COPY:2:4: no end of b" },
    { "a comment that is cut off", "<a/>\n <!-- x", "COPY:2:2: <!-- is never closed" },
    { "an unknown entity", "<a>x &nbsp; y</a>", "COPY:1:6: no entity that is known" },
    { "an attribute without quotes", "<a b=c/>", "COPY:1:1: attributes that cannot be read" },
    { "a registry without records", "<registry/>", "COPY:1:1: no record in it" },
    { "a record without a code", "<r>\n<record><code/></record></r>", "COPY:2:1: no enhanced code" },
    { "a code that comes twice", head .. "X.1.1,a,,,,,\nX.1.1,b,,,,,\n", "COPY:3:1: X.1.1 is there twice" },
    { "a row with too few cells", head .. "X.1.1,a\n", "COPY:2:1: 2 cells, not 7" },
    { "a quote that is never closed", head .. 'X.1.1,"a\n', "COPY:2:7: the quote is never closed" },
    { "a quote inside a cell", head .. 'X.1.1,a"b",,,,,\n', "COPY:2:8: a quote inside a cell" },
    { "text behind a quoted cell", head .. 'X.1.1,"a"b,,,,,\n', "COPY:2:10: no comma and no line end" },
  }
  for _, row in ipairs(wrong) do
    it("stops at " .. row[1] .. " and says where", function()
      local output, status = diff(row[2])
      assert.equal(2, status, output)
      assert.truthy(output:find("iana_diff: " .. row[3], 1, true), output)
    end)
  end

  it("stops without a file, and at one that is not there", function()
    local output, status = run.shell(run.lua .. " tools/iana_diff.lua")
    assert.equal(2, status)
    assert.truthy(output:find("usage", 1, true))
    output, status = run.shell(run.lua .. " tools/iana_diff.lua spec/nothing.xml")
    assert.equal(2, status)
    assert.truthy(output:find("spec/nothing.xml", 1, true))
  end)
end)

describe("the registry's codes", function()
  local count = 0
  for key, title in run.read(copy .. ".xml"):gmatch("<code>(X%.%d+%.%d+)</code>%s*<sample>?(.-)</?[bs]") do
    count = count + 1
    it("has " .. key .. " in the module", function()
      local record, match = smtpcodes.lookup(key)
      assert.equal("exact", match)
      assert.equal(key, ("X.%d.%d"):format(record.subject, record.detail))
      if not title:find("^/") then
        assert.equal(title:gsub("%s+", " "), record.title)
      end
    end)
  end

  it("are all there", function()
    assert.equal(81, count)
  end)
end)
