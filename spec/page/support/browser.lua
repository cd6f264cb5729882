-- browser.lua: a real browser for the specs of the page, headless Chromium,
-- driven through chromedriver (W3C WebDriver over HTTP on loopback).
--
--   local b = browser.open()            a browser with a profile of its own
--   b:go(url)  b:run(script, ...)  b:await(script, ...)  b:type(css, text)
--   b:press(css, key)  b:command(name, parameters)  b:picture(file)
--   b:close()
--
-- A command that fails raises an error with what the driver said.

local http = require "socket.http"
local ltn12 = require "ltn12"
local json = require "dkjson"
local run = require "spec.support.run"
local process = require "spec.hosts.support.process"

local browser = {}
browser.__index = browser

local FLAGS = { "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
  "--disable-sync", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars" }

local function call(self, method, path, body)
  local sent = body and json.encode(body)
  local out = {}
  local ok, status = http.request {
    url = self.url .. path, method = method, sink = ltn12.sink.table(out),
    source = sent and ltn12.source.string(sent),
    headers = sent and { ["Content-Type"] = "application/json", ["Content-Length"] = #sent },
  }
  local text = table.concat(out)
  local answer = ok and json.decode(text)
  if status ~= 200 then
    error(("%s %s: %s %s"):format(method, path, tostring(status), text), 2)
  end
  return answer.value
end

local function object(fields)
  return setmetatable(fields or {}, { __jsontype = "object" })
end

local function array(items)
  return setmetatable(items or {}, { __jsontype = "array" })
end

local function capabilities(folder)
  local flags = array { "--user-data-dir=" .. folder .. "/profile" }
  for _, flag in ipairs(FLAGS) do
    flags[#flags + 1] = flag
  end
  return { capabilities = { alwaysMatch = { ["goog:chromeOptions"] = { args = flags },
    timeouts = { script = 60000, pageLoad = 60000 } } } }
end

function browser.open()
  local folder, port = run.folder(), process.port()
  local log = folder .. "/log"
  local pid = process.start("chromedriver --port=" .. port, log)
  process.wait(port, log)
  local self = setmetatable({ folder = folder, pid = pid, url = "http://127.0.0.1:" .. port }, browser)
  local session = call(self, "POST", "/session", capabilities(folder))
  self.url = self.url .. "/session/" .. session.sessionId
  return self
end

function browser:go(url)
  call(self, "POST", "/url", { url = url })
end

-- Runs the body of a function in the page and returns what it returns.
function browser:run(script, ...)
  return call(self, "POST", "/execute/sync", { script = script, args = array { ... } })
end

-- The same for one that calls its last argument with the result.
function browser:await(script, ...)
  return call(self, "POST", "/execute/async", { script = script, args = array { ... } })
end

local ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

local function find(self, css)
  return call(self, "POST", "/element", { using = "css selector", value = css })[ELEMENT]
end

-- Types into an element, as a person does, after what stands there.
function browser:type(css, text)
  call(self, "POST", "/element/" .. find(self, css) .. "/value", { text = text })
end

function browser:click(css)
  call(self, "POST", "/element/" .. find(self, css) .. "/click", object())
end

-- Presses a key wherever the focus is.
function browser:press(key)
  call(self, "POST", "/actions", { actions = array { { type = "key", id = "keys",
    actions = array { { type = "keyDown", value = key }, { type = "keyUp", value = key } } } } })
end

-- A command of Chromium's own protocol.
function browser:command(name, parameters)
  return call(self, "POST", "/goog/cdp/execute", { cmd = name, params = object(parameters) })
end

function browser:size(width, height)
  self:command("Emulation.setDeviceMetricsOverride",
    { width = width, height = height, deviceScaleFactor = 1, mobile = width < 600 })
end

-- Writes what is seen to a PNG file.
function browser:picture(file)
  local base64 = call(self, "GET", "/screenshot")
  run.write(file .. ".base64", base64)
  run.shell(("base64 -d < %s > %s; rm %s"):format(run.quote(file .. ".base64"), run.quote(file),
    run.quote(file .. ".base64")))
end

-- Ends the browser, its driver and its folder.
function browser:close()
  pcall(call, self, "DELETE", "")
  process.stop(self.pid)
  run.shell("rm -rf " .. run.quote(self.folder))
end

return browser
