// Package thread keeps conversations: the one store of messages that chat, mail and tickets append to.
// It owns conversations, messages, notes, receipts, drafts and server_epoch. Start with Store.Append:
// everything a reader may rely on (one order without holes, each message once) is made there.
package thread
