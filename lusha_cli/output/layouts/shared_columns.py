"""Declare the columns that V2 and V3 layouts share."""

from lusha_cli.output.layouts.layout import Column, Rows, columns, optional

CONTACT_ROWS = Rows("contacts", "contacts enrich", "reveal emails and phones")
COMPANY_ROWS = Rows("companies", "companies enrich", "get their data")

FIRST_AND_LAST_NAME = Column("firstName", "Name", suffix_key="lastName")
# The reference that a request gave an item: the only name of one that was not found.
REFERENCE = Column("clientReferenceId", "Reference", no_wrap=True)
HAS = Column("has", "Has", formatter="has", no_wrap=True, optional=True)
# An id is copied, and may take half of a usual terminal, as the tokens of V3 do.
ROW_ID = Column("id", can_fold=True, no_wrap=True)
# What can be revealed, with the credits where they are known.
REVEAL = Column("canReveal", "Reveal", formatter="preview")
LINKEDIN = Column("socialLinks.linkedin", "LinkedIn", ("linkedinUrl",), no_wrap=True, optional=True)
PLACE = Column("location", "Location", formatter="places", optional=True)
CITY = Column("location", "Location", formatter="place")
SENIORITY_AND_DEPARTMENTS = optional(
    columns(
        Column("jobTitle.seniority", "Seniority"),
        Column("jobTitle.departments", "Departments", formatter="list"),
    )
)
# The contact data that was asked for and not found.
MISSING = Column("missingDataPoints", "Missing", formatter="entries")
# How far an enrichment is, and the job in which other providers continue it.
ENRICHMENT = columns(
    "status, statusDescription:Meaning, statusReason:Reason",
    MISSING,
    "job.id:Job, job.status:Job status",
    *columns("job.expiresAt:Job expires", formatter="time"),
    "job.retryAfter:Retry after (s)",
)
SIGNAL_PERIOD = columns("startDate:From, endDate:To", formatter="time")

_SIGNAL_DATE = Column(
    "signalDate",
    "Date",
    ("eventEffectiveDate", "articlePublishedDate", "activityPublicationDate"),
    formatter="time",
)
CONTACT_SIGNAL_COLUMNS = columns(
    "id, signal",
    _SIGNAL_DATE,
    Column("currentTitle", "What", formatter="signal"),
    *optional(
        columns(
            "currentDomain:Domain, currentSeniorityLabel:Seniority",
            "currentDepartments:Departments, previousDomain:Domain before",
        )
    ),
    Column("error.code", "Error", ("error.name",)),
    "error.message:Why",
)
COMPANY_SIGNAL_COLUMNS = columns(
    Column("companyName", "Company", ("domain", "id")),
    "signal",
    _SIGNAL_DATE,
    Column("eventType", "Type", ("activityType",)),
    Column("eventSummary", "What", formatter="signal"),
    Column("articleUrl", "URL", ("activityUrl",), no_wrap=True),
    "signalCategory:Category",
    *optional(
        columns(
            Column("intentTopics", "Topics", formatter="entries"),
            "author.fullName:Author",
            Column("author.linkedinUrl", "Author's LinkedIn", no_wrap=True),
            Column("contactsMentioned.fullName", "People", formatter="list"),
            Column("companiesMentioned.name", "Companies", formatter="list"),
            *columns(
                "activityLikes:Likes, activityComments:Comments, activityShares:Shares",
                formatter="number",
            ),
            Column("articlePublishedDate", "Published", formatter="time"),
            "articleTitle:Title, articleHighlight:Highlight",
            Column("domain", formatter="domain"),
        )
    ),
    Column("error.code", "Error", ("error.name",)),
    "error.message:Why",
)
# Signals that come with a profile, each of which is paid for.
SIGNALS = Column("signals", formatter="signals")
LOOKALIKE_CONTACT_COLUMNS = columns(
    ROW_ID._replace(key="contactId", header="ID", fallback_keys=("id",)),
    FIRST_AND_LAST_NAME,
    "jobTitle.title:Title, company.name:Company",
    CITY,
    REVEAL,
    *SENIORITY_AND_DEPARTMENTS,
    Column("company.domain", "Domain", formatter="domain", optional=True),
    LINKEDIN,
    Column("company.id", "Company ID", ("company.companyId",), optional=True),
)
PROFILE_COLUMNS = optional(
    columns(
        Column("linkedinFollowersCount", "Followers", formatter="number"),
        Column("linkedinConnectionsCount", "Connections", formatter="number"),
        Column("linkedinSkills", "Skills", formatter="list"),
        Column("linkedinCertifications.title", "Certified", formatter="list"),
        Column("linkedinCourses.degree", "Degree", ("linkedinCourses.title",), formatter="list"),
        Column("linkedinCourses.school.name", "School", formatter="list"),
        Column("linkedinAwards.title", "Awards", formatter="list"),
    )
)


