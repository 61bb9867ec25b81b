"""The confidence that what the API found is what a row states, from 0 to 100.

Each comparison adds to the logarithm of the odds, as record linkage does (Fellegi and Sunter).
The weights are set so that one contradiction needs an equal identifier to be outweighed, and that
another name can't be outweighed at all.
"""

from collections.abc import Callable, Sequence
from math import exp
from typing import NamedTuple

from lusha_cli.matching.companies import are_same_domains, compare_companies
from lusha_cli.matching.countries import country_of
from lusha_cli.matching.names import Relation, compare_names
from lusha_cli.models import Company, Location, Person
from lusha_cli.parsing.mailboxes import is_public_mailbox

# Rows below this are other people or companies, unless the user sets another limit.
DEFAULT_MIN_MATCH = 70

# The API states that it found the row.
_PRIOR = 1.5
_NAMES: dict[Relation, float] = {
    "same": 1.5, "variant": 1.2, "similar": 0.8, "part": 0.8, "first": -1.5, "last": -3.0,
    "different": -8.0,
}  # fmt: skip
_DIFFERENT_NAME_LIMIT = -1.5
_SAME_COMPANY, _PARTLY_SAME_COMPANY, _FORMER_COMPANY = 2.0, 1.0, 0.5
_OTHER_COMPANY, _OTHER_NAME_AND_DOMAIN = -4.0, -5.0
_SAME_HOST, _OTHER_HOST = 1.5, -1.0
_SAME_EMAIL, _SAME_LINKEDIN = 3.0, 4.0
_OTHER_EMAIL, _OTHER_LINKEDIN = -0.5, -2.5
# If a row states identifiers alone, the API matched the one that looks different, such as an
# earlier email.
_OTHER_IDENTIFIER_ALONE = -0.6
_SAME_COUNTRY, _OTHER_COUNTRY = 0.3, -0.7
_SAME_COMPANY_NAME, _OTHER_COMPANY_NAME = 2.0, -4.0
_SAME_DOMAIN, _OTHER_DOMAIN = 4.0, -2.5


class PersonStatement(NamedTuple):
    """What a row states about a person; "" where it states nothing."""

    name: str = ""
    company: str = ""
    domain: str = ""
    email: str = ""
    linkedin: str = ""
    location: str = ""


class FoundPerson(NamedTuple):
    """What the API found about a person, as far as it is compared; "" where it states nothing.

    `read_location` reads the location, which few rows state.
    """

    first_name: str
    last_name: str
    full_name: str
    company: str
    domain: str
    emails: Sequence[str]
    linkedin: str
    read_location: Callable[[], Location]


def found_person(person: Person) -> FoundPerson:
    """Return what is compared of a person."""
    return FoundPerson(
        person.first_name,
        person.last_name,
        person.full_name,
        person.company.name,
        person.company.domain,
        [email.address for email in person.emails],
        person.linkedin,
        lambda: person.location,
    )


class CompanyStatement(NamedTuple):
    """What a row states about a company."""

    name: str = ""
    domain: str = ""


class Match(NamedTuple):
    """The confidence from 0 to 100, and the fields that differ, such as name and company."""

    score: int
    differences: tuple[str, ...] = ()


