"""Declare the layouts of V2 responses."""

from lusha_cli.output.layouts.layout import Column, Layout, Rows, columns, optional
from lusha_cli.output.layouts.shared_columns import (
    CITY,
    COMPANY_FUNDING,
    COMPANY_PROFILE,
    COMPANY_REVENUE,
    COMPANY_ROWS,
    COMPANY_SIGNAL_COLUMNS,
    CONTACT_ROWS,
    CONTACT_SIGNAL_COLUMNS,
    ENRICHMENT,
    INTENT,
    LINKEDIN,
    LOOKALIKE_CONTACT_COLUMNS,
    MISSING,
    PLACE,
    PROFILE_COLUMNS,
    REVEAL,
    ROW_ID,
    SIGNAL_PERIOD,
    SIGNALS,
    TECHNOLOGIES,
    contact_data,
    under,
)

_DOMAIN = Column("fqdn", "Domain", formatter="domain")
# Responses name an address `email`, or `address` as in one documented example. Some have plain
# lists of texts instead: `emails` and `phones`.
_CONTACT_DATA = contact_data(
    ("data.emailAddresses.email", "data.emailAddresses.address", "data.emails"),
    ("data.phoneNumbers", "data.phones"),
)
_FOUND_CONTACTS = Rows("contacts", "prospecting contact enrich", "reveal emails and phones", True)
_FOUND_COMPANIES = Rows("companies", "prospecting company enrich", "get their data")
_ERROR = columns("error.name:Error", Column("error.message", "Why", optional=True))
# What V3 adds to a person of V2.
_HISTORY = optional(
    columns(
        Column("previousEmployment.jobTitle.title", "Title before", formatter="list"),
        Column("previousEmployment.company.name", "Company before", formatter="list"),
        Column("tags.name", "Tags", formatter="list"),
        Column("location.isEuContact", "EU", formatter="yes"),
        Column("updateDate", "Updated", formatter="time"),
    )
)
# What V3 adds to a search result of V2.
_PREVIEW = (
    *optional(
        columns(
            Column("seniority", "Seniority", formatter="list"),
            Column("departments", "Departments", formatter="list"),
        )
    ),
    LINKEDIN,
)
# What comes with a person about the company.
_EMPLOYER = optional(
    columns(
        Column("mainIndustry", "Industry", ("industry.mainIndustry", "industryPrimaryGroup")),
        Column("subIndustry", "Sub-industry", ("industry.subIndustry",)),
        COMPANY_REVENUE,
        *COMPANY_FUNDING,
        TECHNOLOGIES,
        INTENT,
        Column("specialities", formatter="list"),
        Column("location", "HQ", formatter="places"),
    )
)

