package replies

import (
	"context"
	"maps"
	"slices"

	"dari/internal/postgres"
	"dari/tickets/action"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// defaults are what a shop begins with. Their texts are the shop's own from then on, so they are not
// among the program's.
var defaults = map[string]Draft{
	"hello": {Name: "첫 인사", Shortcut: "인사", Category: "인사", Text: Text{
		Ko: "안녕하세요, {고객} 님. {가게} {상담원}이에요. 무엇을 도와드릴까요?",
		En: "Hello {customer.name}, this is {agent.name} from {shop.name}. How can I help?",
	}},
	"thanks": {Name: "마무리 인사", Shortcut: "마무리", Category: "인사", Text: Text{
		Ko: "더 궁금한 점이 있으면 언제든 여기로 물어보세요. 좋은 하루 보내세요.",
		En: "If anything else comes up, just ask here. Have a lovely day.",
	}},
	"wrap": {Name: "선물 포장 안내", Shortcut: "포장", Category: "주문", Text: Text{
		Ko: "선물 포장은 상품마다 3,000원이고, 손글씨 카드를 함께 넣어 드려요. 카드에 적을 말을 여기에 남겨 주시면 {주문.번호} 주문에 넣어 둘게요.",
		En: "Gift wrapping is ₩3,000 per item, with a handwritten card. Tell me here what the card should say and I will add it to order {order.number}.",
	}},
	"eta": {Name: "도착 예정일", Shortcut: "예정일", Category: "배송", Text: Text{
		Ko: "{고객} 님의 {주문.상품|은/는} {주문.예상일}에 도착할 예정이에요. 날짜가 바뀌면 바로 알려 드릴게요.",
		En: "Your {order.items} should arrive on {order.eta}. I will tell you at once if that changes.",
	}},
	"parcel": {Name: "송장 번호 안내", Shortcut: "송장", Category: "배송", Text: Text{
		Ko: "{배송.택배사}로 보냈고 송장 번호는 {배송.송장}이에요. 여기서 어디쯤 왔는지 보실 수 있어요: {배송.조회}",
		En: "It went with {shipment.carrier}, tracking number {shipment.tracking}. You can follow it here: {shipment.url}",
	}},
	"broken": {Name: "파손 사진 부탁", Shortcut: "파손", Category: "교환·반품", Text: Text{
		Ko: "받으신 상품이 깨져 있었다니 정말 죄송해요. 깨진 곳과 상자 사진을 두 장쯤 보내 주시면 바로 새 상품을 준비할게요. 상자는 버리지 말고 두어 주세요.",
		En: "I am very sorry it arrived broken. Please send two photos, of the damage and of the box, and I will prepare a new one right away. Please keep the box.",
	}},
	"return": {Name: "반품 접수 안내", Shortcut: "반품", Category: "교환·반품", Text: Text{
		Ko: "{주문.번호} 주문의 반품을 접수할게요. 택배 기사님이 1~2일 안에 가지러 가요. 상품을 받아 확인하면 3영업일 안에 환불해 드려요.",
		En: "I will register the return of order {order.number}. The courier comes within one or two days, and we refund within 3 business days after we have checked the item.",
	}},
	"wait": {Name: "확인하고 답하기", Shortcut: "확인", Category: "인사", Text: Text{
		Ko: "확인하고 오늘 안에 다시 말씀드릴게요. 잠시만 기다려 주세요.",
		En: "Let me check and come back to you today. Thank you for waiting.",
	}},
}

func ptr[T any](v T) *T { return &v }

// defaultMacros use the replies by their seeds.
var defaultMacros = map[string]struct {
	MacroDraft
	reply string
}{
	"close":  {MacroDraft{Name: "인사하고 해결", Actions: action.Actions{Solve: true}}, "thanks"},
	"broken": {MacroDraft{Name: "파손 접수", Note: "파손 사진을 부탁했어요. 사진이 오면 새 상품을 보내 주세요.", Actions: action.Actions{AddTags: []string{"파손"}, Priority: ptr(2), Owner: action.Me}}, "broken"},
	"later":  {MacroDraft{Name: "확인하고 내일 다시", Actions: action.Actions{Owner: action.Me, Snooze: "next_business_10"}}, "wait"},
	"eta":    {MacroDraft{Name: "예정일 알리고 해결", Actions: action.Actions{AddTags: []string{"배송 문의"}, Solve: true}}, "eta"},
}

// Seed gives the shop the replies and macros it begins with. What staff have changed or taken out stays so.
func Seed(ctx context.Context, db postgres.Beginner) error {
	return postgres.InTx(ctx, db, func(tx pgx.Tx) error {
		ids := map[string]int64{}
		for _, seed := range slices.Sorted(maps.Keys(defaults)) {
			id, err := insertReply(ctx, tx, uuid.Must(uuid.NewV7()), seed, defaults[seed], nil, nil)
			if err != nil {
				return err
			}
			if id == 0 {
				if err := tx.QueryRow(ctx, sqlReplyBySeed, seed).Scan(&id); err != nil {
					return err
				}
			}
			ids[seed] = id
		}
		for _, seed := range slices.Sorted(maps.Keys(defaultMacros)) {
			m := defaultMacros[seed]
			if err := insertMacro(ctx, tx, uuid.Must(uuid.NewV7()), seed, m.MacroDraft, ptr(ids[m.reply]), nil, nil); err != nil {
				return err
			}
		}
		return nil
	})
}
