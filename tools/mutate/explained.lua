-- explained.lua: the mutants that no test can notice, and why: spec/mutants.tsv.
--
-- A row names a place by its file, its function, the text of its line, and what
-- becomes of the line; so it holds however the file moves around it.

local files = require "files"

local explained = {}

local function key_of(...)
  return table.concat({ ... }, "\t")
end

-- The rows by their key.
function explained.read(name)
  local rows = {}
  for line in files.read(name):gmatch("[^\n]+") do
    if not line:find("^#") then
      local key, reason = line:match("^([^\t]*\t[^\t]*\t[^\t]*\t[^\t]*)\t([^\t]+)$")
      assert(key and not rows[key], name .. ": " .. line)
      rows[key] = { reason = reason, line = line }
    end
  end
  return rows
end

function explained.key(place)
  return key_of(place.file, place.name, place.line, place.becomes)
end

-- The rows that stand for none of these places of their files.
function explained.stale(rows, places, names)
  local found, out = {}, {}
  for _, place in ipairs(places) do
    found[explained.key(place)] = true
  end
  for key, row in pairs(rows) do
    if names[key:match("^[^\t]*")] and not found[key] then
      out[#out + 1] = row.line
    end
  end
  table.sort(out)
  return out
end

return explained
