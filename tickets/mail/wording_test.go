package mail

import "testing"

// How providers word that a mail did not arrive: an address is dead only when they say so of the address.
func TestRefusalsOfManyProvidersAreUnderstood(t *testing.T) {
	const late, blocked, full, suspended = "late", "blocked", "full", "suspended"
	tests := map[string]struct {
		status string
		text   string
		reason string
		hard   bool
	}{
		"Gmail, nobody":              {"5.1.1", "smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos or unnecessary spaces.", noSuchAddress, true},
		"Gmail, disabled":            {"5.2.1", "smtp; 550 5.2.1 The email account that you tried to reach is disabled.", suspended, false},
		"Gmail, inactive":            {"5.2.1", "smtp; 550 5.2.1 The email account that you tried to reach is inactive.", suspended, false},
		"Gmail, full":                {"4.2.2", "smtp; 452-4.2.2 The recipient's inbox is out of storage space.", full, false},
		"Gmail, over its quota":      {"5.2.2", "smtp; 552-5.2.2 The email account that you tried to reach is over quota and inactive.", full, false},
		"Gmail, not authenticated":   {"5.7.26", "smtp; 550-5.7.26 Your email has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.", "authentication", false},
		"Gmail, too fast":            {"4.7.28", "smtp; 421-4.7.28 Gmail has detected an unusual rate of mail originating from your IP address.", blocked, false},
		"Gmail, domain":              {"5.1.2", "DNS Error: DNS type 'mx' lookup of nowhere.example responded with code NXDOMAIN. Domain name not found: nowhere.example", noSuchHost, true},
		"Outlook, unavailable":       {"5.5.0", "smtp; 550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).", noSuchAddress, true},
		"Microsoft 365, nobody":      {"5.1.10", "smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", noSuchAddress, true},
		"Microsoft 365, banned":      {"5.7.511", "smtp; 550 5.7.511 Access denied, banned sender[203.0.113.7].", blocked, false},
		"Microsoft 365, list":        {"5.7.133", "smtp; 550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group", "sender_refused", false},
		"Yahoo, nobody":              {"5.0.0", "smtp; 554 delivery error: dd This user doesn't have a yahoo.com account (nobody@yahoo.com)", noSuchAddress, true},
		"Yahoo, put off":             {"4.7.0", "smtp; 421 4.7.0 [TSS04] Messages from 203.0.113.7 temporarily deferred due to user complaints", blocked, false},
		"iCloud, nobody":             {"5.1.1", "smtp; 550 5.1.1 <nobody@icloud.com>: user does not exist", noSuchAddress, true},
		"iCloud, full":               {"5.2.2", "smtp; 552 5.2.2 <kim@icloud.com>: user is over quota", full, false},
		"Naver, nobody":              {"5.1.1", "smtp; 550 5.1.1 Address rejected nobody@naver.com (in reply to RCPT TO command)", noSuchAddress, true},
		"Naver, in Korean":           {"5.1.1", "550 5.1.1 존재하지 않는 메일 계정입니다.", noSuchAddress, true},
		"Naver, dormant":             {"5.2.1", "550 5.2.1 휴면 계정이므로 메일을 받을 수 없습니다.", suspended, false},
		"Daum, nobody":               {"5.1.1", "550 5.1.1 수신자를 찾을 수 없습니다. 없는 계정입니다.", noSuchAddress, true},
		"Daum, full":                 {"5.2.2", "552 받는 사람의 메일함 용량이 초과되었습니다.", full, false},
		"Daum, full, in other words": {"", "받는 분의 편지함이 가득 차서 메일을 전달하지 못했습니다.", full, false},
		"Hiworks, nobody":            {"5.1.1", "550 5.1.1 <nobody@shop.example> User unknown", noSuchAddress, true},
		"Korean, refused":            {"5.7.1", "554 5.7.1 수신 거부된 발신자입니다.", blocked, false},
		"Korean, spam":               {"5.7.1", "554 5.7.1 스팸으로 분류되어 수신되지 않았습니다.", "spam", false},
		"Korean, gone":               {"5.1.1", "550 퇴사한 직원의 메일 주소입니다.", movedAway, true},
		"Korean, the domain":         {"5.1.2", "550 5.1.2 수신 도메인을 찾을 수 없습니다.", noSuchHost, true},
		"Japanese, nobody":           {"5.1.1", "550 5.1.1 宛先のメールアドレスが見つかりません", noSuchAddress, true},
		"Chinese, nobody":            {"5.1.1", "550 5.1.1 用户不存在", noSuchAddress, true},
		"qmail, nobody":              {"5.1.1", "Sorry, no mailbox here by that name. (#5.1.1)", noSuchAddress, true},
		"qmail, the host":            {"5.1.2", "Sorry, I couldn't find any host named nowhere.example. (#5.1.2)", noSuchHost, true},
		"Postfix, the host":          {"5.4.4", "Host or domain name not found. Name service error for name=nowhere.example type=AAAA: Host not found", noSuchHost, true},
		"Postfix, silent":            {"4.4.1", "connect to mx.example.com[203.0.113.9]:25: Connection timed out", late, false},
		"Postfix, greylisted":        {"4.2.0", "host mx.example.com said: 450 4.2.0 <kim@example.com>: Recipient address rejected: Greylisted (in reply to RCPT TO command)", blocked, false},
		"Postfix, no relay":          {"5.7.1", "host mx.example.com said: 554 5.7.1 <kim@example.com>: Relay access denied (in reply to RCPT TO command)", "relay", false},
		"Exim, the host":             {"", "all relevant MX records point to non-existent hosts", noSuchHost, true},
		"null MX":                    {"5.1.10", "Domain nowhere.example does not accept mail (nullMX)", noSuchHost, true},
		"Exchange, too large":        {"5.3.4", "smtp; 552 5.3.4 Message size exceeds fixed maximum message size", "too_large", false},
		"Amazon, suppressed":         {"5.1.1", "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.", noSuchAddress, true},
		"content":                    {"5.7.1", "554 5.7.1 Message rejected due to content (in reply to end of DATA command)", "spam", false},
		"a block list":               {"5.7.1", "554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org", blocked, false},
		"nothing said":               {"", "", undetermined, false},
		"a number alone":             {"5.0.0", "554 Transaction failed", undetermined, false},
		"unknown after the mail":     {"5.7.1", "550 5.7.1 User unknown or message refused as spam (in reply to end of DATA command)", "spam", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			reason, hard := classify(test.status, firstCode(test.text), test.text, "")
			if reason != test.reason || hard != test.hard {
				t.Errorf("%s, dead: %v; want %s, %v", reason, hard, test.reason, test.hard)
			}
		})
	}
}
