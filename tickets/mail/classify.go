package mail

import "regexp"

// Why a mail did not arrive. Only the first three mean that the address is dead: everything else may be
// over tomorrow, or is about us and not about the address.
const (
	noSuchAddress = "no_such_address"
	noSuchHost    = "no_such_host"
	movedAway     = "moved"
	undetermined  = "undetermined"
)

// sign is a class of refusals and how servers word it.
type sign struct {
	reason string
	words  *regexp.Regexp
}

// signs are looked for in this order: a server that speaks of a filter and of an unknown user in one
// sentence has filtered. English comes first, then the words of Korean and Japanese providers.
var signs = []sign{
	{"authentication", regexp.MustCompile(`(?i)\b(dmarc|spf (check|fail|validation|record)|dkim|sender policy framework|unauthenticated (email|mail|sender)|(doesn't|does not) (pass|meet).{0,40}authentic|authentication (requirement|checks?) )`)},
	{"sender_refused", regexp.MustCompile(`(?i)(reverse dns|\bptr\b|\brdns\b|no (dns )?name (found|lookup)|cannot (find|resolve) your (host|reverse)|fix reverse|client host rejected|helo (command )?rejected|my name was rejected|invalid helo|(please )?provide a valid from|forward-confirmed|unresolvable|sender (address )?(rejected|verify failed|verification)|(mail )?from (address )?.{0,30}(rejected|not (allowed|accepted))|domain of sender|sender('s)? (domain|address).{0,30}(not exist|reject|invalid|denied)|your (ip|host|server|domain).{0,40}(block|list|reputation|reject|denied|banned)|bad sender|invalid sender|sender ?not ?authenticated|sender was not authenticated|backscatter|not authorized to send|not allowed to (send|post)|you (do not|don't) have permission|may not (send|post)|only accepts? (mail|messages) from|restricted|permission to post|access denied\.? (ip|host|banned|traffic))`)},
	{"relay", regexp.MustCompile(`(?i)(relay(ing)? (denied|not|access|prohibited)|we do not relay|unable to relay|too many hops|mail loop|routing loop|loops? back|hop count)`)},
	{"blocked", regexp.MustCompile(`(?i)(block(ed|ing|list)|black ?list|\bdnsbl\b|\brbls?\b|spamhaus|spamcop|barracuda|\bsorbs\b|\bsbl\b|\bxbl\b|\bpbl\b|poor reputation|(low|bad) reputation|reputation|banned|too many (connections|spam|messages|recipients|errors)|rate ?limit|exceeded.{0,30}(rate|messages per|connection)|unusual rate|try (again )?later|greylist|graylist|throttl|deferred due to|connection (refused|limit)|access (is )?denied|차단|수신\s?거부|접속\s?제한|ブロック)`)},
	{"spam", regexp.MustCompile(`(?i)(\bspam\b|spammy|unsolicited|junk mail|bulk (e-?)?mail|content (rejected|filter|denied)|message (content )?(rejected|refused|filtered|blocked)( (due to|as|by|because)|\.)|considered|virus|malware|phish|banned (file|attachment|content)|attachment (type )?(is )?(not allowed|rejected|blocked)|policy|violat|prohibited|security (reason|polic)|스팸|정책)`)},
	{"too_large", regexp.MustCompile(`(?i)(message (is )?too (big|large|long)|(message|mail|attachment) size.{0,40}(exceed|limit|large)|size (limit|exceeds)|too large|line too long|maximum (message )?size)`)},
	{"full", regexp.MustCompile(`(?i)((mail ?box|mail ?folder|inbox|account|user|recipient|disk|storage|quota).{0,40}\b(is |are |was |has |over |its |currently )*(full|exceeded|exceeds?|over ?quota|overquota|limit)|over(drawn)? ?(the )?(quota|storage|disk)|overquota|quota.{0,30}(exceed|full|over|limit|violation)|exceed(ed|s|ing)? .{0,40}(quota|storage|mailbox|allocation|size|disk space|allowed)|insufficient (system )?(storage|disk|space)|not enough (storage|space|disk)|no space left|out of (disk|storage)|disk (quota|full)|mailbox (is )?(size|limit)|full mailbox|용량.{0,20}(초과|부족)|가득|편지함.{0,10}(초과|꽉)|メールボックス.{0,20}(一杯|容量|いっぱい))`)},
	{"suspended", regexp.MustCompile(`(?i)(((mail ?box|account|user|recipient|domain|address|email)\b.{0,60}\b(suspended|locked|disabled|inactive|deactivated|frozen|expired|not active|no longer active|on hold|blocked|dormant|temporarily)|(suspended|disabled|inactive|locked|frozen|dormant|deactivated|expired) (mail ?box|account|user|recipient|domain|address))|mailbox (is )?unavailable or access|휴면|정지된|사용\s?정지|장기\s?미사용)`)},
	{movedAway, regexp.MustCompile(`(?i)(has (moved|been replaced)|address (has )?(changed|been changed)|new (e-?mail )?address|no longer (valid|in use|with|works|an employee|on (server|this))|please update your (address|records)|퇴사|주소.{0,10}변경)`)},
	{noSuchHost, regexp.MustCompile(`(?i)(host (or domain name )?(unknown|not (found|known))|unknown (host|domain|mail host)|no such (host|domain)|domain (name )?(does not|doesn't|do not) exist|domain .{0,60}(does not|doesn't) exist|domain (is )?(not (found|valid|exist|hosted)|unknown|invalid|mentioned)|(name|host|dns).{0,30}(nxdomain|not found|lookup (failed|failure)|no mail servers|no such domain)|nxdomain|invalid (domain|host)|bad (destination|domain|host)|illegal (host|domain)|unrouteable (mail )?domain|no (mx|a|mail) (record|host|server|exchanger)|null mx|nullmx|point to non-?existent hosts?|does not accept (e-?)?mail|(doesn't|does not) (receive|accept) (any )?(e-?)?mail|mail receiving disabled|(mx or srv|mx) record indicated no smtp|no smtp service|도메인.{0,20}(없|존재하지|찾을 수)|ドメイン.{0,15}(存在|見つか))`)},
	{noSuchAddress, regexp.MustCompile(`(?i)(user.{0,10}unknown|unknown.{0,5} ?(user|recipient|local|address|mail ?box|account|alias|virtual|email|destination|to )|no such (user|mail ?box|recipient|address|account|person|local|email|addressee|alias|member|customer|virtual)|no (mail ?box|user|account|recipient|such).{0,25}(here|by that name|with that name|named|of that name|called)|(user|mail ?box|recipient|address|addressee|account|alias|email|username|local ?part|destination|inbox)[^.;]{0,80}(does ?n'?t|does not|do not|did not|not) exist|(does ?n'?t|does not|do not) (exist|have an? .{0,20}(account|mailbox|user)|have a yahoo)|(user|mail ?box|recipient|address|addressee|account|alias|username|email)[^.;,]{0,60}\b(not found|unknown|invalid|not known|nonexist|non-exist|not exist|not listed|not valid|not recognized|is undeliverable|not registered|not our|isn't|couldn't be found|could not be found|wasn't found|has been (deleted|removed|terminated|closed))|can'?t find.{0,20}(user|mailbox|account)|couldn't be found|not (found|listed) in|invalid (user|mail ?box|recipient|address|account|final|local)|not a valid (mail ?box|recipient|user|address|account)|bad (destination )?(mail ?box|address|recipient|user)|(mail ?box|recipient|address|user) unavailable|mailbox (not|no longer) (available|exist)|unavailable mailbox|(is not|isn't|not) a known (user|recipient)|is unknown|unrouteable address|undeliverable address|delete(d)? (user|account|mailbox)|address(ee)? (rejected|unknown)|recipient (address )?(rejected|not accepted|refused|unknown|denied)|recipnotfound|resolver\.adr|unknown_recipient|not our customer|no longer (available|exists|here)|delivery to this (address|user)|존재하지 않|없는 (계정|사용자|주소|메일|편지함|수신)|수신자.{0,20}(없|찾을 수|존재)|사용자.{0,20}(없|찾을 수)|찾을 수 없|탈퇴|宛先.{0,10}(存在|見つか|不明)|ユーザー?.{0,10}(存在|見つか|不明)|アドレス.{0,15}(存在|見つか|不明)|お届けできませんでした|用户不存在)`)},
	{"late", regexp.MustCompile(`(?i)(delivery (time|temporarily|expired)|expired|retry time|timed? ?out|time limit|(has|have) been (delayed|queued)|not yet been delivered|still (be )?(trying|retr)|could not (connect|be reached)|no route|unreachable|connection (refused|timed|reset|lost|failed)|lost connection|too long|지연|재시도)`)},
}

