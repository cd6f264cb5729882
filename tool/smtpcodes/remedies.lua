-- remedies.lua: the closed list of remedies, as advice to people; also for
-- docs/codes.html (tools/gen/page.lua).

return {
  wait = "It may pass by itself.",
  ["slow-down"] = "Send less at a time.",
  split = "Split the recipients over several messages.",
  ["drop-address"] = "Take it off the list.",
  ["check-address"] = "Check how the address is written.",
  ["ask-recipient"] = "Only the recipient can change that.",
  delist = "Find out why, repair it, then ask the list to take you off.",
  reputation = "Earn a better reputation: less mail, to people who want it.",
  auth = "Repair SPF, DKIM and DMARC of the sending domain.",
  dns = "Repair the DNS of the sending host.",
  tls = "Send over TLS.",
  account = "Check the login: name, password, mechanism.",
  client = "Repair the program that sends.",
  content = "Change the message before it is sent again.",
  review = "A person should look into it.",
}
