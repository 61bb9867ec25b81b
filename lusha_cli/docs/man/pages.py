"""The man pages: the main page, one per group or top-level command, one per topic."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lusha_cli import RELEASED, __version__
from lusha_cli.cli.app import TOP_LEVEL_NAMES, contexts
from lusha_cli.cli.global_options import GLOBAL
from lusha_cli.cli.help_format import HELP_ALL
from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, Topic, TopicPart
from lusha_cli.docs.help_topics.topics import topics
from lusha_cli.docs.man import roff
from lusha_cli.errors import EXIT_CODE_DESCRIPTIONS, ExitCode
from lusha_cli.output.wrapping import wrap_command

FOLDER = "man"
# Every command has them, so a page shows them once.
HELP = {
    "-h, --help": "Show a short help and exit.",
    HELP_ALL: "Show the help with every option and exit.",
}

ABOUT = (
    "lusha has a command for each operation of the Lusha API. Commands write data to stdout: a "
    "table or a card on a terminal, the JSON of the API in a pipe. Everything else goes to "
    "stderr.",
    "Requests to the real API spend the credits of your account. To see the request of a command "
    "and its worst-case cost, add --dry-run. To use an embedded emulator of the API, for free and "
    "without a key, add --sandbox. To use the real API, run `lusha auth login` once.",
    "To read about a command, add --help. To list the other topics, run `lusha help`.",
)
EXAMPLES = {
    "person get": "Look up a person:",
    "person bulk": "Enrich a file of people in the sandbox:",
    "prospecting contact search": "Search for people in the sandbox:",
    "account usage": "See how many credits are left:",
}


def pages() -> dict[str, str]:
    """Return the text of each page by its path from the root of the repository."""
    root, *children = contexts()
    texts = {"lusha.1": _main_page(root, children)}
    for name in TOP_LEVEL_NAMES:
        contexts_of_page = [
            context for context in children if _command_name(context).split()[0] == name
        ]
        texts[f"lusha-{name}.1"] = _group_page(contexts_of_page)
    texts |= {f"lusha-{topic.name}.7": _topic_page(topic) for topic in topics().values()}
    return {f"{FOLDER}/{file}": text for file, text in texts.items()}


def page_files(text: str, names: Iterable[str]) -> str:
    """Return the project file `text` with the pages `names` in the wheel's data files.

    Raises ValueError if the markers are missing.
    """
    begin, end = "# begin man pages\n", "# end man pages\n"
    before, opened, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (opened and closed):
        raise ValueError(f"the project file needs the lines {begin!r} and {end!r}")
    lines = [
        f'"{name}" = "share/man/man{name[-1]}/{name.removeprefix(f"{FOLDER}/")}"\n'
        for name in names
    ]
    return "".join((before, begin, *lines, end, after))


def _main_page(root: Any, children: list[Any]) -> str:
    """Return the page lusha(1)."""
    meaning = {_command_name(context): context.command.help for context in children}
    example = {
        _command_name(context): (context.command.epilog or "").split("\n")[0]
        for context in children
    }
    usages = [
        ("lusha", ["[GLOBAL OPTIONS]", "COMMAND", "[OPTIONS]", "[ARGUMENT]..."]),
        ("lusha --version", []),
        ("lusha help", ["[TOPIC]"]),
    ]
    parts = [
        [".TP", rf".BR lusha\-{roff.escape(name)} (1)", *roff.prose(_first_line(meaning[name]))]
        for name in TOP_LEVEL_NAMES
    ]
    examples = [
        [*roff.paragraph(caption), *roff.code(wrap_command(example[name], roff.WIDTH - 4))]
        for name, caption in EXAMPLES.items()
    ]
    return _page(
        "lusha",
        1,
        _first_line(root.command.help),
        roff.section("SYNOPSIS", *_synopsis(usages)),
        roff.section("DESCRIPTION", *_flatten(roff.paragraph(part) for part in ABOUT)),
        roff.section("COMMANDS", *_flatten(parts)),
        roff.section("OPTIONS", *_options(_option_records(root))),
        roff.section("EXAMPLES", *_flatten(examples)),
        _exit_status(ExitCode),
        roff.section("ENVIRONMENT", *roff.paragraph("See lusha-environment(7).")),
        roff.section("FILES", *roff.paragraph("See lusha-files(7).")),
        _see_also(f"lusha-{name}" for name in topics()),
    )


def _group_page(page_contexts: list[Any]) -> str:
    """Return the page of a group, or of a top-level command."""
    head, commands = (
        page_contexts[0],
        [context for context in page_contexts if not _is_group(context)],
    )
    usages = [
        (context.command_path, context.command.collect_usage_pieces(context))
        for context in commands
    ]
    if _is_group(head):
        subsections = [
            roff.subsection(context.command_path, *_command_lines(context)) for context in commands
        ]
        sections = [
            roff.section("DESCRIPTION", *roff.paragraph(head.command.help), *_cost_note(commands)),
            roff.section("COMMANDS", *_flatten(subsections)),
        ]
    else:
        sections = [roff.section("DESCRIPTION", *_command_lines(head), *_cost_note(commands))]
    return _page(
        head.command_path.replace(" ", "-"),
        1,
        _first_line(head.command.help),
        roff.section("SYNOPSIS", *_synopsis(usages)),
        *sections,
        roff.section("GLOBAL OPTIONS", *_shared_options(commands)),
        _exit_status(code for context in commands for code in context.command.exit_codes(context)),
        _see_also(["lusha", *(f"lusha-{name}" for name in topics())]),
    )


def _cost_note(commands: list[Any]) -> list[str]:
    """Return a reference to lusha-credits(7) if any command costs credits."""
    if any(ExitCode.CREDITS in context.command.exit_codes(context) for context in commands):
        return roff.paragraph("For the cost of requests and how to limit it, see lusha-credits(7).")
    return []


def _command_lines(context: Any) -> Iterator[str]:
    """Yield a command's description, own options, example and exit codes."""
    for text in re.split(r"\n\s*\n", context.command.help):
        yield from roff.paragraph(text)
    for title, records in context.command.sections(context).items():
        own_records = [record for record in records if record[0] not in HELP]
        if own_records and title != GLOBAL:
            yield from (*roff.heading(f"{title}:"), *_options(own_records))
    yield from (
        *roff.heading("Examples:"),
        *roff.code(
            line
            for example in context.command.examples(context)
            for line in wrap_command(example, roff.WIDTH - 4)
        ),
    )
    codes = ", ".join(str(code.value) for code in context.command.exit_codes(context))
    yield from roff.paragraph(f"Exit codes: {codes}.")


