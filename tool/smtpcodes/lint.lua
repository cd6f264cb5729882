-- lint.lua: what is wrong with a file of rules, a line for each problem, as
-- compilers write them: FILE:LINE:COLUMN: error: message.

local smtpcodes = require "smtpcodes"
local terminal = require "smtpcodes.terminal"

local lint = {}

local function show(screen, name, problem)
  local other = problem.other and (" (line %d)"):format(problem.other) or ""
  screen:write(("%s:%d:%d: %s: %s%s [%s]\n"):format(
    terminal.printable(name, false), problem.line, problem.column,
    problem.severity, problem.message, other, problem.kind))
end

-- Problems make the exit status 65, whether they are errors or warnings.
local function lint_file(out, name)
  local problems = smtpcodes.lint(name)
  if not problems then
    return out:unreadable(name)
  end
  table.sort(problems, function(a, b)
    return a.line < b.line or a.line == b.line and a.column < b.column
  end)
  for _, problem in ipairs(problems) do
    problem.file = name
    if not out.json then
      show(out.screen, name, problem)
    end
  end
  if #problems > 0 then
    out:worsen(65) -- EX_DATAERR
  end
  return problems
end

-- The command; `out` as cli.lua has it.
function lint.command(out, arguments)
  local all = {}
  for _, name in ipairs(arguments.file) do
    for _, problem in ipairs(lint_file(out, name) or {}) do
      all[#all + 1] = problem
    end
  end
  if out.json then
    out.screen:write(out.json.encode(all), "\n")
  end
end

return lint
