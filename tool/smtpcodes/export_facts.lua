-- export_facts.lua: generated from data/*.tsv by tools/gen.lua. Do not edit.
-- Tables of lines; the cells of a line are separated by tabs.

local facts = {}

facts.words = [[
-	the a an is are was were be been being has have had this that these those our its it's it we you i very currently now please sorry to of for at in on here there email e also because since and any der die das dem den des ist wurde wird auf diesem dieser diese dieses hier le la les du un une est sur ce cette cet el los las una fue sido foi em il lo stato stata het een op deze jest zostala n'est er je este byl byla
user	user users recipient recipients mailbox mailboxes account accounts address addresses addressee addressees inbox userid username person alias rcpt subscriber customer addr rcpts recip mbox mailaddress user's recipient's mailbox's account's addressee's utente utenti usuario usuarios utilizador utilisateur benutzer benutzerkonto empfaenger postfach konto destinataire compte destinatario cuenta conta casella casilla buzon boite adresse mailadresse emailadresse indirizzo direccion gebruiker ontvanger postbus postvak uzytkownik skrzynka odbiorca adresat kullanici alici hesap mottagare bruker mottaker modtager l'utente l'adresse l'utilisateur l'indirizzo mottagaren brugeren brukeren empfaengers destinataires adress adresses recipent recipents reciepient recepient recipeint acount accout mailbx member student employee maildrop localpart mailid emailid postbox kontoen kontot postkassen inkorgen tili abonent abonado assinante abbonato
unknown	unknown invalid nonexistent nonexistant non-existent unexistent unknow inexistent unrecognized unrecognised undeliverable unroutable unrouteable bogus incorrect wrong unbekannt unbekannte unbekannter unbekanntes ungueltig inconnu inconnue inexistant inexistante introuvable invalide desconocido desconocida inexistente desconhecido desconhecida sconosciuto sconosciuta inesistente onbekend onbekende ongeldig ongeldige nieznany nieznana nieznane bilinmeyen gecersiz ukendt ukjent unkown unknwon unknwn invaild nonexisting undefined unassigned unmatched fictitious non-existant
not	not doesn't doesnt isn't cannot can't cant couldn't didn't don't won't wasn't aren't no never unable nicht kein keine nao niet geen nie hasn't hasnt haven't hadn't weren't wouldn't inte ikke ei pas dont doesnot isnt arent wasnt dosen't dosent
exist	exist exists existing existent existed existe existiert esiste bestaat istnieje finns exits exsit exisit exixt
found	found find known located locate recognized recognised gefunden encontrado encontrada trovato trovata gevonden znaleziono connu connue bekannt conosciuto conosciuta conocido conocida conhecido conhecida znany bekend localizado localizada
blocked	blocked blacklisted blocklisted banned denylisted blackholed
blacklist	blacklist blacklists blocklist blocklists dnsbl dnsbls rbl rbls denylist blackhole blacklisting blocklisting
exceed	exceed exceeds exceeded exceeding over exceded exeeded exceedes surpassed superata excedida
disabled	disabled suspended deactivated inactive closed terminated deleted removed expired frozen discontinued cancelled canceled abandoned retired inactivated deaktiviert gesperrt geschlossen desactive desactivee suspendu inactif desactivado desactivada deshabilitado deshabilitada suspendida suspendido bloqueada bloqueado inactiva inactivo cancelada cerrada desativada desativado inativa inativo suspensa suspenso encerrada disabilitata disabilitato disattivata disattivato sospesa sospeso bloccata bloccato scaduta chiusa geblokkeerd gedeactiveerd opgeheven zablokowane zablokowana zawieszone nieaktywne nieaktywna pasif decommissioned deprovisioned disactivated unactive supprimee geloescht verwijderd eliminada eliminado cancelado zablokowana cancellata cancellato rimossa rimosso excluida removida usunieta skasowane suspendue disable deactive purged erased barred withdrawn offboarded stengt lukket suljettu abgemeldet revoked wiped
message	message messages mail mails letter emails content
rejected	rejected refused denied declined reject refuse deny rejects rejecting denies refuses
later	later again
virus	virus viruses malware trojan worm ransomware
spam	spam uce ube junk unsolicited spammy rspam spams
limit	limit limits quota quotas threshold maximum max limitation limitations
temporarily	temporarily temporary temp momentarily
domain	domain domains host hostname domain's
fail	fail fails failed failure failing failures
size	size length
kind	local destination target intended specified final original
full	full overfull overfilled overflowing voll plein pleine lleno llena cheia cheio lotada piena pieno vol dolu fuld pun poln plina
]]

facts.phrases = [[
unknown-mailbox	<not> <found> <user>
unknown-mailbox	<not> valid <user>
unknown-mailbox	<unknown> <user>
unknown-mailbox	<user> <not> <exist>
unknown-mailbox	<user> <not> <found>
unknown-mailbox	<user> <not> listed
unknown-mailbox	<user> can not <found>
unknown-mailbox	<user> could not <found>
unknown-mailbox	<user> did not <exist>
unknown-mailbox	<user> do not <exist>
unknown-mailbox	<user> dosn't <exist>
unknown-mailbox	<user> invalid
unknown-mailbox	<user> no existe
unknown-mailbox	<user> no longer <exist>
unknown-mailbox	<user> non existent
unknown-mailbox	<user> nonexistent
unknown-mailbox	<user> not present
unknown-mailbox	<user> not registered
unknown-mailbox	<user> not valid
unknown-mailbox	<user> unknown
unknown-mailbox	address not configured receive
unknown-mailbox	badrcptto
unknown-mailbox	banned recipient
unknown-mailbox	check if address correct
unknown-mailbox	do not know <user>
unknown-mailbox	does not have account
unknown-mailbox	doesn't have a yahoo
unknown-mailbox	doesn't have account
unknown-mailbox	don't know <user>
unknown-mailbox	double check the recipient's
unknown-mailbox	double checking recipient's
unknown-mailbox	exrecipnotfound
unknown-mailbox	illegal alias
unknown-mailbox	invalid local part
unknown-mailbox	know user
unknown-mailbox	mailbox owner changed
unknown-mailbox	marked as invalid
unknown-mailbox	misspelled
unknown-mailbox	misspelt
unknown-mailbox	name not <found>
unknown-mailbox	no <user> <found>
unknown-mailbox	no <user> available
unknown-mailbox	no <user> such
unknown-mailbox	no <user> that name
unknown-mailbox	no local mailbox
unknown-mailbox	no mailbox here
unknown-mailbox	no matching <user>
unknown-mailbox	no one by that name
unknown-mailbox	no one name
unknown-mailbox	no such <user>
unknown-mailbox	no such id
unknown-mailbox	no such local <user>
unknown-mailbox	no such name
unknown-mailbox	no user here
unknown-mailbox	no_such_user
unknown-mailbox	nobody by that name
unknown-mailbox	nobody name
unknown-mailbox	non existent <user>
unknown-mailbox	nosuchuser
unknown-mailbox	not accepted here unknown
unknown-mailbox	not listed in domino directory
unknown-mailbox	not our customer
unknown-mailbox	not registered <user>
unknown-mailbox	not such <user>
unknown-mailbox	recipientnotfound
unknown-mailbox	recipnotfound
unknown-mailbox	typo ~ <user>
unknown-mailbox	unknown local part
unknown-mailbox	unknown_user
unknown-mailbox	unknownuser
unknown-mailbox	user not local known
unknown-mailbox	user unknown in relay recipient table
unknown-mailbox	user_unknown
unknown-mailbox	userunknown
unknown-mailbox	could not be matched
unknown-mailbox	destination mailbox is unavailable
unknown-mailbox	invalid inactive user
unknown-mailbox	name and address book
unknown-mailbox	no such forward path
unknown-mailbox	no usable address
unknown-mailbox	not listed in address book
unknown-mailbox	adres bestaat
unknown-mailbox	adres onbekend
unknown-mailbox	bestaat niet
unknown-mailbox	gebruiker niet gevonden
unknown-mailbox	gebruiker onbekend
unknown-mailbox	geen mailbox
unknown-mailbox	onbekend adres
unknown-mailbox	onbekende gebruiker
unknown-mailbox	onbekende ontvanger
unknown-mailbox	ontvanger onbekend
unknown-mailbox	postbus bestaat
unknown-mailbox	postbus onbekend
unknown-mailbox	access denied banned recipient
unknown-mailbox	bad destination mailbox
unknown-mailbox	destination mailbox <unknown>
unknown-mailbox	matches no <user>
unknown-mailbox	no match ~ address
unknown-mailbox	not found directory
unknown-mailbox	not found in our database
unknown-mailbox	not in database
unknown-mailbox	not in directory
unknown-mailbox	not listed directory
unknown-mailbox	not listed domino
unknown-mailbox	smtp address lookup
unknown-mailbox	unknown in local recipient
unknown-mailbox	unknown in relay recipient
unknown-mailbox	unknown in virtual
unknown-mailbox	adresse e mail inconnue
unknown-mailbox	adresse electronique inconnue
unknown-mailbox	adresse inconnue
unknown-mailbox	adresse inexistante
unknown-mailbox	adresse invalide
unknown-mailbox	aucun utilisateur
unknown-mailbox	aux lettres inconnue
unknown-mailbox	aux lettres inexistante
unknown-mailbox	boite inconnue
unknown-mailbox	boite inexistante
unknown-mailbox	compte inconnu
unknown-mailbox	compte inexistant
unknown-mailbox	destinataire inconnu
unknown-mailbox	destinataire inexistant
unknown-mailbox	destinataire introuvable
unknown-mailbox	destinataire invalide
unknown-mailbox	messagerie inconnu
unknown-mailbox	messagerie inexistant
unknown-mailbox	n existe pas
unknown-mailbox	n'existe pas
unknown-mailbox	utilisateur inconnu
unknown-mailbox	utilisateur inexistant
unknown-mailbox	utilisateur introuvable
unknown-mailbox	adresse nicht gefunden
unknown-mailbox	adresse unbekannt
unknown-mailbox	adresse ungueltig
unknown-mailbox	benutzer existiert
unknown-mailbox	benutzer nicht gefunden
unknown-mailbox	benutzer unbekannt
unknown-mailbox	empfaenger unbekannt
unknown-mailbox	existiert nicht
unknown-mailbox	kein benutzer
unknown-mailbox	kein postfach
unknown-mailbox	kein solcher benutzer
unknown-mailbox	kein solches postfach
unknown-mailbox	konto existiert
unknown-mailbox	mail adresse existiert
unknown-mailbox	mailadresse existiert
unknown-mailbox	mailadresse unbekannt
unknown-mailbox	nicht bekannt
unknown-mailbox	postfach existiert
unknown-mailbox	postfach unbekannt
unknown-mailbox	unbekannte adresse
unknown-mailbox	unbekannter benutzer
unknown-mailbox	unbekannter empfaenger
unknown-mailbox	account inesistente
unknown-mailbox	casella di posta inesistente
unknown-mailbox	casella inesistente
unknown-mailbox	casella non trovata
unknown-mailbox	destinatario inesistente
unknown-mailbox	destinatario non trovato
unknown-mailbox	destinatario non valido
unknown-mailbox	destinatario sconosciuto
unknown-mailbox	indirizzo inesistente
unknown-mailbox	indirizzo non esistente
unknown-mailbox	indirizzo non valido
unknown-mailbox	indirizzo sconosciuto
unknown-mailbox	mail inesistente
unknown-mailbox	non esiste
unknown-mailbox	utente inesistente
unknown-mailbox	utente non esistente
unknown-mailbox	utente non trovato
unknown-mailbox	utente non valido
unknown-mailbox	utente sconosciuto
unknown-mailbox	adresat nieznany
unknown-mailbox	brak takiego konta
unknown-mailbox	nie istnieje
unknown-mailbox	nie ma takiego konta
unknown-mailbox	niepoprawny adres
unknown-mailbox	nieznany adresat
unknown-mailbox	nieznany odbiorca
unknown-mailbox	odbiorca nieznany
unknown-mailbox	caixa postal inexistente
unknown-mailbox	conta inexistente
unknown-mailbox	nao encontrado
unknown-mailbox	nao existe
unknown-mailbox	usuario desconhecido
unknown-mailbox	utilizador desconhecido
unknown-mailbox	utilizador inexistente
unknown-mailbox	buzon no existe
unknown-mailbox	casilla inexistente
unknown-mailbox	casilla no existe
unknown-mailbox	correo no existe
unknown-mailbox	cuenta inexistente
unknown-mailbox	cuenta no existe
unknown-mailbox	destinatario desconocido
unknown-mailbox	destinatario inexistente
unknown-mailbox	destinatario no encontrado
unknown-mailbox	destinatario no existe
unknown-mailbox	destinatario no valido
unknown-mailbox	direccion no existe
unknown-mailbox	no existe ~ cuenta
unknown-mailbox	no existe ~ usuario
unknown-mailbox	usuario desconocido
unknown-mailbox	usuario inexistente
unknown-mailbox	usuario invalido
unknown-mailbox	usuario no encontrado
unknown-mailbox	usuario no existe
unknown-mailbox	alici bulunamadi
unknown-mailbox	gecersiz alici
unknown-mailbox	kullanici bulunamadi
unknown-mailbox	kullanici yok
unknown-mailbox	user not in relay recipient map
unknown-mailbox	recipient no longer on server
unknown-mailbox	<not> have such <user>
unknown-mailbox	<user> <unknown>
unknown-mailbox	encuentra en el directorio
unknown-mailbox	encuentra en la libreta
unknown-mailbox	nicht vorhanden
unknown-mailbox	unavailable <message> <user>
unknown-mailbox	unavailable <user>
unknown-mailbox	recipient rejected ~ does not know
unknown-mailbox	callback setup failed
unknown-mailbox	not in my list of valid <user>
unknown-mailbox	not in list of valid <user>
unknown-mailbox	relaying denied no such user
unknown-mailbox	addressee unknown relay
unknown-mailbox	mapiexceptionunknownuser
unknown-mailbox	recipientnotfoundexception
unknown-mailbox	unknown or illegal <user>
unknown-mailbox	finns inte
unknown-mailbox	findes ikke
unknown-mailbox	finnes ikke
unknown-mailbox	neexistuje
unknown-mailbox	<exist> nicht
unknown-mailbox	<exist> niet
unknown-mailbox	<user> non risulta
unknown-mailbox	hittades inte
unknown-mailbox	adresa neexistuje
unknown-mailbox	mottagaren finns inte
unknown-mailbox	adressen finns inte
unknown-mailbox	kontot finns inte
unknown-mailbox	adressen finnes ikke
unknown-mailbox	brukeren finnes ikke
unknown-mailbox	mottakeren finnes ikke
unknown-mailbox	kontoen finnes ikke
unknown-mailbox	brugeren findes ikke
unknown-mailbox	adressen findes ikke
unknown-mailbox	modtageren findes ikke
unknown-mailbox	kontoen findes ikke
unknown-mailbox	osoitetta ei ole
unknown-mailbox	tuntematon vastaanottaja
unknown-mailbox	utilizatorul nu exista
unknown-mailbox	adresa nu exista
unknown-mailbox	utilizator necunoscut
unknown-mailbox	destinatar necunoscut
unknown-mailbox	pengguna tidak ditemukan
unknown-mailbox	pengguna tidak dikenal
unknown-mailbox	alamat tidak ditemukan
unknown-mailbox	korisnik ne postoji
unknown-mailbox	adresa ne postoji
unknown-mailbox	nepoznat korisnik
unknown-mailbox	uporabnik ne obstaja
unknown-mailbox	usuari desconegut
unknown-mailbox	usuari no existeix
unknown-mailbox	<user> dont <exist>
unknown-mailbox	<not> registered with us
unknown-mailbox	callback setup failed while verifying
unknown-mailbox	<user> not in virtual
unknown-mailbox	user <not> mail box
unknown-mailbox	nobody with that name
unknown-mailbox	no one with that name
unknown-mailbox	no record of <user>
unknown-mailbox	no record of that <user>
unknown-mailbox	correspond to any user
unknown-mailbox	correspond to any recipient
unknown-mailbox	correspond to user
unknown-mailbox	correspond to recipient
unknown-mailbox	correspond to mailbox
unknown-mailbox	resolved to user
unknown-mailbox	resolved to recipient
unknown-mailbox	resolved to mailbox
unknown-mailbox	resolve to user
unknown-mailbox	resolve to recipient
unknown-mailbox	resolve to mailbox
unknown-mailbox	no mapping ~ <user>
unknown-mailbox	unregistered recipient
unknown-mailbox	appear to be valid <user>
unknown-mailbox	trying to reach unknown
unknown-mailbox	no <user> match
unknown-mailbox	no <user> matches
unknown-mailbox	<user> with that name ~ <not>
unknown-mailbox	user <not> on system
unknown-mailbox	recipient <not> on system
unknown-mailbox	mailbox <not> on system
unknown-mailbox	invalid final delivery
unknown-mailbox	not resolvable in directory
unknown-mailbox	invalid rcptto
unknown-mailbox	invalid route token
unknown-mailbox	address isn't in use
unknown-mailbox	cuda_nsu
unknown-mailbox	<user> does not have account
unknown-mailbox	<user> does not have mailbox
unknown-mailbox	<user> does not have inbox
unknown-mailbox	usuario no registrado
unknown-mailbox	<user> does not <exist>
unknown-mailbox	not an address of ours
unknown-mailbox	not one of our addresses
unknown-mailbox	no mail drop
unknown-mailbox	email is not registered in system
unknown-mailbox	recipient does not belong
unknown-mailbox	mailbox does not belong
unknown-mailbox	user does not belong to this domain
disabled-mailbox	<user> <disabled>
disabled-mailbox	<user> <not> active
disabled-mailbox	<user> <not> enabled
disabled-mailbox	<user> <temporarily> <disabled>
disabled-mailbox	<user> archived
disabled-mailbox	user blocked
disabled-mailbox	<user> doesn't work
disabled-mailbox	<user> is paused
disabled-mailbox	<user> no longer accept
disabled-mailbox	<user> no longer accepting
disabled-mailbox	<user> no longer accepts
disabled-mailbox	<user> no longer active
disabled-mailbox	<user> no longer available
disabled-mailbox	<user> no longer monitored
disabled-mailbox	<user> no longer receive
disabled-mailbox	<user> no longer receives
disabled-mailbox	<user> no longer receiving
disabled-mailbox	<user> no longer used
disabled-mailbox	<user> not activated
disabled-mailbox	<user> on hold
disabled-mailbox	<user> permanently <disabled>
disabled-mailbox	<user> status disabled
disabled-mailbox	<user> status inactive
disabled-mailbox	<user> status locked
disabled-mailbox	account blocked
disabled-mailbox	account_disabled
disabled-mailbox	accountdisabled
disabled-mailbox	accountinactive
disabled-mailbox	address no longer
disabled-mailbox	archived mailbox
disabled-mailbox	blocked account
disabled-mailbox	blocked mailbox
disabled-mailbox	deceased
disabled-mailbox	disableduser
disabled-mailbox	doesn't have active account
disabled-mailbox	dormant
disabled-mailbox	has been disabled or discontinued
disabled-mailbox	inactivity
disabled-mailbox	incoming ~ <temporarily> suspended
disabled-mailbox	left the company
disabled-mailbox	mailbox_disabled
disabled-mailbox	no active account
disabled-mailbox	no longer accept <message>
disabled-mailbox	no longer accepts <message>
disabled-mailbox	no longer employed
disabled-mailbox	no longer on this server
disabled-mailbox	no longer receives <message>
disabled-mailbox	no longer valid
disabled-mailbox	no longer with
disabled-mailbox	no longer working
disabled-mailbox	no longer works
disabled-mailbox	not currently accepting ~ <user>
disabled-mailbox	not paid
disabled-mailbox	obsolete address
disabled-mailbox	out of storage space and inactive
disabled-mailbox	policy rejection on target address
disabled-mailbox	reach is inactive
disabled-mailbox	recipient suspend
disabled-mailbox	requires upgrade
disabled-mailbox	service suspended ~ <user>
disabled-mailbox	suspend service
disabled-mailbox	target address policy
disabled-mailbox	tried reach disabled
disabled-mailbox	user_disabled
disabled-mailbox	boite desactivee
disabled-mailbox	compte bloque
disabled-mailbox	compte desactive
disabled-mailbox	compte est desactive
disabled-mailbox	compte est inactif
disabled-mailbox	compte est suspendu
disabled-mailbox	compte inactif
disabled-mailbox	compte suspendu
disabled-mailbox	destinataire est bloque
disabled-mailbox	plus actif
disabled-mailbox	plus active
disabled-mailbox	benutzer gesperrt
disabled-mailbox	konto deaktiviert
disabled-mailbox	konto geschlossen
disabled-mailbox	konto gesperrt
disabled-mailbox	konto ist gesperrt
disabled-mailbox	konto nicht aktiv
disabled-mailbox	konto wurde deaktiviert
disabled-mailbox	konto wurde gesperrt
disabled-mailbox	mailbox gesperrt
disabled-mailbox	nicht mehr aktiv
disabled-mailbox	postfach deaktiviert
disabled-mailbox	postfach gesperrt
disabled-mailbox	postfach ist gesperrt
disabled-mailbox	postfach wurde deaktiviert
disabled-mailbox	postfach wurde gesperrt
disabled-mailbox	account disabilitato
disabled-mailbox	account disattivato
disabled-mailbox	account sospeso
disabled-mailbox	casella bloccata
disabled-mailbox	casella chiusa
disabled-mailbox	casella disabilitata
disabled-mailbox	casella disattivata
disabled-mailbox	casella non attiva
disabled-mailbox	casella scaduta
disabled-mailbox	casella sospesa
disabled-mailbox	utente disabilitato
disabled-mailbox	utente non attivo
disabled-mailbox	account geblokkeerd
disabled-mailbox	account gedeactiveerd
disabled-mailbox	gebruiker geblokkeerd
disabled-mailbox	hesap pasif
disabled-mailbox	konto nieaktywne
disabled-mailbox	konto zablokowane
disabled-mailbox	konto zawieszone
disabled-mailbox	mailbox geblokkeerd
disabled-mailbox	niet meer actief
disabled-mailbox	niet meer in gebruik
disabled-mailbox	postbus opgeheven
disabled-mailbox	skrzynka nieaktywna
disabled-mailbox	skrzynka zablokowana
disabled-mailbox	caixa bloqueada
disabled-mailbox	caixa postal desativada
disabled-mailbox	caixa postal inativa
disabled-mailbox	conta bloqueada
disabled-mailbox	conta cancelada
disabled-mailbox	conta desativada
disabled-mailbox	conta encerrada
disabled-mailbox	conta foi desativada
disabled-mailbox	conta foi suspensa
disabled-mailbox	conta inativa
disabled-mailbox	conta suspensa
disabled-mailbox	casilla deshabilitada
disabled-mailbox	casilla ha expirado
disabled-mailbox	cuenta bloqueada
disabled-mailbox	cuenta cancelada
disabled-mailbox	cuenta cerrada
disabled-mailbox	cuenta desactivada
disabled-mailbox	cuenta deshabilitada
disabled-mailbox	cuenta inactiva
disabled-mailbox	cuenta suspendida
disabled-mailbox	falta de uso
disabled-mailbox	usuario bloqueado
disabled-mailbox	usuario deshabilitado
disabled-mailbox	ya no existe
disabled-mailbox	<user> no longer exists
disabled-mailbox	<user> no longer valid
disabled-mailbox	<user> no longer in service
disabled-mailbox	<user> administratively <disabled>
disabled-mailbox	<user> <not> receive
disabled-mailbox	<user> <not> receiving
disabled-mailbox	<user> <not> able receive
disabled-mailbox	mailbox <blocked>
disabled-mailbox	inbox <blocked>
disabled-mailbox	not logged in long time
disabled-mailbox	<user> ~ administratively <disabled>
disabled-mailbox	accountdisabledexception
disabled-mailbox	mapiexceptionmailboxdisabled
disabled-mailbox	mailboxdisabledexception
disabled-mailbox	dada de baja
disabled-mailbox	dado de baja
disabled-mailbox	inactivity limit
disabled-mailbox	<user> no longer maintained
disabled-mailbox	no longer maintained
disabled-mailbox	<user> wurde <disabled>
disabled-mailbox	<user> ist <disabled>
disabled-mailbox	<user> est <disabled>
disabled-mailbox	<user> ha sido <disabled>
disabled-mailbox	<user> fue <disabled>
disabled-mailbox	<user> foi <disabled>
disabled-mailbox	<user> jest <disabled>
disabled-mailbox	<user> left organization
disabled-mailbox	<user> left organisation
disabled-mailbox	<user> left company
disabled-mailbox	recipient has left
disabled-mailbox	mail box <disabled>
disabled-mailbox	marked as inactive
disabled-mailbox	<user> is administrative disabled
disabled-mailbox	passed away
disabled-mailbox	<user> not monitored
disabled-mailbox	former employee
disabled-mailbox	former employee's
disabled-mailbox	former staff
disabled-mailbox	<user> ~ not logged in days
disabled-mailbox	<user> ~ not logged in months
disabled-mailbox	inactive <user>
disabled-mailbox	disabled <user>
disabled-mailbox	suspended <user>
disabled-mailbox	deactivated <user>
disabled-mailbox	expired mailbox
disabled-mailbox	frozen <user>
disabled-mailbox	abandoned <user>
disabled-mailbox	discontinued <user>
disabled-mailbox	<user> no longer in use
disabled-mailbox	<user> not currently active
disabled-mailbox	<user> not active
disabled-mailbox	<user> put on suspension
moved-mailbox	<user> has changed
moved-mailbox	<user> moved
moved-mailbox	changed his address
moved-mailbox	forwarding address
moved-mailbox	moved without
moved-mailbox	neue adresse
moved-mailbox	neue e mail adresse
moved-mailbox	new address
moved-mailbox	nieuw adres
moved-mailbox	no longer on server
moved-mailbox	not local please try
moved-mailbox	nouvelle adresse
moved-mailbox	nowy adres
moved-mailbox	nuovo indirizzo
moved-mailbox	please try forward
moved-mailbox	please try forwarding
moved-mailbox	please update address book
moved-mailbox	please update your address
moved-mailbox	yeni adres
moved-mailbox	new mail address
moved-mailbox	successor
bad-address	8 bit characters address
bad-address	<user> ambiguous
bad-address	<user> malformed
bad-address	<user> syntax
bad-address	address format
bad-address	address incomplete
bad-address	address non ascii
bad-address	address not well formed
bad-address	address parse
bad-address	address reserved
bad-address	adresse fehlerhaft
bad-address	adresse incorrecte
bad-address	ambiguous <user>
bad-address	bad address
bad-address	bad syntax address
bad-address	badly formatted address
bad-address	badly formed address
bad-address	cannot convert recipient
bad-address	cannot parse address
bad-address	could not parse address
bad-address	direccion invalida
bad-address	domain missing
bad-address	empty address
bad-address	empty recipient
bad-address	error in address syntax
bad-address	format of address
bad-address	fully qualified address
bad-address	illegal <user>
bad-address	improper address
bad-address	indirizzo errato
bad-address	indirizzo malformato
bad-address	internationalized address
bad-address	internationalized mailbox
bad-address	invalid domain name syntax
bad-address	local part too long
bad-address	malformed <user>
bad-address	missing domain
bad-address	missing or malformed local part
bad-address	must contain domain
bad-address	must include domain
bad-address	non ascii address
bad-address	not rfc compliant address
bad-address	not valid rfc 5321 address
bad-address	null recipient
bad-address	ongeldig adres
bad-address	parse error address
bad-address	recipient address not valid rfc
bad-address	recipient syntax error
bad-address	restricted character
bad-address	restricted characters
bad-address	restricted characters address
bad-address	rfc 5321 address
bad-address	smtputf8 not supported
bad-address	smtputf8 required
bad-address	smtputf8 unsupported
bad-address	syntax error <user>
bad-address	syntax error recipient
bad-address	syntaxe adresse
bad-address	unable parse address
bad-address	unparsable
bad-address	unqualified <user>
bad-address	recipient address rejected ~ bad syntax
bad-address	<unknown> address syntax
bad-address	domain name required for recipient
bad-address	user address required
bad-address	address <not> in valid format
bad-address	<user> <not> in valid format
bad-address	rcpt to syntax error
bad-address	mailbox syntax
bad-address	mailbox name syntactically
bad-address	syntactically ~ <user>
bad-address	<user> has invalid format
bad-address	invalid format ~ <user>
bad-address	non ascii characters ~ recipient
bad-address	non ascii ~ recipient address
bad-address	address type incorrect
bad-address	illegal domain name recipient
bad-address	unable to deliver unicode
bad-address	normalize recipient address
bad-address	invalid numeric domain
bad-address	address too long
bad-address	local part must not
bad-address	colon illegal
bad-address	bad characters
bad-address	<user> format invalid
bad-address	recipient address not rfc
bad-domain	unable to route invalid domain
bad-domain	<domain> <not> <exist>
bad-domain	<domain> cannot <found>
bad-domain	<domain> does not <exist>
bad-domain	<domain> invalid
bad-domain	<domain> non existent
bad-domain	<domain> not <found>
bad-domain	<domain> unknown
bad-domain	all relevant mx records point non existent hosts
bad-domain	bad destination host
bad-domain	bad destination mail system
bad-domain	bad destination system
bad-domain	could not find domain
bad-domain	couldn't find host
bad-domain	destination domain <not>
bad-domain	dns domain does not exist
bad-domain	dns lookup failure host not found
bad-domain	domain existiert nicht
bad-domain	domain expired
bad-domain	domain is not reachable
bad-domain	domain mentioned ~ unknown
bad-domain	domain name does not exist
bad-domain	domain name not <found>
bad-domain	domain name not exist
bad-domain	domain name not found
bad-domain	domain name not valid
bad-domain	domain no longer
bad-domain	domain not found dns
bad-domain	domain not resolvable
bad-domain	domain owner has changed
bad-domain	domain suspended
bad-domain	domain unbekannt
bad-domain	domaine inconnu
bad-domain	domaine inexistant
bad-domain	domaine introuvable
bad-domain	domaine n'existe pas
bad-domain	domein bestaat
bad-domain	domena nie istnieje
bad-domain	dominio desconocido
bad-domain	dominio inesistente
bad-domain	dominio inexistente
bad-domain	dominio no existe
bad-domain	dominio non esiste
bad-domain	dominio non trovato
bad-domain	dominio sconosciuto
bad-domain	find mail exchanger
bad-domain	host by that name
bad-domain	host name unknown
bad-domain	host named
bad-domain	illegal host
bad-domain	invalid destination domain
bad-domain	malformed name server reply
bad-domain	malformed or unexpected name server
bad-domain	mx entry
bad-domain	mx lookup failed permanently
bad-domain	name or service not known
bad-domain	nieznana domena
bad-domain	no address associated hostname
bad-domain	no dns records
bad-domain	no longer hosts
bad-domain	no mail exchanger
bad-domain	no mail exchangers
bad-domain	no mail host
bad-domain	no mail hosts
bad-domain	no mail server
bad-domain	no mail servers
bad-domain	no mx
bad-domain	no route to domain
bad-domain	no such <domain>
bad-domain	no usable mx
bad-domain	no valid hosts
bad-domain	no valid mx
bad-domain	no-domain
bad-domain	no_domain
bad-domain	nodename nor servname
bad-domain	nom de domaine
bad-domain	non existent <domain>
bad-domain	nonexistent <domain>
bad-domain	nonexistentdomain
bad-domain	not reachable check domain
bad-domain	nxdomain
bad-domain	onbekend domein
bad-domain	recipient domain <not>
bad-domain	recipient domain ~ nonexistent
bad-domain	unbekannte domain
bad-domain	unknown <domain>
bad-domain	unknown mail host
bad-domain	unroutable domain
bad-domain	unroutable mail domain
bad-domain	unrouteable domain
bad-domain	unrouteable mail domain
bad-domain	malformed or unexpected name server reply
bad-domain	malformed unexpected name server
bad-domain	name service error ~ malformed
bad-domain	does not accept mail ~ domain
bad-domain	domain accepts no
bad-domain	domain does not accept
bad-domain	domain never accepts
bad-domain	domain not accept
bad-domain	domain takes no
bad-domain	never accepts mail
bad-domain	no smtp service
bad-domain	null mx
bad-domain	nullmx
bad-domain	mail exchanger or ip address
bad-domain	domein bestaat niet
bad-domain	domaine du destinataire inexistant
bad-domain	wasn't delivered ~ domain couldn't <found>
bad-domain	unable route ~ no mail hosts
bad-domain	domain <not> accepting mail
bad-domain	domain <not> accepting mail any more
bad-domain	domain no longer accepts mail
bad-domain	unable resolve nxdomain
bad-domain	no valid mail exchangers
bad-domain	<not> <found> mx
bad-domain	name server no data known
bad-domain	domain parked
bad-domain	parked domain
bad-domain	domain name <not> <found>
bad-domain	resolve recipient domain
bad-domain	invalid mail domain
bad-domain	domain misspelled
bad-domain	domain name of recipient misspelled
bad-domain	lacks mx
bad-domain	no data dns
bad-domain	private loopback address
bad-domain	nie ma takiej domeny
bad-domain	domaine destinataire n'existe pas
bad-domain	dominio del destinatario no existe
bad-domain	dominio del destinatario non esiste
bad-domain	unable get mx
bad-domain	no mail server for <domain>
bad-domain	no data by dns
bad-domain	neither mx nor
full-mailbox	<exceed> allowed space
full-mailbox	<exceed> disk
full-mailbox	<exceed> quota
full-mailbox	<exceed> space
full-mailbox	<exceed> storage
full-mailbox	<user> <exceed>
full-mailbox	<user> full
full-mailbox	<user> storage
full-mailbox	allocated quota
full-mailbox	allocated storage
full-mailbox	blocks limit
full-mailbox	box full
full-mailbox	cannot accept <message> ~ storage
full-mailbox	cannot append message to destination file
full-mailbox	disk quota
full-mailbox	disk space limit
full-mailbox	file too large ~ destination file
full-mailbox	file too large ~ mailbox
full-mailbox	filesystem full ~ mailbox
full-mailbox	folder full
full-mailbox	full <user>
full-mailbox	full: retry
full-mailbox	hard quota
full-mailbox	has too many messages on server
full-mailbox	inboxes full
full-mailbox	inode limit
full-mailbox	insufficient quota
full-mailbox	insufficient space ~ <user>
full-mailbox	insufficient storage ~ <user>
full-mailbox	low on space
full-mailbox	mail file full
full-mailbox	mailbox <exceed> size limit
full-mailbox	mailbox <limit>
full-mailbox	mailbox full
full-mailbox	mailbox full ~ retry
full-mailbox	mailbox hard limit
full-mailbox	mailbox has reached
full-mailbox	mailbox over quota
full-mailbox	mailbox overflow
full-mailbox	mailbox size
full-mailbox	mailbox size limit
full-mailbox	mailbox space
full-mailbox	mailbox stuffed
full-mailbox	mailbox too full
full-mailbox	mailbox too large
full-mailbox	mailbox ~ exhausted
full-mailbox	mailfolder full
full-mailbox	maximum mailbox
full-mailbox	mbox full
full-mailbox	message store full
full-mailbox	no more space
full-mailbox	no room
full-mailbox	no space ~ <user>
full-mailbox	not accepting ~ quota
full-mailbox	not enough storage
full-mailbox	not have enough space
full-mailbox	out of disk space
full-mailbox	out space
full-mailbox	out storage
full-mailbox	over allowed quota
full-mailbox	over maximum quota
full-mailbox	over_quota
full-mailbox	overquota
full-mailbox	quota <exceed>
full-mailbox	quota check failed
full-mailbox	quota full
full-mailbox	quota limit
full-mailbox	quota reached
full-mailbox	quota space
full-mailbox	quota violation
full-mailbox	quotaexceeded
full-mailbox	quotaexceededexception
full-mailbox	reached its storage
full-mailbox	recipient's mail file
full-mailbox	soft quota
full-mailbox	space <exceed>
full-mailbox	space for this user
full-mailbox	space ~ exhausted
full-mailbox	storage full
full-mailbox	storage limit
full-mailbox	storage quota
full-mailbox	storage ~ exhausted
full-mailbox	too many messages in inbox
full-mailbox	too many messages in mailbox
full-mailbox	user over quota
full-mailbox	user's quota
full-mailbox	would exceed mailbox
full-mailbox	write error ~ mailbox
full-mailbox	boite aux lettres pleine
full-mailbox	boite est pleine
full-mailbox	boite pleine
full-mailbox	espace insuffisant
full-mailbox	mailbox ist voll
full-mailbox	mailbox voll
full-mailbox	messagerie pleine
full-mailbox	postfach ist voll
full-mailbox	postfach voll
full-mailbox	quota atteint
full-mailbox	quota depasse
full-mailbox	speicher voll
full-mailbox	brak miejsca
full-mailbox	kota doldu
full-mailbox	kotasi dolu
full-mailbox	kutusu dolu
full-mailbox	mailbox vol
full-mailbox	postbus vol
full-mailbox	postvak vol
full-mailbox	przekroczono limit
full-mailbox	przekroczony limit
full-mailbox	quota overschreden
full-mailbox	quotum overschreden
full-mailbox	bandeja llena
full-mailbox	buzon lleno
full-mailbox	caixa cheia
full-mailbox	caixa de correio cheia
full-mailbox	caixa de entrada cheia
full-mailbox	caixa postal cheia
full-mailbox	casella di posta piena
full-mailbox	casella piena
full-mailbox	casilla llena
full-mailbox	cota de disco
full-mailbox	cota excedida
full-mailbox	cuota de disco
full-mailbox	cuota excedida
full-mailbox	cuota superada
full-mailbox	espacio insuficiente
full-mailbox	excedido ~ cuota
full-mailbox	ha superado ~ cuota
full-mailbox	quota excedida
full-mailbox	quota superata
full-mailbox	raggiunto il limite
full-mailbox	sin espacio
full-mailbox	spazio esaurito
full-mailbox	spazio insufficiente
full-mailbox	<user> at capacity
full-mailbox	<user> <full>
full-mailbox	<full> <user>
full-mailbox	<user> maxed out
full-mailbox	<user> used up
full-mailbox	<user> reached <limit>
full-mailbox	<user> reached its <limit>
full-mailbox	<user> overflow
full-mailbox	<user> disk full
full-mailbox	mailbox size <exceed>
full-mailbox	mailbox too big
full-mailbox	<user> too many <message> on server
full-mailbox	user too many <message>
full-mailbox	mailbox too many <message>
full-mailbox	mapiexceptionshutoffquotaexceeded
full-mailbox	unavailable user quota <exceed>
full-mailbox	size quota
full-mailbox	quota ~ appending message
full-mailbox	<limit> <exceed> while appending
full-mailbox	postkassen full
full-mailbox	postkassen fuld
full-mailbox	kotak surat penuh
full-mailbox	<user> <size> <limit> reached
full-mailbox	<user> reached maximum <size>
full-mailbox	<user> reached its maximum <size>
full-mailbox	<user> has too much mail
full-mailbox	mail quota exhausted
full-mailbox	<user> quota exhausted
full-mailbox	<user> run out of
full-mailbox	<user> usage <exceed>
full-mailbox	usage <exceed> limit
full-mailbox	overdrawn
full-mailbox	disque destinataire
full-mailbox	espace ~ destinataire
full-mailbox	limite de armazenamento
full-mailbox	not enough room
full-mailbox	quota used up
full-mailbox	space used up
full-mailbox	space has been exhausted
full-mailbox	cannot hold more
full-mailbox	no space left mailbox
greylisted	first time sender
greylisted	graue liste
greylisted	gray listed
greylisted	gray listing
greylisted	graylist
greylisted	graylisted
greylisted	graylisting
greylisted	grey listed
greylisted	grey listing
greylisted	greylist
greylisted	greylisted
greylisted	greylisting
greylisted	gri liste
greylisted	grijze lijst
greylisted	lista cinza
greylisted	lista grigia
greylisted	lista gris
greylisted	liste grise
greylisted	postgrey
greylisted	szara lista
greylisted	tempgreylist
greylisted	never seen you before ~ again
greylisted	gl gl
greylisted	reconnect to fast
greylisted	first attempt
greylisted	first delivery attempt
greylisted	delayed once
server-error	certificate expired
server-error	certificate not trusted
server-error	dnssec
server-error	filter unavailable
server-error	license expired
server-error	not accepting network messages
server-error	out of disk space on server
server-error	storedriver
server-error	system not accepting
server-error	tlsa
server-error	unknown mailer error
server-error	journaling
server-error	locked by another process
server-error	mailbox server not found
server-error	mailbox server not available
server-error	mailbox server unavailable
server-error	backend not found
server-error	child process ~ returned
server-error	child process ~ transport
server-error	temporary authentication failure
server-error	world writable
server-error	qq read error
server-error	qq temporary
server-error	qq trouble
server-error	connect to database
server-error	connect to ldap
server-error	remote protocol error
server-error	undefined mail system status
server-error	resources exceeded
server-error	administrative limit request <exceed>
server-error	badprimary
server-error	queue stopped
server-error	mailbox has invalid format
server-error	mailbox is locked by another
server-error	not regular file
server-error	no data saved
server-error	error reading
server-error	system congestion
server-error	directory server failure
server-error	internal protocol error
server-error	unknown mail transport
server-error	command time limit
server-error	file is executable
server-error	file does not exist
server-error	out of disk space for temp file
server-error	database connection
server-error	lock ~ timed out
server-error	lock timeout
server-error	content filter failed
server-error	content filter unavailable
server-error	scanner not reachable
server-error	scanner <fail>
server-error	scanner timed out
server-error	backend server not reachable
server-error	directory lookup timed out
server-error	directory lookup
server-error	auth backend
server-error	mailbox database
network	able establish ~ connection
network	accept requests connect
network	after retries
network	attempts exhausted
network	bad connection
network	broken pipe
network	can't connect
network	cannot connect
network	cannot resolve hostname
network	cannot route
network	communicating ~ target
network	connect failed
network	connect refused
network	connection broken
network	connection closed
network	connection died
network	connection dropped
network	connection failed
network	connection failure
network	connection interrupted
network	connection lost
network	connection refused winsock
network	connection reset
network	connection timeout
network	connessione scaduta
network	connexion impossible
network	could not be delivered within
network	could not connect
network	could not reach
network	could not resolve
network	couldn't connect
network	couldn't resolve
network	delivery attempts
network	delivery delayed
network	delivery expired
network	delivery time expired
network	did not respond
network	dns error
network	dns failure
network	dns lookup failed
network	dns lookup failure
network	dns resolution
network	dns server failure
network	dns timeout
network	domain name lookup failed
network	envelope expired
network	error encountered while communicating
network	establish connection
network	establish smtp connection
network	failed connect
network	failed to respond
network	failing ~ long time
network	find gateway
network	found try again
network	gave up
network	giving up
network	handshake failed
network	has not been collected
network	helo handshake
network	host down
network	host name lookup failure
network	host not found try again
network	host or domain name lookup
network	hung up
network	impossibile connettersi
network	initiate smtp conversation
network	kan geen verbinding
network	keine verbindung
network	lookup did not complete
network	lookup failed temporarily
network	lost connection
network	max retries
network	maximum retries
network	message delayed
network	message expired
network	multiple retries
network	name lookup failure
network	name server failure
network	name server timeout
network	name server: host
network	name service error try again
network	network error
network	network problem
network	no answer from host
network	no answer host
network	no gateway
network	no response
network	no route
network	no se pudo conectar
network	not reachable
network	not responding
network	przekroczono czas
network	queue too long
network	queued too long
network	read error
network	recipients delayed
network	retry time
network	retry timeout
network	routing error
network	routing server failure
network	servfail
network	socket error
network	ssl handshake
network	target ip address
network	tempo esgotado
network	temporary dns
network	tiempo agotado
network	tiempo de espera
network	timed out
network	timeout della connessione
network	tls handshake
network	tls negotiation
network	too long in queue
network	too old
network	unable connect
network	unable contact
network	unable to reach
network	unable to resolve
network	unable to route
network	undelivered after
network	unreachable
network	verbinding mislukt
network	verbindung abgebrochen
network	verbindung fehlgeschlagen
network	went away
network	while performing
network	while receiving
network	while sending
network	winsock error
network	connection expired
network	try reconnecting
network	connect ~ connection refused
network	connect ~ connection timed out
network	conversation ~ timed out
network	lost connection with
network	name service error ~ try again
network	network busy
network	failure in dns
network	dns resolving error
network	dns resolution error
network	inactivity timeout
network	no helo ehlo response
network	send helo ehlo failed
network	no body response
network	dns problem
network	<domain> lookup failed
network	dns resolve error
network	still undelivered
network	look up failed
network	no adequate servers
network	unable lookup dns
network	unexpected eof
network	error connecting
network	disconnected for inactivity
network	lost incoming connection
network	lost input connection
network	address family not supported
network	address family mismatch
network	no valid route
network	temporary failure in mx lookup
network	temporary failure in name resolution
network	all routes to destination blocked
network	no smtp servers were available
network	unable to verify host
network	administratively expired
network	sts lookup
network	timeout waiting for
network	time out waiting
network	timed out waiting
network	tcp connection
network	could not open connection
network	connection unexpectedly
network	did not answer
network	not answering
network	broke off
rate-limited	concurrent connections
rate-limited	concurrent limit
rate-limited	concurrent sessions
rate-limited	connect too often
rate-limited	connecting too
rate-limited	connection <limit>
rate-limited	connection frequency
rate-limited	connection rate
rate-limited	connection throttle
rate-limited	connections exceeded
rate-limited	connections limit
rate-limited	connections per
rate-limited	connections reached
rate-limited	connections too
rate-limited	demasiadas conexiones
rate-limited	many connections
rate-limited	max connections
rate-limited	maximum connections
rate-limited	maximum number concurrent
rate-limited	number connections
rate-limited	session limit
rate-limited	sessions reached
rate-limited	simultaneous connections
rate-limited	simultaneous sessions
rate-limited	te veel verbindingen
rate-limited	thread limit
rate-limited	too many concurrent
rate-limited	too many invalid commands
rate-limited	too many open connections
rate-limited	too many sessions
rate-limited	too many simultaneous
rate-limited	too many smtp sessions
rate-limited	too many threads
rate-limited	trop de connexions
rate-limited	troppe connessioni
rate-limited	zu viele gleichzeitige
rate-limited	zu viele verbindungen
rate-limited	cxcnct
rate-limited	already received
rate-limited	duplicate content
rate-limited	duplicate message
rate-limited	duplicate messages
rate-limited	duplicated message
rate-limited	identical content
rate-limited	identical messages
rate-limited	same message
rate-limited	attempts exceeded
rate-limited	demasiados correos
rate-limited	demasiados mensajes
rate-limited	mails today
rate-limited	many mails
rate-limited	many messages
rate-limited	max messages
rate-limited	maximum messages
rate-limited	message count
rate-limited	message limit
rate-limited	message per connection
rate-limited	message quota
rate-limited	messages limit
rate-limited	messages per connection
rate-limited	messages per hour
rate-limited	messages per session
rate-limited	messages today
rate-limited	muitas mensagens
rate-limited	no more mails
rate-limited	no more messages
rate-limited	number of messages
rate-limited	received too many
rate-limited	send no more
rate-limited	sent too many
rate-limited	te veel berichten
rate-limited	too many attempts
rate-limited	too many emails
rate-limited	too many errors
rate-limited	too many letters
rate-limited	too many recent
rate-limited	too many requests
rate-limited	trop de messages
rate-limited	troppi messaggi
rate-limited	zu viele mails
rate-limited	zu viele nachrichten
rate-limited	demasiados destinatarios
rate-limited	limit of recipients
rate-limited	many recipients
rate-limited	max rcpt
rate-limited	max recipients
rate-limited	maximum recipients
rate-limited	multi recipient
rate-limited	multiple recipients
rate-limited	number of recipients
rate-limited	one recipient at a time
rate-limited	only one recipient
rate-limited	recipient limit
rate-limited	recipients exceeded
rate-limited	recipients limit
rate-limited	recipients per
rate-limited	recipients reached
rate-limited	separate transaction
rate-limited	te veel ontvangers
rate-limited	too many addresses
rate-limited	too many rcpt
rate-limited	too many rcpts
rate-limited	too many recipient
rate-limited	trop de destinataires
rate-limited	troppi destinatari
rate-limited	zu viele empfaenger
rate-limited	cxmxrt
rate-limited	destination domains per transaction
rate-limited	<exceed> permitted
rate-limited	<exceed> rate
rate-limited	<exceed> sending
rate-limited	daily limit
rate-limited	daily quota
rate-limited	day limit
rate-limited	excessive volume
rate-limited	frequency limited
rate-limited	high volume
rate-limited	hourly limit
rate-limited	hourly quota
rate-limited	large volume
rate-limited	limite d'envoi
rate-limited	limite de envio
rate-limited	limite di invio
rate-limited	message rate
rate-limited	outbound limit
rate-limited	outgoing limit
rate-limited	per second
rate-limited	permitted limits
rate-limited	queue limit
rate-limited	queue quota
rate-limited	quota for sending
rate-limited	rate exceeded
rate-limited	rate prevents additional
rate-limited	ratenbegrenzung
rate-limited	receiving mail rate
rate-limited	receiving ~ rate
rate-limited	recipient quota
rate-limited	recipients quota
rate-limited	relay limit
rate-limited	sendelimit
rate-limited	sending limit
rate-limited	sending quota
rate-limited	sending quota exceeded
rate-limited	sending rate
rate-limited	sends too
rate-limited	short period
rate-limited	size per transaction
rate-limited	slow down
rate-limited	tempfailed due to volume
rate-limited	too fast
rate-limited	too frequently
rate-limited	too much mail
rate-limited	too much traffic
rate-limited	too quickly
rate-limited	trop de courriers
rate-limited	unexpected volume
rate-limited	unusual amount
rate-limited	unusual rate
rate-limited	unusual sending
rate-limited	unusual traffic
rate-limited	verzendlimiet
rate-limited	volume exceeded
rate-limited	zu schnell
rate-limited	rl######
rate-limited	daily recipient limit
rate-limited	recipient limit was exceeded
rate-limited	recipients daily
rate-limited	submissionquotaexceeded
rate-limited	submissionquotaexceededexception
rate-limited	<exceed> message rate
rate-limited	daily smtp relay
rate-limited	detected unusual amount
rate-limited	unusual rate of unsolicited
rate-limited	detected unusual rate
rate-limited	submission <limit>
rate-limited	exceeded their limit for number
rate-limited	limit number messages
rate-limited	message rate limit
rate-limited	peak smtp relay
rate-limited	queue quota exceeded
rate-limited	recipient quota exceeded
rate-limited	smtp relay limit
rate-limited	unusual amount of unsolicited
rate-limited	daily message quota
rate-limited	message quota exceeded
rate-limited	submission quota
rate-limited	submission quota exceeded
rate-limited	tenant exceeded threshold
rate-limited	due unexpected volume
rate-limited	unexpected volume or user complaints
rate-limited	resource <limit> <exceed>
rate-limited	sent too many e-mails
rate-limited	within ## hours ~ too many
rate-limited	too frequent
rate-limited	frequent connects
rate-limited	mail rate <limit>
rate-limited	rp qrc
rate-limited	rp cel
rate-limited	rp rcl
rate-limited	rp trc
rate-limited	rp drc
rate-limited	rp ccl
rate-limited	mi stc
rate-limited	mi sfq
rate-limited	mi dmc
rate-limited	mi ccl
rate-limited	mi cel
rate-limited	hl itc
rate-limited	hl icc
rate-limited	hl ifc
rate-limited	hl mep
rate-limited	hl rep
rate-limited	allowable connection time
rate-limited	connection time <exceed>
rate-limited	too busy ~ connections
rate-limited	dyn t#
rate-limited	too many tls sessions
rate-limited	unexpected sending
rate-limited	number rcpts
rate-limited	number rcpt
rate-limited	total rcpts
rate-limited	rcpt numbers
rate-limited	rcpt attempts
rate-limited	too many same
rate-limited	bounces <exceed>
rate-limited	too many failed recipients
rate-limited	recipient count <exceed>
rate-limited	package quota
rate-limited	messages in past
rate-limited	bytes in past
rate-limited	cumulative message size
rate-limited	too many auth commands
rate-limited	too many new tls sessions
rate-limited	transfer quota exceeded
rate-limited	exceeded your messaging <limit>
rate-limited	messaging <limit>
rate-limited	frequency of failures
rate-limited	failures and deferrals
rate-limited	send limit
rate-limited	mail send limit
rate-limited	deferred ~ sessions
rate-limited	exceed allowed number
rate-limited	more recipients than
rate-limited	messages a minute from
rate-limited	messages minute
rate-limited	messages per minute
rate-limited	messages per day
rate-limited	mails per hour
rate-limited	emails per hour
rate-limited	quota exceeded policyd
rate-limited	policy rejection quota
rate-limited	recipientratelimit
rate-limited	stundenlimit
rate-limited	tageslimit
rate-limited	sent enough
rate-limited	hourly cap
rate-limited	volume capped
rate-limited	sender address rejected rate limit
blocklisted	address that has been blacklisted
blocklisted	domain <blocked>
blocklisted	domain blacklisted
blocklisted	domain listed
blocklisted	domain on blacklist
blocklisted	rhsbl
blocklisted	sender address <blocked>
blocklisted	sender blacklisted
blocklisted	sender blocked using
blocklisted	sender listed
blocklisted	<blacklist> entry
blocklisted	<blacklist> in effect
blocklisted	<blacklist> reject
blocklisted	blacklisted
blocklisted	blocklisted
blocklisted	denylisted
blocklisted	blackholed
blocklisted	<blocked> ip
blocklisted	access from ip address
blocklisted	access list ~ blocked
blocklisted	address listed
blocklisted	bad ip
blocklisted	banned
blocklisted	bl######
blocklisted	black listed
blocklisted	blackhole list
blocklisted	blacklisted by
blocklisted	blacklisted see
blocklisted	blacklisted using
blocklisted	block for spam
blocklisted	block list
blocklisted	block listed
blocklisted	blocked by rbl
blocklisted	blocked due to abuse
blocklisted	blocked for abuse
blocklisted	blocked for spam
blocklisted	blocked list
blocklisted	blocked see
blocklisted	blocked using
blocklisted	botnet
blocklisted	cdrbl
blocklisted	client host <blocked>
blocklisted	client host <rejected> blocked
blocklisted	compromised host
blocklisted	connection refused listed
blocklisted	connections <not> accepted
blocklisted	connections not accepted from ~ list
blocklisted	connections refused from
blocklisted	connections will not be accepted
blocklisted	currently sending spam
blocklisted	cxbl
blocklisted	ddos
blocklisted	delisting request
blocklisted	denyip
blocklisted	dial up
blocklisted	dialup
blocklisted	dynamic address
blocklisted	dynamic addresses
blocklisted	dynamic ip
blocklisted	dynamic pool
blocklisted	end user ip
blocklisted	forbidden by ip
blocklisted	found on <blacklist>
blocklisted	found on one or more
blocklisted	found ~ listing
blocklisted	geolocation
blocklisted	has been blocked for the day
blocklisted	host blacklisted
blocklisted	host blocked
blocklisted	host listed
blocklisted	host network
blocklisted	in a black list
blocklisted	ip <blocked>
blocklisted	ip <temporarily> <blocked>
blocklisted	ip access denied
blocklisted	ip address <blocked>
blocklisted	ip adresse wurde gesperrt
blocklisted	ip blocklist
blocklisted	ip denied
blocklisted	ip forbidden
blocklisted	ip found
blocklisted	ip is in list
blocklisted	ip is not authorized
blocklisted	ip listed
blocklisted	ip not allowed
blocklisted	ip refused
blocklisted	ip rejected
blocklisted	ip you're using
blocklisted	ip ~ blocked
blocklisted	ipbl####
blocklisted	listed <blacklist>
blocklisted	listed at lookup site
blocklisted	listed by
blocklisted	local blocklist
blocklisted	mail from rejected
blocklisted	network not allowed
blocklisted	not accepting connections
blocklisted	not allowed to connect
blocklisted	not authorized send ~ directly
blocklisted	blacklist
blocklisted	open proxy
blocklisted	open relay
blocklisted	open relays
blocklisted	part of their network
blocklisted	permanently deferred
blocklisted	refused <blacklist>
blocklisted	refused by <blacklist>
blocklisted	rejected <blacklist>
blocklisted	rejected by <blacklist>
blocklisted	rejected see
blocklisted	rejected using
blocklisted	removal from list
blocklisted	request delisting
blocklisted	request removal
blocklisted	see <blacklist>
blocklisted	send email directly
blocklisted	sender rejected refer error codes
blocklisted	server blacklisted
blocklisted	server blocked
blocklisted	server listed
blocklisted	spam source
blocklisted	spam sources
blocklisted	spammer
blocklisted	spammers
blocklisted	spamming host
blocklisted	traffic not accepted
blocklisted	unblock request
blocklisted	your domain has been blacklisted
blocklisted	your network
blocklisted	abuse detected
blocklisted	spam abuse
blocklisted	dynamic ip's
blocklisted	dynamic ips
blocklisted	ip foi bloqueado
blocklisted	ip fue bloqueada
blocklisted	ip ha sido bloqueada
blocklisted	abuseat
blocklisted	ahbl
blocklisted	backscatterer
blocklisted	barracuda reputation
blocklisted	barracudacentral
blocklisted	cbl
blocklisted	cloudmark sender intelligence
blocklisted	cobion
blocklisted	dbl
blocklisted	dsbl
blocklisted	fiveten
blocklisted	hostkarma
blocklisted	invaluement
blocklisted	ivmsip
blocklisted	ivmuri
blocklisted	junkemailfilter
blocklisted	lashback
blocklisted	mail abuse
blocklisted	mailspike
blocklisted	manitu
blocklisted	maps rbl
blocklisted	mxrate
blocklisted	nixspam
blocklisted	njabl
blocklisted	ordb
blocklisted	pbl
blocklisted	psbl
blocklisted	sbl
blocklisted	sorbs
blocklisted	spamcop
blocklisted	spameatingmonkey
blocklisted	spamhaus
blocklisted	spamrats
blocklisted	surbl
blocklisted	trend micro rbl
blocklisted	trendmicro rbl
blocklisted	uceprotect
blocklisted	uribl
blocklisted	wpbl
blocklisted	xbl
blocklisted	adresse ip bloquee
blocklisted	bloccato da
blocklisted	blockliste
blocklisted	bloqueada por
blocklisted	bloqueado por
blocklisted	bloques par nos services
blocklisted	czarna lista
blocklisted	geblockt
blocklisted	ip adresse gesperrt
blocklisted	ip bloccato
blocklisted	ip bloqueada
blocklisted	ip bloqueado
blocklisted	ip engellendi
blocklisted	ip geblokkeerd
blocklisted	ip gesperrt
blocklisted	ip zablokowany
blocklisted	kara liste
blocklisted	kara listede
blocklisted	lista negra
blocklisted	lista nera
blocklisted	liste noire
blocklisted	schwarze liste
blocklisted	schwarzen liste
blocklisted	zwarte lijst
blocklisted	urlbl
blocklisted	<blacklist> connection closed
blocklisted	junkmail rejected ~ <blacklist>
blocklisted	ask postmaster for help ~ bl
blocklisted	your ip ~ filtered
blocklisted	must register your ip
blocklisted	connection refused server busy rt
blocklisted	blocked by ~ rbl
blocklisted	mail refused ~ see
blocklisted	dt rbl
blocklisted	wm bli
blocklisted	wm blu
blocklisted	hl ipb
blocklisted	no access for ip
blocklisted	ip adresse <disabled>
blocklisted	adresse ip <disabled>
blocklisted	indirizzo ip <disabled>
blocklisted	too many spams from
blocklisted	con b#
blocklisted	rtr bl
blocklisted	rtr bb
blocklisted	rtr bd
blocklisted	rtr cd
blocklisted	rtr ge
blocklisted	rtr rd
blocklisted	black ip
blocklisted	openrelay
blocklisted	ask your postmaster help or contact
blocklisted	service denied closing
blocklisted	<virus> infected server
blocklisted	infected computer
blocklisted	infected machine
blocklisted	infected server
blocklisted	sperrliste
blocklisted	connection <blocked>
blocklisted	connections <blocked>
blocklisted	access <blocked>
blocklisted	access ~ <blocked>
blocklisted	client <blocked>
blocklisted	server <blocked>
blocklisted	network <blocked>
blocklisted	range <blocked>
blocklisted	subnet <blocked>
blocklisted	blocked range
blocklisted	blocked network
blocklisted	blocked host
blocklisted	blocked address
blocklisted	blocked server
blocklisted	blocked ivmsip
blocklisted	your server ~ blocked
blocklisted	sending server ~ blocked
blocklisted	your host ~ blocked
blocklisted	temporarily blocked
blocklisted	one or more recipients blocked
blocklisted	drop list
blocklisted	not accept connections
blocklisted	sending large quantities
blocklisted	black mail address
blocklisted	attrbl###
bad-reputation	bad reputation
bad-reputation	cattiva reputazione
bad-reputation	complained
bad-reputation	complaint
bad-reputation	complaints
bad-reputation	directory harvest
bad-reputation	domain reputation
bad-reputation	excessive authentication failures
bad-reputation	excessive bounces
bad-reputation	excessive unknown
bad-reputation	harvesting
bad-reputation	high bounce
bad-reputation	insufficient reputation
bad-reputation	invalid recipients rate
bad-reputation	ip reputation
bad-reputation	low reputation
bad-reputation	negative reputation
bad-reputation	poor reputation
bad-reputation	poor sender
bad-reputation	rejected recipients
bad-reputation	reputation low
bad-reputation	reputation of sending
bad-reputation	reputation poor
bad-reputation	reputation score
bad-reputation	reputation too low
bad-reputation	schlechte reputation
bad-reputation	schlechter ruf
bad-reputation	sender reputation
bad-reputation	sender score
bad-reputation	senderscore
bad-reputation	sending reputation
bad-reputation	slechte reputatie
bad-reputation	spam rate
bad-reputation	spam trap
bad-reputation	spam traps
bad-reputation	spamtrap
bad-reputation	spamtraps
bad-reputation	suspicious activity
bad-reputation	suspicious behavior
bad-reputation	too many bad
bad-reputation	too many invalid recipients
bad-reputation	too many unknown
bad-reputation	trap hits
bad-reputation	unknown recipients
bad-reputation	untrusted ip ~ reputation
bad-reputation	access to submit messages
bad-reputation	access to this mail system
bad-reputation	poor sending mta's
bad-reputation	rejected due to sending mta's
bad-reputation	namespace mining
bad-reputation	related content spam like characteristics
bad-reputation	all messages ~ permanently deferred
bad-reputation	message <temporarily> deferred refer
bad-reputation	will be permanently deferred
bad-reputation	dictionary attack
bad-reputation	intrusion prevention
bad-reputation	rate of unknown
bad-reputation	bounce attack
bad-reputation	bounce attacks
bad-reputation	karma
bad-reputation	harvest attack
bad-reputation	rtr ch
bad-reputation	marked your messages as spam
bad-reputation	too many invalid rcpt commands
bad-reputation	bad history
auth-failed	authentication checks
auth-failed	authentication information
auth-failed	authentication level
auth-failed	authentication results
auth-failed	authentification du domaine
auth-failed	authentifizierung der domain
auth-failed	domain authentication
auth-failed	fails authentication
auth-failed	forged from
auth-failed	forged sender
auth-failed	not authenticated message
auth-failed	pass authentication
auth-failed	sender domain ~ authentication
auth-failed	sender not authenticated domain
auth-failed	spoofed sender
auth-failed	spoofing
auth-failed	unauthenticated
auth-failed	cxsndr
auth-failed	aligned with
auth-failed	dmarc alignment
auth-failed	isn't aligned
auth-failed	misaligned
auth-failed	not aligned
auth-failed	unaligned
auth-failed	arc chain
auth-failed	arc fail
auth-failed	arc failed
auth-failed	arc seal
auth-failed	arc validation
auth-failed	dkim
auth-failed	domainkeys
auth-failed	dmarc
auth-failed	dm######
auth-failed	dkim domain
auth-failed	does not designate
auth-failed	doesn't allow sending mails from
auth-failed	hard fail policy
auth-failed	invalid ip sending mail domain
auth-failed	mismatch client ip
auth-failed	mismatches client ip
auth-failed	not allowed send mail from
auth-failed	not authorized send ~ behalf
auth-failed	not designated
auth-failed	not permitted sender
auth-failed	openspf
auth-failed	sender id
auth-failed	sender policy framework
auth-failed	spf
auth-failed	mi spf
auth-failed	domain owner policy restrictions
auth-failed	due to domain owner policy
auth-failed	prohibited by spf
auth-failed	spf does not pass
auth-failed	no signature data
auth-failed	not align
auth-failed	body hash
auth-failed	claims to be from us
auth-failed	signature ~ not be verified
sender-dns	bad ehlo
sender-dns	ehlo command rejected
sender-dns	ehlo domain
sender-dns	ehlo name
sender-dns	fully qualified hostname
sender-dns	invalid ehlo
sender-dns	invalid hostname
sender-dns	your ehlo
sender-dns	client host name lookup failed
sender-dns	client ip ~ does not resolve
sender-dns	dns entry ~ sending ip
sender-dns	dns inverse
sender-dns	dns inverso
sender-dns	dns reverse
sender-dns	dns reverso
sender-dns	does not match hostname
sender-dns	fcrdns
sender-dns	find hostname
sender-dns	find your hostname
sender-dns	forward confirmed
sender-dns	forward dns entry
sender-dns	generic hostname
sender-dns	generic reverse
sender-dns	host name mismatch
sender-dns	hostname does not match
sender-dns	hostname mismatch
sender-dns	in addr arpa
sender-dns	ip does not resolve
sender-dns	ip lookup failed
sender-dns	ip name lookup failed
sender-dns	kein reverse
sender-dns	may not be mail exchanger
sender-dns	no reverse
sender-dns	odwrotny dns
sender-dns	ptr
sender-dns	rdns
sender-dns	rev dns
sender-dns	reverse dns
sender-dns	reverse hostname
sender-dns	reverse lookup
sender-dns	reverse mapping
sender-dns	reverse name
sender-dns	reverse record
sender-dns	ters dns
sender-dns	unresolvable hostname
sender-dns	unverifiable ips
sender-dns	unverifiable sending
sender-dns	valid sender domain
sender-dns	your hostname lookup failed
sender-dns	cxdns
sender-dns	ipv6 sending guidelines
sender-dns	helo command rejected
sender-dns	helo rejected
sender-dns	hl ihu
sender-dns	mi nhd
sender-dns	not localhost
sender-dns	not believe you
sender-dns	allows address literal
sender-dns	forged ips
sender-dns	helo ~ resolved
sender-dns	helo ~ <not> resolve
sender-dns	ehlo ~ resolved
sender-dns	ehlo ~ reverse of client
sender-dns	helo ~ reverse of client
sender-dns	cannot resolve your hostname
sender-dns	can't resolve your hostname
sender-dns	hostname not <found> ~ ip
sender-dns	no mx for your host
sender-dns	dns nr
sender-dns	dns p#
sender-dns	helohost
sender-dns	dns lookup on helo
sender-dns	invalid address format in helo
sender-dns	not who you say
sender-dns	possibly forged hostname
sender-dns	client ip address ~ <not> resolve
sender-dns	hostname not resolve
sender-dns	not resolve back
sender-dns	resolves back
sender-dns	reverse dns eintrag
sender-dns	helo argument
sender-dns	address literal
sender-dns	client hostname <not> <found>
sender-rejected	sender address blocked
sender-rejected	absender abgelehnt
sender-rejected	absender unbekannt
sender-rejected	address not allowed ~ sender
sender-rejected	afzender geweigerd
sender-rejected	bad mail from
sender-rejected	bad sender
sender-rejected	badmailfrom
sender-rejected	cannot verify sender
sender-rejected	could not verify sender
sender-rejected	couldn't verify sender
sender-rejected	does not resolve ~ sender
sender-rejected	domain must exist
sender-rejected	domain name required
sender-rejected	domain of sender
sender-rejected	empty sender
sender-rejected	envelope blocked
sender-rejected	envelope sender
sender-rejected	expediteur inconnu
sender-rejected	expediteur refuse
sender-rejected	from address <not>
sender-rejected	from address invalid
sender-rejected	from address must
sender-rejected	from address rejected
sender-rejected	from address unknown
sender-rejected	from domain ~ unresolvable
sender-rejected	from header ~ not allowed
sender-rejected	invalid dns mx
sender-rejected	invalid sender
sender-rejected	mail from domain
sender-rejected	mailfrom domain
sender-rejected	malformed sender
sender-rejected	mittente non
sender-rejected	mittente rifiutato
sender-rejected	mittente sconosciuto
sender-rejected	must resolve
sender-rejected	mx record of sender
sender-rejected	nadawca odrzucony
sender-rejected	nieznany nadawca
sender-rejected	not allowed to use sender
sender-rejected	not owned by
sender-rejected	not permitted ~ sender address
sender-rejected	null sender
sender-rejected	onbekende afzender
sender-rejected	registered gateway user
sender-rejected	remetente desconhecido
sender-rejected	remetente rejeitado
sender-rejected	remitente desconocido
sender-rejected	remitente no
sender-rejected	remitente rechazado
sender-rejected	required for sender address
sender-rejected	responsible address
sender-rejected	return address
sender-rejected	sendas
sender-rejected	sendasdenied
sender-rejected	sender <not> <exist>
sender-rejected	sender <not> <found>
sender-rejected	sender <rejected>
sender-rejected	sender address <not> <exist>
sender-rejected	sender address <not> <found>
sender-rejected	sender address <rejected>
sender-rejected	sender address does not <exist>
sender-rejected	sender address has null mx
sender-rejected	sender address must contain
sender-rejected	sender address not
sender-rejected	sender address not valid
sender-rejected	sender address syntax
sender-rejected	sender address verification
sender-rejected	sender blacklisted by user
sender-rejected	sender blocked
sender-rejected	sender callback
sender-rejected	sender callout
sender-rejected	sender does not <exist>
sender-rejected	sender domain <not>
sender-rejected	sender domain does not
sender-rejected	sender domain has null mx
sender-rejected	sender domain invalid
sender-rejected	sender domain must
sender-rejected	sender domain unknown
sender-rejected	sender has null mx
sender-rejected	sender invalid
sender-rejected	sender is not same
sender-rejected	sender mx
sender-rejected	sender not accepted
sender-rejected	sender not allowed
sender-rejected	sender not authorized
sender-rejected	sender not valid
sender-rejected	sender syntax
sender-rejected	sender unknown
sender-rejected	sender verification <fail>
sender-rejected	sender verify <fail>
sender-rejected	sender's domain <not>
sender-rejected	sending address not accepted
sender-rejected	sending denied
sender-rejected	unable to verify sender
sender-rejected	unauthorised sender
sender-rejected	unauthorized sender
sender-rejected	unauthorized use of sender
sender-rejected	unknown sender
sender-rejected	unresolvable from
sender-rejected	unresolvable ~ from domain
sender-rejected	unroutable sender
sender-rejected	unrouteable sender
sender-rejected	verification failed for
sender-rejected	verify mailfrom failed
sender-rejected	client blocked from sending from unregistered
sender-rejected	send as
sender-rejected	no such user here sender verify failed
sender-rejected	identities failed check
sender-rejected	not verified
sender-rejected	unregistered domain
sender-rejected	unregistered domains
sender-rejected	adresse de l'expediteur refusee
sender-rejected	fake sender
sender-rejected	from your domain ~ <not> accepted
sender-rejected	sender verify callout
sender-rejected	originator address <unknown>
sender-rejected	originator <unknown>
sender-rejected	header address forged
sender-rejected	mi spb
sender-rejected	dt sum
sender-rejected	mi imf
sender-rejected	no access for domain
sender-rejected	no access for user
sender-rejected	sender ~ no valid mx
sender-rejected	sender ~ no mx
sender-rejected	from address ~ no mx
sender-rejected	not allowed to send from
sender-rejected	not authorized to send from
sender-rejected	not permitted to send from
sender-rejected	not authorised to send from
sender-rejected	mail from ~ not allowed here
sender-rejected	spoofed from
sender-rejected	spoofed sender
sender-rejected	sender banned
sender-rejected	from domain not allowed
sender-rejected	not allowed to use this from
sender-rejected	do not accept mail from this sender
sender-rejected	not accept <message> from sender
sender-rejected	your address <blocked>
sender-rejected	from freemail
sender-rejected	freemail domain
sender-rejected	<blocked> senders
sender-rejected	sender address <blocked>
sender-rejected	from address <not> match
sender-rejected	<rejected> sender
sender-rejected	sender unvalidated
sender-rejected	unresolvable rfc
sender-rejected	message sending account <disabled>
sender-rejected	requires valid sender
sender-rejected	remitente rechazada
sender-rejected	absenderadresse abgelehnt
sender-rejected	sender ~ unknown tld
sender-rejected	sender ~ reserved domain
sender-rejected	cached callout verification
sender-rejected	<unknown> mail from
sender-rejected	sender's mail domain <unknown>
sender-rejected	recursive cname
sender-rejected	cannot route to sender
sender-rejected	invalid mail from address
sender-rejected	valid mx for your domain
sender-rejected	domain in mail from
sender-rejected	sender ~ mx records
sender-rejected	sender address must be specified
sender-rejected	normalize sender address
sender-rejected	must match authenticated user
sender-rejected	sender name is not valid
sender-rejected	sender address has invalid format
sender-rejected	invalid mx record
sender-rejected	illegal mx record
sender-rejected	from address does not
sender-rejected	not match verified
sender-rejected	verified sender
sender-rejected	sender signature
sender-rejected	sender identity
sender-rejected	anti spoofing ~ inbound
sender-rejected	domain absenders
sender-rejected	dominio del remitente
sender-rejected	message rejected address not verified
sender-rejected	following identities
sender-rejected	<unknown> address sender
sender-rejected	<unknown> domain sender
sender-rejected	nonexistent sender
sender-rejected	sender_unknown
sender-rejected	sender_rejected
sender-rejected	originating domain <not> <exist>
auth-required	account not authorized to send
auth-required	anmeldung fehlgeschlagen
auth-required	app password
auth-required	application specific password
auth-required	autenticazione fallita
auth-required	auth <fail>
auth-required	auth rejected
auth-required	authenticatie mislukt
auth-required	authentication <fail>
auth-required	authentication aborted
auth-required	authentication data
auth-required	authentication denied
auth-required	authentication error
auth-required	authentication rejected
auth-required	authentication unsuccessful
auth-required	authentification invalide
auth-required	authentifizierung fehlgeschlagen
auth-required	bad credentials
auth-required	bad password
auth-required	bad username
auth-required	code d'authentification invalide
auth-required	credentials invalid
auth-required	falsches passwort
auth-required	incorrect credentials
auth-required	incorrect login
auth-required	incorrect password
auth-required	incorrect username
auth-required	invalid credentials
auth-required	invalid login
auth-required	invalid password
auth-required	invalid username
auth-required	login <fail>
auth-required	login denied
auth-required	login incorrect
auth-required	password change
auth-required	password errata
auth-required	password expired
auth-required	password incorrect
auth-required	password invalid
auth-required	password transition
auth-required	sasl login
auth-required	too many login attempts
auth-required	user name or password
auth-required	username password
auth-required	wrong password
auth-required	anmeldung erforderlich
auth-required	anonymous mail
auth-required	anonymous not
auth-required	autenticazione richiesta
auth-required	auth command first
auth-required	auth login
auth-required	auth mechanism
auth-required	auth not available
auth-required	auth required
auth-required	authenticate before
auth-required	authenticate first
auth-required	authenticated connection
auth-required	authenticated sender
auth-required	authenticated senders
auth-required	authenticated senders only
auth-required	authenticated users only
auth-required	authenticatie vereist
auth-required	authentication mechanism
auth-required	authentication needed
auth-required	authentication not enabled
auth-required	authentication required
auth-required	authentication type
auth-required	authentication unavailable
auth-required	authentification requise
auth-required	authentifizierung erforderlich
auth-required	authorization required
auth-required	check for new mail first
auth-required	check mail first
auth-required	exchange server authentication
auth-required	insufficient authorization
auth-required	issue auth
auth-required	log in before
auth-required	login before
auth-required	login required
auth-required	must authenticate
auth-required	must be authenticated
auth-required	must log in
auth-required	must login
auth-required	need to authenticate
auth-required	no longer supported ~ auth
auth-required	not authenticated
auth-required	not logged in
auth-required	only authenticated
auth-required	pop before smtp
auth-required	require authentication
auth-required	requires authentication
auth-required	smtp auth
auth-required	smtp authentication
auth-required	unauthenticated client
auth-required	unauthenticated sender not allowed
auth-required	unauthenticated senders
auth-required	unrecognized authentication
auth-required	web browser
auth-required	without authentication
auth-required	wymagana autoryzacja
auth-required	wymagane uwierzytelnienie
auth-required	xoauth
auth-required	certificate required
auth-required	chiffrement requis
auth-required	cifrado requerido
auth-required	cleartext
auth-required	client certificate
auth-required	connessione sicura
auth-required	encrypted connection
auth-required	encryption needed
auth-required	encryption required
auth-required	encryption tls
auth-required	must issue starttls
auth-required	over tls
auth-required	plain text connection
auth-required	plaintext connection
auth-required	requires encrypted
auth-required	requires encryption
auth-required	requires tls
auth-required	requiretls
auth-required	secure channel
auth-required	secure connection
auth-required	session encryption
auth-required	starttls command first
auth-required	starttls first
auth-required	starttls required
auth-required	support tls
auth-required	tls connection
auth-required	tls mandatory
auth-required	tls not supported
auth-required	tls required
auth-required	tls ssl
auth-required	use tls
auth-required	using tls
auth-required	versleuteling vereist
auth-required	without tls
auth-required	wymagane szyfrowanie
auth-required	sender address rejected ~ log in first
auth-required	outgoing mail from ~ suspended
auth-required	outgoing mail ~ <disabled>
auth-required	server certificate not trusted
auth-required	cannot start tls
auth-required	smtp authentication in mail client
auth-required	turn on smtp authentication
auth-required	certificate validation <fail>
auth-required	failed dane
auth-required	certificate must have
auth-required	subject_mismatch
auth-required	sending suspended
auth-required	authentication not allowed
auth-required	address <not> verified
auth-required	please log in first
auth-required	login first
auth-required	only logged in users
auth-required	auth mode
auth-required	auth error
auth-required	too much fail authentication
auth-required	ssl certificate
auth-required	ssl cert
auth-required	main account unavailable
auth-required	must logged
auth-required	login credentials no longer valid
auth-required	failed authentication attempts
auth-required	server certificate not verified
auth-required	invalid server certificate
auth-required	not allowed to act as
auth-required	encryption too weak
auth-required	cert issuer
auth-required	cert subject
auth-required	unauthenticated senders not allowed
auth-required	unauthenticated <message> not
auth-required	kennwort
auth-required	passwort
auth-required	auth <disabled> <user>
auth-required	smtp login
policy	blocked by admin
policy	blocked by administrator
policy	blocked by your administrator
policy	policy reasons
policy	reasons of policy
policy	rejected by administrator
policy	bounces never sent to more than one recipient
policy	no bounces accepted
policy	<blocked> by a rule
policy	sending paused
policy	mail directly to programs
policy	mail directly to files
policy	free accounts
policy	for test purposes only
policy	outgoing blocked
policy	outbound sender
policy	outgoing mail suspension
policy	sending suspended
protocol	too many bad commands
protocol	8bitmime not
protocol	already given
protocol	already specified
protocol	argument not allowed
protocol	argument not permitted
protocol	argument required
protocol	bad arguments
protocol	bad command
protocol	bad parameter
protocol	bad sequence
protocol	bad syntax
protocol	bilinmeyen komut
protocol	body type
protocol	cannot decode
protocol	comando desconocido
protocol	comando sconosciuto
protocol	command disabled
protocol	command line too long
protocol	command not recognised
protocol	command not recognized
protocol	command not supported
protocol	command out
protocol	command parameter
protocol	command syntax
protocol	command too long
protocol	command unknown
protocol	command unrecognised
protocol	command unrecognized
protocol	commande inconnue
protocol	commands in wrong order
protocol	commands out
protocol	data first
protocol	duplicate helo
protocol	duplicate mail
protocol	early talker
protocol	ehlo first
protocol	empty helo
protocol	erreur de syntaxe
protocol	erro de sintaxe
protocol	error de sintaxis
protocol	errore di sintassi
protocol	expected mail
protocol	expected rcpt
protocol	extension not
protocol	helo first
protocol	helo required
protocol	identity changes
protocol	improper sequence
protocol	improper use of smtp
protocol	invalid argument
protocol	invalid arguments
protocol	invalid command
protocol	invalid mail from parameters
protocol	invalid option
protocol	invalid parameter
protocol	invalid parameters
protocol	invalid size
protocol	line too long ~ command
protocol	mail first
protocol	need helo
protocol	need mail
protocol	need rcpt
protocol	nested mail command
protocol	nieznane polecenie
protocol	no commands allowed
protocol	no valid rcpt
protocol	not implemented
protocol	not recognized command
protocol	not supported command
protocol	onbekend commando
protocol	option not supported
protocol	optional argument
protocol	out of order command
protocol	out of sequence
protocol	pipeline
protocol	pipelining
protocol	polite people
protocol	polite people say helo
protocol	polite people say helo first
protocol	protocol error
protocol	protocol violation
protocol	rcpt first
protocol	say hello
protocol	say helo
protocol	say helo first
protocol	send hello first
protocol	send helo ehlo first
protocol	send helo first
protocol	sender already
protocol	sequence error
protocol	sequence of commands
protocol	smtp protocol
protocol	smtputf8 not supported by client
protocol	synchronization error
protocol	syntax error
protocol	syntax helo
protocol	syntax mail
protocol	syntax rcpt
protocol	syntaxfehler
protocol	talks before
protocol	too many protocol errors
protocol	too many syntax
protocol	too many unauthenticated commands
protocol	too many unrecognized
protocol	unbekannter befehl
protocol	unexpected command
protocol	unimplemented
protocol	unknown command
protocol	unrecognised command
protocol	unrecognized command
protocol	unrecognized parameter
protocol	unsupported option
protocol	unsupported parameter
protocol	wrong number arguments
protocol	wrong sequence
protocol	cxsmtp
protocol	must precede data
protocol	no recipient specified
protocol	no valid recipients
protocol	bounce message does not have
protocol	command not found
protocol	parse error
protocol	may not repeated
protocol	helo ehlo needed
protocol	command error
protocol	nul characters <not> allowed in smtp commands
protocol	nonmail commands
protocol	helo or ehlo required
protocol	ehlo helo before
protocol	ehlo helo and mail from first
protocol	before sending data
protocol	when not advertised
protocol	proxy format
protocol	talk too soon
protocol	before smtp greeting
protocol	too many unknown commands
protocol	command line length
protocol	tls already active
protocol	message size syntax
protocol	no recipients specified
protocol	send something first
protocol	unrecognized commands
protocol	not permitted during mail transaction
protocol	synchronization violation
protocol	synchronisation violation
spam	<spam> content
spam	<spam> detected
spam	als spam
spam	antispam filter
spam	appears <spam>
spam	bayes
spam	bayesian
spam	blocked as spam
spam	blocked due to spam
spam	bulk mail
spam	classification bulk
spam	classified <spam>
spam	classified as <spam>
spam	classified as bulk
spam	consider <spam>
spam	considerada spam
spam	considerado como spam
spam	considerado spam
spam	considerato spam
spam	considered <spam>
spam	considered as <spam>
spam	contained spam
spam	content denied
spam	content filtering
spam	content or links
spam	content rejected
spam	contenu non sollicite
spam	deemed <spam>
spam	detectado como spam
spam	detected <spam>
spam	don't accept spam
spam	dspam
spam	dt spm
spam	exceeds spam
spam	flagged <spam>
spam	flagged as <spam>
spam	gtube
spam	identificado como spam
spam	identificato come spam
spam	identified <spam>
spam	identified as <spam>
spam	internet community
spam	judged <spam>
spam	junkmail
spam	known spam
spam	likely <spam>
spam	links within
spam	looks like <spam>
spam	mail filtered
spam	mail rejete
spam	mail score
spam	marked <spam>
spam	message filtered
spam	message score
spam	message scoring
spam	messagescoring
spam	nature of content
spam	no deseado
spam	no spam
spam	not accept spam
spam	not accepted spam
spam	not ham
spam	permanent failure for one or more recipients
spam	phish
spam	phishing
spam	possible <spam>
spam	posta indesiderata
spam	pourriel
spam	probability <spam>
spam	probable <spam>
spam	probably <spam>
spam	quarantined message
spam	recognized <spam>
spam	rejected as <spam>
spam	rejected bulk
spam	rejected spam
spam	riconosciuto come spam
spam	rspamd
spam	scam
spam	score over
spam	score too high
spam	seems <spam>
spam	spam <message>
spam	spam agent
spam	spam assassin
spam	spam block
spam	spam category
spam	spam check
spam	spam detection
spam	spam engine
spam	spam erkannt
spam	spam filter
spam	spam filtering
spam	spam level
spam	spam list
spam	spam not accepted
spam	spam olarak
spam	spam or virus
spam	spam pattern
spam	spam points
spam	spam policy
spam	spam probability
spam	spam refused
spam	spam rejected
spam	spam rule
spam	spam rules
spam	spam score
spam	spam signature
spam	spam test
spam	spam url
spam	spam virus
spam	spam wykryto
spam	spamassassin
spam	spamcheck
spam	spamming
spam	spamprofiler
spam	spamverdacht
spam	suspected <spam>
spam	suspicion <spam>
spam	suspicious content
spam	suspicious link
spam	suspicious links
spam	suspicious url
spam	tagged <spam>
spam	too much spam
spam	too spammy
spam	triggered ~ spam
spam	unsolicited bulk
spam	unsolicited commercial
spam	unsolicited mail
spam	unsolicited message
spam	uznana za spam
spam	uznano za spam
spam	hvu b#
spam	rly b#
spam	<blocked> for spam
spam	<rejected> for spam
spam	<spam> <rejected>
spam	suspect content
spam	spam_suspect
spam	refused as spam
spam	antispam blocking
spam	blocking url
spam	classified unwanted
spam	als werbung
virus	attachments <blocked>
virus	attachment <blocked>
virus	<virus> content
virus	<virus> detected
virus	<virus> found
virus	<virus> in message
virus	<virus> rejected
virus	<virus> scanner found
virus	<virus> signature
virus	archivo adjunto
virus	attachment <blocked>
virus	attachment <rejected>
virus	attachment extension
virus	attachment is prohibited
virus	attachment name
virus	attachment not allowed
virus	attachment type
virus	attachments not allowed
virus	attachments of this type
virus	banned attachment
virus	banned content
virus	banned file
virus	banned_file
virus	blocked attachment
virus	blocked extension
virus	blocked file
virus	clamav
virus	contain <virus>
virus	contained <virus>
virus	containing <virus>
virus	contains <virus>
virus	contains an attachment
virus	contains prohibited
virus	dangerous attachment
virus	dangerous file
virus	disallowed attachment
virus	eicar
virus	encrypted archive
virus	exe attachment
virus	executable attachment
virus	file attachment
virus	file extension
virus	file extensions
virus	file type
virus	file types
virus	forbidden attachment
virus	illegal attachment
virus	infected
virus	infection
virus	malicious
virus	mime_banned_file
virus	password protected
virus	piece jointe
virus	potentially dangerous
virus	prohibited attachment
virus	prohibited extension
virus	prohibited file
virus	security issue
virus	security risk
virus	unacceptable attachment
virus	unsafe attachment
virus	virus check failed
virus	virus detectado
virus	virus entdeckt
virus	virus gefunden
virus	virus rilevato
virus	virus scan
virus	wirus
virus	wirusa
virus	zip attachment
virus	banned exe
virus	banned name
virus	id banned
virus	reject id banned
virus	virus ~ <blocked>
virus	heuristics phishing
virus	banned files
virus	zip file <blocked>
virus	zip files <blocked>
virus	disallowed attach
virus	message blocked <virus>
virus	content rejected ~ infected
virus	executable content
virus	banned extension
virus	schadprogramm
virus	schadsoftware
virus	infetto
bad-message	address in to or cc
bad-message	corrupt message content
bad-message	8 bit
bad-message	bad format
bad-message	bad header
bad-message	bad headers
bad-message	bad mime
bad-message	bare cr
bad-message	bare lf
bad-message	bare line
bad-message	bare newline
bad-message	binary content
bad-message	blank message
bad-message	cannot convert message
bad-message	character set
bad-message	contains nul
bad-message	content transfer
bad-message	content type
bad-message	disallowed header
bad-message	duplicate header
bad-message	duplicate headers
bad-message	empty body
bad-message	empty message
bad-message	encoded-word
bad-message	failed parse
bad-message	from header
bad-message	header error
bad-message	header folding
bad-message	header invalid
bad-message	header is too long
bad-message	header syntax
bad-message	headers not
bad-message	headers too large
bad-message	illegal header
bad-message	improperly formatted
bad-message	invalid characters in header
bad-message	invalid characters in message
bad-message	invalid content
bad-message	invalid date
bad-message	invalid header
bad-message	invalid headers
bad-message	invalid message
bad-message	invalid mime
bad-message	line feed
bad-message	line length
bad-message	line too long
bad-message	lines too long
bad-message	mail malformed
bad-message	malformed header
bad-message	malformed message
bad-message	malformed mime
bad-message	message format
bad-message	message header
bad-message	message headers
bad-message	message id header
bad-message	message malformed
bad-message	message must rfc
bad-message	mime content
bad-message	mime error
bad-message	mime nesting
bad-message	mime parts
bad-message	mime structure
bad-message	missing body
bad-message	missing date
bad-message	missing from
bad-message	missing header
bad-message	missing headers
bad-message	missing message id
bad-message	missing required header
bad-message	missing subject
bad-message	missing ~ header
bad-message	multiple addresses in from
bad-message	multiple from
bad-message	multiple header
bad-message	multiple headers
bad-message	multiple senders
bad-message	multiple subject
bad-message	must contain from
bad-message	no body
bad-message	no date
bad-message	no message id
bad-message	no recipients in header
bad-message	no subject
bad-message	non ascii
bad-message	nonascii
bad-message	not compliant with rfc
bad-message	not conform
bad-message	nul byte
bad-message	nul character
bad-message	nul characters
bad-message	null byte
bad-message	null characters
bad-message	parse message
bad-message	received headers missing
bad-message	rfc compliant
bad-message	rfc conformant
bad-message	rfc section ~ compliant
bad-message	rfc violation
bad-message	rfc2822 compliant
bad-message	standards compliant
bad-message	too long line
bad-message	too many headers
bad-message	too many mime
bad-message	too many related errors
bad-message	unable to parse
bad-message	unicode character
bad-message	unparsable message
bad-message	unparseable message
bad-message	unsupported format
bad-message	valid address in from
bad-message	valid message-id
bad-message	violates rfc
bad-message	bare linefeed
bad-message	bare linefeeds
bad-message	barelinefeedsareillegal
bad-message	lone cr
bad-message	lone lf
bad-message	smtplf
bad-message	non empty return path
bad-message	conversion required
bad-message	conversion <fail>
bad-message	conversion with loss
bad-message	undefined media error
bad-message	subject mandatory
bad-message	subject required
bad-message	mime complexity
bad-message	bare lf's
bad-message	media not supported
bad-message	message integrity failure
bad-message	transaction failed missing
bad-message	contains control
too-large	<exceed> maximum permitted
too-large	<exceed> size
too-large	<message> <exceed> ~ size
too-large	<message> <size>
too-large	<message> exceeds maximum
too-large	acceptable size
too-large	administrative limit
too-large	allowed size
too-large	bigger than
too-large	class=size
too-large	data size
too-large	demasiado grande
too-large	dimensione massima
too-large	exceeded maximum
too-large	exceeds administrative
too-large	exceeds fixed
too-large	exceeds session
too-large	fixed limit
too-large	fixed maximum
too-large	header name limit
too-large	header size
too-large	larger than
too-large	larger than ~ limit
too-large	length exceeds
too-large	length limit
too-large	max size
too-large	maximale grootte
too-large	maximum <size>
too-large	message exceeds
too-large	message larger
too-large	message too long
too-large	message trop
too-large	messages larger
too-large	muito grande
too-large	number of attachments
too-large	oversize
too-large	oversized
too-large	permitted size
too-large	recipsizelimit
too-large	session limit
too-large	size <exceed>
too-large	size greater
too-large	size limit exceeded
too-large	size limitation
too-large	size limits
too-large	size of your message
too-large	size quota
too-large	size restriction
too-large	size restrictions
too-large	size=message
too-large	sizelimit
too-large	taille du message
too-large	taille maximale
too-large	tamanho da mensagem
too-large	te groot
too-large	too big
too-large	too large
too-large	too many attachments
too-large	trop volumineux
too-large	troppo grande
too-large	zu gross
too-large	receive message large
too-large	too much mail data
too-large	mailsize limit
too-large	attachment too long
too-large	attachment too large
too-large	attachment too big
too-large	length ~ maximum threshold
too-large	total size ~ <exceed>
too-large	mb at most
too-large	kb at most
too-large	dimensione messaggio
too-large	messaggio ~ dimensione
too-large	mensagem ~ tamanho
too-large	mesaj boyutu
too-large	body too long
recipient-restricted	accept mail only
recipient-restricted	accepts mail only
recipient-restricted	accepts messages only
recipient-restricted	alleen leden
recipient-restricted	allowed senders
recipient-restricted	apenas membros
recipient-restricted	approved senders
recipient-restricted	authorized senders
recipient-restricted	block policy for envelope
recipient-restricted	block-rcpt
recipient-restricted	blocked by recipient
recipient-restricted	blocked sender list
recipient-restricted	closed list
recipient-restricted	confirm your
recipient-restricted	confirmation required
recipient-restricted	delivery not authorized
recipient-restricted	delivery restricted
recipient-restricted	distribution group
recipient-restricted	distribution list
recipient-restricted	does not accept mail from
recipient-restricted	does not accept messages from
recipient-restricted	does not want
recipient-restricted	doesn't accept mail from
recipient-restricted	doesn't want
recipient-restricted	domain entry
recipient-restricted	geweigerd door ontvanger
recipient-restricted	inside organization
recipient-restricted	internal senders
recipient-restricted	internal use only
recipient-restricted	list closed
recipient-restricted	list of senders
recipient-restricted	local use only
recipient-restricted	member only
recipient-restricted	members only
recipient-restricted	non members
recipient-restricted	not a member
recipient-restricted	not allowed to mail
recipient-restricted	not allowed to post
recipient-restricted	not allowed to receive
recipient-restricted	not allowed to send to
recipient-restricted	not authorised to mail
recipient-restricted	not authorised to receive
recipient-restricted	not authorized post
recipient-restricted	not authorized receive
recipient-restricted	not authorized to mail
recipient-restricted	not authorized to send to
recipient-restricted	not in whitelist
recipient-restricted	not on guest list
recipient-restricted	not permitted to send to
recipient-restricted	not whitelisted
recipient-restricted	nur mitglieder
recipient-restricted	only accept mail
recipient-restricted	only accepts
recipient-restricted	only local senders
recipient-restricted	only members
recipient-restricted	only subscribers
recipient-restricted	outside organization
recipient-restricted	outside senders
recipient-restricted	permission to post
recipient-restricted	permission to send
recipient-restricted	permissions to send
recipient-restricted	personal blacklist
recipient-restricted	personal block
recipient-restricted	post to this list
recipient-restricted	posting not allowed
recipient-restricted	posting restricted
recipient-restricted	receive mail from outside
recipient-restricted	receive only
recipient-restricted	rechazado por el destinatario
recipient-restricted	recipient does not accept
recipient-restricted	recipient doesn't accept
recipient-restricted	recipient has blocked
recipient-restricted	recipient not accept
recipient-restricted	recipient not accepting
recipient-restricted	recipient policy
recipient-restricted	recipient preferences
recipient-restricted	recipient refuses
recipient-restricted	recipient's blacklist
recipient-restricted	recipient's block
recipient-restricted	refused by recipient
recipient-restricted	rejected by recipient
recipient-restricted	rejected by recipients
recipient-restricted	rejected by user
recipient-restricted	restricted group
recipient-restricted	restricted recipient
recipient-restricted	restrictedtorecipientspermission
recipient-restricted	rifiutato dal destinatario
recipient-restricted	send only
recipient-restricted	sender is not authorized to send to
recipient-restricted	sender not authorized to send to this recipient
recipient-restricted	sender was not authenticated
recipient-restricted	senders list
recipient-restricted	solo membri
recipient-restricted	solo miembros
recipient-restricted	subscribers only
recipient-restricted	tylko dla
recipient-restricted	user entry
recipient-restricted	user has blocked
recipient-restricted	user reject
recipient-restricted	user rejects
recipient-restricted	user's blacklist
recipient-restricted	whitelist only
recipient-restricted	will not accept mail from
recipient-restricted	authenticated for group
recipient-restricted	authenticated for mailbox
recipient-restricted	authenticated for organization
recipient-restricted	authenticated for public folder
recipient-restricted	authenticated to send ~ group
recipient-restricted	delivery restriction
recipient-restricted	resolver rst
recipient-restricted	resolver rst authrequired authentication required
recipient-restricted	resolver rst notauthorized not authorized
recipient-restricted	safe sender
recipient-restricted	safe senders
recipient-restricted	sender was not authenticated when sending
recipient-restricted	sendernotauthenticatedforgroup
recipient-restricted	sendernotauthenticatedforgroup authentication required
recipient-restricted	sendernotauthenticatedformailbox
recipient-restricted	sendernotauthenticatedformailbox authentication required
recipient-restricted	rejects mail from unknown senders
recipient-restricted	sender not on ~ allow list
recipient-restricted	<not> receive <message> from
recipient-restricted	<message> from outside
recipient-restricted	set up filter
recipient-restricted	filter that rejects
recipient-restricted	badrecipientto
recipient-restricted	local user only
recipient-restricted	local users only
recipient-restricted	recipient <rejected> <message>
recipient-restricted	recipient <rejected> your
recipient-restricted	does not accept incoming
recipient-restricted	<not> accept bounces
recipient-restricted	recipient's filter
recipient-restricted	permission denied to send
recipient-restricted	contact list
recipient-restricted	opted out
recipient-restricted	accepts mail from ~ only
recipient-restricted	accept mail from ~ only
recipient-restricted	disabled mail from
recipient-restricted	<not> accept incoming
recipient-restricted	no replies
recipient-restricted	mailing list expansion prohibited
recipient-restricted	unsubscribed recipient
recipient-restricted	<blocked> by recipient
recipient-restricted	accepts internal mail only
recipient-restricted	<user> <not> want mail
recipient-restricted	<user> <not> want message
recipient-restricted	private list
recipient-restricted	gl bl
recipient-restricted	not delivering user who marked your <message> as spam
recipient-restricted	unsubscribed
recipient-restricted	no mail to system accounts
recipient-restricted	not delivering to previously
recipient-restricted	posting list limited
recipient-restricted	limited to subscribers
recipient-restricted	limited to members
recipient-restricted	restricted to members
recipient-restricted	restricted to subscribers
recipient-restricted	inside organisation
recipient-restricted	not wish receive
recipient-restricted	sender not authorized to deliver
recipient-restricted	internal list
recipient-restricted	outside mail
recipient-restricted	mail only from
recipient-restricted	<user> <disabled> external
recipient-restricted	<user> <disabled> mail from
recipient-restricted	members may post
recipient-restricted	may post
recipient-restricted	recipient blocks
recipient-restricted	blocks your
relay-denied	<not> permitted to relay through
relay-denied	access denied relay
relay-denied	best-preference mx
relay-denied	cannot relay
relay-denied	control locals
relay-denied	credentials for relay
relay-denied	does not handle mail for
relay-denied	domain is not ours
relay-denied	domain isn't in my list
relay-denied	domain not allowed
relay-denied	domain not configured
relay-denied	domain not handled
relay-denied	domain not in list
relay-denied	domain not local
relay-denied	domain not served
relay-denied	don't handle mail for
relay-denied	don't relay
relay-denied	foreign domains
relay-denied	handle mail for domain
relay-denied	isn't in my control
relay-denied	mail relay
relay-denied	mail relaying
relay-denied	no permission to relay
relay-denied	no relay
relay-denied	no relaying
relay-denied	non local
relay-denied	nonlocal
relay-denied	not a gateway
relay-denied	not a local domain
relay-denied	not a recipient domain
relay-denied	not an open relay
relay-denied	not authoritative
relay-denied	not final destination
relay-denied	not hosted here
relay-denied	not in my list
relay-denied	not local host
relay-denied	not my domain
relay-denied	not one of our domains
relay-denied	not our domain
relay-denied	not permitted relay
relay-denied	not relay
relay-denied	not responsible for
relay-denied	open relay test
relay-denied	rcpthosts
relay-denied	refuse relay
relay-denied	relais interdit
relay-denied	relais non
relay-denied	relay <not> allowed
relay-denied	relay <not> permitted
relay-denied	relay <rejected>
relay-denied	relay access denied
relay-denied	relay attempt
relay-denied	relay disallowed
relay-denied	relay forbidden
relay-denied	relay host
relay-denied	relay msg rejected
relay-denied	relay niet toegestaan
relay-denied	relay no permitido
relay-denied	relay non consentito
relay-denied	relay operation
relay-denied	relay prohibited
relay-denied	relay service
relay-denied	relaying <not> allowed
relay-denied	relaying <not> permitted
relay-denied	relaying <rejected>
relay-denied	relaying disallowed
relay-denied	relaying niedozwolony
relay-denied	relaying prohibited
relay-denied	relaying verweigert
relay-denied	remote sending only allowed
relay-denied	send to foreign
relay-denied	smtp relay
relay-denied	tenantattribution
relay-denied	unable relay
relay-denied	unauthorized relay
relay-denied	weiterleitung verweigert
relay-denied	won't relay
relay-denied	relay nicht erlaubt
relay-denied	relaying nicht erlaubt
relay-denied	relaying nicht gestattet
relay-denied	weiterleitung nicht erlaubt
relay-denied	weiterleitung nicht gestattet
relay-denied	relaying denied ip name lookup failed
relay-denied	rp frl
relay-denied	relaying ~ prohibited
relay-denied	uucp addressing
relay-denied	weiterleitung ~ nicht gestattet
relay-denied	weiterleitung ~ nicht erlaubt
relay-denied	kein relay
relay-denied	ne relaie pas
relay-denied	inoltro non consentito
relay-denied	will not forward
relay-denied	recipient domain not local
loop	already been through
loop	boucle de messagerie
loop	delivery loop
loop	exceeded hops
loop	forwarding loop
loop	hop count
loop	hop limit
loop	hopcount
loop	loop back
loop	loop detected
loop	looping
loop	loops back
loop	mail loop
loop	mailschleife
loop	max hops
loop	maximum hop
loop	maximum hops
loop	routing loop
loop	too many forwards
loop	too many hops
loop	too many received
loop	would loop
loop	system config error mail loops back
loop	relevant mx records point host
loop	best preference mx ~ control locals
loop	listed as best preference mx
loop	<exceed> hops
loop	hops <exceed>
loop	message depth <exceed>
loop	lowest numbered mx
loop	remote host address is local host
loop	would return
]]

facts.hosts = [[
google	google.com
google	googlemail.com
microsoft	outlook.com
microsoft	office365.com
microsoft	hotmail.com
microsoft	exchangelabs.com
yahoo	yahoodns.net
yahoo	yahoo.com
yahoo	yahooinc.com
yahoo	aol.com
apple	icloud.com
apple	me.com
mimecast	mimecast.com
proofpoint	pphosted.com
proofpoint	proofpoint.com
proofpoint	ppe-hosted.com
barracuda	barracudanetworks.com
barracuda	barracudacentral.org
cisco	iphmx.com
comcast	comcast.net
gmx	gmx.net
gmx	web.de
tonline	t-online.de
orange	orange.fr
laposte	laposte.net
free	free.fr
godaddy	secureserver.net
cox	cox.net
spectrum	charter.net
spectrum	rr.com
att	att.net
verizon	verizon.net
mailru	mail.ru
yandex	yandex.ru
yandex	yandex.net
qq	qq.com
netease	163.com
netease	126.com
netease	netease.com
zoho	zoho.com
fastmail	messagingengine.com
messagelabs	messagelabs.com
rackspace	emailsrvr.com
ionos	ionos.com
naver	naver.com
libero	libero.it
aruba	aruba.it
wp	wp.pl
onet	onet.pl
seznam	seznam.cz
proton	protonmail.ch
hornetsecurity	hornetsecurity.com
docomo	docomo.ne.jp
uol	uol.com.br
trendmicro	trendmicro.com
sfr	sfr.fr
bluewin	bluewin.ch
interia	interia.pl
]]

facts.codes = [[
google	450	2	1	1
google	452	2	2	2
google	552	2	2	2
google	421	3	0	0
google	421	4	5	5
google	451	4	2	2
google	550	4	5	5
google	550	5	3	3
google	452	5	3	3
google	-	7	23	23
google	-	7	24	24
google	-	7	25	25
google	-	7	26	26
google	-	7	27	27
google	-	7	28	28
google	-	7	29	29
google	-	7	30	30
google	-	7	31	31
google	-	7	32	32
google	550	7	40	40
google	421	7	40	40
google	534	7	14	14
google	534	7	90	90
google	535	7	80	80
google	523	7	10	10
google	553	1	2	2
google	553	1	3	3
google	553	1	7	7
google	552	3	4	4
google	552	7	0	0
google	554	4	6	6
google	554	6	0	0
microsoft	-	1	10	10
microsoft	-	1	20	20
microsoft	-	1	8	8
microsoft	-	1	90	90
microsoft	-	2	2	2
microsoft	-	2	121	121
microsoft	-	2	122	122
microsoft	-	3	190	190
microsoft	-	4	14	14
microsoft	-	4	6	6
microsoft	-	4	300	300
microsoft	-	4	316	316
microsoft	-	4	4	4
microsoft	-	6	11	11
microsoft	-	7	12	12
microsoft	-	7	13	13
microsoft	-	7	124	124
microsoft	-	7	133	136
microsoft	-	7	193	193
microsoft	-	7	232	233
microsoft	-	7	321	322
microsoft	-	7	323	324
microsoft	-	7	500	500
microsoft	-	7	501	503
microsoft	-	7	504	505
microsoft	-	7	506	506
microsoft	-	7	507	507
microsoft	-	7	508	508
microsoft	-	7	509	509
microsoft	-	7	510	510
microsoft	-	7	511	511
microsoft	-	7	512	512
microsoft	-	7	513	513
microsoft	-	7	515	515
microsoft	-	7	520	520
microsoft	-	7	51	51
microsoft	-	7	57	57
microsoft	-	7	64	64
microsoft	-	7	606	649
microsoft	-	7	650	650
microsoft	-	7	651	699
microsoft	-	7	703	703
microsoft	-	7	700	704
microsoft	-	7	705	705
microsoft	-	7	706	749
microsoft	-	7	750	750
microsoft	-	7	800	800
microsoft	-	7	850	899
microsoft	-	7	900	999
]]

facts.tags = [[
yahoo	TSS09
yahoo	TSS11
yahoo	TS03
yahoo	BL21
yahoo	BL23
apple	CS01
apple	CS02
apple	HM08
apple	HME1
apple	BS02
apple	HCM1
comcast	ES000001
comcast	ES000010
comcast	BL000000
comcast	BL000001
comcast	BL000010
comcast	BL000011
comcast	BL000100
comcast	BL000101
comcast	BL000110
comcast	BL000111
comcast	DM000001
comcast	RL000003
comcast	RL000010
cox	CXBL
cox	CXDNS
cox	CXSNDR
cox	CXSMTP
cox	CXCNCT
cox	CXMXRT
cox	CDRBL
cox	IPBL****
spectrum	AUP#1000
spectrum	AUP#1090
spectrum	AUP#1100
spectrum	AUP#1110
spectrum	AUP#1120
spectrum	AUP#1130
spectrum	AUP#1150
spectrum	AUP#1160
spectrum	AUP#1170
spectrum	AUP#1180
spectrum	AUP#1190
spectrum	AUP#1200
spectrum	AUP#1210
spectrum	AUP#1220
spectrum	AUP#1230
spectrum	AUP#1240
spectrum	AUP#1250
spectrum	AUP#1260
spectrum	AUP#13*0
spectrum	AUP#14*0
spectrum	AUP#1300
spectrum	AUP#1310
spectrum	AUP#1320
spectrum	AUP#1330
spectrum	AUP#1340
spectrum	AUP#1350
spectrum	AUP#1380
spectrum	AUP#1460
spectrum	AUP#1490
spectrum	AUP#1500
spectrum	AUP#1520
spectrum	AUP#1530
spectrum	AUP#1540
spectrum	AUP#1550
spectrum	AUP#1560
spectrum	AUP#1580
spectrum	AUP#I-1000
spectrum	AUP#I-1090
spectrum	AUP#I-1100
spectrum	AUP#I-1110
spectrum	AUP#I-1120
spectrum	AUP#I-1130
spectrum	AUP#I-1150
spectrum	AUP#I-1160
spectrum	AUP#I-1170
spectrum	AUP#I-1180
spectrum	AUP#I-1190
spectrum	AUP#I-1200
spectrum	AUP#I-1210
spectrum	AUP#I-1220
spectrum	AUP#I-1230
spectrum	AUP#I-1240
spectrum	AUP#I-1250
spectrum	AUP#I-1260
spectrum	AUP#I-13*0
spectrum	AUP#I-14*0
spectrum	AUP#I-1300
spectrum	AUP#I-1310
spectrum	AUP#I-1320
spectrum	AUP#I-1330
spectrum	AUP#I-1340
spectrum	AUP#I-1350
spectrum	AUP#I-1380
spectrum	AUP#I-1460
spectrum	AUP#I-1490
spectrum	AUP#I-1500
spectrum	AUP#I-1520
spectrum	AUP#I-1530
spectrum	AUP#I-1540
spectrum	AUP#I-1550
spectrum	AUP#I-1560
spectrum	AUP#I-1580
godaddy	IB401
godaddy	IB501
godaddy	IB502
godaddy	IB506
godaddy	IB508
godaddy	IB108
godaddy	IB212
godaddy	IB705
godaddy	IB605
godaddy	IB007
godaddy	IB101
godaddy	IB103
godaddy	IB104
godaddy	IB105
godaddy	IB106
godaddy	IB110
godaddy	IB111
godaddy	IB112
godaddy	IB113
godaddy	IB504
godaddy	IB510
godaddy	IB607
orange	OFR_102
orange	OFR***_102
laposte	LPN***_102
orange	OFR_103
orange	OFR***_103
laposte	LPN***_103
orange	OFR_104
orange	OFR***_104
laposte	LPN***_104
orange	OFR_105
orange	OFR***_105
laposte	LPN***_105
orange	OFR_305
orange	OFR***_305
laposte	LPN***_305
orange	OFR_401
orange	OFR***_401
laposte	LPN***_401
orange	OFR_405
orange	OFR***_405
laposte	LPN***_405
orange	OFR_416
orange	OFR***_416
laposte	LPN***_416
orange	OFR_417
orange	OFR***_417
laposte	LPN***_417
orange	OFR_420
orange	OFR***_420
laposte	LPN***_420
orange	OFR_426
orange	OFR***_426
laposte	LPN***_426
orange	OFR_503
orange	OFR***_503
laposte	LPN***_503
orange	OFR_505
orange	OFR***_505
laposte	LPN***_505
orange	OFR_506
orange	OFR***_506
laposte	LPN***_506
orange	OFR_510
orange	OFR***_510
laposte	LPN***_510
orange	OFR_517
orange	OFR***_517
laposte	LPN***_517
]]

return facts
