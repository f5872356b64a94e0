package chat_test

import (
	"testing"
	"time"
	_ "time/tzdata" // a bare machine has no zones of its own

	"dari/chat"
	"dari/internal/i18n"
	"dari/internal/postgres/pgtest"
	"dari/internal/shop/hours"
)

// ondam is the shop of the clock table: weekdays 10–18 with lunch, the holidays of the law, and a day off.
func ondam(t *testing.T) *hours.Calendar {
	t.Helper()
	stored, err := hours.Load(t.Context(), pgtest.Tx(t), i18n.Seoul())
	if err != nil {
		t.Fatal(err)
	}
	plan := stored.Plan
	plan.Exceptions = []hours.Exception{
		{From: hours.Day(2027, 2, 5), To: hours.Day(2027, 2, 5), Name: hours.Name{Ko: "임시 휴무"}},
		{From: hours.Day(2026, 12, 12), To: hours.Day(2026, 12, 12), Hours: []hours.Span{{From: hours.At(11, 0), To: hours.At(15, 0)}}},
	}
	plan.Closures = []hours.Closure{{From: at(t, "2026-12-02T15:00:00+09:00"), To: at(t, "2026-12-02T16:30:00+09:00")}}
	return hours.New(plan)
}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	moment, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func TestTheStatusLineByTheClockTable(t *testing.T) {
	c := ondam(t)
	la, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	here, none := chat.Crowd{Online: 2, Free: 4}, chat.Crowd{}
	fast := chat.Pace{Minutes: 2, Samples: 40}
	tests := map[string]struct {
		at     string
		crowd  chat.Crowd
		pace   chat.Pace
		viewer *time.Location
		state  string
		form   bool
		ko, en string
	}{
		"open, the median is told as a step":  {"2026-11-23T14:05:00+09:00", here, fast, nil, "open", false, "지금 상담 중 · 보통 3분 안에 답해요", "Online · replies in about 3 min"},
		"a minute":                            {"2026-11-23T14:05:00+09:00", here, chat.Pace{Minutes: 1, Samples: 10}, nil, "open", false, "지금 상담 중 · 보통 1분 안에 답해요", "Online · replies in about 1 min"},
		"four minutes are told as five":       {"2026-11-23T14:05:00+09:00", here, chat.Pace{Minutes: 4, Samples: 10}, nil, "open", false, "지금 상담 중 · 보통 5분 안에 답해요", "Online · replies in about 5 min"},
		"ten minutes":                         {"2026-11-23T14:05:00+09:00", here, chat.Pace{Minutes: 10, Samples: 10}, nil, "open", false, "지금 상담 중 · 보통 10분 안에 답해요", "Online · replies in about 10 min"},
		"half an hour":                        {"2026-11-23T14:05:00+09:00", here, chat.Pace{Minutes: 11, Samples: 10}, nil, "open", false, "지금 상담 중 · 보통 30분 안에 답해요", "Online · replies in about 30 min"},
		"slower than any step":                {"2026-11-23T14:05:00+09:00", here, chat.Pace{Minutes: 31, Samples: 40}, nil, "open", false, "지금 상담 중", "Online"},
		"too few were measured":               {"2026-11-23T14:05:00+09:00", here, chat.Pace{Minutes: 2, Samples: 9}, nil, "open", false, "지금 상담 중", "Online"},
		"more wait than can be taken":         {"2026-11-23T14:05:00+09:00", chat.Crowd{Online: 2, Waiting: 7}, chat.Pace{Minutes: 3, Samples: 40}, nil, "busy", false, "상담이 많아요 · 12분쯤 기다려 주세요", "Busy · about 12 min"},
		"as many wait as can be taken":        {"2026-11-23T14:05:00+09:00", chat.Crowd{Online: 2, Waiting: 3, Free: 3}, fast, nil, "open", false, "지금 상담 중 · 보통 3분 안에 답해요", "Online · replies in about 3 min"},
		"busy, and nobody knows how long":     {"2026-11-23T14:05:00+09:00", chat.Crowd{Online: 1, Waiting: 3}, chat.Pace{}, nil, "busy", false, "상담이 많아요 · 조금 기다려 주세요", "Busy · a short wait"},
		"open and nobody there":               {"2026-11-23T13:30:00+09:00", none, fast, nil, "leave", true, "문의를 남기면 답해 드려요", "Leave a message and we’ll reply"},
		"lunch on a weekday":                  {"2026-11-23T12:40:00+09:00", here, fast, nil, "lunch", false, "점심시간이에요 · 오후 1:30에 답해요", "At lunch · back 1:30 PM"},
		"the first minute of lunch":           {"2026-11-23T12:30:00+09:00", none, fast, nil, "lunch", false, "점심시간이에요 · 오후 1:30에 답해요", "At lunch · back 1:30 PM"},
		"the minute before lunch":             {"2026-11-23T12:29:59+09:00", here, chat.Pace{}, nil, "open", false, "지금 상담 중", "Online"},
		"before opening":                      {"2026-11-23T09:59:59+09:00", none, fast, nil, "closed", true, "오늘 오전 10시에 다시 열어요", "Back today at 10 AM"},
		"after closing":                       {"2026-11-23T18:00:00+09:00", none, fast, nil, "closed", true, "내일(화) 오전 10시에 다시 열어요", "Back tomorrow (Tue) at 10 AM"},
		"after closing, somebody still there": {"2026-11-23T18:00:00+09:00", here, fast, nil, "closed", false, "내일(화) 오전 10시에 다시 열어요", "Back tomorrow (Tue) at 10 AM"},
		"Friday 18:01":                        {"2026-11-27T18:01:00+09:00", none, fast, nil, "closed", true, "11월 30일(월) 오전 10시에 다시 열어요", "Back Mon Nov 30 at 10 AM"},
		"Sunday":                              {"2026-11-29T15:00:00+09:00", none, fast, nil, "closed", true, "내일(월) 오전 10시에 다시 열어요", "Back tomorrow (Mon) at 10 AM"},
		"the end of a month":                  {"2026-11-30T18:30:00+09:00", none, fast, nil, "closed", true, "내일(화) 오전 10시에 다시 열어요", "Back tomorrow (Tue) at 10 AM"},
		"the end of a year":                   {"2026-12-31T18:30:00+09:00", none, fast, nil, "closed", true, "1월 4일(월) 오전 10시에 다시 열어요", "Back Mon Jan 4 at 10 AM"},
		"Seollal":                             {"2027-02-08T11:00:00+09:00", none, fast, nil, "holiday", true, "설 연휴예요 · 2월 10일(수) 오전 10시에 다시 열어요", "Closed for Seollal · back Wed Feb 10, 10 AM"},
		"the substitute of Seollal":           {"2027-02-09T23:59:00+09:00", none, fast, nil, "holiday", true, "설 연휴예요 · 2월 10일(수) 오전 10시에 다시 열어요", "Closed for Seollal · back Wed Feb 10, 10 AM"},
		"Chuseok":                             {"2026-09-25T11:00:00+09:00", none, fast, nil, "holiday", true, "추석 연휴예요 · 9월 28일(월) 오전 10시에 다시 열어요", "Closed for Chuseok · back Mon Sep 28, 10 AM"},
		"Constitution Day":                    {"2026-07-17T11:00:00+09:00", none, fast, nil, "holiday", true, "제헌절이에요 · 7월 20일(월) 오전 10시에 다시 열어요", "Closed for Constitution Day · back Mon Jul 20, 10 AM"},
		"a day off with a Korean name":        {"2027-02-05T11:00:00+09:00", none, fast, nil, "holiday", true, "임시 휴무예요 · 2월 10일(수) 오전 10시에 다시 열어요", "Back Wed Feb 10 at 10 AM"},
		"a Saturday that is worked":           {"2026-12-12T12:40:00+09:00", here, chat.Pace{}, nil, "open", false, "지금 상담 중", "Online"},
		"the evening before it":               {"2026-12-11T20:00:00+09:00", none, fast, nil, "closed", true, "내일(토) 오전 11시에 다시 열어요", "Back tomorrow (Sat) at 11 AM"},
		"closed by hand":                      {"2026-12-02T15:10:00+09:00", none, fast, nil, "closed", true, "오늘 오후 4:30에 다시 열어요", "Back today at 4:30 PM"},
		"a viewer in Los Angeles":             {"2026-11-23T18:00:00+09:00", none, fast, la, "closed", true, "내일(화) 오전 10시에 다시 열어요 (한국 시간)", "Back tomorrow (Tue) at 10 AM (Korea time)"},
		"at lunch from Los Angeles":           {"2026-11-22T19:40:00-08:00", here, fast, la, "lunch", false, "점심시간이에요 · 오후 1:30에 답해요 (한국 시간)", "At lunch · back 1:30 PM (Korea time)"},
		"open from Los Angeles":               {"2026-11-22T21:05:00-08:00", here, fast, la, "open", false, "지금 상담 중 · 보통 3분 안에 답해요", "Online · replies in about 3 min"},
		"a viewer whose clocks agree":         {"2026-11-23T18:00:00+09:00", none, fast, tokyo, "closed", true, "내일(화) 오전 10시에 다시 열어요", "Back tomorrow (Tue) at 10 AM"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ko := chat.StatusOf("ko", c, at(t, tt.at), tt.crowd, tt.pace, tt.viewer)
			en := chat.StatusOf("en", c, at(t, tt.at), tt.crowd, tt.pace, tt.viewer)
			if ko.Line != tt.ko || en.Line != tt.en {
				t.Errorf("got  %q, %q\nwant %q, %q", ko.Line, en.Line, tt.ko, tt.en)
			}
			if ko.State != tt.state || ko.Form != tt.form {
				t.Errorf("state %q, form %v, want %q, %v", ko.State, ko.Form, tt.state, tt.form)
			}
		})
	}
}

