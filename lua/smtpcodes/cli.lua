-- cli.lua: the command-line tool: arguments, inputs, exit status.

local smtpcodes = require "smtpcodes"
local explain = require "smtpcodes.explain"
local lines = require "smtpcodes.lines"
local session = require "smtpcodes.session"
local show = require "smtpcodes.show"
local terminal = require "smtpcodes.terminal"

local cli = {}

local status = explain.status
local MAX_PROBLEMS = 10 -- of one file: the rest is counted

-- A library that Debian and LuaRocks both have, or a clear sentence.
local function library(name)
  local found, module = pcall(require, name)
  if not found then
    io.stderr:write(("smtpcodes: the Lua library %s is missing: install it "
      .. "with `apt-get install lua-%s` or `luarocks install %s`\n")
      :format(name, name, name))
    os.exit(status.unavailable)
  end
  return module
end

-- ---- arguments ----------------------------------------------------------------

local commands = { explain = true, list = true, suggest = true,
  sources = true }

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

local function add_output(command)
  command:flag("-j --json", "JSON: one array of answers.")
  command:option("--color", "When to use colour.", "auto")
    :choices { "auto", "always", "never" }
end

local epilog = [[
Examples:
   smtpcodes 550                        a reply code
   smtpcodes 5.7.26                     an enhanced code
   smtpcodes '550 5.1.1 User unknown'   a reply, or a line of a log
   smtpcodes session.txt                a recorded SMTP session

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
    io.stderr:write("smtpcodes: ", terminal.printable(message, false), "\n",
      "Try `smtpcodes --help`.\n")
    os.exit(status.usage)
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
    :convert(tonumber)
  list:flag("--enhanced", "List enhanced codes.")
  add_output(list)
  local suggest = parser:command("suggest",
    "Which reply a situation asks for.")
  suggest:argument("situation", "Such as mailbox full; none lists them all.")
    :args "*"
  suggest:flag("-j --json", "JSON: an object, or an array of situations.")
  parser:command("sources", "Where the facts come from.")
  return parser
end

-- ---- output -------------------------------------------------------------------

-- What explains: writes answers as text, brief lines or JSON.
local output = {}
output.__index = output

local function new_output(arguments)
  local screen = terminal.of(io.stdout, arguments.color or "auto")
  screen.arrow = screen.utf8 and "\226\134\146" or "->"
  return setmetatable({ screen = screen, brief = arguments.brief,
    json = arguments.json and library "dkjson" and require "smtpcodes.json",
    count = 0, status = status.ok }, output)
end

-- Of several answers the gravest tells the exit status.
local order = { 74, 66, 65, 67, 69, 75, 0 }

function output:worsen(code)
  for _, candidate in ipairs(order) do
    if candidate == code or candidate == self.status then
      self.status = candidate
      return
    end
  end
end

function output:problem(name, number, message)
  io.stderr:write(("smtpcodes: %s: %s\n"):format(
    terminal.printable(name, false) .. (number and ":" .. number or ""),
    message))
  self:worsen(status.data)
end

function output:answer(answer, place)
  self.count = self.count + 1
  place.number = self.count
  self:worsen(explain.exit_status(answer))
  if self.json then
    self.screen:write(self.count == 1 and "[\n" or ",\n",
      self.json.answer(answer, place))
  elseif self.brief then
    show.brief(self.screen, answer, place)
  elseif answer.sent then
    show.exchange(self.screen, answer, place)
  else
    show.full(self.screen, answer)
  end
end

function output:finish()
  if self.json then
    self.screen:write(self.count == 0 and "[" or "\n", "]\n")
  end
end

-- ---- inputs -------------------------------------------------------------------

-- Explains a file: a session, or texts, one a line.
local function explain_file(out, file, name)
  local counts, replies, problems = {}, 0, 0
  local verbose = not out.json and not out.brief
  local function problem(number, message)
    problems = problems + 1
    if problems <= MAX_PROBLEMS then
      out:problem(name, number, message)
    end
  end
  local function take(item)
    local place = { file = name, line = item.line }
    if item.problem then
      return problem(item.line, item.problem)
    elseif item.reply then
      local answer = explain.reply(item)
      replies = replies + 1
      counts[answer.class] = (counts[answer.class] or 0) + 1
      if verbose and replies == 1 and answer.sent then
        show.title(out.screen, name)
      end
      return out:answer(answer, place)
    end
    local answer = explain.text(item.text)
    if not answer then
      return problem(item.line, "no code, enhanced code or known words in it")
    end
    out:answer(answer, place)
  end
  local reader = session.reader(take)
  for number, line, cut in lines.each(file) do
    if cut then
      problem(number, ("line longer than %d octets"):format(lines.LIMIT))
    end
    reader:line(line)
  end
  reader:finish()
  if problems > MAX_PROBLEMS then
    out:problem(name, nil, ("%d more lines like these"):format(
      problems - MAX_PROBLEMS))
  end
  if verbose and replies > 1 then
    show.summary(out.screen, counts)
  end
  if replies == 0 and problems == 0 and out.count == 0 then
    out:problem(name, nil, "nothing to explain in it")
  end
end

local function explain_text(out, input)
  local answer = explain.input(input)
  if answer then
    out:answer(answer, { argument = input })
  else
    out:problem(input, nil, "no code, enhanced code or known words in it")
  end
end

-- The file of a name, or false if it cannot be read.
local function open(name)
  local file = io.open(name, "rb")
  if file then
    local _, problem = file:read(0) -- a folder opens, but does not read
    return not problem and file
  end
  return false
end

-- Whether an input is the name of a file, and not a code or a reply.
local function names_file(input)
  if smtpcodes.lookup(input) or input:find("^%d%d%d[ %-]") then
    return false
  end
  return open(input) or not input:find("%s")
    and (input:find("/", 1, true) or input:find("%.%a+$")) ~= nil
end

local function explain_input(out, input)
  if input == "-" then
    return explain_file(out, io.stdin, "(standard input)")
  end
  if not names_file(input) then
    return explain_text(out, input)
  end
  local file = open(input)
  if file then
    explain_file(out, file, input)
    file:close()
  else
    out:problem(input, nil, "cannot be read")
    out:worsen(status.no_input)
  end
end

-- ---- commands -----------------------------------------------------------------

local run = {}

function run.explain(out, arguments)
  local inputs = arguments.input
  if #inputs == 0 then
    inputs = { "-" }
  end
  for _, input in ipairs(inputs) do
    explain_input(out, input)
  end
  out:finish()
end

-- What the options of list let pass, as each() takes it.
local function filter_of(arguments)
  local filter, any = {}, false
  for _, name in ipairs { "class", "category", "command", "status", "code" } do
    filter[name] = arguments[name]
    any = any or arguments[name] ~= nil
  end
  return any and filter or nil
end

local function records_of(arguments)
  local each = arguments.enhanced and smtpcodes.each_enhanced or smtpcodes.each
  local keys, records = {}, {}
  for key, record in each(filter_of(arguments)) do
    keys[#keys + 1], records[#records + 1] = key, record
  end
  return keys, records
end

function run.list(out, arguments)
  local keys, records = records_of(arguments)
  if out.json then
    out.screen:write(out.json.records(keys, records), "\n")
  else
    for i, key in ipairs(keys) do
      show.entry(out.screen, key, records[i].class or explain.class(key),
        records[i].status, records[i].title)
    end
  end
  if #keys == 0 then
    out:problem("list", nil, "no code is like that")
  end
end

local function suggestion(code, enhanced, text, situation)
  return { situation = situation, code = code, enhanced = enhanced,
    text = text }
end

local function list_situations(out)
  local list = {}
  for situation, code, enhanced, text in smtpcodes.each_situation() do
    list[#list + 1] = suggestion(code, enhanced, text, situation)
    if not out.json then
      show.situation(out.screen, list[#list])
    end
  end
  if out.json then
    out.screen:write(out.json.encode(list), "\n")
  end
end

function run.suggest(out, arguments)
  local situation = table.concat(arguments.situation, " ")
  if situation == "" then
    return list_situations(out)
  end
  local code, enhanced, text = smtpcodes.suggest(situation)
  if not code then
    out:problem(situation, nil,
      "no such situation; `smtpcodes suggest` lists them all")
  elseif out.json then
    out.screen:write(out.json.encode(suggestion(code, enhanced, text)), "\n")
  else
    out.screen:write(smtpcodes.build_lines(code, enhanced, text)[1], "\n")
  end
end

function run.sources(out)
  local rfcs = {}
  for _, record in smtpcodes.each() do
    for _, rfc in ipairs(record.rfc) do
      local number = rfc:match("RFC(%d+)")
      rfcs[tonumber(number) or rfc] = true
    end
  end
  local numbers = {}
  for number in pairs(rfcs) do
    numbers[#numbers + 1] = type(number) == "number" and number or nil
  end
  table.sort(numbers)
  out.screen:write(smtpcodes._VERSION, "\nEnhanced codes: ", smtpcodes._DATA,
    "\nReply codes: RFC ", table.concat(numbers, ", "), "\n")
end

-- Runs the tool with a list of arguments; returns its exit status.
function cli.main(arguments)
  local parsed = new_parser():parse(with_command(arguments))
  local out = new_output(parsed)
  run[parsed.task](out, parsed)
  out.screen:flush()
  return out.status
end

return cli
