"""Inputs that aren't files, and flags that take what files take."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.bulk.files.recording import FIRST_ID, call, identifiers
from tests.support.cli import Lusha

ADA, LIN = "ada@engines.example", "lin@boats.example"
EMAILS = f"Name,Email\nAda,{ADA}\nLin,{LIN}\n".encode()


@contextmanager
def _descriptor(content: bytes, folder: Path) -> Iterator[str]:
    """Yield a path such as those of process substitution."""
    reader, writer = os.pipe()
    os.write(writer, content)
    os.close(writer)
    try:
        yield f"/dev/fd/{reader}"
    finally:
        os.close(reader)


@contextmanager
def _named_pipe(content: bytes, folder: Path) -> Iterator[str]:
    path = folder / "leads"
    os.mkfifo(path)
    thread = threading.Thread(target=path.write_bytes, args=(content,))
    thread.start()
    yield str(path)
    thread.join()


@pytest.mark.parametrize("pipe", [_descriptor, _named_pipe])
@pytest.mark.parametrize("content", [EMAILS, EMAILS.replace(b",", b"\t"), f"{ADA}\n{LIN}".encode()])
def test_pipe_is_read_once_and_sniffed(
    lusha: Lusha,
    tmp_path: Path,
    pipe: Callable[[bytes, Path], AbstractContextManager[str]],
    content: bytes,
) -> None:
    with pipe(content, tmp_path) as source:
        result, api = call(lusha, ["person", "bulk", source, "--yes", "-o", "jsonl"], stdin=b"")
    assert result.code == 0, result.err
    emails = [identifiers(payload)["email"] for payload in api.payloads]
    assert emails == [ADA, LIN][: len(emails)]
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert [int(row["lusha_person_id"]) - FIRST_ID for row in rows] == list(range(len(emails)))


@pytest.mark.parametrize(
    "argv",
    [
        ("company", "get", "--domain", "https://www.linkedin.com/company/engines"),
        ("company", "get", "--domain", "facebook.com/engines"),
        ("signals", "companies", "search", "--domain", "https://linkedin.com/school/trinity"),
        ("lookalike", "companies", "--domain", "https://de.linkedin.com/company/engines"),
        ("person", "get", "--first-name", "Ada", "--last-name", "Byrne",
         "--company-domain", "twitter.com/engines"),
    ],
)  # fmt: skip
def test_social_host_is_never_a_company_domain_of_a_flag(
    lusha: Lusha, argv: tuple[str, ...]
) -> None:
    result = lusha(*argv, "--dry-run", code=2)
    assert "No such option" not in result.err
    assert '"domain"' not in result.out


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://www.linkedin.com/pub/ada-byrne/12/345/678", "/pub/ada-byrne/12/345/678"),
        ("https://www.linkedin.com/in/ACoAAAbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
         "/in/ACoAAAbCdEfGhIjKlMnOpQrStUvWxYz0123456789"),
        ("https://www.linkedin.com/mwlite/in/ada-byrne", "/in/ada-byrne"),
        ("linkedin.com/comm/in/Ada-Byrne?midToken=x", "/in/ada-byrne"),
    ],
)  # fmt: skip
def test_linkedin_url_of_a_flag_keeps_what_tells_people_apart(
    lusha: Lusha, url: str, sent: str
) -> None:
    result = lusha("person", "get", url, "--dry-run")
    assert f"https://www.linkedin.com{sent}" in json.dumps(result.json).replace("%3A", ":").replace(
        "%2F", "/"
    )
    lusha("privacy", "suppress", url)
    assert lusha("person", "get", f"https://www.linkedin.com{sent}", code=5).out == ""


def test_row_of_a_suppressed_domain_spelling_is_not_sent_by_a_flag(lusha: Lusha) -> None:
    lusha("privacy", "suppress", "ada@xn--strae-oqa.example")
    assert lusha("person", "get", "ada@straße.example", code=5).out == ""
    result = lusha("person", "get", "ada@strasse.example", "--dry-run")
    assert "strasse.example" in json.dumps(result.json)
