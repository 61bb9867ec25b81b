"""What a request can cost, read off the request itself."""

import re
from typing import Any, NamedTuple

from lusha_cli.api.endpoints import Cost, Endpoint
from lusha_cli.api.signal_types import COMPANY_SIGNALS, CONTACT_SIGNALS, V3_COMPANY_SIGNALS


class Estimate(NamedTuple):
    """The most that a request can cost, in credits.

    Where no bound is known, `more` says what comes on top: `1 for each signal delivered`;
    `credits` is None for an operation that is not in the list (UNKNOWN).
    """

    credits: int | None
    more: str = ""

    @property
    def open_ended(self) -> bool:
        """Whether there is no bound."""
        return self.credits is None or bool(self.more)

    def __str__(self) -> str:
        if self.credits is None:
            return "an unknown number of credits"
        if self == Estimate(0):
            return "free"
        if not self.credits:
            return re.sub("[0-9]+", lambda found: count(int(found[0])), self.more, count=1)
        text = f"at most {count(self.credits)}"
        return f"{text}, and {self.more}" if self.more else text


UNKNOWN = Estimate(None)
WATERFALL = "more where your waterfall's providers are asked"
EACH_CELL = "1 for each row that the column is run for, more for phones"


def each_signal(cost: Cost) -> str:
    """What comes on top of a cost where nobody knows how many signals there are."""
    return f"{cost.signal} for each signal delivered"


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
    if endpoint.cost.cell:
        return Estimate(0, EACH_CELL)
    items = _items(endpoint, {**query, **content})
    emails, phones = reveals(options)
    most = endpoint.cost.at_most(items, emails=emails, phones=phones)
    most += endpoint.cost.field * items * len(_named(options.get("reveal")))
    if endpoint.name == "contacts enrich" and options.get("waterfallEnabled") is not False:
        return Estimate(most, WATERFALL)
    if endpoint.cost.signal_type or endpoint.cost.match:
        each_type = endpoint.cost.signal_type + endpoint.cost.match * items
        return Estimate(most + each_type * _types_filtered_by(endpoint, content))
    asked = options.get("signals") or options.get("signalTypes")
    if not (endpoint.cost.signal and asked):
        return Estimate(most)
    each = _whole(options.get("maxResultsPerSignal"))
    if each is None:
        return Estimate(most, each_signal(endpoint.cost))
    of_companies = V3_COMPANY_SIGNALS if endpoint.family == "v3" else COMPANY_SIGNALS
    types = type_count(asked, of_companies if "companies" in endpoint.name else CONTACT_SIGNALS)
    return Estimate(most + items * types * each * endpoint.cost.signal)


def reveals(options: dict[str, Any]) -> tuple[bool, bool]:
    """Whether e-mails and whether phones are revealed: naming one kind alone reveals only it."""
    named = _named(options.get("reveal"))
    if named & {"emails", "phones"}:
        return "emails" in named, "phones" in named
    emails, phones = (
        str(options.get(name, "")).lower() == "true" for name in ("revealEmails", "revealPhones")
    )
    return (emails, phones) if emails or phones else (True, True)


def _named(names: Any) -> set[str]:
    """The texts in a list."""
    return {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()


def type_count(names: Any, every: tuple[str, ...]) -> int:
    """How many types of signals a request names, of `every`; allSignals is all the others."""
    listed = names if isinstance(names, list) else [names]
    asked = {name for name in listed if isinstance(name, str)}
    return len(every) - 1 if "allSignals" in asked else len(asked)


def _types_filtered_by(endpoint: Endpoint, content: dict[str, Any]) -> int:
    """How many types of signals the filters of a search name."""
    # The vendor's examples spell it in more ways than one.
    named = (
        (kind, _at(content, f"filters.{kind}.include.{name}"))
        for kind in ("contacts", "companies")
        for name in ("signal.names", "signals.names", "signals.types")
    )
    of_companies = V3_COMPANY_SIGNALS if endpoint.family == "v3" else COMPANY_SIGNALS
    every = {"contacts": CONTACT_SIGNALS, "companies": of_companies}
    return sum(type_count(names, every[kind]) for kind, names in named if names is not None)


def _items(endpoint: Endpoint, content: dict[str, Any]) -> int:
    """How many items a request is about, or can bring."""
    most = endpoint.batch or 1
    found = _at(content, endpoint.items) if endpoint.items else None
    if isinstance(found, list):
        return len(found) * _each(endpoint, content)
    if found is None:
        return endpoint.usual or most
    return _whole(found) or most


def _each(endpoint: Endpoint, content: dict[str, Any]) -> int:
    """How many results one item can bring."""
    if endpoint.each is None:
        return 1
    name, usual = endpoint.each
    return _whole(content.get(name)) or usual


def _whole(value: Any) -> int | None:
    """A number of 1 or more as a whole one, as JSON may spell it; None for anything else."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return int(value) if is_number and 1 <= value < 2**53 and value == int(value) else None


def _at(content: Any, path: str) -> Any:
    for name in path.split("."):
        content = content.get(name) if isinstance(content, dict) else None
    return content
