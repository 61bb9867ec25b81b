"""Hyperlinks in terminals that support them, to safe URLs only."""

import re

import pytest

from lusha_cli.json_types import Json
from lusha_cli.output.hyperlinks import has_links
from lusha_cli.output.layouts.layout import Column, Layout
from lusha_cli.output.layouts.v2 import COMPANY_LAYOUT, PERSON_LAYOUT
from lusha_cli.output.render import Terminal
from tests.support.cli import ADA, Lusha
from tests.support.lines import check_line_widths
from tests.support.rendering import company_response, person_response, render_with_warnings

LINK = re.compile("\x1b\\]8;id=([0-9a-f]{8});([^\x1b]+)\x1b\\\\([^\x1b]*)\x1b\\]8;;\x1b\\\\")


@pytest.mark.parametrize(
    ("env", "has"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "alacritty"}, True),
        ({"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.4.19"}, True),
        ({"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.0.15"}, False),
        ({"TERM_PROGRAM": "Apple_Terminal", "TERM_PROGRAM_VERSION": "455"}, False),
        ({"TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.93.0"}, True),
        ({"TERM_PROGRAM": "vscode"}, False),
        ({"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20240203-110809-5046fc22"}, True),
        ({"TERM_PROGRAM": "ghostty"}, True),
        ({"VTE_VERSION": "7402"}, True),
        ({"VTE_VERSION": "5000"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"WT_SESSION": "a-b-c"}, True),
        ({"KONSOLE_VERSION": "230804"}, True),
        ({"VTE_VERSION": "7402", "TERM": "dumb"}, False),
        ({"VTE_VERSION": "7402", "TMUX": "/tmp/s", "TERM_PROGRAM": "tmux"}, False),
        (
            {"TMUX": "/tmp/s", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"},
            False,
        ),
        ({"TMUX": "/tmp/s", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}, True),
        ({"TMUX": "/tmp/s", "TERM_PROGRAM": "ghostty"}, False),
        ({"WT_SESSION": "a-b-c", "STY": "1.pts"}, False),
        ({"WT_SESSION": "a-b-c", "TERM": "screen-256color"}, False),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"FORCE_HYPERLINK": ""}, True),
        ({"FORCE_HYPERLINK": "0", "TERM": "xterm-kitty"}, False),
        ({"FORCE_HYPERLINK": "1", "TERM": "dumb"}, False),
        ({"NO_COLOR": "1", "VTE_VERSION": "7402"}, True),
    ],
)
def test_hyperlink_support_is_detected_from_the_environment(env: dict[str, str], has: bool) -> None:
    assert has_links(env) == has


def test_card_has_hyperlinks_only_where_supported(lusha: Lusha) -> None:
    lusha.env["VTE_VERSION"] = "7402"
    lusha.env["NO_COLOR"] = "1"
    text = lusha("person", "get", ADA, terminal=True).out
    assert [(url, shown) for _, url, shown in LINK.findall(text)] == [
        ("https://www.linkedin.com/in/ada-byrne-00000",) * 2,
        ("https://x.com/ada_byrne",) * 2,
    ]
    assert "\x1b" not in LINK.sub("", text)
    for env, terminal in (({"TERM": "dumb"}, True), ({"FORCE_HYPERLINK": "1"}, False)):
        lusha.env.update(env)
        assert "\x1b" not in lusha("person", "get", ADA, "-o", "table", terminal=terminal).out


def linked_text(body: Json, layout: Layout, width: int) -> str:
    terminal = Terminal(width, False, "utf-8", links=True)
    return render_with_warnings(body, layout, output="table", terminal=terminal)[0]


@pytest.mark.parametrize("width", [24, 40, 80, 200])
def test_wrapped_url_is_one_hyperlink_of_the_same_width(width: int) -> None:
    url = "https://www.linkedin.com/company/northwind-robotics-of-boston-example?trk=" + "x" * 90
    body = company_response(social={"linkedin": {"url": url}}, website="https://northwind.example")
    for layout in (
        COMPANY_LAYOUT,
        Layout(""),
        Layout("", fields=(Column("data.social.linkedin.url"),)),
    ):
        matches = [
            (mark, part)
            for mark, to, part in LINK.findall(linked_text(body, layout, width))
            if to == url
        ]
        assert [part for _, part in matches] == [url]
    rows = [{"name": "Northwind", "url": url}, {"name": "Other", "url": ""}]
    text = linked_text(rows, Layout("", columns=(Column("name"), Column("url"))), width)
    assert "".join(part for _, _, part in LINK.findall(text)) == url
    check_line_widths(LINK.sub(r"\3", text), width)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://firm.example/",
        "www.firm.example",
        "https://",
        "https://firm.example/ and more",
        "https://firm.example/\x1b]8;;https://other.example\x1b\\",
        "https://firm.example/\x07\x9c",
        "https://firm.example/\u202egpj.exe",
        "https://f\u0131rm.example/",
        f"https://firm.example/{'x' * 3000}",
    ],
)
def test_hyperlink_is_omitted_for_unsafe_urls(url: str) -> None:
    links = {"linkedin": url, "xUrl": "https://x.com/ada"}
    text = linked_text(person_response(socialLinks=links), PERSON_LAYOUT, 80)
    assert [to for _, to, _ in LINK.findall(text)] == ["https://x.com/ada"]
    assert "\x1b" not in LINK.sub("", text)
    assert "\x1b" not in linked_text([{"url": url}] * 2, Layout(""), 80)
