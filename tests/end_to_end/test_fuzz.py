"""Any input: no traceback, a documented exit code, and no key in the output.

By hand, longer: LUSHA_FUZZ=2000 python -m pytest tests/end_to_end/test_fuzz.py
"""

import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lusha_cli.cli.app import build
from lusha_cli.cli.main import main
from tests.support.cli import ADA, Lusha, StartScriptedServer, Stream
from tests.support.cli import SECRET_KEY as KEY
from tests.support.scripted_server import ScriptedResponse, ScriptedServer

pytestmark = pytest.mark.slow

CODES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}

EXAMPLES = int(os.environ.get("LUSHA_FUZZ", "25"))
FUZZ = settings(
    max_examples=EXAMPLES,
    derandomize="LUSHA_FUZZ" not in os.environ,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)

LINES: list[tuple[str, ...]] = [
    ("person", "get", ADA),
    ("company", "get", "a.example"),
    ("account", "usage"),
    ("prospecting", "contact", "search", "--job-title", "x"),
    ("prospecting", "company", "search", "--name", "x", "--limit", "60"),
    ("prospecting", "contact", "enrich", "--request-id", "r", "--contact-id", "a"),
    ("signals", "contacts", "get", "--contact-id", "1", "--signal", "promotion"),
    ("signals", "companies", "search", "a.example", "--signal", "riskNews"),
    ("signals", "options", "contact"),
    ("lookalike", "contacts", "--email", ADA),
    ("recommendations", "companies", "--seed", "1"),
    ("filters", "companies", "names", "x"),
    ("filters", "contacts", "seniority"),
    ("api", "GET", "/v2/person", "-F", "email=a@b.example"),
    ("auth", "status"),
]
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml")
NAMES = (
    "contact contacts companies data error usage credits billing creditsCharged results signals "
    "emailAddresses phoneNumbers jobTitle company totalResults requestId name message errors code "
    "isCreditCharged 1"
).split()

WORDS = ("\x1b[31m", "[bold]", "=1+1")


def json_values(*arguments: str) -> st.SearchStrategy[Any]:
    """Generate JSON of any shape, with these words among its texts."""
    text = st.one_of(st.text(max_size=12), st.sampled_from([*WORDS, *arguments]))
    numbers = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
    return st.recursive(
        st.one_of(st.none(), st.booleans(), numbers, text),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(st.one_of(st.sampled_from(NAMES), text), inner, max_size=5),
        ),
        max_leaves=20,
    )


def json_text(value: Any, *, escaped: bool) -> bytes:
    """Return JSON; if `escaped`, every letter of the key is an escape."""
    text = json.dumps(value)
    if escaped:
        text = text.replace(KEY, "".join(f"\\u{ord(letter):04x}" for letter in KEY))
    return text.encode()


def run_line(lusha: Lusha, argv: tuple[str, ...], **streams: Any) -> str:
    """Run a command line, check what holds for each, and return all output."""
    context = lusha.make_context(**streams)
    code = main(argv, context)
    assert isinstance(context.env.stdout.stream, Stream)
    assert isinstance(context.env.stderr.stream, Stream)
    written = context.env.stdout.stream.text() + context.env.stderr.stream.text()
    assert code in CODES, (argv, code)
    for word in ("Traceback", "This is a bug", KEY):
        assert word not in written, (argv, code, written)
    return written


@pytest.fixture
def scripted_lusha(script: StartScriptedServer) -> tuple[Lusha, ScriptedServer]:
    lusha, server = script(ScriptedResponse(200))
    lusha.env["LUSHA_API_KEY"] = KEY
    return lusha, server


@pytest.fixture(autouse=True)
def _separate_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.mark.with_yes
@pytest.mark.parametrize("line", LINES, ids=lambda line: " ".join(line[:3]))
def test_fuzz_response_json(
    scripted_lusha: tuple[Lusha, ScriptedServer], line: tuple[str, ...]
) -> None:
    lusha, server = scripted_lusha

    @FUZZ
    @given(
        body=json_values(KEY, f"a {KEY} b"),
        status=st.sampled_from([200, 200, 200, 201, 400, 402, 404, 410, 429, 451, 503]),
        output=st.sampled_from(FORMATS),
        version=st.sampled_from(["auto", "v3"]),
        terminal=st.booleans(),
        escaped=st.booleans(),
    )
    def answered(
        body: Any, status: int, output: str, version: str, terminal: bool, escaped: bool
    ) -> None:
        server.responses[:] = [ScriptedResponse(status, json_text(body, escaped=escaped))]
        lusha.env["LUSHA_API_VERSION"] = version
        lusha.clock.time += 60
        run_line(lusha, (*line, "-o", output, "--no-wait", "--debug"), terminal=terminal)

    answered()


