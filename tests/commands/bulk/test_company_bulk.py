"""`lusha company bulk`: from a file to an enriched file."""

from typing import Any

from tests.support.cli import Lusha
from tests.support.files import WriteFile, csv_rows


def test_company_bulk_accepts_domain_name_or_id(lusha: Lusha, write_file: WriteFile) -> None:
    company = lusha("company", "get", "analytical-engines.example").json["data"]
    source = write_file(
        "firms.csv",
        "Website,Unternehmen,Lusha Company ID\n"
        "https://www.analytical-engines.example/x,,\n"
        ",ANALYTICAL ENGINES,\n"
        f",,{company['id']}\n"
        "nowhere.example,,\n"
        "gdpr.magic.example,,\n"
        "in London,,\n",
    )
    result = lusha("company", "bulk", source, "--yes", code=10)
    rows = csv_rows(result.out)
    assert [row["lusha_status"] for row in rows] == [
        "matched", "matched", "matched", "not_found", "blocked", "invalid",
    ]  # fmt: skip
    for row in rows[:3]:
        assert row["lusha_company_name"] == "Analytical Engines"
        assert row["lusha_company_id"] == str(company["id"])
        assert row["lusha_company_domain"] == "analytical-engines.example"
    assert "6 rows: 5 companies in 1 request (1 invalid)." in result.err


def test_company_bulk_sends_every_parameter(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("firms.csv", "domain\nanalytical-engines.example\n")
    argv = (
        "company", "bulk", source, "--signal", "allSignals", "--signals-start-date",
        "2020-01-01", "--news-event-type", "ipo", "--hiring-by-department", "Sales",
        "--hiring-by-location", "country=Japan,state=Tokyo", "--hiring-by-location", "Germany",
        "--no-partial-company",
    )  # fmt: skip
    shown = lusha(*argv, "--dry-run").json
    assert shown["body"] == {
        "companies": [{"id": "1", "domain": "analytical-engines.example"}],
        "signals": ["allSignals"],
        "signalsStartDate": "2020-01-01",
        "signalsFilters": {
            "include": {
                "newsEventTypes": ["IPO"],
                "hiringByDepartments": ["Sales"],
                "hiringByLocations": [
                    {"country": "Japan", "state": "Tokyo"},
                    {"country": "Germany"},
                ],
            }
        },
        "partialCompany": False,
    }
    assert shown["maxCredits"] is None
    assert csv_rows(lusha(*argv, "--yes").out)[0]["lusha_status"] == "matched"
    unknown = lusha("company", "bulk", source, "--news-event-type", "IPOs", "--dry-run")
    assert "Did you mean IPO?" in unknown.err
    body = write_file("body.json", '{"companies": [{"id": "a", "name": "Analytical Engines"}]}')
    sent: Any = lusha("company", "bulk", "--body", body, "--yes").json
    assert sent["a"]["name"] == "Analytical Engines"
