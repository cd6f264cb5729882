-- gen.lua: the facts in data/*.tsv -> everything that repeats a fact.
--
--   lua tools/gen.lua            write every output (run from the top)
--   lua tools/gen.lua --check    write nothing; list outputs that differ
--
-- Lua 5.1 to 5.5 and LuaJIT write the same bytes: no date, no pairs() order.
-- A wrong row stops it with file and line, and nothing is written.

package.path = "./?.lua;" .. package.path

local parts = {}

local function read_all(name)
  local file = io.open(name, "rb")
  if not file then
    return nil
  end
  local bytes = file:read("*a")
  file:close()
  return bytes
end

local function write_all(name, bytes)
  local file = assert(io.open(name, "wb"))
  assert(file:write(bytes))
  assert(file:close())
end

-- Every part returns a function(outputs): it fills outputs[file] = bytes.
local function generate()
  local outputs = {}
  for _, part in ipairs(parts) do
    require(part)(outputs)
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

local function main(check)
  local ok, outputs = pcall(generate)
  if not ok then
    io.stderr:write("gen: ", tostring(outputs), "\n")
    os.exit(1)
  end
  local drift = 0
  for _, name in ipairs(sorted_names(outputs)) do
    if read_all(name) ~= outputs[name] then
      drift = drift + 1
      if check then
        io.stderr:write("gen: ", name, " differs from data/\n")
      else
        write_all(name, outputs[name])
        print("wrote " .. name)
      end
    end
  end
  os.exit((check and drift > 0) and 1 or 0)
end

main(arg[1] == "--check")
