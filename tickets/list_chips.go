package tickets

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"dari/internal/i18n"
	"dari/internal/korean"
	"dari/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// Chip is a filter that was typed as a word: 담당:하은, status:open.
type Chip struct {
	Field string `json:"field" enum:"state,owner,team,tag,type,channel,priority,order,order_status,grade,score,call,snoozed,spam"`
	Value string `json:"value" doc:"As the filter has it; empty when there is nothing of that name."`
	Label string `json:"label" doc:"As a person reads it, in the asking person's language."`
}

// The words before the colon, in both languages.
var chipFields = map[string]string{
	"상태": "state", "state": "state", "status": "state",
	"담당": "owner", "담당자": "owner", "owner": "owner", "assignee": "owner",
	"팀": "team", "team": "team",
	"태그": "tag", "tag": "tag",
	"유형": "type", "종류": "type", "type": "type",
	"채널": "channel", "channel": "channel",
	"우선순위": "priority", "priority": "priority",
	"주문": "order", "주문번호": "order", "order": "order",
	"주문상태": "order_status", "order_status": "order_status",
	"등급": "grade", "grade": "grade",
	"점수": "score", "평점": "score", "score": "score",
	"통화": "call", "call": "call",
	"미룸": "snoozed", "snoozed": "snoozed",
	"스팸": "spam", "spam": "spam",
}

// The words after it, for fields with fixed values.
var chipValues = map[string]map[string]string{
	"state": {
		"새": "new", "신규": "new", "새문의": "new", "new": "new",
		"열림": "open", "진행": "open", "진행중": "open", "처리중": "open", "open": "open",
		"대기": "waiting", "답변대기": "waiting", "고객대기": "waiting", "waiting": "waiting", "pending": "waiting",
		"해결": "solved", "해결됨": "solved", "solved": "solved", "resolved": "solved",
		"닫힘": "closed", "종료": "closed", "closed": "closed",
	},
	"channel": {
		"채팅": "chat", "챗": "chat", "chat": "chat", "메일": "mail", "이메일": "mail", "mail": "mail", "email": "mail",
		"양식": "form", "문의양식": "form", "form": "form", "전화": "phone", "phone": "phone", "call": "phone", "문자": "sms", "sms": "sms", "text": "sms",
	},
	"priority": {
		"긴급": "3", "urgent": "3", "3": "3", "높음": "2", "high": "2", "2": "2", "보통": "1", "normal": "1", "1": "1", "없음": "0", "none": "0", "0": "0",
	},
	"order_status": {
		"주문": "placed", "주문접수": "placed", "placed": "placed", "결제": "paid", "결제완료": "paid", "paid": "paid",
		"준비": "preparing", "준비중": "preparing", "상품준비중": "preparing", "preparing": "preparing",
		"발송": "shipped", "배송": "shipped", "배송중": "shipped", "shipped": "shipped",
		"도착": "delivered", "배송완료": "delivered", "delivered": "delivered", "취소": "cancelled", "cancelled": "cancelled", "canceled": "cancelled",
	},
	"score": {"1": "1", "2": "2", "3": "3", "4": "4", "5": "5"},
	"call": {
		"통화": Reached, "통화함": Reached, "reached": Reached, "부재": NoAnswer, "부재중": NoAnswer, "안받음": NoAnswer, "no_answer": NoAnswer,
		"음성": Voicemail, "음성메시지": Voicemail, "voicemail": Voicemail, "다시": CallBack, "다시걸기": CallBack, "call_back": CallBack, "callback": CallBack,
		"오번호": WrongNumber, "다른번호": WrongNumber, "wrong_number": WrongNumber,
	},
	"snoozed": {"예": "only", "yes": "only", "only": "only", "함께": "with", "with": "with"},
	"spam":    {"예": "true", "yes": "true", "true": "true"},
}

// typed is a chip as it was typed.
type typed struct{ field, value string }

// splitChips takes the chips out of a text. A word with a colon whose first part is no field stays a word.
func splitChips(text string) (words string, chips []typed) {
	var rest []string
	for _, token := range tokens(text) {
		name, value, found := strings.Cut(token, ":")
		field := chipFields[strings.ToLower(korean.Fold(name))]
		if !found || field == "" {
			rest = append(rest, token)
			continue
		}
		if value = strings.Trim(value, `"“”`); strings.TrimSpace(value) != "" { // one that is still being typed is none
			chips = append(chips, typed{field, strings.TrimSpace(value)})
		}
	}
	return strings.Join(rest, " "), chips
}

// tokens are the words of a text; what stands in quotation marks is one.
func tokens(text string) []string {
	quoted := false
	return strings.FieldsFunc(text, func(r rune) bool {
		if r == '"' || r == '“' || r == '”' {
			quoted = !quoted
		}
		return !quoted && unicode.IsSpace(r)
	})
}

