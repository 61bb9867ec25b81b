"""The topics on data: output, searches, files, storage, security and the suppression list."""

from lusha_cli.config.setting_definitions import FORMATS
from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, TopicParts


def output() -> TopicParts:
    """Return the parts of the topic on output."""
    return (
        "lusha writes data to stdout and everything else to stderr. On a terminal, the data is a "
        "table or a card. In a pipe, it is JSON: the body of the API's response, unchanged and in "
        "UTF-8.",
        f"To choose the format, add -o with one of {', '.join(FORMATS)}. --json is the same as -o "
        "json.",
        "jsonl, csv and tsv have one record per line. In csv and tsv, nested values have their own "
        "columns, with dots in the names. A cell with several values separates them with "
        "semicolons.",
        "--fields selects fields of each record. --query applies a JMESPath expression "
        "(https://jmespath.org) to the whole response. They work with every format. With both, "
        "--query is applied first.",
        CodeBlock(
            (
                "lusha person get ada.byrne@analytical-engines.example --sandbox "
                "--fields fullName,company.name -o csv",
                "lusha account usage --sandbox --query usage.credits.remaining",
                "lusha company get analytical-engines.example --sandbox | jq -r .data.mainIndustry",
            )
        ),
        "--raw prints JSON strings without quotes, one per line. A name in --fields or --query "
        "that looks mistyped is refused before anything is sent. If the result has none of the "
        "names, the exit code is 2, and the result is stored: `lusha last` shows it free of "
        "charge.",
        "With --json, each message on stderr is a line of JSON: a notice, warning, log or error. "
        "With --json and --out, stdout has one object with the counts of rows, the credits, the "
        "run and the exit code.",
        "To show the last result again, use `lusha last`. It is free. To stop storing results, set "
        "keep_last to false. To delete the stored result, add --clear.",
        CodeBlock(("lusha last -o csv", "lusha config set keep_last false")),
        "Tables fit the width of the terminal: text wraps between words, and less important "
        "columns are left out. Commands, URLs, domains, emails and IDs stay on one line. If the "
        "terminal supports links, URLs are links. In a pipe, values are never cut.",
        "If there is no data, the JSON is [] or {}. If the reader of a pipe closes it, as head "
        "does, lusha ends without an error.",
        "lusha escapes control characters and markup in the API's data, so a terminal never "
        "interprets them. It quotes YAML and CSV, so that programs read the original values. "
        "Bulk commands also escape formulas with --spreadsheet-safe.",
    )


def search() -> TopicParts:
    """Return the parts of the topic on searches."""
    return (
        "A person or company must match all filters of a search. If a filter has several values, "
        "one of them must match. The --exclude- form of a filter excludes its values.",
        CodeBlock(
            (
                "lusha prospecting contact search --department Sales --location Germany --sandbox",
                "lusha prospecting contact search --department Sales "
                "--exclude-location Germany --sandbox",
            )
        ),
        "Some filters accept only the values of a list: `lusha filters contacts seniority`, for "
        "example, prints the seniorities. lusha checks these values before it sends a paid "
        "request, and suggests similar ones.",
        "A search returns one page. To get more results, add --limit N or --all. lusha then reads "
        "the pages that cost the fewest credits.",
        "Results contain IDs, but no emails or phones. To reveal them, pass the result to enrich:",
        CodeBlock(
            (
                "lusha prospecting contact search --department Sales --limit 3 --sandbox "
                "| lusha prospecting contact enrich - --sandbox",
            )
        ),
        "Other commands also accept an earlier result, as a file or from standard input (-), in "
        "JSON, JSON lines, CSV or TSV. Their help shows FILE|-. --last 1,3 selects rows of the "
        "last list.",
    )


