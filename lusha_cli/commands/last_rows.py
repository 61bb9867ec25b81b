"""The option --last: rows of the last list as the input of a command, by their numbers."""

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.cli.options import ValueType, option
from lusha_cli.commands.result_input import SelectedRows
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.environment import Environment
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.layouts.named import find_layout
from lusha_cli.output.number_format import pluralize
from lusha_cli.output.selection import select
from lusha_cli.parsing.ages import format_age
from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.storage.last_result import LastResult, StoredResult

Kind = Literal["contacts", "companies"]
_MAX_NAMES = 5


class RowNumbers(NamedTuple):
    """The rows that --last selects: ranges of their numbers, None for all; `text` as typed."""

    text: str
    ranges: tuple[tuple[int, int], ...] | None

    def of(self, count: int) -> Iterator[int]:
        """Yield the numbers, each once, out of `count` rows. Raises UsageError for any other."""
        seen: set[int] = set()
        for first, last in ((1, count),) if self.ranges is None else self.ranges:
            outside = first if first > count else last
            if outside > count:
                if not count:
                    raise UsageError(
                        "The last result has no rows.",
                        hint="Run the search again with other filters.",
                    )
                raise UsageError(
                    f"The last result has {pluralize(count, 'row', 'rows')}; "
                    f"{outside:,} isn't one of them.",
                    hint="Show them with their numbers: lusha last --list",
                )
            for number in range(first, last + 1):
                if number not in seen:
                    seen.add(number)
                    yield number


def parse_row_numbers(text: str) -> RowNumbers:
    """Return the rows in `1,3`, `1-5` or `all`. Raises InvalidValue."""
    if text.strip().lower() == "all":
        return RowNumbers("all", None)
    ranges = []
    for part in text.split(","):
        ends = [read_integer(end.strip()) for end in part.split("-")]
        first, last = ends[0], ends[-1]
        if not first or not last or len(ends) > 2 or last < first:
            raise InvalidValue(f"{text!r} isn't a list of row numbers, such as 1,3, 1-5 or all.")
        ranges.append((first, last))
    return RowNumbers(text.replace(" ", ""), tuple(ranges))


LastOpt = Annotated[
    RowNumbers | None,
    option(
        "--last",
        ValueType("ROWS", parse_row_numbers),
        "Rows of the last list by number, such as 1,3 or 1-5, or all.",
    ),
]


def kind_of(endpoint: Endpoint) -> Kind:
    """Return the kind of the items of an operation."""
    return "companies" if {"company", "companies"} & set(endpoint.name.split()) else "contacts"


def last_source(
    context: AppContext,
    rows: RowNumbers,
    kind: Kind,
    *,
    others: object = None,
    search: Layout | None = None,
) -> SelectedRows:
    """Return rows of the last list in the place of a file, without `others` beside them.

    The list has to be of this kind, or a `search` of this layout. Raises UsageError if no list is
    stored, if its IDs aren't known to the API in use, or if one of the rows doesn't exist.
    """
    if others:
        raise UsageError(
            "--last and other IDs can't be used together.", hint="Use only one of them."
        )
    return SelectedRows(f"--last {rows.text}", _read_rows(context, rows, kind, search))


def _read_rows(
    context: AppContext, rows: RowNumbers, kind: Kind, search: Layout | None
) -> list[Json]:
    is_v2 = search is not None
    command = _SEARCHES[kind, is_v2]
    stored = _stored_list(context, kind, command)
    layout = find_layout(stored.layout)
    listed = layout.rows
    if listed is None or listed.kind != kind:
        raise UsageError(
            f"The last result, of `lusha {stored.command}`, doesn't list {kind}.",
            hint=f"Search for {kind} first: {command}",
        )
    # Contact ids of a V2 search are only known together with that search.
    if (search is not None and layout is not search) or (search is None and listed.is_search_only):
        raise UsageError(
            f"The IDs of the last result, of `lusha {stored.command}`, aren't accepted here.",
            hint=f"Run: lusha {listed.next_command} --last {rows.text}"
            if listed.next_command
            else f"Search for {kind} first: {command}",
        )
    records = select(stored.body, layout=layout).records
    numbers = list(rows.of(len(records)))
    chosen = [records[number - 1] for number in numbers]
    _report(context, stored, rows, chosen)
    return chosen


# Kind of rows, and whether V2 has to list them -> an example of the search that does.
_SEARCHES = {
    ("contacts", True): "lusha prospecting contact search --location Germany",
    ("companies", True): "lusha prospecting company search --location Germany",
    ("contacts", False): "lusha contacts prospecting --location Germany",
    ("companies", False): "lusha companies prospecting --location Germany",
}


def other_last_result(env: Environment) -> LastResult:
    """Return the last result of the API that isn't in use: the sandbox, or the real one."""
    return LastResult(env.state_folder if env.in_sandbox else env.state_folder / "sandbox")


def _stored_list(context: AppContext, kind: Kind, command: str) -> StoredResult:
    """Return the last list of the API, profile and key in use. Raises UsageError."""
    env = context.env
    if not env.settings.get("keep_last"):
        raise UsageError(
            "Results aren't stored: keep_last is off.",
            hint="Turn it on and search again: lusha config set keep_last true",
        )
    stored = env.last_result.get_list()
    other_list = other_last_result(env).get_list()
    # A list of before is not the one that the user has seen last.
    if other_list and (stored is None or other_list.time > stored.time):
        source, way = ("API", "Leave out") if env.in_sandbox else ("sandbox", "Add")
        target = "sandbox" if env.in_sandbox else "API"
        raise UsageError(
            f"The last result is of the {source}, whose IDs the {target} doesn't know.",
            hint=f"{way} --sandbox, or search again: {command}",
        )
    if stored is None:
        raise UsageError(
            "No list is stored whose rows --last could select.",
            hint=f"Search for {kind} first: {command}",
        )
    own_profile = env.settings.profile
    if stored.profile != own_profile:
        raise UsageError(
            f"The last result is of the profile {stored.profile!r}, not {own_profile!r}.",
            hint=f"Add --profile {stored.profile}, or search again: {command}",
        )
    if (stored.api, stored.account) != (context.api_name, context.account_hash or ""):
        what = "base URL" if stored.api != context.api_name else "API key"
        raise UsageError(
            f"The last result came with another {what} than the one in use.",
            hint=f"Search again: {command}",
        )
    return stored


def _report(
    context: AppContext, stored: StoredResult, rows: RowNumbers, chosen: list[Json]
) -> None:
    """Name the rows on a terminal, so that a wrong list is noticed."""
    if not context.env.stderr.isatty():
        return
    if context.env.settings.get("redact_pii"):
        context.env.redactor.add_personal_data(chosen)
    names = list(filter(None, map(_name, chosen)))
    more = len(names) - _MAX_NAMES
    names = [*names[:_MAX_NAMES], f"and {more:,} more"] if more > 0 else names
    age = format_age(max(0.0, context.env.clock.now() - stored.time))
    listed = f": {', '.join(names)}" if names else ""
    noun = "Row" if len(chosen) == 1 else "Rows"
    subject = "All rows" if rows.ranges is None else f"{noun} {rows.text}"
    context.env.info(f"{subject} of `lusha {stored.command}`, {age}{listed}.")


def _name(row: Json) -> str:
    fields = as_object(row)
    name = fields.get("name") or fields.get("fullName")
    parts = [name] if name else [fields.get("firstName"), fields.get("lastName")]
    return " ".join(part for part in parts if isinstance(part, str))
