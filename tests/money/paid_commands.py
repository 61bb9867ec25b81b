"""One row or more for each operation that charges: the command lines of the table-driven tests.

`{people}` and `{companies}` are files with that many rows, `{NAME.json}` files of BODIES.
"""

import json
from typing import Any, NamedTuple

from tests.money.client import MoneyClient, Run

OWNER = ("--owner", "you@firm.example")
ROWS = 60
BODIES = {
    "person.json": {
        "contacts": [
            {"contactId": "1", "email": "ada@firm.example"},
            {"contactId": "2", "email": "bo@firm.example"},
            {"contactId": "3", "email": "nobody@firm.example"},
        ],
        "metadata": {"revealEmails": True},
    },
    "company.json": {"companies": [{"id": str(n), "domain": f"f{n}.example"} for n in range(30)]},
}
# What a search prints, for commands that read it from stdin.
CONTACT_SEARCH = {
    "requestId": "5d1e2c4a-0000-4000-8000-000000000001",
    "contacts": [{"contactId": f"contact{n}", "id": f"contact{n}"} for n in range(30)],
}
COMPANY_SEARCH = {
    "requestId": "5d1e2c4a-0000-4000-8000-000000000001",
    "companies": [{"companyId": f"company{n}", "id": f"company{n}"} for n in range(30)],
}
FOUND: Any = {
    "requestId": "found",
    "results": [{"id": str(4_100_000_000 + n), "firstName": "Ada"} for n in range(130)],
}
FOUND_COMPANIES: Any = {
    "requestId": "found",
    "results": [{"id": str(30_000_000 + n), "name": "Firm", "domain": f"f{n}.example"}
                for n in range(130)]
}  # fmt: skip


class Paid(NamedTuple):
    """A command line that is charged; `stdin` is piped into it."""

    operation: str
    line: str
    stdin: object = None

    @property
    def id(self) -> str:
        """Return the name of its tests."""
        options = self.line.removeprefix(self.operation).split()
        shown = options if len(options) < 9 else [*options[:2], "…", *options[-2:]]
        return f"{self.operation}: {' '.join(shown)}"

    @property
    def is_bulk(self) -> bool:
        """Return whether it runs over the rows of a file."""
        return "{people}" in self.line or "{companies}" in self.line

    def argv(self, client: MoneyClient) -> tuple[str, ...]:
        """Return its arguments, and write the files that it reads."""
        return tuple(
            _write(client, word[1:-1]) if word.startswith("{") else word
            for word in self.line.split()
        )

    def run(self, client: MoneyClient, *options: str, **kwargs: object) -> Run:
        """Run it with more options."""
        stdin = None if self.stdin is None else json.dumps(self.stdin).encode()
        return client(*self.argv(client), *options, stdin=stdin or b"", **kwargs)  # type: ignore[arg-type]


def _write(client: MoneyClient, name: str) -> str:
    if name in BODIES:
        return client.write(name, json.dumps(BODIES[name]))
    return client.people(ROWS) if name == "people" else client.companies(ROWS)


def _each(words: str, values: list[str]) -> str:
    return " ".join(f"{words} {value}" for value in values)


SEEDS = {
    "contacts": _each("--email", [f"s{n}@firm.example" for n in range(5)]),
    "companies": _each("--domain", [f"s{n}.example" for n in range(5)]),
}
_TABLE_OPTIONS = " ".join(OWNER)

