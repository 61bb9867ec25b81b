"""`lusha webhooks create` and `delete`: many subscriptions at once, each for itself."""

from collections import Counter
from collections.abc import Callable
from typing import Annotated, Any

import typer

from lusha_cli.api.client import Call
from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.api.pagination import Gathered, in_batches
from lusha_cli.billing.estimate import counted
from lusha_cli.cli import options
from lusha_cli.cli.command import Reply, command, present
from lusha_cli.cli.json_input import body_of
from lusha_cli.cli.options import checked, choice
from lusha_cli.commands.batches import in_chunks, items_of
from lusha_cli.commands.piped_ids import entity_ids, read_answers, subscription_ids
from lusha_cli.commands.webhooks.secret import without_secrets
from lusha_cli.commands.webhooks.subscriptions import (
    SIGNAL_NAMES,
    SIGNALS,
    NameOpt,
    SignalTypeOpt,
    UrlOpt,
    parse_name,
    parse_subscription_id,
    with_secret_hint,
)
from lusha_cli.context.app_context import World
from lusha_cli.errors import LushaError, RejectedError, RowsFailed, UsageError
from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.output.layouts.webhooks import CHANGED_SUBSCRIPTIONS
from lusha_cli.parsing import identifiers

CREATE, DELETE = BY_NAME["webhooks create"], BY_NAME["webhooks delete"]
COUNTS = ("total", "successful", "failed")
# So many of those that failed are named.
MAX_LISTED = 5

SOURCE_HELP = "Ids: one a line, or the JSON or csv of an earlier answer; - reads stdin."


def parse_subscription(text: str) -> dict[str, Json]:
    """`entity-id=…,entity-type=…,signal-type=…,name=…` as the API takes it."""
    item: dict[str, Json] = {}
    for part in text.split(","):
        key, equals, value = (word.strip() for word in part.partition("="))
        if key not in _ITEM or not equals or not value:
            raise identifiers.InvalidValue(
                f"{part!r} is not of the form entity-id=…,entity-type=…,signal-type=…,name=…."
            )
        name, clean = _ITEM[key]
        if key == "signal-type":
            item.setdefault(name, []).append(clean(value))
        elif name in item:
            raise identifiers.InvalidValue(f"{key} comes twice.")
        else:
            item[name] = clean(value)
    if "entityId" not in item:
        raise identifiers.InvalidValue(f"{text!r} has no entity-id.")
    return item


_ITEM: dict[str, tuple[str, Callable[[str], str]]] = {
    "entity-id": ("entityId", identifiers.clean_token),
    "entity-type": ("entityType", choice("contact", "company")),
    "signal-type": ("signalTypes", choice(*SIGNAL_NAMES)),
    "name": ("name", parse_name),
}


def add_subscribing(app: typer.Typer) -> None:
    """Register what makes and deletes subscriptions."""
    command(
        app, "create", layout=CHANGED_SUBSCRIPTIONS,
        example="lusha webhooks create --entity-id 4100000000 --entity-type contact "
        "--signal-type promotion --url https://hooks.firm.example/lusha --sandbox",
    )(create)  # fmt: skip
    command(
        app, "delete", layout=CHANGED_SUBSCRIPTIONS,
        example="lusha webhooks delete ID --yes --sandbox",
    )(delete)  # fmt: skip


