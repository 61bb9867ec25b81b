"""Responses that no document describes: shown unchanged, never a crash."""

import json
from typing import Any

import pytest

from lusha_cli.cli.main import main
from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = [pytest.mark.with_yes, pytest.mark.slow]

LINES = {
    "prospecting contact search": ("--job-title", "x"),
    "prospecting contact search --all": ("--job-title", "x", "--all"),
    "prospecting contact enrich": ("--request-id", "r", "--contact-id", "a"),
    "prospecting company search": ("--name", "x", "--limit", "60"),
    "prospecting company enrich": ("--request-id", "r", "--company-id", "1"),
    "signals options": ("company",),
    "signals contacts get": ("--contact-id", "1", "--signal", "promotion"),
    "signals contacts search": (ADA, "--signal", "promotion"),
    "signals companies get": ("--company-id", "1", "--signal", "riskNews"),
    "signals companies search": ("a.example", "--signal", "riskNews"),
    "lookalike contacts": ("--email", ADA),
    "lookalike companies": ("--domain", "a.example"),
    "contacts lookalike": [word for id_ in "12345" for word in ("--id", id_)],
    "companies website-visits": ("--domain", "a.example", "--start-date", "30d"),
    "companies website-visits --all": ("--domain", "a.example", "--start-date", "30d", "--all"),
    "contacts recommendations": (),
    "companies recommendations --all": ("--all",),
    "companies recommendation-filters": (),
    "recommendations contacts": ("--seed", "1:2"),
    "recommendations companies": ("--seed", "1"),
    "filters contacts seniority": (),
    "filters companies industries": (),
    "filters companies names": ("x",),
    "account usage": (),
}
NAMES = ("contacts", "companies", "results", "signals", "usage", "sub_industries", "meta")
PLAIN: list[Any] = [None, [], {}, "x", 7, [None], [[1]], [{}]]
UNEXPECTED: list[Any] = [
    None, [], {}, "text", 5, True, [[]], [None, 1, "x"], {"a": {"b": [1, None, {"c": 2}]}},
    {"totalResults": "many", "contacts": [1, None], "companies": [1, None]},
    {"totalResults": True, "contacts": [{}], "companies": [{}], "requestId": 5},
    {"totalResults": -3, "contacts": [{"contactId": None}], "companies": [{"id": [1]}]},
    *(dict.fromkeys(NAMES, value) for value in PLAIN),
    {name: {"1": {"x": None, "y": [1], "z": [{"signalDate": 5}]}, "2": None} for name in NAMES},
    {name: [{"signalTypes": 5, "isSuccess": 1, "data": [1], "jobTitle": 5}] for name in NAMES},
    {"dedupeSessionId": 5, "requestId": {}, "meta": [1], "creditsCharged": "3"},
]  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_unexpected_response_is_shown(script: StartScriptedServer, name: str) -> None:
    line = (*name.replace(" --all", "").split(), *LINES[name])
    lusha, server = script(ScriptedResponse(200, b"{}"))
    for body in UNEXPECTED:
        lusha.clock.time += 60
        server.responses[:] = [ScriptedResponse(200, json.dumps(body).encode())]
        run_with_response(lusha, *line, "-o", "csv")
        run_with_response(lusha, *line, terminal=True)


PIPED = (
    ("prospecting", "contact", "enrich", "-"),
    ("prospecting", "company", "enrich", "-", "--request-id", "r"),
    ("signals", "contacts", "get", "-", "--signal", "promotion"),
    ("signals", "companies", "get", "-", "--signal", "riskNews"),
    ("recommendations", "contacts", "-"),
    ("recommendations", "companies", "-"),
)


@pytest.mark.parametrize("line", PIPED, ids=lambda line: " ".join(line[:3]))
def test_unexpected_piped_input_is_rejected_or_empty(lusha: Lusha, line: tuple[str, ...]) -> None:
    for body in UNEXPECTED:
        run_with_response(lusha, *line, "--dry-run", stdin=json.dumps(body).encode(), codes=(0, 2))


def run_with_response(
    lusha: Lusha,
    *argv: str,
    terminal: bool = False,
    stdin: bytes = b"",
    codes: tuple[int, ...] = (0, 3, 9),
) -> None:
    context = lusha.make_context(terminal=terminal, stdin=stdin)
    code = main(list(argv), context)
    assert code in codes, (argv, stdin, context.env.stderr.stream.text())  # type: ignore[attr-defined]
