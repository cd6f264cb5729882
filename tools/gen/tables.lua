-- tables.lua: reply codes, enhanced codes, reasons and actions -> C rows.

local tsv = require "tools.gen.tsv"
local c = require "tools.gen.c"

local tables = {}

local STATUSES = tsv.set {
  "standard", "extension", "registry-only", "obsolete", "de-facto",
}
local COMMANDS = tsv.set {
  "*", "connect", "EHLO", "HELO", "LHLO", "MAIL", "RCPT", "DATA", "data-end",
  "BDAT", "BURL", "RSET", "VRFY", "EXPN", "HELP", "NOOP", "QUIT", "AUTH",
  "STARTTLS", "ETRN", "ATRN", "TURN", "SEND", "SOML", "SAML", "QHLO", "MRSQ",
  "XCLIENT", "XFORWARD", "-",
}
local ACTIONS = tsv.set {
  "suppress", "retry", "retry-slower", "fix-sender", "fix-content",
  "give-up", "none",
}
local SCOPES = tsv.set {
  "recipient", "message", "session", "ip", "sender-domain", "account",
  "domain", "-",
}
local OWNERS = tsv.set { "sender", "recipient", "receiver", "network", "-" }
local REMEDIES = tsv.set {
  "wait", "slow-down", "split", "drop-address", "check-address",
  "ask-recipient", "delist", "reputation", "auth", "dns", "tls", "account",
  "client", "content", "review", "-",
}
local FINALS = tsv.set { "suppress", "count", "keep", "-" }
local TRAFFICS = tsv.set { "slow", "pause", "-" }

-- Words that C or its libraries already use as macros or keywords.
local function check_name(row)
  if not row.name or not row.name:find("^[A-Z][A-Z0-9_]*[A-Z0-9]$") then
    tsv.fail(row, "name %s is not UPPER_SNAKE", row.name or "-")
  end
end

