"""The options of a search's filters, and the part of its body that their values make."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple

import typer

from lusha_cli.api.value_lists import value_list
from lusha_cli.cli import options
from lusha_cli.cli.options import choice, option_parser
from lusha_cli.commands.filter_definitions import V2_INCLUDE_ONLY, Filter, Version
from lusha_cli.commands.filter_lookup import FilterValueResolver
from lusha_cli.json_types import Json, as_object

# The keys (up to the dot) of the filters that usually match the fewest, the strictest first.
_MOST_RESTRICTIVE = (
    "linkedinUrls", "searchText", "domains", "names", "jobTitles", "signal", "intentTopics",
    "technologies", "companyLocations", "locations", "subIndustriesIds", "sicCodes", "naicsCodes",
)  # fmt: skip


class _FilterParser:
    """The parser of a filter's option, with the values that completions offer for it."""

    def __init__(self, item: Filter) -> None:
        self.choices = item.choices
        # A flag that only takes pairs, such as country=Germany, does not accept a bare country.
        takes_pairs_only = "=" in item.metavar.partition("|")[0]
        self.cached_list = "" if takes_pairs_only else item.value_list
        default_parser = choice(*item.choices) if item.choices else str
        self._parse = option_parser(item.parser) if item.parser else default_parser

    def __call__(self, text: str) -> Json:
        """Return the value of the option. Raises typer.BadParameter."""
        return self._parse(text)


class SearchFilters(NamedTuple):
    """The filters of a search, by part of its body: `contacts`, `companies`."""

    version: Version
    parts: Mapping[str, tuple[Filter, ...]]
    company_search: bool = False

    def include_options(self, **panels: str) -> dict[str, Any]:
        """Return the options of all filters by parameter; `panels` names a help section by part."""
        return {
            item.parameter(): self._option(item, panels[part], exclude=False)
            for part in self.parts
            for item in self._filters(part)
        }

    def exclude_options(self) -> dict[str, Any]:
        """Return the options that exclude, by parameter."""
        return {
            item.parameter(exclude=True): self._option(item, "Leave out", exclude=True)
            for part in self.parts
            for item in self._filters(part)
            if self.version == "v3" or item.v2_key not in V2_INCLUDE_ONLY
        }

    def build_filters(
        self, resolver: FilterValueResolver, params: dict[str, Any]
    ) -> dict[str, dict[str, Json]]:
        """Return `include` and `exclude` of each part of the body. Raises UsageError."""
        built: dict[str, dict[str, Json]] = {part: {} for part in self.parts}
        for part, filters in built.items():
            for side, exclude in (("include", False), ("exclude", True)):
                for item in self._filters(part):
                    value = _without_blanks(params.get(item.parameter(exclude=exclude)))
                    if value is not None:
                        value = self._resolve(item, value, resolver, exclude=exclude)
                        _put(filters, f"{side}.{item.key(self.version)}", value)
        return built

    def most_restrictive_flags(self, body: dict[str, Json]) -> list[str]:
        """Return the flags of the two filters in a search's body that usually match the fewest."""
        ranked: list[tuple[int, str]] = []
        for part in self.parts:
            include = as_object(as_object(as_object(body.get("filters")).get(part)).get("include"))
            for item in self._filters(part):
                key = item.key(self.version).partition(".")[0]
                if key in include and item.kind != "day":
                    ranks = (*_MOST_RESTRICTIVE, key)
                    ranked.append((ranks.index(key), self._flags(item)[0]))
        return [flag for _, flag in sorted(ranked)[:2]]

    def _filters(self, part: str) -> Iterator[Filter]:
        return (item for item in self.parts[part] if item.key(self.version))

    def _flags(self, item: Filter, *, exclude: bool = False) -> list[str]:
        """Return the flags of a filter, the preferred one first."""
        names = [item.company_search_flag if self.company_search else "", item.flag, item.alias]
        if self.version == "v2" and item.alias:
            names = [item.alias]
        return [f"--{'exclude-' if exclude else ''}{name}" for name in names if name]

    def _option(self, item: Filter, panel: str, *, exclude: bool) -> Any:
        names = self._flags(item, exclude=exclude)
        text = f"Leave these out; as {self._flags(item)[0]}." if exclude else f"{item.help}."
        if item.kind == "switch":
            names = [f"{names[0]}/--no-{names[0].removeprefix('--')}"]
            return Annotated[bool | None, typer.Option(*names, help=text, rich_help_panel=panel)]
        extra: dict[str, Any] = {"metavar": item.metavar or "|".join(item.choices)}
        if item.parser or item.choices or item.value_list:
            extra["parser"] = _FilterParser(item)
        if item.kind == "day":
            extra["callback"] = options.parse_since_option
        option = typer.Option(*names, help=text, rich_help_panel=panel, **extra)
        if item.kind == "list":
            return Annotated[list[str] | None, option]
        return Annotated[str | None, option]

    def _resolve(
        self, item: Filter, value: Json, resolver: FilterValueResolver, *, exclude: bool
    ) -> Json:
        """Return a value, or each of a list, as the API takes it."""
        if not item.value_list:
            return value
        key, flag = item.lookup_key, self._flags(item, exclude=exclude)[0]
        values = value_list(item.value_list, self.version)

        def resolve(text: Json) -> Json:
            return resolver.find(values, text, flag=flag, hint=item.hint)

        if not key:
            return [resolve(text) for text in value]
        return [{**one, key: resolve(one[key])} if key in one else one for one in value]


def _without_blanks(value: Json) -> Json:
    """Return a value without blank texts; None if nothing is left."""
    if isinstance(value, list):
        return [item for item in value if not isinstance(item, str) or item.strip()] or None
    return None if isinstance(value, str) and not value.strip() else value


def _put(holder: dict[str, Json], key: str, value: Json) -> None:
    outer, dot, inner = key.partition(".")
    if dot:
        _put(holder.setdefault(outer, {}), inner, value)
    else:
        holder[key] = value
