-- dari:expand
-- +goose Up
CREATE TABLE dari.categories (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug     text NOT NULL UNIQUE,
  title_ko text NOT NULL,
  title_en text NOT NULL,
  lead_ko  text NOT NULL DEFAULT '',
  lead_en  text NOT NULL DEFAULT '',
  position integer NOT NULL DEFAULT 0
);

-- The row is what staff write; what the public sees is the version named by live_version.
CREATE TABLE dari.articles (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid          uuid NOT NULL UNIQUE,
  slug         text NOT NULL,                 -- the same in both languages of one article
  lang         text NOT NULL CHECK (lang IN ('ko', 'en')),
  category_id  bigint NOT NULL REFERENCES dari.categories,
  title        text NOT NULL,
  lead         text NOT NULL DEFAULT '',
  body         text NOT NULL,                 -- Markdown
  keywords     text[] NOT NULL DEFAULT '{}',
  featured     boolean NOT NULL DEFAULT false, -- on the first page of the help centre
  state        text NOT NULL CHECK (state IN ('draft', 'published')),
  live_version integer,                       -- what the public pages show; null: not public
  version      integer NOT NULL DEFAULT 1,
  published_at timestamptz,                   -- the last time; the slug is fixed from the first one on
  updated_at   timestamptz NOT NULL DEFAULT dari.clock(),
  created_at   timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (slug, lang)
);
CREATE INDEX articles_category ON dari.articles (category_id, id);

CREATE TABLE dari.article_versions (
  article_id   bigint NOT NULL REFERENCES dari.articles,
  version      integer NOT NULL,
  title        text NOT NULL,
  lead         text NOT NULL,
  body         text NOT NULL,
  keywords     text[] NOT NULL DEFAULT '{}',
  html         text NOT NULL,                 -- rendered and sanitised once
  published_by bigint REFERENCES dari.staff,
  published_at timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (article_id, version)
);

-- What a public article is found by: a row for each, in a table of its own so that looking through
-- all heads reads little. Made in Go so that no locale of the database matters: folded, letters and
-- digits alone. The title and each keyword are without spaces inside and one space apart.
CREATE TABLE dari.article_keys (
  article_id bigint PRIMARY KEY REFERENCES dari.articles,
  lang       text NOT NULL,
  featured   boolean NOT NULL,
  title_key  text NOT NULL,
  head_key   text NOT NULL,                   -- title and keywords
  head_cho   text NOT NULL,                   -- their initial consonants
  head_jamo  text NOT NULL,                   -- their letters as they are typed
  head_grams text[] NOT NULL,
  text_key   text NOT NULL,                   -- everything, its words one space apart
  search     tsvector NOT NULL                -- bigrams of everything
) WITH (toast_tuple_target = 512);
CREATE INDEX article_keys_search ON dari.article_keys USING gin (search);
CREATE INDEX article_keys_grams ON dari.article_keys USING gin (head_grams);

-- What people looked for, told by a POST of the page or the widget: a GET writes nothing.
CREATE TABLE dari.searches (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL DEFAULT dari.clock(),
  query   text NOT NULL,
  lang    text NOT NULL,
  place   text NOT NULL CHECK (place IN ('help', 'widget', 'console')),
  results integer NOT NULL
);
CREATE INDEX searches_at ON dari.searches (at);
