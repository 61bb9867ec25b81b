"""Results in pages: the options for them, one page or several as one document, and what is left."""

from collections.abc import Callable
from typing import Annotated, Any

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.pagination import (
    LAST_PAGE,
    OFFSET_LIST,
    PageCollector,
    PagePlan,
    PageSpec,
)
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.estimate import Estimate, format_credits, sum_estimates
from lusha_cli.cli.command import CommandResult, drop_unset
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import flag, option
from lusha_cli.cli.output_settings import shows_table
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.hints import command_with
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.number_format import pluralize

PAGES = "Pages"

OffsetOpt = Annotated[int | None, option("--offset", "N", "Number of items to skip.", min=0)]
AllOpt = Annotated[bool | None, flag("--all", "Fetch all pages.")]


def limit_option(default: int) -> Any:
    """Return the option for the number of records of a list that is read by offset."""
    return option(
        "--limit", "N", f"Maximum number of items [{default}].", min=1, max=OFFSET_LIST.max_size
    )


def page_options(spec: PageSpec) -> dict[str, Any]:
    """Return the options for the pages of a search."""
    cost = spec.page_credits(spec.max_size)

    def number(flags: str, text: str, low: int, high: int) -> Any:
        return Annotated[int | None, option(flags, "N", text, panel=PAGES, min=low, max=high)]

    limit = "Maximum number of results, over as many pages as needed."
    everything = f"Fetch all results, at {cost} credits per page of {spec.max_size}."
    size = f"Results per page [{spec.default_size}]."
    return {
        "limit": number("--limit", limit, 1, spec.max_results),
        "everything": Annotated[bool | None, flag("--all", everything, panel=PAGES)],
        "page": number("--page", "Page to fetch, counted from 0 [0].", 0, LAST_PAGE),
        "page_size": number("--page-size", size, spec.min_size, spec.max_size),
    }


def search(
    context: AppContext,
    endpoint: Endpoint,
    body: dict[str, Json],
    page_params: dict[str, Any],
    spec: PageSpec,
    *,
    is_typed: bool = False,
) -> CommandResult:
    """Send a search, of one page or several, and return one document.

    `page_params` are the values of `page_options`. A typed body, from --body, gets no page by
    default.
    """

    def request_for(pages: dict[str, Json]) -> ApiRequest:
        payload = {**body, spec.body_key: pages}
        return ApiRequest(endpoint.method, endpoint.path, {}, payload, endpoint)

    plan = _page_plan(page_params, spec)
    if plan is None:
        params = drop_unset({"page": page_params["page"], "size": page_params["page_size"]})
        defaults = {"page": 0, "size": spec.default_size}
        typed_pages = as_object(body.get(spec.body_key))
        # By flags, the size is always sent: the page that the note names depends on it.
        pages = {**({} if is_typed else defaults), **typed_pages, **params}
        request = ApiRequest(endpoint.method, endpoint.path, {}, body, endpoint)
        response = context.send(request if is_typed and not params else request_for(pages))
        page, size = ({**defaults, **pages}[name] for name in defaults)
        if isinstance(page, int) and isinstance(size, int):
            _note_remaining(
                context, response, spec, page * size,
                more=lambda _: ("--page", page + 1), others="or --limit N, --all",
            )  # fmt: skip
        return CommandResult(response)

    return _search_pages(
        context, plan, spec, lambda page: request_for({"page": page, "size": plan.size})
    )


def _is_cached(context: AppContext, request: ApiRequest) -> bool:
    lookup = context.find_cached(request)
    return lookup is not None and lookup.is_complete


