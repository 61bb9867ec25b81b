"""Runs that search before they reveal: rows that have what is wanted cost nothing."""

from collections.abc import Mapping

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.billing.cost import Cost
from lusha_cli.bulk.input.column_mapping import PHONE_FIELD
from lusha_cli.bulk.record_types import PERSON, Kind, NothingToReveal, Payload, identify_person
from lusha_cli.bulk.run.search_first import KINDS, search_first
from lusha_cli.json_types import Json

# A search of V3, and what is revealed after it.
_SEARCH = Endpoint(
    "contacts search",
    "POST",
    "/v3/contacts/search",
    "v3",
    cost=BY_NAME["contacts search-and-enrich"].cost,
    batch=100,
    items="contacts",
    repeatable=False,
)


def smart_kind(options: Mapping[str, Json]) -> Kind:
    """People, of whom only what `options["reveal"]` names is revealed.

    With `options["fillEmpty"]` also only where the row itself has none of it.
    """
    wanted = options.get("reveal") or list(KINDS)

    def identify(values: Mapping[str, str]) -> Payload:
        payload = identify_person(values)
        if not options.get("fillEmpty"):
            return payload
        has = [kind for kind in KINDS if values.get(_CELLS[kind])]
        if set(wanted) <= set(has):
            raise NothingToReveal("the row has what is wanted")
        return {**payload, "has": has} if has else payload

    return PERSON._replace(
        endpoint=_SEARCH,
        fields=(*PERSON.fields, PHONE_FIELD) if options.get("fillEmpty") else PERSON.fields,
        identify=identify,
        request=_request,
        credits=_credits,
        steps=search_first,
    )


_CELLS = {"emails": "email", "phones": "phone"}


def _request(items: list[tuple[str, Payload]], options: dict[str, Json]) -> Json:
    body = {
        "contacts": [{"contactId": id_, **payload} for id_, payload in items],
        "reveal": options.get("reveal") or list(KINDS),
    }
    if "partialProfile" in options:
        body["options"] = {"includePartialProfiles": options["partialProfile"]}
    return body


def _credits(item: Json, _: Cost) -> int:
    """What one person cost, as the search said beforehand."""
    paid = item.get("credits")
    return paid if isinstance(paid, int) else 0
