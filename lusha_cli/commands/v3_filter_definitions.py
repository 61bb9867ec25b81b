"""The filters of V3's prospecting, as data."""

from lusha_cli.api import value_lists
from lusha_cli.api.signal_types import CONTACT_SIGNALS, V3_COMPANY_SIGNALS
from lusha_cli.cli.options import checked, choice
from lusha_cli.commands.filter_definitions import Filter
from lusha_cli.parsing import identifiers, ranges

Json = dict[str, object]

BUSINESS_MODELS = ("B2B", "B2C", "B2G")
COMPANY_TYPES = (
    "Government", "Private Company", "Public Company", "Educational", "Non Profit",
    "Self Employed",
)  # fmt: skip
ROUNDS = (
    "pre_seed", "seed", "series_a", "series_b", "series_c", "series_d", "series_e", "series_f",
    "series_g", "series_h", "other",
)  # fmt: skip
FUNDINGS = (
    "angel", "venture", "private_equity", "crowdfunding", "grant", "debt_financing", "other",
)  # fmt: skip

_COUNTRIES = value_lists.COUNTRIES.for_v3("contacts", "countries")
_DEPARTMENTS = value_lists.DEPARTMENTS.for_v3("contacts", "departments")
_SENIORITIES = value_lists.SENIORITIES.for_v3("contacts", "seniority")
_DATA_POINTS = value_lists.DATA_POINTS.for_v3("contacts", "existingDataPoints")
_INDUSTRIES = value_lists.INDUSTRIES.for_v3("companies", "industriesLabels")
_SUB_INDUSTRIES = value_lists.SUB_INDUSTRIES.for_v3("companies", "industriesLabels")
_INDUSTRY_LABELS = value_lists.INDUSTRY_LABELS.for_v3("companies", "industriesLabels")
_SICS = value_lists.SICS.for_v3("companies", "sics")
_NAICS = value_lists.NAICS.for_v3("companies", "naics")
_INTENT_TOPICS = value_lists.INTENT_TOPICS.for_v3("companies", "intentTopics")

_PLACE = "Country; or of country, state, city, region, continent, as K=V,K=V"
_PLACE_HINT = "A city or a state is written city=NAME or state=NAME."
_AROUND = "country=…,zipcode=…,distance=MILES"


def _round(text: str) -> Json:
    coverage, rest = ranges.split_funding_coverage(text)
    return {**coverage, "round": choice(*ROUNDS)(rest)}


def _kind_of_funding(text: str) -> Json:
    coverage, rest = ranges.split_funding_coverage(text)
    return {**coverage, "name": choice(*FUNDINGS)(rest)}


def _where_hired(text: str) -> Json:
    keys = ("country", "state", "start_date")
    found = ranges.parse_key_values(text, keys, such_as="country=Germany,start_date=2026-01-31")
    return {"startDate" if key == "start_date" else key: found[key] for key in found}


def _who_is_hired(text: str) -> Json:
    if "=" not in text:
        return {"department": text}
    keys = ("department", "start_date")
    found = ranges.parse_key_values(text, keys, such_as="department=Sales,start_date=2026-01-31")
    return {"startDate" if key == "start_date" else key: found[key] for key in found}


