-- coverage.lua EXPLANATIONS FILE.gcov...: sums up what gcov wrote. A line or
-- branch counts once, however many objects it is compiled in.
--
-- Fails for each line that nothing reaches, for each branch that nothing reaches
-- and no row of EXPLANATIONS is about, and for each row about other branches than
-- there are. Rows are those of spec/coverage.tsv.

local files, order = {}, {}

local function file_of(source)
  if not files[source] then
    files[source] = { runs = {}, text = {}, branches = {}, of = {} }
    order[#order + 1] = source
  end
  return files[source]
end

-- More of two counts; nil is none.
local function more(a, b)
  return math.max(a or 0, b)
end

local function read_line(file, count, number, text)
  number = tonumber(number)
  file.text[number] = text:match("^%s*(.-)%s*$")
  if count ~= "-" then
    file.runs[number] = more(file.runs[number], tonumber((count:gsub("%*$", ""))) or 0)
  end
  return number
end

local function read_branch(file, line, index, taken)
  local branches = file.branches[line] or {}
  file.branches[line] = branches
  index = tonumber(index) + 1
  branches[index] = more(branches[index], tonumber(taken) or 0)
end

local function read(name)
  local file, line, name_of
  for row in io.lines(name) do
    local source = row:match("^ +%-: +0:Source:(.*)$")
    local count, number, text = row:match("^ *([^:]+): *(%d+):(.*)$")
    local index, taken = row:match("^branch +(%d+) taken (%d+)")
    name_of = row:match("^function (%S+) called") or name_of
    if not index then
      index = row:match("^branch +(%d+) never executed")
    end
    if source then
      file = file_of(source)
    elseif number and number ~= "0" then
      line = read_line(file, count, number, text)
      file.of[line] = name_of
    elseif index then
      read_branch(file, line, index, taken)
    end
  end
end

-- ---- explanations --------------------------------------------------------------

-- By file, function and text of the line: how many branches are explained, and
-- how many of these were found.
local rows = {}

local function read_rows(name)
  for row in io.lines(name) do
    local key, count = row:match("^([^#\t][^\t]*\t[^\t]+\t[^\t]+)\t(%d+)\t[^\t]+$")
    if key then
      rows[key] = { count = tonumber(count), found = 0 }
    end
  end
end

-- Whether a line's branch that nothing reached is explained.
local function is_explained(source, file, number)
  local row = rows[table.concat({ source, tostring(file.of[number]), file.text[number] }, "\t")]
  if row then
    row.found = row.found + 1
  end
  return row ~= nil
end

-- Rows that are not, or no longer, about what they say.
local function wrong_rows()
  local wrong = {}
  for key, row in pairs(rows) do
    if row.found ~= row.count then
      wrong[#wrong + 1] = ("%s: explains %d, not reached %d"):format(key:gsub("\t", ": "),
        row.count, row.found)
    end
  end
  table.sort(wrong)
  return wrong
end

-- ---- figures -------------------------------------------------------------------

-- All of the lines, and those that are reached; misses get the others.
local function count_lines(file, misses)
  local all, hit = 0, 0
  for number, runs in pairs(file.runs) do
    all = all + 1
    if runs > 0 then
      hit = hit + 1
    else
      misses[#misses + 1] = { number, "line" }
    end
  end
  return all, hit
end

local function count_branches(source, file, misses)
  local all, hit = 0, 0
  for number, branches in pairs(file.branches) do
    for index, taken in pairs(branches) do
      all = all + 1
      if taken > 0 then
        hit = hit + 1
      elseif not is_explained(source, file, number) and file.runs[number] ~= 0 then
        misses[#misses + 1] = { number, "branch " .. index - 1 }
      end
    end
  end
  return all, hit
end

local function percent(hit, all)
  return all == 0 and 100 or 100 * hit / all
end

local function show(source, lines, lines_hit, branches, branches_hit)
  print(("%-24s lines %4d of %4d  %6.2f %%   branches %4d of %4d  %6.2f %%"):format(
    source, lines_hit, lines, percent(lines_hit, lines), branches_hit, branches,
    percent(branches_hit, branches)))
end

local function show_misses(source, file, misses)
  table.sort(misses, function(a, b)
    return a[1] < b[1] or (a[1] == b[1] and a[2] < b[2])
  end)
  for _, miss in ipairs(misses) do
    print(("  %s:%d: %s: %s"):format(source, miss[1], miss[2], file.text[miss[1]]))
  end
end

-- Shows every file; returns how many lines and branches are missed.
local function show_files()
  local sum, missed = { 0, 0, 0, 0 }, 0
  for _, source in ipairs(order) do
    local misses, counts = {}, {}
    counts[1], counts[2] = count_lines(files[source], misses)
    counts[3], counts[4] = count_branches(source, files[source], misses)
    show(source, counts[1], counts[2], counts[3], counts[4])
    show_misses(source, files[source], misses)
    missed = missed + #misses
    for i, value in ipairs(counts) do
      sum[i] = sum[i] + value
    end
  end
  show("all", sum[1], sum[2], sum[3], sum[4])
  return missed
end

read_rows(arg[1])
for i = 2, #arg do
  read(arg[i])
end
table.sort(order)
local missed, wrong = show_files(), wrong_rows()
for _, row in ipairs(wrong) do
  print(("  %s: %s"):format(arg[1], row))
end
if missed + #wrong > 0 then
  print("not reached and not explained, or explained and not so: see above")
  os.exit(1)
end
