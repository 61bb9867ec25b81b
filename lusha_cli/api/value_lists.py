"""The closed lists of values that the searches' filters take, and how a value is found in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.json_types import Json


class Entry(NamedTuple):
    """One value of a list: `value` is what a filter takes, `names` are what it is called."""

    value: Json
    names: tuple[str, ...]


class Vocabulary(NamedTuple):
    """A list: the operation that tells it, how to read its answer, and other names of values.

    `has_ids` says that its values are numbers; `kind` is the kind of filter in the path of an
    operation of V3.
    """

    endpoint: Endpoint
    read: Callable[[Json], Iterator[Entry]]
    also: Mapping[str, str] = {}
    has_ids: bool = False
    kind: str = ""

    @property
    def command(self) -> str:
        """The command that lists it."""
        return f"{self.endpoint.name} {self.kind}".strip()

    @property
    def path(self) -> str:
        """The path of its operation."""
        return self.endpoint.path.replace("{filterType}", self.kind)

    def words(self, answer: Json) -> Iterator[tuple[str, str]]:
        """Each value of an answer as it is best typed, and another name of it, or ""."""
        for entry in self.entries(answer):
            word = entry.names[0] if self.has_ids and entry.names else str(entry.value)
            others = [name for name in (str(entry.value), *entry.names) if name != word]
            yield word, others[0] if others else ""

    def over_v3(self, noun: str, kind: str) -> "Vocabulary":
        """The same list as V3 tells it."""
        return self._replace(endpoint=BY_NAME[f"{noun} filter-values"], kind=kind)

    def entries(self, answer: Json) -> list[Entry]:
        """The values in an answer of the operation; none where it has another shape."""
        items = answer.get("values") if isinstance(answer, dict) else answer
        listed = items if isinstance(items, list) else []
        return [entry for item in listed for entry in self.read(item)]

    def find(self, text: str, entries: Sequence[Entry]) -> list[Entry]:
        """The values that `text` may mean: by itself, by its name, or by another name of it.

        Case does not matter. More than one where several have the same name.
        """
        for wanted in (_plain(text), _plain(self.meant(text))):
            for names in (lambda e: (str(e.value),), lambda e: e.names):
                found = [e for e in entries if wanted in map(_plain, names(e))]
                if found:
                    return list({str(e.value): e for e in found}.values())
        return []

    def unlisted(self, text: str) -> Json:
        """What to send for `text` where the list is not to be had."""
        if self.has_ids and text.isascii() and text.isdecimal() and len(text) < 19:
            return int(text)
        return self.meant(text)

    def meant(self, text: str) -> str:
        """The list's own name for another name of a value: `vp` is `vice president`."""
        return self.also.get(_plain(text), text)


def nearest(text: str, entries: Sequence[Entry], *, most: int = 3) -> list[str]:
    """The names most like `text`: those that hold it or a word of it first, then the alike."""
    from difflib import get_close_matches

    # A country's code is like too many things.
    names = {_plain(n): n for entry in entries for n in entry.names if len(n) > 2}
    wanted = _plain(text)
    whole = [name for name in names if wanted and wanted in name]
    words = [name for name in names if set(name.split()) & set(wanted.split())]
    alike = get_close_matches(wanted, names, n=most)
    return [names[name] for name in dict.fromkeys((*whole, *words, *alike))][:most]


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _texts(item: Json) -> Iterator[Entry]:
    if isinstance(item, str):
        yield Entry(item, (item,))


def _pairs(value: str, *names: str) -> Callable[[Json], Iterator[Entry]]:
    """A reader of objects that keep the value and its names under these keys."""

    def read(item: Json) -> Iterator[Entry]:
        if isinstance(item, dict) and item.get(value) is not None:
            yield Entry(item[value], tuple(str(item[name]) for name in names if item.get(name)))

    return read


def _sub_industries(item: Json) -> Iterator[Entry]:
    inner = item.get("sub_industries") if isinstance(item, dict) else None
    for entry in inner if isinstance(inner, list) else ():
        yield from _pairs("id", "value")(entry)


def _industry_labels(item: Json) -> Iterator[Entry]:
    yield from _pairs("main_industry", "main_industry")(item)
    inner = item.get("sub_industries") if isinstance(item, dict) else None
    for entry in inner if isinstance(inner, list) else ():
        yield from _pairs("value", "value")(entry)


_CONTACTS, _COMPANIES = "filters contacts", "filters companies"

DEPARTMENTS = Vocabulary(BY_NAME[f"{_CONTACTS} departments"], _texts)
SENIORITIES = Vocabulary(
    BY_NAME[f"{_CONTACTS} seniority"],
    _pairs("id", "name"),
    {
        "vp": "vice president",
        "c level": "c-suite",
        "csuite": "c-suite",
        "cxo": "c-suite",
    },
    has_ids=True,
)
DATA_POINTS = Vocabulary(
    BY_NAME[f"{_CONTACTS} data-points"],
    _texts,
    {"mobile": "mobile_phone", "direct": "direct_phone"},
)
COUNTRIES = Vocabulary(
    BY_NAME[f"{_CONTACTS} countries"],
    _pairs("name", "name", "code"),
    {"usa": "United States", "uk": "United Kingdom"},
)
INDUSTRIES = Vocabulary(
    BY_NAME[f"{_COMPANIES} industries"], _pairs("main_industry_id", "main_industry"), has_ids=True
)
SUB_INDUSTRIES = Vocabulary(BY_NAME[f"{_COMPANIES} industries"], _sub_industries, has_ids=True)
INDUSTRY_LABELS = Vocabulary(BY_NAME[f"{_COMPANIES} industries"], _industry_labels)
SICS = Vocabulary(BY_NAME[f"{_COMPANIES} sics"], _pairs("code", "label"))
NAICS = Vocabulary(BY_NAME[f"{_COMPANIES} naics"], _pairs("code", "label"))
INTENT_TOPICS = Vocabulary(BY_NAME[f"{_COMPANIES} intent-topics"], _texts)

# The lists that shells complete by name; the operations of V2 and of V3 that tell each.
COMPLETED = {
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


def completed(operation: str, answer: Json) -> Iterator[tuple[str, dict[str, str]]]:
    """The names and the words of the lists that an answer of the command `operation` tells."""
    for name, (vocabulary, over_v3) in COMPLETED.items():
        if operation in (vocabulary.command, over_v3):
            yield name, dict(vocabulary.words(answer))


def value_list(name: str, version: str) -> Vocabulary:
    """Return a list by its name in completions, as `v2` or `v3` of the API has it."""
    v2_list, v3_command = COMPLETED[name]
    noun, _, kind = v3_command.partition(" filter-values ")
    return v2_list if version == "v2" else v2_list.over_v3(noun, kind)