CONTACT_FILTERS = (
    Filter("name", "names", "NAME", "Name of the person"),
    Filter("department", "departments", "NAME", "Department, such as Sales",
           vocabulary=_DEPARTMENTS),
    Filter("seniority-id", "seniorityIds", "ID|NAME", "Seniority, such as director, vp or 8",
           also="seniority", vocabulary=_SENIORITIES),
    Filter("job-title", "jobTitles", "TITLE", "Job title"),
    Filter("job-title-exact-match", "jobTitlesExactMatch", "TITLE", "Job title, word for word"),
    Filter("normalized-job-title", "normalizedJobTitles", "TITLE", "Job title as Lusha puts it"),
    Filter("previous-job-title", "previousJobTitle", "TITLE", "Job title before this one"),
    Filter("country", "countries", "COUNTRY", "Country of the person", vocabulary=_COUNTRIES),
    Filter("location", "locations", "COUNTRY|K=V,…", _PLACE,
           parse=checked(ranges.parse_v3_location), vocabulary=_COUNTRIES, within="country",
           hint=_PLACE_HINT),
    Filter("geographic-detail", "geographicDetails", _AROUND, "So many miles around a place",
           parse=checked(ranges.parse_radius)),
    Filter("existing-data-point", "existingDataPoints", "NAME", "Contact data, such as work_email",
           also="data-point", vocabulary=_DATA_POINTS),
    Filter("existing-data-points-condition", "existingDataPointsCondition", "or|and",
           "Whether any of the contact data suffices", kind="one", parse=choice("or", "and")),
    Filter("search-text", "searchText", "TEXT", "Words about the person", kind="one"),
    Filter("linkedin-url", "linkedinUrls", "URL", "LinkedIn profile",
           parse=checked(identifiers.normalize_linkedin)),
    Filter("email", "emails", "EMAIL", "E-mail address",
           parse=checked(identifiers.normalize_email)),
    Filter("previous-email", "previousEmails", "EMAIL", "E-mail address before this one",
           parse=checked(identifiers.normalize_email)),
    Filter("id", "ids", "ID", "Lusha's id", parse=checked(identifiers.normalize_token)),
    Filter("skill", "skills", "NAME", "Skill"),
    Filter("certification", "certifications", "NAME", "Certification"),
    Filter("award", "awards", "NAME", "Award"),
    Filter("education-degree", "education.degrees", "NAME", "Degree"),
    Filter("education-field-of-study", "education.fieldsOfStudy", "NAME", "Field of study"),
    Filter("education-school", "education.schools", "NAME", "School"),
    Filter("education-start-year-gte", "education.startYearGte", "YEAR",
           "Began to study in this year or later", kind="one", parse=checked(ranges.parse_integer)),
    Filter("education-graduation-year-lte", "education.graduationYearLte", "YEAR",
           "Graduated in this year or earlier", kind="one", parse=checked(ranges.parse_integer)),
    Filter("min-score", "score.minScore", "N", "Score of the contact, from 0 to 100, at least",
           kind="one", parse=checked(ranges.parse_score)),
    Filter("max-score", "score.maxScore", "N", "Score of the contact, at most", kind="one",
           parse=checked(ranges.parse_score)),
    Filter("job-changed-after-date", "jobChangedAfterDate", "DAY",
           "Changed jobs since this day, or for so long: 30d, 6mo", kind="day"),
    Filter("job-changed-last-view-date", "jobChangedLastViewDate", "DAY",
           "Changed jobs since you looked on this day", kind="day"),
    Filter("signal", "signals.types", "|".join(CONTACT_SIGNALS), "Signal that happened",
           parse=choice(*CONTACT_SIGNALS)),
    Filter("signal-start-date", "signals.startDate", "DAY",
           "Signals since this day, or for so long: 30d, 6mo", kind="day"),
)  # fmt: skip

_OF_COMPANIES = (
    Filter("company-name", "names", "NAME", "Company name", short="name"),
    Filter("company-domain", "domains", "DOMAIN", "Company domain", short="domain",
           parse=checked(identifiers.normalize_domain)),
    Filter("company-id", "ids", "ID", "Lusha's id of the company", short="id",
           parse=checked(identifiers.normalize_token)),
    Filter("company-linkedin-url", "linkedinUrls", "URL", "LinkedIn page of the company",
           short="linkedin-url", parse=checked(identifiers.normalize_company_linkedin)),
    Filter("company-location", "locations", "COUNTRY|K=V,…", f"Office of the company: {_PLACE}",
           short="location", parse=checked(ranges.parse_v3_location), vocabulary=_COUNTRIES,
           within="country", hint=_PLACE_HINT),
    Filter("company-geographic-detail", "geographicDetails", _AROUND,
           "Companies so many miles around a place", short="geographic-detail",
           parse=checked(ranges.parse_radius)),
    Filter("location-zipcode", "locationsZipcodes", "country_iso2=…,zipcode=…",
           "Postal code of an office", parse=checked(ranges.parse_zip_code)),
    Filter("headquarter-zipcode", "headquarterZipcodes", "country_iso2=…,zipcode=…",
           "Postal code of the head office", parse=checked(ranges.parse_zip_code)),
    Filter("size", "sizes", "RANGE", "Employees, such as 11-50 or 1000-",
           parse=checked(ranges.parse_employee_range)),
    Filter("revenue", "revenues", "RANGE", "Revenue in dollars, such as 1M-10M or 1B-",
           parse=checked(ranges.parse_money_range)),
    Filter("founded-year", "foundedYear", "RANGE", "Year of its founding, such as 2010-2020",
           parse=checked(ranges.parse_employee_range)),
    Filter("business-model", "businessModel", "|".join(BUSINESS_MODELS), "Whom it sells to",
           parse=choice(*BUSINESS_MODELS)),
    Filter("company-type", "companyType", "TYPE", "Such as 'Public Company'",
           parse=choice(*COMPANY_TYPES)),
    Filter("main-industry-id", "mainIndustriesIds", "ID|NAME", "Industry", vocabulary=_INDUSTRIES),
    Filter("sub-industry-id", "subIndustriesIds", "ID|NAME", "Sub-industry",
           vocabulary=_SUB_INDUSTRIES),
    Filter("sic-code", "sicCodes", "CODE", "SIC code", also="sic", vocabulary=_SICS),
    Filter("naics-code", "naicsCodes", "CODE", "NAICS code", also="naics", vocabulary=_NAICS),
    Filter("technology", "technologies", "NAME", "Technology in use, such as salesforce"),
    Filter("technologies-condition", "technologiesCondition", "or|and",
           "Whether any of the technologies suffices", kind="one", parse=choice("or", "and")),
    Filter("intent-topic", "intentTopics", "TOPIC", "Topic of its research",
           vocabulary=_INTENT_TOPICS),
    Filter("intent-topics-operator", "intentTopicsOperator", "or|and|any|all",
           "Whether any of the topics suffices", kind="one",
           parse=choice("or", "and", "any", "all")),
    Filter("intent-topics-condition", "intentTopicsCondition", "or|and",
           "The same in an older way", kind="one", parse=choice("or", "and")),
    Filter("intent-min-score", "intentMinScore", "N", "Score of the topic, from 1 to 100, at least",
           kind="one", parse=checked(ranges.parse_score)),
    Filter("intent-max-score", "intentMaxScore", "N", "Score of the topic, at most", kind="one",
           parse=checked(ranges.parse_score)),
    Filter("topic-count-threshold", "topicCountThreshold", "RANGE",
           "How many topics it researches, such as 2-", parse=checked(ranges.parse_employee_range)),
    Filter("keyword", "keywords", "WORD", "Keyword about the company"),
    Filter("exact-keyword", "exactKeywords", "WORD", "Keyword, word for word"),
    Filter("keywords-search-field", "keywordsSearchFields", "FIELD", "Where keywords are sought"),
    Filter("speciality", "specialities", "NAME", "Speciality of the company"),
    Filter("exact-speciality", "exactSpecialities", "NAME", "Speciality, word for word"),
    Filter("previous-company-domain", "previousCompanyDomains", "DOMAIN",
           "Domain of an earlier employer", parse=checked(identifiers.normalize_domain)),
    Filter("previous-company-name", "previousCompanyNames", "NAME", "Name of an earlier employer"),
)  # fmt: skip

