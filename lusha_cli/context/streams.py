"""Text streams that report a closed pipe, and the terminal of this machine; tests replace them."""

import os
from collections.abc import Callable
from typing import TextIO, TypeVar

from lusha_cli.errors import ClosedPipe, LushaError
from lusha_cli.output.sanitize import escape_for_terminal

T = TypeVar("T")


# The error handler of streams: arguments that aren't valid text keep their bytes, and other
# characters that the encoding lacks are escaped.
KEEP_BYTES = "lusha_keep_bytes"


def register_error_handler() -> None:
    """Make KEEP_BYTES known to the codecs."""
    import codecs

    def encode(error: UnicodeError) -> tuple[str | bytes, int]:
        try:
            return codecs.lookup_error("surrogateescape")(error)
        except UnicodeError:
            return codecs.backslashreplace_errors(error)

    codecs.register_error(KEEP_BYTES, encode)


class PlainTextStream:
    """A stream for text without styles: rows of files, settings, bodies of requests."""

    def __init__(self, stream: "SafeTextStream") -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write `text`; on a terminal, control characters in it are escaped."""
        return self._stream.write_plain(text)


class SafeTextStream:
    """A text stream whose reader may disappear: writing to it then raises ClosedPipe.

    `clean` redacts each text. What a terminal would act on is escaped, whoever wrote it; a pipe
    gets the text unchanged.
    """

    def __init__(self, stream: TextIO, clean: Callable[[str], str] = str) -> None:
        self.stream = stream
        self._clean = clean

    def write(self, text: str) -> int:
        """Write `text`, which may have styles. Raises LushaError if the disk is full."""
        return self.write_unredacted(self._clean(text))

    def write_plain(self, text: str) -> int:
        """Write `text`, whose styles come from data and are escaped on a terminal."""
        text = self._clean(text)
        if self.stream.isatty():
            text = escape_for_terminal(text, is_styled=False)
        return self._guard(lambda: self.stream.write(text))

    def write_unredacted(self, text: str) -> int:
        """Write `text` without redacting it."""
        if self.stream.isatty():
            text = escape_for_terminal(text, is_styled=True)
        return self._guard(lambda: self.stream.write(text))

    def flush(self) -> None:
        """Pass everything that was written to the system."""
        self._guard(self.stream.flush)

    def isatty(self) -> bool:
        """Return whether the stream is a terminal."""
        return self.stream.isatty()

    @property
    def encoding(self) -> str:
        """Return the encoding of the stream."""
        return self.stream.encoding or "utf-8"

    def _guard(self, work: Callable[[], T]) -> T:
        try:
            return work()
        # The reader has what it wants (`| head`): this isn't a failure of the command.
        except BrokenPipeError as error:
            raise ClosedPipe from error
        except OSError as error:
            raise LushaError(
                f"Cannot write the output: {error.strerror}.",
                hint="Check the free space on the disk that you redirect to.",
            ) from error


def read_hidden_input(prompt: str) -> str:
    """Return the line that the user types after `prompt`, without showing it."""
    import getpass

    return getpass.getpass(prompt)


def terminal_columns() -> int:
    """Return the width of the terminal."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def open_devnull() -> TextIO:
    """Return a stream that drops everything, for a closed one."""
    return open(os.devnull, "w", encoding="utf-8")
