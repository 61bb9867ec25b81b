"""A request as a Java program in one file."""

import json
from textwrap import indent

from lusha_cli.api.programs.program_request import TIMEOUT, ProgramRequest

# A class file has at most 65,535 bytes in a constant, and up to three for a character.
_MAX_CONSTANT = 20_000

_PROGRAM = """\
// Java 17 or later: java Main.java. Set the variable LUSHA_API_KEY to your key.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

public class Main {{
    public static void main(String[] args) throws Exception {{
        String key = System.getenv("LUSHA_API_KEY");
        if (key == null || key.isEmpty()) {{
            System.err.println("Set LUSHA_API_KEY.");
            System.exit(1);
        }}
{assignment}        HttpRequest request = HttpRequest.newBuilder(URI.create({url}))
            .timeout(Duration.ofSeconds({timeout}))
{headers}            .method({method}, {publisher})
            .build();
        HttpResponse<byte[]> response =
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {{
            System.err.write(response.body());
            System.exit(1);
        }}
        System.out.write(response.body());
        System.out.flush();
    }}
}}
"""


def java_program(request: ProgramRequest) -> str:
    """Return a program for Java 17 or later.

    It is in ASCII, as Java 17 reads a file in the encoding of the system.
    """
    headers = "".join(
        f'            .header("{name}", {value})\n'
        for name, value in request.headers("key").items()
    )
    publisher = "ofString(body)" if request.has_body else "noBody()"
    return _PROGRAM.format(
        assignment=_assignment(request) if request.has_body else "",
        url=json.dumps(request.encoded_url),
        timeout=TIMEOUT,
        headers=headers,
        method=json.dumps(request.method),
        publisher=f"HttpRequest.BodyPublishers.{publisher}",
    )


def _assignment(request: ProgramRequest) -> str:
    """Return the statement that sets the body: a text block, or pieces of a long text."""
    # Java has no JSON, so that the body is its text. Doubled, a backslash begins no \\uXXXX.
    text = _to_json(request, 2).replace("\\", "\\\\")
    if len(text) <= _MAX_CONSTANT:
        block = indent(f'{text}\n""";\n', " " * 12)
        return f'        String body = """\n{block}'
    compact = _to_json(request, None)
    pieces = ",\n".join(
        f"            {json.dumps(compact[start : start + _MAX_CONSTANT])}"
        for start in range(0, len(compact), _MAX_CONSTANT)
    )
    comment = "        // In pieces, as Java limits the length of a constant.\n"
    return f'{comment}        String body = String.join("",\n{pieces});\n'


def _to_json(request: ProgramRequest, spaces: int | None) -> str:
    text = json.dumps(request.body, ensure_ascii=False, indent=spaces)
    # Halves of surrogate pairs can't be sent, and the client replaces them too.
    value = json.loads(text.encode("utf-8", "replace"))
    return json.dumps(value, indent=spaces)
