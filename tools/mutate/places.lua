-- places.lua: where a C source can be changed, and what the change is.

local places = {}

-- Operators, each with a blank before and behind it.
local OPERATORS = {
  ["=="] = "!=", ["!="] = "==", ["<"] = "<=", ["<="] = "<", [">"] = ">=", [">="] = ">",
  ["&&"] = "||", ["||"] = "&&", ["+"] = "-", ["-"] = "+", ["*"] = "/", ["/"] = "*",
  ["&"] = "|", ["|"] = "&", ["<<"] = ">>", [">>"] = "<<",
  ["+="] = "-=", ["-="] = "+=", ["|="] = "&=", ["&="] = "|=",
}

-- Others, wherever they stand.
local PARTS = {
  { "++", "--" }, { "--", "++" }, { " 0;", " 1;" }, { " 1;", " 0;" }, { "break;", ";" },
}

-- The text with comments, strings, directives and what asserts blanked out, same
-- length.
function places.code_only(text)
  local function blank(part)
    return (part:gsub("[^\n]", "~"))
  end
  text = text:gsub("/%*.-%*/", blank):gsub("'\\?[^\n]'", blank):gsub('"[^"\n]*"', blank)
  text = text:gsub("SMTPCODES_ASSERT%b();", blank)
  repeat
    local count
    text, count = text:gsub("(\n#[^\n]*\\)\n", function(line) return line:sub(1, -2) .. "~~" end)
  until count == 0
  return (text:gsub("\n#[^\n]*", blank))
end

local function add(list, at, last, new, close)
  list[#list + 1] = { at = at, last = last, new = new, close = close }
end

local function add_operators(code, list)
  for at, operator, last in code:gmatch("() ([=!<>&|+*/-]+)()%f[%s]") do
    if OPERATORS[operator] then
      add(list, at, last - 1, " " .. OPERATORS[operator])
    end
  end
end

local function add_parts(code, list)
  for _, part in ipairs(PARTS) do
    local at, last = code:find(part[1], 1, true)
    while at do
      add(list, at, last, part[2])
      at, last = code:find(part[1], last + 1, true)
    end
  end
end

-- Each condition of an if the other way round, but for a comparison alone,
-- whose operator is changed so already.
local function add_conditions(code, list)
  for at, condition, close in code:gmatch("()if (%b())()") do
    if condition:find("&&", 1, true) or condition:find("||", 1, true)
      or not condition:find("[=!]=") then
      add(list, at, at + 3, "if (!(", close - 1)
    end
  end
end

-- ---- where a place stands ------------------------------------------------------

-- Which compiler sees a line: "gcc" in what is for __GNUC__ and __SSE2__ alone,
-- "tcc" in what is for all others, "none" where neither does.
local function compilers(text)
  local stack, out = {}, {}
  for line in (text .. "\n"):gmatch("([^\n]*)\n") do
    if line:find("^#if") then
      stack[#stack + 1] = (line:find("__GNUC__") or line:find("__SSE2__")) and "gcc" or "any"
    elseif line:find("^#else") and stack[#stack] == "gcc" then
      stack[#stack] = "tcc"
    elseif line:find("^#endif") then
      stack[#stack] = nil
    end
    local all = table.concat(stack, " ")
    local gcc, tcc = all:find("gcc"), all:find("tcc")
    out[#out + 1] = gcc and tcc and "none" or gcc and "gcc" or "tcc"
  end
  return out
end

local function lines_of(text)
  local lines, at = {}, 1
  for line in (text .. "\n"):gmatch("([^\n]*)\n") do
    lines[#lines + 1] = { text = line, first = at }
    at = at + #line + 1
  end
  return lines
end

-- The function that each line is part of, by the lines that begin at the margin.
local function name_functions(lines)
  local name = "-"
  for _, line in ipairs(lines) do
    if line.text:find("^%a") then
      name = line.text:match("([%w_]+)%(") or name
    end
    line.name = name
  end
end

local function trimmed(text)
  return (text:gsub("^%s+", ""):gsub("%s+$", ""))
end

-- The source with the change in it.
function places.changed(text, place)
  local close = place.close or place.last
  return text:sub(1, place.at - 1) .. place.new .. text:sub(place.last + 1, close)
    .. (place.close and ")" or "") .. text:sub(close + 1)
end

-- Says of a place its line, number, function, and what becomes of the line.
local function describe(place, text, lines, seen)
  local low, high = 1, #lines
  while low < high do
    local middle = (low + high + 1) // 2
    if lines[middle].first <= place.at then low = middle else high = middle - 1 end
  end
  local line = lines[low]
  local rest = places.changed(text, place):sub(line.first)
  place.number, place.line, place.name = low, trimmed(line.text), line.name
  place.becomes = trimmed(rest:match("^[^\n]*"))
  place.compiler = seen[low]
end

-- All places of a source, in the order of the file.
function places.of(file, text)
  local code, list, out = places.code_only(text), {}, {}
  add_operators(code, list)
  add_parts(code, list)
  add_conditions(code, list)
  table.sort(list, function(a, b) return a.at < b.at or a.at == b.at and a.new < b.new end)
  local lines, seen = lines_of(text), compilers(text)
  name_functions(lines)
  for _, place in ipairs(list) do
    describe(place, text, lines, seen)
    place.file = file
    if place.compiler ~= "none" then
      out[#out + 1] = place
    end
  end
  return out
end

return places
