"""Random texts, numbers and days of flags: what is typed, and what it stands for in a request."""

import json
import string
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote

from hypothesis import strategies as st

Values = st.SearchStrategy[Any]

# The day of the tests' clock.
TODAY = date(2026, 11, 1)


class Value(NamedTuple):
    """What is typed for one flag, or for each of several, and what it stands for.

    An `is_unlisted` value isn't in the vendor's lists; it is sent unchanged all the same.
    """

    typed: tuple[str, ...]
    meant: tuple[Any, ...]
    is_unlisted: bool = False


def one(typed: str, meant: Any, *, unlisted: bool = False) -> Value:
    """Return what is typed for a single flag."""
    return Value((typed,), (meant,), unlisted)


# No argument of a command line can have a null character, or half of a surrogate pair.
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_TEXTS = st.one_of(
    st.text(_CHARACTERS, min_size=1, max_size=10),
    st.sampled_from(("-5", "--yes", "two words", "Zoë Łoś", "東京", "a=b,c", "@a", "'q\"", "0")),
).filter(str.strip)
_WORDS = st.text(string.ascii_letters + "éüł", min_size=1, max_size=8)
_LABELS = st.builds(
    "{}{}".format,
    st.sampled_from(string.ascii_lowercase),
    st.text(string.ascii_lowercase + string.digits + "é", max_size=7),
)
NAMES = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
TOKENS = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=12).map(
    "v1.{}".format
)
_DIGITS = st.integers(1, 10**20 - 1).map(str) | st.integers(1, 9).map(str)


def _cased(text: str) -> Values:
    """Return the spellings of a text in upper and lower case."""
    return st.sampled_from((text, text.upper(), text.lower()))


def _text(argument: str) -> Values:
    shortest = int(argument or 1)
    return _TEXTS.filter(lambda text: len(text) >= shortest).map(lambda text: one(text, text))


def _full_name(_: str) -> Values:
    def build(first: list[str], last: str, space: str) -> Value:
        return Value((space.join((*first, last)),), (" ".join(first), last))

    return st.builds(
        build, st.lists(_WORDS, min_size=1, max_size=2), _WORDS, st.sampled_from((" ", "  "))
    )


def _joined_name(_: str) -> Values:
    return st.builds(lambda first, last: Value((first, last), (f"{first} {last}",)), NAMES, NAMES)


def _in_ascii(address: str) -> str:
    """Return a host, or an email address, with its host as it is registered."""
    local, at, host = address.rpartition("@")
    return f"{local}{at}{host.encode('idna').decode()}"


def _email(_: str) -> Values:
    emails = st.builds("{}.{}+1@{}.example".format, _LABELS, _LABELS, _LABELS)
    forms = st.sampled_from(("{}", "mailto:{}", "<{}>", " {} "))
    return emails.flatmap(
        lambda email: st.builds(
            lambda form, typed: one(form.format(typed), _in_ascii(email)), forms, _cased(email)
        )
    )


def _profile(kinds: str, suffixes: tuple[str, ...]) -> Values:
    def build(start: str, host: str, kind: str, name: str, suffix: str) -> Value:
        canonical = f"https://www.linkedin.com/{kind}/{quote(name.lower())}"
        return one(f"{start}{host}/{kind}/{name}{suffix}", canonical)

    return st.builds(
        build,
        st.sampled_from(("https://", "http://", "")),
        st.sampled_from(("www.linkedin.com", "linkedin.com", "de.linkedin.com", "LinkedIn.com")),
        st.sampled_from(kinds.split("|")),
        # Longer than words such as `me`, which are no names.
        st.text(string.ascii_letters + string.digits + "-é", max_size=8).map("ada-{}".format),
        st.sampled_from(suffixes),
    )


