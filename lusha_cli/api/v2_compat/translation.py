"""Common parts of all translators: requests, unsupported parameters, ids and errors."""

import re
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import NamedTuple

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.charges import credits_charged
from lusha_cli.errors import (
    Interrupted,
    LegallyRestricted,
    LushaError,
    ServerError,
    UsageError,
)
from lusha_cli.json_types import Json, get_in, get_list, get_object
from lusha_cli.parsing.numbers import read_integer

# Yields requests of V3, is sent their responses, and returns a response in V2's shape.
Translation = Generator[ApiRequest, Json, Json]


class StepFailed(Exception):
    """Thrown into a translation if a request fails after an earlier one succeeded.

    A translation that catches it returns what it has so far, and sets `missing` to a sentence
    about the rest.
    """

    def __init__(self, error: LushaError) -> None:
        super().__init__(error.message)
        self.error = error
        self.missing = ""


class Translator(NamedTuple):
    """The translator of one operation of V2.

    `second_request` returns the second request of V3, or None. Values that only the response to
    the first request has are missing in it.
    """

    translate: Callable[[ApiRequest], Translation]
    second_request: Callable[[ApiRequest], ApiRequest | None] = lambda _: None


# V2 parameters whose flags have other names.
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


def run_translation(translation: Translation, send: Callable[[ApiRequest], Json]) -> Json:
    """Send the requests of a translation, and return its result.

    Raises ServerError if the response to a request that costs credits is not an object. The error
    of a later request has the result of the earlier ones as its `partial_body`.
    """
    is_first = True
    try:
        request = next(translation)
        while True:
            try:
                response = _send_checked(request, send)
            except (LushaError, KeyboardInterrupt) as error:
                if is_first:
                    raise
                raise _to_partial_error(translation, error) from error
            is_first = False
            request = translation.send(response)
    except StopIteration as end:
        return end.value


def _send_checked(request: ApiRequest, send: Callable[[ApiRequest], Json]) -> Json:
    response = send(request)
    if not (request.is_free or isinstance(response, dict)):
        # With status 200, it counts as a request that may have been charged.
        raise ServerError("The API returned a response that isn't an object.", status=200)
    return response


def _to_partial_error(
    translation: Translation, error: LushaError | KeyboardInterrupt
) -> LushaError:
    """Return the error of a later request, with what the translation makes of the earlier ones."""
    reason = error if isinstance(error, LushaError) else Interrupted("Interrupted.")
    step = StepFailed(reason)
    try:
        translation.throw(step)
    except StopIteration as end:
        reason.mark_partial(end.value, step.missing)
    except StepFailed:
        pass  # the translation has no use for the earlier responses
    return reason


def credits_before(failure: StepFailed, *responses: Json) -> int | None:
    """Return what the responses before a failed request charged; None if it may have charged."""
    return None if failure.error.response_lost else credits_charged(*responses)


def v3_request(
    name: str, *, query: dict[str, Json] | None = None, body: Json = None, **path: str
) -> ApiRequest:
    """Return a request of the V3 operation `name`; `path` fills the parameters of its path."""
    row = BY_NAME[name]
    return ApiRequest(
        row.method, row.path.format(**path) if path else row.path, query or {}, body, row
    )


def reject_unsupported(params: Mapping[str, Json], *names: str, at: str = "") -> None:
    """Raise UsageError if a request has one of these parameters, which V3 does not take."""
    for name in names:
        if params.get(name) not in (None, [], {}):
            location = f"{at}{name}"
            flag = _FLAGS.get(location) or f"--{to_kebab_case(name)}"
            raise unsupported_in_v3(
                f"does not support {flag} ({location})", hint=f"Run it again without {flag}."
            )


def unsupported_in_v3(why: str, *, hint: str) -> UsageError:
    """Return the error for what V2 can do and V3 can't; `why` continues a sentence after "V3"."""
    return UsageError(f"V2 of the API is no longer available, and V3 {why}.", hint=hint)


def to_kebab_case(name: str) -> str:
    """Convert `refreshJobInfo` to `refresh-job-info`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", name).lower()


def drop_empty(values: Mapping[str, Json]) -> dict[str, Json]:
    """Return the values without None, "" and empty lists and objects."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def request_params(request: ApiRequest) -> dict[str, Json]:
    """Return the body of a request, or its query if it has no body."""
    return request.body if isinstance(request.body, dict) else dict(request.query)


def result_items(response: Json) -> list[dict[str, Json]]:
    """Return the results in a response of V3."""
    return objects(response, "results")


