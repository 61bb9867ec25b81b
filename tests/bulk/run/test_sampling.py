"""`--sample`: a projection from the first rows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.bulk_runs import bulk_requests
from tests.support.cli import Lusha, Server
from tests.support.files import csv_rows


@pytest.mark.slow
def test_sample_projects_the_cost_and_is_reused_by_the_run(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    source = write_leads(900)
    with Path(source).open("a") as file:
        file.writelines(f"nobody{number}@nowhere.example\n" for number in range(100))
    line = ("person", "bulk", source, "--yes")
    reported = online(*line, "--sample", "200")
    response = reported.json
    assert response["sample"] == 200
    low, high = response["matchRateInterval"]
    assert low < 0.9 < high
    assert 0 <= low < response["matchRate"] < high <= 1
    assert response["projected"]["items"] == 1_000
    assert (
        response["projected"]["matchedInterval"][0]
        <= 900
        <= response["projected"]["matchedInterval"][1]
    )
    assert bulk_requests(server) == 2
    assert online(*line, "--sample", "200").json == response
    assert bulk_requests(server) == 2
    other = online(*line, "--sample", "200", "--sample-seed", "7").json
    assert other != response
    requested = bulk_requests(server)
    result = online(*line)
    assert len(csv_rows(result.out)) == 1_000
    ledger = server.ledger()
    assert bulk_requests(server) > requested
    assert {entity["asked"] for entity in ledger["entities"].values()} == {1}
    spent = ledger["totals"]["credits"] - sum(e["charged"] for e in ledger["entities"].values())
    low, high = response["projected"]["creditsInterval"]
    assert low <= sum(e["charged"] for e in ledger["entities"].values()) <= high
    assert spent < 50
    fresh = online(*line, "--sample", "5", "--fresh").json
    assert fresh["creditsPerItem"] == 0


def test_sample_cannot_be_combined_with_retry(
    lusha: Lusha, write_leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", write_leads(3), "--yes", "--sample", "2", "--retry-status", "error")
    assert "used together" in lusha(*line, code=2).err


def test_sample_of_a_small_file_is_the_whole_file(
    lusha: Lusha, write_leads: Callable[..., str]
) -> None:
    response = lusha("person", "bulk", write_leads(3), "--yes", "--sample", "50").json
    assert (response["sample"], response["matchRate"]) == (3, 1.0)
    assert response["matchRateInterval"][0] < 1
