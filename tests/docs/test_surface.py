"""`lusha help --json`: every command and option in one document."""

from typing import Any

import pytest

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.cli.app import contexts
from lusha_cli.cli.global_options import GLOBAL
from lusha_cli.docs.surface import surface
from lusha_cli.errors import ExitCode
from tests.support.cli import Lusha


@pytest.fixture(scope="module")
def document() -> Any:
    return surface()


def test_surface_has_every_command_argument_and_option(document: Any) -> None:
    described = {entry["command"]: entry for entry in document["commands"]}
    shared = {flag for option in document["globalOptions"] for flag in option["flags"]}
    for context in contexts():
        path = context.command_path.partition(" ")[2]
        if hasattr(context.command, "commands"):
            if path:
                group = next(entry for entry in document["groups"] if entry["group"] == path)
                assert group["commands"] == list(context.command.commands)
            continue
        entry = described.pop(path)
        own = {flag for option in entry["options"] for flag in option["flags"]}
        off = {flag for option in entry["options"] for flag in option["negativeFlags"]}
        arguments = {argument["name"] for argument in entry["arguments"]}
        for item in context.command.params:
            if item.param_type_name == "argument":
                assert item.name in arguments
            elif item.rich_help_panel == GLOBAL:
                assert item.opts[0] in entry["globalOptions"]
                assert set(item.opts) <= shared
            else:
                assert set(item.opts) <= own
                assert set(item.secondary_opts) <= off
    assert described == {}


def test_surface_tells_cost_and_operation(document: Any) -> None:
    described = {entry["command"]: entry for entry in document["commands"]}
    assert described["person get"]["cost"] == "paid"
    assert described["account usage"]["cost"] == "free"
    assert described["config list"]["cost"] == "free"
    assert described["api"]["cost"] == "depends"
    assert described["contacts search"]["operation"] == {
        "name": "contacts search", "method": "POST", "path": "/v3/contacts/search", "family": "v3",
    }  # fmt: skip
    assert described["config list"]["operation"] is None
    operations = [entry["operation"] for entry in described.values() if entry["operation"]]
    assert len(operations) == len(ENDPOINTS)
    assert described["help"]["exitCodes"] == [0, 1, 2, 130]
    assert [row["code"] for row in document["exitCodes"]] == [code.value for code in ExitCode]


def test_surface_describes_types_defaults_choices_and_variables(document: Any) -> None:
    described = {entry["command"]: entry for entry in document["commands"]}
    shared = {option["name"]: option for option in document["globalOptions"]}
    assert shared["output"]["choices"] == ["table", "json", "jsonl", "csv", "tsv", "yaml"]
    assert shared["output"]["environment"] == "LUSHA_OUTPUT"
    assert shared["timeout"]["type"] == "number"
    assert shared["timeout"]["default"] == 30.0
    assert shared["sandbox"]["negativeFlags"] == ["--no-sandbox"]
    assert shared["allow_double_charge"]["oldFlags"] == ["--retry-paid"]
    assert shared["fields"]["configKey"] is None
    bulk = {option["name"]: option for option in described["person bulk"]["options"]}
    assert (bulk["jobs"]["type"], bulk["jobs"]["min"], bulk["jobs"]["max"]) == ("integer", 1, 64)
    assert bulk["retry"]["repeatable"]
    assert not bulk["retry"]["otherValues"]
    assert next(row for row in bulk.values() if "--signal" in row["flags"])["otherValues"]
    serve = {option["name"]: option for option in described["sandbox serve"]["options"]}
    assert serve["port"]["default"] == 8787
    assert described["auth switch"]["arguments"][0]["required"]


def test_help_json_prints_the_surface(lusha: Lusha, document: Any) -> None:
    assert lusha("help", "--json").json == document
    assert lusha("--json", "help", "person", "get").json == next(
        entry for entry in document["commands"] if entry["command"] == "person get"
    )
    assert lusha("help", "person", "-o", "json").json["commands"] == ["get", "bulk"]
    rows = lusha("help", "-o", "jsonl").out.splitlines()
    assert len(rows) == len(document["commands"])
    assert "persn" in lusha("help", "persn", "--json", code=2).error["message"]


def test_help_surface_documents_every_key(lusha: Lusha, document: Any) -> None:
    rows = lusha("help", "surface", "--json").json["rows"]
    documented = {
        name.strip() for row in rows for key, value in row.items() if key.startswith("key")
        for name in value.split(",")
    }  # fmt: skip
    command = document["commands"][0]
    parameters = [*command["options"], *command["arguments"]]
    keys = {*document, *command, *(key for item in parameters for key in item)}
    assert keys == documented


def test_help_options_lists_every_global_option(lusha: Lusha, document: Any) -> None:
    text = lusha("help", "options").out
    for option in document["globalOptions"]:
        for flag in (*option["flags"], *option["negativeFlags"]):
            assert flag in text
