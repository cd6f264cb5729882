-- readme.lua: the table of codes in README.md.

local tsv = require "tools.gen.tsv"

local readme = {}

function readme.read(facts)
  return facts["tools.gen.tables"]
end

local function cell(text)
  return (text:gsub("[<>|]", { ["<"] = "&lt;", [">"] = "&gt;",
    ["|"] = "\\|" }))
end

local function code_row(row)
  return ("| %s | %s | %s | %s | %s |\n"):format(row.code, cell(row.title),
    row.status, table.concat(tsv.list(row.commands, ","), " "),
    table.concat(tsv.list(row.enhanced, ","), " "))
end

-- Standard and extension codes; the others are in the module.
function readme.write(outputs, facts, region)
  local out = { "| code | title | status | commands | enhanced codes |\n",
    "|---|---|---|---|---|\n" }
  for _, row in ipairs(facts.codes) do
    if row.status == "standard" or row.status == "extension" then
      out[#out + 1] = code_row(row)
    end
  end
  region(outputs, "README.md", "codes", table.concat(out))
end

return readme
