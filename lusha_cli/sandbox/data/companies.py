"""The 1,000 companies of the sandbox: computed from the seed on demand, never stored."""

import unicodedata
from functools import lru_cache
from random import Random
from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.sandbox.data.names import (
    ADJECTIVES,
    INDUSTRIES,
    LOCATIONS,
    NOUNS,
    REVENUES,
    SIZES,
    TECHNOLOGIES,
    TOPICS,
    Location,
)

COMPANY_COUNT = len(ADJECTIVES) * len(NOUNS)
FIRST_ID = 30_000_000
DEFAULT_SEED = 1843

# Coprime to the 1,000 names, so that adjacent numbers do not get adjacent names.
_STRIDE = 413


class Company(NamedTuple):
    """One company; `number` is its position among the 1,000."""

    number: int
    name: str
    domain: str
    seed: int

    @property
    def id(self) -> int:
        """Return the id in the API."""
        return FIRST_ID + self.number * 17

    @property
    def slug(self) -> str:
        """Return the name in links."""
        return self.domain.removesuffix(".example")

    @property
    def is_partial(self) -> bool:
        """Return whether the profile is partial: about 3 in 100, never the first."""
        return self.number % 31 == 30


@lru_cache(maxsize=COMPANY_COUNT)
def company_by_number(number: int, *, seed: int) -> Company:
    """Return the company with a number from 0."""
    code = (number * _STRIDE + _shift(seed)) % COMPANY_COUNT
    adjective, noun = ADJECTIVES[code // len(NOUNS)], NOUNS[code % len(NOUNS)]
    # The top-level domain .example is reserved: an email to the sandbox's people reaches nobody.
    domain = f"{adjective}-{noun}.example".lower()
    return Company(number, f"{adjective} {noun}", domain, seed)


def company_by_id(text: str, *, seed: int) -> Company | None:
    """Return the company with the id `text`, or None."""
    number = number_of_id(text, first=FIRST_ID, step=17)
    if number is None or number >= COMPANY_COUNT:
        return None
    return company_by_number(number, seed=seed)


def number_of_id(text: str, *, first: int, step: int) -> int | None:
    """Return the number behind an id, for ids that start at `first` in steps of `step`."""
    id_ = read_integer(text, max_digits=20)
    if id_ is None:
        return None
    number, rest = divmod(id_ - first, step)
    return number if rest == 0 and number >= 0 else None


def company_by_name(text: str, *, seed: int) -> Company | None:
    """Return the company with that name, in any case, or None."""
    return _by_name_words(text.lower().split(), seed=seed)


def company_by_domain(text: str, *, seed: int) -> Company | None:
    """Return the company with that domain, with or without `www.`, scheme and path."""
    host = text.strip().lower().split("://")[-1].split("/")[0].removeprefix("www.")
    slug, _, ending = host.rpartition(".")
    return _by_name_words(slug.split("-"), seed=seed) if ending == "example" else None


def _by_name_words(words: list[str], *, seed: int) -> Company | None:
    if len(words) != 2:
        return None
    adjective, noun = words[0].title(), words[1].title()
    if adjective not in ADJECTIVES or noun not in NOUNS:
        return None
    code = ADJECTIVES.index(adjective) * len(NOUNS) + NOUNS.index(noun)
    # The modular inverse undoes the stride without a search through all companies.
    number = (code - _shift(seed)) * pow(_STRIDE, -1, COMPANY_COUNT) % COMPANY_COUNT
    return company_by_number(number, seed=seed)


def _shift(seed: int) -> int:
    return (seed - DEFAULT_SEED) * 7 % COMPANY_COUNT


@lru_cache(maxsize=COMPANY_COUNT)
def company_data(company: Company) -> Json:
    """Return the data of a company in a flat object. Callers must not modify it."""
    # A text as the seed gives the same values in every process, which its hash() would not.
    random = Random(f"{company.seed}:company:{company.number}")
    main, sub, sic, naics = random.choice(INDUSTRIES)
    rank = random.randrange(len(SIZES))
    min_size, max_size = SIZES[rank]
    city, state, code, country, iso2, continent, _ = (
        LOCATIONS[0] if company.number == 0 else random.choice(LOCATIONS)
    )
    year = random.randint(1990, 2020)
    round_amount = random.randint(2, 80) * 500_000
    round_type = random.choice(("Seed", "Series A", "Series B"))
    round_date = f"{random.choice(('Mar', 'Jun', 'Oct'))} {random.randint(1, 28)}, {year + 3}"
    return {
        "id": company.id,
        "lushaCompanyId": str(company.id),
        "name": company.name,
        "companySize": [min_size, max_size],
        "employeesInLinkedin": random.randint(min_size, max_size),
        "linkedinFollowers": random.randint(100, 90_000),
        "revenueRange": list(REVENUES[rank]),
        "fqdn": f"www.{company.domain}",
        "emailDomain": company.domain,
        "founded": str(year),
        "companyType": random.choice(("Private company", "Public company")),
        "description": f"{company.name} of {city} works in {sub.lower()} since {year}.",
        "logoUrl": f"https://logos.example/{company.slug}.png",
        "linkedin": f"https://www.linkedin.com/company/{company.slug}",
        "crunchbase": f"https://www.crunchbase.com/organization/{company.slug}",
        "mainIndustry": main,
        "subIndustry": sub,
        "city": city,
        "state": state,
        "stateCode": code,
        "country": country,
        "countryIso2": iso2,
        "continent": continent,
        "rawLocation": f"{random.randint(1, 99)} Market Street; {city}, {state}, {iso2}",
        "specialities": random.sample(("analytics", "automation", "design", "research"), k=2),
        "technologies": [{"name": name} for name in sorted(random.sample(TECHNOLOGIES, k=4))],
        "funding": {
            "rounds": [
                {
                    "currency": "USD",
                    "roundAmount": round_amount,
                    "roundType": round_type,
                    "roundDate": round_date,
                }
            ],
            "totalRounds": 1,
            "totalRoundsAmount": round_amount,
            "currency": "USD",
            "isIpo": False,
            "lastRoundType": round_type,
            "lastRoundAmount": round_amount,
            "lastRoundDate": round_date,
        },
        "intent": {
            "detectedTopics": [
                {
                    "topicName": random.choice(TOPICS),
                    "metadata": {"topicScore": random.randint(60, 99), "topicTrend": "5"},
                }
            ],
            "topicCount": 1,
        },
        "industryPrimaryGroupDetails": {
            "sicCodes": [{"sicCodes": sic, "description": sub}],
            "naicsCodes": [{"naicsCodes": naics, "description": sub}],
        },
    }


def offices(company: Company) -> list[Location]:
    """Return the locations of a company: the head office, and for half of them one more."""
    random = Random(f"{company.seed}:sites:{company.number}")
    city = company_data(company)["city"]
    locations = [location for location in LOCATIONS if location.city == city]
    if random.random() < 0.5:
        locations.append(random.choice([row for row in LOCATIONS if row.city != city]))
    return locations


def contains(text: str, container: str) -> bool:
    """Return whether `text` occurs in `container`, ignoring case and accents."""
    return to_ascii(text) in to_ascii(container)


# Cached, as a search compares the same names and titles for each of 20,000 people.
@lru_cache(maxsize=16_384)
def to_ascii(text: str) -> str:
    """Return text in lower-case ASCII without accents."""
    # Unicode has no decomposition for this letter.
    replaced = text.replace("ø", "o").replace("Ø", "O")
    decomposed = unicodedata.normalize("NFKD", replaced)
    return decomposed.encode("ascii", "ignore").decode().lower()
