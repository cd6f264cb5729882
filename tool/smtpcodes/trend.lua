-- trend.lua: what happened when: hours, or days where hours are too many.

local trend = {}

-- "Nov  6 09", "2026-11-06T09" -> "Nov  6", "2026-11-06"
local function day_of(key)
  return key:match("^(.*)[T ]%d%d$") or key
end

-- The hours summed by day, in their order.
function trend.days(hours)
  local list, by_day = {}, {}
  for _, hour in ipairs(hours) do
    local key = day_of(hour.key)
    local day = by_day[key]
    if not day then
      day = { key = key, count = 0, failed = 0, from = hour.from }
      by_day[key] = day
      list[#list + 1] = day
    end
    day.count = day.count + hour.count
    day.failed = day.failed + (hour.failed or 0)
  end
  return list
end

local function last_of(list, limit)
  local out = {}
  for i = math.max(1, #list - limit + 1), #list do
    out[#out + 1] = list[i]
  end
  return out
end

-- trend.of(hours, most_hours, most_days) -> list of {key, count, failed},
-- "hour" | "day": the hours if there are no more than that, else the last days.
function trend.of(hours, most_hours, most_days)
  if #hours <= most_hours then
    return hours, "hour"
  end
  return last_of(trend.days(hours), most_days), "day"
end

return trend
