"""Rows about people of the sandbox, corrupted in ten ways, with the person that the API found.

Eight kinds are about the person found, two about somebody else. The tables here are written apart
from those of `lusha_cli.matching`, so that they don't just mirror them.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random
from typing import NamedTuple

from lusha_cli.bulk.record_types import build_person_payload
from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import DEFAULT_SEED, to_ascii
from lusha_cli.sandbox.data.people import (
    PERSON_COUNT,
    Person,
    employees_of,
    person_by_number,
    profile,
)
from lusha_cli.sandbox.data.signals import known_previous_employer, previous_employer

Row = dict[str, str]

# Formal name and what the person is called, for the names of the sandbox and for others.
OWN_NICKNAMES = """
Mateo Teo|Ingrid Inga|Tomás Tommy|Pavel Pasha|Stefan Steve|Nadia Nadya|Sofia Sonya|Sofia Sophie
Dmitri Dima|Dmitri Mitya|Rafael Rafa|Rafael Rafi|Viktor Vic|Viktor Vitya|Andrei Andy|Gustav Gus
Andrei Andryusha|Carmen Carmencita|Lucía Lucy|Oskar Ozzie|Rosa Rosita|Rosa Rosie|Samir Sam
Bianca Bia|Fatima Fati|Youssef Joe|Youssef Yusuf|Clara Claire|Ines Agnes|Marta Marty|Zoltan Zoli
Cyrus Cy|Vera Verochka|Tilda Tilly|Tilda Matilda|Naomi Nomi|Felix Felice|Diego Santiago|Leila Lily
Karim Kareem|Élodie Lodie|Giulia Julia|Giulia Giuli|Emeka Chukwuemeka|Thandi Thandiwe|Emil Emilio
Luca Luke|Hugo Hugh|Omar Umar|Jana Johanna|Ivo Ivan|Helga Olga|Dana Danielle|Björn Bjarne|Maja Maya
Anaïs Annie|Chiara Clara|Ravi Ravindra|Arjun AJ|Priya Pri|Hassan Hasan|Linnea Linn|Jonas Jonah
Ximena Jimena|Kwame Kwami|Freya Freja|Noor Nour|Mei May|Søren Severin|Elif Elifnur|Zanele Zan
Amara Mara|Salma Selma|Bruno Brun|Idris Idriss|Astrid Asta|Farah Farrah|Wei Weiwei|Uri Uriel
""".replace("\n", "|")
OTHER_NICKNAMES = """
Robert Bob|Robert Bobby|William Bill|William Liam|Richard Dick|Richard Rick|Margaret Peggy
Margaret Meg|Elizabeth Betty|Elizabeth Liz|Elizabeth Beth|James Jim|James Jamie|John Jack
Michael Mike|Katherine Kate|Katherine Kathy|Edward Ted|Edward Ned|Charles Chuck|Thomas Tom
Joseph Joe|Daniel Dan|Matthew Matt|Anthony Tony|Steven Steve|Andrew Drew|Joshua Josh|Kenneth Ken
Timothy Tim|Jeffrey Jeff|Gregory Greg|Benjamin Ben|Samuel Sam|Alexander Alex|Patrick Pat
Nicholas Nick|Jonathan Jon|Lawrence Larry|Gerald Jerry|Raymond Ray|Theodore Theo|Susan Sue
Deborah Debbie|Patricia Trish|Jennifer Jenny|Barbara Barb|Dorothy Dottie|Virginia Ginny
Francisco Paco|Francisco Pancho|José Pepe|Ignacio Nacho|Guadalupe Lupe|Enrique Quique
Guillermo Memo|Dolores Lola|Manuel Manolo|Rosario Charo|Mercedes Merche|Roberto Beto|Jesús Chuy
Friedrich Fritz|Johannes Hans|Wilhelm Willi|Josef Sepp|Ursula Uschi|Elisabeth Liesl|Heinrich Heinz
Wolfgang Wolf|Margarete Gretel|Maximilian Max|Sebastian Basti|Nikolaus Klaus|Katharina Kathi
Aleksandr Sasha|Aleksandr Sanya|Mikhail Misha|Vladimir Volodya|Vladimir Vova|Yekaterina Katya
Anastasia Nastya|Nikolai Kolya|Yevgeny Zhenya|Tatiana Tanya|Maria Masha|Sergei Seryozha
Giuseppe Beppe|Giovanni Gianni|Luigi Gigi|Francesca Cesca|Krzysztof Krzysiek|Małgorzata Gosia
Katarzyna Kasia|Pyotr Petya|Georgios Yorgos|Dimitrios Dimitris|Jan Honza|Cornelis Kees
""".replace("\n", "|")
MARRIED_NAMES = (
    "Whitlock Ferreira Aldous Brandt Castellan Drummond Engström Fairweather Galloway Hartigan "
    "Iversen Juhász Kessler Lombardi McAllister Nadolny Oyelaran Pemberton Quintero Rasmussen "
    "Sandoval Thorne Underhill Vandermeer Wójcik Yarrow Zimmermann"
).split()
CYRILLIC = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ch", "ч"), ("sh", "ш"), ("ya", "я"), ("yu", "ю"),
    ("yo", "ё"), ("ts", "ц"), ("th", "т"), ("ph", "ф"), ("ck", "к"), ("x", "кс"), ("qu", "кв"),
    *zip("abvgdezijklmnoprstufhcwyq", "абвгдезийклмнопрстуфхквик", strict=True),
)  # fmt: skip
GREEK = (
    ("th", "θ"), ("ch", "χ"), ("ph", "φ"), ("ps", "ψ"), ("ou", "ου"), ("mp", "μπ"), ("b", "μπ"),
    ("d", "ντ"), ("g", "γκ"), ("sh", "σ"), ("x", "ξ"), ("j", "τζ"), ("qu", "κου"), ("u", "ου"),
    *zip("avzeiklmnoprstyfhcwq", "αβζεικλμνοπρστυφχκβκ", strict=True),
)  # fmt: skip
ACCENTS = {"a": "áàâãå", "e": "éèêë", "i": "íìîï", "o": "óòôõ", "u": "úùû", "n": "ñň", "c": "çč",
           "s": "šş", "z": "žż", "l": "ł", "y": "ý"}  # fmt: skip
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ß": "ss", "æ": "ae"}
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LEGAL_FORMS = ("Inc", "Inc.", "LLC", "Ltd", "Ltd.", "GmbH", "S.A.", "Pty Ltd", "AG", "B.V.", "SpA")


class Case(NamedTuple):
    """A row, the contact that the API found for it, and whether they are one person."""

    kind: str
    row: Row
    contact: Json
    company: Json
    is_same_person: bool


def cases(count: int = PERSON_COUNT, *, seed: int = 1) -> Iterator[Case]:
    """Yield a case of each kind in turn, for `count` people of the sandbox."""
    random = Random(seed)
    numbers = random.sample(range(PERSON_COUNT), count)
    for position, number in enumerate(numbers):
        kind = list(KINDS)[position % len(KINDS)]
        person = person_by_number(number, seed=DEFAULT_SEED)
        yield KINDS[kind](kind, person, random)


# What the API found.


def contact_of(person: Person) -> Json:
    """Return a person as V2 states them in a bulk response."""
    data = profile(person)
    location = data["location"]
    emails = [
        {"email": email, "emailType": type_}
        for type_, email in (("work", person.work_email), ("private", person.private_email))
        if data[type_]
    ]
    contact = {
        "personId": person.id, "companyId": person.company.id,
        "firstName": person.first_name, "lastName": person.last_name,
        "fullName": person.full_name, "emailAddresses": emails,
        "location": {"country": location.country, "country_iso2": location.country_iso2,
                     "city": location.city},
        "socialLinks": {"linkedin": person.linkedin},
    }  # fmt: skip
    if employer := known_previous_employer(person):
        company = {"name": employer.name, "domain": f"www.{employer.domain}"}
        contact["previousJob"] = {"company": company, "jobTitle": {"title": ""}}
    return contact


def company_of(person: Person) -> Json:
    """Return the employer of a person as V2 states it in a bulk response."""
    return {"name": person.company.name, "fqdn": person.company.domain}


def _case(kind: str, found: Person, row: Row, *, is_same: bool = True) -> Case:
    return Case(kind, row, contact_of(found), company_of(found), is_same)


# What rows state.


def row_of(person: Person, random: Random) -> Row:
    """Return a row about a person with a random choice of columns."""
    data = profile(person)
    row = {"full name": person.full_name, "company": _spelled(person.company.name, random)}
    if random.random() < 0.5:
        row["domain"] = person.company.domain
    draw = random.random()
    if draw < 0.45 and data["work"]:
        row["email"] = person.work_email
    elif draw < 0.65 and data["private"]:
        row["email"] = person.private_email
    if random.random() < 0.3:
        row["linkedin url"] = person.linkedin
    if random.random() < 0.3:
        row["country"] = data["location"].country
    return row


def _spelled(company: str, random: Random) -> str:
    """Return the name of a company as another source may write it."""
    draw = random.random()
    if draw < 0.25:
        return f"{company}{random.choice((' ', ', '))}{random.choice(LEGAL_FORMS)}"
    if draw < 0.3:
        return f"The {company}"
    return company.upper() if draw < 0.35 else company


def _named(person: Person, name: str, random: Random) -> Row:
    return {**row_of(person, random), "full name": name}


def _typo(kind: str, person: Person, random: Random) -> Case:
    name = person.full_name
    for _ in range(2 if len(name) > 14 and random.random() < 0.2 else 1):
        name = mistype(name, random)
    return _case(kind, person, _named(person, name, random))


def mistype(name: str, random: Random) -> str:
    """Return a name with one typing error."""
    positions = [at for at, char in enumerate(name) if char.isalpha()]
    at = random.choice(positions)
    draw = random.random()
    if draw < 0.25:
        return name[:at] + name[at + 1 :]
    if draw < 0.5:
        return name[:at] + name[at] + name[at:]
    if draw < 0.75 and at + 1 < len(name) and name[at + 1].isalpha():
        return name[:at] + name[at + 1].lower() + name[at].lower() + name[at + 2 :]
    letter = to_ascii(name[at]).lower()[:1] or "e"
    line = next((line for line in KEYBOARD if letter in line), "er")
    near = line[max(0, line.find(letter) - 1) : line.find(letter) + 2].replace(letter, "")
    return name[:at] + random.choice(near) + name[at + 1 :]


def _swapped(kind: str, person: Person, random: Random) -> Case:
    separator = random.choice((" ", ", "))
    name = f"{person.last_name}{separator}{person.first_name}"
    return _case(kind, person, _named(person, name, random))


def _initials(kind: str, person: Person, random: Random) -> Case:
    first, last = person.first_name, person.last_name
    name = random.choice((
        f"{first[0]}. {last}", f"{first[0]} {last}", f"{first} {last[0]}.", f"{last} {first[0]}.",
        f"{first} {random.choice('JKMR')}. {last}", f"{first[0]}. {random.choice('JKMR')}. {last}",
    ))  # fmt: skip
    return _case(kind, person, _named(person, name, random))


def _nickname(kind: str, person: Person, random: Random) -> Case:
    own = _nicknames(OWN_NICKNAMES).get(person.first_name)
    if own is None or random.random() < 0.5:
        # Somebody else with that place and last name.
        others = _nicknames(OTHER_NICKNAMES)
        first_name = random.choice(list(others))
        person, own = person._replace(first_name=first_name), others[first_name]
    name = f"{random.choice(own)} {person.last_name}"
    return _case(kind, person, _named(person, name, random))


@lru_cache
def _nicknames(table: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in filter(None, table.split("|")):
        formal, nickname = pair.split()
        found.setdefault(formal, []).append(nickname)
    return found


def _diacritics(kind: str, person: Person, random: Random) -> Case:
    name = person.full_name
    if name.isascii():
        positions = [at for at, char in enumerate(name) if char in ACCENTS]
        at = random.choice(positions)
        name = name[:at] + random.choice(ACCENTS[name[at]]) + name[at + 1 :]
    elif random.random() < 0.5 and any(char in UMLAUTS for char in name):
        name = "".join(UMLAUTS.get(char, char) for char in name)
    else:
        name = to_ascii(name).title()
    if random.random() < 0.3:
        name = unicodedata.normalize("NFD", name)
    return _case(kind, person, _named(person, name, random))


def _transliterated(kind: str, person: Person, random: Random) -> Case:
    text = to_ascii(person.full_name).lower()
    for latin, other in random.choice((CYRILLIC, CYRILLIC, GREEK)):
        text = text.replace(latin, other)
    return _case(kind, person, _named(person, text.title(), random))


def _married(kind: str, person: Person, random: Random) -> Case:
    last = random.choice(MARRIED_NAMES)
    if random.random() < 0.3:
        last = f"{person.last_name}-{last}"
    return _case(kind, person, _named(person, f"{person.first_name} {last}", random))


def _former_employer(kind: str, person: Person, random: Random) -> Case:
    row = row_of(person, random)
    employer = previous_employer(person)
    is_known = known_previous_employer(person) is not None
    row["company"] = _spelled(employer.name, random)
    if "domain" in row:
        row["domain"] = employer.domain
    if row.get("email") == person.work_email and (is_known or "linkedin url" in row):
        row["email"] = f"{person.slug}@{employer.domain}"
    if not is_known and not {"email", "linkedin url"} & row.keys():
        # Otherwise nobody could tell.
        row["linkedin url"] = person.linkedin
    return _case(kind, person, row)


def _colleague(kind: str, person: Person, random: Random) -> Case:
    other = random.choice([each for each in employees_of(person.company) if each != person])
    row = row_of(other, random)
    if random.random() < 0.5:
        # The columns don't fit: the email is that of the person who was found.
        row["email"] = person.work_email
    return _case(kind, person, row, is_same=False)


def _namesake(kind: str, person: Person, random: Random) -> Case:
    others = [number for number in _people_by_name()[person.full_name] if number != person.number]
    if others:
        other = person_by_number(random.choice(others), seed=DEFAULT_SEED)
    else:
        number = (person.number + random.randrange(40, 9000)) % PERSON_COUNT
        elsewhere = person_by_number(number, seed=DEFAULT_SEED)
        other = elsewhere._replace(first_name=person.first_name, last_name=person.last_name)
    return _case(kind, person, row_of(other, random), is_same=False)


@lru_cache
def _people_by_name() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number in range(PERSON_COUNT):
        name = person_by_number(number, seed=DEFAULT_SEED).full_name
        found.setdefault(name, []).append(number)
    return found


KINDS: dict[str, Callable[[str, Person, Random], Case]] = {
    "typo": _typo,
    "swapped names": _swapped,
    "initials": _initials,
    "nickname": _nickname,
    "diacritics": _diacritics,
    "transliteration": _transliterated,
    "married name": _married,
    "former employer": _former_employer,
    "colleague": _colleague,
    "namesake": _namesake,
}


_FIELDS = {
    "full name": "full_name", "company": "company_name", "domain": "company_domain",
    "email": "email", "linkedin url": "linkedin_url", "country": "location",
}  # fmt: skip


def payload_of(row: Row) -> Json:
    """Return the payload of a bulk request for a row."""
    return build_person_payload({_FIELDS[column]: text for column, text in row.items()})
