"""V3 lookups of contacts and companies: search by identifiers, enrich by id, or both at once."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

import typer

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset
from lusha_cli.cli.global_options import CACHED_FLAGS
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import flag
from lusha_cli.commands.batches import send_in_batches, split_request
from lusha_cli.commands.last_rows import Kind, LastOpt, last_source
from lusha_cli.commands.match_notes import note_results
from lusha_cli.commands.no_match import no_match
from lusha_cli.commands.v3.contact_jobs import note_jobs
from lusha_cli.commands.v3.intent_limits import note_intent_limits
from lusha_cli.commands.v3.items import NOT_IDENTIFIED, IdsArg, ids_to_send
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LegallyRestricted, NoMatch, UsageError
from lusha_cli.json_types import Json, as_object, get_list
from lusha_cli.models import read_error
from lusha_cli.output.layouts.layout import Layout

PartialOpt = Annotated[bool | None, flag(
    "--include-partial-profiles/--no-include-partial-profiles",
    "Include incomplete profiles.",
)]  # fmt: skip


class LookupCommand(NamedTuple):
    """The summary of a lookup command, the arguments of its example, and its layout."""

    summary: str
    arguments: str
    layout: Layout


class LookupSpec(NamedTuple):
    """The lookup commands of an entity.

    `entity` is the name of their group, and of the items in a request; `to_items` builds those
    items from the values of `item_options`. `signal` is the type of --signal. The other options are
    by their names in the API: `enrich_options`, and `reveal_options` of search-and-enrich.
    """

    entity: Kind
    nouns: tuple[str, str]
    item_options: Mapping[str, Any]
    to_items: Callable[[AppContext, dict[str, Any], Endpoint], list[Json]]
    signal: Any
    search: LookupCommand
    enrich: LookupCommand
    search_and_enrich: LookupCommand
    enrich_options: Mapping[str, Any]
    reveal_options: Mapping[str, Any] = {}
    flags: dict[str, Any] = CACHED_FLAGS


def add_lookups(app: typer.Typer, spec: LookupSpec) -> None:
    """Register the three lookup commands of an entity."""
    _add_search(app, spec)
    _add_enrich(app, spec)
    _add_search_and_enrich(app, spec)


def _add_search(app: typer.Typer, spec: LookupSpec) -> None:
    def search(
        context: AppContext,
        *,
        identifiers: dict[str, Any],
        include_partial_profiles: PartialOpt = None,
        signals: dict[str, Any],
        body: options.BodyOpt = None,
    ) -> CommandResult:
        endpoint = BY_NAME[f"{spec.entity} search"]
        params = {
            **drop_unset({spec.entity: spec.to_items(context, identifiers, endpoint)}),
            **_search_options(include_partial_profiles),
            **_signal_filter(signals, is_typed=body is not None),
        }
        # Of people, allSignals has none of LinkedIn's intent.
        types = "types" if spec.entity == "companies" else ""
        return run_lookup(
            context,
            endpoint,
            body,
            params,
            nouns=spec.nouns,
            note=lambda request: note_intent_limits(context, request.get("signals"), types=types),
        )

    signal_options = {
        "types": spec.signal,
        "startDate": options.StartDateOpt,
        "maxResultsPerSignal": options.MaxResultsOpt,
    }
    groups = {"identifiers": spec.item_options, "signals": signal_options}
    _register(app, spec, "search", spec.search, search, **groups)


def _add_enrich(app: typer.Typer, spec: LookupSpec) -> None:
    def enrich(
        context: AppContext,
        ids: IdsArg = None,
        *,
        id_: options.IdsOpt = None,
        last: LastOpt = None,
        enrichment: dict[str, Any],
        table_id: options.TableOpt = None,
        body: options.BodyOpt = None,
    ) -> CommandResult:
        if enrichment.get("waterfallEnabled") is False and enrichment.get("waterfallReveal"):
            raise UsageError("--no-waterfall and --waterfall-reveal can't be used together.")
        endpoint = BY_NAME[f"{spec.entity} enrich"]
        if last:
            ids = [last_source(context, last, spec.entity, others=ids or id_)]
        all_ids = ids_to_send(context, ids, id_, endpoint)
        params = drop_unset({"ids": all_ids, **enrichment, "tableId": table_id})
        responses: list[Json] = []
        try:
            result = run_lookup(
                context, endpoint, body, params, nouns=spec.nouns, on_response=responses.append
            )
        finally:
            # Whatever ends the command, what the jobs find is charged and has to be read.
            jobs = note_jobs(context, responses)
        return result._replace(body=_with_jobs(result.body, jobs))

    _register(app, spec, "enrich", spec.enrich, enrich, enrichment=spec.enrich_options)


def _add_search_and_enrich(app: typer.Typer, spec: LookupSpec) -> None:
    def search_and_enrich(
        context: AppContext,
        *,
        identifiers: dict[str, Any],
        include_partial_profiles: PartialOpt = None,
        enrichment: dict[str, Any],
        body: options.BodyOpt = None,
    ) -> CommandResult:
        endpoint = BY_NAME[f"{spec.entity} search-and-enrich"]
        items = spec.to_items(context, identifiers, endpoint)
        params = {
            **drop_unset({spec.entity: items, **enrichment}),
            **_search_options(include_partial_profiles),
        }
        return run_lookup(context, endpoint, body, params, nouns=spec.nouns)

    groups = {"identifiers": spec.item_options, "enrichment": spec.reveal_options}
    _register(app, spec, "search-and-enrich", spec.search_and_enrich, search_and_enrich, **groups)


def _register(
    app: typer.Typer,
    spec: LookupSpec,
    name: str,
    entry: LookupCommand,
    function: Callable[..., CommandResult],
    **option_groups: Mapping[str, Any],
) -> None:
    command(
        app, name, layout=entry.layout, flags=spec.flags, option_groups=option_groups,
        summary=entry.summary, example=f"lusha {spec.entity} {name} {entry.arguments} --sandbox",
    )(function)  # fmt: skip


def _signal_filter(params: dict[str, Any], *, is_typed: bool) -> dict[str, Json]:
    """Return the filter by signals, if any. Raises UsageError for one without a type.

    The type may be in a typed body, from --body.
    """
    signals = drop_unset(params)
    if signals and "types" not in signals and not is_typed:
        raise UsageError("--signal is missing.", hint="For example: --signal allSignals")
    return {"signals": signals} if signals else {}


def _with_jobs(body: Json, jobs: list[Json]) -> Json:
    """Return the document of several responses with all of their jobs; of one, unchanged."""
    # Only the first response has its own fields there.
    is_lost = len(jobs) > 1 or (jobs and "job" not in as_object(body))
    return {**body, "jobs": jobs} if is_lost and isinstance(body, dict) else body


def _search_options(include_partial_profiles: bool | None) -> dict[str, Json]:
    """Return the options of a search, if any."""
    search_options = drop_unset({"includePartialProfiles": include_partial_profiles})
    return {"options": search_options} if search_options else {}


def run_lookup(
    context: AppContext,
    endpoint: Endpoint,
    body: str | None,
    params: dict[str, Json],
    *,
    nouns: tuple[str, str],
    note: Callable[[dict[str, Json]], None] | None = None,
    on_response: Callable[[Json], None] = lambda _: None,
) -> CommandResult:
    """Send `params` put over the file `body`, split if there are too many items by flags.

    `note` gets the request before it is sent, `on_response` each response.
    Raises UsageError if there is neither an item nor a body.
    """
    if body is None and not params.get(endpoint.items_path):
        raise UsageError(NOT_IDENTIFIED[nouns], hint=f"Run: lusha {endpoint.name} --help")
    request = merge_body(context, body, params)
    if note:
        note(request)
    is_typed = endpoint.items_path not in params
    bodies = split_request(request, endpoint, is_typed=is_typed)
    result = send_in_batches(context, endpoint, bodies, records="results", key="", nouns=nouns,
                             on_response=on_response)  # fmt: skip
    note_results(context, nouns, get_list(request, endpoint.items_path), result.body)
    return result if result.failure else result._replace(failure=_no_match(context, result.body))


def _no_match(context: AppContext, body: Json) -> NoMatch | LegallyRestricted | None:
    """Return NoMatch for a result without any match, LegallyRestricted if the law forbids all."""
    results = as_object(body).get("results")
    if not isinstance(results, list):
        return None
    errors = [error for error in map(read_error, results) if error]
    # One match is enough: the others show their errors in the results.
    if len(errors) < len(results):
        return None
    # Not "no match": looking again with other identifiers would be wrong.
    if errors and all("COMPLIANCE" in error.name for error in errors):
        reasons = {error.message.rstrip(".") for error in errors}
        return LegallyRestricted(f"{'; '.join(sorted(reasons))}.")
    return no_match(context, errors)
