"""`lusha companies`: the V3 operations on companies."""

from lusha_cli.cli.command import group
from lusha_cli.commands.v3.companies_lookup import COMPANY_LOOKUPS
from lusha_cli.commands.v3.filter_values import add_company_filter_values
from lusha_cli.commands.v3.icp import add_company_fit_scores
from lusha_cli.commands.v3.lookalike import add_company_lookalike
from lusha_cli.commands.v3.lookup import add_lookups
from lusha_cli.commands.v3.prospecting import add_company_prospecting
from lusha_cli.commands.v3.recommendations import add_company_recommendations
from lusha_cli.commands.v3.signals import add_company_signals
from lusha_cli.commands.v3.tables import tables_app
from lusha_cli.commands.v3.website_visits import add_website_visits

app = group("Call the V3 operations on companies.")
add_lookups(app, COMPANY_LOOKUPS)
add_company_prospecting(app)
add_company_lookalike(app)
add_company_recommendations(app)
add_company_signals(app)
add_company_fit_scores(app)
add_website_visits(app)
app.add_typer(
    tables_app("companies"), name="tables", help="Manage the account's tables of companies."
)
add_company_filter_values(app)
