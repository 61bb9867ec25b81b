"""Command lines of V2 operations, and the requests that they send."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.support.cli import ADA
from tests.support.paths import TEST_DATA

SCHEMAS = json.loads((TEST_DATA / "bodies.json").read_text())
LINKEDIN = "https://www.linkedin.com/in/ada-byrne-00000"
PAGE = "https://www.linkedin.com/company/analytical-engines"
SEARCH = "b6effae6-35b8-493d-91aa-7d3b1b7c7dc7"


class Case(NamedTuple):
    """A command line, the request that it sends, and its exit code on the sandbox."""

    argv: tuple[str, ...]
    request: tuple[str, str]
    query: Mapping[str, list[str]] = MappingProxyType({})
    body: Any = None
    code: int = 0


def is_flag(word: str) -> bool:
    return word.startswith("--")


def argv(*arguments: str) -> tuple[str, ...]:
    """Return a command line; words with spaces are split if they begin with two dashes."""
    return tuple(
        part for word in arguments for part in (word.split(" ", 1) if is_flag(word) else [word])
    )


CONTACT_FILTERS = argv(
    "--department sales", "--department Marketing", "--seniority vp", "--seniority 6",
    "--data-point work_email", "--data-point mobile", "--job-title Director of Sales",
    f"--linkedin-url {LINKEDIN}/", "--search-text ada b", "--location us",
    "--location country=Germany,state=Bavaria,city=Munich,continent=Europe,country_grouping=emea",
    "--signal promotion", "--signal companychange", "--signal-start-date 2026-01-31",
    "--exclude-department Legal", "--exclude-seniority c-level", "--exclude-data-point phone",
    "--exclude-job-title Intern", f"--exclude-linkedin-url {LINKEDIN}", "--exclude-search-text bob",
    "--exclude-location city=Paris",
)  # fmt: skip
CONTACTS = {
    "include": {
        "departments": ["Sales", "Marketing"],
        "seniority": [8, 6],
        "existing_data_points": ["work_email", "mobile_phone"],
        "jobTitles": ["Director of Sales"],
        "linkedinUrls": [LINKEDIN],
        "searchText": "ada b",
        "locations": [
            {"country": "United States"},
            {
                "country": "Germany", "state": "Bavaria", "city": "Munich",
                "continent": "Europe", "country_grouping": "emea",
            },
        ],
        "signal": {"names": ["promotion", "companyChange"], "startDate": "2026-01-31"},
    },
    "exclude": {
        "departments": ["Legal"],
        "seniority": [9],
        "existing_data_points": ["phone"],
        "jobTitles": ["Intern"],
        "linkedinUrls": [LINKEDIN],
        "searchText": "bob",
        "locations": [{"city": "Paris"}],
    },
}  # fmt: skip


def company_filters(prefix: str) -> tuple[str, ...]:
    return argv(
        f"--{prefix}name Engines", f"--{prefix}domain www.A.example", f"--{prefix}location Japan",
        "--technology aws", "--technology sap", "--intent-topic data privacy", "--size 11-50",
        "--size 1000-", "--revenue 1M-10M", "--revenue 1.5B-", "--sic 5112", "--naics 511210",
        "--main-industry-id 1", "--main-industry-id finance", "--sub-industry-id 101",
        f"--{prefix}search-text in Germany", f"--{prefix}site country=France,state=Rhône",
        f"--{prefix}site Spain", "--employees-in-linkedin 100-5000", f"--{prefix}signal riskNews",
        f"--{prefix}signal-start-date 2025-12-01", "--exclude-partial-companies",
        f"--exclude-{prefix}name Bad", f"--exclude-{prefix}domain b.example",
        f"--exclude-{prefix}location FR", "--exclude-technology slack",
        "--exclude-intent-topic Remote Sales", "--exclude-size 1-10", "--exclude-revenue -500k",
        "--exclude-sic 4731", "--exclude-naics 488510", "--exclude-main-industry-id 2",
        "--exclude-sub-industry-id 102", f"--exclude-{prefix}search-text foods",
        f"--exclude-{prefix}site country=Israel",
    )  # fmt: skip


COMPANIES = {
    "include": {
        "names": ["Engines"],
        "domains": ["a.example"],
        "locations": [{"country": "Japan"}],
        "technologies": ["aws", "sap"],
        "intentTopics": ["Data Privacy"],
        "sizes": [{"min": 11, "max": 50}, {"min": 1000}],
        "revenues": [{"min": 1_000_000, "max": 10_000_000}, {"min": 1_500_000_000}],
        "sicCodes": ["5112"],
        "naicsCodes": ["511210"],
        "mainIndustriesIds": [1, 3],
        "subIndustriesIds": [101],
        "searchText": "in Germany",
        "companyLocations": [{"country": "France", "state": "Rhône"}, {"country": "Spain"}],
        "employeesInLinkedIn": {"min": 100, "max": 5000},
        "signal": {"names": ["riskNews"], "startDate": "2025-12-01"},
        "excludePartialCompanies": True,
    },
    "exclude": {
        "names": ["Bad"],
        "domains": ["b.example"],
        "locations": [{"country": "France"}],
        "technologies": ["slack"],
        "intentTopics": ["Remote Sales"],
        "sizes": [{"min": 1, "max": 10}],
        "revenues": [{"max": 500_000}],
        "sicCodes": ["4731"],
        "naicsCodes": ["488510"],
        "mainIndustriesIds": [2],
        "subIndustriesIds": [102],
        "searchText": "foods",
        "companyLocations": [{"country": "Israel"}],
    },
}
SUB_FILTERS = argv(
    "--news-event-type IPO", "--news-event-type m&a", "--hiring-by-department Sales",
    "--hiring-by-location country=United States,state=Texas", "--hiring-by-location Japan",
)  # fmt: skip
SUB_FILTERED = {
    "include": {
        "newsEventTypes": ["IPO", "M&A"],
        "hiringByDepartments": ["Sales"],
        "hiringByLocations": [{"country": "United States", "state": "Texas"}, {"country": "Japan"}],
    }
}
PEOPLE = "lusha id,email,linkedinUrl,fullName,companyName,companyDomain,fqdn,socialId,title,city\n"
PERSON = (
    f"4100000000,{ADA},{LINKEDIN},Ada Byrne,Engines,a.example,www.a.example,77,Partner,London\n"
)
V2 = {
    "person get": [
        Case(
            argv(
                "--contact-id 4100000000", f"--email {ADA}", f"--linkedin-url {LINKEDIN}",
                "--first-name Ada", "--last-name Byrne", "--company-name Engines",
                "--company-domain a.example", "--refresh-job-info", "--filter-by phoneNumbers",
                "--reveal-emails", "--no-reveal-phones", "--signal promotion",
                "--signal companyChange", "--signals-start-date 2026-01-31", "--partial-profile",
            ),
            ("GET", "/v2/person"),
            query={
                "personId": ["4100000000"], "email": [ADA], "linkedinUrl": [LINKEDIN],
                "firstName": ["Ada"], "lastName": ["Byrne"], "companyName": ["Engines"],
                "companyDomain": ["a.example"], "refreshJobInfo": ["true"],
                "filterBy": ["phoneNumbers"], "revealEmails": ["true"],
                "revealPhones": ["false"], "signals": ["promotion", "companyChange"],
                "signalsStartDate": ["2026-01-31"], "partialProfile": ["true"],
            },
        ),
        Case(
            argv("--full-name Ada Byrne", "--company-name Analytical Engines"),
            ("GET", "/v2/person"),
            query={
                "firstName": ["Ada"], "lastName": ["Byrne"], "companyName": ["Analytical Engines"]
            },
        ),
    ],
    "person bulk": [
        Case(
            ("people.csv", "--yes", "--map", "company_fqdn=fqdn",
             "--map", "company_social_id=socialId", "--format", "csv", "--delimiter", ",",
             "--encoding", "utf-8", "--out", "out.csv",
             *argv("--refresh-job-info", "--filter-by emailAddresses", "--reveal-emails",
                    "--reveal-phones", "--signal allSignals", "--signals-start-date 2026-01-31",
                    "--no-partial-profile")),
            ("POST", "/v2/person"),
            body={
                "contacts": [
                    {
                        "contactId": "1", "personId": "4100000000", "fullName": "Ada Byrne",
                        "email": ADA, "linkedinUrl": LINKEDIN, "location": "London",
                        "companies": [
                            {
                                "name": "Engines", "domain": "a.example", "isCurrent": True,
                                "jobTitle": "Partner", "fqdn": "www.a.example",
                                "companySocialId": "77",
                            }
                        ],
                    }
                ],
                "metadata": {
                    "refreshJobInfo": True, "filterBy": "emailAddresses", "revealEmails": True,
                    "revealPhones": True, "signals": ["allSignals"],
                    "signalsStartDate": "2026-01-31", "partialProfile": False,
                },
            },
        ),
    ],
    "company get": [
        Case(
            argv(
                "--company-domain a.example", "--company-name Engines", "--company-id 30000000",
                "--signal riskNews", "--signals-start-date 2026-01-31", "--no-partial-company",
            ),
            ("GET", "/v2/company"),
            query={
                "domain": ["a.example"], "company": ["Engines"], "companyId": ["30000000"],
                "signals": ["riskNews"], "signalsStartDate": ["2026-01-31"],
                "partialCompany": ["false"],
            },
        ),
    ],
    "company bulk": [
        Case(
            ("firms.csv", "--yes", "--map", "fqdn=fqdn", "--format", "csv", "--delimiter", ",",
             "--encoding", "utf-8", "--out", "out.csv", "--signal", "allSignals",
             *SUB_FILTERS,
             *argv("--signals-start-date 2026-01-31", "--partial-company")),
            ("POST", "/v2/company"),
            body={
                "companies": [
                    {"id": "1", "domain": "a.example", "name": "Engines", "companyId": "30000000",
                     "fqdn": "www.a.example"}
                ],
                "signals": ["allSignals"],
                "signalsStartDate": "2026-01-31",
                "signalsFilters": SUB_FILTERED,
                "partialCompany": True,
            },
        ),
    ],
    **{
        f"filters contacts {name}": [Case((), ("GET", f"/prospecting/filters/contacts/{path}"))]
        for name, path in (
            ("departments", "departments"), ("seniority", "seniority"),
            ("data-points", "existing_data_points"), ("countries", "all_countries"),
        )
    },
    **{
        f"filters companies {name}": [Case((), ("GET", f"/prospecting/filters/companies/{path}"))]
        for name, path in (
            ("industries", "industries_labels"), ("sizes", "sizes"), ("revenues", "revenues"),
            ("sics", "sics"), ("naics", "naics"), ("intent-topics", "intent_topics"),
        )
    },
    **{
        f"filters {noun} {name}": [
            Case(
                ("un it",),
                ("POST", f"/prospecting/filters/{noun}/{name}"),
                body={"text": "un it"},
            )
        ]
        for noun, name in (
            ("contacts", "locations"), ("companies", "names"), ("companies", "locations"),
            ("companies", "technologies"),
        )
    },
    "prospecting contact search": [
        Case(
            (*CONTACT_FILTERS, *company_filters("company-"),
             *argv("--no-include-partial-contact", "--exclude-dnc", "--page 2", "--page-size 30")),
            ("POST", "/prospecting/contact/search"),
            body={
                "includePartialContact": False,
                "excludeDnc": True,
                "filters": {"contacts": CONTACTS, "companies": COMPANIES},
                "pages": {"page": 2, "size": 30},
            },
        ),
        Case(
            argv("--department Sales"),
            ("POST", "/prospecting/contact/search"),
            body={
                "filters": {"contacts": {"include": {"departments": ["Sales"]}}},
                "pages": {"page": 0, "size": 20},
            },
        ),
        Case(
            argv("--exclude-location Japan", "--limit 12"),
            ("POST", "/prospecting/contact/search"),
            body={
                "filters": {"contacts": {"exclude": {"locations": [{"country": "Japan"}]}}},
                "pages": {"page": 0, "size": 12},
            },
        ),
        Case(
            argv("--seniority director", "--company-name Copper Engines", "--all"),
            ("POST", "/prospecting/contact/search"),
            body={
                "filters": {
                    "contacts": {"include": {"seniority": [6]}},
                    "companies": {"include": {"names": ["Copper Engines"]}},
                },
                "pages": {"page": 0, "size": 50},
            },
        ),
    ],
    "prospecting contact enrich": [
        Case(
            argv(f"--request-id {SEARCH}", "--contact-id a-1", "--contact-id a-2",
                  "--reveal-emails", "--no-reveal-phones"),
            ("POST", "/prospecting/contact/enrich"),
            body={
                "requestId": SEARCH, "contactIds": ["a-1", "a-2"], "revealEmails": True,
                "revealPhones": False,
            },
            code=2,
        ),
    ],
    "prospecting company search": [
        Case(
            (*company_filters(prefix), *argv("--page 1", "--page-size 10")),
            ("POST", "/prospecting/company/search"),
            body={"filters": {"companies": COMPANIES}, "pages": {"page": 1, "size": 10}},
        )
        for prefix in ("", "company-")
    ]
    + [
        Case(
            argv("--name Engines", flag),
            ("POST", "/prospecting/company/search"),
            body={
                "filters": {"companies": {"include": {"names": ["Engines"]}}},
                "pages": {"page": 0, "size": size},
            },
        )
        for flag, size in (("--limit 10", 10), ("--all", 50))
    ],
    "prospecting company enrich": [
        Case(
            argv(f"--request-id {SEARCH}", "--company-id 30000000", "--company-id 30000017"),
            ("POST", "/prospecting/company/enrich"),
            body={"requestId": SEARCH, "companiesIds": ["30000000", "30000017"]},
            code=2,
        ),
    ],
    "signals options": [
        Case((kind,), ("GET", f"/api/signals/filters/{kind}")) for kind in ("contact", "company")
    ],
    "signals contacts get": [
        Case(
            argv("--contact-id 4100000000", "--person-id 4100000013", "--signal promotion",
                  "--signal companyChange", "--start-date 2026-01-31",
                  "--max-results-per-signal 5"),
            ("POST", "/api/signals/contacts"),
            body={
                "contactIds": [4100000000, 4100000013], "signals": ["promotion", "companyChange"],
                "startDate": "2026-01-31", "maxResultsPerSignal": 5,
            },
        ),
    ],
    "signals contacts search": [
        Case(
            argv("--contact-id 4100000000", f"--email {ADA}", f"--linkedin-url {LINKEDIN}",
                  "--full-name Ada Byrne", "--company-name Engines", "--company-domain a.example",
                  "--no-is-current", "--signal allSignals", "--start-date 2026-01-31",
                  "--max-results-per-signal 5"),
            ("POST", "/api/signals/contacts/search"),
            body={
                "contacts": [
                    {
                        "id": "4100000000", "email": ADA, "social_link": LINKEDIN,
                        "full_name": "Ada Byrne",
                        "companies": [
                            {"name": "Engines", "domain": "a.example", "is_current": False}
                        ],
                    }
                ],
                "signals": ["allSignals"], "startDate": "2026-01-31", "maxResultsPerSignal": 5,
            },
        ),
        Case(
            argv("--first-name Ada", "--last-name Byrne", "--company-name Analytical Engines",
                  "--signal promotion"),
            ("POST", "/api/signals/contacts/search"),
            body={
                "contacts": [
                    {
                        "id": "1", "full_name": "Ada Byrne",
                        "companies": [{"name": "Analytical Engines"}],
                    }
                ],
                "signals": ["promotion"],
            },
        ),
        Case(
            argv(f"--social-link {LINKEDIN}", "--signal promotion"),
            ("POST", "/api/signals/contacts/search"),
            body={"contacts": [{"id": "1", "social_link": LINKEDIN}], "signals": ["promotion"]},
        ),
    ],
    "signals companies get": [
        Case(
            (*argv("--company-id 30000000", "--company-id 30000017", "--signal peopleNews",
                    "--start-date 2026-01-31", "--max-results-per-signal 5"), *SUB_FILTERS),
            ("POST", "/api/signals/companies"),
            body={
                "companyIds": [30000000, 30000017], "signals": ["peopleNews"],
                "startDate": "2026-01-31", "maxResultsPerSignal": 5, "filters": SUB_FILTERED,
            },
        ),
    ],
    "signals companies search": [
        Case(
            (*argv("--company-id 30000000", "--company-name Engines",
                    "--company-domain analytical-engines.example", "--signal surgeInHiring",
                    "--start-date 2026-01-31", "--max-results-per-signal 5"), *SUB_FILTERS),
            ("POST", "/api/signals/companies/search"),
            body={
                "companies": [
                    {"id": "30000000", "name": "Engines", "domain": "analytical-engines.example"}
                ],
                "signals": ["surgeInHiring"],
                "startDate": "2026-01-31", "maxResultsPerSignal": 5, "filters": SUB_FILTERED,
            },
        ),
    ],
    "account usage": [Case((), ("GET", "/account/usage"))],
    "lookalike contacts": [
        Case(
            argv(
                f"--dedupe-session-id {SEARCH}", f"--linkedin-url {LINKEDIN}", f"--email {ADA}",
                "--contact-id 4100000000",
                "--contact first-name=Ada,last-name=Byrne,company-name=Engines, Inc",
                "--first-name Bo", "--last-name Li", "--company-name Foods",
                "--company-domain foods.example", f"--exclude-linkedin-url {LINKEDIN}",
                "--exclude-email x@a.example", "--exclude-contact-id 7",
                "--exclude-contact first-name=Cy,last-name=Ng,company-domain=www.c.example",
                "--limit 100",
            ),
            ("POST", "/v3/lookalike/contacts"),
            body={
                "dedupeSessionId": SEARCH,
                "seeds": {
                    "linkedinUrls": [LINKEDIN], "emails": [ADA], "contactIds": [4100000000],
                    "contacts": [
                        {"firstName": "Ada", "lastName": "Byrne", "companyName": "Engines, Inc"},
                        {
                            "firstName": "Bo", "lastName": "Li", "companyName": "Foods",
                            "companyDomain": "foods.example",
                        },
                    ],
                },
                "exclude": {
                    "linkedinUrls": [LINKEDIN], "emails": ["x@a.example"], "contactIds": [7],
                    "contacts": [
                        {"firstName": "Cy", "lastName": "Ng", "companyDomain": "c.example"}
                    ],
                },
                "limit": 100,
            },
            code=2,
        ),
        Case(
            argv("--full-name Ada Byrne"),
            ("POST", "/v3/lookalike/contacts"),
            body={"seeds": {"contacts": [{"firstName": "Ada", "lastName": "Byrne"}]}},
        ),
    ],
    "lookalike companies": [
        Case(
            argv(
                f"--dedupe-session-id {SEARCH}", "--domain a.example",
                "--company-domain b.example", f"--linkedin-url {PAGE}/about",
                "--exclude-domain c.example", f"--exclude-linkedin-url {PAGE}", "--limit 1",
            ),
            ("POST", "/v3/lookalike/companies"),
            body={
                "dedupeSessionId": SEARCH,
                "seeds": {"domains": ["a.example", "b.example"], "linkedinUrls": [PAGE]},
                "exclude": {"domains": ["c.example"], "linkedinUrls": [PAGE]},
                "limit": 1,
            },
            code=2,
        ),
    ],
    "recommendations contacts": [
        Case(
            argv("--seed 4100000000:30000000", "--seed 4100000013:30000000",
                  "--exclude 4100000026", "--limit 25", f"--more {SEARCH}"),
            ("POST", "/api/recommendations/contacts"),
            body={
                "requestId": SEARCH,
                "contacts": [
                    {"personId": "4100000000", "companyId": "30000000"},
                    {"personId": "4100000013", "companyId": "30000000"},
                ],
                "exclude": ["4100000026"],
                "limit": 25,
            },
            code=2,
        ),
    ],
    "recommendations companies": [
        Case(
            argv("--seed 30000000", "--company-id 30000017", "--exclude 30000034", "--limit 1",
                  f"--more {SEARCH}"),
            ("POST", "/api/recommendations/companies"),
            body={
                "requestId": SEARCH,
                "companies": [{"companyId": "30000000"}, {"companyId": "30000017"}],
                "exclude": ["30000034"],
                "limit": 1,
            },
            code=2,
        ),
    ],
}  # fmt: skip
