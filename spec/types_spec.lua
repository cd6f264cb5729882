-- types/smtpcodes.d.lua against the module: what records hold is annotated,
-- with the type that it has, and the closed lists are those of the facts.

local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"
local run = require "spec.support.run"

local text = run.read "types/smtpcodes.d.lua"

-- The fields of a class: name -> { type, optional }.
local function fields_of(class)
  local block = text:match("\n%-%-%-@class smtpcodes%." .. class .. "[^\n]*\n(.-)\n[^%-]")
    or text:match("\n%-%-%-@class smtpcodes%." .. class .. "[^\n]*\n(.-)\n\n")
  local fields = {}
  for name, optional, kind in ("\n" .. block .. "\n"):gmatch("\n%-%-%-@field (%w[%w_]*)(%??) (%S+)") do
    fields[name] = { type = kind, optional = optional == "?" }
  end
  assert(next(fields), class)
  return fields
end

local plain = { string = true, boolean = true, table = true, integer = "number" }

-- The Lua type that an annotation asks for; nil where it may be several.
local function lua_type(kind)
  if kind:find("%[%]$") or kind:find("^table<") then
    return "table"
  elseif plain[kind] then
    return plain[kind] == true and kind or plain[kind]
  elseif kind == "true" then
    return "boolean"
  elseif kind:find("|", 1, true) and not kind:find('^"') then
    return nil
  elseif kind:find("^smtpcodes%.%u") then
    return "table"
  end
  return "string"
end

local function holds(class, record)
  local fields = fields_of(class)
  for name, value in pairs(record) do
    if type(name) == "string" then
      local field = fields[name]
      assert(field, class .. " has the field " .. name .. ", which is not annotated")
      local expected = lua_type(field.type)
      if expected then
        assert.equal(expected, type(value), class .. "." .. name)
      end
    end
  end
  for name, field in pairs(fields) do
    assert(field.optional or record[name] ~= nil, class .. " has no " .. name .. ", which is annotated")
  end
  return fields
end

-- Marks what a record has, to see that every annotated field occurs.
local function mark(seen, record)
  for name in pairs(record) do
    seen[name] = true
  end
end

local function check_all(class, records)
  local seen = {}
  for _, record in pairs(records) do
    holds(class, record)
    mark(seen, record)
  end
  for name in pairs(fields_of(class)) do
    assert(seen[name], class .. "." .. name .. " is annotated, but no record has it")
  end
end

describe("the annotations", function()
  it("tell the fields of every reply code and its meanings", function()
    local meanings = {}
    for _, record in pairs(smtpcodes.codes) do
      for _, meaning in ipairs(record.meanings) do
        meanings[#meanings + 1] = meaning
      end
      if record.meanings[1] then
        local context = { command = record.meanings[1].command, extension = record.meanings[1].extension }
        meanings[#meanings + 1] = select(3, smtpcodes.lookup(record.code, context))
      end
    end
    check_all("Code", smtpcodes.codes)
    check_all("Meaning", meanings)
  end)

  it("tell the fields of every enhanced code, and of what providers mean", function()
    local meanings = {}
    for key, record in pairs(smtpcodes.enhanced_codes) do
      assert.equal("string", type(key))
      local _, _, list = smtpcodes.lookup("X" .. key:sub(2))
      for _, meaning in ipairs(list or {}) do
        meanings[#meanings + 1] = meaning
      end
      holds("Enhanced", record)
    end
    check_all("Enhanced", smtpcodes.enhanced_codes)
    assert.is_true(#meanings > 20)
    check_all("ProviderMeaning", meanings)
  end)

  it("tell the fields of reasons and actions", function()
    check_all("Reason", smtpcodes.reasons)
    check_all("Action", smtpcodes.actions)
  end)

  it("tell the fields of every verdict and its evidence", function()
    local verdicts, evidence = {}, {}
    local function take(reply, context)
      local verdict = smtpcodes.classify(reply, context)
      verdicts[#verdicts + 1], evidence[#evidence + 1] = verdict, verdict.evidence
    end
    for _, row in ipairs(read_rows "spec/fixtures/replies.tsv") do
      take(row.text)
    end
    take("550 5.7.1 see https://example.com/x and S3150", { host = "a.mail.protection.outlook.com" })
    assert.is_true(#verdicts > 300)
    check_all("Verdict", verdicts)
    check_all("Evidence", evidence)
  end)

  it("tell the fields of replies", function()
    check_all("Reply", {
      (smtpcodes.parse "550-5.1.1 No\n550 5.1.1 such\r\n"),
      (smtpcodes.find "host mx.example.net[192.0.2.1] said: 452 4.2.2 Full (in reply to RCPT TO command)"),
      (smtpcodes.find("Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1\n"
        .. "Diagnostic-Code: smtp; 550 5.1.1 No such user\n")),
    })
  end)

  it("tell the fields of notices and problems", function()
    check_all("Notice", smtpcodes.from_dsn("Reporting-MTA: dns; mx.example.com\n\n"
      .. "Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.1.1\n"
      .. "Remote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; 550 5.1.1 No such user\n"))
    local problems = smtpcodes.lint { { reason = "spam", phrase = "x y" }, { reason = "spam", phrase = "x y" },
      { reason = "spamm", phrase = "z" } }
    for _, problem in ipairs(problems) do
      holds("Problem", problem)
    end
  end)

  it("have the methods of parsers and of rules", function()
    local objects = { parser = smtpcodes.parser(), rules = smtpcodes.rules {} }
    for name, object in pairs(objects) do
      local annotated, real = {}, {}
      for method in text:gmatch("\nfunction " .. name .. ":([%w_]+)%(") do
        annotated[method] = true
      end
      for method in pairs(debug.getmetatable(object).__index) do
        real[method] = true
      end
      assert.same(real, annotated)
    end
  end)

  it("list the kinds and flags that the parser gives", function()
    local function words(name)
      local set = {}
      local block = text:match("\n%-%-%-@alias smtpcodes%." .. name .. "\n(.-)\n\n")
      for word in block:gmatch('"([%w-]+)"') do
        set[word] = true
      end
      return set
    end
    local kinds, flags = words "kind", words "flag"
    for _, row in ipairs(require "spec.fixtures.wire") do
      for _, mode in ipairs { true, false } do
        local reply, kind = smtpcodes.parse(row[1], 1, { strict = mode })
        assert(reply or kinds[kind], kind)
        for _, flag in ipairs(reply and reply.flags or {}) do
          assert(flags[flag], flag)
        end
      end
    end
  end)
end)
