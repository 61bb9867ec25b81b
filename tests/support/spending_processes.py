"""Spend one budget from many processes against a fake API, some of which are killed."""

import random
import subprocess
import threading
import time
from contextlib import closing
from typing import NamedTuple

from lusha_cli.billing.ledger import Ledger
from lusha_cli.billing.spending_limits import SpendingLimit
from lusha_cli.parsing.budgets import BudgetLimit
from tests.money.client import MoneyClient
from tests.money.fake_api import Event
from tests.money.ledger import Entry

# Lookups in one process, each as a full command, until the budget refuses one.
_LOOKUPS = """
import io, os, sys
from lusha_cli.cli.main import main
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.environment import Environment
import lusha_cli.api.client, lusha_cli.context.spending, lusha_cli.commands.v2.person
print("ready", flush=True)
sys.stdin.read()
for number in range(1000):
    err = io.StringIO()
    env = Environment(variables=os.environ, stdin=None, stdout=io.StringIO(), stderr=err)
    email = f"p{sys.argv[1]}n{number}@firm{number % 7}.example"
    code = main(["person", "get", email, "--yes", "--max-wait", "5"], AppContext(env))
    if code == 6:
        sys.exit(0 if "the budget is" in err.getvalue() else f"not the budget: {err.getvalue()}")
    if code not in (0, 3, 8, 9):
        sys.exit(f"exit code {code}: {err.getvalue()}")
sys.exit("never refused")
"""
EVENTS: tuple[Event, ...] = ("received", "charged", "answered")


class Round(NamedTuple):
    """What the fake API charged, what our ledger counts, and the processes that were killed."""

    charged: int
    counted: int
    killed: int


def spend(
    clients: list[MoneyClient], *, processes: int, kills: int, chance: random.Random
) -> Round:
    """Run processes until the budget is used up; kill some between sending and settling.

    The clients, which reach the same fake API, have folders of their own, and share the processes.
    """
    api = clients[0].api
    running: dict[int, subprocess.Popen[bytes]] = {}
    due = dict.fromkeys(chance.sample(range(processes), kills))
    events = {number: chance.choice(EVENTS) for number in due}
    lock = threading.Lock()
    killed: set[int] = set()

    def kill(event: Event, entry: Entry) -> None:
        email = str(entry.query.get("email", ""))
        number = int(email[1:].partition("n")[0]) if email[1:2].isdigit() else -1
        with lock:
            if events.get(number) == event and number in running and number not in killed:
                killed.add(number)
                running[number].kill()

    for event in EVENTS:
        api.on(event, lambda entry, event=event: kill(event, entry))  # type: ignore[misc]
    for number in range(processes):
        client = clients[number % len(clients)]
        running[number] = client.start_code(_LOOKUPS, str(number), stdin=subprocess.PIPE)
    # All at once, so that they compete.
    for process in running.values():
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
    for process in running.values():
        assert process.stdin
        process.stdin.close()
        process.stdin = None
    errors = {number: process.communicate(timeout=120)[1] for number, process in running.items()}
    api.wait_until_idle()
    for number, process in running.items():
        assert process.returncode == (-9 if number in killed else 0), errors[number].decode()
    counted = sum(_counted(client) for client in clients)
    return Round(api.ledger.charged, counted, len(killed))


def _counted(client: MoneyClient) -> int:
    """Return the credits that a client's ledger counts in this month."""
    limit = BudgetLimit(0, "month")
    with closing(Ledger(client.lusha.state, warn=print)) as ledger:
        limits = [SpendingLimit(limit, None, "config", (limit,))]
        return ledger.use(limits, at=time.time())[0].used
