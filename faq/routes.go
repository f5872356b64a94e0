package faq

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"dari/internal/api"
	"dari/internal/fault"
	"dari/internal/staff"

	"github.com/google/uuid"
)

// Routes registers the JSON operations: the console's and the public ones.
func (s *Service) Routes(r *api.Router) {
	api.Get(r, "/faq/categories", s.handleCategories, staff.Can("faq:read"), api.Summary("List the categories"))
	api.Get(r, "/faq/articles", s.handleList, staff.Can("faq:read"), api.Summary("List articles, the newest first"))
	api.Post(r, "/faq/articles", s.handleCreate, staff.Can("faq:write"), api.Status(http.StatusCreated), api.Summary("Write a new draft"))
	api.Get(r, "/faq/articles/{id}", s.handleRead, staff.Can("faq:read"), api.Summary("Read an article as staff write it"))
	api.Put(r, "/faq/articles/{id}", s.handleUpdate, staff.Can("faq:write"), api.Summary("Write the draft of an article over"))
	api.Post(r, "/faq/articles/{id}/publish", s.handlePublish, staff.Can("faq:write"), api.Summary("Show the draft to the public"))
	api.Post(r, "/faq/articles/{id}/unpublish", s.handleUnpublish, staff.Can("faq:write"), api.Summary("Take an article from the public"))
	api.Post(r, "/faq/preview", s.handlePreview, staff.Can("faq:write"), api.Summary("See a body as the public would; nothing is stored"))
	api.Get(r, "/faq/search", s.handleSearch, api.Public(), api.Summary("Find published articles"))
	api.Get(r, "/faq/public/{slug}", s.handlePublic, api.Public(), api.Summary("Read a published article"))
	api.Post(r, "/faq/searches", s.handleNote, api.Public(), api.Status(http.StatusNoContent), api.Summary("Tell what somebody looked for"))
}

type previewInput struct {
	Body struct {
		Lang string `json:"lang" enum:"ko,en"`
		Body string `json:"body" maxLength:"50000" doc:"Markdown."`
	}
}

type previewView struct {
	HTML string `json:"html" doc:"Through the allow-list of public articles."`
}

// handlePreview draws a body by the very renderer of the public pages, so that staff see no other thing.
func (s *Service) handlePreview(_ context.Context, in *previewInput) (*api.OK[previewView], error) {
	drawn, err := renderBody(in.Body.Lang, in.Body.Body)
	return api.Reply(previewView{drawn.html}), err
}

type idInput struct {
	ID uuid.UUID `path:"id" format:"uuid"`
}

type listInput struct {
	Lang     string `query:"lang" enum:"ko,en"`
	State    string `query:"state" enum:"draft,published"`
	Category string `query:"category" maxLength:"80"`
	Cursor   string `query:"cursor" maxLength:"20" pattern:"^[0-9]*$"`
	Limit    int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
}

type createInput struct{ Body Draft }

type updateInput struct {
	ID   uuid.UUID `path:"id" format:"uuid"`
	Body struct {
		Draft
		Version int `json:"version" minimum:"1" doc:"What was read: 409 when somebody else was faster."`
	}
}

