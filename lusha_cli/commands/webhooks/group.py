"""The command group `lusha webhooks`."""

from lusha_cli.cli.command import command, group
from lusha_cli.cli.global_options import API_FLAGS, CONNECTION_OPTIONS, LOCAL_FLAGS
from lusha_cli.commands.webhooks.create import create
from lusha_cli.commands.webhooks.delete import delete
from lusha_cli.commands.webhooks.doctor import webhooks_doctor
from lusha_cli.commands.webhooks.listen import LISTEN_FLAGS, listen
from lusha_cli.commands.webhooks.logs import logs
from lusha_cli.commands.webhooks.opt_out import opt_out
from lusha_cli.commands.webhooks.replay import REPLAY_FLAGS, replay
from lusha_cli.commands.webhooks.secret import rotate_secret, secret
from lusha_cli.commands.webhooks.sign import sign
from lusha_cli.commands.webhooks.signature_options import SIGNATURE_FLAGS
from lusha_cli.commands.webhooks.stats import stats
from lusha_cli.commands.webhooks.subscriptions import get, list_subscriptions, update
from lusha_cli.commands.webhooks.test_delivery import send_test
from lusha_cli.commands.webhooks.verify import verify
from lusha_cli.output.layouts.layout import RAW_LAYOUT
from lusha_cli.output.layouts.local import CHECKS_LAYOUT, KEY_VALUES_LAYOUT
from lusha_cli.output.layouts.webhooks import (
    DELIVERY_LOGS_LAYOUT,
    REPLAYED_DELIVERIES_LAYOUT,
    SUBSCRIPTION_LAYOUT,
    SUBSCRIPTION_RESULTS_LAYOUT,
    SUBSCRIPTIONS_LAYOUT,
    TEST_DELIVERY_LAYOUT,
)

# Function, layout, flags, and the example. The order is that of the help.
COMMANDS = (
    (create, SUBSCRIPTION_RESULTS_LAYOUT, API_FLAGS,
     "create --entity-id 4100000000 --entity-type contact --signal-type promotion "
     "--url https://hooks.firm.example/lusha --sandbox"),
    (delete, SUBSCRIPTION_RESULTS_LAYOUT, API_FLAGS, "delete ID --yes --sandbox"),
    (list_subscriptions, SUBSCRIPTIONS_LAYOUT, API_FLAGS, "list --all --sandbox"),
    (get, SUBSCRIPTION_LAYOUT, API_FLAGS, "get ID --sandbox"),
    (update, SUBSCRIPTION_LAYOUT, API_FLAGS, "update ID --active --name Leads --sandbox"),
    (send_test, TEST_DELIVERY_LAYOUT, API_FLAGS, "test ID --mode direct --sandbox"),
    (opt_out, SUBSCRIPTION_LAYOUT, API_FLAGS,
     "opt-out --url https://hooks.firm.example/opt-outs --sandbox"),
    (logs, DELIVERY_LOGS_LAYOUT, API_FLAGS, "logs --status failed --sandbox"),
    (stats, KEY_VALUES_LAYOUT, API_FLAGS, "stats --sandbox"),
    (secret, RAW_LAYOUT, API_FLAGS, "secret --sandbox"),
    (rotate_secret, RAW_LAYOUT, API_FLAGS, "rotate-secret --yes --sandbox"),
    (listen, RAW_LAYOUT, LISTEN_FLAGS, "listen --out deliveries.jsonl"),
    (replay, REPLAYED_DELIVERIES_LAYOUT, REPLAY_FLAGS,
     "replay deliveries.jsonl --to http://127.0.0.1:9000/hook"),
    (sign, RAW_LAYOUT, SIGNATURE_FLAGS, "sign body.json -o table"),
    (verify, KEY_VALUES_LAYOUT, SIGNATURE_FLAGS,
     "verify --signature HEX --timestamp 1793534400 --tolerance 0 body.json"),
    (webhooks_doctor, CHECKS_LAYOUT, {**LOCAL_FLAGS, **CONNECTION_OPTIONS}, "doctor --sandbox"),
)  # fmt: skip

app = group("Manage webhook subscriptions, and receive deliveries.")
for function, layout, flags, example in COMMANDS:
    name = example.partition(" ")[0]
    command(app, name, layout=layout, flags=flags, example=f"lusha webhooks {example}")(function)
