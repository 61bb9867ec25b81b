"""Random values of flags, of every kind that `data/flags.tsv` names."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.contract.flag_texts import (
    NAMES,
    TEXT_KINDS,
    TODAY,
    TOKENS,
    Value,
    Values,
    choices,
    domains,
    from_list,
    money_ranges,
    one,
)


def values(kind: str) -> Values:
    """Return the values of a kind, such as `email` or `int 0..100`."""
    name, _, argument = kind.partition(" ")
    return _KINDS[name](argument)


_COUNTRIES = "Germany|Japan|France|us=United States|uk=United Kingdom|DE=Germany"


def _fields(**kinds: tuple[str, Values]) -> Values:
    """Return objects typed as `key=value,key=value`, of one or more keys.

    For each typed key, `kinds` has its key in the request, and pairs of a typed text and a value.
    """

    def build(names: list[str]) -> Values:
        drawn = st.tuples(*(kinds[name][1] for name in names))

        def join(pairs: tuple[tuple[str, Any], ...], dash: str) -> Value:
            keys = (name.replace("_", dash) for name in names)
            typed = ",".join(f"{key}={text}" for key, (text, _) in zip(keys, pairs, strict=True))
            sent = (kinds[name][0] for name in names)
            return one(typed, dict(zip(sent, (meant for _, meant in pairs), strict=True)))

        return st.builds(join, drawn, st.sampled_from("_-"))

    return st.lists(st.sampled_from(list(kinds)), min_size=1, unique=True).flatmap(build)


# A comma is part of a value, unless a key follows.
_PARTS = st.one_of(NAMES, st.sampled_from(("Foods, Inc", "São Paulo", "a=b", "-5", "10115"))).map(
    lambda text: (text, text)
)
_COUNTRY_PARTS = from_list(_COUNTRIES).map(lambda value: (value.typed[0], value.meant[0]))
_DAY_PARTS = st.dates(date(2020, 1, 1), TODAY).map(lambda day: (str(day), str(day)))


def _place(kind: str) -> Values:
    """Return places with the keys of V2, of V3, of an office, or of a country alone."""
    country = _COUNTRY_PARTS.map(lambda pair: one(pair[0], {"country": pair[1]}))
    keys = {"country": ("country", _COUNTRY_PARTS), "state": ("state", _PARTS)}
    more = {name: (name, _PARTS) for name in ("city", "continent", "country_grouping")}
    match kind:
        case "country":
            return country | country.map(
                lambda value: value._replace(typed=(f"country={value.typed[0]}",))
            )
        case "office":
            return country | _fields(**keys).filter(lambda value: "country" in value.meant[0])
        case "v2":
            return country | _fields(**keys, **more)
    more["country_grouping"] = ("countryGrouping", _PARTS)
    more["country_iso2"] = ("countryIso2", _PARTS)
    more["region"] = ("region", _PARTS)
    return country | _fields(**keys, **more)


def _radius(_: str) -> Values:
    distance = st.integers(0, 10**9).map(lambda number: (str(number), number))
    return _fields(
        country=("country", _PARTS), zipcode=("zipcode", _PARTS), distance=("distance", distance)
    )


def _zip_code(_: str) -> Values:
    return _fields(country_iso2=("countryIso2", _PARTS), zipcode=("zipcode", _PARTS))


def _hiring_place(_: str) -> Values:
    return _fields(
        country=("country", _COUNTRY_PARTS), state=("state", _PARTS),
        start_date=("startDate", _DAY_PARTS),
    )  # fmt: skip


def _hiring_department(_: str) -> Values:
    fields = _fields(department=("department", _PARTS), start_date=("startDate", _DAY_PARTS))
    return NAMES.map(lambda name: one(name, {"department": name})) | fields.filter(
        lambda value: "department" in value.meant[0]
    )


_COVERAGES = "last_funding|any_round|total_funds|last_round"


def _with_coverage(amounts: Values, key: str = "") -> Values:
    """Return values that may follow a coverage and a colon; `key` is that of the value itself."""

    def build(coverage: str, value: Value) -> Value:
        meant = {key: value.meant[0]} if key else value.meant[0]
        if not coverage:
            return value._replace(meant=(meant,))
        name = coverage.lower().replace("-", "_")
        return Value(
            (f"{coverage}:{value.typed[0]}",), ({"coverage": name, **meant},), value.is_unlisted
        )

    names = st.sampled_from(_COVERAGES.split("|")).flatmap(
        lambda name: st.sampled_from((name, name.upper(), name.replace("_", "-")))
    )
    return st.builds(build, st.just("") | names, amounts)


def _funding(argument: str) -> Values:
    key, _, words = argument.partition(" ")
    # Without a colon, or it would be a coverage.
    named = choices(words).filter(lambda value: ":" not in value.typed[0])
    return _with_coverage(named, key)


def _contact(_: str) -> Values:
    pasted = domains("").map(lambda value: (value.typed[0], value.meant[0]))
    return _fields(
        first_name=("firstName", _PARTS), last_name=("lastName", _PARTS),
        company_name=("companyName", _PARTS), company_domain=("companyDomain", pasted),
    ).filter(lambda value: {"firstName", "lastName"} <= value.meant[0].keys())  # fmt: skip


def _subscription(_: str) -> Values:
    def build(id_: str, entity: Any, signal_types: list[Value], name: str) -> Value:
        typed, meant = [f"entity-id={id_}"], dict[str, Any](entityId=id_)
        if entity:
            typed.append(f"entity-type={entity}")
            meant["entityType"] = entity
        if signal_types:
            typed += [f"signal-type={value.typed[0]}" for value in signal_types]
            meant["signalTypes"] = [value.meant[0] for value in signal_types]
        if name:
            typed.append(f"name={name}")
            meant["name"] = name
        return one(",".join(typed), meant)

    signal_types = from_list("promotion|riskNews|companyChange|peopleNews")
    return st.builds(
        build,
        # Unlike those of --entity-id, so that no id comes twice.
        TOKENS.map("v3{}".format),
        st.sampled_from(("", "contact", "company")),
        st.lists(signal_types, max_size=2, unique_by=lambda value: value.meant),
        st.just("") | NAMES,
    )


_KINDS: dict[str, Callable[[str], Values]] = {
    **TEXT_KINDS,
    "contact": _contact,
    "country": lambda _: from_list(_COUNTRIES),
    "funding": _funding,
    "funding-range": lambda _: _with_coverage(money_ranges("")),
    "hiring-department": _hiring_department,
    "hiring-place": _hiring_place,
    "place": _place,
    "radius": _radius,
    "subscription": _subscription,
    "zip-code": _zip_code,
}