def objects(holder: Json, key: str) -> list[dict[str, Json]]:
    """Return the objects in the list under `key`."""
    return [entry for entry in get_list(holder, key) if isinstance(entry, dict)]


def to_v2_id(text: Json) -> Json:
    """Return an id as V2 has it: a number, if V3's text is one."""
    number = read_integer(text, max_digits=18) if isinstance(text, str) else None
    return text if number is None else number


def to_text_id(*ids: Json) -> str:
    """Return the first id that is known as text, or ""."""
    return next((str(id_) for id_ in ids if id_ is not None), "")


def to_v3_reveal(options: Mapping[str, Json]) -> list[str]:
    """Translate revealEmails and revealPhones to V3's `reveal`; an empty list means both."""
    flags = {"emails": "revealEmails", "phones": "revealPhones"}
    return [field for field, name in flags.items() if str(options.get(name)).lower() == "true"]


def parse_boolean(value: Json) -> bool | None:
    """Return a value of a query or body as a boolean, or None if it is missing."""
    # A query has texts, a body has booleans.
    return None if value is None else str(value).lower() == "true"


_V2_ERRORS = {
    "NOT_FOUND": (3, "EMPTY_DATA"),
    "COMPLIANCE_RESTRICTED": (451, "COMPLIANCE_RESTRICTED"),
    "ENRICH_FAILED": (1, "ENRICH_FAILED"),
}


def to_v2_error(result: Mapping[str, Json]) -> dict[str, Json] | None:
    """Translate the error of a result; return None if it has none."""
    error = get_object(result, "error")
    if not error:
        return None
    code, name = _V2_ERRORS.get(str(error.get("code")), (None, error.get("code")))
    # V2's codes are numbers, and V3 has names that V2 has no number for.
    known_code = {} if code is None else {"code": code}
    return {**known_code, "name": name, "message": error.get("message", "")}


def full_name(result: Mapping[str, Json]) -> str:
    """Return the first and last name of a contact, without those that are unknown."""
    return " ".join(str(result[key]) for key in ("firstName", "lastName") if result.get(key))


def extract(values: Json, paths: Mapping[str, str]) -> dict[str, Json]:
    """Return the values under new keys, without empty ones; `paths` has the dotted path of each."""
    return drop_empty({key: get_in(values, *path.split(".")) for key, path in paths.items()})


def rename_keys(values: Mapping[str, Json], names: Mapping[str, str]) -> dict[str, Json]:
    """Return the values under V2's names; `names` has them by V3's name.

    Values without a name in V2 keep theirs, and so do those whose name in V2 is taken.
    """
    renamed = {}
    for key, value in values.items():
        name = names.get(key, key)
        if name == key or name not in values:
            renamed[name] = value
        elif values[name] != value:
            renamed[key] = value
    return renamed


def unmapped(values: Mapping[str, Json], *mapped: str) -> dict[str, Json]:
    """Return what a translation leaves under V3's names: all values but the `mapped` and null."""
    return {key: value for key, value in values.items() if key not in mapped and value is not None}


def add_unmapped(
    translated: Mapping[str, Json], values: Mapping[str, Json], *mapped: str
) -> dict[str, Json]:
    """Return a translation of `values` with what V2 has no name for, under V3's names.

    `mapped` are the keys whose values it has already.
    """
    return {**translated, **unmapped(values, *mapped, *translated)}


def fill_missing(values: Mapping[str, Json], defaults: Mapping[str, Json]) -> dict[str, Json]:
    """Return the values with the fields that V2 requires; null counts as missing."""
    return {**defaults, **unmapped(values)}


def to_v2_range(values: Mapping[str, Json]) -> list[Json]:
    """Return `{min, max}` as the list that V2 has; a missing minimum is 0."""
    low, high = values.get("min"), values.get("max")
    if high is None:
        return [] if low is None else [low]
    return [low or 0, high]


def single_result(response: Json) -> tuple[dict[str, Json], dict[str, Json] | None]:
    """Return the first result, or {}, and its error. Raises LegallyRestricted for a 451."""
    result = next(iter(result_items(response)), {})
    error = to_v2_error(result)
    if error and error.get("code") == 451:
        raise LegallyRestricted(f"The API returned: {error['message']}.", status=451)
    return result, error


def pick(values: Mapping[str, Json], names: Iterable[str]) -> dict[str, Json]:
    """Return the `values` under those of the names that exist."""
    return {name: values[name] for name in names if name in values}
