"""The embedded sandbox as a transport of requests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from lusha_cli.sandbox.adapter import make_adapter
from lusha_cli.sandbox.app import Sandbox
from tests.support.cli import ADA, FakeClock

SLOW = {"email": "slow@magic.example"}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock) -> Iterator[requests.Session]:
    with requests.Session() as created:
        created.headers["api_key"] = "a-key"
        created.mount("https://", make_adapter(Sandbox(tmp_path / "sandbox.db", clock=clock)))
        yield created


@pytest.mark.parametrize("url", ["https://api.lusha.com/v2/person", "https://x.example/v2/person"])
def test_adapter_answers_for_any_host(session: requests.Session, url: str) -> None:
    response = session.get(url, params={"email": ADA})
    assert response.status_code == 200
    assert response.json()["contact"]["data"]["fullName"] == "Ada Byrne"
    assert response.headers["content-type"] == "application/json"
    assert response.headers["X-Minute-Usage"] == "1"
    assert response.url == f"{url}?email=ada.byrne%40analytical-engines.example"


def test_adapter_accepts_text_and_bytes(session: requests.Session) -> None:
    body = '{"companies": [{"id": "é", "name": "Analytical Engines"}]}'
    for content in (body, body.encode()):
        response = session.post("https://x.example/v2/company", data=content)
        assert response.status_code == 201
        assert response.json()["é"]["emailDomain"] == "analytical-engines.example"


@pytest.mark.parametrize("timeout", [2, (9, 2)])
def test_adapter_slow_response_exceeds_a_short_timeout(
    session: requests.Session, clock: FakeClock, timeout: Any
) -> None:
    with pytest.raises(requests.exceptions.ReadTimeout):
        session.get("https://x.example/v2/person", params=SLOW, timeout=timeout)
    assert clock.slept == [2]


@pytest.mark.parametrize("timeout", [None, 9, (1, None), (1, 9)])
def test_adapter_slow_response_arrives_in_time(
    session: requests.Session, clock: FakeClock, timeout: Any
) -> None:
    response = session.get("https://x.example/v2/person", params=SLOW, timeout=timeout)
    assert response.status_code == 200
    assert clock.slept == [5]
