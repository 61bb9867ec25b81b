"""The error for a word that isn't a command, with the command to paste instead."""

import re
import shlex
from collections.abc import Sequence
from typing import Any

from lusha_cli.cli.app import commands, tree
from lusha_cli.errors import UsageError
from lusha_cli.suggestions import close_matches

# Words of other tools, and the commands that do it here.
_PERSON, _COMPANY, _LOOKUP = ("person",), ("company",), ("person get", "company get")
_SEARCH = ("prospecting contact search", "prospecting company search")
_BULK = ("person bulk", "company bulk")
_LOG_IN, _STATUS, _USAGE, _RUNS = ("auth login",), ("auth status",), ("account usage",), ("runs",)
SYNONYMS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("contact", "people", "persons", "lead", "leads", "prospect", "prospects",
                     "profile-lookup", "employee", "employees"), _PERSON),
    **dict.fromkeys(("email", "emails", "phone", "phones", "linkedin", "person-lookup", "reveal"),
                    ("person get",)),
    **dict.fromkeys(("organization", "organizations", "organisation", "organisations", "org",
                     "orgs", "business", "businesses", "firmographics"), _COMPANY),
    **dict.fromkeys(("domain", "company-lookup"), ("company get",)),
    **dict.fromkeys(("lookup", "get", "enrich", "match", "whois"), _LOOKUP),
    **dict.fromkeys(("search", "find", "query", "list", "discover", "prospector"), _SEARCH),
    **dict.fromkeys(("bulk", "batch", "csv", "file", "import", "upload"), _BULK),
    **dict.fromkeys(("spending", "spent", "ledger", "costs", "budget"), ("credits log",)),
    **dict.fromkeys(("usage", "credit", "balance", "quota", "limits", "billing"),
                    _USAGE),
    **dict.fromkeys(("plan", "pricing", "prices", "subscription"), ("account plan",)),
    **dict.fromkeys(("login", "signin", "sign-in", "init", "setup", "configure", "authenticate",
                     "key", "api-key", "apikey"), _LOG_IN),
    **dict.fromkeys(("logout", "signout", "sign-out"), ("auth logout",)),
    **dict.fromkeys(("whoami", "me", "status", "user"), _STATUS),
    "token": ("auth token",),
    **dict.fromkeys(("switch", "use", "profile"), ("auth switch",)),
    "profiles": ("auth list",),
    **dict.fromkeys(("settings", "setting", "preferences", "env"), ("config list",)),
    "set": ("config set",), "unset": ("config unset",), "version": ("--version",),
    **dict.fromkeys(("run", "jobs", "job", "history"), _RUNS),
    "resume": ("runs resume",), "export": ("runs export",), "accept": ("runs accept",),
    **dict.fromkeys(("signal", "news", "alerts"), ("signals",)),
    "intent": ("filters companies intent-topics",),
    **dict.fromkeys(("webhook", "hooks", "hook", "events"), ("webhooks",)),
    **dict.fromkeys(("subscriptions", "subscribe"), ("webhooks list", "webhooks create")),
    "listen": ("webhooks listen",),
    **dict.fromkeys(("similar", "lookalikes", "alike"), ("lookalike",)),
    **dict.fromkeys(("recommend", "recommended", "recommendation", "suggest"),
                    ("recommendations",)),
    **dict.fromkeys(("tables", "table", "lists"), ("contacts tables", "companies tables")),
    **dict.fromkeys(("filter", "values", "options"), ("filters",)),
    **dict.fromkeys(("demo", "mock", "test", "try", "emulator"), ("sandbox",)),
    **dict.fromkeys(("request", "raw", "http", "curl", "call"), ("api",)),
    **dict.fromkeys(("completions", "autocomplete"), ("completion",)),
    **dict.fromkeys(("check", "diagnose", "health", "ping", "debug"), ("doctor",)),
    **dict.fromkeys(("docs", "man", "topics", "commands", "examples"), ("help",)),
    **dict.fromkeys(("opt-out", "optout", "suppress", "suppression", "gdpr", "dnc", "blocklist"),
                    ("privacy suppress",)),
    # Within groups.
    **dict.fromkeys(("contacts get", "contacts lookup", "contacts find", "contacts show",
                     "person lookup", "person find", "person show", "contacts reveal"),
                    ("person get",)),
    **dict.fromkeys(("companies get", "companies lookup", "companies find", "companies show",
                     "company lookup", "company find", "company show"), ("company get",)),
    **dict.fromkeys(("person enrich", "contacts bulk", "person batch", "person file"),
                    ("person bulk",)),
    **dict.fromkeys(("company enrich", "companies bulk", "company batch", "company file"),
                    ("company bulk",)),
    **dict.fromkeys(("person search", "person list"), ("prospecting contact search",)),
    **dict.fromkeys(("company search", "company list"), ("prospecting company search",)),
    **dict.fromkeys(("prospecting search", "prospecting find"), _SEARCH),
    "prospecting enrich": ("prospecting contact enrich", "prospecting company enrich"),
    **dict.fromkeys(("account credits", "account balance", "account status", "account limits"),
                    _USAGE),
    **dict.fromkeys(("account prices", "account pricing"), ("account plan",)),
    **dict.fromkeys(("auth whoami", "auth me", "auth show"), _STATUS),
    "config show": ("config list",),
}  # fmt: skip
# The same for verbs in any group that has the command.
_VERBS = {
    "ls": ("list",), "all": ("list",), "rm": ("delete",), "remove": ("delete",),
    "del": ("delete",), "show": ("get", "status"), "get": ("show",), "describe": ("show", "get"),
    "info": ("show", "get"), "view": ("show", "get"), "new": ("create",), "add": ("create",),
    "edit": ("update",), "start": ("serve", "listen"), "find": ("search",), "query": ("search",),
}  # fmt: skip
_FILE = re.compile(r".*\.(csv|tsv|jsonl?|xlsx|txt)(\.gz)?|-", re.IGNORECASE)
_PERSON_WORD = re.compile(r".*@.*|.*linkedin\.com/in/.*", re.IGNORECASE)
_DOMAIN_WORD = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(/.*)?", re.IGNORECASE)


