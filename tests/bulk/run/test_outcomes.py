"""What a response without details means for a row and the budget."""

import json
from pathlib import Path
from typing import Any

from lusha_cli.bulk.plan import RunSummary
from lusha_cli.bulk.record_types import COMPANY, PERSON, RecordType
from lusha_cli.bulk.run.recorder import SendResult
from lusha_cli.bulk.run.run import BulkRun
from lusha_cli.errors import BudgetExceeded


def enrich_row(
    folder: Path, record_type: RecordType, rows: list[dict[str, str]], send: Any, **more: Any
) -> tuple[list[dict[str, Any]], RunSummary]:
    source, out = folder / "in.json", folder / "out.json"
    source.write_text(json.dumps(rows))
    with BulkRun(record_type, str(source)) as run:
        summary = run.run(lambda body, _: SendResult(send(body)), now=lambda: 0.0, **more)
        run.output.write(out)
    return json.loads(out.read_text()), summary


def test_outcome_without_a_stated_charge_counts_as_charged(tmp_path: Path) -> None:
    def send(body: Any) -> Any:
        data = {"emails": ["a@b.example"], "phones": ["+1 212 555 0143"]}
        return {"contacts": {contact["contactId"]: {"data": data} for contact in body["contacts"]}}

    people = [{"email": f"p{n}@b.example"} for n in range(300)]
    rows, summary = enrich_row(tmp_path, PERSON, people, send, max_credits=1300)
    # 100 x 6 + 4 per request: two leave 92, and the third could cost 604.
    assert [row["lusha_status"] for row in rows] == ["matched"] * 200 + ["skipped"] * 100
    assert rows[0]["lusha_credits"] == 6
    assert summary.credits == 1208
    assert not summary.is_exact
    assert isinstance(summary.failure, BudgetExceeded)


def test_outcome_of_a_company_without_name_is_a_match(tmp_path: Path) -> None:
    response = {
        "1": {"id": 7, "domain": "firm.example"},
        "2": {"id": 8, "description": "Makes engines."},
        "3": {"id": 9},
        "4": {},
        "5": None,
    }
    companies = [{"domain": f"f{n}.example"} for n in range(5)]
    rows, summary = enrich_row(tmp_path, COMPANY, companies, lambda _: response)
    assert [row["lusha_status"] for row in rows] == ["matched"] * 2 + ["not_found"] * 3
    assert rows[0]["lusha_company_domain"] == "firm.example"
    assert rows[1]["lusha_company_description"] == "Makes engines."
    assert [row["lusha_credits"] for row in rows] == [1, 1, 0, 0, 0]
    assert summary.credits == 2 + 1
