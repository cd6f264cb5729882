-- prometheus.lua: a report in Prometheus' text format, for the textfile
-- collector of node_exporter.
--
-- Labels have few values: reasons, actions and providers are closed lists, and
-- of transports only the most frequent have their name.

local smtpcodes = require "smtpcodes"
local printable = require "smtpcodes.terminal".printable

local prometheus = {}

local TRANSPORTS = 20

local escapes = { ["\\"] = "\\\\", ['"'] = '\\"', ["\n"] = "\\n" }

-- A label's value: a backslash, a quote and a line's end are escaped.
local function quote(value)
  return '"' .. printable(tostring(value), true):gsub('[\\"\n]', escapes)
    .. '"'
end

-- Lines of a metric of this kind; samples: {labels, value} or {labels, value,
-- suffix}, labels being a list of names and values in turn.
local function metric(out, name, kind, help, samples)
  out[#out + 1] = ("# HELP smtpcodes_%s %s"):format(name, help)
  out[#out + 1] = ("# TYPE smtpcodes_%s %s"):format(name, kind)
  for _, sample in ipairs(samples) do
    local labels, pairs_of = {}, sample[1]
    for i = 1, #pairs_of, 2 do
      labels[#labels + 1] = pairs_of[i] .. "=" .. quote(pairs_of[i + 1])
    end
    out[#out + 1] = ("smtpcodes_%s%s%s %.14g"):format(name, sample[3] or "",
      #labels > 0 and "{" .. table.concat(labels, ",") .. "}" or "", sample[2])
  end
end

local function by_status(result)
  local samples = {}
  for _, status in ipairs { "sent", "deferred", "bounced", "expired" } do
    samples[#samples + 1] = { { "status", status }, result.status[status] or 0 }
  end
  return samples
end

-- Causes summed over their codes: the key is what is left.
local function by_cause(causes)
  local samples, by_key = {}, {}
  for _, cause in ipairs(causes) do
    local labels = { "reason", cause.reason, "action", cause.action,
      "provider", cause.provider or "other" }
    local key = table.concat(labels, "|")
    local sample = by_key[key] or { labels, 0, key = key }
    if not by_key[key] then
      by_key[key], samples[#samples + 1] = sample, sample
    end
    sample[2] = sample[2] + cause.count
  end
  table.sort(samples, function(a, b)
    return a.key < b.key
  end)
  return samples
end

local function by_transport(list)
  local samples, other = {}, { { "transport", "other" }, 0 }
  for i, entry in ipairs(list) do
    if i <= TRANSPORTS then
      samples[i] = { { "transport", entry.key }, entry.failed or 0 }
    else
      other[2] = other[2] + (entry.failed or 0)
    end
  end
  samples[#samples + 1] = #list > TRANSPORTS and other or nil
  return samples
end

-- Steps are 24 for each power of ten. A bucket ends after the eighth and the
-- sixteenth of them, where no delay of two digits lies: 2.15 s, 4.64 s.
local STEPS, FIRST, LAST = 24, -40, 128

local function delays(steps)
  local samples, seen, sum, at = {}, 0, 0, 1
  for bound = FIRST, LAST, 8 do
    while steps[at] and steps[at][1] < bound do
      seen, at = seen + steps[at][2], at + 1
    end
    if bound % STEPS ~= 0 then
      local seconds = 10 ^ (bound / STEPS)
      samples[#samples + 1] = { { "le", (seconds < 1000 and "%.3g" or "%.0f")
        :format(seconds) }, seen, "_bucket" }
    end
  end
  local total = 0
  for _, step in ipairs(steps) do
    total = total + step[2]
    sum = sum + step[2] * 10 ^ ((step[1] + 0.5) / STEPS)
  end
  samples[#samples + 1] = { { "le", "+Inf" }, total, "_bucket" }
  samples[#samples + 1] = { {}, tonumber(("%.6g"):format(sum)), "_sum" }
  samples[#samples + 1] = { {}, total, "_count" }
  return samples
end

local function one(value)
  return { { {}, value } }
end

-- The report as lines, the last with its end.
function prometheus.text(result)
  local out = {}
  metric(out, "info", "gauge", "Version of smtpcodes and of its rules.",
    { { { "version", smtpcodes._VERSION, "rules", result.rules }, 1 } })
  metric(out, "attempts_total", "counter",
    "Attempts to deliver, by how they ended.", by_status(result))
  metric(out, "suspended_total", "counter",
    "Deliveries put off without an attempt.", one(result.suspended))
  metric(out, "failures_total", "counter",
    "Attempts that failed, by reason, action and provider.",
    by_cause(result.lists.cause))
  metric(out, "transport_failures_total", "counter",
    "Attempts that failed, by transport.",
    by_transport(result.lists.transport))
  metric(out, "unread_lines_total", "counter",
    "Lines that begin as a delivery does and cannot be read.",
    one(result.unread))
  metric(out, "delay_seconds", "histogram",
    "Delay of what was delivered; the sum is right to 5 %.",
    delays(result.steps))
  if result.to then
    metric(out, "last_delivery_timestamp_seconds", "gauge",
      "Time of the last delivery, in seconds since 1970.", one(result.to))
  end
  return table.concat(out, "\n") .. "\n"
end

return prometheus
