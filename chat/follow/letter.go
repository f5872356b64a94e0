package follow

import (
	"context"
	"fmt"
	"time"

	"dari/internal/i18n"
	"dari/internal/staff"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// How much of a conversation a transcript holds: the newest messages, up to a size that mail programs
// show whole.
const (
	transcriptMost  = 1000
	transcriptRunes = 60_000
)

// sendTranscript plans the mail with the conversation as its shopper sees it: notes of staff are in
// another table and cannot be in it, and what was taken back is told to be so.
func (s *Service) sendTranscript(ctx context.Context, tx pgx.Tx, t transcript) error {
	set, err := staff.Shop(ctx, tx)
	if err != nil {
		return err
	}
	now, err := clock(ctx, tx)
	if err != nil {
		return err
	}
	messages, more, err := newest(ctx, tx, t.ConversationID)
	if err != nil {
		return err
	}
	format := i18n.Format{Lang: t.Lang, Zone: set.Location(), Now: now}
	fields := map[string]string{"chat.asked_at": format.DateTime(now)}
	shown, cut := s.lines(messages, format, set, now)
	fields["chat.talk"] = s.Talk(shown)
	if more || cut {
		fields["chat.left_out"] = i18n.T(t.Lang, "follow.left_out")
	}
	for _, m := range shown {
		if len(m.Files) > 0 {
			fields["chat.files_until"] = format.Date(now.Add(fileLife))
		}
	}
	if err := noteTranscript(ctx, tx, t.ID); err != nil {
		return err
	}
	return s.Plan(ctx, tx, []Message{{
		Kind: "chat.transcript", Class: ClassReply, Channel: Email, SourceKind: sourceTranscript, SourceID: t.ID, Address: t.Email,
		CustomerID: t.CustomerID, Lang: t.Lang, Fields: fields, ExpiresAt: now.Add(24 * time.Hour),
	}})
}

// newest reads the last messages of a conversation, oldest first; more says that there are older ones.
func newest(ctx context.Context, tx pgx.Tx, conversationID int64) (list []thread.Message, more bool, err error) {
	list, err = thread.Before(ctx, tx, conversationID, 0, transcriptMost)
	if err != nil {
		return nil, false, fmt.Errorf("read a conversation for its transcript: %w", err)
	}
	return list, len(list) > 0 && list[0].Seq > 1, nil
}

// lines are the messages as the mail shows them, with a line for each new day. cut says that the
// oldest did not fit.
func (s *Service) lines(messages []thread.Message, format i18n.Format, set staff.ShopSettings, now time.Time) (list []Said, cut bool) {
	from, size := len(messages), 0
	for from > 0 && size < transcriptRunes {
		from--
		size += len([]rune(messages[from].Body)) + 40
	}
	day := ""
	for _, m := range messages[from:] {
		if today := format.Date(m.At); today != day {
			day = today
			list = append(list, Said{Text: day, Soft: true})
		}
		list = append(list, s.line(m, format, set, now))
	}
	return list, from > 0
}

func (s *Service) line(m thread.Message, format i18n.Format, set staff.ShopSettings, now time.Time) Said {
	said := Said{Who: m.Name, At: format.Time(m.At), Text: m.Body, Files: s.files(m.Data, now)}
	switch {
	case m.Withdrawn:
		said.Text, said.Files = i18n.T(format.Lang, "follow.withdrawn"), nil
	case m.Kind == thread.KindEvent:
		said.Soft = true
	}
	switch {
	case m.From == thread.Shopper:
		said.Mine, said.Who = true, i18n.T(format.Lang, "follow.you")
	case said.Who == "":
		said.Who = shopName(set, format.Lang)
	}
	return said
}
