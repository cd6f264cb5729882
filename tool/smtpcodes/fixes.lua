-- fixes.lua: what people can repair, of the causes of a report, and what was
-- said about them.

local fixes = {}

local function is_repairable(cause)
  return cause.action:find("^fix") ~= nil or cause.action == "retry-slower"
end

local function by_count(a, b)
  if a.count ~= b.count then
    return a.count > b.count
  end
  return a.cause.key < b.cause.key
end

-- fixes.of(causes) -> list of {cause, count}, the most frequent first: one for
-- each reason and provider, with the most frequent of its causes.
function fixes.of(causes)
  local list, by_key = {}, {}
  for _, cause in ipairs(causes) do
    local key = cause.reason .. "|" .. (cause.provider or "")
    if is_repairable(cause) then
      local entry = by_key[key]
      if not entry then
        entry = { cause = cause, count = 0 }
        by_key[key] = entry
        list[#list + 1] = entry
      end
      entry.count = entry.count + cause.count
    end
  end
  table.sort(list, by_count)
  return list
end

-- What a normalized text says, without what a log puts around it and without
-- the codes, which are known.
function fixes.said(text)
  local said = text:gsub("^host %S+ said: ", ""):gsub(" %(in reply to.*$", "")
  return (said:gsub("^<n>[ -]", ""):gsub("^<n> ", ""):gsub("^%d+[ -]", ""))
end

return fixes
