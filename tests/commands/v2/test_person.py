"""`lusha person get`."""

import pytest

from tests.support.cli import ADA, Lusha, Server

ADA_LINKEDIN = "https://www.linkedin.com/in/"


def test_person_get_shows_a_card_on_a_terminal(lusha: Lusha) -> None:
    result = lusha("person", "get", ADA, terminal=True)
    assert "Ada Byrne" in result.out
    assert ADA in result.out
    assert "Analytical Engines" in result.out
    assert "DO NOT CALL" in result.out
    assert "{" not in result.out


def test_person_get_prints_the_response_body_when_piped(lusha: Lusha) -> None:
    contact = lusha("person", "get", ADA).json["contact"]
    assert contact["error"] is None
    assert contact["isCreditCharged"] is True
    assert contact["data"]["fullName"] == "Ada Byrne"
    assert contact["data"]["emailAddresses"][0]["email"] == ADA


def test_person_get_accepts_every_identifier(lusha: Lusha) -> None:
    ada = lusha("person", "get", ADA).json["contact"]["data"]
    link = ada["socialLinks"]["linkedin"]
    by_name = ("--first-name", "ada", "--last-name", "BYRNE")
    for argv in (
        (str(ada["personId"]),),
        (link,),
        (link.removeprefix("https://www."),),
        (ADA.upper(),),
        ("--email", ADA),
        ("--linkedin-url", link + "/?trk=x"),
        ("--person-id", str(ada["personId"])),
        ("--contact-id", str(ada["personId"])),
        (*by_name, "--company-name", "Analytical Engines"),
        (*by_name, "--company-domain", "https://www.analytical-engines.example/about"),
    ):
        response = lusha("person", "get", *argv).json["contact"]["data"]
        assert response["personId"] == ada["personId"], argv


def test_person_get_sends_every_parameter(lusha: Lusha) -> None:
    shown = lusha(
        "person", "get", "--dry-run", "--person-id", "7", "--email", ADA,
        "--linkedin-url", "linkedin.com/in/ada-byrne", "--first-name", "Ada",
        "--last-name", "Byrne", "--company-name", "Analytical Engines",
        "--company-domain", "analytical-engines.example", "--refresh-job-info",
        "--filter-by", "phoneNumbers", "--reveal-emails", "--no-reveal-phones",
        "--signal", "promotion", "--signal", "companyChange",
        "--signals-start-date", "2026-01-31", "--partial-profile",
    ).json  # fmt: skip
    assert shown["method"] == "GET"
    assert shown["url"] == (
        "https://api.lusha.com/v2/person?personId=7"
        "&email=ada.byrne%40analytical-engines.example"
        "&linkedinUrl=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fada-byrne"
        "&firstName=Ada&lastName=Byrne&companyName=Analytical+Engines"
        "&companyDomain=analytical-engines.example&refreshJobInfo=true&filterBy=phoneNumbers"
        "&revealEmails=true&revealPhones=false&signals=promotion&signals=companyChange"
        "&signalsStartDate=2026-01-31&partialProfile=true"
    )
    assert shown["body"] is None


def test_person_get_parameters_work_on_the_sandbox(lusha: Lusha) -> None:
    data = lusha(
        "person", "get", ADA, "--refresh-job-info", "--filter-by", "emailAddresses",
        "--reveal-emails", "--signal", "allSignals", "--signals-start-date", "2020-01-01",
        "--partial-profile", "--yes",
    ).json["contact"]["data"]  # fmt: skip
    assert data["emailAddresses"]
    assert not data.get("phoneNumbers")
    assert set(data["signals"]) == {"promotion", "companyChange"}


def test_person_get_without_match_exits_3_and_prints_the_response(lusha: Lusha) -> None:
    result = lusha("person", "get", "nomatch@magic.example", code=3)
    assert result.json["contact"]["error"]["name"] == "EMPTY_DATA"
    assert "No match" in result.err
    assert lusha("person", "get", "nomatch@magic.example", code=3, terminal=True).out == ""


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ((), "No person is specified. Pass an email"),
        (("--first-name", "Ada"), "The last name and company are missing."),
        (("--first-name", "Ada", "--last-name", "Byrne"), "The company is missing."),
        (("--company-name", "X"), "The first name and last name are missing."),
        (("--first-name", " ", "--last-name", "x", "--company-name", "y"), "first name is missing"),
        ((ADA, "--json", "-o", "csv"), "used together"),
        (("ada",), "'ada' isn't an email, LinkedIn URL or person ID."),
        (("ada@",), "Error: 'ada@' isn't an email, such as"),
        (("https://www.linkedin.com/company/analytical-engines",), "' is the page of a company."),
        (("--email", "not-an-email"), "Error: --email: "),
        (("--linkedin-url", "https://example.org/in/x"), "Error: --linkedin-url: "),
        (("--person-id", "12 x"), "Error: --person-id: "),
        ((ADA, "--signals-start-date", "31.01.2026"), "Error: --signals-start-date: "),
        ((ADA, "--signals-start-date", "2026-02-30"), "Error: --signals-start-date: "),
        ((ADA, "--email", "b@b.example"), "set twice"),
    ],
)
def test_person_get_rejects_invalid_input_before_sending(
    online: Lusha, server: Server, argv: tuple[str, ...], message: str
) -> None:
    result = online("person", "get", *argv, code=2)
    assert message in result.err
    assert result.out == ""
    assert server.ledger()["totals"]["requests"] == 0


@pytest.mark.parametrize(
    ("name", "code", "slug"),
    [
        ("gdpr", 5, "blocked"),
        ("invalid-name", 2, "rejected"),
        ("ratelimit", 7, "rate_limited"),
        ("daily", 7, "daily_quota"),
        ("broken", 9, "server"),
        ("html", 9, "server"),
    ],
)
def test_person_get_exits_with_the_code_of_the_scenario(
    online: Lusha, name: str, code: int, slug: str
) -> None:
    text = online("person", "get", f"{name}@magic.example", code=code)
    assert any(line.startswith("Error: ") for line in text.err.splitlines())
    assert "Traceback" not in text.err
    error = online("person", "get", f"{name}@magic.example", "--json", code=code).error
    assert error["code"] == slug
    assert error["message"]
    assert error["hint"]
    assert isinstance(error["status"], int)


def test_person_get_times_out(lusha: Lusha) -> None:
    result = lusha("person", "get", "slow@magic.example", "--timeout", "2", code=8)
    assert "within 2 s" in result.err
    assert lusha("person", "get", "slow@magic.example", "--timeout", "10").json["contact"]["data"]


def test_person_get_escapes_control_characters(lusha: Lusha) -> None:
    shown = lusha("person", "get", "control@magic.example", terminal=True).out
    assert "\x1b[31m" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert "[bold]" in shown
    for output in ("csv", "tsv", "yaml", "jsonl", "json"):
        assert lusha("person", "get", "control@magic.example", "-o", output).out


def test_person_get_shows_a_card_of_a_partial_person(lusha: Lusha) -> None:
    assert lusha("person", "get", "partial@magic.example", terminal=True).out.strip()
