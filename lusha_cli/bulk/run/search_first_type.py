"""The record type of search-first runs: rows with all requested data cost nothing."""

from collections.abc import Mapping

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translation import v3_request
from lusha_cli.billing.charges import whole_credits
from lusha_cli.billing.cost import Cost
from lusha_cli.bulk.input.column_mapping import PHONE_FIELD
from lusha_cli.bulk.record_types import (
    PERSON,
    NothingToReveal,
    Payload,
    RecordType,
    build_person_payload,
)
from lusha_cli.bulk.run.search_first import REVEAL_FIELDS, search_then_reveal
from lusha_cli.json_types import Json

# The V3 search; its cost is that of search and reveal together.
_SEARCH_ENDPOINT = Endpoint(
    "contacts search",
    "POST",
    "/v3/contacts/search",
    "v3",
    cost=BY_NAME["contacts search-and-enrich"].cost,
    max_items=100,
    items_path="contacts",
    # Each repetition is charged for the search again.
    is_idempotent=False,
)
# The input field that shows that a row already has the data of a reveal field.
_INPUT_FIELDS = {"emails": "email", "phones": "phone"}


def search_first_type(options: Mapping[str, Json]) -> RecordType:
    """Return the record type of people that reveals only the fields of `options["reveal"]`.

    With `options["fillEmpty"]`, a field is revealed only if the row lacks it.
    """
    reveal_fields = options.get("reveal") or list(REVEAL_FIELDS)

    def build_payload(values: Mapping[str, str]) -> Payload:
        payload = build_person_payload(values, is_v3=True)
        if not options.get("fillEmpty"):
            return payload
        has = [field for field in REVEAL_FIELDS if values.get(_INPUT_FIELDS[field])]
        if set(reveal_fields) <= set(has):
            raise NothingToReveal("the row already has all requested data")
        return {**payload, "has": has} if has else payload

    return PERSON._replace(
        endpoint=_SEARCH_ENDPOINT,
        fields=(*PERSON.fields, PHONE_FIELD) if options.get("fillEmpty") else PERSON.fields,
        build_payload=build_payload,
        build_v3_payload=None,
        build_request=_build_request,
        item_credits=_item_credits,
        request_steps=search_then_reveal,
        sample_steps=_sample_steps,
    )


def _sample_steps(items: int, options: dict[str, Json]) -> list[ApiRequest]:
    """Return a search for this number of people, and the request that reveals all of them."""
    reveal = options.get("reveal") or list(REVEAL_FIELDS)
    body = {"ids": ["0"] * items, "reveal": reveal, "waterfallEnabled": False}
    return [
        v3_request("contacts search", body={"contacts": [PERSON.sample_payload] * items}),
        v3_request("contacts enrich", body=body),
    ]


def _build_request(items: list[tuple[str, Payload]], options: dict[str, Json]) -> Json:
    body = {
        "contacts": [{"contactId": id_, **payload} for id_, payload in items],
        "reveal": options.get("reveal") or list(REVEAL_FIELDS),
    }
    if "partialProfile" in options:
        body["options"] = {"includePartialProfiles": options["partialProfile"]}
    return body


def _item_credits(item: Json, _: Cost) -> int:
    """Return the credits of one person, as the search stated them."""
    return whole_credits(item.get("credits")) or 0
