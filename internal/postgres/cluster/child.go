package cluster

import (
	"os/exec"
	"runtime"
)

// startChild starts cmd on a thread that never ends: the kernel sends Pdeathsig when the thread
// that forked dies, and Go may end a thread long before the program.
func startChild(cmd *exec.Cmd) error {
	if cmd.SysProcAttr == nil || cmd.SysProcAttr.Pdeathsig == 0 {
		return cmd.Start()
	}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		started <- cmd.Start()
		select {} // keeps the thread
	}()
	return <-started
}
