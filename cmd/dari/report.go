package main

import "dari/internal/report"

// wireReport makes the room that tells what came of the others' work.
func (a *app) wireReport() {
	a.reports = report.New(report.Options{DB: a.db, Duties: a.chat.Duties})
}
