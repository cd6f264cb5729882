-- logs_fuzz.lua: any octets as a log, read and reported.
--
-- No reader raises; the deliveries are the same whatever pieces the file
-- comes in; each field is what logs.lua says; and a report over them counts
-- each line once.
-- Choices: the size of the pieces.

local logs = require "smtpcodes.logs"
local report = require "smtpcodes.report"
local support = require "fuzz.support"

local SIZES = { 4096, 64, 7, 1 }

local types = { time = "string", transport = "string", queue = "string",
  from = "string", rcpt = "string", recipients = "number",
  domain = "string", orig_to = "string", relay = "string",
  delay = "number", enhanced = "string", status = "string", text = "string",
  said = "string", attempted = "boolean", at = "number" }

local required = { "transport", "status", "text", "said", "attempted" }

local function deliveries_of(text, size)
  local list = {}
  local _, lines = text:gsub("\n", "")
  for delivery, number, problem in logs.each(support.file(text, size)) do
    assert(number >= 1 and number <= lines + 1, "line")
    assert(delivery or logs.problems[problem], "problem")
    list[#list + 1] = delivery
  end
  return list
end

local function check_delivery(delivery)
  for field, value in pairs(delivery) do
    assert(type(value) == types[field], field)
  end
  for _, field in ipairs(required) do
    assert(delivery[field] ~= nil, field)
  end
end

local function check_report(list)
  local all = report.new()
  for _, delivery in ipairs(list) do
    all:add(delivery)
  end
  local result = all:result(10)
  assert(result.attempts + result.suspended + result.expired + result.unread
    == #list, "sum")
  assert(result.matched <= result.failures, "matched")
end

return function(octets)
  local text, choose = support.input(octets)
  local list = deliveries_of(text, 262144)
  local again = deliveries_of(text, SIZES[choose(#SIZES) + 1])
  assert(support.flat(list) == support.flat(again), "pieces")
  for _, delivery in ipairs(list) do
    if delivery then
      check_delivery(delivery)
    end
  end
  check_report(list)
end
