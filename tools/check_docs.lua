-- check_docs.lua: what the documents say of this project is there.
--
--   lua tools/check_docs.lua FILE.md ...    run from the top
--
-- Links lead to files, and to headings in them; `data/x.tsv` and the like are
-- there; `make x` is a rule of the Makefile; a block that names a file, as in
-- ```lua examples/x.lua, is a part of that file; each row belongs to a table.
-- Prints file and line of what is not; exit status 1 then.

local FOLDERS = { "bench", "bin", "data", "docs", "examples", "fuzz", "rockspec", "spec", "tool",
  "tools", "types" }

local problems = 0

local function problem(file, line, message, ...)
  problems = problems + 1
  io.stderr:write(("%s:%d: "):format(file, line), message:format(...), "\n")
end

local texts = {}

local function read(name)
  if texts[name] == nil then
    local file = io.open(name, "rb")
    texts[name] = file and file:read("*a") or false
    if file then
      file:close()
    end
  end
  return texts[name]
end

local function exists(name)
  local file = io.open(name)
  if file then
    file:close()
  end
  return file ~= nil
end

-- "docs/../README.md" -> "README.md"
local function plain_path(name)
  local parts = {}
  for part in name:gmatch("[^/]+") do
    if part == ".." then
      parts[#parts] = nil
    elseif part ~= "." then
      parts[#parts + 1] = part
    end
  end
  return table.concat(parts, "/")
end

-- Lines of a document, each with the fence that it stands in, if any.
local function lines(name)
  local list, fence = {}, nil
  for line in (read(name) .. "\n"):gmatch("([^\n]*)\n") do
    local info = line:match("^```(.*)$")
    if info and fence then
      fence = nil
      list[#list + 1] = { text = line, edge = true }
    elseif info then
      fence = { info = info, first = #list + 2 }
      list[#list + 1] = { text = line, edge = true }
    else
      list[#list + 1] = { text = line, fence = fence }
    end
  end
  return list
end

-- What a heading is called in a link: as GitHub and GitLab make it.
local function anchor(heading)
  return (heading:gsub("%[([^%]]*)%]%([^)]*%)", "%1"):gsub("`", ""):lower()
    :gsub("[^%w%s_-]", ""):gsub("%s", "-"))
end

local function anchors(name)
  local set = {}
  for _, line in ipairs(lines(name)) do
    local heading = not line.fence and line.text:match("^#+%s+(.-)%s*$")
    if heading then
      set[anchor(heading)] = true
    end
  end
  return set
end

local function check_link(name, number, target)
  if target:find("^https?://") or target:find("^mailto:") then
    return
  end
  local path, fragment = target:match("^([^#]*)#?(.*)$")
  local folder = name:match("^(.*)/[^/]*$") or "."
  local file = path == "" and name or plain_path(folder .. "/" .. path)
  if not exists(file) then
    problem(name, number, "%s is not there", target)
  elseif fragment ~= "" and (file == name or file:find("%.md$"))
    and not anchors(file)[fragment] then
    problem(name, number, "%s has no heading %s", file, fragment)
  end
end

-- Links may go over the end of a line: their text, never their target.
local function check_links(name, list)
  for number, line in ipairs(list) do
    if not line.fence then
      for target in line.text:gsub("`[^`]*`", ""):gmatch("%]%(([^)%s]+)%)") do
        check_link(name, number, target)
      end
    end
  end
end

-- A table begins with its head and a rule; a row behind a blank line is none.
local function check_tables(name, list)
  local function is_row(number)
    local line = list[number]
    return line ~= nil and not line.fence and line.text:find("^|") ~= nil
  end
  for number = 1, #list do
    if is_row(number) and not is_row(number - 1)
      and not (is_row(number + 1) and list[number + 1].text:find("^|[-:| ]+$")) then
      problem(name, number, "this row belongs to no table")
    end
  end
end

local function is_path(span)
  local folder = span:match("^([%w_]+)/[%w_./-]*$")
  for _, known in ipairs(FOLDERS) do
    if folder == known then
      return true
    end
  end
  return span:find("^[%w_-]+%.md$") or span:find("^smtpcodes[%w_]*%.[ch]$")
end

local function check_spans(name, number, text)
  local folder = name:match("^(.*)/[^/]*$") or "."
  for span in text:gmatch("`([^`]+)`") do
    local there = exists(span) or exists(folder .. "/" .. span)
    if is_path(span) and not span:find("/%u+$") and not there then
      problem(name, number, "%s is not there", span)
    end
  end
end

local function has_rule(rule)
  return ("\n" .. read("Makefile")):find("\n" .. rule:gsub("%p", "%%%0") .. ":")
end

local function check_rules(name, number, words)
  for word in words:gmatch("%S+") do
    if word:find("^[%a][%w-]*$") and not has_rule(word) then
      problem(name, number, "the Makefile has no rule %s", word)
    end
  end
end

-- `make x` as a command: in a span of code, or in a block of shell.
local function commands(line)
  local list = {}
  if line.fence and line.fence.info == "sh" then
    list[1] = line.text:gsub("#.*", ""):gsub("[|;&].*", "")
  elseif not line.fence then
    for span in line.text:gmatch("`([^`]+)`") do
      list[#list + 1] = span
    end
  end
  return list
end

local function check_words(name, list)
  for number, line in ipairs(list) do
    if not line.fence and not line.edge then
      check_spans(name, number, line.text)
    end
    for _, command in ipairs(commands(line)) do
      local words = command:match("^make (.*)$")
      if words then
        check_rules(name, number, words)
      end
    end
  end
end

-- Blocks that name the file they are from.
local function check_quotes(name, list)
  local blocks = {}
  for number, line in ipairs(list) do
    local fence = line.fence
    if fence and fence.info:find(" ") then
      blocks[fence] = blocks[fence] or { number = number }
      table.insert(blocks[fence], line.text)
    end
  end
  for fence, block in pairs(blocks) do
    local file = fence.info:match(" (%S+)$")
    if not exists(file) then
      problem(name, block.number - 1, "%s is not there", file)
    elseif not ("\n" .. read(file)):find("\n" .. table.concat(block, "\n") .. "\n", 1, true) then
      problem(name, block.number, "this is no part of %s", file)
    end
  end
end

local function shell_reads(text)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  file:write(text)
  file:close()
  local pipe = assert(io.popen("sh -n " .. name .. " 2> /dev/null && echo fine"))
  local answer = pipe:read("*a")
  pipe:close()
  os.remove(name)
  return answer == "fine\n"
end

-- Shell that no shell can read.
local function check_shell(name, list)
  local blocks = {}
  for number, line in ipairs(list) do
    if line.fence and line.fence.info == "sh" then
      local block = blocks[line.fence] or { number = number }
      blocks[line.fence] = block
      block[#block + 1] = line.text
    end
  end
  for _, block in pairs(blocks) do
    if not shell_reads(table.concat(block, "\n") .. "\n") then
      problem(name, block.number, "no shell can read this block")
    end
  end
end

for _, name in ipairs(arg) do
  local list = lines(name)
  check_links(name, list)
  check_tables(name, list)
  check_words(name, list)
  check_quotes(name, list)
  check_shell(name, list)
end
if problems > 0 then
  os.exit(1)
end
print(("docs: links, tables, paths, rules and quotations of %d documents are right"):format(#arg))
