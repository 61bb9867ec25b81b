"""Signs that an endpoint is retired, and the announced date."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli import ADA, KEY, Lusha, Script, Server
from tests.support.scripted_server import Answer

FIRM = "analytical-engines.example"
RETIRED = "V2 of the API is retired here"
DAY = 86_400.0
MATCH = {
    "results": [{"id": "7", "fullName": "Ada Byrne", "emails": [{"email": ADA, "type": "work"}]}],
    "billing": {"creditsCharged": 2, "resultsReturned": 1},
}
V3_PERSON = Answer(200, json.dumps(MATCH).encode())
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
    assert paths == ["/v2/person", "/v3/contacts/search-and-enrich"]
    again = lusha("person", "get", ADA)
    assert RETIRED not in again.err
    assert paths[2:] == ["/v3/contacts/search-and-enrich"]
    other = lusha("company", "get", FIRM)
    assert RETIRED not in other.err
    lusha.clock.sleep(DAY + 1)
    assert RETIRED in lusha("person", "get", ADA).err
    assert paths[-2:] == ["/v2/person", "/v3/contacts/search-and-enrich"]


def test_successor_keeps_the_key_after_a_permanent_redirect(
    tmp_path: Path, serve: Callable[..., Server]
) -> None:
    lusha = Lusha(tmp_path)
    lusha.env.update(LUSHA_BASE_URL=serve(v2="moved").url, LUSHA_API_KEY=KEY)
    assert RETIRED in lusha("person", "get", ADA).err


@pytest.mark.parametrize(
    "answer",
    [
        Answer(404, b'{"statusCode": 404, "message": "Cannot GET /v2/person"}'),
        Answer(404, b"<html>Not Found</html>"),
        Answer(404),
        Answer(404, b'{"message": "This endpoint has been retired", "code": 404}'),
        Answer(410, b'{"error": {"code": 410, "message": "Gone"}}'),
        Answer(301, headers={"Location": "https://docs.lusha.example/v3"}),
        Answer(308, headers={"Location": "https://api.lusha.example/v3/contacts"}),
    ],
    ids=["unrouted", "html", "empty", "retired", "gone", "moved", "moved for good"],
)
def test_deprecation_recognizes_retired_endpoints(script: Script, answer: Answer) -> None:
    lusha, server = script(answer, V3_PERSON)
    result = lusha("person", "get", ADA)
    assert result.json["contact"]["data"]["fullName"] == "Ada Byrne"
    assert RETIRED in result.err
    assert [path.split("?")[0] for _, path, _ in server.asked] == [
        "/v2/person",
        "/v3/contacts/search-and-enrich",
    ]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(404, b'{"message": "Contact not found", "code": 404}'), 3),
        (Answer(404, b'{"statusCode": 404, "message": ["No such person"]}'), 3),
        (Answer(200, NO_MATCH), 3),
        (Answer(403, b'{"message": "Your account is not active"}'), 5),
        (Answer(302, headers={"Location": "https://login.example/"}), 9),
        (Answer(307, headers={"Location": "https://login.example/"}), 9),
    ],
    ids=["record", "records", "no data", "inactive", "portal", "portal again"],
)
def test_deprecation_ignores_other_errors(script: Script, answer: Answer, code: int) -> None:
    lusha, server = script(answer)
    result = lusha("person", "get", ADA, code=code)
    assert RETIRED not in result.err
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"Sunset": "Wed, 18 Nov 2026 00:00:00 GMT"}, "retires this endpoint on 2026-11-18"),
        ({"Deprecation": "@1780272000"}, "deprecated since 2026-06-01"),
        ({"Deprecation": "true"}, "calls this endpoint deprecated."),
        ({"Sunset": "soon"}, "calls this endpoint deprecated."),
    ],
    ids=["sunset", "deprecated since", "deprecated", "unreadable"],
)
def test_deprecation_date_is_reported_once_a_day(
    script: Script, headers: dict[str, str], said: str
) -> None:
    usage = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'
    lusha, _ = script(Answer(200, usage, headers), Answer(200, usage, headers))
    first = lusha("account", "usage")
    assert said in first.err
    assert "V3 takes over by itself" in first.err
    assert first.json["usage"]
    assert lusha("account", "usage").err == ""
    lusha.clock.sleep(DAY + 1)
    assert said in lusha("account", "usage").err


def test_deprecation_without_headers_prints_nothing(script: Script) -> None:
    usage = b'{"usage": {"used": 1, "total": 2, "remaining": 1}}'
    lusha, _ = script(Answer(200, usage, {"Deprecation": "false"}))
    assert lusha("account", "usage").err == ""