PAID: tuple[Paid, ...] = (
    Paid("person get", "person get ada@firm.example"),
    Paid("person get", "person get ada@firm.example --reveal-emails"),
    Paid("person get", "person get ada@firm.example --signal allSignals"),
    Paid("person get", "person get nobody@firm.example"),
    Paid("person bulk", "person bulk {people}"),
    Paid("person bulk", "person bulk {people} --reveal-emails"),
    Paid("person bulk", "person bulk {people} --signal promotion"),
    Paid("person bulk", "person bulk --body {person.json}"),
    Paid("company get", "company get firm.example"),
    Paid("company get", "company get firm.example --signal riskNews"),
    Paid("company bulk", "company bulk {companies}"),
    Paid("company bulk", "company bulk --body {company.json}"),
    Paid("prospecting contact search", "prospecting contact search --department Sales"),
    Paid("prospecting contact search", "prospecting contact search --department Sales --limit 60"),
    Paid("prospecting contact search", "prospecting contact search --department Sales --all"),
    Paid("prospecting contact search", "prospecting contact search --signal allSignals"),
    Paid("prospecting company search", "prospecting company search --technology aws"),
    Paid("prospecting company search",
         "prospecting company search --signal allSignals --limit 60"),
    Paid("prospecting contact enrich", "prospecting contact enrich -", CONTACT_SEARCH),
    Paid("prospecting contact enrich", "prospecting contact enrich - --reveal-emails",
         CONTACT_SEARCH),
    Paid("prospecting company enrich", "prospecting company enrich -", COMPANY_SEARCH),
    Paid("signals contacts get",
         "signals contacts get --contact-id 4100000026 --signal allSignals "
         "--max-results-per-signal 2"),
    Paid("signals contacts get", "signals contacts get --contact-id 4100000026 --signal promotion"),
    Paid("signals contacts search",
         "signals contacts search ada@firm.example --signal allSignals --max-results-per-signal 2"),
    Paid("signals companies get",
         "signals companies get --company-id 30000026 --signal allSignals "
         "--max-results-per-signal 2"),
    Paid("signals companies search",
         "signals companies search firm.example --signal riskNews --max-results-per-signal 2"),
    Paid("lookalike contacts", f"lookalike contacts {SEEDS['contacts']}"),
    Paid("lookalike companies", f"lookalike companies {SEEDS['companies']} --limit 30"),
    Paid("recommendations contacts",
         "recommendations contacts --limit 12 "
         + _each("--seed", [f"410000000{n}:30000000" for n in range(5)])),
    Paid("recommendations companies",
         "recommendations companies " + _each("--seed", [f"3000000{n}" for n in range(5)])),
    Paid("contacts search", "contacts search ada@firm.example"),
    Paid("contacts search",
         "contacts search ada@firm.example --signal allSignals --max-results-per-signal 2"),
    Paid("contacts enrich", "contacts enrich 4100000001 4100000002 --no-waterfall"),
    Paid("contacts enrich", "contacts enrich 4100000001"),
    Paid("contacts enrich", "contacts enrich 4100000001 --no-waterfall --reveal emails"),
    Paid("contacts enrich", "contacts enrich - --no-waterfall", FOUND),
    Paid("contacts enrich", "contacts enrich 4100000001 --no-waterfall --table-id 1"),
    Paid("contacts search-and-enrich", "contacts search-and-enrich ada@firm.example"),
    Paid("contacts search-and-enrich",
         "contacts search-and-enrich ada@firm.example --reveal emails"),
    Paid("contacts search-and-enrich",
         "contacts search-and-enrich " + " ".join(f"p{n}@firm.example" for n in range(120))),
    Paid("companies search", "companies search firm.example other.example"),
    Paid("companies enrich", "companies enrich 30000001 30000002"),
    Paid("companies enrich",
         "companies enrich 30000001 --reveal competitors --reveal employeesByLocation"),
    Paid("companies enrich", "companies enrich -", FOUND_COMPANIES),
    Paid("companies search-and-enrich", "companies search-and-enrich firm.example other.example"),
    Paid("contacts prospecting", "contacts prospecting --department Sales"),
    Paid("contacts prospecting", "contacts prospecting --department Sales --limit 110"),
    Paid("contacts prospecting", "contacts prospecting --signal allSignals --page-size 50"),
    Paid("contacts prospecting", "contacts prospecting --department Sales --table-id 1"),
    Paid("companies prospecting", "companies prospecting --technology aws --all"),
    Paid("companies prospecting", "companies prospecting --signal allSignals"),
    Paid("contacts lookalike", f"contacts lookalike {SEEDS['contacts']}"),
    Paid("companies lookalike", f"companies lookalike {SEEDS['companies']} --limit 12"),
    Paid("contacts buying-group", "contacts buying-group firm.example"),
    Paid("contacts buying-group", "contacts buying-group firm.example --contacts-limit 3"),
    Paid("contacts tables rows", f"contacts tables rows 1 {_TABLE_OPTIONS}"),
    Paid("companies tables rows", f"companies tables rows 1 --size 30 {_TABLE_OPTIONS}"),
    Paid("companies tables add",
         "companies tables add 1 " + " ".join(str(30000000 + n) for n in range(30))
         + f" {_TABLE_OPTIONS}"),
    Paid("contacts tables run-column",
         f"contacts tables run-column 1 c5 --run-scope missing {_TABLE_OPTIONS}"),
    Paid("companies tables run-column",
         f"companies tables run-column 1 c3 --entity-id 30000001 {_TABLE_OPTIONS}"),
    Paid("contacts signals",
         "contacts signals 4100000026 --signal-type allSignals --max-results-per-signal 2"),
    Paid("contacts signals", "contacts signals 4100000026 --signal-type allSignals"),
    Paid("companies signals",
         "companies signals 30000026 --signal-type allSignals --max-results-per-signal 2"),
    Paid("companies signal-score", "companies signal-score firm.example nobody.example"),
    Paid("contacts signal-score", "contacts signal-score ada@firm.example"),
    Paid("contacts icp-fit-score",
         "contacts icp-fit-score ada@firm.example --target-profile-id icp-1,icp-2,icp-3"),
    Paid("companies icp-fit-score",
         "companies icp-fit-score firm.example nobody.example --target-profile-id icp-1"),
    Paid("companies website-visits",
         "companies website-visits --domain firm.example --start-date 30d --end-date 0d"),
    Paid("contacts recommendations", "contacts recommendations"),
    Paid("contacts recommendations", "contacts recommendations --limit 35 --signal promotion"),
    Paid("companies recommendations", "companies recommendations --page-size 40"),
    Paid("companies recommendations", "companies recommendations --all"),
)  # fmt: skip