def storage() -> TopicParts:
    """Return the parts of the topic on stored data."""
    return (
        "lusha uses three folders: configuration, state and cache. `lusha doctor` prints their "
        "paths. On Linux they are ~/.config/lusha, ~/.local/state/lusha and ~/.cache/lusha, unless "
        "XDG variables change them. LUSHA_CONFIG_DIR, LUSHA_STATE_DIR and LUSHA_CACHE_DIR move "
        "them.",
        "The API key and the webhook secret are in your system's keyring, unless you used "
        "--insecure-storage.",
        DefinitionTable(
            ("file", "content"),
            (
                ("config.toml (configuration)", "settings and profiles, never a key"),
                ("credentials.toml (configuration)", "keys, only with --insecure-storage"),
                ("state.db (state)", "hashes of keys, times, session IDs of lookalikes"),
                ("limits/ (state)", "times of requests, shared by all your processes"),
                ("runs/ (state)", "rows of your files and their results"),
                ("ledger.db, ledger.salt (state)", "paid requests, charges and counters, no names"),
                ("cache.db (state)", "cached results, only with --cache"),
                ("last.json (state)", "the last result, for `lusha last`"),
                ("webhooks/ (state), or --out", "deliveries that `lusha webhooks listen` received"),
                ("suppression.db, suppression.salt (state)", "keyed hashes of people, no names"),
                ("sandbox.db, sandbox/ (state)", "invented data of the sandbox"),
                ("(cache)", "filter values, prices, credits left, words for completion"),
            ),
        ),
        "Only you can read these files (0600) and folders (0700). Files that you write with --out "
        "have your usual permissions (umask).",
        "`lusha privacy find` shows everything that is stored about a person, with --json as one "
        "document for an access request. `lusha privacy forget` erases it: rows of runs stay, "
        "without data and with the status forgotten, and are never sent again. Both follow all "
        "identifiers of the person that they find. A phone that was found leads to nobody else, as "
        "colleagues may share it. They don't reach files and databases that you wrote, unless you "
        "name them with --in: delivery logs, and databases that --out wrote, are erased too. Of "
        "other files, `forget` lists the rows that you have to edit. Postgres removes the bytes of "
        "deleted rows at its next VACUUM.",
        CodeBlock(
            (
                "lusha privacy find ada@company.example --json",
                "lusha privacy find ada@company.example --in leads.csv --in crm.xlsx",
                "lusha privacy forget ada@company.example --suppress",
                "lusha privacy forget ada@company.example --in postgresql://db.example/crm",
            )
        ),
        "`lusha privacy status` shows how much personal data is stored, and how old it is. Nothing "
        "expires by default. To delete old data, use `lusha privacy purge`, or set retention: each "
        "bulk run then deletes what is older before it starts.",
        CodeBlock(
            (
                "lusha privacy status",
                "lusha privacy purge --older-than 90d --dry-run",
                'lusha config set retention "90d, last=1d"',
            )
        ),
        "The age of a run is that of its last response. In the ledger, only the hashes of people "
        "and companies are deleted, and the credits stay. To delete the data of one run, use "
        "`lusha runs delete`. To delete the last result, use `lusha last --clear`.",
    )


def cache() -> TopicParts:
    """Return the parts of the topic on the cache of results."""
    return (
        "With --cache AGE, or the setting cache, lusha uses results of earlier requests up to that "
        "age and sends only the rest. Cached results are free: they need no confirmation and no "
        "credits. The cache is off by default.",
        CodeBlock(
            (
                "lusha person get ada@company.example --cache 30d",
                "lusha person bulk nightly.csv --out enriched.csv --cache 30d",
                "lusha config set cache 30d",
            )
        ),
        "A person who was found by email is also found by LinkedIn URL or ID, once a response has "
        "them. A company is also found by domain or ID. Names are compared without case and "
        "spaces, and only with the same names. Results with emails don't replace a request for "
        "phones: lusha requests only the phones where the API can do that, also for rows of files.",
        DefinitionTable(
            ("command", "what is cached"),
            (
                ("person, company (get, bulk)", "people and companies, also rows of files"),
                ("contacts, companies (lookups)", "search, enrich and search-and-enrich"),
                ("prospecting searches", "pages, by all filters"),
                ("other commands, lusha api", "nothing"),
            ),
        ),
        "Lookups without a match are cached for 7 days (setting cache_misses). --refresh sends "
        "everything, and replaces the cached results. In output files, lusha_source is cache for "
        "rows whose data is all from the cache, and lusha_fetched_at is when the result was "
        "received (without --smart, the oldest part of it).",
        "The cache is the file cache.db in the state folder. It identifies people by keyed hashes, "
        "and compresses their data. The results of files stay in the journals of runs, and the "
        "cache only refers to them: `lusha runs delete` removes them from the cache too.",
        "A team can share a cache on a Redis or Valkey server. The server deletes entries when "
        "they expire. Only holders of the same API key find them. Without the server, lusha prints "
        "one warning and continues.",
        CodeBlock(("lusha config set cache_url rediss://:PASSWORD@cache.company.example",)),
        "People on the suppression list are never served. `lusha cache forget WHO` deletes "
        "everything that is cached about a person. `lusha cache status` shows the size, and "
        "`lusha cache clear` deletes all entries of the account.",
    )


