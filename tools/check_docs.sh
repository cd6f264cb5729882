#!/bin/sh
# check_docs.sh: the documents lead where they say, their Lua runs, and their
# words are spelt right. What they show of the tool is in spec/tool_spec.lua.
#
# tools/codespell.txt has the words that codespell does not know.
set -eu
documents=$(find . -name '*.md' -not -path './build/*' -not -path './dist/*' | sed 's|^\./||' | sort)
lua5.4 tools/check_docs.lua $documents
codespell --ignore-words=tools/codespell.txt $documents docs/smtpcodes.[0-9]* \
  smtpcodes*.[ch] tool/*.[ch] tools examples types bench
LUA_PATH="./tool/?.lua;;" LUA_CPATH="./build/5.4/?.so;;" SPEC_LUA=lua5.4 \
  lua5.4 tools/specs.lua spec/readme_spec.lua
