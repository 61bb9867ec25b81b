"""The spellings under which earlier versions added a person to the suppression list.

They lowercased every LinkedIn name, cut `/pub/NAME/CODES` after the name, and encoded hosts by IDNA
2003, which writes straße.example as strasse.example. The list contains only hashes, so that its
entries can't be rewritten: people are compared with these spellings too.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote, unquote

from lusha_cli.parsing.identifiers import InvalidValue, normalize_email, normalize_linkedin
from lusha_cli.parsing.linkedin import member_url

_LINKEDIN = (
    r"(?i)(?:https?://)?(?:[a-z0-9-]+\.)?linkedin\.com/(?P<kind>in|pub|sales/lead|sales/people)/"
    r"(?P<name>[^/?#\s]+)(?:[/?#].*)?"
)
_EMAIL = r"[^\s@<>(),;:\"\[\]\\]+@[^\s@]+"
# A profile that has had one spelling in all versions.
_UNCHANGED = r"https://www\.linkedin\.com/in/[a-z0-9-]+"


def older_spellings(kind: str, text: str) -> list[str]:
    """Return the values under which earlier versions stored a person, each once.

    `text` is a value as typed or normalized, `kind` is that of an identifier.
    """
    if kind == "linkedin":
        return list(dict.fromkeys(filter(None, map(_old_linkedin, _linkedin_forms(text)))))
    if kind == "email":
        return list(dict.fromkeys(filter(None, map(_old_email, _email_forms(text)))))
    return []


def _linkedin_forms(text: str) -> Iterator[str]:
    """Yield the ways in which a profile may have been typed."""
    if re.fullmatch(_UNCHANGED, text):
        return
    yield text
    with suppress(InvalidValue):
        url = normalize_linkedin(text)
        yield from (url, member_url(url))
        if "%" in url:
            for form in ("NFC", "NFD"):
                name = unicodedata.normalize(form, unquote(url.removeprefix("https://")))
                yield from (name, quote(name))


def _email_forms(text: str) -> Iterator[str]:
    """Yield the ways in which an address may have been typed."""
    if text.isascii() and "xn--" not in text.lower():
        # Only markup around the address may differ.
        if not re.fullmatch(_EMAIL, text):
            yield text
        return
    yield text
    with suppress(InvalidValue):
        email = normalize_email(text)
        local, _, host = email.rpartition("@")
        for form in ("NFC", "NFD"):
            name = unicodedata.normalize(form, local)
            yield from (f"{name}@{host}", f"{name}@{_in_other_scripts(host)}")


def _in_other_scripts(host: str) -> str:
    """Return a normalized host as people write it."""
    import idna

    return idna.decode(host) if "xn--" in host else host


def _old_linkedin(text: str) -> str:
    """Return a profile as earlier versions stored it, "" if they rejected it."""
    match = re.fullmatch(_LINKEDIN, text.strip())
    if match is None:
        return ""
    kind, name = match["kind"].lower(), match["name"]
    return f"https://www.linkedin.com/{kind}/{name.lower() if kind == 'in' else name}"


def _old_email(text: str) -> str:
    """Return an address as earlier versions stored it, "" if they rejected it."""
    email = text.strip().removeprefix("mailto:").strip("<>").strip()
    if not re.fullmatch(_EMAIL, email):
        return ""
    local, _, host = email.lower().rpartition("@")
    if email.isascii():
        return f"{local}@{host}"
    with suppress(UnicodeError):
        return f"{local}@{host.encode('idna').decode('ascii')}"
    return ""
