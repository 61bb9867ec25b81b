"""Colour JSON text for a terminal; without the styles it is the same text."""

import re

# A string and the colon of a key, a number, or a word; punctuation has no style.
_TOKENS = (
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<number>-?[0-9][0-9.eE+-]*)|(?P<word>true|false)|(?P<null>null)"
)
_PLAIN = "\x1b[0m"
# Only styles that can be read on dark and light backgrounds.
_STYLES = {
    "key": "\x1b[1m",
    "string": "\x1b[32m",
    "number": "\x1b[35m",
    "word": "\x1b[35m",
    "null": "\x1b[2m",
}


def color_json(text: str) -> str:
    """Return a JSON text, whose control characters are escaped, with its tokens in colour."""

    def color(token: re.Match[str]) -> str:
        return f"{_STYLES[token.lastgroup or '']}{token[0]}{_PLAIN}"

    return re.sub(_TOKENS, color, text)
