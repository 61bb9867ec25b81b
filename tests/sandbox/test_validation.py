"""Requests that the sandbox rejects."""

import json
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.cli import ADA, Server
from tests.support.sandbox_http import credits_used, get_person, send_request


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"email": ADA, "fulName": "x"}, "property fulName should not exist"),
        ({"email": ADA, "filterBy": "phones"}, "filterBy must be one of"),
        ({"email": ADA, "refreshJobInfo": "yes"}, "refreshJobInfo must be a boolean value"),
        ({"email": ADA, "signals": "job"}, "signals must be one of"),
        ({"email": ADA, "signalsStartDate": "1.1.2026"}, "signalsStartDate must be a date"),
    ],
)
def test_sandbox_validates_a_query(server: Server, query: dict[str, str], message: str) -> None:
    got = get_person(server, **query)
    assert got.status == 400
    assert message in got.body["errors"][0]
    assert credits_used(server) == 0


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "body must be an object"),
        ({}, "contacts should not be empty"),
        ({"contacts": {}}, "contacts must be an array"),
        ({"contacts": []}, "1 to 100"),
        ({"contacts": [{"contactId": str(n), "email": ADA} for n in range(101)]}, "1 to 100"),
        ({"contacts": [{"email": ADA}]}, "contactId should not be empty"),
        ({"contacts": [{"contactId": 1, "email": ADA}]}, "contactId must be a string"),
        ({"contacts": ["x"]}, "contacts must be an object"),
        ({"contacts": [{"contactId": "1", "email": ADA}] * 2}, "contactId must be unique"),
        ({"contacts": [{"contactId": "1"}]}, "A contact needs"),
        ({"contacts": [{"contactId": "1", "fullName": "A B"}]}, "A contact needs"),
        ({"contacts": [{"contactId": "1", "mail": ADA}]}, "property mail should not exist"),
        ({"contacts": [{"contactId": "1", "email": ADA}], "x": 1}, "property x should not exist"),
        (
            {"contacts": [{"contactId": "1", "email": ADA}], "metadata": {"revealEmails": "true"}},
            "revealEmails must be a boolean value",
        ),
        (
            {"contacts": [{"contactId": "1", "fullName": "A B", "companies": [{"name": "X"}]}]},
            "isCurrent should not be empty",
        ),
    ],
)
def test_sandbox_validates_a_bulk_body_of_people(server: Server, body: Any, message: str) -> None:
    got = send_request(server.url, "POST", "/v2/person", body=body)
    assert got.status == 400
    assert message in json.dumps(got.body)


def test_sandbox_validates_a_bulk_body_of_companies(server: Server) -> None:
    for body, message in (
        ({"companies": [{"id": "1", "name": "x"}] * 2}, "id must be unique"),
        ({"companies": [{"id": "1"}]}, "A company needs"),
        ({"companies": [{"id": "1", "name": "x"}], "signals": ["promotion"]}, "signals must be"),
    ):
        got = send_request(server.url, "POST", "/v2/company", body=body)
        assert got.status == 400
        assert message in json.dumps(got.body)
    assert send_request(server.url, "GET", "/v2/company").status == 400
    assert get_person(server).status == 400


def test_sandbox_rejects_unknown_paths_and_methods(server: Server) -> None:
    assert send_request(server.url, "GET", "/v2/people").body["message"] == "Cannot GET /v2/people"
    assert send_request(server.url, "DELETE", "/v2/person").status == 404


def test_sandbox_rejects_malformed_requests(server: Server) -> None:
    parts = urlsplit(server.url)
    for headers, status in (
        ({"Content-Length": "x"}, 411),
        ({"Content-Length": str(10**9)}, 413),
        ({"Transfer-Encoding": "chunked"}, 411),
    ):
        connection = HTTPConnection(parts.hostname or "", parts.port)
        connection.putrequest("POST", "/v2/person")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        assert connection.getresponse().status == status
        connection.close()
