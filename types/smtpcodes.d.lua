---@meta smtpcodes
-- Annotations for lua-language-server: put this folder into
-- workspace.library. Never put it on package.path.

---@alias smtpcodes.class "success"|"intermediate"|"transient"|"permanent"
---@alias smtpcodes.category "syntax"|"information"|"connections"|"unspecified"|"mail-system"
---@alias smtpcodes.status "standard"|"extension"|"registry-only"|"obsolete"|"de-facto"
---@alias smtpcodes.match "exact"|"alias"|"subject"|"class"
---@alias smtpcodes.step "extension"|"command"|"any"

-- generated: words (tools/gen.lua, from data/reasons.tsv and data/actions.tsv)
---@alias smtpcodes.action
---| "suppress" # Stop writing to this address
---| "retry" # Try again later
---| "retry-slower" # Slow down, then try again
---| "fix-sender" # Repair the sending side
---| "fix-content" # Repair the message
---| "give-up" # Do not try this delivery again
---| "none" # Nothing to do

---@alias smtpcodes.reason
---| "unknown-mailbox" # No such mailbox
---| "disabled-mailbox" # Mailbox switched off
---| "moved-mailbox" # Mailbox moved
---| "bad-address" # Recipient address malformed
---| "bad-domain" # Recipient domain takes no mail
---| "full-mailbox" # Mailbox full
---| "greylisted" # Greylisted
---| "server-error" # Trouble at the receiver
---| "network" # No way through
---| "rate-limited" # Too much at once
---| "blocklisted" # On a blocklist
---| "bad-reputation" # Bad reputation
---| "auth-failed" # Message not authenticated
---| "sender-dns" # Sender's DNS not in order
---| "sender-rejected" # Sender address refused
---| "auth-required" # Login or TLS wanted
---| "policy" # Refused by policy
---| "protocol" # SMTP misused
---| "spam" # Judged to be spam
---| "virus" # Malware or forbidden attachment
---| "bad-message" # Message malformed
---| "too-large" # Message too large
---| "recipient-restricted" # Recipient takes no mail from you
---| "relay-denied" # Relaying denied
---| "loop" # Mail loop
---| "success" # Done
---| "accepted" # Message accepted
---| "continue" # Go on
---| "unknown" # Not known

---@class smtpcodes.Names
---@field SYSTEM_STATUS 211 System status, or system help reply
---@field HELP_MESSAGE 214 Help message
---@field SERVICE_READY 220 Service ready
---@field SERVICE_CLOSING 221 Service closing transmission channel
---@field AUTHENTICATION_SUCCEEDED 235 Authentication succeeded
---@field ACTION_COMPLETED 250 Requested mail action okay, completed
---@field USER_NOT_LOCAL_WILL_FORWARD 251 User not local; will forward to <forward-path>
---@field CANNOT_VERIFY_USER 252 Cannot VRFY user; will accept message and attempt delivery
---@field PENDING_MESSAGES_STARTED 253 Pending messages for node started
---@field SERVER_CHALLENGE 334 Server challenge
---@field START_MAIL_INPUT 354 Start mail input; end with <CRLF>.<CRLF>
---@field TRANSACTION_OFFSET 355 Octet-offset is the transaction offset
---@field SERVICE_NOT_AVAILABLE 421 Service not available, closing transmission channel
---@field PASSWORD_TRANSITION_NEEDED 432 A password transition is needed
---@field MAILBOX_BUSY 450 Requested mail action not taken: mailbox unavailable
---@field LOCAL_ERROR_IN_PROCESSING 451 Requested action aborted: local error in processing
---@field INSUFFICIENT_SYSTEM_STORAGE 452 Requested action not taken: insufficient system storage
---@field YOU_HAVE_NO_MAIL 453 You have no mail
---@field TLS_OR_AUTHENTICATION_NOT_AVAILABLE 454 TLS not available; or temporary authentication failure
---@field UNABLE_TO_ACCOMMODATE_PARAMETERS 455 Server unable to accommodate parameters
---@field UNABLE_TO_QUEUE_MESSAGES 458 Unable to queue messages for node <x>
---@field NODE_NOT_ALLOWED 459 Node <x> not allowed: <reason>
---@field COMMAND_UNRECOGNIZED 500 Syntax error, command unrecognized
---@field SYNTAX_ERROR_IN_PARAMETERS 501 Syntax error in parameters or arguments
---@field COMMAND_NOT_IMPLEMENTED 502 Command not implemented
---@field BAD_SEQUENCE_OF_COMMANDS 503 Bad sequence of commands
---@field PARAMETER_NOT_IMPLEMENTED 504 Command parameter not implemented
---@field HOST_DOES_NOT_ACCEPT_MAIL 521 Host does not accept mail
---@field AUTHENTICATION_REQUIRED 530 Authentication required; or issue STARTTLS first
---@field AUTHENTICATION_MECHANISM_TOO_WEAK 534 Authentication mechanism is too weak
---@field AUTHENTICATION_CREDENTIALS_INVALID 535 Authentication credentials invalid
---@field MAILBOX_UNAVAILABLE 550 Requested action not taken: mailbox unavailable
---@field USER_NOT_LOCAL 551 User not local; please try <forward-path>
---@field EXCEEDED_STORAGE_ALLOCATION 552 Requested mail action aborted: exceeded storage allocation
---@field MAILBOX_NAME_NOT_ALLOWED 553 Requested action not taken: mailbox name not allowed
---@field TRANSACTION_FAILED 554 Transaction failed
---@field PARAMETERS_NOT_RECOGNIZED 555 MAIL/RCPT parameters not recognized or not implemented
---@field DOMAIN_DOES_NOT_ACCEPT_MAIL 556 Domain does not accept mail
-- end: words (generated)

