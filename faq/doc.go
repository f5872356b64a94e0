// Package faq is the shop's help centre: articles in categories, written in Markdown, published as
// kept versions, found by Korean search, and read on the public pages and in the widget. It owns
// categories, articles, article_versions and searches. Start with Service; search.go has the rules
// of finding, markdown.go what an article may look like.
package faq
