"""Text of unknown origin, made safe to write to a terminal."""

import re

# C0 but the newline, DEL, C1, soft hyphen, marks and overrides of direction, line separators,
# zero-width characters, lone surrogates, tags. A joiner is part of the spelling between two
# characters of Persian, Hindi or an emoji, and a disguise beside ASCII.
_HOSTILE = (
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    r"|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)


def inert(text: str) -> str:
    """`text` with every control or invisible character spelt out; newlines stay."""
    return text if text.isprintable() else re.sub(_HOSTILE, _spelt, text)


def inert_line(text: str) -> str:
    """The same on one line: line breaks and tabs become a space."""
    return text if text.isprintable() else inert(re.sub(r"[\t\n\r]+", " ", text).strip())


def inert_json(text: str) -> str:
    r"""A JSON text with the same value, its hostile characters written as `\uXXXX`."""
    return re.sub(_HOSTILE, _json_escape, text)


def can_encode(text: str, encoding: str) -> bool:
    """Whether a stream of this encoding takes `text` whole."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def encodable(text: str, encoding: str) -> str:
    """`text` with what a stream of this encoding cannot take spelt out."""
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _spelt(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(rf"\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
