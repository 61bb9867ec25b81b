"""The methods of the client. Made by python -m lusha_cli.docs from the list of operations."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Literal, Required, TypedDict

from lusha_cli.api.endpoints import Endpoint

Words = tuple[str, ...]
Call = Callable[[Endpoint, dict[str, Any]], Any]
Iterate = Callable[[Endpoint, dict[str, Any]], Iterator[Any]]

def method_words(name: str) -> Words: ...

PersonGetFilterBy = Literal["phoneNumbers", "emailAddresses"] | str

PersonGetSignal = Literal["allSignals", "promotion", "companyChange"] | str

class PersonBulkContactCompany(TypedDict, total=False):
    name: str
    domain: str
    isCurrent: Required[bool]
    jobTitle: str
    fqdn: str
    companySocialId: str | int

class PersonBulkContact(TypedDict, total=False):
    contactId: Required[str | int]
    personId: str | int
    fullName: str
    location: str
    linkedinUrl: str
    email: str
    companies: Sequence[PersonBulkContactCompany]

CompanyGetSignal = Literal["allSignals", "websiteTrafficIncrease", "websiteTrafficDecrease", "itSpendIncrease", "itSpendDecrease", "headcountIncrease1m", "headcountDecrease1m", "headcountIncrease3m", "headcountDecrease3m", "headcountIncrease6m", "headcountDecrease6m", "headcountIncrease12m", "headcountDecrease12m", "surgeInHiring", "surgeInHiringByDepartment", "surgeInHiringByLocation", "riskNews", "commercialActivityNews", "corporateStrategyNews", "financialEventsNews", "peopleNews", "marketIntelligenceNews", "productActivityNews"] | str

class CompanyBulkCompany(TypedDict, total=False):
    id: Required[str | int]
    domain: str
    fqdn: str
    name: str
    companyId: str | int

CompanyBulkSignalsFiltersIncludeNewsEventType = Literal["Asset Investment", "Asset Sale", "Competitor Activity", "Event Participation", "Executive Departure", "Executive Hire", "Executive Promotion", "Facilities Expansion", "Facility Closure", "Funding Round", "Headcount Decrease", "Headcount Increase", "IPO", "Lawsuit Faced", "Lawsuit Filed", "M&A", "New Customer", "New Location", "New Vendor", "Partnership", "Product Development", "Product Integration", "Product Launch", "Recognition", "Security Issue", "Strategic Investment"] | str

CompanyBulkSignalsFiltersIncludeHiringByDepartment = Literal["Business Development", "Consulting", "Customer Service", "Engineering & Technical", "Finance", "General Management", "Health Care & Medical", "Human Resources", "Information Technology", "Legal", "Marketing", "Operations", "Other", "Product", "Research & Analytics", "Sales"] | str

class CompanyBulkSignalsFiltersIncludeHiringByLocation(TypedDict, total=False):
    country: Required[str]
    state: str

class CompanyBulkSignalsFiltersInclude(TypedDict, total=False):
    newsEventTypes: Sequence[CompanyBulkSignalsFiltersIncludeNewsEventType]
    hiringByDepartments: Sequence[CompanyBulkSignalsFiltersIncludeHiringByDepartment]
    hiringByLocations: Sequence[CompanyBulkSignalsFiltersIncludeHiringByLocation]

class CompanyBulkSignalsFilters(TypedDict, total=False):
    include: CompanyBulkSignalsFiltersInclude

class ProspectingContactSearchFiltersContactsIncludeLocation(TypedDict, total=False):
    continent: str
    country: str
    city: str
    state: str
    country_grouping: str

class ProspectingContactSearchFiltersContactsIncludeSignal(TypedDict, total=False):
    names: Sequence[PersonGetSignal]
    startDate: str | date

class ProspectingContactSearchFiltersContactsInclude(TypedDict, total=False):
    departments: Sequence[str]
    seniority: Sequence[int]
    existing_data_points: Sequence[str]
    locations: Sequence[ProspectingContactSearchFiltersContactsIncludeLocation]
    jobTitles: Sequence[str]
    linkedinUrls: Sequence[str]
    searchText: str
    signal: ProspectingContactSearchFiltersContactsIncludeSignal
    signals: ProspectingContactSearchFiltersContactsIncludeSignal

class ProspectingContactSearchFiltersContactsExclude(TypedDict, total=False):
    departments: Sequence[str]
    seniority: Sequence[int]
    existing_data_points: Sequence[str]
    locations: Sequence[ProspectingContactSearchFiltersContactsIncludeLocation]
    jobTitles: Sequence[str]
    linkedinUrls: Sequence[str]
    searchText: str

class ProspectingContactSearchFiltersContacts(TypedDict, total=False):
    include: ProspectingContactSearchFiltersContactsInclude
    exclude: ProspectingContactSearchFiltersContactsExclude

class ProspectingContactSearchFiltersCompaniesIncludeLocation(TypedDict, total=False):
    country: str

class ProspectingContactSearchFiltersCompaniesIncludeSize(TypedDict, total=False):
    min: int
    max: int

class ProspectingContactSearchFiltersCompaniesIncludeSignal(TypedDict, total=False):
    names: Sequence[CompanyGetSignal]
    startDate: str | date

class ProspectingContactSearchFiltersCompaniesInclude(TypedDict, total=False):
    names: Sequence[str]
    domains: Sequence[str]
    locations: Sequence[ProspectingContactSearchFiltersCompaniesIncludeLocation]
    technologies: Sequence[str]
    intentTopics: Sequence[str]
    sizes: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    revenues: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    sicCodes: Sequence[str]
    naicsCodes: Sequence[str]
    mainIndustriesIds: Sequence[int]
    subIndustriesIds: Sequence[int]
    searchText: str
    companyLocations: Sequence[CompanyBulkSignalsFiltersIncludeHiringByLocation]
    excludePartialCompanies: bool
    employeesInLinkedIn: ProspectingContactSearchFiltersCompaniesIncludeSize
    signal: ProspectingContactSearchFiltersCompaniesIncludeSignal

class ProspectingContactSearchFiltersCompaniesExclude(TypedDict, total=False):
    names: Sequence[str]
    domains: Sequence[str]
    locations: Sequence[ProspectingContactSearchFiltersCompaniesIncludeLocation]
    technologies: Sequence[str]
    intentTopics: Sequence[str]
    sizes: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    revenues: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    sicCodes: Sequence[str]
    naicsCodes: Sequence[str]
    mainIndustriesIds: Sequence[int]
    subIndustriesIds: Sequence[int]
    searchText: str
    companyLocations: Sequence[CompanyBulkSignalsFiltersIncludeHiringByLocation]

class ProspectingContactSearchFiltersCompanies(TypedDict, total=False):
    include: ProspectingContactSearchFiltersCompaniesInclude
    exclude: ProspectingContactSearchFiltersCompaniesExclude

class ProspectingContactSearchFilters(TypedDict, total=False):
    contacts: ProspectingContactSearchFiltersContacts
    companies: ProspectingContactSearchFiltersCompanies

class ProspectingCompanySearchFilters(TypedDict, total=False):
    companies: ProspectingContactSearchFiltersCompanies

class SignalsContactsSearchContactCompany(TypedDict, total=False):
    name: str
    domain: str
    is_current: bool

class SignalsContactsSearchContact(TypedDict, total=False):
    id: Required[str | int]
    social_link: str
    full_name: str
    email: str
    domain: str
    is_current: bool
    companies: Sequence[SignalsContactsSearchContactCompany]

class SignalsCompaniesSearchCompany(TypedDict, total=False):
    id: Required[str | int]
    name: str
    domain: str

class LookalikeContactsSeedsContact(TypedDict, total=False):
    firstName: Required[str]
    lastName: Required[str]
    companyDomain: str
    companyName: str

class LookalikeContactsSeeds(TypedDict, total=False):
    linkedinUrls: Sequence[str]
    emails: Sequence[str]
    contactIds: Sequence[int]
    contacts: Sequence[LookalikeContactsSeedsContact]

class LookalikeCompaniesSeeds(TypedDict, total=False):
    domains: Sequence[str]
    linkedinUrls: Sequence[str]

class RecommendationsContactsContact(TypedDict, total=False):
    personId: Required[str | int]
    companyId: Required[str | int]

class RecommendationsCompaniesCompany(TypedDict, total=False):
    companyId: Required[str | int]

WebhooksCreateDefaultsEntityType = Literal["contact", "company"] | str

class WebhooksCreateDefaults(TypedDict, total=False):
    url: Required[str]
    entityType: WebhooksCreateDefaultsEntityType
    signalTypes: Sequence[str]

class WebhooksCreateSubscription(TypedDict, total=False):
    entityId: Required[str | int]
    entityType: WebhooksCreateDefaultsEntityType
    signalTypes: Sequence[str]
    name: str

WebhooksTestMode = Literal["direct", "kafka", "full"] | str

WebhooksLogsStatus = Literal["success", "failed", "permanent_failure"] | str

WebhooksOptOutEntityType = Literal["contact"] | str

class ContactsSearchContact(TypedDict, total=False):
    clientReferenceId: str | int
    id: str | int
    linkedinUrl: str
    email: str
    firstName: str
    lastName: str
    companyName: str
    companyDomain: str

ContactsEnrichReveal = Literal["emails", "phones"] | str

class CompaniesSearchCompany(TypedDict, total=False):
    clientReferenceId: str | int
    id: str | int
    name: str
    domain: str

CompaniesSearchSignal = Literal["allSignals", "websiteTrafficIncrease", "websiteTrafficDecrease", "itSpendIncrease", "itSpendDecrease", "headcountIncrease1m", "headcountDecrease1m", "headcountIncrease3m", "headcountDecrease3m", "headcountIncrease6m", "headcountDecrease6m", "headcountIncrease12m", "headcountDecrease12m", "surgeInHiring", "surgeInHiringByDepartment", "surgeInHiringByLocation", "riskNews", "commercialActivityNews", "corporateStrategyNews", "financialEventsNews", "peopleNews", "marketIntelligenceNews", "productActivityNews", "linkedinActivityIntent"] | str

CompaniesEnrichReveal = Literal["employeesByDepartment", "employeesByLocation", "employeesBySeniority", "competitors", "intent", "estimatedAnnualItSpend", "monthlyWebsiteTraffic", "directParent", "ultimateParent", "openJobsTotal", "openJobsByDepartment", "openJobsByLocation", "openJobsBySeniority"] | str

class ContactsProspectingFiltersContactsIncludeLocation(TypedDict, total=False):
    city: str
    state: str
    country: str
    continent: str
    countryGrouping: str
    region: str
    countryIso2: str

class ContactsProspectingFiltersContactsIncludeSignals(TypedDict, total=False):
    types: Sequence[PersonGetSignal]
    startDate: str | date

ContactsProspectingFiltersContactsIncludeExistingDataPointsCondition = Literal["or", "and"] | str

class ContactsProspectingFiltersContactsIncludeEducation(TypedDict, total=False):
    degrees: Sequence[str]
    fieldsOfStudy: Sequence[str]
    schools: Sequence[str]
    startYearGte: int
    graduationYearLte: int

class ContactsProspectingFiltersContactsIncludeScore(TypedDict, total=False):
    minScore: int
    maxScore: int

class ContactsProspectingFiltersContactsIncludeGeographicDetail(TypedDict, total=False):
    country: str
    zipcode: str
    distance: int

class ContactsProspectingFiltersContactsInclude(TypedDict, total=False):
    jobTitles: Sequence[str]
    departments: Sequence[str]
    seniorityIds: Sequence[int]
    skills: Sequence[str]
    locations: Sequence[ContactsProspectingFiltersContactsIncludeLocation]
    existingDataPoints: Sequence[str]
    names: Sequence[str]
    jobTitlesExactMatch: Sequence[str]
    normalizedJobTitles: Sequence[str]
    countries: Sequence[str]
    linkedinUrls: Sequence[str]
    previousJobTitle: Sequence[str]
    certifications: Sequence[str]
    awards: Sequence[str]
    ids: Sequence[str | int]
    emails: Sequence[str]
    previousEmails: Sequence[str]
    searchText: str
    signals: ContactsProspectingFiltersContactsIncludeSignals
    existingDataPointsCondition: ContactsProspectingFiltersContactsIncludeExistingDataPointsCondition
    jobChangedAfterDate: str | date
    jobChangedLastViewDate: str | date
    education: ContactsProspectingFiltersContactsIncludeEducation
    score: ContactsProspectingFiltersContactsIncludeScore
    geographicDetails: Sequence[ContactsProspectingFiltersContactsIncludeGeographicDetail]

class ContactsProspectingFiltersContacts(TypedDict, total=False):
    include: ContactsProspectingFiltersContactsInclude
    exclude: ContactsProspectingFiltersContactsInclude

ContactsProspectingFiltersCompaniesIncludeIntentTopicsOperator = Literal["or", "and", "any", "all"] | str

ContactsProspectingFiltersCompaniesIncludeBusinessModel = Literal["B2B", "B2C", "B2G"] | str

ContactsProspectingFiltersCompaniesIncludeCompanyType = Literal["Government", "Private Company", "Public Company", "Educational", "Non Profit", "Self Employed"] | str

class ContactsProspectingFiltersCompaniesIncludeLocationsZipcode(TypedDict, total=False):
    countryIso2: str
    zipcode: str

ContactsProspectingFiltersCompaniesIncludeFundingRangeCoverage = Literal["last_funding", "any_round", "total_funds", "last_round"] | str

class ContactsProspectingFiltersCompaniesIncludeFundingRange(TypedDict, total=False):
    coverage: ContactsProspectingFiltersCompaniesIncludeFundingRangeCoverage
    min: int
    max: int

class ContactsProspectingFiltersCompaniesIncludeFundingDate(TypedDict, total=False):
    coverage: ContactsProspectingFiltersCompaniesIncludeFundingRangeCoverage
    date: str | date

ContactsProspectingFiltersCompaniesIncludeFundingRoundRound = Literal["pre_seed", "seed", "series_a", "series_b", "series_c", "series_d", "series_e", "series_f", "series_g", "series_h", "other"] | str

class ContactsProspectingFiltersCompaniesIncludeFundingRound(TypedDict, total=False):
    coverage: ContactsProspectingFiltersCompaniesIncludeFundingRangeCoverage
    round: ContactsProspectingFiltersCompaniesIncludeFundingRoundRound

ContactsProspectingFiltersCompaniesIncludeFundingNameName = Literal["angel", "venture", "private_equity", "crowdfunding", "grant", "debt_financing", "other"] | str

class ContactsProspectingFiltersCompaniesIncludeFundingName(TypedDict, total=False):
    coverage: ContactsProspectingFiltersCompaniesIncludeFundingRangeCoverage
    name: ContactsProspectingFiltersCompaniesIncludeFundingNameName

class ContactsProspectingFiltersCompaniesIncludeFunding(TypedDict, total=False):
    isIpo: bool
    ranges: Sequence[ContactsProspectingFiltersCompaniesIncludeFundingRange]
    date: ContactsProspectingFiltersCompaniesIncludeFundingDate
    rounds: Sequence[ContactsProspectingFiltersCompaniesIncludeFundingRound]
    names: Sequence[ContactsProspectingFiltersCompaniesIncludeFundingName]
    investors: Sequence[str]
    types: Sequence[str]

class ContactsProspectingFiltersCompaniesInclude(TypedDict, total=False):
    names: Sequence[str]
    domains: Sequence[str]
    ids: Sequence[str | int]
    technologies: Sequence[str]
    intentTopics: Sequence[str]
    sicCodes: Sequence[str]
    naicsCodes: Sequence[str]
    linkedinUrls: Sequence[str]
    keywords: Sequence[str]
    specialities: Sequence[str]
    exactSpecialities: Sequence[str]
    exactKeywords: Sequence[str]
    keywordsSearchFields: Sequence[str]
    previousCompanyDomains: Sequence[str]
    previousCompanyNames: Sequence[str]
    locations: Sequence[ContactsProspectingFiltersContactsIncludeLocation]
    sizes: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    revenues: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    technologiesCondition: ContactsProspectingFiltersContactsIncludeExistingDataPointsCondition
    mainIndustriesIds: Sequence[int]
    subIndustriesIds: Sequence[int]
    intentTopicsCondition: ContactsProspectingFiltersContactsIncludeExistingDataPointsCondition
    intentMinScore: int
    intentMaxScore: int
    intentTopicsOperator: ContactsProspectingFiltersCompaniesIncludeIntentTopicsOperator
    topicCountThreshold: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    foundedYear: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    businessModel: Sequence[ContactsProspectingFiltersCompaniesIncludeBusinessModel]
    companyType: Sequence[ContactsProspectingFiltersCompaniesIncludeCompanyType]
    geographicDetails: Sequence[ContactsProspectingFiltersContactsIncludeGeographicDetail]
    locationsZipcodes: Sequence[ContactsProspectingFiltersCompaniesIncludeLocationsZipcode]
    headquarterZipcodes: Sequence[ContactsProspectingFiltersCompaniesIncludeLocationsZipcode]
    industriesLabels: Sequence[str]
    funding: ContactsProspectingFiltersCompaniesIncludeFunding

class ContactsProspectingFiltersCompanies(TypedDict, total=False):
    include: ContactsProspectingFiltersCompaniesInclude
    exclude: ContactsProspectingFiltersCompaniesInclude

class ContactsProspectingFilters(TypedDict, total=False):
    contacts: ContactsProspectingFiltersContacts
    companies: ContactsProspectingFiltersCompanies

class CompaniesProspectingFiltersCompaniesIncludeSignalsFilterByLocation(TypedDict, total=False):
    country: str
    state: str
    startDate: str | date

class CompaniesProspectingFiltersCompaniesIncludeSignalsFilterByDepartment(TypedDict, total=False):
    department: Required[str]
    startDate: str | date

class CompaniesProspectingFiltersCompaniesIncludeSignals(TypedDict, total=False):
    types: Sequence[CompaniesSearchSignal]
    startDate: str | date
    filterByLocation: Sequence[CompaniesProspectingFiltersCompaniesIncludeSignalsFilterByLocation]
    filterByDepartment: Sequence[CompaniesProspectingFiltersCompaniesIncludeSignalsFilterByDepartment]
    filterByIntentCategory: Sequence[str]

class CompaniesProspectingFiltersCompaniesInclude(TypedDict, total=False):
    names: Sequence[str]
    domains: Sequence[str]
    ids: Sequence[str | int]
    technologies: Sequence[str]
    intentTopics: Sequence[str]
    sicCodes: Sequence[str]
    naicsCodes: Sequence[str]
    linkedinUrls: Sequence[str]
    keywords: Sequence[str]
    specialities: Sequence[str]
    exactSpecialities: Sequence[str]
    exactKeywords: Sequence[str]
    keywordsSearchFields: Sequence[str]
    previousCompanyDomains: Sequence[str]
    previousCompanyNames: Sequence[str]
    locations: Sequence[ContactsProspectingFiltersContactsIncludeLocation]
    sizes: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    revenues: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    technologiesCondition: ContactsProspectingFiltersContactsIncludeExistingDataPointsCondition
    mainIndustriesIds: Sequence[int]
    subIndustriesIds: Sequence[int]
    intentTopicsCondition: ContactsProspectingFiltersContactsIncludeExistingDataPointsCondition
    intentMinScore: int
    intentMaxScore: int
    intentTopicsOperator: ContactsProspectingFiltersCompaniesIncludeIntentTopicsOperator
    topicCountThreshold: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    foundedYear: Sequence[ProspectingContactSearchFiltersCompaniesIncludeSize]
    businessModel: Sequence[ContactsProspectingFiltersCompaniesIncludeBusinessModel]
    companyType: Sequence[ContactsProspectingFiltersCompaniesIncludeCompanyType]
    geographicDetails: Sequence[ContactsProspectingFiltersContactsIncludeGeographicDetail]
    locationsZipcodes: Sequence[ContactsProspectingFiltersCompaniesIncludeLocationsZipcode]
    headquarterZipcodes: Sequence[ContactsProspectingFiltersCompaniesIncludeLocationsZipcode]
    searchText: str
    signals: CompaniesProspectingFiltersCompaniesIncludeSignals

class CompaniesProspectingFiltersCompanies(TypedDict, total=False):
    include: Required[CompaniesProspectingFiltersCompaniesInclude]
    exclude: CompaniesProspectingFiltersCompaniesInclude

class CompaniesProspectingFiltersContactsInclude(TypedDict, total=False):
    jobTitles: Sequence[str]
    departments: Sequence[str]
    seniorityIds: Sequence[int]
    skills: Sequence[str]
    locations: Sequence[ContactsProspectingFiltersContactsIncludeLocation]
    existingDataPoints: Sequence[str]

class CompaniesProspectingFiltersContacts(TypedDict, total=False):
    include: CompaniesProspectingFiltersContactsInclude
    exclude: CompaniesProspectingFiltersContactsInclude

class CompaniesProspectingFilters(TypedDict, total=False):
    companies: Required[CompaniesProspectingFiltersCompanies]
    contacts: CompaniesProspectingFiltersContacts

class ContactsLookalikeSeeds(TypedDict, total=False):
    linkedinUrls: Sequence[str]
    emails: Sequence[str]
    contactIds: Sequence[int]
    contacts: Sequence[LookalikeContactsSeedsContact]
    ids: Sequence[str | int]

class ContactsBuyingGroupCompany(TypedDict, total=False):
    clientReferenceId: str | int
    domain: str
    id: str | int

ContactsBuyingGroupPersona = Literal["decision_maker", "potential_champion", "end_user"] | str

ContactsTablesCreateVisibility = Literal["private", "shared"] | str

ContactsTablesListStatus = Literal["active", "archived"] | str

class ContactsTablesAddColumnsColumn(TypedDict, total=False):
    columnKey: Required[str]

ContactsTablesRunColumnRunScope = Literal["all", "missing", "specific"] | str

class CompaniesSignalsFiltersInclude(TypedDict, total=False):
    intentCategories: Sequence[str]

class CompaniesSignalsFilters(TypedDict, total=False):
    include: CompaniesSignalsFiltersInclude

class CompaniesSignalScoreCompany(TypedDict, total=False):
    clientReferenceId: str | int
    id: str | int
    domain: str
    name: str
    email: str

class ContactsSignalScoreContact(TypedDict, total=False):
    clientReferenceId: str | int
    id: str | int
    linkedinUrl: str
    email: str
    firstName: str
    lastName: str
    companyName: str
    companyDomain: str

CompaniesWebsiteVisitsSortOrder = Literal["asc", "desc"] | str

class CompaniesWebsiteVisitsSort(TypedDict, total=False):
    by: str
    order: CompaniesWebsiteVisitsSortOrder

CompaniesWebsiteVisitsFiltersScoreBand = Literal["cold", "warm", "hot"] | str

class CompaniesWebsiteVisitsFiltersVisitorCountries(TypedDict, total=False):
    include: Sequence[str]
    exclude: Sequence[str]

class CompaniesWebsiteVisitsFiltersAvgSessionMinutes(TypedDict, total=False):
    min: float
    max: float

class CompaniesWebsiteVisitsFilters(TypedDict, total=False):
    scoreBands: Sequence[CompaniesWebsiteVisitsFiltersScoreBand]
    visitorCountries: CompaniesWebsiteVisitsFiltersVisitorCountries
    avgSessionMinutes: CompaniesWebsiteVisitsFiltersAvgSessionMinutes
    score: ProspectingContactSearchFiltersCompaniesIncludeSize
    totalSessions: ProspectingContactSearchFiltersCompaniesIncludeSize
    uniqueVisitors: ProspectingContactSearchFiltersCompaniesIncludeSize
    daysVisited: ProspectingContactSearchFiltersCompaniesIncludeSize
    highIntentPageviews: ProspectingContactSearchFiltersCompaniesIncludeSize
    daysSinceLastVisit: ProspectingContactSearchFiltersCompaniesIncludeSize

class ContactsRecommendationsFilters(TypedDict, total=False):
    targetIcp: Sequence[str]
    signals: Sequence[str]

ContactsRecommendationsSortBy = Literal["leadScore", "signalScore", "icpFitScore", "targetIcp"] | str

class ContactsRecommendationsSort(TypedDict, total=False):
    by: Required[ContactsRecommendationsSortBy]
    order: Required[CompaniesWebsiteVisitsSortOrder]

AccountIcpProfilesStatus = Literal["active", "disabled"] | str

class PersonMethods:
    def get(
        self,
        *,
        person_id: str | int | None = None,
        email: str | None = None,
        linkedin_url: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        company_name: str | None = None,
        company_domain: str | None = None,
        refresh_job_info: bool | None = None,
        filter_by: PersonGetFilterBy | None = None,
        reveal_emails: bool | None = None,
        reveal_phones: bool | None = None,
        signals: Sequence[PersonGetSignal] | None = None,
        signals_start_date: str | date | None = None,
        partial_profile: bool | None = None,
    ) -> dict[str, Any]:
        """Look up one person: job, company, emails and phones.

        GET /v2/person. It costs credits."""
    def bulk(
        self,
        *,
        contacts: Sequence[PersonBulkContact],
        refresh_job_info: bool | None = None,
        filter_by: PersonGetFilterBy | None = None,
        reveal_emails: bool | None = None,
        reveal_phones: bool | None = None,
        signals: Sequence[PersonGetSignal] | None = None,
        signals_start_date: str | date | None = None,
        partial_profile: bool | None = None,
    ) -> dict[str, Any]:
        """Enrich a file of people, or up to 100 in one request.

        POST /v2/person. It costs credits."""

class CompanyMethods:
    def get(
        self,
        *,
        domain: str | None = None,
        company: str | None = None,
        company_id: str | int | None = None,
        signals: Sequence[CompanyGetSignal] | None = None,
        signals_start_date: str | date | None = None,
        partial_company: bool | None = None,
    ) -> dict[str, Any]:
        """Look up one company: size, industry, revenue and links.

        GET /v2/company. It costs credits."""
    def bulk(
        self,
        *,
        companies: Sequence[CompanyBulkCompany],
        signals: Sequence[CompanyGetSignal] | None = None,
        signals_start_date: str | date | None = None,
        signals_filters: CompanyBulkSignalsFilters | None = None,
        partial_company: bool | None = None,
    ) -> dict[str, Any]:
        """Enrich a file of companies, or up to 100 in one request.

        POST /v2/company. It costs credits."""

class FiltersMethods:
    @property
    def contacts(self) -> FiltersContactsMethods: ...
    @property
    def companies(self) -> FiltersCompaniesMethods: ...

class FiltersContactsMethods:
    def departments(self) -> list[Any]:
        """List the departments.

        GET /prospecting/filters/contacts/departments. Free of charge."""
    def seniority(self) -> list[Any]:
        """List the seniorities and their IDs.

        GET /prospecting/filters/contacts/seniority. Free of charge."""
    def data_points(self) -> list[Any]:
        """List the types of contact data.

        GET /prospecting/filters/contacts/existing_data_points. Free of charge."""
    def countries(self) -> list[Any]:
        """List the countries and their codes.

        GET /prospecting/filters/contacts/all_countries. Free of charge."""
    def locations(self, *, text: str) -> list[Any]:
        """Search for locations of contacts.

        POST /prospecting/filters/contacts/locations. Free of charge."""

class FiltersCompaniesMethods:
    def names(self, *, text: str) -> list[Any]:
        """Search for companies by name.

        POST /prospecting/filters/companies/names. Free of charge."""
    def industries(self) -> list[Any]:
        """List the industries and their IDs.

        GET /prospecting/filters/companies/industries_labels. Free of charge."""
    def sizes(self) -> list[Any]:
        """List the company size ranges.

        GET /prospecting/filters/companies/sizes. Free of charge."""
    def revenues(self) -> list[Any]:
        """List the revenue ranges in US dollars.

        GET /prospecting/filters/companies/revenues. Free of charge."""
    def locations(self, *, text: str) -> list[Any]:
        """Search for locations of companies.

        POST /prospecting/filters/companies/locations. Free of charge."""
    def sics(self) -> list[Any]:
        """List the SIC codes.

        GET /prospecting/filters/companies/sics. Free of charge."""
    def naics(self) -> list[Any]:
        """List the NAICS codes.

        GET /prospecting/filters/companies/naics. Free of charge."""
    def intent_topics(self) -> list[Any]:
        """List the intent topics.

        GET /prospecting/filters/companies/intent_topics. Free of charge."""
    def technologies(self, *, text: str) -> list[Any]:
        """Search for technologies.

        POST /prospecting/filters/companies/technologies. Free of charge."""

class ProspectingMethods:
    @property
    def contact(self) -> ProspectingContactMethods: ...
    @property
    def company(self) -> ProspectingCompanyMethods: ...

class ProspectingContactMethods:
    def search(
        self,
        *,
        filters: ProspectingContactSearchFilters,
        include_partial_contact: bool | None = None,
        exclude_dnc: bool | None = None,
        page: int = 0,
        page_size: int = 20,
    ) -> dict[str, Any]:
        """Search for contacts by filters on them and their company.

        POST /prospecting/contact/search. It costs credits."""
    def iter_search(
        self,
        *,
        filters: ProspectingContactSearchFilters,
        include_partial_contact: bool | None = None,
        exclude_dnc: bool | None = None,
        limit: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Search for contacts by filters on them and their company.

        Yield up to `limit` records, page by page."""
    def enrich(
        self,
        *,
        request_id: str | int,
        contact_ids: Sequence[str | int],
        reveal_emails: bool | None = None,
        reveal_phones: bool | None = None,
    ) -> dict[str, Any]:
        """Reveal emails and phones for contacts from a search.

        POST /prospecting/contact/enrich. It costs credits."""

