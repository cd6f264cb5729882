-- examples/openresty in a real nginx, with a real Postfix behind it: cosockets
-- and the mail proxy. The JSON service is in nginx_service_host.lua.

package.path = "./examples/luasocket/?.lua;" .. package.path

local nginx = require "spec.hosts.support.nginx"
local postfix = require "spec.hosts.support.postfix"
local client = require "client"
local http = require "socket.http"

describe("examples/openresty in nginx", function()
  local server, front

  setup(function()
    server = postfix.start()
    front = nginx.start()
  end)

  teardown(function()
    server.stop()
    front:stop()
  end)

  local function probe(port)
    return http.request(("http://127.0.0.1:%d/probe?port=%d"):format(front.port, port))
  end

  it("reads the replies of Postfix over cosockets", function()
    local lines = {}
    for line in probe(server.port):gmatch("[^\n]+") do
      lines[#lines + 1] = line
    end
    assert.equal(5, #lines)
    assert.truthy(lines[1]:find "^220 mx%.example%.com ESMTP")
    assert.truthy(lines[2]:find([[^250 mx.example.com\nPIPELINING\n]]))
    assert.equal("250 2.1.0 Ok", lines[3])
    assert.truthy(lines[4]:find "^550 5%.1%.1 <nobody@example%.com>")
    assert.equal("221 2.0.0 Bye", lines[5])
  end)

  it("says why when nothing answers", function()
    local body, status = probe(1)
    assert.equal(502, status)
    assert.equal("connection refused\n", body)
  end)

  -- AUTH PLAIN with a user and the password "x", in base64.
  local function auth(token)
    local session = client.connect("127.0.0.1", front.mail)
    session:command "EHLO client.example.org"
    local reply = session:command("AUTH PLAIN " .. token)
    session:close()
    return tostring(reply)
  end

  it("gives the mail proxy's clients the reply that was meant", function()
    assert.equal("535 5.7.8 Authentication credentials invalid", auth "AHdyb25nAHg=")
    assert.equal("454 4.7.0 Temporary authentication failure", auth "AGxhdGVyAHg=")
  end)
end)
