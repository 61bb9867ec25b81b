"""Email addresses as people paste them, in one spelling: lower case, the host in ASCII."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from lusha_cli.parsing.domains import ascii_host
from lusha_cli.parsing.invalid_value import InvalidValue, quoted
from lusha_cli.parsing.pasted_text import clean_text, is_cut_off, resolve_links, strip_wrapping
from lusha_cli.parsing.placeholders import is_placeholder

# As typed, in full width, in a URL, in HTML.
_AT_SIGNS = ("@", "＠", "%40", "&#")  # noqa: RUF001 - the full-width sign is meant
_MAX_LENGTH = 5_000
_PLAIN = r"[a-z0-9_+-]+(?:[.'][a-z0-9_+-]+)*@(?:[a-z0-9-]+\.)+[a-z]{2,}"
# Patterns of rare paths are compiled at their first use, so that `lusha` starts quickly.
# Not the start of a URL that contains an @.
_LOCAL = r"(?!.*(?://|\.[a-z]+/))[^\s@<>(),;:\"\[\]\\]{1,128}"
# An address in brackets, and the name before it, which may contain another address.
_BRACKETED = (
    r"(?i)(?<![^,;|\n>)\]])\s*(?:\"[^\"]*\"\s*|[^<>(\[,;|\"\n]*)[<(\[]\s*(?:mailto:)?"
    r"(?P<address>[^\s<>()\[\]@,;\"]+@[^\s<>()\[\]@,;\"]+)\s*[>)\]]"
)
_MAILTO = r"(?i)mailto:(?P<addresses>[^\s\"<>?]*)(?:\?[^\s\"<>]*)?"
_TAG = r"</?[a-zA-Z][^<>@]*>"
_COMMENT = r"\([^()@]*\)|\"[^\"@]*\""
_LABEL = r"[^@:]{0,40}:\s*|[^@]{0,60}\s[-–—]\s+"  # noqa: RUF001 - as people type them
_SLASH = r"(?i)(?<=[a-z0-9])/(?=[^\s/@,;]+@)"
_SEPARATOR = r"(\s*[,;|，；、\n]\s*|\s+/\s+)"  # noqa: RUF001 - likewise


def normalize_email(text: str) -> str:
    """Return the email address in a text, in lower case and with its host in ASCII.

    Raises InvalidValue unless the text contains one address.
    """
    found = find_emails(text)
    if len(found) == 1:
        return found[0]
    if found:
        raise InvalidValue(
            f"{quoted(text)} contains {len(found)} emails. Use one, such as {found[0]}."
        )
    raise InvalidValue(f"{quoted(text)} isn't an email, such as ada@acme.example.")


def find_emails(text: str) -> list[str]:
    """Return the valid email addresses in a text, normalized, in their order, each once.

    Words beside an address make it invalid, as they may be a part of it: `ada byrne@acme.example`.
    """
    lower = text.strip(" ").lower()
    if re.fullmatch(_PLAIN, lower) and "--" not in lower and (email := _read_address(lower)):
        return [email]
    if len(text) > _MAX_LENGTH or not any(sign in text for sign in _AT_SIGNS):
        return []
    return list(dict.fromkeys(_split(_simplify(text))))


def email_hash(address: str) -> str:
    """Return the SHA-256 of a normalized address in hexadecimal, "" for an empty one.

    The address is trimmed, in NFC and lower case, with its host in ASCII (IDNA 2008); dots and
    `+tags` count. One that isn't valid is only trimmed and in lower case.
    """
    import hashlib

    trimmed = address.strip()
    normalized = _read_address(trimmed) or trimmed.lower()
    # A lone surrogate has no UTF-8.
    encoded = normalized.encode("utf-8", "replace")
    return hashlib.sha256(encoded).hexdigest() if encoded else ""


def _simplify(text: str) -> str:
    """Return a text with names, comments, markup and `mailto:` removed around its addresses."""
    if "&" in text and ";" in text:
        import html

        text = html.unescape(text)
    lines = [clean_text(line) for line in text.replace("＠", "@").splitlines()]  # noqa: RUF001
    text = re.sub(_TAG, " ", resolve_links("\n".join(line for line in lines if line)))
    text = re.sub(_MAILTO, lambda match: f" {unquote(match['addresses'])} ", text)
    text = re.sub(_BRACKETED, lambda match: f"\n{match['address']}\n", text)
    text = re.sub(_COMMENT, " ", text)
    return re.sub(_SLASH, "\n", text) if text.count("@") > 1 else text


def _split(text: str) -> list[str]:
    """Return the addresses in a simplified text."""
    parts = re.split(_SEPARATOR, text)
    pieces, separators = [part.strip() for part in parts[::2]], parts[1::2]
    found = []
    for number, piece in enumerate(pieces):
        before = pieces[number - 1] if number and "\n" not in separators[number - 1] else ""
        is_glued = number < len(separators) and separators[number] in (",", ";", "|")
        after = pieces[number + 1] if is_glued else ""
        # `ada,byrne@acme.example` may be a typing error for another address than byrne@.
        if _is_word(before) or _is_word(after):
            continue
        found += _read_piece(piece)
    return found


def _is_word(piece: str) -> bool:
    """Return whether a text between separators is neither an address nor a placeholder."""
    return "@" not in piece and bool(piece) and not is_placeholder(piece)


def _read_piece(piece: str) -> list[str]:
    """Return the addresses in a text without separators: one, or several with spaces between."""
    if label := re.match(_LABEL, piece):
        piece = piece[label.end() :]
    words = [word for word in piece.split() if any(map(str.isalnum, word))]
    addresses = [_read_address(strip_wrapping(word)) for word in words]
    return [address for address in addresses if address] if all(addresses) else []


# A lookup normalizes an address several times: for the ledger, its response, the suppression list.
@lru_cache(maxsize=1024)
def _read_address(text: str) -> str:
    """Return an address in its one spelling, "" if it isn't valid."""
    local, at, host = text.partition("@")
    host = re.split(r"[?/#]", host)[0]
    local = unicodedata.normalize("NFC", unicodedata.normalize("NFC", local).lower())
    is_valid = at and re.fullmatch(_LOCAL, local) and local.isprintable() and ".." not in local
    if not is_valid or is_cut_off(host):
        return ""
    host = ascii_host(strip_wrapping(host))
    return f"{local}@{host}" if host else ""