# The filters of companies where people are searched.
EMPLOYER_FILTERS = (
    *_OF_COMPANIES,
    Filter("industry-label", "industriesLabels", "NAME", "Industry or sub-industry by name",
           vocabulary=_INDUSTRY_LABELS),
    Filter("funding-is-ipo", "funding.isIpo", "", "Is listed on a stock exchange", kind="switch"),
    Filter("funding-range", "funding.ranges", "[COVERAGE:]RANGE",
           "Funds in dollars, such as 10M-50M or last_round:1M-",
           parse=checked(ranges.parse_funding_range)),
    Filter("funding-date", "funding.date.date", "DAY", "Funded since this day, or for so long",
           kind="day"),
    Filter("funding-date-coverage", "funding.date.coverage", "COVERAGE",
           "Which funding the day is about: " + ", ".join(ranges.FUNDING_COVERAGES), kind="one",
           parse=choice(*ranges.FUNDING_COVERAGES)),
    Filter("funding-round", "funding.rounds", "[COVERAGE:]ROUND",
           "Round, such as seed or any_round:series_a", parse=checked(_round)),
    Filter("funding-name", "funding.names", "[COVERAGE:]KIND",
           "Kind of funding, such as venture", parse=checked(_kind_of_funding)),
    Filter("funding-investor", "funding.investors", "NAME", "Investor (not applied yet)"),
    Filter("funding-type", "funding.types", "NAME", "Type of funding (not applied yet)"),
)  # fmt: skip

# The filters of companies where companies are searched, and those of the people in them.
COMPANY_FILTERS = (
    *_OF_COMPANIES,
    Filter("company-search-text", "searchText", "TEXT", "Words about the company",
           short="search-text", kind="one"),
    Filter("company-signal", "signals.types", "SIGNAL", "Signal that happened, such as riskNews",
           short="signal", parse=choice(*V3_COMPANY_SIGNALS)),
    Filter("company-signal-start-date", "signals.startDate", "DAY",
           "Signals since this day, or for so long: 30d, 6mo", short="signal-start-date",
           kind="day"),
    Filter("filter-by-location", "signals.filterByLocation", "country=…,state=…,start_date=…",
           "Where it hires, with --signal surgeInHiringByLocation", parse=checked(_where_hired),
           vocabulary=_COUNTRIES, within="country"),
    Filter("filter-by-department", "signals.filterByDepartment", "NAME",
           "Whom it hires, with --signal surgeInHiringByDepartment",
           parse=checked(_who_is_hired)),
    Filter("filter-by-intent-category", "signals.filterByIntentCategory", "NAME",
           "Category of posts, with --signal linkedinActivityIntent"),
)  # fmt: skip
PEOPLE_FILTERS = (
    Filter("contact-job-title", "jobTitles", "TITLE", "Job title of somebody there"),
    Filter("contact-department", "departments", "NAME", "Department of somebody there",
           vocabulary=_DEPARTMENTS),
    Filter("contact-seniority-id", "seniorityIds", "ID|NAME", "Seniority of somebody there",
           also="contact-seniority", vocabulary=_SENIORITIES),
    Filter("contact-skill", "skills", "NAME", "Skill of somebody there"),
    Filter("contact-location", "locations", "COUNTRY|K=V,…", "Where somebody of it is",
           parse=checked(ranges.parse_v3_location), vocabulary=_COUNTRIES, within="country",
           hint=_PLACE_HINT),
    Filter("contact-existing-data-point", "existingDataPoints", "NAME",
           "Contact data of somebody there", also="contact-data-point", vocabulary=_DATA_POINTS),
)  # fmt: skip
