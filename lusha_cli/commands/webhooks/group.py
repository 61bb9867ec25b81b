"""The command group `lusha webhooks`."""

from lusha_cli.cli.command import group
from lusha_cli.commands.webhooks.create import add_create_command
from lusha_cli.commands.webhooks.delete import add_delete_command
from lusha_cli.commands.webhooks.doctor import add_webhooks_doctor_command
from lusha_cli.commands.webhooks.listen import add_listen_command
from lusha_cli.commands.webhooks.logs import add_logs_command
from lusha_cli.commands.webhooks.opt_out import add_opt_out_command
from lusha_cli.commands.webhooks.replay import add_replay_command
from lusha_cli.commands.webhooks.secret import add_webhook_secrets
from lusha_cli.commands.webhooks.sign import add_sign_command
from lusha_cli.commands.webhooks.stats import add_stats_command
from lusha_cli.commands.webhooks.subscriptions import add_subscription_commands
from lusha_cli.commands.webhooks.test_delivery import add_test_command
from lusha_cli.commands.webhooks.verify import add_verify_command

app = group("Be told what happens: subscriptions, deliveries, signatures.")
# The order of registration is the order in the help.
add_create_command(app)
add_delete_command(app)
add_subscription_commands(app)
add_test_command(app)
add_opt_out_command(app)
add_logs_command(app)
add_stats_command(app)
add_webhook_secrets(app)
add_listen_command(app)
add_replay_command(app)
add_sign_command(app)
add_verify_command(app)
add_webhooks_doctor_command(app)
