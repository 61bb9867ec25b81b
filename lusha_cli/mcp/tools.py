"""The tools: their arguments, and the request that a call of each sends."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lusha_cli.api.endpoints import BY_NAME, COMPANY_GET, PERSON_GET, Endpoint
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

Arguments = Mapping[str, Any]

DEFAULT_RESULTS = 25
DEFAULT_SIGNALS = 5

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_NUMBERS = {"type": "array", "items": {"type": "integer"}}
_KIND = {"enum": ["contacts", "companies"]}
_ID = {"type": ["string", "integer"]}
_IDS = {"type": "array", "items": _ID, "minItems": 1, "maxItems": 100}
_RANGES = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"min": {"type": "integer"}, "max": {"type": "integer"}},
    },
}
_PAGES = {
    "limit": {"type": "integer", "minimum": 10, "maximum": 100},
    "page": {"type": "integer", "minimum": 0, "maximum": 1000},
}


class ToolRequest(NamedTuple):
    """The request of a call: its operation, and the values of its path, query and body."""

    endpoint: Endpoint
    path: dict[str, str] = {}  # noqa: RUF012 - a tuple's default, which nobody changes
    query: dict[str, Json] = {}  # noqa: RUF012
    body: Json = None


class ToolSpec(NamedTuple):
    """A tool. `prices` are calls, and what the worst-case cost of each is for.

    A `purpose` describes the tool to agents, and `title` to people.
    """

    name: str
    title: str
    purpose: str
    properties: Mapping[str, Json]
    required: tuple[str, ...]
    build: Callable[[Arguments], ToolRequest]
    prices: tuple[tuple[Arguments, str], ...] = ()

    @property
    def is_free(self) -> bool:
        """Return whether calls cost nothing."""
        return not self.prices

    @property
    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of the arguments."""
        required = {"required": list(self.required)} if self.required else {}
        properties = dict(self.properties)
        return {"type": "object", "properties": properties, **required,
                "additionalProperties": False}  # fmt: skip


