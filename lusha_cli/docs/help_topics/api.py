"""The topics on the API: credits, rate limits, V3 and the sandbox."""

from lusha_cli.api.endpoints import ENDPOINTS, Endpoint
from lusha_cli.api.v2_compat.filters import FILTER_TYPES
from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, TopicParts


def credits_and_limits() -> TopicParts:
    """Return the parts of the topic on the cost of requests."""
    return (
        "Requests to the real API spend the credits of your account. The table shows the published "
        "prices. `lusha account plan` shows your own prices. lusha reads them with a free request "
        "once a day and uses them for estimates. If they can't be read, it uses the published "
        "prices and reports that.",
        DefinitionTable(
            ("item", "credits"),
            (
                ("emails of a person", "1"),
                ("phones of a person", "5"),
                ("data of a company", "1"),
                ("a search, or a request of a bulk command", "1 per 25 results, rounded up"),
                ("a lookalike search", "1 per 5 results, rounded up"),
                ("a recommendation", "1"),
                ("a signal", "1"),
                ("a score, or a person of a buying group", "1"),
                ("a row read from a table", "1"),
                ("a company added to a table", "1"),
                ("a webhook delivery", "1"),
                ("filter lists, usage, webhook settings", "free"),
            ),
        ),
        "You are not charged again for data that your account has already revealed.",
        "To see the worst-case cost of a command (up to N credits) without sending a request, add "
        "--dry-run. It needs no key. Until V2 has responded to your account once, estimates use "
        "the more expensive of the two API versions.",
        "--code python, node, java or curl prints the request as a program in that language, to "
        "paste into your own code. The program needs no packages, reads the key from "
        "LUSHA_API_KEY, and prints the response. If the API returns an error, it prints the error "
        "to stderr and exits with code 1. Of several requests, it sends the first.",
        CodeBlock(("lusha person get ada@firm.example --code python > get.py",)),
        "If a command may cost more than 25 credits, or has no upper bound, lusha prompts before "
        "it sends anything. Without a terminal, it exits with code 2 unless you add --yes or a "
        "--max-credits that covers the estimate. This applies to all paid commands, including "
        "bulk commands, --all and `lusha api`. To change the limit, set confirm_above (0: always "
        "prompt).",
        CodeBlock(("lusha config set confirm_above 100",)),
        "--max-credits N is a hard cap. lusha doesn't send a request that might exceed it, and "
        "exits with code 6.",
        "A budget limits the credits of all commands together, of loops, and of programs that run "
        "lusha. Periods are hours, days, weeks (from Monday) and months of the calendar in UTC. "
        "`lusha account usage` shows the use of each budget.",
        CodeBlock(
            (
                "lusha config set budget 500/day 5000/month",
                "lusha config set budget 50/hour --profile work",
            )
        ),
        "Without --profile, a budget counts the requests of all profiles. If several budgets are "
        "set, also in LUSHA_BUDGET, all of them apply. Before a request is sent, its worst case is "
        "reserved in the ledger, which all lusha processes of a user share. Then the charge takes "
        "its place. A request that has no upper bound, or that may exceed a budget, is refused "
        "with exit code 6. A bulk run stops there, and can be resumed. If the ledger can't be "
        "used, every paid request is refused.",
        "--over-budget prompts on a terminal before a command exceeds a budget. --yes doesn't "
        "confirm it. What it spends is counted too. The sandbox has its own ledger.",
        "To share a budget with a team, set ledger_url to a Redis server (with the extra redis). "
        "It counts the requests of everyone who uses the same API key. A password in the URL is "
        "never shown. If the server can't be reached, paid requests are refused with exit code 6, "
        "unless budget_offline is local: then each machine counts alone.",
        CodeBlock(("lusha config set ledger_url rediss://redis.company.example:6379/0",)),
        "After a paid request, stderr shows the charge: an upper bound (up to N credits) unless "
        "the response contains the charge. If a charge is above its estimate, lusha reports it at "
        "once and raises later estimates. Only requests that were already in flight can then "
        "exceed the cap.",
        "lusha records every paid request in a ledger on this machine: before it sends the request "
        "with the estimate, and then with the charge. People and companies are in it as keyed "
        "hashes only. If the ledger can't be written, lusha warns you and sends the request, "
        "unless a budget is set.",
        "To see the charges of each day or command, and all requests about a person:",
        CodeBlock(("lusha credits log --by day", "lusha credits log --who ada@firm.example")),
        "`lusha credits forecast FILE` compares the worst case of a file with what your earlier "
        "lookups suggest.",
        "`lusha credits watch --below N` checks the credits left with a free request, and exits "
        "with code 6 if there are fewer. Use it in cron.",
        "If a later step or page fails, you still get the data that you paid for. The exit code is "
        "then 10.",
        "Some commands have additional costs:",
        DefinitionTable(
            ("command", "additional cost"),
            (
                ("contacts buying-group", "each person, up to --contacts-limit per company"),
                (
                    "contacts enrich",
                    "data of waterfall providers, unless you add --no-waterfall",
                ),
                ("search-and-enrich", "the search, and the data that it reveals"),
                ("lookups that V3 serves", "the search"),
                ("tables rows", "each row that it reads"),
                ("tables run-column", "each row that it fills again"),
            ),
        ),
        "If the response to a request was lost, or the API failed (5xx), the request may have been "
        "charged. lusha doesn't send it again unless you add --allow-double-charge.",
    )