local function check_text(row, column, longest)
  local text = row[column] or tsv.fail(row, "no %s", column)
  if text:find("[^\32-\126]") then
    tsv.fail(row, "%s is not plain ASCII", column)
  elseif #text > longest then
    tsv.fail(row, "%s is %d octets, more than %d", column, #text, longest)
  end
end

local function check_code(row)
  if not (row.code or ""):find("^[2-5]%d%d$") then
    tsv.fail(row, "code %s is not 200-599", row.code or "-")
  end
end

local function check_ascending(rows, key)
  for i = 2, #rows do
    if key(rows[i]) < key(rows[i - 1]) then
      tsv.fail(rows[i], "rows are not in ascending order")
    end
  end
end

local function check_commands(row, cell)
  for _, word in ipairs(tsv.list(cell, ",")) do
    if not COMMANDS[word] then
      tsv.fail(row, "unknown command %s", word)
    end
  end
end

local function check_rfc(row)
  for _, word in ipairs(tsv.list(row.rfc, ",")) do
    if not word:find("^RFC%d+$") and not word:find("^RFC%d+#[%w.]+$")
      and not word:find("^draft%-[%w-]+$") then
      tsv.fail(row, "%s is not like RFC5321#4.2.3", word)
    end
  end
end

local function check_enhanced_list(row)
  for _, word in ipairs(tsv.list(row.enhanced, ",")) do
    local class = word:match("^([245])%.%d%d?%d?%.%d%d?%d?$")
    if class ~= row.code:sub(1, 1) then
      tsv.fail(row, "enhanced code %s does not fit %s", word, row.code)
    end
  end
end

local function read_codes()
  local rows = tsv.read("data/codes.tsv", { "code", "name", "status", "title",
    "commands", "enhanced", "rfc", "aliases", "description" })
  tsv.unique(rows, "code")
  tsv.unique(rows, "name")
  for _, row in ipairs(rows) do
    check_code(row)
    check_name(row)
    tsv.word(row, "status", STATUSES)
    check_text(row, "title", 60)
    check_text(row, "description", 600)
    check_commands(row, row.commands)
    check_enhanced_list(row)
    check_rfc(row)
  end
  check_ascending(rows, function(row) return tonumber(row.code) end)
  return rows
end

local function meaning_key(row)
  return ("%s %d"):format(row.code, STATUSES[row.status])
end

local function read_meanings(codes)
  local rows = tsv.read("data/meanings.tsv", { "code", "command", "extension",
    "status", "title", "enhanced", "rfc", "description" })
  local known = {}
  for _, row in ipairs(codes) do
    known[row.code] = true
  end
  for _, row in ipairs(rows) do
    check_code(row)
    if not known[row.code] then
      tsv.fail(row, "code %s is not in data/codes.tsv", row.code)
    end
    tsv.word(row, "status", STATUSES)
    tsv.word(row, "command", COMMANDS)
    check_text(row, "title", 72)
    check_text(row, "description", 600)
    check_enhanced_list(row)
    check_rfc(row)
    row.key = table.concat({ row.code, row.command or "-",
      row.extension or "-", row.title }, " ")
  end
  tsv.unique(rows, "key")
  check_ascending(rows, meaning_key)
  return rows
end

local function read_enhanced()
  local rows = tsv.read("data/enhanced.tsv", { "subject", "detail", "name",
    "title", "classes", "codes", "rfc", "aliases", "description" })
  tsv.unique(rows, "name")
  local previous
  for _, row in ipairs(rows) do
    local subject, detail = tonumber(row.subject), tonumber(row.detail)
    if not subject or not detail then
      tsv.fail(row, "subject or detail is no number")
    end
    local next_detail = previous and previous.subject == row.subject
      and tonumber(previous.detail) + 1 or 0
    if detail ~= next_detail then -- lookup counts on rows without a gap
      tsv.fail(row, "X.%d.%d follows X.%s.%s", subject, detail,
        previous and previous.subject or "-", previous and previous.detail
        or "-")
    end
    if not (row.classes or ""):find("^[245,]+$") then
      tsv.fail(row, "classes %s", row.classes or "-")
    end
    check_name(row)
    check_text(row, "title", 120)
    check_text(row, "description", 600)
    check_rfc(row)
    previous = row
  end
  return rows
end

-- Lookup counts on the classes 2, 4, 5 and the subjects from 0 in order.
local function check_subject_order(rows)
  local expected = { "class 2", "class 4", "class 5" }
  for subject = 0, #rows - 4 do
    expected[#expected + 1] = "subject " .. subject
  end
  for i, row in ipairs(rows) do
    if row.kind .. " " .. row.value ~= expected[i] then
      tsv.fail(row, "%s %s where %s belongs", row.kind, row.value,
        expected[i])
    end
  end
end

local function read_subjects()
  local rows = tsv.read("data/subjects.tsv",
    { "kind", "value", "title", "rfc", "description" })
  for _, row in ipairs(rows) do
    tsv.word(row, "kind", tsv.set { "class", "subject" })
    check_text(row, "title", 60)
    check_text(row, "description", 600)
    check_rfc(row)
  end
  check_subject_order(rows)
  return rows
end

local function read_actions()
  local rows = tsv.read("data/actions.tsv",
    { "action", "title", "aliases", "description" })
  tsv.unique(rows, "action")
  for _, row in ipairs(rows) do
    tsv.word(row, "action", ACTIONS)
    check_text(row, "title", 60)
    check_text(row, "description", 600)
  end
  return rows
end

local function read_reasons()
  local rows = tsv.read("data/reasons.tsv", { "reason", "action", "scope",
    "owner", "remedy", "final", "traffic", "aliases", "title",
    "description" })
  tsv.unique(rows, "reason")
  for _, row in ipairs(rows) do
    tsv.word(row, "action", ACTIONS)
    tsv.word(row, "scope", SCOPES)
    tsv.word(row, "owner", OWNERS)
    tsv.word(row, "remedy", REMEDIES)
    tsv.word(row, "final", FINALS)
    tsv.word(row, "traffic", TRAFFICS)
    check_text(row, "title", 60)
    check_text(row, "description", 600)
  end
  return rows
end

-- Titles and names are compared without case, and z as s where -ize and -ise
-- are two spellings of one word. The C side folds its key in the same way.
local function fold(text)
  text = text:lower()
  text = text:gsub("iz([aei])", "is%1")
  return text
end

-- Every name, title and alias, folded and sorted, with what it stands for.
-- Of two equal keys the better one comes first: title before alias, reply
-- code before enhanced code, then the status, then the lower number.
local function key_rows(codes, enhanced)
  local keys = {}
  local function add(text, rank, row)
    keys[#keys + 1] = { fold = fold(text), rank = rank, row = row }
  end
  for i, row in ipairs(codes) do
    local order = STATUSES[row.status] * 1000 + i
    add(row.name, order, "CODE_KEY(%d, EXACT, " .. i - 1)
    add(row.title, order, "CODE_KEY(%d, EXACT, " .. i - 1)
    for _, alias in ipairs(tsv.list(row.aliases, " | ")) do
      add(alias, 10000 + order, "CODE_KEY(%d, ALIAS, " .. i - 1)
    end
  end
  for i, row in ipairs(enhanced) do
    add(row.name, 20000 + i, "ENHANCED_KEY(%d, EXACT, " .. i - 1)
    add(row.title, 20000 + i, "ENHANCED_KEY(%d, EXACT, " .. i - 1)
    for _, alias in ipairs(tsv.list(row.aliases, " | ")) do
      add(alias, 30000 + i, "ENHANCED_KEY(%d, ALIAS, " .. i - 1)
    end
  end
  table.sort(keys, function(a, b)
    if a.fold ~= b.fold then
      return a.fold < b.fold
    end
    return a.rank < b.rank
  end)
  local out, last = {}, nil
  for _, key in ipairs(keys) do
    if key.fold ~= last then
      out[#out + 1] = key.row:format(#out) .. ", " .. c.string(key.fold)
        .. ")\n"
      last = key.fold
    end
  end
  return out
end

local function code_rows(rows)
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = c.row("CODE", row.code, row.name, c.text(row.status),
      c.text(row.title), c.text(row.commands), c.text(row.enhanced),
      c.text(row.rfc), c.text(c.items(row.aliases)), c.text(row.description))
  end
  return out
end

local function meaning_rows(rows)
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = c.row("MEANING", tostring(i - 1), row.code, c.text(row.command),
      c.text(row.extension), c.text(row.status), c.text(row.title),
      c.text(row.enhanced), c.text(row.rfc), c.text(row.description))
  end
  return out
end

local function class_bits(row)
  local bits = 0
  for _, digit in ipairs(tsv.list(row.classes, ",")) do
    bits = bits + 2 ^ tonumber(digit)
  end
  return ("0x%02x"):format(bits)
end

local function enhanced_rows(rows)
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = c.row("ENHANCED", row.subject, row.detail, row.name,
      class_bits(row), c.text(row.title), c.text(row.codes),
      c.text(row.rfc), c.text(c.items(row.aliases)), c.text(row.description))
  end
  return out
end

-- The rows of X.subject.*: the first of them, counted from 0, and how many.
local function span(enhanced, subject)
  local first, count = 0, 0
  for i, row in ipairs(enhanced) do
    if row.subject == subject then
      first = count == 0 and i - 1 or first
      count = count + 1
    end
  end
  return tostring(first), tostring(count)
end

local function subject_rows(rows, enhanced)
  local out = {}
  for i, row in ipairs(rows) do
    local first, count = span(enhanced, row.value)
    if row.kind == "class" then
      out[i] = c.row("CLASS", row.value, c.string(row.title),
        c.string(row.rfc), c.string(row.description))
    else
      out[i] = c.row("SUBJECT", row.value, first, count, c.string(row.title),
        c.string(row.rfc), c.string(row.description))
    end
  end
  return out
end

-- One number for each code 200-599: its row + 1, or 0.
local function index_rows(rows)
  local at, out = {}, {}
  for i, row in ipairs(rows) do
    at[tonumber(row.code)] = i
  end
  for tens = 20, 59 do
    local line = {}
    for digit = 0, 9 do
      line[#line + 1] = tostring(at[tens * 10 + digit] or 0)
    end
    out[#out + 1] = table.concat(line, ", ") .. ",\n"
  end
  return out
end

local function upper(word)
  return (word:upper():gsub("%-", "_"))
end

local function action_rows(rows)
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = c.row("ACTION", upper(row.action), c.string(row.action),
      c.string(row.title), c.string(c.items(row.aliases)), c.string(row.description))
  end
  return out
end

local function reason_rows(rows)
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = c.row("REASON", upper(row.reason), c.string(row.reason),
      c.string(row.action), c.string(row.scope), c.string(row.owner),
      c.string(row.remedy), c.string(row.final), c.string(row.traffic),
      c.string(c.items(row.aliases)), c.string(row.title), c.string(row.description))
  end
  return out
end

-- The names of standard and extension codes as C constants, for the header.
local function name_region(rows)
  local out = {}
  for _, row in ipairs(rows) do
    if row.status == "standard" or row.status == "extension" then
      out[#out + 1] = ("  SMTPCODES_%s = %s"):format(row.name, row.code)
    end
  end
  return "enum {\n" .. table.concat(out, ",\n") .. "\n};\n"
end

local function write(outputs, name, from, rows)
  outputs[name] = c.banner(name, from) .. table.concat(rows)
end

function tables.read()
  local facts = { codes = read_codes(), enhanced = read_enhanced(),
    subjects = read_subjects(), actions = read_actions(),
    reasons = read_reasons() }
  facts.meanings = read_meanings(facts.codes)
  return facts
end

function tables.write(outputs, facts, region)
  write(outputs, "data/codes.inc", "data/codes.tsv", code_rows(facts.codes))
  write(outputs, "data/codes_index.inc", "data/codes.tsv",
    index_rows(facts.codes))
  write(outputs, "data/meanings.inc", "data/meanings.tsv",
    meaning_rows(facts.meanings))
  write(outputs, "data/enhanced.inc", "data/enhanced.tsv",
    enhanced_rows(facts.enhanced))
  write(outputs, "data/subjects.inc", "data/subjects.tsv",
    subject_rows(facts.subjects, facts.enhanced))
  write(outputs, "data/keys.inc", "data/codes.tsv and data/enhanced.tsv",
    key_rows(facts.codes, facts.enhanced))
  write(outputs, "data/actions.inc", "data/actions.tsv",
    action_rows(facts.actions))
  write(outputs, "data/reasons.inc", "data/reasons.tsv",
    reason_rows(facts.reasons))
  region(outputs, "smtpcodes.h", "names", name_region(facts.codes))
end

return tables
