"""Command lines of webhook operations, and the requests that they send.

The rows are those of `cases_v3`.
"""

from typing import Any

ID = "507f1f77bcf86cd799439011"
URL = "https://hooks.firm.example/lusha?team=1"
SUBSCRIPTION = f"/api/subscriptions/{ID}"
# The content of `--body body.json`: every field that an item may have.
BODY = {
    "defaults": {"url": "https://other.firm.example/"},
    "subscriptions": [
        {
            "entityId": "30000000",
            "entityType": "company",
            "signalTypes": ["riskNews"],
            "name": "Board",
        }
    ],
}

WEBHOOKS: dict[str, list[tuple[Any, ...]]] = {
    "webhooks create": [
        (
            ("--entity-id", "4100000000", "--entity-id", "v1.AbC", "--entity-id", "4100000000",
             "--entity-type", "contact", "--signal-type", "promotion", "--signal-type",
             "companychange", "--url", URL, "--name", "Leads", "--subscription",
             "entity-id=30000000,entity-type=company,signal-type=riskNews,signal-type=peopleNews,"
             "name=Board"),
            ("POST", "/api/subscriptions"),
            {},
            {
                "defaults": {
                    "entityType": "contact",
                    "signalTypes": ["promotion", "companyChange"],
                    "url": URL,
                },
                "name": "Leads",
                "subscriptions": [
                    {"entityId": "4100000000"},
                    {"entityId": "v1.AbC"},
                    {
                        "entityId": "30000000",
                        "entityType": "company",
                        "signalTypes": ["riskNews", "peopleNews"],
                        "name": "Board",
                    },
                ],
            },
            2,
        ),
        (
            ("--body", "body.json", "--url", URL),
            ("POST", "/api/subscriptions"),
            {},
            {**BODY, "defaults": {"url": URL}},
            2,
        ),
    ],
    "webhooks list": [
        (
            ("--limit", "100", "--offset", "20"),
            ("GET", "/api/subscriptions"),
            {"limit": ["100"], "offset": ["20"]},
            None,
            0,
        ),
        ((), ("GET", "/api/subscriptions"), {}, None, 0),
        (("--all",), ("GET", "/api/subscriptions"), {"limit": ["100"], "offset": ["0"]}, None, 0),
    ],
    "webhooks get": [((ID,), ("GET", SUBSCRIPTION), {}, None, 3)],
    "webhooks update": [
        (
            (ID, "--signal-type", "riskNews", "--url", URL, "--name", "Q3", "--no-active",
             "--regenerate-secret", "--yes"),
            ("PATCH", SUBSCRIPTION),
            {},
            {"signalTypes": ["riskNews"], "url": URL, "name": "Q3", "isActive": False,
             "regenerateSecret": True},
            3,
        ),
        ((ID, "--is-active"), ("PATCH", SUBSCRIPTION), {}, {"isActive": True}, 3),
    ],
    "webhooks test": [
        ((ID, "--mode", "kafka"), ("POST", f"{SUBSCRIPTION}/test"), {"mode": ["kafka"]}, None, 3),
        ((ID,), ("POST", f"{SUBSCRIPTION}/test"), {}, None, 3),
    ],
    "webhooks delete": [
        (
            (ID, "sub-2", ID, "--yes"),
            ("POST", "/api/subscriptions/delete"),
            {},
            {"ids": [ID, "sub-2"]},
            10,
        )
    ],
    "webhooks logs": [
        (
            ("--subscription-id", ID, "--status", "permanent_failure", "--limit", "7", "--offset",
             "0"),
            ("GET", "/api/audit-logs"),
            {"subscriptionId": [ID], "status": ["permanent_failure"], "limit": ["7"],
             "offset": ["0"]},
            None,
            0,
        ),
        (
            ("--all", "--status", "failed"),
            ("GET", "/api/audit-logs"),
            {"status": ["failed"], "limit": ["100"], "offset": ["0"]},
            None,
            0,
        ),
    ],
    "webhooks stats": [
        (
            ("--subscription-id", ID),
            ("GET", "/api/audit-logs/stats"),
            {"subscriptionId": [ID]},
            None,
            0,
        )
    ],
    "webhooks secret": [
        ((), ("GET", "/api/account/secret"), {}, None, 3),
        (("--save",), ("GET", "/api/account/secret"), {}, None, 3),
    ],
    "webhooks rotate-secret": [
        (("--yes",), ("POST", "/api/account/secret/regenerate"), {}, None, 0),
        (("--yes", "--save"), ("POST", "/api/account/secret/regenerate"), {}, None, 0),
    ],
    "webhooks opt-out": [
        (
            ("--url", URL, "--name", "Privacy"),
            ("POST", "/api/subscriptions/opt-out"),
            {},
            {"entityType": "contact", "url": URL, "name": "Privacy"},
            2,
        )
    ],
}  # fmt: skip
