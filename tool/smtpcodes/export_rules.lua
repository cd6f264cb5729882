-- export_rules.lua: the module's rules as regular expressions, for hosts that
-- cannot load C.
--
-- Both POSIX and Perl-like engines take them: groups, alternatives, classes of
-- characters, * + ?, and nothing else. They are for text in any case.

local facts = require "smtpcodes.export_facts"
local smtpcodes = require "smtpcodes"

local export_rules = {}

-- The rows of a table of facts, each a list of cells.
local function rows_of(table_of_lines)
  local rows = {}
  for line in table_of_lines:gmatch("[^\n]+") do
    local cells = {}
    for cell in (line .. "\t"):gmatch("([^\t]*)\t") do
      cells[#cells + 1] = cell
    end
    rows[#rows + 1] = cells
  end
  return rows
end

-- ---- words --------------------------------------------------------------------

-- How an engine says what stands between words: a character, and what joins
-- two words. Others that say nothing may stand between them, if it can afford
-- that: KumoMTA's rules have ten megabytes in all.
local FILLER = 4 -- letters of a word that may stand between others

-- What a word is as an expression: any digit for a digit.
local function literal(word)
  return (word:gsub("%d", "[0-9]"))
end

local function alternatives(words, longest, most)
  local list = {}
  for word in words:gmatch("%S+") do
    if #word <= longest and #list < most then
      list[#list + 1] = literal(word)
    end
  end
  return "(" .. table.concat(list, "|") .. ")"
end

local classes = {}
for _, row in ipairs(rows_of(facts.words)) do
  classes[row[1]] = row[2]
end

local posix = "[^a-z0-9_']"
export_rules.POSIX = { gap = posix, any = ".*", most = 60, joint = posix .. "+("
  .. alternatives(classes["-"], FILLER, math.huge) .. posix .. "+)*" }
export_rules.RUST = { gap = "[ -/:-@]", any = "[ -~]*", most = 12, joint = "[ -/:-@]+" }

-- "<user> unknown" -> the expression of the whole phrase.
local function sequence(phrase, engine)
  local out = {}
  for word in phrase:gmatch("%S+") do
    local class = word:match("^<(.*)>$")
    out[#out + 1] = class and alternatives(classes[class], math.huge, engine.most)
      or literal(word)
  end
  return table.concat(out, engine.joint)
end

-- A phrase; of "a ~ b" both parts must be there, in any order.
local function expression(phrase, engine)
  local first, second = phrase:match("^(.*) ~ (.*)$")
  if not first then
    return sequence(phrase, engine)
  end
  first, second = sequence(first, engine), sequence(second, engine)
  local between = ("%s(%s%s)?"):format(engine.gap, engine.any, engine.gap)
  return ("(%s%s%s|%s%s%s)"):format(first, between, second, second, between,
    first)
end

-- ---- phrases ------------------------------------------------------------------

local function word_count(phrase)
  return select(2, phrase:gsub("%S+", ""))
end

local function is_dead(reason)
  return smtpcodes.reasons[reason].final == "suppress"
end

-- What gives up an address comes last, so that any other cause in the text goes
-- before it; besides, longer phrases know better.
local function goes_before(a, b)
  if a.dead ~= b.dead then
    return b.dead
  elseif a.words ~= b.words then
    return a.words > b.words
  elseif a.reason ~= b.reason then
    return a.reason < b.reason
  end
  return a.phrase < b.phrase
end

-- export_rules.phrases(engine) -> list of {reason, phrase, words, expression},
-- in the order in which they are to be tried.
function export_rules.phrases(engine)
  local list = {}
  for _, row in ipairs(rows_of(facts.phrases)) do
    list[#list + 1] = { reason = row[1], phrase = row[2],
      words = word_count(row[2]), dead = is_dead(row[1]),
      expression = expression(row[2], engine) }
  end
  table.sort(list, goes_before)
  return list
end

-- ---- providers ----------------------------------------------------------------

-- The end of an expression for the numbers of one ten: 606 to 609.
local function ten(first, last)
  local stem = math.floor(first / 10)
  return (stem > 0 and ("%d"):format(stem) or "")
    .. (first == last and ("%d"):format(first % 10)
      or ("[%d-%d]"):format(first % 10, last % 10))
end

-- An expression for the numbers from first to last.
local function range(first, last)
  local list = {}
  while first <= last do
    local stop = math.min(last, first - first % 10 + 9)
    list[#list + 1] = ten(first, stop)
    first = stop + 1
  end
  return #list == 1 and list[1] or "(" .. table.concat(list, "|") .. ")"
end

-- What the module says of a text of a provider.
local function judge(rule, text)
  local verdict = smtpcodes.classify(text, { provider = rule.provider,
    command = "RCPT" })
  rule.reason, rule.traffic = verdict.reason, verdict.traffic
  rule.retry_after = verdict.retry_after
  return rule
end

-- The provider's own codes and tags: {provider, reason, traffic, retry_after}
-- and for codes code (nil: any) and enhanced, for tags tag: expressions.
function export_rules.provider_rules()
  local list = {}
  for _, row in ipairs(rows_of(facts.codes)) do
    local code = row[2] ~= "-" and row[2] or nil
    list[#list + 1] = judge({ provider = row[1], code = code,
      enhanced = row[3] .. "[.]" .. range(tonumber(row[4]), tonumber(row[5])) },
      ("%s %s.%s.%s"):format(code or 550, (code or "5"):sub(1, 1), row[3],
        row[4]))
  end
  for _, row in ipairs(rows_of(facts.tags)) do
    list[#list + 1] = judge({ provider = row[1],
      tag = (row[2]:gsub("%*", "[0-9]")) },
      "550 " .. row[2]:gsub("%*", "1") .. " no")
  end
  return list
end

-- The ends of the names of a provider's hosts, by provider; and the providers
-- in their order.
function export_rules.hosts()
  local by, names = {}, {}
  for _, row in ipairs(rows_of(facts.hosts)) do
    if not by[row[1]] then
      by[row[1]] = {}
      names[#names + 1] = row[1]
    end
    table.insert(by[row[1]], row[2])
  end
  return by, names
end

-- ---- enhanced codes -------------------------------------------------------------

-- What an enhanced code alone says: a list of {reason, enhanced = list}.
function export_rules.enhanced()
  local by, list = {}, {}
  for key, record in smtpcodes.each_enhanced() do
    local name = record.detail and record.subject .. "." .. record.detail
    local reason = name and smtpcodes.classify("5." .. name).reason
    if name and reason ~= "unknown" and key then
      if not by[reason] then
        by[reason] = { reason = reason, enhanced = {} }
        list[#list + 1] = by[reason]
      end
      table.insert(by[reason].enhanced, (name:gsub("%.", "[.]")))
    end
  end
  table.sort(list, function(a, b)
    return a.reason < b.reason
  end)
  return list
end

return export_rules
