"""Command lines of V3 operations, and the requests that they send."""

from typing import Any

OWNER = ("--owner", "ada@firm.example")
BY = {"owner": {"email": "ada@firm.example"}}
REQUESTED_BY = {"email": ["ada@firm.example"]}

# Name: (words, (method, path), query, body, exit code on the sandbox).
V3: dict[str, list[tuple[Any, ...]]] = {
    "account plan": [((), ("GET", "/v3/account/usage"), {}, None, 0)],
    "account icp-profiles": [
        ((), ("GET", "/v3/icp/profiles"), {}, None, 0),
        (
            ("--status", "Active", "--access", "shared"),
            ("GET", "/v3/icp/profiles"),
            {"status": ["active"], "access": ["shared"]},
            None,
            0,
        ),
        (("--status", "disabled"), ("GET", "/v3/icp/profiles"), {"status": ["disabled"]}, None, 0),
    ],
    "contacts signal-types": [((), ("GET", "/v3/contacts/signals/types"), {}, None, 0)],
    "companies signal-types": [((), ("GET", "/v3/companies/signals/types"), {}, None, 0)],
    "companies signal-filters": [((), ("GET", "/v3/companies/signals/filters"), {}, None, 0)],
    "companies signal-filter-values": [
        (
            ("hiringByLocations", "germ"),
            ("GET", "/v3/companies/signals/filters/hiringByLocations"),
            {"query": ["germ"]},
            None,
            0,
        ),
        (
            ("newseventtypes",),
            ("GET", "/v3/companies/signals/filters/newsEventTypes"),
            {},
            None,
            0,
        ),
    ],
    "contacts filters": [((), ("GET", "/v3/contacts/prospecting/filters"), {}, None, 0)],
    "contacts filter-values": [
        (
            ("locations", "New York"),
            ("GET", "/v3/contacts/prospecting/filters/locations"),
            {"query": ["New York"]},
            None,
            0,
        ),
        (
            ("departments",),
            ("GET", "/v3/contacts/prospecting/filters/departments"),
            {},
            None,
            0,
        ),
    ],
    "companies filters": [((), ("GET", "/v3/companies/prospecting/filters"), {}, None, 0)],
    "companies filter-values": [
        (
            ("names", "engines"),
            ("GET", "/v3/companies/prospecting/filters/names"),
            {"query": ["engines"]},
            None,
            0,
        ),
        (
            ("industriesLabels",),
            ("GET", "/v3/companies/prospecting/filters/industriesLabels"),
            {},
            None,
            0,
        ),
    ],
}


SIGNALS = ("--signal", "promotion", "--start-date", "2026-01-31", "--max-results-per-signal", "5")
LINK = "https://www.linkedin.com/in/ada-byrne"
BY_FLAGS = (
    "--client-reference-id", "r1", "--id", "v1.abc", "--linkedin-url", f"{LINK}/", "--email",
    "A@b.example", "--first-name", "Ada", "--last-name", "Byrne", "--company-name", "Engines",
    "--company-domain", "www.a.example",
)  # fmt: skip
PERSON = {
    "clientReferenceId": "r1",
    "id": "v1.abc",
    "linkedinUrl": LINK,
    "email": "a@b.example",
    "firstName": "Ada",
    "lastName": "Byrne",
    "companyName": "Engines",
    "companyDomain": "a.example",
}
FULL = ("--full-name", "Ada King Byrne", "--company-name", "E", "--no-include-partial-profiles")
BY_FULL = {"firstName": "Ada King", "lastName": "Byrne", "companyName": "E"}
ONLY_FULL = {"options": {"includePartialProfiles": False}}
PARTIAL = {"options": {"includePartialProfiles": True}}
COMPANY_FLAGS = (
    "--client-reference-id", "r1", "--id", "30000000", "--name", "Engines", "--domain",
    "www.A.example",
)  # fmt: skip
COMPANY = {"clientReferenceId": "r1", "id": "30000000", "name": "Engines", "domain": "a.example"}
EVERY_REVEAL = (
    "employeesByDepartment", "employeesByLocation", "employeesBySeniority", "competitors",
    "intent", "estimatedAnnualItSpend", "monthlyWebsiteTraffic", "directParent", "ultimateParent",
    "openJobsTotal", "openJobsByDepartment", "openJobsByLocation", "openJobsBySeniority",
)  # fmt: skip

