-- wellformed.lua: what is wrong with a reply that a milter sends.
--
--   local wellformed = require "wellformed"
--   local problems, reply = wellformed.check(bytes)
--
-- The bytes are the data of a reply packet (SMFIR_REPLYCODE) without its NUL:
-- lines with code, enhanced code and text, joined by CRLF. The mail server
-- puts the hyphens and the last CRLF, and makes one % of two.

local smtpcodes = require "smtpcodes"

local wellformed = {}

-- The reply as the mail server will send it.
local function wire(bytes)
  local lines = {}
  for line in (bytes .. "\r\n"):gmatch "(.-)\r\n" do
    lines[#lines + 1] = line
  end
  for i, line in ipairs(lines) do
    line = line:gsub("^(%d%d%d)[ -]", i < #lines and "%1-" or "%1 ")
    lines[i] = line:gsub("%%%%", "%%") .. "\r\n"
  end
  return table.concat(lines)
end

-- Whether a text begins with a code of its own, which is sent twice then.
local function doubled(text)
  return text:find "^[245]%d%d[ -]" or text:find "^[245]%.%d%d?%d?%.%d%d?%d? "
end

-- check(bytes) -> list of problems, each a word of smtpcodes.parse or a
-- sentence; empty when all is well. And the reply, when there is one.
function wellformed.check(bytes)
  local sent = wire(bytes)
  local reply, next = smtpcodes.parse(sent)
  if not reply then
    return { next }
  end
  local problems = {}
  for _, flag in ipairs(reply.flags or {}) do
    problems[#problems + 1] = flag
  end
  local function expect(right, problem)
    if not right then
      problems[#problems + 1] = problem
    end
  end
  expect(next > #sent, "more than one reply")
  expect(reply.code >= 400, "a milter's reply is 4yz or 5yz")
  expect(reply.enhanced, "no enhanced code")
  expect(not bytes:gsub("%%%%", ""):find "%%", "a single %")
  for _, line in ipairs(reply) do
    expect(not doubled(line), "a code in the text")
  end
  return problems, reply
end

return wellformed
