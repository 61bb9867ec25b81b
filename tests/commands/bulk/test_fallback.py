"""`--fallback`: rows that the API doesn't find are passed to another program."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import ADA, Lusha, Result
from tests.support.files import csv_rows

pytestmark = pytest.mark.with_yes
slow = pytest.mark.slow

MISSED = "nomatch@magic.example"
ZOE = f"{MISSED},Zoe,Hart,Other Ltd\n"
INPUT = f"Email,First name,Last name,Company\n{ADA},,,\n{ZOE}{ZOE}"
FIND = """
import json, os, sys
log = open("requests.jsonl", "a")
for line in sys.stdin:
    log.write(line)
    row = json.loads(line)["row"]
    data = {"work_email": "zoe@other.example", "lusha_mobile_phone": "+1 344 555 0152",
            "full_name": "Zoe Hart", "company_size": "11-50", "phones": ["+1 344 555 0153"]}
    print(json.dumps({"row": row, "source": "finder", "data": data}), flush=True)
json.dump(dict(os.environ), open("env.json", "w"))
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(INPUT)


def program(text: str, *arguments: str) -> str:
    Path("finder.py").write_text(text)
    return " ".join((sys.executable, "finder.py", *arguments))


def bulk(lusha: Lusha, text: str, *argv: str, code: int = 0) -> Result:
    return lusha("person", "bulk", "a.csv", "--fallback", program(text), *argv, code=code)


def requests() -> list[Any]:
    path = Path("requests.jsonl")
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.mark.parametrize("v2", ["on", "off"])
def test_fallback_finds_rows(lusha: Lusha, v2: str) -> None:
    lusha.v2 = v2
    result = bulk(lusha, FIND)
    ada, zoe, same = csv_rows(result.out)
    assert (ada["lusha_source"], ada["lusha_status"]) == ("api", "matched")
    assert (zoe["lusha_source"], zoe["lusha_status"], zoe["lusha_error"]) == (
        "finder", "matched", "",
    )  # fmt: skip
    assert zoe["lusha_work_email"] == zoe["lusha_emails"] == "zoe@other.example"
    assert zoe["lusha_mobile_phone"] == "+1 344 555 0152"
    assert zoe["lusha_phones"] == "+1 344 555 0152; +1 344 555 0153"
    assert (zoe["lusha_full_name"], zoe["lusha_company_size"]) == ("Zoe Hart", "11-50")
    assert (zoe["lusha_credits"], zoe["lusha_fetched_at"]) == ("0", "2026-11-01T12:00:00+00:00")
    assert same["lusha_source"] == "duplicate"
    assert same["lusha_work_email"] == "zoe@other.example"
    assert requests() == [
        {"row": 2, "status": "not_found", "input": {
            "email": MISSED, "first_name": "Zoe", "last_name": "Hart", "company_name": "Other Ltd"}}
    ]  # fmt: skip
    assert "Passing 1 row to python" in result.err
    assert "found data for 1 of 1 row." in result.err
    assert "3 matched" in result.err


@slow
def test_fallback_is_journalled(lusha: Lusha) -> None:
    bulk(lusha, FIND)
    again = bulk(lusha, FIND)
    assert len(requests()) == 1
    run = lusha("runs", "list").json[0]["id"]
    exported = lusha("runs", "export", run, "-o", "json").json
    assert [row["lusha_source"] for row in exported] == ["api", "finder", "duplicate"]
    assert csv_rows(again.out)[1]["lusha_source"] == "finder"


@slow
def test_fallback_data_is_found_and_forgotten(lusha: Lusha) -> None:
    bulk(lusha, FIND)
    assert "+1 344 555 0152" in lusha("privacy", "find", "zoe@other.example", "--json").out
    lusha("privacy", "forget", "zoe@other.example", "--yes")
    run = lusha("runs", "list").json[0]["id"]
    exported = lusha("runs", "export", run).out
    assert "zoe@other.example" not in exported
    assert b"zoe@other.example" not in (lusha.state / "runs" / f"{run}.db").read_bytes()


@slow
def test_fallback_on_resume(lusha: Lusha) -> None:
    lusha("person", "bulk", "a.csv")
    run = lusha("runs", "list").json[0]["id"]
    row = csv_rows(lusha("runs", "resume", run, "--fallback", program(FIND)).out)[1]
    assert row["lusha_source"] == "finder"


@slow
def test_fallback_without_a_result_is_not_asked_again(lusha: Lusha) -> None:
    text = "import sys; open('requests.jsonl', 'a').writelines(sys.stdin)"
    rows = csv_rows(bulk(lusha, text).out)
    assert rows[1]["lusha_status"] == "not_found"
    assert csv_rows(bulk(lusha, text).out)[1]["lusha_source"] == "api"
    assert len(requests()) == 1


