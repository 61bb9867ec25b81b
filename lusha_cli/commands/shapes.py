"""`lusha shapes`: list and show the shapes of CRM records."""

from typing import Annotated

from lusha_cli.cli.command import PlainText, command, group
from lusha_cli.cli.global_options import LOCAL_FLAGS
from lusha_cli.cli.options import ValueType, argument, choices
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import SHAPES_LAYOUT
from lusha_cli.shapes import NAMES
from lusha_cli.shapes.catalog import built_in_shapes, load_shape, shape_text
from lusha_cli.shapes.shape import Property

app = group("List and show the shapes of CRM records.")

SHAPE_NAME = ValueType("NAME", choices(*NAMES).parser)


@command(app, "list", layout=SHAPES_LAYOUT, flags=LOCAL_FLAGS, example="lusha shapes list")
def list_shapes(context: AppContext) -> Json:  # noqa: ARG001 - every command has it
    """List the built-in shapes for --shape."""
    return [
        {
            "name": shape.name,
            "for": shape.subject,
            "about": shape.about,
            "required": ", ".join(item.name for item in shape.properties if item.is_required),
            "properties": len(shape.properties),
        }
        for shape in built_in_shapes()
    ]


@command(app, "show", flags=LOCAL_FLAGS, example="lusha shapes show salesforce-lead > leads.yaml")
def show(
    context: AppContext, name: Annotated[str, argument(SHAPE_NAME, "Shape to print.")]
) -> Json:
    """Print the YAML of a shape, to start your own from."""
    if not context.env.json_requested:
        return PlainText(shape_text(name).rstrip("\n"))
    return [_describe(item) for item in load_shape(name).properties]


def _describe(item: Property) -> Json:
    """Return a property as an object, with the keys of the YAML."""
    return {
        "name": item.name,
        "source": list(item.sources),
        "kind": item.kind,
        "max_length": item.max_length or None,
        "required": item.is_required,
        "default": item.default or None,
        "values": list(item.picklist.values.values()) if item.picklist else [],
    }
