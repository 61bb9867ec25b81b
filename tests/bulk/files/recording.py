"""Run a case through the real entry point, and see what was sent for each row."""

import json
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import idna

from lusha_cli.cli.main import main
from lusha_cli.sandbox.http import Request, Response, json_response
from tests.bulk.files.case import Case
from tests.support.cli import Lusha, Result, Stream

FIRST_ID = 7_000_001
# The status and reason of a row that wasn't sent.
UNSENT = {"unsent": ("invalid", "skipped"), "invalid": ("invalid",), "skipped": ("skipped",),
          "blocked": ("blocked",), "not_found": ("not_found",)}  # fmt: skip


class RecordingApi:
    """An API that finds everybody but `nobody@…`, and records what it is asked for.

    The id in each response is the number of the payload, so that an output row shows the payload
    that it comes from.
    """

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.payloads: list[dict[str, Any]] = []

    def handle(self, request: Request) -> Response:
        """Return the response to one request."""
        if request.method == "GET":
            return json_response(200, {"pricing": {}, "usage": {"credits": {"remaining": 10**6}}})
        body = json.loads(request.body)
        if request.path == "/v2/person":
            contacts = {item["contactId"]: self._person(item) for item in body["contacts"]}
            return json_response(201, {"contacts": contacts, "companies": {}})
        assert request.path == "/v2/company", request.path
        return json_response(201, {item["id"]: self._company(item) for item in body["companies"]})

    def close(self) -> None:
        """Do nothing, as nothing is open."""

    def _add(self, payload: dict[str, Any]) -> int:
        self.payloads.append(payload)
        return FIRST_ID + len(self.payloads) - 1

    def _person(self, item: dict[str, Any]) -> dict[str, Any]:
        number = self._add({key: item[key] for key in item if key != "contactId"})
        if item.get("email", "").startswith("nobody"):
            return {"error": {"name": "EMPTY_DATA", "message": "no data"}, "isCreditCharged": False}
        data = {"personId": number, "fullName": "Found", "emailAddresses": [], "phoneNumbers": []}
        return {"error": None, "isCreditCharged": True, "data": data}

    def _company(self, item: dict[str, Any]) -> dict[str, Any]:
        number = self._add({**item, "id": None})
        return {"id": number, "name": "Found", "isCreditCharged": True}


def run(folder: Path, case: Case) -> tuple[Result, RecordingApi, Path]:
    """Run a case in a folder of its own; return its result, the requests and the output file."""
    folder.mkdir(exist_ok=True)
    lusha = Lusha(folder)
    lusha.env["LUSHA_SANDBOX"] = "1"
    # The API finds the same person for everybody.
    lusha.env["LUSHA_MIN_MATCH"] = "0"
    lusha.width = 1000
    for identifier in case.suppress:
        lusha("privacy", "suppress", identifier)
    is_stdin = case.file == "-"
    source = "-" if is_stdin else str(folder / case.file)
    if not is_stdin:
        Path(source).write_bytes(case.data)
    out = folder / case.out
    argv = [case.command, "bulk", source, "--out", str(out), *case.options]
    argv += ["--yes"] if case.is_confirmed else []
    return *call(lusha, argv, stdin=case.data if is_stdin else b""), out


def call(lusha: Lusha, argv: list[str], *, stdin: bytes) -> tuple[Result, RecordingApi]:
    """Run one command line against a recording API."""
    context = lusha.make_context(stdin=stdin)
    api = RecordingApi(lusha.clock)
    context.sandbox = api  # type: ignore[assignment]
    code = main(argv, context)
    out, err = context.env.stdout.stream, context.env.stderr.stream
    assert isinstance(out, Stream)
    assert isinstance(err, Stream)
    return Result(int(code), out.text(), err.text()), api


def identifiers(payload: dict[str, Any]) -> dict[str, str]:
    """Return what a payload identifies a person or company by, with domains in ASCII form."""
    [employer] = payload.get("companies") or [{}]
    keys = {
        "email": payload.get("email"),
        "linkedin": payload.get("linkedinUrl"),
        "id": payload.get("personId") or payload.get("companyId"),
        "name": payload.get("fullName"),
        "company": employer.get("name") or payload.get("name"),
        "domain": employer.get("domain") or payload.get("domain"),
        "fqdn": employer.get("fqdn") or payload.get("fqdn"),
        "social": employer.get("companySocialId"),
        "title": employer.get("jobTitle"),
        "location": payload.get("location"),
    }
    return {key: _in_ascii(key, str(value)) for key, value in keys.items() if value}


