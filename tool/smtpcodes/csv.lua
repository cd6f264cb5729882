-- csv.lua: lists of values as lines of CSV (RFC 4180), with LF at the end.
--
-- Text from a log is hostile to spreadsheets, too: a cell that begins as a
-- formula does gets an apostrophe before it, and control characters are
-- written as \xNN.

local printable = require "smtpcodes.terminal".printable

local csv = {}

-- What a formula begins with, and how the wide forms of = + - @ do (U+FF1D,
-- U+FF0B, U+FF0D, U+FF20).
local starts = { "^[=+@\t\r\n-]", "^\239\188[\157\139\141\160]" }

local function guard(text)
  for _, start in ipairs(starts) do
    if text:find(start) then
      return "'" .. text
    end
  end
  return text
end

-- A value as a cell: text, a number, a boolean; nil is an empty one.
function csv.cell(value)
  if type(value) == "number" then
    return ("%.14g"):format(value)
  elseif type(value) ~= "string" then
    return value == nil and "" or tostring(value)
  end
  local text = printable(guard(value), true)
  if text:find('[",\n]') then
    return '"' .. text:gsub('"', '""') .. '"'
  end
  return text
end

-- values[1] to values[count] as a line, without its end.
function csv.line(values, count)
  local cells = {}
  for i = 1, count do
    cells[i] = csv.cell(values[i])
  end
  return table.concat(cells, ",")
end

return csv
