-- grammar.lua: the grammar of replies once more, in LPeg: an oracle for the
-- parser, from RFC 5321 4.2 (strict) and from what the header promises of
-- lenient mode. It knows whole replies within the usual limits, no streams.

local lpeg = require "lpeg"
local P, R, S, C, Cc, Cg, Cp, Ct, Cmt = lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Cg,
  lpeg.Cp, lpeg.Ct, lpeg.Cmt

local digit, crlf, sp = R "09", P "\r\n", P " "

-- A pattern whose match, from its begin, has no more octets than its line may.
local function within(pattern, limit)
  return Cmt(Cp() * Ct(pattern), function(_, after, at, line)
    line.octets = after - at
    return line.octets <= limit(line.code or 0), line
  end)
end

-- ---- strict ------------------------------------------------------------------

local function standard(code)
  return code == 334 and 12288 or 512
end

local strict_code = Cg(R "25" * R "05" * digit / tonumber, "code")
local strict_text = Cg(C((S "\t" + R " ~") ^ 0), "text")
local strict_more = within(strict_code * "-" * strict_text * crlf, standard)
local strict_last = within(strict_code * (sp * strict_text + Cg(Cc "", "text")) * crlf, standard)
local strict = Ct(strict_more ^ 0 * strict_last) * Cp()

-- RFC 3463 2: no leading zeros.
local number = (P "0" + R "19" * digit ^ -2) / tonumber
local strict_enhanced = S "245" / tonumber * "." * number * "." * number * (sp + -1) * Cp() * Cc(false)

-- ---- lenient -----------------------------------------------------------------

local function flag(name)
  return Cg(Cc(true), name)
end

local function lenient_limit()
  return 16384
end

local line_end = crlf + P "\n" * flag "bare-lf"
local code = Cg(R "25" * digit * digit / tonumber, "code")
  * (lpeg.B(R "69" * digit) * flag "code-range") ^ -1
