"""The languages of --code."""

from collections.abc import Callable

from lusha_cli.api.programs.curl import curl_command
from lusha_cli.api.programs.java import java_program
from lusha_cli.api.programs.node import node_program
from lusha_cli.api.programs.program_request import ProgramRequest
from lusha_cli.api.programs.python import python_program

WRITERS: dict[str, Callable[[ProgramRequest], str]] = {
    "python": python_program,
    "node": node_program,
    "java": java_program,
    "curl": curl_command,
}
