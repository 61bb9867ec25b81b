"""WHO and domains on a command line: what is accepted, and pages that aren't company domains."""

from collections.abc import Callable

import pytest

from tests.support.cli import ADA, Lusha, Server
from tests.support.files import csv_rows

PAGE = "https://www.linkedin.com/company/engines"
NAME = ("--first-name", "Ada", "--last-name", "Byrne")
SIGNAL = ("--signal", "allSignals")
DOMAINS = [
    ("company", "get", "{}"),
    ("company", "get", "--domain", "{}"),
    ("person", "get", *NAME, "--company-domain", "{}"),
    ("companies", "search", "{}"),
    ("companies", "search-and-enrich", "--domain", "{}"),
    ("contacts", "search", *NAME, "--company-domain", "{}"),
    ("signals", "companies", "search", "{}", *SIGNAL),
    ("signals", "contacts", "search", *NAME, "--company-domain", "{}", *SIGNAL),
    ("companies", "signal-score", "--domain", "{}"),
    ("contacts", "buying-group", "{}"),
    ("lookalike", "companies", "--domain", "{}"),
    ("companies", "lookalike", "--domain", "{}"),
    ("companies", "lookalike", "--exclude-domain", "{}"),
    ("contacts", "lookalike", "--contact", "first-name=A,last-name=B,company-domain={}"),
    ("prospecting", "company", "search", "--domain", "{}"),
    ("prospecting", "contact", "search", "--company-domain", "{}"),
    ("companies", "website-visits", "--domain", "{}"),
]


@pytest.mark.parametrize("line", DOMAINS, ids=" ".join)
def test_social_site_is_no_company_domain(
    line: tuple[str, ...], online: Lusha, server: Server
) -> None:
    for domain in ("linkedin.com", "facebook.com/engines", "lnkd.in/x"):
        reported = online(*(word.format(domain) for word in line), code=2).err
        assert "company domain" in reported.replace("\n  ", " ")
    assert server.ledger()["totals"]["requests"] == 0


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (("lookalike", "companies", "--domain", PAGE), f"Use: --linkedin-url {PAGE}"),
        (
            ("contacts", "prospecting", "--company-domain", PAGE),
            f"Use: --company-linkedin-url {PAGE}",
        ),
        (("company", "get", "--domain", PAGE), "Run: lusha company get --help"),
        (("person", "get", "--company-domain", PAGE), "Run: lusha person get --help"),
        (("company", "get", PAGE), "Pass the company's own domain, its name or its ID."),
    ],
)
def test_page_given_as_domain_names_the_flag_that_accepts_it(
    line: tuple[str, ...], hint: str, lusha: Lusha
) -> None:
    reported = lusha(*line, code=2).err
    assert f"'{PAGE}' is a page on LinkedIn, not a company domain." in reported
    assert hint in reported


@pytest.mark.parametrize(
    ("who", "query"),
    [
        ("Ada <ada@x.example>", "email=ada%40x.example"),
        ("MAILTO:ada@x.example?subject=x", "email=ada%40x.example"),
        ("ada@linkedin.com", "email=ada%40linkedin.com"),
        ("ada@straße.example", "email=ada%40xn--strae-oqa.example"),
        ("\u200b4100000000", "personId=4100000000"),
        (
            "[Ada](https://www.linkedin.com/in/JOSÉ?trk=x)",
            "linkedinUrl=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fjos%25C3%25A9",
        ),
        (
            "linkedin.com/in/ACoAAAbCdEf",
            "linkedinUrl=https%3A%2F%2Fwww.linkedin.com%2Fin%2FACoAAAbCdEf",
        ),
    ],
)
def test_person_is_identified_as_pasted(who: str, query: str, lusha: Lusha) -> None:
    assert query in lusha("person", "get", who, "--dry-run").json["url"]


@pytest.mark.parametrize(
    ("who", "query"),
    [
        ("https://www.Straße.example/about", "domain=xn--strae-oqa.example"),
        ("<firm.example>,", "domain=firm.example"),
        ("ada@firm.example", "domain=firm.example"),
        ("St. Jude", "company=St.+Jude"),
        ("i❤.example", "company=i%E2%9D%A4.example"),
    ],
)
def test_company_is_identified_as_pasted(who: str, query: str, lusha: Lusha) -> None:
    assert query in lusha("company", "get", who, "--dry-run").json["url"]


def test_public_mailbox_is_no_company(lusha: Lusha) -> None:
    reported = lusha("company", "get", "ada@gmail.com", code=2).err
    assert "'ada@gmail.com' is at gmail.com, a public email provider" in reported
    assert "domain=gmail.com" in lusha("company", "get", "gmail.com", "--dry-run").json["url"]


def test_social_site_in_a_file_is_no_company_domain(
    lusha: Lusha, write_csv: Callable[..., str]
) -> None:
    source = write_csv(
        f"domain,fqdn\n{PAGE},\nanalytical-engines.example,{PAGE}\nlinkedin.com,linkedin.com\n"
    )
    rows = csv_rows(lusha("company", "bulk", source, "--yes", code=10).out)
    assert [row["lusha_status"] for row in rows] == ["invalid", "matched", "invalid"]
    assert f"'{PAGE}' is a page on LinkedIn, not a company domain." in rows[0]["lusha_error"]
    people = write_csv(f"first name,last name,website\nAda,Byrne,{PAGE}\n", "people.csv")
    rows = csv_rows(lusha("person", "bulk", people, "--yes", code=10).out)
    assert "is a page on LinkedIn" in rows[0]["lusha_error"]


def test_person_with_two_emails_is_rejected(lusha: Lusha) -> None:
    reported = lusha("person", "get", f"{ADA}; bo@firm.example", code=2).err
    assert "contains 2 emails" in reported
