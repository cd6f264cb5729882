-- man.lua: smtpcodes(7), the codes, from the facts; smtpcodes(3) from the
-- comments and declarations of smtpcodes.h.

local text = require "tools.gen.man_text"
local tsv = require "tools.gen.tsv"

local man = {}

function man.read(facts)
  return facts["tools.gen.tables"]
end

-- One item of a list: its title, lines before the description, and that.
local function item(title, lines, description)
  return (".It %s\n%s%s\n"):format(text.argument(title), table.concat(lines),
    text.sentences(description))
end

local function list(title, rows, show)
  local out = { ".Sh " .. title .. "\n.Bl -tag -width Ds\n" }
  for _, row in ipairs(rows) do
    out[#out + 1] = show(row)
  end
  out[#out + 1] = ".El\n"
  return table.concat(out)
end

local function show_code(row)
  local lines = { ("Status: %s.\n"):format(text.plain(row.status)) }
  if row.commands then
    lines[#lines + 1] = ("Answers: %s.\n"):format(
      text.plain(table.concat(tsv.list(row.commands, ","), " ")))
  end
  return item(row.code .. " " .. row.title, lines, row.description)
end

local function show_enhanced(row)
  return item(("X.%s.%s %s"):format(row.subject, row.detail, row.title),
    { ("Classes: %s.\n"):format(row.classes) }, row.description)
end

local function show_reason(row)
  return item(row.reason, { ("%s; usually %s.\n"):format(text.plain(row.title),
    text.plain(row.action)) }, row.description)
end

local function show_action(row)
  return item(row.action, { text.plain(row.title) .. ".\n" }, row.description)
end

local function codes_page(facts)
  return table.concat {
    text.head("7", "SMTP reply codes, enhanced codes, reasons and actions"),
    ".Sh DESCRIPTION\n",
    "Every reply code and enhanced code that the module knows, why a delivery\n",
    "fails, and what to do about it.\n",
    "The first digit of a code decides whether to try again: 4yz is transient,\n",
    "5yz permanent.\n",
    list("REPLY CODES", facts.codes, show_code),
    list("ENHANCED CODES", facts.enhanced, show_enhanced),
    list("REASONS", facts.reasons, show_reason),
    list("ACTIONS", facts.actions, show_action),
    ".Sh SEE ALSO\n.Xr smtpcodes 1 ,\n.Xr smtpcodes 3 ,\n.Xr smtpcodes 3lua\n",
  }
end

-- "/* ... */" or the form with two stars on each line -> its words.
local function comment_text(comment)
  return (comment:gsub("^/%*+", ""):gsub("%*+/$", "")
    :gsub("\n%s*%*%* ?", "\n"):gsub("^%s+", ""):gsub("%s+$", ""))
end

-- A chunk of the header: its comment, then what it declares.
local function show_declaration(chunk)
  local comment, rest = chunk:match("^(/%*.-%*/)%s*(.*)$")
  rest = (rest or chunk):gsub("SMTPCODES_API ", "")
  if not rest:find("[;%u]") then
    return ""
  end
  return (".Bd -literal\n%s\n.Ed\n%s"):format(text.plain(rest),
    comment and ".Pp\n" .. text.paragraphs(comment_text(comment)) or "")
end

-- The pages of the header begin with a rule of = in a comment.
local function show_chunk(chunk)
  local title = chunk:match("^/%*\n%*%* =+\n%*%* ([^\n]+)\n")
  if title then
    local rest = chunk:match("\n%*%* =+\n%*%* [^\n]+\n%*%* =+\n(.*)$") or ""
    return (".Ss %s\n%s"):format(text.plain(title:gsub("^%d+%. ", "")),
      text.paragraphs(comment_text(rest)))
  end
  return show_declaration(chunk)
end

-- The header: its version, then its first page on, without what the
-- preprocessor alone needs.
local function declarations(header)
  local version = header:match("#include <stddef.h>\n\n(.-)/%*\n%*%* The library's own")
  local body = header:match("extern \"C\" {\n#endif\n\n(.*)\n#ifdef __cplusplus")
  local all = ("\n" .. version .. body):gsub("\n/%* [%a]+: names [^\n]*", "")
  return (all:gsub("(/%*.-%*/)", function(comment)
    return (comment:gsub("\n\n", "\n**\n"))
  end))
end

-- Cut where a line is empty outside a comment.
local function api(header)
  local out = {}
  for chunk in (declarations(header) .. "\n\n"):gmatch("(.-)\n\n+") do
    if chunk:find("%S") then
      out[#out + 1] = show_chunk((chunk:gsub("^\n+", "")))
    end
  end
  return table.concat(out)
end

local function header_page(header)
  local about = comment_text(header:match("^/%*.-%*/"))
  about = about:gsub("^smtpcodes:[^\n]*\n", ""):gsub("\nSPDX[^\n]*", "")
  about = about:gsub("This header has.-\n%s*\n.-\n%s*\n", "")
  return table.concat {
    text.head("3", "what SMTP replies mean, for C"),
    ".Sh LIBRARY\nsmtpcodes (libsmtpcodes, \\-lsmtpcodes)\n",
    ".Sh SYNOPSIS\n.In smtpcodes.h\n",
    ".Sh DESCRIPTION\n", text.paragraphs(about), api(header),
    ".Sh SEE ALSO\n.Xr smtpcodes 1 ,\n.Xr smtpcodes 3lua ,\n.Xr smtpcodes 7\n",
  }
end

function man.write(outputs, facts)
  outputs["docs/smtpcodes.7"] = codes_page(facts)
  outputs["docs/smtpcodes.3"] =
    header_page(outputs["smtpcodes.h"] or text.read("smtpcodes.h"))
end

return man
