"""A call of each tool that works in the sandbox."""

from typing import Any

from tests.support.cli import ADA

WORKING: dict[str, dict[str, Any]] = {
    "look_up_person": {"email": ADA},
    "look_up_company": {"domain": "analytical-engines.example"},
    "search_people": {"countries": ["Germany"], "limit": 10},
    "search_companies": {"countries": ["Germany"], "sizes": [{"min": 51, "max": 200}]},
    "reveal": {"kind": "contacts", "ids": ["4100000000"]},
    "signals": {"kind": "contacts", "ids": ["4100000000"], "types": ["promotion"]},
    "filter_values": {"kind": "companies", "filter": "technologies", "text": "aws"},
    "credits": {},
}
FREE = {"filter_values", "credits"}
