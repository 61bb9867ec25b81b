"""Cards of a person and a company."""

import pytest
from rich.cells import cell_len

from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import COMPANY_LAYOUT, PERSON_LAYOUT
from tests.support.lines import check_line_widths
from tests.support.rendering import company_response, person_response, render_text

WIDE = {
    "fullName": "王小明 עברית 👩‍👩‍👧 " * 8,
    "jobTitle": {"title": "最高技術責任者" * 12, "seniority": "c-suite", "departments": ["財務"]},
    "emailAddresses": [{"email": "very.long.address.of.a.person" * 4 + "@northwind.example"}],
    "phoneNumbers": [{"number": "+1 212 555 0143", "phoneType": "电话" * 20, "doNotCall": True}],
    "linkedinSkills": ["能力", "יכולת"] * 60,
}


def test_person_card() -> None:
    assert render_text(person_response(), PERSON_LAYOUT, width=80) == (
        "Ada Okafor\n"
        "Director of Platform at Northwind Robotics\n"
        "\n"
        "Email       ada.okafor@northwind.example  work · A+ · 2026-01-15\n"
        "            ada@home.example              private · B\n"
        "Phone       +1 212 555 0143  mobile · 2026-01-15\n"
        "            +1 212 555 0188  DO NOT CALL  direct · 2025-11-02\n"
        "\n"
        "Location    Dublin, Leinster, Ireland  EU\n"
        "Role        Director · Engineering & Technical; Information Technology\n"
        "Since       2023-04-01\n"
        "Before      Staff Engineer at Contoso Freight · contoso.example\n"
        "LinkedIn    https://www.linkedin.com/in/ada-okafor-example/\n"
        "X           https://x.com/adaokafor_example\n"
        "\n"
        "Company     Northwind Robotics · northwind.example\n"
        "Industry    Technology, Information & Media · Software Development\n"
        "Size        201-500 employees\n"
        "Revenue     $10M-$50M\n"
        "HQ          Boston, Massachusetts, United States\n"
        "\n"
        "Network     12,500 followers · 500 connections\n"
        "Skills      Strategic Planning; Team Leadership; Kubernetes\n"
        "Certified   Certified Cloud Architect (Fabrikam)\n"
        "\n"
        "Signals     2026-03-01  Promotion · Director of Platform at Northwind Robotics\n"
        "\n"
        "Person ID   4183886134\n"
        "Company ID  33222678\n"
        "Updated     2026-02-20\n"
    )


def test_person_card_moves_notes_below_on_narrow_terminals() -> None:
    lines = render_text(person_response(), PERSON_LAYOUT, width=60).splitlines()
    assert lines[3:5] == [
        "Email       ada.okafor@northwind.example",
        "              work · A+ · 2026-01-15",
    ]
    assert "              DO NOT CALL  direct · 2025-11-02" in lines


def test_company_card() -> None:
    assert render_text(company_response(), COMPANY_LAYOUT, width=80) == (
        "Northwind Robotics\n"
        "northwind.example · Private company\n"
        "\n"
        "Northwind Robotics builds warehouse robots that sort, pack and move parcels, and\n"
        "the software that tells them where to go. It serves carriers and shops in forty\n"
        "countries from offices in Boston and Dublin.\n"
        "\n"
        "Industry      Technology, Information & Media · Software Development\n"
        "Size          201-500 employees · 1,342 on LinkedIn\n"
        "Revenue       $10M-$50M\n"
        "Funding       $245M raised; 2 rounds; last: Private Equity Round $205M Nov 10,\n"
        "              2021; not public\n"
        "Founded       August 1, 2011\n"
        "HQ            Boston, Massachusetts, United States\n"
        "\n"
        "Website       https://northwind.example\n"
        "LinkedIn      https://www.linkedin.com/company/northwind-example\n"
        "Crunchbase    https://crunchbase.com/organization/northwind-example\n"
        "\n"
        "Technologies  Technology 1; Technology 2; Technology 3; Technology 4; Technology\n"
        "              5; Technology 6; Technology 7; Technology 8; Technology 9;\n"
        "              Technology 10; Technology 11; Technology 12; Technology 13;\n"
        "              Technology 14; Technology 15; Technology 16; +24 more\n"
        "Specialities  robotics; warehouse automation; parcel sorting\n"
        "Intent        Remote Sales (83, -5); Fleet Software\n"
        "\n"
        "Signals       2026-02-15  Commercial activity news · partnership · Northwind\n"
        "              announced a partnership with Contoso Freight.\n"
        "              2026-01-15  Headcount increase 3m · +10 % (500 employees before,\n"
        "              550 now)\n"
        "\n"
        "Company ID    16303253\n"
    )


