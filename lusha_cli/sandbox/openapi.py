"""The OpenAPI 3.1 document of the sandbox, built from the operations and their schemas."""

import re
from collections.abc import Container

from lusha_cli import __version__
from lusha_cli.api.endpoints import ENDPOINTS, Endpoint
from lusha_cli.api.schema import SCHEMAS
from lusha_cli.api.schema.types import Schema
from lusha_cli.api.schema.webhooks import BODILESS
from lusha_cli.json_types import Json

_STATUS_DESCRIPTIONS = {
    "400": "The request is not valid for the operation.",
    "401": "The key is missing or refused.",
    "402": "The account has no credits left.",
    "403": "The account, or its plan, does not allow the operation.",
    "404": "The object does not exist.",
    "409": "An object with that name already exists.",
    "410": "The session has ended.",
    "411": "The request has no Content-Length.",
    "412": "The name is not valid.",
    "413": "The request is too large.",
    "429": "A rate limit is exceeded.",
    "451": "The data is protected by law.",
    "500": "The API failed.",
    "502": "The API did not respond to its gateway.",
}


def openapi_document(served: Container[str]) -> Json:
    """Return the document of the operations whose names are in `served`."""
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
# The shapes of the API's own errors.
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
    schema = SCHEMAS[row.name]
    operation: Json = {"operationId": row.name.replace(" ", "-"), "responses": _responses()}
    parameters = [
        # An empty parameter would make it the path of another operation.
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in re.findall(r"{(\w+)}", row.path)
    ]
    has_no_body = row.method == "GET" or row.name in BODILESS
    if has_no_body or (row.method == "DELETE" and not schema.required):
        parameters += [
            {"name": name, "in": "query", "required": name in schema.required,
             "schema": _json_schema(inner)}
            for name, inner in (schema.properties or {}).items()
        ]  # fmt: skip
    else:
        content = {"application/json": {"schema": _json_schema(schema)}}
        operation["requestBody"] = {"required": True, "content": content}
    return {**operation, "parameters": parameters} if parameters else operation


def _responses() -> Json:
    success = {"application/json": {"schema": {"type": ["object", "array"]}}}
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    html = {"text/html": {"schema": {"type": "string"}}}
    responses: Json = {
        code: {"description": "The result.", "content": success} for code in ("200", "201")
    }
    for code, description in _STATUS_DESCRIPTIONS.items():
        content = {**error, **html} if code == "502" else error
        responses[code] = {"description": description, "content": content}
    return responses


def _json_schema(schema: Schema, *, is_required: bool = False) -> Json:
    if schema.kind == "object":
        required = list(schema.required)
        return {
            "type": "object",
            "properties": {
                name: _json_schema(inner, is_required=name in required)
                for name, inner in (schema.properties or {}).items()
            },
            # The API rejects unknown properties.
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }
    if schema.kind == "list":
        min_items = {"minItems": schema.minimum} if schema.minimum else {}
        max_items = {"maxItems": schema.maximum} if schema.maximum else {}
        return {"type": "array", "items": _json_schema(schema.item), **min_items, **max_items}
    if schema.kind in ("integer", "number"):
        return {"type": schema.kind, "minimum": schema.minimum, "maximum": schema.maximum}
    if schema.kind == "boolean":
        return {"type": "boolean"}
    if schema.kind == "day":
        return {"type": "string", "format": "date"}
    if schema.kind == "email":
        return {"type": "string", "format": "email"}
    if schema.kind == "uri":
        return {"type": "string", "format": "uri", "maxLength": schema.maximum}
    choices = {"enum": list(schema.choices)} if schema.choices else {}
    # The API treats an empty text as a missing one.
    minimum = schema.minimum or int(is_required)
    min_length = {"minLength": minimum} if minimum else {}
    max_length = {"maxLength": schema.maximum} if schema.maximum else {}
    return {"type": "string", **choices, **min_length, **max_length}
