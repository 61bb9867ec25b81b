"""The identifiers of companies that a request contains, such as `domain:company.example`.

They are only recorded: companies can't be on the suppression list.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.parsing.domains import normalize_domain
from lusha_cli.parsing.invalid_value import InvalidValue

# The keys under which requests identify a company, and the kinds of their values.
_KINDS = {"domain": "domain", "companyId": "company", "id": "company"}


def looks_up_companies(operation: str) -> bool:
    """Return whether requests of an operation identify companies."""
    return operation.startswith(("company ", "companies ", "signals companies "))


def company_identifiers(query: Mapping[str, Json], body: Json, *, items_path: str) -> Iterator[str]:
    """Yield the identifiers of all companies that a request identifies."""
    payload = as_object(body)
    for company in as_list(payload.get(items_path)) or [{**query, **payload}]:
        values = company if isinstance(company, dict) else {"id": company}
        for key, kind in _KINDS.items():
            value = values.get(key)
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                with suppress(InvalidValue):
                    yield make_company_identifier(kind, str(value))


def make_company_identifier(kind: str, value: str) -> str:
    """Return the identifier of a company; `kind` is domain or company (Lusha's id).

    Raises InvalidValue.
    """
    return f"{kind}:{normalize_domain(value) if kind == 'domain' else value.strip()}"
