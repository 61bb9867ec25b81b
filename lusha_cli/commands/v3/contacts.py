"""`lusha contacts`: the V3 operations on contacts."""

from lusha_cli.cli.command import group
from lusha_cli.commands.v3.contact_jobs import add_contact_jobs
from lusha_cli.commands.v3.contacts_lookup import CONTACT_LOOKUPS
from lusha_cli.commands.v3.filter_values import add_contact_filter_values
from lusha_cli.commands.v3.icp import add_contact_fit_scores
from lusha_cli.commands.v3.lookalike import add_contact_lookalike
from lusha_cli.commands.v3.lookup import add_lookups
from lusha_cli.commands.v3.prospecting import add_contact_prospecting
from lusha_cli.commands.v3.recommendations import add_contact_recommendations
from lusha_cli.commands.v3.signals import add_contact_signals
from lusha_cli.commands.v3.tables import tables_app

app = group("Call the V3 operations on contacts.")
add_lookups(app, CONTACT_LOOKUPS)
add_contact_jobs(app)
add_contact_prospecting(app)
add_contact_lookalike(app)
add_contact_recommendations(app)
add_contact_signals(app)
add_contact_fit_scores(app)
app.add_typer(
    tables_app("contacts"), name="tables", help="Manage the account's tables of contacts."
)
add_contact_filter_values(app)
