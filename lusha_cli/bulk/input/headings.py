"""Read the meaning of a column heading, by patterns over its words: a field and its owner."""

from functools import lru_cache
from typing import NamedTuple

from lusha_cli.bulk.input import heading_words as words
from lusha_cli.bulk.input.heading_tokens import (
    Token,
    entity_words,
    fold,
    is_name_word,
    read_tokens,
    split_heading,
)

# Meanings besides the names of fields.
BARE_NAME = "name"
LAST_FIRST_NAME = "last_first_name"
EMAIL_DOMAIN = "email_domain"
PROFILE_URL = "profile_url"
OWN_ID = "lusha_id"
OWN = "own"
OTHER_ID = "id"
WEBSITE = "website"
ATTRIBUTE = "attribute"
COMPANY_ATTRIBUTE = "company_attribute"

# Meanings that identify somebody by their values, so that a heading with unknown words is enough.
_VALUE_MEANINGS = ("email", "linkedin_url", PROFILE_URL, WEBSITE, "company_domain", EMAIL_DOMAIN)
_KNOWN_MEANINGS = frozenset(
    (*_VALUE_MEANINGS[:2], WEBSITE, "company_domain", EMAIL_DOMAIN, "phone", "first_name",
     "last_name", "full_name", LAST_FIRST_NAME, BARE_NAME, "company_name", "job_title",
     "location", "company_fqdn", OWN_ID)
)  # fmt: skip

_GENITIVES = frozenset("of at de del du des di della do da der van von l d en".split())
_FULL = (
    "full display complete vollständiger vollständige complet completo completa compleet volledige "
    "voller фио 氏名 お名前 姓名 성명 الكامل"
)
_FULL_PHRASES = (
    "vor und nachname",
    "voor en achternaam",
    "ф и о",  # noqa: RUF001 - Cyrillic
)
_CONTACT_HEADINGS = ("kontakt", "contact", "contat", "ansprech")
# Given names alone in some languages, whole names in others.
_AMBIGUOUS_NAMES = frozenset("nombre nombres nome nomi".split())
_LAST_NAME_BESIDE = frozenset("vorname vornamen rufname prenom prenoms voornaam voornamen".split())


class Heading(NamedTuple):
    """What a heading means.

    `subject` is the owner of the field: CONTACT, COMPANY, OTHER, or "" if unknown. `entity`
    distinguishes several people of one row: "" for the contact. A lower `rank` is trusted more.
    `number` is that of `Email 2`. `is_exact`: every word of it is known. `words` are its folded
    words.
    """

    meaning: str
    subject: str = ""
    entity: str = ""
    rank: int = 1
    number: int = 1
    is_exact: bool = True
    words: tuple[str, ...] = ()

    @property
    def is_ambiguous_name(self) -> bool:
        """Return whether the word for name means the first name beside a last name."""
        return not _AMBIGUOUS_NAMES.isdisjoint(self.words)

    @property
    def makes_name_a_last_name(self) -> bool:
        """Return whether a column called name beside this first name holds the last name."""
        return not _LAST_NAME_BESIDE.isdisjoint(self.words)


@lru_cache(maxsize=1)
def _full_words() -> frozenset[str]:
    return frozenset(map(fold, (*_FULL.split(), *_FULL_PHRASES)))


def normalize_heading(heading: str) -> str:
    """Return a heading as its words: `Work-Email` becomes `work email`."""
    return " ".join(split_heading(heading))


def is_known_heading(heading: str) -> bool:
    """Return whether a heading names a field of people or companies."""
    read = read_heading(heading)
    if not read.is_exact or read.subject == words.OTHER or read.meaning not in _KNOWN_MEANINGS:
        return False
    if read.meaning != "full_name" or any(map(is_name_word, read.words)):
        return True
    # A cell such as `Lead` or `Leads of 2026` is rather a value or a title.
    return len(read.words) == 1 and read.words[0].startswith(_CONTACT_HEADINGS)


