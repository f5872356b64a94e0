package guide

import (
	"context"
	"fmt"
	"path"
	"regexp"
	"strings"

	"dari/chat"
	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/postgres"
	"dari/internal/thread"

	"github.com/jackc/pgx/v5"
)

// neverOn are pages on which somebody is about to pay: nothing may come between.
var neverOn = []string{"*/checkout*", "*/payment*", "*/pay/*", "*/orderform*", "*/order/order*", "*/shop_payment*"}

var checkout = regexp.MustCompile(`(?i)/(checkout|payment|pay(/|$)|orderform|order/order|shop_payment)`)

func isCheckout(page string) bool { return checkout.MatchString(page) }

// nobodyIs tells whether a request comes from a browser that has no token yet.
func nobodyIs(w chat.WidgetIdentity) bool { return w.Visitor == "" && w.Member == "" }

type prompt struct {
	ID       int64  `json:"id"`
	Path     string `json:"path" doc:"The pages, with * for anything; empty: all."`
	Seconds  int    `json:"seconds"`
	CartOver *int64 `json:"cart_over,omitempty"`
	Text     string `json:"text"`
}

type promptsView struct {
	Rules   []prompt `json:"rules"`
	NeverOn []string `json:"never_on" doc:"Pages on which nothing is said, whatever the rules."`
}

type promptsInput struct{ chat.WidgetIdentity }

// handlePrompts answers none to who has a question open: a person is on it.
func (s *Service) handlePrompts(ctx context.Context, in *promptsInput) (*api.OK[promptsView], error) {
	view := promptsView{Rules: []prompt{}, NeverOn: neverOn}
	who, err := s.Chat.ShopperOf(ctx, in.WidgetIdentity)
	if err != nil && !(nobodyIs(in.WidgetIdentity) && fault.Is(err, fault.Unauthorized)) {
		return nil, err
	}
	busy, err := s.hasOpen(ctx, s.DB, who.Owner)
	if err != nil || busy {
		return api.Reply(view), err
	}
	list, err := unshown(ctx, s.DB, who.Owner)
	for _, r := range list {
		view.Rules = append(view.Rules, prompt{r.ID, r.Path, r.Seconds, r.CartOver, r.text(api.LangFrom(ctx))})
	}
	return api.Reply(view), err
}

func (s *Service) hasOpen(ctx context.Context, q postgres.Querier, o thread.Owner) (bool, error) {
	if s.Questions == nil || o == (thread.Owner{}) {
		return false, nil
	}
	c, found, err := thread.ChatOf(ctx, q, o)
	if err != nil || !found {
		return false, err
	}
	questions, err := s.Questions(ctx, q, []int64{c.ID})
	return questions[c.ID].Open, err
}

type shownInput struct {
	ID int64 `path:"id" minimum:"1"`
	chat.WidgetIdentity
	Body *struct {
		Page string `json:"page,omitempty" maxLength:"2000" doc:"The page it is about to be shown on: its path, or its whole address."`
	}
}

type shownView struct {
	Show         bool   `json:"show" doc:"Whether this browser may show it: one does, once."`
	VisitorToken string `json:"visitor_token,omitempty" doc:"A new visitor's token, to be sent as X-Dari-Visitor from now on."`
}

func (s *Service) handleShown(ctx context.Context, in *shownInput) (*api.OK[shownView], error) {
	r, err := ruleByID(ctx, s.DB, in.ID)
	if err != nil {
		return nil, err
	}
	if r.Kind != KindPrompt || !r.Active {
		return nil, fault.New(fault.NotFound, "guide.no_rule")
	}
	if in.Body != nil && in.Body.Page != "" {
		if page := pathOf(in.Body.Page); isCheckout(page) || !onPage(r.Path, page) {
			return api.Reply(shownView{}), nil
		}
	}
	who, err := s.Chat.ShopperForWriting(ctx, in.WidgetIdentity, "")
	if err != nil {
		return nil, err
	}
	view := shownView{VisitorToken: who.Token}
	busy, err := s.hasOpen(ctx, s.DB, who.Owner)
	if err != nil || busy {
		return api.Reply(view), err
	}
	view.Show, err = claimShown(ctx, s.DB, r.ID, who.Owner)
	return api.Reply(view), err
}

// onPage says whether a page is among those of a rule; an unknown one is left to the browser.
func onPage(pattern, page string) bool {
	if pattern == "" || page == "" {
		return true
	}
	page, _, _ = strings.Cut(page, "?")
	// path.Match stops at slashes, and the rules' * does not.
	flat := func(s string) string { return strings.ReplaceAll(s, "/", "\x01") }
	ok, err := path.Match(strings.NewReplacer("/", "\x01", "[", `\[`, "?", `\?`).Replace(pattern), flat(page))
	return err == nil && ok
}

const (
	sqlUnshown = `
SELECT r.id, r.version, r.kind, r.name, r.active, r.position, r.keywords, r.action, r.query, r.text_ko, r.text_en, r.path, r.seconds, r.cart_over, 0::bigint
FROM dari.chat_rules r
WHERE r.deleted_at IS NULL AND r.active AND r.kind = 'prompt'
  AND NOT EXISTS (SELECT FROM dari.chat_prompts_shown p WHERE p.rule_id = r.id AND (p.visitor_id = nullif($1, 0) OR p.customer_id = nullif($2, 0)
    OR p.visitor_id IN (SELECT v.id FROM dari.visitors v WHERE v.customer_id = nullif($2, 0))))
ORDER BY r.position, r.id`
	// What a member saw before signing in, they have seen.
	sqlClaimShown = `
INSERT INTO dari.chat_prompts_shown (rule_id, visitor_id, customer_id) SELECT $1, nullif($2, 0), nullif($3, 0)
WHERE NOT EXISTS (SELECT FROM dari.chat_prompts_shown p JOIN dari.visitors v ON v.id = p.visitor_id WHERE p.rule_id = $1 AND v.customer_id = nullif($3, 0))
ON CONFLICT DO NOTHING`
)

func unshown(ctx context.Context, q postgres.Querier, o thread.Owner) ([]Rule, error) {
	rows, _ := q.Query(ctx, sqlUnshown, o.VisitorID, o.CustomerID) // CollectRows reports this error
	list, err := pgx.CollectRows(rows, scanRule)
	if err != nil {
		return nil, fmt.Errorf("read the prompts for a shopper: %w", err)
	}
	return list, nil
}

func claimShown(ctx context.Context, q postgres.Querier, rule int64, o thread.Owner) (bool, error) {
	if o.CustomerID != 0 {
		o.VisitorID = 0
	}
	tag, err := q.Exec(ctx, sqlClaimShown, rule, o.VisitorID, o.CustomerID)
	if err != nil {
		return false, fmt.Errorf("note that prompt %d was shown: %w", rule, err)
	}
	return tag.RowsAffected() > 0, nil
}