def _in_ascii(key: str, value: str) -> str:
    if key in ("email", "domain") and not value.isascii() and "*" not in value:
        local, mark, host = value.rpartition("@")
        return f"{local}{mark}{idna.encode(host, uts46=True).decode()}"
    return value


def problems(case: Case, result: Result, api: RecordingApi, out: Path) -> list[str]:
    """Return everything in which a run differs from what its case expects."""
    found = []
    text = " ".join(result.err.split()).casefold()
    if result.code == 2 and (case.code == 2 or case.may_refuse):
        if api.payloads:
            found.append(f"refused, but sent {[identifiers(p) for p in api.payloads]}")
        if case.code != 2:
            return found
    elif result.code != case.code:
        found.append(f"exit code {result.code}, not {case.code}")
    found += [f"doesn't say {part!r}" for part in case.says
              if not any(word.casefold() in text for word in part.split("|"))]  # fmt: skip
    found += [f"says {part!r}" for part in case.unsaid if part.casefold() in text]
    if "traceback" in text:
        found.append("a traceback")
    if case.code != 2:
        found += _row_problems(case, api, out)
    return [*found, f"stderr: {result.err}"] if found else []


def _row_problems(case: Case, api: RecordingApi, out: Path) -> list[str]:
    if not out.exists():
        return ["no output"]
    content = out.read_bytes().decode()
    found = [f"the output lacks {part!r}" for part in case.raw if part not in content]
    if out.suffix != ".jsonl":
        return found
    rows = [json.loads(line) for line in content.splitlines()]
    rows = [row for row in rows if not _is_blank(row)]
    if len(rows) != len(case.rows):
        found.append(f"{len(rows)} rows, not {len(case.rows)}")
    for number, (row, expected) in enumerate(zip(rows, case.rows, strict=False), start=1):
        problem = _row_problem(row, expected, api, case.command)
        found += [f"row {number}: {problem}"] if problem else []
    for number, (row, cells) in enumerate(zip(rows, case.cells, strict=False), start=1):
        found += [f"row {number}: {name} is {row.get(name)!r}, not {cell!r}"
                  for name, cell in cells.items() if row.get(name) != cell]  # fmt: skip
    if case.requests is not None:
        sent = sorted(payload.get("email", "") for payload in api.payloads)
        found += [f"sent {sent}"] if sent != sorted(case.requests) else []
    return found


def _is_blank(row: dict[str, Any]) -> bool:
    own = [value for name, value in row.items() if not name.startswith("lusha_")]
    return row["lusha_status"] == "skipped" and not any(str(value or "").strip() for value in own)


def _row_problem(row: dict[str, Any], expected: str, api: RecordingApi, command: str) -> str:
    """Return in which way a row wasn't sent as expected, or ""."""
    id_ = row.get("lusha_company_id" if command == "company" else "lusha_person_id")
    sent = identifiers(api.payloads[int(id_) - FIRST_ID]) if id_ else {}
    status = f"{row['lusha_status']} {row['lusha_error']}".strip()
    word, _, reason = expected.partition(" ")
    if word in UNSENT:
        is_right = row["lusha_status"] in UNSENT[word] and reason.casefold() in status.casefold()
        return "" if is_right and not sent else f"{status or sent}: sent {sent}, not {expected!r}"
    if not sent:
        return f"{status}, not {expected!r}"
    return "" if _is_as_expected(sent, expected) else f"sent {sent}, not {expected!r}"


def _is_as_expected(sent: dict[str, str], expected: str) -> bool:
    wanted: dict[str, str] = {}
    optional = {"title": "*", "location": "*"}
    for pair in expected.split("; "):
        key, _, value = pair.partition("=")
        into = optional if key.startswith("?") else wanted
        into[key.removeprefix("?")] = _in_ascii(key.removeprefix("?"), value)
    allowed = {**optional, **wanted}
    return wanted.keys() <= sent.keys() <= allowed.keys() and all(
        fnmatchcase(value, allowed[key]) for key, value in sent.items()
    )
