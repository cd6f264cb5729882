-- situations.lua: what to say in which situation -> C rows.

local tsv = require "tools.gen.tsv"
local c = require "tools.gen.c"

local situations = {}

local function check_pair(row, known)
  if not known[row.code] then
    tsv.fail(row, "code %s is not in data/codes.tsv", row.code or "-")
  end
  local class = row.enhanced and row.enhanced:match("^([245])%.%d+%.%d+$")
  if row.enhanced and class ~= row.code:sub(1, 1) then
    tsv.fail(row, "enhanced code %s does not fit %s", row.enhanced, row.code)
  elseif not row.enhanced and row.code:sub(1, 1) ~= "3" then
    tsv.fail(row, "no enhanced code")
  end
end

local function check_text(row, text)
  if not text or text:find("[^\32-\126]") or #text > 120 then
    tsv.fail(row, "text is absent, too long or not plain ASCII")
  end
end

local function check_rfc(row)
  for _, word in ipairs(tsv.list(row.rfc, ",")) do
    if not word:find("^RFC%d+#[%w.]+$") then
      tsv.fail(row, "%s is not like RFC5321#4.2.3", word)
    end
  end
  if not row.rfc then
    tsv.fail(row, "no source")
  end
end

local function read_situations(known)
  local rows = tsv.read("data/situations.tsv",
    { "situation", "code", "enhanced", "text", "aliases", "rfc" })
  local lines = {}
  local function check_name(row, name)
    if lines[name] then
      tsv.fail(row, "%s: duplicate of line %d", name, lines[name])
    end
    lines[name] = row.line
  end
  for _, row in ipairs(rows) do
    check_pair(row, known)
    check_text(row, row.text)
    check_rfc(row)
    check_name(row, row.situation)
    for _, alias in ipairs(tsv.list(row.aliases, " | ")) do
      check_name(row, alias)
    end
  end
  return rows
end

local function read_http(known)
  local rows = tsv.read("data/http.tsv", { "status", "situation", "why" })
  tsv.unique(rows, "status")
  for _, row in ipairs(rows) do
    if not known[row.situation] then
      tsv.fail(row, "situation %s is not in data/situations.tsv", row.situation)
    end
  end
  return rows
end

local function read_defaults(known)
  local rows = tsv.read("data/defaults.tsv", { "code", "enhanced", "rfc" })
  tsv.unique(rows, "code")
  for _, row in ipairs(rows) do
    check_pair(row, known)
    check_rfc(row)
  end
  return rows
end

-- { [value of column] = number of the row, from 0 }
local function index(rows, column)
  local at = {}
  for i, row in ipairs(rows) do
    at[row[column]] = i - 1
  end
  return at
end

function situations.read(facts)
  local known = index(facts["tools.gen.tables"].codes, "code")
  local rows = read_situations(known)
  return { situations = rows, http = read_http(index(rows, "situation")),
    defaults = read_defaults(known) }
end

local function situation_rows(rows)
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = c.row("SITUATION", tostring(i - 1), row.code,
      c.text(row.situation), c.text(row.enhanced), c.text(row.text),
      c.text(c.items(row.aliases)), c.text(row.rfc))
  end
  return out
end

local function http_rows(rows, at)
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = c.row("HTTP", row.status, tostring(at[row.situation]))
  end
  return out
end

local function default_rows(rows)
  local out = {}
  for i, row in ipairs(rows) do
    local subject, detail = row.enhanced:match("%.(%d+)%.(%d+)$")
    out[i] = c.row("DEFAULT", row.code, subject, detail)
  end
  return out
end

local function write(outputs, name, rows)
  outputs["data/" .. name .. ".inc"] = c.banner("data/" .. name .. ".inc",
    "data/" .. name .. ".tsv") .. table.concat(rows)
end

-- The table of situations in docs/building.md.
local function doc_rows(rows)
  local out = { "| situation | code | enhanced code | text | source |\n",
    "|---|---|---|---|---|\n" }
  for _, row in ipairs(rows) do
    out[#out + 1] = ("| %s | %s | %s | %s | %s |\n"):format(row.situation,
      row.code, row.enhanced or "", (row.text:gsub("[<>]", { ["<"] = "&lt;",
      [">"] = "&gt;" })), (row.rfc:gsub(",", ", "):gsub("#", " ")))
  end
  return table.concat(out)
end

function situations.write(outputs, facts, region)
  write(outputs, "situations", situation_rows(facts.situations))
  write(outputs, "http", http_rows(facts.http,
    index(facts.situations, "situation")))
  write(outputs, "defaults", default_rows(facts.defaults))
  region(outputs, "docs/building.md", "situations",
    doc_rows(facts.situations))
end

return situations
