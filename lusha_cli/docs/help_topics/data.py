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


def files() -> TopicParts:
    """Return the parts of the topic on the files of bulk commands."""
    return (
        "`lusha person bulk` and `lusha company bulk` enrich files of any size. Input is csv, "
        "tsv, jsonl, json, xlsx or a list, also compressed with gzip, or - for standard input. "
        "Output is csv, tsv, jsonl, json, parquet or a database. Each input row is written once, "
        "in the same order, with a lusha_status column and the data after its own columns.",
        CodeBlock(
            (
                "lusha person bulk leads.csv --out enriched.csv",
                "lusha company bulk - --out companies.jsonl < domains.txt",
                "lusha person bulk leads.csv --out sqlite:///crm.db",
            )
        ),
        "Some formats need an extra: excel (xlsx), parquet, postgres (postgresql:// URLs) and "
        "mongo (mongodb:// URLs). `lusha webhooks listen` needs the extra webhooks. To install "
        "one, run this in your clone of the repository:",
        CodeBlock(("python3 -m pip --python .venv install '.[excel]'",)),
        "A file of --out is replaced when the output is complete, so it is never half-written. It "
        "can't be the input. SQLite and Postgres are written in one transaction.",
        "A database has the tables companies, contacts, contact_emails, contact_phones, signals "
        "and runs. Rows have Lusha's IDs, so that a second run updates them, and an empty value "
        "never replaces another one. email_hash and hash are the SHA-256 of the normalized "
        "address: in lower case, with its host in ASCII. Add ?table=NAME to rename the table of "
        "the contacts, or of the companies of `lusha company bulk`. Your own tables and columns "
        "are used if they fit. With --data-columns, only the tables of these columns are written. "
        "A database of an earlier version is upgraded in the same transaction. `lusha schema` "
        "prints the tables:",
        CodeBlock(("lusha schema sqlite | sqlite3 crm.db",)),
        "In MongoDB, contacts and companies are documents in the shape of the API, with the email "
        "hashes and the domain under the key lusha. They are written in batches, not in one "
        "transaction. After an error, write them again, free of charge:",
        CodeBlock(("lusha runs export RUN --out mongodb://HOST/NAME",)),
        "Every response is stored in a journal at once. After Ctrl-C or a crash, run the same "
        "command again: it continues, and pays for no row twice. `lusha runs` lists, resumes, "
        "exports and deletes runs.",
        "lusha recognizes each row in the journals of all earlier runs with the same account and "
        "options. You can add rows, sort them, rename columns or change the file format: only rows "
        "without a result are sent.",
        DefinitionTable(
            ("option", "meaning"),
            (
                ("--refresh-older-than 30d", "resend rows whose result is older than 30 days"),
                ("--fresh", "resend all rows"),
                ("--retry-status error", "resend only rows that failed"),
                ("--sample 200", "send 200 rows and estimate the matches and cost of the file"),
                ("--smart --fill-empty", "search first, then reveal only what a row lacks"),
                ('--map email="Work Email"', "use this column for a field"),
                ("--data-columns, --multi", "choose the new columns and how they hold lists"),
                ("--fill", "fill the empty cells of the file's own columns too"),
                ("--fill --overwrite-older 180d", "also overwrite cells of rows that are older"),
                ("--fallback CMD", "pass rows that aren't found to another program"),
                ("--spreadsheet-safe", "escape cells that look like formulas"),
                ("--shape salesforce-lead", "write records for a CRM (lusha help shapes)"),
            ),
        ),
        "With --fresh, the earlier journal is replaced only after you confirm the cost.",
        "--fill recognizes the columns of the file as for a lookup, and writes found data into "
        "empty cells and placeholders such as N/A. The column lusha_filled has the names of the "
        "filled columns. A cell with a value never changes, unless --overwrite-older is set, the "
        "row has a date such as Last Modified, and this date is older than the set age at the "
        "time of the result. The old values are in the column lusha_overwritten.",
        "--fallback runs a program without a shell and without your key. For each row that isn't "
        "found, or lacks an email or phone that you requested by name, it reads a line of JSON "
        "from standard input, and writes one to standard output. The names in data are those of "
        "the data columns. lusha_source has the source. The results are stored in the journal, so "
        "no row is passed on twice. If the program returns no result for 120 seconds, or for "
        "--fallback-timeout SECONDS, it is stopped.",
        CodeBlock(
            (
                '{"row": 2, "status": "not_found", "input": {"email": "zoe@firm.example"}}',
                '{"row": 2, "source": "finder", "data": {"mobile_phone": "+1 344 555 0152"}}',
            )
        ),
        "`lusha merge` makes one file of several, free of charge. It reads the formats and "
        "headings that bulk commands read, so exports of CRMs and other providers work. Rows that "
        "share an email, a LinkedIn profile or a Lusha ID become one, also by way of other rows "
        "and within a file. Addresses of roles, such as info@, join no rows.",
        CodeBlock(("lusha merge crm.csv enriched.csv --prefer newest --out merged.csv",)),
        "Of different values for a field, the output has that of the first file. With --prefer "
        "newest it is that of the row with the latest lusha_fetched_at, Updated At or Last "
        "Modified date, or of the latest file if it has no such column. Then the column "
        "updated_at has the date of the row. Of equal dates, it is the longer value. "
        "--prefer FILE uses the values of one file. The other values are in a review file, "
        "merged.review.csv here. The source_ columns name the file of each value. Columns such as "
        "other_email have further keys of a row. Merging the output with one of the files again "
        "changes nothing.",
        "If the response to a row was lost or incomplete, the row may have been charged, and its "
        "status is unknown. lusha resends such rows only if that is free (V2), or with "
        "--retry-status error --retry-status unknown --allow-double-charge.",
        "lusha detects the format from the content, not from the file name. --format overrides it. "
        "It also detects the delimiter, the encoding and the header, and skips titles and notes "
        "before the header and footers after the rows. Use --delimiter, --encoding, --header-row "
        "and --no-header to override that. If the encoding is uncertain, lusha prompts before it "
        "sends anything, or exits unless you set --encoding.",
        "A malformed row is reported as invalid, with its line number. With --strict, it stops the "
        "run.",
        "A list has one email, domain or LinkedIn URL per line, without a header. Blank lines and "
        "# comments are skipped. The output is csv with the columns email, linkedin_url and "
        "domain, and a column value for invalid lines.",
        "json input is an array, a sequence of objects, or an object with one list of records, "
        "such as an API response. Use dots for nested fields, as in --map email=properties.email. "
        "Numbers keep their spelling. If a key is repeated, its last value counts.",
        "From a workbook, lusha reads the first visible sheet, with hidden rows and columns. Cells "
        "have the text that Excel shows (dates as 2026-01-31, leading zeros, percentages), but "
        "numbers are not rounded. A merged cell has its value in each row. A column of links has a "
        "second column: NAME (link) or NAME (email).",
        "A line, row or JSON item can have up to 8 MB, and a table up to 4,096 columns.",
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
        "colleagues may share it. They don't reach files and databases that you wrote.",
        CodeBlock(
            (
                "lusha privacy find ada@company.example --json",
                "lusha privacy forget ada@company.example --suppress",
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