---One sense of a code, in one context. Absent fields: any.
---@class smtpcodes.Meaning
---@field command? string "RCPT"
---@field extension? string EHLO keyword, "SIZE"
---@field status smtpcodes.status
---@field title string
---@field description string what it says, and what the client does next
---@field rfc string[] "RFC5321#4.5.3.1.10": RFC and section
---@field enhanced? string[] enhanced codes that it comes with (lookup only)
---@field step? smtpcodes.step which part of the context chose it (lookup only)

---What an enhanced code means at a provider.
---@class smtpcodes.ProviderMeaning
---@field provider string "google"
---@field code? integer with this reply code alone
---@field reason smtpcodes.reason
---@field detail? smtpcodes.detail
---@field retry_after? integer seconds
---@field source string where the provider says so, and when it was read

---A reply code.
---@class smtpcodes.Code
---@field code integer 200-599
---@field name string UPPER_SNAKE
---@field title string
---@field description string what it says, and what the client does next
---@field class smtpcodes.class
---@field category? smtpcodes.category absent when the second digit is 6-9
---@field status smtpcodes.status
---@field commands string[] commands that may get it; "*" is any
---@field enhanced string[] enhanced codes that it comes with
---@field rfc string[]
---@field meanings smtpcodes.Meaning[] best status first; may be empty
---@field aliases string[] other titles in use

---An enhanced code without its class; a subject as a whole has no detail, a
---class as a whole no subject either.
---@class smtpcodes.Enhanced
---@field subject? integer 0-999
---@field detail? integer 0-999
---@field name? string UPPER_SNAKE
---@field title string the registry's, letter for letter
---@field description string
---@field classes integer[] first digits that the registry allows: 2, 4, 5
---@field codes integer[] reply codes that it comes with
---@field rfc string[]

---@class smtpcodes.Reason
---@field title string
---@field description string what it means, and where its border is
---@field aliases string[] what others call it
---@field action smtpcodes.action its usual action
---@field scope? string
---@field owner? string
---@field remedy? string
---@field final? string
---@field traffic? string

---@class smtpcodes.Action
---@field title string
---@field description string
---@field aliases string[] what others call it

