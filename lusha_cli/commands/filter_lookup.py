"""Values of closed lists: looked up in the cached list, before anything is charged."""

from typing import Any

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.value_lists import (
    COUNTRIES,
    ListValue,
    ValueList,
    closest_names,
)
from lusha_cli.cli import options
from lusha_cli.commands.list_cache import cache_list, cached_list
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import (
    EndpointRetired,
    Forbidden,
    NetworkError,
    NoMatch,
    RateLimited,
    RejectedError,
    ServerError,
    UsageError,
)
from lusha_cli.json_types import Json

# A command does not need the list, it only checks values against it: so the timeout is short.
VALUE_LIST_TIMEOUT = 2.0

# Sub-filters of company signals: name in the API -> option type.
SIGNAL_FILTER_OPTIONS: dict[str, Any] = {
    "newsEventTypes": options.NewsEventTypeOpt,
    "hiringByDepartments": options.HiringDepartmentOpt,
    "hiringByLocations": options.HiringLocationOpt,
}


class FilterValueResolver:
    """Look values up for one command; each list is fetched at most once."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._lists: dict[str, Json] = {}
        self._is_offline = False

    def find(self, value_list: ValueList, text: str, *, flag: str, hint: str = "") -> Json:
        """Return the value that the API takes for `text`. Raises UsageError if it is not listed.

        If the list is not available, return the text itself, or the number in it.
        """
        entries = self._entries(value_list)
        # The API decides in the end: an unavailable list must not block a search.
        if not entries:
            value = value_list.fallback_value(text)
            self._context.env.info(f"{flag} could not be checked. {value!r} is sent unchanged.")
            return value
        matches = value_list.find(text, entries)
        if not matches:
            near = ", ".join(closest_names(text, entries))
            raise UsageError(
                f"{flag}: {text!r} isn't in the list.{f' Similar values: {near}.' if near else ''}",
                hint=f"{hint} List all values: lusha {value_list.command}".strip(),
            )
        if len(matches) > 1:
            # A guess could charge for a search with the wrong filter.
            candidates = ", ".join(f"{entry.value} ({entry.names[0]})" for entry in matches)
            raise UsageError(
                f"{flag}: {text!r} matches several values: {candidates}.", hint="Pass the ID."
            )
        return matches[0].value

    def _entries(self, value_list: ValueList) -> list[ListValue]:
        name = value_list.command
        if name not in self._lists:
            self._lists[name] = self._fetch(value_list)
        return value_list.entries(self._lists[name])

    def _fetch(self, value_list: ValueList) -> Json:
        """Return the API's response: cached, or fetched now; None if neither is possible."""
        context = self._context
        cached = cached_list(context, value_list.command)
        # A dry run sends nothing, not even requests that are free.
        if cached is not None or self._is_offline or context.is_dry_run:
            return cached
        endpoint = value_list.endpoint
        client = context.make_client(
            lambda: context.api_key.value, max_wait=VALUE_LIST_TIMEOUT, timeout=VALUE_LIST_TIMEOUT
        )
        try:
            request = ApiRequest(endpoint.method, value_list.path, {}, None, endpoint)
            response = context.version_router.send(request, client.send)
        except NetworkError:
            # Each further list would wait for the same timeout.
            self._is_offline = True
            return None
        except (ServerError, RateLimited, Forbidden, NoMatch, RejectedError, EndpointRetired):
            return None
        cache_list(context, value_list.command, response)
        return response


def build_signal_filters(context: AppContext, params: dict[str, Any]) -> dict[str, Json]:
    """Return the sub-filters of company signals in `params`, with the countries as the API's."""
    resolver = FilterValueResolver(context)
    locations = [
        {
            **location,
            "country": resolver.find(COUNTRIES, location["country"], flag="--hiring-by-location"),
        }
        for location in params["hiringByLocations"] or []
    ]
    filters = {**params, "hiringByLocations": locations}
    return {name: value for name, value in filters.items() if value}
