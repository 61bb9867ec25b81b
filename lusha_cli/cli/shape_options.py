"""--shape: which commands have it, and the shape that it selects."""

from typing import TYPE_CHECKING, Annotated, Any

from lusha_cli.cli.options import Choice, ValueType, option
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.shapes import DOCUMENTS, NAMES

if TYPE_CHECKING:
    from lusha_cli.shapes.shape import Subject
    from lusha_cli.shapes.shaper import Shaper


class _ShapeName(Choice):
    """A parser that accepts any text, as a shape may be a file; completions offer the names."""

    is_open = True

    def __call__(self, value: str) -> str:
        return value


SHAPE_OPTIONS: dict[str, Any] = {
    "shape": Annotated[str | None, option(
        "--shape", ValueType("SHAPE", _ShapeName(*NAMES, DOCUMENTS)),
        "Write records for a CRM: salesforce-lead, for example, or a YAML file "
        "(see: lusha help shapes).",
        panel="Output",
    )],
}  # fmt: skip


def subject_of(layout: Layout) -> "Subject | None":
    """Return what the records of a layout are about, or None if --shape doesn't apply to them."""
    if "person" in (layout.card, layout.cards):
        return "people"
    if "company" in (layout.card, layout.cards):
        return "companies"
    kinds: dict[str, Subject] = {"contacts": "people", "companies": "companies"}
    return kinds[layout.rows.kind] if layout.rows else None


def open_shaper(context: AppContext, layout: Layout) -> "Shaper | None":
    """Return the shaper of --shape, or None without it. Raises UsageError.

    Called before a request is sent, so that a mistake in a shape costs nothing.
    """
    name = context.env.flags.get("shape")
    if not name:
        return None
    for flag in ("fields", "query", "raw"):
        # As settings they may be meant for other commands, so only the flags are refused.
        if context.env.flags.get(flag):
            raise UsageError(
                f"--shape and --{flag} can't be used together.",
                hint="To select properties, copy the shape and edit it: "
                f"lusha shapes show {name if name in NAMES else NAMES[0]} > FILE.yaml",
            )
    shaper = load_shaper(str(name))
    subject = subject_of(layout)
    is_bulk = context.command.endswith(" bulk")
    if subject is not None and not (is_bulk and shaper.shape.is_document):
        check_subject(shaper, subject)
    return shaper


def load_shaper(name: str) -> "Shaper":
    """Return the shaper of a built-in shape or of a file. Raises UsageError."""
    # Imported here: most commands have no shape.
    from lusha_cli.shapes.catalog import load_shape
    from lusha_cli.shapes.shaper import Shaper

    return Shaper(load_shape(name))


def check_subject(shaper: "Shaper", subject: "Subject") -> None:
    """Raise UsageError if a shape isn't for what the records are about."""
    shape = shaper.shape
    if shape.is_document:
        raise UsageError(
            f"--shape {shape.name} applies to bulk commands and `lusha runs export` only.",
            hint="Documents for mongoimport are written as JSON lines: lusha help shapes",
        )
    if shape.subject != subject:
        raise UsageError(
            f"The shape {shape.name} is for {shape.subject}, and the result has {subject}.",
            hint="List the shapes: lusha shapes list",
        )