V3["contacts search"] = [
    (
        ("4100000000", "a@b.example", LINK, "v1.AAAA"),
        ("POST", "/v3/contacts/search"),
        {},
        {"contacts": [{"id": "4100000000"}, {"email": "a@b.example"}, {"linkedinUrl": LINK},
                      {"id": "v1.AAAA"}]},
        0,
    ),
    (
        (*BY_FLAGS, "--include-partial-profiles", *SIGNALS),
        ("POST", "/v3/contacts/search"),
        {},
        {
            "contacts": [PERSON],
            **PARTIAL,
            "signals": {
                "types": ["promotion"], "startDate": "2026-01-31", "maxResultsPerSignal": 5,
            },
        },
        3,
    ),
    (FULL, ("POST", "/v3/contacts/search"), {}, {"contacts": [BY_FULL], **ONLY_FULL}, 3),
]  # fmt: skip
V3["contacts job"] = [
    (("j-1",), ("GET", "/v3/contacts/jobs/j-1"), {}, None, 3),
    (("a/b", "--wait"), ("GET", "/v3/contacts/jobs/a%2Fb"), {}, None, 3),
]
V3["contacts enrich"] = [
    (
        ("4100000000", "--id", "4100000013", "--reveal", "emails", "--reveal", "phones",
         "--no-waterfall", "--table-id", "7"),
        ("POST", "/v3/contacts/enrich"),
        {},
        {"ids": ["4100000013", "4100000000"], "reveal": ["emails", "phones"],
         "waterfallEnabled": False, "tableId": "7"},
        0,
    ),
    (
        ("4100000000", "--waterfall-enabled", "--waterfall-reveal", "emails,phones"),
        ("POST", "/v3/contacts/enrich"),
        {},
        {"ids": ["4100000000"], "waterfallEnabled": True,
         "waterfallReveal": ["emails", "phones"]},
        0,
    ),
]  # fmt: skip
V3["contacts search-and-enrich"] = [
    (
        (*BY_FLAGS, "--include-partial-profiles", "--reveal", "phones"),
        ("POST", "/v3/contacts/search-and-enrich"),
        {},
        {"contacts": [PERSON], "reveal": ["phones"], **PARTIAL},
        3,
    ),
    (
        FULL,
        ("POST", "/v3/contacts/search-and-enrich"),
        {},
        {"contacts": [BY_FULL], **ONLY_FULL},
        3,
    ),
]
V3["companies search"] = [
    (
        ("30000000", "a.example", "Analytical Engines"),
        ("POST", "/v3/companies/search"),
        {},
        {"companies": [{"id": "30000000"}, {"domain": "a.example"},
                       {"name": "Analytical Engines"}]},
        0,
    ),
    (
        (*COMPANY_FLAGS, "--include-partial-profiles", "--signal", "linkedinActivityIntent",
         "--signal", "riskNews", *SIGNALS[2:]),
        ("POST", "/v3/companies/search"),
        {},
        {
            "companies": [COMPANY],
            **PARTIAL,
            "signals": {
                "types": ["linkedinActivityIntent", "riskNews"], "startDate": "2026-01-31",
                "maxResultsPerSignal": 5,
            },
        },
        0,
    ),
]  # fmt: skip
V3["companies enrich"] = [
    (
        ("30000000", "--id", "30000017", "--table-id", "7",
         *(word for name in EVERY_REVEAL for word in ("--reveal", name))),
        ("POST", "/v3/companies/enrich"),
        {},
        {"ids": ["30000017", "30000000"], "reveal": list(EVERY_REVEAL), "tableId": "7"},
        0,
    ),
]  # fmt: skip
V3["companies search-and-enrich"] = [
    (
        (
            *COMPANY_FLAGS,
            "--no-include-partial-profiles",
            "--reveal",
            "directParent",
            "--reveal",
            "intent",
        ),
        ("POST", "/v3/companies/search-and-enrich"),
        {},
        {"companies": [COMPANY], "reveal": ["directParent", "intent"], **ONLY_FULL},
        0,
    ),
]