type searchInput struct {
	Q     string `query:"q" required:"true" minLength:"1" maxLength:"200"`
	Lang  string `query:"lang" enum:"ko,en"`
	Place string `query:"place" enum:"help,widget,console" default:"help" doc:"Where it is asked; nothing is kept of it here."`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"6"`
}

type publicInput struct {
	Slug string `path:"slug" maxLength:"80"`
	Lang string `query:"lang" enum:"ko,en"`
}

type noteInput struct {
	Body struct {
		Query string `json:"query" minLength:"1" maxLength:"100"`
		Lang  string `json:"lang" enum:"ko,en"`
		Place string `json:"place" enum:"help,widget,console"`
	}
}

// PublicArticle is an article as the widget shows it.
type PublicArticle struct {
	Slug      string    `json:"slug"`
	Lang      string    `json:"lang"`
	Title     string    `json:"title"`
	Lead      string    `json:"lead"`
	HTML      string    `json:"html" doc:"Rendered and sanitised when it was published."`
	Category  string    `json:"category"`
	URL       string    `json:"url"`
	UpdatedAt time.Time `json:"updated_at"`
}

func (s *Service) handleCategories(ctx context.Context, _ *api.None) (*api.OK[[]Category], error) {
	list, err := categories(ctx, s.db, "")
	return api.Reply(list), err
}

func (s *Service) handleList(ctx context.Context, in *listInput) (*api.OK[api.Page[Article]], error) {
	var before int64
	if in.Cursor != "" {
		n, err := strconv.ParseInt(in.Cursor, 10, 64)
		if err != nil {
			return nil, fault.Field("faq.bad_cursor", "query.cursor")
		}
		before = n
	}
	rows, err := listArticles(ctx, s.db, in.Lang, in.State, in.Category, before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	page := api.Page[Article]{Items: []Article{}}
	if len(rows) > in.Limit {
		rows = rows[:in.Limit]
		page.Next = strconv.FormatInt(rows[len(rows)-1].ID, 10)
	}
	for _, row := range rows {
		page.Items = append(page.Items, row.article())
	}
	return api.Reply(page), nil
}

func (s *Service) handleCreate(ctx context.Context, in *createInput) (*api.OK[Article], error) {
	article, err := s.Create(ctx, in.Body)
	return api.Reply(article), err
}

func (s *Service) handleRead(ctx context.Context, in *idInput) (*api.OK[Article], error) {
	row, err := articleByUID(ctx, s.db, in.ID)
	return api.Reply(row.article()), err
}

func (s *Service) handleUpdate(ctx context.Context, in *updateInput) (*api.OK[Article], error) {
	article, err := s.Update(ctx, in.ID, in.Body.Draft, in.Body.Version)
	return api.Reply(article), err
}

func (s *Service) handlePublish(ctx context.Context, in *idInput) (*api.OK[Article], error) {
	article, err := s.Publish(ctx, in.ID, staff.From(ctx).StaffID())
	return api.Reply(article), err
}

func (s *Service) handleUnpublish(ctx context.Context, in *idInput) (*api.OK[Article], error) {
	article, err := s.Unpublish(ctx, in.ID)
	return api.Reply(article), err
}

func (s *Service) handleSearch(ctx context.Context, in *searchInput) (*api.OK[[]Result], error) {
	found, err := s.Search(ctx, langOr(ctx, in.Lang), in.Q, in.Limit)
	return api.Reply(found.Results), err
}

func (s *Service) handlePublic(ctx context.Context, in *publicInput) (*api.OK[PublicArticle], error) {
	row, err := liveArticle(ctx, s.db, in.Slug, langOr(ctx, in.Lang))
	if err != nil {
		return nil, err
	}
	return api.Reply(PublicArticle{
		Slug: row.Slug, Lang: row.Lang, Title: row.Title, Lead: row.Lead, HTML: row.HTML, Category: choose(row.Lang, row.CategoryKo, row.CategoryEn),
		URL: articlePath(row.Slug, row.Lang), UpdatedAt: row.UpdatedAt,
	}), nil
}

// numbers in a query may be somebody's phone, card or order: they are not kept.
var numbers = regexp.MustCompile(`[0-9][0-9 -]{4,}[0-9]|\S+@\S+`)

// handleNote keeps what somebody looked for, so that a missing article can be written. The number of
// results is counted here: a browser could tell anything.
func (s *Service) handleNote(ctx context.Context, in *noteInput) (*api.None, error) {
	if !s.limit.allow(api.IPFrom(ctx)) {
		return nil, fault.New(fault.TooMany, "too_many").After(60)
	}
	found, err := s.Search(ctx, in.Body.Lang, in.Body.Query, 50)
	if err != nil {
		return nil, err
	}
	results := len(found.Results)
	if found.Near {
		results = 0
	}
	return &api.None{}, insertSearch(ctx, s.db, numbers.ReplaceAllString(in.Body.Query, "…"), in.Body.Lang, in.Body.Place, results)
}

func langOr(ctx context.Context, lang string) string {
	if lang != "" {
		return lang
	}
	return api.LangFrom(ctx)
}