@pytest.mark.parametrize("width", [20, 60, 80, 200])
@pytest.mark.parametrize(
    ("body", "layout"),
    [
        (person_response(), PERSON_LAYOUT),
        (person_response(**WIDE), PERSON_LAYOUT),
        (company_response(), COMPANY_LAYOUT),
        (
            company_response(name="株式会社" * 30, website="https://a.example/" + "x" * 300),
            COMPANY_LAYOUT,
        ),
    ],
)
def test_card_fits_the_terminal(body: Json, layout: Json, width: int) -> None:
    for color in (False, True):
        text = render_text(body, layout, width=width, color=color)
        assert ("\x1b" in text) == color
    plain = render_text(body, layout, width=width)
    check_line_widths(plain, max(width, 24))
    # Text is easier to read in shorter lines than a wide terminal has.
    for line in plain.splitlines():
        assert cell_len(line) <= 100 or max(map(cell_len, line.split())) > 40


def test_card_without_terminal_is_not_wrapped() -> None:
    many = [{"signalId": "1", "signalDate": f"2026-01-{day:02}"} for day in range(1, 20)]
    text = render_text(company_response(surgeInHiring=many), COMPANY_LAYOUT)
    assert "forty countries from offices in Boston and Dublin.\n" in text
    assert "Technology 40\n" in text
    assert "2026-01-01" in text
    assert "more" not in text
    assert "x" * 3000 in render_text(person_response(fullName="x" * 3000), PERSON_LAYOUT)


def test_card_shortens_many_signals() -> None:
    many = [{"signalId": "1", "signalDate": f"2026-01-{day:02}"} for day in range(1, 16)]
    text = render_text(
        person_response(signals={"promotion": many, "odd": "x"}), PERSON_LAYOUT, width=80
    )
    assert text.count("Promotion") == 12
    assert "+3 more" in text
    assert text.index("2026-01-15") < text.index("2026-01-04")


def test_card_signal_shows_what_changed() -> None:
    change = {
        "signalDate": "2026-03-01",
        "currentTitle": "CTO",
        "currentCompanyName": "Contoso Freight",
        "previousCompanyName": "Fabrikam",
    }
    body = person_response(signals=None)
    body["contact"]["signals"] = {"companyChange": [change, "odd", {}]}
    text = render_text(body, PERSON_LAYOUT, width=100)
    assert "2026-03-01  Company change · CTO at Contoso Freight (before: Fabrikam)\n" in text


def test_card_signal_shows_the_new_company() -> None:
    change = {"signalDate": "2026-03-01", "previousCompany": "Fabrikam", "newCompany": "Contoso"}
    body = person_response(signals={"companyChange": [change]})
    text = render_text(body, PERSON_LAYOUT, width=100)
    assert "2026-03-01  Company change · Contoso (before: Fabrikam)\n" in text


def test_card_shows_linkedin_activity() -> None:
    activity = {
        "activityPublicationDate": "2026-04-02",
        "activityType": "post",
        "activitySummary": "Compares two vendors of robots.",
        "activityUrl": "https://linkedin.example/posts/17",
        "signalCategory": "Vendor comparison",
    }
    text = render_text(company_response(linkedinActivityIntent=[activity]), COMPANY_LAYOUT)
    assert "2026-04-02  LinkedIn activity intent · post · Compares two vendors of robots.\n" in text
    assert "              https://linkedin.example/posts/17\n" in text


def test_card_signal_without_text_shows_place_and_rate() -> None:
    hiring = {"signalId": "1", "country": "Ireland", "department": "Sales", "changeRatePercent": -5}
    text = render_text(
        company_response(surgeInHiringByDepartment=[hiring]), COMPANY_LAYOUT, width=100
    )
    assert "Surge in hiring by department · Sales, Ireland -5 %\n" in text


