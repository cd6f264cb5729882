-- rows.lua: `smtpcodes report --jsonl` and `--csv`: a line for each delivery,
-- with its verdict.

local csv = require "smtpcodes.csv"
local jsonl = require "smtpcodes.jsonl"
local judge = require "smtpcodes.judge"
local log_files = require "smtpcodes.log_files"
local logs = require "smtpcodes.logs"

local rows = {}

-- rows.each(out, files, take): take(delivery) for each of the files; out is
-- told what cannot be read.
function rows.each(out, files, take)
  log_files.each(out, files, logs.reader(), function(delivery)
    if delivery then
      take(delivery)
    end
  end)
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