// byStatus is what a status of RFC 3463 alone means.
var byStatus = map[string]string{
	"5.1.1": noSuchAddress, "5.1.3": noSuchAddress, "5.1.10": noSuchAddress, "5.1.351": noSuchAddress, "5.1.4": noSuchAddress,
	"5.1.2": noSuchHost, "5.4.4": noSuchHost, "5.1.6": movedAway, "5.2.1": "suspended", "5.2.2": "full",
	"4.2.2": "full", "5.2.3": "too_large", "5.3.4": "too_large", "4.4.7": "late", "4.4.1": "late", "5.7.1": "blocked", "5.1.0": undetermined,
}

var (
	atRcpt = regexp.MustCompile(`(?i)(in reply to rcpt|after rcpt|rcpt to\b|>>> *rcpt|rcpt:|does not like recipient|'rcpt|rcpt command)`)
	atData = regexp.MustCompile(`(?i)(in reply to (end of )?data|after (end of )?data|after (sending )?(the )?(message )?(body|content)|>>> *(data|\.)|'data'|data command|end of message|failed after i sent the message|sending the message)`)
	atMail = regexp.MustCompile(`(?i)(in reply to mail from|after mail from|>>> *mail|sender (address )?rejected|does not like (my )?sender|after (helo|ehlo|initial connection|starttls)|in reply to (helo|ehlo)|>>> *(helo|ehlo)|my name was rejected)`)
	// Words that servers have for nothing else.
	certain = regexp.MustCompile(`(?i)((does ?n'?t|does not) have an? .{0,40}account|this (account|user|mailbox) (does not|doesn't) exist|존재하지 않는 (계정|사용자|메일|수신자))`)
	// What is said of an address, whatever else is meant by refusing it.
	aboutAddress = regexp.MustCompile(`^[45]\.1\.(?:0|1|2|3|4|6|10|351)$|^5\.2\.1$|^5\.4\.4$|^[45]\.0\.0$|^5\.5\.0$|^5\.7\.1$`)
)

