"""`lusha company get`."""

import pytest

from tests.support.cli import Lusha, Server

DOMAIN = "analytical-engines.example"


def test_company_get_shows_a_card_on_a_terminal(lusha: Lusha) -> None:
    result = lusha("company", "get", DOMAIN, terminal=True)
    assert "Analytical Engines" in result.out
    assert DOMAIN in result.out
    assert "{" not in result.out


def test_company_get_accepts_every_identifier(lusha: Lusha) -> None:
    response = lusha("company", "get", DOMAIN).json["data"]
    assert response["name"] == "Analytical Engines"
    for argv in (
        (str(response["id"]),),
        ("analytical engines",),
        ("https://www.analytical-engines.example/",),
        ("--domain", DOMAIN),
        ("--company-domain", DOMAIN),
        ("--company", "Analytical Engines"),
        ("--company-name", "Analytical Engines"),
        ("--company-id", str(response["id"])),
    ):
        assert lusha("company", "get", *argv).json["data"]["id"] == response["id"], argv


def test_company_get_sends_every_parameter(lusha: Lusha) -> None:
    shown = lusha(
        "company", "get", "--dry-run", "--domain", DOMAIN, "--company", "Analytical Engines",
        "--company-id", "9", "--signal", "riskNews", "--signal", "surgeInHiring",
        "--signals-start-date", "2026-01-31", "--no-partial-company",
    ).json  # fmt: skip
    assert shown["url"] == (
        "https://api.lusha.com/v2/company?domain=analytical-engines.example"
        "&company=Analytical+Engines&companyId=9&signals=riskNews&signals=surgeInHiring"
        "&signalsStartDate=2026-01-31&partialCompany=false"
    )


def test_company_get_without_match_exits_3(lusha: Lusha) -> None:
    result = lusha("company", "get", "nowhere-at-all.example", code=3)
    assert result.json == {}
    assert result.err.startswith("Error: No match.\n")
    assert lusha("company", "get", "nowhere-at-all.example", code=3, terminal=True).out == ""
    assert lusha("company", "get", "nowhere.example", "-o", "csv", code=3).out in ("", "\n")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ((), "No company is specified."),
        (("  ",), "WHO is empty."),
        (("--company-id", "x y"), "Error: --company-id: "),
        (("--domain", "not a domain"), "Error: --domain: "),
        ((DOMAIN, "--domain", "b.example"), "set twice"),
    ],
)
def test_company_get_rejects_invalid_input_before_sending(
    online: Lusha, server: Server, argv: tuple[str, ...], message: str
) -> None:
    assert message in online("company", "get", *argv, code=2).err
    assert server.ledger()["totals"]["requests"] == 0


def test_company_get_returns_signals(lusha: Lusha) -> None:
    argv = ("company", "get", DOMAIN, "--yes", "--signal", "allSignals", "--signals-start-date")
    data = lusha(*argv, "2020-01-01").json["data"]
    assert isinstance(data["riskNews"], list)
    assert lusha(*argv, "2020-01-01", terminal=True).out
