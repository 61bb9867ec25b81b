"""`lusha webhooks create`: subscribe to events of many people or companies at once."""

from collections.abc import Callable
from typing import Annotated, Any

from lusha_cli.api.dry_run import DryRun
from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, drop_unset
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import (
    ID,
    OpenChoice,
    ValueType,
    open_choices,
    option,
    parse_id,
    separated,
)
from lusha_cli.commands.batches import items_of, split_request
from lusha_cli.commands.last_rows import Kind, LastOpt, last_source
from lusha_cli.commands.result_input import SourceArg, read_ids, read_result
from lusha_cli.commands.webhooks.subscription_batches import RERUN_NOTES, send_subscription_batches
from lusha_cli.commands.webhooks.subscription_options import (
    SIGNAL_NAMES,
    SIGNALS,
    NameOpt,
    SignalTypeOpt,
    UrlOpt,
    parse_name,
)
from lusha_cli.commands.webhooks.subscriptions import with_secret_hint
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError, RejectedError, UsageError
from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.output.number_format import pluralize
from lusha_cli.parsing import identifiers

CREATE = BY_NAME["webhooks create"]
# The published price (API reference, August 2026): one credit for each signal that is delivered.
DELIVERY_COST = "each delivery costs 1 credit"


def parse_subscription(text: str) -> dict[str, Json]:
    """Parse `entity-id=…,entity-type=…,signal-type=…,name=…` into an item of the request."""
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
            raise identifiers.InvalidValue(f"{key} is set twice.")
        else:
            item[name] = parse(value)
    if "entityId" not in item:
        raise identifiers.InvalidValue(f"{text!r} has no entity-id.")
    return item


_ITEM_KEYS: dict[str, tuple[str, Callable[[str], str]]] = {
    "entity-id": ("entityId", parse_id),
    "entity-type": ("entityType", OpenChoice("entity type", *SIGNALS)),
    "signal-type": ("signalTypes", OpenChoice("signal type", *SIGNAL_NAMES)),
    "name": ("name", parse_name),
}


SubscriptionOpt = Annotated[list[Any] | None, option(
    "--subscription", ValueType("entity-id=…,…", parse_subscription),
    "Subscription with its own type, signals or name (repeatable).",
)]  # fmt: skip


def create(
    context: AppContext,
    source: SourceArg = None,
    *,
    last: LastOpt = None,
    entity_id: Annotated[
        list[str] | None,
        option("--entity-id", separated(ID), "Lusha's ID of a person or company (repeatable)."),
    ] = None,
    entity_type: Annotated[
        str | None,
        option("--entity-type", open_choices("entity type", *SIGNALS), "Type of the entities."),
    ] = None,
    signal_type: SignalTypeOpt = None,
    url: UrlOpt = None,
    name: NameOpt = None,
    subscription: SubscriptionOpt = None,
    body: options.BodyOpt = None,
) -> CommandResult:
    """Subscribe to signals of contacts or companies.

    Subscriptions are free, and each delivery costs 1 credit. A request creates up to 25
    subscriptions, and more are split into several requests.
    """
    defaults = drop_unset({"entityType": entity_type, "signalTypes": signal_type, "url": url})
    subscriptions = [{"entityId": entity} for entity in entity_id or []] + (subscription or [])
    params = {"defaults": defaults or None, "name": name, "subscriptions": subscriptions}
    request = merge_body(context, body, drop_unset(params))
    default_type = as_object(request.get("defaults")).get("entityType")
    if last:
        _check_entity_type(default_type)
        kind: Kind = "companies" if default_type == "company" else "contacts"
        source = last_source(context, last, kind, others=source or subscriptions)
    if source is not None:
        source_items = _items_from_source(context, source, default_type)
        request["subscriptions"] = source_items + items_of(request, CREATE)
    is_typed = body is not None and source is None and not subscriptions
    if not is_typed:
        items = request["subscriptions"] = _distinct_items(context, request)
        _check_items(context, request, items)
    names = [str(as_object(item).get("entityId")) for item in as_list(request.get("subscriptions"))]
    requests = split_request(request, CREATE, is_typed=is_typed)
    try:
        result = send_subscription_batches(context, CREATE, requests, names=names, done="created")
    except DryRun as preview:
        preview.later_cost = DELIVERY_COST
        raise
    except RejectedError as error:
        # The API rejects subscriptions of an account that has no signing secret yet.
        raise with_secret_hint(error) from error
    except LushaError as error:
        if error.response_lost:
            # The API refuses duplicates, so running the command again is safe.
            error.hint = f"The response was lost. Run the command again: {RERUN_NOTES['created']}"
        raise
    results = as_list(as_object(result.body).get("results"))
    if any(as_object(made).get("success") for made in results):
        context.defer_note(f"{DELIVERY_COST.capitalize()}.")
    return result


