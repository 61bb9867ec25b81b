"""Layouts by name, for results that are shown again by another command."""

import sys
from importlib import import_module

from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout

_MODULES = ("v2", "v3", "v3_tables", "icp", "webhooks")


def layout_name(layout: Layout) -> str:
    """Return the name of a layout, such as `v3.PLAN_LAYOUT`, or "" for one without a name."""
    for module in _MODULES:
        # Only the command's own layouts are imported, and their names are looked up there.
        loaded = sys.modules.get(f"lusha_cli.output.layouts.{module}")
        for name, value in vars(loaded).items() if loaded else ():
            if value is layout:
                return f"{module}.{name}"
    return ""


def find_layout(name: str) -> Layout:
    """Return the layout of a name, or that of unknown results."""
    module, _, attribute = name.partition(".")
    if module not in _MODULES:
        return RAW_LAYOUT
    layout = getattr(import_module(f"lusha_cli.output.layouts.{module}"), attribute, None)
    return layout if isinstance(layout, Layout) else RAW_LAYOUT
