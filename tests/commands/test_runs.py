"""`lusha runs list`, `export` and `delete`."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.support.cli import Lusha, Server
from tests.support.files import row_statuses


def test_runs_are_listed_exported_and_deleted(
    online: Lusha, write_leads: Callable[..., str], tmp_path: Path
) -> None:
    source = write_leads(4)
    text = online("person", "bulk", source, "--yes").out
    [run] = online("runs", "list").json
    assert (run["source"], run["kind"], run["state"], run["rows"]) == (
        source, "person", "finished", 4,
    )  # fmt: skip
    assert run["statuses"] == {"matched": 4}
    os.unlink(source)
    assert online("runs", "export", run["id"][:4]).out == text
    out = tmp_path / "again.jsonl"
    online("runs", "export", run["id"], "--out", str(out))
    assert [json.loads(line)["lusha_status"] for line in out.read_text().splitlines()] == [
        "matched"
    ] * 4
    assert "finished" in online("runs", "list", terminal=True).out
    assert "There is no run 'zz'" in online("runs", "show", "zz", code=2).err
    assert "--all" in online("runs", "delete", code=2).err
    online("runs", "delete", "--all", "--yes")
    assert online("runs", "list").json == []
    assert list((online.state / "runs").iterdir()) == []


def test_runs_export_sends_no_request(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    online("person", "bulk", write_leads(150), "--yes", "--max-credits", "700", code=6)
    # Without the cached price list, a command that sends items would fetch it.
    shutil.rmtree(online.folder / "cache")
    requests = server.ledger()["totals"]["requests"]
    [run] = online("runs", "list").json
    statuses = row_statuses(online("runs", "export", run["id"]).out)
    assert (statuses.count("matched"), statuses.count("skipped")) == (100, 50)
    assert server.ledger()["totals"]["requests"] == requests


def test_runs_list_omits_declined_and_dry_runs(
    online: Lusha, write_leads: Callable[..., str]
) -> None:
    source = write_leads(3)
    online.env["LUSHA_CONFIRM_ABOVE"] = "0"
    online("person", "bulk", source, code=2)
    online("person", "bulk", source, terminal=True, stdin=b"n\n", code=130)
    online("person", "bulk", source, "--dry-run")
    (online.folder / "bad.csv").write_text("nothing\nx\n")
    online("person", "bulk", str(online.folder / "bad.csv"), code=2)
    assert online("runs", "list").json == []


def test_runs_list_survives_a_corrupt_journal(
    online: Lusha, write_leads: Callable[..., str]
) -> None:
    online("person", "bulk", write_leads(3), "--yes")
    (online.state / "runs" / "0badbadbad00.db").write_bytes(b"x" * 5000)
    states = {run["id"]: run["state"] for run in online("runs", "list").json}
    assert sorted(states.values()) == ["damaged", "finished"]
    assert "damaged" in online("runs", "list", terminal=True).out
    assert online("runs", "show", "0bad").json["state"] == "damaged"
    for command in (("export", "0bad"), ("resume", "0bad", "--yes")):
        reported = online("runs", *command, code=1)
        assert "cannot be read" in reported.err
        assert "lusha runs delete 0badbadbad00" in reported.err
    # It may hold answers that were paid for.
    online("runs", "delete", "0bad", code=2)
    online("runs", "delete", "0bad", "--yes")
    assert len(online("runs", "list").json) == 1


def test_runs_delete_prompts_for_paid_answers(
    online: Lusha, write_leads: Callable[..., str]
) -> None:
    online("person", "bulk", write_leads(4), "--yes")
    online("person", "bulk", write_leads(3), "--yes")
    ids = [run["id"] for run in online("runs", "list").json]
    rejected = online("runs", "delete", *ids, code=2)
    message = "This deletes 2 runs with results that you paid for. Pass --yes to confirm"
    assert message in rejected.err
    declined = online("runs", "delete", "--all", terminal=True, stdin=b"n\n", code=130)
    assert declined.err.count("that you paid for. Continue? [y/N]") == 1
    assert "You declined. Nothing was deleted." in declined.err
    assert [run["id"] for run in online("runs", "list").json] == ids
    online("runs", "delete", "--all", terminal=True, stdin=b"y\n")
    assert online("runs", "list").json == []


def test_runs_delete_does_not_prompt_without_paid_answers(online: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "leads.csv"
    source.write_text("email\nnobody@nowhere.example\n")
    report = online("person", "bulk", str(source), "--yes").err
    assert "1 not found. Charged 0 credits" in report
    [run] = online("runs", "list").json
    assert run["credits"] == 0
    online("runs", "delete", run["id"])
    assert online("runs", "list").json == []