def make_tools(reveal: tuple[str, ...]) -> dict[str, ToolSpec]:
    """Return the tools by name; they reveal only the `reveal` data: emails, phones or both."""
    # The choice is an argument only if there is one.
    option = {"reveal": {"type": "array", "items": {"enum": list(reveal)}, "minItems": 1}}
    choice: dict[str, Json] = option if len(reveal) > 1 else {}
    default = "emails" if "emails" in reveal else "phones"
    prices: list[tuple[dict[str, Json], str]] = [
        ({"reveal": [each]}, f" with {each}" if choice else "") for each in reveal
    ]
    if choice:
        prices.append(({"reveal": list(reveal)}, " with both"))

    def selected(arguments: Arguments) -> list[str]:
        return list(arguments.get("reveal") or [default])

    def look_up_person(arguments: Arguments) -> ToolRequest:
        _check_identified(arguments)
        # V2 reveals both unless a request selects one of them.
        selection: dict[str, Json] = {f"reveal{each.title()}": True for each in selected(arguments)}
        return ToolRequest(PERSON_GET, query={**_camel_case(arguments, "reveal"), **selection})

    def reveal_ids(arguments: Arguments) -> ToolRequest:
        kind = arguments["kind"]
        body: dict[str, Json] = {"ids": list(map(str, arguments["ids"]))}
        if kind == "contacts":
            # The charges of the other providers have no upper bound.
            body |= {"reveal": selected(arguments), "waterfallEnabled": False}
        elif arguments.get("reveal"):
            raise UsageError("reveal is for contacts only.", hint="Leave it out.")
        return ToolRequest(BY_NAME[f"{kind} enrich"], body=body)

    data = " and ".join(reveal)
    specs = (
        ToolSpec(
            "look_up_person", "Look up a person",
            "Look up one person by email, LinkedIn URL, person_id, or first_name, last_name and "
            f"company_name or company_domain. Returns job, company and {data}"
            f"{f' (reveal: which of them [{default}])' if choice else ''}.",
            {"email": _TEXT, "linkedin_url": _TEXT, "person_id": _ID, "first_name": _TEXT,
             "last_name": _TEXT, "company_name": _TEXT, "company_domain": _TEXT, **choice},
            (), look_up_person,
            tuple(({"email": "a@firm.example", **each}, f"per person{label}")
                  for each, label in prices),
        ),
        ToolSpec(
            "look_up_company", "Look up a company",
            "Look up one company by domain, name or company_id.",
            {"domain": _TEXT, "name": _TEXT, "company_id": _ID},
            (), _look_up_company, (({"domain": "firm.example"}, "per company"),),
        ),
        ToolSpec(
            "search_people", "Search for people",
            "Search for people, without their emails and phones: pass the IDs of those that you "
            "need to reveal. Use filter_values for departments, seniority_ids (filter seniority), "
            f"countries and industry_ids. limit: results per page [{DEFAULT_RESULTS}]. page: from "
            "0.",
            {"job_titles": _TEXTS, "departments": _TEXTS, "seniority_ids": _NUMBERS,
             "countries": _TEXTS, "company_names": _TEXTS, "company_domains": _TEXTS,
             "industry_ids": _NUMBERS, "company_sizes": _RANGES, "text": _TEXT, **_PAGES},
            (), _search_people, (({}, f"per {DEFAULT_RESULTS} results"),),
        ),
        ToolSpec(
            "search_companies", "Search for companies",
            "Search for companies. Use filter_values for industry_ids (filter industriesLabels: "
            "main_industry_id), countries (filter locations) and technologies. limit: results per "
            f"page [{DEFAULT_RESULTS}]. page: from 0.",
            {"names": _TEXTS, "domains": _TEXTS, "countries": _TEXTS, "industry_ids": _NUMBERS,
             "sizes": _RANGES, "technologies": _TEXTS, "text": _TEXT, **_PAGES},
            (), _search_companies, (({}, f"per {DEFAULT_RESULTS} results"),),
        ),
        ToolSpec(
            "reveal", "Reveal data",
            f"Reveal {data} of contacts, or details of companies, by the IDs of a search"
            f"{f' (reveal: which of them [{default}])' if choice else ''}.",
            {"kind": _KIND, "ids": _IDS, **choice},
            ("kind", "ids"), reveal_ids,
            (*(({"kind": "contacts", "ids": ["1"], **each}, f"per contact{label}")
               for each, label in prices),
             ({"kind": "companies", "ids": ["1"]}, "per company")),
        ),
        ToolSpec(
            "signals", "Get signals",
            "Get recent events, such as promotion or companyChange of contacts, and news or "
            "hiring of companies. Use filter_values with filter signalTypes for types. "
            f"max_per_type: signals of each type and ID [{DEFAULT_SIGNALS}]. since: YYYY-MM-DD.",
            {"kind": _KIND, "ids": _IDS, "types": {**_TEXTS, "minItems": 1},
             "max_per_type": {"type": "integer", "minimum": 1, "maximum": 100}, "since": _TEXT},
            ("kind", "ids", "types"), _signals,
            (({"kind": "contacts", "ids": ["1"], "types": ["promotion"], "max_per_type": 1},
              "per signal"),),
        ),
        ToolSpec(
            "filter_values", "List filter values",
            "List the values of a filter: of contacts departments, seniority, countries, "
            "locations or signalTypes; of companies industriesLabels, sizes, locations, "
            "technologies, intentTopics or signalTypes. Long lists need a text to search for.",
            {"kind": _KIND, "filter": _TEXT, "text": _TEXT},
            ("kind", "filter"), _filter_values,
        ),
        ToolSpec(
            "credits", "Show credits",
            "Show the credits left, the plan and the prices.",
            {}, (), lambda _: ToolRequest(BY_NAME["account plan"]),
        ),
    )  # fmt: skip
    return {spec.name: spec for spec in specs}


