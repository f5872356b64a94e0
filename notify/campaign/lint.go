package campaign

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// adMark finds the advertising mark in any spelling: with spaces, other brackets, marks between the
// letters. The system writes the one right spelling itself; a second one in the text hides it or
// imitates it, and the law counts most spellings as evasion.
var adMark = regexp.MustCompile(`[(\[{<【〔《「『"'“”‘’]\s*[\p{P}\p{S}\s]*광[\p{P}\p{S}\s]*고[\p{P}\p{S}\s]*[)\]}>】〕》」』"'“”‘’]`)

// invisible letters could be put between 광 and 고.
var invisible = strings.NewReplacer("\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "", "\u115f", "", "\u1160", "", "\u3164", "")

// HoldsAdMark reports whether a text carries a spelling of the (광고) mark.
func HoldsAdMark(text string) bool {
	return adMark.MatchString(norm.NFKC.String(invisible.Replace(text)))
}
