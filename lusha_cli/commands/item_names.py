"""What the user called the items of a request, for results that don't identify theirs."""

from collections.abc import Sequence

from lusha_cli.json_types import Json

_IDENTIFIERS = ("clientReferenceId", "email", "linkedinUrl", "social_link", "domain", "fqdn")


def item_names(items: Sequence[Json]) -> list[str]:
    """Return a name for each item: its reference, identifier, or name and company."""
    return [_name(item) for item in items]


def _name(item: Json) -> str:
    if not isinstance(item, dict):
        return str(item)
    texts = {key: value for key, value in item.items() if isinstance(value, str) and value}
    if found := next((texts[key] for key in _IDENTIFIERS if key in texts), ""):
        return found
    parts = [texts[key] for key in ("firstName", "lastName") if key in texts]
    person = texts.get("fullName") or " ".join(parts)
    company = texts.get("companyDomain") or texts.get("companyName")
    name = ", ".join(filter(None, (person, company)))
    return name or texts.get("name") or texts.get("id", "")
