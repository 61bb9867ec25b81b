"""Declare the layouts of V2 responses."""

from lusha_cli.output.layouts.layout import Column, Layout, columns
from lusha_cli.output.layouts.shared_columns import (
    CONTACT_SIGNAL,
    LOOKALIKE_CONTACT_COLUMNS,
    SIGNAL_DATE,
)

_DOMAIN = Column("fqdn", "Domain", formatter="domain")
# Responses name an address `email`, or `address` as in one documented example. Some have plain
# lists of texts instead: `emails` and `phones`.
_EMAILS = Column(
    "data.emailAddresses.email",
    "Email",
    ("data.emailAddresses.address", "data.emails"),
    no_wrap=True,
)
_PHONES = Column("data.phoneNumbers", "Phone", ("data.phones",), formatter="phones")

PERSON_LAYOUT = Layout("contact.data", card="person")
COMPANY_LAYOUT = Layout("data", card="company")
USAGE_LAYOUT = Layout("usage", card="usage", key_field="name")
PERSON_BULK_LAYOUT = Layout(
    "contacts",
    columns("contactId:ID, data.fullName:Name", _EMAILS, _PHONES, "error.name:Error"),
    key_field="contactId",
)
# The response is keyed by the ids that were sent; the records have other ids of their own.
COMPANY_BULK_LAYOUT = Layout(
    columns=columns(
        "sentId:ID, name",
        Column("fqdn", "Domain", ("domain",)),
        "mainIndustry:Industry, country, error.name:Error",
    ),
    key_field="sentId",
)
PROSPECTING_CONTACTS_LAYOUT = Layout(
    "contacts",
    columns(
        "name, jobTitle:Title, companyName:Company",
        Column("hasWorkEmail", "Email", ("hasEmails",), formatter="yes"),
        *columns("hasPhones:Phone, isShown:Shown", formatter="yes"),
        "signalTypes:Signals",
    ),
    # Enriching a result needs the requestId of its search.
    inherit_key="requestId",
)
PROSPECTING_COMPANIES_LAYOUT = Layout(
    "companies",
    columns("id, name", _DOMAIN, "description, signalTypes:Signals"),
    inherit_key="requestId",
)
ENRICHED_CONTACTS_LAYOUT = Layout(
    "contacts",
    columns(
        "data.fullName:Name, data.jobTitle:Title, data.companyName:Company",
        _EMAILS,
        _PHONES,
        Column("isSuccess", "Found", formatter="yes", optional=True),
    ),
)
ENRICHED_COMPANIES_LAYOUT = Layout(
    "companies",
    columns(
        "id, name",
        Column("emailDomain", "Domain", ("domains.email", "fqdn")),
        "mainIndustry:Industry, country",
    ),
)
CONTACT_SIGNALS_LAYOUT = Layout(
    "contacts",
    columns("id, signal", SIGNAL_DATE, CONTACT_SIGNAL, "error.message:Error"),
    key_field="id",
    expand="signals",
)
COMPANY_SIGNALS_LAYOUT = Layout(
    "companies",
    columns(
        "companyName:Company, signal",
        SIGNAL_DATE,
        Column("eventSummary", "What", formatter="signal"),
        "error.message:Error",
    ),
    key_field="id",
    expand="signals",
)
SIGNAL_OPTIONS_LAYOUT = Layout("signals")
FILTER_VALUES_LAYOUT = Layout()
COMPANY_NAMES_LAYOUT = Layout(columns=columns("companyId:ID, name", _DOMAIN))
INDUSTRIES_LAYOUT = Layout(
    columns=columns(
        "main_industry_id:ID, main_industry:Industry",
        "sub_industries.id:Sub-ID, sub_industries.value:Sub-industry",
    ),
    expand="sub_industries",
)
LOOKALIKE_CONTACTS_LAYOUT = Layout("results", LOOKALIKE_CONTACT_COLUMNS)
LOOKALIKE_COMPANIES_LAYOUT = Layout(
    "results",
    columns(
        "name, domain",
        Column("employeeCount", "Employees", formatter="number"),
        "industry, location.country:Country",
    ),
)
RECOMMENDED_CONTACTS_LAYOUT = Layout(
    "contacts", columns("personId, companyId, name, jobTitle:Title, companyName:Company")
)
RECOMMENDED_COMPANIES_LAYOUT = Layout(
    "companies", columns("companyId:ID, name", _DOMAIN, "description")
)
