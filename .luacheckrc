std = "min"
max_line_length = 100
exclude_files = { "build", "examples/hosts" }
files["spec"] = { std = "+busted" }
files["types"] = { ignore = { "212" }, max_line_length = false }
