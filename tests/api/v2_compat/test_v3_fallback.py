"""Which version of the API does a V2 command's job: found out, pinned, remembered, and told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.app import Options
from tests.support.cli import ADA, KEY, Lusha, Script, Server
from tests.support.scripted_server import Answer

FIRM = "analytical-engines.example"
RETIRED = "V2 of the API is retired here"
DAY = 86_400.0
FOUND = {
    "results": [{"id": "7", "fullName": "Ada Byrne", "emails": [{"email": ADA, "type": "work"}]}],
    "billing": {"creditsCharged": 2, "resultsReturned": 1},
}
V3_PERSON = Answer(200, json.dumps(FOUND).encode())
NO_MATCH = b'{"contact": {"error": {"code": 3, "name": "EMPTY_DATA", "message": "Nobody"}}}'


@pytest.fixture
def gone(tmp_path: Path, serve: Callable[..., Server]) -> tuple[Lusha, Server]:
    """Command lines that reach an API whose V2 is gone."""
    server = serve(v2="gone")
    runner = Lusha(tmp_path)
    runner.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    return runner, server


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Server], list[str]]:
    """Paths that a server is asked for from now on."""

    def watch(server: Server) -> list[str]:
        paths: list[str] = []
        handle = server.sandbox.handle

        def record(request: Any) -> Any:
            paths.append(request.path)
            return handle(request)

        monkeypatch.setattr(server.sandbox, "handle", record)
        return paths

    return watch


def test_a_retired_endpoint_is_told_once_and_remembered_for_a_day(
    gone: tuple[Lusha, Server], asked: Callable[[Server], list[str]]
) -> None:
    lusha, server = gone
    paths = asked(server)
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


def test_another_profile_finds_out_for_itself(
    gone: tuple[Lusha, Server], asked: Callable[[Server], list[str]]
) -> None:
    lusha, server = gone
    lusha("person", "get", ADA)
    lusha.config.parent.mkdir(parents=True, exist_ok=True)
    lusha.config.write_text("[profiles.work]\n")
    paths = asked(server)
    assert RETIRED in lusha("person", "get", ADA, "--profile", "work").err
    assert paths[0] == "/v2/person"


def test_a_version_is_pinned(
    online: Lusha, server: Server, asked: Callable[[Server], list[str]]
) -> None:
    paths = asked(server)
    result = online("person", "get", ADA, "--api-version", "v3")
    assert paths == ["/v3/contacts/search-and-enrich"]
    assert RETIRED not in result.err
    online.env["LUSHA_API_VERSION"] = "v3"
    online("company", "get", FIRM)
    assert paths[-1] == "/v3/companies/search-and-enrich"
    online("company", "get", FIRM, "--api-version", "v2")
    assert paths[-1] == "/v2/company"


def test_v2_pinned_where_it_is_gone_says_so(gone: tuple[Lusha, Server]) -> None:
    lusha, server = gone
    failed = lusha("person", "get", ADA, "--api-version", "v2", "--json", code=2).error
    assert failed["code"] == "retired"
    assert failed["status"] == 410
    assert "--api-version v2" in failed["hint"]
    assert server.ledger()["totals"]["credits"] == 0


def test_what_moved_is_found_at_its_successor_and_the_key_stays(
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
def test_signs_of_retirement(script: Script, answer: Answer) -> None:
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
def test_no_signs_of_retirement(script: Script, answer: Answer, code: int) -> None:
    lusha, server = script(answer)
    result = lusha("person", "get", ADA, code=code)
    assert RETIRED not in result.err
    assert len(server.asked) == 1


def test_what_was_lost_before_v2_proved_retired_is_not_paid_for_twice(script: Script) -> None:
    lost, gone = Answer(200, b"", cut=True), Answer(410)
    lusha, server = script(lost, gone, V3_PERSON)
    told = lusha("person", "get", ADA, code=8).err
    assert "--retry-paid" in told
    assert "Charged up to 6 credits." in told
    assert [path.split("?")[0] for _, path, _ in server.asked] == ["/v2/person"] * 2
    server.answers[:] = [lost, gone, V3_PERSON]
    again = lusha("person", "get", ADA, "--retry-paid")
    assert again.json["contact"]["data"]["fullName"] == "Ada Byrne"
    assert "Charged up to 8 credits" in again.err


def test_retirement_is_told_where_v3_refuses_the_call(script: Script) -> None:
    lusha, server = script(Answer(410), Answer(400, b'{"message": "Not like that"}'))
    told = lusha("person", "get", ADA, code=2).err
    assert RETIRED in told
    assert told.index(RETIRED) < told.index("Not like that")
    assert RETIRED not in lusha("person", "get", ADA, code=2).err
    assert len(server.asked) == 3


@pytest.mark.parametrize("body", [b"null", b"7", b"[]", b"{}", b'{"results": null}'])
@pytest.mark.parametrize("more", [(), ("--smart",)], ids=["plain", "smart"])
def test_rows_whose_answer_makes_no_sense_count_as_charged(
    script: Script, tmp_path: Path, more: tuple[str, ...], body: bytes
) -> None:
    source = tmp_path / "people.csv"
    source.write_text(f"email\n{ADA}\nb@firm.example\n")
    lusha, _ = script(Answer(200, body))
    line = ("person", "bulk", str(source), "--yes", "--no-wait", "--api-version", "v3")
    result = lusha(*line, *more, code=10)
    assert "2 error. Charged up to 13 credits." in result.err
    assert result.out.count(",error,") == 2


def test_what_v3_does_not_say_of_its_charge_is_not_taken_for_nothing(script: Script) -> None:
    lusha, _ = script(Answer(200, b'{"results": [{"id": "5"}]}'))
    line = ("signals", "contacts", "get", "--contact-id", "5", "--signal", "promotion")
    assert "Charged up to" in lusha(*line, "--api-version", "v3").err


def test_a_free_call_crosses_over_whatever_was_lost(script: Script) -> None:
    usage = Answer(200, b'{"usage": {"total": 10, "used": 1, "remaining": 9}}')
    lusha, server = script(Answer(200, b"", cut=True), Answer(410), usage)
    lusha("account", "usage", "--json")
    assert len(server.asked) >= 3


def test_v3_that_is_not_enabled_says_so_and_is_not_remembered(
    gone: tuple[Lusha, Server], asked: Callable[[Server], list[str]]
) -> None:
    lusha, server = gone
    lusha.env["LUSHA_API_KEY"] = "sandbox-v2-only"
    paths = asked(server)
    for _ in range(2):
        result = lusha("person", "get", ADA, code=5)
        assert "V3 API access is not enabled" in result.err
        assert "GET /v2/person is retired" in result.err
    assert paths.count("/v2/person") == 2
    assert "not enabled" in lusha("contacts", "search", ADA, code=5).err


def test_crossing_over_keeps_within_the_budget(gone: tuple[Lusha, Server]) -> None:
    lusha, server = gone
    # Six are enough for V2, but V3 charges the search too.
    failed = lusha("person", "get", ADA, "--max-credits", "6", code=6)
    assert "at most 7 credits" in failed.err
    assert server.ledger()["totals"]["credits"] == 0
    lusha("person", "get", ADA, "--max-credits", "7")


def test_a_dry_run_shows_what_would_be_sent_over_v3(online: Lusha, server: Server) -> None:
    line = ("person", "get", ADA, "--signal", "promotion", "--api-version", "v3", "--dry-run")
    shown = online(*line).json
    assert shown["url"].endswith("/v3/contacts/search-and-enrich")
    assert shown["requests"] == 2
    assert shown["cost"] == "at most 7 credits, and 1 for each signal delivered"
    walked = ("prospecting", "company", "search", "--name", "x", "--limit", "60")
    pages = online(*walked, "--api-version", "v3", "--dry-run").json
    assert pages["body"]["pagination"] == {"page": 0, "size": 25}
    assert pages["requests"] == 3
    assert "/v3/companies/prospecting" in online(*walked, "--api-version", "v3", "--curl").out
    assert server.ledger()["totals"]["requests"] == 0


REFUSED = [
    (("person", "get", ADA, "--refresh-job-info"), "--refresh-job-info"),
    (("person", "get", ADA, "--filter-by", "phoneNumbers"), "--filter-by"),
    (("prospecting", "contact", "search", "--company-search-text", "x"), "--company-search-text"),
    (("prospecting", "contact", "search", "--company-site", "Japan"), "--company-site"),
    (("prospecting", "contact", "search", "--company-signal", "riskNews"), "--company-signal"),
    (("prospecting", "contact", "search", "--employees-in-linkedin", "1-"), "--employees-in-"),
    (("prospecting", "contact", "search", "--exclude-partial-companies"), "--exclude-partial-"),
    (("prospecting", "company", "search", "--employees-in-linkedin", "1-"), "--employees-in-"),
    (("prospecting", "company", "search", "--exclude-site", "Japan"), "--exclude-company-site"),
    (("signals", "companies", "get", "--company-id", "30000000", "--signal", "peopleNews",
      "--news-event-type", "IPO"), "--news-event-type"),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "flag"), REFUSED, ids=[" ".join(argv) for argv, _ in REFUSED])
def test_what_v3_has_no_word_for_is_refused_by_name(
    gone: tuple[Lusha, Server], argv: tuple[str, ...], flag: str
) -> None:
    lusha, server = gone
    result = lusha(*argv, code=2)
    assert f"V3 has nothing for {flag}" in result.err
    assert "Leave out" in result.err
    assert server.ledger()["totals"]["credits"] == 0


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("lookalike", "companies", "--domain", FIRM), "V3 wants 5 to 100 seeds; you name 1"),
        (("lookalike", "contacts", "--email", ADA), "V3 wants 5 to 100 seeds; you name 1"),
        (("recommendations", "companies", "--seed", "30000000"), "wants 5 to 100 seeds"),
        (("recommendations", "contacts", "--seed", "4100000000:30000000"), "wants 5 to 100 seeds"),
        (("prospecting", "company", "search", "--exclude-location", "Japan"), "left out alone"),
        (("filters", "companies", "names", "a"), "by less than 2 letters"),
    ],
)
def test_what_v3_wants_more_of_is_refused_before_it_is_sent(
    gone: tuple[Lusha, Server], argv: tuple[str, ...], why: str
) -> None:
    lusha, server = gone
    assert why in lusha(*argv, code=2).err
    requests = server.ledger()["requests"]
    assert not [name for name in requests if "lookalike" in name or "prospecting" in name]
    assert server.ledger()["totals"]["credits"] == 0


def test_the_account_and_the_lists_are_asked_over_v3_too(gone: tuple[Lusha, Server]) -> None:
    lusha, _ = gone
    lusha("auth", "login", "--with-token", stdin=f"{KEY}\n".encode())
    assert lusha("auth", "status", "--json").json["state"] == "valid"
    wrong = lusha("prospecting", "contact", "search", "--department", "salse", code=2)
    assert "Near: Sales" in wrong.err


def test_a_raw_call_goes_where_it_says(gone: tuple[Lusha, Server]) -> None:
    lusha, _ = gone
    failed = lusha("api", "GET", "/v2/person", "-F", f"email={ADA}", "--json", code=2).error
    assert failed["code"] == "rejected"
    assert failed["status"] == 410


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
def test_an_end_that_is_announced_is_told_once_a_day(
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


def test_no_header_says_nothing(script: Script) -> None:
    usage = b'{"usage": {"used": 1, "total": 2, "remaining": 1}}'
    lusha, _ = script(Answer(200, usage, {"Deprecation": "false"}))
    assert lusha("account", "usage").err == ""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A file of 250 people, of whom the last 10 are nobody."""
    file = tmp_path / "in.csv"
    ids = [str(4_100_000_000 + 13 * number) for number in range(240)]
    ids += [str(4_100_000_001 + number) for number in range(10)]
    file.write_text("\n".join(["person_id", *ids, ""]))
    return file


