package mail

import (
	"regexp"
	"strings"
)

// What wrote a mail.
const (
	kindHuman     = "human"
	kindAuto      = "auto"
	kindBounce    = "bounce"
	kindComplaint = "complaint"
	kindList      = "list"
)

var (
	robots = regexp.MustCompile(`(?i)^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+._-]|@)`)
	away   = regexp.MustCompile(`(?i)^\s*(\[?자동\s?(응답|회신|답장)\]?|부재중|\[?부재중|out of (the )?office|automatic reply|auto(matic)?[- ]?(reply|response|answer)|vacation reply|自動応答|自动回复)`)
)

// kindOf tells a person's mail from a program's: only the first joins a conversation, so that two
// programs never talk to each other through it.
func kindOf(p parsed) string {
	h := func(name string) string { return strings.ToLower(strings.TrimSpace(p.header(name))) }
	switch {
	case strings.Contains(p.contentType, "report-type=feedback-report"), strings.Contains(p.contentType, `report-type="feedback-report"`):
		return kindComplaint
	case strings.Contains(p.contentType, "multipart/report"), strings.HasPrefix(p.From, "mailer-daemon@"), h("X-Failed-Recipients") != "":
		return kindBounce
	}
	if auto := h("Auto-Submitted"); auto != "" && !strings.HasPrefix(auto, "no") {
		return kindAuto
	}
	for _, name := range []string{"X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Autoreply-From", "X-Mail-Autoreply", "X-Autoresponder", "X-Loop"} {
		if v := h(name); v != "" && v != "no" {
			return kindAuto
		}
	}
	switch h("Precedence") {
	case "auto_reply", "auto-reply":
		return kindAuto
	case "list":
		return kindList
	case "bulk", "junk":
		return kindAuto
	}
	if h("List-Id") != "" {
		return kindList
	}
	if robots.MatchString(p.From) || away.MatchString(p.Subject) || h("Return-Path") == "<>" {
		return kindAuto
	}
	return kindHuman
}
