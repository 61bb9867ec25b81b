"""The signal types that V2 requests may name (API reference, August 2026)."""

CONTACT_SIGNALS = ("allSignals", "promotion", "companyChange")
COMPANY_SIGNALS = (
    "allSignals",
    "websiteTrafficIncrease",
    "websiteTrafficDecrease",
    "itSpendIncrease",
    "itSpendDecrease",
    "headcountIncrease1m",
    "headcountDecrease1m",
    "headcountIncrease3m",
    "headcountDecrease3m",
    "headcountIncrease6m",
    "headcountDecrease6m",
    "headcountIncrease12m",
    "headcountDecrease12m",
    "surgeInHiring",
    "surgeInHiringByDepartment",
    "surgeInHiringByLocation",
    "riskNews",
    "commercialActivityNews",
    "corporateStrategyNews",
    "financialEventsNews",
    "peopleNews",
    "marketIntelligenceNews",
    "productActivityNews",
)