def _search_pages(
    context: AppContext,
    plan: PagePlan,
    spec: PageSpec,
    build_request: Callable[[int], ApiRequest],
) -> CommandResult:
    """Send the requests for several pages, after approving their cost, and return one document."""
    # Imported when needed: most searches have one page.
    from lusha_cli.commands.page_requests import (
        describe_pages,
        fetch_pages_ahead,
        missing_pages,
        partial_result,
    )

    first_request = build_request(0)
    per_page = context.estimate(first_request)
    if plan.requests is None:
        # Without a limit the number of pages is known only after the first one is charged.
        context.raise_dry_run(first_request, _unlimited_estimate(per_page, plan), requests=None)
        lookup = context.find_cached(first_request)
        context.approve_requests(first_request, lookup.requests if lookup else [first_request])
    else:
        if context.result_cache is None:
            cost, requests = per_page.times(plan.requests), plan.requests
        else:
            sent = [request for request in map(build_request, range(plan.requests))
                    if not _is_cached(context, request)]  # fmt: skip
            cost, requests = sum_estimates(map(context.estimate, sent)), len(sent)
        context.approve(first_request, cost, requests=requests)

    def approve_rest(total: int | None, remaining: int) -> None:
        cost = per_page.times(remaining)
        if total is not None:
            pages = pluralize(remaining, "more page", "more pages")
            context.env.info(f"{total:,} results. Fetching {pages}: {cost}.")
        # Without a total, a cap is checked page by page: all pages that there may be exceed it.
        if plan.requests is None and (total is not None or not _has_cap(context)):
            context.approve(build_request(1), cost, requests=remaining)

    # A single page is shown at the end, as its columns need no room for others.
    show = None if plan.requests == 1 else context.show_pages
    collector = PageCollector(
        spec.records, key=spec.id_key, limit=plan.limit, show=show, packs=plan.requests != 1
    )
    failure = fetch_pages_ahead(context, collector, plan, spec, build_request, approve_rest)
    if failure is None:
        if shows_table(context):
            _note_total(context, len(collector), spec.total_of(collector.head))
        _note_missing(context, collector, plan, spec)
        return CommandResult(collector.body)
    missing = missing_pages(failure, plan.requests_for(spec.total_of(collector.head)))
    starts = [*failure.missing, *(first for first, last in missing if last is None)]
    return partial_result(
        collector,
        failure,
        missing=f"The results {describe_pages(missing)} are missing.",
        resume=" and with ".join(f"--page {page} --page-size {plan.size}" for page in starts),
    )


def read_list(
    context: AppContext,
    endpoint: Endpoint,
    params: dict[str, Json],
    *,
    limit: int | None,
    offset: int | None,
    everything: bool | None,
) -> CommandResult:
    """Read a page of a list by `limit` and `offset`, or all of its pages as one document."""
    query, size = drop_unset(params), OFFSET_LIST.max_size
    if not everything:
        response = context.call(
            endpoint, query={**query, **drop_unset({"limit": limit, "offset": offset})}
        )
        start = as_object(as_object(response).get("pagination")).get("offset")
        if isinstance(start, int):
            _note_remaining(
                context, response, OFFSET_LIST, start,
                more=lambda end: ("--offset", end), others="or --all",
            )  # fmt: skip
        return CommandResult(response)
    for name, value in (("--limit", limit), ("--offset", offset)):
        if value is not None:
            raise UsageError(
                f"--all and {name} can't be used together.", hint="Use only one of them."
            )

    def build_request(page: int) -> ApiRequest:
        # The largest pages, as these lists are free and fewer requests are faster.
        pages = {"limit": size, "offset": page * size}
        return ApiRequest(endpoint.method, endpoint.path, {**query, **pages}, None, endpoint)

    from lusha_cli.api.page_fetching import fetch_pages
    from lusha_cli.commands.page_requests import partial_result

    context.raise_dry_run(build_request(0), build_request(0).cost, requests=None)
    plan = PagePlan.for_limit(None, OFFSET_LIST)
    # Not shown as the pages come: subscriptions may have secrets, which the command redacts.
    collector = PageCollector(OFFSET_LIST.records, key=OFFSET_LIST.id_key)
    # Webhook lists and logs are free, so no confirmation or cap is needed.
    failure = fetch_pages(
        plan,
        collector,
        lambda page: context.send(build_request(page)),
        total_of=OFFSET_LIST.total_of,
    )
    if failure is None:
        _merge_pagination(collector)
        return CommandResult(collector.body)
    return partial_result(
        collector,
        failure,
        missing=f"The results after the first {len(collector):,} are missing.",
        resume=f"--offset {failure.position * size} --limit {size}",
    )


def build_search_body(
    context: AppContext,
    body: str | None,
    params: dict[str, Json],
    parts: dict[str, dict[str, Json]],
) -> dict[str, Json]:
    """Return the body of a search, with the filters of each part (`contacts`, `companies`).

    Raises UsageError if it has no filter; the API judges a typed `body`.
    """
    filters = {name: part for name, part in parts.items() if part}
    request = merge_body(context, body, {**params, **drop_unset({"filters": filters or None})})
    if body is not None:
        return request
    for name in filters:
        include = as_object(request["filters"][name].get("include"))
        # V2 calls it `signal` and its list `names`, V3 `signals` and `types`.
        for signal, types in (("signal", "names"), ("signals", "types")):
            if "startDate" in as_object(include.get(signal)) and types not in include[signal]:
                flag = "--signal" if name == "contacts" else "--company-signal"
                raise UsageError("A start date needs a signal.", hint=f"Add {flag} NAME.")
    if "filters" not in request:
        raise UsageError(
            "No filter is set.",
            hint="Add one, such as --location Germany. For all filters, add --help.",
        )
    return request


