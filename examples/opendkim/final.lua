-- A FinalPolicyScript for OpenDKIM: domains that sign all of their mail are
-- taken at their word. OpenDKIM puts the codes before the text, so milter()
-- makes it: the domain comes from the mail, and a % in it would spoil it.

local ALWAYS_SIGN = "%.bank$"

local function refuse(situation, about)
  local loaded, smtpcodes = pcall(require, "smtpcodes")
  if not loaded then -- the message may come again when it is there
    odkim.log(ctx, "final.lua: " .. smtpcodes:match "[^\n]+")
    odkim.set_result(ctx, SMFIS_TEMPFAIL)
    return
  end
  local code, enhanced, text = smtpcodes.suggest(situation)
  local codes = { code = code, enhanced = enhanced }
  odkim.set_reply(ctx, tostring(code), enhanced,
    smtpcodes.milter(text .. " for " .. about, codes)
    or smtpcodes.milter(text, codes))
  odkim.set_result(ctx, code < 500 and SMFIS_TEMPFAIL or SMFIS_REJECT)
end

if ctx then -- none when OpenDKIM only reads the script
  local domain = odkim.get_fromdomain(ctx)
  if domain and domain:find(ALWAYS_SIGN) and odkim.get_sigcount(ctx) == 0 then
    refuse("dkim failed", domain)
  end
end
