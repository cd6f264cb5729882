-- rows.lua: `smtpcodes report --jsonl` and `--csv`: a line for each delivery,
-- with its verdict.

local csv = require "smtpcodes.csv"
local jsonl = require "smtpcodes.jsonl"
local judge = require "smtpcodes.judge"
local logs = require "smtpcodes.logs"

local rows = {}

-- rows.each(out, files, take): take(delivery) for each of the files; out is
-- told what cannot be read.
function rows.each(out, files, take)
  for _, name in ipairs(#files > 0 and files or { "-" }) do
    local file = name == "-" and io.stdin or logs.open(name)
    local unread = 0
    for delivery in file and logs.each(file) or function() end do
      if delivery then
        take(delivery)
      else
        unread = unread + 1
      end
    end
    if not file then
      out:unreadable(name)
    elseif name ~= "-" and file:close() == nil then
      out:problem(name, nil, "is broken; what could be read was written")
    elseif unread > 0 then
      out:problem(name, nil, ("%d lines were not understood"):format(unread))
    end
  end
end

-- The fields of a row of CSV: all but the kind, which is always the same.
local columns = {}
for i = 2, #jsonl.fields do
  columns[i - 1] = jsonl.fields[i][1]
end

local function csv_line(record)
  local values = {}
  for i, name in ipairs(columns) do
    values[i] = record[name]
  end
  return csv.line(values, #columns)
end

function rows.command(out, arguments)
  local line_of = arguments.csv and csv_line or jsonl.encode
  if arguments.csv then
    out.screen:write(csv.line(columns, #columns), "\n")
  end
  rows.each(out, arguments.file, function(delivery)
    local record = judge.record(delivery, judge.delivery(delivery))
    out.screen:write(line_of(record), "\n")
  end)
end

return rows
