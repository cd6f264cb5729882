-- place.lua: errors that say where in a file they stand.

local place = {}

-- Stops with file:line:column of the octet at `position` of `text`.
function place.fail(file, text, position, message, ...)
  local before = text:sub(1, position - 1)
  local _, breaks = before:gsub("\n", "\n")
  local column = #before:match("[^\n]*$") + 1
  error(("%s:%d:%d: "):format(file, breaks + 1, column)
    .. message:format(...), 0)
end

return place
