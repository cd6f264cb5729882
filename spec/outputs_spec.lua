-- smtpcodes report --html and --prometheus, and how files are written.

local run = require "spec.support.run"
require "spec.support.tool"
local csv = require "smtpcodes.csv"
local html = require "smtpcodes.html"
local outfile = require "smtpcodes.outfile"

local tool = run.lua .. " bin/smtpcodes report "

-- A bounce by a server that says this, at a transport of this name.
local function bounce(said, transport)
  return ("Nov  6 09:00:03 mx %s[3]: 4XA1: to=<c@x<i>.example>, relay=none, delay=3, "
    .. "dsn=5.0.0, status=bounced (host mx.x.example[192.0.2.1] said: %s)\n"):format(transport or "postfix/smtp", said)
end

local hostile = bounce("550 <script>alert(1)</script> & \"quoted\" 'too' \27[2J \226\128\174 \255")
  .. bounce("550 5.1.1 user unknown", 'po"st\\fix/smtp')

local function report(arguments, bytes)
  local name = os.tmpname()
  run.write(name, bytes)
  local text, status = run.shell(tool .. arguments .. " " .. name)
  os.remove(name)
  return text, status
end

describe("smtpcodes report --html", function()
  local folder

  before_each(function()
    folder = run.folder()
  end)

  after_each(function()
    run.shell("rm -rf " .. folder)
  end)

  local function files()
    return (run.shell("ls -A " .. folder))
  end

  it("lets no markup and no escape of a log into the page", function()
    local page, status = report("--html -", hostile)
    assert.equal(0, status)
    assert.is_nil(page:find("<script>alert", 1, true))
    assert.is_nil(page:find("<i>", 1, true))
    assert.is_nil(page:find("[%z\1-\8\11-\31\127]"))
    assert.is_nil(page:find("\226\128\174", 1, true) or page:find("\255", 1, true))
    assert.is_truthy(page:find("&lt;script&gt;", 1, true))
    assert.equal("&lt;a href=&#39;x&#39;&gt; &amp; &quot;\\x1b\\n", html.text("<a href='x'> & \"\27\n"))
  end)

  it("loads nothing, and forbids it", function()
    local page = report("--html -", hostile)
    assert.is_nil(page:find("https?:") or page:find("//", 1, true) or page:find("@import", 1, true)
      or page:find("%ssrc=") or page:find("%shref=") or page:find("url(", 1, true))
    assert.is_truthy(page:find("default-src 'none'", 1, true))
  end)

  it("writes the page that it would write to its output", function()
    assert.same({ "", 0 }, { report("--html " .. folder .. "/a.html", hostile) })
    assert.equal((report("--html -", hostile)), run.read(folder .. "/a.html"))
    assert.equal("a.html\n", files())
  end)

  it("takes a log without a delivery", function()
    assert.is_truthy((report("--html -", "")):find("no deliveries", 1, true))
  end)

  -- #limit: no file may grow, so tools/coverage.sh leaves it out.
  it("leaves no half file, and the old one as it was, where the disk is full #limit", function()
    run.write(folder .. "/a.html", "old")
    local text, status = run.shell("trap '' XFSZ; ulimit -f 1; " .. tool .. "--html " .. folder
      .. "/a.html /dev/null")
    assert.same({ "smtpcodes: " .. folder .. "/a.html: File too large\n", 74 }, { text, status })
    assert.same({ "a.html\n", "old" }, { files(), run.read(folder .. "/a.html") })
  end)

  it("says in one line why it cannot write", function()
    local rows = { [folder .. "/none/a.html"] = "No such file or directory", [folder] = "Is a directory",
      ["/dev/full"] = "No space left on device" }
    for name, problem in pairs(rows) do
      assert.same({ ("smtpcodes: %s: %s\n"):format(name, problem), 74 }, { report("--html " .. name, "") })
    end
    assert.equal("", files())
    assert.is_truthy(run.shell("test -c /dev/full && echo yes"):find("yes"))
  end)
end)

describe("what comes from a log", function()
  -- Octets that hurt somewhere, in every order.
  local octets = { "\0", "\t", "\n", "\r", "\27[2J", " ", '"', "'", "&", "<", ">", "=", "+", "-", "@", ",", "\\",
    "a", "0", "\127", "\194\155", "\195\169", "\226\128\174", "\239\188\157", "\255", "]]>", "-->" }

  it("is text in HTML and no formula in CSV, whatever octets it has", function()
    for _, a in ipairs(octets) do
      for _, b in ipairs(octets) do
        for _, c in ipairs(octets) do
          local value = a .. b .. c
          local text, cell = html.text(value), csv.cell(value)
          assert.is_nil(text:gsub("&%a+;", ""):gsub("&#39;", ""):find("[&<>\"'%z\1-\31\127\255]"), text)
          assert.is_nil(cell:find("[%z\1-\31\127\255]"), cell)
          assert.is_nil(cell:find('^"?[=+@-]') or cell:find("^\"?\239\188\157"), cell)
          assert.equal(0, select(2, cell:gsub('"', "")) % 2)
        end
      end
    end
  end)
end)

describe("outfile.write", function()
  it("writes any octets", function()
    local name, bytes = os.tmpname(), "\0\r\n\255"
    assert.is_true((outfile.write(name, bytes)))
    assert.equal(bytes, run.read(name))
    os.remove(name)
  end)
end)

describe("smtpcodes report --prometheus", function()
  local text = report("--prometheus", hostile .. run.read("spec/fixtures/postfix.log"))

  it("has a help and a type before the samples of each metric", function()
    local metric, kinds = nil, {}
    for line in text:gmatch("[^\n]+") do
      local name = line:match("^# HELP (%S+) .")
      metric = name or metric
      if not name and not line:find("^smtpcodes: ") then
        local typed, kind = line:match("^# TYPE (%S+) (%l+)$")
        local sample, value = line:match('^([%l_]+)%b{} (%S+)$')
        if not sample then
          sample, value = line:match("^([%l_]+) (%S+)$")
        end
        assert.is_truthy(typed == metric or sample and sample:find(metric, 1, true) == 1 and tonumber(value), line)
        kinds[#kinds + 1] = kind
      end
    end
    assert.equal(8, #kinds)
  end)

  it("escapes what a label may not have", function()
    assert.is_truthy(text:find('transport="po\\"st\\\\fix/smtp"', 1, true))
  end)

  it("counts what the report counts", function()
    for _, line in ipairs { 'attempts_total{status="sent"} 2', 'attempts_total{status="bounced"} 3',
      "suspended_total 1", "unread_lines_total 1", "delay_seconds_count 2",
      'delay_seconds_bucket{le="0.215"} 1', 'delay_seconds_bucket{le="2.15"} 2',
      'failures_total{reason="unknown-mailbox",action="suppress",provider="other"} 2' } do
      assert.is_truthy(text:find("\nsmtpcodes_" .. line .. "\n", 1, true), line)
    end
  end)

  it("has few labels, however many transports there are", function()
    local out = {}
    for i = 1, 500 do
      out[i] = bounce("550 no", "postfix" .. i .. "/smtp")
    end
    local many = report("--prometheus", table.concat(out))
    assert.equal(21, select(2, many:gsub("transport=", "")))
    assert.is_truthy(many:find('transport="other"} 480\n', 1, true))
  end)
end)
