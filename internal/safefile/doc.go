// Package safefile makes what strangers send fit to be kept and shown: the type is told by the bytes,
// pictures are drawn anew so that nothing of the file they came in is left (where they were taken, what
// else was hidden in them), and names are made harmless. It knows no table and no place of files.
package safefile
