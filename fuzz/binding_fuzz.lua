-- binding_fuzz.lua: any octets through the functions of the Lua module.
--
-- scan tells what parse tells; a parser that gets the octets in pieces gives
-- the replies and the error that parse gives one after the other; find,
-- classify, reason_of and normalize take any text; what a parsed reply is
-- built into is parsed as the same reply.
-- Choices: mode, the sizes of the pieces.

local smtpcodes = require "smtpcodes"
local support = require "fuzz.support"

local SIZES = { 700, 64, 7, 2, 1 }

local function check_scan(text)
  local reply, next_at, position = smtpcodes.parse(text)
  local at, code, class, subject, detail, first, last = smtpcodes.scan(text)
  if not reply then
    assert(at == nil and code == next_at and class == position, "failure")
    return
  end
  assert(at == next_at and code == reply.code and class == code // 100, "scan")
  assert(subject == reply.subject and detail == reply.detail, "enhanced")
  assert(#reply > 1 or text:sub(first, last) == reply.text, "text")
  assert(not support.has_controls(tostring(reply)), "printable")
end

-- All replies of a text, and how they end: kind, and the position unless more
-- octets are needed.
local function one_by_one(text, options)
  local out, at = {}, 1
  while true do
    local reply, next_at, position = smtpcodes.parse(text, at, options)
    if not reply then
      out[#out + 1] = next_at
      out[#out + 1] = next_at ~= "incomplete" and position or nil
      return out
    end
    out[#out + 1] = reply
    at = next_at
  end
end

local function in_pieces(text, options, choose)
  local parser, out, at = smtpcodes.parser(options), {}, 1
  while true do
    local reply, kind, position = parser:next()
    if reply then
      out[#out + 1] = reply
    elseif kind == "incomplete" and at <= #text then
      local size = SIZES[choose(#SIZES) + 1]
      parser:feed(text:sub(at, at + size - 1))
      at = at + size
    else
      out[#out + 1] = kind
      out[#out + 1] = kind ~= "incomplete" and position or nil
      return out
    end
  end
end

local function check_text(text)
  local verdict = smtpcodes.classify(text)
  local reason, action = smtpcodes.reason_of(text)
  assert(verdict.reason == reason and verdict.action == action, "reason_of")
  assert(smtpcodes.reasons[reason] and smtpcodes.actions[action], "words")
  local found, first, last = smtpcodes.find(text)
  assert(not found or first >= 1 and first <= last and last <= #text, "find")
  assert(type(smtpcodes.normalize(text)) == "string")
  smtpcodes.lookup(text)
end

local function check_build(text)
  local reply = smtpcodes.parse(text, 1, { strict = true })
  if not reply then
    return
  end
  local texts = {}
  for i = 1, #reply do
    texts[i] = reply[i]
  end
  local bytes, kind = smtpcodes.build(reply.code, reply.enhanced, texts)
  if bytes then
    local again = assert(smtpcodes.parse(bytes, 1, { strict = true }))
    assert(again.code == reply.code and again.enhanced == reply.enhanced)
  else -- a second enhanced code, or one that no server may send
    assert(kind == "enhanced-text" or kind == "enhanced-mismatch"
      or kind == "enhanced", kind)
  end
end

return function(octets)
  local text, choose = support.input(octets)
  local options = { strict = choose(2) == 1 }
  check_scan(text)
  local whole = support.flat(one_by_one(text, options))
  assert(whole == support.flat(in_pieces(text, options, choose)), "pieces")
  check_text(text)
  check_build(text)
end
