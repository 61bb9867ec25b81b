"""Bodies typed by the user: `--body` is what the server receives, value for value."""

import json
from typing import Any

import pytest
import typer.main

from lusha_cli.cli.app import build
from tests.support.cli import StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes

REJECTED = ScriptedResponse(400, b'{"message": "Rejected."}', {"Content-Type": "application/json"})
MANY = [f"v1.{number}" for number in range(501)]
OWNER = {"email": "ada@firm.example"}
FILTERS = {"companies": {"include": {"searchText": "x"}, "exclude": {"names": ["y"]}}}

# Command, and a body: keys in no usual order, more items than one request takes, repeated ids, and
# values and keys that no list of ours has. Fields that have a default elsewhere are absent.
BODIES: list[tuple[str, dict[str, Any]]] = [
    ("person bulk", {"metadata": {"signals": ["newSignal"], "revealPhones": False},
                     "contacts": [{"contactId": str(number)} for number in range(101)]}),
    ("company bulk", {"signals": ["newSignal"], "new": 1.5,
                      "companies": [{"id": "1", "domain": "A.Example"}] * 101}),
    ("prospecting contact search", {"filters": {"contacts": {"include": {
        "signal": {"startDate": "soon"}}}}, "excludeDnc": None}),
    ("prospecting contact enrich", {"contactIds": MANY, "requestId": "r"}),
    ("prospecting company search", {"pages": {"size": 9}, "filters": {}}),
    ("prospecting company enrich", {"companiesIds": [1, 1], "requestId": "r"}),
    ("signals contacts get", {"startDate": "1999-01-01", "contactIds": [1] * 101, "signals": []}),
    ("signals contacts search", {"signals": ["x"], "contacts": [{"id": "1"}] * 101}),
    ("signals companies get", {"signals": ["x"], "companyIds": [2, 1], "maxResultsPerSignal": 0}),
    ("signals companies search", {"companies": [{"name": "A", "id": "1"}] * 101}),
    ("lookalike contacts", {"limit": 500, "seeds": {"contactIds": [1]}}),
    ("lookalike companies", {"seeds": {"domains": ["a.example"] * 101}, "exclude": {}}),
    ("recommendations contacts", {"requestId": "r", "limit": 26}),
    ("recommendations companies", {"companies": [{"companyId": "v1.a"}], "exclude": []}),
    ("filters contacts locations", {"text": ""}),
    ("filters companies names", {}),
    ("filters companies locations", {"new": True, "text": "a"}),
    ("filters companies technologies", {"text": "é"}),
    ("contacts search", {"signals": {"startDate": "2026-01-01"}, "contacts": [{"id": "v1.a"}]}),
    ("contacts enrich", {"reveal": ["new"], "ids": ["v1.b", "v1.a", "v1.b"]}),
    ("contacts search-and-enrich", {"contacts": [{"email": "not an email"}] * 101}),
    ("companies search", {"options": {}, "companies": []}),
    ("companies enrich", {"tableId": "t", "ids": MANY}),
    ("companies search-and-enrich", {"reveal": ["new"], "companies": [{"id": "1"}]}),
    ("contacts prospecting", {"filters": {"contacts": {"exclude": {"names": ["z", "a"]}}}}),
    ("companies prospecting", {"filters": {"contacts": {"include": {"names": ["a"]}}, **FILTERS},
                               "pagination": {"size": 1000, "page": 0}}),
    ("contacts lookalike", {"dedupeSessionId": "d", "seeds": {"ids": ["v1.a"]}}),
    ("companies lookalike", {"seeds": {"linkedinUrls": [], "domains": ["a.example"] * 101}}),
    ("contacts buying-group", {"personas": ["new"], "companies": [{"domain": "a.example"}] * 26}),
    ("contacts signals", {"ids": ["v1.a"], "startDate": "2001-01-01"}),
    ("companies signals", {"signalTypes": ["new"], "ids": MANY}),
    ("contacts signal-score", {"contacts": [{"lastName": "B", "firstName": "A"}] * 101}),
    ("companies signal-score", {"companies": [{"domain": "a.example", "name": "A"}]}),
    ("contacts icp-fit-score", {"targetProfileIds": [], "contacts": [{"email": "a@b.example"}]}),
    ("companies icp-fit-score", {"companies": [{"domain": "a.example"}]}),
    ("companies website-visits", {"startDate": "2020-01-01", "domains": []}),
    ("contacts recommendations", {"sort": [{"order": "asc"}, {"order": "desc"}], "new": 1}),
    ("companies recommendations", {}),
    *(
        (f"{noun} tables {name}", body)
        for noun in ("contacts", "companies")
        for name, body in (
            ("create", {"visibility": "new", "owner": OWNER, "ids": MANY}),
            ("list", {"status": "new", "owner": OWNER}),
            ("update t", {"archived": None, "owner": OWNER}),
            ("add t", {"entityIds": MANY, "owner": OWNER}),
            ("remove t", {"owner": OWNER, "entityIds": MANY}),
            ("add-columns t", {"columnKey": "new", "columns": [], "owner": OWNER}),
            ("run-column t c", {"entityIds": ["1"], "owner": OWNER}),
        )
    ),
    ("webhooks create", {
        "subscriptions": [{"signalTypes": ["new"], "entityType": "new", "entityId": "v1.a"}] * 26,
        "defaults": {"signalTypes": ["riskNews"], "entityType": "contact", "url": "ftp://a"},
        "name": "x" * 101,
    }),
    ("webhooks update s", {}),
    ("webhooks delete", {"ids": ["b", "a", "b", *MANY]}),
    ("webhooks delete", {"all": True}),
    ("webhooks delete", {"ids": "b"}),
    ("webhooks opt-out", {"url": "https://a.example", "entityType": "new"}),
]  # fmt: skip


