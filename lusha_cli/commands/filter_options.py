"""The options of a search's filters, and the part of its body that their values make."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.pagination import PageSpec
from lusha_cli.api.value_lists import value_list
from lusha_cli.cli.command import CommandResult
from lusha_cli.cli.options import (
    OpenChoice,
    ValueType,
    flag,
    option,
    option_parser,
    parse_since_option,
    separated,
)
from lusha_cli.commands.filter_definitions import V2_INCLUDE_ONLY, Filter, Version
from lusha_cli.commands.filter_lookup import FilterValueResolver
from lusha_cli.commands.pagination import (
    build_search_body,
    page_options,
    search,
    suggest_filters_to_drop,
)
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json, as_object

# The keys (up to the dot) of the filters that usually match the fewest, the strictest first.
_MOST_RESTRICTIVE = (
    "linkedinUrls", "searchText", "domains", "names", "jobTitles", "signal", "intentTopics",
    "technologies", "companyLocations", "locations", "subIndustriesIds", "sicCodes", "naicsCodes",
)  # fmt: skip


class _FilterParser(OpenChoice):
    """The parser of a filter's option, with the values that completions offer for it."""

    def __init__(self, item: Filter) -> None:
        noun = item.flag.replace("-", " ")
        super().__init__(f"{noun} type" if noun.endswith("signal") else noun, *item.choices)
        # A flag that only takes pairs, such as country=Germany, does not accept a bare country.
        takes_pairs_only = "=" in item.metavar.partition("|")[0]
        self.cached_list = "" if takes_pairs_only else item.value_list
        self._parser = item.parser and option_parser(item.parser)

    def __call__(self, value: str) -> Json:
        """Return the value of the option. Raises typer.BadParameter."""
        if self._parser:
            return self._parser(value)
        return super().__call__(value) if self.choices else value


class FilterSearch(NamedTuple):
    """A search by filters: its endpoint, its pages, and its filters by part of the body.

    The parts are `contacts` and `companies`, or `visitors`.
    """

    endpoint: Endpoint
    page_spec: PageSpec
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
            item.parameter(exclude=True): self._option(item, "Exclude", exclude=True)
            for part in self.parts
            for item in self._filters(part)
            if self.version == "v3" or item.v2_key not in V2_INCLUDE_ONLY
        }

    def option_groups(self, **panels: str) -> dict[str, Mapping[str, Any]]:
        """Return the options `filters` and `pages`; `panels` names a help section by part."""
        filters = {**self.include_options(**panels), **self.exclude_options()}
        return {"filters": filters, "pages": page_options(self.page_spec)}

    def build_body(
        self, context: AppContext, body: str | None, params: dict[str, Json], values: dict[str, Any]
    ) -> dict[str, Json]:
        """Return the body of a search: `params`, and the values of the options `filters`.

        Raises UsageError if it has no filter.
        """
        parts = self.build_filters(FilterValueResolver(context), values)
        return build_search_body(context, body, params, parts)

    def run(
        self,
        context: AppContext,
        request: dict[str, Json],
        pages: dict[str, Any],
        *,
        is_typed: bool,
    ) -> CommandResult:
        """Send a search for the values of the options `pages`, and return one document.

        A typed request is one from --body.
        """
        result = search(context, self.endpoint, request, pages, self.page_spec, is_typed=is_typed)
        flags = self.most_restrictive_flags(request)
        suggest_filters_to_drop(context, result, self.page_spec, flags)
        return result

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
                # A signal and its start date share a key, so both flags would be suggested.
                if key in include and item.kind != "day":
                    ranks = (*_MOST_RESTRICTIVE, key)
                    ranked.append((ranks.index(key), self._flags(item)[0]))
        return [name for _, name in sorted(ranked)[:2]]

    def _filters(self, part: str) -> Iterator[Filter]:
        return (item for item in self.parts[part] if item.key(self.version))

    def _flags(self, item: Filter, *, exclude: bool = False) -> list[str]:
        """Return the flags of a filter, the preferred one first."""
        names = [item.company_search_flag if self.company_search else "", item.flag, item.alias]
        if self.version == "v2" and item.alias:
            names = [item.alias, item.flag]
        return [f"--{'exclude-' if exclude else ''}{name}" for name in names if name]

    def _option(self, item: Filter, panel: str, *, exclude: bool) -> Any:
        names = self._flags(item, exclude=exclude)
        text = f"Exclude these values. See {self._flags(item)[0]}." if exclude else f"{item.help}."
        if item.kind == "switch":
            names = [f"{names[0]}/--no-{names[0].removeprefix('--')}"]
            return Annotated[bool | None, flag(names[0], text, panel=panel)]
        value = ValueType(item.metavar or "|".join(item.choices))
        if item.parser or item.choices or item.value_list:
            value = value._replace(parser=_FilterParser(item))
        if item.takes_commas or (item.kind == "list" and item.is_number_list):
            value = separated(value, numbers_only=not item.takes_commas)
        if item.kind == "day":
            value = value._replace(callback=parse_since_option)
        declared = option(" ".join(names), value, text, panel=panel)
        if item.kind == "list":
            return Annotated[list[str] | None, declared]
        return Annotated[str | None, declared]

    def _resolve(
        self, item: Filter, value: Json, resolver: FilterValueResolver, *, exclude: bool
    ) -> Json:
        """Return a value, or each of a list, as the API takes it."""
        if not item.value_list:
            return value
        key, flag_name = item.lookup_key, self._flags(item, exclude=exclude)[0]
        values = value_list(item.value_list, self.version)

        def resolve(text: Json) -> Json:
            return resolver.find(values, text, flag=flag_name, hint=item.hint)

        if not key:
            return [resolve(text) for text in value]
        # A place may be a city or region without a country.
        return [{**entry, key: resolve(entry[key])} if key in entry else entry for entry in value]


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
