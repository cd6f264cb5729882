-- score.lua: how well classify answers replies whose reason is known.
--
--   make score                     on spec/fixtures/replies.tsv
--   make score CORPUS=file.tsv     on another: columns reason, action, alt, text
--
-- Prints one line of figures in percent, then how often which reason was taken
-- for which, then the replies that were missed.
--   cover    a reason other than unknown     strict  the reason itself
--   lenient  the reason, or one of alt       act6    its action, or that of one
--            of alt; a 4yz dead address may be tried again
--   supP     of 5yz that are to be suppressed, those that should be
--   supR     of 5yz that should be suppressed, those that are

local smtpcodes = require "smtpcodes"

local function cells(line)
  local out = {}
  for cell in (line .. "\t"):gmatch("([^\t]*)\t") do
    out[#out + 1] = cell
  end
  return out
end

local function read_rows(name)
  local rows, head = {}, nil
  for line in io.lines(name) do
    local row = cells(line)
    for i, column in ipairs(head or {}) do
      row[column] = row[i]
    end
    rows[#rows + 1] = head and row
    head = head or row
  end
  return rows
end

local function unescape(text)
  return (text:gsub("\\(.)", function(c)
    return c == "n" and "\n" or c
  end))
end

local function is_action(row, action, transient)
  if transient and (action == "suppress" or row.action == "suppress") then
    return action == "retry"
  elseif action == row.action then
    return true
  end
  for other in (row.alt or ""):gmatch("[%a-]+") do
    if smtpcodes.reasons[other] and smtpcodes.reasons[other].action == action then
      return true
    end
  end
  return false
end

local count = setmetatable({}, { __index = function() return 0 end })
local confused, misses = {}, {}

local function note_miss(row, reason)
  local pair = row.reason .. " taken for " .. reason
  confused[pair] = (confused[pair] or 0) + 1
  misses[#misses + 1] = pair .. "\t" .. row.text
end

local function judge(row)
  local text = unescape(row.text)
  local v = smtpcodes.classify(text)
  local transient = text:find("^4") ~= nil
  local is_alt = ("," .. (row.alt or "") .. ","):find("," .. v.reason .. ",", 1, true)
  local function tally(what, holds)
    count[what] = count[what] + (holds and 1 or 0)
  end
  local right = is_action(row, v.action, transient)
  local wanted = not transient and row.action == "suppress"
  local said = not transient and v.action == "suppress"
  tally("rows", true)
  tally("cover", v.reason ~= "unknown")
  tally("strict", v.reason == row.reason)
  tally("lenient", v.reason == row.reason or is_alt)
  tally("act6", right)
  tally("said", said)
  tally("said_right", said and right)
  tally("wanted", wanted)
  tally("got", wanted and said)
  if v.reason ~= row.reason and not is_alt then
    note_miss(row, v.reason)
  end
end

local function percent(part, whole)
  return whole > 0 and ("%.1f"):format(100 * part / whole) or "-"
end

for _, row in ipairs(read_rows(arg[1] or "spec/fixtures/replies.tsv")) do
  judge(row)
end
io.write("rows ", count.rows)
for _, what in ipairs { "cover", "strict", "lenient", "act6" } do
  io.write("  ", what, " ", percent(count[what], count.rows))
end
print("  supP " .. percent(count.said_right, count.said)
  .. "  supR " .. percent(count.got, count.wanted))

local pairs_seen = {}
for pair in pairs(confused) do
  pairs_seen[#pairs_seen + 1] = pair
end
table.sort(pairs_seen, function(a, b)
  if confused[a] ~= confused[b] then
    return confused[a] > confused[b]
  end
  return a < b
end)
for _, pair in ipairs(pairs_seen) do
  print(confused[pair], pair)
end
for _, miss in ipairs(misses) do
  print((miss:gsub("[%c]", function(c) return c == "\t" and c or "?" end)))
end
