-- html_report.lua: a report as one page of HTML that needs nothing else: no
-- network, no other file. Without scripts it shows the same, unsorted.

local smtpcodes = require "smtpcodes"
local charts = require "smtpcodes.html_charts"
local fixes = require "smtpcodes.fixes"
local html = require "smtpcodes.html"
local remedy_of = require "smtpcodes.show".remedy
local style = require "smtpcodes.html_style"
local trend = require "smtpcodes.trend"

local html_report = {}

local tag, text = html.tag, html.text

local BARS = 10 -- of a chart
local ROWS = 300 -- of a table
local FIXES = 6
local HOURS = 24 * 7 -- of a chart by hours; longer ones are by days
local DAYS = 366

-- "2026-11-06T09:00:02.5+01:00" -> "2026-11-06 09:00"
local function short(time)
  time = time or ""
  local date, clock = time:match("^(.-%d)[T ](%d%d:%d%d):%d%d")
  return date and date .. " " .. clock or time
end

local function title_of(kind, word)
  local record = smtpcodes[kind][word]
  return record and record.title or word
end

local function section(title, ...)
  return tag("section", nil, tag("h2", nil, title), ...)
end

local function dot(class)
  return tag("svg", 'viewBox="0 0 10 10" aria-hidden="true"',
    ('<circle cx="5" cy="5" r="5" class="%s"/>'):format(text(class)))
end

-- ---- the top ------------------------------------------------------------------

local function tile(value, label)
  return tag("div", 'class="tile"', tag("b", nil, value),
    tag("span", nil, label))
end

local function seconds(value)
  return value >= 7200 and ("%.3g&nbsp;h"):format(value / 3600)
    or value >= 120 and ("%.3g&nbsp;min"):format(value / 60)
    or ("%g&nbsp;s"):format(value)
end

local function tiles(result)
  local status = result.status
  local sent = status.sent or 0
  local failed = (status.bounced or 0) + (status.expired or 0)
  local list = {
    tile(html.number(result.attempts), "attempts"),
    tile(sent + failed > 0 and html.percent(sent, sent + failed) or "-",
      "of finished messages delivered"),
    tile(html.number(status.deferred or 0), "attempts deferred"),
    tile(html.number(failed), "messages failed"),
  }
  if result.delays.p50 then
    list[5] = tile(seconds(result.delays.p50), "median delay; 95 % within "
      .. seconds(result.delays.p95))
  end
  return tag("div", 'class="tiles"', table.concat(list, "\n"))
end

local function head(result)
  local span = result.first and text(short(result.first)) .. " to "
    .. text(short(result.last)) or result.attempts > 0
    and "at times that are not known" or "no deliveries"
  return tag("header", nil, tag("h1", nil, "What became of the mail"),
    tag("p", nil, span, result.suspended > 0 and ("; %s put off without an attempt")
      :format(html.number(result.suspended)) or ""))
end

-- ---- what to fix --------------------------------------------------------------

local function fix_item(entry, failures)
  local cause = entry.cause
  return tag("li", nil,
    tag("div", 'class="n"', tag("b", nil, html.number(entry.count)),
      html.percent(entry.count, failures)),
    tag("div", nil,
      tag("b", nil, text(title_of("reasons", cause.reason)), cause.provider
        and ", at " .. text(cause.provider) or ""), "<br>",
      text(remedy_of(cause.remedy)),
      tag("div", 'class="said"', text((cause.code or "") .. " "
        .. fixes.said(cause.sample or "")))))
end

local function fix_list(result)
  local list, items = fixes.of(result.lists.cause), {}
  for i = 1, math.min(#list, FIXES) do
    items[i] = fix_item(list[i], result.failures)
  end
  return #items > 0 and section("What to fix first",
    tag("ul", 'class="fix"', table.concat(items, "\n"))) or ""
end

-- ---- charts -------------------------------------------------------------------

local actions = { "suppress", "retry", "retry-slower", "fix-sender",
  "fix-content", "give-up" }

