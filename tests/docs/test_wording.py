"""Test that all text that users can see, and all docstrings, use the project's vocabulary."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.docs.surface import surface
from tests.support.paths import ROOT

PACKAGE = ROOT / "lusha_cli"
MAX_SUMMARY = 60

# Phrases that aren't used, each with what to write instead.
BANNED = {
    r"(?<!there )\b(is|are|was|were) no (?!longer\b)\w": "isn't a …, has no …",
    r"\bthere (is|are) none\b": "a sentence that names what is missing",
    r"\bfor ?ever\b": "permanently",
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\b(go|goes|going|goe?s|went) on\b|\bgoOn\b": "continue, resume",
    r"\b(brings?|brought|bringing)\b": "return, add",
    r"\b(tells?|told|telling)\b": "print, report, show",
    r"\b(say|says|said|saying|talks?)\b": "print, report, show",
    r"\bso many\b|\bfor so long\b|\bended so\b": "the number, the time, the state",
    r"\banew\b": "again",
    r"\bas (it is|they are|it was|they were)\b(?! \w+(ed|ing)\b)": "unchanged",
    r"\bwhom\b": "who, or the noun",
    r"\b(agree|agrees|agreed)\b": "confirm",
    r"\b(answer|answers|answered|answering)\b": "response, result, respond",
    r"\b(reply|replies|replied)\b": "response, respond",
    r"\be-mails?\b": "email",
    r"\bfirms?\b(?!\.example\b)": "company",
    r"\balike\b": "similar, lookalike",
    r"\bobjected\b|\bobjections?\b": "opted out, suppression list",
    r"\binert\b": "escaped, sanitized",
    r"\bkeyless\b": "redacted",
    r"\bpurse\b": "budget",
    r"\b(magic(?!\.example)|fates?|farewell|successor)\b": "the standard term",
    r"\bgiven\b": "an option, a parameter, set",
    r"\bmeant\b": "identified, or the verb",
    r"\b(kept|keeps copies)\b": "stored, cached, unchanged",
    r"\bhighest cost\b": "worst case, up to",
    r"\banswer (was|is) lost\b|\blost answer\b": "response lost",
    r"\bwhat (it|they) (reveals?|holds?|lacks?|takes?|found)\b": "a noun",
    r"\bwhat (was|were|is) (given|charged|paid|spent|found|revealed)\b": "a noun",
    r"\bAPI's default:": "default:",
    r"\bdid you mean\b(?-i:(?<!Did you mean))": "Did you mean …?",
    r"\bDid you mean\b(?![^?]*\?)": "Did you mean …?",
    r"\b(started|begun) \d+ results\b": "per 25 results, rounded up",
}
# Names in journals and databases of users, which are never renamed.
SQL = re.compile(r"(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP) |.* STRICT\b", re.DOTALL)
# Modules with lists of headings of users' files; only their docstrings are sentences.
WORD_LISTS = {"heading_words.py", "crm_headings.py"}
PATTERNS = {re.compile(pattern, re.IGNORECASE): instead for pattern, instead in BANNED.items()}


# The same in one pattern, as hardly any text has a banned phrase.
ANY_BANNED = re.compile("|".join(f"(?:{pattern})" for pattern in BANNED), re.IGNORECASE)


def violations(text: str) -> list[str]:
    """Return the banned phrases in a text, each with what to write instead."""
    if not ANY_BANNED.search(text):
        return []
    return [
        f"{match[0]!r} (write: {instead})"
        for pattern, instead in PATTERNS.items()
        if (match := pattern.search(text))
    ]


def template(node: ast.JoinedStr) -> str:
    """Return the text of an f-string with `{}` for its values."""
    parts = (str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return "".join(parts)


def prose_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and text of each string of a module that has several words."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = template(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = "" if id(node) in parts else node.value
        else:
            continue
        is_word_list = path.name in WORD_LISTS and not text.rstrip().endswith(".")
        if SQL.match(text) or is_word_list:
            continue
        if " " in text.strip():
            yield node.lineno, without_code(text)


def without_code(text: str) -> str:
    """Return a Markdown text without its code blocks and inline code."""
    return re.sub(r"`[^`\n]*`", "CODE", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


# The words in it are those of users' files.
WORDS_OF_FILES = PACKAGE / "parsing" / "placeholders.py"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != WORDS_OF_FILES)
DOCUMENTS = [
    ROOT / "README.md",
    PACKAGE / "CHANGELOG.md",
    PACKAGE / "CONTRIBUTING.md",
    *sorted((PACKAGE / "docs" / "help_topics").rglob("*.md")),
]


def test_strings_use_the_vocabulary() -> None:
    """No string or docstring of a module has a banned phrase."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {'; '.join(problems)}\n    {text.strip()[:200]}"
        for path in MODULES
        for line, text in prose_of(path)
        if (problems := violations(text))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documents_use_the_vocabulary(path: Path) -> None:
    """No document has a banned phrase outside code."""
    paragraphs = without_code(path.read_text(encoding="utf-8")).split("\n\n")
    found = [
        f"{'; '.join(problems)}\n    {text.strip()[:300]}"
        for text in paragraphs
        if (problems := violations(" ".join(text.split())))
    ]
    assert not found, "\n".join(found)


def test_summaries_and_option_help_are_one_sentence() -> None:
    """A command's summary is short and imperative; no one-line help joins half-sentences."""
    document: Any = surface()
    for command in document["commands"]:
        name, summary = command["command"], command["summary"]
        assert len(summary) <= MAX_SUMMARY, name
        assert ";" not in summary, name
        for parameter in (*command["options"], *command["arguments"]):
            text = parameter.get("help") or ""
            assert not violations(text), f"{name}: {text}"
            assert "; " not in text, f"{name}: {text}"


@pytest.mark.parametrize(
    "text",
    [
        "'x' is no email.",
        "the answer was lost",
        "Go on with: lusha runs resume",
        "; did you mean x?",
        "Did you mean x.",
        "tells what it costs",
        "an e-mail of the firm",
        "written as it is",
        "The API's default: yes",
        "who objected",
        "each started 25 results",
    ],
)
def test_violations_finds_banned_phrases(text: str) -> None:
    """The test of wording can fail."""
    assert violations(text)


@pytest.mark.parametrize(
    "text",
    [
        "There is no run with this ID.",
        "It is no longer charged.",
        "Unknown command 'persn'. Did you mean `lusha person`?",
        "The output is written as it is received.",
        "This may cost up to 13 credits. Continue? [y/N]",
        "confirmed",
    ],
)
def test_violations_accepts_standard_english(text: str) -> None:
    """Plain sentences are not refused."""
    assert not violations(text)
