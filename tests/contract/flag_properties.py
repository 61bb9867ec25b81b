"""What flags mean: the request of a command is the one that its flags stand for."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.sandbox.app import Sandbox
from lusha_cli.sandbox.http import json_response
from tests.contract.cases_v2 import SCHEMAS
from tests.contract.flag_lines import FlagLine
from tests.contract.recorded_api import run
from tests.contract.test_contract import CASES


def check_flags(folder: Path, operation: str, line: FlagLine, lists: Sandbox) -> None:
    """Check that a command line sends what its flags stand for, and nothing else.

    The sandbox has the lists of the filters' values.
    """
    # A command that reads such a list is itself the one that is checked.
    is_list = "/filters/" in BY_NAME[operation].path
    # The state of an earlier command line must not answer, or continue, this one.
    with tempfile.TemporaryDirectory(dir=folder) as name:
        argv = [*operation.split(), *line.argv]
        response = json_response(200, {})
        result = run(Path(name), argv, response, lists=None if is_list else lists)
    row = BY_NAME[operation]
    # A bulk command asks for the credits too, and sends rows again that got no response.
    requests = [
        request
        for request in result.requests
        if request.path == row.path or not operation.endswith("bulk")
    ]
    assert requests, (line.argv, result.code, result.err)
    assert len(requests) == 1 or operation.endswith("bulk"), (line.argv, requests)
    request = requests[0]
    names = {name: quote(text, safe="") for name, text in line.path.items()}
    _check_equal(line, request.path, row.path.format(**names))
    query: dict[str, list[str]] = {}
    for key, text in request.query:
        query.setdefault(key, []).append(text)
    if CASES[operation][0].body is None:
        meant = {key: list(_query_texts(value)) for key, value in line.content.items()}
        _check_equal(line, query, meant)
        _check_equal(line, request.body, b"")
        return
    body = json.loads(request.body)
    _check_equal(line, query, {})
    _check_equal(line, body, line.content)
    for error in jsonschema.Draft202012Validator(SCHEMAS[operation]).iter_errors(body):
        # The vendor's lists grow: a value that isn't in them yet is sent too.
        assert error.instance in line.unlisted, (line.argv, error.message)


def _check_equal(line: FlagLine, sent: Any, meant: Any) -> None:
    assert sent == meant, (line.argv, sent, meant)


def _query_texts(value: Any) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    return (str(item).lower() if isinstance(item, bool) else str(item) for item in values)
