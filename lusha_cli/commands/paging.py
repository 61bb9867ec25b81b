"""What the prospecting searches share: which pages are asked for, and one document of them."""

from typing import Annotated, Any

import typer

from lusha_cli.api.client import Call
from lusha_cli.api.costs import Estimate, counted
from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.pages import (
    LARGEST_PAGE,
    LAST_PAGE,
    MOST_RECORDS,
    SMALLEST_PAGE,
    Gathered,
    Stopped,
    Walk,
    walk,
)
from lusha_cli.command import Json, Reply
from lusha_cli.errors import UsageError
from lusha_cli.world import World

PAGES = "Pages"

PAGING: dict[str, Any] = {
    "limit": Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            max=MOST_RECORDS,
            metavar="N",
            help="This many results, from as many pages as that takes.",
            rich_help_panel=PAGES,
        ),
    ],
    "everything": Annotated[
        bool | None,
        typer.Option(
            "--all", help="All results; each page of 50 costs 2 credits.", rich_help_panel=PAGES
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
            min=SMALLEST_PAGE,
            max=LARGEST_PAGE,
            metavar="N",
            help="Results of one page (20).",
            rich_help_panel=PAGES,
        ),
    ],
}


def search(
    world: World,
    endpoint: Endpoint,
    body: dict[str, Json],
    paging: dict[str, Any],
    *,
    records: str,
    key: str,
) -> Reply:
    """Send a search, of one page or several; its answer is one document."""
    way = _way(paging)
    pages = {"page": paging["page"], "size": paging["page_size"]}
    if way is None:
        body = {**body, "pages": {"page": 0, "size": 20, **_of(body), **_given(pages)}}
        answer = world.send(Call(endpoint.method, endpoint.path, {}, body, endpoint))
        _tell_rest(world, answer, body["pages"], records)
        return Reply(answer)

    def call(page: int) -> Call:
        paged = {**body, "pages": {"page": page, "size": way.size}}
        return Call(endpoint.method, endpoint.path, {}, paged, endpoint)

    each = call(0).cost
    total = _total(each, way)
    world.preview(call(0), total, requests=way.requests)
    if not total.more:
        world.check_budget(total)

    def told(more: int) -> None:
        cost = Estimate((each.credits or 0) * more)
        world.check_budget(cost)
        pages = counted(more, "page", "pages")
        world.note(f"{gathered.total:,} results. {pages} to go: {cost} more.")

    gathered = Gathered(records, key=key)
    stopped = walk(way, gathered, lambda page: world.send(call(page)), told=told)
    if stopped is None:
        _tell_missing(world, gathered, way)
        return Reply(gathered.body)
    return Reply(gathered.body, failure=_stopped(stopped, way), is_partial=True)


def _tell_missing(world: World, gathered: Gathered, way: Walk) -> None:
    """Say where fewer came than there should be."""
    total = gathered.total or 0
    wanted = min(total, way.limit or total)
    if len(gathered) < wanted:
        reach = f" It gives the first {MOST_RECORDS:,} only." if total > MOST_RECORDS else ""
        world.note_later(f"{len(gathered):,} results came where the API counts {wanted:,}.{reach}")


def _tell_rest(world: World, answer: Json, pages: dict[str, Json], records: str) -> None:
    """Say how many results a page leaves out, and how to get them."""
    body = answer if isinstance(answer, dict) else {}
    total, found = body.get("totalResults"), body.get(records)
    if not (isinstance(total, int) and isinstance(found, list) and isinstance(pages["page"], int)):
        return
    done = pages["page"] * pages["size"] + len(found)
    if found and done < total:
        world.note_later(
            f"{len(found):,} of {total:,} results. "
            f"For more: --page {pages['page'] + 1}, --limit N or --all."
        )


def _way(paging: dict[str, Any]) -> Walk | None:
    """The pages to walk; None for one page. Raises UsageError for flags that contradict."""
    limit, everything = paging["limit"], paging["everything"]
    if limit is not None and everything:
        raise UsageError("--limit and --all contradict each other.", hint="Leave out one of them.")
    walks = "--limit" if limit is not None else "--all" if everything else None
    for flag, name in (("--page", "page"), ("--page-size", "page_size")):
        if walks and paging[name] is not None:
            raise UsageError(
                f"{walks} and {flag} contradict each other.",
                hint=f"{walks} walks the pages by itself; --page names one.",
            )
    return Walk.to(limit) if walks else None


def _total(each: Estimate, way: Walk) -> Estimate:
    if way.requests is None:
        return Estimate(0, f"at most {each.credits} for each page of {way.size}")
    return Estimate((each.credits or 0) * way.requests)


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


def _of(body: dict[str, Json]) -> dict[str, Json]:
    pages = body.get("pages")
    return pages if isinstance(pages, dict) else {}


def _given(values: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in values.items() if value is not None}