REFERENCE = ("--client-reference-id", "r1")
ONLY_NAMED = ("--full-name", "Ada King Byrne", "--company-name", "E")
SINCE = ("--start-date", "2026-01-31", "--max-results-per-signal", "5", "--table-id", "7")
AS_SINCE = {"startDate": "2026-01-31", "maxResultsPerSignal": 5, "tableId": "7"}
V3["contacts signals"] = [
    (
        ("4100000026", "--id", "4100000000", "--signal-type", "promotion", *SINCE),
        ("POST", "/v3/contacts/signals"),
        {},
        {"ids": ["4100000000", "4100000026"], "signalTypes": ["promotion"], **AS_SINCE},
        0,
    )
]
V3["companies signals"] = [
    (
        ("30000000", "--id", "30000017", "--signal-type", "allsignals", "--intent-category",
         "Data", *SINCE),
        ("POST", "/v3/companies/signals"),
        {},
        {"ids": ["30000017", "30000000"], "signalTypes": ["allSignals"],
         "filters": {"include": {"intentCategories": ["Data"]}}, **AS_SINCE},
        0,
    )
]  # fmt: skip
V3["contacts signal-score"] = [
    (
        ("4100000000", *BY_FLAGS),
        ("POST", "/v3/contacts/signal-score"),
        {},
        {"contacts": [{"id": "4100000000"}, PERSON]},
        0,
    ),
    (
        ONLY_NAMED,
        ("POST", "/v3/contacts/signal-score"),
        {},
        {"contacts": [BY_FULL]},
        3,
    ),
]
PROFILES = (
    "a1e600bc-bfdb-5925-91d0-0f28416c01a0",
    "cc4ee936-edd5-54e6-9902-7dbf0ab720b8",
)
V3["contacts icp-fit-score"] = [
    (
        ("4100000000", *BY_FLAGS, "--target-profile-id", ",".join(PROFILES)),
        ("POST", "/v3/contacts/icp-fit-score"),
        {},
        {"targetProfileIds": [*PROFILES], "contacts": [{"id": "4100000000"}, PERSON]},
        0,
    ),
    (
        (*ONLY_NAMED, "--target-profile-id", PROFILES[1]),
        ("POST", "/v3/contacts/icp-fit-score"),
        {},
        {"targetProfileIds": [PROFILES[1]], "contacts": [BY_FULL]},
        3,
    ),
]
V3["companies icp-fit-score"] = [
    (
        ("a.example", *REFERENCE, *flags, "--target-profile-id", PROFILES[0],
         "--target-profile-id", PROFILES[1]),
        ("POST", "/v3/companies/icp-fit-score"),
        {},
        {
            "targetProfileIds": [*PROFILES],
            "companies": [{"domain": "a.example"}, {"clientReferenceId": "r1", **names}],
        },
        code,
    )
    for flags, names, code in (
        (("--id", "30000000"), {"id": "30000000"}, 0),
        (("--name", "Engines"), {"name": "Engines"}, 3),
        (("--domain", "www.B.example"), {"domain": "b.example"}, 3),
        (("--email", "A@b.example"), {"email": "a@b.example"}, 3),
    )
]  # fmt: skip
V3["companies signal-score"] = [
    (
        ("a.example", *REFERENCE, *flags),
        ("POST", "/v3/companies/signal-score"),
        {},
        {"companies": [{"domain": "a.example"}, {"clientReferenceId": "r1", **names}]},
        code,
    )
    for flags, names, code in (
        (("--id", "30000000"), {"id": "30000000"}, 0),
        (("--name", "Engines"), {"name": "Engines"}, 3),
        (("--domain", "www.B.example"), {"domain": "b.example"}, 3),
        (("--email", "A@b.example"), {"email": "a@b.example"}, 3),
    )
]
V3["contacts buying-group"] = [
    (
        ("30000000", *REFERENCE, "--id", "30000017", "--persona", "decision_maker", "--persona",
         "end_user", "--contacts-limit", "3", "--page", "0", "--size", "10"),
        ("POST", "/v3/contacts/buying-group"),
        {},
        {
            "companies": [
                {"id": "30000000"},
                {"clientReferenceId": "r1", "id": "30000017"},
            ],
            "personas": ["decision_maker", "end_user"],
            "contactsLimit": 3,
            "pagination": {"page": 0, "size": 10},
        },
        0,
    ),
    (
        ("--domain", "www.A.example"),
        ("POST", "/v3/contacts/buying-group"),
        {},
        {"companies": [{"domain": "a.example"}], "contactsLimit": 5},
        3,
    ),
]  # fmt: skip

