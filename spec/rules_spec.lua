-- Rules of a caller's: before the built-in ones, all or nothing; and lint.

local run = require "spec.support.run"
local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"

local HEAD = "reason\tdetail\tphrase\twhen\tretry_after\tsource\n"

-- What the tool prints and its exit status.
local function tool(name)
  return run.shell(run.lua .. " bin/smtpcodes lint " .. name)
end

-- The name of a file with these octets; removed at the end of `use`.
local function with_file(octets, use)
  local name = os.tmpname()
  run.write(name, octets)
  local ok, failure = pcall(use, name)
  os.remove(name)
  assert(ok, failure)
end

local function one(rule)
  return assert(smtpcodes.rules { rule })
end

describe("rules", function()
  it("go before the built-in ones, whatever speaks for another reason", function()
    local text = "550 5.1.1 User unknown"
    local mine = one { reason = "greylisted", phrase = "user unknown" }
    assert.equal("greylisted", mine:classify(text).reason)
    assert.same({ "greylisted", "retry" }, { mine:reason_of(text) })
    assert.equal("unknown-mailbox", smtpcodes.reason_of(text))
    assert.equal("unknown-mailbox", (mine:reason_of("550 no such user")))
  end)

  it("decide by the first row that holds", function()
    local mine = assert(smtpcodes.rules {
      { reason = "spam", phrase = "purple cow", when = "code=4" },
      { reason = "virus", phrase = "purple" },
      { reason = "policy", phrase = "purple cow" },
    })
    assert.equal("virus", (mine:reason_of "550 a purple cow"))
    assert.equal("spam", (mine:reason_of "450 a purple cow"))
  end)

  it("say in the verdict which row decided, and on which words", function()
    local text = "550 we saw a Purple-Cow, sorry"
    local verdict = assert(smtpcodes.rules {
      { reason = "spam", phrase = "never said" },
      { reason = "rate-limited", detail = "volume", phrase = "purple cow", retry_after = 900 },
    }):classify(text)
    assert.equal("rules", verdict.evidence.source)
    assert.equal(2, verdict.evidence.row)
    assert.equal("Purple-Cow", text:sub(verdict.evidence.first, verdict.evidence.last))
    assert.same({ "volume", 900, "high" }, { verdict.detail, verdict.retry_after, verdict.confidence })
    verdict = one({ reason = "blocklisted", detail = "url", phrase = "purple" }):classify "550 a purple cow"
    assert.same({ "url", "message", "content" }, { verdict.detail, verdict.scope, verdict.remedy })
    assert.is_nil(verdict.traffic)
  end)

  it("know classes of words, words that are passed over, and two parts", function()
    local mine = one { reason = "moved-mailbox", phrase = "<user> has vanished" }
    assert.equal("moved-mailbox", (mine:reason_of "550 the mailbox vanished"))
    assert.equal("moved-mailbox", (mine:reason_of "550 Recipients have vanished"))
    assert.equal("unknown", (mine:reason_of "550 the house vanished"))
    mine = one { reason = "loop", phrase = "round round ~ merry go" }
    assert.equal("loop", (mine:reason_of "550 merry go, and then round round"))
    assert.equal("unknown", (mine:reason_of "550 round round"))
  end)

  it("ask for code, enhanced code, provider and command", function()
    for when, text in pairs {
      ["code=552"] = "552 purple", ["code=55"] = "550 purple", ["enhanced=7.1"] = "550 5.7.1 purple",
      ["enhanced=5.7.1"] = "5.7.1 purple", ["provider=google"] = "550 purple gsmtp",
    } do
      local mine = one { reason = "virus", phrase = "purple", when = when }
      assert.equal("virus", (mine:reason_of(text)), when)
      assert.equal("unknown", (mine:reason_of "450 4.9.9 purple"), when)
    end
    assert.equal("virus", (one { reason = "virus", when = "code=550" }:reason_of(550)))
    local mine = one { reason = "virus", when = "command=MAIL code=5" }
    assert.equal("virus", (mine:reason_of("550 purple", { command = "MAIL FROM" })))
    assert.equal("unknown", (mine:reason_of("550 purple", { command = "RCPT TO" })))
  end)

  it("hold for the codes that begin so, and for no others", function()
    for when, texts in pairs {
      ["code=55"] = { "550", "559", "549", "560", "561" }, ["code=5"] = { "500", "559", "459" },
      ["code=552"] = { "552", "552", "551", "553" }, ["enhanced=5.7.1"] = { "550 5.7.1", "554 5.7.1", "450 5.7.1" },
      ["enhanced=0.0"] = { "550 5.0.0", "450 4.0.0", "550 5.1.1", "550" },
      ["enhanced=5.123.456"] = { "550 5.123.456", "550 5.123.456", "550 5.123.45" },
    } do
      local mine = one { reason = "virus", phrase = "purple", when = when }
      for i, text in ipairs(texts) do
        assert.equal(i < 3, mine:reason_of(text .. " purple") == "virus", when .. ": " .. text)
      end
    end
  end)

  it("know every class of words, by each of its words", function()
    for _, row in ipairs(read_rows "data/words.tsv") do
      for word in (row.class and row.words or ""):gmatch "[%w-]+" do
        if word == row.words:match "[%w-]+" then
          local mine = one { reason = "virus", phrase = "purple <" .. row.class .. "> cow" }
          assert.equal("virus", (mine:reason_of("550 purple " .. word .. " cow")), word)
          assert.equal("unknown", (mine:reason_of "550 purple cow"))
        end
      end
    end
  end)

  it("say no detail and no time that no row says, and times to 99999 seconds", function()
    for _, reason in ipairs { "spam", "rate-limited" } do
      local plain = one { reason = reason, phrase = "purple" }:classify "450 purple"
      assert.same({ nil, nil }, { plain.detail, plain.retry_after })
    end
    local mine = one { reason = "rate-limited", phrase = "purple", retry_after = 99999 }
    assert.equal(99999, mine:classify("450 purple").retry_after)
  end)

  it("leave the time to the provider's code, or the text, where they say none", function()
    for retry_after, times in pairs { [0] = { 600, 5 }, [900] = { 900, 900 } } do
      local mine = one { reason = "policy", phrase = "purple", retry_after = retry_after > 0 and retry_after or nil }
      assert.equal(times[1], mine:classify("421 4.7.28 purple gsmtp").retry_after)
      assert.equal(times[2], mine:classify("421 4.7.28 purple gsmtp, wait 5 s").retry_after)
    end
  end)

  it("let a code decide that stands beside the class of an enhanced code", function()
    for _, when in ipairs { "code=450 enhanced=5.7.1", "enhanced=5.7.1 code=450" } do
      local mine = one { reason = "virus", phrase = "purple", when = when }
      assert.equal("virus", (mine:reason_of "450 5.7.1 purple"))
      assert.equal("unknown", (mine:reason_of "550 5.9.1 purple"))
      assert.are_not.equal("virus", (mine:reason_of "550 5.7.1 purple"))
    end
  end)

  it("hold for no command where none is known", function()
    local mine = one { reason = "virus", phrase = "purple", when = "command=MAIL" }
    assert.equal("unknown", (mine:reason_of "550 purple"))
    assert.equal("virus", (mine:reason_of("550 purple", { command = "MAIL" })))
  end)

  it("read <name> alone as a class, and use a class twice", function()
    local mine = one { reason = "virus", phrase = "<purple cow" }
    assert.equal("virus", (mine:reason_of "550 a purple cow"))
    mine = one { reason = "virus", phrase = "purple> <>" }
    assert.equal("virus", (mine:reason_of "550 purple"))
    mine = assert(smtpcodes.rules { { reason = "virus", phrase = "<user> red" },
      { reason = "spam", phrase = "<user> blue" } })
    assert.equal("virus", (mine:reason_of "550 mailbox red"))
    assert.equal("spam", (mine:reason_of "550 mailbox blue"))
  end)

  it("give no address up where the built-in ones would not", function()
    local mine = one { reason = "unknown-mailbox", phrase = "purple" }
    assert.equal("suppress", mine:classify("550 purple").action)
    assert.equal("keep", mine:classify("550 purple, your IP [192.0.2.1]").final)
    assert.equal("keep", mine:classify("550 purple", { command = "MAIL" }).final)
    for _, gate in ipairs { "@sender", "@temporary", "@path" } do
      mine = one { reason = gate, phrase = "purple" }
      assert.equal("suppress", mine:classify("550 5.1.1 User unknown").final)
      assert.equal("keep", mine:classify("550 5.1.1 User unknown, purple").final, gate)
    end
  end)

  it("are read from a file", function()
    with_file("# ours\n\nreason\tphrase\r\nvirus\tpurple cow\r\n", function(name)
      local verdict = assert(smtpcodes.rules(name)):classify "550 purple cow"
      assert.same({ "virus", 4 }, { verdict.reason, verdict.evidence.row })
    end)
    local code = "print(require'smtpcodes'.rules('/dev/stdin'))"
    assert.equal("nil\tfile\n", (run.shell("echo reason | " .. run.lua .. ' -e "' .. code .. '"')))
  end)

  it("have empty cells, also at the end of a line", function()
    with_file("reason\tphrase\tdetail\tretry_after\nvirus\tpurple\t\t\nspam\tcow\t-\t-", function(name)
      local mine = assert(smtpcodes.rules(name))
      assert.same({ "virus", "spam" }, { (mine:reason_of "550 purple"), (mine:reason_of "550 cow") })
    end)
    for rows, column in pairs { ["spam\t\n"] = 6, ["spam\t-"] = 7 } do
      with_file("reason\n" .. rows, function(name)
        assert.same({ nil, "cells", 2, column }, { smtpcodes.rules(name) })
      end)
    end
  end)

  it("are read behind a byte order mark, and nowhere else", function()
    local mark = "\239\187\191"
    for _, head in ipairs { "reason\tphrase\n", "# ours\nreason\tphrase\n" } do
      with_file(mark .. head .. "virus\tpurple\n", function(name)
        assert.equal("virus", (assert(smtpcodes.rules(name)):reason_of "550 purple"))
      end)
    end
    for octets, expected in pairs { [mark .. mark .. "reason\n"] = 1, ["\n" .. mark .. "reason\n"] = 2,
      [mark:sub(1, 2) .. "reason\n"] = 1, [mark .. "reason\tcolour\n"] = 1, [mark .. "colour"] = 1 } do
      with_file(octets, function(name)
        local _, kind, line, column = smtpcodes.rules(name)
        assert.same({ "column", expected, octets:find("reason\tc") and 8 or 1 }, { kind, line, column })
      end)
    end
    for length = 0, 3 do -- nothing but a mark, or less
      with_file(mark:sub(1, length), function(name)
        assert.equal(length % 3 == 0, smtpcodes.rules(name) ~= nil)
      end)
    end
  end)

  it("say so of a file that cannot be read whole", function()
    for _, name in ipairs { "/nonexistent/rules", "spec", "/sys/class/net/lo/speed",
      "/proc", "/proc/self/status" } do -- the last two say that their size is 0
      assert.same({ nil, "file" }, { smtpcodes.rules(name) }, name)
      assert.same({ nil, "file" }, { smtpcodes.lint(name) }, name)
    end
  end)

  it("leave nothing half loaded: the first error is told with its place", function()
    for row, expected in pairs {
      ["nonsense\t-\tx\t-\t-\t-"] = { "reason", 1 },
      ["spam\tnonsense\tx\t-\t-\t-"] = { "detail", 6 },
      ["spam\t-\tthe is\t-\t-\t-"] = { "phrase", 8 },
      ["spam\t-\ta ~ b ~ c\t-\t-\t-"] = { "phrase", 14 },
      ["spam\t-\tab <nonsense>\t-\t-\t-"] = { "class", 11 },
      ["spam\t-\t-\t-\t-\t-"] = { "phrase", 1 },
      ["spam\t-\tx\tcode=550 code=888\t-\t-"] = { "code", 24 },
      ["spam\t-\tx\tcode=x\t-\t-"] = { "code", 15 },
      ["spam\t-\tx\tcode=5500\t-\t-"] = { "code", 15 },
      ["spam\t-\tx\tcode=5/0\t-\t-"] = { "code", 15 },
      ["spam\t-\tcow ~ the is\t-\t-\t-"] = { "phrase", 8 },
      ["spam\t-\t" .. ("cow "):rep(13) .. "\t-\t-\t-"] = { "phrase", 8 },
      ["spam\t-\t" .. ("cow "):rep(15) .. "\t-\t-\t-"] = { "phrase", 8 },
      ["spam\t-\tx\tenhanced=5.123.456789012\t-\t-"] = { "enhanced", 19 },
      ["spam\t-\tx\tcode\t-\t-"] = { "condition", 10 },
      ["spam\t-\tx\tcode=\t-\t-"] = { "code", 15 },
      ["spam\t-\t550 ' 12\t-\t-\t-"] = { "phrase", 8 },
      ["spam\t-\tx\t-\t123456\t-"] = { "retry-after", 12 },
      ["spam\t-\tx\tenhanced=7\t-\t-"] = { "enhanced", 19 },
      ["spam\t-\tx\tprovider=nobody\t-\t-"] = { "provider", 19 },
      ["spam\t-\tx\tcommand=NONSENSE\t-\t-"] = { "command", 18 },
      ["spam\t-\tx\tcolour=red\t-\t-"] = { "condition", 10 },
      ["spam\t-\tx\t-\tsoon\t-"] = { "retry-after", 12 },
      ["spam\t-\tx"] = { "cells", 9 },
      ["spam\t-\tx\t-\t-\t-\t-"] = { "cells", 17 },
      ["spam\t-\tx\27\t-\t-\t-"] = { "char", 9 },
      ["\27spam\t-\tx\t-\t-\t-"] = { "char", 1 },
      ["-\t-\tx\t-\t-\t-"] = { "reason", 1 },
      ["spam\t-\t<nonsense>\t-\t-\t-"] = { "class", 8 },
      ["spam\t-\tx\tenhanced=5.123.4567\t-\t-"] = { "enhanced", 19 },
      ["spam\t-\tx\tenhanced=1234567890123\t-\t-"] = { "enhanced", 19 },
      ["spam\t-\tx\tenhanced=7.99 code=888\t-\t.x"] = { "code", 29 },
    } do
      with_file(HEAD .. "spam\t-\tgood\t-\t-\t-\n" .. row .. "\n", function(name)
        local rules, kind, line, column = smtpcodes.rules(name)
        assert.is_nil(rules)
        assert.same({ expected[1], 3, expected[2] }, { kind, line, column }, row)
      end)
    end
    for head, column in pairs { ["phrase\tcolour"] = 8, ["phrase\twhen"] = 1, ["reason\twhen\treason"] = 13,
      [HEAD:sub(1, -2) .. "\tsource"] = #HEAD + 1 } do
      with_file(head .. "\nx\tred\n", function(name)
        assert.same({ nil, "column", 1, column }, { smtpcodes.rules(name) })
      end)
    end
    assert.same({ nil, "reason", 2, "reason" },
      { smtpcodes.rules { { reason = "spam", phrase = "x" }, { reason = "x", phrase = "x" } } })
  end)

  it("have each reason that asks for something, and make no failure a success", function()
    local refused = 0
    for reason, row in pairs(smtpcodes.reasons) do
      local list = { { reason = reason, phrase = "purple" } }
      local mine, kind, line, field = smtpcodes.rules(list)
      if row.action == "none" then
        refused = refused + 1
        assert.same({ nil, "reason", 1, "reason" }, { mine, kind, line, field }, reason)
      else
        assert.equal(reason, (mine:reason_of "550 purple"))
        assert.same({}, smtpcodes.lint(list))
      end
    end
    assert.equal(3, refused)
  end)

  it("are as many as the limit, and no more", function()
    local list = {}
    for i = 1, 2000 do
      list[i] = { reason = "spam", phrase = ("word%s no %s"):format(("x"):rep(i % 40), ("y"):rep(i)) }
    end
    assert.equal("spam", (assert(smtpcodes.rules(list)):reason_of("550 wordx no " .. ("y"):rep(41))))
    list[2001] = { reason = "spam", phrase = "z" }
    assert.same({ "too-many", 2001 }, { select(2, smtpcodes.rules(list)) })
    assert.equal("virus", (one { reason = "virus", phrase = ("a "):rep(59999) .. "cow" }:reason_of "550 cow"))
    assert.equal("too-many", select(2, smtpcodes.rules { { reason = "spam", phrase = ("a "):rep(60001) } }))
    local function on_line(line)
      local result
      with_file(HEAD .. ("#\n"):rep(line - 2) .. "virus\t-\tx\t-\t-\t-\n", function(name)
        result = { smtpcodes.rules(name) }
      end)
      return result
    end
    assert.equal("virus", (on_line(65535)[1]:reason_of "550 x"))
    assert.same({ nil, "too-many", 65536, 1 }, on_line(65536))
  end)

  it("have up to twelve words a part, and no more", function()
    for words = 11, 13 do
      local part = ("cow "):rep(words)
      for _, phrase in ipairs { part, part .. "~ x", "x ~ " .. part } do
        assert.equal(words < 13, smtpcodes.rules { { reason = "virus", phrase = phrase } } ~= nil)
      end
    end
    local mine = one { reason = "virus", phrase = ("cow "):rep(12) }
    assert.equal("virus", (mine:reason_of("550 " .. ("cow "):rep(12))))
    assert.equal("unknown", (mine:reason_of("550 " .. ("cow "):rep(11))))
  end)

  it("raise for a rule between two places of the list", function()
    local rule = { reason = "spam", phrase = "x" }
    assert.is_false(pcall(smtpcodes.rules, { rule, rule, [1.5] = rule }))
    assert.is_truthy(smtpcodes.rules { rule, rule })
  end)

  it("raise for a wrong type, and name the place", function()
    for message, argument in pairs {
      ["table or file name expected"] = 5,
      ["rules[1]: table expected, got string"] = { "spam" },
      ["rules: list of rules expected, got a field: reason"] = { reason = "spam" },
      ["rules: list of rules expected, got a field: when"] = { { reason = "spam", phrase = "x" }, when = "code=450" },
      ["rules: list of rules expected, got a field: ours"] = { ours = { reason = "spam", phrase = "x" } },
      ["rules: list of rules expected, got a field: number"] = { [0] = { reason = "spam", phrase = "x" } },
      ["rules: list of rules expected, got a field: boolean"] = { [true] = { reason = "spam", phrase = "x" } },
      ["rules[1]: no such field: number"] = { { reason = "spam", phrase = "x", "code=450" } },
      ["rules[1]: no such field: wehn"] = { { reason = "spam", phrase = "x", wehn = "code=450" } },
      ["rules[2].phrase: string expected, got table"] = { { reason = "spam", phrase = "x" },
        { reason = "spam", phrase = {} } },
    } do
      for _, take in ipairs { smtpcodes.rules, smtpcodes.lint } do
        local ok, failure = pcall(take, argument)
        assert.is_false(ok)
        assert.truthy(tostring(failure):find(message, 1, true), failure)
      end
    end
    for _, key in ipairs { 0, -1, 1.5, 3, 2 ^ 70, 1 / 0 } do
      assert.is_false(pcall(smtpcodes.rules, { { reason = "spam", phrase = "x" }, [key] = {} }), key)
    end
    assert.truthy(smtpcodes.rules {})
    assert.is_false(pcall(one({ reason = "spam", phrase = "x" }).classify, {}, "550"))
  end)

  it("read any octets to their end", function()
    math.randomseed(7)
    for _ = 1, 300 do
      local octets = {}
      for i = 1, 200 do
        local kind = math.random(6)
        octets[i] = kind == 1 and "\t" or kind == 2 and "\n" or kind == 3 and "spam"
          or kind == 4 and "<user> ~ " or kind == 5 and "code=" or string.char(math.random(0, 255))
      end
      with_file(HEAD .. table.concat(octets), function(name)
        local problems = assert(smtpcodes.lint(name))
        local errors = 0
        for _, problem in ipairs(problems) do
          errors = errors + (problem.severity == "error" and 1 or 0)
        end
        assert.equal(errors == 0, smtpcodes.rules(name) ~= nil)
      end)
    end
  end)
end)

describe("lint", function()
  -- kind, line and what it refers to, of all problems of these rows
  local function kinds(rows)
    local out = {}
    for i, problem in ipairs(assert(smtpcodes.lint(rows))) do
      out[i] = { problem.kind, problem.line, problem.other }
    end
    return out
  end

  it("finds rows that an earlier one leaves nothing to", function()
    assert.same({ { "duplicate", 2, 1 } }, kinds {
      { reason = "spam", phrase = "purple cow" }, { reason = "spam", phrase = "The PURPLE cow." } })
    assert.same({ { "contradictory", 2, 1 } }, kinds {
      { reason = "spam", phrase = "purple cow" }, { reason = "virus", phrase = "purple cow" } })
    assert.same({ { "unreachable", 2, 1 } }, kinds {
      { reason = "spam", phrase = "cow" }, { reason = "virus", phrase = "purple cow" } })
    assert.same({ { "unreachable", 2, 1 } }, kinds {
      { reason = "spam", phrase = "<user> cow" }, { reason = "virus", phrase = "mailbox cow" } })
    assert.same({ { "unreachable", 2, 1 } }, kinds {
      { reason = "spam", phrase = "a1 b ~ c d" }, { reason = "virus", phrase = "x c d ~ x a1 b" } })
    assert.same({ { "unreachable", 2, 1 } }, kinds {
      { reason = "spam", when = "code=5" }, { reason = "virus", phrase = "cow", when = "code=550" } })
    assert.same({ { "unreachable", 2, 1 }, { "unreachable", 3, 1 } }, kinds {
      { reason = "spam", phrase = "cow" }, { reason = "virus", phrase = "cow", when = "code=550" },
      { reason = "virus", phrase = "the red cow" } })
    assert.same({ { "contradictory", 2, 1 } }, kinds {
      { reason = "rate-limited", phrase = "cow" }, { reason = "rate-limited", detail = "volume", phrase = "cow" } })
    assert.same({ { "duplicate", 2, 1 } }, kinds {
      { reason = "@sender", phrase = "cow" }, { reason = "@sender", phrase = "cow" } })
    assert.same({ { "duplicate", 2, 1 } }, kinds {
      { reason = "spam", when = "code=550" }, { reason = "spam", when = "code=550" } })
    assert.same({ { "unreachable", 3, 1 } }, kinds {
      { reason = "spam", phrase = "red" }, { reason = "spam", phrase = "cow ~ cat" },
      { reason = "virus", phrase = "red cow" } })
    assert.same({ { "unreachable", 3, 1 } }, kinds {
      { reason = "spam", phrase = "cow bell" }, { reason = "spam", phrase = "red" },
      { reason = "virus", phrase = "red cow bell" } })
    assert.same({ { "unreachable", 3, 1 } }, kinds {
      { reason = "spam", phrase = "red" }, { reason = "spam", phrase = "cow bell" },
      { reason = "virus", phrase = "red cow bell" } })
    assert.same({ { "unreachable", 2, 1 } }, kinds {
      { reason = "spam", phrase = "red ~ cow" }, { reason = "virus", phrase = "red bull ~ cow" } })
  end)

  -- of a rule with each of these conditions and then one with another
  local conditions = { "code=5", "code=55", "code=550", "code=4", "enhanced=7.1", "enhanced=7.2", "enhanced=6.1",
    "enhanced=0.0",
    "provider=google", "provider=yahoo", "command=RCPT", "command=MAIL", "" }
  local wider = { [""] = function() return true end,
    ["code=5"] = function(other) return other:find("code=5", 1, true) ~= nil end,
    ["code=55"] = function(other) return other == "code=550" end }

  it("knows which condition holds wherever another does", function()
    for _, first in ipairs(conditions) do
      for _, second in ipairs(conditions) do
        local found = kinds { { reason = "spam", phrase = "cow", when = first },
          { reason = "virus", phrase = "cow", when = second } }
        local expected = first == second and "contradictory"
          or wider[first] and wider[first](second) and "unreachable" or nil
        assert.equal(expected, found[1] and found[1][1], first .. " before " .. second)
      end
    end
  end)

  it("leaves alone what can still decide", function()
    assert.same({}, kinds {
      { reason = "spam", phrase = "purple cow" }, { reason = "virus", phrase = "cow" },
      { reason = "spam", phrase = "mailbox is red" }, { reason = "virus", phrase = "<user> is red" },
      { reason = "spam", phrase = "green cat", when = "code=5" }, { reason = "virus", phrase = "green cat" },
      { reason = "spam", phrase = "blue" .. " ~ dog" }, { reason = "virus", phrase = "blue dogs" },
      { reason = "spam", phrase = "one two" }, { reason = "virus", phrase = "one ~ two" },
      { reason = "@sender", phrase = "moon" }, { reason = "spam", phrase = "moon" },
      { reason = "@temporary", phrase = "moon" },
      { reason = "spam", phrase = "red ~ hen" }, { reason = "virus", phrase = "grey ~ hen" },
    })
  end)

  it("finds rows that match nothing", function()
    for _, name in ipairs { "see example.com", "u@example.com", "http://a/", "see (example.com)", "from 192.0.2.1",
      "2001:db8::1" } do
      assert.same({ { "never-matching", 1 } }, kinds { { reason = "spam", phrase = name } }, name)
    end
    assert.same({ { "never-matching", 1 } }, kinds { { reason = "spam", phrase = "x", when = "code=250" } })
    for _, unknown in ipairs { "enhanced=7.99", "enhanced=0.99" } do
      assert.same({ { "enhanced", 1 } }, kinds { { reason = "spam", phrase = "x", when = unknown } })
    end
    for _, known in ipairs { "enhanced=7.1", "enhanced=7.606", "enhanced=7.100", "enhanced=0.0",
      "code=4 enhanced=2.2" } do
      assert.same({}, kinds { { reason = "spam", phrase = "x", when = known } })
    end
  end)

  it("finds conditions of a row that contradict each other", function()
    for _, when in ipairs { "code=450 enhanced=5.1.1", "enhanced=5.1.1 code=450", "code=4 code=5", "code=550 code=551",
      "code=45 code=550", "enhanced=5.1.1 enhanced=5.1.2", "enhanced=1.1 enhanced=2.1", "enhanced=4.1.1 enhanced=5.1.1",
      "provider=google provider=yahoo", "command=RCPT command=MAIL" } do
      assert.same({ { "condition", 1 } }, kinds { { reason = "spam", phrase = "x", when = when } }, when)
    end
    for _, when in ipairs { "code=450 enhanced=4.1.1", "code=5 code=550", "code=450 enhanced=1.1",
      "enhanced=5.1.1 code=55", "enhanced=1.1 enhanced=5.1.1", "provider=google provider=google",
      "command=RCPT command=RCPT", "command=RCPT code=5 provider=google enhanced=1.1", "code=500 enhanced=5.5.1",
      "code=554 enhanced=5.5.1" } do
      for _, problem in ipairs(kinds { { reason = "spam", phrase = "x", when = when } }) do
        assert.not_equal("condition", problem[1], when)
      end
    end
  end)

  it("tells at which condition of a line the contradiction stands", function()
    with_file(HEAD .. "spam\t-\tx\tcode=450 enhanced=5.1.1\t-\t-\n", function(name)
      local problem = smtpcodes.lint(name)[1]
      assert.same({ "condition", "warning", 2, 19 }, { problem.kind, problem.severity, problem.line, problem.column })
    end)
  end)

  it("tells where in a line a problem stands, and of no other line", function()
    with_file(HEAD .. "spam\t-\ta b.example\t-\t-\t-\nspam\t-\tx", function(name)
      local problems = smtpcodes.lint(name)
      assert.same({ "cells", 3, 9 }, { problems[1].kind, problems[1].line, problems[1].column })
      assert.same({ "never-matching", 2, 10 }, { problems[2].kind, problems[2].line, problems[2].column })
      assert.is_nil(problems[1].other)
    end)
    with_file(HEAD .. "spam\t-\tb.de a b.example\t-\t-\t-\n", function(name)
      local problems = smtpcodes.lint(name)
      assert.same({ 8, 15 }, { problems[1].column, problems[2].column })
    end)
  end)

  it("says in other words what else is wrong", function()
    local function says(rows)
      return assert(smtpcodes.lint(rows))[1].message
    end
    local function code(when)
      return says { { reason = "spam", phrase = "x", when = when } }
    end
    for reason, message in pairs { success = "no failure has this reason", accepted = "no failure has this reason",
      continue = "no failure has this reason", succes = "no such reason" } do
      assert.equal(message, says { { reason = reason, phrase = "x" } }, reason)
    end
    assert.are_not.equal(code "code=x", code "code=0")
    assert.equal(code "code=299", code "code=0")
    local list = {}
    for i = 1, 2000 do
      list[i] = { reason = "spam", phrase = ("a "):rep(31) }
    end
    assert.equal(says { { reason = "spam", phrase = ("a "):rep(60001) } }, says(list))
    list[2001] = list[1]
    assert.are_not.equal(says { { reason = "spam", phrase = ("a "):rep(60001) } }, says(list))
    local messages = {}
    for i, row in ipairs { "", "\t-\t-\t-\t-\t-\t-", "\t-\t-\t-\t-\t-\t-\t-" } do
      with_file(HEAD .. "spam" .. row .. "\n", function(name)
        messages[i] = says(name)
      end)
    end
    assert.are_not.equal(messages[1], messages[2])
    assert.equal(messages[2], messages[3])
  end)

  it("tells of a row its first error, and of too many rows nothing else", function()
    local wrong = { reason = "spam", phrase = "<x> <y>", when = "code=x code=y" }
    assert.same({ { "code", 1 } }, kinds { wrong })
    wrong.when = nil
    assert.same({ { "class", 1 } }, kinds { wrong })
    local list = {}
    for i = 1, 2001 do
      list[i] = wrong
    end
    assert.same({ { "too-many", 2001 } }, kinds(list))
  end)

  it("names all errors, not the first alone", function()
    assert.same({ { "reason", 1 }, { "code", 3 } }, kinds { { reason = "x", phrase = "y" },
      { reason = "spam", phrase = "y" }, { reason = "spam", phrase = "y", when = "code=299" } })
  end)

  it("is a command of the tool: a line a problem, exit status 65", function()
    local function says(rows, status, text)
      with_file(HEAD .. rows, function(name)
        local output, code = tool(name)
        assert.equal(text ~= "" and name .. text or "", output)
        assert.equal(status, code)
      end)
    end
    says("spam\t-\tcow\t-\t-\t-\nvirus\t-\tpurple cow\tcode=299\t-\t-\n", 65,
      ":3:25: error: no such reply code [code]\n")
    says("spam\t-\tcow\t-\t-\t-\nvirus\t-\tpurple cow\t-\t-\t-\n", 65,
      ":3:1: warning: an earlier row decides wherever this one would (line 2) [unreachable]\n")
    says("spam\t-\tcow\t-\t-\t-\n", 0, "")
    assert.equal(66, select(2, tool("/nonexistent")))
  end)
end)
