-- Files of logs: compressed, broken, growing, of any name and content.

local json = require "dkjson"
local run = require "spec.support.run"
require "spec.support.tool"
local progress = require "smtpcodes.progress"

local HEAD = "2026-11-06T10:00:0%d.000000+01:00 mx postfix/smtp[3]: 4XA%d: to=<b@example.com>, relay=none, delay=1, "
  .. "delays=1/0/0/0, dsn=4.4.1, status=deferred (Connection timed out)\n"

local function line(i)
  return HEAD:format(i % 10, i)
end

local log = line(1) .. line(2) .. line(3)

describe("smtpcodes report", function()
  local folder

  before_each(function()
    folder = run.folder()
  end)

  after_each(function()
    run.shell("rm -rf " .. run.quote(folder))
  end)

  -- Runs the tool; returns its report, what it said, and its status.
  local function report(arguments, input)
    local text, status = run.shell(("%s bin/smtpcodes report --json %s 2>%s/err %s"):format(run.lua, arguments,
      run.quote(folder), input or ""))
    return json.decode(text), run.read(folder .. "/err"), status
  end

  local function put(name, bytes)
    run.write(folder .. "/" .. name, bytes)
    return run.quote(folder .. "/" .. name)
  end

  for _, program in ipairs { "gzip", "xz", "zstd" } do
    it("reads what " .. program .. " wrote, under any name and from standard input", function()
      local plain, packed = put("plain", log), run.quote(folder .. "/mail.log.1")
      local _, status = run.shell(("%s -c < %s > %s"):format(program, plain, packed))
      assert.equal(0, status)
      for _, arguments in ipairs { packed, "- < " .. packed } do
        local result, said
        result, said, status = report(arguments)
        assert.equal("", said)
        assert.equal(0, status)
        assert.equal(3, result.attempts)
      end
    end)
  end

  it("gives the shell nothing of a name", function()
    local name = put("it's $(touch x); `touch y` \\ \"z", log)
    run.shell("gzip -c < " .. name .. " > " .. run.quote(folder .. "/packed"))
    run.shell("mv " .. run.quote(folder .. "/packed") .. " " .. name)
    local result, said = report("-- " .. name)
    assert.equal("", said)
    assert.equal(3, result.attempts)
    assert.equal("", (run.shell("find . " .. run.quote(folder) .. " -maxdepth 1 -name '[xy]'")))
  end)

  it("says where compressed data ends too early, and takes what there is", function()
    local lines = {}
    for i = 1, 20000 do
      lines[i] = line(i * 7919 % 99991)
    end
    run.shell("gzip -c < " .. put("plain", table.concat(lines)) .. " > " .. run.quote(folder .. "/whole"))
    local whole = run.read(folder .. "/whole")
    local result, said, status = report(put("part", whole:sub(1, math.floor(#whole / 2))))
    assert.equal(65, status)
    assert.is_true(result.attempts > 100 and result.attempts < 20000)
    assert.is_truthy(said:find("/part: is broken or ends too early; what could be read was taken\n", 1, true))
  end)

  it("goes on behind a file that it cannot read, and the status says so", function()
    local result, said, status = report(run.quote(folder .. "/none") .. " " .. put("log", log))
    assert.equal(66, status)
    assert.equal(3, result.attempts)
    assert.equal(("smtpcodes: %s/none: cannot be read\n"):format(folder), said)
  end)

  it("says of a file that nothing in it is a log", function()
    local _, said, status = report(put("text", "hello\nworld\n"))
    assert.equal(65, status)
    assert.equal(("smtpcodes: %s/text: no line of it is one of a log\n"):format(folder), said)
    _, said, status = report(put("empty", ""))
    assert.equal("", said)
    assert.equal(0, status)
  end)

  it("names file and line once for each kind of problem", function()
    local result, said, status = report(put("log", line(1) .. "a\0b\n\0\n" .. ("x"):rep(70000) .. "\n"
      .. ("y"):rep(70000) .. "\n" .. line(2)))
    assert.equal(65, status)
    assert.equal(2, result.attempts)
    assert.equal(("smtpcodes: %s/log:2: octets that no log has\nsmtpcodes: %s/log:4: "
      .. "longer than 65536 octets, and left out, and 1 more\n"):format(folder, folder), said)
  end)

  it("follows a log that grows, is rotated, and is cut short", function()
    local name = put("log", line(1))
    local out = run.quote(folder .. "/out")
    local script = ([[
timeout 12 %s bin/smtpcodes report --json --follow %s > %s 2>&1 &
pid=$!
waits() { for _ in $(seq 100); do grep -q '"attempts":'$1, %s && return; sleep 0.1; done; }
waits 1; cat %s >> %s; waits 2
mv %s %s.1; cat %s >> %s.1; cat %s > %s; waits 4
head -c 50 %s > %s; sleep 1; tail -c +51 %s >> %s; waits 5
kill $pid
]])
    local more = put("more", line(2))
    script = script:format(run.lua, name, out, out, more, name, name, name, more, name, more, name, more, name, more,
      name)
    run.write(folder .. "/script", script)
    run.shell("sh " .. run.quote(folder .. "/script") .. " 2> /dev/null")
    local last
    for text in io.lines(folder .. "/out") do
      last = text
    end
    assert.equal(5, json.decode(last).attempts)
  end)

  it("follows one file and writes one report", function()
    for _, arguments in ipairs { "--follow", "--follow a b", "--follow --jsonl a", "--follow --merge a" } do
      assert.equal(64, select(3, report(arguments)))
    end
  end)
end)

describe("the line of progress", function()
  it("has the rate, and the time left where the size is known", function()
    assert.equal("400 MB, 200 MB/s", progress.text(400e6, nil, 2))
    assert.equal("400 MB of 1000 MB (40 %), 200 MB/s, 3 s left", progress.text(400e6, 1e9, 2))
    assert.equal("400 MB, 200 MB/s", progress.text(400e6, 1e6, 2))
  end)

  it("is for terminals alone", function()
    assert.is_nil(progress.of(io.tmpfile(), {}))
  end)
end)