def match_person(
    stated: PersonStatement,
    found: FoundPerson,
    former_companies: Callable[[], Sequence[tuple[str, str]]],
) -> Match | None:
    """Return the confidence that `found` is the person of a row, None without a comparison.

    `former_companies` returns name and domain of the earlier employers, if the API states them.
    """
    odds = _PRIOR
    differences = []
    relation = compare_names(stated.name, found.first_name, found.last_name, found.full_name)
    is_compared = relation != "unknown"
    if is_compared:
        odds += _NAMES[relation]
        if relation in ("first", "last", "different"):
            differences.append("name")
    company = _compare_company(stated, found, former_companies)
    if company is not None:
        is_compared = True
        odds += company
        if company <= _FORMER_COMPANY:
            differences.append("company")
    has_others = is_compared
    if stated.email and (email := _compare_email(stated, found)) is not None:
        is_compared = True
        if email < 0:
            email = email if has_others else _OTHER_IDENTIFIER_ALONE
            differences.append("email")
        odds += email
    if stated.linkedin and found.linkedin:
        is_compared = True
        is_same = stated.linkedin == found.linkedin
        if is_same or _profile(stated.linkedin) == _profile(found.linkedin):
            odds += _SAME_LINKEDIN
        else:
            odds += _OTHER_LINKEDIN if has_others else _OTHER_IDENTIFIER_ALONE
            differences.append("linkedin")
    if stated.location and has_others:
        country = _compare_country(stated, found)
        odds += country
        if country < 0:
            differences.append("country")
    if relation == "different":
        odds = min(odds, _DIFFERENT_NAME_LIMIT)
    return Match(_score(odds), tuple(differences)) if is_compared else None


def match_company(stated: CompanyStatement, found: Company) -> Match | None:
    """Return the confidence that `found` is the company of a row, None without a comparison."""
    by_name, by_domain = compare_companies(stated.name, stated.domain, found.name, found.domain)
    if by_name is None and by_domain is None:
        return None
    odds, differences = _PRIOR, []
    if by_name is not None:
        odds += _SAME_COMPANY_NAME if by_name else _OTHER_COMPANY_NAME
        if not by_name:
            differences.append("name")
    if by_domain:
        odds += _SAME_DOMAIN
    elif by_domain is not None:
        odds += _OTHER_IDENTIFIER_ALONE if by_name is None else _OTHER_DOMAIN
        differences.append("domain")
    return Match(_score(odds), tuple(differences))


def _score(odds: float) -> int:
    """Return a score from 0 to 100 of the logarithm of odds."""
    return round(100 / (1 + exp(-odds)))


def _compare_company(
    stated: PersonStatement,
    found: FoundPerson,
    former_companies: Callable[[], Sequence[tuple[str, str]]],
) -> float | None:
    """Return the weight of the company that a row states, None if there is nothing to compare."""
    if not (stated.company or stated.domain):
        return None
    name, domain = stated.company, stated.domain
    by_name, by_domain = compare_companies(name, domain, found.company, found.domain)
    if by_name is None and by_domain is None:
        return None
    if by_name is not False and by_domain is not False:
        return _SAME_COMPANY
    if by_name or by_domain:
        return _PARTLY_SAME_COMPANY
    for former_name, former_domain in former_companies():
        if True in compare_companies(name, domain, former_name, former_domain):
            return _FORMER_COMPANY
    return _OTHER_COMPANY if by_name is None or by_domain is None else _OTHER_NAME_AND_DOMAIN


def _compare_email(stated: PersonStatement, found: FoundPerson) -> float | None:
    """Return the weight of the email that a row states, None if it can't be compared.

    Its host is compared with the company only where the row states no other one.
    """
    email = stated.email.lower()
    for address in found.emails:
        if address == email or address.lower() == email:
            return _SAME_EMAIL
    host = email.rpartition("@")[2]
    domain = found.domain
    if domain and host and not is_public_mailbox(host):
        if are_same_domains(host, domain):
            return _SAME_HOST
        if not (stated.company or stated.domain):
            return _OTHER_HOST
    # An account may see only some of a person's emails.
    return _OTHER_EMAIL if found.emails else None


def _profile(url: str) -> str:
    """Return the part of a LinkedIn profile's URL that names the person."""
    return url.lower().partition("?")[0].rstrip("/").rpartition("/")[2]


def _compare_country(stated: PersonStatement, found: FoundPerson) -> float:
    """Return the weight of the country that a row states, 0 if it can't be compared."""
    country = country_of(stated.location)
    location = found.read_location()
    found_country = location.country_code or country_of(location.country or location.raw)
    if not country or not found_country:
        return 0.0
    return _SAME_COUNTRY if country == found_country.upper() else _OTHER_COUNTRY
