-- fuzz.lua: what the fuzzers splice into inputs, in fuzz/smtp.dict: codes, and
-- of everything that a text may be evidence by a few.

local fuzz = {}

local PER_REASON = 8   -- phrases: the strongest
local PER_PROVIDER = 3 -- tags

function fuzz.read(all)
  return { codes = all["tools.gen.tables"].codes,
    rules = all["tools.gen.rules"] }
end

local function escape(octet)
  return ("\\x%02x"):format(octet:byte())
end

-- An entry as libFuzzer and AFL++ read it.
local function entry(text)
  return '"' .. text:gsub('[^ !#-Z%[%]^-~]', escape) .. '"\n'
end

-- A phrase as a server says it: the first word of each class.
local function spoken(phrase, firsts)
  return (phrase:gsub("<([^<>]*)>", firsts):gsub(" *~ *", " "))
end

local function first_words(rules)
  local firsts = {}
  for class in pairs(rules.words.classes) do
    firsts[class] = class
  end
  return firsts
end

-- Rows of a list by one of their columns, in the order of the file; `add`
-- takes what is kept: at most `most` of each.
local function few(rows, column, most, add)
  local count = {}
  for _, row in ipairs(rows) do
    local key = row[column]
    count[key] = (count[key] or 0) + 1
    if count[key] <= most then
      add(row)
    end
  end
end

-- Phrases with the strongest first, else as the file has them.
local function by_strength(phrases)
  local list, place = {}, {}
  for i, row in ipairs(phrases) do
    list[i], place[row] = row, i
  end
  table.sort(list, function(a, b)
    if a.strength ~= b.strength then
      return a.strength > b.strength
    end
    return place[a] < place[b]
  end)
  return list
end

local function add_codes(out, codes)
  for _, row in ipairs(codes) do
    if row.status == "standard" or row.status == "extension" then
      out[#out + 1] = entry(row.code .. " ")
    end
  end
end

local function add_rules(out, rules)
  local firsts = first_words(rules)
  few(by_strength(rules.phrases), "reason", PER_REASON, function(row)
    out[#out + 1] = entry(spoken(row.phrase, firsts))
  end)
  few(rules.tags, "provider", PER_PROVIDER, function(row)
    out[#out + 1] = entry((row.tag:gsub("%*", "1")))
  end)
  few(rules.providers, "provider", 1, function(row)
    out[#out + 1] = entry((row.pattern:gsub("#", "1")))
  end)
end

function fuzz.write(outputs, facts, region)
  local out = {}
  add_codes(out, facts.codes)
  add_rules(out, facts.rules)
  region(outputs, "fuzz/smtp.dict", "facts", table.concat(out))
end

return fuzz
