-- library.lua: a library that Debian and LuaRocks both have, or a clear
-- sentence that names it.

return function(name)
  local found, module = pcall(require, name)
  if not found then
    io.stderr:write(("smtpcodes: the Lua library %s is missing: install it "
      .. "with `apt-get install lua-%s` or `luarocks install %s`\n")
      :format(name, name, name))
    os.exit(69) -- EX_UNAVAILABLE
  end
  return module
end
