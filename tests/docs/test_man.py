"""Man pages: up to date, complete, and rendered without warnings."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lusha_cli.cli.app import GROUPS, contexts
from lusha_cli.docs.__main__ import generated_files, run
from lusha_cli.docs.help_topics.topics import topics
from lusha_cli.docs.man import roff
from lusha_cli.docs.man.pages import page_files, pages
from lusha_cli.errors import EXIT_CODE_DESCRIPTIONS
from tests.support.paths import ROOT

PAGES = sorted(path.name for path in (ROOT / "man").glob("*.[1-9]"))
SPELLINGS = {
    r"\(rs": "\\", r"\-": "-", r"\(aq": "'", r"\(dq": '"', r"\(ga": "`", r"\(ha": "^",
    r"\(ti": "~", r"\&": "",
}  # fmt: skip
COMMANDS = [item for item in contexts() if not hasattr(item.command, "commands")]

# CI has it installed; skipping the test there would hide a failure.
Render = pytest.mark.skipif(
    not (shutil.which("man") and shutil.which("groff") and shutil.which("mandoc"))
    and os.environ.get("CI") != "true",
    reason="needs man-db, groff and mandoc",
)


def plain_text(text: str) -> str:
    """Return the text of a page without fonts and escapes."""
    text = re.sub(r"\\f[BIR]", "", text)
    text = re.sub(r"\\\[u([0-9A-F]{4,6})\]", lambda item: chr(int(item[1], 16)), text)
    return re.sub(r"\\(?:\([a-z]{2}|[-&])", lambda item: SPELLINGS[item[0]], text)


def read_page(name: str) -> str:
    return plain_text((ROOT / "man" / name).read_text(encoding="ascii"))


def run_renderer(*arguments: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C", "MANWIDTH": "80"}
    return subprocess.run(arguments, env=env, capture_output=True, text=True)


def render_page(path: Path) -> list[str]:
    """Return the lines of a page; fail on any warning of groff or mandoc."""
    by_groff = run_renderer("man", "--warnings", "-l", str(path))
    assert by_groff.stderr == ""
    lint = run_renderer("mandoc", "-T", "lint", "-W", "all", str(path))
    assert lint.stdout + lint.stderr == ""
    return by_groff.stdout.splitlines()


@pytest.mark.slow
def test_man_has_a_page_per_group_and_topic() -> None:
    expected = {"lusha.1", "lusha-api.1", "lusha-help.1"}
    expected |= {f"lusha-{name}.1" for name in GROUPS} | {f"lusha-{name}.7" for name in topics()}
    assert expected <= set(PAGES)
    assert {f"man/{name}" for name in PAGES} == set(pages())
    assert {"lusha-exit-codes.7", "lusha-environment.7", "lusha-files.7"} <= expected


@pytest.mark.parametrize("item", COMMANDS, ids=lambda item: str(item.command_path))
def test_man_page_lists_every_command_and_flag(item: Any) -> None:
    noun = item.command_path.split()[1]
    page = read_page(f"lusha-{noun}.1")
    if noun in GROUPS:
        own = page.partition(f"\n.SS {item.command_path}\n")[2].partition("\n.S")[0]
    else:
        own = page.partition("\n.SH DESCRIPTION\n")[2].partition("\n.SH ")[0]
    shared = page.partition("\n.SH GLOBAL OPTIONS\n")[2]
    assert f"\n{item.command_path}" in page.partition("\n.SH DESCRIPTION")[0]
    for parameter in item.command.params:
        for flag in (*parameter.opts, *parameter.secondary_opts):
            if flag.startswith("-"):
                assert re.search(rf"{re.escape(flag)}(?![\w-])", own + shared), flag
    codes = ", ".join(str(code.value) for code in item.command.exit_codes(item))
    assert f"Exit codes: {codes}." in own
    assert '"Examples:"\n' in own
    for code in item.command.exit_codes(item):
        assert f'.B "{code.value}"\n{EXIT_CODE_DESCRIPTIONS[code][:30]}' in page


@pytest.mark.parametrize("name", topics())
def test_man_page_of_a_topic_equals_its_help(name: str) -> None:
    arguments = read_page(f"lusha-{name}.7").split()
    topic = topics()[name].as_dict()
    message = " ".join(arguments)
    for text in topic["text"]:
        assert text.replace("`", "") in message
    for row in topic["rows"]:
        assert all(value.split()[0] in message for value in row.values())


@Render
@pytest.mark.parametrize("name", PAGES)
def test_man_page_renders_without_warnings(name: str) -> None:
    lines = render_page(ROOT / "man" / name)
    title = name[:-2].upper()
    assert lines[0].startswith(f"{title}({name[-1]})")
    assert all(len(line) <= 80 for line in lines)


ODD = (
    ".starts with a dot", "'starts with a quote", "\\fBis no bold\\fR", 'says "so"',
    "--a-flag and -x, e-mail", "`", "^~", "C:\\new\\t", ".", "...", "'", "- for stdin", "",
)  # fmt: skip


@Render
def test_man_escapes_unusual_text(tmp_path: Path) -> None:
    lines = [
        '.TH ODD 7 2026-11-28 "odd" "Odd"',
        *roff.name("odd", "what is odd"),
        *roff.section("ODD", *(line for text in ODD for line in roff.paragraph(f"{text}."))),
        *roff.section("CODE", *roff.code(ODD)),
        *roff.section("TERMS", *roff.terms([(text or "none", text) for text in ODD])),
        *roff.section("OPTIONS", *(x for text in ODD for x in roff.option(text or "none", text))),
    ]
    page = tmp_path / "odd.7"
    page.write_text("\n".join(lines) + "\n", encoding="ascii")
    shown = [line.strip() for line in render_page(page)]
    begin = shown.index("CODE")
    for text in ODD:
        assert text in shown[begin:]
        assert any(line.startswith(text) for line in shown[:begin])


@given(st.text())
def test_man_escaped_text_is_ascii_with_the_same_meaning(text: str) -> None:
    created = roff.escape(text)
    assert created.isascii()
    assert created.isprintable() or not created
    stored = "".join(x if x.isprintable() or ord(x) > 160 else " " for x in text)
    assert (
        plain_text(created).split()
        == re.sub("[\ud800-\udfff\u2028\u2029]", " ", stored).replace("…", "...").split()
    )


@pytest.mark.slow
def test_generated_files_are_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for name, make in generated_files().items():
        fresh = make()
        path = ROOT / name
        assert path.exists(), "Run: python -m lusha_cli.docs"
        assert path.read_text(encoding="utf-8") == fresh, "Run: python -m lusha_cli.docs"


def test_wheel_installs_man_pages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = project["tool"]["hatch"]["build"]["targets"]
    shared = build["wheel"]["shared-data"]
    installed = {name: location for name, location in shared.items() if name.startswith("man/")}
    assert installed == {f"man/{name}": f"share/man/man{name[-1]}/{name}" for name in PAGES}
    assert "man" in build["sdist"]["include"]
    with pytest.raises(ValueError, match="begin man pages"):
        page_files("no markers", [])


@pytest.mark.slow
def test_docs_check_reports_stale_and_extra_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in map(Path, generated_files()):
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, path)
    assert run(["--check"]) == 0
    page = Path("man/lusha.1").read_text(encoding="utf-8")
    Path("man/lusha.1").write_text("another\n")
    Path("man/lusha-v3.7").unlink()
    Path("man/lusha-gone.1").write_text("")
    Path("man/picture.svg").write_text("")
    assert run(["--check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "man/lusha.1 is stale. Run: python -m lusha_cli.docs",
        "man/lusha-v3.7 is stale. Run: python -m lusha_cli.docs",
        "man/lusha-gone.1 is no longer generated. Run: python -m lusha_cli.docs",
    ]
    assert run([]) == 0
    assert run(["--check"]) == 0
    assert capsys.readouterr() == ("", "")
    assert Path("man/lusha.1").read_text(encoding="utf-8") == page
    assert not Path("man/lusha-gone.1").exists()
    assert Path("man/picture.svg").exists()
