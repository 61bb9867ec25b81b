"""Check records against the fields of the CRMs, as their documentation has them."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from tests.support.paths import ROOT


class Field(NamedTuple):
    """A field of a CRM's object; `values` are those of a picklist."""

    type: str
    length: int
    is_required: bool
    values: frozenset[str]


def _read() -> Mapping[str, dict[str, Field]]:
    fields: dict[str, dict[str, Field]] = {}
    text = (ROOT / "tests" / "data" / "crm_fields.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            shape, name, kind, length, required, values = (*line.split("\t"), "", "", "")[:6]
            accepted = frozenset(values.split("|")) - {""}
            fields.setdefault(shape, {})[name] = Field(
                kind, int(length), required == "required", accepted
            )
    return fields


FIELDS = _read()
_TYPES = {
    "email": re.compile(r"[^\s@=+-][^\s@]*@[^\s@]+\.[^\s@]+"),
    "phone": re.compile(r"\+?[0-9(][0-9 ().\-/]*(x[0-9]+)?"),
    "url": re.compile(r"(https?://)?[^\s=+@-]\S*\.\S+"),
    "number": re.compile(r"[0-9]+"),
}


def violations(
    shape: str, record: Mapping[str, object], blocked: Collection[str] = ()
) -> Iterator[str]:
    """Yield what a CRM would refuse in a record; `blocked` are numbers marked do-not-call."""
    fields = FIELDS[shape]
    digits = {re.sub(r"\D", "", number) for number in blocked}
    for name, value in record.items():
        field, text = fields.get(name), str(value)
        if field is None:
            yield f"{name} isn't a field"
            continue
        if not text:
            continue
        if len(text.encode("utf-16-le")) // 2 > field.length:
            yield f"{name} has {len(text)} characters, more than {field.length}"
        if field.values and text not in field.values:
            yield f"{name}: {text!r} isn't in the picklist"
        if field.type in _TYPES and not _TYPES[field.type].fullmatch(text):
            yield f"{name}: {text!r} isn't a valid {field.type}"
        if field.type == "phone" and re.sub(r"\D", "", text) in digits:
            yield f"{name}: {text} is marked do-not-call"
        if field.type in ("text", "picklist") and text[0] in "=+-@\t\r\n":
            yield f"{name}: {text!r} is a formula"
        if not text.isprintable() and re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", text):
            yield f"{name}: {text!r} has control characters"
    for name, field in fields.items():
        if field.is_required and not str(record.get(name, "")).strip():
            yield f"{name} is empty"
