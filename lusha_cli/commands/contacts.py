"""`lusha contacts`: people, over V3."""

from lusha_cli.command import group
from lusha_cli.commands.activity import add_contact_activity
from lusha_cli.commands.lists import add_contact_lists
from lusha_cli.commands.people_lookups import add_contact_lookups
from lusha_cli.commands.tables import app_of
from lusha_cli.commands.v3_lookalike import add_contact_lookalike
from lusha_cli.commands.v3_prospecting import add_contact_prospecting

app = group("People, over V3 of the API: lookups, tables, and the values that searches take.")
add_contact_lookups(app)
add_contact_prospecting(app)
add_contact_lookalike(app)
add_contact_activity(app)
app.add_typer(app_of("contacts"), name="tables", help="Lists of contacts that the account keeps.")
add_contact_lists(app)
