-- export_kumomta.lua: rules for KumoMTA in its TOML: those of its bounce
-- classifier, and those of its traffic shaping automation.

local rules = require "smtpcodes.export_rules"
local smtpcodes = require "smtpcodes"

local export_kumomta = {}

-- A literal string of TOML, which may have quotes in it.
local function literal(text)
  return "'''" .. text .. "'''"
end

local function head(text)
  return (text:gsub("{MADE}", function()
    return ("%s, rules of %s"):format(smtpcodes._VERSION, smtpcodes._RULES)
  end))
end

-- ---- bounces ------------------------------------------------------------------

local BOUNCES = [[
# Reasons of failed deliveries as classes of KumoMTA's bounce classifier:
# bounce_classification is "unknown-mailbox", "blocklisted", ...
#
# Made by `smtpcodes export kumomta` from {MADE}.
# Classes with names of one's own need KumoMTA 2023.12.28 or later:
#   kumo.configure_bounce_classifier {
#     files = { '/opt/kumomta/etc/smtpcodes_bounces.toml',
#               '/opt/kumomta/share/bounce_classifier/iana.toml' },
#   }
#
# A list of expressions is less than the module. The first that matches wins:
# nothing is weighed, so of several causes in one reply one is taken. Addresses
# and host names are not passed over, nothing sees whether the words are about
# the recipient or the sender, and only the plainest phrases are here, of texts
# in ASCII. What codes alone say is left to the file that comes after it. So
# give up no address because of a class from here alone.

[rules]
]]

-- The reasons of a list in the order of their first rows.
local function by_reason(list)
  local groups, by = {}, {}
  for _, row in ipairs(list) do
    if not by[row.reason] then
      by[row.reason] = { reason = row.reason }
      groups[#groups + 1] = by[row.reason]
    end
    table.insert(by[row.reason], row)
  end
  return groups
end

-- Dead addresses last, else by name: a class has one list in this format.
local function sorted(groups)
  local function dead(group)
    return smtpcodes.reasons[group.reason].final == "suppress"
  end
  table.sort(groups, function(a, b)
    if dead(a) ~= dead(b) then
      return dead(b)
    end
    return a.reason < b.reason
  end)
  return groups
end

function export_kumomta.bounces()
  local out = { head(BOUNCES) }
  for _, group in ipairs(sorted(by_reason(rules.phrases(rules.RUST)))) do
    out[#out + 1] = group.reason .. " = ["
    for _, row in ipairs(group) do
      out[#out + 1] = "  " .. literal("(?i-u:\\b" .. row.expression .. "\\b)") .. ","
    end
    out[#out + 1] = "]"
  end
  return table.concat(out, "\n") .. "\n"
end

-- ---- shaping ------------------------------------------------------------------

local SHAPING = [[
# What providers say of their own codes and tags, for KumoMTA's traffic shaping
# automation: slower where a rate was too high, a pause where the sender is
# blocked.
#
# Made by `smtpcodes export kumomta-shaping` from {MADE}.
# Name this file in extra_files of shaping:setup_with_automation and in the
# files that tsa_load_shaping_data loads. Blocks of a name that other files have
# too are merged with theirs; a host that several blocks match is theirs, too.
# Durations are the providers' own where they give one, else an hour; look at
# them before use, for a pause holds back all mail to the provider.
]]

local ACTIONS = {
  slow = '{SetConfig={name="max_message_rate", value="1/minute"}}',
  pause = '"Suspend"',
}

local function duration(seconds)
  return seconds % 60 == 0 and ("%d minutes"):format(seconds / 60)
    or ("%d seconds"):format(seconds)
end

local function match_of(hosts)
  local list = {}
  for i, host in ipairs(hosts) do
    list[i] = ('{MXSuffix=".%s"}'):format(host)
  end
  return "match = [" .. table.concat(list, ", ") .. "]"
end

local function expression_of(rule)
  if rule.tag then
    return "\\b" .. rule.tag .. "\\b"
  end
  return "^" .. (rule.code or "[45][0-9][0-9]") .. " [45][.]" .. rule.enhanced
    .. "\\b"
end

-- Rules of one provider that ask for the same share a block.
local function automation(out, provider, list)
  local blocks, by = {}, {}
  for _, rule in ipairs(list) do
    local key = rule.traffic .. "|" .. (rule.retry_after or 3600)
    if not by[key] then
      by[key] = { traffic = rule.traffic, seconds = rule.retry_after or 3600 }
      blocks[#blocks + 1] = by[key]
    end
    table.insert(by[key], "  " .. literal(expression_of(rule)) .. ", # "
      .. rule.reason)
  end
  for _, block in ipairs(blocks) do
    out[#out + 1] = ('[[provider."%s".automation]]'):format(provider)
    out[#out + 1] = "regex = [\n" .. table.concat(block, "\n") .. "\n]"
    out[#out + 1] = "action = " .. ACTIONS[block.traffic]
    out[#out + 1] = 'trigger = {Threshold="2/hr"}'
    out[#out + 1] = ('duration = "%s"\n'):format(duration(block.seconds))
  end
end

function export_kumomta.shaping()
  local out, by = { head(SHAPING) }, {}
  local hosts, names = rules.hosts()
  for _, rule in ipairs(rules.provider_rules()) do
    by[rule.provider] = by[rule.provider] or {}
    table.insert(by[rule.provider], rule.traffic and rule or nil)
  end
  for _, name in ipairs(names) do
    if by[name] and #by[name] > 0 then
      out[#out + 1] = ('[provider."%s"]'):format(name)
      out[#out + 1] = match_of(hosts[name]) .. "\n"
      automation(out, name, by[name])
    end
  end
  return table.concat(out, "\n")
end

return export_kumomta
