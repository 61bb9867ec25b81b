"""Text as people paste it: invisible characters, links of documents, quotes and brackets."""

import re

# Patterns of rare paths are compiled at their first use, so that `lusha` starts quickly.
_SPACES = "[\\s\u115f\u1160\u2800\u3164\uffa0]"
_INVISIBLE = (
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U000e0000-\U000e0fff]"
)
# Between letters of other scripts a joiner is part of the spelling, so that it makes another name.
_STRAY_JOINERS = "(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])"
_LINKS = (
    r"(?i)\[[^\[\]]*\]\(\s*<?(?P<markdown>[^)\s>]+)[^)]*\)"
    r"|<a\s[^<>]*?href\s*=\s*[\"']?(?P<html>[^\"'\s<>]+)[^<>]*>(?:[^<]*</a\s*>)?"
    r"|=\s*HYPERLINK\(\s*\"(?P<formula>[^\"]+)\"[^)]*\)"
    r"|<(?P<chat>[a-z]+:[^\s<>|]+)\|[^<>]*>"
)
_OPENING = " <([{\"'`*“”„‟‘’‚‛«»‹›「『【＜"  # noqa: RUF001 - these are what people paste
_CLOSING = " >)]}\"'`*“”„‟‘’‚‛«»‹›」』】＞,;:!?，；：、。"  # noqa: RUF001 - likewise


def clean_text(text: str) -> str:
    """Return text without invisible characters; every white space becomes a plain one."""
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    text = re.sub(_INVISIBLE, "", re.sub(_SPACES, " ", text))
    return re.sub(_STRAY_JOINERS, "", text).strip(" ")


def resolve_links(text: str) -> str:
    """Replace the links of Markdown, HTML, chats and spreadsheets by the URL they lead to."""
    if "[" not in text and "<" not in text and "=" not in text:
        return text
    return re.sub(_LINKS, lambda match: f" {match[match.lastgroup or 0]} ", text).strip(" ")


def strip_wrapping(text: str) -> str:
    """Remove quotes and brackets around a text, and punctuation after it except an ellipsis."""
    text = text.lstrip(_OPENING)
    while (shorter := text.rstrip(_CLOSING)) and not is_cut_off(shorter):
        shorter = shorter.rstrip(".")
        if shorter == text:
            break
        text = shorter
    return shorter


def is_cut_off(text: str) -> bool:
    """Return whether a text ends in an ellipsis, so that the rest is missing."""
    return text.endswith(("…", "..."))
