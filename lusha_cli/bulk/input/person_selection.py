"""Choose the columns that identify the person of each row, and no other person."""

from collections import Counter
from collections.abc import Sequence

from lusha_cli.bulk.input import column_values as kinds
from lusha_cli.bulk.input import field_claims
from lusha_cli.bulk.input import headings as meanings
from lusha_cli.bulk.input.field_claims import ANOTHER_PERSON, Claim
from lusha_cli.bulk.input.heading_tokens import client_words
from lusha_cli.bulk.input.heading_words import COMPANY, CONTACT, OTHER
from lusha_cli.bulk.input.selection import (
    PERSON_IDENTIFIERS,
    Selection,
    Unused,
    are_company_names,
    emails_match_names,
    names_of,
)
from lusha_cli.parsing.mailboxes import is_role_address

_NAME_FIELDS = ("full_name", meanings.BARE_NAME, "first_name", "last_name",
                meanings.LAST_FIRST_NAME)  # fmt: skip
_PERSONAL_FIELDS = (*PERSON_IDENTIFIERS, *_NAME_FIELDS)
_OTHER_FIELDS = ("company_name", "company_fqdn", "job_title", "location", "name_infix", "phone")


def select_for_people(
    claims: Sequence[Claim], overrides: dict[str, list[str]], mapped: Sequence[Claim]
) -> Selection:
    """Return the columns of each field of a person.

    `overrides` are the columns of the fields that the user mapped, and `mapped` the claims of
    those columns; `claims` are those of all others.
    """
    chooser = _PersonChooser(claims, mapped)
    columns = {} if chooser.is_about_somebody_else(overrides) else chooser.columns()
    chosen = {**columns, **overrides}
    problem = chooser.problem(chosen)
    reversed_names = {c.column.name for c in claims if c.field == meanings.LAST_FIRST_NAME}
    pages = () if "linkedin_url" in overrides or not columns else chooser.profile_pages()
    return Selection(chosen, chooser.unused(chosen), frozenset(reversed_names), pages, problem)


