-- export.lua: the facts that `smtpcodes export` writes rules from, as a Lua
-- module of the tool: the core knows them as hashes only.

local tsv = require "tools.gen.tsv"

local export = {}

local FILE = "tool/smtpcodes/export_facts.lua"
local STRENGTH = 8 -- phrases that nearly settle it: without weights no others do

local HEAD = [[
-- export_facts.lua: generated from data/*.tsv by tools/gen.lua. Do not edit.
-- Tables of lines; the cells of a line are separated by tabs.

local facts = {}
]]

function export.read()
  return { words = tsv.read("data/words.tsv", { "class", "words" }) }
end

-- Whether a map of regular expressions can say it: the words alone decide.
local function is_plain(row)
  return row.reason:sub(1, 1) ~= "@" and tonumber(row.strength) >= STRENGTH
    and not row.when and not row.phrase:find("[^ -~]") and not row.phrase:find("<address>", 1, true)
end

-- The words of a class that a map can hold: those of ASCII.
local function plain_words(row)
  local words = {}
  for word in row.words:gmatch("%S+") do
    words[#words + 1] = not word:find("[^!-~]") and word or nil
  end
  return table.concat(words, " ")
end

-- A table of the cells that cells_of gives for each row, if it gives any.
local function block(name, rows, cells_of)
  local lines = {}
  for _, row in ipairs(rows) do
    local cells = cells_of(row)
    lines[#lines + 1] = cells and table.concat(cells, "\t") or nil
  end
  return ("facts.%s = [[\n%s\n]]\n"):format(name, table.concat(lines, "\n"))
end

function export.write(outputs, facts, _, all)
  local rules = all["tools.gen.rules"]
  outputs[FILE] = table.concat({ HEAD,
    block("words", facts.words, function(row)
      return { row.class or "-", plain_words(row) }
    end),
    block("phrases", rules.phrases, function(row)
      return is_plain(row) and { row.reason, row.phrase }
    end),
    block("hosts", rules.providers, function(row)
      return row.kind == "host" and { row.provider, row.pattern }
    end),
    block("codes", rules.codes, function(row)
      return { row.provider, row.code or "-", row.subject, row.first, row.last }
    end),
    block("tags", rules.tags, function(row)
      return { row.provider, row.tag }
    end),
    "return facts\n" }, "\n")
end

return export
