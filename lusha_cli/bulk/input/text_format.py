"""Detect the delimiter of a text file."""

import io

from lusha_cli.bulk.input.encodings import decode_error

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


def detect_delimiter(text: io.TextIOWrapper, name: str) -> str:
    """Return the most frequent delimiter of the header, outside quotes."""
    try:
        # Every second part is outside quotes.
        header = "".join(text.readline().split('"')[::2])
    except UnicodeError as error:
        raise decode_error(name, 1, error) from error
    text.seek(0)
    return max(DELIMITERS, key=header.count)
