"""The closed lists of values that search filters take, and lookups in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.json_types import Json, as_list, get_list
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.suggestions import close_matches


class ListValue(NamedTuple):
    """A value of a list: a filter takes `value`; users may type one of the `names`."""

    value: Json
    names: tuple[str, ...]


class ValueList(NamedTuple):
    """A list: the operation that returns it, a parser of its items, and aliases of its values.

    `has_ids` is True if its values are numbers; `filter_type` is a parameter of the path of V3's
    operations.
    """

    endpoint: Endpoint
    read: Callable[[Json], Iterator[ListValue]]
    aliases: Mapping[str, str] = {}
    has_ids: bool = False
    filter_type: str = ""

    @property
    def command(self) -> str:
        """Return the command that prints the list."""
        return f"{self.endpoint.name} {self.filter_type}".strip()

    @property
    def path(self) -> str:
        """Return the path of its operation."""
        return self.endpoint.path.replace("{filterType}", self.filter_type)

    def labels(self, response: Json) -> Iterator[tuple[str, str]]:
        """Yield each value of a response as users type it, with another name of it, or ""."""
        for entry in self.entries(response):
            label = entry.names[0] if self.has_ids and entry.names else str(entry.value)
            others = [name for name in (str(entry.value), *entry.names) if name != label]
            yield label, others[0] if others else ""

    def for_v3(self, noun: str, filter_type: str) -> "ValueList":
        """Return the same list from V3."""
        return self._replace(endpoint=BY_NAME[f"{noun} filter-values"], filter_type=filter_type)

    def entries(self, response: Json) -> list[ListValue]:
        """Return the values in a response of the operation; none if its shape is unexpected."""
        items = get_list(response, "values") if isinstance(response, dict) else as_list(response)
        return [entry for item in items for entry in self.read(item)]

    def find(self, text: str, entries: Sequence[ListValue]) -> list[ListValue]:
        """Return the values that `text` may mean: as a value, a name or an alias, in any case.

        Returns several if they have the same name.
        """
        # Values before names: the name of one value may be the value of another.
        for target in (_normalize(text), _normalize(self.canonical_name(text))):
            for names in (lambda e: (str(e.value),), lambda e: e.names):
                matches = [e for e in entries if target in map(_normalize, names(e))]
                if matches:
                    return list({str(e.value): e for e in matches}.values())
        return []

    def fallback_value(self, text: str) -> Json:
        """Return the value to send for `text` if the list is unavailable."""
        if self.has_ids and (number := read_integer(text, max_digits=18)) is not None:
            return number
        # Without the list, the API decides whether the value is valid.
        return self.canonical_name(text)

    def canonical_name(self, text: str) -> str:
        """Return the list's own name for an alias: `vice president` for `vp`."""
        return self.aliases.get(_normalize(text), text)


def closest_names(text: str, entries: Sequence[ListValue], *, limit: int = 3) -> list[str]:
    """Return the closest names: those that contain `text` or a word of it, then similar ones."""
    # Country codes are too short: they resemble too many words.
    names = {_normalize(n): n for entry in entries for n in entry.names if len(n) > 2}
    target = _normalize(text)
    containing = [name for name in names if target and target in name]
    sharing_word = [name for name in names if set(name.split()) & set(target.split())]
    similar = close_matches(target, names, limit=limit)
    return [names[name] for name in dict.fromkeys((*containing, *sharing_word, *similar))][:limit]


def _normalize(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _strings(item: Json) -> Iterator[ListValue]:
    if isinstance(item, str):
        yield ListValue(item, (item,))


def _objects(value: str, *names: str) -> Callable[[Json], Iterator[ListValue]]:
    """Return a parser of objects that have the value and its names under these keys."""

    def read(item: Json) -> Iterator[ListValue]:
        if isinstance(item, dict) and item.get(value) is not None:
            yield ListValue(item[value], tuple(str(item[name]) for name in names if item.get(name)))

    return read


def _sub_industries(item: Json, value: str = "id") -> Iterator[ListValue]:
    for entry in get_list(item, "sub_industries"):
        yield from _objects(value, "value")(entry)


def _industry_labels(item: Json) -> Iterator[ListValue]:
    yield from _objects("main_industry", "main_industry")(item)
    yield from _sub_industries(item, "value")


_CONTACTS, _COMPANIES = "filters contacts", "filters companies"

DEPARTMENTS = ValueList(BY_NAME[f"{_CONTACTS} departments"], _strings)
SENIORITIES = ValueList(
    BY_NAME[f"{_CONTACTS} seniority"],
    _objects("id", "name"),
    {"vp": "vice president", **dict.fromkeys(("c level", "csuite", "cxo"), "c-suite")},
    has_ids=True,
)
DATA_POINTS = ValueList(
    BY_NAME[f"{_CONTACTS} data-points"],
    _strings,
    {"mobile": "mobile_phone", "direct": "direct_phone"},
)
COUNTRIES = ValueList(
    BY_NAME[f"{_CONTACTS} countries"],
    _objects("name", "name", "code"),
    {"usa": "United States", "uk": "United Kingdom"},
)
INDUSTRIES = ValueList(
    BY_NAME[f"{_COMPANIES} industries"], _objects("main_industry_id", "main_industry"), has_ids=True
)
SUB_INDUSTRIES = ValueList(BY_NAME[f"{_COMPANIES} industries"], _sub_industries, has_ids=True)
INDUSTRY_LABELS = ValueList(BY_NAME[f"{_COMPANIES} industries"], _industry_labels)
SICS = ValueList(BY_NAME[f"{_COMPANIES} sics"], _objects("code", "label"))
NAICS = ValueList(BY_NAME[f"{_COMPANIES} naics"], _objects("code", "label"))
INTENT_TOPICS = ValueList(BY_NAME[f"{_COMPANIES} intent-topics"], _strings)

# The lists that shells complete by name, and V3's command for each.
COMPLETION_LISTS = {
    "departments": (DEPARTMENTS, "contacts filter-values departments"),
    "seniorities": (SENIORITIES, "contacts filter-values seniority"),
    "data-points": (DATA_POINTS, "contacts filter-values existingDataPoints"),
    "countries": (COUNTRIES, "contacts filter-values countries"),
    "industries": (INDUSTRIES, "companies filter-values industriesLabels"),
    "sub-industries": (SUB_INDUSTRIES, "companies filter-values industriesLabels"),
    "industry-labels": (INDUSTRY_LABELS, "companies filter-values industriesLabels"),
    "sics": (SICS, "companies filter-values sics"),
    "naics": (NAICS, "companies filter-values naics"),
    "intent-topics": (INTENT_TOPICS, "companies filter-values intentTopics"),
}


def completion_words(operation: str, response: Json) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the name and the words of each completion list in a response of `operation`."""
    for name, (value_list, v3_command) in COMPLETION_LISTS.items():
        if operation in (value_list.command, v3_command):
            yield name, dict(value_list.labels(response))


def value_list(name: str, version: str) -> ValueList:
    """Return a list by its name in completions, as `v2` or `v3` of the API has it."""
    v2_list, v3_command = COMPLETION_LISTS[name]
    noun, _, filter_type = v3_command.partition(" filter-values ")
    return v2_list if version == "v2" else v2_list.for_v3(noun, filter_type)
