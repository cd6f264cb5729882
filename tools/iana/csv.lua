-- csv.lua: reads comma-separated values (RFC 4180), quoted cells with line
-- breaks too, and stops at what is none, with file, line and column.

local place = require "tools.iana.place"

local csv = {}

local function quoted(file, text, from)
  local cell, at = {}, from + 1
  while true do
    local close = text:find('"', at, true)
    if not close then
      place.fail(file, text, from, "the quote is never closed")
    end
    cell[#cell + 1] = text:sub(at, close - 1)
    if text:sub(close + 1, close + 1) ~= '"' then
      return table.concat(cell, '"'), close + 1
    end
    at = close + 2
  end
end

local function bare(file, text, from)
  local last = (text:find('[,\r\n"]', from) or #text + 1) - 1
  if text:sub(last + 1, last + 1) == '"' then
    place.fail(file, text, last + 1, "a quote inside a cell without quotes")
  end
  return text:sub(from, last), last + 1
end

-- The cell at `from`, and where what ends it stands.
local function cell_at(file, text, from)
  if text:sub(from, from) == '"' then
    return quoted(file, text, from)
  end
  return bare(file, text, from)
end

-- The row at `from`, where the next one begins.
local function row_at(file, text, from)
  local row, at = { position = from }, from
  while true do
    row[#row + 1], at = cell_at(file, text, at)
    local _, after = text:find("^\r?\n", at)
    if after or at > #text then
      return row, (after or #text) + 1
    elseif text:sub(at, at) ~= "," then
      place.fail(file, text, at, "no comma and no line end after a cell")
    end
    at = at + 1
  end
end

-- csv.read(file, text) -> the names of the columns, and rows as tables by
-- name; row.position is where it stands.
function csv.read(file, text)
  local head, at = row_at(file, text, 1)
  local rows = {}
  while at <= #text do
    local list
    list, at = row_at(file, text, at)
    if #list ~= #head then
      place.fail(file, text, list.position, "%d cells, not %d", #list, #head)
    end
    for i, name in ipairs(head) do
      list[name] = list[i]
    end
    rows[#rows + 1] = list
  end
  return head, rows
end

return csv