def create(
    world: World,
    source: Annotated[str | None, typer.Argument(metavar="[-|FILE]", help=SOURCE_HELP)] = None,
    *,
    entity_id: Annotated[
        list[str] | None,
        typer.Option(
            "--entity-id",
            parser=checked(identifiers.clean_token),
            metavar="ID",
            help="Lusha's id of a person or company; repeatable.",
        ),
    ] = None,
    entity_type: Annotated[
        str | None,
        typer.Option(
            "--entity-type",
            parser=choice(*SIGNALS),
            metavar="contact|company",
            help="What the ids are of.",
        ),
    ] = None,
    signal_type: SignalTypeOpt = None,
    url: UrlOpt = None,
    name: NameOpt = None,
    subscription: Annotated[
        list[Any] | None,
        typer.Option(
            "--subscription",
            parser=checked(parse_subscription),
            metavar="entity-id=…,…",
            help="One with an entity-type, signal-type or name of its own; repeatable.",
        ),
    ] = None,
    body: options.BodyOpt = None,
) -> Reply:
    """Subscribe to what happens to people or companies.

    Each event that is delivered later costs 1 credit. One request makes at most 25 subscriptions;
    more are sent in several.
    """
    defaults = present({"entityType": entity_type, "signalTypes": signal_type, "url": url})
    items = [{"entityId": one} for one in entity_id or []] + (subscription or [])
    given = {"defaults": defaults or None, "name": name, "subscriptions": items}
    request = body_of(world, body, present(given))
    if source is not None:
        kind = as_object(request.get("defaults")).get("entityType")
        request["subscriptions"] = _from(world, source, kind) + items_of(request, CREATE)
    chosen = _each_once(world, request)
    _check(request, chosen)
    bodies = [{**request, "subscriptions": part} for part in in_chunks(chosen, CREATE.batch)]
    try:
        reply = _send(world, CREATE, bodies, done="made")
    except RejectedError as error:
        raise with_secret_hint(error) from error
    except LushaError as error:
        if error.was_lost:
            error.hint = f"The answer was lost. Run it again: {_AGAIN['made']}"
        raise
    if reply.failure is None:
        names = [str(one.get("entityId")) for one in chosen]
        reply = reply._replace(failure=_failure(reply.body, names, "made"))
    return reply


def delete(
    world: World,
    subscription: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID...", help="Ids, or - for the JSON or csv of webhooks list."),
    ] = None,
    *,
    body: options.BodyOpt = None,
) -> Reply:
    """Delete subscriptions, for ever."""
    found: list[str] = []
    for one in subscription or []:
        found += subscription_ids(read_answers(world, "-")) if one == "-" else [one]
    request = body_of(world, body, present({"ids": [parse_subscription_id(one) for one in found]}))
    ids = list(dict.fromkeys(map(str, items_of(request, DELETE))))
    if not ids:
        raise UsageError("ID is missing.", hint="See them: lusha webhooks list")
    if not world.only_shows:
        what = counted(len(ids), "subscription", "subscriptions")
        world.agree(f"This deletes {what} for ever. Go on?")
    bodies = [{**request, "ids": part} for part in in_chunks(ids, DELETE.batch)]
    reply = _send(world, DELETE, bodies, done="deleted")
    if reply.failure is None:
        reply = reply._replace(failure=_failure(reply.body, ids, "deleted"))
    return reply


def _from(world: World, source: str, kind: Json) -> list[dict[str, Json]]:
    """The items of ids in a file or on stdin."""
    if kind not in SIGNALS:
        raise UsageError(
            "--entity-type is missing.", hint="Say what the ids are of: contact or company."
        )
    found = entity_ids(read_answers(world, source), kind)
    if not found:
        name = "Standard input" if source == "-" else source
        raise UsageError(f"{name} holds no ids of a {kind}.", hint="Name one: --entity-id ID")
    return [{"entityId": identifiers.clean_token(one)} for one in found]


def _each_once(world: World, request: dict[str, Json]) -> list[dict[str, Json]]:
    """The items of a request, those of the same entity once."""
    items = items_of(request, CREATE)
    if not all(isinstance(one, dict) for one in items):
        raise UsageError("subscriptions has an entry that is no object.")
    if not items:
        raise UsageError(
            "Nobody is named to subscribe to.",
            hint="Name ids: --entity-id ID, or a FILE of them.",
        )
    defaults = as_object(request.get("defaults"))
    chosen: dict[Any, dict[str, Json]] = {}
    for one in items:
        chosen.setdefault((_kind(one, defaults), str(one.get("entityId"))), one)
    if len(chosen) < len(items):
        again = counted(len(items) - len(chosen), "id that comes", "ids that come")
        world.note(f"{again} again: sent once.")
    return list(chosen.values())


