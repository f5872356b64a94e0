package chat_test

import (
	"testing"
	"time"

	"dari/chat"
)

func TestTheStatusLineSaysWhetherSomeoneAnswersOrWhen(t *testing.T) {
	h := chat.DefaultHours()
	h.Holidays = []chat.Holiday{
		{Date: "2027-02-05", Ko: "임시 휴무"}, {Date: "2027-02-08", Ko: "설 연휴", En: "Seollal"}, {Date: "2027-02-09", Ko: "설 연휴", En: "Seollal"},
	}
	tests := map[string]struct {
		at     string
		online int
		pace   chat.Pace
		ko, en string
	}{
		"someone is there":          {"2026-11-23T14:05:00+09:00", 2, chat.Pace{}, "지금 상담 중", "Online"},
		"and answers in 3 minutes":  {"2026-11-23T14:05:00+09:00", 2, chat.Pace{Minutes: 2, Samples: 40}, "지금 상담 중 · 보통 3분 안에 답해요", "Online · replies in about 3 min"},
		"too few were measured":     {"2026-11-23T14:05:00+09:00", 2, chat.Pace{Minutes: 2, Samples: 9}, "지금 상담 중", "Online"},
		"slower than any step":      {"2026-11-23T14:05:00+09:00", 2, chat.Pace{Minutes: 31, Samples: 40}, "지금 상담 중", "Online"},
		"lunch":                     {"2026-11-23T12:30:00+09:00", 0, chat.Pace{}, "점심시간이에요 · 오후 1:30에 답해요", "At lunch · back 1:30 PM"},
		"open and nobody there":     {"2026-11-23T13:30:00+09:00", 0, chat.Pace{}, "문의를 남기면 답해 드려요", "Leave a message and we’ll reply"},
		"before opening":            {"2026-11-23T09:59:59+09:00", 0, chat.Pace{}, "오늘 오전 10시에 다시 열어요", "Back today at 10 AM"},
		"after closing":             {"2026-11-23T18:00:00+09:00", 0, chat.Pace{}, "내일(화) 오전 10시에 다시 열어요", "Back tomorrow (Tue) at 10 AM"},
		"before the weekend":        {"2026-11-27T20:00:00+09:00", 0, chat.Pace{}, "11월 30일(월) 오전 10시에 다시 열어요", "Back Mon Nov 30 at 10 AM"},
		"a holiday":                 {"2027-02-08T11:00:00+09:00", 0, chat.Pace{}, "설 연휴예요 · 2월 10일(수) 오전 10시에 다시 열어요", "Closed for Seollal · back Wed Feb 10, 10 AM"},
		"a closed day without a en": {"2027-02-05T11:00:00+09:00", 0, chat.Pace{}, "임시 휴무예요 · 2월 10일(수) 오전 10시에 다시 열어요", "Back Wed Feb 10 at 10 AM"},
		"from elsewhere":            {"2026-11-22T20:00:00-05:00", 0, chat.Pace{}, "문의를 남기면 답해 드려요", "Leave a message and we’ll reply"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := chat.StatusLine("ko", h, at, tt.online, tt.pace); got != tt.ko {
				t.Errorf("ko: %q, want %q", got, tt.ko)
			}
			if got := chat.StatusLine("en", h, at, tt.online, tt.pace); got != tt.en {
				t.Errorf("en: %q, want %q", got, tt.en)
			}
		})
	}
	never := chat.Hours{}
	if got := chat.StatusLine("ko", never, time.Now(), 0, chat.Pace{}); got != "문의를 남기면 답해 드려요" {
		t.Errorf("a shop that never opens: %q", got)
	}
}