def test_fallback_gets_no_key(lusha: Lusha) -> None:
    lusha.env |= {"LUSHA_API_KEY": "secret-key-0001", "LUSHA_WEBHOOK_SECRET": "x", "OTHER": "1"}
    bulk(lusha, FIND, "--sandbox")
    env = json.loads(Path("env.json").read_text())
    assert env["OTHER"] == "1"
    assert not {"LUSHA_API_KEY", "LUSHA_WEBHOOK_SECRET"} & env.keys()


@slow
def test_fallback_adds_wanted_data_to_matched_rows(lusha: Lusha) -> None:
    # The person has emails, but no phone.
    Path("a.csv").write_text(f"email\n{ADA}\n")
    line = ("person", "bulk", "a.csv", "--smart", "--reveal", "emails", "--fallback", program(FIND))
    assert csv_rows(lusha(*line).out)[0]["lusha_source"] == "api"
    assert requests() == []
    row = csv_rows(lusha(*line, "--data-columns", "mobile_phone,work_email,full_name").out)[0]
    assert row["lusha_source"] == "api; finder"
    assert row["lusha_mobile_phone"] == "+1 344 555 0152"
    assert (row["lusha_work_email"], row["lusha_full_name"]) == (ADA, "Ada Byrne")
    assert [(r["status"], r["missing"]) for r in requests()] == [("matched", ["phone"])]


@slow
def test_fallback_limit(lusha: Lusha) -> None:
    Path("a.csv").write_text("email\n" + "".join(f"nomatch+{n}@magic.example\n" for n in range(5)))
    result = bulk(lusha, FIND, "--fallback-limit", "2")
    assert [request["row"] for request in requests()] == [1, 2]
    assert "3 more rows were not passed on (--fallback-limit)." in result.err
    bulk(lusha, FIND, "--fallback-limit", "2")
    assert [request["row"] for request in requests()] == [1, 2, 3, 4]


@slow
def test_fallback_never_handles_suppressed_people(lusha: Lusha) -> None:
    lusha("privacy", "suppress", "zoe@other.example")
    result = bulk(lusha, FIND)
    assert "1 result was about people on the suppression list, and not stored." in result.err
    assert csv_rows(result.out)[1]["lusha_status"] == "not_found"
    assert "zoe@other.example" not in result.out
    lusha("privacy", "suppress", MISSED)
    Path("a.csv").write_text(INPUT.replace("Zoe", "Zoé"))
    Path("requests.jsonl").unlink()
    assert csv_rows(bulk(lusha, FIND).out)[1]["lusha_status"] == "blocked"
    assert requests() == []


@slow
def test_fallback_data_of_people_who_opt_out_later_is_withheld(lusha: Lusha) -> None:
    bulk(lusha, FIND)
    lusha("privacy", "suppress", "+13445550153")
    run = lusha("runs", "list").json[0]["id"]
    assert "zoe@other.example" not in lusha("runs", "export", run).out


LINES = r"""
import json, sys
sys.stdin.read()
print("not json")
print("[1]")
print(json.dumps({"row": 99, "data": {}}))
print(json.dumps({"row": True, "data": {}}))
print(json.dumps({"row": 2, "data": 5}))
print(json.dumps({"row": 2, "data": {"full_name": "Zoe", "shoe_size": 5, "city": {"x": 1}}}))
print(json.dumps({"row": 2, "data": {"full_name": "Second"}}))
"""


@slow
def test_fallback_reports_lines_that_are_not_results(lusha: Lusha) -> None:
    # Until the second row has a result too, the rest is read.
    Path("a.csv").write_text(f"email\n{ADA}\n{MISSED}\nnomatch+2@magic.example\n")
    result = bulk(lusha, LINES)
    assert csv_rows(result.out)[1]["lusha_full_name"] == "Zoe"
    assert "2 lines of" in result.err
    assert "isn't a JSON object." in result.err


def test_fallback_data_of_another_person_is_left_out(lusha: Lusha) -> None:
    Path("a.csv").write_text(f"name,company,email\nAda Byrne,Acme,{MISSED}\n")
    data = '{"full_name": "John Smith", "company_name": "Other"}'
    text = f'import sys\nfor line in sys.stdin: print(\'{{"row": 1, "data": {data}}}\')'
    (row,) = csv_rows(bulk(lusha, text).out)
    assert (row["lusha_status"], row["lusha_mismatch"]) == ("mismatch", "name, company")
    assert row["lusha_full_name"] == ""


def test_fallback_reports_values_outside_data(lusha: Lusha) -> None:
    Path("a.csv").write_text(f"email\n{MISSED}\n")
    text = 'import sys\nfor line in sys.stdin: print(\'{"row": 1, "full_name": "Zoe"}\')'
    result = bulk(lusha, text)
    assert "1 line of" in result.err
    assert "it has values outside data." in result.err


