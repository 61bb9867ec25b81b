"""The MCP server, which offers a few operations as tools to AI agents.

Only this package imports the SDK, which is named `mcp` too.
"""
