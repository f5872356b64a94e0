// Package webhook signs calls to other people's servers and checks calls that are signed, as Standard
// Webhooks says, and makes such calls without being led astray: only to public addresses by https, without
// following redirects, within five seconds. It is a tool: what is said in a call, and when it is said
// again, is its user's.
package webhook
