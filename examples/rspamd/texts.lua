-- Texts for what Rspamd decides: greylisting, rate limits, spam, and the
-- rules of multimap and force_actions. The codes are fixed by its milter, so
-- the text must say what a sender needs; and it must come through.

local logger = require "rspamd_logger"
local loaded, smtpcodes = pcall(require, "smtpcodes")
if not loaded then -- without this Rspamd would not start
  logger.errx(rspamd_config, "texts.lua: %s", smtpcodes)
  return
end

local HELP = "https://www.example.com/mail"

-- The codes that Rspamd's milter puts before a text; a rule cannot choose.
local CODES = {
  ["reject"] = { code = 554, enhanced = "5.7.1" },
  ["soft reject"] = { code = 451, enhanced = "4.7.1" },
}

-- The situation that a module's verdict means, and a verdict by score.
local MODULES = { greylist = "greylisted", ratelimit = "rate limited", dmarc = "dmarc failed",
  spamtrap = "policy" }
local ACTIONS = { ["reject"] = "spam", ["soft reject"] = "policy temporary" }

-- The verdict on a message: action, the text that a module wants, and the
-- situation that it is in.
local function verdict(task)
  local passed, action, message, module = task:has_pre_result()
  if not passed then
    action = (task:get_metric_result() or {}).action
    return action, nil, ACTIONS[action]
  elseif module == "smtpcodes" then -- rspamd.local.lua has made its text
    return nil
  end
  return action, not MODULES[module] and message or nil, MODULES[module] or ACTIONS[action]
end

-- The lines of a text, and where to ask, with the id of the message.
local function lines(text, id)
  local list = {}
  for line in text:gmatch "[^\r\n]+" do
    list[#list + 1] = line
  end
  list[#list + 1] = ("See %s about message %s"):format(HELP, id)
  return list
end

-- What comes from a module's settings or from the mail may be unfit to send;
-- then what one says in this situation is enough.
local function set_text(task)
  local action, wanted, situation = verdict(task)
  local codes = CODES[action]
  if codes then
    local _, _, usual = smtpcodes.suggest(situation)
    local id = task:get_message_id() or "without id"
    local text = smtpcodes.milter(lines(wanted or usual, id), codes)
      or smtpcodes.milter(usual, codes)
    task:append_message(text, "smtp_message")
  end
end

-- Idempotent symbols run when all is decided; the flag says, even when a
-- module has decided early.
rspamd_config:register_symbol {
  name = "REPLY_TEXT",
  type = "idempotent",
  flags = "ignore_passthrough",
  callback = set_text,
}