def contact_data(emails: tuple[str, ...], phones: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of email addresses and phone numbers at these paths."""
    kinds = [f"{emails[0].rpartition('.')[0]}.{key}" for key in ("type", "emailType")]
    grades = [f"{emails[0].rpartition('.')[0]}.{key}" for key in ("confidence", "emailConfidence")]
    phone_kinds = [f"{phones[0]}.{key}" for key in ("type", "phoneType")]
    return columns(
        Column(emails[0], "Email", emails[1:], no_wrap=True),
        Column(phones[0], "Phone", phones[1:], formatter="phones"),
        *optional(
            columns(
                Column(kinds[0], "Email type", tuple(kinds[1:]), formatter="list"),
                Column(grades[0], "Confidence", tuple(grades[1:]), formatter="list"),
                Column(
                    f"{emails[0].rpartition('.')[0]}.updateDate", "Email from", formatter="time"
                ),
                Column(phone_kinds[0], "Phone type", tuple(phone_kinds[1:]), formatter="list"),
                Column(f"{phones[0]}.updateDate", "Phone from", formatter="time"),
            )
        ),
    )


def under(path: str, items: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return columns whose values are in the object at `path`, with the same titles."""
    return tuple(
        item._replace(
            key=f"{path}.{item.key}",
            header=item.title,
            fallback_keys=tuple(f"{path}.{key}" for key in item.fallback_keys),
            suffix_key=item.suffix_key and f"{path}.{item.suffix_key}",
        )
        for item in items
    )


# The profile of a company, all of which is paid for with its reveal.
COMPANY_SIZE = Column("employeeCount", "Staff", ("companySize", "employees"), formatter="size")
COMPANY_REVENUE = Column("revenueRange", "Revenue", formatter="money")
COMPANY_FUNDING = columns(
    Column("funding", formatter="funding"), Column("funding", "Rounds", formatter="rounds")
)
INTENT = Column("intent.detectedTopics", "Intent", formatter="entries")
TECHNOLOGIES = Column("technologies", formatter="list")
# The sections of a company, in the order of its card and of its table.
COMPANY_NAMES = columns(
    "alternativeName:Also named",
    Column("alternativeDomains", "Other domains", formatter="list"),
    "description",
    Column("companyOffering", "Offers"),
)
COMPANY_FACTS = columns(
    Column("industry", "Industry", ("mainIndustry",)),
    "subIndustry:Sub-industry",
    Column("additionalIndustries", "Other industries", formatter="entries"),
    "companyType:Type",
    Column("businessModel", "Sells to", formatter="list"),
    COMPANY_SIZE,
    Column(
        "employeesInLinkedin",
        "On LinkedIn",
        ("companySize.employeesInLinkedin", "companySize.employees_in_linkedin"),
        formatter="number",
    ),
    COMPANY_REVENUE,
    *COMPANY_FUNDING,
    Column("yearFounded", "Founded", ("founded",)),
)
COMPANY_PLACES = columns(
    Column("location", "HQ", formatter="places"),
    "location.zipCode:ZIP code, city, state, country",
    Column("rawLocation", "Address", ("address",)),
    Column("additionalLocations", "Offices", ("companyLocations",), formatter="places"),
    Column("directParent", "Parent", formatter="entries"),
    Column("ultimateParent", "Ultimate parent", formatter="entries"),
)
COMPANY_CONTACT = columns(
    Column("website", "Website", ("homepageUrl", "domains.homepage"), no_wrap=True),
    Column("emails", "Emails", ("email",), formatter="entries"),
    Column("phones", "Phones", ("phone",), formatter="phones"),
    Column("socialLinks.linkedin", "LinkedIn", ("social.linkedin", "linkedin"), no_wrap=True),
    Column("linkedinFollowers", "Followers", formatter="number"),
    Column("socialLinks.facebook", "Facebook", ("social.facebook",), no_wrap=True),
    Column("socialLinks.x", "X", ("social.twitter",), no_wrap=True),
    Column("social.crunchbase", "Crunchbase", ("crunchbase",), no_wrap=True),
    "emailDomain:Email domain",
)
COMPANY_INTERESTS = columns(
    TECHNOLOGIES,
    Column("specialities", formatter="list"),
    Column("specialitiesRefactored", "Normalized", formatter="list"),
    Column("keywords", formatter="list"),
    Column("industryTags", "Tags", formatter="entries"),
    Column("categories", formatter="entries"),
    INTENT,
    Column("competitors", formatter="entries"),
)
COMPANY_NUMBERS = columns(
    Column("sicCodes", "SIC", ("industryPrimaryGroupDetails.sicCodes",), formatter="entries"),
    Column("naicsCodes", "NAICS", ("industryPrimaryGroupDetails.naicsCodes",), formatter="entries"),
    Column("popularityTier", "Popularity tier", ("lushaPopularityTier",), formatter="number"),
    Column("estimatedAnnualItSpend", "IT spend", formatter="money"),
    Column("monthlyWebsiteTraffic", "Traffic", formatter="traffic"),
    *columns(
        "employeesByDepartment:By department, employeesByLocation:By location",
        "employeesBySeniority:By seniority",
        formatter="entries",
    ),
    Column("openJobsTotal", "Open jobs", formatter="number"),
    *columns(
        "openJobsByDepartment:Jobs by department, openJobsByLocation:Jobs by location",
        "openJobsBySeniority:Jobs by seniority",
        formatter="entries",
    ),
)
COMPANY_PROFILE = (
    *COMPANY_NAMES,
    *COMPANY_FACTS,
    *COMPANY_PLACES,
    *COMPANY_CONTACT,
    *COMPANY_INTERESTS,
    *COMPANY_NUMBERS,
    SIGNALS,
)
