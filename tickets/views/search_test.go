package views

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"dari/internal/fault"
	"dari/internal/staff"
	"dari/internal/thread"
	"dari/tickets"

	"golang.org/x/text/unicode/norm"
)

func TestWordsAreFoundWhereverTheyStand(t *testing.T) {
	w := newWorld(t)
	texts := []string{
		"그릇이 파손되어 왔어요. 교환되나요?",                  // 0
		"한정판굿즈는 언제 오나요",                         // 1
		"운송장 번호 6825-5412 를 알려 주세요",             // 2
		norm.NFD.String("접시가 깨졌어요. 파손 사진 보내요"),  // 3: decomposed, as from a Mac
		"The plate arrived BROKEN. Please help", // 4
		"ＡＢＣ전자 제품은 ＳＡＬＥ 하나요",                    // 5: full width
		"닭 그림이 있는 접시 있나요",                       // 6
		"배달의 민족에서 봤어요",                          // 7
		"배송지 연락처를 바꿔 주세요",                       // 8: 지연 only across a space
		"배송이 지연되고 있나요",                          // 9
	}
	number := map[int64]int{}
	for i, text := range texts {
		number[w.asks(fmt.Sprintf("손님%d", i), text)] = i
	}
	tests := map[string]struct {
		query string
		want  string // places of the texts, the newest first
	}{
		"two syllables, whatever form they were written in":            {"파손", "3 0"},
		"two syllables typed decomposed":                               {norm.NFD.String("파손"), "3 0"},
		"inside a word":                                                {"굿즈", "1"},
		"a whole compound":                                             {"한정판굿즈", "1"},
		"across a space":                                               {"운송장번호", "2"},
		"without the space that was typed":                             {"배달의민족", "7"},
		"with a space where there is none":                             {"한정판 굿즈", "1"},
		"one syllable":                                                 {"닭", "6"},
		"two words that stand apart":                                   {"접시 사진", "3"},
		"the end of one word and the beginning of the next is no word": {"지연", "9"},
		"a number with its sign":                                       {"6825", "2"},
		"a long number without its signs":                              {"68255412", "2"},
		"the middle of a number":                                       {"8255", "2"},
		"a number that is not there":                                   {"6825 5413", ""},
		"three digits":                                                 {"541", "2"},
		"English, capitals do not matter":                              {"broken", "4"},
		"a part of an English word":                                    {"roke", "4"},
		"full width is plain":                                          {"sale", "5"},
		"what nobody wrote":                                            {"우주선", ""},
		"pairs that stand apart are no word":                           {"파되어", ""},
		"signs alone":                                                  {"…!?", ""},
		"what would be an operator":                                    {"파손 & | ! '", "3 0"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found := w.search(w.haeun, test.query)
			var got []string
			for _, f := range found.Tickets {
				got = append(got, fmt.Sprint(number[f.Ticket.Number]))
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("%q found %v, want %s", test.query, got, test.want)
			}
		})
	}
}

