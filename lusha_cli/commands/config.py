"""`lusha config`: show and change the user's settings."""

from functools import partial
from typing import Annotated, Any

from lusha_cli.api.allow_list import parse_allow_list
from lusha_cli.cli.command import PlainText, command, group
from lusha_cli.cli.global_options import LOCAL_FLAGS
from lusha_cli.cli.options import argument
from lusha_cli.config.setting_definitions import BY_NAME, SETTINGS
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import CONFIG_LAYOUT

app = group("Show and change settings.")
config_command = partial(command, app, flags=LOCAL_FLAGS)

DESCRIPTIONS = {
    "profile": "profile to use",
    **{name: setting.meaning for name, setting in BY_NAME.items() if setting.in_file},
}
# The table in the help: each setting, its possible values, and its meaning.
KEY_TABLES = {
    "Settings": [
        ("profile NAME", "profile to use"),
        *((f"{s.name} {s.metavar}", s.meaning) for s in SETTINGS if s.in_file),
    ]
}

KeyArg = Annotated[str, argument("KEY", "Name of a setting (listed below).")]


@config_command("list", layout=CONFIG_LAYOUT, example="lusha config list")
def list_(context: AppContext) -> Json:
    """Show every setting, its value and its source."""
    return [
        {
            "key": key,
            "value": _shown(key, setting.value),
            "source": setting.source,
            "meaning": DESCRIPTIONS[key],
        }
        for key, setting in context.env.settings.items()
    ]


@config_command("get", help_tables=KEY_TABLES, example="lusha config get output")
def get(context: AppContext, key: KeyArg) -> Json:
    """Show the value of one setting."""
    key = context.env.settings.known_key(key)
    value = _shown(key, context.env.settings.find(key).value)
    # Typed as JSON for scripts; otherwise in the form that `config set` accepts.
    if context.env.json_requested and value is not None:
        return value
    if isinstance(value, bool):
        return PlainText("true" if value else "false")
    return PlainText("" if value is None else f"{value:g}" if isinstance(value, float) else value)


@config_command(
    "set",
    allow_new_profile=True,
    allow_invalid_settings=True,
    help_tables=KEY_TABLES,
    example="lusha config set output json --profile work",
)
def set_(
    context: AppContext,
    key: KeyArg,
    values: Annotated[list[str], argument("VALUE...", "New value.")],
) -> None:
    """Change a setting for all profiles, or for one (--profile)."""
    value = _joined(context, key, values)
    profile = context.env.settings.profile_flag
    is_new = profile is not None and profile not in context.env.settings.profiles
    context.env.settings.write(key, value, profile=profile)
    if is_new:
        context.env.settings.ignore_invalid()
        context.env.info(f"Created the profile {profile!r}.")


def _shown(key: str, value: Json) -> Any:
    """Return the value of a setting without a password."""
    return BY_NAME[key].show(value) if key in BY_NAME else value


def _joined(context: AppContext, key: str, values: list[str]) -> str:
    """Return the value of a setting; some take several. Raises UsageError."""
    name = context.env.settings.known_key(key)
    takes_several = name in BY_NAME and BY_NAME[name].precedence == "all"
    if len(values) > 1 and not takes_several:
        raise UsageError(
            f"Unexpected arguments {', '.join(map(repr, values[1:]))}.",
            hint=f"The setting {name} has one value. Put quotes around a value with spaces.",
        )
    value = ", ".join(values)
    if name == "allow":
        parse_allow_list(value)
    return value


@config_command(
    "unset",
    allow_invalid_settings=True,
    help_tables=KEY_TABLES,
    example="lusha config unset output",
)
def unset(context: AppContext, key: KeyArg) -> None:
    """Reset a setting to its default."""
    context.env.settings.write(key, None, profile=context.env.settings.profile_flag)


@config_command(
    "path", allow_new_profile=True, allow_invalid_settings=True, example="lusha config path"
)
def path(context: AppContext) -> PlainText:
    """Print the path of the configuration file."""
    try:
        context.env.settings.ignore_invalid()
    except UsageError:
        # Whoever has a broken file needs its path to fix it.
        context.env.ignore_config_file()
        context.env.settings.ignore_invalid()
    return PlainText(context.env.config_file)