---What is known about where a reply came from.
---@class smtpcodes.Context
---@field command? string "RCPT", also as logs say it: "end of DATA"; of another no reply speaks of a recipient
---@field extension? string EHLO keyword in use for the command
---@field expired? boolean the message will not be tried again (classify)
---@field protocol? string "lmtp" or "prdr": a reply for each recipient (classify)
---@field host? string that sent the reply (classify)
---@field provider? string whose reply it is: "google" (classify)
---@field recipients? integer of the transaction (classify)
---@field from? string the envelope sender: a text that quotes it speaks of the sender (classify)
---@field rcpt? string the envelope recipient, perhaps the sender too: no other address is taken for it (classify)

---@class smtpcodes.Filter
---@field class? smtpcodes.class|integer
---@field category? smtpcodes.category reply codes only
---@field status? smtpcodes.status reply codes only
---@field command? string codes that it may get; reply codes only
---@field code? integer that code; enhanced codes that come with it
---@field subject? integer enhanced codes only

---@alias smtpcodes.flag
---| "8bit" # octets above 127
---| "bare-cr" # CR that is not before LF: kept in the text
---| "bare-lf" # LF alone as a line end
---| "blank-line" # an empty line before the reply, or inside it
---| "code-mismatch" # lines with different codes: the last decides
---| "code-range" # second digit 6-9
---| "ctl" # control characters, NUL too
---| "enhanced-conflict" # two enhanced codes: the first wins
---| "enhanced-mismatch" # the enhanced code has another class than the code
---| "enhanced-partial" # the enhanced code is not on every line
---| "enhanced-syntax" # the enhanced code is written oddly
---| "long-line" # more than 512 octets (12288 in a 334 reply)
---| "no-space" # text right after the code
---| "separator" # TAB for SP
---| "uncoded-line" # a line without a code inside the reply

---@alias smtpcodes.kind
---| "incomplete" # more octets can make it a reply
---| "truncated" # the stream has ended inside the reply
---| "code" # no digit where the code must be
---| "code-range" # a digit that no code has there
---| "code-mismatch" # not the code of the lines before
---| "separator" # no SP, "-" or CRLF after the code
---| "char" # an octet that no text may have
---| "line-ending" # CR or LF alone
---| "line-length"
---| "too-many-lines"
---| "too-long"

---A reply; [1..n] are its lines, without code and without its enhanced code.
---@class smtpcodes.Reply
---@field code integer absent when find saw an enhanced code alone
---@field class smtpcodes.class
---@field enhanced? string "5.7.26"
---@field subject? integer 0-999
---@field detail? integer 0-999
---@field text string the lines, joined by LF
---@field flags? smtpcodes.flag[] what lenient mode let pass, sorted
---@field command? string that it answers (find only)
---@field host? string that sent it (find only)
---@field dsn_action? string of a delivery status (find only)
---@field [integer] string

---@alias smtpcodes.detail
---| "spf"|"dkim"|"dmarc"|"arc"|"alignment" # of auth-failed
---| "tls"|"login"|"credentials" # of auth-required
---| "ptr"|"helo" # of sender-dns
---| "connections"|"messages"|"recipients"|"volume"|"duplicates" # of rate-limited
---| "ip"|"domain"|"url" # of blocklisted

---@alias smtpcodes.scope
---| "recipient"|"message"|"session"|"ip"|"sender-domain"|"account"|"domain"

---@class smtpcodes.Evidence
---@field source "rules"|"provider"|"phrase"|"enhanced"|"code"|"none"
---@field file? string where the row stands that decided: "data/phrases.tsv"
---@field row? integer its line there; of a caller's rules their line or index
---@field first? integer where the phrase begins in the text that was given, or in the reply's text
---@field last? integer where it ends