func TestMatchedTextIsMarked(t *testing.T) {
	tests := map[string]struct{ text, query, want string }{
		"a syllable pair":      {"그릇이 파손되어 왔어요", "파손", "그릇이 [파손]되어 왔어요"},
		"every place":          {"파손, 또 파손", "파손", "[파손], 또 [파손]"},
		"across a space":       {"운송장 번호요", "운송장번호", "[운송장 번호]요"},
		"a decomposed text":    {norm.NFD.String("접시 파손"), "파손", "접시 [파손]"},
		"capitals stay":        {"It is BROKEN", "broken", "It is [BROKEN]"},
		"two words":            {"접시 사진 보내요", "사진 접시", "[접시] [사진] 보내요"},
		"lines become one":     {"첫 줄\n\n파손", "파손", "첫 줄 [파손]"},
		"the part that counts": {strings.Repeat("가나다라 ", 40) + "파손 " + strings.Repeat("마바사 ", 60), "파손", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			pieces, ok := matcherOf(test.query).snippet(test.text)
			got := marked(pieces)
			if test.want == "" {
				if !ok || !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") || !strings.Contains(got, "[파손]") || len([]rune(got)) > snippetRunes+10 {
					t.Errorf("got %q", got)
				}
			} else if !ok || got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if _, ok := matcherOf("파손").snippet("손파"); ok {
		t.Error("a text without the word has a snippet")
	}
}

func TestANewestHitOfEachTicketIsShownOnceAndFurtherOnesFollow(t *testing.T) {
	w := newWorld(t)
	var all []int64
	for i := range 7 {
		all = append(all, w.asks(fmt.Sprintf("손님%d", i), "파손이에요 하나", "파손이에요 둘"))
	}
	var got []int64
	cursor := ""
	for range 10 {
		f, err := w.views.Search(context.Background(), w.haeun, Ask{Lang: "ko", Query: "파손", Cursor: cursor, Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range f.Tickets {
			if found.Seq != 2 && cursor == "" {
				t.Errorf("ticket %d shows message %d", found.Ticket.Number, found.Seq)
			}
			got = append(got, found.Ticket.Number)
		}
		if cursor = f.Next; cursor == "" {
			break
		}
	}
	seen := map[int64]bool{}
	for _, n := range got {
		seen[n] = true
	}
	if len(seen) != len(all) {
		t.Errorf("found %v, want all of %v", got, all)
	}
	if _, err := w.views.Search(context.Background(), w.haeun, Ask{Lang: "ko", Query: "파손", Cursor: "x", Limit: 3}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a cursor that is none: %v", err)
	}
}

func TestWhatWasTakenBackIsNotFound(t *testing.T) {
	w := newWorld(t)
	n := w.asks("손님", "파손이에요")
	c := w.row(`SELECT conversation_id FROM dari.tickets WHERE number = $1`, n)
	w.exec(`UPDATE dari.messages SET withdrawn_at = dari.clock() WHERE conversation_id = $1`, c)
	if f := w.search(w.haeun, "파손"); len(f.Tickets) != 0 {
		t.Errorf("found %s before the index has heard of it", numbers(f))
	}
	w.exec(`INSERT INTO dari.search_waits (conversation_id) VALUES ($1)`, c)
	w.exec(`DELETE FROM dari.message_search`)
	w.drain()
	if n := w.row(`SELECT count(*) FROM dari.message_search`); n != 0 {
		t.Errorf("%d messages that were taken back were entered", n)
	}
}

func TestTheIndexHoldsEveryMessageOnceInTheOrderOfTime(t *testing.T) {
	w := newWorld(t)
	c, err := thread.EnsureChat(context.Background(), w.db, thread.Owner{CustomerID: w.customer("손님", "", "")}, "ko")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 30 {
		w.writes(c.ID, fmt.Sprintf("파손 %d", i))
		if i%7 == 0 {
			w.drain()
		}
	}
	w.drain()
	w.exec(`INSERT INTO dari.search_waits (conversation_id) SELECT id FROM dari.conversations`) // the same again
	w.drain()
	if n := w.row(`SELECT count(*) FROM dari.message_search`); n != 30 {
		t.Errorf("%d messages in the index, want 30", n)
	}
	if n := w.row(`SELECT count(*) FROM dari.message_search a JOIN dari.message_search b ON b.id > a.id AND b.seq < a.seq`); n != 0 {
		t.Errorf("%d messages stand before an earlier one", n)
	}
	if n := w.row(`SELECT count(*) FROM dari.search_waits`); n != 0 {
		t.Errorf("%d still wait", n)
	}
}

func TestFrequentWordsAreFoundFromTheNewestBlockOn(t *testing.T) {
	w := newWorld(t)
	n := w.asks("손님", "배송 언제 와요")
	c := w.row(`SELECT conversation_id FROM dari.tickets WHERE number = $1`, n)
	// Texts of blocks long ago and of one far ahead of it.
	for _, id := range []int64{40_000, 70_000, 200_000} {
		w.exec(`INSERT INTO dari.messages (conversation_id, seq, uid, sender_kind, client_id, channel, body, body_hash) VALUES ($1, $2, gen_random_uuid(), 'shopper', gen_random_uuid(), 'chat', '배송 문의', '')`, c, id)
		w.exec(`INSERT INTO dari.message_search (id, conversation_id, seq, search) OVERRIDING SYSTEM VALUE VALUES ($2, $1, $2, array_to_tsvector(ARRAY['배송', '#' || ($2::bigint >> 15)]))`, c, id)
	}
	h := &hunt{s: w.views, words: matcherOf("배송"), text: "'배송'", before: 1 << 40}
	list, err := h.traces(context.Background(), sqlByBlock, 3)
	if err != nil || len(list) != 3 || list[0].ID != 200_000 || list[1].ID != 70_000 || list[2].ID != 40_000 {
		t.Errorf("%v %v", list, err)
	}
	h.before = 40_000
	if list, err = h.traces(context.Background(), sqlByBlock, 3); err != nil || len(list) != 1 {
		t.Errorf("before that: %v %v", list, err)
	}
}

func TestCustomersAreFoundByNameConsonantsPhoneAndMail(t *testing.T) {
	w := newWorld(t)
	w.customer("김하늘", "010-2345-5678", "sky.kim@ondam.example")
	w.customer("하늘", "+82 10 9876 1234", "haneul@ondam.example")
	w.customer("남궁민수", "02-345-1111", "")
	w.customer("Jane Doe", "010-1111-2222", "jane_doe@ondam.example")
	w.customer(norm.NFD.String("박서준"), "", "")
	tests := map[string]struct{ query, want string }{
		"a name":                       {"김하늘", "김하늘"},
		"a part of a name":             {"하늘", "하늘 김하늘"},
		"one syllable":                 {"남", "남궁민수"},
		"consonants":                   {"ㄱㅎㄴ", "김하늘"},
		"some consonants":              {"ㅎㄴ", "하늘 김하늘"},
		"consonants joined by Windows": {"ㄴㄱㅁㅅ", "남궁민수"},
		"the phone's last four":        {"5678", "김하늘"},
		"the whole phone":              {"010-2345-5678", "김하늘"},
		"the whole phone abroad":       {"+82 10-2345-5678", "김하늘"},
		"a phone stored abroad":        {"01098761234", "하늘"},
		"an e-mail's beginning":        {"haneul", "하늘"},
		"a whole e-mail":               {"SKY.KIM@ondam.example", "김하늘"},
		"a Latin name":                 {"jane doe", "Jane Doe"},
		"a decomposed name":            {"서준", norm.NFD.String("박서준")},
		"nobody":                       {"이순신", ""},
		"a number nobody has":          {"0000", ""},
		"signs":                        {"%_", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, c := range w.search(w.haeun, test.query).Customers {
				got = append(got, c.Name)
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("%q found %v, want %s", test.query, got, test.want)
			}
		})
	}
	c := w.search(w.haeun, "ㄱㅎ").Customers[0]
	if marked(c.NamePieces) != "[김하]늘" || c.PhoneMasked != "010-••••-5678" || c.EmailMasked != "s•••@ondam.example" {
		t.Errorf("shown as %+v", c)
	}
}

func TestOrdersAreFoundByTheirNumberOrItsEnd(t *testing.T) {
	w := newWorld(t)
	c := w.customer("김하늘", "", "")
	for _, n := range []string{"OD-2026-1103", "20261123-000204", "W-77"} {
		w.exec(`INSERT INTO dari.orders (source, source_key, number, customer_id, status, placed_at) VALUES ('api', $1, $1, $2, 'paid', dari.clock())`, n, c)
	}
	for query, want := range map[string]string{
		"1103": "OD-2026-1103", "OD-2026-1103": "OD-2026-1103", "od20261103": "OD-2026-1103", "000204": "20261123-000204", "204": "20261123-000204", "W-77": "W-77",
		"04": "", "110": "", "파손 1103": "",
	} {
		var got []string
		for _, o := range w.search(w.haeun, query).Orders {
			got = append(got, o.Number)
			if o.StatusLabel != "결제 완료" || o.Name != "김하늘" {
				t.Errorf("%s is shown as %+v", query, o)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q found %v, want %s", query, got, want)
		}
	}
}

func TestATicketIsFoundByItsNumber(t *testing.T) {
	w := newWorld(t)
	n := w.asks("손님", "안녕하세요")
	for _, query := range []string{fmt.Sprint(n), fmt.Sprintf("#%d", n)} {
		if f := w.search(w.haeun, query); numbers(f) != fmt.Sprintf("%d ", n) || f.Tickets[0].Seq != 0 {
			t.Errorf("%s found %s", query, numbers(f))
		}
	}
	if f := w.search(w.haeun, "99999999999999999999"); len(f.Tickets) != 0 {
		t.Errorf("a number beyond all found %s", numbers(f))
	}
}

func TestChipsAreTypedInBothLanguages(t *testing.T) {
	w := newWorld(t)
	a := w.asks("손님1", "그릇 파손이에요")
	b := w.asks("손님2", "접시 파손이에요")
	c := w.asks("손님3", "그릇 파손 사진")
	w.exec(`UPDATE dari.tickets SET owner_id = $2, state = 'open', tags = '{재발송}', priority = 3 WHERE number = $1`, a, w.haeun.ID)
	w.exec(`UPDATE dari.tickets SET owner_id = $2, state = 'waiting', channel = 'mail', type = 'return' WHERE number = $1`, b, w.minho.ID)
	w.exec(`INSERT INTO dari.teams (name) VALUES ('배송팀')`)
	w.exec(`INSERT INTO dari.team_members (team_id, staff_id) SELECT id, $1 FROM dari.teams`, w.haeun.ID)
	w.exec(`UPDATE dari.tickets SET team_id = (SELECT id FROM dari.teams) WHERE number = $1`, c)
	w.exec(`INSERT INTO dari.orders (source, source_key, number, status, placed_at) VALUES ('api', 'x', 'OD-1103', 'shipped', dari.clock())`)
	w.exec(`UPDATE dari.tickets SET order_id = (SELECT id FROM dari.orders) WHERE number = $1`, b)
	tests := map[string]struct {
		query, chips string
		want         []int64
	}{
		"an owner":             {"담당:하은 파손", "owner=하은", []int64{a}},
		"an owner in English":  {"assignee:하은", "owner=하은", []int64{a}},
		"me":                   {"owner:me", "owner=나", []int64{a}},
		"nobody":               {"담당:미배정", "owner=미배정", []int64{c}},
		"a state":              {"상태:열림 파손", "state=열림", []int64{a}},
		"a state in English":   {"status:waiting", "state=답변 대기", []int64{b}},
		"two of a field":       {"상태:열림 상태:대기 파손", "state=열림 state=답변 대기", []int64{b, a}},
		"two fields":           {"상태:열림 담당:민호", "state=열림 owner=민호", nil},
		"a tag":                {"태그:재발송", "tag=재발송", []int64{a}},
		"a channel":            {"채널:메일 파손", "channel=메일", []int64{b}},
		"a channel in English": {"channel:mail", "channel=메일", []int64{b}},
		"a priority":           {"우선순위:긴급", "priority=긴급", []int64{a}},
		"a type by its name":   {"유형:반품", "type=반품", []int64{b}},
		"a team":               {"팀:배송", "team=배송팀", []int64{c}},
		"my teams":             {"team:mine", "team=내 팀", []int64{c}},
		"an order's end":       {"주문:1103", "order=1103", []int64{b}},
		"an order's state":     {"주문상태:배송중", "order_status=배송 중", []int64{b}},
		"words and many chips": {"그릇 상태:열림 담당:하은 태그:재발송 채널:채팅", "state=열림 owner=하은 tag=재발송 channel=채팅", []int64{a}},
		"a name nobody has":    {"담당:아무개 파손", "owner=아무개", nil},
		"a state that is none": {"상태:아무거나", "state=아무거나", nil},
		"a chip without value": {"담당: 파손", "", []int64{c, b, a}},
		"a word with a colon":  {"파손:사진", "", []int64{c}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := w.search(w.haeun, test.query)
			var chips []string
			for _, c := range f.Chips {
				chips = append(chips, c.Field+"="+c.Label)
			}
			want := ""
			for _, n := range test.want {
				want += fmt.Sprintf("%d ", n)
			}
			if strings.Join(chips, " ") != test.chips || len(f.Tickets) != len(test.want) || len(test.want) > 0 && test.want[0] != 0 && !sameNumbers(f, test.want) {
				t.Errorf("%q: chips %v, found %s, want %s %s", test.query, chips, numbers(f), test.chips, want)
			}
		})
	}
}

func sameNumbers(f Found, want []int64) bool {
	in := map[int64]bool{}
	for _, t := range f.Tickets {
		in[t.Ticket.Number] = true
	}
	for _, n := range want {
		if !in[n] {
			return false
		}
	}
	return true
}

func TestWhoMayNotReadSomethingFindsNoneOfIt(t *testing.T) {
	w := newWorld(t)
	n := w.asks("김하늘", "1103 파손")
	w.exec(`INSERT INTO dari.orders (source, source_key, number, buyer_name, status, placed_at) VALUES ('api', 'x', 'OD-1103', '김하늘', 'paid', dari.clock())`)
	nobody := staff.Actor{Kind: staff.KindAPIKey, ID: 1}
	for name, test := range map[string]struct {
		actor                                staff.Actor
		tickets, customers, orders, articles int
	}{
		"an agent":   {w.haeun, 1, 1, 1, 1},
		"a marketer": {w.market, 0, 1, 0, 1}, // customers, and nothing of the queue
		"a key":      {nobody, 0, 0, 0, 0},
	} {
		people := w.search(test.actor, "김하늘")
		found := w.search(test.actor, "1103")
		if len(found.Tickets) != test.tickets || len(people.Customers) != test.customers || len(found.Orders) != test.orders || len(found.Articles) != test.articles {
			t.Errorf("%s found %d tickets, %d customers, %d orders, %d articles", name, len(found.Tickets), len(people.Customers), len(found.Orders), len(found.Articles))
		}
	}
	_ = n
}

func TestOnlyTheKindsThatWereAskedForAreLookedThrough(t *testing.T) {
	w := newWorld(t)
	w.asks("파손", "파손")
	f, err := w.views.Search(context.Background(), w.haeun, Ask{Lang: "en", Query: "파손", Kinds: []string{"customers"}, Limit: 5})
	if err != nil || len(f.Customers) != 1 || len(f.Tickets) != 0 || len(f.Articles) != 0 {
		t.Errorf("%+v %v", f, err)
	}
}

func TestAListKnowsTheWordsOfMessages(t *testing.T) {
	w := newWorld(t)
	a := w.asks("손님1", "그릇 파손이에요")
	w.asks("손님2", "언제 오나요")
	list, _, err := tickets.List(context.Background(), w.db, w.haeun.ID, tickets.Filter{Text: "파손"}, tickets.ByDeadline, "", 10)
	if err != nil || len(list) != 1 || list[0].Number != a {
		t.Errorf("%v %v", list, err)
	}
}

func TestASlipOfTheKeyboardIsNoticed(t *testing.T) {
	w := newWorld(t)
	w.views.articles = nil
	w.asks("손님", "배송 언제 와요")
	if f := w.search(w.haeun, "qothd"); f.Instead != "배송" {
		t.Errorf("instead: %q", f.Instead)
	}
	if f := w.search(w.haeun, "배송"); f.Instead != "" || len(f.Tickets) != 1 {
		t.Errorf("%+v", f)
	}
}