@lru_cache(maxsize=4096)
def read_heading(heading: str) -> Heading:
    """Return the parsed heading; its meaning is "" if no pattern fits."""
    tokens = list(read_tokens(heading))
    concepts = {token.concept for token in tokens}
    is_exact = "" not in concepts
    rest = [token for token in tokens if token.concept not in (words.OTHER, "")]
    subject = _subject(rest, {token.concept for token in rest})
    meaning = _meaning(rest, {token.concept for token in rest}, subject)
    if not is_exact and meaning not in (*_VALUE_MEANINGS, OTHER_ID, OWN_ID, OWN, ATTRIBUTE):
        meaning = COMPANY_ATTRIBUTE if meaning == COMPANY_ATTRIBUTE else ""
    if words.OTHER in concepts:
        subject = words.OTHER
    return Heading(
        meaning,
        subject,
        _entity(tokens),
        _rank(tokens, concepts),
        _number(tokens),
        is_exact,
        tuple(token.word for token in tokens),
    )


def _subject(tokens: list[Token], concepts: set[str]) -> str:
    """Return the owner of a field, by the words other than those for someone else."""
    if words.ROLE in concepts:
        return words.COMPANY
    if not {words.CONTACT, words.COMPANY} <= concepts:
        is_contact = words.CONTACT in concepts
        if words.COMPANY in concepts:
            # A company's work email would be none of a person: `Company Email (work)`.
            is_contact = words.WORK in concepts and words.EMAIL in concepts
            return words.CONTACT if is_contact else words.COMPANY
        return words.CONTACT if is_contact else ""
    # The last one is meant, as in `Person - Organization` and `Company contact`; not in
    # `Contact of company`.
    positions = [n for n, t in enumerate(tokens) if t.concept in (words.CONTACT, words.COMPANY)]
    first, last = positions[0], positions[-1]
    between = {token.word for token in tokens[first + 1 : last]}
    return tokens[first if between & _GENITIVES else last].concept


def _entity(tokens: list[Token]) -> str:
    """Return which person of the row the heading is about: "" for the contact."""
    for number, token in enumerate(tokens):
        if token.concept == words.CONTACT:
            before = tokens[number - 1] if number else None
            after = tokens[number + 1] if number + 1 < len(tokens) else None
            entity = token.word if token.word in entity_words() else ""
            if before and before.concept == words.SECONDARY:
                return f"{entity}:other"
            if after and after.word.isdecimal() and int(after.word) != 1:
                return f"{entity}:{int(after.word)}"
            return entity
    return ""


def _rank(tokens: list[Token], concepts: set[str]) -> int:
    """Return how much a field is trusted: 0 work, 1 general, 2 further ones, 3 private."""
    if words.WORK in concepts:
        return 0
    if words.PRIVATE in concepts:
        return 3
    return 2 if _number(tokens) > 1 or words.SECONDARY in concepts else 1


def _number(tokens: list[Token]) -> int:
    """Return the number of a heading such as `Email 2`, or 1."""
    numbers = (int(token.word) for token in tokens if token.word.isdecimal())
    return next(numbers, 1)


def _meaning(tokens: list[Token], concepts: set[str], subject: str) -> str:
    """Return the field of a heading, without regard to unknown words."""
    marked = _marked_meaning(concepts, subject)
    if marked is not None:
        return marked
    if words.THING in concepts and not subject:
        return ""
    for concept in (words.EMAIL, words.LINKEDIN, words.SOCIAL):
        if concept in concepts:
            return _online_meaning(concept, concepts)
    if concepts & {words.WEBSITE, words.DOMAIN, words.FQDN, words.URL, words.PROFILE}:
        return _url_meaning(concepts, subject)
    if words.PHONE in concepts:
        return "phone"
    if subject == words.COMPANY:
        return _company_meaning(tokens, concepts)
    return _name_meaning(tokens, concepts) or _position_meaning(concepts)


def _marked_meaning(concepts: set[str], subject: str) -> str | None:
    """Return the meaning of headings with ID, Lusha or an attribute; None for others."""
    if words.LUSHA in concepts:
        return OWN_ID if words.ID in concepts else OWN
    is_link = words.LINKEDIN in concepts and words.URL in concepts
    if words.ATTRIBUTE in concepts:
        return ATTRIBUTE
    if words.ID in concepts and not is_link:
        allowed = {words.EMAIL, words.ID, words.WORK, words.PRIVATE, words.FILLER, words.CONTACT}
        return "email" if words.EMAIL in concepts and concepts <= allowed else OTHER_ID
    if words.COMPANY_ATTRIBUTE in concepts:
        return COMPANY_ATTRIBUTE
    is_number = words.NUMBER in concepts and not concepts & {words.PHONE, words.EMAIL}
    if is_number:
        is_phone = subject == words.CONTACT and concepts <= {words.CONTACT, words.NUMBER}
        return "phone" if is_phone else OTHER_ID
    return None


