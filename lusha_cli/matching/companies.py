"""Compare the names and domains of companies."""

from functools import lru_cache
from typing import NamedTuple

from lusha_cli.matching.scripts import is_readable, sound_of
from lusha_cli.matching.typos import is_within
from lusha_cli.matching.words import split_words

# Of many countries, with and without dots, as fold and the joined initials have them.
_LEGAL_FORMS = frozenset(
    "inc incorporated ltd limited llc llp lp pllc plc corp corporation co company companies gmbh "
    "mbh ggmbh ag kg kgaa ohg ug gbr se ev eg ek sa sas sasu sarl eurl sc sca sci snc sprl srl sro "
    "spa sapa bv nv vof cv sl slu slne sau scl cv sab rl ltda lda eireli me epp oy oyj ky ab hb "
    "kb as asa ans da aps is ivs amba oo zoo spzoo sp spolka doo dd ad ood eood kft bt zrt nyrt rt "
    "ou uab sia pty pte pvt private proprietary bhd sdn berhad kk gk yk pt tbk cia cie compagnie "
    "ooo oao zao pao ao ip tov pjsc jsc ojsc cjsc psc fzco fze fzc llc wll dmcc hf ehf inh public "
    "aktiengesellschaft gesellschaft societe sociedad anonima anonyme limitada limitee haftung "
    "mit beschrankter nonprofit".split()
)
# They seldom tell companies apart.
_FILLERS = frozenset(
    "the and of for und et y e i de der die das la le les el los las group gruppe groupe grupo "
    "gruppo holding holdings international intl worldwide global".split()
)
_IGNORED = _LEGAL_FORMS | _FILLERS
_SHORTEST_NAME = 3
_LONGEST_INITIALS = 6
# Second labels of suffixes such as co.uk.
_SECOND_LEVEL = frozenset("co com org net gov edu ac or ne go gob gouv".split())


class _Name(NamedTuple):
    """A company's name: all words, those without legal forms and fillers, and these in one."""

    all: tuple[str, ...]
    words: tuple[str, ...]
    joined: str
    is_readable: bool


def compare_companies(
    name: str, domain: str, found_name: str, found_domain: str
) -> tuple[bool | None, bool | None]:
    """Return whether a stated name and domain are those of the company found, None: unknown.

    Many rows have the same company of the API.
    """
    if name == found_name and domain in ("", found_domain):
        return bool(name) or None, bool(domain) or None
    return _compare(name, domain, found_name, found_domain)


@lru_cache(maxsize=4096)
def _compare(
    name: str, domain: str, found_name: str, found_domain: str
) -> tuple[bool | None, bool | None]:
    by_name: bool | None = None
    by_domain: bool | None = None
    found_label = main_label(found_domain)
    if name and found_name and _is_with_legal_form(name, found_name):
        by_name = True
    elif name and found_name:
        own, found = _read(name), _read_found(found_name)
        by_name = _are_same(own, found)
        # The domain of a company may be another name of it.
        if by_name is False and found_label != found.joined and _is_label_of(own, found_label):
            by_name = True
    elif name and found_domain:
        by_name = _is_label_of(_read(name), found_label)
    if domain and found_domain:
        by_domain = are_same_domains(domain, found_domain)
    elif domain and found_name:
        by_domain = _is_label_of(_read_found(found_name), main_label(domain))
    return by_name, by_domain


def _is_with_legal_form(name: str, other: str) -> bool:
    """Return whether a name is the other one, perhaps with a legal form: the usual case."""
    name, other = name.lower(), other.lower()
    if not name.startswith(other):
        return False
    rest = name[len(other) :].replace(".", "").replace(",", " ")
    return rest[:1] in ("", " ") and _LEGAL_FORMS.issuperset(rest.split())


def _are_same(own: _Name, found: _Name) -> bool | None:
    """Return whether two names may be those of one company; None if they can't be compared."""
    if not own.words or not found.words or own.is_readable != found.is_readable:
        return None
    return own.joined == found.joined or _are_alike(own, found)


