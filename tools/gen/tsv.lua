-- tsv.lua: reads a facts file for the generator, and stops at a wrong row.
--
-- A facts file is tab-separated; its first line that is no comment names the
-- columns; `#` starts a comment line; `-` is an empty cell.

local tsv = {}

-- Stops the generator: file, line and what is wrong with it.
function tsv.fail(row, message, ...)
  error(("%s:%d: "):format(row.file, row.line) .. message:format(...), 0)
end

local function cells(line)
  local list = {}
  for cell in (line .. "\t"):gmatch("([^\t]*)\t") do
    list[#list + 1] = cell
  end
  return list
end

local function check_line(row, line)
  if line:find("\r", 1, true) then
    tsv.fail(row, "carriage return")
  elseif line:find("[%z\1-\8\11-\31\127]") then
    tsv.fail(row, "control character")
  end
end

local function check_head(row, head, columns)
  for i, name in ipairs(columns) do
    if head[i] ~= name then
      tsv.fail(row, "column %d is %s, not %s", i, tostring(head[i]), name)
    end
  end
  if #head ~= #columns then
    tsv.fail(row, "%d columns, not %d", #head, #columns)
  end
end

local function fill(row, line, columns)
  local list = cells(line)
  if #list ~= #columns then
    tsv.fail(row, "%d cells, not %d", #list, #columns)
  end
  for i, name in ipairs(columns) do
    local cell = list[i]
    if cell == "" or cell:find("^ ") or cell:find(" $") then
      tsv.fail(row, "cell %s is empty or has a blank at its end", name)
    end
    row[name] = cell ~= "-" and cell or nil
  end
  return row
end

-- tsv.read(file, columns) -> list of rows: {file, line, column = cell | nil}.
-- `columns` is the list of names that the head line must hold, in order.
function tsv.read(file, columns)
  local rows, number, head = {}, 0, nil
  for line in assert(io.lines(file)) do
    number = number + 1
    local row = { file = file, line = number }
    check_line(row, line)
    if line:sub(1, 1) ~= "#" then
      if not head then
        head = cells(line)
        check_head(row, head, columns)
      else
        rows[#rows + 1] = fill(row, line, columns)
      end
    end
  end
  return rows
end

-- Splits a list cell at `separator` (plain text); nil gives an empty list.
function tsv.list(cell, separator)
  local list, from = {}, 1
  while cell do
    local first, last = cell:find(separator, from, true)
    list[#list + 1] = cell:sub(from, (first or 0) - 1)
    if not first then
      break
    end
    from = last + 1
  end
  return list
end

-- Stops at the second row that has the same value in `column`.
function tsv.unique(rows, column)
  local seen = {}
  for _, row in ipairs(rows) do
    local value = row[column]
    if value and seen[value] then
      tsv.fail(row, "%s %s: duplicate of line %d", column, value, seen[value])
    end
    if value then
      seen[value] = row.line
    end
  end
end

-- Stops unless the cell is one of the words in `allowed` (a set).
function tsv.word(row, column, allowed)
  if not allowed[row[column] or "-"] then
    tsv.fail(row, "%s: unknown word %s", column, row[column] or "-")
  end
end

-- { "a", "b" } -> { a = 1, b = 2 }: a set that remembers the order.
function tsv.set(words)
  local set = {}
  for i, word in ipairs(words) do
    set[word] = i
  end
  return set
end

return tsv
