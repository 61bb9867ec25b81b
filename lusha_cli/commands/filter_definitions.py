"""The filters of the prospecting searches, as data: what each flag is, and the body they make."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

import typer

from lusha_cli.api import value_lists
from lusha_cli.api.signal_types import COMPANY_SIGNALS, CONTACT_SIGNALS
from lusha_cli.api.value_lists import ValueList
from lusha_cli.cli import options
from lusha_cli.cli.options import checked, choice
from lusha_cli.commands.filter_lookup import FilterValueResolver
from lusha_cli.json_types import Json, as_object
from lusha_cli.parsing import identifiers, ranges


class Filter(NamedTuple):
    """One filter: `key` is its dotted place in `include` (and `exclude`).

    `short` is its flag where companies are searched, `also` another name of it. A value is read
    by `parse` and looked up in `vocabulary`; `within` is where in the value the looked-up text is.
    """

    flag: str
    key: str
    metavar: str
    meaning: str
    short: str = ""
    also: str = ""
    parse: Callable[[str], Json] | None = None
    vocabulary: ValueList | None = None
    within: str = ""
    kind: Literal["list", "one", "day", "switch"] = "list"
    excludes: bool = True
    hint: str = ""

    def flags(self, *, short: bool, exclude: bool) -> list[str]:
        """Its flags, the usual one first."""
        names = [self.short if short else "", self.flag, self.also]
        return [f"--{'exclude-' if exclude else ''}{name}" for name in names if name]

    def parameter(self, *, exclude: bool) -> str:
        """Its name as a parameter."""
        return f"{'exclude_' if exclude else ''}{self.flag.replace('-', '_')}"


CONTACT_FILTERS = (
    Filter("department", "departments", "NAME", "Department, such as Sales",
           vocabulary=value_lists.DEPARTMENTS),
    Filter("seniority", "seniority", "NAME|ID", "Seniority, such as director, vp or 8",
           vocabulary=value_lists.SENIORITIES),
    Filter("data-point", "existing_data_points", "NAME", "Contact data, such as work_email",
           vocabulary=value_lists.DATA_POINTS),
    Filter("job-title", "jobTitles", "TITLE", "Job title"),
    Filter("linkedin-url", "linkedinUrls", "URL", "LinkedIn profile",
           parse=checked(identifiers.normalize_linkedin)),
    Filter("search-text", "searchText", "TEXT", "Words about the person", kind="one"),
    Filter("location", "locations", "COUNTRY|K=V,…",
           "Country; or of country, state, city, continent and country_grouping, as K=V,K=V",
           parse=checked(ranges.parse_location), vocabulary=value_lists.COUNTRIES,
           within="country", hint="A city or a state is written city=NAME or state=NAME."),
    Filter("signal", "signal.names", "|".join(CONTACT_SIGNALS), "Signal that happened",
           parse=choice(*CONTACT_SIGNALS), excludes=False),
    Filter("signal-start-date", "signal.startDate", "DAY",
           "Signals since this day, or for so long: 30d, 6mo", kind="day", excludes=False),
)  # fmt: skip
COMPANY_FILTERS = (
    Filter("company-name", "names", "NAME", "Company name", short="name"),
    Filter("company-domain", "domains", "DOMAIN", "Company domain", short="domain",
           parse=checked(identifiers.normalize_domain)),
    Filter("company-location", "locations", "COUNTRY", "Country of the company",
           short="location", parse=checked(ranges.parse_country),
           vocabulary=value_lists.COUNTRIES, within="country"),
    Filter("technology", "technologies", "NAME", "Technology in use, such as salesforce"),
    Filter("intent-topic", "intentTopics", "TOPIC", "Topic of its research",
           vocabulary=value_lists.INTENT_TOPICS),
    Filter("size", "sizes", "RANGE", "Employees, such as 11-50 or 1000-",
           parse=checked(ranges.parse_employee_range)),
    Filter("revenue", "revenues", "RANGE", "Revenue in dollars, such as 1M-10M or 1B-",
           parse=checked(ranges.parse_money_range)),
    Filter("sic", "sicCodes", "CODE", "SIC code", vocabulary=value_lists.SICS),
    Filter("naics", "naicsCodes", "CODE", "NAICS code", vocabulary=value_lists.NAICS),
    Filter("main-industry-id", "mainIndustriesIds", "ID|NAME", "Industry",
           vocabulary=value_lists.INDUSTRIES),
    Filter("sub-industry-id", "subIndustriesIds", "ID|NAME", "Sub-industry",
           vocabulary=value_lists.SUB_INDUSTRIES),
    Filter("company-search-text", "searchText", "TEXT", "Words about the company",
           short="search-text", kind="one"),
    Filter("company-site", "companyLocations", "COUNTRY|K=V,…",
           "Office in this country; or of country and state, as K=V,K=V", short="site",
           parse=checked(ranges.parse_office_location), vocabulary=value_lists.COUNTRIES,
           within="country"),
    Filter("employees-in-linkedin", "employeesInLinkedIn", "RANGE",
           "Employees on LinkedIn, such as 100-5000", kind="one",
           parse=checked(ranges.parse_employee_range), excludes=False),
    Filter("company-signal", "signal.names", "SIGNAL", "Signal that happened, such as riskNews",
           short="signal", parse=choice(*COMPANY_SIGNALS), excludes=False),
    Filter("company-signal-start-date", "signal.startDate", "DAY",
           "Signals since this day, or for so long: 30d, 6mo", short="signal-start-date",
           kind="day", excludes=False),
    Filter("exclude-partial-companies", "excludePartialCompanies", "",
           "Leave out companies of which little is known", kind="switch", excludes=False),
)  # fmt: skip

# What usually leaves least, from the first on: the hint about an empty search names these.
_STRICTEST = (
    "linkedinUrls", "searchText", "domains", "names", "jobTitles", "signal", "intentTopics",
    "technologies", "companyLocations", "locations", "subIndustriesIds", "sicCodes", "naicsCodes",
)  # fmt: skip


def included(filters: tuple[Filter, ...], *, panel: str, short: bool = False) -> dict[str, Any]:
    """The options of the filters, by name; the help's `panel` lists them."""
    return {
        one.parameter(exclude=False): _option(one, panel, short=short, exclude=False)
        for one in filters
    }


