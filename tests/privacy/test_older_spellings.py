"""People whom earlier versions put on the suppression list are still on it."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.parsing.identifiers import InvalidValue, normalize_email, normalize_linkedin
from lusha_cli.privacy.identifiers import parse_identifier, person_identifiers
from lusha_cli.privacy.suppression_list import SuppressionList
from tests.support.cli import Lusha


def linkedin_entry(url: str) -> str:
    """Return the entry that earlier versions stored for a profile."""
    match = re.fullmatch(
        r"(?:https?://)?(?:[a-z0-9-]+\.)?linkedin\.com/"
        r"(in|pub|sales/lead|sales/people)/([^/?#\s]+)(?:[/?#].*)?",
        url,
        re.IGNORECASE,
    )
    assert match
    kind, name = match[1].lower(), match[2]
    return f"linkedin:https://www.linkedin.com/{kind}/{name.lower() if kind == 'in' else name}"


def email_entry(email: str) -> str:
    """Return the entry that earlier versions stored for an address."""
    local, _, host = email.lower().rpartition("@")
    return f"email:{local}@{host.encode('idna').decode()}"


URLS = [
    "linkedin.com/in/Ada-Byrne?trk=x",
    "https://www.linkedin.com/in/ACoAAAbCdEf",
    "https://www.linkedin.com/in/JOSÉ-1",
    "https://www.linkedin.com/in/jos%C3%A9-1",
    "https://www.linkedin.com/in/jose\u0301",
    "https://www.linkedin.com/pub/Ada-Byrne/1/2/3b",
    "https://www.linkedin.com/pub/ada",
    "https://www.linkedin.com/sales/lead/ACwAAxY,NAME_SEARCH,aBc",
    "https://www.linkedin.com/sales/people/ACwAAxY,NAME_SEARCH,aBc?x",
]
EMAILS = [
    "Ada@Firm.example",
    "ada@straße.example",
    "ada@STRASSE.example",
    "ada@xn--strae-oqa.example",
    "josé@bücher.example",
    "jose\u0301@firm.example",
    "ada@βόλος.example",
]


@pytest.mark.parametrize("url", URLS)
def test_old_entry_blocks_every_url_it_stood_for(url: str) -> None:
    entry = linkedin_entry(url)
    for typed in (url, normalize_linkedin(url)):
        assert entry in person_identifiers({"linkedinUrl": typed})


@pytest.mark.parametrize("email", EMAILS)
def test_old_entry_blocks_every_address_it_stood_for(email: str) -> None:
    entry = email_entry(email)
    for typed in (email, normalize_email(email)):
        assert entry in person_identifiers({"email": typed})


def test_address_that_is_no_longer_valid_is_still_blocked() -> None:
    assert "email:ada@xn--i-7iq.example" in person_identifiers({"email": "ada@i❤.example"})


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["in", "pub"]), st.text(min_size=1, max_size=20))
def test_old_entry_matches_any_name(kind: str, name: str) -> None:
    url = f"https://www.linkedin.com/{kind}/{name}"
    try:
        entry = linkedin_entry(url)
        parse_identifier(url)
    except (AssertionError, InvalidValue):
        return
    assert entry in person_identifiers({"linkedinUrl": url})


@pytest.mark.parametrize(
    ("suppressed", "typed"),
    [
        ("ada@xn--strae-oqa.example", "ada@straße.example"),
        ("ada@straße.example", "ada@xn--strae-oqa.example"),
        ("Ada <ada@firm.example>", "ADA@firm.example"),
        ("linkedin.com/in/josé", "https://www.linkedin.com/in/jos%C3%A9"),
        ("linkedin.com/in/ACwAAxY", "https://www.linkedin.com/sales/lead/ACwAAxY,NAME_SEARCH,a"),
        ("linkedin.com/pub/Ada/1/2/3B", "linkedin.com/pub/ada/1/2/3b"),
        ("linkedin.com/mwlite/in/ada", "linkedin.com/in/Ada/de"),
    ],
)
def test_suppressed_person_is_blocked_in_every_spelling(
    suppressed: str, typed: str, lusha: Lusha
) -> None:
    lusha("privacy", "suppress", suppressed)
    assert lusha("privacy", "check", typed).json[0]["suppressed"]
    assert "is on the suppression list" in lusha("person", "get", typed, code=5).err
    assert lusha("privacy", "allow", typed).json == {"removed": 1, "notListed": 0}
    lusha("privacy", "check", suppressed, code=3)


@pytest.mark.parametrize(
    ("suppressed", "typed"),
    [
        ("ada@straße.example", "ada@strasse.example"),
        ("linkedin.com/in/ACwAAxY", "linkedin.com/in/ACwAAxy"),
        ("linkedin.com/pub/ada/1/2/3b", "linkedin.com/pub/ada/1/2/4b"),
        ("linkedin.com/sales/lead/ACwAAxY,NAME_SEARCH,a", "linkedin.com/sales/lead/ACwAAxZ,x,a"),
    ],
)
def test_other_person_is_not_blocked(suppressed: str, typed: str, lusha: Lusha) -> None:
    lusha("privacy", "suppress", suppressed)
    lusha("privacy", "check", typed, code=3)
    assert lusha("privacy", "allow", typed).json == {"removed": 0, "notListed": 1}
    lusha("privacy", "check", suppressed)


def test_allow_keeps_an_old_entry_that_others_may_share(lusha: Lusha, tmp_path: Path) -> None:
    lusha("privacy", "suppress", "linkedin.com/in/somebody-else")
    old = SuppressionList(lusha.state / "sandbox")
    old.add([linkedin_entry("linkedin.com/pub/Ada/1/2/3b")], at=0)
    typed = "linkedin.com/pub/Ada/1/2/3b"
    assert lusha("privacy", "check", typed).json[0]["suppressed"]
    reported = lusha("privacy", "allow", typed)
    assert reported.json == {"removed": 0, "notListed": 1}
    shared = "https://www.linkedin.com/pub/Ada"
    assert f"{typed} is still suppressed as {shared}" in reported.err
    assert f"lusha privacy allow {shared}" in reported.err
    assert lusha("privacy", "allow", shared).json == {"removed": 1, "notListed": 0}
    lusha("privacy", "check", typed, code=3)


def test_allow_removes_an_old_spelling_of_the_same_person(lusha: Lusha) -> None:
    lusha("privacy", "suppress", "linkedin.com/in/somebody-else")
    old = SuppressionList(lusha.state / "sandbox")
    old.add([linkedin_entry("linkedin.com/in/jos%C3%A9")], at=0)
    assert lusha("privacy", "allow", "linkedin.com/in/josé").json["removed"] == 1
    lusha("privacy", "check", "linkedin.com/in/jos%C3%A9", code=3)
