-- logs.lua: deliveries in the logs of mail servers.
--
--   for delivery, line in logs.each(file) do ... end
--
-- A delivery has: time (as the log writes it), transport ("postfix/smtp": the
-- syslog_name and the delivery agent), queue, rcpt, domain, orig_to, relay,
-- delay (seconds), enhanced ("5.1.1"), status (sent, deferred, bounced,
-- expired), text (what the log says about it), said (the same with the codes
-- of the log: for classify), attempted (false: the queue manager put it off).
-- For a line that looks like a delivery and is none, delivery is false.
--
-- Most lines of a log are no deliveries, so they are not even cut out: a
-- search over the octets finds those that are.

local logs = {}

local CHUNK = 262144
local MAX_LINE = 65536
local LOOK_BACK = { 256, MAX_LINE } -- octets from the mark to its line's begin

-- ---- Postfix ----------------------------------------------------------------

-- The time at the beginning of a line, and where it ends: as syslog writes
-- it, or RFC 3339 and the journal.
local function time_of(line)
  local time, stop = line:match("^(%a%a%a [ %d]%d %d%d:%d%d:%d%d)() ")
  if not time then
    time, stop = line:match("^(%d%d%d%d%-%d%d%-%d%dT%S+)() ")
  end
  return time, stop
end

-- A line of a Postfix delivery agent, whatever its syslog_name is.
function logs.postfix(line)
  local time, at = time_of(line)
  if not time then
    return nil
  end
  local tag, queue, rcpt, mid = line:match(
    "^ %S+ ([^%[ ]+)%[%d+%]: (%w+): to=<([^>]*)>, ()", at)
  local mark = tag and line:find("dsn=", mid, true)
  local enhanced, status, text
  if mark then
    enhanced, status, text = line:match(
      "^dsn=([%d.]+), status=([%l%-]+) %((.*)%)%s*$", mark)
  end
  if not enhanced then
    return nil
  end
  local fields = line:sub(mid, mark - 1)
  return {
    time = time, queue = queue, rcpt = rcpt, enhanced = enhanced,
    status = status, text = text, said = line:sub(mark),
    transport = tag,
    domain = (rcpt:match("@([^@]*)$") or "(local)"):lower(),
    orig_to = fields:match("^orig_to=<([^>]*)>"),
    relay = fields:match("relay=([^,]*)"),
    delay = tonumber(fields:match("delay=([%d.]+)")),
    attempted = text:sub(1, 30) ~= "delivery temporarily suspended",
  }
end

-- ---- files ------------------------------------------------------------------

-- Where the last line begins that begins in chunk[from..at), or nil.
local function last_start(chunk, from, at)
  local start
  while true do
    local stop = chunk:find("\n", from, true)
    if not stop or stop >= at then
      return start
    end
    from = stop + 1
    start = from
  end
end

-- The beginning of the line that `at` is in: most lines are short.
local function line_start(chunk, at)
  for _, size in ipairs(LOOK_BACK) do
    local from = math.max(1, at - size)
    local start = last_start(chunk, from, at) or from == 1 and 1
    if start then
      return start
    end
  end
  return at -- a line too long to be one of a log
end

-- The chunk of the file that comes next, made to end with a whole line, and
-- the rest of it; nil at the end.
local function next_chunk(file, rest)
  local read = file:read(CHUNK)
  if not read then
    return rest ~= "" and rest or nil, ""
  end
  local chunk = rest .. read
  local stop = #read - (read:reverse():find("\n", 1, true) or #read + 1) + 1
  if stop > 0 then
    stop = stop + #rest
    return chunk:sub(1, stop), chunk:sub(stop + 1)
  elseif #chunk > MAX_LINE then
    return "", chunk:sub(-MAX_LINE) -- a line of any length: its end is kept
  end
  return "", chunk
end

local decompress = { gz = "gzip -dc", xz = "xz -dc", zst = "zstd -dcq" }

-- logs.open(name) -> file | nil; what is compressed comes through the system's
-- own programs.
function logs.open(name)
  local file = io.open(name, "rb")
  local _, problem
  if file then
    _, problem = file:read(0) -- a folder opens, but does not read
  end
  local program = decompress[name:match("%.(%w+)$")]
  if not file or problem or not program then
    return not problem and file or nil
  end
  file:close()
  return io.popen(program .. " < '" .. name:gsub("'", "'\\''") .. "'", "r")
end

-- logs.each(file) -> iterator of delivery | false, line
function logs.each(file)
  local chunk, rest, at = "", "", 1
  return function()
    while true do
      local mark = chunk:find(", status=", at, true)
      if mark then
        local stop = chunk:find("\n", mark, true) or #chunk + 1
        local line = chunk:sub(line_start(chunk, mark), stop - 1)
        at = stop
        return logs.postfix(line) or false, line
      end
      chunk, rest = next_chunk(file, rest)
      at = 1
      if not chunk then
        return nil
      end
    end
  end
end

return logs
