-- A rule for Rspamd that refuses programs in mail, with a text of two lines
-- that the sender can use. What comes from the mail (a file name, a message
-- id) is hostile: milter() lets nothing through that spoils the reply.

local logger = require "rspamd_logger"
local loaded, smtpcodes = pcall(require, "smtpcodes")
if not loaded then -- without this Rspamd would not start
  logger.errx(rspamd_config, "rspamd.local.lua: %s", smtpcodes)
  return
end

-- The codes that Rspamd's milter puts before a text; a rule cannot choose.
local CODES = {
  ["reject"] = { code = 554, enhanced = "5.7.1" },
  ["soft reject"] = { code = 451, enhanced = "4.7.1" },
}

-- Answers with what one says in this situation, and with a line of our own.
local function refuse(task, situation, line)
  local code, _, text = smtpcodes.suggest(situation)
  local action = code < 500 and "soft reject" or "reject"
  local answer = smtpcodes.milter({ text, line }, CODES[action])
    or smtpcodes.milter(text, CODES[action]) -- the line cannot be sent
  task:set_pre_result(action, answer, "smtpcodes")
end

rspamd_config:register_symbol {
  name = "PROGRAM_IN_MAIL",
  type = "prefilter",
  callback = function(task)
    for _, part in ipairs(task:get_parts() or {}) do
      local name = part:get_filename()
      if name and name:lower():find "%.exe$" then
        refuse(task, "bad attachment", name .. " in " .. task:get_message_id()
          .. ": see https://www.example.com/attachments")
        return
      end
    end
  end,
}
