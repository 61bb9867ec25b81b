"""The help topics."""

from lusha_cli.api.endpoints import ENDPOINTS, Endpoint
from lusha_cli.api.v2_compat.filters import FILTER_TYPES
from lusha_cli.config.setting_definitions import FORMATS, SETTINGS
from lusha_cli.docs.help_topics.command_line import options_topic, surface_topic
from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, Topic
from lusha_cli.errors import EXIT_CODE_DESCRIPTIONS, ExitCode


def topics() -> dict[str, Topic]:
    """Return all topics by name, in the order of the list."""
    all_topics = (
        options_topic(), _output(), _credits(), _files(), _environment(), _exit_codes(), _v3(),
        surface_topic(),
    )  # fmt: skip
    return {topic.name: topic for topic in all_topics}


def _exit_codes() -> Topic:
    rows = tuple((str(code.value), EXIT_CODE_DESCRIPTIONS[code]) for code in ExitCode)
    return Topic(
        "exit-codes",
        "what the exit code of a command says",
        (
            DefinitionTable(("code", "meaning"), rows),
            "The --help of a command tells at its end which of them it can give.",
            "With JSON asked for by name (--json, LUSHA_OUTPUT=json), an error is also one JSON "
            "object on stderr, whose code says more exactly what it was.",
            CodeBlock(
                (
                    "lusha person get ada.byrne@analytical-engines.example --sandbox --json",
                    "case $? in 3) echo nobody ;; 6) echo no credits ;; esac",
                )
            ),
        ),
    )


def _environment() -> Topic:
    settings = tuple((setting.variable, setting.meaning) for setting in SETTINGS)
    return Topic(
        "environment",
        "the variables that are read",
        (
            "A flag beats its variable, a variable beats the configuration file. An "
            "empty variable counts as not set, except that of a number, which is an error.",
            DefinitionTable(
                ("variable", "meaning"),
                (
                    ("LUSHA_API_KEY", "the API key; it wins over the stored one"),
                    ("LUSHA_WEBHOOK_SECRET", "the secret that signs webhook deliveries"),
                    ("LUSHA_PROFILE", "profile to use"),
                    *settings,
                    ("LUSHA_CONFIG_DIR", "folder of config.toml"),
                    ("LUSHA_STATE_DIR", "folder of runs and of what is remembered"),
                    ("LUSHA_CACHE_DIR", "folder of copies that can be fetched again"),
                    ("NO_COLOR", "set to anything: no colour"),
                    ("FORCE_HYPERLINK", "links on a terminal: 0 never, 1 always; else if known"),
                    ("TERM", "dumb: no colour, no links and no progress bar"),
                    ("COLUMNS", "width of the terminal"),
                    ("HTTPS_PROXY, NO_PROXY", "the proxy to the API, and the hosts without it"),
                    ("REQUESTS_CA_BUNDLE", "certificates to trust in place of the usual ones"),
                    ("PYTHON_KEYRING_BACKEND", "the keyring to use, as its Python class"),
                ),
            ),
        ),
    )


def _output() -> Topic:
    return Topic(
        "output",
        "what is written where, and in which format",
        (
            "Data goes to stdout, everything else to stderr. On a terminal you get a table or a "
            "card, in a pipe JSON: the API's own body, nothing renamed or dropped. -o chooses "
            f"another format ({', '.join(FORMATS)}); --json is -o json.",
            "jsonl, csv, tsv and tables have one record a line, so that a list does not come as "
            "one document. csv and tsv flatten what is nested, with dots in the names of columns; "
            "several values stand in one cell, with semicolons between them.",
            "--fields picks fields of each record, by dotted names. --query takes a JMESPath of "
            "the whole answer. Both mean the same in every format; --query acts first.",
            CodeBlock(
                (
                    "lusha person get ada.byrne@analytical-engines.example --sandbox "
                    "--fields fullName,company.name -o csv",
                    "lusha account usage --sandbox --query usage.credits.remaining",
                )
            ),
            "--raw prints texts without quotes, one on each line. A mistyped name is refused before "
            "anything is sent. If the result has none of the names, the exit code is 2, and the "
            "result is stored: lusha last shows it free of charge.",
            "With --json, each message on stderr is a line of JSON: a notice, warning, log or "
            "error. With --json and --out, stdout has one object with the counts of rows, the "
            "credits, the run and the exit code.",
            "Nothing is ever cut short in a pipe. Where there is nothing to show, JSON is [] or "
            "{}. A reader that goes away, such as head, ends the command quietly.",
            "Control characters and markup in what the API answers are shown spelt out, never "
            "obeyed.",
        ),
    )


