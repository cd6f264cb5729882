-- tool.lua: lets specs require the parts of the tool (smtpcodes.session ...).

if not package.path:find("./tool/?.lua", 1, true) then
  package.path = "./tool/?.lua;" .. package.path
end
