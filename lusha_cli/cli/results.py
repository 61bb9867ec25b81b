"""Show the result of a command on stdout at its end, and store it for `lusha last`."""

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from lusha_cli.cli.output_settings import (
    documented_result_of,
    output_format,
    selection,
    shows_table,
    stdout_terminal,
)
from lusha_cli.cli.shape_options import subject_of
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError, NoMatch, NothingMatched, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.packed_body import PackedBody

if TYPE_CHECKING:
    from lusha_cli.cli.result_stream import ResultStream

# Of so many rows, the hint below a table names the first that were found.
_LONGEST_HINT = 1000


class PlainText(str):
    """A result that is text: printed unchanged, unless JSON was requested by name."""


class SecretText(PlainText):
    """Text that holds a key or secret on purpose, and isn't redacted."""


class CommandResult(NamedTuple):
    """The result of a command, rendered before the command fails with `failure`, if any.

    `layout` replaces the command's own, and `operation` its name: that of the API's operation which
    the body is of. An `is_secret` result isn't redacted.
    """

    body: Json
    failure: LushaError | None = None
    layout: Layout | None = None
    is_secret: bool = False
    operation: str = ""

    @property
    def is_partial(self) -> bool:
        """Return whether the body is a part of the result, received before the failure."""
        return self.failure is not None and self.failure.partial_body is not None


def show(
    context: AppContext, result: Any, layout: Layout, stream: "ResultStream | None" = None
) -> None:
    """Render a command's result to stdout, then raise its failure if it has one.

    Records that `stream` has shown already aren't shown again.
    """
    result = result if isinstance(result, CommandResult) else CommandResult(result)
    failure = result.failure
    if context.person_filter:
        # Imported here, as it loads the spellings of identifiers, which few commands need.
        from lusha_cli.cli.excluded_people import exclude_people

        result = _unpacked(result)
        body, failure = exclude_people(context, result.body, failure, result.operation)
        result = result._replace(body=body, failure=failure)
    is_stored = _keep(context, result, layout) or context.command == "last"
    try:
        if stream is not None and stream.has_records:
            body = result.body
            stream.finish(body.head if isinstance(body, PackedBody) else body)
            _print_warnings(context, stream.warnings())
        elif result.body is not None:
            query_error = _write(context, result, layout, is_stored=is_stored)
            failure = failure or query_error
            context.env.stdout.flush()
        if failure is None:
            _note_next_step(context, result.body, result.layout or layout)
    finally:
        # Notes say what was charged, so they are printed even if stdout is full or closed.
        context.flush_notes()
    if failure is not None:
        raise failure


def check_selection(context: AppContext, layout: Layout) -> None:
    """Raise UsageError for --fields, --query or --raw that can't be used, before a request is sent.

    So are names that are certainly wrong, by the documented result of the command.
    """
    settings = context.env.settings
    fields, query = selection(context)
    if settings.get("raw"):
        _check_raw(context, is_selected=bool(fields) or query is not None)
    if not fields and query is None:
        return
    from lusha_cli.output.render import check_names, check_query, split_fields

    split_fields(fields)
    if query is not None:
        check_query(query)
    # As settings they may be for other commands.
    is_flag = {settings.find(name).source for name in ("fields", "query")} & {"flag"}
    documented = documented_result_of(context, context.command) if is_flag else None
    if documented is not None:
        check_names(documented, layout=layout, fields=fields, query=query)


def _check_raw(context: AppContext, *, is_selected: bool) -> None:
    settings = context.env.settings
    if settings.find("raw").source == "flag" and not is_selected:
        raise UsageError(
            "--raw needs --query or --fields.",
            hint="Name a field: --fields NAME --raw, or use -o csv or -o tsv for whole records.",
        )
    output = settings.find("output")
    if output.source == "flag" and output.value != "json":
        raise UsageError(
            f"--raw prints JSON, and --output {output.value} is another format.",
            hint="Leave out one of them.",
        )


def _keep(context: AppContext, result: CommandResult, layout: Layout) -> bool:
    """Store a result of the API for `lusha last`, before it can fail to be shown.

    Returns whether it is stored.
    """
    body = result.body
    is_data = isinstance(body, (dict, list, PackedBody)) and bool(body)
    if not (context.has_api_result and is_data and not result.is_secret):
        return False
    # An error in the settings is reported elsewhere.
    if not context.env.settings.find("keep_last").value:
        return False
    from lusha_cli.output.layouts.named import layout_name
    from lusha_cli.storage.last_result import StoredResult

    layout = result.layout or layout
    name, now = layout_name(layout), context.env.clock.now()
    # Checks and reports of our own also call the API.
    if not name and context.command != "api":
        return False
    stored = StoredResult(
        context.command, now, name, body,
        context.api_name, context.env.settings.profile, context.account_hash or "",
    )  # fmt: skip
    return context.env.last_result.put(stored, is_list=layout.rows is not None)


