-- mutate.lua [-n COUNT] [-s SEED] [-j JOBS] [-f NAME] [-t] [FILE...]: changes the
-- core in one place at a time and looks whether a test notices; without -n every
-- place, with -f only those of the functions of that name.
--
-- A mutant is killed when a test fails, or takes too long. One that does not
-- compile does not count. What cannot be noticed is explained in
-- spec/mutants.tsv, or seen by gcc -O2, which makes the same program of it.
-- Survivors are printed as FILE:LINE, the line and what becomes of it; with -t
-- as rows for spec/mutants.tsv. The same seed takes the same sample.
--
-- Ends with 1 if less than MUTATE_LEAST percent are killed or explained, or if
-- a row of spec/mutants.tsv is none of the places, or one that a test notices.

package.path = "./tools/mutate/?.lua;" .. package.path
local files = require "files"
local places = require "places"
local trial = require "trial"
local explained = require "explained"

local FILES = { "smtpcodes.c", "smtpcodes_parse.c", "smtpcodes_extract.c", "smtpcodes_build.c",
  "smtpcodes_match.c", "smtpcodes_reason.c", "smtpcodes_normalize.c", "smtpcodes_rules.c",
  "smtpcodes_dsn.c" }
local ROWS = "spec/mutants.tsv"

-- ---- what is asked --------------------------------------------------------------

local function read_options(words)
  local options, i = { names = {}, seed = 1, jobs = tonumber(files.line_of("nproc")) }, 1
  local values = { ["-n"] = "count", ["-s"] = "seed", ["-j"] = "jobs", ["--share"] = "share" }
  while words[i] do
    if values[words[i]] then
      options[values[words[i]]], i = assert(tonumber(words[i + 1]), words[i]), i + 1
    elseif words[i] == "-f" then
      options.name, i = assert(words[i + 1], "-f"), i + 1
    elseif words[i] == "-t" then
      options.rows = true
    else
      table.insert(options.names, words[i])
    end
    i = i + 1
  end
  options.names = #options.names > 0 and options.names or FILES
  return options
end

local function all_places(names, sources)
  local list = {}
  for _, name in ipairs(names) do
    sources[name] = files.read(name)
    files.append(list, places.of(name, sources[name]))
  end
  return list
end

local function of_function(list, name)
  local out = {}
  for _, place in ipairs(list) do
    if place.name == name then
      out[#out + 1] = place
    end
  end
  assert(#out > 0, "no place is in a function " .. name)
  return out
end

-- The same sample for the same sources, on every machine.
local function sample(list, count, seed)
  local out, rest = {}, files.append({}, list)
  for i = 1, math.min(count, #rest) do
    seed = (seed * 16807) % 2147483647
    out[i] = table.remove(rest, seed % #rest + 1)
  end
  return out
end

-- ---- one job --------------------------------------------------------------------

local function is_terminal()
  return files.succeeds("test -t 2")
end

-- The outcome of a place, a word; what survives is looked at by gcc.
local function outcome_of(place, source, folder)
  local text = places.changed(source, place)
  local outcome = trial.outcome(folder, place.file, text, place.compiler)
  return outcome == "alive" and trial.is_same(folder, source, text) and "same" or outcome
end

-- Tries every place that falls to this job and writes the outcomes down.
local function run_share(list, sources, share, jobs)
  local folder, out = trial.folder(share), {}
  local shown = share == 1 and is_terminal()
  for i = share, #list, jobs do
    out[#out + 1] = outcome_of(list[i], sources[list[i].file], folder)
    if shown then
      io.stderr:write(("\rmutate: %d %% of %d"):format(100 * i // #list, #list))
    end
  end
  if shown then
    io.stderr:write("\r\27[K")
  end
  files.write(folder .. "/outcomes", table.concat(out, "\n") .. "\n")
end

-- ---- all jobs -------------------------------------------------------------------

-- Without any change all tests pass, by each compiler that is asked.
local function check_unchanged(list, sources)
  local folder, seen = trial.folder(0), {}
  for _, place in ipairs(list) do
    local key = place.file .. " by " .. place.compiler
    if not seen[key] then
      seen[key] = true
      assert(trial.outcome(folder, place.file, sources[place.file], place.compiler) == "alive",
        "the tests fail without any change: " .. key)
    end
  end
end

local function run_jobs(words, jobs)
  local commands = {}
  for i = 1, jobs do
    commands[i] = ("lua5.4 tools/mutate.lua %s -j %d --share %d &"):format(table.concat(words, " "),
      jobs, i)
  end
  assert(files.succeeds(table.concat(commands, " ") .. " wait"))
end

local function read_outcomes(list, jobs)
  for share = 1, jobs do
    local i = share
    for word in files.read(trial.folder(share) .. "/outcomes"):gmatch("%a+") do
      list[i].outcome, i = word, i + jobs
    end
  end
end

-- ---- what came out --------------------------------------------------------------

local function show(place, as_row)
  if as_row then
    return explained.key(place) .. "\t?"
  end
  return ("%s:%d: %s  =>  %s"):format(place.file, place.number, place.line, place.becomes)
end

-- Counts the outcomes; tells of survivors, and of rows that a test disproves.
local function settle(list, rows, as_rows)
  local counts = { killed = 0, alive = 0, same = 0, broken = 0, explained = 0, wrong = 0 }
  for _, place in ipairs(list) do
    local outcome, row = place.outcome, rows[explained.key(place)]
    if row and outcome == "killed" then
      counts.wrong = counts.wrong + 1
      print("explained, but a test notices it: " .. show(place))
    elseif row and outcome == "alive" then
      outcome = "explained"
    elseif outcome == "alive" then
      print(show(place, as_rows))
    end
    counts[outcome] = counts[outcome] + 1
  end
  return counts
end

local function report(counts, all)
  local tried = counts.killed + counts.alive + counts.same + counts.explained
  local without = counts.killed + counts.alive
  print(("mutate: %d of %d mutants killed, %.1f %%; without %d explained and %d of the same code "
    .. "%.1f %%; %d places"):format(counts.killed, tried, 100 * counts.killed / math.max(1, tried),
    counts.explained, counts.same, 100 * counts.killed / math.max(1, without), all))
  return 100 * (tried - counts.alive) >= tonumber(os.getenv("MUTATE_LEAST") or 0) * tried
end

local function set_of(names)
  local set = {}
  for _, name in ipairs(names) do
    set[name] = true
  end
  return set
end

local function main(words)
  local options, sources = read_options(words), {}
  local all = all_places(options.names, sources)
  local list = options.name and of_function(all, options.name) or all
  list = options.count and sample(list, options.count, options.seed) or list
  if options.share then
    return run_share(list, sources, options.share, options.jobs)
  end
  local rows = explained.read(ROWS)
  local stale = explained.stale(rows, all, set_of(options.names))
  for _, line in ipairs(stale) do
    print("no such place: " .. line)
  end
  trial.prepare()
  check_unchanged(list, sources)
  run_jobs(words, options.jobs)
  read_outcomes(list, options.jobs)
  local counts = settle(list, rows, options.rows)
  local enough = report(counts, #all)
  os.exit(enough and #stale == 0 and counts.wrong == 0 and 0 or 1)
end

main(arg)
