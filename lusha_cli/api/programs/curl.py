"""A request as a shell command with curl."""

import json
import shlex

from lusha_cli.api.programs.program_request import ProgramRequest


def curl_command(request: ProgramRequest) -> str:
    """Return a shell command line with curl that reads the key from a variable.

    Characters that the stream can't print are escaped as in JSON.
    """
    words = ["curl", "-sS"]
    if set(request.url) & set("[]{}"):
        words.append("-g")  # curl would expand brackets to several URLs
    if request.method != "GET":
        words += ["-X", request.method]
    # The shell inserts the key, so that it isn't printed here, and printf is a part of the
    # shell: the key is in no argument that other users of the machine could list.
    words += [shlex.quote(request.url), "-H", "@-"]
    if request.has_body:
        body = json.dumps(request.body, ensure_ascii=False)
        if body.encode(request.encoding, "replace").decode(request.encoding) != body:
            body = json.dumps(request.body)
        words += ["-H", "'Content-Type: application/json'", "--data-raw", shlex.quote(body)]
    return f"printf 'api_key: %s' \"$LUSHA_API_KEY\" | {' '.join(words)}"
