"""`lusha contacts tables` and `lusha companies tables`."""

import typer

from lusha_cli.commands.v3.tables import tables_app


def add_contact_tables(app: typer.Typer) -> None:
    """Register the commands of `contacts tables`."""
    app.add_typer(
        tables_app("contacts"), name="tables", help="Manage the account's tables of contacts."
    )


def add_company_tables(app: typer.Typer) -> None:
    """Register the commands of `companies tables`."""
    app.add_typer(
        tables_app("companies"), name="tables", help="Manage the account's tables of companies."
    )
