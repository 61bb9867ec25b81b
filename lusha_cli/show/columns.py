"""How answers are laid out, as data: where their records are, and which columns a table shows."""

import re
from typing import Literal, NamedTuple


class Column(NamedTuple):
    """One column of a table: `key` is a dotted path into the record.

    `otherwise` are paths to look at, in this order, where there is nothing at `key`.
    """

    key: str
    header: str = ""
    justify: Literal["left", "right"] = "left"
    otherwise: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What stands above the column."""
        return self.header or humanised(self.key)


class Layout(NamedTuple):
    """How an answer is shown and where its records are.

    `records` is the dotted path to the record, or to the list or map of records; "" is the body
    itself. A map of records (`{"17": {…}, "18": {…}}`) is one only where `key` is set: its keys
    then go into the records under that name. Of `columns`, a table leaves out those that no
    record fills; without any, they derive from the records.
    """

    records: str
    card: Literal["person", "company", "usage"] | None = None
    columns: tuple[Column, ...] = ()
    key: str = ""


PERSON = Layout(records="contact.data", card="person")
COMPANY = Layout(records="data", card="company")
USAGE = Layout(records="usage", card="usage", key="name")
PEOPLE = Layout(
    records="contacts",
    key="contactId",
    columns=(
        Column("contactId", header="ID"),
        Column("data.fullName", header="Name"),
        Column(
            "data.emailAddresses.email",
            header="Email",
            otherwise=("data.emailAddresses.address", "data.emails"),
        ),
        Column("data.phoneNumbers.number", header="Phone", otherwise=("data.phones",)),
        Column("data.phoneNumbers.doNotCall", header="Do not call"),
        Column("error.name", header="Error"),
    ),
)
# The answer is keyed by the ids that were sent; the records have other ids of their own.
COMPANIES = Layout(
    records="",
    key="sentId",
    columns=(
        Column("sentId", header="ID"),
        Column("name"),
        Column("fqdn", header="Domain", otherwise=("domain",)),
        Column("mainIndustry", header="Industry"),
        Column("country"),
        Column("error.name", header="Error"),
    ),
)
RAW = Layout(records="")
KEY_VALUES = RAW
CONFIG = Layout(records="", columns=(Column("key"), Column("value"), Column("source")))
SANDBOX_PEOPLE = Layout(
    records="", columns=(Column("fullName"), Column("email"), Column("company"))
)

_WRITTEN = {"id": "ID", "ids": "IDs", "url": "URL", "linkedin": "LinkedIn"}


def humanised(key: str) -> str:
    """A key as a person would write it: `company.linkedinUrl` is `Company LinkedIn URL`.

    The months of a signal stand apart: `headcountIncrease3m` is `Headcount increase 3m`.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z]|\d+m$)|[._]", " ", key)
    text = " ".join(_WRITTEN.get(word, word) for word in spaced.lower().split())
    return text[:1].upper() + text[1:] or key