def commands_with_a_body(node: Any, path: str = "") -> set[str]:
    """Return the names of the commands that have the option --body."""
    if not hasattr(node, "commands"):
        return {path} if any("--body" in item.opts for item in node.params) else set()
    groups = (commands_with_a_body(each, f"{path} {name}") for name, each in node.commands.items())
    return {name.strip() for names in groups for name in names}


def test_typed_bodies_cover_every_command() -> None:
    listed = {" ".join(word for word in line.split() if len(word) > 1) for line, _ in BODIES}
    assert listed == commands_with_a_body(typer.main.get_command(build()))


@pytest.mark.parametrize(("line", "body"), BODIES, ids=[line for line, _ in BODIES])
def test_typed_body_is_sent_unchanged(
    script: StartScriptedServer, line: str, body: dict[str, Any]
) -> None:
    lusha, server = script(REJECTED)
    typed = json.dumps(body)
    # The scripted server rejects all requests: exit code 2, after exactly one request.
    result = lusha(
        *line.split(), "--body", "-", "--api-version", "v2", stdin=typed.encode(), code=2
    )
    assert [json.dumps(received) for received in server.bodies] == [typed], result.err
    assert "Unknown" not in result.err


@pytest.mark.parametrize(
    ("line", "flags", "typed", "sent"),
    [
        ("contacts enrich", "--id v1.a --reveal emails", '{"reveal": ["phones"], "ids": ["v1.b"]}',
         '{"reveal": ["emails"], "ids": ["v1.a"]}'),
        ("prospecting company search", "--page 2", '{"pages": {"size": 9}, "filters": {}}',
         '{"pages": {"size": 9, "page": 2}, "filters": {}}'),
        ("contacts buying-group", "--contacts-limit 3", '{"companies": [{"id": "1"}]}',
         '{"companies": [{"id": "1"}], "contactsLimit": 3}'),
        ("webhooks create", "--url https://b.example",
         '{"subscriptions": [{"entityId": "1"}], "defaults": {"url": "x", "entityType": "new"}}',
         '{"subscriptions": [{"entityId": "1"}], '
         '"defaults": {"url": "https://b.example", "entityType": "new"}}'),
        ("webhooks create", "--entity-id v1.a --entity-id v1.a --signal-type promotion",
         '{"defaults": {"url": "https://b.example", "entityType": "contact"}}',
         '{"defaults": {"url": "https://b.example", "entityType": "contact", '
         '"signalTypes": ["promotion"]}, "subscriptions": [{"entityId": "v1.a"}]}'),
    ],
)  # fmt: skip
def test_flags_win_over_a_typed_body(
    script: StartScriptedServer, line: str, flags: str, typed: str, sent: str
) -> None:
    lusha, server = script(REJECTED)
    argv = (*line.split(), *flags.split(), "--body", "-")
    lusha(*argv, "--api-version", "v2", stdin=typed.encode(), code=2)
    assert [json.dumps(received) for received in server.bodies] == [sent]


def test_typed_items_by_flag_are_split_and_those_of_a_body_are_not(
    script: StartScriptedServer,
) -> None:
    lusha, server = script(ScriptedResponse(200, b'{"results": [{"id": "1"}]}'))
    ids = [text for id_ in MANY[:101] for text in ("--id", id_)]
    lusha("contacts", "enrich", *ids, "--body", "-", stdin=b'{"waterfallEnabled": false}')
    assert [len(body["ids"]) for body in server.bodies] == [100, 1]


def test_dear_body_needs_consent(script: StartScriptedServer) -> None:
    lusha, server = script(REJECTED)
    body = json.dumps({"ids": MANY, "signalTypes": ["allSignals"]}).encode()
    lusha.env.pop("LUSHA_YES")
    result = lusha("companies", "signals", "--body", "-", stdin=body, code=2)
    assert "Pass --yes to confirm" in result.err
    assert server.bodies == []
