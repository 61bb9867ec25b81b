"""The contents of a V3 table: its columns, its rows, and the state of each cell."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.sandbox.data.companies import company_by_id, company_data
from lusha_cli.sandbox.data.people import person_by_id, profile
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import decode_id
from lusha_cli.sandbox.lookups import MatchedPerson, contact_data
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext, format_timestamp

MAX_ROWS = 50_000


Kind = Literal["default", "initial", "optional"]


class Column(NamedTuple):
    """A column; `action` is the price list entry for filling a cell ("" if it is free).

    New tables have `default` columns, which can't be removed, and `initial` ones, which can;
    `optional` ones can be added.
    """

    id: str
    name: str
    key: str
    kind: Kind = "default"
    action: str = ""


COLUMNS = {
    "contacts": (
        Column("c1", "Full name", "fullName"),
        Column("c2", "Job title", "jobTitle"),
        Column("c3", "Company", "companyName"),
        Column("c4", "Work email", "workEmail", "initial", "revealEmail"),
        Column("c5", "Phone", "phone", "initial", "revealPhone"),
        Column("c6", "Seniority", "seniority", "optional"),
        Column("c7", "Department", "department", "optional"),
        Column("c8", "Country", "country", "optional"),
        Column("c9", "City", "city", "optional"),
        Column("c10", "LinkedIn", "linkedinUrl", "optional"),
        Column("c11", "Company domain", "companyDomain", "optional"),
    ),
    "companies": (
        Column("c1", "Name", "name"),
        Column("c2", "Domain", "domain"),
        Column("c3", "Industry", "industry", "initial", "revealCompany"),
        Column("c4", "Sub-industry", "subIndustry", "optional"),
        Column("c5", "Year founded", "yearFounded", "optional"),
        Column("c6", "Company type", "companyType", "optional"),
        Column("c7", "Employees", "employeeCount", "optional"),
        Column("c8", "Country", "country", "optional"),
        Column("c9", "City", "city", "optional"),
        Column("c10", "LinkedIn", "linkedinUrl", "optional"),
        Column("c11", "LinkedIn followers", "linkedinFollowers", "optional"),
        Column("c12", "Technologies", "technologies", "optional"),
    ),
}


class Table(NamedTuple):
    """A row of the database table `tables`."""

    id: int
    account: str
    noun: str
    name: str
    visibility: str
    status: str
    owner: str
    removed: str
    added: str
    created: int

    @property
    def columns(self) -> list[Column]:
        """Return the initial columns that were not removed, and those that were added."""
        removed, added = self.removed.split(), self.added.split()
        return [
            c for c in COLUMNS[self.noun]
            if c.id in (added if c.kind == "optional" else {c.id} - set(removed))
        ]  # fmt: skip


def entity_ids(context: RequestContext, table: Table) -> list[int]:
    """Return the ids of a table's people or companies, in insertion order."""
    rows = context.db.execute("SELECT entity FROM rows WHERE list = ? ORDER BY rowid", (table.id,))
    return [entity for (entity,) in rows]


def find_table(context: RequestContext, table_id: str, noun: str) -> Table | None:
    """Return the table of an account with an id, or None."""
    # sqlite3 raises OverflowError for integers of more than 64 bits.
    number = read_integer(table_id)
    if number is None:
        return None
    row = context.db.execute(
        "SELECT * FROM tables WHERE id = ? AND account = ? AND kind = ?",
        (number, context.account.name, noun),
    ).fetchone()
    return Table(*row) if row else None


def add_entities(context: RequestContext, table: Table, ids: list[str]) -> Json:
    """Add rows to a table; return the result. Raises ApiError 400 if it gets too many."""
    existing = set(entity_ids(context, table))
    find_entity: Callable[..., Any] = person_by_id if table.noun == "contacts" else company_by_id
    numbers = {text: decode_id(text) for text in ids}
    invalid = [
        text for text, number in numbers.items() if not find_entity(number, seed=context.seed)
    ]
    valid_ids = {int(number) for text, number in numbers.items() if text not in invalid}
    # Rows are listed in the order of insertion, but a set has none.
    new_ids = sorted(valid_ids - existing)
    if len(existing) + len(new_ids) > MAX_ROWS:
        raise ApiError(400, f"ROW_LIMIT_REACHED: A table has at most {MAX_ROWS:,} rows")
    context.db.executemany(
        "INSERT INTO rows VALUES (?, ?)", [(table.id, number) for number in new_ids]
    )
    return {
        "added": len(new_ids),
        "alreadyPresent": len(valid_ids & existing),
        "invalidIds": invalid,
        "addedBy": {"surface": "api"},
    }


