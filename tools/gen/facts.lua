-- facts.lua: the list of tables in docs/facts.md, from the heads of data/*.tsv:
-- the comment that says what a table holds, and the names of its columns.

local facts = {}

-- In the order in which one meets them: codes, what they mean, what servers say.
local TABLES = { "codes", "meanings", "enhanced", "subjects", "defaults", "misreadings", "rfcs",
  "reasons", "actions", "phrases", "words", "hints", "lists",
  "providers", "provider-codes", "provider-tags", "events", "event-labels", "situations", "http" }

function facts.read()
  local heads = {}
  for i, name in ipairs(TABLES) do
    local head = { name = name, comment = {} }
    for line in io.lines("data/" .. name .. ".tsv") do
      if line:sub(1, 1) ~= "#" then
        head.columns = line
        break
      end
      head.comment[#head.comment + 1] = (line:gsub("^# ?", ""))
    end
    heads[i] = head
  end
  return heads
end

local function escape(text)
  return (text:gsub("[<>*|]", { ["<"] = "&lt;", [">"] = "&gt;", ["*"] = "\\*", ["|"] = "\\|" }))
end

-- Lines of the document are as long as those that people write.
local function show(head)
  return ("### %s.tsv\n\n%s\n\nColumns: %s.\n"):format(head.name,
    escape(table.concat(head.comment, "\n")),
    (head.columns:gsub("[^\t]+", "`%0`"):gsub("\t", ", ")))
end

function facts.write(outputs, heads, region)
  local out = {}
  for i, head in ipairs(heads) do
    out[i] = show(head)
  end
  region(outputs, "docs/facts.md", "tables", "\n" .. table.concat(out, "\n") .. "\n")
end

return facts
