-- progress.lua: a line on a terminal that says how far the reading is.
--
--   local progress = progress.of(io.stderr, names)    nil where nobody looks
--   progress:at(octets)                               as often as one likes
--   progress:clear()                                  before other output

local terminal = require "smtpcodes.terminal"

local progress = {}
progress.__index = progress

local MEGA = 1000000

-- The octets of all files, or nil where that cannot be known before.
local function total_of(names)
  local total = 0
  for _, name in ipairs(names) do
    local file = not name:find("%.[gxz][zs]t?$") and name ~= "-"
      and io.open(name, "rb")
    local size = file and file:seek("end")
    if file then
      file:close()
    end
    total = total and size and total + size
  end
  return #names > 0 and total or nil
end

function progress.of(file, names)
  if not terminal.is_terminal(file) then
    return nil
  end
  local now = os.time()
  return setmetatable({ file = file, total = total_of(names), begin = now,
    shown = now }, progress)
end

-- "412 MB of 900 MB (45 %), 200 MB/s, 3 s left"
function progress.text(octets, total, seconds)
  local rate = octets / seconds
  local text = ("%.0f MB"):format(octets / MEGA)
  if total and total >= octets and total > 0 then
    text = text .. (" of %.0f MB (%d %%)"):format(total / MEGA,
      math.floor(100 * octets / total))
  end
  text = text .. (", %.0f MB/s"):format(rate / MEGA)
  if total and total >= octets and rate > 0 then
    text = text .. (", %d s left"):format(math.ceil((total - octets) / rate))
  end
  return text
end

-- Writes the line anew, at most once a second.
function progress:at(octets)
  local now = os.time()
  if now > self.shown then
    self.shown, self.written = now, true
    self.file:write("\r", progress.text(octets, self.total, now - self.begin),
      "\27[K")
    self.file:flush()
  end
end

function progress:clear()
  if self.written then
    self.written = false
    self.file:write("\r\27[K")
    self.file:flush()
  end
end

return progress
