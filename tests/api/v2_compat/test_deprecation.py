"""Signs that an endpoint is retired, and the announced date."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

COMPANY = "analytical-engines.example"
RETIRED = "V2 of the API is retired"
SUNSET_DATE = 86_400.0
PRICES = "/v3/account/usage"
MATCH = {
    "results": [{"id": "7", "fullName": "Ada Byrne", "emails": [{"email": ADA, "type": "work"}]}],
    "billing": {"creditsCharged": 2, "resultsReturned": 1},
}
V3_PERSON = ScriptedResponse(200, json.dumps(MATCH).encode())
NO_MATCH = b'{"contact": {"error": {"code": 3, "name": "EMPTY_DATA", "message": "Nobody"}}}'


def test_retirement_is_reported_once_and_cached_for_a_day(
    without_v2: tuple[Lusha, Server], recorded_paths: Callable[[Server], list[str]]
) -> None:
    lusha, server = without_v2
    paths = recorded_paths(server)
    first = lusha("person", "get", ADA)
    assert first.json["contact"]["data"]["fullName"] == "Ada Byrne"
    assert RETIRED in first.err
    assert "lusha help v3" in first.err
    assert paths == [PRICES, "/v2/person", "/v3/contacts/search-and-enrich"]
    again = lusha("person", "get", ADA)
    assert RETIRED not in again.err
    assert paths[3:] == ["/v3/contacts/search-and-enrich"]
    other = lusha("company", "get", COMPANY)
    assert RETIRED not in other.err
    lusha.clock.sleep(SUNSET_DATE + 1)
    assert RETIRED in lusha("person", "get", ADA).err
    assert paths[-2:] == ["/v2/person", "/v3/contacts/search-and-enrich"]


def test_successor_keeps_the_key_after_a_permanent_redirect(
    tmp_path: Path, serve: Callable[..., Server]
) -> None:
    lusha = Lusha(tmp_path)
    lusha.env.update(LUSHA_BASE_URL=serve(v2="moved").url, LUSHA_API_KEY=KEY)
    assert RETIRED in lusha("person", "get", ADA).err


@pytest.mark.parametrize(
    "response",
    [
        ScriptedResponse(404, b'{"statusCode": 404, "message": "Cannot GET /v2/person"}'),
        ScriptedResponse(404, b"<html>Not Found</html>"),
        ScriptedResponse(404),
        ScriptedResponse(404, b'{"message": "This endpoint has been retired", "code": 404}'),
        ScriptedResponse(404, b'{"message": "Not Found"}'),
        ScriptedResponse(404, b'{"statusCode": 404, "error": "Not Found"}'),
        ScriptedResponse(404, b"{}"),
        ScriptedResponse(410, b'{"error": {"code": 410, "message": "Gone"}}'),
        ScriptedResponse(301, headers={"Location": "https://docs.lusha.example/v3"}),
        ScriptedResponse(308, headers={"Location": "https://api.lusha.example/v3/contacts"}),
    ],
    ids=[
        "unrouted",
        "html",
        "empty",
        "retired",
        "gateway",
        "gateway's error",
        "no message",
        "gone",
        "moved",
        "moved for good",
    ],
)
def test_deprecation_recognizes_retired_endpoints(
    script: StartScriptedServer, response: ScriptedResponse
) -> None:
    lusha, server = script(response, V3_PERSON)
    result = lusha("person", "get", ADA)
    assert result.json["contact"]["data"]["fullName"] == "Ada Byrne"
    assert RETIRED in result.err
    assert [path.split("?")[0] for _, path, _ in server.requests] == [
        "/v2/person",
        "/v3/contacts/search-and-enrich",
    ]


# Command lines, and the path of V3 that serves them first.
WITHOUT_404 = (
    ("person bulk people.csv --out out.csv --yes", "/v3/contacts/search-and-enrich"),
    ("company bulk firms.csv --out out.csv --yes", "/v3/companies/search-and-enrich"),
    ("prospecting contact enrich --request-id r --contact-id 7 --yes", "/v3/contacts/enrich"),
    ("prospecting company enrich --request-id r --company-id 7 --yes", "/v3/companies/enrich"),
    ("prospecting contact search --department Sales --yes", "/v3/contacts/prospecting"),
    ("signals contacts get --contact-id 7 --signal promotion --yes", "/v3/contacts/signals"),
    ("signals companies get --company-id 7 --signal riskNews --yes", "/v3/companies/signals"),
    ("recommendations companies --company-id 1 --company-id 2 --company-id 3 --company-id 4 "
     "--company-id 5 --yes", "/v3/companies/search"),
    ("filters companies sizes", "/v3/companies/prospecting/filters/sizes"),
    ("signals options contact", "/v3/contacts/signals/types"),
)  # fmt: skip


@pytest.mark.parametrize("body", [b'{"message": "No such thing", "code": 404}', b"{}"])
@pytest.mark.parametrize(("line", "path"), WITHOUT_404)
def test_deprecation_takes_any_404_for_a_missing_route_where_none_is_documented(
    script: StartScriptedServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    path: str,
    body: bytes,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(f"email\n{ADA}\n")
    Path("firms.csv").write_text(f"domain\n{COMPANY}\n")
    lusha, server = script(ScriptedResponse(404, body))
    lusha(*line.split(), code=3)
    assert path in [sent.split("?")[0] for _, sent, _ in server.requests]


# The commands whose operations have a second path.
WITH_FALLBACK = [(line, path) for line, path in WITHOUT_404
                 if line.startswith(("signals", "recommendations"))]  # fmt: skip


@pytest.mark.parametrize(("line", "path"), WITH_FALLBACK)
def test_retirement_of_the_first_path_wins_over_a_404_of_the_second(
    script: StartScriptedServer, line: str, path: str
) -> None:
    gone, unknown = ScriptedResponse(410), ScriptedResponse(404, b'{"message": "Unknown"}')
    lusha, server = script(gone, unknown, ScriptedResponse(400))
    result = lusha(*line.split(), code=2)
    first, second, third = (sent.split("?")[0] for _, sent, _ in server.requests)
    assert (first, third) == (f"/api{second}", path)
    assert RETIRED in result.err
    pinned, _ = script(gone, unknown)
    assert "returned 410" in pinned(*line.split(), "--api-version", "v2", code=2).err


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (ScriptedResponse(404, b'{"message": "Contact not found", "code": 404}'), 3),
        (ScriptedResponse(404, b'{"statusCode": 404, "message": ["No such person"]}'), 3),
        (ScriptedResponse(200, NO_MATCH), 3),
        (ScriptedResponse(403, b'{"message": "Your account is not active"}'), 5),
        (ScriptedResponse(302, headers={"Location": "https://login.example/"}), 9),
        (ScriptedResponse(307, headers={"Location": "https://login.example/"}), 9),
    ],
    ids=["record", "records", "no data", "inactive", "portal", "portal again"],
)
def test_deprecation_ignores_other_errors(
    script: StartScriptedServer, response: ScriptedResponse, code: int
) -> None:
    lusha, server = script(response)
    result = lusha("person", "get", ADA, code=code)
    assert RETIRED not in result.err
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"Sunset": "Wed, 18 Nov 2026 00:00:00 GMT"}, "retires this endpoint on 2026-11-18"),
        ({"Deprecation": "@1780272000"}, "deprecated since 2026-06-01"),
        ({"Deprecation": "true"}, "This endpoint of the API is deprecated."),
        ({"Sunset": "soon"}, "This endpoint of the API is deprecated."),
    ],
    ids=["sunset", "deprecated since", "deprecated", "unreadable"],
)
def test_deprecation_date_is_reported_once_a_day(
    script: StartScriptedServer, headers: dict[str, str], message: str
) -> None:
    usage = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'
    lusha, _ = script(ScriptedResponse(200, usage, headers), ScriptedResponse(200, usage, headers))
    first = lusha("account", "usage")
    assert message in first.err
    assert "lusha will use V3 from then on" in first.err
    assert first.json["usage"]
    assert lusha("account", "usage").err == ""
    lusha.clock.sleep(SUNSET_DATE + 1)
    assert message in lusha("account", "usage").err


def test_deprecation_without_headers_prints_nothing(script: StartScriptedServer) -> None:
    usage = b'{"usage": {"used": 1, "total": 2, "remaining": 1}}'
    lusha, _ = script(ScriptedResponse(200, usage, {"Deprecation": "false"}))
    assert lusha("account", "usage").err == ""
