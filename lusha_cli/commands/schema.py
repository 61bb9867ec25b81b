"""`lusha schema`: print the tables or collections that --out creates in a database."""

from typing import Annotated

import typer

from lusha_cli.cli.command import PlainText, command
from lusha_cli.cli.global_options import LOCAL_FLAGS
from lusha_cli.cli.options import argument, choices
from lusha_cli.context.app_context import AppContext

DATABASES = ("sqlite", "postgres", "mongo")
DatabaseArg = Annotated[str, argument(
    choices(*DATABASES, metavar="DATABASE"), f"Database: {', '.join(DATABASES)}.",
)]  # fmt: skip


def register(app: typer.Typer) -> None:
    """Register the command at the top level of the tree."""
    command(app, "schema", flags=LOCAL_FLAGS, example="lusha schema sqlite")(schema)


def schema(
    context: AppContext,  # noqa: ARG001 - every command has it
    database: DatabaseArg,
) -> PlainText:
    """Print the tables that --out creates in a database.

    Bulk runs create what is missing. Create the tables yourself to add columns, constraints or
    indexes of your own, or if the user of the run may not create tables:

    \u0008
    sqlite:
      lusha schema sqlite | sqlite3 crm.db
    postgres:
      lusha schema postgres | psql postgresql://HOST/NAME
    mongo (collections with validators and indexes):
      lusha schema mongo > schema.js && mongosh mongodb://HOST/NAME schema.js
    """
    from lusha_cli.bulk.output import database_model, dialects, mongo_model

    if database == "mongo":
        return PlainText(mongo_model.schema_script().rstrip("\n"))
    types = dialects.SQLITE_TYPES if database == "sqlite" else dialects.POSTGRES_TYPES
    return PlainText(database_model.schema_script(types).rstrip("\n"))
