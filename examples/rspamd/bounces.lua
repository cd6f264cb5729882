-- Bounces, for a suppression list. Rspamd sees mail in both directions: what
-- we send to one recipient gets a mark, in a header; a delivery status message
-- that brings such a mark back is a bounce of ours. Its symbol has an option
-- for each recipient: reason:action:recipient.
--
--   BOUNCE_OURS(0.00){unknown-mailbox:suppress:nobody@example.net;}
--
-- Anybody can write a bounce that names anybody, so what has no mark gets no
-- symbol. The mark binds the day, our sender and the recipient: who has got
-- mail from us can make us believe a bounce of his own address alone. That is
-- why mail to several recipients, who all see its header, is not marked.
--
-- rspamd.conf.local: smtpcodes { bounce_key = "up to 64 octets, secret"; }

local hash = require "rspamd_cryptobox_hash"
local logger = require "rspamd_logger"
local loaded, smtpcodes = pcall(require, "smtpcodes")
if not loaded then -- without this Rspamd would not start
  logger.errx(rspamd_config, "bounces.lua: %s", smtpcodes)
  return
end

local HEADER = "X-Bounce-Mark"
local DAYS = 14 -- a bounce that comes later is not believed
local KEY = (rspamd_config:get_all_opt "smtpcodes" or {}).bounce_key

local function today()
  return math.floor(os.time() / 86400)
end

local function mark(day, sender, recipient)
  local text = table.concat({ day, sender:lower(), recipient:lower() }, " ")
  return day .. "." .. hash.create_keyed(KEY, text):hex():sub(1, 32)
end

-- The only address of a list that Rspamd gives; nil when there are more.
local function only(addresses)
  return addresses and #addresses == 1 and addresses[1].addr or nil
end

-- ---- what we send ----------------------------------------------------------

local function is_outgoing(task)
  local ip = task:get_from_ip()
  return task:get_user() or ip and ip:is_valid() and ip:is_local()
end

local function add_mark(task)
  local sender, recipient = only(task:get_from "smtp"), only(task:get_recipients "smtp")
  if recipient and (sender or "") ~= "" and is_outgoing(task) then
    task:set_milter_reply { add_headers = { [HEADER] = mark(today(), sender, recipient) } }
  end
end

-- ---- what comes back -------------------------------------------------------

-- The content of the first part of one of these types.
local function content(task, types)
  for _, part in ipairs(task:get_parts() or {}) do
    local kind, subtype = part:get_type()
    if types[(kind .. "/" .. subtype):lower()] then
      return tostring(part:get_content())
    end
  end
end

local STATUS = { ["message/delivery-status"] = true, ["message/global-delivery-status"] = true }
local ORIGINAL = { ["text/rfc822-headers"] = true, ["message/rfc822"] = true,
  ["message/global-headers"] = true, ["message/global"] = true }

-- The mark in the header of the message that came back.
local function mark_in(original)
  local header = ("\n" .. original:gsub("\r\n", "\n")):match "^(.-\n)\n" or "\n" .. original
  for name, value in header:gmatch "\n([%w%-]+):[ \t]*([%x%.]+)" do
    if name:lower() == HEADER:lower() then
      return value
    end
  end
end

-- Whether we sent mail to this recipient as this sender, lately.
local function is_ours(found, sender, recipient)
  local day = tonumber(found:match "^%d+")
  return day and day <= today() and day >= today() - DAYS and found == mark(day, sender, recipient)
end

local function read_bounce(task)
  local sender = only(task:get_recipients "smtp")
  local status = sender and (only(task:get_from "smtp") or "") == "" and content(task, STATUS)
  local found = status and mark_in(content(task, ORIGINAL) or "")
  for _, notice in ipairs(found and smtpcodes.from_dsn(status) or {}) do
    local verdict = notice.verdict
    if verdict.bounce and is_ours(found, sender, notice.recipient or "") then
      task:insert_result("BOUNCE_OURS", 1.0, table.concat({ verdict.reason, verdict.action,
        notice.recipient }, ":"))
    end
  end
end

if KEY then
  rspamd_config:register_symbol { name = "BOUNCE_MARK", type = "postfilter", callback = add_mark }
  rspamd_config:register_symbol { name = "BOUNCE_OURS", type = "normal", score = 0,
    description = "A bounce of a message that we sent", callback = read_bounce }
else
  logger.errx(rspamd_config, "bounces.lua: no smtpcodes { bounce_key }: bounces are not read")
end
