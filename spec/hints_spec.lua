-- What codes alone tell: every row of data/hints.tsv and data/provider-codes.tsv,
-- with every code that has a hint and beside every border, weighed here once more.

local smtpcodes = require "smtpcodes"
local read_rows = require "spec.support.rows"

local HINTS, CODES = read_rows "data/hints.tsv", read_rows "data/provider-codes.tsv"

local order = {} -- of equals the earlier reason decides
for i, row in ipairs(read_rows "data/reasons.tsv") do
  order[row.reason] = i
end

for _, row in ipairs(CODES) do
  local subject, first, last = row.enhanced:match("^(%d+)%.(%d+)%-?(%d*)$")
  row.subject, row.first = tonumber(subject), tonumber(first)
  row.last = tonumber(last) or row.first
end

-- ---- hints ---------------------------------------------------------------------

local function hint(kind, value)
  for _, row in ipairs(HINTS) do
    if row.kind == kind and row.value == tostring(value) then
      return row
    end
  end
end

-- An enhanced code of strength 4 and more is trusted; what it says counts for more.
local function is_trusted(row)
  return row.kind == "enhanced" and tonumber(row.strength) >= 4
end

local function weight(row)
  return row.strength * 4 + (is_trusted(row) and 5 or 0)
end

-- Which of two hints decides, and the other one; either may be none.
local function heavier(one, other)
  if not (one and other) then
    return one or other
  end
  local difference = weight(one) - weight(other)
  if difference == 0 then
    difference = order[other.reason] - order[one.reason]
  end
  if difference >= 0 then
    return one, other
  end
  return other, one
end

-- Whether the address is kept: it is dead by a hint that is not trusted, or its
-- domain was not found for now, which the name server of a null MX says for good.
local function is_kept(row, verdict)
  return smtpcodes.reasons[row.reason].final == "suppress" and not is_trusted(row)
    or row.reason == "bad-domain" and verdict.class == "transient" and verdict.enhanced ~= "5.1.10"
end

-- A detail of another hint of the reason is better than none.
local function detail_of(row, other)
  return row.detail or other and other.reason == row.reason and other.detail or nil
end

local function assert_hinted(what, verdict, row, other)
  if not row then
    return assert.equal("unknown", verdict.reason, what)
  end
  local trusted = is_trusted(row)
  assert.equal(row.reason, verdict.reason, what)
  assert.equal(detail_of(row, other), verdict.detail, what)
  assert.equal(trusted and "medium" or "low", verdict.confidence, what)
  assert.equal(trusted and "enhanced" or "code", verdict.evidence.source, what)
  assert.same({ "data/hints.tsv", row.line }, { verdict.evidence.file, verdict.evidence.row }, what)
  assert.equal(is_kept(row, verdict) and "keep" or smtpcodes.reasons[row.reason].final, verdict.final, what)
end