def domains(_: str) -> Values:
    """Return domains, as people paste them."""
    forms = ("{}", "www.{}", "https://{}/", "http://www.{}/about?a=b#c", "{}:8080", "{}.", " {} ")
    hosts = st.builds("{}.example".format, _LABELS) | st.builds(
        "{}.{}.example".format, _LABELS, _LABELS
    )
    return hosts.filter(lambda domain: not domain.startswith("www.")).flatmap(
        lambda domain: st.builds(
            lambda form, typed: one(form.format(typed), _in_ascii(domain)),
            st.sampled_from(forms),
            _cased(domain),
        )
    )


def _id(_: str) -> Values:
    return (_DIGITS | TOKENS).map(lambda id_: one(id_, id_))


def _number_id(_: str) -> Values:
    # The API takes numbers, but only text can be an id of V3.
    return _DIGITS.map(lambda id_: one(id_, int(id_))) | TOKENS.map(
        lambda id_: one(id_, id_, unlisted=True)
    )


def _pair(_: str) -> Values:
    ids = _DIGITS | TOKENS
    return st.builds(
        lambda person, company: one(
            f"{person}:{company}", {"personId": person, "companyId": company}
        ),
        ids,
        ids,
    )


def _path_text(_: str) -> Values:
    texts = _TEXTS.filter(lambda text: text.strip(".") != "")
    return texts.map(lambda text: one(text, text))


def _day(_: str) -> Values:
    days = st.dates(date(2000, 1, 1), TODAY).map(lambda day: one(day.isoformat(), str(day)))
    spans = st.builds(
        lambda count, unit: one(
            f"{count}{unit}", str(TODAY - timedelta(days=count * {"d": 1, "w": 7}[unit.lower()]))
        ),
        st.integers(0, 700),
        st.sampled_from("dwDW"),
    )
    years = st.integers(0, 20).map(lambda count: one(f"{count}y", str(date(2026 - count, 11, 1))))
    months = st.integers(0, 9).map(lambda count: one(f"{count}mo", str(date(2026, 11 - count, 1))))
    return days | spans | years | months


def _period(_: str) -> Values:
    """Return the first and the last day of up to 89 days."""

    def build(last: date, length: int) -> Value:
        days = (str(last - timedelta(days=length)), str(last))
        return Value(days, days)

    return st.builds(build, st.dates(date(2020, 1, 1), TODAY), st.integers(0, 89))


def _integer(bounds: str) -> Values:
    low, high = map(int, bounds.split(".."))
    numbers = st.sampled_from((low, high)) | st.integers(low, high)
    return numbers.map(lambda number: one(str(number), number))


