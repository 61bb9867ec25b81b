"""Escape text of unknown origin, so that it is safe to write to a terminal."""

import re

# C0 but the newline, DEL, C1, soft hyphen, marks and overrides of direction, line separators,
# zero-width characters, lone surrogates, tags. A joiner is part of the spelling between two
# characters of Persian, Hindi or an emoji, and a disguise beside ASCII.
_UNSAFE = (
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    r"|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)

# What our own output sends to a terminal besides text: styles, links, and the cursor moves of a
# progress bar.
_STYLES = (
    r"(\x1b\[[0-9;:]*m|\x1b\]8;[\x20-\x3a\x3c-\x7e]*;[\x20-\x7e]*(?:\x1b\\|\x07)"
    r"|\x1b\[[0-9]*[AGK]|\x1b\[\?25[hl]|\r)"
)


def escape_for_terminal(text: str, *, is_styled: bool) -> str:
    """Return `text` without anything a terminal would act on, but line ends and tabs.

    The styles, links and cursor moves of text that `is_styled` stay.
    """
    if text.isprintable():
        return text
    parts = re.split(_STYLES, text) if is_styled else [text]
    # Every second part is a style.
    parts[::2] = ["\t".join(map(escape_control_characters, p.split("\t"))) for p in parts[::2]]
    return "".join(parts)


def escape_control_characters(text: str) -> str:
    """Return `text` with every control or invisible character escaped; newlines stay."""
    # Nearly all text is printable, and isprintable() is far cheaper than the pattern.
    return text if text.isprintable() else re.sub(_UNSAFE, _python_escape, text)


def escape_to_single_line(text: str) -> str:
    """Return `text` escaped and on one line: line breaks and tabs become a space."""
    if text.isprintable():
        return text
    return escape_control_characters(re.sub(r"[\t\n\r]+", " ", text).strip())


def escape_json_text(text: str) -> str:
    r"""Return a JSON text with the same value, its unsafe characters written as `\uXXXX`."""
    return re.sub(_UNSAFE, _json_escape, text)


def can_encode(text: str, encoding: str) -> bool:
    """Return whether every character of `text` exists in this encoding."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def escape_unencodable(text: str, encoding: str) -> str:
    """Return `text` with the characters escaped that this encoding doesn't have."""
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _python_escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def _json_escape(match: re.Match[str]) -> str:
    # JSON escapes are UTF-16 units: a character above U+FFFF takes two of them.
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(rf"\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