def suggest_filters_to_drop(
    context: AppContext, result: CommandResult, spec: PageSpec, flags: list[str]
) -> None:
    """Suggest which filters to leave out (of `flags`) if a search found nothing."""
    if isinstance(result.body, dict) and result.body.get(spec.records) == []:
        total = spec.total_of(result.body)
        # The filters matched; leaving one out would not help.
        if total:
            context.defer_note(f"This page is past the last of the {total:,} results.")
            return
        without = " or ".join(flags) or "some of the filters"
        context.defer_note(f"To get results, try again without {without}.")


def _page_plan(page_params: dict[str, Any], spec: PageSpec) -> PagePlan | None:
    """Return the pages to fetch, None for one page. Raises UsageError for flags that conflict."""
    limit, everything = page_params["limit"], page_params["everything"]
    if limit is not None and everything:
        raise UsageError("--limit and --all can't be used together.", hint="Use only one of them.")
    chosen = "--limit" if limit is not None else "--all" if everything else None
    for other, name in (("--page", "page"), ("--page-size", "page_size")):
        if chosen and page_params[name] is not None:
            raise UsageError(
                f"{chosen} and {other} can't be used together.",
                hint=f"{chosen} fetches as many pages as needed, --page only one.",
            )
    return PagePlan.for_limit(limit, spec) if chosen else None


def _unlimited_estimate(per_page: Estimate, plan: PagePlan) -> Estimate:
    credits_ = format_credits(per_page.credits or 0)
    return Estimate(0, f"up to {credits_} per page of {plan.size}")


def _has_cap(context: AppContext) -> bool:
    """Return whether a cap was set for this call, which is consent as far as it goes."""
    cap = context.env.settings.find("max_credits")
    return cap.value is not None and cap.source in ("flag", "environment")


def _note_remaining(
    context: AppContext,
    response: Json,
    spec: PageSpec,
    start: int,
    *,
    more: Callable[[int], tuple[str, int]],
    others: str,
) -> None:
    """Report how many records there are besides a page from `start` on.

    On a terminal, name the command of the next page, by `more` the option for it and its value, and
    the `others` that show more.
    """
    records, total = as_object(response).get(spec.records), spec.total_of(response)
    # An empty page may lie past the last one, so it says nothing about what is left.
    if not isinstance(records, list) or not records or total is None:
        return
    end = start + len(records)
    has_more, is_table = end < total, shows_table(context)
    if has_more or is_table:
        _note_total(context, len(records), total)
    if has_more and is_table:
        option_name, value = more(end)
        command = command_with(context.argv, option_name, value)
        context.defer_note(f"Next page: {command or f'{option_name} {value}'}   ({others})")


def _note_total(context: AppContext, count: int, total: int | None) -> None:
    """Report how many of the records in all a result has."""
    if total is not None and count <= total:
        of = f"{count:,} of " if count < total else ""
        context.defer_note(f"{of}{pluralize(total, 'result', 'results')}.")


def _note_missing(
    context: AppContext, collector: PageCollector, plan: PagePlan, spec: PageSpec
) -> None:
    """Report that the API returned fewer records than it counts."""
    total = spec.total_of(collector.head) or 0
    # Duplicates are dropped, and the API stops at its last page whatever the total is.
    expected = min(total, plan.limit or total)
    if len(collector) < expected:
        max_results = plan.max_results
        reach = f" It returns only the first {max_results:,}." if total > max_results else ""
        context.defer_note(f"The API returned {len(collector):,} of {expected:,} results.{reach}")


def _merge_pagination(collector: PageCollector) -> None:
    """Make the pagination of the document describe all of its records."""
    pagination = as_object(as_object(collector.head).get("pagination"))
    if pagination:
        total, length = OFFSET_LIST.total_of(collector.head) or 0, len(collector)
        # A script that follows `hasMore` of the first page would fetch everything again.
        merged = {"limit": length, "offset": 0, "hasMore": length < total}
        collector.head["pagination"] = {**pagination, **merged}
