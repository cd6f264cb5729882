-- filter.lua: a line in, a line of JSON out; each depends on its line alone.

local jsonl = require "smtpcodes.jsonl"
local judge = require "smtpcodes.judge"
local lines = require "smtpcodes.lines"

local filter = {}

-- The file an octet at a time, for lines that must not wait for a whole
-- block: fread gives nothing until it has all that was asked for.
local function by_octet(file)
  return { read = function()
    return file:read(1)
  end }
end

local BLOCK = 128 -- lines that are written at once

-- What writes the lines to the screen, by blocks of a size; without a line it
-- writes what it still has.
local function writer(screen, size)
  local block, count = {}, 0
  return function(line)
    if line then
      count = count + 1
      block[count] = line
    end
    if count >= (line and size or 1) then
      screen:write(table.concat(block, "\n", 1, count), "\n")
      count = 0
    end
  end
end

-- filter.run(out, file, name, by_line): writes to out.screen, and tells out
-- of each line that was cut.
function filter.run(out, file, name, by_line)
  local write = writer(out.screen, by_line and 1 or BLOCK)
  for number, line, cut in lines.each(by_line and by_octet(file) or file) do
    if cut then
      out:problem(name, number,
        ("line longer than %d octets"):format(lines.LIMIT))
    end
    write(jsonl.encode(judge.line(line)))
  end
  write(nil)
end

-- The command `smtpcodes classify`.
function filter.command(out, arguments)
  io.stdout:setvbuf(arguments.line_buffered and "line" or "full", 65536)
  for _, name in ipairs(#arguments.file > 0 and arguments.file or { "-" }) do
    local file = name == "-" and io.stdin or require "smtpcodes.logs".open(name)
    if file then
      filter.run(out, file, name, arguments.line_buffered)
    else
      out:unreadable(name)
    end
  end
end

return filter
