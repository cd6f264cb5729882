rockspec_format = "3.0"
package = "smtpcodes"
version = "scm-1"
source = {
  url = "git+https://github.com/smtpcodes/smtpcodes.git",
}
description = {
  summary = "What a mail server's reply means, and what to do about it",
  detailed = [[
The table of SMTP reply codes and enhanced status codes, a parser and a
builder for replies on the wire, and, from a whole reply, the reason that a
delivery failed and the right next action. A C core without dependencies.]],
  homepage = "https://github.com/smtpcodes/smtpcodes",
  license = "MIT",
  labels = { "smtp", "email", "bounce", "network" },
}
dependencies = {
  "lua >= 5.1, < 5.6",
}
build = {
  type = "builtin",
  modules = {
    smtpcodes = {
      sources = { "smtpcodes.c", "smtpcodes_parse.c",
        "smtpcodes_extract.c", "smtpcodes_build.c", "smtpcodes_match.c", "smtpcodes_reason.c", "smtpcodes_rules.c", "smtpcodes_dsn.c", "smtpcodes_normalize.c", "smtpcodes_lua.c",
        "smtpcodes_lua_tables.c", "smtpcodes_lua_parse.c", "smtpcodes_lua_build.c", "smtpcodes_lua_classify.c", "smtpcodes_lua_events.c" },
      incdirs = { "." },
    },
  },
  copy_directories = { "types" },
}
test = {
  type = "command",
  command = "make test",
}
