-- html.lua: pieces of a page of HTML.
--
-- Everything that comes from a log or from a server goes through html.text:
-- it is no markup afterwards, and has no character that cannot be seen.

local printable = require "smtpcodes.terminal".printable

local html = {}

local entities = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;",
  ['"'] = "&quot;", ["'"] = "&#39;" }

function html.text(value)
  return (printable(tostring(value), true):gsub("[&<>\"']", entities))
end

-- 1234567 -> "1 234 567", with spaces that do not break.
function html.number(value)
  local digits = ("%.0f"):format(value)
  local spaced = digits:reverse():gsub("(%d%d%d)", "%1;"):reverse()
  return (spaced:gsub("^;", ""):gsub(";", "&nbsp;"))
end

function html.percent(part, whole)
  return whole > 0 and ("%.1f&nbsp;%%"):format(100 * part / whole) or ""
end

-- html.tag("td", 'class="n"', "12") -> '<td class="n">12</td>'
function html.tag(name, attributes, ...)
  local content = { ... }
  content[1] = content[1] or ""
  return "<" .. name .. (attributes and " " .. attributes or "") .. ">"
    .. table.concat(content) .. "</" .. name .. ">"
end

return html
