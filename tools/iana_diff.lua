-- iana_diff.lua: what IANA's registry of enhanced codes has that data/ has not.
--
--   lua tools/iana_diff.lua FILE...    run from the top
--
-- FILE is a saved copy: smtp-enhanced-status-codes.xml, or one of the tables
-- smtp-enhanced-status-codes-1.csv (classes), -2.csv (subjects), -3.csv.
-- Writes a line for each difference: added to the registry, removed from it,
-- retitled, other reply codes, another reference. Exit status: 0 no difference,
-- 1 some, 2 a file that cannot be read as such a copy (file, line, column).

package.path = "./?.lua;" .. package.path

local registry = require "tools.iana.registry"
local tsv = require "tools.gen.tsv"

local function references(cell)
  local list = tsv.list(cell, ",")
  for i, rfc in ipairs(list) do
    list[i] = rfc:gsub("#.*", "")
  end
  return registry.sorted(list)
end

local function codes(cell)
  return registry.sorted(tsv.list(cell, ","))
end

local function key_of(row)
  if row.kind == "class" then
    return row.value .. ".XXX.YYY"
  elseif row.kind == "subject" then
    return ("X.%s.YYY"):format(row.value)
  end
  return ("X.%s.%s"):format(row.subject, row.detail)
end

-- What data/ holds, as entries of the registry.
local function ours()
  local entries = {}
  local function take(file, columns)
    for _, row in ipairs(tsv.read(file, columns)) do
      entries[key_of(row)] = { key = key_of(row), title = row.title,
        codes = codes(row.codes), rfc = references(row.rfc) }
    end
  end
  take("data/enhanced.tsv", { "subject", "detail", "name", "title", "classes",
    "codes", "rfc", "aliases", "description" })
  take("data/subjects.tsv", { "kind", "value", "title", "rfc", "description" })
  return entries
end

-- X.7.9 goes before X.7.10, a class before a subject before its codes.
local function rank(key)
  return (key:gsub("XXX", "-"):gsub("YYY", "-"):gsub("^X", "~")
    :gsub("%d+", function(digits) return ("%04d"):format(tonumber(digits)) end))
end

local function sorted_keys(...)
  local seen, keys = {}, {}
  for _, entries in ipairs { ... } do
    for key in pairs(entries) do
      if not seen[key] then
        seen[key] = true
        keys[#keys + 1] = key
      end
    end
  end
  table.sort(keys, function(a, b) return rank(a) < rank(b) end)
  return keys
end

local function dash(text)
  return text ~= "" and text or "-"
end

-- A title that the registry leaves empty is not compared: X.6.10 is withdrawn.
local function changes(key, mine, theirs, say)
  if theirs.title ~= "" and theirs.title ~= mine.title then
    say("retitled", key, "%s -> %s (%s)", mine.title, theirs.title, theirs.rfc)
  end
  if theirs.codes ~= mine.codes then
    say("codes", key, "%s -> %s", dash(mine.codes), dash(theirs.codes))
  end
  if theirs.rfc ~= mine.rfc then
    say("reference", key, "%s -> %s", dash(mine.rfc), dash(theirs.rfc))
  end
end

local function compare(key, mine, theirs, say)
  if not mine then
    say("added", key, "%s (%s)", dash(theirs.title), dash(theirs.rfc))
  elseif not theirs then
    say("removed", key, "%s (%s)", mine.title, dash(mine.rfc))
  else
    changes(key, mine, theirs, say)
  end
end

local function read_all(name)
  local file, problem = io.open(name, "rb")
  local bytes = file and file:read("*a")
  if file then
    file:close()
  end
  return bytes or error(problem or name .. ": cannot be read", 0)
end

local function our_date()
  return read_all("smtpcodes.h"):match('SMTPCODES_DATA "IANA ([^"]*)"')
end

-- Compares one copy with data/; returns how many differences there are.
local function diff(name, mine)
  local copy, count = registry.read(name, read_all(name)), 0
  local function say(kind, key, ...)
    count = count + 1
    print(("%-9s %-9s "):format(kind, key) .. string.format(...))
  end
  if copy.updated and copy.updated ~= our_date() then
    say("updated", "-", "%s -> %s", our_date(), dash(copy.updated))
  end
  for _, key in ipairs(sorted_keys(mine, copy.entries)) do
    if copy.kinds[registry.kind_of(key)] then
      compare(key, mine[key], copy.entries[key], say)
    end
  end
  print(("%s: %d entries, %d differences"):format(name, copy.count, count))
  return count
end

local function main(names)
  if #names == 0 then
    error("usage: lua tools/iana_diff.lua FILE... (a saved copy of "
      .. "smtp-enhanced-status-codes, .xml or .csv)", 0)
  end
  local count, mine = 0, ours()
  for _, name in ipairs(names) do
    count = count + diff(name, mine)
  end
  return count
end

local ok, count = pcall(main, arg)
if not ok then
  io.stderr:write("iana_diff: ", tostring(count), "\n")
  os.exit(2)
end
os.exit(count > 0 and 1 or 0)
