-- lines.lua: the lines of a file, whatever is in it.
--
-- io.lines reads a line of any length into memory, and Lua 5.1's stops at
-- NUL. These lines have a limit, keep every octet, and lose only their end.

local lines = {}

lines.LIMIT = 65536 -- octets of a line that are kept
local CHUNK = 65536

-- What is kept of a line that may go on: (kept, whether something was lost).
local function add(kept, part, cut)
  local room = lines.LIMIT - #kept
  if #part <= room then
    return kept .. part, cut
  end
  return kept .. part:sub(1, room), true
end

-- lines.each(file) -> iterator of number, line, cut: `cut` is true when the
-- line was longer than lines.LIMIT and its rest was dropped.
function lines.each(file)
  local chunk, at, number = "", 1, 0
  return function()
    local line, cut, began = "", false, false
    while true do
      if at > #chunk then
        chunk, at = file:read(CHUNK), 1
        if not chunk then
          chunk = ""
          number = number + 1
          if began then
            return number, (line:gsub("\r$", "")), cut
          end
          return nil
        end
      end
      began = true
      local stop = chunk:find("\n", at, true)
      line, cut = add(line, chunk:sub(at, (stop or 0) - 1), cut)
      at = (stop or #chunk) + 1
      if stop then
        number = number + 1
        return number, (line:gsub("\r$", "")), cut
      end
    end
  end
end

return lines