def _check(request: dict[str, Json], items: list[dict[str, Json]]) -> None:
    """Raise UsageError for what no answer would be good to."""
    defaults = as_object(request.get("defaults"))
    if not defaults.get("url"):
        raise UsageError("--url is missing.", hint="Name the URL that is to be told.")
    for name, flag in (("entityType", "--entity-type"), ("signalTypes", "--signal-type")):
        if not defaults.get(name) and not all(one.get(name) for one in items):
            raise UsageError(f"{flag} is missing.", hint="Run: lusha webhooks create --help")
    kinds = {_kind(one, defaults) for one in items}
    _check_types(as_list(defaults.get("signalTypes")), kinds)
    for one in items:
        _check_types(as_list(one.get("signalTypes")), {_kind(one, defaults)})


def _kind(item: dict[str, Json], defaults: dict[str, Json]) -> Json:
    return item.get("entityType") or defaults.get("entityType")


def _check_types(types: list[Json], kinds: set[Json]) -> None:
    """Raise UsageError for a type of signal that none of the kinds of entity has."""
    known = [name for kind in SIGNALS if kind in kinds for name in SIGNALS[kind]]
    for name in types:
        if known and name not in known:
            kind = " or ".join(kind for kind in SIGNALS if kind in kinds)
            raise UsageError(
                f"{name} is no type of signal of a {kind}.",
                hint=f"They are: {', '.join(dict.fromkeys(known))}.",
            )


def _send(world: World, endpoint: Endpoint, bodies: list[dict[str, Json]], *, done: str) -> Reply:
    """Send the bodies one after the other; what came is shown although a later one failed."""
    calls = [Call(endpoint.method, endpoint.path, {}, body, endpoint) for body in bodies]
    world.preview(calls[0], calls[0].cost, requests=len(calls))
    items = sum(len(body[endpoint.items]) for body in bodies)
    if len(calls) > 1:
        what = counted(items, "subscription", "subscriptions")
        world.note(f"{what} in {len(calls):,} requests.")
    gathered = Gathered("results", key="", counts=COUNTS)

    def send(number: int) -> Json:
        return _numbered(world.send(calls[number]), from_=number * (endpoint.batch or 0))

    stopped = in_batches(range(len(calls)), gathered, send)
    body = without_secrets(gathered.body)
    if stopped is None:
        return Reply(body)
    failure = stopped.failure
    tried = stopped.at * (endpoint.batch or 0)
    failure.message = f"Request {stopped.at + 1} of {len(calls)} failed. {failure.message}"
    again = (
        f"The first {tried:,} of {items:,} are answered, and shown. Run it again: {_AGAIN[done]}"
    )
    failure.hint = " ".join(filter(None, (failure.hint, again)))
    return Reply(body, failure=failure)


_AGAIN = {
    "made": "those that exist are refused as duplicates, and not made twice.",
    "deleted": "those that are gone are told as not found.",
}


def _numbered(answer: Json, *, from_: int) -> Json:
    """An answer whose results are numbered as in the whole of the input."""
    results = as_object(answer).get("results")
    if not from_ or not isinstance(results, list):
        return answer
    return {**answer, "results": [_moved(one, from_) for one in results]}


def _moved(result: Json, by: int) -> Json:
    index = as_object(result).get("index")
    return {**result, "index": index + by} if isinstance(index, int) else result


def _failure(body: Json, names: list[str], done: str) -> LushaError | None:
    """What to end with where some of the items failed; `names` are those of the items."""
    results = [as_object(one) for one in as_list(as_object(body).get("results"))]
    failed = [one for one in results if one.get("success") is False]
    if not failed:
        return None
    codes = Counter(str(as_object(one.get("error")).get("code", "error")) for one in failed)
    why = ", ".join(f"{code} {number:,}" for code, number in codes.items())
    which = [
        names[index]
        for one in failed
        if isinstance(index := one.get("index"), int) and 0 <= index < len(names)
    ]
    more = f" and {len(which) - MAX_LISTED:,} more" if len(which) > MAX_LISTED else ""
    were = "was" if len(failed) == 1 else "were"
    return RowsFailed(
        f"{len(failed):,} of {counted(len(results), 'subscription', 'subscriptions')} "
        f"{were} not {done} ({why}): {', '.join(which[:MAX_LISTED])}{more}.",
        hint="See why in the results: -o jsonl shows each with its error.",
    )