def test_a_run_crosses_over_in_the_middle_and_pays_nothing_twice(
    online: Lusha, server: Server, people: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    handle, seen = server.sandbox.handle, 0

    def turning(request: Any) -> Any:
        nonlocal seen
        seen += request.path == "/v2/person"
        if seen == 2:
            server.sandbox._options = Options(v2="gone")
        return handle(request)

    server.sandbox.handle = turning  # type: ignore[method-assign]
    line = ("person", "bulk", str(people), "--yes", "--jobs", "1", "--out", str(out))
    result = online(*line)
    assert RETIRED in result.err
    rows = out.read_text().splitlines()
    assert len(rows) == 251
    entities = server.ledger()["entities"]
    assert {one["asked"] for one in entities.values()} == {1}
    assert server.ledger()["requests"]["contacts search-and-enrich"] == 2
    charged = server.ledger()["totals"]["credits"]
    # Each started 25 of a request costs one: of 100 over V2, then of 100 and of 40 over V3.
    assert sum(one["charged"] for one in entities.values()) + 4 + 4 + 2 == charged
    assert ",not_found," in rows[-1]
    assert "matched" in result.err


def test_a_file_over_v3_comes_out_as_over_v2(
    tmp_path: Path, serve: Callable[..., Server], people: Path
) -> None:
    outs = []
    for v2 in ("on", "gone"):
        lusha = Lusha(tmp_path / v2)
        lusha.env.update(LUSHA_BASE_URL=serve(v2=v2).url, LUSHA_API_KEY=KEY)
        columns = ("--columns", "full_name,work_email,phones,job_title,company_domain,city")
        lusha("person", "bulk", str(people), "--yes", "--out", str(tmp_path / "o.csv"), *columns)
        lines = (tmp_path / "o.csv").read_text().splitlines()
        outs.append([line.split(",")[:2] + line.split(",")[6:] for line in lines])
    assert outs[0] == outs[1]


def test_companies_over_v3_come_out_as_over_v2(
    tmp_path: Path, serve: Callable[..., Server]
) -> None:
    file = tmp_path / "firms.csv"
    ids = [str(30_000_000 + 17 * number) for number in range(120)]
    file.write_text("\n".join(["company_id", *ids, "1", ""]))
    outs = []
    for v2 in ("on", "gone"):
        lusha = Lusha(tmp_path / v2)
        lusha.env.update(LUSHA_BASE_URL=serve(v2=v2).url, LUSHA_API_KEY=KEY)
        out = tmp_path / f"{v2}.jsonl"
        lusha("company", "bulk", str(file), "--yes", "--out", str(out))
        rows = [json.loads(line) for line in out.read_text().splitlines()]
        outs.append(
            [
                (row["lusha_status"], row["lusha_company_name"], row["lusha_company_domain"])
                for row in rows
            ]
        )
    assert outs[0] == outs[1]
    assert outs[0][-1][0] == "not_found"


def test_a_row_that_v3_cannot_be_asked_for_says_why(gone: tuple[Lusha, Server]) -> None:
    lusha, server = gone
    body = {
        "contacts": [
            {"contactId": "1", "fullName": "Cher", "companies": [{"name": "X", "isCurrent": True}]}
        ]
    }
    result = lusha("person", "bulk", "--body", "-", "--yes", stdin=json.dumps(body).encode())
    assert result.json["contacts"]["1"]["error"]["name"] == "INVALID_FULL_NAME"
    assert server.ledger()["totals"]["credits"] == 0
