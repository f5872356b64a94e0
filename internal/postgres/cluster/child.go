package cluster

import (
	"os/exec"
	"runtime"
	"syscall"
)

// StartWithParent starts cmd so that the kernel kills it when this program dies, however it dies.
func StartWithParent(cmd *exec.Cmd) error {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	if cmd.SysProcAttr.Pdeathsig == 0 {
		cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	}
	return startChild(cmd)
}

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
