"""V2 commands return the same results over V3."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.json_types import Json
from tests.support.cli import ADA, KEY, Lusha, Server

pytestmark = pytest.mark.with_yes

LINK = "https://www.linkedin.com/in/ada-byrne-00000"
COMPANY_DOMAIN = "analytical-engines.example"
SEEDS = ("--contact-id", "4100000000", "--email", ADA, "--linkedin-url", LINK,
         "--contact", f"first-name=Ada,last-name=Byrne,company-domain={COMPANY_DOMAIN}",
         "--contact-id", "4100000013")  # fmt: skip
COMPANY_SEEDS = tuple(
    word
    for name in ("analytical-engines", "copper-foods", "indigo-labs", "ember-devices", "ivory-labs")
    for word in ("--domain", f"{name}.example")
)
FIVE = ("4100000000", "4100000013", "4100000026", "4100000039", "4100000052")
PEOPLE_SEEDS = tuple(word for id_ in FIVE for word in ("--seed", f"{id_}:30000000"))
FIVE_COMPANIES = tuple(word for n in range(5) for word in ("--seed", str(30_000_000 + 17 * n)))
BODY = {
    "contacts": [
        {"contactId": "a", "email": ADA},
        {"contactId": "b", "email": "nomatch@magic.example"},
        {"contactId": "c", "personId": "4100000013"},
        {"contactId": "d", "fullName": "Ada Byrne", "companies": [
            {"name": "Analytical Engines", "isCurrent": True}]},
        {"contactId": "e", "email": "gdpr@magic.example"},
    ]
}  # fmt: skip
COMPANIES_BODY = {
    "companies": [
        {"id": "a", "domain": COMPANY_DOMAIN},
        {"id": "b", "name": "No Such Firm"},
        {"id": "c", "companyId": "30000017"},
        {"id": "d", "fqdn": "www.copper-foods.example"},
    ]
}

# Every V2 operation that V3 can serve: command lines and exit codes.
COMMAND_LINES: dict[str, list[tuple[tuple[str, ...], int]]] = {
    "person get": [
        ((ADA,), 0),
        (("4100000013",), 0),
        ((LINK, "--reveal-emails"), 0),
        (("--full-name", "Ada Byrne", "--company-name", "Analytical Engines"), 0),
        ((ADA, "--signal", "allSignals", "--signals-start-date", "2y"), 0),
        (("nomatch@magic.example",), 3),
        (("gdpr@magic.example",), 5),
        (("partial@magic.example",), 0),
        (("4100000416",), 3),
        (("4100000416", "--partial-profile"), 0),
    ],
    "person bulk": [(("--body", "-", "--yes"), 0)],
    "company get": [
        ((COMPANY_DOMAIN,), 0),
        (("Copper Foods",), 0),
        (("30000017",), 0),
        ((COMPANY_DOMAIN, "--signal", "peopleNews", "--signals-start-date", "2y"), 0),
        ((COMPANY_DOMAIN, "--signal", "allSignals", "--signals-start-date", "2y"), 0),
        (("no-such.example",), 3),
        (("30000510",), 0),
        (("30000510", "--no-partial-company"), 3),
    ],
    "company bulk": [(("--body", "-", "--yes"), 0)],
    **{
        f"filters contacts {name}": [((), 0)]
        for name in ("departments", "seniority", "data-points", "countries")
    },
    "filters contacts locations": [(("berlin",), 0)],
    **{
        f"filters companies {name}": [((), 0)]
        for name in ("industries", "sizes", "revenues", "sics", "naics", "intent-topics")
    },
    "filters companies names": [(("engines",), 0)],
    "filters companies locations": [(("germany",), 0)],
    "filters companies technologies": [(("sa",), 0)],
    "prospecting contact search": [
        (("--department", "sales", "--seniority", "vp", "--location", "Germany"), 0),
        (("--job-title", "engineer", "--exclude-location", "Japan", "--page", "1"), 0),
        (("--technology", "figma", "--size", "1000-", "--data-point", "phone", "--limit", "60"), 0),
        (("--department", "legal", "--signal", "promotion", "--signal-start-date", "1y"), 0),
        (("--location", "country=Germany,city=Munich", "--exclude-dnc",
          "--no-include-partial-contact"), 0),
        (("--location", "country_grouping=latam", "--main-industry-id", "Finance"), 0),
        (("--search-text", "ada byrne"), 0),
    ],
    "prospecting company search": [
        (("--technology", "aws", "--location", "Japan"), 0),
        (("--name", "copper", "--all"), 0),
        (("--revenue", "1B-", "--exclude-size", "1-10", "--intent-topic", "data privacy"), 0),
        (("--signal", "riskNews", "--signal-start-date", "1y", "--search-text", "germany"), 0),
        (("--location", "Japan", "--exclude-partial-companies"), 0),
    ],
    "signals options": [(("contact",), 0), (("company",), 0)],
    "signals contacts get": [
        (("--contact-id", "4100000000", "--contact-id", "4100000026", "--signal", "allSignals",
          "--start-date", "2y"), 0),
    ],
    "signals contacts search": [
        (("--linkedin-url", "https://www.linkedin.com/in/clara-gupta-00006", "--signal",
          "promotion", "--start-date", "2y"), 0),
        (("--email", "nomatch@magic.example", "--signal", "promotion"), 3),
    ],
    "signals companies get": [
        (("--company-id", "30000000", "--company-id", "30000017", "--signal", "allSignals",
          "--start-date", "2y"), 0),
    ],
    "signals companies search": [
        (("--domain", COMPANY_DOMAIN, "--signal", "peopleNews", "--start-date", "2y"), 0),
        (("--name", "Copper Foods", "--signal", "riskNews", "--max-results-per-signal", "1"), 0),
    ],
    "account usage": [((), 0)],
    "lookalike contacts": [((*SEEDS, "--limit", "10"), 0)],
    "lookalike companies": [((*COMPANY_SEEDS, "--limit", "10"), 0)],
    "recommendations contacts": [((*PEOPLE_SEEDS, "--exclude", "4100000065"), 0)],
    "recommendations companies": [((*FIVE_COMPANIES, "--limit", "5"), 0)],
}  # fmt: skip
STDIN = {
    "person bulk": json.dumps(BODY).encode(),
    "company bulk": json.dumps(COMPANIES_BODY).encode(),
}

# Values that V3 omits, by the end of their paths, and values that differ:
# ids of requests and results, messages, credits.
_COMPANY_OF_PERSON = (
    "company.description", "company.logoUrl", "company.revenueRange", "company.companySize",
    "company.specialities", "company.technologies", "company.intent",
    "company.industryPrimaryGroupDetails", "company.domains", "company.homepageUrl",
    "company.location", "company.social", "industry.subIndustry",
)  # fmt: skip
_PERSON = (
    *_COMPANY_OF_PERSON, "jobStartDate", "linkedinFollowersCount", "linkedinConnectionsCount",
    "location.stateCode", "location.rawLocation", "location.state_code", "location.raw_location",
    "currentCompanyId", "currentDepartments", "currentSeniorityLabel", "previousDomain",
    "currentDomain", "isCreditCharged",
)  # fmt: skip
_COMPANY = (
    "rawLocation", "fullLocation", "crunchbase", "intent", "website", "categories", "domains",
    "industryTags", "funding.intent",
)  # fmt: skip
UNAVAILABLE = {
    "person get": _PERSON,
    "person bulk": _PERSON + tuple(
        item.removeprefix("company.") for item in _COMPANY_OF_PERSON) + ("industry",),
    "company get": _COMPANY,
    "company bulk": _COMPANY,
    "prospecting contact search": (
        "hasWorkEmail", "hasPrivateEmail", "hasMobilePhone", "hasDirectPhone",
        *(f"hasCompany{name}" for name in (
            "EmployeesCount", "Revenue", "MainIndustry", "SubIndustry", "Funding", "Intent",
            "Technologies", "City", "Country")),
    ),
    "prospecting company search": (
        "description", "logoUrl",
        *(f"hasCompany{name}" for name in (
            "EmployeesCount", "Revenue", "MainIndustry", "SubIndustry", "Funding", "Intent",
            "Technologies", "City", "Country")),
    ),
    "prospecting contact enrich": (*_PERSON, "data.company", "seniority.id", "id"),
    "prospecting company enrich": (*_COMPANY, "social"),
    "signals contacts get": (*_PERSON, "currentTitle"),
    "signals contacts search": (*_PERSON, "currentTitle", "startDate", "endDate"),
    "recommendations companies": ("description",),
}  # fmt: skip
# Values of V3 that V2 has no name for, which keep V3's, and V2's own names for what only the
# sandbox's V2 leaves out.
KEPT_NAMES = (
    "billing", "previousJob", "previousEmployment", "coordinates", "locationCoordinates",
    "location_coordinates", "zipCode", "has", "canReveal", "alternativeName", "alternativeDomains",
    "additionalIndustries", "lushaPopularityTier", "companyOffering", "businessModel", "keywords",
    "specialitiesRefactored", "phone", "email", "socialLinks", "industryTags", "yearFounded",
    "sicCodes", "naicsCodes", "departments", "seniority", "firstName", "lastName", "location",
    "company.industry", "company.domain", "employeeCount", "industry", "updateDate", "plan",
    "pricing", "rateLimits", "results.id", "meta", "data.location.isEuContact", "domain",
    "stateCode", "companies.domains",
)  # fmt: skip
DIFFERENT_VALUES = (
    "companies.fqdn", "rawLocation", "phoneType", "categories",
    "contacts.id",
    "requestId", "contactId", "message", "dedupeSessionId", "creditsCharged", "creditCharged",
    "isCreditCharged", "billing", "used", "remaining", "hasSocialLink", "hasContactLocation",
    "hasDepartment", "hasSeniority", "jobTitle.title",
)  # fmt: skip


@pytest.fixture
def both_versions(tmp_path: Path, serve: Callable[..., Server]) -> list[Lusha]:
    """Return a CLI for a server with V2 and one for a server without it."""
    runners = []
    for v2 in ("on", "gone"):
        runner = Lusha(tmp_path / v2)
        runner.env.update(LUSHA_BASE_URL=serve(v2=v2).url, LUSHA_API_KEY=KEY)
        runners.append(runner)
    return runners


def test_translator_cases_cover_every_v2_operation() -> None:
    searched = {"prospecting contact enrich", "prospecting company enrich"}
    assert set(COMMAND_LINES) | searched == {row.name for row in ENDPOINTS if row.family == "v2"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "argv", "code"),
    [(name, argv, code) for name, lines in COMMAND_LINES.items() for argv, code in lines],
    ids=[
        f"{name} {' '.join(argv)}"[:70]
        for name, lines in COMMAND_LINES.items()
        for argv, _ in lines
    ],
)
def test_translator_returns_the_same_result(
    both_versions: list[Lusha], name: str, argv: tuple[str, ...], code: int
) -> None:
    line, stdin = (*name.split(), *argv, "--json"), STDIN.get(name, b"")
    there, gone = (runner(*line, code=code, stdin=stdin) for runner in both_versions)
    if code == 5:
        assert there.error["code"] == gone.error["code"]
        assert (there.out, gone.out) == ("", "")
        return
    compare_results(name, there.json, gone.json)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("noun", "filters", "records"),
    [
        ("contact", ("--department", "sales"), "contacts"),
        ("company", ("--technology", "aws"), "companies"),
    ],
)
def test_translator_enriches_search_results_the_same_way(
    both_versions: list[Lusha], noun: str, filters: tuple[str, ...], records: str
) -> None:
    responses = []
    for runner in both_versions:
        result = runner("prospecting", noun, "search", *filters, "--page-size", "10", "--json")
        enriched = runner("prospecting", noun, "enrich", "-", stdin=result.out.encode())
        responses.append(enriched.json)
    assert len(responses[0][records]) == 10
    compare_results(f"prospecting {noun} enrich", *responses)


def compare_results(name: str, there: Json, gone: Json) -> None:
    """Assert that a V3 result adds and omits only listed values of the V2 result."""
    old, new = dict(leaf_values(there)), dict(leaf_values(gone))
    missing = UNAVAILABLE.get(name, ())
    for path, value in new.items():
        if path_contains(path, DIFFERENT_VALUES):
            continue
        if path not in old:
            assert path_contains(path, KEPT_NAMES), f"invented: {path} = {value!r}"
            continue
        assert old[path] == value, path
    for path in old.keys() - new.keys():
        assert path_contains(path, missing) or path_contains(path, DIFFERENT_VALUES), (
            f"missing: {path}"
        )


def leaf_values(value: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """Return every leaf of a document by its path; list indexes are numbers."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaf_values(inner, f"{path}.{key}")
    elif isinstance(value, list) and value:
        for location, inner in enumerate(value):
            yield from leaf_values(inner, f"{path}.{location}")
    elif value not in (None, [], {}, ""):
        yield path, value


def path_contains(path: str, names: tuple[str, ...]) -> bool:
    """Return whether a path contains a name or a sequence of names, ignoring indexes."""
    plain = ".".join(["", *(p for p in path.split(".") if not p.isdecimal()), ""])
    return any(f".{name}." in plain for name in names)
