"""Commands, URLs, ids, domains and emails are whole on one line, at any width."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Column, Layout
from lusha_cli.output.layouts.local import CHECKS_LAYOUT, RUN_LAYOUT
from lusha_cli.output.layouts.v2 import COMPANY_LAYOUT, PERSON_LAYOUT
from lusha_cli.output.messages import error_text
from lusha_cli.output.render import Terminal, render
from tests.support.rendering import company_response, person_response, render_text

WIDTHS = st.integers(40, 200)
LABEL = st.from_regex(r"[a-z][a-z0-9-]{0,25}[a-z0-9]", fullmatch=True)
DOMAINS = st.lists(LABEL, min_size=1, max_size=4).map(lambda labels: f"{'.'.join(labels)}.example")
EMAILS = st.builds("{}.{}@{}".format, LABEL, LABEL, DOMAINS)
URLS = st.builds("https://{}/{}/{}?id={}".format, DOMAINS, LABEL, LABEL, st.integers(0, 10**30))
IDS = st.one_of(
    st.uuids().map(str),
    st.from_regex(r"[0-9a-f]{23}[0-9]", fullmatch=True),
    st.integers(10**9, 10**20).map(str),
)
COMMANDS = st.builds(
    "lusha {} --id {} --profile {} --out {}.csv".format,
    st.sampled_from(["runs resume", "prospecting contact enrich", "person get"]),
    IDS, LABEL, LABEL,
)  # fmt: skip
WORDS = st.text(st.sampled_from("abcd efgh 株式 éü"), max_size=120)


def with_examples(*strategies: st.SearchStrategy[Any]) -> Callable[..., Callable[[int], None]]:
    """Return a decorator that runs a check with a few examples, and with many if slow."""

    def decorate(check: Callable[..., None]) -> Callable[[int], None]:
        @pytest.mark.parametrize("examples", [8, pytest.param(200, marks=pytest.mark.slow)])
        def run(examples: int) -> None:
            settings(max_examples=examples, deadline=None)(given(*strategies)(check))()

        return run

    return decorate


def screen_lines(body: Json, layout: Layout, width: int) -> list[str]:
    """Return the lines of a result; links change none of them."""
    texts: list[str] = []
    for links in (False, True):
        terminal = Terminal(width, color=False, encoding="utf-8", links=links)
        render(body, layout=layout, output="table", write=texts.append, terminal=terminal)
    assert re.sub("\x1b]8;[^\x1b]*\x1b\\\\", "", texts[1]) == texts[0]
    return texts[0].splitlines()


def assert_whole(values: list[str], lines: list[str]) -> None:
    for value in values:
        assert any(value in line for line in lines), (value, lines)


@with_examples(EMAILS, URLS, URLS, DOMAINS, st.integers(10**9, 10**15), WIDTHS)
def test_card_of_a_person_keeps_what_is_copied_whole(
    email: str, linkedin: str, x_url: str, domain: str, number: int, width: int
) -> None:
    body = person_response(
        emailAddresses=[{"email": email, "emailType": "work", "emailConfidence": "A+"}],
        socialLinks={"linkedin": linkedin, "xUrl": x_url},
        company={"name": "Northwind Robotics of Boston", "fqdn": domain},
        personId=number,
    )
    lines = screen_lines(body, PERSON_LAYOUT, width)
    assert_whole([email, linkedin, x_url, domain, str(number)], lines)


@with_examples(URLS, URLS, DOMAINS, WIDTHS)
def test_card_of_a_company_keeps_what_is_copied_whole(
    website: str, linkedin: str, domain: str, width: int
) -> None:
    body = company_response(
        website=website, domain=domain, fqdn=domain, social={"linkedin": {"url": linkedin}}
    )
    assert_whole([website, linkedin, domain], screen_lines(body, COMPANY_LAYOUT, width))


TABLE = Layout("", columns=(Column("id"), Column("note"), Column("email"), Column("site")))
ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": IDS, "note": WORDS, "email": EMAILS, "site": st.one_of(DOMAINS, URLS)}
    ),
    min_size=1,
    max_size=4,
)


@with_examples(st.sampled_from([TABLE, RAW_LAYOUT, Layout("")]), ROWS, WIDTHS)
def test_table_keeps_what_is_copied_whole(
    layout: Layout, rows: list[dict[str, Any]], width: int
) -> None:
    copied = [row[key] for row in rows for key in ("id", "email", "site")]
    assert_whole(copied, screen_lines(rows, layout, width))
    assert_whole(copied[:3], screen_lines(rows[0], layout, width))


@with_examples(st.lists(EMAILS, min_size=2, max_size=5), WIDTHS)
def test_list_in_a_cell_keeps_its_items_whole(emails: list[str], width: int) -> None:
    rows: list[Json] = [{"name": "Ada", "emails": list(emails)}] * 2
    lines = screen_lines(rows, Layout("", columns=(Column("name"), Column("emails"))), width)
    assert_whole(emails, lines)


@with_examples(COMMANDS, WORDS, WIDTHS)
def test_commands_are_whole(command: str, words: str, width: int) -> None:
    check = {"check": "key", "state": "failed", "message": words or "x", "fix": f"Run: {command}"}
    run = {"id": "20261101-120000-ab12", "state": words, "resumeCommand": command}
    assert_whole([command], screen_lines([check], CHECKS_LAYOUT, width))
    assert_whole([command], screen_lines(run, RUN_LAYOUT, width))
    assert_whole([command], screen_lines({"next": f"then: {command}"}, RAW_LAYOUT, width))
    error = UsageError(f"{words} `{command}` {words}", hint=f"Run: {command}   {words}")
    lines = error_text(error, color=False, width=width).splitlines()
    assert sum(line.count(command) for line in lines) == 2


@with_examples(URLS, IDS, WIDTHS)
def test_messages_keep_addresses_whole(url: str, number: str, width: int) -> None:
    error = UsageError(f"The API at {url} has no record {number}.", hint=f"See {url}")
    lines = error_text(error, color=False, width=width).splitlines()
    assert_whole([url, number], lines)
    assert all(len(line) <= width or len(line.split()) <= 2 for line in lines)


@pytest.mark.parametrize("width", range(40, 201, 20))
def test_long_url_stands_below_its_label(width: int) -> None:
    url = "https://www.northwind.example/" + "a" * (width - 32)
    text = render_text({"url": url, "name": "Ada"}, RAW_LAYOUT, width=width)
    assert text == f"url\n  {url}\nname  Ada\n"
    assert len(f"  {url}") == width
