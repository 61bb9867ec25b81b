"""What the vendor answers to each operation, and what it charges for it.

Everybody exists unless the identifier has "nobody" in it; who has "emailonly" in it has no phone.
The charges follow the vendor's published rules and bills, not the code under test.
"""

import json
import math
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tests.money.vendor_rules import Rules

CONTACT_TYPES = ("promotion", "companyChange")
NEWS = ("risk", "commercialActivity", "corporateStrategy", "financialEvents", "people",
        "marketIntelligence", "productActivity")  # fmt: skip
COMPANY_TYPES = (
    *(f"{kind}{way}" for kind in ("websiteTraffic", "itSpend") for way in ("Increase", "Decrease")),
    *(f"headcount{way}{months}m" for way in ("Increase", "Decrease") for months in (1, 3, 6, 12)),
    "surgeInHiring", "surgeInHiringByDepartment", "surgeInHiringByLocation",
    *(f"{kind}News" for kind in NEWS),
)  # fmt: skip
# V3 knows one more.
V3_COMPANY_TYPES = (*COMPANY_TYPES, "linkedinActivityIntent")
# Signals of a type that a record has within the default period.
SIGNALS_OF_TYPE = 6


class Answer(NamedTuple):
    """A response: its body without a charge, the credits it charges, and who was asked for.

    `states` is the path of the charge in the body, or None where the vendor doesn't state it;
    `elsewhere` is the part of the credits that the body already states at another place.
    """

    body: dict[str, Any]
    credits: float = 0
    people: tuple[str, ...] = ()
    states: tuple[str, ...] | None = ("billing", "creditsCharged")
    items: int = 0
    elsewhere: float = 0
    status: int = 200


def refusal(status: int, message: str) -> Answer:
    """Return an error response, which is free."""
    return Answer({"statusCode": status, "message": message}, states=None, status=status)


def listed(value: Any) -> list[str]:
    """Return the texts of a list, or of a text with commas."""
    if isinstance(value, list):
        return [str(entry) for entry in value]
    return [part for part in str(value or "").split(",") if part]


def is_true(value: Any) -> bool:
    """Return whether a parameter of a query or a body is true."""
    return str(value).lower() == "true"


def number_of(value: Any, default: int) -> int:
    """Return a number of a query or a body."""
    return int(value) if str(value or "").isdigit() else default


