-- session_fuzz.lua: any octets as a recorded session or a bounce, read and
-- explained.
--
-- No reader raises; the items are the same whatever pieces the file comes in,
-- each with a line of the file; no secret of AUTH is kept; and what is shown,
-- in full, brief or as JSON, holds no control character of the input.
-- Choices: the size of the pieces, the kind of output.

package.loaded.term = { isatty = function() end } -- a screen without a file

local bounce = require "smtpcodes.bounce"
local explain = require "smtpcodes.explain"
local json = require "smtpcodes.json"
local lines = require "smtpcodes.lines"
local session = require "smtpcodes.session"
local show = require "smtpcodes.show"
local terminal = require "smtpcodes.terminal"
local support = require "fuzz.support"

local SIZES = { 4096, 64, 7, 1 }

-- The items of a text that comes in pieces, and how many lines it has.
local function items_of(text, size)
  local items, count, reader = {}, 0, nil
  local function take(item)
    items[#items + 1] = item
  end
  for number, line in lines.each(support.file(text, size)) do
    count = count + 1
    assert(number == count and not line:find("\n", 1, true))
    reader = reader or (bounce.begins(line) and bounce or session).reader(take)
    reader:line(line)
  end
  if reader then
    reader:finish()
  end
  return items, count
end

local function check_item(item, count)
  assert(item.line and item.line >= 1 and item.line <= count, "line")
  assert(item.reply or item.text or item.problem, "an item says something")
  assert(not item.problem or not support.has_controls(item.problem))
  local secret = (item.sent or ""):match("^%s*[Aa][Uu][Tt][Hh]%s+%S+%s+(.+)$")
  assert(not secret or secret == "(hidden)", "a secret is kept")
end

local function new_screen(utf8)
  local out = {}
  local screen = terminal.of({ write = function(_, ...)
    for i = 1, select("#", ...) do
      out[#out + 1] = tostring((select(i, ...)))
    end
    return true
  end }, "never")
  screen.utf8, screen.arrow = utf8, "->"
  return screen, out
end

local function show_item(item, kind)
  local answer = item.reply and explain.reply(item)
    or item.text and explain.text(item.text, item.context)
  if not answer then
    return
  end
  answer.rcpt = item.rcpt
  answer.text = item.said or answer.text
  local screen, out = new_screen(kind % 2 == 1)
  local place = { file = "f", line = item.line, number = 1 }
  if kind < 2 then
    show[answer.sent and "exchange" or "full"](screen, answer, place)
  elseif kind < 4 then
    show.brief(screen, answer, place)
  else
    out[1] = json.answer(answer, place)
  end
  local text = table.concat(out)
  assert(not text:find("[%z\1-\8\11-\31\127]"), "a control character")
end

return function(octets)
  local text, choose = support.input(octets)
  local size, kind = SIZES[choose(#SIZES) + 1], choose(5)
  local items, count = items_of(text, 65536)
  assert(support.flat(items) == support.flat((items_of(text, size))), "pieces")
  for i, item in ipairs(items) do
    check_item(item, count)
    if i <= 20 then
      show_item(item, kind)
    end
  end
end