@pytest.mark.parametrize("line", LINES[:4], ids=lambda line: " ".join(line[:3]))
def test_fuzz_response_bytes(
    scripted_lusha: tuple[Lusha, ScriptedServer], line: tuple[str, ...]
) -> None:
    lusha, server = scripted_lusha

    @FUZZ
    @given(
        body=st.one_of(
            st.binary(max_size=200),
            st.sampled_from([b"NaN", b"[1e999]", b'"\\ud800"', b"9" * 5000]),
        ),
        status=st.integers(200, 599),
        headers=st.dictionaries(
            st.sampled_from([
                "Content-Encoding", "Content-Type", "Retry-After", "RateLimit-Reset", "Location",
                "x-minute-requests-left", "x-rate-limit-minute", "X-RateLimit-Reset-Daily",
                "X-RateLimit-Remaining-Daily", "Date", "X-Request-Id",
            ]),
            st.one_of(
                st.text("0123456789abgzip-., :/", max_size=20),
                st.sampled_from(["gzip", "br", "0", "-1", "1e999", KEY, "https://evil.example"]),
            ),
            max_size=3,
        ),
        cut=st.booleans(),
    )  # fmt: skip
    def answered(body: bytes, status: int, headers: dict[str, str], cut: bool) -> None:
        clean = {name: value.strip() for name, value in headers.items()}
        server.responses[:] = [ScriptedResponse(status, body, clean, cut)]
        lusha.clock.time += 86400
        run_line(lusha, (*line, "--max-wait", "5", "--debug"))

    answered()


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize("depth", [50, 300, 900, 990, 2_000, 100_000])
def test_fuzz_response_depth(
    scripted_lusha: tuple[Lusha, ScriptedServer], output: str, depth: int, no_gc: None
) -> None:
    lusha, server = scripted_lusha
    for opened, closed in ((b'{"a":', b"}"), (b"[", b"]"), (b"[", b"")):
        inner = opened * depth + b"1" + closed * depth
        for body in (inner, b'{"contact": {"data": ' + inner + b"}}"):
            server.responses[:] = [ScriptedResponse(200, body)]
            for terminal in (True, False):
                line = ("person", "get", ADA, "-o", output, "--no-wait")
                run_line(lusha, line, terminal=terminal)


@pytest.fixture
def no_gc() -> Iterator[None]:
    """Delay garbage collection: finalizers fail when the stack is nearly full."""
    gc.disable()
    yield
    gc.enable()


def command_options() -> Iterator[tuple[tuple[str, ...], list[str], int]]:
    """Return every command that ends, its options, and its number of arguments."""

    def below(node: Any, path: tuple[str, ...]) -> Any:
        if hasattr(node, "commands"):
            for name, inner in node.commands.items():
                yield from below(inner, (*path, name))
        elif path not in (("sandbox", "serve"),):
            options = [p.opts[0] for p in node.params if p.param_type_name == "option"]
            arguments = [p for p in node.params if p.param_type_name == "argument"]
            yield path, options, len(arguments)

    return iter(below(typer.main.get_command(build()), ()))


COMMANDS = list(command_options())
# As from a system: undecodable bytes are lone surrogates, and NUL never occurs.
WORD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=15),
    st.sampled_from([
        "", "-", "--", "0", "-1", "1e9", "99999999999999999999", "nan", "a@b.example", "a.example",
        "Ada Byrne", "https://www.linkedin.com/in/ada", "2026-02-30", "1:2", "a=b", "\udcff",
        "{}", "[]", KEY, "%s", "../x", "sandbox", "json", "true",
    ]),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[0]))
def test_fuzz_flag_values(lusha: Lusha, command: tuple[tuple[str, ...], list[str], int]) -> None:
    path, options, arguments = command
    lusha.env["LUSHA_API_KEY"] = KEY

    @settings(FUZZ, max_examples=max(10, EXAMPLES // 4))
    @given(
        words=st.lists(WORD, max_size=arguments + 1),
        flags=st.lists(st.tuples(st.sampled_from(options), WORD), max_size=4),
        joined=st.booleans(),
        stdin=st.binary(max_size=50),
    )
    def given_words(
        words: list[str], flags: list[tuple[str, str]], joined: bool, stdin: bytes
    ) -> None:
        message = [f"{o}={w}" if joined else o for o, w in flags]
        message = message if joined else [part for o, w in flags for part in (o, w)]
        # Nothing is written outside this folder.
        message = [word for word in message if not word.startswith("/") and "/.." not in word]
        lusha.clock.time += 60
        if path[:2] != ("auth", "token"):
            run_line(lusha, (*path, *words, *message), stdin=stdin)

    given_words()


@pytest.mark.parametrize("noun", ["person", "company"])
def test_fuzz_input_files(lusha: Lusha, noun: str, tmp_path: Path) -> None:
    head = b"email,first name,last name,company,domain,linkedin\n"
    cell = st.one_of(st.text(max_size=10), st.sampled_from([ADA, '"', "=1+1", "\r", "a.example"]))
    lines = st.lists(st.lists(cell, max_size=7).map(",".join), max_size=8).map("\n".join)
    content = st.one_of(
        st.binary(max_size=300),
        lines.map(lambda text: head + text.encode(errors="replace")),
        json_values().map(lambda value: json.dumps(value).encode()),
        st.lists(json_values(), max_size=4).map(lambda v: "\n".join(map(json.dumps, v)).encode()),
    )

    @FUZZ
    @given(
        content=content,
        suffix=st.sampled_from(["csv", "tsv", "jsonl", "json", "xlsx", "parquet", "txt"]),
        out=st.sampled_from(["csv", "jsonl", "json", "tsv"]),
    )
    def enriched(content: bytes, suffix: str, out: str) -> None:
        source = tmp_path / f"in.{suffix}"
        source.write_bytes(content)
        lusha.clock.time += 60
        run_line(lusha, (noun, "bulk", str(source), "--yes", "--out", str(tmp_path / f"out.{out}")))

    enriched()