PERSON_LAYOUT = Layout("contact.data", card="person")
COMPANY_LAYOUT = Layout("data", card="company")
USAGE_LAYOUT = Layout("usage", card="usage", key_field="name")
PERSON_BULK_LAYOUT = Layout(
    "contacts",
    columns(
        "contactId:ID, data.fullName:Name",
        Column("data.jobTitle.title", "Title", ("data.jobTitle",)),
        Column("company.name", "Company", ("data.company.name", "data.companyName")),
        *_CONTACT_DATA,
        *optional(
            columns(
                "data.jobTitle.seniority:Seniority",
                Column("data.jobTitle.departments", "Departments", formatter="list"),
                Column("company.fqdn", "Domain", ("company.domains.email",), formatter="domain"),
                Column("company.companySize", "Staff", formatter="size"),
            )
        ),
        *under("company", _EMPLOYER),
        *under("data", (PLACE, LINKEDIN)),
        *optional(
            columns(
                Column("data.socialLinks.xUrl", "X", no_wrap=True),
                Column(
                    "data.location.isEuContact",
                    "EU",
                    ("data.location.is_eu_contact",),
                    formatter="yes",
                ),
                Column("data.jobStartDate", "Since", formatter="time"),
                "data.previousJob.jobTitle.title:Title before",
                "data.previousJob.company.name:Company before",
                Column("data.contactTags.name", "Tags", formatter="list"),
                Column("data.updateDate", "Updated", formatter="time"),
                "data.personId:Person ID",
            )
        ),
        *under("data", (*PROFILE_COLUMNS, MISSING)),
        SIGNALS._replace(key="data.signals"),
        *_ERROR,
    ),
    key_field="contactId",
    related=("companies", "data.companyId"),
    cards="person",
)
# The response is keyed by the ids that were sent; the records have other ids of their own.
COMPANY_BULK_LAYOUT = Layout(
    columns=columns(
        "sentId:ID, name",
        Column("fqdn", "Domain", ("domain",), formatter="domain"),
        "mainIndustry:Industry, country",
        SIGNALS,
        *_ERROR,
        *optional(
            columns("id:Lusha ID, lushaCompanyId:Company ID")
            + tuple(
                item
                for item in COMPANY_PROFILE
                if item.key not in ("industry", "country", "signals")
            )
        ),
    ),
    key_field="sentId",
    cards="company",
)
PROSPECTING_CONTACTS_LAYOUT = Layout(
    "contacts",
    columns(
        ROW_ID._replace(key="contactId", header="ID"),
        "name, jobTitle:Title, companyName:Company",
        CITY,
        REVEAL,
        *columns("isShown:Shown", formatter="yes"),
        "signalTypes:Signals",
        _DOMAIN._replace(optional=True),
        *_PREVIEW,
    ),
    # Enriching a result needs the requestId of its search.
    inherit_key="requestId",
    rows=_FOUND_CONTACTS,
)
PROSPECTING_COMPANIES_LAYOUT = Layout(
    "companies",
    columns(
        ROW_ID,
        "name",
        _DOMAIN,
        CITY,
        REVEAL,
        "signalTypes:Signals",
        *optional(
            columns("industry", Column("employeeCount", "Staff", formatter="size"), "description")
        ),
        *_PREVIEW,
    ),
    inherit_key="requestId",
    rows=_FOUND_COMPANIES,
)
ENRICHED_CONTACTS_LAYOUT = Layout(
    "contacts",
    columns(
        Column("id", optional=True),
        "data.fullName:Name",
        Column("data.jobTitle", "Title", ("data.jobTitle.title",)),
        Column("data.companyName", "Company", ("data.company.name",)),
        *_CONTACT_DATA,
        Column("isSuccess", "Found", formatter="yes_no", optional=True),
        *optional(
            columns(
                Column("data.seniority.value", "Seniority", ("data.seniority",), formatter="list"),
                Column("data.departments", "Departments", formatter="list"),
            )
        ),
        *under("data", (PLACE, LINKEDIN)),
        Column("data.socialLinks.xUrl", "X", no_wrap=True, optional=True),
        *under("data.company", _EMPLOYER),
        Column("data.companyId", "Company ID", optional=True),
        *under("data", (*PROFILE_COLUMNS, *_HISTORY, MISSING)),
    ),
    below=ENRICHMENT,
    cards="person",
)
ENRICHED_COMPANIES_LAYOUT = Layout(
    "companies",
    columns(
        "id, name",
        Column("fqdn", "Domain", ("emailDomain", "domains.email"), formatter="domain"),
        *COMPANY_PROFILE,
    ),
    cards="company",
)
CONTACT_SIGNALS_LAYOUT = Layout(
    "contacts", CONTACT_SIGNAL_COLUMNS, key_field="id", expand="signals", below=SIGNAL_PERIOD
)
COMPANY_SIGNALS_LAYOUT = Layout(
    "companies", COMPANY_SIGNAL_COLUMNS, key_field="id", expand="signals", below=SIGNAL_PERIOD
)
SIGNAL_OPTIONS_LAYOUT = Layout(
    "signals",
    below=columns("objectType:Signals of"),
    lists=(
        ("filterOptions.newsEventTypes", "News event types"),
        ("filterOptions.hiringByDepartments", "Hiring departments"),
    ),
)
FILTER_VALUES_LAYOUT = Layout()
COMPANY_NAMES_LAYOUT = Layout(columns=columns("companyId:ID, name", _DOMAIN))
INDUSTRIES_LAYOUT = Layout(
    columns=columns(
        "main_industry_id:ID, main_industry:Industry",
        "sub_industries.id:Sub-ID, sub_industries.value:Sub-industry",
    ),
    expand="sub_industries",
)
LOOKALIKE_CONTACTS_LAYOUT = Layout("results", LOOKALIKE_CONTACT_COLUMNS, rows=CONTACT_ROWS)
LOOKALIKE_COMPANIES_LAYOUT = Layout(
    "results",
    columns(
        ROW_ID._replace(key="companyId", header="ID", fallback_keys=("id",)),
        "name, domain",
        Column("employeeCount", "Employees", formatter="number"),
        "industry",
        CITY,
        REVEAL,
        LINKEDIN,
    ),
    rows=Rows("companies"),
)
RECOMMENDED_CONTACTS_LAYOUT = Layout(
    "contacts",
    columns(
        ROW_ID._replace(key="personId", header="Person ID"),
        ROW_ID._replace(key="companyId", header="Company ID"),
        "name, jobTitle:Title, companyName:Company",
        CITY,
        REVEAL,
    ),
    rows=CONTACT_ROWS,
)
RECOMMENDED_COMPANIES_LAYOUT = Layout(
    "companies",
    columns(
        ROW_ID._replace(key="companyId", header="ID"),
        "name",
        _DOMAIN,
        CITY,
        REVEAL,
        "description",
    ),
    rows=COMPANY_ROWS,
)
