"""Lists of people and companies on a terminal: numbers, ids, places, reveals, and what is next."""

import json
import re
import shlex

import pytest

from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

DOMAINS = [
    f"{name}.example"
    for name in (
        "analytical-engines", "orchard-motors", "delta-systems", "willow-finance", "copper-optics",
    )
]  # fmt: skip
PEOPLE = [str(4_100_000_000 + 13 * number) for number in range(5)]
PAIRS = [word for id_ in PEOPLE for word in ("--seed", f"{id_}:30000000")]


def named(option: str, values: list[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


# Command -> its options, the key of the id of a row, and the command for its rows.
CONTACTS, COMPANIES = "contacts enrich", "companies enrich"
LISTS: dict[str, tuple[list[str], str, str]] = {
    "prospecting contact search": (
        ["--department", "Sales"], "contactId", "prospecting contact enrich",
    ),
    "prospecting company search": (["--technology", "aws"], "id", "prospecting company enrich"),
    "contacts prospecting": (["--department", "Sales"], "id", CONTACTS),
    "companies prospecting": (["--technology", "aws"], "id", COMPANIES),
    "contacts search": ([ADA], "id", CONTACTS),
    "companies search": (DOMAINS, "id", COMPANIES),
    "contacts lookalike": ([*named("--id", PEOPLE), "--limit", "5"], "id", CONTACTS),
    "companies lookalike": ([*named("--domain", DOMAINS), "--limit", "5"], "id", COMPANIES),
    "lookalike contacts": ([*named("--contact-id", PEOPLE), "--limit", "5"], "contactId", CONTACTS),
    "lookalike companies": ([*named("--domain", DOMAINS), "--limit", "5"], "", ""),
    "recommendations contacts": ([*PAIRS, "--limit", "5"], "personId", CONTACTS),
    "recommendations companies": (
        [*named("--seed", ["30000000", "30000017", "30000034", "30000051", "30000068"]),
         "--limit", "5"], "companyId", COMPANIES,
    ),
    "contacts recommendations": (["--limit", "5"], "id", CONTACTS),
    "companies recommendations": (["--limit", "5"], "id", COMPANIES),
    "companies website-visits": (
        ["--domain", "analytical-engines.example", "--start-date", "30d"], "id", COMPANIES,
    ),
    "contacts buying-group": ([DOMAINS[0]], "id", CONTACTS),
    "contacts signal-score": ([ADA], "id", CONTACTS),
    "companies signal-score": (DOMAINS, "id", COMPANIES),
}  # fmt: skip


def rows_of(lusha: Lusha) -> list[dict[str, object]]:
    body = lusha("last").json
    rows = next(body[key] for key in ("results", "contacts", "companies") if key in body)
    return [inner for row in rows for inner in row.get("contacts", [row])]


def numbers_in(text: str) -> list[int]:
    """Return the numbers that rows of a table begin with, in its column or in records."""
    return [
        int(match[1]) for match in re.finditer(r"^(?:# +)? *(\d{1,4})(?:  |$)", text, re.MULTILINE)
    ]


@pytest.mark.parametrize("name", LISTS)
def test_list_numbers_its_rows_and_keeps_their_ids_whole(lusha: Lusha, name: str) -> None:
    lusha.env["NO_COLOR"] = "1"
    options, id_key, step = LISTS[name]
    shown = lusha(*name.split(), *options, terminal=True)
    rows = rows_of(lusha)
    texts = {80: shown.out}
    lusha.width = 120
    texts[120] = lusha("last", terminal=True).out
    for width, text in texts.items():
        assert numbers_in(text)[: len(rows)] == list(range(1, len(rows) + 1)), width
        words = set(text.split())
        assert all(str(row[id_key]) in words for row in rows if id_key), width
        # What is copied may be wider than the terminal; here, nothing is.
        assert max(map(len, text.splitlines())) <= width
        if any("canReveal" in row for row in rows):
            assert "Reveal" in words
            assert any("credits" in str(row["canReveal"]) for row in rows)
        if any(row.get("location") for row in rows):
            assert "Location" in words
    hint = f"lusha {step} --last 1"
    assert (hint in " ".join(shown.err.split())) is bool(step)


@pytest.mark.parametrize("output", ["csv", "json", "jsonl", "tsv", "yaml"])
def test_list_has_no_numbers_in_formats_for_programs(lusha: Lusha, output: str) -> None:
    line = ("contacts", "search", ADA)
    for terminal in (True, False):
        shown = lusha(*line, "-o", output, terminal=terminal)
        assert "#" not in shown.out
        assert "--last" not in shown.err
    table = lusha(*line, "-o", "table")
    assert table.out.startswith("#  ID")
    assert "--last" not in table.err


def people(count: int, **pages: int) -> ScriptedResponse:
    """Return a page of a search for contacts, each with a long id."""
    rows = [
        {
            "id": f"v1.{'aB3k' * 12}{number:03}",
            "firstName": "Ada",
            "lastName": "Byrne-Okonkwo",
            "jobTitle": {"title": "Director of Solutions Engineering"},
            "company": {"name": "Analytical Engines Holding"},
            "location": {"city": "San Francisco", "state": "California", "country": "Wales"},
            "canReveal": [{"field": "emails", "credits": 1}, {"field": "phones", "credits": 5}],
        }
        for number in range(pages.get("first", 0), pages.get("first", 0) + count)
    ]
    body = {"results": rows, "pagination": {"page": 0, "size": count, "total": 2100}}
    return ScriptedResponse(200, json.dumps(body).encode())


SEARCH = ("contacts", "prospecting", "--job-title", "Engineer")


def test_list_numbers_continue_over_pages(script: StartScriptedServer) -> None:
    lusha, _ = script(*(people(25, first=first) for first in range(0, 125, 25)))
    lusha.env["NO_COLOR"] = "1"
    lusha.width = 200
    shown = lusha(*SEARCH, "--limit", "120", "--yes", terminal=True)
    assert numbers_in(shown.out) == list(range(1, 121))
    # One table: the numbers of the second page are longer.
    assert shown.out.count("Reveal") == 1
    assert "120 of 2,100 results.\n" in shown.err


@pytest.mark.parametrize("width", [40, 70, 80, 120])
def test_long_ids_are_whole_at_every_width(script: StartScriptedServer, width: int) -> None:
    lusha, _ = script(people(3))
    lusha.env["NO_COLOR"] = "1"
    lusha.width = width
    shown = lusha(*SEARCH, terminal=True).out
    lines = shown.splitlines()
    words = [word for word in shown.split() if word.startswith("v1.")]
    assert words == [f"v1.{'aB3k' * 12}{number:03}" for number in range(3)]
    assert "California" not in shown
    if width > 60:
        # The ids stand below their rows.
        assert lines[0].split()[:2] == ["#", "Name"]
        assert lines[1].strip() == "ID"
        assert max(map(len, lines)) <= width


def test_next_page_repeats_the_command_and_can_be_pasted(script: StartScriptedServer) -> None:
    lusha, _ = script(people(25))
    filters = ["--job-title", "Engineer", "--exclude-company-name", "O'Neil, Byrne; Sons"]
    line = ["contacts", "prospecting", "--page=0", *filters, "--page-size", "25"]
    for page in (1, 2):
        shown = lusha(*line, terminal=True)
        assert "25 of 2,100 results.\nNext page:\nlusha contacts" in shown.err
        command = next(text for text in shown.err.splitlines() if text.startswith("lusha "))
        line = shlex.split(command)[1:]
        pages = ["--page-size", "25", "--page", f"{page}"]
        assert line == ["contacts", "prospecting", *filters, *pages]


def test_next_page_of_a_body_on_stdin_names_the_option(script: StartScriptedServer) -> None:
    lusha, _ = script(people(25))
    shown = lusha(*SEARCH, "--page", "0", "--body", "-", stdin=b"{}", terminal=True)
    assert "Next page: --page 1   (or --limit N, --all)\n" in shown.err


def test_last_page_has_a_total_but_no_next_page(lusha: Lusha) -> None:
    line = ("prospecting", "contact", "search", "--department", "Sales", "--seniority", "vp")
    shown = lusha(*line, "--location", "Germany", terminal=True)
    assert shown.err.startswith("17 results.\n")
    assert "Next page" not in shown.err


@pytest.mark.parametrize(
    ("options", "env"),
    [
        (("--fields", "id"), {}),
        (("--query", "results"), {}),
        (("-o", "json"), {}),
        (("--quiet",), {}),
        ((), {"LUSHA_KEEP_LAST": "false"}),
    ],
)
def test_next_step_is_left_out_where_it_would_not_work(
    lusha: Lusha, options: tuple[str, ...], env: dict[str, str]
) -> None:
    lusha.env |= env
    assert "--last" not in lusha("contacts", "search", ADA, *options, terminal=True).err
