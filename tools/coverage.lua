-- coverage.lua [-v] FILE.gcov...: sums up what gcov wrote, and holds it to the
-- gates. A line or branch counts once, however many objects it is compiled in.
--
-- spec/coverage.tsv explains each branch that nothing reaches; -v lists those
-- without an explanation. One that is explained and reached is told, too.

local LINES, BRANCHES = 100, 98

local files, order, verbose = {}, {}, false

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
  file.text[number] = text
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

-- All of the values, and those that are not 0; misses get the lines.
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

-- Explanations by file, function and text of the line.
local reasons = {}

local function key_of(source, name, text)
  return source .. "\t" .. tostring(name) .. "\t" .. text:gsub("^%s+", ""):gsub("%s+$", "")
end

local function read_reasons(name)
  for row in io.lines(name) do
    local key, reason = row:match("^([^#\t][^\t]*\t[^\t]+\t[^\t]+)\t([^\t]+)$")
    if key and not key:find("^file\t") then
      reasons[key] = { reason = reason, used = 0 }
    end
  end
end

-- Whether a line's branch that nothing reached is explained.
local function is_explained(source, file, number)
  local reason = reasons[key_of(source, file.of[number], file.text[number])]
  if reason then
    reason.used = reason.used + 1
  end
  return reason ~= nil
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

local function show_misses(source, file, misses)
  table.sort(misses, function(a, b)
    return a[1] < b[1] or (a[1] == b[1] and a[2] < b[2])
  end)
  for _, miss in ipairs(misses) do
    print(("  %s:%d: %s: %s"):format(source, miss[1], miss[2],
      (file.text[miss[1]]:gsub("^%s+", ""))))
  end
end

local function show(source, lines, lines_hit, branches, branches_hit)
  print(("%-24s lines %4d of %4d  %6.2f %%   branches %4d of %4d  %6.2f %%"):format(
    source, lines_hit, lines, percent(lines_hit, lines), branches_hit, branches,
    percent(branches_hit, branches)))
end

for _, name in ipairs(arg) do
  if name == "-v" then
    verbose = true
  else
    read(name)
  end
end
read_reasons("spec/coverage.tsv")
table.sort(order)
local sum = { 0, 0, 0, 0 }
for _, source in ipairs(order) do
  local file, misses = files[source], {}
  local all, hit = count_lines(file, misses)
  local branches, taken = count_branches(source, file, misses)
  show(source, all, hit, branches, taken)
  if verbose then
    show_misses(source, file, misses)
  end
  for i, value in ipairs { all, hit, branches, taken } do
    sum[i] = sum[i] + value
  end
end
show("all", sum[1], sum[2], sum[3], sum[4])
local stale = {}
for key, reason in pairs(reasons) do
  if reason.used == 0 then
    stale[#stale + 1] = key:gsub("\t", ": ")
  end
end
table.sort(stale)
for _, key in ipairs(stale) do
  print("spec/coverage.tsv explains what is reached or gone: " .. key)
end
if percent(sum[2], sum[1]) < LINES or percent(sum[4], sum[3]) < BRANCHES or #stale > 0 then
  print(("below %d %% of lines or %d %% of branches, or explained for nothing"):format(LINES,
    BRANCHES))
  os.exit(1)
end
