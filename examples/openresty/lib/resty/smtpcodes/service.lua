-- service.lua: the tables and verdicts as a JSON service.
--
--   location / {
--     default_type application/json;
--     content_by_lua_block { require("resty.smtpcodes.service").run() }
--   }
--
--   GET  /v1/codes/550 [?command=RCPT]   the record of a code
--   GET  /v1/enhanced/5.7.26             the record of an enhanced code
--   POST /v1/classify                    one item, or an array of them
--   POST /v1/suggest                     {"situation": "mailbox full"}
--   GET  /healthz
--
-- What failed is {"error": {"kind", "message"}} with a 4yz HTTP status. A
-- message repeats nothing of the request.

local smtpcodes = require "smtpcodes"
local items = require "resty.smtpcodes.items"
local json = require "resty.smtpcodes.json"

local service = {}

local MAX_BODY = 1024 * 1024 -- octets; nginx.conf has the same limit
local MAX_ITEMS = 4000 -- of an array, and verdicts of an answer

local function failure(status, kind, message)
  return status, items.error(kind, message)
end

-- ---- tables ----------------------------------------------------------------

-- A record as it is answered: how it was found, and what it means in the
-- context of the request.
local function page(record, match, meaning, enhanced)
  local out = { match = match, meaning = meaning, enhanced = enhanced }
  for key, value in pairs(record) do
    if out[key] == nil then
      out[key] = value
    end
  end
  return out
end

local function context()
  local given, out = ngx.req.get_uri_args(16), {}
  for _, name in ipairs { "command", "extension", "provider" } do
    out[name] = type(given[name]) == "string" and given[name] or nil
  end
  return out
end

local function code(key)
  local record, match, meaning = smtpcodes.lookup(key, context())
  if record and record.code then
    return 200, json.record(page(record, match, meaning))
  end
  local status, answer = failure(404, "unknown-code", "nobody is known to use this code")
  if key:find "^%d%d%d$" then
    answer.error.class = smtpcodes.class(tonumber(key))
    answer.error.category = smtpcodes.category(tonumber(key))
  end
  return status, answer
end

local function enhanced_code(key)
  local record, match = smtpcodes.lookup(key)
  if record and not record.code then
    return 200, json.record(page(record, match, nil, key:match "^[245Xx]%.%d+%.%d+$"))
  end
  return failure(404, "unknown-code", "no such enhanced code")
end

-- Every record by its path, written out once, with its length as a string:
-- when the service is opened, before nginx forks its workers, which share it.
local ready = {}

local function prepare(path, record)
  local text = json.record(record)
  ready[path] = { text, tostring(#text) }
end

for number, record in smtpcodes.each() do
  prepare("/v1/codes/" .. number, page(record, "exact"))
end
for key, record in smtpcodes.each_enhanced() do
  prepare("/v1/enhanced/" .. key, page(record, "exact", nil, key))
end

-- ---- requests with a body --------------------------------------------------

-- body() -> value, is_list | nil, HTTP status, answer.
local function body()
  ngx.req.read_body()
  local text = ngx.req.get_body_data()
  if not text and ngx.req.get_body_file() or text and #text > MAX_BODY then
    return nil, failure(413, "too-large", "a body has at most 1 MiB")
  elseif not text then
    return nil, failure(400, "malformed", "there is no body")
  end
  local value, is_list = json.decode(text)
  if type(value) ~= "table" then
    return nil, failure(400, "malformed", "the body is no JSON object or array in UTF-8")
  end
  return value, is_list
end

local function classify_all(list)
  local answers, count = {}, #list
  for i, item in ipairs(list) do
    if count > MAX_ITEMS then
      return failure(413, "too-many-items", ("at most %d items and verdicts"):format(MAX_ITEMS))
    end
    local answer, verdicts = items.classify(item)
    answers[i], count = answer, count + verdicts - 1
  end
  return 200, answers
end

local function classify()
  local value, is_list, answer = body()
  if not value then
    return is_list, answer
  elseif is_list then
    return classify_all(value)
  end
  answer = items.classify(value)
  return answer.error and 400 or 200, answer
end

local function suggest()
  local value, is_list, answer = body()
  if not value then
    return is_list, answer
  elseif type(value.situation) ~= "string" then
    return failure(400, "bad-field", "situation must be a string")
  end
  local number, enhanced, text = smtpcodes.suggest(value.situation)
  if not number then
    return failure(404, "unknown-situation", "nobody calls a situation so")
  end
  return 200, { code = number, enhanced = enhanced, text = text,
    reply = smtpcodes.build(number, enhanced, text) }
end

-- ---- requests --------------------------------------------------------------

local function health()
  return 200, { status = "ok", version = smtpcodes._VERSION, data = smtpcodes._DATA,
    rules = smtpcodes._RULES, worker = ngx.worker.pid() }
end

-- Path, method, and a function that gives the HTTP status and the answer, a
-- table or JSON.
local routes = {
  { "^/v1/codes/(.+)$", "GET", code },
  { "^/v1/enhanced/(.+)$", "GET", enhanced_code },
  { "^/v1/classify$", "POST", classify },
  { "^/v1/suggest$", "POST", suggest },
  { "^/healthz$", "GET", health },
}

local function answer_to(method, uri)
  for _, route in ipairs(routes) do
    local key = uri:match(route[1])
    if key and route[2] == method then
      return route[3](key)
    elseif key then
      ngx.header["Allow"] = route[2] == "GET" and "GET, HEAD" or route[2]
      return failure(405, "method", "this is asked with another method")
    end
  end
  return failure(404, "unknown-path", "there is nothing here")
end

local function send(text, length)
  ngx.header["Content-Length"] = length
  ngx.print(text)
end

-- Answers the request that nginx is at.
function service.run()
  local method = ngx.req.get_method()
  method = method == "HEAD" and "GET" or method
  local prepared = method == "GET" and ready[ngx.var.request_uri]
  if prepared then
    return send(prepared[1], prepared[2])
  end
  local ok, status, answer = pcall(answer_to, method, ngx.var.uri)
  if not ok then
    ngx.log(ngx.ERR, "smtpcodes: ", status)
    status, answer = failure(500, "internal", "the log of the server says more")
  end
  local text = type(answer) == "string" and answer or json.encode(answer)
  ngx.status = status
  send(text, #text)
end

return service
