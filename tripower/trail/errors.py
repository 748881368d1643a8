"""What goes wrong with the trail, said so that a person can act on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tripower.core.exits import Exit
from tripower.core.messages import N_

NOT_RECORDED = N_("nothing was recorded: {why}")
UNREADABLE = N_("the history cannot be read: {why}")


class TrailError(Exception):
    """The trail cannot do what was asked, or found itself damaged.

    `message` is a msgid and `fields` fill it in; `exit_code` is what the program should
    end with. `str()` gives the English text, for logs and tests.
    """

    def __init__(
        self, message: str, args: Mapping[str, object] | None = None, exit_code: Exit = Exit.REFUSED
    ) -> None:
        self.message = message
        self.fields = dict(args or {})
        self.exit_code = exit_code
        super().__init__(message.format_map(self.fields))


@contextmanager
def explained(message: str = UNREADABLE, exit_code: Exit = Exit.BROKEN) -> Iterator[None]:
    """Turn a failure of the disk or of libgit2 into a TrailError with `message` ({why}).

    KeyError and ValueError count too: that is how pygit2 reports a missing object or a
    broken name. Keep the block to calls of these libraries.
    """
    from pygit2 import GitError

    try:
        yield
    except (GitError, OSError, KeyError, ValueError) as error:
        raise TrailError(message, {"why": reason(error)}, exit_code) from error


def reason(error: BaseException) -> str:
    """What an exception says, as a person would put it."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return str(error) or type(error).__name__
