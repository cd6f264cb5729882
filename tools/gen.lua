-- gen.lua: the facts in data/*.tsv -> everything that repeats a fact.
--
--   lua tools/gen.lua            write every output (run from the top)
--   lua tools/gen.lua --check    write nothing; list outputs that differ
--
-- Lua 5.1 to 5.5 and LuaJIT write the same bytes: no date, no pairs() order.
-- A wrong row stops it with file and line, and nothing is written.

package.path = "./?.lua;" .. package.path
local read = require "tools.gen.file".read

-- A part has read() -> its facts, and write(outputs, facts, region), which
-- fills outputs[file] = bytes. All facts are read before anything is written.
local parts = {
  "tools.gen.tables",
  "tools.gen.rules",
  "tools.gen.situations",
  "tools.gen.events",
  "tools.gen.readme",
  "tools.gen.types",
  "tools.gen.fuzz",
  "tools.gen.page",
  "tools.gen.export",
  "tools.gen.facts",
  "tools.gen.man",
  "tools.gen.man_lua",
  "tools.gen.symbols",
}

local function write_all(name, bytes)
  local file = assert(io.open(name, "wb"))
  assert(file:write(bytes))
  assert(file:close())
end

-- Replaces what stands in `file` between the two lines that hold
-- `generated: NAME` and `end: NAME`, whatever comment marks are around them.
local function region(outputs, file, name, bytes)
  local text = outputs[file] or assert(read(file), file)
  local _, first = text:find("[^\n]*generated: " .. name .. " [^\n]*\n")
  local last = text:find("[^\n]*end: " .. name .. " [^\n]*\n", first)
  if not first or not last then
    error(file .. ": no region " .. name, 0)
  end
  outputs[file] = text:sub(1, first) .. bytes .. text:sub(last)
end

local function generate()
  local outputs, facts = {}, {}
  for _, part in ipairs(parts) do
    facts[part] = require(part).read(facts)
  end
  for _, part in ipairs(parts) do
    require(part).write(outputs, facts[part], region, facts)
  end
  return outputs
end

local function sorted_names(outputs)
  local names = {}
  for name in pairs(outputs) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

local function settle(name, bytes, check)
  if read(name) == bytes then
    return 0
  elseif check then
    io.stderr:write("gen: ", name, " differs from data/\n")
  else
    write_all(name, bytes)
    print("wrote " .. name)
  end
  return 1
end

local function main(check)
  local ok, outputs = pcall(generate)
  if not ok then
    io.stderr:write("gen: ", tostring(outputs), "\n")
    os.exit(1)
  end
  local drift = 0
  for _, name in ipairs(sorted_names(outputs)) do
    drift = drift + settle(name, outputs[name], check)
  end
  os.exit((check and drift > 0) and 1 or 0)
end

main(arg[1] == "--check")
