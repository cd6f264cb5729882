-- rows.lua: the rows of a table of data/ or of spec/fixtures, for specs. It is
-- not the generator's reader: what that reads wrong shows.

local function cells_of(line)
  local cells = {}
  for cell in (line .. "\t"):gmatch("([^\t]*)\t") do
    cells[#cells + 1] = cell
  end
  return cells
end

local function row_of(head, cells)
  local row = {}
  for i, column in ipairs(head) do
    row[column] = cells[i] ~= "-" and cells[i] or nil
  end
  return row
end

-- The rows of a file in their order: cells by the names in its first row, nil
-- for "-", and as `line` the number of the line. Lines with # are comments.
return function(name)
  local rows, head, number = {}, nil, 0
  for line in io.lines(name) do
    number = number + 1
    local cells = cells_of(line)
    if head and line:sub(1, 1) ~= "#" then
      assert(#cells == #head, ("%s:%d: %d cells"):format(name, number, #cells))
      local row = row_of(head, cells)
      row.line = number
      rows[#rows + 1] = row
    elseif line:sub(1, 1) ~= "#" then
      head = cells
    end
  end
  return rows
end
