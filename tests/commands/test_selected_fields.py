"""Names in `--fields` and `--query` that match nothing: before sending, or with a stored result."""

import json
from typing import Any

import pytest

from lusha_cli.cli.main import main
from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml")
LIST = ("contacts", "prospecting", "--job-title", "x", "--limit", "100")
PAGES = ("contacts", "prospecting", "--job-title", "x", "--all", "--yes")


def page(first: int = 0, total: int = 100, **fields: Any) -> ScriptedResponse:
    results = [{"id": str(number), **fields} for number in range(first, first + 100)]
    billing = {"creditsCharged": 4}
    body = {"results": results, "pagination": {"total": total}, "billing": billing}
    return ScriptedResponse(200, json.dumps(body).encode())


def found(**data: Any) -> ScriptedResponse:
    body = {"contact": {"data": data}, "creditsCharged": 1}
    return ScriptedResponse(200, json.dumps(body).encode())


USAGE = ScriptedResponse(200, b'{"usage": {"credits": {"used": 1}}}')
PERSON = ("person", "get", ADA, "--api-version", "v2")
# Paid and free commands: a single record, a list, pages, and any path of the API.
COMMANDS = [
    (PERSON, [found(fullName="Ada")], "fullName"),
    (LIST, [page()], "id"),
    (PAGES, [page(total=200), page(100, total=200)], "id"),
    (("account", "usage", "--api-version", "v2"), [USAGE], "used"),
    (("api", "GET", "account/usage"), [USAGE], "usage"),
]
# Each command in one format, and two of them in all formats.
CASES = [
    pytest.param(*case, output, id=f"{name}-{output}")
    for case, name in zip(COMMANDS, ("person", "list", "pages", "usage", "api"), strict=True)
    for output in (FORMATS if name in ("person", "pages") else ["json"])
]
STORED = "The result is stored. To show it free of charge, run: lusha last\n"


def requests(server: Server) -> int:
    return int(server.ledger()["totals"]["requests"])


@pytest.mark.parametrize(
    ("command", "selection", "name", "suggested"),
    [
        (("person", "get", ADA), ("--fields", "fullNme"), "fullNme", "fullName"),
        (("person", "get", ADA), ("--fields", "FULLNAME"), "FULLNAME", "fullName"),
        (("person", "get", ADA), ("--fields", "email"), "email", "emailAddresses.email"),
        (("person", "get", ADA), ("--fields", "company.nmae"), "company.nmae", "company.name"),
        (("person", "get", ADA), ("--query", "contact.data.fullNme"), "fullNme", "fullName"),
        (("company", "get", "a.example"), ("--fields", "desciption"), "desciption", "description"),
        (("account", "plan"), ("--query", "crdits.used"), "crdits", "credits"),
        (
            ("contacts", "enrich", "v1.abc"),
            ("--query", "results[?emials].id"), "emials", "emails",
        ),
        (
            ("contacts", "prospecting", "--job-title", "x", "--all"),
            ("--fields", "firstNme"), "firstNme", "firstName",
        ),
    ],
)  # fmt: skip
def test_mistyped_name_is_refused_before_sending(
    online: Lusha, server: Server, command: tuple[str, ...], selection: tuple[str, str],
    name: str, suggested: str,
) -> None:  # fmt: skip
    refused = online(*command, *selection, code=2)
    assert refused.out == ""
    message, hint = refused.err.splitlines()
    assert message.endswith(f"nknown field `{name}`. Did you mean `{suggested}`?")
    assert hint.startswith("  Nothing was sent. Available fields: ")
    assert requests(server) == 0


@pytest.mark.parametrize(
    "selection",
    [
        ("--fields", "dataSource"),
        ("--fields", "location.country_iso2"),
        ("--fields", "fullName,fullNme"),
        ("--query", "contact.data.{a: fullName, b: fullNme}"),
        ("--query", "contact.data.newField"),
    ],
)
def test_name_that_may_exist_is_sent(
    online: Lusha, server: Server, selection: tuple[str, str]
) -> None:
    main(["person", "get", ADA, *selection], online.make_context())
    assert requests(server) > 0


