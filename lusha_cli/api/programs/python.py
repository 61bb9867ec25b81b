"""A request as a Python program."""

from lusha_cli.api.programs.literals import Dialect, literal, string_literal
from lusha_cli.api.programs.program_request import TIMEOUT, ProgramRequest


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


DIALECT = Dialect({None: "None", True: "True", False: "False"}, _escape)

# The standard library suffices, so that the program runs on every machine with Python.
_PROGRAM = """\
# Python 3.8 or later, without packages. Set the variable LUSHA_API_KEY to your key.
{imports}import os
import sys
import urllib.error
import urllib.request

url = {url}
{assignment}

class NoRedirects(urllib.request.HTTPRedirectHandler):
    # A redirect would send the key to another host.
    def redirect_request(self, *_):
        return None


key = os.environ.get("LUSHA_API_KEY") or sys.exit("Set LUSHA_API_KEY.")
request = urllib.request.Request(
    url,
    method={method},
    headers={headers},
{data})
try:
    with urllib.request.build_opener(NoRedirects).open(request, timeout={timeout}) as response:
        sys.stdout.buffer.write(response.read())
except urllib.error.HTTPError as error:
    sys.stderr.buffer.write(error.read())
    sys.exit(1)
except urllib.error.URLError as error:
    sys.exit(str(error.reason))
"""


def python_program(request: ProgramRequest) -> str:
    """Return a program for Python 3.8 or later."""
    body = literal(request.body, DIALECT, encoding=request.encoding)
    headers = ", ".join(f'"{name}": {value}' for name, value in request.headers("key").items())
    return _PROGRAM.format(
        imports="import json\n" if request.has_body else "",
        url=string_literal(request.encoded_url, DIALECT),
        assignment=f"body = {body}\n" if request.has_body else "",
        method=string_literal(request.method, DIALECT),
        headers=f"{{{headers}}}",
        data="    data=json.dumps(body).encode(),\n" if request.has_body else "",
        timeout=TIMEOUT,
    )
