"""The topic on the MCP server."""

from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, TopicParts
from lusha_cli.mcp.tools import make_tools


def mcp_server() -> TopicParts:
    """Return the parts of the topic."""
    tools = make_tools(("emails",)).values()
    return (
        "`lusha mcp` is a server for AI agents that speak the Model Context Protocol (MCP), such "
        "as those of Claude, Cursor and VS Code. The client starts it, and uses its standard input "
        "and output. It needs the extra mcp. To register it in a client, print the JSON to paste:",
        CodeBlock((
            "python3 -m pip --python .venv install '.[mcp]'",
            "lusha mcp config claude",
            "lusha mcp config cursor --max-credits 50",
            "lusha mcp config vscode --sandbox",
        )),
        "The JSON has no key: the server uses the key, the settings, the rate limits, the "
        "suppression list, the cache and the ledger of the command line.",
        DefinitionTable(
            ("tool", "cost"), tuple((tool.name, "free" if tool.is_free else "paid")
                                    for tool in tools),
        ),
        "`--max-credits` is the budget of the session, and your consent to spend it: nobody is "
        "asked again. It limits all tools together, also if an agent calls them at the same time. "
        "Without it, only the free tools work. The settings `budget` and `allow` apply as well, "
        "and `max_credits` in the configuration file is a limit, but no consent. A call that might "
        "exceed a limit is an error of the tool, which states what is used and when it resets. "
        "Each description has the worst-case cost, and each result the charge and the credits "
        "left.",
        "Agents can reveal emails. For phones, pass `--reveal emails,phones`, or `--reveal phones` "
        "for phones only. The waterfall of other providers is off, as its cost has no upper bound.",
        "Results are marked as data, with control characters escaped. An agent may still obey text "
        "in them, so that a budget is the limit to rely on. To end the server, close its standard "
        "input or press Ctrl-C. The requests that were sent are finished in the first case.",
    )  # fmt: skip
