-- auth.lua: answers for auth_http of nginx's mail proxy, which checks none of
-- them: a code that is no refusal would go out to the client as it is.
--
--   require("resty.smtpcodes.auth").refuse "bad credentials"
--   require("resty.smtpcodes.auth").pass("192.0.2.25", 25)

local smtpcodes = require "smtpcodes"

local auth = {}

-- refuse(situation [, attempts]): the client hears what smtpcodes.suggest says
-- of the situation, and may try again so many times (default 3).
function auth.refuse(situation, attempts)
  local status, code = assert(smtpcodes.nginx(smtpcodes.suggest(situation)))
  ngx.header["Auth-Status"] = status
  ngx.header["Auth-Error-Code"] = code
  ngx.header["Auth-Wait"] = tostring(attempts or 3)
end

-- pass(address, port): goes on with that server; an address, not a name.
function auth.pass(address, port)
  ngx.header["Auth-Status"] = "OK"
  ngx.header["Auth-Server"] = address
  ngx.header["Auth-Port"] = tostring(port)
end

return auth
