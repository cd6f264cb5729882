-- judge.lua: the verdict about a delivery of a log, or about any line.
--
--   judge.delivery(delivery) -> verdict   a delivery of smtpcodes.logs
--   judge.line(line) -> record            for smtpcodes.jsonl
--
-- A record has a kind: "delivery" (its fields are those of the delivery and
-- of its verdict), "reply" (those of the verdict, and the text), or "other":
-- a line without a code and without words that are known.

local smtpcodes = require "smtpcodes"
local logs = require "smtpcodes.logs"

local judge = {}

-- "mx.example.com[192.0.2.1]:25", "mx.example.com. [192.0.2.1]",
-- "192.0.2.1 (mx.example.com)" -> "mx.example.com"; nil: no name.
local function host_of(relay)
  local host = relay and (relay:match("%((%S+)%)")
    or relay:match("^[^%[%s]+"))
  return host and host:find("%.%a") and host:gsub("%.$", "") or nil
end

local context = {} -- classify only reads it

function judge.delivery(delivery)
  context.rcpt = delivery.rcpt
  context.from = delivery.from ~= "" and delivery.from or nil
  context.recipients = delivery.recipients
  context.host = host_of(delivery.relay)
  context.expired = delivery.status ~= "deferred"
  context.protocol = delivery.transport:find("/lmtp", 1, true) and "lmtp" or nil
  return smtpcodes.classify(delivery.said, context)
end

-- The providers of hosts that were seen; there may be very many hosts.
local HOSTS = 4096
local providers, count = {}, 0

-- Whose server a delivery went to: a provider, or nil.
function judge.provider(delivery)
  local host = host_of(delivery.relay)
  if not host then
    return nil
  elseif providers[host] == nil then
    if count >= HOSTS then
      providers, count = {}, 0
    end
    count = count + 1
    providers[host] = smtpcodes.classify(450, { host = host }).provider
      or false
  end
  return providers[host] or nil
end

-- Fields that a record takes from the delivery; of those that the verdict has
-- as well, the delivery's stand in where the verdict is silent.
local of_delivery = { "time", "transport", "queue", "rcpt", "domain", "relay",
  "delay", "status", "attempted", "enhanced", "text" }

-- A delivery and its verdict as one flat record.
function judge.record(delivery, verdict)
  local record = { kind = "delivery" }
  for name, value in pairs(verdict) do
    record[name] = value
  end
  for _, name in ipairs(of_delivery) do
    if record[name] == nil then
      record[name] = delivery[name]
    end
  end
  return record
end

function judge.line(line)
  local delivery = logs.delivery(line)
  if delivery then
    return judge.record(delivery, judge.delivery(delivery))
  end
  local verdict = smtpcodes.classify(line)
  if verdict.reason == "unknown" and not verdict.code
    and not verdict.enhanced then
    return { kind = "other" }
  end
  verdict.kind, verdict.text = "reply", line
  return verdict
end

return judge
