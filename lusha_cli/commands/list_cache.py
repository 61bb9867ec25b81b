"""The cached lists of filter values, and their words for shell completion."""

from lusha_cli.api.value_lists import completion_words
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json


def cached_list(context: AppContext, operation: str) -> Json:
    """Return the cached response of the command `operation`, or None."""
    return context.env.response_cache.get(operation.replace(" ", "-"))


def cache_list(context: AppContext, operation: str, response: Json) -> None:
    """Cache the response of the command `operation`, unless its list is empty."""
    values = response.get("values") if isinstance(response, dict) else response
    # A cached empty list would leave values unchecked for a day.
    if isinstance(values, list) and values:
        context.env.response_cache.put(operation.replace(" ", "-"), response)
        cache_completion_words(context, operation, response)


def cache_completion_words(context: AppContext, operation: str, response: Json) -> None:
    """Cache the words of a list for shell completion; the sandbox's never replace others."""
    for name, words in completion_words(operation, response):
        context.env.completion_cache.put(name, words, unless_there=context.env.in_sandbox)