def _online_meaning(concept: str, concepts: set[str]) -> str:
    """Return the meaning of a heading with email, LinkedIn or another network."""
    if concept == words.SOCIAL:
        return ""
    if concept == words.LINKEDIN:
        return "" if concepts & {words.EMAIL, words.NAME, words.JOB} else "linkedin_url"
    if concepts & {words.DOMAIN, words.FQDN}:
        return EMAIL_DOMAIN
    return "" if concepts & {words.NAME, words.URL, words.LINKEDIN} else "email"


def _url_meaning(concepts: set[str], subject: str) -> str:
    """Return the meaning of a heading with website, domain, URL or profile."""
    if words.FQDN in concepts:
        return "company_fqdn"
    if words.PRIVATE in concepts:
        return ""
    if words.DOMAIN in concepts:
        return "company_domain"
    if words.WEBSITE in concepts:
        return WEBSITE
    if subject == words.COMPANY:
        return "" if words.PROFILE in concepts else WEBSITE
    return PROFILE_URL


def _company_meaning(tokens: list[Token], concepts: set[str]) -> str:
    """Return the meaning of a heading about the company."""
    if concepts & {words.ROLE, words.ADDRESS, words.LOCATION, words.SECONDARY, words.PRIVATE}:
        return "company_name" if _is_second_company(concepts) else ""
    if words.JOB in concepts and words.NAME not in concepts:
        last = [t.concept for t in tokens if t.concept in (words.JOB, words.COMPANY)][-1]
        return "job_title" if last == words.JOB else "company_name"
    is_name_part = concepts & {words.FIRST, words.LAST, words.FIRST_NAME, words.LAST_NAME}
    return "" if is_name_part or words.MIDDLE in concepts else "company_name"


def _is_second_company(concepts: set[str]) -> bool:
    return words.SECONDARY in concepts and concepts <= {
        words.SECONDARY, words.COMPANY, words.NAME, words.FILLER,
    }  # fmt: skip


def _name_meaning(tokens: list[Token], concepts: set[str]) -> str:
    """Return the meaning of a heading with a name, or only the person."""
    if concepts & {words.JOB, words.LOCATION, words.ADDRESS}:
        return ""
    order = [
        "first" if token.concept in (words.FIRST, words.FIRST_NAME) else "last"
        for token in tokens
        if token.concept in (words.FIRST, words.FIRST_NAME, words.LAST, words.LAST_NAME)
    ]
    if words.MIDDLE in concepts or (words.SECONDARY in concepts and words.CONTACT not in concepts):
        return ATTRIBUTE if words.NAME in concepts or words.MIDDLE in concepts else ""
    if words.NAME_INFIX in concepts:
        return "name_infix"
    if "first" in order and "last" in order:
        return "full_name" if order[0] == "first" else LAST_FIRST_NAME
    if order:
        return _name_part_meaning(tokens, concepts, order[0])
    if words.NAME in concepts:
        is_full = not _full_words().isdisjoint(token.word for token in tokens)
        return "full_name" if is_full or words.CONTACT in concepts else BARE_NAME
    is_person_only = concepts <= {
        words.CONTACT, words.COMPANY, words.FILLER, words.SECONDARY, words.THING,
    }  # fmt: skip
    return "full_name" if words.CONTACT in concepts and is_person_only else ""


def _name_part_meaning(tokens: list[Token], concepts: set[str], part: str) -> str:
    """Return first_name or last_name; `Name, Vorname` and `Nome e cognome` are both."""
    single = {words.FIRST_NAME, words.LAST_NAME} & concepts
    if not single or words.NAME not in concepts:
        return f"{part}_name"
    names = [token.concept for token in tokens if token.concept in (words.NAME, *single)]
    is_last_first = (names[0] == words.NAME) == (part == "first")
    return LAST_FIRST_NAME if is_last_first else "full_name"


def _position_meaning(concepts: set[str]) -> str:
    """Return job_title or location, or ""."""
    rest = concepts - {words.FILLER, words.CONTACT, words.NAME, words.WORK, words.PRIVATE}
    if rest == {words.JOB}:
        return "job_title"
    return "location" if rest and rest <= {words.LOCATION, words.ADDRESS} else ""