// Resolve takes the chips out of the words of a filter and makes conditions of them. Chips of one field
// are alternatives, and all must hold beside what the filter says itself.
func Resolve(ctx context.Context, q postgres.Querier, lang string, f Filter) (Filter, []Chip, error) {
	chips, more := []Chip{}, f.and
	f.and = nil
	var out Filter
	for i, part := range append([]Filter{f}, more...) {
		words, typed := splitChips(part.Text)
		part.Text = words
		var err error
		if part.Tags, err = renamed(ctx, q, part.Tags); err != nil { // a bookmark knows old names
			return f, nil, err
		}
		var own Filter
		for _, t := range typed {
			c, err := chipOf(ctx, q, lang, t)
			if err != nil {
				return f, nil, err
			}
			chips = append(chips, c)
			own.take(c)
		}
		if len(typed) > 0 {
			part = part.And(own)
		}
		if i == 0 {
			out = part
		} else {
			out = out.And(part)
		}
	}
	return out, chips, nil
}

func chipOf(ctx context.Context, q postgres.Querier, lang string, t typed) (Chip, error) {
	c := Chip{Field: t.field, Label: t.value}
	plain := strings.ToLower(korean.Squeeze(t.value))
	switch t.field {
	case "owner", "team":
		switch {
		case plain == "나" || plain == "내" || plain == "내팀" || plain == "me" || plain == "mine":
			c.Value = map[string]string{"owner": ownMe, "team": teamMine}[t.field]
			c.Label = i18n.T(lang, "views.chip."+t.field+".mine")
		case plain == "없음" || plain == "미배정" || plain == "none" || plain == "nobody":
			c.Value, c.Label = ownNone, i18n.T(lang, "views.chip."+t.field+".none")
		default:
			return named(ctx, q, c, t.value)
		}
	case "type":
		return typeNamed(ctx, q, lang, c, t.value)
	case "tag":
		now, err := renamed(ctx, q, []string{strings.TrimPrefix(t.value, "#")})
		if err != nil {
			return c, err
		}
		c.Value = now[0]
		c.Label = c.Value
	case "grade":
		c.Value = strings.TrimPrefix(t.value, "#")
	case "order":
		c.Value = t.value
	default:
		if c.Value = chipValues[t.field][plain]; c.Value != "" {
			c.Label = i18n.T(lang, "views.chip."+t.field+"."+c.Value)
		}
	}
	return c, nil
}

const (
	// The whole name before its beginning, and that before a part of it.
	sqlStaffNamed = `
SELECT id, name FROM dari.staff
WHERE lower(name) LIKE '%' || $1 || '%' ORDER BY lower(name) = $1 DESC, lower(name) LIKE $1 || '%' DESC, id LIMIT 1`
	sqlTeamNamed = `
SELECT id, name FROM dari.teams
WHERE deleted_at IS NULL AND lower(name) LIKE '%' || $1 || '%' ORDER BY lower(name) = $1 DESC, lower(name) LIKE $1 || '%' DESC, id LIMIT 1`
	sqlTypeNamed = `
SELECT key, CASE $2 WHEN 'en' THEN label_en ELSE label_ko END FROM dari.ticket_types
WHERE key = $1 OR replace(lower(label_ko), ' ', '') = $1 OR replace(lower(label_en), ' ', '') = $1 ORDER BY key = $1 DESC, key LIMIT 1`
)

var likeSigns = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func named(ctx context.Context, q postgres.Querier, c Chip, name string) (Chip, error) {
	sql := sqlStaffNamed
	if c.Field == "team" {
		sql = sqlTeamNamed
	}
	rows, _ := q.Query(ctx, sql, likeSigns.Replace(strings.ToLower(korean.Fold(name)))) // ForEachRow reports this error
	var id int64
	var label string
	_, err := pgx.ForEachRow(rows, []any{&id, &label}, func() error {
		c.Value, c.Label = strconv.FormatInt(id, 10), label
		return nil
	})
	if err != nil {
		return c, fmt.Errorf("look for the %s of a chip: %w", c.Field, err)
	}
	return c, nil
}

func typeNamed(ctx context.Context, q postgres.Querier, lang string, c Chip, name string) (Chip, error) {
	rows, _ := q.Query(ctx, sqlTypeNamed, strings.ReplaceAll(strings.ToLower(korean.Fold(name)), " ", ""), lang) // ForEachRow reports this error
	var key, label string
	_, err := pgx.ForEachRow(rows, []any{&key, &label}, func() error {
		c.Value, c.Label = key, label
		return nil
	})
	if err != nil {
		return c, fmt.Errorf("look for the type of a chip: %w", err)
	}
	return c, nil
}

// take makes a condition of a chip.
func (f *Filter) take(c Chip) {
	number, _ := strconv.Atoi(c.Value)
	switch {
	case c.Value == "":
		f.never = true
	case c.Field == "state":
		f.States = append(f.States, State(c.Value))
	case c.Field == "order":
		f.Order = c.Value
	case c.Field == "priority":
		f.Priorities = append(f.Priorities, number)
	case c.Field == "score":
		f.Scores = append(f.Scores, number)
	case c.Field == "snoozed":
		f.Snoozed = c.Value
	case c.Field == "spam":
		f.Spam = true
	default:
		list := map[string]*[]string{
			"owner": &f.Owners, "team": &f.Teams, "tag": &f.Tags, "type": &f.Types, "channel": &f.Channels, "order_status": &f.OrderStates, "grade": &f.Grades, "call": &f.Calls,
		}[c.Field]
		if !slices.Contains(*list, c.Value) {
			*list = append(*list, c.Value)
		}
	}
}