def unknown_command(path: str, args: Sequence[str], names: Sequence[str]) -> UsageError:
    """Return the error for `args[0]`, which isn't one of the commands `names` of the group `path`.

    `args` are the words after the group.
    """
    group = path.split()[1:]
    typed = " ".join((*group, args[0]))
    targets = _find_targets(group, args, names)
    question = ""
    if targets:
        question = f" Did you mean {' or '.join(f'`lusha {target}`' for target in targets)}?"
    lines = [f"lusha {_complete(target, args[1:])}" for target in targets]
    hint = f"Run: {', or: '.join(lines) or f'{path} --help'}"
    return UsageError(f"Unknown command {typed!r}.{question}", hint=hint)


def _find_targets(group: list[str], args: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the likely commands, the likeliest first."""
    word, rest = args[0].lower(), args[1:]
    found = SYNONYMS.get(" ".join((*group, word)))
    if found:
        return _narrow(found, rest)
    near = [name for name in _VERBS.get(word, ()) if name in names][:1]
    near = near or close_matches(word, names, limit=1)
    if near:
        return [" ".join((*group, near[0]))]
    # Imports every command, which only a mistyped word has to wait for.
    paths = [path for path, _ in commands() if word in path.split()[1:]]
    if not group and not paths:
        near = close_matches(word, SYNONYMS, limit=1, cutoff=0.8)
        return _narrow(SYNONYMS[near[0]], rest) if near else []
    return [] if group else paths[:3]


def _narrow(targets: tuple[str, ...], rest: Sequence[str]) -> list[str]:
    """Return the targets that fit the words after the command."""
    first = next((word for word in rest if not word.startswith("-") or word == "-"), "")
    if not first:
        return list(targets)
    is_lookup = any(target.split()[0] in ("person", "company") for target in targets)
    if not is_lookup or first in ("get", "bulk"):
        return list(targets)
    nouns = list(dict.fromkeys(target.split()[0] for target in targets))
    if _FILE.fullmatch(first):
        return [f"{noun} bulk" for noun in nouns]
    if _PERSON_WORD.fullmatch(first) and "person" in nouns:
        return ["person get"]
    if _DOMAIN_WORD.fullmatch(first) and "company" in nouns:
        return ["company get"]
    return [target if " " in target else f"{target} get" for target in targets]


def _complete(target: str, rest: Sequence[str]) -> str:
    """Return the whole command: the target and the words typed after it, if they fit."""
    if target.startswith("-"):
        return target
    node: Any = tree()
    words = [*target.split(), *rest]
    while hasattr(node, "commands"):
        if not words or words[0] not in node.commands:
            return f"{target} --help"
        node, words = node.commands[words[0]], words[1:]
    arguments = [item for item in node.params if item.param_type_name == "argument"]
    has_words = any(not word.startswith("-") for word in words[:1])
    if (any(item.required for item in arguments) and not words) or (has_words and not arguments):
        return f"{target} --help"
    return shlex.join([*target.split(), *rest])
