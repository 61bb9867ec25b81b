"""What all ways over V3 have in common: requests, refusals, ids and credits."""

import re
from collections.abc import Callable, Generator, Iterable, Mapping

from lusha_cli.api.client import Call
from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.errors import ServerError, UsageError
from lusha_cli.json_types import Json, get_list, get_object

Steps = Generator[Call, Json, Json]

# Parameters of V2 whose flags are not named after them.
_FLAGS = {
    "filters.companies.include.employeesInLinkedIn": "--employees-in-linkedin",
    "filters.companies.include.companyLocations": "--company-site (--site)",
    "filters.companies.exclude.companyLocations": "--exclude-company-site (--exclude-site)",
    "filters.companies.include.searchText": "--company-search-text",
    "filters.companies.exclude.searchText": "--exclude-company-search-text",
    "filters.companies.include.signal": "--company-signal",
    "filters.companies.include.excludePartialCompanies": "--exclude-partial-companies",
    "signalsFilters": "--news-event-type, --hiring-by-department or --hiring-by-location",
    "filters": "--news-event-type, --hiring-by-department or --hiring-by-location",
}


def walk(steps: Steps, send: Callable[[Call], Json]) -> Json:
    """Send request after request; says what the steps make of the answers.

    Raises ServerError where a call that costs is answered with no object.
    """
    try:
        wanted = next(steps)
        while True:
            answer = send(wanted)
            if not (wanted.is_free or isinstance(answer, dict)):
                raise ServerError("The API answered with something that is no object.", status=200)
            wanted = steps.send(answer)
    except StopIteration as end:
        return end.value


def asked(
    name: str, *, query: dict[str, Json] | None = None, body: Json = None, **path: str
) -> Call:
    """A request of V3's operation `name`; `path` are the values for the names in its path."""
    row = BY_NAME[name]
    return Call(row.method, row.path.format(**path) if path else row.path, query or {}, body, row)


def refuse(given: Mapping[str, Json], *names: str, at: str = "") -> None:
    """Raise UsageError where a request has one of these parameters, for which V3 has no word."""
    for name in names:
        if given.get(name) not in (None, [], {}):
            place = f"{at}{name}"
            flag = _FLAGS.get(place) or f"--{kebab(name)}"
            raise beyond_v3(f"has nothing for {flag} ({place})", hint=f"Leave out {flag}.")


def beyond_v3(why: str, *, hint: str) -> UsageError:
    """The error for what V2 could do and V3 cannot: `why` goes on after "V3"."""
    return UsageError(f"V2 of the API is out of service here, and V3 {why}.", hint=hint)


def kebab(name: str) -> str:
    """`refreshJobInfo` as `refresh-job-info`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", name).lower()


def present(values: Mapping[str, Json]) -> dict[str, Json]:
    """The values that there are: None, "" and what is empty are none."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def given_of(call: Call) -> dict[str, Json]:
    """The body of a call, or its query where it has none."""
    return call.body if isinstance(call.body, dict) else dict(call.query)


def results(answer: Json) -> list[dict[str, Json]]:
    """The results in an answer of V3."""
    return [one for one in get_list(answer, "results") if isinstance(one, dict)]


def number(text: Json) -> Json:
    """An id as V2 has it: a number where V3's text is one."""
    is_number = isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number else text


def reveal(options: Mapping[str, Json]) -> list[str]:
    """What V2's revealEmails and revealPhones reveal, as V3 names it; nothing named is both."""
    kinds = {"emails": "revealEmails", "phones": "revealPhones"}
    return [kind for kind, name in kinds.items() if str(options.get(name)).lower() == "true"]


def is_true(value: Json) -> bool | None:
    """A value of a query or a body as true or false; None where it is absent."""
    return None if value is None else str(value).lower() == "true"


ERRORS = {
    "NOT_FOUND": (3, "EMPTY_DATA"),
    "COMPLIANCE_RESTRICTED": (451, "COMPLIANCE_RESTRICTED"),
}


def error_of(result: Mapping[str, Json]) -> dict[str, Json] | None:
    """The error of a result as V2 has it, or None."""
    error = get_object(result, "error")
    if not error:
        return None
    code, name = ERRORS.get(str(error.get("code")), (error.get("code"), error.get("code")))
    return {"code": code, "name": name, "message": error.get("message", "")}


def same(holder: Mapping[str, Json], names: Iterable[str]) -> dict[str, Json]:
    """The values that have the same name in both, where they are there."""
    return {name: holder[name] for name in names if name in holder}
