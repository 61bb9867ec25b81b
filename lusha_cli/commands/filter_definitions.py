"""The filters of the prospecting searches, as data: one row for each flag, with its body keys."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from lusha_cli.api.signal_types import COMPANY_SIGNALS, CONTACT_SIGNALS, V3_COMPANY_SIGNALS
from lusha_cli.cli.options import OpenChoice
from lusha_cli.json_types import Json
from lusha_cli.parsing import identifiers, ranges

Version = Literal["v2", "v3"]


class Filter(NamedTuple):
    """One filter: a flag, and the dotted key of its value in `include` (and `exclude`).

    `v2_key` and `v3_key` are its key in each version of the API, empty if that version does not
    have it. `company_search_flag` is its flag if companies are searched; `alias` is another flag,
    the preferred one in V2. A value is read by `parser`, or is one of `choices`; with a parser,
    completions offer the choices. A value, or its `lookup_key`, is looked up in the list named
    `value_list`.
    """

    flag: str
    v3_key: str
    metavar: str
    help: str
    v2_key: str = ""
    company_search_flag: str = ""
    alias: str = ""
    parser: Callable[[str], Json] | None = None
    choices: tuple[str, ...] = ()
    value_list: str = ""
    lookup_key: str = ""
    kind: Literal["list", "one", "day", "switch"] = "list"
    hint: str = ""

    @property
    def takes_commas(self) -> bool:
        """Return whether a comma separates its values, because none of them can contain one."""
        return self.kind == "list" and (
            bool(self.choices)
            or self.parser in _PARSERS_WITHOUT_COMMAS
            or self.value_list in ("seniorities", "data-points")
        )

    @property
    def is_number_list(self) -> bool:
        """Return whether its values are numbers, or the names that a list has for them."""
        return self.metavar in ("ID|NAME", "NAME|ID", "CODE") and bool(self.value_list)

    def parameter(self, *, exclude: bool = False) -> str:
        """Return the name of its parameter in a command."""
        return f"{'exclude_' if exclude else ''}{self.flag.replace('-', '_')}"

    def key(self, version: Version) -> str:
        """Return its key in a version of the API."""
        return self.v2_key if version == "v2" else self.v3_key


_PARSERS_WITHOUT_COMMAS = (
    identifiers.normalize_domain, identifiers.normalize_email, identifiers.normalize_token,
    ranges.parse_country_code,
)  # fmt: skip
BUSINESS_MODELS = ("B2B", "B2C", "B2G")
COMPANY_TYPES = (
    "Government", "Private Company", "Public Company", "Educational", "Non Profit",
    "Self Employed",
)  # fmt: skip
FUNDING_ROUNDS = (
    "pre_seed", "seed", "series_a", "series_b", "series_c", "series_d", "series_e", "series_f",
    "series_g", "series_h", "other",
)  # fmt: skip
FUNDING_TYPES = (
    "angel", "venture", "private_equity", "crowdfunding", "grant", "debt_financing", "other",
)  # fmt: skip

_PLACE = "a country, or K=V,K=V with the keys country, state, city, region and continent"
_PLACE_HINT = "Write a city as city=NAME, and a state as state=NAME."
_RADIUS = "country=…,zipcode=…,distance=MILES"
_SINCE = "Signals since a date, or in a time span such as 30d"


def _covered(key: str, noun: str, choices: tuple[str, ...]) -> Callable[[str], Json]:
    def parse(text: str) -> Json:
        coverage, rest = ranges.split_funding_coverage(text)
        return _mark_coverage({**coverage, key: OpenChoice(noun, *choices)(rest)})

    return parse


def _funding_range(text: str) -> Json:
    return _mark_coverage(ranges.parse_funding_range(text))


def _mark_coverage(value: dict[str, Json]) -> Json:
    """Return a value whose coverage is marked if it isn't known here."""
    if "coverage" not in value:
        return value
    known = OpenChoice("funding coverage", *ranges.FUNDING_COVERAGES)
    return {**value, "coverage": known(value["coverage"])}