---Why a reply failed, and what to do about it.
---@class smtpcodes.Verdict
---@field class? smtpcodes.class of the code, else of the enhanced code
---@field category? smtpcodes.category
---@field code? integer
---@field enhanced? string
---@field reason smtpcodes.reason
---@field detail? smtpcodes.detail which kind of the reason
---@field bounce? "hard"|"block"|"soft" absent where nothing failed
---@field action smtpcodes.action
---@field requeue boolean keep the message and send it again, unchanged
---@field final? "suppress"|"count"|"keep" the address's fate in the end
---@field scope? smtpcodes.scope what the reply speaks about
---@field traffic? "slow"|"pause" what other mail of that scope should do
---@field retry_after? integer seconds, if the reply or the provider says so
---@field owner? string who can repair it
---@field remedy? string how
---@field closing? true the server hangs up
---@field confidence "high"|"medium"|"low"
---@field provider? string whose reply it is
---@field ip? string that the text names, but not that of the server
---@field url? string that the text names
---@field tag? string of the provider's own: "TSS04"
---@field list? string of senders that the text names: "zen.spamhaus.org"
---@field evidence smtpcodes.Evidence what decided
---@field why string one sentence
---@field rules string the version of the rules

---@class smtpcodes.ParseOptions
---@field strict? boolean default false
---@field max_line? integer octets; default 512 (strict), 16384 (lenient)
---@field max_lines? integer default 1024
---@field max_reply? integer octets; default 262144

---Reads replies from a stream, in whatever pieces it comes.
---@class smtpcodes.Parser
local parser = {}

---Adds octets. After an error no more of them are kept than one reply may
---have, until reset.
---@param bytes string
---@return smtpcodes.Parser self
function parser:feed(bytes) end

---Adds a line whose CRLF was cut off, as LuaSocket and cosockets give it.
---@param text string
---@return smtpcodes.Parser self
function parser:line(text) end

---The next reply. "incomplete" while more is needed, "truncated" after eof;
---an error comes again until reset. The position counts from the stream's
---first octet, which is 1.
---@return smtpcodes.Reply? reply
---@return smtpcodes.kind? kind
---@return integer? position
function parser:next() end

---What waits behind the replies that were taken: how many octets, and they.
---@return integer count
---@return string bytes
function parser:pending() end

---Says that the stream has ended.
---@return smtpcodes.Parser self
function parser:eof() end

---After an error: goes on at the next line, also when that is still to come.
---Else drops what is pending.
---@return smtpcodes.Parser self
function parser:reset() end

---What a mail server's reply means, and what to do about it.
---
---A call of the wrong type raises an error that names the argument. A question
---without an answer gives nil. Bad data gives nil, a kind (one word, of a
---closed list) and where it stands. No message repeats octets of the input.
---Positions count octets from 1. What is marked with ? may be nil, and a field
---that may be absent is nil then.
---
---The tables are plain, and the module never reads them back: what is written
---there spoils only what is seen there. Equal lists may be one table: copy
---before you change one. Many Lua states and threads may use the module at
---once; it sets no global.
---@class smtpcodes
---@field codes table<integer, smtpcodes.Code>
---@field enhanced_codes table<string, smtpcodes.Enhanced>
---@field names table<string, integer>|smtpcodes.Names
---@field reasons table<smtpcodes.reason, smtpcodes.Reason>
---@field actions table<smtpcodes.action, smtpcodes.Action>
---@field _VERSION string "smtpcodes 0.1.0"
---@field _DATA string the registry and its date
---@field _RULES string the version of the rules
local smtpcodes = {}

---Finds a record by code (550, "550"), enhanced code ("5.7.26", "X.7.26"),
---name, title or alias; case and -ise/-ize do not matter. nil: there is none.
---@param key integer|string
---@param context? smtpcodes.Context chooses the meaning
---@return (smtpcodes.Code|smtpcodes.Enhanced)? record
---@return smtpcodes.match? match
---@return smtpcodes.Meaning|smtpcodes.ProviderMeaning|smtpcodes.ProviderMeaning[]|nil meaning of a code in its
---context; of an enhanced code at context.provider, or at every provider that means something of its own
function smtpcodes.lookup(key, context) end

---Every reply code that the filter lets pass, in ascending order.
---@param filter? smtpcodes.class|integer|smtpcodes.Filter
---@return fun(): integer, smtpcodes.Code
function smtpcodes.each(filter) end

---Every enhanced code with each class that it allows, in ascending order.
---@param filter? smtpcodes.class|integer|smtpcodes.Filter
---@return fun(): string, smtpcodes.Enhanced
function smtpcodes.each_enhanced(filter) end

