// Package demo is 온담, a made-up shop of ceramics, with a schema of its own as a real shop's would
// look: demo_shop with members, orders and order_lines. People, numbers and addresses are fiction.
// Dari reads it as it reads any shop, through links. Start reading at seed.go.
package demo