def _hiring(text: str, keys: tuple[str, ...], such_as: str) -> Json:
    values = ranges.parse_key_values(
        text, (*keys, "start_date"), such_as=f"{such_as},start_date=2026-01-31"
    )
    return {"startDate" if key == "start_date" else key: values[key] for key in values}


def _hiring_location(text: str) -> Json:
    return _hiring(text, ("country", "state"), "country=Germany")


def _hiring_department(text: str) -> Json:
    if "=" not in text:
        return {"department": text}
    return _hiring(text, ("department",), "department=Sales")


# In the order of the help of V3.
CONTACT_FILTERS = (
    Filter("name", "names", "NAME", "Name of the person"),
    Filter("department", "departments", "NAME", "Department, such as Sales", v2_key="departments",
           value_list="departments"),
    Filter("seniority-id", "seniorityIds", "ID|NAME", "Seniority, such as director, vp or 8",
           alias="seniority", value_list="seniorities"),
    Filter("seniority", "", "NAME|ID", "Seniority, such as director, vp or 8", v2_key="seniority",
           value_list="seniorities"),
    Filter("job-title", "jobTitles", "TITLE", "Job title", v2_key="jobTitles"),
    Filter("job-title-exact-match", "jobTitlesExactMatch", "TITLE", "Exact job title"),
    Filter("normalized-job-title", "normalizedJobTitles", "TITLE",
           "Job title as normalized by Lusha"),
    Filter("previous-job-title", "previousJobTitle", "TITLE", "Previous job title"),
    Filter("country", "countries", "COUNTRY", "Country of the person", value_list="countries"),
    Filter("location", "locations", "COUNTRY|K=V,…", f"Location of the person: {_PLACE}",
           parser=ranges.parse_v3_location, value_list="countries", lookup_key="country",
           hint=_PLACE_HINT),
    Filter("location", "", "COUNTRY|K=V,…",
           "Country, or K=V,K=V with the keys country, state, city, continent and country_grouping",
           v2_key="locations", parser=ranges.parse_location, value_list="countries",
           lookup_key="country", hint=_PLACE_HINT),
    Filter("geographic-detail", "geographicDetails", _RADIUS, "Distance in miles from a place",
           parser=ranges.parse_radius),
    Filter("existing-data-point", "existingDataPoints", "NAME",
           "Type of contact data, such as work_email",
           v2_key="existing_data_points", alias="data-point", value_list="data-points"),
    Filter("existing-data-points-condition", "existingDataPointsCondition", "",
           "Match any (or) or all (and) of the contact data", kind="one", choices=("or", "and")),
    Filter("search-text", "searchText", "TEXT", "Free text about the person", v2_key="searchText",
           kind="one"),
    Filter("linkedin-url", "linkedinUrls", "URL", "LinkedIn URL of the person",
           v2_key="linkedinUrls",
           parser=identifiers.normalize_linkedin),
    Filter("email", "emails", "EMAIL", "Email address", parser=identifiers.normalize_email),
    Filter("previous-email", "previousEmails", "EMAIL", "Previous email address",
           parser=identifiers.normalize_email),
    Filter("id", "ids", "ID", "Lusha's ID", parser=identifiers.normalize_token),
    Filter("skill", "skills", "NAME", "Skill"),
    Filter("certification", "certifications", "NAME", "Certification"),
    Filter("award", "awards", "NAME", "Award"),
    Filter("education-degree", "education.degrees", "NAME", "Degree"),
    Filter("education-field-of-study", "education.fieldsOfStudy", "NAME", "Field of study"),
    Filter("education-school", "education.schools", "NAME", "School"),
    Filter("education-start-year-gte", "education.startYearGte", "YEAR",
           "Started studying in this year or later", kind="one", parser=ranges.parse_integer),
    Filter("education-graduation-year-lte", "education.graduationYearLte", "YEAR",
           "Graduated in this year or earlier", kind="one", parser=ranges.parse_integer),
    Filter("min-score", "score.minScore", "N", "Minimum contact score, from 0 to 100",
           kind="one", parser=ranges.parse_score),
    Filter("max-score", "score.maxScore", "N", "Maximum contact score", kind="one",
           parser=ranges.parse_score),
    Filter("job-changed-after-date", "jobChangedAfterDate", "DAY",
           "Changed jobs since a date, or in a time span such as 30d", kind="day"),
    Filter("job-changed-last-view-date", "jobChangedLastViewDate", "DAY",
           "Changed jobs since you last viewed them on this date", kind="day"),
    Filter("signal", "signals.types", "", "Type of signal", v2_key="signal.names",
           choices=CONTACT_SIGNALS),
    Filter("signal-start-date", "signals.startDate", "DAY", _SINCE, v2_key="signal.startDate",
           kind="day"),
)  # fmt: skip

