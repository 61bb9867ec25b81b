"""The groups of operations, as attributes of a client; their types are in `groups.pyi`."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from lusha_cli.api.endpoints import ENDPOINTS, Endpoint
from lusha_cli.client.pages import PAGES
from lusha_cli.client.parameters import (
    Parameter,
    iterator_parameters,
    method_parameters,
    snake_case,
)

if TYPE_CHECKING:
    from inspect import Signature

Words = tuple[str, ...]
# Sends a request with the values of its parameters, and returns the result.
Call = Callable[[Endpoint, dict[str, Any]], Any]
Iterate = Callable[[Endpoint, dict[str, Any]], Iterator[Any]]


def method_words(name: str) -> Words:
    """Return the names of the groups of an operation, and of its method."""
    return tuple(map(snake_case, name.split()))


_METHODS = {method_words(row.name): row for row in ENDPOINTS}
_ITERATORS = {
    (*words[:-1], f"iter_{words[-1]}"): row for words, row in _METHODS.items() if row.name in PAGES
}
_GROUPS = {words[:length] for words in _METHODS for length in range(1, len(words))}


class Groups:
    """A group of operations; its members are methods and further groups."""

    def __init__(self, call: Call, iterate: Iterate, words: Words = ()) -> None:
        self._call = call
        self._iterate = iterate
        self._words = words

    def __getattr__(self, name: str) -> Any:
        """Return the method or the group of this name. It is made once."""
        words = (*self.__dict__.get("_words", ()), name)
        if words in _METHODS:
            made: Any = _method(self._call, _METHODS[words], words, iterates=False)
        elif words in _ITERATORS:
            made = _method(self._iterate, _ITERATORS[words], words, iterates=True)
        elif words in _GROUPS and "_call" in self.__dict__:
            made = Groups(self._call, self._iterate, words)
        else:
            raise AttributeError(f"{'.'.join(('Lusha', *words[:-1]))} has no attribute {name!r}")
        setattr(self, name, made)
        return made

    def __dir__(self) -> list[str]:
        """Return the names of the members too."""
        depth = len(self._words)
        names = {
            words[depth]
            for words in (*_METHODS, *_ITERATORS)
            if len(words) > depth and words[:depth] == self._words
        }
        return sorted({*super().__dir__(), *names})


def signature_of(endpoint: Endpoint, *, iterates: bool) -> "Signature":
    """Return the signature of a method."""
    from inspect import Parameter as Argument
    from inspect import Signature

    def argument(item: Parameter) -> Argument:
        kind = Argument.POSITIONAL_OR_KEYWORD if item.place == "path" else Argument.KEYWORD_ONLY
        default = Argument.empty if item.is_required else item.default
        return Argument(item.name, kind, default=default)

    found = iterator_parameters(endpoint) if iterates else method_parameters(endpoint)
    arguments = list(map(argument, found))
    if iterates:
        arguments.append(Argument("limit", Argument.KEYWORD_ONLY, default=None))
    return Signature(arguments)


def _method(call: Callable[..., Any], endpoint: Endpoint, words: Words, *, iterates: bool) -> Any:
    signature = signature_of(endpoint, iterates=iterates)

    def method(*args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        return call(endpoint, dict(bound.arguments))

    method.__name__, method.__qualname__ = words[-1], ".".join(words)
    method.__doc__ = f"{endpoint.method} {endpoint.path}. See `lusha {endpoint.name} --help`."
    method.__signature__ = signature  # type: ignore[attr-defined]
    return method
