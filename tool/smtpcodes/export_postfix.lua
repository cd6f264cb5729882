-- export_postfix.lua: a map for Postfix' smtp_delivery_status_filter, which
-- writes the reason of a failure before its text.

local rules = require "smtpcodes.export_rules"
local smtpcodes = require "smtpcodes"

local HEAD = [[
# The reason of a failed delivery, before its text in the log and in the bounce:
#   status=bounced (unknown-mailbox: host mx.example.com[192.0.2.1] said: ...
#
# Made by `smtpcodes export postfix` from %s, rules of %s.
# Use it with Postfix 3.0 or later; pcre: is much faster than regexp: and
# reads the same file:
#   smtp_delivery_status_filter = pcre:/etc/postfix/smtp_reasons
#   lmtp_delivery_status_filter = pcre:/etc/postfix/smtp_reasons
#
# A map is less than the module. The first line that matches wins: nothing is
# weighed, so of several causes in one text one is taken. Addresses and host
# names in the text are not passed over, nothing sees whether the words are
# about the recipient or the sender, and only the plainest phrases are here, of
# texts in ASCII. So give up no address because of a reason from here alone, and
# change no class: the codes stay as they are.
if /^[45][.][0-9]+[.][0-9]+ /]]

local GROUP = 30 -- phrases of one line
local LONGEST = 12000 -- octets of them: PCRE compiles no more than 64 KiB

local function line(out, pattern, reason)
  out[#out + 1] = ("/^([45][.][0-9]+[.][0-9]+) (%s)/ $1 %s: $2")
    :format(pattern, reason)
end

local function provider_lines(out)
  local hosts = rules.hosts()
  for _, rule in ipairs(rules.provider_rules()) do
    local names = table.concat(hosts[rule.provider] or {}, "|")
      :gsub("%.", "[.]")
    local said = rule.tag and ".*[^a-z0-9]" .. rule.tag .. "([^a-z0-9].*)?$"
      or (rule.code or "[45][0-9][0-9]") .. "[- ][45][.]" .. rule.enhanced
        .. "([^0-9].*)?$"
    if names ~= "" and rule.reason ~= "unknown" then
      line(out, ("host ([^ ]*[.])?(%s)\\[[^ ]* said: %s"):format(names, said),
        rule.reason)
    end
  end
end

-- Phrases that stand together and have one reason share a line.
local function phrase_lines(out)
  local group, octets, reason, words = {}, 0, nil, nil
  local function close()
    if #group > 0 then
      line(out, (".*%s(%s)(%s.*)?$"):format(rules.POSIX.gap,
        table.concat(group, "|"), rules.POSIX.gap), reason)
    end
    group, octets = {}, 0
  end
  for _, row in ipairs(rules.phrases(rules.POSIX)) do
    if row.reason ~= reason or row.words ~= words or #group >= GROUP
      or octets + #row.expression > LONGEST then
      close()
      reason, words = row.reason, row.words
    end
    group[#group + 1] = row.expression
    octets = octets + #row.expression
  end
  close()
end

local function enhanced_lines(out)
  for _, row in ipairs(rules.enhanced()) do
    out[#out + 1] = ("/^([45][.](%s)) (.*)/ $1 %s: $3"):format(
      table.concat(row.enhanced, "|"), row.reason)
  end
end

-- The map as text.
return function()
  local out = { HEAD:format(smtpcodes._VERSION, smtpcodes._RULES) }
  out[#out + 1] = "# Codes and tags of providers."
  provider_lines(out)
  out[#out + 1] = "# What servers say, the longest phrases first."
  phrase_lines(out)
  out[#out + 1] = "# What the enhanced code alone says."
  enhanced_lines(out)
  out[#out + 1] = "endif\n"
  return table.concat(out, "\n")
end
