"""Lists that are read by `limit` and `offset`: one page, or all of them as one document."""

from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.pagination import LAST_PAGE, Gathered, Walk, walk
from lusha_cli.api.request import ApiRequest
from lusha_cli.cli.command import Reply, present
from lusha_cli.context.app_context import World
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_object

# Records of a page, at most.
MOST = 100

OffsetOpt = Annotated[
    int | None,
    typer.Option("--offset", min=0, metavar="N", help="Leave out so many of the first ones."),
]
AllOpt = Annotated[bool | None, typer.Option("--all", help="All of them, page after page.")]


def limit_option(usual: int) -> Any:
    """The option that says how many a page has."""
    return typer.Option("--limit", min=1, max=MOST, metavar="N", help=f"How many ({usual}).")


def read_list(
    world: World,
    endpoint: Endpoint,
    given: dict[str, Json],
    *,
    limit: int | None,
    offset: int | None,
    everything: bool | None,
) -> Reply:
    """A page of a list whose records are in `data`, or all of its pages."""
    query = present(given)
    if not everything:
        answer = world.call(
            endpoint, query={**query, **present({"limit": limit, "offset": offset})}
        )
        _tell_rest(world, answer)
        return Reply(answer)
    for flag, value in (("--limit", limit), ("--offset", offset)):
        if value is not None:
            raise UsageError(f"--all and {flag} contradict each other.", hint="Leave out one.")
    return _all(world, endpoint, query)


def _all(world: World, endpoint: Endpoint, query: dict[str, Json]) -> Reply:
    def call(page: int) -> ApiRequest:
        pages = {"limit": MOST, "offset": page * MOST}
        return ApiRequest(endpoint.method, endpoint.path, {**query, **pages}, None, endpoint)

    world.preview(call(0), call(0).cost, requests=None)
    gathered = Gathered("data", key="id")
    stopped = walk(
        Walk(MOST, None, (LAST_PAGE + 1) * MOST),
        gathered,
        lambda page: world.send(call(page)),
        total_of=_total,
        told=lambda _: None,
    )
    if stopped is None:
        _as_one_page(gathered)
        return Reply(gathered.body)
    failure = stopped.failure
    failure.message = f"What comes after the first {len(gathered):,} is missing. {failure.message}"
    shown = "-o jsonl and -o csv show what came."
    on = f"Go on with: --offset {stopped.at * MOST} --limit {MOST}"
    failure.hint = " ".join(filter(None, (failure.hint, shown, on)))
    return Reply(gathered.body, failure=failure, is_partial=True)


def _as_one_page(gathered: Gathered) -> None:
    """Let the document say of itself that it is the whole."""
    pages = as_object(as_object(gathered.body).get("pagination"))
    if pages:
        whole = {"limit": len(gathered), "offset": 0, "hasMore": len(gathered) < _int(pages)}
        gathered.body["pagination"] = {**pages, **whole}


def _total(answer: Json) -> int | None:
    total = as_object(as_object(answer).get("pagination")).get("total")
    return total if isinstance(total, int) and not isinstance(total, bool) else None


def _int(pages: dict[str, Json]) -> int:
    return _total({"pagination": pages}) or 0


def _tell_rest(world: World, answer: Json) -> None:
    """Say how many records a page leaves out, and how to get them."""
    pages, total = as_object(as_object(answer).get("pagination")), _total(answer)
    found, offset = as_object(answer).get("data"), pages.get("offset")
    if total is None or not isinstance(found, list) or not isinstance(offset, int):
        return
    done = offset + len(found)
    if found and done < total:
        more = f"For more: --offset {done} or --all."
        world.note_later(f"{len(found):,} of {total:,}. {more}")