def _check_entity_type(entity_type: Json) -> None:
    # Ids don't show whether they are of people or companies, and responses have both.
    if entity_type not in SIGNALS:
        raise UsageError(
            "--entity-type is missing.",
            hint="Add --entity-type contact or --entity-type company.",
        )


def _items_from_source(
    context: AppContext, source: str, entity_type: Json
) -> list[dict[str, Json]]:
    """Return an item for each id in a file or on stdin."""
    _check_entity_type(entity_type)
    ids = read_ids(context, read_result(context, source), entity_type, CREATE)
    return [{"entityId": id_} for id_ in ids]


def _distinct_items(context: AppContext, request: dict[str, Json]) -> list[dict[str, Json]]:
    """Return the items of a request without repeated entities."""
    items = items_of(request, CREATE)
    # From --body they can be anything.
    if not all(isinstance(item, dict) for item in items):
        raise UsageError("subscriptions has an entry that is not an object.")
    if not items:
        raise UsageError(
            "No contacts or companies are specified.",
            hint="Pass --entity-id ID, or a FILE of IDs.",
        )
    defaults = as_object(request.get("defaults"))
    distinct: dict[Any, dict[str, Json]] = {}
    for item in items:
        # A repeated id would fail as a duplicate, and turn the result into a partial failure.
        distinct.setdefault((_entity_type(item, defaults), str(item.get("entityId"))), item)
    if len(distinct) < len(items):
        repeated = pluralize(len(items) - len(distinct), "repeated ID is", "repeated IDs are")
        context.env.info(f"{repeated} left out.")
    return list(distinct.values())


def _check_items(
    context: AppContext, request: dict[str, Json], items: list[dict[str, Json]]
) -> None:
    """Raise UsageError if the request lacks what the API requires."""
    defaults = as_object(request.get("defaults"))
    if not defaults.get("url"):
        raise UsageError("--url is missing.", hint="Pass the URL that receives the events.")
    for name, flag in (("entityType", "--entity-type"), ("signalTypes", "--signal-type")):
        if not defaults.get(name) and not all(item.get(name) for item in items):
            raise UsageError(f"{flag} is missing.", hint="Run: lusha webhooks create --help")
    entity_types = {_entity_type(item, defaults) for item in items}
    warnings = _type_warnings(as_list(defaults.get("signalTypes")), entity_types)
    for item in items:
        entity_type = {_entity_type(item, defaults)}
        warnings += _type_warnings(as_list(item.get("signalTypes")), entity_type)
    for warning in dict.fromkeys(warnings):
        context.env.info(warning)


def _entity_type(item: dict[str, Json], defaults: dict[str, Json]) -> Json:
    return item.get("entityType") or defaults.get("entityType")


def _type_warnings(signal_types: list[Json], entity_types: set[Json]) -> list[str]:
    """Return warnings about signal types that none of the entity types is known to have."""
    # The API may know more types of entities, and of signals, than are known here.
    entities = [entity for entity in SIGNALS if entity in entity_types]
    if len(entities) < len(entity_types):
        return []
    known = {name for entity in entities for name in SIGNALS[entity]}
    return [
        f"{name} isn't known as a signal type of a {' or '.join(entities)}, sent unchanged."
        for name in signal_types
        # Other names have had their warning.
        if name in SIGNAL_NAMES and name not in known
    ]
