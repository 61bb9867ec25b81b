"""Values that aren't in our lists: sent with one warning, unless the API publishes the list."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.cli import Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes

# A response in which each command finds what it looks for.
FOUND = {
    "results": [{"id": "v1.a"}], "contacts": {"1": {}}, "companies": {"1": {}},
    "data": {"companyId": "1", "name": "A"}, "contact": {"data": {"personId": "1"}},
    "values": [], "isSuccess": True, "totalResults": 1,
    "pagination": {"page": 0, "size": 25, "total": 1},
}  # fmt: skip
CREATE = "webhooks create --entity-id 1 --url https://a.example"
OWN = "--owner ada@firm.example"

UNKNOWN = [
    ("person get a@b.example --signal promotio", "signal type 'promotio'", "promotion"),
    ("person get a@b.example --filter-by phones", "kind of contact data 'phones'", ""),
    ("company get a.example --signal riskNew", "signal type 'riskNew'", "riskNews"),
    ("signals companies get --company-id 1 --signal riskNews --news-event-type IPOs",
     "news event type 'IPOs'", "IPO"),
    ("signals contacts get --contact-id 1 --signal new", "signal type 'new'", ""),
    ("signals companies get --company-id 1 --signal new", "signal type 'new'", ""),
    ("signals companies get --company-id 1 --signal riskNews --hiring-by-department Sale",
     "department 'Sale'", "Sales"),
    ("prospecting contact search --signal promoted", "signal type 'promoted'", "promotion"),
    ("prospecting company search --signal riskNew", "company signal type 'riskNew'", "riskNews"),
    ("contacts search 1 --signal new", "signal type 'new'", ""),
    ("contacts enrich 1 --reveal email", "reveal field 'email'", "emails"),
    ("companies search 1 --signal new", "signal type 'new'", ""),
    ("companies enrich 1 --reveal sites", "reveal field 'sites'", ""),
    ("companies enrich 1 --reveal openJobs", "reveal field 'openJobs'", "openJobsTotal"),
    ("contacts signals 1 --signal-type new", "signal type 'new'", ""),
    ("companies signals 1 --signal-type riskNew", "signal type 'riskNew'", "riskNews"),
    ("contacts buying-group a.example --persona user", "persona 'user'", ""),
    ("companies prospecting --company-type Private", "company type 'Private'", ""),
    ("companies prospecting --business-model B2X", "business model 'B2X'", "B2G"),
    ("contacts prospecting --funding-round series_z", "funding round 'series_z'", "series_h"),
    ("contacts prospecting --funding-round newest:seed", "funding coverage 'newest'", ""),
    ("contacts prospecting --funding-range newest:1M-", "funding coverage 'newest'", ""),
    ("companies website-visits --domain a.example --start-date 30d --score-band mild",
     "score band 'mild'", ""),
    ("companies website-visits --domain a.example --start-date 30d --sort-by score --order up",
     "order 'up'", ""),
    ("account icp-profiles --status deactivated", "status 'deactivated'", ""),
    ("account icp-profiles --access sharedd", "access 'sharedd'", "shared"),
    ("contacts recommendations --signal promoted", "signal type 'promoted'", "promotion"),
    ("companies recommendations --sort-by fitScore", "field 'fitScore'", "icpFitScore"),
    ("contacts filter-values sectors", "filter type 'sectors'", ""),
    (f"contacts tables list --status gone {OWN}", "table status 'gone'", ""),
    (f"contacts tables create T --visibility team {OWN}", "visibility 'team'", ""),
    (f"contacts tables run-column t c --run-scope empty {OWN}", "run scope 'empty'", ""),
    (f"{CREATE} --entity-type deal --signal-type promotion", "entity type 'deal'", ""),
    (f"{CREATE} --entity-type contact --signal-type new --signal-type new", "signal type 'new'",
     ""),
    ("webhooks create --subscription entity-id=1,signal-type=new --entity-type contact "
     "--url https://a.example", "signal type 'new'", ""),
    ("webhooks update s --signal-type new", "signal type 'new'", ""),
    ("webhooks test s --mode half", "mode 'half'", ""),
    ("webhooks logs --status gone", "status 'gone'", ""),
]  # fmt: skip


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if inner != value:
            yield from texts_in(inner) if isinstance(inner, (dict, list, str)) else ()


@pytest.mark.parametrize(("line", "noun", "near"), UNKNOWN, ids=[line for line, _, _ in UNKNOWN])
def test_unknown_value_is_sent_with_one_warning(
    script: StartScriptedServer, line: str, noun: str, near: str
) -> None:
    lusha, server = script(ScriptedResponse(200, json.dumps(FOUND).encode()))
    result = lusha(*line.split(), "--api-version", "v2")
    warning = f"Unknown {noun}, sent unchanged." + (f" Did you mean {near}?" if near else "")
    value = noun.split("'")[1]
    assert result.err.count(warning) == 1
    assert result.err.count("sent unchanged") == 1
    sent = (*texts_in(server.bodies), *(path for _, path, _ in server.requests))
    assert any(value == text or f"={value}" in text or f"/{value}" in text for text in sent)


def test_known_value_in_another_case_is_sent_as_the_api_spells_it(
    script: StartScriptedServer,
) -> None:
    lusha, server = script(ScriptedResponse(200, json.dumps(FOUND).encode()))
    result = lusha("companies", "signals", "1", "--signal-type", "RISKNEWS")
    assert server.bodies[0]["signalTypes"] == ["riskNews"]
    assert "unchanged" not in result.err


def test_quiet_hides_the_warning(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(200, json.dumps(FOUND).encode()))
    assert "Unknown" not in lusha("contacts", "signals", "1", "--signal-type", "new", "--quiet").err


def test_signal_type_of_another_entity_is_sent_with_a_warning(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(200, json.dumps(FOUND).encode()))
    options = ("--entity-type", "contact", "--signal-type", "riskNews")
    result = lusha(*CREATE.split(), *options)
    assert result.err.count("riskNews isn't known as a signal type of a contact") == 1
    assert server.bodies[0]["defaults"]["signalTypes"] == ["riskNews"]


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("prospecting contact search --department Slaes", "Sales"),
        ("contacts prospecting --department Slaes", "Sales"),
        ("companies prospecting --main-industry-id Finanse", "Finance"),
    ],
)
def test_value_that_is_not_in_a_published_list_is_rejected(
    lusha: Lusha, line: str, near: str
) -> None:
    result = lusha(*line.split(), code=2)
    assert "isn't in the list" in result.err
    assert near in result.err


@pytest.mark.parametrize("name", ["..", "."])
def test_filter_type_cannot_change_the_path(lusha: Lusha, name: str) -> None:
    assert "isn't a filter type" in lusha("contacts", "filter-values", name, code=2).err


IDS = [
    ("person get --person-id v1.a", "personId=v1.a"),
    ("person get v1.AbC=", "personId=v1.AbC%3D"),
    ("company get --company-id v1.a", "companyId=v1.a"),
    ("signals contacts get --contact-id v1.a --contact-id 7 --signal promotion", ["v1.a", 7]),
    ("signals companies get --company-id 42.0 --signal riskNews", [42]),
    ("lookalike contacts --contact-id v1.a", {"contactIds": ["v1.a"]}),
    ("contacts lookalike --id v1.a --id v1.b --contact-id v1.c --id 4 --id 5",
     {"ids": ["v1.a", "v1.b", "4", "5"], "contactIds": ["v1.c"]}),
    ("recommendations contacts --seed v1.a:v1.b", [{"personId": "v1.a", "companyId": "v1.b"}]),
    ("recommendations companies --seed v1.a", [{"companyId": "v1.a"}]),
    (f"{CREATE} --entity-id v1.b --entity-type contact --signal-type promotion",
     [{"entityId": "1"}, {"entityId": "v1.b"}]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "sent"), IDS, ids=[line for line, _ in IDS])
def test_opaque_ids_are_accepted_wherever_an_id_is(
    script: StartScriptedServer, line: str, sent: Any
) -> None:
    lusha, server = script(ScriptedResponse(200, json.dumps(FOUND).encode()))
    lusha(*line.split(), "--api-version", "v2")
    if isinstance(sent, str):
        assert sent in server.requests[0][1]
    else:
        assert sent in server.bodies[0].values()


@pytest.mark.parametrize("command", ["contacts", "companies"])
def test_signals_read_opaque_ids_of_earlier_records(
    script: StartScriptedServer, command: str
) -> None:
    lusha, server = script(ScriptedResponse(200, json.dumps(FOUND).encode()))
    record = {"personId": "v1.p", "companyId": "v1.c"}
    argv = ("signals", command, "get", "-", "--signal", "allSignals", "--api-version", "v2")
    lusha(*argv, stdin=json.dumps(record).encode())
    sent = server.bodies[0]
    assert (sent.get("contactIds"), sent.get("companyIds")) in [
        (["v1.p"], None), (None, ["v1.c"])]  # fmt: skip


def test_lookalike_session_needs_no_five_seeds(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(200, json.dumps(FOUND).encode()))
    few = ("contacts", "lookalike", "--id", "v1.a")
    assert "5 to 100" in lusha(*few, code=2).err
    lusha(*few, "--dedupe-session-id", "d")
    assert server.bodies == [{"seeds": {"ids": ["v1.a"]}, "dedupeSessionId": "d"}]
