package guide

import (
	"context"
	"maps"
	"slices"

	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// defaults are what a shop begins with. Their texts are the shop's own from then on, so they are not
// among the program's.
var defaults = map[string]Draft{
	"order": {
		Kind: KindAnswer, Name: "배송과 도착", Position: 10, Action: ActionOrder, Query: "배송",
		Keywords: []string{
			"배송 언제", "배송 어디", "배송 조회", "배송 상태", "배송 왔", "택배 언제", "택배 어디", "언제 와", "언제 오", "언제 도착", "언제 받", "언제 출발",
			"언제 보내", "어디쯤", "송장", "운송장", "도착 예정", "아직 안 와", "아직 안 왔",
			"where order", "where package", "where parcel", "when arrive", "when delivered", "when ship", "tracking", "track order", "delivery status", "order status",
		},
		TextKo: "주문을 찾아봤어요.", TextEn: "Here is your order.",
	},
	"cancel": {
		Kind: KindAnswer, Name: "취소와 변경", Position: 20, Action: ActionOrder, Query: "취소",
		Keywords: []string{"주문 취소", "취소 하", "취소 할", "취소 해", "취소 가능", "취소 되", "배송지 변경", "주소 변경", "배송지 바꾸", "주소 바꾸", "cancel order", "cancel my", "change address"},
		TextKo:   "아직 바꿀 수 있는 주문이면 아래에서 바로 요청하실 수 있어요.", TextEn: "If the order can still be changed, you can ask for it right here.",
	},
	"refund": {
		Kind: KindAnswer, Name: "환불", Position: 30, Action: ActionArticles, Query: "환불",
		Keywords: []string{"환불", "refund", "money back"},
		TextKo:   "환불은 이 글에서 바로 보실 수 있어요.", TextEn: "This tells you about refunds.",
	},
	"returns": {
		Kind: KindAnswer, Name: "교환과 반품", Position: 40, Action: ActionArticles, Query: "반품",
		Keywords: []string{"교환", "반품", "깨졌", "깨져", "파손", "불량", "return", "exchange", "broken", "damaged"},
		TextKo:   "교환과 반품은 이 글에서 바로 보실 수 있어요. 깨졌다면 사진을 함께 보내 주세요.", TextEn: "This tells you about returns. If something is broken, send a photo with it.",
	},
	"coupon": {
		Kind: KindAnswer, Name: "쿠폰", Position: 50, Action: ActionArticles, Query: "쿠폰",
		Keywords: []string{"쿠폰", "할인 코드", "coupon", "discount code"},
		TextKo:   "쿠폰은 이 글에서 바로 보실 수 있어요.", TextEn: "This tells you about coupons.",
	},
	"cart": {
		Kind: KindPrompt, Name: "장바구니에서 머뭇거릴 때", Position: 10, Action: ActionText, Path: "*cart*", Seconds: 60, Keywords: []string{},
		TextKo: "고르시는 데 궁금한 점이 있으면 여기로 물어보세요.", TextEn: "Any question before you decide? Ask us here.",
	},
}

// Seed gives the shop the rules it begins with. What staff have changed or taken out stays so. Prompts
// are switched off: nobody is spoken to unasked before the shop wants it.
func Seed(ctx context.Context, db postgres.Beginner) error {
	return postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		for _, seed := range slices.Sorted(maps.Keys(defaults)) { // one order: two programs that begin at once wait for each other, and neither fails
			d := defaults[seed]
			d.Active = d.Kind == KindAnswer
			if _, err := insertRule(ctx, tx, d, seed, nil); err != nil {
				return err
			}
		}
		return nil
	})
}
