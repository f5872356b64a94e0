-- dari:expand
-- +goose Up
CREATE TABLE dari.categories (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug     text NOT NULL UNIQUE,
  title_ko text NOT NULL,
  title_en text NOT NULL,
  position integer NOT NULL DEFAULT 0
);
CREATE TABLE dari.articles (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid          uuid NOT NULL UNIQUE,
  slug         text NOT NULL,
  lang         text NOT NULL CHECK (lang IN ('ko', 'en')),
  category_id  bigint NOT NULL REFERENCES dari.categories,
  title        text NOT NULL,
  lead         text NOT NULL DEFAULT '',
  body         text NOT NULL,                 -- Markdown
  keywords     text[] NOT NULL DEFAULT '{}',
  state        text NOT NULL CHECK (state IN ('draft', 'published')),
  live_version integer,                       -- what the public pages show; null: never published
  title_cho    text NOT NULL DEFAULT '',      -- initial consonants of the live title
  search       tsvector,                      -- bigrams of the live version
  version      integer NOT NULL DEFAULT 1,
  published_at timestamptz,
  updated_at   timestamptz NOT NULL DEFAULT dari.clock(),
  created_at   timestamptz NOT NULL DEFAULT dari.clock(),
  UNIQUE (slug, lang)
);
CREATE INDEX articles_search ON dari.articles USING gin (search);
CREATE INDEX articles_category ON dari.articles (category_id, id);

CREATE TABLE dari.article_versions (
  article_id   bigint NOT NULL REFERENCES dari.articles,
  version      integer NOT NULL,
  title        text NOT NULL,
  lead         text NOT NULL,
  body         text NOT NULL,
  html         text NOT NULL,                 -- rendered and sanitised once
  published_by bigint REFERENCES dari.staff,
  published_at timestamptz NOT NULL DEFAULT dari.clock(),
  PRIMARY KEY (article_id, version)
);

CREATE TABLE dari.searches (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL DEFAULT dari.clock(),
  query   text NOT NULL,
  lang    text NOT NULL,
  place   text NOT NULL CHECK (place IN ('help', 'widget', 'console')),
  results integer NOT NULL
);
CREATE INDEX searches_at ON dari.searches (at);
