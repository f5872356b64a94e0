// Package guide is what the chat does before and after a person: it answers first questions by rules,
// out of the help centre and out of the orders, says a word to who looks at a page for long, shows
// agents what a shopper looks at, refuses whom they have blocked, takes back what they wrote, and hands
// the shopper's rating on. Nothing in it needs a network. It owns chat_rules, chat_answers,
// chat_prompts_shown, chat_contexts and chat_blocks. Start with answer.go.
package guide