_COMPANY_FILTERS = (
    Filter("company-name", "names", "NAME", "Company name", v2_key="names",
           company_search_flag="name"),
    Filter("company-domain", "domains", "DOMAIN", "Company domain", v2_key="domains",
           company_search_flag="domain", parser=identifiers.normalize_domain),
    Filter("company-id", "ids", "ID", "Lusha's ID of the company", company_search_flag="id",
           parser=identifiers.normalize_token),
    Filter("company-linkedin-url", "linkedinUrls", "URL", "LinkedIn URL of the company",
           company_search_flag="linkedin-url", parser=identifiers.normalize_company_linkedin),
    Filter("company-location", "locations", "COUNTRY|K=V,…", f"Location of an office: {_PLACE}",
           company_search_flag="location", parser=ranges.parse_v3_location, value_list="countries",
           lookup_key="country", hint=_PLACE_HINT),
    Filter("company-location", "", "COUNTRY", "Country of the company", v2_key="locations",
           company_search_flag="location", parser=ranges.parse_country, value_list="countries",
           lookup_key="country"),
    Filter("company-geographic-detail", "geographicDetails", _RADIUS,
           "Distance of the company in miles from a place", company_search_flag="geographic-detail",
           parser=ranges.parse_radius),
    Filter("location-zipcode", "locationsZipcodes", "country_iso2=…,zipcode=…",
           "Postal code of an office", parser=ranges.parse_zip_code),
    Filter("headquarter-zipcode", "headquarterZipcodes", "country_iso2=…,zipcode=…",
           "Postal code of the head office", parser=ranges.parse_zip_code),
    Filter("size", "sizes", "RANGE", "Number of employees, such as 11-50 or 1000-", v2_key="sizes",
           parser=ranges.parse_employee_range),
    Filter("revenue", "revenues", "RANGE", "Revenue in dollars, such as 1M-10M or 1B-",
           v2_key="revenues", parser=ranges.parse_money_range),
    Filter("founded-year", "foundedYear", "RANGE", "Year founded, such as 2010-2020",
           parser=ranges.parse_employee_range),
    Filter("business-model", "businessModel", "", "Type of customers it sells to",
           choices=BUSINESS_MODELS),
    Filter("company-type", "companyType", "TYPE", "Type of company, such as 'Public Company'",
           choices=COMPANY_TYPES),
    Filter("main-industry-id", "mainIndustriesIds", "ID|NAME", "Industry",
           v2_key="mainIndustriesIds", value_list="industries"),
    Filter("sub-industry-id", "subIndustriesIds", "ID|NAME", "Sub-industry",
           v2_key="subIndustriesIds", value_list="sub-industries"),
    Filter("sic-code", "sicCodes", "CODE", "SIC code", v2_key="sicCodes", alias="sic",
           value_list="sics"),
    Filter("naics-code", "naicsCodes", "CODE", "NAICS code", v2_key="naicsCodes", alias="naics",
           value_list="naics"),
    Filter("technology", "technologies", "NAME", "Technology in use, such as salesforce",
           v2_key="technologies"),
    Filter("technologies-condition", "technologiesCondition", "",
           "Match any (or) or all (and) of the technologies", kind="one", choices=("or", "and")),
    Filter("intent-topic", "intentTopics", "TOPIC", "Topic that the company researches",
           v2_key="intentTopics",
           value_list="intent-topics"),
    Filter("intent-topics-operator", "intentTopicsOperator", "",
           "Match any (or, any) or all (and, all) of the topics", kind="one", choices=("or", "and",
           "any", "all")),
    Filter("intent-topics-condition", "intentTopicsCondition", "",
           "Older form of --intent-topics-operator",
           kind="one", choices=("or", "and")),
    Filter("intent-min-score", "intentMinScore", "N", "Minimum topic score, from 1 to 100",
           kind="one", parser=ranges.parse_score),
    Filter("intent-max-score", "intentMaxScore", "N", "Maximum topic score", kind="one",
           parser=ranges.parse_score),
    Filter("topic-count-threshold", "topicCountThreshold", "RANGE",
           "Number of topics researched, such as 2-", parser=ranges.parse_employee_range),
    Filter("keyword", "keywords", "WORD", "Keyword about the company"),
    Filter("exact-keyword", "exactKeywords", "WORD", "Exact keyword"),
    Filter("keywords-search-field", "keywordsSearchFields", "FIELD",
           "Field to search for keywords"),
    Filter("speciality", "specialities", "NAME", "Speciality of the company"),
    Filter("exact-speciality", "exactSpecialities", "NAME", "Exact speciality"),
    Filter("previous-company-domain", "previousCompanyDomains", "DOMAIN",
           "Domain of an earlier employer", parser=identifiers.normalize_domain),
    Filter("previous-company-name", "previousCompanyNames", "NAME", "Name of an earlier employer"),
)  # fmt: skip
# Filters by the employer in V3's search for contacts.
EMPLOYER_FILTERS = (
    *_COMPANY_FILTERS,
    Filter("industry-label", "industriesLabels", "NAME", "Industry or sub-industry by name",
           value_list="industry-labels"),
    Filter("funding-is-ipo", "funding.isIpo", "", "Listed on a stock exchange", kind="switch"),
    Filter("funding-range", "funding.ranges", "[COVERAGE:]RANGE",
           "Funding in dollars, such as 10M-50M or last_round:1M-",
           parser=_funding_range),
    Filter("funding-date", "funding.date.date", "DAY",
           "Funded since a date, or in a time span such as 6mo",
           kind="day"),
    Filter("funding-date-coverage", "funding.date.coverage", "COVERAGE",
           "Funding that --funding-date applies to: " + ", ".join(ranges.FUNDING_COVERAGES),
           kind="one",
           choices=ranges.FUNDING_COVERAGES),
    Filter("funding-round", "funding.rounds", "[COVERAGE:]ROUND",
           "Funding round, such as seed or any_round:series_a", choices=FUNDING_ROUNDS,
           parser=_covered("round", "funding round", FUNDING_ROUNDS)),
    Filter("funding-name", "funding.names", "[COVERAGE:]KIND", "Kind of funding, such as venture",
           choices=FUNDING_TYPES, parser=_covered("name", "kind of funding", FUNDING_TYPES)),
    Filter("funding-investor", "funding.investors", "NAME", "Investor (not applied yet)"),
    Filter("funding-type", "funding.types", "NAME", "Type of funding (not applied yet)"),
)  # fmt: skip
# Filters of V3's search for companies, and of both searches of V2.
COMPANY_FILTERS = (
    *_COMPANY_FILTERS,
    Filter("company-search-text", "searchText", "TEXT", "Free text about the company",
           v2_key="searchText", company_search_flag="search-text", kind="one"),
    Filter("company-site", "", "COUNTRY|K=V,…",
           "Location of an office: a country, or K=V,K=V with the keys country and state",
           v2_key="companyLocations",
           company_search_flag="site", parser=ranges.parse_office_location, value_list="countries",
           lookup_key="country"),
    Filter("employees-in-linkedin", "", "RANGE",
           "Number of employees on LinkedIn, such as 100-5000",
           v2_key="employeesInLinkedIn", kind="one", parser=ranges.parse_employee_range),
    Filter("company-signal", "signals.types", "SIGNAL", "Type of signal, such as riskNews",
           company_search_flag="signal", choices=V3_COMPANY_SIGNALS),
    Filter("company-signal", "", "SIGNAL", "Type of signal, such as riskNews",
           v2_key="signal.names", company_search_flag="signal", choices=COMPANY_SIGNALS),
    Filter("company-signal-start-date", "signals.startDate", "DAY", _SINCE,
           v2_key="signal.startDate", company_search_flag="signal-start-date", kind="day"),
    Filter("filter-by-location", "signals.filterByLocation", "country=…,state=…,start_date=…",
           "Hiring location (with --signal surgeInHiringByLocation)", parser=_hiring_location,
           value_list="countries", lookup_key="country"),
    Filter("filter-by-department", "signals.filterByDepartment", "NAME",
           "Hiring department (with --signal surgeInHiringByDepartment)",
           parser=_hiring_department),
    Filter("filter-by-intent-category", "signals.filterByIntentCategory", "NAME",
           "Category of posts (with --signal linkedinActivityIntent)"),
    Filter("exclude-partial-companies", "", "", "Exclude companies with incomplete profiles",
           v2_key="excludePartialCompanies", kind="switch"),
)  # fmt: skip
# Filters by the contacts of a company in V3's search for companies.
EMPLOYEE_FILTERS = (
    Filter("contact-job-title", "jobTitles", "TITLE", "Job title of an employee"),
    Filter("contact-department", "departments", "NAME", "Department of an employee",
           value_list="departments"),
    Filter("contact-seniority-id", "seniorityIds", "ID|NAME", "Seniority of an employee",
           alias="contact-seniority", value_list="seniorities"),
    Filter("contact-skill", "skills", "NAME", "Skill of an employee"),
    Filter("contact-location", "locations", "COUNTRY|K=V,…", "Location of an employee",
           parser=ranges.parse_v3_location, value_list="countries", lookup_key="country",
           hint=_PLACE_HINT),
    Filter("contact-existing-data-point", "existingDataPoints", "NAME",
           "Type of contact data of an employee", alias="contact-data-point",
           value_list="data-points"),
)  # fmt: skip


def _in_order(filters: tuple[Filter, ...], *v2_keys: str) -> tuple[Filter, ...]:
    return tuple(item for key in v2_keys for item in filters if item.v2_key == key)


# V2 alone, in the order of its help: delete this with `v2_key` and the rows without a V3 key.
V2_CONTACT_FILTERS = _in_order(
    CONTACT_FILTERS, "departments", "seniority", "existing_data_points", "jobTitles",
    "linkedinUrls", "searchText", "locations", "signal.names", "signal.startDate",
)  # fmt: skip
V2_COMPANY_FILTERS = _in_order(
    COMPANY_FILTERS, "names", "domains", "locations", "technologies", "intentTopics", "sizes",
    "revenues", "sicCodes", "naicsCodes", "mainIndustriesIds", "subIndustriesIds", "searchText",
    "companyLocations", "employeesInLinkedIn", "signal.names", "signal.startDate",
    "excludePartialCompanies",
)  # fmt: skip
V2_INCLUDE_ONLY = (
    "signal.names", "signal.startDate", "employeesInLinkedIn", "excludePartialCompanies",
)  # fmt: skip
