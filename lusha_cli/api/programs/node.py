"""A request as a program for Node.js."""

import json

from lusha_cli.api.programs.literals import Dialect, literal, string_literal
from lusha_cli.api.programs.program_request import TIMEOUT, ProgramRequest
from lusha_cli.json_types import Json


def _escape(character: str) -> str:
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def _key(text: str) -> str:
    # Without brackets it would set the prototype of the object.
    return f"[{text}]" if text == '"__proto__"' else text


DIALECT = Dialect(
    {None: "null", True: "true", False: "false"},
    _escape,
    # So that the program can also be a part of a web page.
    replacements=(("</", "<\\/"), ("<!--", "\\u003c!--")),
    key=_key,
)
_PROGRAM = """\
// Node.js 18 or later, without packages. Set the variable LUSHA_API_KEY to your key.
const url = {url};
{assignment}
async function main() {{
  const key = process.env.LUSHA_API_KEY;
  if (!key) throw new Error("Set LUSHA_API_KEY.");
  const response = await fetch(url, {{
    method: {method},
    headers: {headers},
{data}    redirect: "manual", // A redirect would send the key to another host.
    signal: AbortSignal.timeout({timeout}),
  }});
  const content = Buffer.from(await response.arrayBuffer());
  if (!response.ok) process.exitCode = 1;
  (response.ok ? process.stdout : process.stderr).write(content);
}}

main().catch((error) => {{
  console.error(String(error.cause ?? error));
  process.exitCode = 1;
}});
"""


def node_program(request: ProgramRequest) -> str:
    """Return a program for Node.js 18 or later, as a script or a module."""
    assignment, data = "", ""
    if request.has_body and _is_exact(request.body):
        body = literal(request.body, DIALECT, encoding=request.encoding)
        assignment, data = f"const body = {body};\n", "    body: JSON.stringify(body),\n"
    elif request.has_body:
        text = string_literal(json.dumps(request.body, ensure_ascii=False), DIALECT,
                              encoding=request.encoding)  # fmt: skip
        assignment = f"// As text, because JavaScript would round a number.\nconst body = {text};\n"
        data = "    body,\n"
    headers = ", ".join(
        f"{name if name.isidentifier() else json.dumps(name)}: {value}"
        for name, value in request.headers("key").items()
    )
    return _PROGRAM.format(
        url=string_literal(request.encoded_url, DIALECT),
        assignment=assignment,
        method=string_literal(request.method, DIALECT),
        headers=f"{{ {headers} }}",
        data=data,
        timeout=TIMEOUT * 1000,
    )


def _is_exact(value: Json) -> bool:
    """Return whether JavaScript, whose numbers are floats, has every number of a value."""
    if isinstance(value, dict):
        return all(map(_is_exact, value.values()))
    if isinstance(value, list):
        return all(map(_is_exact, value))
    return not isinstance(value, int) or abs(value) <= 2**53