def _credits() -> Topic:
    return Topic(
        "credits",
        "what calls cost, and how to bound it",
        (
            "Each call of the real API spends credits of your account. These are the published "
            "prices. Your own prices are in `lusha account plan`: a free request reads them once a "
            "day, and estimates use them. If they can't be read, the published prices apply.",
            DefinitionTable(
                ("what", "credits"),
                (
                    ("email addresses of a person", "1"),
                    ("phone numbers of a person", "5"),
                    ("data of a company", "1"),
                    ("a search, or a request for many", "1 per 25 results, rounded up"),
                    ("a lookalike search", "1 per 5 results, rounded up"),
                    ("a recommendation", "1"),
                    ("a signal", "1"),
                    ("a score, or a person of a buying group", "1"),
                    ("a row read from a table", "1"),
                    ("a company added to a table", "1"),
                    ("a delivery of a webhook", "1"),
                    ("lists of filters, usage, webhook settings", "free"),
                ),
            ),
            "Data that was revealed to your account once is not charged again.",
            "--dry-run prints the request and its worst-case cost (up to N credits) without "
            "sending it, and needs no key. Until V2 has answered your account, estimates are those "
            "of the dearer version of the API.",
            "A command that may cost more than 25 credits, or whose cost has no upper bound, "
            "prompts before it sends the request. Without a terminal it exits with code 2, unless "
            "you add --yes or a --max-credits that covers the estimate. The setting confirm_above "
            "changes the limit (0: always prompt). The rule is the same for every paid command, "
            "for files, for --all and for lusha api.",
            CodeBlock(("lusha config set confirm_above 100",)),
            "--max-credits N is a hard cap: a request that might exceed it is not sent (exit code "
            "6). After a paid call, stderr shows the charge, with `up to` unless the response "
            "states it. A charge above its estimate is reported at once, and raises the estimates "
            "of later calls; no more than the requests already in flight can exceed the cap.",
            "If a later step or page fails, the data that was paid for is shown, and the exit code "
            "is 10.",
            "Some calls cost more than they seem to. A buying group charges each person found, up "
            "to --contacts-limit of each company. Enriching over V3 may ask other providers "
            "(--no-waterfall excludes them). search-and-enrich charges the search and the data it "
            "reveals. A lookup over V3 charges its search too. Reading the rows of a table charges "
            "each row, and running a column for all rows charges those that are filled again.",
            "A request that may have been charged is not sent again after its response was lost or "
            "the API failed (5xx), unless you add --allow-double-charge.",
        ),
    )


def _files() -> Topic:
    return Topic(
        "files",
        "the files that are read and kept",
        (
            "lusha config path tells the first folder, lusha sandbox status one of the second. On "
            "Linux they are in ~/.config, ~/.local/state and ~/.cache, where XDG does not say "
            "otherwise.",
            DefinitionTable(
                ("file", "what it holds"),
                (
                    ("config.toml (configuration)", "settings and profiles; never a key"),
                    ("credentials.toml (configuration)", "keys, only with --insecure-storage"),
                    ("state.db (state)", "what was found out of the API: hashes, times, ids"),
                    ("limits/ (state)", "times of requests, shared by all your processes"),
                    ("runs/ (state)", "journals of runs: rows of your files, answers to them"),
                    ("webhooks/ (state)", "deliveries that webhooks listen received"),
                    ("suppression.* (state)", "who objected, as keyed hashes; no clear text"),
                    ("sandbox.db, sandbox/ (state)", "the same of the sandbox; nothing real"),
                    ("(cache)", "lists of filter values, prices, credits left, words for TAB"),
                ),
            ),
            "Folders are for you alone (0700), and so are the files (0600). The key is in the "
            "keyring of your system.",
            "person bulk and company bulk read csv, tsv, jsonl, json and xlsx, plain or in gzip, "
            "and write csv, tsv, jsonl, json, parquet or a database. A file that --out names "
            "appears whole or not at all, and can't be the input.",
            "The content decides what a file is, not its name; --format wins over both. Standard "
            "input and pipes are read like files.",
            "A list has one email, domain or LinkedIn URL a line, without a header. Blank lines "
            "and # comments are skipped. The output is csv, with a column for each kind of line: "
            "email, linkedin_url, domain, and value for other lines, which are invalid.",
            "json is an array, objects one after the other, or an object with one list of records, "
            "such as the results of an API. Fields one level down are looked up too, as in "
            "--map email=properties.email. Numbers keep their spelling; of repeated keys the last "
            "one counts.",
            "Of a workbook the first visible sheet is read, hidden rows and columns included. "
            "Cells are read as shown (dates as 2026-01-31, leading zeros, percentages), but never "
            "rounded. Merged cells have their value in each row. A column whose cells "
            "link to something else has a second one: NAME (link) or NAME (email).",
            "A line, row or JSON item may have 8 MB, and a table 4,096 columns.",
            "The delimiter, the encoding and the header of an input are detected. Titles and notes "
            "before the header and footers after the rows are skipped. --delimiter, --encoding, "
            "--header-row and --no-header override that. A malformed row is reported as invalid "
            "with its line number, unless --strict. If an encoding is uncertain, nothing is sent "
            "without a prompt or --encoding.",
            "Rows are recognized one by one in the journals of earlier runs with the same account "
            "and options: after rows were added or sorted, only people without an answer are sent. "
            "--refresh-older-than 30d pays again for older answers, --fresh for all rows.",
            "Rows whose response was lost or is incomplete may be charged already. They are sent "
            "again where that is free (V2), otherwise only with --retry-status error "
            "--retry-status unknown --allow-double-charge.",
        ),
    )


def _v3() -> Topic:
    rows = tuple((row.name, _successors(row)) for row in ENDPOINTS if row.successor)
    return Topic(
        "v3",
        "which command of V3 does the job of one of V2",
        (
            "Lusha announced that version 2 of the API retires on 2026-11-18. Commands of V2 go on "
            "working: where their endpoint is gone, V3 does the job and the answer comes in the "
            "shape of V2. What V3 does not tell is absent, and a flag that it has no word for is "
            "refused. The first time you are told; it is remembered for a day, for each profile.",
            "--api-version v2 or v3 (LUSHA_API_VERSION, config key api_version) pins one of them.",
            DefinitionTable(("V2", "V3"), rows),
            "The webhooks commands are the same in both.",
        ),
    )


def _successors(row: Endpoint) -> str:
    """Return the V3 command for a V2 endpoint, or one per entity type."""
    name = row.successor or ""
    if "{objectType}" in row.path:
        return f"{name}, {name.replace('contacts', 'companies')}"
    return f"{name} {FILTER_TYPES.get(row.name, '')}".strip()
