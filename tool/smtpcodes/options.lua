-- options.lua: the arguments of the tool.

local smtpcodes = require "smtpcodes"
local library = require "smtpcodes.library"
local terminal = require "smtpcodes.terminal"

local options = {}

local USAGE = 64 -- EX_USAGE

local commands = { explain = true, list = true, suggest = true,
  report = true, classify = true, export = true, lint = true, sources = true }

-- `smtpcodes 550` is `smtpcodes explain 550`.
local function with_command(arguments)
  for _, argument in ipairs(arguments) do
    if commands[argument] or argument == "-h" or argument == "--help"
      or argument == "-V" or argument == "--version"
      or argument:find("^%-%-completion") then
      return arguments
    elseif argument:sub(1, 1) ~= "-" then
      break
    end
  end
  local out = { "explain" }
  for _, argument in ipairs(arguments) do
    out[#out + 1] = argument
  end
  return out
end

-- A whole number from 1 on, written in digits; or nil, what is wrong.
local function whole_number(text)
  local number = text:find("^%d+$") and tonumber(text) or 0
  if number < 1 then
    return nil, "not a whole number from 1 on: " .. text
  end
  return number
end

local function add_color(command)
  command:option("--color", "When to use colour.", "auto")
    :choices { "auto", "always", "never" }
end

local function add_output(command)
  command:flag("-j --json", "JSON: one array of answers.")
  add_color(command)
end

local function add_report(parser)
  local report = parser:command("report", "What became of the mail in logs.")
    :usage "Usage: smtpcodes report [OPTION ...] [FILE ...]"
  report:argument("file", "A log of a mail server, .gz, .xz and .zst too.")
    :args "*"
  report:option("--top", "How many lines each list has (10; JSON: all).")
    :convert(whole_number)
  report:flag("--merge", "The files are reports of parts, as --json writes.")
  report:mutex(
    report:flag("-j --json", "JSON: one object."),
    report:flag("--jsonl", "JSON: a line for each delivery."),
    report:flag("--csv", "CSV: a line for each delivery."),
    report:flag("--prometheus", "Metrics for a textfile collector."),
    report:option("--html", "A page of HTML, written to this file.")
      :argname "<page>")
  report:flag("--suppress-list", "The addresses to give up, as CSV or --jsonl.")
  report:option("--ticket", "What this provider's postmaster asks for.")
    :argname "<provider>"
  report:flag("--follow", "Go on with a growing log; rotation is fine.")
  report:flag("--compare", "What is new in the second of two files.")
  add_color(report)
end

-- What goes with an option of report, besides --top and --color.
local together = {
  suppress_list = { csv = true, jsonl = true },
  ticket = {},
  follow = { json = true, prometheus = true, html = true },
  compare = { json = true },
  merge = { json = true, prometheus = true, html = true },
}

-- A sentence about options of report that do not go together, or nil.
local function conflict(arguments)
  for option, others in pairs(together) do
    for _, name in ipairs { "json", "jsonl", "csv", "prometheus", "html",
      "suppress_list", "ticket", "compare", "merge", "follow" } do
      if arguments[option] and arguments[name] and name ~= option
        and not others[name] then
        return ("--%s does not go with --%s"):format(
          (option:gsub("_", "-")), (name:gsub("_", "-")))
      end
    end
  end
  if arguments.compare and #arguments.file ~= 2 then
    return "--compare takes two files"
  end
  return arguments.follow and #arguments.file ~= 1
    and "--follow takes one file" or nil
end

local function add_classify(parser)
  local command = parser:command("classify",
    "Classify lines: one line of JSON for each line.")
  command:argument("file", "Logs or replies; - is standard input."):args "*"
  command:flag("--line-buffered", "Write each line at once.")
end

local function add_export(parser)
  local command = parser:command("export",
    "Rules for servers that cannot load C.")
  command:argument("target", "What they are for.")
    :choices { "postfix", "kumomta", "kumomta-shaping" }
end

local function add_lint(parser)
  local command = parser:command("lint",
    "Say what is wrong with files of rules.")
  command:argument("file", "Rules as smtpcodes.rules takes them."):args "+"
  command:flag("-j --json", "JSON: an array of problems.")
end

local epilog = [[
Example: smtpcodes 550 '550 5.1.1 User unknown' session.txt

Exit status: 0 success, 75 send it again, 67 stop writing to the address,
69 failed otherwise, 65 bad data, 66 no such file, 64 wrong usage.]]

local function new_parser()
  local argparse = library "argparse"
  local parser = argparse("smtpcodes",
    "What a mail server's reply means, and what to do about it.")
    :usage "Usage: smtpcodes [explain] [-b | -j] INPUT ...\n       smtpcodes COMMAND ..."
    :epilog(epilog)
  parser:flag("-V --version", "Print the version."):action(function()
    print(smtpcodes._VERSION .. " (" .. smtpcodes._DATA .. ")")
    os.exit(0)
  end)
  parser:option("--completion", "Print the completion of a shell.")
    :choices { "bash", "fish", "zsh" }:hidden(true)
    :action(function(_, _, shell)
      io.stdout:write(parser["get_" .. shell .. "_complete"](parser))
      os.exit(0)
    end)
  function parser.error(_, message)
    message = message:gsub("\n(Did you mean )", ". %1")
    io.stderr:write("smtpcodes: ", terminal.printable(message, false), "\n",
      "Try `smtpcodes --help`.\n")
    os.exit(USAGE)
  end
  parser:command_target("task")
  local one = parser:command("explain",
    "Explain codes, replies and sessions (the default).")
  one:argument("input", "A code, a reply or a file; - is standard input.")
    :args "*"
  one:flag("-b --brief", "One line for each answer.")
  add_output(one)
  local list = parser:command("list", "List reply codes or enhanced codes.")
  list:option("--class", "Codes of this class.")
    :choices { "success", "intermediate", "transient", "permanent" }
  list:option("--category", "Codes of this category (second digit).")
    :choices { "syntax", "information", "connections", "unspecified",
      "mail-system" }
  list:option("--command", "Codes that this command may get.")
  list:option("--status", "Codes that are known in this way."):choices {
    "standard", "extension", "registry-only", "obsolete", "de-facto" }
  list:option("--code", "Enhanced codes that come with this code.")
    :convert(whole_number)
  list:flag("--enhanced", "List enhanced codes.")
  add_output(list)
  local suggest = parser:command("suggest",
    "Which reply a situation asks for.")
  suggest:argument("situation", "Such as mailbox full; none lists them all.")
    :args "*"
  suggest:flag("-j --json", "JSON: an object, or an array of situations.")
  add_report(parser)
  add_classify(parser)
  add_export(parser)
  add_lint(parser)
  parser:command("sources", "Where the facts come from.")
  return parser
end

-- What wrong usage there is beyond what the parser sees, or nil.
local function problem_of(parsed)
  if parsed.task == "report" then
    return conflict(parsed)
  elseif parsed.brief and parsed.json then
    return "--brief does not go with --json"
  end
  for _, name in ipairs { "command", "status", "category" } do
    if parsed.task == "list" and parsed.enhanced and parsed[name] then
      return "--enhanced does not go with --" .. name
    end
  end
end

-- The options that a list of arguments gives; ends the program after --help,
-- --version and wrong usage.
function options.read(arguments)
  local parser = new_parser()
  local parsed = parser:parse(with_command(arguments))
  local problem = problem_of(parsed)
  if problem then
    parser:error(problem)
  end
  return parsed
end

return options
