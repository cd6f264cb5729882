-- examples/openresty in a real nginx, with a real Postfix behind it.

package.path = "./examples/luasocket/?.lua;" .. package.path

local postfix = require "spec.hosts.support.postfix"
local process = require "spec.hosts.support.process"
local run = require "spec.support.run"
local client = require "client"
local http = require "socket.http"

describe("examples/openresty in nginx", function()
  local server, folder, port, mail

  setup(function()
    server = postfix.start()
    folder, port, mail = process.folder(), process.port(), process.port()
    local top = run.shell("pwd"):gsub("%s+$", "")
    process.write(folder .. "/nginx.conf", run.read("examples/openresty/nginx.conf"),
      { DIR = folder, TOP = top, PORT = port, MAIL = mail })
    run.shell("mkdir " .. folder .. "/tmp; chmod 777 " .. folder .. "/tmp")
    local output, status = run.shell(("nginx -p %s -c %s/nginx.conf"):format(folder, folder))
    assert(status == 0, output)
    process.wait(port, folder .. "/error.log")
    process.wait(mail, folder .. "/error.log")
  end)

  teardown(function()
    server.stop()
    process.stop(tonumber(run.read(folder .. "/nginx.pid")))
    run.shell("rm -rf " .. run.quote(folder))
  end)

  it("reads the replies of Postfix over cosockets", function()
    local body = http.request(("http://127.0.0.1:%d/probe?port=%d"):format(port, server.port))
    local lines = {}
    for line in body:gmatch("[^\n]+") do
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
    local body, status = http.request(("http://127.0.0.1:%d/probe?port=1"):format(port))
    assert.equal(502, status)
    assert.equal("connection refused\n", body)
  end)

  -- AUTH PLAIN with a user and the password "x", in base64.
  local function auth(token)
    local session = client.connect("127.0.0.1", mail)
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
