"""The list of help topics."""

from lusha_cli.docs.help_topics import (
    agents,
    api,
    command_line,
    data,
    files,
    mcp,
    privacy,
    python,
    reference,
    shapes,
)
from lusha_cli.docs.help_topics.topic import Topic

# In the order of the list.
_TOPICS = (
    Topic("commands", "all commands", reference.commands),
    Topic("options", "the global options", command_line.options),
    Topic("output", "output formats, fields and queries", data.output),
    Topic("search", "filters and pages of searches", data.search),
    Topic("credits", "what requests cost, and how to limit it", api.credits_and_limits),
    Topic("files", "input and output files of bulk commands", files.files),
    Topic("shapes", "records for CRMs, and your own shapes", shapes.shapes),
    Topic("settings", "settings, profiles and the configuration file", reference.settings),
    Topic("environment", "environment variables", reference.environment),
    Topic("exit-codes", "exit codes", reference.exit_codes),
    Topic("limits", "rate limits, retries and timeouts", api.rate_limits),
    Topic("v3", "the V3 command that replaces each V2 command", api.v3),
    Topic("scenarios", "test identities, keys and faults of the sandbox", api.scenarios),
    Topic("suppression", "people who opted out", data.suppression),
    Topic("privacy", "personal data: storage, expiry and requests", privacy.privacy),
    Topic("cache", "results that are used again, free of charge", data.cache),
    Topic("storage", "where data is stored", data.storage),
    Topic("security", "how your key and data are protected", data.security),
    Topic("python", "the client for programs in Python", python.python_client),
    Topic("surface", "the JSON description of all commands", command_line.surface),
    Topic("mcp", "the server of tools for AI agents", mcp.mcp_server),
    Topic("agents", "a SKILL.md for agents that use the shell", agents.agents, agents.skill),
)


def topics() -> dict[str, Topic]:
    """Return all topics by name, in the order of the list."""
    return {topic.name: topic for topic in _TOPICS}
