"""Searching by filters, page by page, and enriching what was found."""

import json
import re
import shlex
from collections.abc import Callable
from typing import Any

import pytest

from conftest import KEY, Lusha, Script, Server
from lusha_cli.sandbox.data.companies import company_by_number, company_data
from lusha_cli.sandbox.data.people import Person, person_by_number, profile
from scripted import Answer

SEED = 1843
EVERYBODY = [person_by_number(number, seed=SEED) for number in range(20_000)]
EVERY_FIRM = [company_by_number(number, seed=SEED) for number in range(1_000)]

CONTACTS = ("prospecting", "contact", "search")
COMPANIES = ("prospecting", "company", "search")
ENRICH = ("prospecting", "contact", "enrich")


def _has_phone(kind: str) -> Callable[[Person], bool]:
    return lambda p: any(phone.kind == kind for phone in profile(p)["phones"])


def _firm(p: Person) -> dict[str, Any]:
    return dict(company_data(p.company))


# What each command line has to find, told of the generated people in other words.
PEOPLE: list[tuple[str, Callable[[Person], bool]]] = [
    ("--department legal", lambda p: profile(p)["department"] == "Legal"),
    ("--department legal --department sales",
     lambda p: profile(p)["department"] in ("Legal", "Sales")),
    ("--seniority vp", lambda p: profile(p)["seniority"] == "Vice President"),
    ("--seniority 5 --seniority c-suite",
     lambda p: profile(p)["seniority"] in ("Manager", "C-Suite")),
    ("--data-point work_email", lambda p: profile(p)["work"]),
    ("--data-point mobile_phone", _has_phone("mobile")),
    ("--data-point phone", lambda p: bool(profile(p)["phones"])),
    ("--job-title recruiter", lambda p: profile(p)["title"] == "Recruiter"),
    ("--linkedin-url linkedin.com/in/ada-byrne-00000", lambda p: p.number == 0),
    ("--location DE", lambda p: profile(p)["place"][3] == "Germany"),
    ("--location country=Germany,city=Munich", lambda p: profile(p)["place"][0] == "Munich"),
    ("--location continent=Africa --location country_grouping=latam",
     lambda p: profile(p)["place"][3] in ("South Africa", "Nigeria", "Brazil")),
    ("--search-text 'dlamini recruiter'",
     lambda p: p.last_name == "Dlamini" and profile(p)["title"] == "Recruiter"),
    ("--department legal --exclude-seniority vp --exclude-location Japan",
     lambda p: profile(p)["department"] == "Legal"
     and profile(p)["seniority"] != "Vice President" and profile(p)["place"][3] != "Japan"),
    ("--exclude-data-point phone --exclude-data-point work_email",
     lambda p: not profile(p)["phones"] and not profile(p)["work"]),
    ("--seniority director --technology figma --company-location Japan",
     lambda p: profile(p)["seniority"] == "Director" and _firm(p)["country"] == "Japan"
     and {"name": "figma"} in _firm(p)["technologies"]),
    ("--seniority director --size 5000- --exclude-technology figma",
     lambda p: profile(p)["seniority"] == "Director" and _firm(p)["companySize"][0] > 5000
     and {"name": "figma"} not in _firm(p)["technologies"]),
    ("--company-domain analytical-engines.example --no-include-partial-contact",
     lambda p: p.company.number == 0 and p.number % 33 != 32),
    ("--company-domain analytical-engines.example --exclude-dnc",
     lambda p: p.company.number == 0 and (
         not profile(p)["phones"] or any(not one.do_not_call for one in profile(p)["phones"]))),
]  # fmt: skip
FIRMS: list[tuple[str, Callable[[dict[str, Any]], bool]]] = [
    ("--name copper", lambda f: f["name"].startswith("Copper ")),
    ("--domain copper-foods.example --domain indigo-labs.example",
     lambda f: f["name"] in ("Copper Foods", "Indigo Labs")),
    ("--location jp", lambda f: f["country"] == "Japan"),
    ("--technology AWS", lambda f: {"name": "aws"} in f["technologies"]),
    ("--intent-topic 'data privacy'",
     lambda f: f["intent"]["detectedTopics"][0]["topicName"] == "Data Privacy"),
    ("--size 11-50", lambda f: f["companySize"] == [11, 50]),
    ("--size 1001-", lambda f: f["companySize"][0] >= 1001),
    ("--revenue 1M-10M", lambda f: f["revenueRange"] == [1_000_000, 10_000_000]),
    ("--revenue 1B-", lambda f: f["revenueRange"][0] >= 1_000_000_000),
    ("--sic 5411", lambda f: f["subIndustry"] == "Food & Beverage Retail"),
    ("--naics 541714", lambda f: f["subIndustry"] == "Biotechnology Research"),
    ("--main-industry-id manufacturing", lambda f: f["mainIndustry"] == "Manufacturing"),
    ("--sub-industry-id 103", lambda f: f["subIndustry"] == "Financial Services"),
    ("--search-text 'germany software'",
     lambda f: f["country"] == "Germany" and "software" in f["description"].lower()),
    ("--employees-in-linkedin 100-150", lambda f: 100 <= f["employeesInLinkedin"] <= 150),
    ("--location Japan --exclude-size 1-10 --exclude-technology sap",
     lambda f: f["country"] == "Japan" and f["companySize"] != [1, 10]
     and {"name": "sap"} not in f["technologies"]),
    ("--exclude-revenue 1M- --exclude-location us",
     lambda f: f["revenueRange"] == [1, 1_000_000] and f["country"] != "United States"),
    ("--location Japan --exclude-partial-companies",
     lambda f: f["country"] == "Japan" and (f["id"] - 30_000_000) // 17 % 31 != 30),
]  # fmt: skip


def _words(text: str) -> list[str]:
    return shlex.split(text)


@pytest.mark.parametrize(("line", "wanted"), PEOPLE, ids=[line for line, _ in PEOPLE])
def test_people_obey_every_filter(
    lusha: Lusha, line: str, wanted: Callable[[Person], bool]
) -> None:
    expected = [p for p in EVERYBODY if wanted(p)]
    assert 0 < len(expected) < len(EVERYBODY)
    body = lusha(*CONTACTS, *_words(line), "--page-size", "50").json
    assert body["totalResults"] == len(expected)
    names = [p.full_name for p in expected[:50]]
    assert [found["name"] for found in body["contacts"]] == names


@pytest.mark.parametrize(("line", "wanted"), FIRMS, ids=[line for line, _ in FIRMS])
def test_companies_obey_every_filter(
    lusha: Lusha, line: str, wanted: Callable[[dict[str, Any]], bool]
) -> None:
    expected = [firm for firm in EVERY_FIRM if wanted(company_data(firm))]
    assert 0 < len(expected) < len(EVERY_FIRM)
    body = lusha(*COMPANIES, *_words(line), "--page-size", "50").json
    assert body["totalResults"] == len(expected)
    ids = [str(firm.id) for firm in expected[:50]]
    assert [found["id"] for found in body["companies"]] == ids


def test_sites_hold_for_more_than_the_head_office(lusha: Lusha) -> None:
    offices = lusha(*COMPANIES, "--site", "country=Japan,state=Tokyo").json["totalResults"]
    heads = lusha(*COMPANIES, "--location", "Japan").json["totalResults"]
    assert offices > heads


def test_signal_filters_find_those_to_whom_it_happened(lusha: Lusha) -> None:
    line = (*CONTACTS, "--department", "Legal", "--signal", "promotion")
    some = lusha(*line, "--signal-start-date", "30d").json
    more = lusha(*line, "--signal-start-date", "1y").json
    assert 0 < some["totalResults"] < more["totalResults"]
    assert {kind for found in some["contacts"] for kind in found["signalTypes"]} == {"promotion"}
    firms = lusha(*COMPANIES, "--signal", "riskNews", "--location", "Japan").json
    assert all(found["signalTypes"] == ["riskNews"] for found in firms["companies"])


# Pages.


def test_one_page_by_default(online: Lusha, server: Server) -> None:
    body = online(*CONTACTS, "--department", "Sales").json
    assert (body["currentPage"], body["pageLength"], len(body["contacts"])) == (0, 20, 20)
    assert server.ledger()["totals"]["credits"] == 1


def test_a_limit_of_75_is_75_people_for_the_least_credits(online: Lusha, server: Server) -> None:
    result = online(*CONTACTS, "--department", "Sales", "--limit", "75")
    ids = {found["contactId"] for found in result.json["contacts"]}
    names = [found["name"] for found in result.json["contacts"]]
    expected = [p for p in EVERYBODY if profile(p)["department"] == "Sales"][:75]
    assert len(ids) == 75
    assert names == [p.full_name for p in expected]
    assert result.json["pageLength"] == 75
    assert server.ledger()["requests"]["prospecting contact search"] == 3
    assert server.ledger()["totals"]["credits"] == 3
    assert "Charged up to 3 credits." in result.err
    assert "2 pages to go: at most 2 credits more" in result.err


def test_a_small_limit_asks_for_a_small_page(online: Lusha, server: Server) -> None:
    assert len(online(*CONTACTS, "--department", "Sales", "--limit", "3").json["contacts"]) == 3
    assert server.ledger()["totals"] == {"requests": 2, "credits": 1}  # and the departments


def test_all_brings_every_one_and_asks_for_no_page_too_many(online: Lusha, server: Server) -> None:
    line = (*COMPANIES, "--location", "Japan", "--all")
    expected = [str(firm.id) for firm in EVERY_FIRM if company_data(firm)["country"] == "Japan"]
    assert [found["id"] for found in online(*line).json["companies"]] == expected
    assert server.ledger()["requests"]["prospecting company search"] == -(-len(expected) // 50)
    # Exactly one full page: the second one is not asked for.
    body = {"filters": {"companies": {"include": {"domains": [f.domain for f in EVERY_FIRM[:50]]}}}}
    stdin = json.dumps(body).encode()
    assert len(online(*COMPANIES, "--all", "--body", "-", stdin=stdin).json["companies"]) == 50
    assert server.ledger()["requests"]["prospecting company search"] == -(-len(expected) // 50) + 1


def _page(number: int, ids: list[int], *, total: int, request: str = "r") -> Answer:
    body = json.dumps(
        {
            "requestId": request,
            "currentPage": number,
            "pageLength": len(ids),
            "totalResults": total,
            "contacts": [{"contactId": f"c{i}", "name": f"N{i}"} for i in ids],
        }
    )
    return Answer(201, body.encode())


def test_a_record_that_the_server_repeats_comes_once(script: Script) -> None:
    lusha, server = script(
        _page(0, list(range(50)), total=120),
        _page(1, [49, *range(50, 99)], total=120, request="other"),
        _page(2, list(range(99, 120)), total=120),
    )
    body = lusha(*CONTACTS, "--job-title", "x", "--all").json
    assert [found["contactId"] for found in body["contacts"]] == [f"c{i}" for i in range(120)]
    assert body["pageLength"] == 120
    assert [body["pages"]["page"] for body in server.bodies] == [0, 1, 2]
    assert {body["pages"]["size"] for body in server.bodies} == {50}
    # Ids belong to the search that gave them: where that is another one, the record says so.
    assert body["requestId"] == "r"
    assert [found.get("requestId") for found in body["contacts"]].count("other") == 49


def test_a_short_page_ends_the_walk_where_no_total_is_told(script: Script) -> None:
    one = Answer(201, b'{"requestId": "r", "contacts": [{"contactId": "a"}]}')
    lusha, server = script(one)
    assert len(lusha(*CONTACTS, "--job-title", "x", "--all").json["contacts"]) == 1
    assert len(server.asked) == 1


@pytest.mark.parametrize("output", ["json", "yaml", "table"])
def test_half_a_document_is_never_shown(script: Script, output: str) -> None:
    lusha, _ = script(_page(0, list(range(50)), total=120), Answer(500))
    result = lusha(*CONTACTS, "--job-title", "x", "--all", "-o", output, code=9)
    assert result.out == ""
    assert "Page 1 is missing" in result.err
    assert "--page 1 --page-size 50" in result.err


def test_formats_of_lines_keep_what_was_paid_for(script: Script) -> None:
    lusha, _ = script(_page(0, list(range(50)), total=120), Answer(500))
    line = (*CONTACTS, "--job-title", "x", "--limit", "120")
    result = lusha(*line, "-o", "jsonl", code=9)
    assert len(result.out.splitlines()) == 50
    assert "Charged up to 2 credits." in result.err
    lusha, _ = script(_page(0, list(range(50)), total=120), Answer(500))
    assert len(lusha(*line, "-o", "csv", code=9).out.splitlines()) == 51
    lusha, _ = script(_page(0, list(range(50)), total=120), Answer(500))
    # A query is of the whole, which there is not.
    assert lusha(*line, "-o", "jsonl", "--query", "length(contacts)", code=9).out == ""


def test_ctrl_c_between_pages_keeps_the_lines(lusha: Lusha, monkeypatch: Any) -> None:
    from lusha_cli.context.app_context import World

    send, calls = World.send, []

    def interrupted(world: World, call: Any) -> Any:
        calls.append(call)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return send(world, call)

    monkeypatch.setattr(World, "send", interrupted)
    result = lusha(*CONTACTS, "--job-title", "x", "--search-text", "a", "--all", code=130)
    assert result.out == "" or len(calls) == 1
    calls.clear()
    result = lusha(*COMPANIES, "--size", "1-", "--all", "-o", "jsonl", code=130)
    assert len(result.out.splitlines()) == 50
    assert "--page 1" in result.err


def test_the_first_page_that_fails_is_an_ordinary_error(script: Script) -> None:
    lusha, _ = script(Answer(500))
    result = lusha(*CONTACTS, "--job-title", "x", "--all", "-o", "jsonl", code=9)
    assert "Page" not in result.err


def test_dry_run_tells_pages_and_cost_and_sends_nothing(online: Lusha, server: Server) -> None:
    def shown(*more: str) -> dict[str, Any]:
        body: dict[str, Any] = online(*CONTACTS, "--job-title", "x", *more, "--dry-run").json
        return {key: body[key] for key in ("requests", "maxCredits", "cost")}

    assert shown() == {"requests": 1, "maxCredits": 1, "cost": "at most 1 credit"}
    assert shown("--page", "3", "--page-size", "26")["maxCredits"] == 2
    assert shown("--limit", "75") == {
        "requests": 3, "maxCredits": 3, "cost": "at most 3 credits",
    }  # fmt: skip
    assert shown("--all") == {
        "requests": None, "maxCredits": None, "cost": "at most 2 credits for each page of 50",
    }  # fmt: skip
    assert shown("--signal", "allSignals")["maxCredits"] == 3
    assert shown("--company-signal", "allSignals", "--signal", "promotion")["maxCredits"] == 24
    assert server.ledger()["totals"]["requests"] == 0


def test_max_credits_caps_a_walk(online: Lusha, server: Server) -> None:
    line = (*CONTACTS, "--department", "Sales")
    online(*line, "--limit", "200", "--max-credits", "7", code=6)
    assert server.ledger()["totals"]["credits"] == 0
    # The first page tells what all of it would cost: no more is paid for then.
    result = online(*line, "--all", "--max-credits", "5", "-o", "jsonl", code=6)
    assert len(result.out.splitlines()) == 50
    assert server.ledger()["totals"]["credits"] == 2
    assert "2 credits are counted already" in result.err
    assert "--page 1 --page-size 50" in result.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--all", "--page", "1"), "--all and --page contradict"),
        (("--limit", "5", "--page-size", "10"), "--limit and --page-size contradict"),
        (("--limit", "5", "--all"), "--limit and --all contradict"),
        (("--page-size", "51"), "10<=x<=50"),
        (("--page-size", "9"), "10<=x<=50"),
        (("--page", "1001"), "0<=x<=1000"),
        (("--limit", "0"), "1<=x<=50050"),
        (("--signal-start-date", "2030-01-01", "--signal", "promotion"), "in the future"),
        (("--signal-start-date", "30d"), "add --signal NAME"),
        (("--company-signal-start-date", "30d"), "add --company-signal NAME"),
        (("--size", "50-11"), "begins above its end"),
        (("--size", "many"), "no range"),
        (("--size", "-"), "no range"),
        (("--revenue", "1M-x"), "no range"),
        (("--location", "planet=Mars"), "country_grouping"),
        (("--location", "country=Germany,country=France"), "names country twice"),
        (("--company-site", "state=Berlin"), "names no country"),
        (("--company-location", "city=Berlin"), "there are: country"),
        (("--signal", "promoted"), "did you mean promotion"),
        (("--linkedin-url", "https://www.linkedin.com/company/x"), "no LinkedIn profile"),
        (("--body", "-"), "not a JSON object"),
    ],
)
def test_bad_input_is_refused_before_anything_is_sent(
    online: Lusha, server: Server, argv: tuple[str, ...], said: str
) -> None:
    result = online(*CONTACTS, "--job-title", "x", *argv, code=2, stdin=b"[]")
    assert said in result.err
    assert server.ledger()["totals"]["requests"] == 0


def test_a_search_for_nothing_is_refused(online: Lusha, server: Server) -> None:
    assert "No filter is given" in online(*CONTACTS, code=2).err
    assert "No filter is given" in online(*COMPANIES, "--limit", "5", code=2).err
    assert server.ledger()["totals"]["requests"] == 0
    assert online(*COMPANIES, "--body", "-", stdin=b'{"filters": {}}').json["totalResults"] == 1000


def test_an_empty_search_is_an_empty_list_and_a_hint(lusha: Lusha) -> None:
    line = (*CONTACTS, "--department", "Legal", "--job-title", "astronaut", "--search-text", "q")
    result = lusha(*line)
    assert result.json["contacts"] == []
    assert "Nothing was found. Try it without --search-text or --job-title." in result.err
    assert "Charged 0 credits." in result.err
    assert lusha(*line, "-o", "jsonl").out == ""
    assert lusha(*line, terminal=True).out == "No results.\n"
    firms = lusha(*COMPANIES, "--name", "zzz", "--technology", "sap")
    assert "Try it without --name or --technology." in firms.err


def test_a_403_names_the_flag_in_the_vendors_words(online: Lusha) -> None:
    online.env["LUSHA_API_KEY"] = "sandbox-pro"
    result = online(*CONTACTS, "--job-title", "x", "--exclude-dnc", code=5)
    assert "Exclude DNC is not supported on your current plan" in result.err
    assert "--exclude-dnc" in result.err
    result = online(*CONTACTS, "--job-title", "x", "--company-signal", "riskNews", code=5)
    assert "--company-signal" in result.err


def test_flags_win_over_the_body(online: Lusha) -> None:
    body: Any = {
        "pages": {"page": 1, "size": 10},
        "filters": {
            "contacts": {"include": {"departments": ["Sales"], "seniority": [6]}},
            "companies": {"include": {"names": ["Copper"]}},
        },
    }
    line = (*CONTACTS, "--body", "-", "--department", "Legal", "--page", "0", "--dry-run")
    shown = online(*line, stdin=json.dumps(body).encode()).json
    body["filters"]["contacts"]["include"]["departments"] = ["Legal"]
    body["pages"]["page"] = 0
    assert shown["body"] == body


# Enriching.


def test_a_search_pipes_into_enrich_and_charges_at_most_what_was_said(
    online: Lusha, server: Server
) -> None:
    search = online(*CONTACTS, "--department", "Sales", "--limit", "120")
    piped = search.out.encode()
    before = server.ledger()["totals"]["credits"]
    shown = online(*ENRICH, "-", "--dry-run", stdin=piped).json
    assert shown["requests"] == 5
    assert len(shown["body"]["contactIds"]) == 25
    result = online(*ENRICH, "-", stdin=piped)
    charged = server.ledger()["totals"]["credits"] - before
    assert 0 < charged <= shown["maxCredits"]
    told = re.search(r"Charged up to (\d+) credits", result.err)
    assert told
    assert charged <= int(told[1]) <= shown["maxCredits"]
    assert "120 contacts in 5 requests: at most" in result.err
    enriched = result.json["contacts"]
    assert [one["id"] for one in enriched] == [one["contactId"] for one in search.json["contacts"]]
    assert [one["data"]["fullName"] for one in enriched] == [
        one["name"] for one in search.json["contacts"]
    ]
    again = online(*ENRICH, "-", stdin=piped)
    assert server.ledger()["totals"]["credits"] - before == charged
    assert again.json["contacts"] == enriched
    shown_now = online(*CONTACTS, "--department", "Sales", "--limit", "10").json["contacts"]
    assert sum(one["isShown"] for one in shown_now) >= 9


def test_more_than_100_ids_of_one_search_are_split(online: Lusha) -> None:
    ids = [f"c{number}" for number in range(230)]
    document = {"requestId": "r", "contacts": [{"contactId": name} for name in ids]}
    stdin = json.dumps(document).encode()
    shown = online(*ENRICH, "-", "--dry-run", stdin=stdin).json
    assert (shown["requests"], shown["body"]["contactIds"]) == (3, ids[:100])
    assert shown["maxCredits"] == 230 * 6 + 4 + 4 + 2
    firms = {"requestId": "r", "companies": [{"id": str(number)} for number in range(120)]}
    shown = online(
        "prospecting", "company", "enrich", "-", "--dry-run", stdin=json.dumps(firms).encode()
    ).json
    assert (shown["requests"], len(shown["body"]["companiesIds"])) == (3, 50)
    assert shown["maxCredits"] == 120 + 2 + 2 + 1


def test_companies_pipe_into_enrich(online: Lusha, server: Server) -> None:
    search = online(*COMPANIES, "--location", "Japan", "--limit", "12")
    result = online("prospecting", "company", "enrich", "-", stdin=search.out.encode())
    assert [str(one["id"]) for one in result.json["companies"]] == [
        one["id"] for one in search.json["companies"]
    ]
    assert all(one["country"] == "Japan" for one in result.json["companies"])
    assert server.ledger()["credits"]["prospecting company enrich"] == 12 + 1


def test_enrich_reads_lines_files_and_bare_ids(online: Lusha, tmp_path: Any) -> None:
    body = online(*CONTACTS, "--department", "Sales", "--limit", "10").json
    whole = tmp_path / "found.json"
    whole.write_text(json.dumps(body))
    ids = [one["contactId"] for one in body["contacts"]]
    named = ("--request-id", body["requestId"])
    answers = [
        online(*ENRICH, str(whole)),
        online(*ENRICH, "-", *named, stdin="\n".join(ids).encode()),
        online(*ENRICH, "-", *named, stdin="\n".join(map(json.dumps, body["contacts"])).encode()),
        online(*ENRICH, *named, *[word for name in ids for word in ("--contact-id", name)]),
        online(
            *ENRICH, "--body", "-",
            stdin=json.dumps({"requestId": body["requestId"], "contactIds": ids}).encode(),
        ),
    ]  # fmt: skip
    assert len({answer.out for answer in answers}) == 1


@pytest.mark.parametrize(
    ("stdin", "argv", "said"),
    [
        (b"", ("-",), "Standard input is empty"),
        (b"<html>", ("-",), "neither JSON nor a list of ids"),
        (b"{broken", ("-",), "neither JSON nor a list of ids"),
        (b"\xff\xfe\xff", ("-",), "neither JSON nor a list of ids"),
        (b'{"contacts": [{"contactId": "a"}]}', ("-",), "requestId"),
        (b'{"requestId": "r", "contacts": [{"name": "x"}]}', ("-",), "has no contactId"),
        (b'{"requestId": "r", "contacts": []}', ("-", "--contact-id", "x"), "come twice"),
        (b"", ("missing.json",), "missing.json"),
        (b"", ("--contact-id", "x"), "--request-id missing"),
        (b"", ("--request-id", "x"), "--contact-id missing"),
        (b"", (), "--contact-id and --request-id missing"),
    ],
)
def test_what_cannot_be_enriched_is_refused(
    online: Lusha, server: Server, stdin: bytes, argv: tuple[str, ...], said: str
) -> None:
    assert said in online(*ENRICH, *argv, stdin=stdin, code=2).err
    assert server.ledger()["totals"]["requests"] == 0


def test_an_empty_search_enriches_nobody(online: Lusha, server: Server) -> None:
    result = online(*ENRICH, "-", stdin=b'{"requestId": "r", "contacts": []}')
    assert result.json == {"contacts": []}
    assert "nothing is sent" in result.err
    assert server.ledger()["totals"]["requests"] == 0


def test_ids_of_another_search_reveal_nobody(online: Lusha, server: Server) -> None:
    one = online(*CONTACTS, "--department", "Sales").json
    other = online(*CONTACTS, "--department", "Legal").json
    ticket = other["contacts"][0]["contactId"]
    before = server.ledger()["totals"]["credits"]
    result = online(*ENRICH, "--request-id", one["requestId"], "--contact-id", ticket)
    assert result.json["contacts"] == [{"id": ticket, "isSuccess": False}]
    assert server.ledger()["totals"]["credits"] == before
    online.env["LUSHA_API_KEY"] = f"{KEY}-of-somebody-else"
    online(*ENRICH, "--request-id", one["requestId"], "--contact-id", ticket, code=2)


def test_only_what_is_asked_for_is_revealed(online: Lusha, server: Server) -> None:
    found = online(*CONTACTS, "--data-point", "work_email", "--data-point", "phone").out.encode()
    shown = online(*ENRICH, "-", "--reveal-emails", "--dry-run", stdin=found).json
    assert shown["maxCredits"] == 20 + 1
    body = online(*ENRICH, "-", "--reveal-emails", stdin=found).json
    assert not any(one["data"]["phoneNumbers"] for one in body["contacts"])
    online.env["LUSHA_API_KEY"] = "sandbox-pro"
    found = online(*CONTACTS, "--department", "Sales").out.encode()
    result = online(*ENRICH, "-", "--reveal-emails", stdin=found, code=5)
    assert "--reveal-emails" in result.err


def test_a_request_that_fails_midway_keeps_the_lines(script: Script) -> None:
    body = {"requestId": "r", "contacts": [{"id": "c0", "isSuccess": True, "data": {}}]}
    answer = Answer(201, json.dumps(body).encode())
    document = {"requestId": "r", "contacts": [{"contactId": f"c{i}"} for i in range(150)]}
    stdin = json.dumps(document).encode()
    lusha, _ = script(answer, Answer(400))
    result = lusha(*ENRICH, "-", "-o", "jsonl", stdin=stdin, code=2)
    assert len(result.out.splitlines()) == 1
    assert "Request 2 of 2 failed" in result.err
    assert "not charged a second time" in result.err
    lusha, _ = script(answer, Answer(400))
    assert lusha(*ENRICH, "-", stdin=stdin, code=2).out == ""


# An API that does not keep its word.


def test_a_total_that_is_not_told_does_not_lift_the_cap(script: Script) -> None:
    page = [{"contactId": f"c{number}"} for number in range(50)]
    lusha, server = script(Answer(201, json.dumps({"requestId": "r", "contacts": page}).encode()))
    result = lusha(*CONTACTS, "--job-title", "x", "--all", "--max-credits", "4", code=6)
    assert len(server.asked) == 2
    assert "Charged up to 4 credits." in result.err


def test_a_limit_sends_no_more_pages_than_the_dry_run_said(script: Script) -> None:
    lusha, server = script(
        _page(0, list(range(50)), total=500), _page(1, [49, *range(50, 99)], total=500)
    )
    result = lusha(*CONTACTS, "--job-title", "x", "--limit", "100", "--max-credits", "4")
    assert len(result.json["contacts"]) == 99
    assert len(server.asked) == 2
    assert "99 results came where the API counts 100." in result.err


def test_a_page_that_lacks_one_does_not_end_the_walk(script: Script) -> None:
    lusha, server = script(
        _page(0, list(range(49)), total=120),
        _page(1, list(range(50, 100)), total=120),
        _page(2, list(range(100, 120)), total=120),
    )
    result = lusha(*CONTACTS, "--job-title", "x", "--all")
    assert len(result.json["contacts"]) == 119
    assert len(server.asked) == 3
    assert "119 results came where the API counts 120." in result.err


def test_an_empty_page_ends_the_walk_whatever_the_total_says(script: Script) -> None:
    lusha, server = script(_page(0, list(range(50)), total=9999), _page(1, [], total=9999))
    result = lusha(*CONTACTS, "--job-title", "x", "--all")
    assert len(result.json["contacts"]) == 50
    assert len(server.asked) == 2


def test_an_answer_of_another_shape_is_shown_as_it_is(script: Script) -> None:
    lusha, _ = script(Answer(200, b'[{"contactId": "a"}]'))
    assert lusha(*CONTACTS, "--job-title", "x", "--limit", "10").json == [{"contactId": "a"}]


@pytest.mark.parametrize("odd", [b"[]", b'{"contacts": {"a": 1}}', b"null", b'{"other": 1}'])
def test_a_later_answer_of_another_shape_stops_the_walk(script: Script, odd: bytes) -> None:
    lusha, _ = script(_page(0, list(range(50)), total=120), Answer(201, odd))
    result = lusha(*CONTACTS, "--job-title", "x", "--all", "-o", "jsonl", code=9)
    assert len(result.out.splitlines()) == 50
    assert "other contacts than before" in result.err


def test_a_lost_page_may_have_been_charged(script: Script) -> None:
    lusha, server = script(_page(0, list(range(50)), total=120), Answer(200, b"", cut=True))
    result = lusha(*CONTACTS, "--job-title", "x", "--all", code=8)
    assert len(server.asked) == 2
    assert "may have been charged" in result.err
    assert "--page 1" in result.err


def test_lines_and_lists_of_a_search_can_be_enriched(online: Lusha) -> None:
    line = (*CONTACTS, "--department", "Sales", "--limit", "70")
    whole = online(*line)
    ids = [one["contactId"] for one in whole.json["contacts"]]
    lines = online(*line, "-o", "jsonl").out
    assert all(json.loads(text)["requestId"] for text in lines.splitlines())
    enriched = online(*ENRICH, "-", stdin=lines.encode()).json["contacts"]
    assert len(enriched) == 70
    assert all(one["isSuccess"] for one in enriched)
    listed = json.dumps(ids[:50]).encode()
    named = ("--request-id", whole.json["requestId"], "--dry-run")
    assert online(*ENRICH, "-", *named, stdin=listed).json["body"]["contactIds"] == ids[:50]
    picked = online(*line, "--fields", "contactId").out.encode()
    assert online(*ENRICH, "-", *named, stdin=picked).json["body"]["contactIds"][0]
    table = online(*line, "--fields", "contactId", "-o", "csv").out.encode()
    assert online(*ENRICH, "-", *named, stdin=table).json["body"]["contactIds"][0] != "contactId"


def test_a_name_with_an_odd_line_end_is_no_end_of_a_line(online: Lusha) -> None:
    record = {"requestId": "r", "contactId": "a", "name": "x\u2028y\u0085z"}
    stdin = f"{json.dumps(record, ensure_ascii=False)}\n".encode() * 2
    assert online(*ENRICH, "-", "--dry-run", stdin=stdin).json["body"]["contactIds"] == ["a"]


@pytest.mark.parametrize(
    ("body", "most"),
    [
        ({"pages": {"size": 50.0}}, 2),
        ({"pages": {"size": "50"}}, 2),
        ({"pages": {"size": -3}}, 2),
        ({"filters": {"contacts": {"include": {"signals": {"names": ["allSignals"]}}}}}, 3),
        ({"filters": {"contacts": {"include": {"signal": {"names": [{"a": 1}]}}}}}, 1),
    ],
)
def test_an_odd_body_is_not_reckoned_cheaper(lusha: Lusha, body: Any, most: int) -> None:
    path = ("api", "POST", "/prospecting/contact/search", "--input", "-", "--dry-run")
    assert lusha(*path, stdin=json.dumps(body).encode()).json["maxCredits"] == most
    alike = ("api", "POST", "/v3/lookalike/contacts", "--input", "-", "--dry-run")
    assert lusha(*alike, stdin=b'{"limit": 1e2, "seeds": {}}').json["maxCredits"] == 4
    signals = ("api", "POST", "/api/signals/contacts", "--input", "-", "--dry-run")
    asked = b'{"contactIds": [1, 2], "signals": "allSignals", "maxResultsPerSignal": 50}'
    assert lusha(*signals, stdin=asked).json["maxCredits"] == 200


@pytest.mark.parametrize("body", [b'{"contactIds": 5, "requestId": "r"}',
                                  b'{"contactIds": {"a": 1}, "requestId": "r"}',
                                  b'{"contactIds": ["a"], "requestId": ["r"]}'])  # fmt: skip
def test_an_odd_body_to_enrich_is_refused(online: Lusha, server: Server, body: bytes) -> None:
    assert " is no " in online(*ENRICH, "--body", "-", stdin=body, code=2).err
    assert server.ledger()["totals"]["requests"] == 0


def test_null_for_a_kind_of_filters_is_no_filter(script: Script) -> None:
    lusha, _ = script(Answer(201, b'{"requestId": "r", "totalResults": 0, "contacts": []}'))
    body = b'{"filters": {"contacts": {"include": {"jobTitles": ["x"]}}, "companies": null}}'
    result = lusha(*CONTACTS, "--body", "-", stdin=body)
    assert "Try it without --job-title." in result.err


def test_a_page_past_the_end_is_told_as_such(lusha: Lusha) -> None:
    result = lusha(*CONTACTS, "--department", "Sales", "--page", "999")
    assert result.json["contacts"] == []
    assert "This page is past the last of the 2,100 results." in result.err


@pytest.mark.parametrize("body", [b'{"filters": "x"}', b'{"filters": {"contacts": []}}'])
def test_a_body_of_a_wrong_type_is_not_replaced_in_silence(lusha: Lusha, body: bytes) -> None:
    refused = lusha(*CONTACTS, "--body", "-", "--department", "Sales", stdin=body, code=2)
    assert "is no object." in refused.err


def test_a_blank_value_is_no_filter(lusha: Lusha) -> None:
    assert "No filter is given" in lusha(*CONTACTS, "--job-title", "", code=2).err