// classify says why an address was not reached, and whether it is dead. The server's own words go before
// its number, since many send 5.1.1 with whatever they mean; the text for people is asked last. An
// address is dead only when the words, the number and the moment agree: a server that calls a user
// unknown after it has read the mail has judged the mail.
func classify(status string, code int, own, human string) (reason string, hard bool) {
	reason = worded(own)
	if reason == "" {
		reason = byStatus[status]
	}
	if (reason == "" || reason == undetermined) && len(own) < 40 {
		if r := worded(human); r != "" {
			reason = r
		}
	}
	if reason == "" {
		reason = undetermined
	}
	switch reason {
	case noSuchAddress, noSuchHost, movedAway:
		return reason, agrees(status, code, own, human, reason)
	}
	return reason, false
}

func agrees(status string, code int, own, human, reason string) bool {
	if status != "" && !aboutAddress.MatchString(status) {
		return false
	}
	rcpt, late := atRcpt.MatchString(own), atData.MatchString(own) || atMail.MatchString(own)
	if !rcpt && !late {
		rcpt, late = atRcpt.MatchString(human), atData.MatchString(human) || atMail.MatchString(human)
	}
	switch {
	case late && !rcpt:
		return len(status) == 5 && status[1:] == ".1.1" && !atMail.MatchString(own) || certain.MatchString(own)
	case rcpt, reason == noSuchHost:
		return true
	case status == "" || len(status) == 5 && status[1:] == ".0.0":
		return code == 0 || certain.MatchString(own)
	}
	return status != "5.7.1"
}

func worded(text string) string {
	if text == "" {
		return ""
	}
	for _, s := range signs {
		if s.words.MatchString(text) {
			return s.reason
		}
	}
	return ""
}