-- All values of a kind, and those that are given.
local function values_of(kind, more)
  for _, row in ipairs(HINTS) do
    if row.kind == kind then
      more[#more + 1] = row.value
    end
  end
  return more
end

describe("a hint of data/hints.tsv", function()
  local enhanced = values_of("enhanced", { "0.0", "0.31", "0.32", "1.31", "6.32", "7.31", "7.32", "7.99" })
  local codes = values_of("code", { "400", "450", "550", "599" })

  it("decides where no text tells, of two the heavier", function()
    for _, value in ipairs(enhanced) do
      assert_hinted(value, smtpcodes.classify("5." .. value), hint("enhanced", value))
      for _, code in ipairs(codes) do
        local reply = { code = tonumber(code), enhanced = "5." .. value }
        assert_hinted(code .. " 5." .. value, smtpcodes.classify(reply),
          heavier(hint("enhanced", value), hint("code", code)))
      end
    end
  end)

  it("is of no subject behind the last one", function()
    for detail = 0, 32 do
      assert_hinted(detail, smtpcodes.classify("5.8." .. detail))
    end
  end)

  it("is of a code of failure", function()
    for code = 0, 999 do
      local verdict = smtpcodes.classify(code)
      if verdict.class == "transient" or verdict.class == "permanent" then
        assert_hinted(code, verdict, hint("code", code))
      elseif not verdict.class then
        assert.equal("unknown", verdict.reason, code)
      end
    end
  end)
end)

-- ---- what providers say of their codes -------------------------------------------

-- The first row that is meant, where the provider is known, or nil for none known:
-- details from 100 on are a provider's own.
local function meant(provider, code, subject, detail)
  for _, row in ipairs(CODES) do
    if (row.provider == provider or not provider and row.first >= 100) and row.subject == subject
      and row.first <= detail and detail <= row.last and (not row.code or tonumber(row.code) == code) then
      return row
    end
  end
end

local function assert_meant(provider, code, subject, detail)
  local row = meant(provider, code, subject, detail)
  local enhanced = ("%d.%d.%d"):format(math.floor(code / 100), subject, detail)
  local verdict = smtpcodes.classify({ code = code, enhanced = enhanced }, { provider = provider })
  local what = ("%s: %d %s"):format(tostring(provider), code, enhanced)
  if not row then
    assert.are_not.equal("data/provider-codes.tsv", verdict.evidence.file, what)
    assert.equal(provider, verdict.provider, what)
    return
  end
  assert.same({ row.provider, row.reason, "provider", "high", "data/provider-codes.tsv", row.line },
    { verdict.provider, verdict.reason, verdict.evidence.source, verdict.confidence, verdict.evidence.file,
      verdict.evidence.row }, what)
  assert.equal(row.detail or verdict.detail, verdict.detail, what)
  assert.equal(tonumber(row.retry_after), verdict.retry_after, what)
end

-- The numbers at the borders of a row, and beside them.
local function borders(row)
  return { math.max(row.first - 1, 0), row.first, row.last, row.last + 1 }
end

describe("a row of data/provider-codes.tsv", function()
  it("decides at its provider, and without one from detail 100 on", function()
    for _, row in ipairs(CODES) do
      for _, detail in ipairs(borders(row)) do
        if detail <= 999 then
          for _, code in ipairs { tonumber(row.code) or 550, 553, 450 } do
            assert_meant(row.provider, code, row.subject, detail)
            assert_meant("apple", code, row.subject, detail)
            assert_meant(nil, code, row.subject, detail)
          end
        end
      end
    end
  end)

  it("is shown with its enhanced code, in the order of the file", function()
    local function is_shown(row, class, subject, detail)
      return class ~= "2" and row.subject == subject and row.first <= detail and detail <= row.last
        and (class == "X" or not row.code or row.code:sub(1, 1) == class)
    end
    local function shown(class, subject, detail, provider)
      local list = {}
      for _, row in ipairs(CODES) do
        if is_shown(row, class, subject, detail) and (not provider or provider == row.provider) then
          list[#list + 1] = { row.provider, tonumber(row.code), row.reason, row.detail, tonumber(row.retry_after) }
        end
      end
      return list
    end
    local function assert_shown(expected, meaning, key)
      assert.same(expected or {}, meaning and { meaning.provider, meaning.code, meaning.reason, meaning.detail,
        meaning.retry_after } or {}, key)
    end
    for _, row in ipairs(CODES) do
      for _, detail in ipairs(borders(row)) do
        for class in ("X245"):gmatch "." do
          local key = ("%s.%d.%d"):format(class, row.subject, detail)
          local list, meanings = shown(class, row.subject, detail), select(3, smtpcodes.lookup(key)) or {}
          assert.equal(#list, #meanings, key)
          for i, expected in ipairs(list) do
            assert_shown(expected, meanings[i], key)
          end
          for _, provider in ipairs { "google", "microsoft" } do
            assert_shown(shown(class, row.subject, detail, provider)[1],
              select(3, smtpcodes.lookup(key, { provider = provider })), key)
          end
        end
      end
    end
  end)
end)
