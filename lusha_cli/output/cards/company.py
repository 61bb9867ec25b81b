"""Draw the card of a company."""

from lusha_cli.json_types import Json, as_list, as_object, get_object
from lusha_cli.models import Company, number_at, read_company, read_location
from lusha_cli.output.cards.card import Card, Styled, dim
from lusha_cli.output.cards.signals import add_signals
from lusha_cli.output.cell_formats import (
    entries_text,
    funding_round,
    funding_rounds,
    is_number,
    places_text,
)
from lusha_cli.output.json_path import get_path, text_at, texts_at
from lusha_cli.output.layouts.shared_columns import COMPANY_PROFILE
from lusha_cli.output.number_format import (
    format_money,
    format_number,
    format_range,
    pluralize,
)
from lusha_cli.output.table_model import column_cell
from lusha_cli.output.terminal import Terminal


def company_card(body: Json, record: Json, *, terminal: Terminal) -> str | None:
    """Return the card of the company `record` in the response `body`; None without a company."""
    company = read_company(record)
    if not (company.name or company.domain):
        return None
    card = Card(terminal)
    card.line(Styled(company.name or company.domain, "bold"))
    card.line(card.joined(company.domain if company.name else "", company.kind))
    card.gap()
    card.line(company.description)
    card.gap()
    card.row("Also named", text_at(record, "alternativeName"))
    add_facts(card, company, record)
    _add_places(card, record)
    card.gap()
    _add_links(card, company, record)
    card.gap()
    add_interests(card, company, record)
    _add_codes(card, record)
    _add_more(card, record)
    add_signals(card, body, record)
    card.gap()
    card.row("Company ID", dim(company.id))
    return card.draw()


def format_industry(card: Card, company: Company) -> str:
    """Return the industry and sub-industry."""
    parts = dict.fromkeys((company.industry, company.sub_industry))
    return card.joined(*parts)


def format_headcount(card: Card, company: Company) -> str:
    """Return the range of employees, and the number of those on LinkedIn."""
    low, high = (format_number(number) if number else "" for number in company.size or (0, 0))
    size = format_range(low, high, dash=card.glyphs.dash)
    linkedin_count = company.employees_on_linkedin
    return card.joined(
        size and f"{size} employees",
        f"{format_number(linkedin_count)} on LinkedIn" if linkedin_count else "",
    )


def add_facts(card: Card, company: Company, record: Json) -> None:
    """Add industry, size, revenue, funding, founding year and location."""
    card.row("Industry", format_industry(card, company))
    card.row("Size", format_headcount(card, company))
    if company.revenue:
        low, high = (format_money(amount) if amount else "" for amount in company.revenue)
        card.row("Revenue", format_range(low, high, dash=card.glyphs.dash))
    _add_funding(card, company, get_object(record, "funding"))
    card.row("Founded", company.founded)
    card.row("HQ", company.location.line())


def add_interests(card: Card, company: Company, record: Json) -> None:
    """Add technologies, specialities and the topics that the company researches."""
    card.name_list("Technologies", company.technologies)
    card.name_list("Specialities", company.specialities)
    card.name_list("Intent", _intent_topics(record))


def _add_funding(card: Card, company: Company, funding: dict[str, Json]) -> None:
    rounds = number_at(funding, "totalRounds")
    count = f" in {pluralize(rounds, 'round', 'rounds')}" if rounds else ""
    total = company.funding_total
    raised = f"{format_money(total, company.funding_currency)} raised{count}" if total else ""
    last = funding_round(
        {
            "type": company.last_round,
            "amount": funding.get("lastRoundAmount", funding.get("lastFundingEventAmount")),
            "currency": company.funding_currency,
            "date": funding.get("lastRoundDate", funding.get("lastFundingEventDate")),
        }
    )
    is_public = "public" if funding.get("isIpo") is True else ""
    card.row("Funding", card.joined(raised, f"last round: {last}" if last else "", is_public))
    card.items("Rounds", funding_rounds(funding))


def _add_places(card: Card, record: Json) -> None:
    card.row("Address", read_location(get_path(record, "location")).raw)
    offices = as_list(get_path(record, "companyLocations"))
    card.items("Offices", [places_text(office) for office in offices])
    for label, key in (("Parent", "directParent"), ("Ultimate parent", "ultimateParent")):
        names = (text_at(record, f"{key}.{name}") for name in ("name", "domain", "hqCountry"))
        card.row(label, card.joined(*names))


def _add_links(card: Card, company: Company, record: Json) -> None:
    card.row("Website", company.website)
    card.row("LinkedIn", company.linkedin)
    followers = number_at(as_object(record), "linkedinFollowers")
    card.row("Followers", "" if followers is None else format_number(followers))
    card.row("Crunchbase", company.crunchbase)
    email_domain = text_at(record, "emailDomain")
    card.row("Email domain", "" if email_domain == company.domain else email_domain)


def _add_codes(card: Card, record: Json) -> None:
    card.name_list("Categories", texts_at(record, "categories"))
    for label, key in (("SIC", "sicCodes"), ("NAICS", "naicsCodes")):
        codes = as_list(get_path(record, f"industryPrimaryGroupDetails.{key}"))
        card.items(label, [entries_text(code) for code in codes])
    tier = number_at(as_object(record), "lushaPopularityTier")
    card.row("Popularity", "" if tier is None else f"tier {tier}")


def _add_more(card: Card, record: Json) -> None:
    """Add what V3 knows of a company, and V2's own response does not have."""
    for column in COMPANY_PROFILE:
        if column.key in _ONLY_IN_V3:
            card.items(column.title, [column_cell(record, column)])


_ONLY_IN_V3 = {
    "alternativeDomains", "companyOffering", "businessModel", "additionalIndustries", "keywords",
    "specialitiesRefactored", "estimatedAnnualItSpend", "monthlyWebsiteTraffic",
    "employeesByDepartment", "employeesByLocation", "employeesBySeniority", "competitors",
    "openJobsTotal", "openJobsByDepartment", "openJobsByLocation", "openJobsBySeniority",
    "emails", "phones", "socialLinks.facebook", "socialLinks.x",
}  # fmt: skip


def _intent_topics(record: Json) -> list[str]:
    """Return the topics that the company researches, with their scores and trends."""
    texts = []
    for topic in as_list(get_path(record, "intent.detectedTopics")):
        name, score = get_path(topic, "topicName"), get_path(topic, "metadata.topicScore")
        if isinstance(name, str) and name:
            numbers = (str(score) if is_number(score) else "", text_at(topic, _TREND))
            notes = ", ".join(filter(None, numbers))
            texts.append(f"{name} ({notes})" if notes else name)
    return texts


_TREND = "metadata.topicTrend"
