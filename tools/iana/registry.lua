-- registry.lua: a saved copy of IANA's registry of enhanced codes, as XML (the
-- whole) or as CSV (one of its three tables) -> entries { key, title, codes,
-- rfc }, and the date when it was updated.

local csv = require "tools.iana.csv"
local place = require "tools.iana.place"
local xml = require "tools.iana.xml"

local registry = {}

local kinds = {
  { name = "enhanced", pattern = "^X%.%d+%.%d+$" },
  { name = "subject", pattern = "^X%.%d+%.YYY$" },
  { name = "class", pattern = "^%d%.XXX%.YYY$" },
}

local function kind_of(key)
  for _, kind in ipairs(kinds) do
    if key:find(kind.pattern) then
      return kind.name
    end
  end
end

local function words(text)
  return (text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

local function sorted(list)
  table.sort(list)
  return table.concat(list, ",")
end

-- "450, 550 (other 4XX codes are allowed)" -> "450,550". 5XX is 550 (RFC 7293
-- 5.1); Any, Not given and . name none.
local function codes(text)
  local list = {}
  text = text:gsub("%b()", ""):gsub("5XX", "550")
  for code in text:gmatch("%f[%d]%d%d%d%f[%D]") do
    list[#list + 1] = code
  end
  return sorted(list)
end

local function add(copy, text, position, entry)
  local kind = kind_of(entry.key)
  if not kind then
    place.fail(copy.file, text, position, "no enhanced code, subject or class")
  elseif copy.entries[entry.key] then
    place.fail(copy.file, text, position, "%s is there twice", entry.key)
  end
  copy.kinds[kind] = true
  copy.entries[entry.key] = entry
  copy.count = copy.count + 1
end

local function xml_references(node)
  local list = {}
  xml.each(node, "xref", function(xref)
    list[#list + 1] = (xref.attributes.data or ""):gsub("^rfc", "RFC")
  end)
  return sorted(list)
end

local function read_xml(copy, text)
  local root = xml.read(copy.file, text)
  copy.updated = xml.text(xml.child(root, "updated"))
  xml.each(root, "record", function(record)
    local function cell(name)
      return words(xml.text(xml.child(record, name)))
    end
    local title = cell("sample")
    add(copy, text, record.position, { key = cell("code"),
      title = title ~= "" and title or cell("summary"),
      codes = codes(cell("basic_code")),
      rfc = xml_references(xml.child(record, "reference") or {}) })
  end)
end

local function csv_references(cell)
  local list = {}
  for name in cell:gmatch("%[([^%]]+)%]") do
    list[#list + 1] = name
  end
  return sorted(list)
end

local function read_csv(copy, text)
  local head, rows = csv.read(copy.file, text)
  if head[1] ~= "Code" or (head[2] ~= "Sample Text" and head[2] ~= "Summary") then
    place.fail(copy.file, text, 1, "no table of IANA's enhanced codes: its "
      .. "columns begin with Code, and Sample Text or Summary")
  end
  for _, row in ipairs(rows) do
    add(copy, text, row.position, { key = words(row.Code),
      title = words(row[2]), rfc = csv_references(row.Reference or ""),
      codes = codes(row["Associated basic status code"] or "") })
  end
end

-- registry.read(file, text) -> { entries = by key, kinds = which of enhanced,
-- subject and class it holds, count, updated = "2024-12-06" or nil }.
function registry.read(file, text)
  local copy = { file = file, entries = {}, kinds = {}, count = 0 }
  if text:find("^%s*<") or text:find("^\239\187\191%s*<") then
    read_xml(copy, (text:gsub("^\239\187\191", "")))
  else
    read_csv(copy, text)
  end
  if copy.count == 0 then
    place.fail(file, text, 1, "no record in it")
  end
  return copy
end

registry.kind_of = kind_of
registry.sorted = sorted

return registry
