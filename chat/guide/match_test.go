package guide

import (
	"slices"
	"testing"
	"time"

	"dari/internal/i18n"
	"dari/internal/shop"
)

// seeded are the defaults as they would be tried.
func seeded() []Rule {
	var list []Rule
	for _, d := range defaults {
		if d.Kind == KindAnswer {
			list = append(list, Rule{ID: int64(d.Position), Draft: d})
		}
	}
	slices.SortFunc(list, func(a, b Rule) int { return a.Position - b.Position })
	return list
}

func TestTheDefaultsKnowWhatIsAskedInTheWordsOfShoppers(t *testing.T) {
	tests := map[string]string{
		"배송 언제 와요?":                    "배송과 도착",
		"주문한 그릇이 언제쯤 도착하나요":            "배송과 도착",
		"제 택배 어디쯤 있나요":                 "배송과 도착",
		"송장번호 알려주세요":                   "배송과 도착",
		"배송이언제쯤오나요":                    "배송과 도착",
		"아직도 안 왔는데요 아직 안 왔어요":          "배송과 도착",
		"Where is my order?":           "배송과 도착",
		"when will it arrive":          "배송과 도착",
		"주문 취소하고 싶어요":                  "취소와 변경",
		"배송지 변경 가능한가요":                 "취소와 변경",
		"환불은 언제 되나요?":                  "환불",
		"How do I get a REFUND":        "환불",
		"접시가 깨졌어요":                     "교환과 반품",
		"교환하고 싶은데요":                    "교환과 반품",
		"생일 쿠폰은 어떻게 써요":                "쿠폰",
		"안녕하세요":                        "",
		"상담원이랑 이야기하고 싶어요":              "",
		"식기세척기에 넣어도 되나요?":              "",
		"hello, I have a question":     "",
		"I love the metal strips here": "",
		"":                             "",
		"?!":                           "",
	}
	for text, want := range tests {
		rule, _ := firstMatch(seeded(), text)
		if rule.Name != want {
			t.Errorf("%q is answered by %q, want %q", text, rule.Name, want)
		}
	}
}

func TestAnArticleIsShownUnaskedOnlyWhenItIsAboutTheQuestion(t *testing.T) {
	tests := []struct {
		question, title string
		want            bool
	}{
		{"식기세척기에 돌려도 되나요?", "식기세척기와 전자레인지에 써도 되나요?", true},
		{"배송비가 얼마예요", "배송비는 얼마예요?", true},
		{"안녕하세요", "쿠폰은 어떻게 쓰세요?", false},
		{"상담원 연결해 주세요", "교환해 주세요", false},
		{"하하", "배송은 얼마나 걸려요?", false},
	}
	for _, test := range tests {
		if got := isAbout(test.question, test.title); got != test.want {
			t.Errorf("%q about %q: %t", test.title, test.question, got)
		}
	}
}

func TestRulesThatCouldSayNothingOrWhereTheyMustNotAreRefused(t *testing.T) {
	tests := map[string]struct {
		draft Draft
		field string
	}{
		"an answer to nothing":         {Draft{Kind: KindAnswer, Name: "가", TextKo: "네"}, "keywords"},
		"an answer without a text":     {Draft{Kind: KindAnswer, Name: "가", Keywords: []string{"배송"}}, "text_ko"},
		"a keyword without letters":    {Draft{Kind: KindAnswer, Name: "가", Keywords: []string{"?!"}, TextKo: "네"}, "keywords"},
		"a prompt without a text":      {Draft{Kind: KindPrompt, Name: "가"}, "text_ko"},
		"a prompt where people pay":    {Draft{Kind: KindPrompt, Name: "가", TextKo: "네", Path: "/checkout/*"}, "path"},
		"a page that is no path":       {Draft{Kind: KindPrompt, Name: "가", TextKo: "네", Path: "products"}, "path"},
		"a rule without a name":        {Draft{Kind: KindPrompt, Name: " ", TextKo: "네"}, "name"},
		"articles need no text":        {Draft{Kind: KindAnswer, Name: "가", Keywords: []string{"환불"}, Action: ActionArticles}, ""},
		"a prompt for all of the shop": {Draft{Kind: KindPrompt, Name: "가", TextKo: "네"}, ""},
	}
	for name, test := range tests {
		if err := test.draft.check(); (err == nil) != (test.field == "") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, d := range defaults {
		if err := d.check(); err != nil {
			t.Errorf("the default %s: %v", name, err)
		}
	}
}

func TestPagesOfARule(t *testing.T) {
	tests := []struct {
		pattern, page string
		want          bool
	}{
		{"", "/anything", true},
		{"/products/*", "/products/7", true},
		{"/products/*", "/products/7/reviews?x=1", true},
		{"/products/*", "/", false},
		{"*cart*", "/shop/cart.html", true},
		{"/a[b]", "/a[b]", true},
		{"/products/*", "", true},
	}
	for _, test := range tests {
		if got := onPage(test.pattern, test.page); got != test.want {
			t.Errorf("%q on %q: %t", test.pattern, test.page, got)
		}
	}
	for page, want := range map[string]bool{"/checkout": true, "/Checkout/step2": true, "/payment/card": true, "/order/orderform.html": true, "/pay/1": true, "/paypal-help": false, "/orders": false, "/cart": false} {
		if got := isCheckout(page); got != want {
			t.Errorf("%s is a page where people pay: %t", page, got)
		}
	}
}

func TestAnOrderIsToldInASentence(t *testing.T) {
	f := func(lang string) i18n.Format {
		return i18n.Format{Lang: lang, Zone: i18n.Seoul(), Now: time.Date(2026, 11, 23, 14, 5, 0, 0, i18n.Seoul())}
	}
	shipped := shop.Order{Number: "1103", Status: shop.Shipped, ETATo: "2026-11-25", Shipment: &shop.Shipment{Carrier: "cjlogistics", TrackingNo: "688900112233"}}
	made := shop.Order{Number: "1104", Status: shop.Preparing, ETAFrom: "2026-12-14", ETATo: "2026-12-16"}
	for _, test := range []struct {
		order shop.Order
		lang  string
		want  string
	}{
		{shipped, "ko", "1103 주문을 보냈어요.\n받는 날은 11월 25일 (수)로 예상해요.\n송장 번호는 688900112233예요."},
		{made, "ko", "1104 주문을 준비하고 있어요.\n받는 날은 12월 14일 (월)에서 12월 16일 (수) 사이로 예상해요."},
		{made, "en", "We are preparing order 1104.\nIt should arrive between Mon, Dec 14 and Wed, Dec 16."},
		{shop.Order{Number: "1", Status: shop.Delivered, ETATo: "2026-11-20"}, "ko", "1 주문은 도착했어요."},
	} {
		if got := sentence(test.order, f(test.lang)); got != test.want {
			t.Errorf("%s", got)
		}
	}
}
