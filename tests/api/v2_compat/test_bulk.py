"""Files enriched by V3 in place of V2."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.app import Options
from tests.support.cli import KEY, Lusha, Server

RETIRED = "V2 of the API is retired"


@pytest.fixture
def people_file(tmp_path: Path) -> Path:
    """Write a file of 250 people, of whom the last 10 don't exist."""
    file = tmp_path / "in.csv"
    ids = [str(4_100_000_000 + 13 * number) for number in range(240)]
    ids += [str(4_100_000_001 + number) for number in range(10)]
    file.write_text("\n".join(["lusha id", *ids, ""]))
    return file


def test_bulk_switches_to_v3_midway_and_pays_nothing_twice(
    online: Lusha, server: Server, people_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    handle, seen = server.sandbox.handle, 0

    def turning(request: Any) -> Any:
        nonlocal seen
        seen += request.path == "/v2/person"
        if seen == 2:
            server.sandbox._options = Options(v2="gone")
        return handle(request)

    server.sandbox.handle = turning  # type: ignore[method-assign]
    line = ("person", "bulk", str(people_file), "--yes", "--jobs", "1", "--out", str(out))
    result = online(*line)
    assert RETIRED in result.err
    rows = out.read_text().splitlines()
    assert len(rows) == 251
    entities = server.ledger()["entities"]
    assert {item["asked"] for item in entities.values()} == {1}
    assert server.ledger()["requests"]["contacts search-and-enrich"] == 2
    charged = server.ledger()["totals"]["credits"]
    # 1 credit per 25 results, rounded up: 100 over V2, then 100 and 40 over V3.
    assert sum(item["charged"] for item in entities.values()) + 4 + 4 + 2 == charged
    assert ",not_found," in rows[-1]
    assert "matched" in result.err


@pytest.mark.slow
def test_person_bulk_writes_the_same_rows_over_v3(
    tmp_path: Path, serve: Callable[..., Server], people_file: Path
) -> None:
    outs = []
    for v2 in ("on", "gone"):
        lusha = Lusha(tmp_path / v2)
        lusha.env.update(LUSHA_BASE_URL=serve(v2=v2).url, LUSHA_API_KEY=KEY)
        columns = ("--data-columns", "full_name,work_email,phones,job_title,company_domain,city")
        lusha(
            "person", "bulk", str(people_file), "--yes", "--out", str(tmp_path / "o.csv"), *columns
        )
        lines = (tmp_path / "o.csv").read_text().splitlines()
        outs.append([line.split(",")[:2] + line.split(",")[6:] for line in lines])
    assert outs[0] == outs[1]


@pytest.mark.slow
def test_company_bulk_writes_the_same_rows_over_v3(
    tmp_path: Path, serve: Callable[..., Server]
) -> None:
    file = tmp_path / "firms.csv"
    ids = [str(30_000_000 + 17 * number) for number in range(120)]
    file.write_text("\n".join(["lusha id", *ids, "1", ""]))
    outs = []
    for v2 in ("on", "gone"):
        lusha = Lusha(tmp_path / v2)
        lusha.env.update(LUSHA_BASE_URL=serve(v2=v2).url, LUSHA_API_KEY=KEY)
        out = tmp_path / f"{v2}.jsonl"
        lusha("company", "bulk", str(file), "--yes", "--out", str(out))
        rows = [json.loads(line) for line in out.read_text().splitlines()]
        outs.append(
            [
                (row["lusha_status"], row["lusha_company_name"], row["lusha_company_domain"])
                for row in rows
            ]
        )
    assert outs[0] == outs[1]
    assert outs[0][-1][0] == "not_found"


def test_bulk_explains_a_row_that_v3_cannot_look_up(without_v2: tuple[Lusha, Server]) -> None:
    lusha, server = without_v2
    body = {
        "contacts": [
            {"contactId": "1", "fullName": "Cher", "companies": [{"name": "X", "isCurrent": True}]}
        ]
    }
    result = lusha("person", "bulk", "--body", "-", "--yes", stdin=json.dumps(body).encode())
    assert result.json["contacts"]["1"]["error"]["name"] == "INVALID_FULL_NAME"
    assert server.ledger()["totals"]["credits"] == 0
