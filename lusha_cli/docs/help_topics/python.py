"""The topic on the client for programs in Python."""

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.client.pages import PAGES
from lusha_cli.client.parameters import snake_case
from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, TopicParts


def _call(operation: str, prefix: str = "") -> str:
    """Return the expression of a method, such as `client.person.get`."""
    *groups, name = map(snake_case, operation.split())
    return ".".join(("client", *groups, prefix + name))


def python_client() -> TopicParts:
    """Return the parts of the topic."""
    return (
        "The package of lusha is also a client for Python, with the key, the settings, the rate "
        "limits, the suppression list and the ledger of the command line.",
        CodeBlock((
            "from lusha_cli import BudgetExceeded, Lusha",
            "email = 'ada.byrne@analytical-engines.example'",
            "with Lusha(max_credits=50) as client:",
            "    result = client.person.get(email=email)",
            "    print(result['contact']['data']['fullName'])",
        )),
        f"Each of the {len(BY_NAME)} operations is a method with the names of its command: "
        "`lusha contacts tables run-column` is `client.contacts.tables.run_column`. Its parameters "
        "have the names of the API's parameters in snake_case, which are those of the options. "
        "Lists are in the plural. Objects, such as filters, have the API's own keys. The package "
        "is typed: editors and mypy know every parameter and every key. Values are sent unchanged: "
        "the operations of client.filters list those that V2 filters accept.",
        CodeBlock((
            "client.contacts.enrich(ids=['4100000000'], reveal=['emails'],",
            "                       waterfall_enabled=False)",
            "client.contacts.tables.get('7', owner='you@firm.example')",
        )),
        "A method sends one request and returns the JSON of the API. For a search, the method with "
        "iter_ before its name yields the records of all pages, up to limit. It fetches a page "
        "once the records of the earlier ones are used up, so that you pay only for pages that "
        "you use.",
        CodeBlock((
            "filters = {'contacts': {'include': {'jobTitles': ['CEO']}}}",
            "people = client.contacts.iter_prospecting(",
            "    filters=filters, limit=50,",
            ")",
            "for person in people:",
            "    print(person['id'])",
        )),
        DefinitionTable(
            ("iterator", "command"),
            tuple((_call(name, "iter_"), f"lusha {name}") for name in PAGES),
        ),
        "The parameters of Lusha are optional. Without them, the environment variables and the "
        "configuration file apply.",
        DefinitionTable(("parameter", "meaning"), (
            ("profile", "profile to use"),
            ("api_key", "API key, in place of LUSHA_API_KEY and the keyring"),
            ("sandbox", "True: use the embedded sandbox, free and without a key"),
            ("max_credits", "maximum credits of all calls together"),
            ("confirm", "True: confirm any cost"),
            ("base_url, api_version", "as the options --base-url and --api-version"),
            ("owner", "email of the user whose tables to use"),
            ("timeout, max_wait", "as the options, in seconds"),
            ("ignore_suppression", "True: look up people on the suppression list too"),
            ("allow_double_charge", "True: resend requests that may already have been charged"),
        )),
        "The client never prompts. A call that may cost more than 25 credits (confirm_above), or "
        "that has no upper bound, raises ConfirmationRequired before it sends anything. "
        "max_credits is your consent up to that number, over all calls and threads of the client: "
        "a call that might exceed it raises BudgetExceeded. confirm=True is consent to any cost. "
        "client.credits_charged is the number of credits charged so far.",
        "All errors are subclasses of LushaError, with message, hint, code, status (the HTTP "
        "status) and exit_code. `from lusha_cli import` has the common ones, and lusha_cli.errors "
        "has all of them. A lookup without a match is a result if the API returns it as one, as "
        "for `client.person.get`. If an error ends a call of several requests, partial_body is the "
        "part of the result that was received, or None.",
        CodeBlock((
            "try:",
            "    people = [{'id': '4100000000'}]",
            "    client.contacts.search_and_enrich(contacts=people)",
            "except BudgetExceeded as error:",
            "    print(error.message, error.hint)",
        )),
        "The client never prints, exits, reads standard input or handles signals. Notes, such as "
        "the charge of a call, go to the logger lusha_cli of the module logging. A client can be "
        "used from several threads. Close it with `with` or client.close().",
    )  # fmt: skip
