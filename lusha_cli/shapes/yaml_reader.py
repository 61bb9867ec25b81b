"""Read shapes in YAML, and report each mistake with its line."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar, cast, get_args

from lusha_cli.errors import UsageError
from lusha_cli.shapes.shape import (
    JsonForm,
    Kind,
    Picklist,
    Property,
    RangeEnd,
    Shape,
    Subject,
    fold,
)
from lusha_cli.shapes.sources import SOURCES
from lusha_cli.shapes.values import convert, utf16_length
from lusha_cli.suggestions import did_you_mean

T = TypeVar("T")
_SHAPE_KEYS = ("for", "about", "key", "json", "properties")
_PROPERTY_KEYS = (
    "name", "source", "kind", "max_length", "required", "default", "picklist", "range"
)  # fmt: skip
_PICKLIST_KEYS = ("values", "map")
_JSON_FORMS = ("flat", "hubspot")


def read_shape(text: str, *, name: str, file: str) -> Shape:
    """Return the shape in a YAML text. Raises UsageError that names the file and line."""
    return _Reader(text, file).shape(name)


class _Reader:
    """Reads the nodes of one YAML document, which have lines, unlike the values in them."""

    def __init__(self, text: str, file: str) -> None:
        # Imported here: most commands have no shape.
        import yaml

        self._yaml = yaml
        self._file = file
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            self._root = yaml.compose(text, Loader=loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or "the file isn't YAML"
            raise self._error(f"{problem}.", line=mark.line + 1 if mark else 1) from error

    def shape(self, name: str) -> Shape:
        """Return the shape in the document."""
        if self._root is None:
            raise self._error("the file is empty.", line=1)
        entries = self._mapping(self._root, _SHAPE_KEYS)
        self._require(self._root, entries, "for", "properties")
        subject = cast(Subject, self._choice(entries["for"], get_args(Subject), "for"))
        properties = tuple(self._properties(entries["properties"], subject))
        json_form: JsonForm = self._read(entries, "json", self._json_form, "flat")
        key = self._read(entries, "key", self._text, "")
        names = {item.name for item in properties}
        if key and key not in names:
            raise self._error(
                f"key: there is no property {key!r}.{did_you_mean(key, names)}",
                node=entries["key"],
            )
        about = self._read(entries, "about", self._text, "")
        return Shape(name, subject, about, properties, key, json_form)

    def _json_form(self, node: Any) -> JsonForm:
        return cast(JsonForm, self._choice(node, _JSON_FORMS, "json"))

    def _properties(self, node: Any, subject: Subject) -> Iterator[Property]:
        names: set[str] = set()
        items = self._sequence(node, "properties")
        if not items:
            raise self._error("properties is empty.", node=node)
        for item in items:
            property_ = self._property(item, subject)
            # CRMs don't distinguish case in the names of properties.
            if property_.name.lower() in names:
                raise self._error(f"the property {property_.name!r} occurs twice.", node=item)
            names.add(property_.name.lower())
            yield property_

    def _property(self, node: Any, subject: Subject) -> Property:
        entries = self._mapping(node, _PROPERTY_KEYS)
        self._require(node, entries, "name")
        name = self._text(entries["name"])
        if not name:
            raise self._error("name is empty.", node=node)
        kind: Kind = self._read(entries, "kind", self._kind, "text")
        property_ = Property(
            name,
            self._read(entries, "source", lambda item: self._sources(item, subject, kind), ()),
            kind,
            self._read(entries, "max_length", self._positive, 0),
            self._read(entries, "required", self._boolean, False),
            self._read(entries, "default", self._text, ""),
            self._read(entries, "picklist", self._picklist, None),
            self._read(entries, "range", self._range_end, "min"),
        )
        if not property_.sources and not property_.default:
            raise self._error(f"{name!r} needs a source or a default.", node=node)
        self._check(property_, entries)
        return property_

    def _check(self, property_: Property, entries: dict[str, Any]) -> None:
        """Check what depends on several entries of a property."""
        limit, default, picklist = property_.max_length, property_.default, property_.picklist
        if limit and utf16_length(default) > limit:
            raise self._error(
                f"default is longer than max_length ({limit}).", node=entries["default"]
            )
        if picklist and property_.kind != "text":
            raise self._error(
                f"a picklist needs kind text, not {property_.kind}.", node=entries["picklist"]
            )
        accepted = set(picklist.values.values()) if picklist else set()
        if default and accepted and default not in accepted:
            raise self._error(
                f"default: {default!r} isn't one of the values of the picklist."
                f"{did_you_mean(default, accepted)}",
                node=entries["default"],
            )
        if default and property_.kind != "text" and convert(property_, default, "").problem:
            raise self._error(
                f"default: {default!r} isn't a valid {property_.kind}.", node=entries["default"]
            )
        if "range" in entries and property_.kind != "number":
            raise self._error("range needs kind number.", node=entries["range"])

    def _sources(self, node: Any, subject: Subject, kind: Kind) -> tuple[str, ...]:
        known = SOURCES[subject]
        items = self._items(node, "source")
        for item in items:
            source = self._text(item)
            if source not in known:
                raise self._error(
                    f"there is no source {source!r} for {subject}.{did_you_mean(source, known)}",
                    node=item,
                    hint=f"Sources: {', '.join(known)}.",
                )
            # Numbers marked do-not-call must not get into a field that dialers read.
            if kind == "phone" and not known[source].is_phone:
                phones = [name for name, entry in known.items() if entry.is_phone]
                raise self._error(
                    f"{source!r} isn't a source of phone numbers.",
                    node=item,
                    hint=f"Sources of phone numbers: {', '.join(phones) or 'none'}.",
                )
        return tuple(map(self._text, items))

    def _picklist(self, node: Any) -> Picklist:
        entries = self._mapping(node, _PICKLIST_KEYS)
        if not entries:
            raise self._error("picklist needs values, a map, or both.", node=node)
        values = [self._text(item) for item in self._items(entries.get("values"), "values")]
        mapping: dict[str, str] = {}
        for key_node, item in self._pairs(entries.get("map")):
            target = self._text(item)
            if target and values and target not in values:
                raise self._error(
                    f"map: {target!r} isn't one of the values.{did_you_mean(target, values)}",
                    node=item,
                )
            mapping[fold(self._text(key_node))] = target
        return Picklist({fold(value): value for value in values}, mapping)

    def _range_end(self, node: Any) -> RangeEnd:
        return cast(RangeEnd, self._choice(node, get_args(RangeEnd), "range"))

    def _read(self, entries: dict[str, Any], name: str, read: Callable[[Any], T], default: T) -> T:
        return read(entries[name]) if name in entries else default

    def _require(self, node: Any, entries: dict[str, Any], *names: str) -> None:
        for name in names:
            if name not in entries:
                raise self._error(f"{name} is missing.", node=node)

    def _mapping(self, node: Any, known: Iterable[str]) -> dict[str, Any]:
        """Return the values of a mapping, by key, as nodes."""
        entries: dict[str, Any] = {}
        for key_node, value in self._pairs(node):
            key = self._text(key_node)
            if key not in known:
                raise self._error(
                    f"unknown key {key!r}.{did_you_mean(key, known)}",
                    node=key_node,
                    hint=f"Keys: {', '.join(known)}.",
                )
            entries[key] = value
        return entries

    def _pairs(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Yield the nodes of the keys and values of a mapping. A key must not occur twice."""
        if node is None:
            return
        if not isinstance(node, self._yaml.MappingNode):
            raise self._error("expected a mapping of keys and values.", node=node)
        seen: set[str] = set()
        for key_node, value in node.value:
            key = self._text(key_node)
            if key in seen:
                raise self._error(f"the key {key!r} occurs twice.", node=key_node)
            seen.add(key)
            yield key_node, value

    def _sequence(self, node: Any, name: str) -> list[Any]:
        if not isinstance(node, self._yaml.SequenceNode):
            raise self._error(f"{name} isn't a list.", node=node)
        return list(node.value)

    def _items(self, node: Any, name: str) -> list[Any]:
        """Return the nodes of a list, or of one value."""
        if node is None:
            return []
        return [node] if isinstance(node, self._yaml.ScalarNode) else self._sequence(node, name)

    def _text(self, node: Any) -> str:
        """Return the spelling of a plain value: `NO` is Norway, not false."""
        if not isinstance(node, self._yaml.ScalarNode):
            raise self._error("expected one value, not a list or a mapping.", node=node)
        return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)

    def _choice(self, node: Any, known: Iterable[str], name: str) -> str:
        value = self._text(node)
        if value not in known:
            raise self._error(
                f"{name}: {value!r} isn't one of {', '.join(known)}.{did_you_mean(value, known)}",
                node=node,
            )
        return value

    def _kind(self, node: Any) -> Kind:
        return cast(Kind, self._choice(node, get_args(Kind), "kind"))

    def _positive(self, node: Any) -> int:
        text = self._text(node)
        if not (text.isascii() and text.isdecimal() and 0 < len(text) < 10 and int(text)):
            raise self._error(f"max_length: {text!r} isn't a positive number.", node=node)
        return int(text)

    def _boolean(self, node: Any) -> bool:
        text = self._text(node)
        if text not in ("true", "false"):
            raise self._error(f"required: {text!r} isn't true or false.", node=node)
        return text == "true"

    def _error(
        self, problem: str, *, node: Any = None, line: int = 0, hint: str | None = None
    ) -> UsageError:
        line = line or node.start_mark.line + 1
        return UsageError(
            f"{self._file}, line {line}: {problem}",
            hint=hint or "For an example, run: lusha shapes show hubspot-contact",
        )
