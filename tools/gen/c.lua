-- c.lua: values as C source, for the generator.

local c = {}

local plain = { ['"'] = '\\"', ["\\"] = "\\\\", ["\t"] = "\\t", ["?"] = "\\?" }

-- A C string literal; bytes outside ASCII become three octal digits. A nil
-- becomes NULL.
function c.string(text)
  if not text then
    return "NULL"
  end
  local escaped = text:gsub('[%c"\\?\128-\255]', function(char)
    return plain[char] or ("\\%03o"):format(char:byte())
  end)
  return '"' .. escaped .. '"'
end

-- The same for a table of texts, where "" is what is absent.
function c.text(text)
  return c.string(text or "")
end

-- A list cell with " | " between its items, as one text with "|" between.
function c.items(cell)
  return cell and (cell:gsub(" | ", "|"))
end

-- One X-macro row: NAME(argument, argument, ...).
function c.row(name, ...)
  return name .. "(" .. table.concat({ ... }, ", ") .. ")\n"
end

-- The first lines of a generated file.
function c.banner(file, from)
  return ("/* %s: generated from %s by tools/gen.lua. Do not edit. */\n")
    :format(file, from)
end

return c
