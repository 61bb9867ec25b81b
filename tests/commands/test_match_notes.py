"""Single lookups report that another name or company was found than was stated."""

import json

from tests.support.cli import ADA, Lusha

NAMED = ("--first-name", "John", "--last-name", "Smith", "--company-name", "Other Inc")


def test_person_get_notes_another_name_and_company(lusha: Lusha) -> None:
    result = lusha("person", "get", ADA, *NAMED, "--sandbox")
    assert "Note: the name differs: John Smith / Ada Byrne\n" in result.err
    assert "Note: the company differs: Other Inc / Analytical Engines\n" in result.err
    notices = [json.loads(line) for line in lusha(
        "person", "get", ADA, *NAMED, "--sandbox", "--json").err.splitlines()]  # fmt: skip
    assert {"notice": {"message": "Note: the name differs: John Smith / Ada Byrne"}} in notices


def test_lookups_are_silent_about_variants(lusha: Lusha) -> None:
    names = ("--first-name", "A.", "--last-name", "BYRNE", "--company-name", "Analytical Engines")
    assert "Note" not in lusha("person", "get", ADA, *names, "--sandbox").err
    assert "Note" not in lusha("person", "get", ADA, "--sandbox").err


def test_company_get_notes_another_name(lusha: Lusha) -> None:
    line = ("company", "get", "analytical-engines.example", "--company", "Zork", "--sandbox")
    assert "Note: the name differs: Zork / Analytical Engines\n" in lusha(*line).err


def test_v3_lookups_note_another_name(lusha: Lusha) -> None:
    for command in ("search", "search-and-enrich"):
        result = lusha("contacts", command, ADA, *NAMED, "--sandbox", "--yes")
        assert "Note: the name differs: John Smith / Ada Byrne\n" in result.err
    line = ("companies", "search", "analytical-engines.example", "--name", "Zork", "--sandbox")
    assert "Note: the name differs: Zork / Analytical Engines\n" in lusha(*line).err
