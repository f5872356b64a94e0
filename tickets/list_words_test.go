package tickets

import (
	"strings"
	"testing"
)

func TestEveryTermOfAQueryIsAGramOfTheTextThatHoldsIt(t *testing.T) {
	for text, queries := range map[string][]string{
		"그릇이 파손되어 왔어요":           {"파손", "그릇이", "파손되어", "되어 왔어요"},
		"운송장 번호 6825-5412-0099":  {"운송장번호", "6825", "68255412", "5412-0099", "682"},
		"주문 OD-2026-0012345 확인":  {"2026", "0012345", "od-2026", "OD20260012345"},
		"전화는 010 2345 5678 이에요.": {"01023455678", "5678", "010-2345-5678"},
	} {
		grams := map[string]bool{}
		for _, g := range Grams(text) {
			if g == "" || strings.ContainsAny(g, " '&|!") {
				t.Errorf("%q has the gram %q", text, g)
			}
			grams[g] = true
		}
		for _, q := range queries {
			for term := range strings.SplitSeq(Terms(q), " & ") {
				if !grams[strings.Trim(term, "'")] {
					t.Errorf("%q is asked for by %s, which %q does not have", q, term, text)
				}
			}
		}
	}
	for query, want := range map[string]string{"": "", "!?": "", "닭": "'닭':*", "1234": "'=1234'", "123": "'12' & '23'", "12345 파손": "'=1234' & '=2345' & '파손'"} {
		if got := Terms(query); got != want {
			t.Errorf("Terms(%q) = %q, want %q", query, got, want)
		}
	}
}