local function legend()
  local items = {}
  for i, action in ipairs(actions) do
    items[i] = tag("li", nil, dot(action), text(title_of("actions", action)))
  end
  return tag("ul", 'class="legend"', table.concat(items))
end

-- What stands where a cause lacks a field.
local OTHERWISE = { provider = "elsewhere", code = "no code" }

-- Causes summed by a field: a list of {key, count, by = {action = count}}, the
-- most frequent first.
local function sum_by(causes, field)
  local list, by_key = {}, {}
  for _, cause in ipairs(causes) do
    local key = cause[field] or OTHERWISE[field]
    local sum = by_key[key] or { key = key, count = 0, by = {} }
    if not by_key[key] then
      by_key[key], list[#list + 1] = sum, sum
    end
    sum.count = sum.count + cause.count
    sum.by[cause.action] = (sum.by[cause.action] or 0) + cause.count
  end
  table.sort(list, function(a, b)
    return a.count > b.count or a.count == b.count and a.key < b.key
  end)
  return list
end

-- What a bar is made of: the actions that its failures ask for.
local function parts_of(by)
  local parts = {}
  for _, action in ipairs(actions) do
    if by[action] then
      parts[#parts + 1] = { by[action], action, ("%s: %s"):format(
        text(title_of("actions", action)), html.number(by[action])) }
    end
  end
  return parts
end

-- The first sums as bars; what is left over is one more.
local function bars_of(list, label_of)
  local bars, rest = {}, 0
  for i, entry in ipairs(list) do
    if i <= BARS then
      bars[i] = { label = label_of(entry.key), count = entry.count,
        parts = parts_of(entry.by) }
    else
      rest = rest + entry.count
    end
  end
  if rest > 0 then
    bars[#bars + 1] = { label = ("%d others"):format(#list - BARS),
      count = rest, parts = { { rest, "none" } } }
  end
  return bars
end

local function title_of_reason(reason)
  return title_of("reasons", reason)
end

local function chart_sections(result)
  local list, unit = trend.of(result.lists.hour, HOURS, DAYS)
  local causes, failures = result.lists.cause, result.failures
  return #list > 0 and section("By " .. unit, charts.over_time(list,
      unit == "hour" and 3600 or 86400)) or "",
    tag("div", 'class="two"',
      section("Failures by reason", charts.bars(bars_of(sum_by(causes,
        "reason"), title_of_reason), failures), legend()),
      tag("div", 'class="stack"',
        section("Failures by provider", charts.bars(bars_of(sum_by(causes,
          "provider"), tostring), failures)),
        section("Failures by code", charts.bars(bars_of(sum_by(causes,
          "code"), tostring), failures))))
end

-- ---- tables -------------------------------------------------------------------

local function cell(label, value, class, sort)
  return tag("td", ('data-label="%s"%s%s'):format(label,
    class and (' class="%s"'):format(class) or "",
    sort and (' data-value="%s"'):format(text(sort)) or ""), value)
end

local function cause_row(cause, failures)
  return tag("tr", ('data-action="%s"'):format(text(cause.action)),
    cell("Reason", text(title_of("reasons", cause.reason))
      .. tag("span", 'class="said"', text(fixes.said(cause.sample or ""))), "wide"),
    cell("Failures", html.number(cause.count), "n", cause.count),
    cell("Share", html.percent(cause.count, failures), "n", cause.count),
    cell("Action", tag("span", 'class="chip"', dot(cause.action),
      text(cause.action))),
    cell("Provider", text(cause.provider or "")),
    cell("Code", text(cause.code or ""), "when"),
    cell("First", text(short(cause.first)), "when", cause.from or 0),
    cell("Last", text(short(cause.last)), "when", cause.to or 0))
end

local function domain_row(entry)
  local failed = entry.failed or 0
  return tag("tr", nil,
    cell("Domain", text(entry.key), "wide"),
    cell("Attempts", html.number(entry.count), "n", entry.count),
    cell("Failed", html.number(failed), "n", failed),
    cell("Share", html.percent(failed, entry.count), "n",
      ("%.6f"):format(failed / math.max(entry.count, 1))),
    cell("First", text(short(entry.first)), "when", entry.from or 0),
    cell("Last", text(short(entry.last)), "when", entry.to or 0))
