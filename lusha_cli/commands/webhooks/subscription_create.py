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
        key, equals, value = (text_part.strip() for text_part in part.partition("="))
        if key not in _ITEM_KEYS or not equals or not value:
            raise identifiers.InvalidValue(
                f"{part!r} is not of the form entity-id=…,entity-type=…,signal-type=…,name=…."
            )
        name, parse = _ITEM_KEYS[key]
        if key == "signal-type":
            item.setdefault(name, []).append(parse(value))
        elif name in item:
            raise identifiers.InvalidValue(f"{key} comes twice.")
        else:
            item[name] = parse(value)
    if "entityId" not in item:
        raise identifiers.InvalidValue(f"{text!r} has no entity-id.")
    return item


_ITEM_KEYS: dict[str, tuple[str, Callable[[str], str]]] = {
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
    items = [{"entityId": entity} for entity in entity_id or []] + (subscription or [])
    params = {"defaults": defaults or None, "name": name, "subscriptions": items}
    request = body_of(world, body, present(params))
    if source is not None:
        kind_of_ids = as_object(request.get("defaults")).get("entityType")
        request["subscriptions"] = _items_from_source(world, source, kind_of_ids) + items_of(
            request, CREATE
        )
    items_to_send = _distinct_items(world, request)
    _check_items(request, items_to_send)
    bodies = [
        {**request, "subscriptions": chunk} for chunk in in_chunks(items_to_send, CREATE.batch)
    ]
    try:
        reply = _send(world, CREATE, bodies, done="made")
    except RejectedError as error:
        raise with_secret_hint(error) from error
    except LushaError as error:
        if error.was_lost:
            error.hint = f"The answer was lost. Run it again: {_RERUN_NOTES['made']}"
        raise
    if reply.failure is None:
        names = [str(entity.get("entityId")) for entity in items_to_send]
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
    ids_given: list[str] = []
    for text in subscription or []:
        ids_given += subscription_ids(read_answers(world, "-")) if text == "-" else [text]
    request = body_of(
        world, body, present({"ids": [parse_subscription_id(text) for text in ids_given]})
    )
    ids = list(dict.fromkeys(map(str, items_of(request, DELETE))))
    if not ids:
        raise UsageError("ID is missing.", hint="See them: lusha webhooks list")
    if not world.only_shows:
        count_text = counted(len(ids), "subscription", "subscriptions")
        world.agree(f"This deletes {count_text} for ever. Go on?")
    bodies = [{**request, "ids": chunk} for chunk in in_chunks(ids, DELETE.batch)]
    reply = _send(world, DELETE, bodies, done="deleted")
    if reply.failure is None:
        reply = reply._replace(failure=_failure(reply.body, ids, "deleted"))
    return reply


def _items_from_source(world: World, source: str, kind: Json) -> list[dict[str, Json]]:
    """The items of ids in a file or on stdin."""
    if kind not in SIGNALS:
        raise UsageError(
            "--entity-type is missing.", hint="Say what the ids are of: contact or company."
        )
    ids = entity_ids(read_answers(world, source), kind)
    if not ids:
        name = "Standard input" if source == "-" else source
        raise UsageError(f"{name} holds no ids of a {kind}.", hint="Name one: --entity-id ID")
    return [{"entityId": identifiers.clean_token(id_)} for id_ in ids]


def _distinct_items(world: World, request: dict[str, Json]) -> list[dict[str, Json]]:
    """The items of a request, those of the same entity once."""
    items = items_of(request, CREATE)
    if not all(isinstance(item, dict) for item in items):
        raise UsageError("subscriptions has an entry that is no object.")
    if not items:
        raise UsageError(
            "Nobody is named to subscribe to.",
            hint="Name ids: --entity-id ID, or a FILE of them.",
        )
    defaults = as_object(request.get("defaults"))
    distinct: dict[Any, dict[str, Json]] = {}
    for item in items:
        distinct.setdefault((_entity_type(item, defaults), str(item.get("entityId"))), item)
    if len(distinct) < len(items):
        repeated = counted(len(items) - len(distinct), "id that comes", "ids that come")
        world.note(f"{repeated} again: sent once.")
    return list(distinct.values())


def _check_items(request: dict[str, Json], items: list[dict[str, Json]]) -> None:
    """Raise UsageError for what no answer would be good to."""
    defaults = as_object(request.get("defaults"))
    if not defaults.get("url"):
        raise UsageError("--url is missing.", hint="Name the URL that is to be told.")
    for name, flag in (("entityType", "--entity-type"), ("signalTypes", "--signal-type")):
        if not defaults.get(name) and not all(item.get(name) for item in items):
            raise UsageError(f"{flag} is missing.", hint="Run: lusha webhooks create --help")
    kinds = {_entity_type(item, defaults) for item in items}
    _check_types(as_list(defaults.get("signalTypes")), kinds)
    for item in items:
        _check_types(as_list(item.get("signalTypes")), {_entity_type(item, defaults)})


def _entity_type(item: dict[str, Json], defaults: dict[str, Json]) -> Json:
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
        count_text = counted(items, "subscription", "subscriptions")
        world.note(f"{count_text} in {len(calls):,} requests.")
    collector = Gathered("results", key="", counts=COUNTS)

    def send(number: int) -> Json:
        return _renumber_results(world.send(calls[number]), from_=number * (endpoint.batch or 0))

    stopped = in_batches(range(len(calls)), collector, send)
    body = without_secrets(collector.body)
    if stopped is None:
        return Reply(body)
    failure = stopped.failure
    answered = stopped.at * (endpoint.batch or 0)
    failure.message = f"Request {stopped.at + 1} of {len(calls)} failed. {failure.message}"
    rerun_note = (
        f"The first {answered:,} of {items:,} are answered, and shown. "
        f"Run it again: {_RERUN_NOTES[done]}"
    )
    failure.hint = " ".join(filter(None, (failure.hint, rerun_note)))
    return Reply(body, failure=failure)


_RERUN_NOTES = {
    "made": "those that exist are refused as duplicates, and not made twice.",
    "deleted": "those that are gone are told as not found.",
}


def _renumber_results(response: Json, *, from_: int) -> Json:
    """An answer whose results are numbered as in the whole of the input."""
    results = as_object(response).get("results")
    if not from_ or not isinstance(results, list):
        return response
    return {**response, "results": [_shift_index(result, from_) for result in results]}


def _shift_index(result: Json, offset: int) -> Json:
    index = as_object(result).get("index")
    return {**result, "index": index + offset} if isinstance(index, int) else result


def _failure(body: Json, names: list[str], done: str) -> LushaError | None:
    """What to end with where some of the items failed; `names` are those of the items."""
    results = [as_object(result) for result in as_list(as_object(body).get("results"))]
    failed = [result for result in results if result.get("success") is False]
    if not failed:
        return None
    codes = Counter(str(as_object(result.get("error")).get("code", "error")) for result in failed)
    reasons = ", ".join(f"{code} {number:,}" for code, number in codes.items())
    failed_names = [
        names[index]
        for result in failed
        if isinstance(index := result.get("index"), int) and 0 <= index < len(names)
    ]
    rest = f" and {len(failed_names) - MAX_LISTED:,} more" if len(failed_names) > MAX_LISTED else ""
    verb = "was" if len(failed) == 1 else "were"
    return RowsFailed(
        f"{len(failed):,} of {counted(len(results), 'subscription', 'subscriptions')} "
        f"{verb} not {done} ({reasons}): {', '.join(failed_names[:MAX_LISTED])}{rest}.",
        hint="See why in the results: -o jsonl shows each with its error.",
    )
