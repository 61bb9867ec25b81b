"""Guarded text streams and the terminal of this machine; tests pass them."""

from collections.abc import Callable
from typing import TextIO, TypeVar

from lusha_cli.errors import ClosedPipe, LushaError

T = TypeVar("T")


class SafeTextStream:
    """A text stream whose reader may go away: writing to it then raises ClosedPipe.

    `clean` takes out of each text what must not be told.
    """

    def __init__(self, stream: TextIO, clean: Callable[[str], str] = str) -> None:
        self.stream = stream
        self._clean = clean

    def write(self, text: str) -> int:
        """Write `text`; raises LushaError where the disk behind the stream is full."""
        return self.write_unredacted(self._clean(text))

    def write_unredacted(self, text: str) -> int:
        """Write `text` whatever it tells."""
        return self._guard(lambda: self.stream.write(text))

    def flush(self) -> None:
        """Hand all that was written to the system."""
        self._guard(self.stream.flush)

    def isatty(self) -> bool:
        """Whether a terminal shows it."""
        return self.stream.isatty()

    @property
    def encoding(self) -> str:
        """The encoding of the stream."""
        return self.stream.encoding or "utf-8"

    def _guard(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except BrokenPipeError as error:
            raise ClosedPipe from error
        except OSError as error:
            raise LushaError(
                f"Cannot write the output: {error.strerror}.",
                hint="Check the free space of the disk that you redirect to.",
            ) from error


def read_hidden_input(prompt: str) -> str:
    """What is typed at the terminal after `prompt`, without showing it."""
    import getpass

    return getpass.getpass(prompt)


def terminal_columns() -> int:
    """The width of the terminal."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns
