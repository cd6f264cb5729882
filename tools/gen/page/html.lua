-- html.lua: pieces of HTML, with every text escaped.
--
--   html.text("<a>")                          -> "&lt;a&gt;"
--   html.tag("p", "class", "x")(inner, ...)   -> <p class="x">inner</p>
--
-- inner is HTML: strings, or nil and false for nothing.

local html = {}

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;",
  ['"'] = "&quot;", ["'"] = "&#39;" }

function html.text(text)
  return (tostring(text):gsub("[&<>\"']", ESCAPES))
end

local function attributes(...)
  local out = {}
  for i = 1, select("#", ...), 2 do
    local name, value = select(i, ...)
    if value then
      out[#out + 1] = (' %s="%s"'):format(name, html.text(value))
    end
  end
  return table.concat(out)
end

function html.tag(name, ...)
  local open = "<" .. name .. attributes(...) .. ">"
  return function(...)
    local out = { open }
    for i = 1, select("#", ...) do
      out[#out + 1] = select(i, ...) or ""
    end
    out[#out + 1] = "</" .. name .. ">"
    return table.concat(out)
  end
end

-- A link; the text is escaped.
function html.link(to, text)
  return html.tag("a", "href", to)(html.text(text))
end

return html
