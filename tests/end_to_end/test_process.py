"""The installed program as a process: pipes, signals, full disks and closed streams."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.support.cli import ADA, KEY

LUSHA = [sys.executable, "-m", "lusha_cli"]


@pytest.fixture
def process_env(tmp_path: Path) -> dict[str, str]:
    stored = {name: value for name, value in os.environ.items() if not name.startswith("LUSHA_")}
    return {
        **stored,
        "LUSHA_CONFIG_DIR": str(tmp_path / "config"),
        "LUSHA_STATE_DIR": str(tmp_path / "state"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


def test_version_imports_no_typer(process_env: dict[str, str]) -> None:
    code = "import sys; sys.argv = ['lusha', '--version']; import lusha_cli.__main__ as m; m.run()"
    code += "; assert 'typer' not in sys.modules"
    done = subprocess.run(
        [sys.executable, "-c", code], env=process_env, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "lusha 0.4.0\n")


def test_lookup_in_the_sandbox_works(process_env: dict[str, str]) -> None:
    done = subprocess.run(
        [*LUSHA, "person", "get", "--sandbox", ADA],
        env=process_env,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["contact"]["data"]["fullName"] == "Ada Byrne"


@pytest.mark.slow
def test_broken_pipe_exits_quietly(process_env: dict[str, str]) -> None:
    for argv in (["sandbox", "people", "--limit", "20000"], ["person", "get", "--help"]):
        command = f"{' '.join(LUSHA + argv)} | head -n 1; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(
            ["bash", "-c", command], env=process_env, capture_output=True, text=True
        )
        assert done.returncode == 0
        assert done.stdout.count("\n") == 1
        assert done.stderr == ""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_version_on_a_full_disk_prints_no_traceback(process_env: dict[str, str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*LUSHA, "--version"], env=process_env, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_full_disk_is_reported(process_env: dict[str, str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*LUSHA, "sandbox", "people"],
            env=process_env,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_closed_streams_are_accepted(process_env: dict[str, str]) -> None:
    paid = " ".join([*LUSHA, "person", "get", "--sandbox", ADA])
    done = subprocess.run(
        ["bash", "-c", f"{paid} >&-"], env=process_env, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "Standard output is closed" in done.stderr
    command = " ".join([*LUSHA, "account", "usage", "--sandbox"])
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        done = subprocess.run(
            ["bash", "-c", f"{command} {closed}"], env=process_env, capture_output=True, text=True
        )
        assert done.returncode == 0, closed
        assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_piped_output_is_utf8_in_an_ascii_locale(process_env: dict[str, str]) -> None:
    process_env.update(
        LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii"
    )
    for output in ("json", "csv", "table", "yaml"):
        done = subprocess.run(
            [*LUSHA, "sandbox", "people", "--limit", "200", "-o", output],
            env=process_env, capture_output=True,
        )  # fmt: skip
        assert done.returncode == 0
        assert not done.stdout.isascii()
        assert "\\x" not in done.stdout.decode("utf-8")


def test_stdin_is_read_only_on_request(process_env: dict[str, str]) -> None:
    command = f"echo left | {{ {' '.join(LUSHA)} account usage --sandbox >/dev/null; cat; }}"
    done = subprocess.run(["bash", "-c", command], env=process_env, capture_output=True, text=True)
    assert done.stdout == "left\n"


def start_server(process_env: dict[str, str], *argv: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*LUSHA, "sandbox", "serve", "--port", "0", *argv],
        env=process_env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.slow
def test_sandbox_serve_answers_other_processes_until_interrupted(
    process_env: dict[str, str],
) -> None:
    with start_server(process_env, "--credits", "42") as server:
        assert server.stdout is not None
        assert server.stderr is not None
        url = json.loads(server.stdout.readline())["url"]
        client = {**process_env, "LUSHA_API_KEY": KEY, "LUSHA_BASE_URL": url}
        used = subprocess.run(
            [*LUSHA, "account", "usage"], env=client, capture_output=True, check=True
        )
        assert json.loads(used.stdout)["usage"]["credits"]["total"] == 42
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
        assert "stopped" in server.stderr.read()


@pytest.mark.slow
def test_sandbox_serve_reports_a_port_in_use(process_env: dict[str, str]) -> None:
    with start_server(process_env) as server:
        assert server.stdout is not None
        port = json.loads(server.stdout.readline())["url"].rsplit(":", 1)[1]
        second = subprocess.run(
            [*LUSHA, "sandbox", "serve", "--port", port],
            env=process_env,
            capture_output=True,
            text=True,
        )
        assert second.returncode == 2
        assert f"port {port}" in second.stderr
        server.send_signal(signal.SIGINT)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_interrupt_in_a_request_exits_130(
    process_env: dict[str, str], sent: signal.Signals
) -> None:
    command = [*LUSHA, "person", "get", "--sandbox", "slow@magic.example"]
    with subprocess.Popen(command, env=process_env, stderr=subprocess.PIPE, text=True) as process:
        time.sleep(1.5)
        process.send_signal(sent)
        assert process.stderr is not None
        message = process.stderr.read()
        assert process.wait(10) == 130
    assert "Interrupted" in message
    assert "Traceback" not in message


@pytest.mark.slow
def test_two_processes_share_the_sandbox(process_env: dict[str, str]) -> None:
    people = subprocess.run(
        [*LUSHA, "sandbox", "people", "--limit", "6"],
        env=process_env,
        capture_output=True,
        check=True,
    )
    emails = [person["email"] for person in json.loads(people.stdout)]

    def look_up(email: str) -> None:
        subprocess.run(
            [*LUSHA, "person", "get", "--sandbox", email],
            env=process_env, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip

    threads = [threading.Thread(target=look_up, args=(email,)) for email in emails * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    status = subprocess.run(
        [*LUSHA, "sandbox", "status"], env=process_env, capture_output=True, check=True
    )
    assert json.loads(status.stdout)["requests"] == 12