---The class of a code 200-599, known or not (RFC 5321 4.2.1).
---@param code integer
---@return smtpcodes.class?
function smtpcodes.class(code) end

---The category of a code 200-599, known or not (RFC 5321 4.2.1).
---@param code integer
---@return smtpcodes.category?
function smtpcodes.category(code) end

---Reads one reply from the wire (RFC 5321 4.2).
---@param bytes string
---@param init? integer where it begins; default 1
---@param options? smtpcodes.ParseOptions
---@return smtpcodes.Reply? reply
---@return integer|smtpcodes.kind next the first octet not taken, or the kind
---@return integer? position of the first wrong octet
function smtpcodes.parse(bytes, init, options) end

---The same in integers, lenient, without a table.
---@param bytes string
---@param init? integer
---@return integer? next the first octet not taken
---@return integer|smtpcodes.kind code
---@return integer class first digit of the code, or the position of an error
---@return integer? subject of the enhanced code
---@return integer? detail
---@return integer? first where the text of the first line begins
---@return integer? last where that of the last line ends
function smtpcodes.scan(bytes, init) end

---A parser for a stream of replies.
---@param options? smtpcodes.ParseOptions
---@return smtpcodes.Parser
function smtpcodes.parser(options) end

---Finds a reply inside other text: a log line, a client's error string, the
---fields of a delivery status (RFC 3464).
---@param text string
---@return smtpcodes.Reply? reply
---@return integer? first where it stands
---@return integer? last
function smtpcodes.find(text) end

---@alias smtpcodes.build_kind
---| "code-range" # no code of RFC 5321 4.2
---| "enhanced" # no enhanced code
---| "enhanced-mismatch" # of another class than the code, or in 3yz
---| "enhanced-text" # the text would be read as an enhanced code
---| "line-ending" # CR or LF in the text
---| "char" # a control character in the text
---| "8bit" # no UTF-8, or no UTF-8 allowed
---| "too-many-lines" # more than a milter may send
---| "line-length" # more than one line, for nginx

---@class smtpcodes.BuildOptions
---@field utf8? boolean the client uses SMTPUTF8 (RFC 6531 3.7.4)

---@class smtpcodes.MilterOptions: smtpcodes.BuildOptions
---@field code? integer that the host sends; default 554
---@field enhanced? string|true that the host sends; default 5.7.1

---A reply for the wire: the codes on every line, folded at 512 octets.
---@param code integer
---@param enhanced string|true|nil true: the one the code has by itself
---@param text string|string[] a list has a string for each line
---@param options? smtpcodes.BuildOptions
---@return string? bytes
---@return smtpcodes.build_kind? kind
---@return integer? position of the wrong octet in its line
---@return integer? line
function smtpcodes.build(code, enhanced, text, options) end

---The same as a list of lines without CRLF.
---@param code integer
---@param enhanced string|true|nil
---@param text string|string[]
---@param options? smtpcodes.BuildOptions
---@return string[]? lines
---@return smtpcodes.build_kind? kind
---@return integer? position
---@return integer? line
function smtpcodes.build_lines(code, enhanced, text, options) end

---The text of a milter's reply, whose codes the milter's host puts.
---@param text string|string[]
---@param options? smtpcodes.MilterOptions
---@return string? text
---@return smtpcodes.build_kind? kind
---@return integer? position
---@return integer? line
function smtpcodes.milter(text, options) end

---The headers of an auth_http answer that refuses (ngx_mail_auth_http_module).
---@param code integer 4yz or 5yz
---@param enhanced string|true|nil
---@param text string one line
---@return string? status Auth-Status
---@return string|smtpcodes.build_kind error_code Auth-Error-Code, or the kind
---@return integer? position
---@return integer? line
function smtpcodes.nginx(code, enhanced, text) end

---The right reply for a situation, by one of its names.
---@param situation string "greylisted"
---@return integer? code
---@return string? enhanced
---@return string? text
function smtpcodes.suggest(situation) end