def _are_alike(own: _Name, found: _Name) -> bool:
    short, long = (own, found) if len(own.joined) <= len(found.joined) else (found, own)
    if 2 <= len(short.joined) <= _LONGEST_INITIALS and short.joined in _initials(long):
        return True
    if set(own.words).isdisjoint(found.words):
        return _is_misspelled(own.joined, found.joined)
    if _is_part(short.words, long.words) or _is_part(long.words, short.words):
        return True
    return _are_abbreviated(own.words, found.words) or _is_misspelled(own.joined, found.joined)


def _read(name: str) -> _Name:
    # `S.A.` is one word, `Booking.com` a name with the ending of its domain.
    words = split_words(name.replace("&", " and ") if "&" in name else name, dropped=".")
    main = words
    if not _IGNORED.isdisjoint(words):
        main = _without(_without(words, _LEGAL_FORMS), _FILLERS)
    is_plain = name.isascii() or is_readable("".join(words))
    return _Name(tuple(words), tuple(main), "".join(main), is_plain)


@lru_cache(maxsize=4096)
def _read_found(name: str) -> _Name:
    return _read(name)


def _initials(name: _Name) -> set[str]:
    """Return the initials of a name, with and without its legal form."""
    words = _without(list(name.all), _LEGAL_FORMS)
    return {"".join(word[0] for word in group) for group in (name.all, words, name.words)}


def _without(words: list[str], ignored: frozenset[str]) -> list[str]:
    """Return the words that aren't ignored, or all if nothing else is left."""
    return [word for word in words if word not in ignored] or words


def _is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether a name is the start of the other, as with the name of a division."""
    if len(short) == 1:
        return long[0] == short[0] and len(short[0]) >= _SHORTEST_NAME
    return set(short) <= set(long)


def _are_abbreviated(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether names have the same words, of which some are shortened: Tech, Mfg."""
    return len(words) == len(others) and all(map(_is_abbreviation, words, others))


def _is_abbreviation(word: str, other: str) -> bool:
    short, long = (word, other) if len(word) <= len(other) else (other, word)
    if short == long or (len(short) >= _SHORTEST_NAME and long.startswith(short)):
        return True
    # Mfg and manufacturing: its letters, in their order, from the first on.
    rest = iter(long)
    return len(short) >= 2 and short[0] == long[0] and all(char in rest for char in short) and (
        len(short) <= 5 and len(long) > 6
    )  # fmt: skip


def _is_misspelled(name: str, other: str) -> bool:
    shorter = min(len(name), len(other))
    if shorter < 5 or abs(len(name) - len(other)) > 3:
        return False
    if is_within(name, other, 1 if shorter < 10 else 2):
        return True
    return name[:2] == other[:2] and sound_of(name) == sound_of(other)


def _is_label_of(name: _Name, label: str) -> bool:
    """Return whether the label of a domain is made of a company's name."""
    if label == name.joined or (len(label) <= _LONGEST_INITIALS and label in _initials(name)):
        return True
    is_start = label.startswith(name.joined) or name.joined.startswith(label)
    return is_start and min(len(label), len(name.joined)) > _SHORTEST_NAME


def are_same_domains(domain: str, other: str) -> bool:
    """Return whether domains may be those of one company: equal, or but for their ending."""
    label = main_label(domain)
    if domain == other or label != main_label(other):
        return domain == other
    # Of short labels, such as ibm, there are many owners.
    is_part = domain.endswith(f".{other}") or other.endswith(f".{domain}")
    return is_part or len(label) > _SHORTEST_NAME


@lru_cache(maxsize=4096)
def main_label(domain: str) -> str:
    """Return the label of a domain that names its owner: `acme` of `www.ac-me.co.uk`."""
    labels = domain.lower().replace("-", "").replace("_", "").split(".")
    if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2:
        return labels[-3]
    return labels[-2] if len(labels) > 1 else labels[0]