class _PersonChooser:
    """The claims of an input of people, reduced to those of one person of each row."""

    def __init__(self, claims: Sequence[Claim], mapped: Sequence[Claim]) -> None:
        self._all = [*claims]
        self._mapped = mapped
        # Beside `Name 2`, `Email 2` is that of a second person.
        self._second = {
            claim.column.heading.number for claim in claims if claim.field in _NAME_FIELDS
        } - {1}
        self._entity = self._choose_entity()
        self._certain = [
            claim
            for claim in claims
            if claim.field and claim.is_certain and self._is_of_entity(claim)
        ]
        self._company_names = self._of("company_name")
        self._names = self._choose_names()

    def _of(self, *fields: str) -> list[Claim]:
        return [claim for claim in self._certain if claim.field in fields]

    def _choose_entity(self) -> str:
        """Return which of several people of a row is looked up: the contact, else the first."""
        mapped = [c for c in self._mapped if c.column.heading.subject == CONTACT]
        if mapped:
            return mapped[0].entity
        counts = Counter(
            self._entity_of(claim)
            for claim in self._all
            if claim.field in _PERSONAL_FIELDS and claim.is_certain
        )
        if "" in counts or not counts:
            return ""
        # The first one with most columns; the second contact only if there is no first, and who
        # bought a ticket only if nobody attends.
        return max(
            counts, key=lambda entity: (":" not in entity, entity != "buyer", counts[entity])
        )

    def _entity_of(self, claim: Claim) -> str:
        number = claim.column.heading.number
        return claim.entity or (f":{number}" if number in self._second else "")

    def _is_of_entity(self, claim: Claim) -> bool:
        if claim.field in _PERSONAL_FIELDS:
            return self._entity_of(claim) == self._entity
        return claim.entity in ("", self._entity)

    def is_about_somebody_else(self, overrides: dict[str, list[str]]) -> bool:
        """Return whether the user mapped an identifier of a person other than the contact.

        The other columns of the row would then be of another person.
        """
        return any(
            claim.column.heading.subject == OTHER
            for claim in self._mapped
            if any(claim.column.name in overrides.get(f, ()) for f in PERSON_IDENTIFIERS)
        )

    def columns(self) -> dict[str, list[str]]:
        """Return the columns of each field, without those that the user mapped."""
        found = {
            field: names_of(self._of(field)) for field in (*PERSON_IDENTIFIERS, *_OTHER_FIELDS)
        }
        found |= {field: names_of(claims) for field, claims in self._names.items()}
        websites = [c for c in self._of(field_claims.WEBSITE) if c.is_certain]
        found["company_domain"] = names_of(websites)
        if not found["company_name"] and not found["company_domain"]:
            found["company_domain"] = names_of(self._by_value(field_claims.WEBSITE))
        for field in PERSON_IDENTIFIERS:
            if not self._of(field):
                found[field] += names_of(self._by_value(field))
        if not found["phone"]:
            found["phone"] = names_of(self._by_value("phone"))
        found["person_id"] = [
            claim.column.name
            for claim in self._all
            if claim.field == field_claims.OWN_ID and claim.column.heading.subject != COMPANY
        ]
        return {field: names for field, names in found.items() if names}

    def profile_pages(self) -> tuple[str, ...]:
        """Return the website columns, but not those of the company's website."""
        pages = [
            claim
            for claim in self._of(field_claims.WEBSITE, field_claims.URL)
            if claim.column.heading.subject != COMPANY
            and claim.column.heading.meaning in (meanings.WEBSITE, meanings.PROFILE_URL)
        ]
        return tuple(names_of(pages))

    def _by_value(self, field: str) -> list[Claim]:
        """Return the columns used for their values only; none if their person is unclear."""
        found = [claim for claim in self._all if claim.field == field and not claim.is_certain]
        found = [c for c in found if not c.column.values.is_repetitive and c.entity == ""]
        if field not in PERSON_IDENTIFIERS:
            return found if len(found) == 1 else []
        names = [claim.column.values for claims in self._names.values() for claim in claims]
        if matching := [c for c in found if emails_match_names(c.column.values, names)]:
            return matching
        is_identified = bool(
            self._of(*PERSON_IDENTIFIERS)
            or (names and (self._company_names or self._of(field_claims.WEBSITE)))
        )
        return found if len(found) == 1 and not is_identified else []

    def _choose_names(self) -> dict[str, list[Claim]]:
        """Return the columns of the name fields; a column called name may be any of them."""
        first, last = self._of("first_name"), self._of("last_name")
        full = self._of("full_name", meanings.LAST_FIRST_NAME)
        for claim in self._of(meanings.BARE_NAME):
            heading = claim.column.heading
            if last and not first and heading.is_ambiguous_name:
                first = [claim]
            elif first and not last and any(c.column.heading.makes_name_a_last_name for c in first):
                last = [claim]
            elif (
                # Beside `Contact Name`, a name may be that of the company.
                not self._of("full_name")
                and not self._is_of_company(claim)
                and self._matches_parts(claim, first, last)
            ):
                full.append(claim)
        full = [claim for claim in full if not self._may_be_client(claim)]
        return {"first_name": first, "last_name": last, "full_name": full}

    def _may_be_client(self, name: Claim) -> bool:
        """Return whether a name of customers or suppliers may be that of companies."""
        if client_words().isdisjoint(name.column.heading.words):
            return False
        personal = self._of(*PERSON_IDENTIFIERS, "first_name", "last_name")
        return self._is_of_company(name) or not any(c.entity == name.entity for c in personal)

    def _matches_parts(self, name: Claim, first: list[Claim], last: list[Claim]) -> bool:
        """Return whether a column called name repeats the first and last names beside it."""
        if not (first and last):
            return True
        parts = [first[0].column.values, last[0].column.values]
        return name.column.values.filled == 0 or all(
            emails_match_names(name.column.values, [part]) for part in parts
        )

    def _is_of_company(self, claim: Claim) -> bool:
        """Return whether a column called name holds the names of companies."""
        others = self._of(field_claims.WEBSITE, "company_name", field_claims.COMPANY_EMAIL)
        if are_company_names(claim.column.values, [c.column.values for c in others]):
            return True
        # Columns that only companies have, and none that only people have.
        return bool(
            self._of(field_claims.COMPANY_ATTRIBUTE) and not self._company_names
        ) and not self._of(*PERSON_IDENTIFIERS, "first_name", "last_name", "job_title")

    def problem(self, chosen: dict[str, list[str]]) -> str:
        """Return why the input isn't of people, or ""."""
        has_person = chosen.keys() & {"person_id", "linkedin_url", "first_name", "last_name",
                                      "full_name"}  # fmt: skip
        has_company = self._of("company_name", field_claims.WEBSITE, field_claims.COMPANY_EMAIL,
                               field_claims.COMPANY_ATTRIBUTE)  # fmt: skip
        if has_person or not has_company or self._mapped:
            return ""
        emails = [c for c in self._all if c.column.name in chosen.get("email", ())]
        if emails and not all(_are_role_addresses(claim) for claim in emails):
            return ""
        return "companies"

    def unused(self, chosen: dict[str, list[str]]) -> list[Unused]:
        """Return the columns with identifiers that aren't used, and why."""
        used = {name for names in chosen.values() for name in names}
        found = []
        for claim in self._all:
            if claim.column.name in used:
                continue
            reason, field = claim.reason, claim.holds
            if not reason and claim.is_certain and claim.field in PERSON_IDENTIFIERS:
                reason, field = ANOTHER_PERSON, claim.field
            if not reason and claim.field == field_claims.COMPANY_EMAIL:
                reason, field = field_claims.THE_COMPANY, "email"
            if reason and field not in ("phone", field_claims.WEBSITE):
                field = {"id": "person_id", "company_id": ""}.get(field, field)
                found.append(Unused(claim.column.name, reason, field))
        return found


def _are_role_addresses(claim: Claim) -> bool:
    values = claim.column.values
    emails = [text for text in values.texts if text]
    return (
        values.share(kinds.EMAIL) >= kinds.MOSTLY and all(map(is_role_address, emails))
    ) or not values.filled
