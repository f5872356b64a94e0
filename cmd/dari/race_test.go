//go:build race

package main

// raceDetector is whether this test was built with the race detector.
const raceDetector = true