def security() -> TopicParts:
    """Return the parts of the topic on security."""
    return (
        "`lusha auth login` reads the key without showing it, or from stdin with --with-token. It "
        "checks the key with a free request, and stores it in your system's keyring, one entry "
        "per profile. LUSHA_API_KEY overrides the stored key and is never written to a file. "
        "Without a keyring, set LUSHA_API_KEY, or add --insecure-storage to store the key in a "
        "file that only you can read.",
        "lusha sends the key only to the configured host: over https with a verified certificate, "
        "and never along a redirect. Plain http is allowed only for this machine, without a proxy.",
        "lusha redacts keys, webhook secrets and signatures in messages, in --debug and in "
        "tracebacks. If a response contains your key, lusha shows and stores it redacted.",
        "lusha never runs data from the API, and never uses it as a path or a URL. The one "
        "exception: `lusha webhooks doctor` sends a challenge to the URLs of your own "
        "subscriptions.",
        "There is no telemetry and no update check.",
        "lusha can't protect you from these:",
        DefinitionTable(
            ("who", "can see"),
            (
                ("root, and programs that run as you", "keyring, journals of runs, memory"),
                ("Lusha, and a trusted company proxy", "the people that you look up"),
                ("other users of this machine", "arguments of a running command, not file rows"),
            ),
        ),
        "`lusha help storage` lists the stored files.",
    )


def suppression() -> TopicParts:
    """Return the parts of the topic on the suppression list."""
    return (
        "The suppression list identifies the people who opted out. lusha doesn't look them up. The "
        "list stores keyed hashes of emails, LinkedIn URLs, phones and IDs, never clear text.",
        CodeBlock(
            (
                "lusha privacy suppress ada@company.example",
                "lusha privacy suppress - < opted-out.txt",
                "lusha privacy check ada@company.example",
                "lusha privacy allow ada@company.example",
            )
        ),
        "`lusha webhooks listen` adds the opt-outs that it receives.",
        DefinitionTable(
            ("command", "if a person is on the list"),
            (
                ("a lookup", "fails with exit code 5 before a request is sent"),
                ("a bulk command", "writes the row with the status blocked"),
                ("files of results", "contain no data of the person"),
                ("prospecting enrich", "prints a warning afterwards"),
                ("lusha api", "does not check the list"),
            ),
        ),
        "IDs from a prospecting search don't identify a person until they are enriched, so lusha "
        "can only warn about them afterwards.",
        "To ignore the list for one command, add --ignore-suppression. If the list can't be read, "
        "lookups fail.",
        "To leave out people in the EU, as the API marks them, add --exclude-eu. To leave out "
        "phones on a do-not-call list, add --exclude-dnc. To do so in every command, set "
        "exclude_eu or exclude_dnc to true (lusha config set). The data is charged, but neither "
        "shown nor stored by `lusha last`. The results of a bulk run keep it, so that `lusha runs "
        "export` without these options writes it. In searches, --exclude-dnc is an option of the "
        "API, and leaves out people who have only such phones.",
    )
