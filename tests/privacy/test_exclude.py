"""--exclude-eu and --exclude-dnc leave people and phones out before a result is shown or stored."""

import csv
import json
from pathlib import Path

import pytest

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.json_types import Json
from lusha_cli.privacy.identifiers import returns_people
from lusha_cli.privacy.person_filter import PersonFilter
from tests.support.cli import Lusha

# Ada isn't in the EU, the other is.
ADA_ID, EU_ID = "4100000000", "4100000013"
# Ada's second phone is on a do-not-call list.
CALLABLE, BLOCKED = "+1 344 555 0151", "+1 512 555 0103"

LOOKUPS = [
    ("person", "get", "--contact-id"),
    ("contacts", "enrich", "--no-waterfall"),
    ("contacts", "search-and-enrich", "--id"),
]


@pytest.mark.parametrize("words", LOOKUPS, ids=" ".join)
def test_lookup_of_person_in_the_eu_is_no_match(words: tuple[str, ...], online: Lusha) -> None:
    assert online(*words, EU_ID, "--json").json
    reported = online(*words, EU_ID, "--json", "--exclude-eu", code=3)
    assert "1 person in the EU is left out (--exclude-eu)." in reported.error["message"]
    text = json.dumps(reported.json)
    assert "EXCLUDED" in text
    assert "firstName" not in text
    # What is stored can't show the person either.
    assert "firstName" not in online("last", "--json").out


def test_lookup_of_several_keeps_the_places_of_the_others(online: Lusha) -> None:
    words = ("contacts", "enrich", ADA_ID, EU_ID, "--no-waterfall", "--json")
    shown = online(*words, "--exclude-eu")
    first, second = shown.json["results"]
    assert first["firstName"] == "Ada"
    assert second == {"id": EU_ID, "error": second["error"]}
    assert "Left out 1 person in the EU." in shown.err


@pytest.mark.parametrize("words", LOOKUPS, ids=" ".join)
def test_exclude_dnc_leaves_out_the_phone_alone(words: tuple[str, ...], online: Lusha) -> None:
    words = (*words, ADA_ID, "--json")
    assert BLOCKED in online(*words).out
    shown = online(*words, "--exclude-dnc")
    assert BLOCKED not in shown.out
    assert CALLABLE in shown.out


@pytest.mark.parametrize("source", ["setting", "variable", "flag"])
def test_file_leaves_out_people_and_phones(source: str, online: Lusha, tmp_path: Path) -> None:
    source_file, out = tmp_path / "people.csv", tmp_path / "out.csv"
    source_file.write_text(f"Lusha ID\n{ADA_ID}\n{EU_ID}\n")
    flags = []
    if source == "setting":
        online("config", "set", "exclude_eu", "true")
        online("config", "set", "exclude_dnc", "true")
    elif source == "variable":
        online.env.update(LUSHA_EXCLUDE_EU="1", LUSHA_EXCLUDE_DNC="1")
    else:
        flags = ["--exclude-eu", "--exclude-dnc"]
    online("person", "bulk", str(source_file), "--out", str(out), "--yes", *flags)
    ada, other = csv.DictReader(out.read_text().splitlines())
    assert (ada["lusha_status"], other["lusha_status"]) == ("matched", "blocked")
    assert other["lusha_error"] == "in the EU, excluded by --exclude-eu"
    # The row was charged all the same.
    assert int(other["lusha_credits"]) > 0
    assert BLOCKED not in out.read_text()
    assert CALLABLE in out.read_text()


def test_export_can_show_what_a_run_left_out(online: Lusha, tmp_path: Path) -> None:
    source_file, out = tmp_path / "people.csv", tmp_path / "out.csv"
    source_file.write_text(f"Lusha ID\n{EU_ID}\n")
    online("person", "bulk", str(source_file), "--out", str(out), "--yes", "--exclude-eu")
    run = online("runs", "list", "--json").json[0]["id"]
    online("runs", "export", run, "--out", str(out))
    assert next(csv.DictReader(out.read_text().splitlines()))["lusha_status"] == "matched"
    online("runs", "export", run, "--out", str(out), "--exclude-eu")
    assert next(csv.DictReader(out.read_text().splitlines()))["lusha_status"] == "blocked"


PEOPLE_OPERATIONS = [row.name for row in ENDPOINTS if returns_people(row.name)]
# Their results are lists of values, or tables, whose cells don't say where a person lives.
WITHOUT_PEOPLE = (
    "contacts recommendation-filters", "contacts filter", "filters contacts", "contacts tables",
    "contacts signal-types",
)  # fmt: skip


@pytest.mark.parametrize("name", PEOPLE_OPERATIONS)
def test_commands_that_return_people_can_exclude_them(name: str, online: Lusha) -> None:
    help_text = online(*name.split(), "--help-all").out
    for flag in ("--exclude-eu", "--exclude-dnc"):
        assert (f"{flag} " in help_text) is not name.startswith(WITHOUT_PEOPLE), flag


PERSON = {"firstName": "Ada", "location": {"isEuContact": True}}
OTHER = {"firstName": "Bo", "location": {"isEuContact": False}}
PHONES = [{"number": "1", "doNotCall": True}, {"number": "2", "doNotCall": False}, {"number": "3"}]
# A body, what stays of it, and the numbers of people and phones that were left out.
SHAPES: list[tuple[Json, Json, int, int]] = [
    ({"results": [PERSON, OTHER]}, {"results": [OTHER]}, 1, 0),
    ({"contacts": [{"id": 1, "data": PERSON}]}, {"contacts": []}, 1, 0),
    ({"data": {"is_eu_contact": True}}, None, 1, 0),
    ({"data": {"location": {"is_eu_contact": True}}}, None, 1, 0),
    ({"isEuContact": True}, None, 1, 0),
    ({"phones": PHONES}, {"phones": PHONES[1:]}, 0, 1),
    ({"results": [{"contacts": [{"phones": PHONES}]}]},
     {"results": [{"contacts": [{"phones": PHONES[1:]}]}]}, 0, 1),
    # The same number, once without the mark; a number in the text of another field stays.
    ({"phoneNumbers": PHONES, "phones": ["1", "2"], "note": "1"},
     {"phoneNumbers": PHONES[1:], "phones": ["2"], "note": "1"}, 0, 1),
    ({"phones": [{"doNotCall": True}]}, {"phones": []}, 0, 1),
    ("text", "text", 0, 0),
    ([], [], 0, 0),
    (None, None, 0, 0),
    ({"phones": None, "location": None, "data": 3}, {"phones": None, "location": None, "data": 3},
     0, 0),
]  # fmt: skip


# Only the value true is a mark.
NO_MARKS: list[Json] = [False, None, "true", 1, []]
SHAPES += [({"location": {"isEuContact": value}},) * 2 + (0, 0) for value in NO_MARKS]


@pytest.mark.parametrize(("body", "expected", "people", "phones"), SHAPES)
def test_filter_of_a_shape(body: Json, expected: Json, people: int, phones: int) -> None:
    before = json.dumps(body)
    filtered = PersonFilter(exclude_eu=True, exclude_dnc=True).apply(body)
    if expected is None and body is not None:
        assert set(filtered.body) == {"error"}
    else:
        assert filtered.body == expected
    assert (filtered.people, filtered.phones) == (people, phones)
    assert json.dumps(body) == before
    assert PersonFilter().apply(body).body is body