end

local function text_row(entry, failures)
  return tag("tr", nil,
    cell("Text", tag("span", 'class="said"', text(
      fixes.said(entry.key))), "wide"),
    cell("Failures", html.number(entry.count), "n", entry.count),
    cell("Share", html.percent(entry.count, failures), "n", entry.count))
end

-- Heads: a name; one after # is of numbers, one after @ of times.
local function head_row(names)
  local cells = {}
  for i, name in ipairs(names) do
    local kind, label = name:match("^([#@]?)(.*)$")
    cells[i] = tag("th", kind == "#" and 'class="n" scope="col"'
      or kind == "@" and 'data-kind="number" scope="col"' or 'scope="col"',
      tag("button", 'type="button"', label))
  end
  return tag("thead", nil, tag("tr", nil, table.concat(cells)))
end

local function action_choice()
  local choices = { '<option value="">every action</option>' }
  for i, action in ipairs(actions) do
    choices[i + 1] = tag("option", ('value="%s"'):format(action),
      text(title_of("actions", action)))
  end
  return tag("select", 'aria-label="Action"', table.concat(choices))
end

-- A table with its heads, and what sorts and filters it.
local function table_of(title, names, list, row_of, choice)
  local rows = {}
  for i = 1, math.min(#list, ROWS) do
    rows[i] = row_of(list[i])
  end
  if #rows == 0 then
    return ""
  end
  local more = #list > ROWS and tag("p", nil, ("%s more are left out."):format(
    html.number(#list - ROWS))) or ""
  return section(title,
    tag("div", 'class="tools"',
      '<input type="search" placeholder="Filter" aria-label="Filter">',
      choice or "", "<output></output>"),
    tag("div", 'class="scroll"', tag("table", 'class="cards"',
      head_row(names), "\n", tag("tbody", nil, table.concat(rows, "\n")))),
    more)
end

local function table_sections(result)
  local lists, failures = result.lists, result.failures
  local failed = {}
  for _, entry in ipairs(lists.domain) do
    failed[#failed + 1] = (entry.failed or 0) > 0 and entry or nil
  end
  return table_of("Failures", { "Reason", "#Failures", "#Share", "Action",
      "Provider", "Code", "@First", "@Last" }, lists.cause, function(cause)
        return cause_row(cause, failures)
      end, action_choice()),
    table_of("Domains with failures", { "Domain", "#Attempts", "#Failed",
      "#Share", "@First", "@Last" }, failed, domain_row),
    table_of("Replies that no rule knows", { "Text", "#Failures", "#Share" },
      lists.unmatched, function(entry)
        return text_row(entry, failures)
      end)
end

-- ---- the page -----------------------------------------------------------------

local function foot(result)
  local known = result.failures > 0 and (" %s of the failures have a known reason.")
    :format(html.percent(result.matched, result.failures)) or ""
  return tag("footer", nil, "smtpcodes ", text(smtpcodes._VERSION:match("[%d.]+")
    or ""), ", rules of ", text(result.rules), ".", known,
    " Addresses, hosts and numbers are left out of what servers said.")
end

-- Nothing may be loaded, whatever a log brings into the page.
local POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src'
  .. " 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"

-- The page for a result of smtpcodes.report.
function html_report.page(result)
  local parts = { '<!doctype html>', '<html lang="en" class="no-script">',
    "<head>", '<meta charset="utf-8">', POLICY,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    "<title>What became of the mail</title>", tag("style", nil, style.css),
    "</head>", "<body>", "<main>", head(result), tiles(result),
    fix_list(result) }
  for _, make in ipairs { chart_sections, table_sections } do
    for _, part in ipairs { make(result) } do
      parts[#parts + 1] = part
    end
  end
  parts[#parts + 1] = foot(result)
  parts[#parts + 1] = "</main>\n" .. tag("script", nil, style.script)
    .. "\n</body>\n</html>\n"
  return table.concat(parts, "\n")
end

return html_report
