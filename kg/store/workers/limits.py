"""The memory and the time that a worker may take."""

import signal
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource


def allow_memory(more: int | None) -> None:
    """Let the process die of an allocation beyond what it has now and that many bytes more; None: let it have any."""
    if sys.platform == "win32":
        return
    status = Path("/proc/self/statm")
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if more is not None and status.exists():
        now = int(status.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + more, most))
    else:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def limit_time(seconds: float) -> None:
    """Let the system end this process after that time, 0 for never: the server that should do so may have died."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
