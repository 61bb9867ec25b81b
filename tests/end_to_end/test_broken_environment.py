"""Broken machines and networks: each has a clear message."""

import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from lusha_cli.sandbox.app import Sandbox
from lusha_cli.sandbox.server import make_server
from tests.support.cli import ADA, KEY, FakeClock, Lusha, Server, StartScriptedServer
from tests.support.ports import free_port
from tests.support.scripted_server import ScriptedResponse, ScriptedServer

LUSHA = [sys.executable, "-m", "lusha_cli"]
USAGE = b'{"usage": {"credits": {"used": 1, "total": 2, "remaining": 1}}}'
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def run_in(env: dict[str, str], *argv: str, before: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a command in a process with an environment; `before` is bash code that runs first."""
    line = f'{before}; exec "$@"' if before else 'exec "$@"'
    stored = {
        name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ
    }
    return subprocess.run(
        ["bash", "-c", line, "bash", *LUSHA, *argv],
        env={**stored, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", **env},
        capture_output=True,
        text=True,
    )


def folders(tmp_path: Path) -> dict[str, str]:
    return {
        "LUSHA_CONFIG_DIR": str(tmp_path / "config"),
        "LUSHA_STATE_DIR": str(tmp_path / "state"),
        "LUSHA_CACHE_DIR": str(tmp_path / "cache"),
    }


# Disks.


@pytest.mark.slow
@POSIX
def test_full_disk_is_reported_only_where_it_matters(server: Server, tmp_path: Path) -> None:
    env = {**folders(tmp_path), "LUSHA_BASE_URL": server.url, "LUSHA_API_KEY": KEY}
    full = "ulimit -f 0"
    done = run_in(env, "person", "get", ADA, "--json", before=full)
    assert (done.returncode, '"Ada Byrne"' in done.stdout) == (0, True)
    assert done.stderr.count("The ledger") == 1
    source = tmp_path / "in.csv"
    source.write_text(f"email\n{ADA}\n")
    for argv, reported in (
        (("person", "get", ADA, "--sandbox"), "The sandbox's state"),
        (("config", "set", "output", "csv"), "Cannot use the state file"),
        (("person", "bulk", str(source), "--yes"), "Cannot store runs in"),
    ):
        before = server.ledger()["totals"]["requests"]
        done = run_in(env, *argv, before=full)
        assert done.returncode == 1
        assert reported in done.stderr
        assert "LUSHA_STATE_DIR" in done.stderr
        assert "Traceback" not in done.stderr
        assert server.ledger()["totals"]["requests"] == before


# Homes.


@pytest.fixture(params=["no home", "read-only home"])
def missing_home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Return the message for a user without a home folder."""
    if os.geteuid() == 0 and request.param == "read-only home":
        # Root may write anywhere except here.
        monkeypatch.setenv("HOME", "/proc/self")
        return "No such file or directory"
    if request.param == "read-only home":
        tmp_path.chmod(0o500)
        monkeypatch.setenv("HOME", str(tmp_path))
        return "Permission denied"
    monkeypatch.setattr("platformdirs.unix.Unix.user_config_dir", property(raise_no_home))
    monkeypatch.setattr("platformdirs.unix.Unix.user_state_dir", property(raise_no_home))
    monkeypatch.setattr("platformdirs.unix.Unix.user_cache_dir", property(raise_no_home))
    return "this user has no home folder"


def raise_no_home(_: object) -> str:
    raise RuntimeError("could not determine the home directory")


@POSIX
def test_missing_home_is_reported_only_where_it_matters(
    missing_home: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    lusha = Lusha(Path("."))
    lusha.home = True
    lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    result = lusha("person", "get", ADA)
    assert result.json["contact"]["data"]["fullName"] == "Ada Byrne"
    assert result.err.startswith("Warning: the ledger ")
    assert lusha("filters", "contacts", "seniority").json
    reported = lusha("config", "set", "output", "csv", code=1).err
    assert missing_home in reported
    assert "LUSHA_STATE_DIR" in reported
    lusha.env["LUSHA_SANDBOX"] = "1"
    reported = lusha("person", "get", ADA, code=1).err
    assert missing_home in reported
    assert "LUSHA_STATE_DIR" in reported


# Clocks.


@pytest.mark.slow
@pytest.mark.parametrize("now", [0.0, 86_400.0, 4_102_444_800.0, 32_503_680_000.0])
def test_wrong_clock_breaks_nothing(tmp_path: Path, now: float) -> None:
    lusha = Lusha(tmp_path)
    lusha.env["LUSHA_SANDBOX"] = "1"
    source = tmp_path / "in.csv"
    source.write_text(f"email\n{ADA}\n")
    for clock in (FakeClock(), FakeClock(now), FakeClock()):
        lusha.clock = clock
        assert lusha("person", "get", ADA, "-v").json
        assert lusha("prospecting", "contact", "search", "--department", "sales").json["contacts"]
        assert lusha("signals", "options", "contact").json
        out = tmp_path / "out.csv"
        lusha("person", "bulk", str(source), "--yes", "--fresh", "--out", str(out))
        assert lusha("runs", "list", terminal=True).out
        assert sum(clock.slept) < 5


# Networks.


def test_unknown_host_is_reported(lusha: Lusha) -> None:
    lusha.env.update(LUSHA_SANDBOX="0", LUSHA_API_KEY=KEY)
    reported = lusha(
        "account", "usage", "--base-url", "https://api.lusha.invalid", "--no-wait", code=8
    )
    assert "Cannot reach api.lusha.invalid: DNS lookup failed." in reported.err


def test_unreachable_proxy_is_reported(lusha: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://me:secret-word@127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    lusha.env.update(LUSHA_SANDBOX="0", LUSHA_API_KEY=KEY)
    line = ("prospecting", "contact", "search", "--job-title", "x")
    reported = lusha(*line, "--base-url", "https://api.lusha.invalid", "--debug", code=8).err
    assert "through the proxy: connection refused" in reported
    assert "HTTPS_PROXY" in reported
    assert "secret-word" not in reported
    # Nothing was sent, so nothing was charged, and retrying was free.
    assert "charged" not in reported
    assert len(lusha.clock.slept) == 6


def test_proxy_sees_neither_key_nor_path(lusha: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as proxy:

        def listen() -> None:
            connection, _ = proxy.accept()
            with connection:
                seen.append(connection.recv(65536))

        thread = threading.Thread(target=listen)
        thread.start()
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        lusha.env.update(LUSHA_SANDBOX="0", LUSHA_API_KEY=KEY)
        lusha("account", "usage", "--base-url", "https://api.lusha.invalid", "--no-wait", code=8)
        thread.join()
    assert seen[0].startswith(b"CONNECT api.lusha.invalid:443 HTTP/1.")
    assert KEY.encode() not in seen[0]
    assert b"usage" not in seen[0]


def serve_over_tls(scripted: ScriptedServer, certificate: trustme.LeafCert) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    scripted.server.socket = context.wrap_socket(scripted.server.socket, server_side=True)


@pytest.mark.parametrize(
    ("days", "host", "reported"),
    [
        ((-400, -30), "127.0.0.1", "certificate has expired"),
        ((3650, 4000), "127.0.0.1", "certificate is not yet valid"),
        ((-1, 30), "elsewhere.example", "IP address mismatch"),
    ],
)
def test_invalid_certificate_receives_no_key(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    days: tuple[int, int],
    host: str,
    reported: str,
) -> None:
    lusha, scripted, authority = https_server(tmp_path, days=days, host=host)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
    try:
        result = lusha("account", "usage", code=8)
    finally:
        scripted.server.shutdown()
        scripted.server.server_close()
    assert reported in result.err
    assert "Nothing was sent. Check the date and time of this machine" in result.err
    assert scripted.requests == []
    assert lusha.clock.slept == []


def test_trusted_certificate_is_accepted_and_another_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lusha, scripted, authority = https_server(tmp_path, days=(-1, 30), host="127.0.0.1")
    try:
        assert "unable to get local issuer" in lusha("account", "usage", code=8).err
        assert scripted.requests == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
        assert lusha("account", "usage").json["usage"]
        assert scripted.keys == [KEY]
    finally:
        scripted.server.shutdown()
        scripted.server.server_close()


def test_doctor_reports_tls_and_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lusha, scripted, authority = https_server(tmp_path, days=(-1, 30), host="127.0.0.1")
    scripted.pricing = None
    monkeypatch.setenv("HTTPS_PROXY", "http://me:secret-word@proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def checked(code: int) -> dict[str, str]:
        return {row["check"]: row["message"] for row in lusha("doctor", code=code).json}

    try:
        assert "unable to get local issuer" in checked(8)["tls"]
        assert scripted.requests == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
        lusha.env["REQUESTS_CA_BUNDLE"] = str(authority)
        reported = checked(0)
        assert reported["tls"] == "TLSv1.3, certificate verified by REQUESTS_CA_BUNDLE."
        assert reported["proxy"] == "None."
        assert [bool(headers.get("api_key")) for _, _, headers in scripted.requests] == [
            False, True, True,
        ]  # fmt: skip
        monkeypatch.delenv("NO_PROXY")
        assert checked(8)["proxy"] == "proxy.example:3128."
        monkeypatch.delenv("HTTPS_PROXY")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "absent.pem"))
        assert "absent.pem" in checked(8)["tls"]
        assert "Check REQUESTS_CA_BUNDLE" in lusha("account", "usage", code=8).err
    finally:
        scripted.server.shutdown()
        scripted.server.server_close()


def https_server(
    tmp_path: Path, *, days: tuple[int, int], host: str
) -> tuple[Lusha, ScriptedServer, Path]:
    """Start a server whose certificate is valid for `host` between two days from now."""
    now = datetime.now(UTC)
    authority = trustme.CA()
    certificate = authority.issue_cert(
        host, not_before=now + timedelta(days[0]), not_after=now + timedelta(days[1])
    )
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(file)
    scripted = ScriptedServer([ScriptedResponse(200, USAGE)])
    serve_over_tls(scripted, certificate)
    lusha = Lusha(tmp_path)
    lusha.env.update(LUSHA_BASE_URL=f"https://127.0.0.1:{scripted.port}", LUSHA_API_KEY=KEY)
    return lusha, scripted, file


@pytest.fixture
def ipv6_server(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    """Serve the sandbox on a port of IPv6 whose number isn't in use over IPv4."""
    sandbox = Sandbox(tmp_path / "six" / "sandbox.db", clock=FakeClock())
    try:
        server = make_server(sandbox, host="::1", port=free_port())
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
    sandbox.close()


def test_loopback_with_ipv6_only_works(ipv6_server: ThreadingHTTPServer, tmp_path: Path) -> None:
    lusha = Lusha(tmp_path)
    port = ipv6_server.server_address[1]
    lusha.env.update(LUSHA_BASE_URL=f"http://[::1]:{port}", LUSHA_API_KEY=KEY)
    assert lusha("account", "usage").json["usage"]
    reported = lusha(
        "account", "usage", "--base-url", f"http://127.0.0.1:{port}", "--no-wait", code=8
    )
    assert f"Cannot reach 127.0.0.1:{port}: connection refused." in reported.err


def test_endless_response_is_aborted(
    script: StartScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lusha_cli.api.transport.MAX_RESPONSE_BYTES", 1 << 20)
    lusha, server = script(ScriptedResponse(200, b" " * (2 << 20)))
    reported = lusha("account", "usage", code=8).err
    assert "is longer than 1 MB" in reported
    assert len(server.requests) == 1


# Streams.


@POSIX
@pytest.mark.parametrize("paid", [True, False])
def test_closed_stdout_prevents_a_paid_request(server: Server, tmp_path: Path, paid: bool) -> None:
    env = {**folders(tmp_path), "LUSHA_BASE_URL": server.url, "LUSHA_API_KEY": KEY}
    argv = ("person", "get", ADA) if paid else ("account", "usage")
    done = run_in(env, *argv, before="exec >&-")
    assert done.returncode == (2 if paid else 0)
    assert ("Standard output is closed" in done.stderr) == paid
    assert server.ledger()["totals"]["credits"] == 0
