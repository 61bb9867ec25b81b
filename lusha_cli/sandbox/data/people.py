"""The 20,000 people of the sandbox: computed from the seed on demand, never stored.

Ids, links and addresses contain the number of a person, so that no lookup has to search.
"""

from functools import lru_cache
from itertools import islice
from random import Random
from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import (
    COMPANY_COUNT,
    DEFAULT_SEED,
    Company,
    company_by_domain,
    company_by_number,
    number_of_id,
    to_ascii,
)
from lusha_cli.sandbox.data.names import (
    DEPARTMENTS,
    FIRST_NAMES,
    LAST_NAMES,
    LOCATIONS,
    SENIORITIES,
)

EMPLOYEES_PER_COMPANY = 20
PERSON_COUNT = COMPANY_COUNT * EMPLOYEES_PER_COMPANY
FIRST_ID = 4_100_000_000
PRIVATE_EMAIL_DOMAIN = "mailbox.example"


class Phone(NamedTuple):
    """A phone number that the API may reveal."""

    number: str
    type: str
    do_not_call: bool


class Person(NamedTuple):
    """One person; `number` is the position among the 20,000."""

    number: int
    first_name: str
    last_name: str
    company: Company

    @property
    def id(self) -> int:
        """Return the id in the API."""
        return FIRST_ID + self.number * 13

    @property
    def full_name(self) -> str:
        """Return the first and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def slug(self) -> str:
        """Return the name in links and addresses, in ASCII."""
        return f"{to_ascii(self.first_name)}.{to_ascii(self.last_name)}"

    @property
    def linkedin(self) -> str:
        """Return the LinkedIn profile; its last part contains the number."""
        return f"https://www.linkedin.com/in/{self.slug.replace('.', '-')}-{self.number:05x}"

    @property
    def work_email(self) -> str:
        """Return the address at the company."""
        return f"{self.slug}@{self.company.domain}"

    @property
    def private_email(self) -> str:
        """Return the private address; it contains the number."""
        return f"{self.slug}.{self.number}@{PRIVATE_EMAIL_DOMAIN}"

    @property
    def is_partial(self) -> bool:
        """Return whether the profile is partial: about 3 in 100, never the first."""
        return self.number % 33 == 32


@lru_cache(maxsize=PERSON_COUNT)
def person_by_number(number: int, *, seed: int) -> Person:
    """Return the person with a number from 0."""
    company_number, position = divmod(number, EMPLOYEES_PER_COMPANY)
    # Steps coprime to the lists' lengths: within a company, no two share a first name.
    first_name = FIRST_NAMES[(company_number * 11 + position * 7 + _shift(seed)) % len(FIRST_NAMES)]
    last_name = LAST_NAMES[
        (company_number * 5 + position * 9 + company_number // 62 + _shift(seed)) % len(LAST_NAMES)
    ]
    return Person(number, first_name, last_name, company_by_number(company_number, seed=seed))


def _shift(seed: int) -> int:
    return (seed - DEFAULT_SEED) * 3


@lru_cache(maxsize=COMPANY_COUNT)
def employees_of(company: Company) -> tuple[Person, ...]:
    """Return the 20 people of a company."""
    return tuple(
        person_by_number(company.number * EMPLOYEES_PER_COMPANY + position, seed=company.seed)
        for position in range(EMPLOYEES_PER_COMPANY)
    )


def person_by_id(text: str, *, seed: int) -> Person | None:
    """Return the person with the id `text`, or None."""
    number = number_of_id(text, first=FIRST_ID, step=13)
    if number is None or number >= PERSON_COUNT:
        return None
    return person_by_number(number, seed=seed)


def person_by_email(text: str, *, seed: int) -> Person | None:
    """Return the person with that work or private address, or None."""
    local, _, host = text.strip().lower().partition("@")
    if host == PRIVATE_EMAIL_DOMAIN:
        digits = local.rpartition(".")[2]
        person = _person_by_digits(digits, base=10, seed=seed)
        # The number alone doesn't identify anybody: the name before it must fit too.
        return person if person and person.private_email == text.strip().lower() else None
    employer = company_by_domain(host, seed=seed)
    return next((p for p in employees_of(employer) if p.slug == local), None) if employer else None


def person_by_linkedin(text: str, *, seed: int) -> Person | None:
    """Return the person with that LinkedIn profile, in any variant of the link."""
    name = text.strip().lower().split("?")[0].split("#")[0].rstrip("/").rpartition("/in/")[2]
    person = _person_by_digits(name.rpartition("-")[2], base=16, seed=seed)
    return person if person and person.linkedin.endswith(f"/in/{name}") else None


def person_by_name(full_name: str, employer: Company) -> Person | None:
    """Return the person with that name at a company, ignoring case and accents."""
    ascii_name = to_ascii(" ".join(full_name.split()))
    return next((p for p in employees_of(employer) if to_ascii(p.full_name) == ascii_name), None)


def _person_by_digits(text: str, *, base: int, seed: int) -> Person | None:
    try:
        # int() also accepts `+5` and `1_0`, so that the callers compare the whole text.
        number = int(text, base)
    except ValueError:
        return None
    return person_by_number(number, seed=seed) if 0 <= number < PERSON_COUNT else None


def sample_people(*, seed: int = DEFAULT_SEED, limit: int) -> list[Json]:
    """Return people to try commands with; the same for each seed, Ada Byrne first."""
    # One person of each company before their colleagues; only those with a work address.
    candidates = (
        person_by_number(company_number * EMPLOYEES_PER_COMPANY + position, seed=seed)
        for position in range(EMPLOYEES_PER_COMPANY)
        for company_number in range(COMPANY_COUNT)
    )
    listed = (p for p in candidates if profile(p)["work"] and not p.is_partial)
    return [
        {
            "id": str(person.id),
            "fullName": person.full_name,
            "email": person.work_email,
            "linkedinUrl": person.linkedin,
            "company": person.company.name,
            "domain": person.company.domain,
        }
        for person in islice(listed, limit)
    ]


@lru_cache(maxsize=PERSON_COUNT)
def profile(person: Person) -> Json:
    """Return job, location and contact data of a person. Callers must not modify it."""
    random = Random(f"{person.company.seed}:person:{person.number}")
    department, titles = random.choice(DEPARTMENTS)
    rank = min(random.randrange(9), len(SENIORITIES) - 1)
    seniority, seniority_id, pattern = SENIORITIES[rank]
    title = pattern.format(department) if pattern else random.choice(titles)
    # Drawn for the first person too, so that all profiles use the same sequence of values.
    has_work, has_private, phones = random.random(), random.random(), random.random()
    is_first = person.number == 0
    # The API returns the type `phone` although its documented types don't include it.
    types = ["mobile", "direct"] if is_first else random.choice((["mobile"], ["direct"], ["phone"]))
    numbers = [
        # The numbers 555-0100 to 555-0199 are reserved for fiction, so that nobody is called.
        Phone(
            f"+1 {random.randint(2, 9)}{random.randint(10, 99)} 555 01{random.randint(0, 99):02}",
            type_,
            do_not_call=position == 1 if is_first else random.random() < 0.1,
        )
        for position, type_ in enumerate(types)
    ]
    return {
        "title": title,
        "seniority": seniority,
        "seniority_id": seniority_id,
        "department": department,
        "location": LOCATIONS[0] if is_first else random.choice(LOCATIONS),
        "work": is_first or has_work < 0.85,
        "private": is_first or has_private < 0.4,
        "phones": numbers if is_first or phones < 0.6 else [],
        "started": f"{random.randint(2015, 2025)}-{random.randint(1, 12):02}-01",
        "updated": f"2026-{random.randint(1, 9):02}-{random.randint(1, 28):02}",
        "followers": random.randint(40, 9000),
        "changes": [random.randint(0, 720) for _ in range(random.randrange(3))],
    }
