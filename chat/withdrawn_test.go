package chat_test

import (
	"testing"
	"time"

	"dari/chat"
	"dari/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// withdraw takes a message back as the room that offers it does.
func withdraw(t *testing.T, db *pgxpool.Pool, conv, seq int64) {
	t.Helper()
	if _, err := db.Exec(t.Context(), `UPDATE dari.messages SET withdrawn_at = dari.clock() WHERE conversation_id = $1 AND seq = $2`, conv, seq); err != nil {
		t.Fatal(err)
	}
}

func TestAWithdrawnMessageIsToldToAllWhoShowItAndToWhoComesBack(t *testing.T) {
	db := shop(t)
	fast := func(o *chat.Options) { o.Limits.HeadPoll = 200 * time.Millisecond }
	one, two := start(t, db, nil, fast), start(t, db, nil, fast) // without Redis they never hear of each other
	one.agent("지우")
	shopper, w := one.widget(nil)
	uid := shopper.say("번호를 잘못 썼어요").text("conversation")
	conv := conversationID(t, db, uid)
	one.write(conv, "괜찮아요")
	k := one.opened("지우", uid)
	elsewhere, _ := two.widget(frame{"token": w.text("visitor_token")})
	elsewhere.want("messages")

	withdraw(t, db, conv, 1)
	chat.Withdrawn(one.hub)(t.Context(), thread.Withdrawal{ConversationID: conv, Conversation: uuid.MustParse(uid), Seq: 1})
	for name, c := range map[string]*client{"the shopper": shopper, "the agent": k, "another program, by looking": elsewhere} {
		if f := c.want("withdrawn"); f.num("seq") != 1 || f.text("conversation") != uid {
			t.Errorf("%s: %v", name, f)
		}
	}
	// Who comes back shows it still, and is told before anything else; who begins anew gets no text.
	back, _ := two.widget(frame{"token": w.text("visitor_token"), "epoch": w.text("epoch"), "after_seq": 2})
	if f := back.want("withdrawn"); f.num("seq") != 1 {
		t.Errorf("coming back: %v", f)
	}
	fresh, _ := two.widget(frame{"token": w.text("visitor_token")})
	if m := fresh.want("messages").messages(); len(m) != 2 || !m[0].Withdrawn || m[0].Body != "" || m[1].Withdrawn {
		t.Errorf("beginning anew: %+v", m)
	}
}
