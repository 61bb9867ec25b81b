"""The sandbox over HTTP, with requests generated from its OpenAPI document."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lusha_cli.sandbox.app import HANDLERS
from tests.support.cli import Server

pytestmark = pytest.mark.slow

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
FUZZ = settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_openapi_requests_never_break_the_sandbox(
    serve: Callable[..., Server], mode: GenerationMode
) -> None:
    server = serve(rps=0)
    document = requests.get(f"{server.url}/__sandbox/openapi.json", timeout=10).json()
    schema = schemathesis.openapi.from_dict(document)
    operations = [value.ok() for value in schema.get_all_operations() if isinstance(value, Ok)]
    assert {item.definition.raw["operationId"] for item in operations} == {
        name.replace(" ", "-") for name in HANDLERS
    }
    # One key per request, so that no rate limit is reached.
    keys = (f"fuzz-{number}" for number in count())
    statuses: set[int] = set()
    for operation in operations:

        @FUZZ
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            response = case.call(base_url=server.url, headers={"api_key": next(keys)})
            case.validate_response(response, checks=CHECKS)
            statuses.add(response.status_code)

        ask()
    assert 400 in statuses
    assert mode is GenerationMode.NEGATIVE or statuses & {200, 201}
