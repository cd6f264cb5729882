-- bin/smtpcodes: the real program, run by the Lua that runs the specs.

local lib = require "smtpcodes"
local run = require "spec.support.run"

local tool = run.lua .. " bin/smtpcodes "

-- What the tool printed and its exit status; `setting` goes before it.
local function smtpcodes(arguments, setting)
  return run.shell((setting or "") .. " " .. tool .. arguments)
end

-- The same with a file of these bytes as last argument.
local function on_file(bytes, arguments, setting)
  local name = os.tmpname()
  run.write(name, bytes)
  local text, status = smtpcodes((arguments or "") .. " " .. name, setting)
  local input, input_status = smtpcodes((arguments or "") .. " < " .. name,
    setting)
  os.remove(name)
  assert.equal(status, input_status)
  return text, status, input
end

local broken = "S: 220 mx.example.com\nC: NOOP\nnonsense\nS: 250 Ok\n"
  .. "C: RCPT TO:<nobody@example.com>\nS: 550 5.1.1 User unknown\n"

describe("smtpcodes explain", function()
  local keys = {
    { "550", "Requested action not taken: mailbox unavailable" },
    { "5.7.26", "Multiple authentication checks failed" },
    { "X.7.26", "Multiple authentication checks failed" },
    { "5.7.515", "Security or Policy Status" },
    { "MAILBOX_UNAVAILABLE", "550" },
    { "'550 5.1.1 User unknown'", "Bad destination mailbox address" },
    { "599", "permanent" },
  }
  it("shows what providers mean by an enhanced code, and who says so", function()
    local text = smtpcodes("5.7.30")
    assert.truthy(text:find("provider +google: auth%-failed/dkim %(support%.google%.com"))
    assert.truthy(smtpcodes("'550 5.7.620 x gsmtp'"):find("7.620", 1, true))
    assert.is_nil(smtpcodes("'550 5.7.620 x gsmtp'"):find("microsoft:", 1, true))
  end)

  for _, key in ipairs(keys) do
    it("explains " .. key[1], function()
      local text, status = smtpcodes(key[1])
      assert.is_truthy(text:find(key[2], 1, true))
      assert.is_true(status < 64 or status > 66)
      assert.equal(text, (smtpcodes("explain " .. key[1])))
    end)
  end

  it("explains several inputs, one answer each", function()
    local text = smtpcodes("--brief 250 421 5.1.1")
    local _, lines = text:gsub("\n", "")
    assert.equal(3, lines)
  end)

  it("explains each reply of a session after its command", function()
    local text = smtpcodes("examples/sessions/postfix.txt")
    local command = assert(text:find("RCPT TO:<nemo@example.com>", 1, true))
    local reply = assert(text:find("550 5.1.1 ", command, true))
    assert.is_truthy(text:find("Mailbox unavailable; Bad destination mailbox",
      reply, true))
    assert.is_truthy(text:find("354 End data", 1, true))
    assert.is_nil(text:find("A short message", 1, true))
  end)

  -- What each session's failures ask for, by line. No address is given up
  -- but for the answer to its RCPT.
  local verdicts = {
    postfix = { [20] = "suppress", [22] = "give-up", [24] = "retry",
      [43] = "fix-sender" },
    exim = { [19] = "suppress", [21] = "give-up", [23] = "retry",
      [42] = "fix-sender" },
    opensmtpd = { [16] = "suppress", [39] = "fix-sender" },
    sendmail = { [23] = "give-up", [25] = "retry" },
    lmtp = { [11] = "suppress", [23] = "retry" },
  }
  for server, lines in pairs(verdicts) do
    it("knows what to do in a session with " .. server, function()
      local text = smtpcodes("--json examples/sessions/" .. server .. ".txt")
      local found = 0
      for _, answer in ipairs(require "dkjson".decode(text)) do
        local expected = lines[answer.line]
        found = found + (expected and 1 or 0)
        assert.equal(expected or answer.verdict.action, answer.verdict.action)
        assert.is_true(answer.verdict.action ~= "suppress"
          or answer.command == "RCPT", answer.line)
      end
      local count = 0
      for _ in pairs(lines) do
        count = count + 1
      end
      assert.equal(count, found)
    end)
  end

  it("writes one line for each reply with --brief", function()
    local text = smtpcodes("--brief examples/sessions/exim.txt")
    local _, lines = text:gsub("\n", "")
    assert.equal(18, lines)
    assert.is_truthy(text:find(" RCPT +550 +permanent "))
  end)

  it("writes nothing but characters, and no colour, into a file", function()
    local text = on_file("S: 220 mx\27[31m\7 \194\155\226\128\174 \255\n"
      .. "C: NOOP\27]0;x\7\nS: 250 a\8\n")
    assert.is_nil(text:find("[%z\1-\9\11-\31\127]"))
    assert.is_truthy(text:find("mx\\x1b[31m\\x07", 1, true))
    assert.is_truthy(text:find("NOOP\\x1b]0;x\\x07", 1, true))
    assert.is_nil(text:find("\194\155", 1, true))
    assert.is_nil(text:find("\226\128\174", 1, true))
    assert.is_nil(text:find("\255", 1, true))
  end)

  it("colours when asked, and not a server's escapes", function()
    local text = smtpcodes("--color=always '550 5.1.1 \27[32mgreen'")
    assert.is_truthy(text:find("\27[31m", 1, true))
    assert.is_nil(text:find("\27[32m", 1, true))
  end)

  it("heeds NO_COLOR and COLUMNS", function()
    local text = smtpcodes("550", "COLUMNS=50")
    for line in text:gmatch("[^\n]*") do
      assert.is_true(#line <= 50, line)
    end
    assert.is_nil(text:find("\27", 1, true))
  end)
end)

describe("smtpcodes on a terminal", function()
  local terminal = run.shell("command -v script") ~= ""
    and "TERM=xterm script -qec " or nil

  local function on_terminal(setting)
    return (run.shell(setting .. " " .. terminal
      .. run.quote(tool .. "550") .. " /dev/null < /dev/null"))
  end

  it("has colour unless NO_COLOR or TERM=dumb says no", function()
    if not terminal then
      return pending("needs script(1)")
    elseif not pcall(require, "term") then
      return pending("needs term, which tells a terminal")
    end
    assert.is_truthy(on_terminal("NO_COLOR="):find("\27[31m", 1, true))
    assert.is_nil(on_terminal("NO_COLOR=1"):find("\27", 1, true))
  end)
end)

describe("smtpcodes --json", function()
  local json = require "dkjson"

  it("writes one array, whatever the number of answers", function()
    for arguments, count in pairs { ["550"] = 1, ["550 5.1.1 nothing"] = 2,
      ["examples/sessions/exim.txt"] = 18 } do
      local text = smtpcodes("--json " .. arguments .. " 2>/dev/null")
      assert.equal(count, #assert(json.decode(text)))
    end
    assert.equal(0, #assert(json.decode((smtpcodes("--json nothing 2>/dev/null")))))
  end)

  it("tells the codes, what they mean and what to do", function()
    local answer = json.decode((smtpcodes("--json '550 5.1.1 User unknown'")))[1]
    assert.equal(550, answer.code)
    assert.equal("permanent", answer.class)
    assert.equal("mail-system", answer.category)
    assert.equal("5.1.1", answer.enhanced)
    assert.equal("Bad destination mailbox address", answer.enhanced_title)
    assert.equal("unknown-mailbox", answer.verdict.reason)
    assert.equal("suppress", answer.verdict.action)
    assert.equal("User unknown", answer.words)
  end)

  it("writes the same bytes each time", function()
    for _, arguments in ipairs { "--json 550 5.1.1", "list --json",
      "report --json spec/fixtures/postfix.log 2>/dev/null" } do
      local first = smtpcodes(arguments)
      for _ = 1, 5 do
        assert.equal(first, (smtpcodes(arguments)))
      end
    end
  end)

  it("is JSON whatever octets a reply has", function()
    local text = on_file("S: 220 mx \255\254 \1 \237\160\128 \"\\\n", "--json")
    local answer = assert(json.decode(text))[1]
    assert.equal("mx \239\191\189\239\191\189 \1 "
      .. ("\239\191\189"):rep(3) .. " \"\\", answer.text)
  end)
end)

describe("the exit status of smtpcodes", function()
  local statuses = {
    { "250", 0 }, { "354", 0 }, { "450", 75 }, { "550", 69 }, { "X.7.26", 0 },
    { "600", 65 }, { "nothing", 65 }, { "450 250", 75 }, { "450 550 250", 69 },
    { "550 600", 65 }, { "'550 5.1.1 User unknown'", 67 },
    { "'452 4.2.2 Mailbox full'", 75 }, { "'554 5.7.1 Relay access denied'", 69 },
    { "'450 4.2.0 Greylisted' '550 5.1.1 User unknown'", 67 },
    { "examples/sessions/opensmtpd.txt", 67 }, { "/no/such/file", 66 }, { "--no-such-option", 64 },
    { "no/such/file.txt", 66 }, { "--version", 0 }, { "--help", 0 },
    { "--color=sometimes 550", 64 }, { "list --code 550", 0 },
  }
  for _, row in ipairs(statuses) do
    it("is " .. row[2] .. " for " .. row[1], function()
      assert.equal(row[2], select(2, smtpcodes(row[1])))
    end)
  end
end)

describe("an option that takes a number", function()
  for _, option in ipairs { "report --top", "list --code" } do
    for _, value in ipairs { "1.5", "550.5", "1e3", "0x226", "0", "-1", "x", "''" } do
      it("is wrong usage: " .. option .. "=" .. value, function()
        local text, status = smtpcodes(option .. "=" .. value .. " < spec/fixtures/postfix.log")
        assert.equal(64, status)
        assert.is_truthy(text:find("^smtpcodes: not a whole number from 1 on: [^\n]*\nTry [^\n]*\n$"))
      end)
    end
  end

  it("takes whole numbers, however large", function()
    for _, value in ipairs { "1", "99999999999999999999" } do
      local text = smtpcodes("report --top " .. value .. " spec/fixtures/postfix.log")
      assert.is_truthy(text:find("By hour", 1, true))
    end
  end)

  it("is told of what looks like an option in one line", function()
    local text, status = smtpcodes("report --top -1 spec/fixtures/postfix.log")
    assert.equal(64, status)
    assert.is_truthy(text:find("unknown option '-1'. Did you mean ", 1, true))
    assert.is_nil(text:find("\\n", 1, true))
  end)
end)

describe("bad input", function()
  it("has its line named, and the rest is still explained", function()
    local text, status, input = on_file(broken)
    assert.equal(65, status)
    assert.is_truthy(text:find("smtpcodes: [^\n]*:3: neither "))
    assert.is_truthy(text:find("550 5.1.1", 1, true))
    assert.is_truthy(input:find("smtpcodes: (standard input):3: neither ", 1, true))
  end)

  it("may be empty", function()
    local text, status = on_file("")
    assert.equal(65, status)
    assert.is_truthy(text:find("nothing to explain", 1, true))
  end)

  it("may be a folder", function()
    local text, status = smtpcodes("/tmp")
    assert.equal(66, status)
    assert.equal("smtpcodes: /tmp: cannot be read\n", text)
  end)

  it("may be any octets, a long line, a line without end", function()
    local octets = {}
    for i = 0, 4095 do
      octets[#octets + 1] = string.char(i * 7919 % 256)
    end
    local junk = table.concat(octets):rep(50)
    local text, status = on_file(junk)
    assert.equal(65, status)
    assert.is_nil(text:find("[%z\1-\9\11-\31\127]"))
    assert.is_truthy(text:find("more lines like these", 1, true))
    text, status = on_file("250 " .. ("x"):rep(200000), "--brief")
    assert.equal(65, status)
    assert.is_truthy(text:find(":1: line longer than", 1, true))
  end)

  it("is told from output that cannot be written", function()
    if run.shell("test -c /dev/full && echo yes") == "" then
      return pending("needs /dev/full")
    end
    local text, status = smtpcodes("550 > /dev/full")
    assert.equal(74, status)
    assert.is_truthy(text:find("^smtpcodes: standard output: [^\n]*\n$"))
  end)

  it("is not complained about when nobody reads any more", function()
    local text = run.shell("{ " .. tool .. "--brief"
      .. (" examples/sessions/postfix.txt"):rep(200) .. "; } | head -1")
    assert.is_truthy(text:find("connect", 1, true))
    assert.is_nil(text:find("traceback", 1, true))
  end)
end)

describe("smtpcodes list", function()
  local function count(arguments)
    local _, lines = smtpcodes("list " .. arguments):gsub("\n", "")
    return lines
  end

  local function length(...)
    local total = 0
    for _ in ... do
      total = total + 1
    end
    return total
  end

  it("lists what each() gives", function()
    local each, each_enhanced = lib.each, lib.each_enhanced
    assert.equal(length(each()), count(""))
    assert.equal(length(each { class = "transient", status = "standard" }),
      count("--class transient --status standard"))
    assert.equal(length(each { command = "DATA" }), count("--command DATA"))
    assert.equal(length(each { category = "syntax" }), count("--category syntax"))
    assert.equal(length(each_enhanced()), count("--enhanced"))
    assert.equal(length(each_enhanced { code = 550 }),
      count("--enhanced --code 550"))
  end)

  it("lists them as JSON", function()
    local list = require "dkjson".decode((smtpcodes("list --json")))
    assert.equal(length(lib.each()), #list)
    assert.equal((lib.each()()), list[1].code)
  end)

  it("refuses a word that no code has", function()
    assert.equal(64, select(2, smtpcodes("list --class fine")))
    assert.equal(65, select(2, smtpcodes("list --command FINE")))
  end)
end)

-- Each `$ smtpcodes ...` of README and the documents prints what stands below it.
for name, least in pairs { ["README.md"] = 2, ["docs/classifying.md"] = 4 } do
  describe(name, function()
    local commands = {}
    for block in run.read(name):gmatch("\n```console\n(.-)```") do
      for command, output in ("\n" .. block):gsub("\n%$ ", "\0"):gmatch(
        "%z([^\n]*)\n([^%z]*)") do
        commands[#commands + 1] = { command, output:match("^(.-)\n*$") }
      end
    end

    for _, row in ipairs(commands) do
      it("shows what `" .. row[1] .. "` prints", function()
        local arguments = assert(row[1]:match("^smtpcodes (.*)$"))
        local text = smtpcodes(arguments, "LC_ALL=C COLUMNS=80")
        assert.equal(row[2], text:match("^(.-)\n*$"))
      end)
    end

    it("shows some", function()
      assert.is_true(#commands >= least)
    end)
  end)
end

describe("smtpcodes suggest", function()
  it("writes the reply for a situation", function()
    local code, enhanced, text = lib.suggest("mailbox full")
    assert.equal(("%d %s %s\n"):format(code, enhanced, text),
      (smtpcodes("suggest mailbox full")))
    assert.equal(65, select(2, smtpcodes("suggest nothing")))
  end)

  it("lists every situation", function()
    local text = smtpcodes("suggest")
    local _, lines = text:gsub("\n", "")
    local count = 0
    for situation in lib.each_situation() do
      count = count + 1
      assert.is_truthy(text:find("\n" .. situation .. " ", 1, true)
        or text:find(situation .. " ", 1, true) == 1, situation)
    end
    assert.equal(count, lines)
  end)
end)

describe("completion", function()
  local files = { bash = "smtpcodes.bash", zsh = "_smtpcodes",
    fish = "smtpcodes.fish" }
  for shell, name in pairs(files) do
    it("of " .. shell .. " is what the tool's options say", function()
      assert.equal(run.read("completion/" .. name),
        (smtpcodes("--completion " .. shell)))
    end)
  end

  it("is what the manual page names, too", function()
    local page = run.read("docs/smtpcodes.1"):gsub("\\%-", "-")
    for option in run.read("completion/smtpcodes.bash"):gmatch("%-(%-%l+)") do
      if option ~= "-completion" then
        assert.is_truthy(page:find("Fl " .. option, 1, true)
          or option == "-help" or option == "-version", option)
      end
    end
  end)
end)

describe("smtpcodes sources", function()
  it("names the registry and the RFCs", function()
    local text = smtpcodes("sources")
    assert.is_truthy(text:find(lib._DATA, 1, true))
    assert.is_truthy(text:find("5321", 1, true))
  end)
end)

describe("smtpcodes --help", function()
  for _, command in ipairs { "", "explain ", "list ", "suggest ", "report ", "classify ", "export ",
    "lint ", "sources " } do
    it("fits a screen: " .. command, function()
      local text = smtpcodes(command .. "--help")
      local _, lines = text:gsub("\n", "")
      assert.is_true(lines <= 24, lines)
      for line in text:gmatch("[^\n]+") do
        assert.is_true(#line <= 80, line)
      end
    end)
  end
end)
