-- bounce.lua: reads a delivery status notification (RFC 3464), line by line:
-- the part with its fields alone, or the whole message around it.
--
--   local reader = bounce.reader(function(item) ... end)
--
-- Each recipient gives an item, with the line where its fields begin:
--
--   { line = 5, rcpt = "a@example.com", said = "550 5.1.1 User unknown",
--     text = (all of its fields), context = { rcpt = "a@example.com" } }

local bounce = {}
bounce.__index = bounce

bounce.LIMIT = 1000 -- lines about one recipient that are kept

-- Fields that speak of one recipient (RFC 3464 2.3), in lower case.
local fields = {}
for name in ([[original-recipient final-recipient action status remote-mta
  diagnostic-code last-attempt-date final-log-id will-retry-until
  ]]):gmatch("%S+") do
  fields[name] = true
end

-- What a message, or its part with the fields, may begin with.
local beginnings = {}
for name in ([[return-path received delivered-to from to subject date sender
  message-id mime-version content-type auto-submitted authentication-results
  dkim-signature arc-seal x-original-to reporting-mta original-envelope-id
  dsn-gateway received-from-mta arrival-date]]):gmatch("%S+") do
  beginnings[name] = true
end

-- Whether a file that begins with this line is for this reader.
function bounce.begins(line)
  local name = (line:match("^(%a[%w%-]+):") or ""):lower()
  return beginnings[name] or fields[name] or line:find("^From %S+ ") ~= nil
end

function bounce.reader(emit)
  return setmetatable({ emit = emit, number = 0, block = nil }, bounce)
end

-- "rfc822; a@example.com" -> "a@example.com"
local function value_of(field)
  return field and field:match("^[^;]*;%s*(.*)$") or field
end

local function address_of(field)
  local address = value_of(field)
  return address and (address:match("<([^<>]*)>") or address:match("^%S+"))
end

-- Whether the fields say what happened: a message may have a Status, too.
local function tells(block)
  return block["diagnostic-code"]
    or (block.status or ""):find("^[245]%.%d+%.%d+")
end

function bounce:finish()
  local block = self.block
  self:end_field()
  self.block = nil
  if not block or not tells(block) then
    return
  end
  local rcpt = address_of(block["final-recipient"]
    or block["original-recipient"])
  self.emit {
    line = block.line, rcpt = rcpt, context = { rcpt = rcpt },
    said = value_of(block["diagnostic-code"]) or block.status,
    text = table.concat(block, "\n"),
  }
end

-- Keeps a line of the block; false if it has too many.
function bounce:keep(line)
  local block = self.block
  if #block < bounce.LIMIT then
    block[#block + 1] = line
    return true
  elseif not block.cut then
    block.cut = true
    self.emit { line = self.number,
      problem = ("more than %d lines about one recipient"):format(bounce.LIMIT) }
  end
  return false
end

-- The field is over: its value is that of all its lines.
function bounce:end_field()
  if self.block and self.name then
    self.block[self.name] = table.concat(self.parts, " ")
  end
  self.name = nil
end

-- Begins a field, or the block that it is the first of.
function bounce:field(name, value, line)
  self:end_field()
  self.block = self.block or { line = self.number }
  if self:keep(line) then
    self.name, self.parts = name, { value }
  end
end

-- A folded line goes on with the field before it.
function bounce:fold(line)
  if self:keep(line) and self.name then
    self.parts[#self.parts + 1] = line:match("^%s*(.*)$")
  end
end

function bounce:line(line)
  self.number = self.number + 1
  local name, value = line:match("^(%a[%w%-]+):%s*(.*)$")
  name = name and name:lower()
  if name and fields[name] then
    self:field(name, value, line)
  elseif self.block and line:find("^%s+%S") then
    self:fold(line)
  elseif not name or not self.block then
    self:finish()
  end
end

return bounce
