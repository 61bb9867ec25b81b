"""The completions, driven in bash, zsh and fish; and what lusha keeps for them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import shells
from conftest import ADA, Lusha

ROOT = Path(__file__).parent.parent.parent

# A line, and all that is offered at its end; where the set has …, those are among others.
SEARCH = "lusha prospecting contact search"
OFFERED: dict[str, set[str]] = {
    "lusha pers": {"person"},
    "lusha ": {"person", "company", "config", "completion", "api", "…"},
    "lusha person ": {"get", "bulk"},
    "lusha filters contacts sen": {"seniority"},
    "lusha nowhere ": set(),
    "lusha completion ": {"bash", "zsh", "fish", "powershell"},
    # Flags.
    "lusha person get --ema": {"--email"},
    "lusha person get --no-re": {"--no-refresh-job-info", "--no-reveal-emails",
                                 "--no-reveal-phones"},
    "lusha person get -": {"--output", "-o", "--signal", "--sandbox", "--help", "…"},
    "lusha person --h": {"--help"},
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
    # Nothing where free text goes, and nothing odd after --.
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
    # What lusha keeps.
    f"{SEARCH} --department Hum": {"Human Resources"},
    f"{SEARCH} --exclude-department Hum": {"Human Resources"},
    "lusha contacts prospecting --department Hum": {"Human Resources"},
    f"{SEARCH} --seniority c": {"c-suite"},
    f"{SEARCH} --main-industry-id Tech": {"Technology, Information & Media"},
    f"{SEARCH} --location Ger": {"Germany"},
    f"{SEARCH} --department Sales --department Hum": {"Human Resources"},
    "lusha person get --profile ": {"default", "work", "the $HOME of `it`"},
    "lusha auth switch w": {"work"},
    "lusha runs show ": {"RUN"},
    "lusha runs delete abc ": {"RUN"},
    f"{SEARCH} --naics ": set(),
    # Settings, and the raw call.
    "lusha config get ma": {"max_wait", "max_credits"},
    "lusha config set color ": {"auto", "always", "never"},
    "lusha config set no-wait ": {"true", "false"},
    "lusha config set profile w": {"work"},
    "lusha config set base_url ": set(),
    "lusha api ": {"GET", "POST", "PATCH", "PUT", "DELETE"},
    "lusha api GET /account/": {"/account/usage"},
    "lusha api get /account/": {"/account/usage"},
    "lusha api --json POST /api/subscriptions/de": {"/api/subscriptions/delete"},
    "lusha api PATCH /api/": {"/api/subscriptions/"},
    "lusha api PUT ": set(),
}  # fmt: skip

# Lines typed with tabs, and what stands there then.
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
# The same where the shells differ.
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
    """A folder with a file in it, and a cache as commands leave it."""
    (lusha.folder / "leads.csv").write_text(f"email\n{ADA}\n")
    for profile in ("work", "the $HOME of `it`"):
        lusha("config", "set", "sandbox", "true", "--profile", profile)
    for listed in ("contacts departments", "contacts seniority", "contacts countries",
                   "companies industries"):  # fmt: skip
        lusha("filters", *listed.split())
    lusha("person", "bulk", str(lusha.folder / "leads.csv"), "--yes")
    return lusha.folder


@pytest.mark.parametrize("shell", [shells.bash, shells.zsh, shells.fish])
def test_what_is_offered(shell: Callable[..., list[set[str]]], folder: Path, lusha: Lusha) -> None:
    shells.need(shell.__name__)
    run = lusha("runs", "list").json[0]["id"]
    for (line, wanted), found in zip(OFFERED.items(), shell(folder, list(OFFERED)), strict=True):
        offered = {"RUN" if word == run else word.rstrip(" ") for word in found}
        if "…" in wanted:
            assert wanted - {"…"} <= offered, line
        else:
            assert offered == wanted, line


@pytest.mark.parametrize("shell", [shells.bash_typed, shells.zsh_typed])
def test_what_stands_there_after_tabs(
    shell: Callable[[Path, Sequence[str]], list[str]], folder: Path
) -> None:
    name = shell.__name__.removesuffix("_typed")
    shells.need(name)
    lines = TYPED | TYPED_IN[name]
    for (line, wanted), found in zip(lines.items(), shell(folder, list(lines)), strict=True):
        assert found.rstrip() == wanted, line


def test_a_value_after_an_equals_sign_is_completed_too(folder: Path) -> None:
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


def test_a_flag_that_was_given_is_not_offered_again(folder: Path) -> None:
    lines = ["lusha person get --json -o csv --", "lusha person get --signal promotion --"]
    for shell in (shells.bash, shells.zsh, shells.fish):
        shells.need(shell.__name__)
        once, many = shell(folder, lines)
        assert not {"--json", "--output", "-o"} & once, shell
        assert {"--quiet", "--email"} <= once, shell
        assert "--signal" in many, shell