class ProspectingCompanyMethods:
    def search(
        self,
        *,
        filters: ProspectingCompanySearchFilters,
        page: int = 0,
        page_size: int = 20,
    ) -> dict[str, Any]:
        """Search for companies by filters.

        POST /prospecting/company/search. It costs credits."""
    def iter_search(
        self,
        *,
        filters: ProspectingCompanySearchFilters,
        limit: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Search for companies by filters.

        Yield up to `limit` records, page by page."""
    def enrich(
        self,
        *,
        request_id: str | int,
        companies_ids: Sequence[str | int],
    ) -> dict[str, Any]:
        """Get the data of companies from a search.

        POST /prospecting/company/enrich. It costs credits."""

class SignalsMethods:
    def options(self, object_type: str) -> dict[str, Any]:
        """List the signal types and the values of their filters.

        GET /api/signals/filters/{objectType}. Free of charge."""
    @property
    def contacts(self) -> SignalsContactsMethods: ...
    @property
    def companies(self) -> SignalsCompaniesMethods: ...

class SignalsContactsMethods:
    def get(
        self,
        *,
        contact_ids: Sequence[int],
        signals: Sequence[PersonGetSignal],
        start_date: str | date | None = None,
        max_results_per_signal: int | None = None,
    ) -> dict[str, Any]:
        """Get the signals of contacts by their IDs.

        POST /api/signals/contacts. It costs credits."""
    def search(
        self,
        *,
        contacts: Sequence[SignalsContactsSearchContact],
        signals: Sequence[PersonGetSignal],
        start_date: str | date | None = None,
        max_results_per_signal: int | None = None,
    ) -> dict[str, Any]:
        """Find a person and get their signals.

        POST /api/signals/contacts/search. It costs credits."""

class SignalsCompaniesMethods:
    def get(
        self,
        *,
        company_ids: Sequence[int],
        signals: Sequence[CompanyGetSignal],
        filters: CompanyBulkSignalsFilters | None = None,
        start_date: str | date | None = None,
        max_results_per_signal: int | None = None,
    ) -> dict[str, Any]:
        """Get the signals of companies by their IDs.

        POST /api/signals/companies. It costs credits."""
    def search(
        self,
        *,
        companies: Sequence[SignalsCompaniesSearchCompany],
        signals: Sequence[CompanyGetSignal],
        filters: CompanyBulkSignalsFilters | None = None,
        start_date: str | date | None = None,
        max_results_per_signal: int | None = None,
    ) -> dict[str, Any]:
        """Find a company and get its signals.

        POST /api/signals/companies/search. It costs credits."""

class AccountMethods:
    def usage(self) -> dict[str, Any]:
        """Show the credits used and left, and when they run out.

        GET /account/usage. Free of charge."""
    def plan(self) -> dict[str, Any]:
        """Show credits, rate limits, contract and prices.

        GET /v3/account/usage. Free of charge."""
    def icp_profiles(
        self,
        *,
        status: AccountIcpProfilesStatus | None = None,
        access: ContactsTablesCreateVisibility | None = None,
    ) -> dict[str, Any]:
        """List your Target Profiles (ICPs), and those shared with you.

        GET /v3/icp/profiles. Free of charge."""

class LookalikeMethods:
    def contacts(
        self,
        *,
        seeds: LookalikeContactsSeeds,
        dedupe_session_id: str | int | None = None,
        exclude: LookalikeContactsSeeds | None = None,
        limit: int | None = None,
    ) -> dict[str, Any]:
        """Find contacts similar to seed contacts.

        POST /v3/lookalike/contacts. It costs credits."""
    def companies(
        self,
        *,
        seeds: LookalikeCompaniesSeeds,
        dedupe_session_id: str | int | None = None,
        exclude: LookalikeCompaniesSeeds | None = None,
        limit: int | None = None,
    ) -> dict[str, Any]:
        """Find companies similar to seed companies.

        POST /v3/lookalike/companies. It costs credits."""

class RecommendationsMethods:
    def contacts(
        self,
        *,
        contacts: Sequence[RecommendationsContactsContact],
        request_id: str | int | None = None,
        exclude: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> dict[str, Any]:
        """Get recommended contacts for seed contacts.

        POST /api/recommendations/contacts. It costs credits."""
    def companies(
        self,
        *,
        companies: Sequence[RecommendationsCompaniesCompany],
        request_id: str | int | None = None,
        exclude: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> dict[str, Any]:
        """Get recommended companies for seed companies.

        POST /api/recommendations/companies. It costs credits."""

class WebhooksMethods:
    def create(
        self,
        *,
        defaults: WebhooksCreateDefaults,
        subscriptions: Sequence[WebhooksCreateSubscription],
        name: str | None = None,
    ) -> dict[str, Any]:
        """Subscribe to signals of contacts or companies.

        POST /api/subscriptions. Free of charge."""
    def list(self, *, limit: int | None = None, offset: int | None = None) -> dict[str, Any]:
        """List the subscriptions of the account, newest first.

        GET /api/subscriptions. Free of charge."""
    def iter_list(self, *, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """List the subscriptions of the account, newest first.

        Yield up to `limit` records, page by page."""
    def get(self, id: str | int) -> dict[str, Any]:
        """Show a subscription, and the reason if it is blocked.

        GET /api/subscriptions/{id}. Free of charge."""
    def update(
        self,
        id: str | int,
        *,
        signal_types: Sequence[str] | None = None,
        url: str | None = None,
        name: str | None = None,
        is_active: bool | None = None,
        regenerate_secret: bool | None = None,
    ) -> dict[str, Any]:
        """Change or reactivate a subscription.

        PATCH /api/subscriptions/{id}. Free of charge."""
    def test(self, id: str | int, *, mode: WebhooksTestMode | None = None) -> dict[str, Any]:
        """Send a test event to the URL of a subscription. Free.

        POST /api/subscriptions/{id}/test. Free of charge."""
    def delete(self, *, ids: Sequence[str | int]) -> dict[str, Any]:
        """Delete subscriptions permanently.

        POST /api/subscriptions/delete. Free of charge."""
    def logs(
        self,
        *,
        subscription_id: str | int | None = None,
        status: WebhooksLogsStatus | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> dict[str, Any]:
        """Show the delivery attempts and their results.

        GET /api/audit-logs. Free of charge."""
    def iter_logs(
        self,
        *,
        subscription_id: str | int | None = None,
        status: WebhooksLogsStatus | None = None,
        limit: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Show the delivery attempts and their results.

        Yield up to `limit` records, page by page."""
    def stats(self, *, subscription_id: str | int | None = None) -> dict[str, Any]:
        """Show how many deliveries succeeded and failed.

        GET /api/audit-logs/stats. Free of charge."""
    def secret(self) -> dict[str, Any]:
        """Print or store the secret that signs deliveries.

        GET /api/account/secret. Free of charge."""
    def rotate_secret(self) -> dict[str, Any]:
        """Create or replace the secret that signs deliveries.

        POST /api/account/secret/regenerate. Free of charge."""
    def opt_out(
        self,
        *,
        entity_type: WebhooksOptOutEntityType,
        url: str,
        name: str | None = None,
    ) -> dict[str, Any]:
        """Subscribe the account to opt-outs from data processing.

        POST /api/subscriptions/opt-out. Free of charge."""

class ContactsMethods:
    def search(
        self,
        *,
        contacts: Sequence[ContactsSearchContact],
        include_partial_profiles: bool | None = None,
        signals: Sequence[PersonGetSignal] | None = None,
        start_date: str | date | None = None,
        max_results_per_signal: int | None = None,
    ) -> dict[str, Any]:
        """Find contacts, and the data that can be revealed.

        POST /v3/contacts/search. It costs credits."""
    def enrich(
        self,
        *,
        ids: Sequence[str | int],
        reveal: Sequence[ContactsEnrichReveal] | None = None,
        waterfall_enabled: bool | None = None,
        waterfall_reveal: Sequence[ContactsEnrichReveal] | None = None,
        table_id: str | int | None = None,
    ) -> dict[str, Any]:
        """Reveal emails and phones for contacts from a search.

        POST /v3/contacts/enrich. It costs credits."""
    def search_and_enrich(
        self,
        *,
        contacts: Sequence[ContactsSearchContact],
        reveal: Sequence[ContactsEnrichReveal] | None = None,
        include_partial_profiles: bool | None = None,
    ) -> dict[str, Any]:
        """Find contacts and reveal their data in one step.

        POST /v3/contacts/search-and-enrich. It costs credits."""
    def job(self, job_id: str | int) -> dict[str, Any]:
        """Get the contact data found by your waterfall providers.

        GET /v3/contacts/jobs/{jobId}. Free of charge."""
    def prospecting(
        self,
        *,
        filters: ContactsProspectingFilters,
        page: int = 0,
        page_size: int = 25,
        table_id: str | int | None = None,
        max_contacts_per_company: int | None = None,
        include_partial_profiles: bool | None = None,
        exclude_dnc: bool | None = None,
    ) -> dict[str, Any]:
        """Search for contacts by filters on them and their company.

        POST /v3/contacts/prospecting. It costs credits."""
    def iter_prospecting(
        self,
        *,
        filters: ContactsProspectingFilters,
        table_id: str | int | None = None,
        max_contacts_per_company: int | None = None,
        include_partial_profiles: bool | None = None,
        exclude_dnc: bool | None = None,
        limit: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Search for contacts by filters on them and their company.

        Yield up to `limit` records, page by page."""
    def lookalike(
        self,
        *,
        seeds: ContactsLookalikeSeeds,
        dedupe_session_id: str | int | None = None,
        exclude: ContactsLookalikeSeeds | None = None,
        limit: int | None = None,
        table_id: str | int | None = None,
    ) -> dict[str, Any]:
        """Find contacts similar to 5 to 100 seed contacts.

        POST /v3/contacts/lookalike. It costs credits."""
    def buying_group(
        self,
        *,
        companies: Sequence[ContactsBuyingGroupCompany],
        personas: Sequence[ContactsBuyingGroupPersona] | None = None,
        contacts_limit: int | None = None,
        page: int | None = None,
        page_size: int | None = None,
    ) -> dict[str, Any]:
        """Find the buying group of companies.

        POST /v3/contacts/buying-group. It costs credits."""
    @property
    def tables(self) -> ContactsTablesMethods: ...
    def signals(
        self,
        *,
        ids: Sequence[str | int],
        signal_types: Sequence[PersonGetSignal],
        start_date: str | date | None = None,
        max_results_per_signal: int | None = None,
        table_id: str | int | None = None,
    ) -> dict[str, Any]:
        """Get promotions and company changes of contacts by ID.

        POST /v3/contacts/signals. It costs credits."""
    def signal_types(self) -> dict[str, Any]:
        """List the signal types of contacts.

        GET /v3/contacts/signals/types. Free of charge."""
    def signal_score(self, *, contacts: Sequence[ContactsSignalScoreContact]) -> dict[str, Any]:
        """Score contacts from 0 to 1 by their signals.

        POST /v3/contacts/signal-score. It costs credits."""
    def icp_fit_score(
        self,
        *,
        target_profile_ids: Sequence[str | int],
        contacts: Sequence[ContactsSignalScoreContact],
    ) -> dict[str, Any]:
        """Score contacts from 0 to 1 by their fit to your ICPs.

        POST /v3/contacts/icp-fit-score. It costs credits."""
    def recommendations(
        self,
        *,
        page: int = 0,
        page_size: int = 25,
        filters: ContactsRecommendationsFilters | None = None,
        sort: Sequence[ContactsRecommendationsSort] | None = None,
    ) -> dict[str, Any]:
        """List the contacts that Lusha recommends to you.

        POST /v3/contacts/recommendations. It costs credits."""
    def iter_recommendations(
        self,
        *,
        filters: ContactsRecommendationsFilters | None = None,
        sort: Sequence[ContactsRecommendationsSort] | None = None,
        limit: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """List the contacts that Lusha recommends to you.

        Yield up to `limit` records, page by page."""
    def recommendation_filters(self) -> dict[str, Any]:
        """List the filter values for recommended contacts.

        GET /v3/contacts/recommendations/filters. Free of charge."""
    def filters(self) -> dict[str, Any]:
        """List the filters on contacts.

        GET /v3/contacts/prospecting/filters. Free of charge."""
    def filter_values(self, filter_type: str, *, query: str | None = None) -> dict[str, Any]:
        """List the values of a filter on contacts.

        GET /v3/contacts/prospecting/filters/{filterType}. Free of charge."""

class CompaniesMethods:
    def search(
        self,
        *,
        companies: Sequence[CompaniesSearchCompany],
        include_partial_profiles: bool | None = None,
        signals: Sequence[CompaniesSearchSignal] | None = None,
        start_date: str | date | None = None,
        max_results_per_signal: int | None = None,
    ) -> dict[str, Any]:
        """Find companies, and the data that can be revealed.

        POST /v3/companies/search. It costs credits."""
    def enrich(
        self,
        *,
        ids: Sequence[str | int],
        reveal: Sequence[CompaniesEnrichReveal] | None = None,
        table_id: str | int | None = None,
    ) -> dict[str, Any]:
        """Get the full data of companies from a search.

        POST /v3/companies/enrich. It costs credits."""
    def search_and_enrich(
        self,
        *,
        companies: Sequence[CompaniesSearchCompany],
        reveal: Sequence[CompaniesEnrichReveal] | None = None,
        include_partial_profiles: bool | None = None,
    ) -> dict[str, Any]:
        """Find companies and get their full data in one step.

        POST /v3/companies/search-and-enrich. It costs credits."""
    def prospecting(
        self,
        *,
        filters: CompaniesProspectingFilters,
        page: int = 0,
        page_size: int = 25,
        table_id: str | int | None = None,
        include_partial_profiles: bool | None = None,
    ) -> dict[str, Any]:
        """Search for companies by filters on them and their contacts.

        POST /v3/companies/prospecting. It costs credits."""
    def iter_prospecting(
        self,
        *,
        filters: CompaniesProspectingFilters,
        table_id: str | int | None = None,
        include_partial_profiles: bool | None = None,
        limit: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Search for companies by filters on them and their contacts.

        Yield up to `limit` records, page by page."""
    def lookalike(
        self,
        *,
        seeds: LookalikeCompaniesSeeds,
        dedupe_session_id: str | int | None = None,
        exclude: LookalikeCompaniesSeeds | None = None,
        limit: int | None = None,
        table_id: str | int | None = None,
    ) -> dict[str, Any]:
        """Find companies similar to 5 to 100 seed companies.

        POST /v3/companies/lookalike. It costs credits."""
    @property
    def tables(self) -> CompaniesTablesMethods: ...
    def signals(
        self,
        *,
        ids: Sequence[str | int],
        signal_types: Sequence[CompaniesSearchSignal],
        start_date: str | date | None = None,
        max_results_per_signal: int | None = None,
        table_id: str | int | None = None,
        filters: CompaniesSignalsFilters | None = None,
    ) -> dict[str, Any]:
        """Get news, growth, hiring and intent of companies by ID.

        POST /v3/companies/signals. It costs credits."""
    def signal_types(self) -> dict[str, Any]:
        """List the signal types of companies.

        GET /v3/companies/signals/types. Free of charge."""
    def signal_filters(self) -> dict[str, Any]:
        """List the filters on company signals.

        GET /v3/companies/signals/filters. Free of charge."""
    def signal_filter_values(
        self,
        filter_type: str,
        *,
        query: str | None = None,
    ) -> dict[str, Any]:
        """List the values of a filter on signals.

        GET /v3/companies/signals/filters/{filterType}. Free of charge."""
    def signal_score(self, *, companies: Sequence[CompaniesSignalScoreCompany]) -> dict[str, Any]:
        """Score companies from 0 to 1 by their signals.

        POST /v3/companies/signal-score. It costs credits."""
    def icp_fit_score(
        self,
        *,
        target_profile_ids: Sequence[str | int],
        companies: Sequence[CompaniesSignalScoreCompany],
    ) -> dict[str, Any]:
        """Score companies from 0 to 1 by their fit to your ICPs.

        POST /v3/companies/icp-fit-score. It costs credits."""
    def website_visits(
        self,
        *,
        domains: Sequence[str],
        start_date: str | date,
        end_date: str | date,
        page: int = 0,
        page_size: int = 25,
        sort: CompaniesWebsiteVisitsSort | None = None,
        filters: CompaniesWebsiteVisitsFilters | None = None,
    ) -> dict[str, Any]:
        """Find companies that visited your website.

        POST /v3/companies/website-visits. It costs credits."""
    def iter_website_visits(
        self,
        *,
        domains: Sequence[str],
        start_date: str | date,
        end_date: str | date,
        sort: CompaniesWebsiteVisitsSort | None = None,
        filters: CompaniesWebsiteVisitsFilters | None = None,
        limit: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Find companies that visited your website.

        Yield up to `limit` records, page by page."""
    def recommendations(
        self,
        *,
        page: int = 0,
        page_size: int = 25,
        filters: ContactsRecommendationsFilters | None = None,
        sort: Sequence[ContactsRecommendationsSort] | None = None,
    ) -> dict[str, Any]:
        """List the companies that Lusha recommends to you.

        POST /v3/companies/recommendations. It costs credits."""
    def iter_recommendations(
        self,
        *,
        filters: ContactsRecommendationsFilters | None = None,
        sort: Sequence[ContactsRecommendationsSort] | None = None,
        limit: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """List the companies that Lusha recommends to you.

        Yield up to `limit` records, page by page."""
    def recommendation_filters(self) -> dict[str, Any]:
        """List the filter values for recommended companies.

        GET /v3/companies/recommendations/filters. Free of charge."""
    def filters(self) -> dict[str, Any]:
        """List the filters on companies.

        GET /v3/companies/prospecting/filters. Free of charge."""
    def filter_values(self, filter_type: str, *, query: str | None = None) -> dict[str, Any]:
        """List the values of a filter on companies.

        GET /v3/companies/prospecting/filters/{filterType}. Free of charge."""

class ContactsTablesMethods:
    def create(
        self,
        *,
        name: str,
        owner: str | None = None,
        visibility: ContactsTablesCreateVisibility | None = None,
        ids: Sequence[str | int] | None = None,
    ) -> dict[str, Any]:
        """Create a table of contacts.

        POST /v3/contacts/tables. Free of charge."""
    def list(
        self,
        *,
        owner: str | None = None,
        page: int | None = None,
        size: int | None = None,
        name: str | None = None,
        status: ContactsTablesListStatus | None = None,
    ) -> dict[str, Any]:
        """List the tables of contacts.

        POST /v3/contacts/tables/list. Free of charge."""
    def column_catalog(self, *, owner: str | None = None) -> dict[str, Any]:
        """List the columns available to tables of contacts.

        GET /v3/contacts/tables/columns/catalog. Free of charge."""
    def get(self, table_id: str | int, *, owner: str | None = None) -> dict[str, Any]:
        """Show a table of contacts and the progress of its columns.

        GET /v3/contacts/tables/{table_id}. Free of charge."""
    def update(
        self,
        table_id: str | int,
        *,
        owner: str | None = None,
        name: str | None = None,
        visibility: ContactsTablesCreateVisibility | None = None,
        archived: bool | None = None,
    ) -> dict[str, Any]:
        """Rename, share, transfer or archive a table of contacts.

        PATCH /v3/contacts/tables/{table_id}. Free of charge."""
    def delete(self, table_id: str | int, *, owner: str | None = None) -> dict[str, Any]:
        """Delete a table of contacts permanently.

        DELETE /v3/contacts/tables/{table_id}. Free of charge."""
    def rows(
        self,
        table_id: str | int,
        *,
        owner: str | None = None,
        page: int | None = None,
        size: int | None = None,
    ) -> dict[str, Any]:
        """Read a page of a table of contacts.

        GET /v3/contacts/tables/{table_id}/entities. It costs credits."""
    def add(
        self,
        table_id: str | int,
        *,
        entity_ids: Sequence[str | int],
        company_ids: Sequence[str | int] | None = None,
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Add contacts to a table, at most 500 at a time.

        POST /v3/contacts/tables/{table_id}/entities. Free of charge."""
    def remove(
        self,
        table_id: str | int,
        *,
        entity_ids: Sequence[str | int],
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Remove contacts from a table.

        DELETE /v3/contacts/tables/{table_id}/entities. Free of charge."""
    def columns(self, table_id: str | int, *, owner: str | None = None) -> dict[str, Any]:
        """List the columns of a table of contacts.

        GET /v3/contacts/tables/{table_id}/columns. Free of charge."""
    def add_columns(
        self,
        table_id: str | int,
        *,
        columns: Sequence[ContactsTablesAddColumnsColumn] | None = None,
        column_key: str | None = None,
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Add up to 10 columns to a table of contacts, and fill them.

        POST /v3/contacts/tables/{table_id}/columns. Free of charge."""
    def remove_column(
        self,
        table_id: str | int,
        column_id: str | int,
        *,
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Delete a column of a table of contacts permanently.

        DELETE /v3/contacts/tables/{table_id}/columns/{column_id}. Free of charge."""
    def run_column(
        self,
        table_id: str | int,
        column_id: str | int,
        *,
        run_scope: ContactsTablesRunColumnRunScope,
        entity_ids: Sequence[str | int] | None = None,
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Fill a column of a table of contacts.

        POST /v3/contacts/tables/{table_id}/columns/{column_id}/run. It costs credits."""

class CompaniesTablesMethods:
    def create(
        self,
        *,
        name: str,
        owner: str | None = None,
        visibility: ContactsTablesCreateVisibility | None = None,
        ids: Sequence[str | int] | None = None,
    ) -> dict[str, Any]:
        """Create a table of companies.

        POST /v3/companies/tables. Free of charge."""
    def list(
        self,
        *,
        owner: str | None = None,
        page: int | None = None,
        size: int | None = None,
        name: str | None = None,
        status: ContactsTablesListStatus | None = None,
    ) -> dict[str, Any]:
        """List the tables of companies.

        POST /v3/companies/tables/list. Free of charge."""
    def column_catalog(self, *, owner: str | None = None) -> dict[str, Any]:
        """List the columns available to tables of companies.

        GET /v3/companies/tables/columns/catalog. Free of charge."""
    def get(self, table_id: str | int, *, owner: str | None = None) -> dict[str, Any]:
        """Show a table of companies and the progress of its columns.

        GET /v3/companies/tables/{table_id}. Free of charge."""
    def update(
        self,
        table_id: str | int,
        *,
        owner: str | None = None,
        name: str | None = None,
        visibility: ContactsTablesCreateVisibility | None = None,
        archived: bool | None = None,
    ) -> dict[str, Any]:
        """Rename, share, transfer or archive a table of companies.

        PATCH /v3/companies/tables/{table_id}. Free of charge."""
    def delete(self, table_id: str | int, *, owner: str | None = None) -> dict[str, Any]:
        """Delete a table of companies permanently.

        DELETE /v3/companies/tables/{table_id}. Free of charge."""
    def rows(
        self,
        table_id: str | int,
        *,
        owner: str | None = None,
        page: int | None = None,
        size: int | None = None,
    ) -> dict[str, Any]:
        """Read a page of a table of companies.

        GET /v3/companies/tables/{table_id}/entities. It costs credits."""
    def add(
        self,
        table_id: str | int,
        *,
        entity_ids: Sequence[str | int],
        company_ids: Sequence[str | int] | None = None,
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Add companies to a table, at most 500 at a time.

        POST /v3/companies/tables/{table_id}/entities. It costs credits."""
    def remove(
        self,
        table_id: str | int,
        *,
        entity_ids: Sequence[str | int],
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Remove companies from a table.

        DELETE /v3/companies/tables/{table_id}/entities. Free of charge."""
    def columns(self, table_id: str | int, *, owner: str | None = None) -> dict[str, Any]:
        """List the columns of a table of companies.

        GET /v3/companies/tables/{table_id}/columns. Free of charge."""
    def add_columns(
        self,
        table_id: str | int,
        *,
        columns: Sequence[ContactsTablesAddColumnsColumn] | None = None,
        column_key: str | None = None,
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Add up to 10 columns to a table of companies, and fill them.

        POST /v3/companies/tables/{table_id}/columns. Free of charge."""
    def remove_column(
        self,
        table_id: str | int,
        column_id: str | int,
        *,
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Delete a column of a table of companies permanently.

        DELETE /v3/companies/tables/{table_id}/columns/{column_id}. Free of charge."""
    def run_column(
        self,
        table_id: str | int,
        column_id: str | int,
        *,
        run_scope: ContactsTablesRunColumnRunScope,
        entity_ids: Sequence[str | int] | None = None,
        owner: str | None = None,
    ) -> dict[str, Any]:
        """Fill a column of a table of companies.

        POST /v3/companies/tables/{table_id}/columns/{column_id}/run. It costs credits."""

class Groups:
    def __init__(self, call: Call, iterate: Iterate, words: Words = ()) -> None: ...
    @property
    def person(self) -> PersonMethods: ...
    @property
    def company(self) -> CompanyMethods: ...
    @property
    def filters(self) -> FiltersMethods: ...
    @property
    def prospecting(self) -> ProspectingMethods: ...
    @property
    def signals(self) -> SignalsMethods: ...
    @property
    def account(self) -> AccountMethods: ...
    @property
    def lookalike(self) -> LookalikeMethods: ...
    @property
    def recommendations(self) -> RecommendationsMethods: ...
    @property
    def webhooks(self) -> WebhooksMethods: ...
    @property
    def contacts(self) -> ContactsMethods: ...
    @property
    def companies(self) -> CompaniesMethods: ...
