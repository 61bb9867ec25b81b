"""The topic on files of people and companies."""

from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, TopicParts


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
                ("--min-match 70", "leave out data of other people (0: write all data)"),
                ("--spreadsheet-safe", "escape cells that look like formulas"),
                ("--shape salesforce-lead", "write records for a CRM (lusha help shapes)"),
            ),
        ),
        "lusha_match (0 to 100) shows how well the name, company, email, LinkedIn profile and "
        "country in a row match the result, and lusha_mismatch lists those that differ. Job "
        "titles aren't compared. Short forms, initials, typing errors, other alphabets and legal "
        "forms make no difference. If a row matches less than --min-match (setting min_match), its "
        "status is mismatch: its data goes to a file beside the output, such as out.review.csv. "
        "After you checked the rows, take them in free of charge:",
        CodeBlock(("lusha runs accept RUN --rows 3,7-9", "lusha runs accept RUN")),
        "lusha_duplicate_of is the number of the first row that was found to be the same person or "
        "company. The column email_hash of --data-columns has the SHA-256 of each email, trimmed "
        "and in lower case, with its domain in ASCII (IDNA).",
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
        "`lusha runs export RUN --anonymize` writes status, credits, year, country, EU mark, "
        "seniority and departments, and industry, size, revenue and type of the company. Names, "
        "addresses, IDs, titles and the columns of the file are left out. In a small file, a rare "
        "combination of these values may still point to a person. --pseudonymize adds keyed hashes "
        "of IDs, emails, phones, LinkedIn URLs and domains, which are equal in all exports of this "
        "machine. Whoever has the key (pseudonyms.key in the state folder) can test whether a "
        "known person is in such a file, so it remains personal data.",
        "`lusha merge --anonymize` does the same for files of any program. It writes only "
        "countries, seniorities, departments, industries, ranges of company sizes, and years, "
        "and only values that are in lusha's own lists. Other cells, headings, the source_ "
        "columns and the review file are left out. --pseudonymize adds the hashes that `lusha "
        "runs export` writes for the same emails, phones, profiles, IDs and domains, so that "
        "the files can be joined. Neither protects people who are unusual in a small file.",
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
        "`lusha recipes` lists files that run this every night: for cron, systemd, GitHub Actions, "
        "Docker, AWS and Postgres. Others enrich new records in Salesforce, HubSpot, Zapier, Make, "
        "Workato and n8n. `lusha recipes copy NAME DIR` copies them, with a README.",
    )