def test_undocumented_field_is_shown(script: StartScriptedServer) -> None:
    lusha, _ = script(found(shoeSize=38))
    assert lusha(*PERSON, "--fields", "shoeSize", "--raw").out == "38\n"


def test_setting_may_name_fields_of_other_commands(lusha: Lusha) -> None:
    lusha.env["LUSHA_FIELDS"] = "usge"
    assert "Fields of the result: name, " in lusha("account", "usage", code=2).err


@pytest.mark.parametrize("flag", ["--fields", "--query"])
@pytest.mark.parametrize(("command", "responses", "_known", "output"), CASES)
def test_result_without_the_name_is_stored(
    script: StartScriptedServer, command: tuple[str, ...], responses: list[ScriptedResponse],
    _known: str, flag: str, output: str,
) -> None:  # fmt: skip
    lusha, server = script(*responses)
    result = lusha(*command, flag, "zzz", "-o", output, code=2)
    assert result.out == ("null\n" if output in ("json", "yaml") else "")
    error = result.error if output in ("json", "jsonl") else {"hint": result.err}
    assert "`zzz`" in result.err
    assert STORED.strip() in error["hint"]
    sent = len(server.requests)
    again = lusha("last", "-o", "json").json
    assert [*again.get("results", [1])][-1] == (
        json.loads(responses[-1].body).get("results", [1])[-1]
    )
    assert STORED in lusha("last", flag, "zzz", code=2).err
    assert len(server.requests) == sent


def test_error_lists_the_keys_of_the_result(lusha: Lusha) -> None:
    by_field = lusha("account", "usage", "--fields", "zzz", code=2).err
    assert "Fields of the result: name, used, total, remaining.\n" in by_field
    by_query = lusha("account", "usage", "--query", "usage.zzz", code=2).err
    assert "--query matches nothing: no field `zzz`.\n  Available fields: credits.\n" in by_query


@pytest.mark.parametrize(("command", "responses", "known", "output"), CASES)
def test_some_missing_fields_are_one_warning(
    script: StartScriptedServer, command: tuple[str, ...], responses: list[ScriptedResponse],
    known: str, output: str,
) -> None:  # fmt: skip
    lusha, _ = script(*responses)
    result = lusha(*command, "--fields", f"{known},zzz", "-o", output)
    assert result.err.count("`zzz`") == 1
    assert "No record has the field `zzz`." in result.err
    assert result.out


def test_documented_field_may_be_absent(script: StartScriptedServer) -> None:
    lusha, _ = script(*[found(fullName="Ada")] * 2)
    assert lusha(*PERSON, "--fields", "phoneNumbers.number").json == {"phoneNumbers.number": None}
    assert lusha(*PERSON, "--query", "contact.data.phoneNumbers[].number", "-o", "csv").out == ""
    assert lusha("last", "--fields", "phoneNumbers").json == {"phoneNumbers": None}


def test_pages_without_the_field_come_before_those_with_it(script: StartScriptedServer) -> None:
    lusha, _ = script(page(total=200), page(100, total=200, newField=1))
    rows = lusha(*PAGES, "-o", "csv", "--fields", "newField").out.splitlines()
    assert (rows[0], set(rows[1:101]), set(rows[101:])) == ("newField", {'""'}, {"1"})


def test_paid_result_that_is_not_stored_is_shown_whole(lusha: Lusha) -> None:
    lusha.env["LUSHA_KEEP_LAST"] = "false"
    result = lusha("person", "get", ADA, "--fields", "zzz", code=10)
    assert result.json["contact"]["data"]["fullName"] == "Ada Byrne"
    assert "The whole result is shown. No record has the field `zzz`." in result.err
    free = lusha("filters", "contacts", "seniority", "--query", "zzz", code=2)
    assert "lusha last" not in free.err


def test_hint_names_the_sandbox(lusha: Lusha) -> None:
    del lusha.env["LUSHA_SANDBOX"]
    result = lusha("person", "get", ADA, "--sandbox", "--fields", "zzz", code=2)
    assert "run: lusha last --sandbox" in result.err


def test_failure_is_reported_rather_than_the_name(lusha: Lusha) -> None:
    lusha("person", "get", "nobody@analytical-engines.example", "--fields", "zzz", code=3)


