rockspec_format = "3.0"
package = "smtpcodes-cli"
version = "scm-1"
source = {
  url = "git+https://github.com/smtpcodes/smtpcodes.git",
}
description = {
  summary = "Explains SMTP replies, codes and sessions on the command line",
  detailed = [[
`smtpcodes '550 5.1.1 User unknown'` says what a reply means and what to do
about it; it reads codes, whole replies and recorded SMTP sessions.]],
  homepage = "https://github.com/smtpcodes/smtpcodes",
  license = "MIT",
  labels = { "smtp", "email", "commandline" },
}
dependencies = {
  "lua >= 5.1, < 5.6",
  "smtpcodes",
  "argparse >= 0.6",
  "dkjson >= 2.5",
  "lua-term >= 0.7",
}
build = {
  type = "builtin",
  modules = {
    ["smtpcodes.bounce"] = "tool/smtpcodes/bounce.lua",
    ["smtpcodes.cli"] = "tool/smtpcodes/cli.lua",
    ["smtpcodes.compare"] = "tool/smtpcodes/compare.lua",
    ["smtpcodes.csv"] = "tool/smtpcodes/csv.lua",
    ["smtpcodes.explain"] = "tool/smtpcodes/explain.lua",
    ["smtpcodes.filter"] = "tool/smtpcodes/filter.lua",
    ["smtpcodes.export"] = "tool/smtpcodes/export.lua",
    ["smtpcodes.export_facts"] = "tool/smtpcodes/export_facts.lua",
    ["smtpcodes.export_kumomta"] = "tool/smtpcodes/export_kumomta.lua",
    ["smtpcodes.export_postfix"] = "tool/smtpcodes/export_postfix.lua",
    ["smtpcodes.export_rules"] = "tool/smtpcodes/export_rules.lua",
    ["smtpcodes.fixes"] = "tool/smtpcodes/fixes.lua",
    ["smtpcodes.guard"] = "tool/smtpcodes/guard.lua",
    ["smtpcodes.html"] = "tool/smtpcodes/html.lua",
    ["smtpcodes.html_charts"] = "tool/smtpcodes/html_charts.lua",
    ["smtpcodes.html_report"] = "tool/smtpcodes/html_report.lua",
    ["smtpcodes.html_style"] = "tool/smtpcodes/html_style.lua",
    ["smtpcodes.inputs"] = "tool/smtpcodes/inputs.lua",
    ["smtpcodes.json"] = "tool/smtpcodes/json.lua",
    ["smtpcodes.jsonl"] = "tool/smtpcodes/jsonl.lua",
    ["smtpcodes.judge"] = "tool/smtpcodes/judge.lua",
    ["smtpcodes.library"] = "tool/smtpcodes/library.lua",
    ["smtpcodes.lines"] = "tool/smtpcodes/lines.lua",
    ["smtpcodes.lint"] = "tool/smtpcodes/lint.lua",
    ["smtpcodes.log_exim"] = "tool/smtpcodes/log_exim.lua",
    ["smtpcodes.log_files"] = "tool/smtpcodes/log_files.lua",
    ["smtpcodes.log_kumomta"] = "tool/smtpcodes/log_kumomta.lua",
    ["smtpcodes.log_mail"] = "tool/smtpcodes/log_mail.lua",
    ["smtpcodes.log_opensmtpd"] = "tool/smtpcodes/log_opensmtpd.lua",
    ["smtpcodes.log_sendmail"] = "tool/smtpcodes/log_sendmail.lua",
    ["smtpcodes.logs"] = "tool/smtpcodes/logs.lua",
    ["smtpcodes.logscan"] = {
      sources = { "tool/logscan.c", "tool/logscan_time.c",
        "tool/logscan_count.c", "tool/logscan_lua.c" },
      incdirs = { "tool" },
    },
    ["smtpcodes.merge"] = "tool/smtpcodes/merge.lua",
    ["smtpcodes.options"] = "tool/smtpcodes/options.lua",
    ["smtpcodes.outfile"] = "tool/smtpcodes/outfile.lua",
    ["smtpcodes.prometheus"] = "tool/smtpcodes/prometheus.lua",
    ["smtpcodes.report"] = "tool/smtpcodes/report.lua",
    ["smtpcodes.report_files"] = "tool/smtpcodes/report_files.lua",
    ["smtpcodes.report_output"] = "tool/smtpcodes/report_output.lua",
    ["smtpcodes.rows"] = "tool/smtpcodes/rows.lua",
    ["smtpcodes.session"] = "tool/smtpcodes/session.lua",
    ["smtpcodes.show"] = "tool/smtpcodes/show.lua",
    ["smtpcodes.show_report"] = "tool/smtpcodes/show_report.lua",
    ["smtpcodes.suppress"] = "tool/smtpcodes/suppress.lua",
    ["smtpcodes.terminal"] = "tool/smtpcodes/terminal.lua",
    ["smtpcodes.ticket"] = "tool/smtpcodes/ticket.lua",
    ["smtpcodes.top"] = "tool/smtpcodes/top.lua",
    ["smtpcodes.trend"] = "tool/smtpcodes/trend.lua",
  },
  install = {
    bin = { "bin/smtpcodes" },
  },
}