def _shared_options(commands: list[Any]) -> Iterator[str]:
    """Yield the shared options; an option that not all commands have names its commands."""
    commands_by_option: dict[tuple[str, str], list[str]] = {}
    for context in commands:
        for record in context.command.sections(context)[GLOBAL]:
            commands_by_option.setdefault(record, []).append(context.info_name)
    for (record, meaning), names in commands_by_option.items():
        restriction = f" Only for {', '.join(names)}." if len(names) < len(commands) else ""
        yield from roff.option(record, meaning + restriction)
    for option, meaning in HELP.items():
        yield from roff.option(option, meaning)


def _topic_page(topic: Topic) -> str:
    """Return the page of a help topic."""
    name = f"lusha-{topic.name}"
    others = (f"lusha-{other}" for other in topics() if other != topic.name)
    return _page(
        name,
        7,
        topic.meaning,
        roff.section("DESCRIPTION", *_flatten(_topic_part(part) for part in topic.parts)),
        _see_also(["lusha", *others]),
    )


def _topic_part(part: TopicPart) -> list[str]:
    if isinstance(part, DefinitionTable):
        return roff.terms(part.rows, titles=part.titles)
    if isinstance(part, CodeBlock):
        return roff.code(
            line for code_line in part.lines for line in wrap_command(code_line, roff.WIDTH - 4)
        )
    return roff.paragraph(part)


def _page(name: str, number: int, meaning: str, *sections: list[str]) -> str:
    # The date of the release: with today's date, the pages would be stale every day.
    title = f'{roff.escape(name.upper())} {number} {RELEASED} "lusha {__version__}" "Lusha Manual"'
    lines = (
        r".\" Made by python -m lusha_cli.docs from the commands and topics: change those.",
        f".TH {title}",
        # Left-aligned without hyphenation: a hyphenated word can be neither searched nor pasted.
        ".ad l",
        ".nh",
        ".nr HY 0",
        *roff.name(name, _lower_first(meaning)),
        *_flatten(sections),
    )
    return "\n".join(lines) + "\n"


def _synopsis(usages: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    return [".nf", *(roff.usage(name, pieces) for name, pieces in usages), ".fi"]


def _exit_status(codes: Iterable[ExitCode]) -> list[str]:
    rows = [(str(code.value), EXIT_CODE_DESCRIPTIONS[code]) for code in sorted(set(codes))]
    return roff.section("EXIT STATUS", *roff.terms(rows))


def _see_also(names: Iterable[str]) -> list[str]:
    references = [rf".BR {roff.escape(name)} ({1 if name == 'lusha' else 7})" for name in names]
    return roff.section("SEE ALSO", *(f"{line}," for line in references[:-1]), references[-1])


def _options(records: Iterable[tuple[str, str]]) -> list[str]:
    return _flatten(roff.option(*record) for record in records)


def _option_records(context: Any) -> list[tuple[str, str]]:
    """Return the options of a group as its help shows them."""
    records = (
        parameter.get_help_record(context) for parameter in context.command.get_params(context)
    )
    return [record for record in records if record]


def _flatten(parts: Iterable[Iterable[str]]) -> list[str]:
    return [line for part in parts for line in part]


def _is_group(context: Any) -> bool:
    return hasattr(context.command, "commands")


def _command_name(context: Any) -> str:
    """Return the command line after `lusha`."""
    return str(context.command_path).partition(" ")[2]


def _first_line(text: str) -> str:
    return text.splitlines()[0]


def _lower_first(sentence: str) -> str:
    """Return a help sentence as a phrase that can follow a name."""
    return (sentence[0].lower() + sentence[1:]).rstrip(".")
