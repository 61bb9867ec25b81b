"""The examples in command help, and the objects that they refer to."""

from collections.abc import Callable, Iterator

from lusha_cli.cli.app import contexts
from tests.support.cli import Lusha
from tests.support.webhook_receiver import Receiver


def find_examples() -> Iterator[tuple[str, list[str]]]:
    for context in contexts():
        if not hasattr(context.command, "commands"):
            yield context.command_path.partition(" ")[2], context.command.examples(context)


ALL_EXAMPLES = dict(find_examples())
# The first one of each command.
EXAMPLES = {name: examples[0] for name, examples in ALL_EXAMPLES.items()}


def create_example_table(lusha: Lusha, name: str) -> None:
    """Create the table, or the job, that an example refers to."""
    if name == "contacts job":
        lusha("contacts", "enrich", "4100000624", "--yes")
    noun, _, verb = name.partition(" tables ")
    if verb and verb != "create":
        first = {"contacts": "4100000013", "companies": "30000017"}[noun]
        by = ("--owner", "you@firm.example")
        lusha(noun, "tables", "create", "First", "--id", first, *by)


def create_example_subscription(lusha: Lusha, name: str, receive: Callable[[], Receiver]) -> str:
    """Create the subscription that an example refers to, and return its id."""
    if not name.startswith("webhooks") and name != "sandbox emit":
        return ""
    lusha("webhooks", "rotate-secret", "--yes")
    if name == "webhooks create":
        return ""
    options = (
        "--entity-id",
        "4100000000",
        "--entity-type",
        "contact",
        "--signal-type",
        "promotion",
    )
    created = lusha("webhooks", "create", *options, "--url", receive().url).json["results"][0]
    subscription: str = created["subscription"]["id"]
    if name == "webhooks logs":
        lusha("webhooks", "update", subscription, "--url", "https://hooks.firm.example/lusha")
        lusha("sandbox", "emit", "promotion", "--entity-id", "4100000000", code=10)
    return subscription
