"""A request of each operation that succeeds on a sandbox."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from lusha_cli.api.endpoints import BY_NAME, path_values
from tests.contract.recorded_api import OPERATIONS, command_line
from tests.contract.test_contract import CASES
from tests.support.cli import ADA

OWNER = "ada@firm.example"
# These make the ids of the others invalid, in this order.
_LAST = ("tables remove", "tables remove-column", "tables delete", "webhooks delete")
# Of earlier results, which the sandbox doesn't have.
_EARLIER = {"dedupeSessionId", "requestId"}

Call = Callable[..., Any]


class Working(NamedTuple):
    """An operation, its command line and standard input, and the parts of the request."""

    operation: str
    argv: list[str]
    stdin: bytes
    path: dict[str, str]
    query: dict[str, Any]
    body: Any


def working_requests(call: Call) -> Iterator[Working]:
    """Yield a request of each operation; `call` runs a command line and returns its JSON."""
    ids = _prepare(call)

    def order(operation: str) -> int:
        places = [place for place, name in enumerate(_LAST) if operation.endswith(name)]
        return places[0] + 1 if places else 0

    for operation in sorted(OPERATIONS, key=order):
        yield _working(operation, ids)


def _prepare(call: Call) -> dict[str, Any]:
    """Create what requests refer to; return the ids by the ids that the cases have."""
    call("webhooks", "rotate-secret", "--yes")
    made = call("webhooks", "create", "30000001", "--entity-type", "company", "--url",
                "https://hooks.example/a", "--signal-type", "riskNews", "--yes")  # fmt: skip
    ids: dict[str, Any] = {"507f1f77bcf86cd799439011": made["results"][0]["subscription"]["id"]}
    for noun, entity in (("contacts", "4100000000"), ("companies", "30000000")):
        table = call(noun, "tables", "create", noun, "--owner", OWNER, "--id", entity)
        ids[f"{noun} 7"] = table["data"]["tableId"]
        keys = call(noun, "tables", "column-catalog", "--owner", OWNER)
        ids[f"{noun} key"] = keys["data"][-1]["columnKey"]
        added = call(noun, "tables", "add-columns", ids[f"{noun} 7"], ids[f"{noun} key"],
                     "--owner", OWNER)  # fmt: skip
        ids[f"{noun} c4"] = added["data"][0]["columnId"]
    for noun, id_key in (("contact", "contactId"), ("company", "id")):
        found = call("prospecting", noun, "search", "--location", "Germany")
        records = found["contacts" if noun == "contact" else "companies"]
        ids[f"search {noun}"] = (found["requestId"], records[0][id_key])
    job = call("contacts", "enrich", "4100000624", "--yes")
    ids["j-1"] = job["job"]["id"]
    return ids


def _working(operation: str, ids: dict[str, Any]) -> Working:
    case, row = CASES[operation][0], BY_NAME[operation]
    noun = operation.split()[0]
    names = dict(ids)
    if "tables" in operation:
        names |= {"7": ids[f"{noun} 7"], "c4": ids[f"{noun} c4"]}
    argv, stdin = command_line(operation)
    path = {
        name: str(names.get(value, value))
        for name, value in path_values(row, case.request[1]).items()
    }
    query = {name: values if len(values) > 1 else values[0] for name, values in case.query.items()}
    body = case.body
    if isinstance(body, dict):
        body = _valid(operation, body, ids)
    if stdin:
        places = re.findall(r"{(.*?)}", row.path)
        argv = [*operation.split(), *(path[name] for name in places), "--body", "-"]
        stdin = json.dumps(body).encode()
    else:
        argv = [str(names.get(word, word)) for word in argv]
    return Working(operation, argv, stdin, path, query, body)


def _valid(operation: str, body: dict[str, Any], ids: dict[str, Any]) -> dict[str, Any]:
    """Return a body without the ids of earlier results, or with those that there are."""
    noun = operation.split()[0]
    if operation.startswith("prospecting") and operation.endswith("enrich"):
        request_id, id_ = ids[f"search {operation.split()[1]}"]
        return {**body, "requestId": request_id, BY_NAME[operation].items_path: [id_]}
    if operation == "webhooks delete":
        return {"ids": [ids["507f1f77bcf86cd799439011"]]}
    if operation.endswith("add-columns"):
        return {"columnKey": ids[f"{noun} key"], "owner": {"email": OWNER}}
    if operation == "contacts search-and-enrich":
        return {"contacts": [{"clientReferenceId": "1", "email": ADA}]}
    return {name: value for name, value in body.items() if name not in _EARLIER}
