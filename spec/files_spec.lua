-- examples/files/replies.lua: the receive loop over octets in a file.

local run = require "spec.support.run"

describe("examples/files/replies.lua", function()
  local folder

  setup(function()
    folder = run.folder()
  end)

  teardown(function()
    run.shell("rm -rf " .. run.quote(folder))
  end)

  -- What it prints about these octets, and its exit status.
  local function replies(bytes, from_stdin)
    local name = run.quote(folder .. "/received")
    run.write(folder .. "/received", bytes)
    return run.shell(("LUA_PATH=%s LUA_CPATH=%s %s examples/files/replies.lua %s"):format(
      run.quote(package.path), run.quote(package.cpath), run.lua, from_stdin and "- < " .. name or name))
  end

  it("prints each reply of a file or of stdin", function()
    local session = "220 mx.example.net ESMTP\r\n250-mx.example.net\r\n250 8BITMIME\r\n550 5.1.1 No such user\r\n"
    for _, from_stdin in ipairs { false, true } do
      local output, status = replies(session, from_stdin)
      assert.equal("220 mx.example.net ESMTP\n250 mx.example.net\\n8BITMIME\n550 5.1.1 No such user\n", output)
      assert.equal(0, status)
    end
  end)

  it("says what is no reply, and goes on", function()
    local output, status = replies "250 a\r\nnonsense\r\n250 b\r\n"
    assert.equal("250 a\noctet 8: code\n250 b\n", output)
    assert.equal(1, status)
  end)

  it("says that the file ended inside a reply", function()
    local output, status = replies "250 a\r\n250-b\r\n25"
    assert.equal("250 a\noctet 17: truncated\n", output)
    assert.equal(1, status)
  end)

  it("reads replies that lie across chunks of a large file", function()
    local output, status = replies(("250-" .. ("x"):rep(490) .. "\r\n250 y\r\n"):rep(400))
    local _, count = output:gsub("\n", "")
    assert.equal(400, count)
    assert.equal(0, status)
  end)
end)
