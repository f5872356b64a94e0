// Package follow is what happens when a shopper has left the chat: answers that nobody has read leave
// once, together, by mail or SMS; the link in them opens the thread without a sign-in, once; an answer
// by SMS comes back into it; and a shopper may have the whole of it sent as a transcript.
//
// It owns follow_waits, follow_ups, follow_links, follow_stops, inbound_sms and transcripts. Start at
// wait.go (how an answer begins to wait), then send.go (when it leaves, and where to), link.go and
// page.go (how it is opened). Rows in Postgres decide all of it: two programs send nothing twice, and
// one that is killed has either sent a row on its way or not.
package follow