def test_dry_run_ignores_fields_of_the_result(lusha: Lusha) -> None:
    line = ("person", "get", ADA, "--dry-run")
    assert lusha(*line, "--fields", "zzz").json == lusha(*line).json
    assert lusha(*line, "--query", "method", "--raw").out == "GET\n"


def test_columns_of_a_table_have_any_name(lusha: Lusha) -> None:
    refused = lusha("contacts", "tables", "rows", "404", "--owner", "you@a.example", "--yes",
                    "--fields", "colums", code=3)  # fmt: skip
    assert "Unknown field" not in refused.err


# --raw.


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (("--fields", "fullName"), "Ada Byrne\n"),
        (("--query", "contact.data.fullName"), "Ada Byrne\n"),
        (("--query", "contact.data.jobTitle.departments"), "Human Resources\n"),
        (("--query", "contact.data.emailAddresses[].email"),
         f"{ADA}\nada.byrne.0@mailbox.example\n"),
        (("--fields", "emailAddresses.email"), f"{ADA}\nada.byrne.0@mailbox.example\n"),
        (("--query", "contact.data.{n: fullName}"), '{"n":"Ada Byrne"}\n'),
        (("--query", "contact.data.[[fullName]]"), '[["Ada Byrne"]]\n'),
        (("--query", "contact.isCreditCharged"), "true\n"),
        (("--query", "contact.error"), "null\n"),
        (("--fields", "firstName,lastName"), '{"firstName":"Ada","lastName":"Byrne"}\n'),
        (("--query", "`[]`"), ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("flag", ["-r", "--raw"])
def test_raw_prints_text_without_quotes(
    lusha: Lusha, selection: tuple[str, str], expected: str, flag: str
) -> None:
    lusha("person", "get", ADA)
    assert lusha("last", *selection, flag).out == expected
    assert lusha("last", *selection, flag, "--json").out == expected
    assert lusha("last", *selection, flag, terminal=True).out == expected
    assert lusha(flag, "last", *selection).out == expected


def test_raw_prints_a_line_for_each_record(script: StartScriptedServer) -> None:
    lusha, _ = script(page(firstName="Ada"))
    ids = lusha(*LIST, "--fields", "id", "-r").out
    assert ids == "".join(f"{number}\n" for number in range(100))
    rows = lusha("last", "--fields", "id,firstName", "-r").out.splitlines()
    assert rows[1] == '{"id":"1","firstName":"Ada"}'


def test_raw_passes_control_characters_to_a_pipe_only(script: StartScriptedServer) -> None:
    text = "a\x1b[31mb\tc\nd\u202e"
    lusha, _ = script(found(fullName=text))
    line = ("last", "--fields", "fullName", "-r")
    lusha(*PERSON)
    assert lusha(*line).out == f"{text}\n"
    assert lusha(*line, terminal=True).out == "a\\x1b[31mb\tc\nd\\u202e\n"


def test_raw_escapes_what_the_encoding_lacks(script: StartScriptedServer) -> None:
    lusha, _ = script(found(fullName="Zo\u00eb \ud800"))
    lusha(*PERSON)
    line = ("last", "--fields", "fullName", "-r")
    assert lusha(*line).out == "Zoë \\ud800\n"
    assert lusha(*line, encoding="ascii").out == "Zo\\xeb \\ud800\n"


@pytest.mark.parametrize("output", ["table", "jsonl", "csv", "tsv", "yaml"])
def test_raw_contradicts_other_formats(lusha: Lusha, output: str) -> None:
    refused = lusha("person", "get", ADA, "--fields", "fullName", "-r", "-o", output, code=2)
    assert f"--raw prints JSON, and --output {output} is another format." in refused.err


def test_raw_replaces_the_format_of_the_settings(lusha: Lusha) -> None:
    lusha.env.update(LUSHA_OUTPUT="csv", LUSHA_RAW="1")
    lusha("person", "get", ADA)
    assert lusha("last", "--fields", "fullName").out == "Ada Byrne\n"


def test_raw_needs_a_selection(lusha: Lusha) -> None:
    refused = lusha("person", "get", ADA, "--raw", code=2)
    assert "--raw needs --query or --fields." in refused.err
