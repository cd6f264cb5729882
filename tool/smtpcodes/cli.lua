-- cli.lua: the command-line tool: its commands, and what they write.

local smtpcodes = require "smtpcodes"
local explain = require "smtpcodes.explain"
local inputs = require "smtpcodes.inputs"
local library = require "smtpcodes.library"
local options = require "smtpcodes.options"
local show = require "smtpcodes.show"
local terminal = require "smtpcodes.terminal"

local cli = {}

local status = explain.status

-- ---- output -------------------------------------------------------------------

-- What explains: writes answers as text, brief lines or JSON.
local output = {}
output.__index = output

local function new_output(arguments)
  local screen = terminal.of(io.stdout, arguments.color or "auto")
  screen.arrow = screen.utf8 and "\226\134\146" or "->"
  local json = arguments.json and library "dkjson"
    and require "smtpcodes.json"
  return setmetatable({ screen = screen, brief = arguments.brief, json = json,
    verbose = not arguments.brief and not json, count = 0,
    status = status.ok }, output)
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

-- Says what is wrong, which is bad data unless another status is given.
function output:problem(name, number, message, code)
  if self.before_problem then
    self.before_problem() -- takes a line of progress away
  end
  io.stderr:write(("smtpcodes: %s: %s\n"):format(
    terminal.printable(name, false) .. (number and ":" .. number or ""),
    message))
  self:worsen(code or status.data)
end

function output:unreadable(name)
  self:problem(name, nil, "cannot be read", status.no_input)
end

function output:unwritable(name, problem)
  self:problem(name, nil, problem, status.io)
end

-- Something to know that is no fault.
function output.note(_, message)
  io.stderr:write("smtpcodes: ", message, "\n")
end

-- Something was left out, for now.
function output:withheld(name, message)
  self:problem(name, nil, message, status.try_again)
end

-- Answers come from this file now.
function output:open(name)
  self.name, self.replies, self.counts = name, 0, {}
end

function output:close()
  if self.replies > 1 and self.verbose then
    show.summary(self.screen, self.counts)
  end
end

-- A reply of a session: the first one has the file's name above it.
function output:exchange(answer, place)
  if self.replies == 0 then
    show.title(self.screen, self.name)
  end
  self.replies = self.replies + 1
  self.counts[answer.class] = (self.counts[answer.class] or 0) + 1
  show.exchange(self.screen, answer, place)
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
    self:exchange(answer, place)
  else
    show.full(self.screen, answer)
  end
end

function output:finish()
  if self.json then
    self.screen:write(self.count == 0 and "[" or "\n", "]\n")
  end
end

-- ---- commands -----------------------------------------------------------------

local run = {}

function run.explain(out, arguments)
  local list = arguments.input
  for _, argument in ipairs(#list > 0 and list or { "-" }) do
    inputs.explain(out, argument)
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

-- Loaded when it is asked for: `smtpcodes 550` answers at once.
function run.report(out, arguments)
  if arguments.suppress_list then
    return require "smtpcodes.suppress".command(out, arguments)
  elseif arguments.ticket then
    return require "smtpcodes.ticket".command(out, arguments)
  elseif arguments.jsonl or arguments.csv then
    return require "smtpcodes.rows".command(out, arguments)
  end
  require "smtpcodes.report_files".command(out, arguments)
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

-- Loaded when it is asked for: `smtpcodes 550` answers at once.
function run.classify(out, arguments)
  require "smtpcodes.filter".command(out, arguments)
end

function run.lint(out, arguments)
  require "smtpcodes.lint".command(out, arguments)
end

function run.export(out, arguments)
  require "smtpcodes.export".command(out, arguments)
end

-- Runs the tool with a list of arguments; returns its exit status.
function cli.main(arguments)
  local parsed = options.read(arguments)
  local out = new_output(parsed)
  run[parsed.task](out, parsed)
  out.screen:flush()
  return out.status
end

return cli