def rate_limits() -> TopicParts:
    """Return the parts of the topic on rate limits, retries and timeouts."""
    return (
        "lusha sends at most 25 requests per second for each operation. All lusha processes of a "
        "user share this limit. lusha also follows the limits of your plan that the API reports. "
        "`lusha account usage` shows them.",
        "lusha retries after a rate limit (429), a server error (5xx), a timeout or a lost "
        "connection. Before each retry it waits as long as the API asks, or a random time: up to "
        "1 second at first, then longer, up to 60 seconds. The exception is a request that may "
        "have been charged: see `lusha help credits`.",
        DefinitionTable(
            ("option", "meaning"),
            (
                ("--max-wait SECONDS", "total time to wait before retries [60]"),
                ("--no-wait", "fail at once instead of waiting"),
                ("--timeout SECONDS", "time limit for a request and its response [30]"),
                ("-v", "log each request on one line"),
                ("--debug", "log the details of each request"),
                ("--redact-pii", "redact personal data in these logs"),
            ),
        ),
        "When the daily quota is used up, lusha doesn't wait. It exits with code 7 and prints when "
        "the quota resets.",
        "If lusha can't reach the API, run `lusha doctor`. It checks the network, the proxy, the "
        "certificates, the clock and your key.",
    )


def v3() -> TopicParts:
    """Return the parts of the topic on API V3."""
    rows = tuple((row.name, _replacements(row)) for row in ENDPOINTS if row.replacement)
    return (
        "Lusha announced that V2 of its API would be retired on 2026-11-18. Commands for V2 still "
        "work. If an endpoint of V2 is gone, lusha sends the request to V3 and returns the result "
        "in V2's format. It prints a notice and remembers the change for a day, for each profile.",
        "Fields that V3 doesn't have are missing in the result. If V3 doesn't support an option, "
        "the command fails with exit code 2 before it sends a request.",
        "To use one version only, add --api-version v2 or --api-version v3, or store it:",
        CodeBlock(("lusha config set api_version v3",)),
        "The commands under contacts and companies call V3 directly, and have operations and "
        "parameters that V2 doesn't have. `lusha account plan` and `lusha account icp-profiles` "
        "call V3 too. The webhooks commands are the same in both versions.",
        DefinitionTable(("V2", "V3"), rows),
    )


def _replacements(row: Endpoint) -> str:
    """Return the V3 command for a V2 endpoint, or one per entity type."""
    name = row.replacement or ""
    if "{objectType}" in row.path:
        return f"{name}, {name.replace('contacts', 'companies')}"
    return f"{name} {FILTER_TYPES.get(row.name, '')}".strip()


def scenarios() -> TopicParts:
    """Return the parts of the topic on the sandbox."""
    return (
        "--sandbox (LUSHA_SANDBOX=1) uses an emulator of the API that is part of lusha. It is free "
        "and needs no key and no network. It has 20,000 invented people at 1,000 invented "
        "companies, and also plans, rate limits, tables and webhooks. Its credits decrease until "
        "you run `lusha sandbox reset`.",
        CodeBlock(("lusha sandbox people", "lusha sandbox status", "lusha sandbox reset")),
        "`lusha sandbox serve` serves the same emulator over HTTP, for any client or language:",
        CodeBlock(
            (
                "lusha sandbox serve --port 8787",
                'curl -H "api_key: any" http://127.0.0.1:8787/account/usage',
            )
        ),
        "The key selects the account. These keys have a meaning, and any other key is on the Scale "
        "plan:",
        DefinitionTable(
            ("key", "account"),
            (
                ("sandbox-free", "Free plan"),
                ("sandbox-pro", "Pro plan"),
                ("sandbox-premium", "Premium plan"),
                ("sandbox-unified", "plan with unified credits"),
                ("sandbox-broke", "no credits (402)"),
                ("sandbox-inactive", "inactive account, refused"),
                ("sandbox-revoked", "revoked key, refused"),
                ("sandbox-v2-only", "no access to V3"),
                ("sandbox-account-wide", "key without a user: no recommendations (403)"),
            ),
        ),
        "These email addresses always have the same result. Add @magic.example to the name:",
        DefinitionTable(
            ("name", "result"),
            (
                ("nomatch", "no match"),
                ("gdpr", "data protected by law (451)"),
                ("invalid-name", "invalid name (412)"),
                ("ratelimit", "rate limit (429)"),
                ("daily", "daily quota used up (429)"),
                ("broken", "server error (500)"),
                ("html", "error page of a gateway (502)"),
                ("slow", "slow response"),
                ("partial", "partial data"),
                ("control", "control characters in the data"),
                ("broken-charged", "error after a charge (500)"),
                ("drop", "connection dropped after a charge"),
            ),
        ),
        "`lusha sandbox serve` can also simulate faults, limits and prices:",
        DefinitionTable(
            ("option", "meaning"),
            (
                ("--fault 500:0.05,drop:0.03", "a share of requests fails"),
                ("--latency MS", "delay of each response"),
                ("--rps N", "requests per second"),
                ("--credits N", "credits of an account"),
                ("--v2 gone", "V2 is retired"),
                ("--price revealPhone=10", "price of an action"),
                ("--price lookalikeContact=1/5", "price per 5 results"),
                ("--billing documented", "charges as in the API reference [as on live accounts]"),
            ),
        ),
        "GET /__sandbox/ledger returns the requests and charges. GET /__sandbox/openapi.json "
        "describes all operations.",
    )
