// Package tools pins the tools that check the Go code, apart from the product's own modules.
package tools
