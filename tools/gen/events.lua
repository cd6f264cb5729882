-- events.lua: which field of a bounce event says what, and what the labels of
-- sending services mean -> C rows.

local tsv = require "tools.gen.tsv"
local c = require "tools.gen.c"

local events = {}

local FINALS = tsv.set { "-", "yes", "no" }

local function check_source(row)
  if not row.source then
    tsv.fail(row, "no source")
  end
end

local function read_events()
  local rows = tsv.read("data/events.tsv", { "event", "when", "list", "recipient", "sender",
    "reply", "code", "enhanced", "host", "label", "final", "source" })
  local known = { dsn = true } -- smtpcodes_dsn.c reads its fields
  for _, row in ipairs(rows) do
    tsv.word(row, "final", FINALS)
    check_source(row)
    known[row.event] = true
  end
  return rows, known
end

-- A label means reasons of data/reasons.tsv or actions of data/actions.tsv.
local function check_means(row, words)
  for _, word in ipairs(tsv.list(row.means, ",")) do
    if not words[word] then
      tsv.fail(row, "%s is no reason and no action", word)
    end
  end
end

function events.read(all)
  local tables = all["tools.gen.tables"]
  local words, rows, known = {}, read_events()
  for _, row in ipairs(tables.reasons) do
    words[row.reason] = true
  end
  for _, row in ipairs(tables.actions) do
    words[row.action] = true
  end
  local labels = tsv.read("data/event-labels.tsv", { "event", "label", "means", "final", "source" })
  for _, row in ipairs(labels) do
    tsv.word(row, "final", FINALS)
    check_means(row, words)
    check_source(row)
    if not known[row.event] then
      tsv.fail(row, "event %s is not in data/events.tsv", row.event)
    end
  end
  return { rows = rows, labels = labels }
end

local function rows_of(rows, columns)
  local out = {}
  for i, row in ipairs(rows) do
    local cells = {}
    for j, column in ipairs(columns) do
      cells[j] = c.string(row[column])
    end
    out[i] = "{" .. table.concat(cells, ", ") .. "},\n"
  end
  return table.concat(out)
end

function events.write(outputs, facts)
  outputs["data/events.inc"] = c.banner("data/events.inc", "data/events.tsv")
    .. rows_of(facts.rows, { "event", "when", "list", "recipient", "sender", "reply", "code",
      "enhanced", "host", "label", "final" })
  outputs["data/event_labels.inc"] = c.banner("data/event_labels.inc", "data/event-labels.tsv")
    .. rows_of(facts.labels, { "event", "label", "means", "final" })
end

return events
