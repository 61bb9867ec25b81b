"""`--json` with `--out`: one summary on stdout, and nothing but JSON lines on stderr."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.bulk.run.run_output import RunOutput
from lusha_cli.errors import JournalWriteError
from tests.support.cli import ADA, Lusha, Result

WriteCsv = Callable[..., str]
LEADS = f'email\n{ADA}\nnobody@analytical-engines.example\n""\nnot an email\n{ADA}\n'


def messages(result: Result) -> list[dict[str, Any]]:
    """Return the messages on stderr, each a JSON object on a line."""
    return [json.loads(line) for line in result.err.splitlines()]


def bulk(lusha: Lusha, source: str, out: Path | str, *more: str, code: int = 0) -> Result:
    return lusha("person", "bulk", source, "--yes", "--json", "--out", str(out), *more, code=code)


def test_summary_is_one_object_on_stdout(lusha: Lusha, write_csv: WriteCsv, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    # V3 states what it charges.
    lusha.v2 = "gone"
    result = bulk(lusha, write_csv(LEADS), out, code=10)
    summary = result.json
    assert len(summary.pop("run")) == 12
    left = summary.pop("creditsLeft")
    charged = summary.pop("runCredits")
    assert summary == {
        "rows": 5,
        "matched": 2,
        "mismatched": 0,
        "notFound": 1,
        "failed": 0,
        "invalid": 1,
        "blocked": 0,
        "skipped": 1,
        "credits": charged,
        "output": str(out),
        "review": None,
        "exitCode": 10,
    }
    assert charged > 0
    assert left == lusha("account", "usage", "--json").json["usage"]["credits"]["remaining"]
    assert len(out.read_text().splitlines()) == 6
    *notices, error = messages(result)
    assert notices
    assert all([*notice] == ["notice"] and notice["notice"]["message"] for notice in notices)
    assert error["error"]["code"] == "rows_failed"


def test_summary_counts_only_the_credits_of_this_command(
    lusha: Lusha, write_csv: WriteCsv, tmp_path: Path
) -> None:
    lusha.v2 = "gone"
    source = write_csv(f"email\n{ADA}\n")
    first = bulk(lusha, source, tmp_path / "a.csv").json
    again = bulk(lusha, source, tmp_path / "b.csv").json
    assert (again["credits"], again["runCredits"]) == (0, first["credits"])
    assert (again["run"], again["exitCode"]) == (first["run"], 0)
    exported = lusha("runs", "export", first["run"], "--json", "--out", str(tmp_path / "c.csv"))
    assert exported.err == ""
    assert exported.json == {
        **{key: value for key, value in again.items() if key != "creditsLeft"},
        "output": str(tmp_path / "c.csv"),
    }
    resumed = lusha("runs", "resume", first["run"], "--json", "--yes")
    assert resumed.json["output"] == str(tmp_path / "b.csv")
    assert messages(resumed) is not None


def test_summary_of_an_estimated_charge_has_a_bound(
    lusha: Lusha, write_csv: WriteCsv, tmp_path: Path
) -> None:
    summary = bulk(lusha, write_csv(f"email\n{ADA}\n"), tmp_path / "out.csv").json
    assert summary["creditsUpTo"] == summary["runCreditsUpTo"] > 0
    assert not {"credits", "runCredits", "creditsLeft"} & summary.keys()


def test_summary_of_jsonl_is_one_line(lusha: Lusha, write_csv: WriteCsv, tmp_path: Path) -> None:
    line = (
        "person",
        "bulk",
        write_csv(f"email\n{ADA}\n"),
        "--yes",
        "--out",
        str(tmp_path / "o.csv"),
    )
    result = lusha(*line, "-o", "jsonl")
    assert len(result.out.splitlines()) == 1
    assert result.json["matched"] == 1


def test_summary_of_companies_and_a_database(
    lusha: Lusha, write_csv: WriteCsv, tmp_path: Path
) -> None:
    source, out = write_csv("domain\nanalytical-engines.example\n"), f"sqlite:///{tmp_path}/o.db"
    result = lusha("company", "bulk", source, "--yes", "--json", "--out", out, "--quiet")
    assert result.err == ""
    assert (result.json["matched"], result.json["output"]) == (1, out)


def test_summary_has_no_password(
    lusha: Lusha, write_csv: WriteCsv, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RunOutput, "write", lambda *_args, **_more: {"matched": 1})
    monkeypatch.setattr(
        "lusha_cli.bulk.output.writers.check_output_writable", lambda *_args, **_more: None
    )
    out = "postgresql://ada:hunter2@db.example/leads?table=people"
    result = bulk(lusha, write_csv(f"email\n{ADA}\n"), out)
    assert "hunter2" not in result.out + result.err
    assert "db.example" in result.json["output"]


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), JournalWriteError("Disk full.")])
def test_summary_of_a_stopped_run_names_it(
    lusha: Lusha,
    write_csv: WriteCsv,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: BaseException,
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise failure

    monkeypatch.setattr(RunOutput, "write", fail)
    lusha.v2 = "gone"
    code = 130 if isinstance(failure, KeyboardInterrupt) else 1
    result = bulk(lusha, write_csv(f"email\n{ADA}\n"), tmp_path / "out.csv", code=code)
    summary = result.json
    assert (summary["rows"], summary["matched"], summary["output"]) == (1, None, None)
    assert (summary["exitCode"], summary["credits"]) == (code, summary["runCredits"])
    assert summary["run"] in messages(result)[-1]["error"]["hint"]


def test_json_without_out_prints_the_rows(lusha: Lusha, write_csv: WriteCsv) -> None:
    result = lusha("person", "bulk", write_csv(f"email\n{ADA}\n"), "--yes", "--json")
    assert result.json[0]["lusha_status"] == "matched"
    assert [*messages(result)[0]] == ["notice"]


def test_out_without_json_prints_nothing(lusha: Lusha, write_csv: WriteCsv, tmp_path: Path) -> None:
    out = str(tmp_path / "out.csv")
    result = lusha("person", "bulk", write_csv(f"email\n{ADA}\n"), "--yes", "--out", out)
    assert result.out == ""
    assert f"Written to {out}" in result.err


def test_usage_error_is_the_only_line(lusha: Lusha, tmp_path: Path) -> None:
    result = bulk(lusha, str(tmp_path / "missing.csv"), tmp_path / "out.csv", code=2)
    assert result.out == ""
    assert messages(result)[0]["error"]["code"] == "usage"


def test_messages_of_json_have_kinds(lusha: Lusha) -> None:
    result = lusha("person", "get", ADA, "--json", "--fields", "fullName,zzz", "-v")
    log, *_, warning, charge = messages(result)
    assert "GET" in log["log"]["message"]
    assert warning == {"warning": {"message": "No record has the field `zzz`."}}
    assert charge["notice"]["message"].startswith("Charged ")


def test_messages_of_json_are_redacted_before_they_are_written(lusha: Lusha) -> None:
    lusha.env["LUSHA_REDACT_PII"] = "1"
    result = lusha("company", "get", "zoë.example", "--json", "-v", code=3)
    assert "zo" not in result.err.lower().replace("sandbox", "")
