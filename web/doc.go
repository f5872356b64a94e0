// Package web is the shell around everything that is served over HTTP: the gin engine with its
// middleware, the built pages, health and metrics. It imports no room; cmd/dari mounts them on it.
package web