def charge_new_rows(context: RequestContext, table: Table, added: int) -> float:
    """Charge the companies that are new to a table; return the charge. Contacts are free."""
    if table.noun == "contacts" or not added:
        return 0
    meter = CreditMeter(context)
    meter.charge("revealCompany", added)
    return meter.settle()


def table_write(context: RequestContext, noun: str, ids: list[str]) -> Json:
    """Add the entities of a response to the requested table; return the result, if any."""
    table_id = context.params.get("tableId", "")
    table = find_table(context, table_id, noun)
    if table is None:
        return {}
    added = add_entities(context, table, ids)
    # Not part of `billing`. The API reference doesn't say that it is charged at all.
    charged = charge_new_rows(context, table, added["added"]) if context.prices.is_live else 0
    filled_columns = [column.id for column in table.columns if column.kind != "default"]
    context.db.executemany(
        "INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)",
        [(table.id, column, int(id_), context.now) for column in filled_columns for id_ in ids],
    )
    return {
        "tableWrite": {
            "tableId": table_id,
            "added": added["added"],
            "alreadyPresent": added["alreadyPresent"],
            "columnsCreated": 0,
            "rowsProcessed": len(ids),
            "rowsCharged": added["added"] if charged else 0,
            "rowsAlreadyPaidInTable": added["alreadyPresent"] if noun == "companies" else 0,
            "creditsCharged": charged,
        }
    }


def column_summaries(context: RequestContext, table: Table) -> list[Json]:
    """Return each column with the number of its cells in each state."""
    created = format_timestamp(table.created)
    counts = {column.id: dict.fromkeys(_COUNTERS.values(), 0) for column in table.columns}
    for entity in entity_ids(context, table):
        for cell in cells(context, table, entity):
            counts[cell["id"]][_COUNTERS[cell["status"]]] += 1
    return [
        {
            "columnId": column.id,
            "name": column.name,
            "type": "lusha",
            "key": column.key,
            "isDefault": column.kind == "default",
            "addedAt": created,
            "updatedAt": created,
            **counts[column.id],
        }
        for column in table.columns
    ]


_COUNTERS = {
    "not_run": "rowsNotRun",
    "processing": "rowsProcessing",
    "success": "rowsSuccess",
    "no_data": "rowsNoData",
    "failed": "rowsFailed",
}


def cells(context: RequestContext, table: Table, entity: int) -> list[Json]:
    """Return the cells of a row."""
    ready = dict(
        context.db.execute(
            "SELECT place, ready FROM cells WHERE list = ? AND entity = ?", (table.id, entity)
        ).fetchall()
    )
    values = _cell_values(table.noun, entity, context.seed)
    row_cells = []
    for column in table.columns:
        value, status = values[column.key], "success"
        is_filled_at_once = column.kind == "default"
        if not is_filled_at_once and column.id not in ready:
            value, status = None, "not_run"
        elif not is_filled_at_once and ready[column.id] > context.now:
            value, status = None, "processing"
        elif value is None:
            status = "no_data"
        row_cells.append(
            {
                "id": column.id,
                "name": column.key,
                "type": "string",
                "sourceType": "lusha",
                "value": value,
                "status": status,
            }
        )
    return row_cells


def _cell_values(noun: str, entity: int, seed: int) -> dict[str, Json]:
    if noun == "companies":
        # Only entities that exist are added as rows.
        company = company_by_id(str(entity), seed=seed)
        assert company
        data = company_data(company)
        return {
            "name": company.name,
            "domain": company.domain,
            "industry": data["mainIndustry"],
            "yearFounded": int(data["founded"]),
            "employeeCount": data["employeesInLinkedin"],
            "linkedinUrl": data["linkedin"],
            "technologies": [technology["name"] for technology in data["technologies"]],
            **{key: data[key] for key in ("subIndustry", "companyType", "country", "city",
                                          "linkedinFollowers")},
        }  # fmt: skip
    person = person_by_id(str(entity), seed=seed)
    assert person
    emails, phones = contact_data(MatchedPerson(person))
    data = profile(person)
    return {
        "fullName": person.full_name,
        "jobTitle": data["title"],
        "companyName": person.company.name,
        "workEmail": next((e["email"] for e in emails if e["emailType"] == "work"), None),
        "phone": next((p["number"] for p in phones), None),
        "seniority": data["seniority"],
        "department": data["department"],
        "country": data["location"].country,
        "city": data["location"].city,
        "linkedinUrl": person.linkedin,
        "companyDomain": person.company.domain,
    }
