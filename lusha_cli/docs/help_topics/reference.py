"""The topics made of tables: commands, settings, environment variables and exit codes."""

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.config.setting_definitions import SETTINGS, Setting
from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, TopicPart, TopicParts
from lusha_cli.errors import EXIT_CODE_DESCRIPTIONS, ExitCode

_FAMILIES = {"v2": "V2", "v3": "V3", "shared": "webhooks"}


def commands() -> TopicParts:
    """Return the parts of the topic on all commands."""
    # Imported here: it loads every command.
    from lusha_cli.cli.app import SECTIONS, WHICH_TO_USE
    from lusha_cli.cli.app import commands as all_commands

    found = list(all_commands())
    parts: list[TopicPart] = [WHICH_TO_USE]
    for section, groups in SECTIONS.items():
        rows = tuple(
            (f"lusha {name}", summary) for name, summary in found if name.split()[0] in groups
        )
        parts += [f"{section}:", DefinitionTable(("command", "what it does"), rows)]
    counts = ", ".join(
        f"{sum(endpoint.family == family for endpoint in ENDPOINTS)} of {title}"
        for family, title in _FAMILIES.items()
    )
    return (
        *parts,
        f"All {len(ENDPOINTS)} operations of the API have a command: {counts}. "
        "`lusha api` sends a request to any other path.",
        "To read about a command, add --help. For all its options, add --help-all. In scripts, "
        "use `lusha help --json`.",
        "The man pages have the same texts: one page for each group, and one for each topic. In a "
        "virtual environment, add their folder with -M. `lusha completion` prints the completion "
        "script of a shell.",
        CodeBlock(("man lusha-person", "man 7 lusha-exit-codes", "man -M .venv/share/man lusha")),
    )


def settings() -> TopicParts:
    """Return the parts of the topic on settings, profiles and the configuration file."""
    rows = tuple((setting.name, _setting_text(setting)) for setting in SETTINGS)
    return (
        "You can set most options of lusha in three places. A flag overrides the environment "
        "variable, and the variable overrides the configuration file. In the file, the table of a "
        "profile overrides the rest.",
        "For example, the setting max_credits has the flag --max-credits and the variable "
        "LUSHA_MAX_CREDITS. All settings have names of this form. The table shows their defaults "
        "in brackets. `lusha config list` shows each current value and its source.",
        CodeBlock(
            (
                "lusha config set max_credits 200",
                "lusha config set output json --profile work",
                "lusha config unset max_credits",
            )
        ),
        DefinitionTable(("setting", "meaning"), rows),
        "Two settings can't be overridden: of budget and allow, the values of all places apply. "
        "`lusha help credits` describes the budget. allow lists the only commands that may send "
        "requests: free, names of commands or groups, or a method and a path. Everything else is "
        "refused with exit code 5 before it is sent, also in `lusha api` and bulk commands. A list "
        "without --profile applies to every profile.",
        CodeBlock(
            (
                "lusha config set allow free",
                "lusha config set allow 'free, person get' --profile work",
                "lusha config set allow 'GET /v2/company'",
            )
        ),
        "Always allowed are `lusha account usage` and `lusha account plan`, the free requests that "
        "an allowed command needs, and the V3 requests that replace its V2 request. A program that "
        "can change the configuration file, LUSHA_CONFIG_DIR or LUSHA_STATE_DIR can lift these "
        "limits. They protect against mistakes, not against such a program.",
        "A profile has its own API key and its own settings. `lusha auth login` with --profile "
        "creates one. Then select it with --profile, with LUSHA_PROFILE, or for all later commands "
        "with `lusha auth switch`.",
        CodeBlock(
            (
                "lusha auth login --profile work",
                "lusha account usage --profile work",
                "lusha auth switch work",
            )
        ),
        "`lusha config path` prints the path of the configuration file. The file never contains a "
        "key. lusha refuses a configuration file that belongs to another user, or that other users "
        "can change.",
    )


def _setting_text(setting: Setting) -> str:
    """Return the meaning, values and default of a setting, and where it can't be set."""
    text, default = setting.meaning, setting.default
    if setting.choices and not isinstance(default, bool):
        text += f": {', '.join(setting.choices)}"
    if default is not None and default is not False:
        shown = f"{default:g}" if isinstance(default, float) else str(default)
        text += f" [{shown.lower()}]"
    if not setting.in_file:
        return f"{text} (not in the file)"
    if not setting.in_environment:
        return f"{text} (only in the file)"
    return text if setting.has_flag else f"{text} (no flag)"


def environment() -> TopicParts:
    """Return the parts of the topic on environment variables."""
    variables = tuple(
        (setting.variable, setting.meaning) for setting in SETTINGS if setting.in_environment
    )
    return (
        "A flag overrides its variable, and a variable overrides the configuration file. An empty "
        "variable counts as not set. If its value is a number, an empty variable is an error.",
        DefinitionTable(
            ("variable", "meaning"),
            (
                ("LUSHA_API_KEY", "API key; overrides the stored key"),
                ("LUSHA_WEBHOOK_SECRET", "secret that signs webhook deliveries"),
                ("LUSHA_PROFILE", "profile to use"),
                *variables,
                ("LUSHA_CONFIG_DIR", "folder of the configuration"),
                ("LUSHA_STATE_DIR", "folder of runs, logs and other state"),
                ("LUSHA_CACHE_DIR", "folder of the cache"),
                ("NO_COLOR", "any value: no color"),
                ("FORCE_HYPERLINK", "links on a terminal: 0 never, 1 always [if supported]"),
                ("TERM", "dumb: no color, no links and no progress bar"),
                ("COLUMNS", "width of the terminal"),
                ("HTTPS_PROXY, NO_PROXY", "proxy to the API, and hosts to connect to without it"),
                ("REQUESTS_CA_BUNDLE", "file of trusted certificates, instead of the default ones"),
                ("PYTHON_KEYRING_BACKEND", "Python class of the keyring to use"),
            ),
        ),
        "`lusha help settings` lists the values and defaults.",
    )


def exit_codes() -> TopicParts:
    """Return the parts of the topic on exit codes."""
    rows = tuple((str(code.value), EXIT_CODE_DESCRIPTIONS[code]) for code in ExitCode)
    return (
        DefinitionTable(("code", "meaning"), rows),
        "The --help of a command ends with the exit codes that the command can return.",
        "With --json or LUSHA_OUTPUT=json, an error is one JSON object on stderr. It has the key "
        "error with code, message, hint and status (the HTTP status). code is more specific than "
        "the exit code.",
        CodeBlock(
            (
                "lusha person get ada.byrne@analytical-engines.example --sandbox --json",
                'case $? in 3) echo "no match" ;; 6) echo "no credits" ;; esac',
            )
        ),
    )
