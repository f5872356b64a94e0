// Package live fans frames out to sockets: on this program by a sharded table of topics, and to the
// other programs by Redis pub/sub. It is best effort and never blocks: whoever listens must be able to
// find by itself what it has missed. It knows no table. Start with Hub.
package live
