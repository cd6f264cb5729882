std = "min"
max_line_length = 100
exclude_files = { "build", "examples/hosts" }
files["tool/smtpcodes/export_facts.lua"] = { max_line_length = false } -- generated
files["spec"] = { std = "+busted", max_line_length = 120 }
files["spec/filter_spec.lua"] = { max_line_length = false } -- lines of logs
files["spec/logs_spec.lua"] = { max_line_length = false } -- lines of logs
files["examples/openresty"] = { std = "min+ngx_lua" }
files["examples/dovecot"] = { read_globals = { "dovecot" }, globals = { "auth_userdb_lookup" } }
files["examples/haproxy"] = { read_globals = { "core", "Map" } }
files["examples/miltertest"] = { std = "lua53", read_globals = { "mt", "SMFIR_CONTINUE", "SMFIR_SKIP", "SMFIP_NOCONNECT",
  "SMFIP_NOHELO", "SMFIP_NOMAIL", "SMFIP_NORCPT", "SMFIP_NOHDRS", "SMFIP_NOEOH", "SMFIP_NOBODY" } }
files["examples/opendkim"] = { read_globals = { "odkim", "ctx", "SMFIS_REJECT", "SMFIS_TEMPFAIL" } }
files["examples/rspamd"] = { read_globals = { "rspamd_config" } }
files["types"] = { ignore = { "212", "241" }, max_line_length = false }