@slow
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("import sys; sys.exit('no license')", "ended with exit code 1 (no license)"),
        ("import os; os.kill(os.getpid(), 9)", "was ended by signal 9"),
        ("import time; time.sleep(60)", "returned no result for 0.3 seconds"),
        ("while True: print('x' * 100)", "wrote 1,000 lines that aren't results"),
        ("while True: print('x' * 100000, end='')", "wrote a line of more than 1 MB"),
        ("import sys\nwhile True: sys.stderr.write('x' * 9)", "returned no result for 0.3 seconds"),
        ("import os, time; os.close(1); os.close(2); time.sleep(60)", "closed its output"),
    ],
)  # fmt: skip
def test_fallback_command_that_fails(
    lusha: Lusha, text: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lusha_cli.bulk.run.fallback_process._GRACE", 0.2)
    timeout = "0.3" if "0.3" in problem else "20"
    result = bulk(lusha, text, "--fallback-timeout", timeout, "--out", "out.csv", code=10)
    assert problem in result.err
    assert "1 row has no result from it." in result.err
    assert "--fallback" in result.err
    # The output is written, and the row is passed on again.
    assert csv_rows(Path("out.csv").read_text())[0]["lusha_status"] == "matched"
    assert csv_rows(bulk(lusha, FIND).out)[1]["lusha_source"] == "finder"


@slow
def test_fallback_results_before_a_failure_are_stored(lusha: Lusha) -> None:
    Path("a.csv").write_text("email\n" + "".join(f"nomatch+{n}@magic.example\n" for n in range(3)))
    text = f"import sys\nsys.stdin = iter([sys.stdin.readline()])\n{FIND}\nsys.exit(3)"
    result = bulk(lusha, text, code=10)
    assert [row["lusha_source"] for row in csv_rows(result.out)] == ["finder", "api", "api"]
    bulk(lusha, FIND)
    assert [request["row"] for request in requests()] == [1, 2, 3]


INTERRUPTS = f"""
import os, signal, sys, time
lines = list(sys.stdin)
sys.stdin = iter(lines[:1])
{FIND}
log.close()
os.kill(os.getppid(), signal.SIGINT)
time.sleep(60)
"""


@slow
def test_fallback_is_interrupted_by_ctrl_c(lusha: Lusha) -> None:
    Path("a.csv").write_text("email\n" + "".join(f"nomatch+{n}@magic.example\n" for n in range(2)))
    result = bulk(lusha, INTERRUPTS, code=130)
    assert "Interrupted. No output was written." in result.err
    rows = csv_rows(bulk(lusha, FIND).out)
    assert [row["lusha_source"] for row in rows] == ["finder", "finder"]
    assert [request["row"] for request in requests()] == [1, 2]


@slow
def test_fallback_children_end_with_it(lusha: Lusha) -> None:
    text = (
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "open('pid', 'w').write(str(child.pid))\ntime.sleep(60)"
    )
    bulk(lusha, text, "--fallback-timeout", "1", code=10)
    pid = int(Path("pid").read_text())
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().split()[2]
        except FileNotFoundError:
            break
        if state == "Z":
            break
        time.sleep(0.02)
    else:
        os.kill(pid, 9)
        pytest.fail("the child is still running")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--fallback", "missing-program x"], "--fallback: there is no program 'missing-program'."),
        (["--fallback", "x 'y"], "--fallback: \"x 'y\" has an open quote."),
        (["--fallback", " "], "--fallback: the command is empty."),
        (["--fallback-limit", "3"], "--fallback-limit needs --fallback."),
        (["--fallback-timeout", "3"], "--fallback-timeout needs --fallback."),
        (["--fallback", "true", "--sample", "1"],
         "--sample and --fallback can't be used together."),
    ],
)  # fmt: skip
def test_fallback_is_checked_before_anything_is_paid(
    lusha: Lusha, argv: list[str], message: str
) -> None:
    error = lusha("person", "bulk", "a.csv", *argv, "--json", code=2).error
    assert error["message"] == message
    assert lusha("runs", "list").json == []


@slow
def test_fallback_of_companies(lusha: Lusha) -> None:
    Path("a.csv").write_text("domain\nnomatch.magic.example\n")
    text = FIND.replace('"work_email": "zoe@other.example"', '"company_name": "Other Ltd"')
    more = '"company_employees": 7, "company_technologies": ["x", "y"], "company_size"'
    text = text.replace('"company_size"', more)
    result = lusha("company", "bulk", "a.csv", "--fallback", program(text))
    (row,) = csv_rows(result.out)
    assert (row["lusha_source"], row["lusha_company_name"]) == ("finder", "Other Ltd")
    assert (row["lusha_company_size"], row["lusha_company_employees"]) == ("11-50", "7")
    assert row["lusha_company_technologies"] == "x; y"
    assert "it has data without a column: phones." in result.err