SESSION = "b6effae6-35b8-493d-91aa-7d3b1b7c7dc7"
V3["contacts lookalike"] = [
    (
        ("--dedupe-session-id", SESSION, "--linkedin-url", f"{LINK}/", "--email", "A@b.example",
         "--id", "v1.abc", "--id", "4100000013", "--contact-id", "7", "--contact",
         "first-name=Bo,last-name=Li,company-domain=www.c.example", "--first-name", "Ada",
         "--last-name", "Byrne", "--company-name", "E", "--company-domain", "e.example",
         "--exclude-linkedin-url", LINK, "--exclude-email", "x@b.example", "--exclude-id",
         "v1.def", "--exclude-contact-id", "8", "--exclude-contact",
         "first-name=Cy,last-name=Ng,company-name=F,company-domain=f.example",
         "--limit", "100", "--table-id", "7"),
        ("POST", "/v3/contacts/lookalike"),
        {},
        {
            "dedupeSessionId": SESSION,
            "seeds": {
                "linkedinUrls": [LINK], "emails": ["a@b.example"],
                "ids": ["v1.abc", "4100000013"], "contactIds": [7],
                "contacts": [
                    {"firstName": "Bo", "lastName": "Li", "companyDomain": "c.example"},
                    {"firstName": "Ada", "lastName": "Byrne", "companyName": "E",
                     "companyDomain": "e.example"},
                ],
            },
            "exclude": {
                "linkedinUrls": [LINK], "emails": ["x@b.example"], "ids": ["v1.def"],
                "contactIds": [8],
                "contacts": [{"firstName": "Cy", "lastName": "Ng", "companyName": "F",
                              "companyDomain": "f.example"}],
            },
            "limit": 100,
            "tableId": "7",
        },
        2,
    ),
    (
        (*(word for id_ in "1234" for word in ("--id", id_)), "--full-name", "Ada King Byrne"),
        ("POST", "/v3/contacts/lookalike"),
        {},
        {"seeds": {"ids": ["1", "2", "3", "4"],
                   "contacts": [{"firstName": "Ada King", "lastName": "Byrne"}]}},
        0,
    ),
]  # fmt: skip
PAGE = "https://www.linkedin.com/company/engines"
V3["companies lookalike"] = [
    (
        ("--dedupe-session-id", SESSION,
         *(word for name in "abcd" for word in ("--domain", f"www.{name}.example")),
         "--linkedin-url", f"{PAGE}/about", "--exclude-domain", "e.example",
         "--exclude-linkedin-url", PAGE, "--limit", "1", "--table-id", "7"),
        ("POST", "/v3/companies/lookalike"),
        {},
        {
            "dedupeSessionId": SESSION,
            "seeds": {
                "domains": ["a.example", "b.example", "c.example", "d.example"],
                "linkedinUrls": [PAGE],
            },
            "exclude": {"domains": ["e.example"], "linkedinUrls": [PAGE]},
            "limit": 1,
            "tableId": "7",
        },
        2,
    )
]  # fmt: skip

