"""The card of a company."""

from lusha_cli.json_types import Json
from lusha_cli.models import Company, read_company
from lusha_cli.output.cards.card import Card, Styled, dim
from lusha_cli.output.json_path import find
from lusha_cli.output.number_format import format_number, money, ranged
from lusha_cli.output.signals import add_signals
from lusha_cli.output.terminal import Screen


def company_card(body: Json, record: Json, *, screen: Screen) -> str | None:
    """The card of the company `record` of the answer `body`; None where it holds no company."""
    company = read_company(record)
    if not (company.name or company.domain):
        return None
    card = Card(screen)
    card.line(Styled(company.name or company.domain, "bold"))
    card.line(card.joined(company.domain if company.name else "", company.kind))
    card.gap()
    card.line(company.description)
    card.gap()
    _add_facts(card, company)
    card.gap()
    _add_links(card, company)
    card.gap()
    card.listing("Technologies", company.technologies)
    card.listing("Specialities", company.specialities)
    card.listing("Intent", _topics(record))
    add_signals(card, body, record)
    card.gap()
    card.row("Company id", dim(company.id))
    return card.draw()


def sector(card: Card, company: Company) -> str:
    """Industry and sub-industry."""
    parts = dict.fromkeys((company.industry, company.sub_industry))
    return card.joined(*parts)


def headcount(card: Card, company: Company) -> str:
    """The range of employees, and how many of them are on LinkedIn."""
    least, most = (format_number(number) if number else "" for number in company.size or (0, 0))
    size = ranged(least, most, dash=card.glyphs.dash)
    on_linkedin = company.employees_on_linkedin
    return card.joined(
        size and f"{size} employees",
        f"{format_number(on_linkedin)} on LinkedIn" if on_linkedin else "",
    )


def _add_facts(card: Card, company: Company) -> None:
    card.row("Industry", sector(card, company))
    card.row("Size", headcount(card, company))
    if company.revenue:
        least, most = (money(amount) if amount else "" for amount in company.revenue)
        card.row("Revenue", ranged(least, most, dash=card.glyphs.dash))
    if company.funding_total:
        total = money(company.funding_total, company.funding_currency)
        last = f"last round: {company.last_round}" if company.last_round else ""
        card.row("Funding", card.joined(f"{total} raised", last))
    card.row("Founded", company.founded)
    card.row("HQ", company.location.line())


def _add_links(card: Card, company: Company) -> None:
    card.row("Website", company.website)
    card.row("LinkedIn", company.linkedin)
    card.row("Crunchbase", company.crunchbase)


def _topics(record: Json) -> list[str]:
    """The topics the company reads about, with their scores."""
    topics = find(record, "intent.detectedTopics")
    shown = []
    for topic in topics if isinstance(topics, list) else ():
        name, score = find(topic, "topicName"), find(topic, "metadata.topicScore")
        if isinstance(name, str) and name:
            shown.append(f"{name} ({score})" if isinstance(score, int) else name)
    return shown
