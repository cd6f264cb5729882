-- rules.lua: phrases, hints, providers and lists -> the automaton that reads a
-- text once, and the rules that weigh what it found.

local tsv = require "tools.gen.tsv"
local c = require "tools.gen.c"

local rules = {}

-- ---- words ------------------------------------------------------------------

-- Octets of a word as they are compared: no case, and # for every digit.
local function fold(word)
  return (word:lower():gsub("%d", "#"))
end

-- The words of a text as smtpcodes_reason.c has them: letters, digits, _ ' and
-- octets above 127 in a row, but a character of three octets by itself where
-- languages without spaces begin.
local function split(text)
  local words = {}
  for run in fold(text):gmatch("[%w_'#\128-\255]+") do
    local at = 1
    while at <= #run do
      local first, last = run:find("[\227-\237][\128-\191][\128-\191]", at)
      if first == at then
        words[#words + 1] = run:sub(first, last)
        at = last + 1
      else
        words[#words + 1] = run:sub(at, (first or 0) - 1)
        at = first or #run + 1
      end
    end
  end
  return words
end

-- a * b modulo 2^32, exact in doubles.
local function multiply(a, b)
  local high, low = math.floor(a / 65536), a % 65536
  return ((high * b) % 65536 * 65536 + low * b) % 4294967296
end

-- What is above 2^32 of a * b, exact in doubles.
local function multiply_high(a, b)
  local ah, al, bh, bl = math.floor(a / 65536), a % 65536, math.floor(b / 65536), b % 65536
  local low = math.floor(al * bl / 65536)
  local middle = ah * bl + low
  local other = al * bh + middle % 65536
  return ah * bh + math.floor(middle / 65536) + math.floor(other / 65536)
end

-- high * 2^32 + low is h; -> h * K, and its upper half added to it; modulo 2^64.
local K_HIGH, K_LOW = 0x9e3779b9, 0x7f4a7c15
local function mix(high, low)
  local upper = multiply_high(low, K_LOW) + multiply(high, K_LOW) + multiply(low, K_HIGH)
  upper = upper % 4294967296
    % 4294967296
  local lower = multiply(low, K_LOW) + upper
  return (upper + math.floor(lower / 4294967296)) % 4294967296, lower % 4294967296
end

-- Four octets of a word from `at` on, the first one lowest.
local function load(word, at)
  local chunk, scale = 0, 1
  for i = at, math.min(at + 3, #word) do
    local octet = word:byte(i)
    chunk = chunk + (octet == 0x5f and 0x7f or octet) * scale -- as lower() has the _
    scale = scale * 256
  end
  return chunk
end

-- The hash of a folded word, as smtpcodes_match.c has it: eight octets at a time.
local function hash(word)
  local high, low = 0, 0
  for at = 1, #word, 8 do
    low = low + load(word, at)
    high = (high + load(word, at + 4) + math.floor(low / 4294967296)) % 4294967296
    high, low = mix(high, low % 4294967296)
  end
  return high
end

-- ---- reading ----------------------------------------------------------------

local GATES = tsv.set { "@sender", "@temporary", "@path", "@noise", "@after", "@scope" }
local DETAILS = tsv.set { "-", "spf", "dkim", "dmarc", "arc", "alignment", "tls", "login",
  "credentials", "ptr", "helo", "connections", "messages", "recipients", "volume", "duplicates",
  "ip", "domain", "url" }
local SCOPES = tsv.set { "-", "recipient", "message", "session", "ip", "sender-domain", "account",
  "domain" }
local COMMANDS = tsv.set { "-", "connect", "EHLO", "HELO", "LHLO", "MAIL", "RCPT", "DATA",
  "data-end", "AUTH", "STARTTLS", "VRFY", "QUIT", "RSET" }

local function check_strength(row)
  if not (row.strength or ""):find("^[1-9]$") then
    tsv.fail(row, "strength %s is not 1-9", row.strength or "-")
  end
end

local function check_reason(row, facts)
  if not facts.at[row.reason or "-"] and not GATES[row.reason or "-"] then
    tsv.fail(row, "unknown reason %s", row.reason or "-")
  end
  tsv.word(row, "detail", row.reason == "@scope" and SCOPES or DETAILS)
  check_strength(row)
  if not row.source then
    tsv.fail(row, "no source")
  end
end

-- "code=5 enhanced=7.1" -> { code = "5", enhanced = "7.1" }
local function read_when(row, facts)
  local when = {}
  for name, value in (row.when or ""):gmatch("(%S+)=(%S+)") do
    local ok = name == "code" and value:find("^[2-5]%d?%d?$")
      or name == "enhanced" and value:find("^%d+%.%d+$")
      or name == "command" and COMMANDS[value]
      or name == "provider" and facts.provider_at[value]
    if not ok then
      tsv.fail(row, "condition %s=%s", name, value)
    end
    when[name] = value
  end
  if (row.when or ""):gsub("%S+=%S+", ""):find("%S") then
    tsv.fail(row, "when is no list of name=value")
  end
  return when
end

local function check_provider_tag(row, facts)
  if not facts.provider_at[row.provider or "-"] then
    tsv.fail(row, "provider %s is not in data/providers.tsv", row.provider or "-")
  elseif not (row.tag or ""):find("^[%u%d_#*%-]+$") or #row.tag > 12 then
    tsv.fail(row, "tag %s is not 1-12 capitals, digits, _ # - *", row.tag or "-")
  end
end

local function read_words()
  local rows = tsv.read("data/words.tsv", { "class", "words" })
  local class_of, classes, skipped = {}, {}, {}
  for _, row in ipairs(rows) do
    local class = row.class or "-"
    classes[class] = true
    for word in row.words:gmatch("%S+") do
      for _, part in ipairs(split(word)) do
        if class == "-" then
          skipped[part] = true
        elseif #split(word) == 1 then
          class_of[part] = class_of[part] or class
        end
      end
    end
  end
  return { class_of = class_of, classes = classes, skipped = skipped }
end

local function read_providers()
  local rows = tsv.read("data/providers.tsv", { "provider", "kind", "pattern", "source" })
  local at, names = {}, {}
  for _, row in ipairs(rows) do
    tsv.word(row, "kind", tsv.set { "host", "mark" })
    if not at[row.provider] then
      names[#names + 1] = row.provider
      at[row.provider] = #names
    end
  end
  return rows, at, names
end

local function check_provider_code(row, facts)
  if not facts.provider_at[row.provider or "-"] then
    tsv.fail(row, "provider %s is not in data/providers.tsv", row.provider or "-")
  elseif row.code and not row.code:find("^[45]%d%d$") then
    tsv.fail(row, "code %s is not 400-599", row.code)
  elseif row.retry_after and not row.retry_after:find("^%d+$") then
    tsv.fail(row, "retry_after %s is no number of seconds", row.retry_after)
  end
  tsv.word(row, "scope", SCOPES)
  local subject, first, last = (row.enhanced or ""):match("^([0-7])%.(%d+)%-?(%d*)$")
  row.subject, row.first, row.last = subject, first, last ~= "" and last or first
  if not subject or tonumber(row.first) > tonumber(row.last) then
    tsv.fail(row, "enhanced %s is no subject and detail", row.enhanced or "-")
  end
end

function rules.read(all)
  local facts = { at = {}, reasons = all["tools.gen.tables"].reasons, words = read_words() }
  for i, row in ipairs(facts.reasons) do
    facts.at[row.reason] = i - 1
  end
  facts.providers, facts.provider_at, facts.provider_names = read_providers()
  facts.phrases = tsv.read("data/phrases.tsv",
    { "reason", "detail", "strength", "phrase", "when", "source" })
  for _, row in ipairs(facts.phrases) do
    check_reason(row, facts)
    row.conditions = read_when(row, facts)
  end
  facts.hints = tsv.read("data/hints.tsv",
    { "kind", "value", "reason", "detail", "strength", "source" })
  for _, row in ipairs(facts.hints) do
    tsv.word(row, "kind", tsv.set { "code", "enhanced" })
    check_reason(row, facts)
  end
  facts.codes = tsv.read("data/provider-codes.tsv", { "provider", "code", "enhanced", "reason",
    "detail", "scope", "retry_after", "source" })
  for _, row in ipairs(facts.codes) do
    row.strength = "9"
    check_reason(row, facts)
    check_provider_code(row, facts)
  end
  facts.tags = tsv.read("data/provider-tags.tsv",
    { "provider", "tag", "reason", "detail", "source" })
  for _, row in ipairs(facts.tags) do
    row.strength = "9"
    check_reason(row, facts)
    check_provider_tag(row, facts)
  end
  facts.lists = tsv.read("data/lists.tsv", { "host", "source" })
  tsv.unique(facts.lists, "host")
  return facts
end

-- ---- the automaton ----------------------------------------------------------

-- Numbers for words and classes: 1 is for words that are passed over.
local function numbering(facts)
  local n = { word = {}, class = {}, count = 1, order = {} }
  function n.of_word(word)
    if not n.word[word] then
      n.count = n.count + 1
      n.word[word] = n.count
      n.order[#n.order + 1] = word
    end
    return n.word[word]
  end
  function n.of_class(class)
    if not n.class[class] then
      n.count = n.count + 1
      n.class[class] = n.count
    end
    return n.class[class]
  end
  n.skipped = facts.words.skipped
  return n
end

-- The part of a phrase that stands for any address in the text: the reader marks
-- it, for addresses are no words.
local ADDRESS = "<address>"

-- The ids of a phrase: of its classes and of its words that are not skipped.
local function ids_of(row, part, facts, n)
  local ids, skipped = {}, false
  for token in part:gmatch("%S+") do
    local class = token:match("^<(.+)>$")
    if part == ADDRESS then
      ids[1] = n.of_word(ADDRESS)
    elseif class then
      if not facts.words.classes[class] then
        tsv.fail(row, "no class <%s> in data/words.tsv", class)
      end
      ids[#ids + 1] = n.of_class(class)
    else
      for _, word in ipairs(split(token)) do
        skipped = skipped or n.skipped[word]
        if not n.skipped[word] and word:find("[^#]") then
          ids[#ids + 1] = n.of_word(word)
        end
      end
    end
  end
  if #ids == 0 then
    tsv.fail(row, "phrase %s has no words", part)
  elseif #ids == 1 and skipped then
    tsv.fail(row, "one word alone is left of the phrase %s", part)
  elseif #ids > 12 then
    tsv.fail(row, "phrase %s has more than 12 words", part)
  end
  return ids
end

-- A trie over ids; every end of a phrase has the number of an atom.
local function new_trie()
  local trie = { edges = {}, nodes = 1, atom = {}, atoms = 0, list = {} }
  function trie.add(ids)
    local node = 0
    for _, id in ipairs(ids) do
      local key = node * 65536 + id
      if not trie.edges[key] then
        trie.edges[key] = trie.nodes
        trie.list[#trie.list + 1] = key
        trie.nodes = trie.nodes + 1
      end
      node = trie.edges[key]
    end
    if not trie.atom[node] then
      trie.atoms = trie.atoms + 1
      trie.atom[node] = trie.atoms
    end
    return trie.atom[node]
  end
  return trie
end

-- How strongly the name of a list of senders says blocklisted.
local LIST_STRENGTH = 6

local KIND_REASON, KIND_GATE, KIND_PROVIDER, KIND_LIST, KIND_NOISE, KIND_AFTER = 0, 1, 2, 3, 4, 5
local KIND_SCOPE = 6

local KIND_OF = { ["@noise"] = KIND_NOISE, ["@after"] = KIND_AFTER, ["@scope"] = KIND_SCOPE }

-- What a row's phrase is worth: a reason, a gate or a scope, as a number.
local function value_of(row, facts)
  local gate = GATES[row.reason]
  if row.reason == "@scope" then
    return SCOPES[row.detail] - 1, 0
  end
  return gate and gate - 1 or facts.at[row.reason], DETAILS[row.detail or "-"] - 1
end

local function condition_number(conditions, when)
  local key = table.concat({ when.code or "-", when.enhanced or "-", when.command or "-",
    when.provider or "-" }, " ")
  if not conditions[key] then
    conditions[#conditions + 1] = when
    conditions[key] = #conditions - 1
  end
  return conditions[key]
end

local function compile(facts)
  local n, trie = numbering(facts), new_trie()
  local out, conditions = {}, {}
  condition_number(conditions, {})
  local function add(ids, other, kind, value, detail, strength, when, line)
    local atom = trie.add(ids)
    out[atom] = out[atom] or {}
    out[atom][#out[atom] + 1] = { other = other and trie.add(other) or 0, kind = kind,
      value = value, detail = detail, strength = strength,
      when = condition_number(conditions, when), line = line }
  end
  for _, row in ipairs(facts.phrases) do
    local first, second = row.phrase:match("^(.-) ~ (.*)$")
    local value, detail = value_of(row, facts)
    add(ids_of(row, second or row.phrase, facts, n), first and ids_of(row, first, facts, n),
      KIND_OF[row.reason] or GATES[row.reason] and KIND_GATE or KIND_REASON, value, detail,
      row.strength, row.conditions, row.line)
  end
  local address = trie.add({ n.of_word(ADDRESS) })
  for _, row in ipairs(facts.providers) do
    local words = row.kind == "host" and { row.pattern } or split((row.pattern:gsub("#", "0")))
    local ids = {}
    for i, word in ipairs(words) do
      ids[i] = n.of_word(word)
    end
    add(ids, nil, KIND_PROVIDER, facts.provider_at[row.provider], 0, 1, {}, row.line)
  end
  for _, row in ipairs(facts.lists) do
    add({ n.of_word(row.host) }, nil, KIND_LIST, facts.at.blocklisted, DETAILS.ip - 1,
      LIST_STRENGTH, {}, row.line)
  end
  return n, trie, out, conditions, address
end

-- ---- writing ----------------------------------------------------------------

-- An open-addressed table: slot of key -> row, linear probing.
local function place(size, slot_of, rows)
  local slots = {}
  for _, row in ipairs(rows) do
    local slot = slot_of(row)
    while slots[slot] do
      slot = (slot + 1) % size
    end
    slots[slot] = row
  end
  return slots
end

local function power_above(n)
  local bits = 1
  while 2 ^ bits < n do
    bits = bits + 1
  end
  return bits
end

local function number(n)
  return ("%.0f"):format(n)
end

-- The word as a sentence begins with it, where its first letter has two octets
-- (Latin-1, Cyrillic); those of one octet are folded when a text is read.
local function capital(word)
  local first, second, rest = word:byte(1, 1), word:byte(2, 2), word:sub(3)
  if not second then
    return word
  elseif first == 0xc3 and second >= 0xa0 and second <= 0xbe then
    return string.char(0xc3, second - 0x20) .. rest
  elseif first == 0xd0 and second >= 0xb0 and second <= 0xbf then
    return string.char(0xd0, second - 0x20) .. rest
  elseif first == 0xd1 and second >= 0x80 and second <= 0x8f then
    return string.char(0xd0, second + 0x20) .. rest
  end
  return word
end

-- Those that are met most come first, and so find their own slots free: what is
-- passed over, then by how many phrases go on with a word or its class.
local function by_use(words, trie)
  local uses = {}
  for _, key in ipairs(trie.list) do
    uses[key % 65536] = (uses[key % 65536] or 0) + 1
  end
  for i, row in ipairs(words) do
    row.place = i
    row.uses = row.id == 1 and math.huge or (uses[row.id] or 0) + (uses[row.class] or 0)
  end
  table.sort(words, function(a, b)
    if a.uses ~= b.uses then
      return a.uses > b.uses
    end
    return a.place < b.place
  end)
end

-- Every word that means something: its hash, its id and that of its class.
local function word_table(facts, n, trie)
  local seen, words = {}, {}
  local function add_spelling(word, id, class)
    if not seen[word] then
      seen[word] = true
      words[#words + 1] = { hash = hash(word), id = id, class = class }
    end
  end
  local function add(word)
    local class = facts.words.class_of[word]
    class = class and n.class[class] or 0
    local id = n.skipped[word] and 1 or n.word[word] or 0
    if id > 0 or class > 0 then
      add_spelling(word, id, class)
      add_spelling(capital(word), id, class)
    end
  end
  for _, word in ipairs(n.order) do
    add(word)
  end
  local others = {}
  for word in pairs(facts.words.class_of) do
    others[#others + 1] = word
  end
  for word in pairs(n.skipped) do
    others[#others + 1] = word
  end
  table.sort(others)
  for _, word in ipairs(others) do
    add(word)
  end
  local hashes = {}
  for _, row in ipairs(words) do
    assert(row.hash ~= 0 and not hashes[row.hash], "two words have one hash")
    hashes[row.hash] = true
  end
  by_use(words, trie)
  local bits = power_above(#words * 2)
  local shift = 2 ^ (32 - bits)
  local slots = place(2 ^ bits, function(row) return math.floor(row.hash / shift) end, words)
  local out = {}
  for slot = 0, 2 ^ bits - 1 do
    local row = slots[slot] or { hash = 0, id = 0, class = 0 }
    out[#out + 1] = ("{%su, %d, %d},\n"):format(number(row.hash), row.id, row.class)
  end
  return out, bits
end

local function edge_table(trie)
  local rows = {}
  for _, key in ipairs(trie.list) do
    if key >= 65536 then -- those of the root are in an array of their own
      rows[#rows + 1] = { key = key, child = trie.edges[key] }
    end
  end
  local bits = power_above(#rows * 2)
  local shift = 2 ^ (32 - bits)
  local slots = place(2 ^ bits, function(row)
    return math.floor(multiply(row.key, 2654435761) / shift)
  end, rows)
  local out = {}
  for slot = 0, 2 ^ bits - 1 do
    local row = slots[slot] or { key = 0, child = 0 }
    out[#out + 1] = ("{%su, %d},\n"):format(number(row.key), row.child)
  end
  return out, bits
end

local function root_table(trie, n)
  local out = {}
  for id = 0, n.count do
    out[#out + 1] = (trie.edges[id] or 0) .. ",\n"
  end
  return out
end

-- Of every node the atom that ends there, and the bits of the ids that lead on.
local function node_table(trie)
  local bits, out = {}, {}
  for _, key in ipairs(trie.list) do
    local node, bit = math.floor(key / 65536), key % 32
    bits[node] = bits[node] or {}
    bits[node][bit] = 2 ^ bit
  end
  for node = 0, trie.nodes - 1 do
    local mask = 0
    for _, value in pairs(bits[node] or {}) do
      mask = mask + value
    end
    out[#out + 1] = ("{%su, %d},\n"):format(number(mask), trie.atom[node] or 0)
  end
  return out
end

-- Of every atom its first rule and the bits of the kinds of its rules; and the
-- rules, in the order of their atoms.
local function rule_tables(trie, by_atom)
  local atoms, rows = {}, {}
  for atom = 0, trie.atoms do
    local first, kinds, bits = #rows, 0, {}
    for _, rule in ipairs(by_atom[atom] or {}) do
      rows[#rows + 1] = ("{%d, %d, %d, %d, %d, %d, %s},\n"):format(rule.other, rule.when,
        rule.line, rule.kind, rule.value, rule.detail, rule.strength)
      kinds = kinds + (bits[rule.kind] and 0 or 2 ^ rule.kind)
      bits[rule.kind] = true
    end
    atoms[#atoms + 1] = ("{%d, %s},\n"):format(first, number(kinds))
  end
  atoms[#atoms + 1] = ("{%d, 0},\n"):format(#rows)
  return atoms, rows
end

-- The first and last code that begin so.
local function code_span(prefix)
  if not prefix then
    return -32768, 32767
  end
  local scale = 10 ^ (3 - #prefix)
  return prefix * scale, (prefix + 1) * scale - 1
end

local function condition_rows(conditions, facts)
  local out = {}
  for i, when in ipairs(conditions) do
    local subject, detail = (when.enhanced or "-1.-1"):match("^(.-)%.(.*)$")
    local first, last = code_span(when.code)
    out[i] = ("{%s, %s, %s, %s, %d, %s},\n"):format(number(first), number(last), subject, detail,
      facts.provider_at[when.provider] or 0, c.string(when.command or ""))
  end
  return out
end

local function hint_rows(facts, kind)
  local out = {}
  for _, row in ipairs(facts.hints) do
    if row.kind == kind then
      local subject, detail = row.value:match("^(%d+)%.(%d+)$")
      out[#out + 1] = ("{%s, %s, %d, %d, %s, %d},\n"):format(subject or row.value, detail or "0",
        facts.at[row.reason], DETAILS[row.detail or "-"] - 1, row.strength, row.line)
    end
  end
  return out
end

local function provider_code_rows(facts)
  local out = {}
  for i, row in ipairs(facts.codes) do
    out[i] = ("{%s, %s, %s, %s, %s, %d, %d, %d, %d, %d, %s},\n"):format(
      row.code or "0", row.subject, row.first, row.last, row.retry_after or "0", row.line,
      facts.provider_at[row.provider], facts.at[row.reason], DETAILS[row.detail or "-"] - 1,
      SCOPES[row.scope or "-"] - 1, c.string(row.source))
  end
  return out
end

local function provider_tag_rows(facts)
  local out = {}
  for i, row in ipairs(facts.tags) do
    out[i] = ("{%d, %d, %d, %s, %d},\n"):format(facts.provider_at[row.provider],
      facts.at[row.reason], DETAILS[row.detail or "-"] - 1, c.string(row.tag), row.line)
  end
  return out
end

-- Where the hint of each enhanced code (subject * 32 + detail) and of each
-- code (from 400) stands: its row + 1, or 0.
local function hint_index(facts, kind, size, place_of)
  local at, count, out = {}, 0, {}
  for _, row in ipairs(facts.hints) do
    if row.kind == kind then
      count = count + 1
      local key = place_of(row)
      if not key or key < 0 or key >= size then
        tsv.fail(row, "value %s", row.value)
      elseif at[key] then
        tsv.fail(row, "%s has a hint already", row.value)
      end
      at[key] = count
    end
  end
  for key = 0, size - 1 do
    out[key + 1] = (at[key] or 0) .. (key % 16 == 15 and ",\n" or ", ")
  end
  out[#out + 1] = "\n"
  return out
end

local function place_of_enhanced(row)
  local subject, detail = row.value:match("^([0-7])%.([0-9]+)$")
  return subject and tonumber(detail) < 32 and subject * 32 + detail
end

local function place_of_code(row)
  return tonumber(row.value) and tonumber(row.value) - 400
end

local function class_rows(n)
  local names, out = {}, {}
  for name in pairs(n.class) do
    names[#names + 1] = name
  end
  table.sort(names)
  for i, name in ipairs(names) do
    out[i] = ("{%s, %d},\n"):format(c.string(name), n.class[name])
  end
  return out
end

local function name_rows(names)
  local out = {}
  for i, name in ipairs(names) do
    out[i] = c.string(name) .. ",\n"
  end
  return out
end

function rules.write(outputs, facts)
  local n, trie, by_atom, conditions, address = compile(facts)
  local words, word_bits = word_table(facts, n, trie)
  local edges, edge_bits = edge_table(trie)
  local atoms, rows = rule_tables(trie, by_atom)
  local function write(name, lines, from)
    local file = "data/" .. name .. ".inc"
    outputs[file] = c.banner(file, from or "data/phrases.tsv and its kin") .. table.concat(lines)
  end
  write("words", words)
  write("edges", edges)
  write("word_classes", class_rows(n))
  write("roots", root_table(trie, n))
  write("nodes", node_table(trie))
  write("atoms", atoms)
  write("rules", rows)
  write("conditions", condition_rows(conditions, facts))
  write("hints", hint_rows(facts, "enhanced"), "data/hints.tsv")
  write("code_hints", hint_rows(facts, "code"), "data/hints.tsv")
  write("hint_index", hint_index(facts, "enhanced", 256, place_of_enhanced), "data/hints.tsv")
  write("code_hint_index", hint_index(facts, "code", 200, place_of_code), "data/hints.tsv")
  write("provider_codes", provider_code_rows(facts), "data/provider-codes.tsv")
  write("provider_tags", provider_tag_rows(facts), "data/provider-tags.tsv")
  write("provider_names", name_rows(facts.provider_names), "data/providers.tsv")
  outputs["data/rule_sizes.inc"] = c.banner("data/rule_sizes.inc", "data/phrases.tsv and its kin")
    .. ("enum { WORD_BITS = %d, EDGE_BITS = %d, ATOMS = %d, ADDRESS_ATOM = %d };\n"):format(
      word_bits, edge_bits, trie.atoms + 1, address)
end

return rules
