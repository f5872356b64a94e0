package main

import "context"

func concurrentUpdates(ctx context.Context, w *world) (Result, error) { return Result{}, nil }
func idempotentSends(ctx context.Context, w *world) (Result, error) { return Result{}, nil }
