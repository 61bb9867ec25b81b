"""`lusha privacy suppress`, `allow`, `check` and `list`."""

import pytest

from tests.support.cli import ADA, Lusha

ADA_ID = "4100000000"
ADA_LINK = "https://www.linkedin.com/in/ada-byrne-00000"
ADA_PHONE = "+1 344 555 0151"


def test_privacy_edits_and_shows_the_list(lusha: Lusha) -> None:
    piped = f"{ADA}\r\n\n  {ADA_PHONE} \n{ADA_LINK}\n".encode()
    assert lusha("privacy", "suppress", "-", ADA_ID, stdin=piped).json == {
        "added": 4,
        "alreadyListed": 0,
    }
    assert lusha("privacy", "suppress", ADA.upper(), "Bo@firm.example").json["added"] == 1
    ways = ["0013445550151", "tel:+1-344-555-0151", "+1 (344) 555.0151", f"mailto:{ADA}"]
    checked = lusha("privacy", "check", *ways, "5").json
    assert [item["suppressed"] for item in checked] == [True] * 4 + [False]
    reported = lusha("privacy", "check", "5", "nobody@firm.example", code=3)
    assert [item["suppressed"] for item in reported.json] == [False, False]
    assert "None of the 2 identifiers is on the suppression list." in reported.err
    assert lusha("privacy", "allow", ADA_PHONE, "5").json == {"removed": 1, "notListed": 1}
    (status,) = (row for row in lusha("privacy", "status").json if row["kind"] == "suppression")
    assert status["entries"] == 4
    assert status["newest"] == "2026-11-01T12:00:00+00:00"
    assert status["location"] == str(lusha.state / "sandbox" / "suppression.db")
    for path in lusha.state.rglob("suppression*"):
        content = path.read_bytes().lower()
        assert not any(word in content for word in (b"ada", b"firm", b"5550151", b"41000"))


BAD: list[tuple[tuple[str, ...], bytes, str]] = [
    ((), b"", "WHO is missing"),
    (("-",), b"\n\n", "WHO is missing"),
    (("ada",), b"", "'ada' isn't an email, LinkedIn URL, phone"),
    ((ADA, "ada@"), b"", "WHO 2: 'ada@' isn't an email"),
    (("+12",), b"", "'+12' isn't a phone number"),
    (("-",), f"{ADA}\nemail\n".encode(), "Line 2: 'email' isn't an email"),
    (("-",), b"\xff\xfe", "isn't text in UTF-8"),
    (("https://www.linkedin.com/company/x",), b"", "is the page of a company"),
]


@pytest.mark.parametrize(("who", "piped", "reported"), BAD)
@pytest.mark.parametrize("verb", ["suppress", "allow", "check"])
def test_privacy_rejects_invalid_identifiers(
    verb: str, who: tuple[str, ...], piped: bytes, reported: str, lusha: Lusha
) -> None:
    assert reported in lusha("privacy", verb, *who, stdin=piped, code=2).err
    assert not list(lusha.state.rglob("suppression*"))