func TestAPromiseIsMadeInBusinessTime(t *testing.T) {
	c := ondam(t)
	for when, want := range map[string][2]string{
		"2026-11-23T14:03:00+09:00": {"오늘 오후 3:10", "today at 3:10 PM"},
		"2026-11-23T22:00:00+09:00": {"내일(화) 오전 11시", "tomorrow (Tue) at 11 AM"},
		"2026-11-27T17:45:00+09:00": {"11월 30일(월) 오전 10:50", "Mon Nov 30 at 10:50 AM"},
		"2026-11-23T12:00:00+09:00": {"오늘 오후 2시", "today at 2 PM"},
		"2027-02-06T09:00:00+09:00": {"2월 10일(수) 오전 11시", "Wed Feb 10 at 11 AM"},
	} {
		ko := chat.StatusOf("ko", c, at(t, when), chat.Crowd{}, chat.Pace{}, nil)
		en := chat.StatusOf("en", c, at(t, when), chat.Crowd{}, chat.Pace{}, nil)
		if ko.Promise != want[0] || en.Promise != want[1] {
			t.Errorf("%s: %q, %q, want %q, %q", when, ko.Promise, en.Promise, want[0], want[1])
		}
	}
}

func TestAShopThatNeverOpensStillTakesMessages(t *testing.T) {
	s := chat.StatusOf("ko", hours.New(hours.Plan{}), time.Now(), chat.Crowd{}, chat.Pace{}, nil)
	if s.Line != "문의를 남기면 답해 드려요" || !s.Form || s.OpensAt != nil || s.PromiseAt != nil {
		t.Errorf("%+v", s)
	}
}
