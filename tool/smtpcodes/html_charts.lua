-- html_charts.lua: charts as inline SVG, with their words in HTML, so that
-- these keep their size where the picture shrinks.

local html = require "smtpcodes.html"

local charts = {}

local tag, text = html.tag, html.text

local function rect(x, y, width, height, class, title)
  return tag("rect", ('x="%.5g" y="%.5g" width="%.5g" height="%.5g" class="%s"')
    :format(x, y, width, height, class), title and tag("title", nil, title))
end

local function svg(class, width, height, label, ...)
  return tag("svg", ('class="%s" viewBox="0 0 %g %g" role="img" ')
    :format(class, width, height) .. 'preserveAspectRatio="none" '
    .. ('aria-label="%s"'):format(label), ...)
end

-- The parts of a bar, {count, class, title}, one after another.
local function segments(parts, most)
  local x, out = 0, {}
  for i, part in ipairs(parts) do
    local width = 100 * part[1] / math.max(most, 1)
    out[i] = rect(x, 0, width, 10, part[2], part[3])
    x = x + width
  end
  return table.concat(out)
end

-- charts.bars(list, whole): a row for each {label, count, parts}.
function charts.bars(list, whole)
  local most, rows = 0, {}
  for _, item in ipairs(list) do
    most = math.max(most, item.count)
  end
  for i, item in ipairs(list) do
    rows[i] = tag("div", 'class="bar-row"',
      tag("span", 'class="bar-label"', text(item.label)),
      svg("bar", 100, 10, text(item.label), segments(item.parts, most)),
      tag("span", 'class="bar-count"', html.number(item.count)),
      tag("span", 'class="bar-share"', html.percent(item.count, whole)))
  end
  return tag("div", 'class="bars"', table.concat(rows, "\n"))
end

-- A number of one digit and zeros that is not below the value.
local function round_up(value)
  local power = 10 ^ math.floor(math.log(math.max(value, 1e-9)) / math.log(10))
  for _, factor in ipairs { 1, 2, 3, 4, 5, 6, 8, 10 } do
    if factor * power >= value * 0.999999 then
      return factor * power
    end
  end
end

-- Where each entry stands: after the gap that its time tells, if it does.
local function places(list, seconds)
  local at, last = {}, 0
  for i, entry in ipairs(list) do
    local first = list[1].from
    local place = first and entry.from
      and math.floor(entry.from / seconds) - math.floor(first / seconds) or i - 1
    last = i == 1 and 0 or math.max(place, last + 1)
    at[i] = last
  end
  return at, last + 1
end

-- A panel: columns of list, of which `height_of` tells {height, class} pairs,
-- from the bottom up, and a scale with the highest value.
local function panel(list, at, slots, top, label, scale, stack_of)
  local shapes = {}
  for i, entry in ipairs(list) do
    local y = 100
    for _, part in ipairs(stack_of(entry)) do
      local height = 100 * part[1] / top
      y = y - height
      shapes[#shapes + 1] = rect(at[i] + 0.08, y, 0.84, height, part[2],
        part[3])
    end
  end
  return tag("div", 'class="panel"',
    tag("div", 'class="panel-title"', label),
    tag("div", 'class="scale"', tag("span", nil, scale), tag("span", nil, "0")),
    svg("columns", slots, 100, label, table.concat(shapes)))
end

-- How far apart the labels are: at most six, at steps that people count in.
local function label_step(slots, seconds)
  for _, step in ipairs(seconds == 3600 and { 1, 2, 3, 6, 12, 24, 48 }
    or { 1, 2, 7, 14, 28, 56 }) do
    if slots / step <= 6 then
      return step
    end
  end
  return math.ceil(slots / 6)
end

local function axis(list, at, slots, seconds)
  local step, labels = label_step(slots, seconds), {}
  for i, entry in ipairs(list) do
    if at[i] % step == 0 and at[i] <= slots * 0.9 then
      labels[#labels + 1] = tag("span", ('style="left:%.4g%%"'):format(
        100 * at[i] / slots), text((entry.key:gsub("T", " "))))
    end
  end
  return tag("div", 'class="axis"', table.concat(labels))
end

local function highest(list, value_of)
  local most = 0
  for _, entry in ipairs(list) do
    most = math.max(most, value_of(entry))
  end
  return round_up(math.max(most, 1e-9))
end

local function share_of(entry)
  return entry.count > 0 and 100 * entry.failed / entry.count or 0
end

local function hint(entry)
  return ("%s: %s attempts, %s failed"):format(text(entry.key),
    html.number(entry.count), html.number(entry.failed))
end

-- charts.over_time(list, seconds): attempts, with what failed of them, and
-- below the share that failed; list as of smtpcodes.trend, an entry for each
-- so many seconds.
function charts.over_time(list, seconds)
  if #list == 0 then
    return ""
  end
  local at, slots = places(list, seconds)
  local top = highest(list, function(entry) return entry.count end)
  local share = math.min(100, highest(list, share_of))
  return tag("div", 'class="over-time"',
    panel(list, at, slots, top, "Attempts, and what failed of them",
      html.number(top), function(entry)
      return { { entry.count - entry.failed, "ok", hint(entry) },
        { entry.failed, "bad", hint(entry) } }
    end),
    panel(list, at, slots, share, "Share that failed", ("%g&nbsp;%%"):format(
      share), function(entry)
      return { { share_of(entry), "bad", hint(entry) } }
    end),
    axis(list, at, slots, seconds))
end

return charts
