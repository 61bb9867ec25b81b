"""The sandbox as an OpenAPI 3.1 document, made from the list of operations and their shapes."""

import re
from collections.abc import Container
from typing import Any

from lusha_cli import __version__
from lusha_cli.api.endpoints import ENDPOINTS, Endpoint
from lusha_cli.api.schema import SCHEMAS
from lusha_cli.api.schema.types import Schema
from lusha_cli.api.schema.webhooks import BODILESS

Json = dict[str, Any]

_STATUS_DESCRIPTIONS = {
    "400": "The request does not fit the operation.",
    "401": "The key is absent or refused.",
    "402": "The account has no credits left.",
    "403": "The account, or its plan, does not allow it.",
    "404": "There is no such thing.",
    "409": "There is one of that name.",
    "410": "The session has ended.",
    "411": "The length of the request is not said.",
    "412": "The name cannot be used.",
    "413": "The request is too large.",
    "429": "A rate limit is used up.",
    "451": "The law forbids the answer.",
    "500": "The API failed.",
    "502": "The API did not answer its gateway.",
}


def openapi_document(served: Container[str]) -> Json:
    """The document of the operations whose names are among `served`."""
    paths: dict[str, Json] = {}
    for row in ENDPOINTS:
        if row.name in served:
            paths.setdefault(row.path, {})[row.method.lower()] = _operation(row)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sandbox of the lusha command", "version": __version__},
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "api_key"}},
            "schemas": {"Problem": _ERROR_SCHEMA},
        },
    }


_MESSAGES = {
    "message": {"type": "string"},
    "errors": {"type": "array", "items": {"type": "string"}},
}
_STATUS, _CODE = {"statusCode": {"type": "integer"}}, {"code": {"type": ["integer", "string"]}}
# The shapes that the API's own problems come in.
_ERROR_SCHEMA = {
    "anyOf": [
        {
            "type": "object",
            "required": ["statusCode", "message"],
            "properties": _MESSAGES | _STATUS,
        },
        {"type": "object", "required": ["code", "message"], "properties": _MESSAGES | _CODE},
        {
            "type": "object",
            "required": ["error"],
            "properties": {"error": {"type": "object", "properties": _MESSAGES | _CODE}},
        },
    ]
}


def _operation(row: Endpoint) -> Json:
    shape = SCHEMAS[row.name]
    operation: Json = {"operationId": row.name.replace(" ", "-"), "responses": _responses()}
    given = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in re.findall(r"{(\w+)}", row.path)
    ]
    is_bodiless = row.method == "GET" or row.name in BODILESS
    if is_bodiless or (row.method == "DELETE" and not shape.required):
        given += [
            {"name": name, "in": "query", "required": name in shape.required,
             "schema": _json_schema(inner)}
            for name, inner in (shape.properties or {}).items()
        ]  # fmt: skip
    else:
        content = {"application/json": {"schema": _json_schema(shape)}}
        operation["requestBody"] = {"required": True, "content": content}
    return {**operation, "parameters": given} if given else operation


def _responses() -> Json:
    success = {"application/json": {"schema": {"type": ["object", "array"]}}}
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    page = {"text/html": {"schema": {"type": "string"}}}
    answers: Json = {
        code: {"description": "What was asked for.", "content": success} for code in ("200", "201")
    }
    for code, meaning in _STATUS_DESCRIPTIONS.items():
        content = {**problem, **page} if code == "502" else problem
        answers[code] = {"description": meaning, "content": content}
    return answers


def _json_schema(spec: Schema, *, is_required: bool = False) -> Json:
    if spec.kind == "object":
        required = list(spec.required)
        return {
            "type": "object",
            "properties": {
                name: _json_schema(inner, is_required=name in required)
                for name, inner in (spec.properties or {}).items()
            },
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }
    if spec.kind == "list":
        fewest = {"minItems": spec.minimum} if spec.minimum else {}
        most = {"maxItems": spec.maximum} if spec.maximum else {}
        return {"type": "array", "items": _json_schema(spec.item), **fewest, **most}
    if spec.kind in ("integer", "number"):
        return {"type": spec.kind, "minimum": spec.minimum, "maximum": spec.maximum}
    if spec.kind == "boolean":
        return {"type": "boolean"}
    if spec.kind == "day":
        return {"type": "string", "format": "date"}
    if spec.kind == "uri":
        return {"type": "string", "format": "uri", "maxLength": spec.maximum}
    choices = {"enum": list(spec.choices)} if spec.choices else {}
    least = spec.minimum or int(is_required)
    shortest = {"minLength": least} if least else {}
    longest = {"maxLength": spec.maximum} if spec.maximum else {}
    return {"type": "string", **choices, **shortest, **longest}
