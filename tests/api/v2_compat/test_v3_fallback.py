"""V2 commands served by V3: messages, budget and unsupported options."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes

COMPANY = "analytical-engines.example"
RETIRED = "V2 of the API is retired"
MATCH = {
    "results": [{"id": "7", "fullName": "Ada Byrne", "emails": [{"email": ADA, "type": "work"}]}],
    "billing": {"creditsCharged": 2, "resultsReturned": 1},
}
V3_PERSON = ScriptedResponse(200, json.dumps(MATCH).encode())


def test_v3_fallback_is_detected_per_profile(
    without_v2: tuple[Lusha, Server], recorded_paths: Callable[[Server], list[str]]
) -> None:
    lusha, server = without_v2
    lusha("person", "get", ADA)
    lusha.config.parent.mkdir(parents=True, exist_ok=True)
    lusha.config.write_text("[profiles.work]\n")
    paths = recorded_paths(server)
    assert RETIRED in lusha("person", "get", ADA, "--profile", "work").err
    assert paths[0] == "/v2/person"


def test_api_version_pins_the_version(
    online: Lusha, server: Server, recorded_paths: Callable[[Server], list[str]]
) -> None:
    paths = recorded_paths(server)
    result = online("person", "get", ADA, "--api-version", "v3")
    assert paths == ["/v3/account/usage", "/v3/contacts/search-and-enrich"]
    assert RETIRED not in result.err
    online.env["LUSHA_API_VERSION"] = "v3"
    online("company", "get", COMPANY)
    assert paths[-1] == "/v3/companies/search-and-enrich"
    online("company", "get", COMPANY, "--api-version", "v2")
    assert paths[-1] == "/v2/company"


def test_api_version_v2_reports_a_retired_endpoint(without_v2: tuple[Lusha, Server]) -> None:
    lusha, server = without_v2
    failed = lusha("person", "get", ADA, "--api-version", "v2", "--json", code=2).error
    assert failed["code"] == "retired"
    assert failed["status"] == 410
    assert "--api-version v2" in failed["hint"]
    assert server.ledger()["totals"]["credits"] == 0


def test_v3_fallback_does_not_repeat_a_paid_request(script: StartScriptedServer) -> None:
    unanswered, gone = ScriptedResponse(200, b"", cut=True), ScriptedResponse(410)
    lusha, server = script(unanswered, gone, V3_PERSON)
    reported = lusha("person", "get", ADA, code=8).err
    assert "--allow-double-charge" in reported
    assert "Charged up to 6 credits" in reported
    assert [path.split("?")[0] for _, path, _ in server.requests] == ["/v2/person"] * 2
    server.responses[:] = [unanswered, gone, V3_PERSON]
    again = lusha("person", "get", ADA, "--allow-double-charge")
    assert again.json["contact"]["data"]["fullName"] == "Ada Byrne"
    assert "Charged up to 8 credits" in again.err


def test_v3_fallback_reports_retirement_when_v3_refuses_the_call(
    script: StartScriptedServer,
) -> None:
    lusha, server = script(
        ScriptedResponse(410), ScriptedResponse(400, b'{"message": "Not like that"}')
    )
    reported = lusha("person", "get", ADA, code=2).err
    assert RETIRED in reported
    assert reported.index(RETIRED) < reported.index("Not like that")
    assert RETIRED not in lusha("person", "get", ADA, code=2).err
    assert len(server.requests) == 3


@pytest.mark.parametrize("body", [b"null", b"7", b"[]", b"{}", b'{"results": null}'])
@pytest.mark.parametrize("more", [(), ("--smart",)], ids=["plain", "smart"])
def test_v3_fallback_counts_unreadable_rows_as_charged(
    script: StartScriptedServer, tmp_path: Path, more: tuple[str, ...], body: bytes
) -> None:
    source = tmp_path / "people.csv"
    source.write_text(f"email\n{ADA}\nb@firm.example\n")
    lusha, _ = script(ScriptedResponse(200, body))
    line = ("person", "bulk", str(source), "--yes", "--no-wait", "--api-version", "v3")
    result = lusha(*line, *more, code=10)
    # With --smart, only the search was sent.
    charge = "1 credit" if more else "13 credits"
    assert f"2 failed. Charged up to {charge}." in result.err
    assert result.out.count(",error,") == 2


def test_v3_fallback_treats_an_unstated_charge_as_paid(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(200, b'{"results": [{"id": "5"}]}'))
    line = ("signals", "contacts", "get", "--contact-id", "5", "--signal", "promotion")
    assert "Charged up to" in lusha(*line, "--api-version", "v3").err


def test_v3_fallback_repeats_a_free_request_after_a_lost_response(
    script: StartScriptedServer,
) -> None:
    usage = ScriptedResponse(200, b'{"credits": {"total": 10, "used": 1, "remaining": 9}}')
    lusha, server = script(ScriptedResponse(200, b"", cut=True), ScriptedResponse(410), usage)
    server.pricing = None
    lusha("account", "usage", "--json")
    assert [path for _, path, _ in server.requests] == ["/account/usage"] * 2 + [
        "/v3/account/usage"
    ]


def test_v3_fallback_reports_when_v3_is_not_enabled(
    without_v2: tuple[Lusha, Server], recorded_paths: Callable[[Server], list[str]]
) -> None:
    lusha, server = without_v2
    lusha.env["LUSHA_API_KEY"] = "sandbox-v2-only"
    paths = recorded_paths(server)
    for _ in range(2):
        result = lusha("person", "get", ADA, code=5)
        assert "V3 API access is not enabled" in result.err
        assert "GET /v2/person is retired" in result.err
    assert paths.count("/v2/person") == 2
    assert "not enabled" in lusha("contacts", "search", ADA, code=5).err


def test_v3_fallback_stays_within_the_budget(without_v2: tuple[Lusha, Server]) -> None:
    lusha, server = without_v2
    # Six credits are enough for V2, but V3 charges the search too.
    failed = lusha("person", "get", ADA, "--max-credits", "6", code=6)
    assert "up to 7 credits" in failed.err
    assert server.ledger()["totals"]["credits"] == 0
    lusha("person", "get", ADA, "--max-credits", "7")


def test_dry_run_shows_the_v3_request(online: Lusha, server: Server) -> None:
    line = ("person", "get", ADA, "--signal", "promotion", "--api-version", "v3", "--dry-run")
    shown = online(*line).json
    assert shown["url"].endswith("/v3/contacts/search-and-enrich")
    assert shown["requests"] == 2
    assert shown["cost"] == "up to 7 credits plus 1 credit per signal delivered"
    walked = ("prospecting", "company", "search", "--name", "x", "--limit", "60")
    pages = online(*walked, "--api-version", "v3", "--dry-run").json
    assert pages["body"]["pagination"] == {"page": 0, "size": 25}
    assert pages["requests"] == 3
    assert "/v3/companies/prospecting" in online(*walked, "--api-version", "v3", "--curl").out
    assert server.ledger()["requests"] == {"account plan": 1}


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
def test_v3_fallback_rejects_unsupported_options_by_name(
    without_v2: tuple[Lusha, Server], argv: tuple[str, ...], flag: str
) -> None:
    lusha, server = without_v2
    result = lusha(*argv, code=2)
    assert f"V3 does not support {flag}" in result.err
    assert "Run it again without" in result.err
    assert server.ledger()["totals"]["credits"] == 0


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("lookalike", "companies", "--domain", COMPANY), "V3 requires 5 to 100 seeds, not 1"),
        (("lookalike", "contacts", "--email", ADA), "V3 requires 5 to 100 seeds, not 1"),
        (("recommendations", "companies", "--seed", "30000000"), "requires 5 to 100 seeds"),
        (
            ("recommendations", "contacts", "--seed", "4100000000:30000000"),
            "requires 5 to 100 seeds",
        ),
        (
            ("prospecting", "company", "search", "--exclude-location", "Japan"),
            "by exclusions alone",
        ),
        (("filters", "companies", "names", "a"), "at least 2 letters"),
    ],
)
def test_v3_fallback_rejects_missing_requirements_before_sending(
    without_v2: tuple[Lusha, Server], argv: tuple[str, ...], why: str
) -> None:
    lusha, server = without_v2
    assert why in lusha(*argv, code=2).err
    requests = server.ledger()["requests"]
    assert not [name for name in requests if "lookalike" in name or "prospecting" in name]
    assert server.ledger()["totals"]["credits"] == 0


def test_v3_fallback_serves_account_and_filter_values(without_v2: tuple[Lusha, Server]) -> None:
    lusha, _ = without_v2
    lusha("auth", "login", "--with-token", stdin=f"{KEY}\n".encode())
    assert lusha("auth", "status", "--json").json["state"] == "valid"
    wrong = lusha("prospecting", "contact", "search", "--department", "salse", code=2)
    assert "Similar values: Sales" in wrong.err


def test_api_command_ignores_the_fallback(without_v2: tuple[Lusha, Server]) -> None:
    lusha, _ = without_v2
    failed = lusha("api", "GET", "/v2/person", "-F", f"email={ADA}", "--json", code=2).error
    assert failed["code"] == "rejected"
    assert failed["status"] == 410
