"""Any earlier result is an input: pairs of the command that made it and the one that reads it."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lusha_cli.sandbox.id_tokens import read_id
from tests.support.cli import ADA, Lusha

FORMATS = ("json", "jsonl", "csv")
FIRST_PERSON, FIRST_COMPANY = 4_100_000_000, 30_000_000
# The people that are the seeds of lookalikes, and the domains of companies.
PEOPLE = [str(FIRST_PERSON + 13 * number) for number in range(5)]
FIRM = "analytical-engines.example"
SEED_NAMES = ("orchard-motors", "delta-systems", "copper-optics", "copper-foods")
DOMAINS = [FIRM, *(f"{name}.example" for name in SEED_NAMES)]
COMPANIES = [str(FIRST_COMPANY), "30000017"]
OWNER = ("--owner", "you@firm.example")
ICP = ("--target-profile-id", "a1e600bc-bfdb-5925-91d0-0f28416c01a0")
ALL = ("--start-date", "2y", "--max-results-per-signal", "2")


class Producer(NamedTuple):
    """A command, the identifiers in its result, and how many people or companies it has.

    `people` and `companies` are from: number (an ID of V2), token (one of V3), search (an ID that
    is valid with its search), profile (a LinkedIn URL), email, name, domain.
    """

    argv: tuple[str, ...]
    people: str
    companies: str
    size: int = 1


def flags(name: str, values: list[str]) -> tuple[str, ...]:
    return tuple(word for value in values for word in (name, value))


# A search by company is much faster than one among all people of the sandbox.
STAFF = ("--company-domain", FIRM, "--limit", "10")
AWS = ("--technology", "aws", "--limit", "10")
PRODUCERS = {
    name: Producer(tuple(argv), people, companies, count)
    for name, argv, people, companies, count in (
        ("person get", (ADA,), "number profile email name", "number domain name", 1),
        ("person bulk", ("{people}", "--out", "{out}"), "number profile email name",
         "number domain name", 2),
        ("company get", (FIRM,), "", "number domain name", 1),
        ("company bulk", ("{companies}", "--out", "{out}"), "", "number domain name", 2),
        ("prospecting contact search", STAFF, "search name", "number domain name", 10),
        ("prospecting company search", AWS, "", "search number domain name", 10),
        ("lookalike contacts", (*flags("--contact-id", PEOPLE), "--limit", "5"),
         "number profile name", "number domain name", 5),
        ("lookalike companies", (*flags("--domain", DOMAINS), "--limit", "5"), "",
         "domain name", 5),
        ("recommendations contacts",
         (*flags("--seed", [f"{person}:30000000" for person in PEOPLE]), "--limit", "5"),
         "number name", "number name", 5),
        ("recommendations companies", ("--company-id", "30000000", "--limit", "5"), "",
         "number domain name", 5),
        ("signals contacts get", ("--contact-id", "4100000026", "--signal", "allSignals", *ALL),
         "number", "number domain name", 1),
        ("signals companies get", ("--company-id", "30000000", "--signal", "allSignals", *ALL), "",
         "number domain name", 1),
        ("signals contacts search", ("zanele.moreau@orchard-motors.example", "--signal",
         "allSignals", *ALL), "number", "number domain name", 1),
        ("signals companies search", (FIRM, "--signal", "allSignals", *ALL), "",
         "number domain name", 1),
        ("contacts search", (ADA,), "number profile name", "number domain name", 1),
        ("contacts enrich", ("4100000000", "--no-waterfall"), "number profile email name",
         "number domain name", 1),
        ("contacts search-and-enrich", (ADA, "nobody@nowhere.example"),
         "number profile email name", "number domain name", 1),
        ("companies search", (FIRM,), "", "number domain name", 1),
        ("companies search-and-enrich", (FIRM,), "", "number domain name", 1),
        ("contacts prospecting", STAFF, "number profile name", "number domain name", 10),
        ("companies prospecting", AWS, "", "number domain name", 10),
        ("contacts lookalike", (*flags("--id", PEOPLE), "--limit", "5"), "number profile name",
         "number domain name", 5),
        ("companies lookalike", (*flags("--domain", DOMAINS), "--limit", "5"), "",
         "number domain name", 5),
        ("contacts recommendations", ("--limit", "10"), "number profile name",
         "number domain name", 10),
        ("contacts signals", ("4100000026", "--signal-type", "allSignals", *ALL), "number", "", 1),
        ("companies signals", ("30000000", "--signal-type", "allSignals", *ALL), "",
         "number domain name", 1),
        ("contacts signal-score", (ADA,), "number name", "number domain name", 1),
        ("companies icp-fit-score", (FIRM, *ICP), "", "number domain name", 1),
        ("contacts buying-group", (FIRM,), "number profile name", "number domain name", 5),
        ("contacts tables rows", ("1", *OWNER), "token name", "name", 2),
        ("companies tables rows", ("2", *OWNER), "", "token domain name", 2),
        ("webhooks list", (), "number", "", 1),
    )
}  # fmt: skip


class Consumer(NamedTuple):
    """A command that reads a result: its further words, what it needs of each, and their place.

    `needs` are identifiers of which one is enough; those joined by + are needed together.
    """

    argv: tuple[str, ...]
    needs: str
    path: str


ITEM = "number token profile email name"
COMPANY_ITEM = "number token domain name"
SIGNALS = ("--signal", "allSignals")
TYPES = ("--signal-type", "allSignals")
HOOK = ("--url", "https://hooks.firm.example/lusha")
CONTACT_CONSUMERS = {
    "recommendations contacts": Consumer((), "number+company", "contacts"),
    "lookalike contacts": Consumer((), "number profile email name", "seeds"),
    "contacts lookalike": Consumer(("--dedupe-session-id", "s"), ITEM, "seeds"),
    "signals contacts get": Consumer(SIGNALS, "number", "contactIds"),
    "signals contacts search": Consumer(SIGNALS, "number profile email name", "contacts"),
    "contacts signals": Consumer(TYPES, "number token", "ids"),
    "contacts signal-score": Consumer((), ITEM, "contacts"),
    "contacts icp-fit-score": Consumer(ICP, ITEM, "contacts"),
    "contacts enrich": Consumer((), "number token", "ids"),
    "contacts search": Consumer((), ITEM, "contacts"),
    "contacts search-and-enrich": Consumer((), ITEM, "contacts"),
    "contacts tables add 1": Consumer(OWNER, "number token", "entityIds"),
    "webhooks create": Consumer(("--entity-type", "contact", "--signal-type", "promotion", *HOOK),
                                "number token", "subscriptions"),
    "prospecting contact enrich": Consumer((), "search", "contactIds"),
}  # fmt: skip
COMPANY_CONSUMERS = {
    "recommendations companies": Consumer((), "number", "companies"),
    "lookalike companies": Consumer((), "domain", "seeds"),
    "companies lookalike": Consumer(("--dedupe-session-id", "s"), "domain", "seeds"),
    "signals companies get": Consumer(SIGNALS, "number", "companyIds"),
    "signals companies search": Consumer(SIGNALS, "number domain name", "companies"),
    "companies signals": Consumer(TYPES, "number token", "ids"),
    "companies signal-score": Consumer((), COMPANY_ITEM, "companies"),
    "companies icp-fit-score": Consumer(ICP, COMPANY_ITEM, "companies"),
    "contacts buying-group": Consumer((), "number token domain", "companies"),
    "companies enrich": Consumer((), "number token", "ids"),
    "companies search": Consumer((), COMPANY_ITEM, "companies"),
    "companies search-and-enrich": Consumer((), COMPANY_ITEM, "companies"),
    "companies tables add 2": Consumer(OWNER, "number token", "entityIds"),
    "webhooks create": Consumer(("--entity-type", "company", "--signal-type", "riskNews", *HOOK),
                                "number token", "subscriptions"),
    "prospecting company enrich": Consumer((), "search", "companiesIds"),
}  # fmt: skip


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Return the files of the results of all producers in all formats."""
    folder = tmp_path_factory.mktemp("results")
    lusha = Lusha(folder)
    lusha.env.update(LUSHA_SANDBOX="1", LUSHA_YES="1")
    people, companies = folder / "people.csv", folder / "companies.csv"
    # The IDs are those of another system.
    people.write_text(f"id,email\n1,{ADA}\n2,zanele.moreau@orchard-motors.example\n3,no@no.example")
    companies.write_text(f"id,domain\n1,{FIRM}\n2,orchard-motors.example\n3,no.example\n")
    lusha("contacts", "tables", "create", "Leads", *flags("--id", PEOPLE[:2]), *OWNER)
    lusha("companies", "tables", "create", "Leads", *flags("--id", COMPANIES), *OWNER)
    lusha("webhooks", "rotate-secret")
    create = ("webhooks", "create", PEOPLE[0], "--entity-type", "contact")
    lusha(*create, "--signal-type", "promotion", *HOOK)
    files = {}
    for name, producer in PRODUCERS.items():
        for output in FORMATS:
            file = files[name, output] = folder / f"{name.replace(' ', '-')}.{output}"
            words = {"people": people, "companies": companies, "out": file}
            argv = [word.format(**words) for word in producer.argv]
            if name.endswith("bulk"):
                lusha(*name.split(), *argv)
            elif output == "json":
                file.write_text(lusha(*name.split(), *argv, "-o", output).out)
            else:
                # The same result, as a search has IDs of its own each time.
                file.write_text(lusha("last", "-o", output).out)
    return files