def is_blank(value: Json) -> bool:
    """Return whether an agent left out an argument, or passed one without a value."""
    return value in (None, "", []) or (isinstance(value, str) and not value.strip())


def _camel_case(arguments: Arguments, *others: str) -> dict[str, Json]:
    """Return arguments but `others` with their names in the API; IDs are texts there."""
    renamed = {}
    for name, value in arguments.items():
        first, *rest = name.split("_")
        if name not in others:
            key = first + "".join(map(str.title, rest))
            renamed[key] = str(value) if isinstance(value, int) else value
    return renamed


def _check_identified(arguments: Arguments) -> None:
    """Raise UsageError for arguments that don't identify a person."""
    names = {"first_name", "last_name"} <= arguments.keys()
    has_company = {"company_name", "company_domain"} & arguments.keys()
    if not ({"email", "linkedin_url", "person_id"} & arguments.keys() or (names and has_company)):
        raise UsageError(
            "No person is identified. Pass email, linkedin_url, person_id, or first_name, "
            "last_name and company_name or company_domain."
        )


def _look_up_company(arguments: Arguments) -> ToolRequest:
    if not arguments:
        raise UsageError("No company is identified. Pass domain, name or company_id.")
    query = _camel_case(arguments)
    if "name" in query:
        query["company"] = query.pop("name")
    return ToolRequest(COMPANY_GET, query=query)


def _search_people(arguments: Arguments) -> ToolRequest:
    people = _take(arguments, job_titles="jobTitles", departments="departments", text="searchText",
                   seniority_ids="seniorityIds", countries="countries")  # fmt: skip
    companies = _take(arguments, company_names="names", company_domains="domains",
                      industry_ids="mainIndustriesIds", company_sizes="sizes")  # fmt: skip
    return _search("contacts", arguments, contacts=people, companies=companies)


def _search_companies(arguments: Arguments) -> ToolRequest:
    companies = _take(arguments, names="names", domains="domains", text="searchText",
                      industry_ids="mainIndustriesIds", sizes="sizes",
                      technologies="technologies")  # fmt: skip
    if countries := arguments.get("countries"):
        companies["locations"] = [{"country": country} for country in countries]
    return _search("companies", arguments, companies=companies)


def _take(arguments: Arguments, **names: str) -> dict[str, Json]:
    """Return the arguments of these names, under their names in the API."""
    return {key: arguments[name] for name, key in names.items() if name in arguments}


def _search(kind: str, arguments: Arguments, **filters: dict[str, Json]) -> ToolRequest:
    pages = {"page": arguments.get("page", 0), "size": arguments.get("limit", DEFAULT_RESULTS)}
    include = {name: {"include": values} for name, values in filters.items() if values}
    # This operation requires the object, even if it is empty.
    needed: dict[str, Json] = {"companies": {"include": {}}} if kind == "companies" else {}
    body = {"pagination": pages, "filters": {**needed, **include}}
    return ToolRequest(BY_NAME[f"{kind} prospecting"], body=body)


def _signals(arguments: Arguments) -> ToolRequest:
    body = {
        "ids": list(map(str, arguments["ids"])),
        "signalTypes": arguments["types"],
        # Without it, the cost has no upper bound.
        "maxResultsPerSignal": arguments.get("max_per_type", DEFAULT_SIGNALS),
        **_take(arguments, since="startDate"),
    }
    return ToolRequest(BY_NAME[f"{arguments['kind']} signals"], body=body)


def _filter_values(arguments: Arguments) -> ToolRequest:
    kind, filter_ = arguments["kind"], arguments["filter"].strip()
    if filter_ == "signalTypes":
        return ToolRequest(BY_NAME[f"{kind} signal-types"])
    # Dots would lead to another path.
    if not filter_.strip("."):
        raise UsageError(f"{filter_!r} isn't a filter.")
    query = _take(arguments, text="query")
    return ToolRequest(BY_NAME[f"{kind} filter-values"], {"filterType": filter_}, query)
