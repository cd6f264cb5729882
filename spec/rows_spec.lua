-- smtpcodes report --jsonl and --csv: a line for each delivery.

local json = require "dkjson"
local run = require "spec.support.run"
require "spec.support.tool"
local csv = require "smtpcodes.csv"

local log = run.read("spec/fixtures/postfix.log")

-- What report writes about a log with these octets, and its exit status.
local function report(option, bytes)
  local name = os.tmpname()
  run.write(name, bytes or log)
  local text, status = run.shell(run.lua .. " bin/smtpcodes report " .. option .. " " .. name
    .. " 2>/dev/null")
  os.remove(name)
  return text, status
end

-- Reads CSV as RFC 4180 has it, but with LF: a list of lists.
local function read_csv(text)
  local rows, at = { {} }, 1
  while at <= #text do
    local cell, stop = text:match('^"([^"]*)"()', at)
    while cell and text:sub(stop, stop) == '"' do
      local more, next_stop = text:match('^"([^"]*)"()', stop)
      cell, stop = cell .. '"' .. more, next_stop
    end
    if not cell then
      cell, stop = text:match('^([^",\n]*)()', at)
    end
    table.insert(rows[#rows], cell)
    local mark = text:sub(stop, stop)
    assert(mark == "," or mark == "\n", "a cell ends oddly")
    if mark == "\n" and stop < #text then
      rows[#rows + 1] = {}
    end
    at = stop + 1
  end
  return rows
end

-- A line of Postfix about a bounce with this text.
local function bounce(text, rcpt)
  return "Nov  6 09:00:03 mx postfix/smtp[3]: 4XA1: to=<" .. (rcpt or "c@example.com")
    .. ">, relay=none, delay=3, delays=1/0/0/2, dsn=5.1.1, status=bounced (" .. text .. ")\n"
end

describe("smtpcodes report --jsonl", function()
  it("writes what classify writes about each delivery, and no more", function()
    local classified = run.shell(run.lua .. " bin/smtpcodes classify spec/fixtures/postfix.log")
    local expected = {}
    for line in classified:gmatch("[^\n]+") do
      expected[#expected + 1] = line:find('"delivery"', 1, true) and line or nil
    end
    assert.equal(5, #expected)
    local text, status = report("--jsonl")
    assert.equal(table.concat(expected, "\n") .. "\n", text)
    assert.equal(65, status) -- one line looks like a delivery, and is none
  end)
end)

describe("smtpcodes report --csv", function()
  it("has a line of names, and what --jsonl has below them", function()
    local rows = read_csv((report("--csv")))
    local record = json.decode((report("--jsonl"):match("[^\n]*\n([^\n]*)")))
    assert.equal(6, #rows)
    for i, name in ipairs(rows[1]) do
      assert.equal(#rows[1], #rows[3])
      assert.equal(tostring(record[name] == nil and "" or record[name]), rows[3][i], name)
    end
  end)

  local cells = {
    { "=1+1", "'=1+1" }, { "+1", "'+1" }, { "-1", "'-1" }, { "@SUM(A1)", "'@SUM(A1)" },
    { "\t=1", "'\\t=1" }, { "\r=1", "'\\r=1" }, { "\239\188\157" .. "1", "'\239\188\157" .. "1" },
    { 'a "b", c', '"a ""b"", c"' }, { "a\nb", "a\\nb" }, { "\27[2J\255", "\\x1b[2J\\xff" },
    { "caf\195\169", "caf\195\169" }, { -1, "-1" }, { 2.5, "2.5" }, { true, "true" }, { "", "" },
  }
  for _, row in ipairs(cells) do
    it("writes a cell as " .. row[2]:gsub("[^ -~]", "?"), function()
      assert.equal(row[2], csv.cell(row[1]))
    end)
  end

  it("lets no formula, quote or escape of a log into a spreadsheet", function()
    for text, cell in pairs { ["=cmd|' /C calc'!A0"] = "'=cmd|' /C calc'!A0",
      ['@x",=1'] = "'@x\",=1", ["-\27]0;x\7"] = "'-\\x1b]0;x\\x07" } do
      local rows = read_csv((report("--csv", bounce(text, "=x@example.com"))))
      assert.equal(2, #rows)
      assert.equal(cell, rows[2][#rows[2]])
      assert.is_truthy(table.concat(rows[2], "\0"):find("'=x@example.com", 1, true))
    end
  end)

  it("goes with no other form", function()
    assert.equal(64, select(2, report("--csv --jsonl")))
    assert.equal(64, select(2, report("--csv --json")))
  end)
end)
