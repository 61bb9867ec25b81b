"""Completion scripts, run in bash, zsh and fish, and `lusha completion`."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lusha_cli.cli.app import commands
from lusha_cli.commands import completion_script as completion
from lusha_cli.docs import completions
from lusha_cli.docs.command_tree import FILE, root
from lusha_cli.storage.completion_cache import CompletionCache
from tests.support import shells
from tests.support.cli import ADA, Lusha
from tests.support.paths import ROOT

# A line, and the words offered at its end; with … in the set, others may follow.
SEARCH = "lusha prospecting contact search"
OFFERED: dict[str, set[str]] = {
    "lusha pers": {"person"},
    "lusha ": {"person", "company", "config", "completion", "api", "…"},
    "lusha person ": {"get", "bulk"},
    "lusha filters contacts sen": {"seniority"},
    "lusha nowhere ": set(),
    "lusha completion ": {"bash", "zsh", "fish", "powershell"},
    "lusha help ": {"exit-codes", "credits", "person", "contacts", "api", "…"},
    "lusha help env": {"environment"},
    "lusha help person ": {"get", "bulk"},
    "lusha help contacts tables l": {"list"},
    "lusha help --js": {"--json"},
    # Flags.
    "lusha person get --ema": {"--email"},
    "lusha person get --no-re": {"--no-refresh-job-info", "--no-reveal-emails",
                                 "--no-reveal-phones"},
    "lusha person get -": {"--output", "-o", "--signal", "--sandbox", "--help", "…"},
    "lusha person --h": {"--help", "--help-all"},
    # Global flags before the command.
    "lusha --sand": {"--sandbox"},
    "lusha --sandbox pers": {"person"},
    "lusha -o json person g": {"get"},
    "lusha person --output ": {"table", "json", "jsonl", "csv", "tsv", "yaml"},
    "lusha --profile w": {"work"},
    "lusha --output=json filters contacts sen": {"seniority"},
    "lusha account usage --dry": {"--dry-run"},
    "lusha person get --signal promotion --signal": {"--signal", "--signals-start-date"},
    "lusha person get ada --fie": {"--fields"},
    # Choices.
    "lusha person get -o ": {"table", "json", "jsonl", "csv", "tsv", "yaml"},
    "lusha person get --output js": {"json", "jsonl"},
    "lusha person get --color a": {"auto", "always"},
    "lusha person get --output csv --api-version ": {"auto", "v2", "v3"},
    "lusha companies prospecting --company-type Pu": {"Public Company"},
    "lusha contacts filter-values c": {"countries"},
    "lusha company get --signal headcountDecrease1": {"headcountDecrease1m",
                                                      "headcountDecrease12m"},
    "lusha person bulk leads.csv --data-columns work_e": {"work_email"},
    "lusha company bulk leads.csv --data-columns mob": set(),
    "lusha company bulk leads.csv --data-columns company_w": {"company_website"},
    "lusha runs export RUN --data-columns work_email --data-columns company_w": {"company_website"},
    # Nothing for free text, and nothing unusual after --.
    "lusha person get ": set(),
    "lusha person get --email ": set(),
    "lusha person get --fields ": set(),
    "lusha person get -- --em": set(),
    "lusha account usage -- ": set(),
    "lusha runs show abc ": {"--json", "…"},
    # Files.
    "lusha person bulk le": {"leads.csv"},
    "lusha person bulk leads.csv --out le": {"leads.csv"},
    "lusha prospecting contact search --body le": {"leads.csv"},
    # Cached words.
    f"{SEARCH} --department Hum": {"Human Resources"},
    f"{SEARCH} --exclude-department Hum": {"Human Resources"},
    "lusha contacts prospecting --department Hum": {"Human Resources"},
    f"{SEARCH} --seniority c": {"c-suite"},
    f"{SEARCH} --main-industry-id Tech": {"Technology, Information & Media"},
    f"{SEARCH} --location Ger": {"Germany"},
    f"{SEARCH} --department Sales --department Hum": {"Human Resources"},
    "lusha companies tables add-columns 1 yearF": {"yearFounded"},
    "lusha contacts tables add-columns 1 city sen": {"seniority"},
    "lusha companies tables add-columns 1 depar": set(),
    "lusha person get --profile ": {"default", "work", "the $HOME of `it`"},
    "lusha auth switch w": {"work"},
    "lusha runs show ": {"RUN"},
    "lusha runs delete abc ": {"RUN"},
    f"{SEARCH} --naics ": set(),
    # Settings, and `lusha api`.
    "lusha config get ma": {"max_wait", "max_credits"},
    "lusha config set color ": {"auto", "always", "never"},
    "lusha config set no-wait ": {"true", "false"},
    "lusha config set profile w": {"work"},
    "lusha config set base_url ": set(),
    "lusha api P": {"POST", "PATCH", "PUT"},
    "lusha api /account/": {"/account/usage"},
    "lusha api GET /account/": {"/account/usage"},
    "lusha api get /account/": {"/account/usage"},
    "lusha api --json POST /api/subscriptions/de": {"/api/subscriptions/delete"},
    "lusha api PATCH /api/": {"/api/subscriptions/"},
    "lusha api PUT ": set(),
}  # fmt: skip

# Lines typed with tabs, and the resulting command line.
TYPED = {
    "lusha pers\tge\t--dry\t-o cs\t": "lusha person get --dry-run -o csv",
    "lusha person get --output=cs\t": "lusha person get --output=csv",
    f"{SEARCH} --department Hum\t": f"{SEARCH} --department Human\\ Resources",
    f"{SEARCH} --department=Hum\t": f"{SEARCH} --department=Human\\ Resources",
    f"{SEARCH} --department Human\\ R\t": f"{SEARCH} --department Human\\ Resources",
    f'{SEARCH} --department "Hum\t': f'{SEARCH} --department "Human Resources"',
    f"{SEARCH} --department 'Hum\t": f"{SEARCH} --department 'Human Resources'",
    f"{SEARCH} --department hum\t": f"{SEARCH} --department Human\\ Resources",
    "lusha person bulk lea\t--out=lea\t": "lusha person bulk leads.csv --out=leads.csv",
    "lusha api PATCH /api/s\t": "lusha api PATCH /api/subscriptions/",
    "lusha person get --profile 'the\t": "lusha person get --profile 'the $HOME of `it`'",
    'lusha person get --profile "the\t': 'lusha person get --profile "the \\$HOME of \\`it\\`"',
    "lusha person get --email \tx": "lusha person get --email x",
}
# The same, for shells that differ.
TYPED_IN = {
    "bash": {
        f'{SEARCH} --department="Hum\t': f'{SEARCH} --department="Human Resources"',
        "lusha person get --outp\tjsonl\t": "lusha person get --output jsonl",
    },
    "zsh": {
        f'{SEARCH} --department="Hum\t': f"{SEARCH} --department=Human\\ Resources",
        "lusha person get --outp\tjsonl\t": "lusha person get --output=jsonl",
        "lusha person get -ojsonl\t": "lusha person get -ojsonl",
    },
}


@pytest.fixture
def folder(lusha: Lusha) -> Path:
    """Return a folder with a file, and a cache as commands leave it."""
    (lusha.folder / "leads.csv").write_text(f"email\n{ADA}\n")
    for profile in ("work", "the $HOME of `it`"):
        lusha("config", "set", "sandbox", "true", "--profile", profile)
    for listed in ("contacts departments", "contacts seniority", "contacts countries",
                   "companies industries"):  # fmt: skip
        lusha("filters", *listed.split())
    for noun in ("contacts", "companies"):
        lusha(noun, "tables", "column-catalog", "--owner", "you@firm.example")
    lusha("person", "bulk", str(lusha.folder / "leads.csv"), "--yes")
    return lusha.folder


@pytest.mark.slow
@pytest.mark.parametrize("shell", [shells.bash, shells.zsh, shells.fish])
def test_completion_offers_words(
    shell: Callable[..., list[set[str]]], folder: Path, lusha: Lusha
) -> None:
    shells.need(shell.__name__)
    run = lusha("runs", "list").json[0]["id"]
    for (line, expected), value in zip(OFFERED.items(), shell(folder, list(OFFERED)), strict=True):
        offered = {"RUN" if word == run else word.rstrip(" ") for word in value}
        if "…" in expected:
            assert expected - {"…"} <= offered, line
        else:
            assert offered == expected, line


@pytest.mark.slow
@pytest.mark.parametrize("shell", [shells.bash_typed, shells.zsh_typed])
def test_completion_inserts_words_after_tab(
    shell: Callable[[Path, Sequence[str]], list[str]], folder: Path
) -> None:
    name = shell.__name__.removesuffix("_typed")
    shells.need(name)
    lines = TYPED | TYPED_IN[name]
    for (line, expected), value in zip(lines.items(), shell(folder, list(lines)), strict=True):
        assert value.rstrip() == expected, line


def test_completion_works_after_an_equals_sign(folder: Path) -> None:
    lines = ["lusha person get --output=js", f"{SEARCH} --department=Hum", "lusha person get --x=",
             "lusha person bulk --out=le", "lusha person get --json=t"]  # fmt: skip
    shells.need("bash")
    assert shells.bash(folder, lines) == [
        {"json", "jsonl"}, {"Human Resources"}, set(), {"leads.csv"}, set(),
    ]  # fmt: skip
    shells.need("fish")
    assert shells.fish(folder, lines) == [
        {"--output=json", "--output=jsonl"}, {"--department=Human Resources"}, set(),
        {"--out=leads.csv"}, set(),
    ]  # fmt: skip


@pytest.mark.slow
def test_completion_omits_flags_already_given(tmp_path: Path) -> None:
    lines = ["lusha person get --json -o csv --", "lusha person get --signal promotion --"]
    for shell in (shells.bash, shells.zsh, shells.fish):
        shells.need(shell.__name__)
        once, many = shell(tmp_path, lines)
        assert not {"--json", "--output", "-o"} & once, shell
        assert {"--quiet", "--email"} <= once, shell
        assert "--signal" in many, shell


# The cache folder: the environment that sets it, and its path.
FOLDERS = [
    ({"LUSHA_CACHE_DIR": "{}/own", "XDG_CACHE_HOME": "{}/xdg"}, "own"),
    ({"XDG_CACHE_HOME": "{}/xdg"}, "xdg/lusha"),
    ({"XDG_CACHE_HOME": "not/absolute"}, ".cache/lusha"),
    ({"OSTYPE": "linux-gnu"}, ".cache/lusha"),
    ({"OSTYPE": "darwin23"}, "Library/Caches/lusha"),
]
CACHED_WORDS = {
    "bash": "current=; found=(); _lusha_words @profiles; echo $found",
    "zsh": "compadd() { echo $entries; }; _lusha_kept profiles",
    "fish": "complete -C 'lusha auth switch '",
}


@pytest.mark.parametrize("shell", CACHED_WORDS)
def test_completion_reads_the_cache_of_the_platform(shell: str, tmp_path: Path) -> None:
    shells.need(shell)
    scripts = {"bash": "lusha.bash", "zsh": "_lusha", "fish": "lusha.fish"}
    flags = {"bash": "--norc", "zsh": "-f", "fish": "--no-config"}
    for number, (names, location) in enumerate(FOLDERS):
        home = tmp_path / str(number)
        (home / "cache").mkdir(parents=True)
        CompletionCache(home / location / "completion").put("profiles", {"found": ""})
        env = {name: value.format(home) for name, value in names.items()}
        requested = f"compdef() {{ :; }}; OSTYPE={env.pop('OSTYPE', 'linux-gnu')}; "
        code = f"{requested * (shell != 'fish')}source {shells.SCRIPTS / scripts[shell]}; "
        done = subprocess.run(
            [shell, flags[shell], "-c", code + CACHED_WORDS[shell]],
            env={"HOME": str(home), "PATH": "/usr/bin:/bin", **env},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout.split() == ["found"], (shell, names, done.stderr)


@pytest.mark.slow
def test_completion_command_prints_the_committed_script(lusha: Lusha) -> None:
    lusha.env["LUSHA_OUTPUT"] = "json"
    for shell, name in {"bash": "lusha.bash", "zsh": "_lusha", "fish": "lusha.fish",
                        "powershell": "lusha.ps1"}.items():  # fmt: skip
        committed = (ROOT / "completions" / name).read_text(encoding="utf-8")
        assert lusha("completion", shell).out == committed


def test_completion_command_prints_the_packaged_script(
    lusha: Lusha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {
        shell: format_.file_name for shell, format_ in completions.SCRIPTS.items()
    } == completion.SHELLS
    packaged = tmp_path / "lusha_cli" / "completions" / "lusha.bash"
    packaged.parent.mkdir(parents=True)
    packaged.write_text("# packaged ✓\n", encoding="utf-8")
    monkeypatch.setattr(completion, "__file__", str(tmp_path / "lusha_cli" / "commands" / "c.py"))
    assert lusha("completion", "bash").out == "# packaged ✓\n"


def test_zsh_reads_the_script_without_parsing_the_commands() -> None:
    text = completions.script("zsh")
    code, data = text.split("<<'LUSHA_DATA'\n")
    data, rest = data.split("\nLUSHA_DATA\n")
    assert len(code) + len(rest) < 5_000
    assert "_lusha_node() {" in data
    assert "_lusha_after() {" in data


def test_completion_command_detects_the_shell(lusha: Lusha) -> None:
    lusha.env["SHELL"] = "/usr/local/bin/fish"
    assert lusha("completion").out.startswith("# fish completion of lusha.")
    lusha.env["SHELL"] = "/bin/dash"
    reported = lusha("completion", code=2).err
    assert "There is no completion script for '/bin/dash'." in reported
    assert "Choose a shell: lusha completion bash|zsh|fish|powershell" in reported
    del lusha.env["SHELL"]
    assert "SHELL isn't set." in lusha("completion", code=2).err


def test_completion_knows_every_argument_that_takes_a_file() -> None:
    for node in root().walk():
        values = [(item.metavar, item.value) for item in node.arguments]
        values += [(item.metavar, item.value) for item in node.own_flags if item.value]
        for metavar, value in values:
            if re.search(r"\bFILE\b", metavar):
                assert value == FILE, f"{node.path}: {metavar}"


@pytest.mark.slow
def test_completion_command_suggests_the_closest_shell(lusha: Lusha) -> None:
    assert "Did you mean bash?" in lusha("completion", "bsh", code=2).err
    assert lusha("completion", "BASH").out == lusha("completion", "bash").out


@pytest.mark.slow
def test_completion_command_works_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lusha_cli", "completion", "zsh"],
        cwd=tmp_path, env={"HOME": str(tmp_path)}, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout == (ROOT / "completions" / "_lusha").read_bytes()


@pytest.mark.slow
def test_completion_help_lines_work_in_a_new_home(lusha: Lusha) -> None:
    reported = lusha("completion", "--help").out
    assert "fpath+=(~/.zfunc)" in reported
    home = lusha.folder / "home"
    home.mkdir()
    program = f'lusha() {{ {sys.executable} -m lusha_cli "$@"; }}\n'
    for shell, location in {"bash": ".local/share/bash-completion/completions/lusha",
                         "zsh": ".zfunc/_lusha",
                         "fish": ".config/fish/completions/lusha.fish"}.items():  # fmt: skip
        line = re.search(rf"mkdir -p \S+ &&\s+lusha completion {shell} > \S+", reported)
        assert line, shell
        subprocess.run(
            ["sh", "-c", program + line[0]], env={"HOME": str(home)}, cwd=ROOT, check=True
        )
        assert (home / location).read_text(encoding="utf-8") == lusha("completion", shell).out


def test_wheel_installs_completion_scripts() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        wheel = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]
    # Those that `lusha completion` prints.
    assert wheel["force-include"] == {"completions": "lusha_cli/completions"}
    assert {
        "completions/lusha.bash": "share/bash-completion/completions/lusha",
        "completions/_lusha": "share/zsh/site-functions/_lusha",
        "completions/lusha.fish": "share/fish/vendor_completions.d/lusha.fish",
    }.items() <= wheel["shared-data"].items()


def test_completion_scripts_include_every_command() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in shells.SCRIPTS.iterdir()}
    assert set(texts) == {"lusha.bash", "_lusha", "lusha.fish", "lusha.ps1"}
    for name, _ in commands():
        for file, text in texts.items():
            assert f"'lusha {name}'" in text, file


def test_completion_script_of_powershell_is_complete() -> None:
    """Check quotes and brackets only: there is no PowerShell to run."""
    text = (shells.SCRIPTS / "lusha.ps1").read_text(encoding="utf-8")
    bare = re.sub(r"#.*|'(?:[^']|'')*'|\"(?:[^\"`]|`.)*\"", "", text)
    assert not set(bare) & set("'\""), "a quote is not closed"
    opened: list[str] = []
    for bracket in re.findall(r"[\[\](){}]", bare):
        if bracket in "[({":
            opened.append({"[": "]", "(": ")", "{": "}"}[bracket])
        else:
            assert opened.pop() == bracket
    assert not opened
    assert "('--output,-o table|json|jsonl|csv|tsv|yaml' + \"`t\" + 'Format of" in text
    assert "'RUN @runs'" in text
    assert "'VALUE color' = 'auto|always|never'" in text
    assert "('--no-sandbox' + \"`t\" + 'Opposite of --sandbox.')" in text
