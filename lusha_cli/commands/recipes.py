"""`lusha recipes`: list, show and copy files for cron, CI, containers and servers."""

from pathlib import Path
from typing import Annotated, Any

from lusha_cli.cli.command import Group, PlainText, command, group
from lusha_cli.cli.global_options import LOCAL_FLAGS
from lusha_cli.cli.leading_options import split_leading
from lusha_cli.cli.options import ValueType, argument, choices
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import RECIPE_FILES_LAYOUT, RECIPES_LAYOUT
from lusha_cli.recipes import NAMES
from lusha_cli.recipes.catalog import about, copy_recipe, file_summary, recipe_file, recipe_readme


class RecipeGroup(Group):
    """A group that lists the recipes if no command is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments up to the name of the command, which is list by default."""
        _, rest = split_leading(args)
        return super().parse_args(ctx, args if rest else [*args, "list"])


app = group("List, show and copy files for cron, CI and servers.", cls=RecipeGroup)

RECIPE_NAME = ValueType("NAME", choices(*NAMES).parser)
NameArg = Annotated[str, argument(RECIPE_NAME, "Recipe.")]


@command(app, "list", layout=RECIPES_LAYOUT, flags=LOCAL_FLAGS, example="lusha recipes list")
def list_recipes(context: AppContext) -> Json:  # noqa: ARG001 - every command has it
    """List the recipes."""
    return [{"name": name, "about": about(name), "files": file_summary(name)} for name in NAMES]


@command(app, "show", flags=LOCAL_FLAGS, example="lusha recipes show github-actions")
def show(
    context: AppContext,
    name: NameArg,
    file: Annotated[str | None, argument("[FILE]", "File of the recipe [its README].")] = None,
) -> Json:
    """Print the README of a recipe, or one of its files."""
    text = recipe_file(name, file) if file else recipe_readme(name)
    if context.env.json_requested:
        return {"name": name, "file": file or "README.md", "text": text}
    return PlainText(text.rstrip("\n"))


@command(
    app,
    "copy",
    layout=RECIPE_FILES_LAYOUT,
    flags=LOCAL_FLAGS,
    example="lusha recipes copy github-actions .",
)
def copy(
    context: AppContext,
    name: NameArg,
    folder: Annotated[str, argument("DIR", "Folder to write to.")],
) -> Json:
    """Copy the files of a recipe to a folder.

    The folder is created if needed. If one of the files exists, nothing is written. The README is
    named after the recipe, such as lusha-cron.md.
    """
    paths = copy_recipe(name, Path(folder))
    context.env.info(f"Read what to set: lusha recipes show {name}")
    return [{"file": str(path)} for path in paths]
