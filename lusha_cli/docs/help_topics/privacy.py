"""The topic on personal data: where it is stored, for how long, and the requests of people."""

from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, TopicParts


def privacy() -> TopicParts:
    """Return the parts of the topic on personal data."""
    return (
        "lusha stores data about people on this machine only. This topic shows where it is, how "
        "to limit how long it stays, and which command serves a request of a person. It is not "
        "legal advice.",
        DefinitionTable(
            ("personal data", "how long it is stored by default"),
            (
                ("runs: rows of your files and their results", "until you delete it"),
                ("cache: results of earlier requests", "off, or until you delete it"),
                ("last: the last result and its numbered rows", "until the next result"),
                ("webhooks: deliveries that a listener received", "until you delete it"),
                ("ledger: keyed hashes of the people looked up", "until you delete it"),
                ("suppression: keyed hashes of who opted out", "until `lusha privacy allow`"),
            ),
        ),
        "`lusha privacy status` shows the size, the age and the expiry of each. `lusha help "
        "storage` lists the files. A hash doesn't contain the email or phone, but whoever has its "
        "key can test whether a known person is in the list. The key of the suppression list is in "
        "the keyring if the API key is there, otherwise in the .salt file beside the list, as is "
        "that of the ledger. Without the key, lookups fail. Back it up with the list: to have both "
        "in files, set suppression_key to file, and add a person.",
        "Nothing expires until you set retention. Each bulk run then first deletes what is older. "
        "Some policies:",
        DefinitionTable(
            ("setting", "use"),
            (
                ("90d", "a team that resumes and exports its runs within a quarter"),
                ("30d, last=1d", "as short as most work allows, and no results left overnight"),
                ("90d, ledger=365d", "a year of `lusha credits log` by person"),
            ),
        ),
        CodeBlock(
            (
                'lusha config set retention "30d, last=1d"',
                "lusha privacy purge --dry-run",
                "lusha privacy purge --older-than 90d --yes",
            )
        ),
        "The suppression list doesn't expire, as people who opted out stay opted out.",
        "People have rights to their data, for example under the GDPR in the EU and the CCPA in "
        "California. These commands help with their requests:",
        DefinitionTable(
            ("request", "command"),
            (
                ("access, right to know (GDPR 15, CCPA)", "lusha privacy find WHO"),
                ("portability (GDPR 20, CCPA)", "lusha privacy find WHO --json"),
                ("erasure, deletion (GDPR 17, CCPA)", "lusha privacy forget WHO"),
                ("stop using my data (GDPR 21)", "lusha privacy forget WHO --suppress"),
                ("do not sell or share (CCPA)", "lusha privacy suppress WHO"),
                ("rectification (GDPR 16, CCPA)", "lusha privacy forget WHO, then look up again"),
                ("storage limitation (GDPR 5)", "lusha privacy purge, setting retention"),
                ("data minimization (GDPR 5)", "lusha runs export RUN --anonymize"),
            ),
        ),
        CodeBlock(
            (
                "lusha privacy find ada@company.example --json > access-request.json",
                "lusha privacy forget ada@company.example --suppress --yes",
                "lusha privacy check ada@company.example",
            )
        ),
        "lusha never changes data about a person. To correct it, erase it, and look the person up "
        "again once the source is correct. `suppress` keeps lusha from looking a person up, but "
        "erases nothing, and it can't undo that you passed data to others.",
        "An erased person can't be recognized later. To keep lusha from looking them up again, add "
        "--suppress.",
        "These are not reached, and you have to handle them yourself:",
        DefinitionTable(
            ("place", "way"),
            (
                ("files that you wrote", "delete them, or write them again: lusha runs export RUN"),
                ("databases and CRMs that you filled", "use their own tools"),
                ("backups and copies of the state folder", "let them expire soon"),
                ("logs, shell history, other programs", "use their own tools"),
                ("other machines and users", "run the same commands there"),
                ("Lusha", "send the request to Lusha"),
            ),
        ),
        "`lusha help suppression` describes the list of people who opted out, --exclude-eu and "
        "--exclude-dnc. `lusha help files` describes --anonymize and --pseudonymize, and what they "
        "don't promise.",
    )
