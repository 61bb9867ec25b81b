"""Keys, plans and rate limits of the sandbox."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli import ADA, KEY, Lusha, Server
from tests.support.sandbox_http import get_person, send_request


@pytest.mark.parametrize(
    ("auth", "headers", "status"),
    [
        ("any", {"api_key": KEY}, 200),
        ("any", {"api_key": f"Bearer {KEY}"}, 200),
        ("any", {"Authorization": f"Bearer {KEY}"}, 200),
        ("any", {}, 401),
        ("any", {"api_key": " "}, 401),
        ("any", {"api_key": "sandbox-revoked"}, 401),
        ("any", {"api_key": "sandbox-inactive"}, 403),
        ("raw", {"api_key": KEY}, 200),
        ("raw", {"api_key": f"Bearer {KEY}"}, 401),
        ("bearer", {"api_key": KEY}, 401),
        ("bearer", {"api_key": f"Bearer {KEY}"}, 200),
    ],
)
def test_sandbox_distinguishes_keys(
    serve: Callable[..., Server], auth: str, headers: dict[str, str], status: int
) -> None:
    server = serve(auth=auth)
    assert send_request(server.url, "GET", "/account/usage", headers=headers).status == status


@pytest.mark.parametrize(
    ("key", "total"),
    [
        ("sandbox-free", 50), ("sandbox-pro", 3_000), ("sandbox-premium", 20_000),
        ("sandbox-unified", 100_000), ("sandbox-broke", 0), ("any", 100_000),
    ],
)  # fmt: skip
def test_sandbox_key_selects_the_plan(server: Server, key: str, total: int) -> None:
    got = send_request(server.url, "GET", "/account/usage", headers={"api_key": key})
    assert got.body["usage"]["credits"] == {"used": 0, "total": total, "remaining": total}
    if key == "sandbox-broke":
        query = {"email": ADA}
        paid = send_request(server.url, "GET", "/v2/person", query=query, headers={"api_key": key})
        assert paid.status == 402


def test_sandbox_other_keys_use_the_server_options(
    serve: Callable[..., Server],
) -> None:
    server = serve(plan="pro", credits=7)
    assert send_request(server.url, "GET", "/account/usage").body["usage"]["credits"]["total"] == 7
    assert get_person(server, email=ADA, revealEmails="true").status == 403


def test_sandbox_stores_no_key(server: Server, tmp_path: Path) -> None:
    get_person(server, email=ADA)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(KEY.encode() in path.read_bytes() for path in files)


@pytest.mark.parametrize(
    ("plan", "windows"),
    [
        ("free", (40, None, 100)),
        ("starter", (40, None, 100)),
        ("pro", (50, 150, 1_500)),
        ("premium", (300, 1_800, 18_000)),
        ("scale", (300, 5_000, 50_000)),
        ("legacy", (300, 600, 6_000)),
        ("unified", (300, 5_000, 50_000)),
    ],
)
def test_sandbox_plan_has_its_rate_limits(
    serve: Callable[..., Server], plan: str, windows: tuple[int | None, ...]
) -> None:
    headers = {k.lower(): v for k, v in get_person(serve(plan=plan), email=ADA).headers.items()}
    for name, limit in zip(("minute", "hourly", "daily"), windows, strict=True):
        assert headers.get(f"x-rate-limit-{name}") == (None if limit is None else str(limit))


def test_sandbox_rate_limits_run_out_and_reset(serve: Callable[..., Server]) -> None:
    server = serve(plan="free", rps=0)
    first = get_person(server, email=ADA)
    assert first.headers["x-rate-limit-minute"] == "40"
    assert first.headers["x-minute-requests-left"] == "39"
    assert first.headers["x-minute-usage"] == "1"
    assert first.headers["x-daily-requests-left"] == "99"
    assert "x-rate-limit-hourly" not in first.headers
    for _ in range(39):
        assert get_person(server, email=ADA).status == 200
    rejected = get_person(server, email=ADA)
    assert rejected.status == 429
    assert rejected.headers["RateLimit-Remaining"] == "0"
    assert 0 < int(rejected.headers["RateLimit-Reset"]) <= 60
    server.clock.time += 60
    assert get_person(server, email=ADA).status == 200
    for _ in range(2):
        server.clock.time += 60
        for _ in range(40):
            last = get_person(server, email=ADA)
    assert last.status == 429
    assert last.headers["X-RateLimit-Remaining-Daily"] == "0"
    assert int(last.headers["X-RateLimit-Reset-Daily"]) > 60


def test_sandbox_endpoint_has_a_limit_per_second(serve: Callable[..., Server]) -> None:
    server = serve(rps=2)
    assert [get_person(server, email=ADA).status for _ in range(3)] == [200, 200, 429]
    query = {"domain": "analytical-engines.example"}
    assert send_request(server.url, "GET", "/v2/company", query=query).status == 200
    server.clock.time += 1
    assert get_person(server, email=ADA).status == 200


def test_sandbox_account_usage_has_a_limit_per_minute(server: Server) -> None:
    statuses = [send_request(server.url, "GET", "/account/usage").status for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    server.clock.time += 60
    assert send_request(server.url, "GET", "/account/usage").status == 200


def test_sandbox_embedded_plan_is_selected_by_the_key(lusha: Lusha) -> None:
    lusha.env["LUSHA_API_KEY"] = "sandbox-free"
    assert lusha("account", "usage").json["usage"]["credits"]["total"] == 50
    lusha.env["LUSHA_API_KEY"] = "a-real-key-stays-out-of-it"
    assert lusha("account", "usage").json["usage"]["credits"]["total"] == 100_000
    assert lusha("auth", "status").json["source"] == "sandbox"