local rest = Cg(C((1 - (P "\r" ^ -1 * "\n")) ^ 0), "text") * line_end
local other = 1 - (digit + R "\0\31" + S " -\127")
local no_text = Cg(Cc "", "text") * line_end
local coded_more = code * "-" * rest
local coded_last = code * (sp * rest + no_text + P "\t" * flag "separator" * rest
  + #other * flag "no-space" * rest)
local uncoded = -(digit * digit * digit) * (no_text * flag "blank-line" + rest * flag "uncoded-line")
local blank = Ct(line_end * flag "blank-line")
local lenient = Ct(Ct(blank ^ 0) * within(coded_more, lenient_limit)
    * (within(coded_more, lenient_limit) + within(uncoded, lenient_limit)) ^ 0
    * within(coded_last, lenient_limit)
  + Ct(blank ^ 0) * within(coded_last, lenient_limit)) * Cp()

local loose = digit * digit ^ -2 * -digit
local function loose_number()
  return C(loose)
end
local lenient_enhanced = Ct(Cg(Cp() * sp ^ 0 * P "#" ^ -1 * Cp() / function(from, at)
  return at > from
end, "before") * Cg(S "245" / tonumber, "class") * "." * Cg(loose_number(), "subject") * "."
  * Cg(loose_number(), "detail") * Cg(P ":" * sp ^ -1 * Cc(true) + P "\t" * Cc(true)
  + (sp + -1) * Cc(false), "behind") * Cg(Cp(), "body"))

-- ---- what the two have in common ----------------------------------------------

local function key(class, subject, detail)
  return ("%d.%d.%d"):format(class, subject, detail)
end

-- The enhanced code of a line and where its text begins after it; or nothing.
local function read_strict(line)
  local class, subject, detail, body = strict_enhanced:match(line.text)
  if class and class == math.floor(line.code / 100) then
    return key(class, subject, detail), body
  end
end

local function has_zeros(digits)
  return #digits > 1 and digits:sub(1, 1) == "0"
end

local function read_lenient(line, flags)
  local found = line.code and lenient_enhanced:match(line.text)
  if not found then
    return nil
  end
  if found.before or found.behind or has_zeros(found.subject) or has_zeros(found.detail) then
    flags["enhanced-syntax"] = true
  end
  return key(found.class, tonumber(found.subject), tonumber(found.detail)), found.body
end

-- Takes the reply's enhanced code out of its lines.
local function take_enhanced(lines, read, flags)
  local enhanced, count = nil, 0
  for _, line in ipairs(lines) do
    local own, body = read(line, flags)
    enhanced = enhanced or own
    count = count + (own and 1 or 0)
    if own == enhanced and own then
      line.text = line.text:sub(body)
    elseif own then
      flags["enhanced-conflict"] = true
    end
  end
  if enhanced and count < #lines then
    flags["enhanced-partial"] = true
  end
  return enhanced
end

local function reply_of(lines, after, read, flags)
  local reply = { next = after, code = lines[#lines].code }
  reply.enhanced = take_enhanced(lines, read, flags)
  if reply.enhanced and tonumber(reply.enhanced:sub(1, 1)) ~= math.floor(reply.code / 100) then
    flags["enhanced-mismatch"] = true
  end
  local texts = {}
  for i, line in ipairs(lines) do
    texts[i] = line.text
  end
  reply.text = table.concat(texts, "\n")
  return reply
end

local grammar = {}

-- {code, enhanced, text, next} of the reply that bytes begin with, or nil.
function grammar.strict(bytes)
  local lines, after = strict:match(bytes)
  for _, line in ipairs(lines or {}) do
    if line.code ~= lines[1].code then
      return nil
    end
  end
  return lines and reply_of(lines, after, read_strict, {}) or nil
end

local words = { "bare-lf", "blank-line", "code-range", "no-space", "separator", "uncoded-line" }

local function flag_octets(text, flags)
  flags["8bit"] = flags["8bit"] or text:find("[\128-\255]") and true
  flags["bare-cr"] = flags["bare-cr"] or text:find("\r", 1, true) and true
  flags["ctl"] = flags["ctl"] or text:find("[%z\1-\8\11-\12\14-\31\127]") and true
end

-- The same in lenient mode, with flags: a sorted list of words.
function grammar.lenient(bytes)
  local lines, after = lenient:match(bytes)
  if not lines then
    return nil
  end
  local flags, list, seen = {}, {}, nil
  local blanks = table.remove(lines, 1)
  for _, line in ipairs(blanks) do
    for _, word in ipairs(words) do
      flags[word] = flags[word] or line[word]
    end
  end
  for _, line in ipairs(lines) do
    for _, word in ipairs(words) do
      flags[word] = flags[word] or line[word]
    end
    flag_octets(line.text, flags)
    flags["long-line"] = flags["long-line"] or line.octets > standard(line.code) or nil
    flags["code-mismatch"] = flags["code-mismatch"] or line.code and seen and line.code ~= seen
    seen = line.code or seen
  end
  local reply = reply_of(lines, after, read_lenient, flags)
  for word, set in pairs(flags) do
    list[#list + 1] = set and word or nil
  end
  table.sort(list)
  reply.flags = table.concat(list, " ")
  return reply
end

-- Whether something can follow that makes bytes a reply.
function grammar.can_become(mode, bytes)
  local own = bytes:match("^[\r\n]*(%d*)"):sub(1, 3)
  local whole = own .. ("250"):sub(#own + 1)
  for _, tail in ipairs { "", "\n", "\r\n", " \r\n", whole .. " \r\n" } do
    for cut = 1, #whole + 1 do
      for _, before in ipairs { "", "\n", "\r\n" } do
        if grammar[mode](bytes .. before .. whole:sub(cut) .. tail) then
          return true
        end
      end
    end
  end
  return false
end

return grammar
