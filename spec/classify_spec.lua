-- classify, as far as codes and enhanced codes settle it.

local smtpcodes = require "smtpcodes"
local classify = smtpcodes.classify

-- reason, action, requeue, final, bounce, confidence of each class
local by_class = {
  [2] = { "success", "none", false, nil, nil, "high" },
  [3] = { "continue", "none", false, nil, nil, "high" },
  [4] = { "unknown", "retry", true, "count", "soft", "low" },
  [5] = { "unknown", "give-up", false, "keep", "block", "low" },
}

local function shape(verdict)
  return { verdict.reason, verdict.action, verdict.requeue, verdict.final, verdict.bounce,
    verdict.confidence }
end

describe("smtpcodes.classify", function()
  it("acts on the first digit of every code, known or not", function()
    for code = 200, 599 do
      local verdict = classify(code)
      assert.same(by_class[math.floor(code / 100)], shape(verdict))
      assert.equal(code, verdict.code)
      assert.equal(smtpcodes.class(code), verdict.class)
      assert.equal(smtpcodes.category(code), verdict.category)
      assert.same(verdict, classify(tostring(code)))
      assert.same(verdict, classify { code = code })
    end
  end)

  it("takes an enhanced code where there is no code", function()
    for _, class in ipairs { 2, 4, 5 } do
      local verdict = classify(class .. ".7.515")
      assert.same(by_class[class], shape(verdict))
      assert.equal(class .. ".7.515", verdict.enhanced)
      assert.is_nil(verdict.code)
      assert.equal(smtpcodes.class(class * 100), verdict.class)
      assert.equal("enhanced", verdict.evidence.source)
    end
  end)

  it("lets the code decide where the two disagree", function()
    local verdict = classify { code = 550, enhanced = "4.4.7" }
    assert.equal("give-up", verdict.action)
    assert.equal("4.4.7", verdict.enhanced)
    assert.equal("code", verdict.evidence.source)
  end)

  it("never suppresses on codes alone", function()
    for code = 400, 599 do
      for _, detail in ipairs { "1.1", "1.2", "1.10", "2.1", "7.1" } do
        local verdict = classify(code .. " " .. math.floor(code / 100) .. "." .. detail)
        assert.are_not.equal("suppress", verdict.action)
        assert.are_not.equal("suppress", verdict.final)
      end
    end
  end)

  it("calls a message accepted at the end of data, and only there", function()
    assert.equal("accepted", classify(250, { command = "." }).reason)
    assert.equal("accepted", classify("250 2.0.0 Ok", { command = "end of DATA" }).reason)
    assert.equal("success", classify(250, { command = "RCPT" }).reason)
    assert.equal("success", classify(250).reason)
    assert.equal("unknown", classify(550, { command = "." }).reason)
  end)

  it("knows when the server hangs up", function()
    for code = 200, 599 do
      local verdict = classify(code)
      local closing = code == 421 or code == 521
      assert.equal(closing or nil, verdict.closing)
      if closing then
        assert.equal("session", verdict.scope)
      end
    end
  end)

  it("does not requeue what has expired", function()
    assert.is_false(classify(450, { expired = true }).requeue)
    assert.is_true(classify(450, { expired = false }).requeue)
  end)

  it("answers unknown where there is neither code nor enhanced code", function()
    for _, input in ipairs { "", "connection lost", "\0\255", 0, 99, 600, 0 / 0, 2 ^ 53, {}, { code = 1000 } } do
      local verdict = classify(input)
      assert.same({ "unknown", "retry", true, "count", "soft", "low" }, shape(verdict))
      assert.is_nil(verdict.class)
      assert.equal("none", verdict.evidence.source)
    end
  end)

  it("finds the reply inside other text", function()
    local verdict = classify "host mx.example.net[192.0.2.1] said: 451 4.3.0 x (in reply to DATA command)"
    assert.equal(451, verdict.code)
    assert.equal("4.3.0", verdict.enhanced)
    assert.is_true(verdict.requeue)
  end)

  it("speaks in words of the closed lists, says why, and names its rules", function()
    for code = 200, 599 do
      local verdict = classify(code)
      assert.is_table(smtpcodes.reasons[verdict.reason])
      assert.is_table(smtpcodes.actions[verdict.action])
      assert.is_string(verdict.why)
      assert.equal(smtpcodes._RULES, verdict.rules)
    end
  end)

  it("raises for a wrong type and names the argument", function()
    for argument, call in pairs {
      reply = function() classify(nil) end,
      ["reply.code"] = function() classify { code = "550" } end,
      ["reply.enhanced"] = function() classify { enhanced = 5.1 } end,
      context = function() classify(550, "RCPT") end,
      ["context.command"] = function() classify(550, { command = 1 }) end,
    } do
      local ok, message = pcall(call)
      assert.is_false(ok)
      assert.truthy(message:find(argument, 1, true), message)
    end
  end)
end)
