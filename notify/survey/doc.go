// Package survey asks how satisfied somebody was: a card in the chat after a question was settled, at
// most one for a person in 14 days, and keeps the answer, which may be changed for 7 days. It owns
// surveys and survey_answers. Start with Service.hear in ask.go.
package survey
