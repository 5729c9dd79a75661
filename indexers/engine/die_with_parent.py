"""Run as a script: becomes the command it is given, one that is killed when its parent dies.

A parent that got SIGKILL can stop nothing any more; Linux stops the child if the child asked for it
before. The request survives exec, so it is made here, in a process of its own, and not between fork
and exec of a program with threads. Standard library only: `python -I -S` starts it quickly.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main(parent: int, command: list[str]) -> None:
    """Ask for death with the parent, check that it still lives, and become the command."""
    if sys.platform == "linux":
        # SIGKILL is safe: Meilisearch's store is transactional and repeats unfinished tasks.
        answer = ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if answer != 0:
            sys.exit(f"prctl failed: {os.strerror(ctypes.get_errno())}")
    if os.getppid() != parent:
        sys.exit("The parent ended before the request was made.")
    os.execv(command[0], command)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