def excluded(filters: tuple[Filter, ...], *, short: bool = False) -> dict[str, Any]:
    """The options of what filters exclude, by name."""
    return {
        one.parameter(exclude=True): _option(one, "Leave out", short=short, exclude=True)
        for one in filters
        if one.excludes
    }


def criteria(
    values: FilterValueResolver,
    filters: tuple[Filter, ...],
    given: dict[str, Any],
    *,
    short: bool = False,
) -> dict[str, Json]:
    """`include` and `exclude` of the filters that were given. Raises UsageError."""
    made: dict[str, dict[str, Json]] = {}
    for side, exclude in (("include", False), ("exclude", True)):
        for one in filters:
            value = given.get(one.parameter(exclude=exclude))
            if isinstance(value, list):
                value = [v for v in value if not isinstance(v, str) or v.strip()]
            if value is None or value == [] or (isinstance(value, str) and not value.strip()):
                continue
            flag = one.flags(short=short, exclude=exclude)[0]
            _put(made.setdefault(side, {}), one.key, _resolved(one, flag, value, values))
    return made


def strictest(
    body: dict[str, Json], known: Mapping[str, tuple[Filter, ...]], *, short: bool
) -> list[str]:
    """The flags of the two filters in a search's body that usually leave least.

    `known` are the filters of each part of the body.
    """
    found: list[tuple[int, str]] = []
    for name, filters in known.items():
        part = as_object(as_object(body.get("filters")).get(name))
        include = as_object(part.get("include"))
        for one in filters:
            key = one.key.partition(".")[0]
            if key in include and one.kind != "day":
                rank = _STRICTEST.index(key) if key in _STRICTEST else len(_STRICTEST)
                found.append((rank, one.flags(short=short, exclude=False)[0]))
    return [flag for _, flag in sorted(found)[:2]]


def _option(one: Filter, panel: str, *, short: bool, exclude: bool) -> Any:
    names = one.flags(short=short, exclude=exclude)
    usual = one.flags(short=short, exclude=False)[0]
    meaning = f"Leave these out; as {usual}." if exclude else f"{one.meaning}."
    if one.kind == "switch":
        names = [f"{names[0]}/--no-{names[0].removeprefix('--')}"]
        return Annotated[bool | None, typer.Option(*names, help=meaning, rich_help_panel=panel)]
    extra: dict[str, Any] = {"parser": one.parse} if one.parse else {}
    if one.kind == "day":
        extra["callback"] = options.since
    option = typer.Option(*names, metavar=one.metavar, help=meaning, rich_help_panel=panel, **extra)
    if one.kind == "list":
        return Annotated[list[str] | None, option]
    return Annotated[str | None, option]


def _resolved(one: Filter, flag: str, value: Json, values: FilterValueResolver) -> Json:
    """A value, or each of a list, as the API takes it."""
    if one.vocabulary is None:
        return value
    return list(_looked_up(one, flag, value, values))


def _looked_up(
    one: Filter, flag: str, given: list[Json], values: FilterValueResolver
) -> Iterator[Json]:
    assert one.vocabulary is not None
    for value in given:
        if not one.within:
            yield values.find(one.vocabulary, value, flag=flag)
        elif one.within in value:
            found = values.find(one.vocabulary, value[one.within], flag=flag, hint=one.hint)
            yield {**value, one.within: found}
        else:
            yield value


def _put(holder: dict[str, Json], key: str, value: Json) -> None:
    outer, dot, inner = key.partition(".")
    if dot:
        _put(holder.setdefault(outer, {}), inner, value)
    else:
        holder[key] = value