def _amount(units: str, *, decimals: bool = False) -> Values:
    """Return pairs of a typed amount and its value."""
    factors = {"": 1, "k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "B": 10**9}
    plain = st.integers(0, 10**12).flatmap(
        lambda number: st.sampled_from(((str(number), number), (f"{number:,}", number)))
    )
    if decimals:
        return plain | st.integers(0, 9999).map(lambda tenths: (f"{tenths / 10}", tenths / 10))
    with_unit = st.builds(
        lambda tenths, unit: (f"{tenths / 10}{unit}", tenths * factors[unit] // 10),
        st.integers(1, 9999),
        st.sampled_from(units.split() or ["k"]),
    )
    return plain | with_unit


def _range(units: str, *, sign: str = "", decimals: bool = False) -> Values:
    amounts = _amount(units, decimals=decimals)

    def build(first: Any, second: Any, dash: str, form: str) -> Value:
        (low, least), (high, most) = sorted((first, second), key=lambda amount: amount[1])
        match form:
            case "from":
                return one(f"{sign}{low}{dash}", {"min": least})
            case "to":
                return one(f"{dash}{sign}{high}", {"max": most})
            case "both":
                return one(f"{sign}{low}{dash}{sign}{high}", {"min": least, "max": most})
        return one(low, {"min": least, "max": least})

    return st.builds(
        build,
        amounts,
        amounts,
        st.sampled_from(("-", "\u2013", " - ")),
        st.sampled_from(("both", "from", "to", "one")),
    )


def money_ranges(_: str) -> Values:
    """Return ranges of dollars."""
    return _range("k K m M B") | _range("M B", sign="$")


def choices(words: str) -> Values:
    """Return one of the words, in any case, or a value that the API's list may have one day."""
    names = st.sampled_from(words.split("|"))
    listed = names.flatmap(
        lambda name: _cased(name).map(lambda typed: one(typed, name)),
    )
    # A known value can't end like this; a comma would separate two values.
    unlisted = _TEXTS.filter(lambda text: "," not in text and text == text.strip()).map(
        lambda text: one(f"{text}-new", f"{text}-new", unlisted=True)
    )
    return listed | listed | unlisted


def from_list(pairs: str) -> Values:
    """Return values of a list that the API publishes; `typed=sent` names an alias of one."""

    def build(pair: str) -> Values:
        typed, equals, sent = pair.partition("=")
        meant: Any = sent if equals else typed
        return _cased(typed).map(lambda text: one(text, meant))

    return st.sampled_from(pairs.split("|")).flatmap(build)


def _from_numbers(pairs: str) -> Values:
    """Return values of a list of numbers; `typed=sent` names a number."""
    return from_list(pairs).map(lambda value: value._replace(meant=(int(value.meant[0]),)))


def _reveal(_: str) -> Values:
    names = st.sampled_from(("emails", "phones", "faxes"))

    def build(fields: list[str], comma: str) -> Value:
        distinct = list(dict.fromkeys(fields))
        return Value((comma.join(fields),), (distinct,), "faxes" in fields)

    return st.builds(build, st.lists(names, min_size=1, max_size=3), st.sampled_from((",", ", ")))


def _url(_: str) -> Values:
    paths = st.sampled_from(("", "/", "/lusha?team=1&a=%20", "/a#b", ":8443/hook"))
    return st.builds("https://{}.example{}".format, _LABELS, paths).map(lambda url: one(url, url))


def _country_code(_: str) -> Values:
    codes = st.text(string.ascii_uppercase, min_size=2, max_size=2)
    return codes.flatmap(lambda code: _cased(code).map(lambda typed: one(typed, code)))


def _constant(argument: str) -> Values:
    """Return what a flag that takes no value stands for: JSON, separated by `&`."""
    return st.just(Value((), tuple(map(json.loads, argument.split("&")))))


def _sort(fields: str) -> Values:
    """Return fields to sort by, with commas, and their common order."""

    def build(names: list[str], order: Value) -> Value:
        [sent] = order.meant
        entries = [{"by": name, "order": sent} for name in names]
        return Value((",".join(names), order.typed[0]), (entries,), order.is_unlisted)

    names = st.lists(st.sampled_from(fields.split("|")), min_size=1, max_size=4, unique=True)
    return st.builds(build, names, from_list("asc|desc"))


TEXT_KINDS: dict[str, Callable[[str], Values]] = {
    "amounts": lambda _: _range("k K m M"),
    "choice": choices,
    "company-url": lambda _: _profile("company|school|showcase", ("", "/", "/about", "?a=b")),
    "country-code": _country_code,
    "day": _day,
    "decimals": lambda _: _range("", decimals=True),
    "domain": domains,
    "email": _email,
    "from-list": from_list,
    "from-numbers": _from_numbers,
    "full-name": _full_name,
    "id": _id,
    "int": _integer,
    "is": _constant,
    "joined-name": _joined_name,
    "money": money_ranges,
    "name": lambda _: NAMES.map(lambda name: one(name, name)),
    "number-id": _number_id,
    "pair": _pair,
    "path-text": _path_text,
    "period": _period,
    "person-url": lambda _: _profile("in", ("", "/", "/details/skills", "?trk=1", "#x")),
    "reveal": _reveal,
    "sort": _sort,
    "text": _text,
    "url": _url,
}
