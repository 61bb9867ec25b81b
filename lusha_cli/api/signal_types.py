"""Signal types and their filter values (API reference, August 2026)."""

CONTACT_SIGNALS = ("allSignals", "promotion", "companyChange")
COMPANY_SIGNALS = (
    "allSignals", "websiteTrafficIncrease", "websiteTrafficDecrease", "itSpendIncrease",
    "itSpendDecrease", "headcountIncrease1m", "headcountDecrease1m", "headcountIncrease3m",
    "headcountDecrease3m", "headcountIncrease6m", "headcountDecrease6m", "headcountIncrease12m",
    "headcountDecrease12m", "surgeInHiring", "surgeInHiringByDepartment",
    "surgeInHiringByLocation", "riskNews", "commercialActivityNews", "corporateStrategyNews",
    "financialEventsNews", "peopleNews", "marketIntelligenceNews", "productActivityNews",
)  # fmt: skip
NEWS_SIGNALS = tuple(name for name in COMPANY_SIGNALS if name.endswith("News"))
FIGURE_SIGNALS = tuple(name for name in COMPANY_SIGNALS[1:] if name not in NEWS_SIGNALS)
# V3 has one more type.
LINKEDIN_INTENT = "linkedinActivityIntent"
V3_COMPANY_SIGNALS = (*COMPANY_SIGNALS, LINKEDIN_INTENT)
# The events that webhooks report, and the kind of entity of each.
OPT_OUT = "optOut"
EVENTS = {
    **dict.fromkeys(CONTACT_SIGNALS[1:], "contact"),
    OPT_OUT: "contact",
    **dict.fromkeys(V3_COMPANY_SIGNALS[1:], "company"),
}
NEWS_EVENTS = (
    "Asset Investment", "Asset Sale", "Competitor Activity", "Event Participation",
    "Executive Departure", "Executive Hire", "Executive Promotion", "Facilities Expansion",
    "Facility Closure", "Funding Round", "Headcount Decrease", "Headcount Increase", "IPO",
    "Lawsuit Faced", "Lawsuit Filed", "M&A", "New Customer", "New Location", "New Vendor",
    "Partnership", "Product Development", "Product Integration", "Product Launch", "Recognition",
    "Security Issue", "Strategic Investment",
)  # fmt: skip
HIRING_DEPARTMENTS = (
    "Business Development", "Consulting", "Customer Service", "Engineering & Technical",
    "Finance", "General Management", "Health Care & Medical", "Human Resources",
    "Information Technology", "Legal", "Marketing", "Operations", "Other", "Product",
    "Research & Analytics", "Sales",
)  # fmt: skip
