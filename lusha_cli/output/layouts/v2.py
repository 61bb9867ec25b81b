"""How answers are laid out, as data: where their records are, and which columns a table shows."""

import re
from typing import Literal, NamedTuple

Form = Literal["plain", "yes", "either", "host", "time", "signal", "phones", "reveals", "named"]


class Column(NamedTuple):
    """One column of a table: `key` is a dotted path into the record.

    `otherwise` are paths to look at, in this order, where there is nothing at `key`; what is
    found at `beside` follows it. `form` says how the record, or the value, is written for people.
    A value that is `whole` is not broken, for it will be copied. What is `spare` is left out where
    not all columns can stand side by side.
    """

    key: str
    header: str = ""
    justify: Literal["left", "right"] = "left"
    otherwise: tuple[str, ...] = ()
    beside: str = ""
    form: Form = "plain"
    whole: bool = False
    spare: bool = False

    @property
    def title(self) -> str:
        """What stands above the column."""
        return self.header or humanised(self.key)


class Part(NamedTuple):
    """A list of records in a record, shown as a table below it.

    A map of records there is one where `name` is set: its keys go into the records under it.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    name: str = ""


class Layout(NamedTuple):
    """How an answer is shown and where its records are.

    `records` is the dotted path to the record, or to the list or map of records; "" is the body
    itself. A map of records (`{"17": {…}, "18": {…}}`) is one only where `key` is set: its keys
    then go into the records under that name. `rows` says what in each record makes the rows, where
    the record itself does not. `carries` is what of the body each record needs with it where it
    stands alone. A card `shows_failure` where it is drawn although the command fails. Of
    `columns`, a table leaves out those that no record fills;
    without any, they derive from the records. An answer that is one record, and no list, is shown
    by `fields` as lines of name and value, and then `parts`; without any, by all that it holds,
    under the names that the API has for it where the layout `is_raw`.
    """

    records: str
    card: Literal["person", "company", "usage", "checks"] | None = None
    columns: tuple[Column, ...] = ()
    key: str = ""
    rows: Literal["signals", "sub_industries", "cells", "contacts"] | None = None
    carries: str = ""
    shows_failure: bool = False
    fields: tuple[Column, ...] = ()
    parts: tuple[Part, ...] = ()
    is_raw: bool = False


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
            whole=True,
        ),
        Column("data.phoneNumbers", header="Phone", otherwise=("data.phones",), form="phones"),
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
FOUND_CONTACTS = Layout(
    records="contacts",
    carries="requestId",
    columns=(
        Column("name"),
        Column("jobTitle", header="Title"),
        Column("companyName", header="Company"),
        Column("hasWorkEmail", header="Email", otherwise=("hasEmails",), form="yes"),
        Column("hasPhones", header="Phone", form="yes"),
        Column("isShown", header="Shown", form="yes"),
        Column("signalTypes", header="Signals"),
    ),
)
FOUND_COMPANIES = Layout(
    records="companies",
    carries="requestId",
    columns=(
        Column("id", header="ID"),
        Column("name"),
        Column("fqdn", header="Domain", form="host"),
        Column("description"),
        Column("signalTypes", header="Signals"),
    ),
)
ENRICHED_CONTACTS = Layout(
    records="contacts",
    columns=(
        Column("data.fullName", header="Name"),
        Column("data.jobTitle", header="Title"),
        Column("data.companyName", header="Company"),
        Column(
            "data.emailAddresses.email",
            header="Email",
            otherwise=("data.emailAddresses.address", "data.emails"),
            whole=True,
        ),
        Column("data.phoneNumbers", header="Phone", otherwise=("data.phones",), form="phones"),
        Column("isSuccess", header="Found", form="yes", spare=True),
    ),
)
ENRICHED_COMPANIES = Layout(
    records="companies",
    columns=(
        Column("id", header="ID"),
        Column("name"),
        Column("emailDomain", header="Domain", otherwise=("domains.email", "fqdn")),
        Column("mainIndustry", header="Industry"),
        Column("country"),
    ),
)
HAPPENED = Column(
    "signalDate", header="Date", otherwise=("eventEffectiveDate", "articlePublishedDate")
)
CONTACT_SIGNALS = Layout(
    records="contacts",
    key="id",
    rows="signals",
    columns=(
        Column("id", header="ID"),
        Column("signal"),
        HAPPENED,
        Column("currentTitle", header="What", form="signal"),
    ),
)
COMPANY_SIGNALS = Layout(
    records="companies",
    key="id",
    rows="signals",
    columns=(
        Column("companyName", header="Company"),
        Column("signal"),
        HAPPENED,
        Column("eventSummary", header="What", form="signal"),
    ),
)
SIGNAL_OPTIONS = Layout(records="signals")
LIST = Layout(records="")
COMPANY_NAMES = Layout(
    records="",
    columns=(
        Column("companyId", header="ID"),
        Column("name"),
        Column("fqdn", header="Domain", form="host"),
    ),
)
INDUSTRIES = Layout(
    records="",
    rows="sub_industries",
    columns=(
        Column("main_industry_id", header="ID"),
        Column("main_industry", header="Industry"),
        Column("sub_industries.id", header="Sub-ID"),
        Column("sub_industries.value", header="Sub-industry"),
    ),
)
ALIKE_CONTACTS = Layout(
    records="results",
    columns=(
        Column("contactId", header="ID", otherwise=("id",)),
        Column("firstName", header="Name", beside="lastName"),
        Column("jobTitle.title", header="Title"),
        Column("company.name", header="Company"),
        Column("location.country", header="Country"),
    ),
)
ALIKE_COMPANIES = Layout(
    records="results",
    columns=(
        Column("name"),
        Column("domain"),
        Column("employeeCount", header="Employees", justify="right"),
        Column("industry"),
        Column("location.country", header="Country"),
    ),
)
RECOMMENDED_CONTACTS = Layout(
    records="contacts",
    columns=(
        Column("personId", header="Person ID"),
        Column("companyId", header="Company ID"),
        Column("name"),
        Column("jobTitle", header="Title"),
        Column("companyName", header="Company"),
    ),
)
RECOMMENDED_COMPANIES = Layout(
    records="companies",
    columns=(
        Column("companyId", header="ID"),
        Column("name"),
        Column("fqdn", header="Domain", form="host"),
        Column("description"),
    ),
)
RAW = Layout(records="", is_raw=True)
KEY_VALUES = Layout(records="")
PREVIEW = Layout(
    records="",
    fields=(
        Column("method"),
        Column("url", header="URL"),
        Column("body"),
        Column("requests"),
        Column("cost"),
    ),
)
CHECKS = Layout(records="", card="checks", shows_failure=True)
CONFIG = Layout(
    records="", columns=(Column("key"), Column("value"), Column("source"), Column("meaning"))
)
RUNS = Layout(
    records="",
    columns=(
        Column("id", header="ID", whole=True),
        Column("source"),
        Column("state"),
        Column("rows", justify="right"),
        Column("answered", justify="right", spare=True),
        Column("statuses.matched", header="Matched", justify="right"),
        Column("credits", justify="right"),
        Column("started", form="time", whole=True),
    ),
)
RUN = Layout(
    records="",
    fields=(
        Column("id", header="ID"),
        Column("kind"),
        Column("source"),
        Column("where"),
        Column("options", form="named"),
        Column("reading", form="named"),
        Column("state"),
        Column("why"),
        Column("rows"),
        Column("items"),
        Column("answered"),
        Column("statuses", form="named"),
        Column("requestsUnanswered", header="Unanswered"),
        Column("credits"),
        Column("creditsAreExact", header="Exact", form="either"),
        Column("started", form="time"),
        Column("lastAnswer", form="time"),
        Column("out", header="Written to"),
        Column("goOn", header="Go on", whole=True),
    ),
)
SUPPRESSED = Layout(records="", columns=(Column("who"), Column("suppressed", form="either")))
SANDBOX_PEOPLE = Layout(
    records="", columns=(Column("fullName"), Column("email"), Column("company"))
)
REPLAYED = Layout(
    records="",
    columns=(
        Column("id", header="ID"),
        Column("type"),
        Column("entity"),
        Column("received", form="time"),
        Column("state"),
        Column("error"),
    ),
)

_WRITTEN = {"id": "ID", "ids": "IDs", "url": "URL", "linkedin": "LinkedIn"}


def humanised(key: str) -> str:
    """A key as a person would write it: `company.linkedinUrl` is `Company LinkedIn URL`.

    The months of a signal stand apart: `headcountIncrease3m` is `Headcount increase 3m`.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z]|\d+m$)|[._]", " ", key)
    text = " ".join(_WRITTEN.get(word, word) for word in spaced.lower().split())
    return text[:1].upper() + text[1:] or key
