-- embed.lua: puts the core, compiled and packed, into the page.
--
--   base64 -w0 core.wasm.gz | lua tools/wasm/embed.lua PAGE OUT
--
-- OUT may be PAGE. Stops when the page has no place for it.

local function read_file(name)
  local file = assert(io.open(name, "rb"))
  local bytes = file:read("*a")
  file:close()
  return bytes
end

local core = io.read("*a"):gsub("%s", "")
assert(core:find("^[%w+/]+=*$"), "embed.lua: no base64 on standard input")
local before, after = read_file(arg[1])
  :match("^(.*<script id=\"core\"[^\n>]*>)[^\n]*(</script>.*)$")
assert(before, "embed.lua: no place for the core in " .. arg[1])
local out = assert(io.open(arg[2], "wb"))
assert(out:write(before, core, after))
assert(out:close())
print(("wrote %s: %d octets, %d of them the core"):format(arg[2],
  #before + #core + #after, #core))
