"""What the prospecting searches share: which pages are asked for, and one document of them."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import RESULTS, Endpoint
from lusha_cli.api.pagination import LAST_PAGE, Gathered, Paged, Stopped, Walk, walk
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.estimate import Estimate
from lusha_cli.cli.command import Reply
from lusha_cli.cli.json_input import body_of
from lusha_cli.context.app_context import World
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.number_format import pluralize

PAGES = "Pages"


def paging(paged: Paged) -> dict[str, Any]:
    """The options that say which pages are asked for."""
    cost = RESULTS.batch_credits(paged.most)
    return {
        "limit": Annotated[
            int | None,
            typer.Option(
                "--limit",
                min=1,
                max=paged.reach,
                metavar="N",
                help="This many results, from as many pages as that takes.",
                rich_help_panel=PAGES,
            ),
        ],
        "everything": Annotated[
            bool | None,
            typer.Option(
                "--all",
                help=f"All results; each page of {paged.most} costs {cost} credits.",
                rich_help_panel=PAGES,
            ),
        ],
        "page": Annotated[
            int | None,
            typer.Option(
                "--page",
                min=0,
                max=LAST_PAGE,
                metavar="N",
                help="This one page; the first is 0.",
                rich_help_panel=PAGES,
            ),
        ],
        "page_size": Annotated[
            int | None,
            typer.Option(
                "--page-size",
                min=paged.least,
                max=paged.most,
                metavar="N",
                help=f"Results of one page ({paged.usual}).",
                rich_help_panel=PAGES,
            ),
        ],
    }


def search(
    world: World,
    endpoint: Endpoint,
    body: dict[str, Json],
    wanted: dict[str, Any],
    paged: Paged,
) -> Reply:
    """Send a search, of one page or several; its answer is one document.

    `wanted` are the values of the options of `paging`.
    """
    way = _way(wanted, paged)
    if way is None:
        asked = {"page": wanted["page"], "size": wanted["page_size"]}
        pages = {"page": 0, "size": paged.usual, **_of(body, paged), **_given(asked)}
        body = {**body, paged.place: pages}
        answer = world.send(ApiRequest(endpoint.method, endpoint.path, {}, body, endpoint))
        tell_rest(world, answer, pages, paged)
        return Reply(answer)

    def call(page: int) -> ApiRequest:
        one = {**body, paged.place: {"page": page, "size": way.size}}
        return ApiRequest(endpoint.method, endpoint.path, {}, one, endpoint)

    each = world.cost_of(call(0))
    total = _total(each, way)
    world.preview(call(0), total, requests=way.requests)
    if not total.surcharge:
        world.check_budget(total)

    def told(more: int) -> None:
        cost = each.times(more)
        world.check_budget(cost)
        pages = pluralize(more, "page", "pages")
        total = paged.total_of(gathered.body)
        world.note(f"{total:,} results. {pages} to go: {cost} more.")

    gathered = Gathered(paged.records, key=paged.key)
    stopped = walk(
        way, gathered, lambda page: world.send(call(page)), total_of=paged.total_of, told=told
    )
    if stopped is None:
        _tell_missing(world, gathered, way, paged)
        return Reply(gathered.body)
    return Reply(gathered.body, failure=_stopped(stopped, way), is_partial=True)


def searched(
    world: World, body: str | None, given: dict[str, Json], parts: dict[str, dict[str, Json]]
) -> dict[str, Json]:
    """The body of a search, with filters of each part (`contacts`, `companies`) that has any.

    Raises UsageError where it searches for nothing in particular.
    """
    filters = {name: part for name, part in parts.items() if part}
    request = body_of(world, body, {**given, **({"filters": filters} if filters else {})})
    for name in filters:
        include = as_object(request["filters"][name].get("include"))
        # V2 calls it `signal` and its list `names`, V3 `signals` and `types`.
        for signal, types in (("signal", "names"), ("signals", "types")):
            if "startDate" in as_object(include.get(signal)) and types not in include[signal]:
                flag = "--signal" if name == "contacts" else "--company-signal"
                raise UsageError(f"A start date needs a signal: add {flag} NAME.")
    if "filters" not in request:
        raise UsageError(
            "No filter is given.", hint="Add one, such as --location Germany; see them with --help."
        )
    return request


def hint_where_empty(world: World, reply: Reply, paged: Paged, flags: list[str]) -> None:
    """Say what to leave out (one of `flags`) where a search found nothing."""
    if isinstance(reply.body, dict) and reply.body.get(paged.records) == []:
        total = paged.total_of(reply.body)
        if total:
            world.note_later(f"This page is past the last of the {total:,} results.")
            return
        without = " or ".join(flags) or "some of the filters"
        world.note_later(f"Nothing was found. Try it without {without}.")


def _tell_missing(world: World, gathered: Gathered, way: Walk, paged: Paged) -> None:
    """Say where fewer came than there should be."""
    total = paged.total_of(gathered.body) or 0
    wanted = min(total, way.limit or total)
    if len(gathered) < wanted:
        reach = f" It gives the first {way.reach:,} only." if total > way.reach else ""
        world.note_later(f"{len(gathered):,} results came where the API counts {wanted:,}.{reach}")


def tell_rest(world: World, answer: Json, pages: dict[str, Json], paged: Paged) -> None:
    """Say how many results a page leaves out, and how to get them."""
    total = paged.total_of(answer)
    found = answer.get(paged.records) if isinstance(answer, dict) else None
    if not (isinstance(total, int) and isinstance(found, list) and isinstance(pages["page"], int)):
        return
    done = pages["page"] * pages["size"] + len(found)
    if found and done < total:
        world.note_later(
            f"{len(found):,} of {total:,} results. "
            f"For more: --page {pages['page'] + 1}, --limit N or --all."
        )


def _way(wanted: dict[str, Any], paged: Paged) -> Walk | None:
    """The pages to walk; None for one page. Raises UsageError for flags that contradict."""
    limit, everything = wanted["limit"], wanted["everything"]
    if limit is not None and everything:
        raise UsageError("--limit and --all contradict each other.", hint="Leave out one of them.")
    walks = "--limit" if limit is not None else "--all" if everything else None
    for flag, name in (("--page", "page"), ("--page-size", "page_size")):
        if walks and wanted[name] is not None:
            raise UsageError(
                f"{walks} and {flag} contradict each other.",
                hint=f"{walks} walks the pages by itself; --page names one.",
            )
    return Walk.to(limit, paged) if walks else None


def _total(each: Estimate, way: Walk) -> Estimate:
    if way.requests is None:
        return Estimate(0, f"at most {each.credits} for each page of {way.size}")
    return each.times(way.requests)


def _stopped(stopped: Stopped, way: Walk) -> Any:
    """The error that ended the walk, which says how to go on."""
    failure = stopped.failure
    failure.message = f"Page {stopped.at} is missing. {failure.message}"
    hints = (
        failure.hint,
        "-o jsonl and -o csv show what the pages before it brought. "
        f"Go on with: --page {stopped.at} --page-size {way.size}",
    )
    failure.hint = " ".join(filter(None, hints))
    return failure


def _of(body: dict[str, Json], paged: Paged) -> dict[str, Json]:
    pages = body.get(paged.place)
    return pages if isinstance(pages, dict) else {}


def _given(values: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in values.items() if value is not None}