def pairs() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the producers with the formats, kinds and names of their consumers.

    A producer has a fifth of the consumers of its kind, and one of people also has one of those of
    companies. The formats take turns, so each producer has all of them. The next producer has other
    consumers.
    """
    cases = []
    for place, (name, producer) in enumerate(PRODUCERS.items()):
        fifth, one = slice(place % 5, None, 5), slice(7 * place % 15, None, 15)
        people = list(CONTACT_CONSUMERS)[fifth if producer.people else one]
        companies = list(COMPANY_CONSUMERS)[one if producer.people else fifth]
        consumers = [("contact", item) for item in people]
        consumers += [("company", item) for item in companies]
        formats = [FORMATS[(place + number) % 3] for number in range(len(consumers))]
        cases.append(
            (name, [(output, *item) for output, item in zip(formats, consumers, strict=True)])
        )
    return cases


def is_served(producer: Producer, kind: str, needs: str) -> bool:
    """Return whether a result has one of the identifiers that a consumer needs."""
    there = set((producer.people if kind == "contact" else producer.companies).split())
    if needs == "number+company":
        return "number" in there and "number" in producer.companies
    return bool(there & set(needs.split()))


def sent_items(body: Any, path: str) -> list[Any]:
    """Return the people or companies of a request."""
    items = body[path]
    return [item for part in items.values() for item in part] if path == "seeds" else items


def identifies(item: Any, text: str) -> bool:
    """Return whether all identifiers of an item are those of somebody in the result `text`."""
    if isinstance(item, dict):
        # The items of a search have numbers of our own.
        own = item.get("id", "")
        values = [value for key, value in item.items() if key != "id" or len(own) > 3]
        return bool(values) and all(identifies(value, text) for value in values)
    if isinstance(item, list):
        return all(identifies(value, text) for value in item)
    numbers = {f"{FIRST_PERSON + 13 * int(hexadecimal, 16)}"
               for hexadecimal in re.findall(r"/in/[a-z-]+-([0-9a-f]{5})\b", text)}  # fmt: skip
    tokens = {read_id(token) for token in re.findall(r"v1\.[\w-]{14}", text)}
    known = str(item) in numbers | tokens or str(item) in text
    return known or str(item).replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize(("name", "consumers"), pairs(), ids=list(PRODUCERS))
def test_earlier_result_is_an_input(
    lusha: Lusha,
    results: dict[tuple[str, str], Path],
    name: str,
    consumers: list[tuple[str, str, str]],
) -> None:
    producer = PRODUCERS[name]
    text = results[name, "json"].read_text()
    for output, kind, command in consumers:
        file = results[name, output]
        consumer = (CONTACT_CONSUMERS if kind == "contact" else COMPANY_CONSUMERS)[command]
        line = (*command.split(), str(file), *consumer.argv)
        if not is_served(producer, kind, consumer.needs):
            # Nothing is sent, although every cost is confirmed.
            failed = lusha(*line, "--yes", code=2)
            assert re.search(r"Run: lusha \w+ ", failed.err), (command, failed.err)
            assert str(file) in failed.err, command
            continue
        shown = lusha(*line, "--dry-run").json
        items = sent_items(shown["body"], consumer.path)
        assert all(identifies(item, text) for item in items), (command, items)
        assert len(items) == len({json.dumps(item) for item in items}), command
        is_exact = kind == "contact" or not producer.people
        assert len(items) == producer.size if is_exact else 1 <= len(items) <= producer.size, (
            command,
            items,
        )
    assert lusha("sandbox", "status").json["creditsCharged"] == 0
