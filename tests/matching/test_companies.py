"""Names and domains of companies in the ways in which they are written."""

import pytest

from lusha_cli.matching.companies import compare_companies


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("Acme", "ACME, Inc."),
        ("The Acme Company", "Acme"),
        ("Acme S.A. de C.V.", "Acme"),
        ("Acme Pty Ltd", "Acme GmbH & Co. KG"),
        ("Müller & Söhne", "Mueller und Soehne AG"),
        ("Acme Software", "Acme"),
        ("International Business Machines", "IBM"),
        ("GE", "General Electric Company"),
        ("Northwind Tech", "Northwind Technologies"),
        ("Northwind Mfg", "Northwind Manufacturing"),
        ("Analitical Engines", "Analytical Engines"),
        ("Booking.com", "Booking.com B.V."),
        ("ООО Ромашка", "Romashka"),
    ],
)
def test_same_companies(stated: str, found: str) -> None:
    assert compare_companies(stated, "", found, "") == (True, None)
    assert compare_companies(found, "", stated, "") == (True, None)


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("Totally Other Inc", "Analytical Engines"),
        ("Copper Foods", "Copper Systems"),
        ("Acme Inc", "Ajax Inc"),
        ("IBM", "Intel"),
    ],
)
def test_other_companies(stated: str, found: str) -> None:
    assert compare_companies(stated, "", found, "") == (False, None)


@pytest.mark.parametrize(
    ("stated", "found", "is_same"),
    [
        ("acme.example", "acme.example", True),
        ("mail.acme.example", "acme.example", True),
        ("acme.co.uk", "acme.com", True),
        ("ac-me.example", "acme.com", True),
        ("abc.example", "abc.com", False),
        ("acme.example", "ajax.example", False),
    ],
)
def test_domains(stated: str, found: str, *, is_same: bool) -> None:
    assert compare_companies("", stated, "", found) == (None, is_same)


def test_domain_may_be_another_name() -> None:
    assert compare_companies("Acme Engines", "", "Zenith Holding", "acme-engines.example") == (
        True,
        None,
    )
    assert compare_companies("Acme", "acme.example", "", "acme.example") == (True, True)
    assert compare_companies("", "acme.example", "Acme Ltd", "") == (None, True)


def test_scripts_that_differ_are_not_compared() -> None:
    assert compare_companies("株式会社", "", "Acme", "") == (None, None)