---The right reply for the HTTP status of a service that decides about mail.
---@param status integer
---@return integer? code
---@return string? enhanced
---@return string? text
function smtpcodes.from_http(status) end

---Every situation that suggest knows.
---@return fun(): string, integer, string?, string
function smtpcodes.each_situation() end

---The verdict on a reply, on a text that holds one, or on a code. The code
---decides whether to try again (RFC 5321 4.2.1).
---@param reply smtpcodes.Reply|string|integer
---@param context? smtpcodes.Context
---@return smtpcodes.Verdict
function smtpcodes.classify(reply, context) end

---Reason and action of the verdict, without a table.
---@param text smtpcodes.Reply|string|integer
---@param context? smtpcodes.Context
---@return smtpcodes.reason reason
---@return smtpcodes.action action
function smtpcodes.reason_of(text, context) end

---A rule of a caller's; docs/classifying.md tells how phrase and when are read.
---@class smtpcodes.Rule
---@field reason smtpcodes.reason|"@sender"|"@temporary"|"@path"
---@field detail? smtpcodes.detail
---@field phrase? string words that a reply says
---@field when? string "code=55 enhanced=7.1 provider=google command=RCPT"
---@field retry_after? integer seconds
---@field source? string whence one knows

---Rules that go before the built-in ones.
---@class smtpcodes.Rules
local rules = {}

---@param reply smtpcodes.Reply|string|integer
---@param context? smtpcodes.Context
---@return smtpcodes.Verdict
function rules:classify(reply, context) end

---@param text smtpcodes.Reply|string|integer
---@param context? smtpcodes.Context
---@return smtpcodes.reason reason
---@return smtpcodes.action action
function rules:reason_of(text, context) end

---@class smtpcodes.Problem
---@field severity "error"|"warning"
---@field kind string "reason", "code", "duplicate", "unreachable", ...
---@field message string one sentence
---@field line integer of the file, or the rule's index
---@field column? integer in the file
---@field field? string of the table
---@field other? integer the line or index of the row that it speaks of

---Rules of one's own. All of them are right, or there are none.
---@param list smtpcodes.Rule[]|string a list, or the name of a file
---@return smtpcodes.Rules? rules
---@return string? kind of the first error; "file" when it cannot be read
---@return integer? line of the file, or index
---@return integer|string|nil place column in the file, or field of the table
function smtpcodes.rules(list) end

---What is wrong with rules.
---@param list smtpcodes.Rule[]|string a list, or the name of a file
---@return smtpcodes.Problem[]? problems
---@return "file"? kind when it cannot be read
function smtpcodes.lint(list) end

---What a bounce event or a notification says of one recipient.
---@class smtpcodes.Notice
---@field recipient? string
---@field reply? string as the event has it
---@field label? string its own word: "Permanent/General", "HardBounce", "failed"
---@field status? string the enhanced code beside the reply
---@field host? string that sent the reply
---@field agrees? boolean whether label, or else status, says what the reply says; nil: it says nothing
---@field verdict smtpcodes.Verdict

---What a decoded event of Amazon SES says of each recipient.
---@param event table
---@return smtpcodes.Notice[]? notices
---@return "event"? kind when it is no such event
function smtpcodes.from_ses(event) end

---What decoded events of SendGrid say; those that are no failure are passed over.
---@param event table one, or a list
---@return smtpcodes.Notice[]? notices
---@return "event"? kind
function smtpcodes.from_sendgrid(event) end

---What a decoded event of Mailgun says.
---@param event table
---@return smtpcodes.Notice[]? notices
---@return "event"? kind
function smtpcodes.from_mailgun(event) end

---What a decoded event of Postmark says.
---@param event table
---@return smtpcodes.Notice[]? notices
---@return "event"? kind
function smtpcodes.from_postmark(event) end

---What a delivery status notification (RFC 3464) says of each recipient.
---@param text string its part with the fields, or the whole message
---@return smtpcodes.Notice[]? notices
---@return "event"? kind
function smtpcodes.from_dsn(text) end

---The text without what differs between like replies: a key to group by.
---@param text string
---@return string
function smtpcodes.normalize(text) end

return smtpcodes