V3["companies website-visits"] = [
    (
        ("--domain", "www.analytical-engines.example", "--domain", "orchard-motors.example",
         "--start-date", "2026-08-01", "--end-date", "2026-10-31", "--score-band", "Warm",
         "--score-band", "hot", "--visitor-country", "us", "--visitor-country", "DE",
         "--exclude-visitor-country", "fr", "--score", "20-80", "--total-sessions", "5-",
         "--avg-session-minutes", "1.5-10", "--unique-visitors", "-9", "--days-visited", "3",
         "--high-intent-pageviews", "1-", "--days-since-last-visit", "-30", "--sort-by",
         "lastVisit", "--order", "asc", "--page", "1", "--size", "150"),
        ("POST", "/v3/companies/website-visits"),
        {},
        {
            "domains": ["analytical-engines.example", "orchard-motors.example"],
            "startDate": "2026-08-01",
            "endDate": "2026-10-31",
            "pagination": {"page": 1, "size": 150},
            "sort": {"by": "lastVisit", "order": "asc"},
            "filters": {
                "scoreBands": ["warm", "hot"],
                "visitorCountries": {"include": ["US", "DE"], "exclude": ["FR"]},
                "score": {"min": 20, "max": 80},
                "totalSessions": {"min": 5},
                "avgSessionMinutes": {"min": 1.5, "max": 10},
                "uniqueVisitors": {"max": 9},
                "daysVisited": {"min": 3, "max": 3},
                "highIntentPageviews": {"min": 1},
                "daysSinceLastVisit": {"max": 30},
            },
        },
        0,
    ),
    *(
        (
            ("--domain", "delta-systems.example", "--start-date", "7d", "--end-date",
             "2026-11-01", *flags),
            ("POST", "/v3/companies/website-visits"),
            {},
            {
                "domains": ["delta-systems.example"], "startDate": "2026-10-25",
                "endDate": "2026-11-01", "pagination": {"page": 0, "size": size},
            },
            0,
        )
        for flags, size in (((), 25), (("--limit", "3"), 3), (("--all",), 150))
    ),
    (
        ("--domain", "delta-systems.example", "--start-date", "2026-10-31", "--end-date",
         "2026-11-01", "--total-sessions", "-99", "--unique-visitors", "2-",
         "--high-intent-pageviews", "-9", "--days-since-last-visit", "1-"),
        ("POST", "/v3/companies/website-visits"),
        {},
        {
            "domains": ["delta-systems.example"],
            "startDate": "2026-10-31",
            "endDate": "2026-11-01",
            "pagination": {"page": 0, "size": 25},
            "filters": {
                "totalSessions": {"max": 99},
                "uniqueVisitors": {"min": 2},
                "highIntentPageviews": {"max": 9},
                "daysSinceLastVisit": {"min": 1},
            },
        },
        0,
    ),
]  # fmt: skip