class Vendor:
    """The account at the vendor: who it revealed, which lookups it repeats, its tables."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.identities: dict[str, str] = {}  # by the vendor's id
        self.revealed: set[tuple[str, str]] = set()
        self.lookups: set[str] = set()
        self.table_ids: set[str] = set()

    # People and companies.

    def id_of(self, identity: str) -> str:
        """Return the vendor's id of an identity."""
        if identity.isdigit():
            return identity
        id_ = str(4_000_000_000 + zlib.crc32(identity.encode()))
        self.identities[id_] = identity
        return id_

    def identity(self, item: dict[str, Any]) -> str:
        """Return one text that identifies whom an item is about."""
        for key in ("personId", "contactId", "companyId", "id"):
            value = str(item.get(key) or "")
            # `contactId` and V2's `id` may be the client's own reference.
            if value and not any(item.get(k) for k in ("email", "domain", "linkedinUrl", "name")):
                return self.identities.get(value, value)
        for key in ("email", "linkedinUrl", "social_link", "domain", "fqdn", "company", "name"):
            if item.get(key):
                return str(item[key]).lower()
        employer = (item.get("companies") or [{}])[0]
        company = item.get("companyName") or item.get("companyDomain") or employer.get("name")
        name = item.get("fullName") or item.get("full_name")
        name = name or f"{item.get('firstName', '')} {item.get('lastName', '')}"
        return f"{name} @ {company or employer.get('domain')}".lower()

    def fields_of(self, identity: str) -> set[str]:
        """Return which contact data a person has."""
        return {"emails"} if "emailonly" in identity else {"emails", "phones"}

    def reveal(self, identity: str, fields: Iterable[str]) -> float:
        """Return the credits of data points, each charged once per account."""
        actions = {"emails": "revealEmail", "phones": "revealPhone", "company": "revealCompany"}
        fields = list(fields)
        new = [field for field in fields if (identity, field) not in self.revealed]
        self.revealed.update((identity, field) for field in new)
        # The price list doesn't name the fields of a company, which cost 1 credit each.
        price = sum(self.rules.price(actions[field], 1) if field in actions else 1 for field in new)
        return price if fields else 1

    def search_price(self, noun: str, results: int) -> float:
        """Return the credits of a search with this many results."""
        return self.rules.price(f"{noun}Search", results)

    def is_repeated(self, *parts: Any) -> bool:
        """Return whether V2 had this same lookup before, which it doesn't count again."""
        key = json.dumps(parts, sort_keys=True)
        is_known = key in self.lookups
        self.lookups.add(key)
        return is_known

    # Records.

    def person(self, identity: str, fields: Iterable[str]) -> dict[str, Any]:
        """Return a person in V3's shape."""
        name = identity.split("@")[0].strip() or "x"
        emails = [{"email": f"{name}@work.example", "type": "work", "confidence": "A"}]
        phones = [{"number": "+1 344 555 0100", "type": "mobile", "doNotCall": False}]
        return {
            "id": self.id_of(identity),
            "firstName": "Ada",
            "lastName": name,
            "fullName": f"Ada {name}",
            "jobTitle": {"title": "Partner", "departments": ["Legal"], "seniority": "Senior"},
            "company": {"id": "30000001", "name": "Firm", "domain": "firm.example"},
            "emails": emails if "emails" in fields else [],
            "phones": phones if "phones" in fields else [],
        }

    def v2_person(self, identity: str, fields: Iterable[str]) -> dict[str, Any]:
        """Return a person in V2's shape."""
        person = self.person(identity, fields)
        return {
            "personId": int(person["id"]) if person["id"].isdigit() else person["id"],
            "companyId": 30000001,
            **{key: person[key] for key in ("firstName", "lastName", "fullName", "jobTitle")},
            "emailAddresses": [
                {"email": e["email"], "emailType": e["type"], "emailConfidence": e["confidence"]}
                for e in person["emails"]
            ],
            "phoneNumbers": [
                {"number": p["number"], "phoneType": p["type"], "doNotCall": False}
                for p in person["phones"]
            ],
        }

    def company(self, identity: str) -> dict[str, Any]:
        """Return a company, whose few fields both versions share."""
        id_ = self.id_of(identity)
        return {"id": id_, "name": f"Firm {identity}", "domain": f"{id_}.example"}

    def signals(self, types: Sequence[str], each: int, *, company: bool) -> dict[str, Any]:
        """Return signals of these types."""
        entry = {"signalDate": "2026-06-01", "newCompany": "Firm", "previousCompany": "Old firm"}
        return {
            type_: [{**entry, "signalId": f"{n}", "id": f"{n}"} if company else {**entry, "id": "1"}
                    for n in range(each)]
            for type_ in types
        }  # fmt: skip

    def signal_types(self, names: Any, noun: str, *, v3: bool) -> list[str]:
        """Return the types that the names select."""
        selected = listed(names)
        if "allSignals" not in selected:
            return selected
        every = V3_COMPANY_TYPES if v3 else COMPANY_TYPES
        return list(CONTACT_TYPES if noun == "contact" else every)

    def signal_price(self, noun: str, number: int) -> float:
        """Return the credits of signals that are delivered."""
        return self.rules.price(f"showSignals{noun.title()}", number)

    def signals_each(self, params: dict[str, Any]) -> int:
        """Return how many signals of each type an answer has."""
        return min(SIGNALS_OF_TYPE, number_of(params.get("maxResultsPerSignal"), SIGNALS_OF_TYPE))

    def page(self, page: Any, size: Any, *, default: int, most: int) -> tuple[int, range]:
        """Return the size of a page and the numbers of its results."""
        per_page = min(most, number_of(size, default))
        start = number_of(page, 0) * per_page
        return per_page, range(start, max(start, min(start + per_page, self.rules.total_results)))

    def balance(self, spent: float) -> dict[str, int]:
        """Return the credits of the account."""
        used, total = math.ceil(spent), self.rules.credits
        return {"used": used, "total": total, "remaining": total - used}