def test_person_card_without_contact_data_explains() -> None:
    text = render_text(
        person_response(emailAddresses=[], phoneNumbers=None), PERSON_LAYOUT, width=80
    )
    assert "Contact     no email or phone found\n" in text
    assert "Email" not in text


def test_person_card_with_little_data_is_short() -> None:
    body = {"contact": {"data": {"emails": ["ada@home.example"], "phones": ["+1 212 555 0143"]}}}
    assert render_text(body, PERSON_LAYOUT, width=80) == (
        "(no name)\n\nEmail  ada@home.example\nPhone  +1 212 555 0143\n"
    )


def test_person_card_shows_the_eu_mark_without_location() -> None:
    body = person_response(location={"is_eu_contact": True})
    assert "\nLocation    EU\n" in render_text(body, PERSON_LAYOUT, width=80)
    assert "Location" not in render_text(person_response(location=None), PERSON_LAYOUT, width=80)


def test_company_card_with_little_data_is_short() -> None:
    assert (
        render_text({"data": {"domain": "contoso.example"}}, COMPANY_LAYOUT, width=80)
        == "contoso.example\n"
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"revenueRange": [1_000_000_000, None]}, "Revenue       $1B+\n"),
        ({"revenueRange": [0, 1_500_000]}, "Revenue       up to $1.5M\n"),
        ({"revenueRange": [500, 500]}, "Revenue       $500\n"),
        ({"companySize": [10001, 0]}, "Size          10,001+ employees\n"),
        (
            {"funding": {"totalRoundsAmount": 7_250_000, "currency": "EUR"}},
            "Funding       EUR 7.2M raised\n",
        ),
    ],
)
def test_company_card_formats_ranges_and_money(changes: Json, line: str) -> None:
    assert line in render_text(company_response(**changes), COMPANY_LAYOUT, width=80)


def test_company_card_omits_an_unbounded_range() -> None:
    body = company_response(revenueRange=[0, 0], companySize=[0, 0], employees="")
    text = render_text(body, COMPANY_LAYOUT, width=80)
    assert "Revenue" not in text
    assert "Size" not in text


@pytest.mark.parametrize(
    "body",
    [
        {"contact": {"data": {"odd": 1}}},
        {"contact": {"data": ["x"]}},
        {"contact": "text"},
        [],
        "text",
        {"data": {"location": {"city": "Boston"}}},
    ],
)
def test_card_of_an_unexpected_response_shows_names_and_values(body: Json) -> None:
    for layout in (PERSON_LAYOUT, COMPANY_LAYOUT):
        assert render_text(body, layout, width=80)


def test_card_of_a_response_without_person_shows_it() -> None:
    body = {"contact": {"error": {"code": 3, "name": "EMPTY_DATA"}, "isCreditCharged": False}}
    assert render_text(body, PERSON_LAYOUT, width=80) == (
        "Contact error code         3\n"
        "Contact error name         EMPTY_DATA\n"
        "Contact is credit charged  false\n"
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_card_works_without_unicode(encoding: str) -> None:
    text = render_text(
        person_response(fullName="Zoë 李"), PERSON_LAYOUT, width=80, encoding=encoding
    )
    assert "| A+ |" in text
    assert "201-500 employees" in text
    assert "\\u674e" in text


def test_card_highlights_do_not_call() -> None:
    text = render_text(person_response(), PERSON_LAYOUT, width=80, color=True)
    assert "\x1b[1;7;31mDO NOT CALL\x1b[0m" in text
    assert text.startswith("\x1b[1mAda Okafor\x1b[0m\nDirector")


def test_company_card_shows_parents() -> None:
    response = company_response()
    record = response["data"]
    record["directParent"] = {"lushaCompanyId": "7", "name": "Contoso", "domain": "contoso.example"}
    record["ultimateParent"] = {"lushaCompanyId": "8", "name": "Fabrikam"}
    lines = render_text(response, COMPANY_LAYOUT, width=80).splitlines()
    [direct] = [line for line in lines if line.startswith("Parent")]
    [ultimate] = [line for line in lines if line.startswith("Ultimate parent")]
    assert direct.split(maxsplit=1)[1] == "Contoso (7, contoso.example)"
    assert ultimate.split(maxsplit=2)[2] == "Fabrikam (8)"
