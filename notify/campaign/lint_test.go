package campaign

import "testing"

func TestTheAdvertisingMarkIsRefusedInEverySpelling(t *testing.T) {
	tests := map[string]bool{
		"(광고) 겨울 예약전":    true,
		"(광 고)":          true,
		"[광고]":           true,
		"(광/고)":          true,
		"(\"광고\")":       true,
		"(“광고”)":         true,
		"【광고】":           true,
		"（광고）":           true,
		"( 광 . 고 )":      true,
		"(광\u200b고)":     true,
		"'광고'":           true,
		"<광고>":           true,
		"(광고)":           true, // decomposed letters
		"겨울 예약전이 열렸어요":   false,
		"광고 촬영에 쓴 그릇이에요": false,
		"(광고를 보고 오신 분께)": false,
		"광고":             false,
	}
	for text, want := range tests {
		if got := HoldsAdMark(text); got != want {
			t.Errorf("HoldsAdMark(%q) = %v, want %v", text, got, want)
		}
	}
}
