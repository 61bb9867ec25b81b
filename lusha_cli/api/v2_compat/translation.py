"""What all ways over V3 have in common: requests, refusals, ids and credits."""

import re
from collections.abc import Callable, Generator, Iterable, Mapping

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.request import ApiRequest
from lusha_cli.errors import ServerError, UsageError
from lusha_cli.json_types import Json, get_list, get_object

Translation = Generator[ApiRequest, Json, Json]

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


def run_translation(steps: Translation, send: Callable[[ApiRequest], Json]) -> Json:
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


def v3_request(
    name: str, *, query: dict[str, Json] | None = None, body: Json = None, **path: str
) -> ApiRequest:
    """A request of V3's operation `name`; `path` are the values for the names in its path."""
    row = BY_NAME[name]
    return ApiRequest(
        row.method, row.path.format(**path) if path else row.path, query or {}, body, row
    )


def reject_unsupported(given: Mapping[str, Json], *names: str, at: str = "") -> None:
    """Raise UsageError where a request has one of these parameters, for which V3 has no word."""
    for name in names:
        if given.get(name) not in (None, [], {}):
            place = f"{at}{name}"
            flag = _FLAGS.get(place) or f"--{to_kebab_case(name)}"
            raise unsupported_in_v3(f"has nothing for {flag} ({place})", hint=f"Leave out {flag}.")


def unsupported_in_v3(why: str, *, hint: str) -> UsageError:
    """The error for what V2 could do and V3 cannot: `why` goes on after "V3"."""
    return UsageError(f"V2 of the API is out of service here, and V3 {why}.", hint=hint)


def to_kebab_case(name: str) -> str:
    """`refreshJobInfo` as `refresh-job-info`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", name).lower()


def drop_empty(values: Mapping[str, Json]) -> dict[str, Json]:
    """The values that there are: None, "" and what is empty are none."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def request_params(call: ApiRequest) -> dict[str, Json]:
    """The body of a call, or its query where it has none."""
    return call.body if isinstance(call.body, dict) else dict(call.query)


def result_items(answer: Json) -> list[dict[str, Json]]:
    """The results in an answer of V3."""
    return [one for one in get_list(answer, "results") if isinstance(one, dict)]


def to_v2_id(text: Json) -> Json:
    """An id as V2 has it: a number where V3's text is one."""
    is_number = isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number else text


def credits_charged(*answers: Json) -> int | None:
    """The credits that answers of V3 say they charged in all; None where one does not say."""
    amounts = [get_object(one, "billing").get("creditsCharged") for one in answers]
    return sum_credits(*(amount if isinstance(amount, int) else None for amount in amounts))


def sum_credits(*amounts: int | None) -> int | None:
    """The sum of what was charged; None where a part of it is not known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def to_v3_reveal(options: Mapping[str, Json]) -> list[str]:
    """What V2's revealEmails and revealPhones reveal, as V3 names it; nothing named is both."""
    kinds = {"emails": "revealEmails", "phones": "revealPhones"}
    return [kind for kind, name in kinds.items() if str(options.get(name)).lower() == "true"]


def parse_boolean(value: Json) -> bool | None:
    """A value of a query or a body as true or false; None where it is absent."""
    return None if value is None else str(value).lower() == "true"


_V2_ERRORS = {
    "NOT_FOUND": (3, "EMPTY_DATA"),
    "COMPLIANCE_RESTRICTED": (451, "COMPLIANCE_RESTRICTED"),
}


def to_v2_error(result: Mapping[str, Json]) -> dict[str, Json] | None:
    """The error of a result as V2 has it, or None."""
    error = get_object(result, "error")
    if not error:
        return None
    code, name = _V2_ERRORS.get(str(error.get("code")), (error.get("code"), error.get("code")))
    return {"code": code, "name": name, "message": error.get("message", "")}


def pick(holder: Mapping[str, Json], names: Iterable[str]) -> dict[str, Json]:
    """The values that have the same name in both, where they are there."""
    return {name: holder[name] for name in names if name in holder}
