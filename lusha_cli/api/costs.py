"""What a request can cost, read off the request itself."""

from typing import Any, NamedTuple

from lusha_cli.api.endpoints import Endpoint


class Estimate(NamedTuple):
    """The most that a request can cost, in credits.

    `open_ended` where more may come on top: a credit for each signal delivered, or all of it for
    an operation that is not in the list (UNKNOWN).
    """

    credits: int | None
    open_ended: bool = False

    def __str__(self) -> str:
        if self.credits is None:
            return "an unknown number of credits"
        if self == Estimate(0):
            return "free"
        text = f"at most {count(self.credits)}"
        return f"{text}, and 1 for each signal delivered" if self.open_ended else text


UNKNOWN = Estimate(None, open_ended=True)

_ITEMS = ("contacts", "companies", "contactIds", "companiesIds")


def count(number: int) -> str:
    """`1 credit`, `1,234 credits`."""
    return counted(number, "credit", "credits")


def counted(number: int, one: str, many: str) -> str:
    """`1 row`, `1,234 rows`."""
    return f"{number:,} {one if number == 1 else many}"


def estimate(endpoint: Endpoint | None, query: dict[str, Any], body: Any) -> Estimate:
    """The most that one request of `endpoint` with this query and body can cost."""
    if endpoint is None:
        return UNKNOWN
    if endpoint.is_free:
        return Estimate(0)
    content = body if isinstance(body, dict) else {}
    metadata = content.get("metadata")
    options = {**query, **content, **(metadata if isinstance(metadata, dict) else {})}
    emails, phones = reveals(options)
    return Estimate(
        endpoint.cost.at_most(_items(endpoint, content), emails=emails, phones=phones),
        open_ended=bool(endpoint.cost.signal and options.get("signals")),
    )


def reveals(options: dict[str, Any]) -> tuple[bool, bool]:
    """Whether e-mails and whether phones are revealed: naming one kind alone reveals only it."""
    emails, phones = (
        str(options.get(name, "")).lower() == "true" for name in ("revealEmails", "revealPhones")
    )
    return (emails, phones) if emails or phones else (True, True)


def _items(endpoint: Endpoint, content: dict[str, Any]) -> int:
    for name in _ITEMS:
        if isinstance(content.get(name), list):
            return len(content[name])
    return endpoint.batch or 1
