-- inputs.lua: what the tool was given: codes, texts, files.

local smtpcodes = require "smtpcodes"
local bounce = require "smtpcodes.bounce"
local explain = require "smtpcodes.explain"
local lines = require "smtpcodes.lines"
local session = require "smtpcodes.session"

local inputs = {}

local MAX_PROBLEMS = 10 -- of one file: the rest is counted
local NOTHING_KNOWN = "no code, enhanced code or known words in it"

-- ---- files ------------------------------------------------------------------

-- A file that is being explained to `out`.
local file_of = {}
file_of.__index = file_of

function file_of:problem(number, message)
  self.problems = self.problems + 1
  if self.problems <= MAX_PROBLEMS then
    self.out:problem(self.name, number, message)
  end
end

-- Takes an item of a reader.
function file_of:take(item)
  if item.problem then
    return self:problem(item.line, item.problem)
  end
  local answer = item.reply and explain.reply(item)
    or item.text and explain.text(item.text, item.context)
  if not answer then
    return self:problem(item.line, NOTHING_KNOWN)
  end
  answer.rcpt = item.rcpt
  answer.text = item.said or answer.text
  self.answers = self.answers + 1
  self.out:answer(answer, { file = self.name, line = item.line })
end

-- The reader for a file that begins with this line.
function file_of:reader_for(line)
  local take = function(item)
    self:take(item)
  end
  return (bounce.begins(line) and bounce or session).reader(take)
end

function file_of:read(file)
  local reader
  for number, line, cut in lines.each(file) do
    if cut then
      self:problem(number, ("line longer than %d octets"):format(lines.LIMIT))
    end
    reader = reader or self:reader_for(line)
    reader:line(line)
  end
  if reader then
    reader:finish()
  end
end

-- What is left to say at the end.
function file_of:close()
  if self.problems > MAX_PROBLEMS then
    self.out:problem(self.name, nil, ("%d more lines like these"):format(
      self.problems - MAX_PROBLEMS))
  elseif self.problems == 0 and self.answers == 0 then
    self.out:problem(self.name, nil, "nothing to explain in it")
  end
end

local function explain_file(out, file, name)
  local input = setmetatable({ out = out, name = name, answers = 0,
    problems = 0 }, file_of)
  out:open(name)
  input:read(file)
  out:close()
  input:close()
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

-- ---- arguments --------------------------------------------------------------

-- Whether an argument is the name of a file, and not a code or a reply.
local function names_file(argument)
  if smtpcodes.lookup(argument) or argument:find("^%d%d%d[ %-]") then
    return false
  end
  return open(argument) or not argument:find("%s")
    and (argument:find("/", 1, true) or argument:find("%.%a+$")) ~= nil
end

local function explain_name(out, name)
  local file = open(name)
  if file then
    explain_file(out, file, name)
    file:close()
  else
    out:unreadable(name)
  end
end

local function explain_text(out, argument)
  local answer = explain.input(argument)
  if answer then
    out:answer(answer, { argument = argument })
  else
    out:problem(argument, nil, NOTHING_KNOWN)
  end
end

-- Explains an argument of the tool to `out`.
function inputs.explain(out, argument)
  if argument == "-" then
    explain_file(out, io.stdin, "(standard input)")
  elseif names_file(argument) then
    explain_name(out, argument)
  else
    explain_text(out, argument)
  end
end

return inputs
