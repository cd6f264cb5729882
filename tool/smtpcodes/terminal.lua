-- terminal.lua: what may be written to a terminal, and how.
--
-- Text from a server is hostile: nothing of it reaches a terminal but
-- printable characters. Colour is for terminals, and for people who want it.

local terminal = {}

-- ---- printable text -------------------------------------------------------

-- Length of the well-formed UTF-8 sequence at `at`, or nil (RFC 3629 4).
local function utf8_length(text, at)
  local a, b = text:byte(at, at + 1)
  local length = a >= 0xC2 and a <= 0xDF and 2 or a >= 0xE0 and a <= 0xEF and 3
    or a >= 0xF0 and a <= 0xF4 and 4
  if not length or not text:find("^[\128-\191]", at + 1)
    or a == 0xE0 and b < 0xA0 or a == 0xED and b > 0x9F
    or a == 0xF0 and b < 0x90 or a == 0xF4 and b > 0x8F then
    return nil
  end
  for i = at + 2, at + length - 1 do
    if not text:find("^[\128-\191]", i) then
      return nil
    end
  end
  return length
end

-- Characters that move the cursor or turn the text round, though they are
-- well-formed: C1 controls, bidirectional marks, zero width, line separators.
local unsafe = {
  ["\194"] = "^\194[\128-\159]",
  ["\216"] = "^\216\156",
  ["\226"] = "^\226\128[\139-\143\168-\174]",
  ["\239"] = "^\239\187\191",
}

local function is_unsafe(character)
  local lead = character:sub(1, 1)
  return unsafe[lead] and character:find(unsafe[lead])
    or character:find("^\226\129[\160-\175]") or character:find("^\243\160")
end

local escapes = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function escape(text)
  return (text:gsub(".", function(octet)
    return escapes[octet] or ("\\x%02x"):format(octet:byte())
  end))
end

-- The same text with every other octet as \n, \t or \xNN. Well-formed
-- UTF-8 stays when `utf8` is true.
function terminal.printable(text, utf8)
  if not text:find("[^\32-\126]") then
    return text
  end
  local out, at = {}, 1
  while at <= #text do
    local plain = text:match("^[\32-\126]+", at)
    local length = not plain and utf8 and utf8_length(text, at)
    local piece = plain or text:sub(at, at + (length or 1) - 1)
    at = at + #piece
    if not plain and (not length or is_unsafe(piece)) then
      piece = escape(piece)
    end
    out[#out + 1] = piece
  end
  return table.concat(out)
end

-- The same text in well-formed UTF-8: what is not becomes U+FFFD.
function terminal.well_formed(text)
  if not text:find("[\128-\255]") then
    return text
  end
  local out, at = {}, 1
  while at <= #text do
    local plain = text:match("^[%z\1-\127]+", at)
    local length = not plain and utf8_length(text, at)
    out[#out + 1] = plain or length and text:sub(at, at + length - 1)
      or "\239\191\189"
    at = at + (plain and #plain or length or 1)
  end
  return table.concat(out)
end

-- ---- width ----------------------------------------------------------------

-- Columns that printable text takes. East Asian characters take two.
function terminal.columns(text)
  local count = 0
  for lead in text:gmatch("[%z\1-\127\194-\244]") do
    count = count + ((lead >= "\227" and lead <= "\237" or lead >= "\240")
      and 2 or 1)
  end
  return count
end

-- The longest beginning of `word` that fits into `width` columns.
local function cut_at(word, width)
  local at = 0
  for first, character in word:gmatch("()([%z\1-\127\194-\244][\128-\191]*)") do
    width = width - terminal.columns(character)
    if width < 0 then
      break
    end
    at = first + #character - 1
  end
  return math.max(at, 1)
end

-- The lines that printable text fills when it is broken between words; a
-- word that is too long is broken where it must be.
function terminal.wrap(text, width)
  local out, line, used = {}, "", 0
  for next_word in text:gmatch("%S+") do
    local word, columns = next_word, terminal.columns(next_word)
    if line ~= "" and used + 1 + columns > width then
      out[#out + 1], line = line, ""
    end
    while line == "" and columns > width do
      local at = cut_at(word, width)
      out[#out + 1], word = word:sub(1, at), word:sub(at + 1)
      columns = terminal.columns(word)
    end
    line = line == "" and word or line .. " " .. word
    used = terminal.columns(line)
  end
  if line ~= "" or #out == 0 then
    out[#out + 1] = line
  end
  return out
end

-- The text in one line of at most `width` columns, cut with "..." if need be.
function terminal.cut(text, width)
  if not width or terminal.columns(text) <= width then
    return text
  end
  return text:sub(1, cut_at(text, width - 3)) .. "..."
end

-- ---- the terminal itself ----------------------------------------------------

local styles = { bold = "\27[1m", dim = "\27[2m", red = "\27[31m",
  green = "\27[32m", yellow = "\27[33m", cyan = "\27[36m" }
local plain = "\27[0m"

-- Whether a file is a terminal: a question for lua-term, where it is there.
function terminal.is_terminal(file)
  local found, term = pcall(require, "term")
  return found and term.isatty(file)
end

local function screen_width(on_terminal)
  local columns = tonumber(os.getenv("COLUMNS") or "")
  if not columns and on_terminal then
    local pipe = io.popen("stty size 2>/dev/null </dev/tty")
    columns = pipe and tonumber((pipe:read("*a") or ""):match("%d+ (%d+)"))
    if pipe then
      pipe:close()
    end
  end
  return columns and columns >= 20 and math.floor(columns) or 80
end

local function wants_colour(when, on_terminal)
  local no = os.getenv("NO_COLOR") or ""
  if when ~= "auto" then
    return when == "always"
  end
  return on_terminal and no == "" and os.getenv("TERM") ~= "dumb"
end

local function speaks_utf8()
  local locale
  for _, name in ipairs { "LC_ALL", "LC_CTYPE", "LANG" } do
    local value = os.getenv(name)
    locale = locale or value ~= "" and value
  end
  return (locale or ""):lower():find("utf%-?8") ~= nil
end

-- terminal.of(file, when) -> what writes to it: when is "auto" (colour on a
-- terminal, unless NO_COLOR says no), "always" or "never".
function terminal.of(file, when)
  local on_terminal = terminal.is_terminal(file)
  return {
    file = file,
    on_terminal = on_terminal,
    colour = wants_colour(when, on_terminal),
    width = screen_width(on_terminal),
    utf8 = speaks_utf8(),
    style = terminal.style,
    write = terminal.write,
    flush = terminal.flush,
    printable = function(self, text)
      return terminal.printable(text, self.utf8)
    end,
  }
end

-- Nobody reads any more, or the disk is full: there is no use in going on.
local function check_written(done, problem)
  if not done then
    if not problem:find("Broken pipe", 1, true) then
      io.stderr:write("smtpcodes: standard output: ", problem, "\n")
    end
    os.exit(74) -- EX_IOERR
  end
end

function terminal:write(...)
  check_written(self.file:write(...))
end

function terminal:flush()
  check_written(self.file:flush())
end

-- Compiled by LuaJIT, a write that fails is tried again, and the second one
-- seems to succeed: the error would be lost.
local jit = rawget(_G, "jit")
if jit then
  jit.off(terminal.write)
  jit.off(terminal.flush)
end

-- The text in a style, if there is colour: bold, dim, red, green ...
function terminal:style(name, text)
  return self.colour and text ~= "" and styles[name] .. text .. plain or text
end

return terminal
