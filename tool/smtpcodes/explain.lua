-- explain.lua: what a code, a reply or a text means, as one table.
--
--   explain.input("550")  a code, an enhanced code, a name, a reply, a text
--   explain.text("550 5.1.1 User unknown")
--   explain.reply(item)   an item of smtpcodes.session
--
-- An answer has, where they are known: code, class, category, enhanced, text,
-- title and description (of the code, in its context), expected (enhanced
-- codes that the title comes with), enhanced_title, enhanced_description,
-- provider_meanings (what providers mean by the enhanced code, a list), match
-- (how the enhanced code was found), command, record (of a key alone),
-- verdict (not of X.7.26: no class, no verdict), words (of the text, that
-- decided).

local smtpcodes = require "smtpcodes"

local explain = {}

-- ---- pieces -----------------------------------------------------------------

-- Title and description of a code, sharpened by the context.
local function add_code(answer, code, context)
  local record, _, meaning = smtpcodes.lookup(code, context)
  local sense = meaning or record
  answer.code = code
  answer.class = smtpcodes.class(code)
  answer.category = smtpcodes.category(code)
  answer.title = sense and sense.title
  answer.description = sense and sense.description
  answer.rfc = sense and sense.rfc
  answer.expected = meaning and meaning.enhanced
  answer.status = sense and sense.status
end

local classes = { ["2"] = "success", ["4"] = "transient", ["5"] = "permanent" }

-- The class of an enhanced code; nil for X.7.26.
function explain.class(enhanced)
  return classes[enhanced:sub(1, 1)]
end

-- With a provider its own meaning, else those of all providers.
local function add_enhanced(answer, enhanced)
  local provider = answer.verdict and answer.verdict.provider
  local record, match, meaning = smtpcodes.lookup(enhanced,
    provider and { provider = provider })
  answer.provider_meanings = meaning and (meaning.provider and { meaning }
    or meaning)
  answer.enhanced = enhanced
  answer.class = answer.class or explain.class(enhanced)
  if record then
    answer.enhanced_title = record.title
    answer.enhanced_description = record.description
    answer.match = match
  end
end

-- The words of the text that decided, if words did.
local function deciding(verdict, text)
  local evidence = verdict.evidence or {}
  return evidence.first and text:sub(evidence.first, evidence.last) or nil
end

-- ---- answers ----------------------------------------------------------------

-- The answer to a code, an enhanced code, a name or a title; nil: unknown.
local function explain_key(key)
  local record, match = smtpcodes.lookup(key)
  local code = record and record.code or key:find("^%d%d%d$") and tonumber(key)
  local answer = { match = match, record = record }
  if code and smtpcodes.class(code) then
    add_code(answer, code)
  elseif record then
    local enhanced = key:find("^[245X]%.") and key
    add_enhanced(answer, enhanced or ("X.%d.%d"):format(record.subject,
      record.detail))
  else
    return nil
  end
  if answer.class then
    answer.verdict = smtpcodes.classify(answer.code or answer.enhanced)
  end
  return answer
end

-- The answer to any text with a reply in it, or with words that are known;
-- nil: it has neither.
function explain.text(text, context)
  local verdict = smtpcodes.classify(text, context)
  if not verdict.code and not verdict.enhanced
    and verdict.reason == "unknown" then
    return nil
  end
  local answer = { text = text, verdict = verdict,
    words = deciding(verdict, text) }
  if verdict.code then
    add_code(answer, verdict.code, context)
  end
  if verdict.enhanced then
    add_enhanced(answer, verdict.enhanced)
  end
  return answer
end

-- The answer to what a person wrote; nil: nothing in it is known. Words that
-- servers say come before the other titles that codes have in lists.
function explain.input(input)
  local key = explain_key(input)
  if key and key.match ~= "alias" then
    return key
  end
  return explain.text(input) or key
end

-- The answer to a reply of a session, in the context of its command.
function explain.reply(item)
  local reply, context = item.reply, item.context
  local verdict = smtpcodes.classify(reply, context)
  local answer = { command = context.command, sent = item.sent,
    text = reply.text, lines = #reply, verdict = verdict,
    words = deciding(verdict, reply.text) }
  add_code(answer, reply.code, context)
  if reply.enhanced then
    add_enhanced(answer, reply.enhanced)
  end
  return answer
end

-- ---- exit status --------------------------------------------------------------

-- Exit statuses as sysexits.h has them.
explain.status = { ok = 0, usage = 64, data = 65, no_input = 66, no_user = 67,
  unavailable = 69, io = 74, try_again = 75 }

-- The exit status that tells a script what to do with the message.
function explain.exit_status(answer)
  local verdict, status = answer.verdict, explain.status
  if not verdict then
    return status.ok
  elseif verdict.action == "suppress" then
    return status.no_user
  elseif verdict.action == "none" then
    return status.ok
  end
  return verdict.requeue and status.try_again or status.unavailable
end

return explain
