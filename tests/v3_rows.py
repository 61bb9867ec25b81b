"""What arrives at the API for each operation of V3: command lines and requests, as data."""

from typing import Any

OWNER = ("--owner", "ada@firm.example")
BY = {"owner": {"email": "ada@firm.example"}}
ASKED_BY = {"email": ["ada@firm.example"]}

# Name: (words, (method, path), query, body, exit code on the sandbox).
V3: dict[str, list[tuple[Any, ...]]] = {
    "account plan": [((), ("GET", "/v3/account/usage"), {}, None, 0)],
    "contacts signal-types": [((), ("GET", "/v3/contacts/signals/types"), {}, None, 0)],
    "companies signal-types": [((), ("GET", "/v3/companies/signals/types"), {}, None, 0)],
    "companies signal-filters": [((), ("GET", "/v3/companies/signals/filters"), {}, None, 0)],
    "companies signal-filter-values": [
        (
            ("hiringByLocations", "germ"),
            ("GET", "/v3/companies/signals/filters/hiringByLocations"),
            {"query": ["germ"]},
            None,
            0,
        ),
        (
            ("newseventtypes",),
            ("GET", "/v3/companies/signals/filters/newsEventTypes"),
            {},
            None,
            0,
        ),
    ],
    "contacts filters": [((), ("GET", "/v3/contacts/prospecting/filters"), {}, None, 0)],
    "contacts filter-values": [
        (
            ("locations", "New York"),
            ("GET", "/v3/contacts/prospecting/filters/locations"),
            {"query": ["New York"]},
            None,
            0,
        ),
        (
            ("departments",),
            ("GET", "/v3/contacts/prospecting/filters/departments"),
            {},
            None,
            0,
        ),
    ],
    "companies filters": [((), ("GET", "/v3/companies/prospecting/filters"), {}, None, 0)],
    "companies filter-values": [
        (
            ("industriesLabels",),
            ("GET", "/v3/companies/prospecting/filters/industriesLabels"),
            {},
            None,
            0,
        )
    ],
}


def _tables(noun: str) -> dict[str, list[tuple[Any, ...]]]:
    """The operations of the tables; the sandbox has no table 7, so that most of them end with 3."""
    table = f"/v3/{noun}/tables/7"
    return {
        "create": [
            (
                ("Q3 leads", "--visibility", "shared", "--id", "10", "--id", "11"),
                ("POST", f"/v3/{noun}/tables"),
                {},
                {"name": "Q3 leads", "visibility": "shared", "ids": ["10", "11"], **BY},
                0,
            )
        ],
        "list": [
            (
                ("--name", "Q3", "--status", "archived", "--page", "1", "--size", "10"),
                ("POST", f"/v3/{noun}/tables/list"),
                {},
                {"name": "Q3", "status": "archived", "page": 1, "size": 10, **BY},
                0,
            )
        ],
        "get": [(("7",), ("GET", table), ASKED_BY, None, 3)],
        "update": [
            (
                ("7", "--name", "Q4", "--visibility", "private", "--no-archived"),
                ("PATCH", table),
                {},
                {"name": "Q4", "visibility": "private", "archived": False, **BY},
                3,
            )
        ],
        "delete": [(("7", "--yes"), ("DELETE", table), ASKED_BY, None, 3)],
        "rows": [
            (
                ("7", "--page", "2", "--size", "50"),
                ("GET", f"{table}/entities"),
                {**ASKED_BY, "page": ["2"], "size": ["50"]},
                None,
                3,
            )
        ],
        "add": [
            (
                ("7", "10", "11", "--company-id", "20", "--company-id", "21"),
                ("POST", f"{table}/entities"),
                {},
                {"entityIds": ["10", "11"], "companyIds": ["20", "21"], **BY},
                3,
            )
        ],
        "remove": [
            (
                ("7", "10", "v1.abc"),
                ("DELETE", f"{table}/entities"),
                {},
                {"entityIds": ["10", "v1.abc"], **BY},
                3,
            )
        ],
        "columns": [(("7",), ("GET", f"{table}/columns"), ASKED_BY, None, 3)],
        "remove-column": [
            (("7", "c4", "--yes"), ("DELETE", f"{table}/columns/c4"), ASKED_BY, None, 3)
        ],
        "run-column": [
            (
                ("7", "c4", "--run-scope", "all", "--yes"),
                ("POST", f"{table}/columns/c4/run"),
                {},
                {"runScope": "all", **BY},
                3,
            ),
            (
                ("7", "c 4", "--entity-id", "10", "--entity-id", "11", "--yes"),
                ("POST", f"{table}/columns/c%204/run"),
                {},
                {"runScope": "specific", "entityIds": ["10", "11"], **BY},
                3,
            ),
        ],
    }


for _noun in ("contacts", "companies"):
    for _verb, _rows in _tables(_noun).items():
        V3[f"{_noun} tables {_verb}"] = [((*row[0], *OWNER), *row[1:]) for row in _rows]
