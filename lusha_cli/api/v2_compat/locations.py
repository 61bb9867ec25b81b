"""Locations over V3: V2 spells their keys differently from one operation to the next."""

from collections.abc import Mapping

from lusha_cli.api.v2_compat.translation import fill_missing, objects, rename_keys, unmapped
from lusha_cli.json_types import Json, get_object

_SNAKE_CASE = {
    "countryIso2": "country_iso2",
    "stateCode": "state_code",
    "coordinates": "location_coordinates",
    "isEuContact": "is_eu_contact",
}
_PERSON_DEFAULTS = {"country": "", "countryIso2": "", "continent": ""}


def to_v2_person_location(result: Json) -> dict[str, Json]:
    """Translate the location of a contact to that of a single response."""
    location = unmapped(get_object(result, "location"))
    if not location:
        return {}
    renamed = rename_keys(location, {"coordinates": "locationCoordinates"})
    # V2 requires an address; V3 has only its parts.
    parts = (str(location.get(key) or "") for key in ("city", "state", "country"))
    address = ", ".join(filter(None, parts))
    return {**fill_missing(renamed, _PERSON_DEFAULTS), "rawLocation": address}


def to_v2_bulk_person_location(result: Json) -> dict[str, Json]:
    """Translate the location of a contact to that of a bulk response."""
    # V2's schema has some of these keys in camelCase, its example of a bulk response in snake_case.
    snake_case = rename_keys(unmapped(get_object(result, "location")), _SNAKE_CASE)
    return {**to_v2_person_location(result), **snake_case}


def to_v2_enriched_location(result: Json) -> dict[str, Json]:
    """Translate the location of a contact to that of an enriched prospecting result."""
    location = unmapped(get_object(result, "location"))
    return rename_keys(location, {"countryIso2": "country_iso2"})


def to_v2_company_locations(result: Json) -> list[dict[str, Json]]:
    """Translate the offices of a company, the head office first."""
    offices = [get_object(result, "location"), *objects(result, "additionalLocations")]
    return [rename_keys(known, _SNAKE_CASE) for office in offices if (known := unmapped(office))]


def fill_lookalike_location(result: Mapping[str, Json]) -> dict[str, Json]:
    """Return the location of a lookalike company with the keys that V2 requires."""
    return {"country": None, "state": None, "city": None, **get_object(result, "location")}
