"""`lusha api`: parameters count wherever they stand, or the estimate has no bound."""

import json
from collections.abc import Callable

import pytest

from tests.money.client import MoneyClient, check_report
from tests.money.conftest import MakeApi
from tests.money.fake_api import FakeApi
from tests.money.test_dry_run import check_estimate

pytestmark = pytest.mark.slow

PEOPLE = [{"email": f"p{n}@firm.example"} for n in range(100)]
COMPANIES = [{"domain": f"f{n}.example"} for n in range(60)]
# Command lines, with the body that `{body}` names.
LINES: tuple[tuple[str, object], ...] = (
    ("GET /v2/person?email=ada@firm.example", None),
    ("GET /v2/person -F email=ada@firm.example -F signals=promotion", None),
    ("GET /v2/person?email=ada@firm.example&signals=promotion,companyChange", None),
    ("GET /v2/company?domain=firm.example&signals=riskNews", None),
    ("GET /v2/company?domain=firm.example&signals[]=riskNews&signals[]=peopleNews", None),
    ("GET /v2/company?domain=firm.example -F signals[]=riskNews", None),
    ("GET /v2/company -f domain=firm.example -f signals=allSignals", None),
    ("/v2/company?domain=firm.example&signals=riskNews", None),
    ("GET v2/company/?domain=firm.example&signals=riskNews", None),
    ("GET /v2//company?domain=firm.example&signals=riskNews", None),
    ("GET /v2/%63ompany?domain=firm.example&signals=riskNews", None),
    ("GET /V2/company?domain=firm.example", None),
    ("POST /v2/person --input {body}",
     {"contacts": [{"contactId": str(n), **p} for n, p in enumerate(PEOPLE)]}),
    ("POST /v2/person?revealEmails=true --input {body}",
     {"contacts": [{"contactId": "1", "email": "ada@firm.example"}]}),
    ("POST /v2/person?signals=promotion --input {body}",
     {"contacts": [{"contactId": "1", "email": "ada@firm.example"}]}),
    ("POST /v2/company?signals=riskNews --input {body}",
     {"companies": [{"id": "1", "domain": "firm.example"}]}),
    ("GET /v3/contacts/tables/1/entities", None),
    ("GET /v3/contacts/tables/1/entities?size=120", None),
    ("GET /v3/contacts/tables/1/entities -f size=120", None),
    ("GET /v3/contacts/tables/1/entities -F size=120", None),
    ("GET /v3/contacts/tables/1/entities -F size[]=120", None),
    ("GET /v3/contacts/tables/1/entities?size[]=120", None),
    ("GET /v3/contacts/tables/1/entities?size=10&size=120", None),
    ("GET /v3/contacts/tables/1/entities?size=10 -F size=120", None),
    ("POST /v3/companies/tables/1/entities --input {body}",
     {"entityIds": [str(n) for n in range(500)], "owner": {"email": "a@b.example"}}),
    ("POST /v3/contacts/search-and-enrich --input {body}", {"contacts": PEOPLE}),
    ("POST /v3/contacts/search-and-enrich?reveal=emails --input {body}",
     {"contacts": PEOPLE, "reveal": ["phones"]}),
    ("POST /v3/companies/search-and-enrich --input {body}", {"companies": COMPANIES}),
    ("POST /v3/companies/search-and-enrich --input {body}",
     {"companies": COMPANIES, "reveal": ["competitors", "intent"]}),
    ("POST /v3/companies/enrich?reveal=competitors --input {body}", {"ids": ["1", "2"]}),
    ("POST /v3/companies/enrich --input {body}",
     {"ids": ["1", "2"], "reveal": ["competitors"], "tableId": "1"}),
    ("POST /v3/contacts/enrich --input {body}", {"ids": ["1", "2"]}),
    ("POST /v3/contacts/enrich?waterfallEnabled=false --input {body}", {"ids": ["1", "2"]}),
    ("POST /v3/contacts/enrich --input {body}", {"ids": ["1", "2"], "waterfallEnabled": False}),
    ("POST /v3/contacts/prospecting --input {body}",
     {"pagination": {"size": 100}, "filters": {"contacts": {"include": {}}}}),
    ("POST /v3/contacts/prospecting --input {body}",
     {"pagination": {"size": "100"}, "filters": {"contacts": {"include": {}}}}),
    ("POST /v3/contacts/prospecting --input {body}",
     {"pagination": {"size": 50}, "filters": {
         "contacts": {"include": {"signals": {"types": ["allSignals"]}}},
         "companies": {"include": {"signals": {"types": ["allSignals"]}}}}}),
    ("POST /v3/companies/lookalike?limit=100 --input {body}",
     {"seeds": {"domains": ["a.example"]}}),
    ("POST /v3/companies/lookalike --input {body}",
     {"seeds": {"domains": ["a.example"]}, "limit": "100"}),
    ("POST /v3/lookalike/contacts --input {body}", {"seeds": {"emails": ["a@b.example"]}}),
    ("POST /recommendations/contacts --input {body}",
     {"contacts": [{"personId": "1", "companyId": "2"}]}),
    ("POST /v3/contacts/buying-group?contactsLimit=60 --input {body}",
     {"companies": COMPANIES[:3]}),
    ("POST /v3/contacts/buying-group --input {body}",
     {"companies": COMPANIES[:3], "contactsLimit": "70"}),
    ("POST /v3/companies/signals --input {body}",
     {"ids": ["1", "2"], "signalTypes": ["allSignals"], "maxResultsPerSignal": 2}),
    ("POST /v3/companies/signals?maxResultsPerSignal=1 --input {body}",
     {"ids": ["1", "2"], "signalTypes": ["allSignals"], "maxResultsPerSignal": 2}),
    ("POST /v3/companies/signals?signalTypes=allSignals --input {body}", {"ids": ["1", "2"]}),
    ("POST /api/signals/contacts --input {body}",
     {"contactIds": [1, 2], "signals": ["allSignals"]}),
    ("POST /signals/contacts --input {body}", {"contactIds": [1, 2], "signals": ["allSignals"]}),
    ("POST /prospecting/contact/search --input {body}",
     {"pages": {"size": 50}, "filters": {"contacts": {"include": {
         "signals": {"names": ["allSignals"]}}}}}),
    ("POST /v3/companies/website-visits --input {body}",
     {"domains": ["a.example"], "pagination": {"size": 150}}),
    ("POST /v3/contacts/search --input {body}",
     {"contacts": PEOPLE, "signals": {"types": ["allSignals"], "maxResultsPerSignal": 2}}),
)  # fmt: skip
CASES = [
    pytest.param(line, body, id=f"{number}: {line.split(' --input')[0]}")
    for number, (line, body) in enumerate(LINES)
]


@pytest.mark.parametrize(("line", "body"), CASES)
def test_raw_estimate_covers_the_charge(
    make_api: MakeApi, make_client: Callable[[FakeApi], MoneyClient], line: str, body: object
) -> None:
    client = make_client(make_api(v2_states_charge=True))
    path = client.write("body.json", json.dumps(body))
    argv = ("api", *line.replace("{body}", path).split())
    preview = client(*argv, "--dry-run", code=(0, 2))
    if preview.code:
        # A line that is refused is not charged.
        assert not preview.charged, str(preview)
        return
    run = client(*argv, "--yes")
    check_estimate(preview, run)
    check_report(run)
    if preview.estimate is None:
        return
    client.api.reset()
    cap = max(0, preview.estimate - 1)
    capped = client(*argv, "--max-credits", str(cap))
    assert capped.charged <= cap, str(capped)