def _tables(noun: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return the cases of tables; the sandbox has no table 7, so most exit with 3."""
    table = f"/v3/{noun}/tables/7"
    return {
        "create": [
            (
                ("Q3 leads", "--visibility", "shared", "--id", "10", "--id", "11"),
                ("POST", f"/v3/{noun}/tables"),
                {},
                {"name": "Q3 leads", "visibility": "shared", "ids": ["10", "11"], **BY},
                0,
            )
        ],
        "list": [
            (
                ("--name", "Q3", "--status", "archived", "--page", "1", "--size", "10"),
                ("POST", f"/v3/{noun}/tables/list"),
                {},
                {"name": "Q3", "status": "archived", "page": 1, "size": 10, **BY},
                0,
            )
        ],
        "column-catalog": [
            ((), ("GET", f"/v3/{noun}/tables/columns/catalog"), REQUESTED_BY, None, 0)
        ],
        "get": [(("7",), ("GET", table), REQUESTED_BY, None, 3)],
        "update": [
            (
                ("7", "--name", "Q4", "--visibility", "private", "--no-archived"),
                ("PATCH", table),
                {},
                {"name": "Q4", "visibility": "private", "archived": False, **BY},
                3,
            ),
            (
                ("7", "--new-owner", "Bob@firm.example"),
                ("PATCH", table),
                {},
                {"owner": {"email": "bob@firm.example"}},
                3,
            ),
        ],
        "delete": [(("7", "--yes"), ("DELETE", table), REQUESTED_BY, None, 3)],
        "add-columns": [
            (
                ("7", "country", "v1x", "country"),
                ("POST", f"{table}/columns"),
                {},
                {"columns": [{"columnKey": "country"}, {"columnKey": "v1x"}], **BY},
                3,
            )
        ],
        "rows": [
            (
                ("7", "--page", "2", "--size", "50"),
                ("GET", f"{table}/entities"),
                {**REQUESTED_BY, "page": ["2"], "size": ["50"]},
                None,
                3,
            )
        ],
        "add": [
            (
                ("7", "10", "11", "--company-id", "20", "--company-id", "21"),
                ("POST", f"{table}/entities"),
                {},
                {"entityIds": ["10", "11"], "companyIds": ["20", "21"], **BY},
                3,
            )
        ],
        "remove": [
            (
                ("7", "10", "v1.abc"),
                ("DELETE", f"{table}/entities"),
                {},
                {"entityIds": ["10", "v1.abc"], **BY},
                3,
            )
        ],
        "columns": [(("7",), ("GET", f"{table}/columns"), REQUESTED_BY, None, 3)],
        "remove-column": [
            (("7", "c4", "--yes"), ("DELETE", f"{table}/columns/c4"), REQUESTED_BY, None, 3)
        ],
        "run-column": [
            (
                ("7", "c4", "--run-scope", "all", "--yes"),
                ("POST", f"{table}/columns/c4/run"),
                {},
                {"runScope": "all", **BY},
                3,
            ),
            (
                ("7", "c 4", "--entity-id", "10", "--entity-id", "11", "--yes"),
                ("POST", f"{table}/columns/c%204/run"),
                {},
                {"runScope": "specific", "entityIds": ["10", "11"], **BY},
                3,
            ),
        ],
    }


for _noun in ("contacts", "companies"):
    for _verb, _rows in _tables(_noun).items():
        V3[f"{_noun} tables {_verb}"] = [((*row[0], *OWNER), *row[1:]) for row in _rows]

for _noun, _signal, _sent in (
    ("contacts", "Promotion", "promotion"),
    ("companies", "risknews", "riskNews"),
):
    _post = ("POST", f"/v3/{_noun}/recommendations")
    V3[f"{_noun} recommendations"] = [
        (
            ("--target-icp", "icp-1,icp-2", "--target-icp", "icp-3", "--signal", _signal,
             "--sort-by", "icpFitScore,leadScore", "--sort-by", "targeticp", "--order", "asc",
             "--page", "1", "--page-size", "50"),
            _post,
            {},
            {
                "filters": {"targetIcp": ["icp-1", "icp-2", "icp-3"], "signals": [_sent]},
                "sort": [
                    {"by": "icpFitScore", "order": "asc"},
                    {"by": "leadScore", "order": "asc"},
                    {"by": "targetIcp", "order": "asc"},
                ],
                "pagination": {"page": 1, "size": 50},
            },
            0,
        ),
        *(
            (flags, _post, {}, {"pagination": {"page": 0, "size": size}}, 0)
            for flags, size in (
                ((), 25), (("--limit", "3"), 10), (("--limit", "99"), 99),
            )
        ),
        (
            ("--all", "--target-icp", "nobodys"),
            _post,
            {},
            {"filters": {"targetIcp": ["nobodys"]}, "pagination": {"page": 0, "size": 100}},
            0,
        ),
        (
            ("--sort-by", "signalScore"),
            _post,
            {},
            {
                "sort": [{"by": "signalScore", "order": "desc"}],
                "pagination": {"page": 0, "size": 25},
            },
            0,
        ),
    ]  # fmt: skip
    V3[f"{_noun} recommendation-filters"] = [
        ((), ("GET", f"/v3/{_noun}/recommendations/filters"), {}, None, 0)
    ]
