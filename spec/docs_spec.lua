-- tools/check_docs.lua: it sees what is wrong in a document.

local run = require "spec.support.run"

local function check(text)
  local name = os.tmpname()
  run.write(name, text)
  local output, status = run.shell(run.lua .. " tools/check_docs.lua " .. name)
  os.remove(name)
  return output:gsub(name:gsub("%p", "%%%0"), "DOC"), status
end

local good = "# A head: with `code`\n\n[up](#a-head-with-code), [out](https://example.com/x#y), `README.md`,\n"
  .. "`make test`, `data/codes.tsv`, `data/*.tsv`.\n\n```sh\nmake test LUA=lua5.4 # and more\n```\n\n"
  .. "| a | b |\n|---|:-:|\n| c | d |\n\n"
  .. "```lua examples/postfix/policy.lua\nio.stdout:setvbuf \"full\"\nlocal request = {}\n```\n"

describe("tools/check_docs.lua", function()
  it("passes a document that is right", function()
    local output, status = check(good)
    assert.equal(0, status, output)
  end)

  local wrong = {
    { "a link to no file", "\n[x](docs/nothing.md)\n", "DOC:2: docs/nothing.md is not there" },
    { "a link to no heading", "# One\n[x](#two)\n", "DOC:2: DOC has no heading two" },
    { "a file that is not there", "`data/nothing.tsv`\n", "DOC:1: data/nothing.tsv is not there" },
    { "a rule that is not there", "`make nothing`\n", "DOC:1: the Makefile has no rule nothing" },
    { "a rule in a block", "```sh\nmake nothing\n```\n", "DOC:2: the Makefile has no rule nothing" },
    { "a quotation that was changed", (good:gsub("request = {}", "requests = {}")), "this is no part of examples" },
    { "a quotation of no file", "```lua examples/x.lua\nx\n```\n", "DOC:1: examples/x.lua is not there" },
    { "a row behind a blank line", "| a |\n|---|\n| b |\n\n| c |\n", "DOC:5: this row belongs to no table" },
    { "a table without a rule", "\n| a |\n| b |\n", "DOC:2: this row belongs to no table" },
    { "shell that cannot be read", "```sh\nif then\n```\n", "DOC:2: no shell can read this block" },
  }
  for _, row in ipairs(wrong) do
    it("stops at " .. row[1], function()
      local output, status = check(row[2])
      assert.equal(1, status)
      assert.truthy(output:find(row[3], 1, true), output)
    end)
  end
end)
