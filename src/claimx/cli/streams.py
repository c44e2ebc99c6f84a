"""Standard streams that are closed or full: no file takes their place, and what could not be said is no traceback."""

import errno
import io
import os
import sys


def keep() -> None:
    """Hold the places of closed streams, so that no file that is opened takes one and is written to in its stead."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if sys.stdout is None:
        sys.stdout = Closed()
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without accents gets them escaped


def ended(error: OSError) -> bool:
    """Whether an error is of a stream that takes no more; what reads or writes files says so itself."""
    return error.filename is None and error.errno in (errno.ENOSPC, errno.EPIPE, errno.EBADF, errno.EIO)


class Closed(io.TextIOBase):
    """Standard output where there is none: nothing that is said to it is lost in silence."""

    @property
    def buffer(self) -> "Closed":
        """Bytes fare no better."""
        return self

    def write(self, text: str | bytes) -> int:
        """Refuse the text."""
        raise OSError(errno.EBADF, "it is closed")


def mute(number: int) -> None:
    """Send to nowhere what a stream still holds, which it could not take, or Python itself complains at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def complain(message: str) -> None:
    """Say a line on standard error, if it can be said there."""
    if sys.stderr is None:
        return
    try:
        print(message, file=sys.stderr, flush=True)
    except OSError:
        mute(2)
