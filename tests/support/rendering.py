"""Render sample responses: invented people, real shapes."""

from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import Column, Layout
from lusha_cli.output.render import Terminal, render

PIPE = Terminal(0, False, "utf-8")
FOUR_COLUMNS = Layout(
    "", columns=(Column("id"), Column("fullName"), Column("email"), Column("company"))
)


def person_response(**changes: Json) -> Json:
    """Return a GET /v2/person response, with changes to `contact.data`."""
    return {
        "contact": {
            "error": None,
            "isCreditCharged": True,
            "data": {
                "companyId": 33222678,
                "firstName": "Ada",
                "lastName": "Okafor",
                "fullName": "Ada Okafor",
                "emailAddresses": [
                    {
                        "email": "ada.okafor@northwind.example",
                        "emailType": "work",
                        "emailConfidence": "A+",
                        "updateDate": "2026-01-15",
                    },
                    {"address": "ada@home.example", "type": "private", "emailConfidence": "B"},
                ],
                "phoneNumbers": [
                    {
                        "number": "+1 212 555 0143",
                        "phoneType": "Mobile",
                        "doNotCall": False,
                        "updateDate": "2026-01-15",
                    },
                    {
                        "number": "+1 212 555 0188",
                        "phoneType": "Direct",
                        "doNotCall": True,
                        "updateDate": "2025-11-02",
                    },
                ],
                "personId": 4183886134,
                "location": {
                    "country": "Ireland",
                    "countryIso2": "IE",
                    "continent": "Europe",
                    "city": "Dublin",
                    "state": "Leinster",
                    "isEuContact": True,
                },
                "jobTitle": {
                    "seniority": "Director",
                    "title": "Director of Platform",
                    "departments": ["Engineering & Technical", "Information Technology"],
                },
                "socialLinks": {
                    "linkedin": "https://www.linkedin.com/in/ada-okafor-example/",
                    "xUrl": "https://x.com/adaokafor_example",
                },
                "jobStartDate": "2023-04-01",
                "previousJob": {
                    "jobTitle": {
                        "title": "Staff Engineer",
                        "seniority": "Senior",
                        "departments": ["Engineering & Technical"],
                    },
                    "company": {"name": "Contoso Freight", "domain": "contoso.example"},
                },
                "updateDate": "2026-02-20",
                "linkedinFollowersCount": 12500,
                "linkedinConnectionsCount": 500,
                "linkedinCertifications": [
                    {"companyName": "Fabrikam", "title": "Certified Cloud Architect"}
                ],
                "linkedinSkills": ["Strategic Planning", "Team Leadership", "Kubernetes"],
                "signals": {
                    "promotion": [
                        {
                            "personId": "4183886134",
                            "currentCompanyName": "Northwind Robotics",
                            "currentTitle": "Director of Platform",
                            "signalDate": "2026-03-01",
                        }
                    ],
                    "companyChange": [],
                },
                "company": {
                    "name": "Northwind Robotics",
                    "domains": {
                        "homepage": "https://www.northwind.example",
                        "email": "northwind.example",
                    },
                    "fqdn": "northwind.example",
                    "location": {
                        "country": "United States",
                        "countryIso2": "US",
                        "city": "Boston",
                        "state": "Massachusetts",
                    },
                    "companySize": [201, 500],
                    "revenueRange": [10000000, 50000000],
                    "industry": {
                        "mainIndustry": "Technology, Information & Media",
                        "subIndustry": "Software Development",
                    },
                },
                **changes,
            },
        }
    }


def company_response(**changes: Json) -> Json:
    """Return a GET /v2/company response, with changes to `data`."""
    return {
        "data": {
            "id": 16303253,
            "name": "Northwind Robotics",
            "description": (
                "Northwind Robotics builds warehouse robots that sort, pack and move parcels, and "
                "the software that tells them where to go. It serves carriers and shops in "
                "forty countries from offices in Boston and Dublin."
            ),
            "domain": "northwind.example",
            "employees": "201 - 500",
            "founded": "August 1, 2011",
            "fqdn": "www.northwind.example",
            "companyType": "Private company",
            "companySize": {"min": 201, "max": 500, "employeesInLinkedin": 1342},
            "revenueRange": [10000000, 50000000],
            "mainIndustry": "Technology, Information & Media",
            "subIndustry": "Software Development",
            "social": {
                "crunchbase": {"url": "https://crunchbase.com/organization/northwind-example"},
                "linkedin": {"url": "https://www.linkedin.com/company/northwind-example"},
            },
            "location": {
                "city": "Boston",
                "country": "United States",
                "state": "Massachusetts",
                "countryIso2": "US",
            },
            "website": "https://northwind.example",
            "specialities": ["robotics", "warehouse automation", "parcel sorting"],
            "funding": {
                "rounds": [],
                "totalRounds": 2,
                "totalRoundsAmount": 245000000,
                "currency": "USD",
                "isIpo": False,
                "lastRoundType": "Private Equity Round",
                "lastRoundAmount": 205000000,
                "lastRoundDate": "Nov 10, 2021",
            },
            "intent": {
                "detectedTopics": [
                    {
                        "topicName": "Remote Sales",
                        "metadata": {"topicScore": 83, "topicTrend": "-5"},
                    },
                    {"topicName": "Fleet Software"},
                    {"topicName": None},
                ],
                "topicCount": 2,
            },
            "technologies": [{"name": f"Technology {number}"} for number in range(1, 41)],
            "headcountIncrease3m": [
                {
                    "companyId": "16303253",
                    "signalId": "1503904",
                    "signalDate": "2026-01-15",
                    "baselineEmployeesCount": 500,
                    "newEmployeesCount": 550,
                    "changeRatePercent": 10,
                }
            ],
            "commercialActivityNews": [
                {
                    "signalId": "1503910",
                    "eventType": "partnership",
                    "eventSummary": "Northwind announced a partnership with Contoso Freight.",
                    "articlePublishedDate": "2026-02-15",
                }
            ],
            **changes,
        }
    }


def render_text(
    value: Json,
    layout: Layout,
    *,
    output: str = "table",
    width: int = 0,
    color: bool = False,
    encoding: str = "utf-8",
    fields: tuple[str, ...] = (),
    query: str | None = None,
    with_cards: bool = True,
) -> str:
    """Return the rendered text of `value`, and assert that there are no warnings."""
    text, warnings = render_with_warnings(
        value,
        layout,
        output=output,
        terminal=Terminal(width, color, encoding),
        fields=fields,
        query=query,
        with_cards=with_cards,
    )
    assert warnings == []
    text.encode(encoding)
    return text


def render_with_warnings(
    value: Json,
    layout: Layout,
    *,
    output: str,
    terminal: Terminal = PIPE,
    fields: tuple[str, ...] = (),
    query: str | None = None,
    with_cards: bool = True,
    documented: Json = None,
) -> tuple[str, list[str]]:
    """Return the rendered text of `value`, and the warnings."""
    written: list[str] = []
    warnings = render(
        value,
        layout=layout,
        output=output,
        write=written.append,
        terminal=terminal,
        fields=fields,
        query=query,
        with_cards=with_cards,
        documented=documented,
    )
    return "".join(written), warnings
