"""Draw the card of a company."""

from lusha_cli.json_types import Json, as_list
from lusha_cli.models import Company, read_company
from lusha_cli.output.cards.card import Card, Styled, dim
from lusha_cli.output.cards.signals import add_signals
from lusha_cli.output.json_path import get_path
from lusha_cli.output.number_format import format_money, format_number, format_range
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
    _add_facts(card, company, record)
    card.gap()
    _add_links(card, company)
    card.gap()
    card.name_list("Technologies", company.technologies)
    card.name_list("Specialities", company.specialities)
    card.name_list("Intent", _intent_topics(record))
    add_signals(card, body, record)
    card.gap()
    card.row("Company id", dim(company.id))
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


def _add_facts(card: Card, company: Company, record: Json) -> None:
    card.row("Industry", format_industry(card, company))
    card.row("Size", format_headcount(card, company))
    if company.revenue:
        low, high = (format_money(amount) if amount else "" for amount in company.revenue)
        card.row("Revenue", format_range(low, high, dash=card.glyphs.dash))
    if company.funding_total:
        total = format_money(company.funding_total, company.funding_currency)
        last_round = f"last round: {company.last_round}" if company.last_round else ""
        card.row("Funding", card.joined(f"{total} raised", last_round))
    card.row("Founded", company.founded)
    card.row("HQ", company.location.line())
    for label, key in (("Parent", "directParent"), ("Ultimate parent", "ultimateParent")):
        name, domain = (get_path(record, f"{key}.{part}") for part in ("name", "domain"))
        card.row(label, card.joined(*(text for text in (name, domain) if isinstance(text, str))))


def _add_links(card: Card, company: Company) -> None:
    card.row("Website", company.website)
    card.row("LinkedIn", company.linkedin)
    card.row("Crunchbase", company.crunchbase)


def _intent_topics(record: Json) -> list[str]:
    """Return the topics that the company researches, with their scores."""
    texts = []
    for topic in as_list(get_path(record, "intent.detectedTopics")):
        name, score = get_path(topic, "topicName"), get_path(topic, "metadata.topicScore")
        if isinstance(name, str) and name:
            texts.append(f"{name} ({score})" if isinstance(score, int) else name)
    return texts