def _note_next_step(context: AppContext, body: Json, layout: Layout) -> None:
    """Name the command that takes rows of the table shown, by their numbers."""
    settings = context.env.settings
    is_whole = settings.get("fields") is None and settings.get("query") is None
    is_whole = is_whole and context.shaper is None
    is_last = bool(settings.find("keep_last").value)
    if not (layout.rows and layout.rows.next_command and is_whole and is_last):
        return
    if not shows_table(context):
        return
    from lusha_cli.output.selection import select

    # An item that wasn't found has no id.
    bodies = body.parts() if isinstance(body, PackedBody) else [body]
    records = (record for part in bodies for record in select(part, layout=layout).records)
    numbers = [
        number
        for number, record in enumerate(islice(records, _LONGEST_HINT), 1)
        if isinstance(record, dict) and not record.get("error")
    ]
    if numbers:
        # Two of them, apart from each other, to show how several are selected.
        chosen = ",".join(map(str, numbers[:3:2] if len(numbers) > 2 else numbers))
        command = f"lusha {layout.rows.next_command} --last {chosen}"
        context.defer_note(f"To {layout.rows.purpose}: {command}")


def _unpacked(result: CommandResult) -> CommandResult:
    """Return a result whose records aren't compressed."""
    failure = result.failure
    if failure is not None and isinstance(failure.partial_body, PackedBody):
        failure.partial_body = failure.partial_body.whole()
    body = result.body
    return result._replace(body=body.whole()) if isinstance(body, PackedBody) else result


def _write(
    context: AppContext, result: CommandResult, layout: Layout, *, is_stored: bool
) -> LushaError | None:
    """Render a result; return the error of a query or fields that don't fit it, if any."""
    if isinstance(result.body, PackedBody):
        if _has_flat_rows(context):
            from lusha_cli.output.flat_rows import write_flat_rows

            write_flat_rows(
                result.body.parts,
                layout=result.layout or layout,
                output=output_format(context),
                write=context.env.stdout.write,
                terminal=stdout_terminal(context),
            )
            return None
        result = _unpacked(result)
    body = result.body
    is_unredacted = result.is_secret or isinstance(body, SecretText)
    write = context.env.stdout.write_unredacted if is_unredacted else context.env.stdout.write
    if isinstance(body, PlainText) and not context.env.json_requested:
        write_text = write if is_unredacted else context.env.stdout.write_plain
        write_text(f"{body}\n")
        return None
    output, layout = output_format(context), result.layout or layout
    if output == "table" and _is_message_enough(result, layout):
        return None
    if context.shaper is not None and subject_of(layout):
        from lusha_cli.cli.shaped_results import write_shaped

        return write_shaped(context, body, layout, output, stdout_terminal(context))
    fields, query = selection(context)
    if output == "json" and not fields and query is None:
        # What selects and draws parts of a result takes a while to import.
        from lusha_cli.output.serializers import json_text

        write(json_text({} if body is None else body, terminal=stdout_terminal(context)))
        return None
    from lusha_cli.output.render import render

    def render_body(fields: list[str], query: str | None) -> list[str]:
        return render(
            body,
            layout=layout,
            output=output,
            write=write,
            terminal=stdout_terminal(context),
            fields=fields,
            query=query,
            item_names=context.item_names,
            # Who asks for a table gets one.
            with_cards=not context.env.settings.get("output"),
            documented=documented_result_of(context, result.operation or context.command),
            is_raw=bool(context.env.settings.get("raw") and (fields or query is not None)),
            # The failure is reported, rather than a name that is missing because of it.
            is_strict=result.failure is None,
        )

    try:
        _print_warnings(context, render_body(fields, query))
    except NothingMatched as error:
        if context.is_dry_run:
            # The names are for the result, and this is the request.
            render_body([], None)
            return None
        if is_stored or not (context.budget.spent or context.budget.is_unknown):
            if is_stored:
                error.hint = "\n".join(filter(None, (error.hint, _stored_hint(context))))
            # A script that reads JSON must never get an empty stdout.
            if output in ("json", "yaml") and not context.env.settings.get("raw"):
                write("null\n")
            return error
        render_body([], None)
        error.mark_partial(body, "The whole result is shown.")
        return error
    except UsageError as error:
        # A query whose syntax is right may still not fit the result, which is shown whole then.
        if query is None or not context.budget.spent:
            raise
        render_body([], None)
        error.mark_partial(body, "The whole result is shown.")
        error.hint = None
        return error
    return None


def _has_flat_rows(context: AppContext) -> bool:
    """Return whether the result is all records as rows of csv or tsv."""
    is_whole = selection(context) == ([], None) and context.shaper is None
    return is_whole and output_format(context) in ("csv", "tsv")


def _stored_hint(context: AppContext) -> str:
    flag = " --sandbox" if context.env.flags.get("sandbox") else ""
    return f"The result is stored. To show it free of charge, run: lusha last{flag}"


def _is_message_enough(result: CommandResult, layout: Layout) -> bool:
    """Return whether the message of a failure replaces the table."""
    if result.failure is None or result.is_partial:
        return False
    # JSON is still written: scripts read the API's own body of a failure.
    is_silent = layout.card and not layout.shows_failure
    return isinstance(result.failure, NoMatch) or bool(is_silent)


def _print_warnings(context: AppContext, warnings: list[str]) -> None:
    for warning in warnings:
        context.env.info(f"Warning: {warning}")
