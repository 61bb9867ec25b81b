"""The worst-case cost of requests, wherever their parameters stand."""

import json
from typing import Any

import pytest

from tests.support.cli import ADA, Lusha

# A path of V3 stays on V3, so that only its own price counts.
RAW_REQUESTS: list[tuple[tuple[str, ...], int | None]] = [
    (("GET", f"/v2/person?email={ADA}"), 6),
    (("GET", f"/v2/person?email={ADA}&revealPhones=true"), 5),
    (("GET", f"/v2/person?email={ADA}&revealEmails=true"), 1),
    (("GET", f"/v2/person?email={ADA}&revealEmails=true", "-f", "revealPhones=true"), 6),
    # Neither true nor false: the API may read it either way.
    (("GET", f"/v2/person?email={ADA}&revealEmails=1&revealPhones=true"), 6),
    (("GET", f"/v2/person?email={ADA}&signals=promotion"), None),
    (("GET", "/v2/company?domain=a.example"), 1),
    (("GET", "/v2/company?domain=a.example&signals=websiteTrafficIncrease"), None),
    (("GET", "/v2/company", "-f", "domain=a.example", "-f", "signals=allSignals"), None),
    (("GET", "/v3/contacts/tables/1/entities"), 100),
    (("GET", "/v3/contacts/tables/1/entities?size=7"), 7),
    (("GET", "/v3/contacts/tables/1/entities", "-F", "size=300"), 300),
    (("GET", "/v3/contacts/tables/1/entities", "-f", "size=300"), 300),
    (("GET", "/v3/contacts/tables/1/entities", "-F", "size[]=300"), 300),
    (("GET", "/v3/contacts/tables/1/entities?size=300", "-F", "size=5"), 300),
    (("GET", "/v3/contacts/tables/1/entities?size=many"), 100),
    (("POST", "/v3/contacts/lookalike", "-F", "limit=50"), 10),
    (("POST", "/v3/contacts/lookalike", "-f", "limit=50"), 10),
    (("POST", "/v3/contacts/lookalike?limit=100", "-F", "limit=5"), 20),
    (("POST", "/v3/contacts/lookalike"), 5),
    (("POST", "/api/recommendations/contacts"), 25),
    (("POST", "/api/recommendations/companies", "-F", "limit=3"), 3),
    (("POST", "/v3/companies/tables/1/entities", "-F", "entityIds[]=1", "-F", "entityIds[]=2"), 2),
    (("POST", "/v3/companies/tables/1/entities"), 500),
    (("POST", "/v3/contacts/tables/1/entities", "-F", "entityIds[]=1"), 0),
    (("POST", "/v3/contacts/prospecting?pagination=x", "-F", "size=100"), 4),
    (("POST", "/v3/companies/enrich", "-F", "ids[]=1", "-F", "reveal[]=funding"), 2),
    (("POST", "/v3/companies/enrich", "-F", "ids[]=1", "-f", "reveal=funding,competitors"), 3),
    (("POST", "/v3/contacts/enrich", "-F", "ids[]=1"), None),
    (("POST", "/v3/contacts/enrich", "-F", "ids[]=1", "-F", "waterfallEnabled=false"), 6),
    (("POST", "/v3/contacts/enrich", "-F", "ids[]=1", "-f", "reveal=emails",
      "-F", "waterfallEnabled=false"), 1),
    (("POST", "/v3/contacts/signals", "-F", "ids[]=1", "-F", "signalTypes[]=promotion",
      "-f", "maxResultsPerSignal=4"), 4),
    (("POST", "/v3/companies/signals", "-F", "ids[]=1", "-f", "signalTypes=a,b",
      "-F", "maxResultsPerSignal=4"), 8),
    (("POST", "/v3/contacts/buying-group", "-F", "companies[]=1", "-f", "contactsLimit=90"), 90),
    (("POST", "/v3/nobody-knows"), None),
]  # fmt: skip

BODIES: list[tuple[tuple[str, ...], Any, int | None]] = [
    (("companies", "search-and-enrich"), {"companies": [{"domain": "a.example"}]}, 2),
    (("companies", "search-and-enrich"), {"companies": [{"domain": "a.example"}],
     "reveal": ["funding"]}, 3),
    (("companies", "search-and-enrich"), {"companies": [{"id": str(n)} for n in range(26)]}, 28),
    (("contacts", "search-and-enrich"), {"contacts": [{"email": ADA}], "reveal": ["emails"]}, 2),
    (("companies", "enrich"), {"ids": ["1"], "tableId": "7"}, None),
    (("api", "/v3/companies/lookalike"), {"limit": 10, "tableId": "7"}, None),
    (("api", "/v3/contacts/lookalike"), {"limit": 10, "tableId": "7"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "credits_"), RAW_REQUESTS)
def test_estimate_counts_a_parameter_of_a_raw_request_wherever_it_stands(
    lusha: Lusha, argv: tuple[str, ...], credits_: int | None
) -> None:
    assert lusha("api", *argv, "--dry-run").json["maxCredits"] == credits_


@pytest.mark.parametrize(("argv", "body", "credits_"), BODIES)
def test_estimate_counts_a_body(
    lusha: Lusha, argv: tuple[str, ...], body: Any, credits_: int | None
) -> None:
    flag = "--input" if argv[0] == "api" else "--body"
    result = lusha(*argv, flag, "-", "--dry-run", stdin=json.dumps(body).encode())
    assert result.json["maxCredits"] == credits_


COMPANIES = [word for n in range(5) for word in ("--company-id", str(30000000 + n))]


@pytest.mark.parametrize(
    ("argv", "unknown", "v2", "v3"),
    [
        (("person", "get", ADA), 7, 6, 7),
        (("company", "get", "analytical-engines.example"), 2, 1, 2),
        ((*("recommendations", "companies"), *COMPANIES), 25, 25, 6),
    ],
)
def test_estimate_is_the_dearer_version_until_v2_works(
    lusha: Lusha, argv: tuple[str, ...], unknown: int, v2: int, v3: int
) -> None:
    def max_credits(*flags: str) -> Any:
        return lusha(*argv, *flags, "--dry-run").json["maxCredits"]

    assert max_credits() == unknown
    assert max_credits("--api-version", "v2") == v2
    assert max_credits("--api-version", "v3") == v3
    lusha(*argv)
    assert max_credits() == v2
    lusha.clock.sleep(86_401)
    assert max_credits() == unknown
