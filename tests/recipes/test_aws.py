"""The recipes for AWS: templates checked by tools, and the function run with deliveries."""

import base64
import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from lusha_cli.webhooks.signature import sign
from tests.recipes.test_express import RealTimeClock
from tests.recipes.test_schedules import assert_enriched, run_in_shell
from tests.recipes.tools import tool
from tests.support.cli import Lusha
from tests.support.paths import ROOT
from tests.support.sandbox_events import emit, subscribe
from tests.support.webhook_receiver import Receiver

pytestmark = pytest.mark.slow
FOLDER = Path("lusha_cli/recipes")
SECRET = "whsec_of_a_test_0123456789"
TEMPLATES = ("aws-webhooks", "aws-nightly")


class _Loader(yaml.SafeLoader):
    """Read the functions of CloudFormation as objects: !Ref X is {"Ref": "X"}."""


def _function(loader: _Loader, name: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return {name: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    raise AssertionError(node)


_Loader.add_multi_constructor("!", _function)


def read_template(name: str) -> Any:
    return yaml.load((FOLDER / name / "template.yaml").read_text(), _Loader)


def resources(template: Any, kind: str) -> dict[str, Any]:
    """Return the properties of the resources of a type, by name."""
    return {
        name: resource["Properties"]
        for name, resource in template["Resources"].items()
        if resource["Type"] == kind
    }


def policies(template: Any) -> list[dict[str, Any]]:
    """Return the statements of the policies of all roles."""
    return [
        statement
        for role in resources(template, "AWS::IAM::Role").values()
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def actions(statement: dict[str, Any]) -> list[str]:
    found = statement["Action"]
    return sorted([found] if isinstance(found, str) else found)


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_is_valid(name: str) -> None:
    # --include-checks I reports what is bad practice too.
    file = str(FOLDER / name / "template.yaml")
    command = [tool("cfn-lint"), "--include-checks", "I", "--", file]
    got = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (got.returncode, got.stdout, got.stderr) == (0, "", "")


@pytest.mark.parametrize("name", TEMPLATES)
def test_policies_grant_no_more_than_needed(name: str) -> None:
    for statement in policies(read_template(name)):
        assert statement["Effect"] == "Allow"
        assert not any("*" in action for action in actions(statement))
        # AWS doesn't know a smaller one for this action.
        if statement["Resource"] == "*":
            assert actions(statement) == ["ecr:GetAuthorizationToken"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_secrets_have_no_value_in_the_template(name: str) -> None:
    secrets = resources(read_template(name), "AWS::SecretsManager::Secret")
    assert [list(properties) for properties in secrets.values()] == [["Description"]]


# Terraform


@pytest.fixture(scope="module")
def configuration() -> Any:
    """Return the configuration of Terraform, as python-hcl2 reads it."""
    file = FOLDER / "aws-webhooks/main.tf"
    got = subprocess.run([tool("hcl2tojson"), file], check=True, capture_output=True, text=True)
    # It quotes names and texts.
    text = re.sub(r'\\"((?:[^"\\]|\\[^"])*)\\"', r"\1", got.stdout)
    return json.loads(text)


def terraform_resources(configuration: Any, kind: str) -> dict[str, Any]:
    return {
        name: values
        for resource in configuration["resource"]
        if kind in resource
        for name, values in resource[kind].items()
    }


def test_terraform_refers_to_what_it_declares(configuration: Any) -> None:
    declared = {
        f"{kind}.{name}"
        for resource in configuration["resource"]
        for kind, named in resource.items()
        for name in named
        if not kind.startswith("__")
    }
    text = (FOLDER / "aws-webhooks/main.tf").read_text()
    assert set(re.findall(r"\b(aws_\w+\.\w+)\.\w+", text)) <= declared
    variables = {name for variable in configuration["variable"] for name in variable}
    assert set(re.findall(r"\bvar\.(\w+)", text)) == {n for n in variables if n[0] != "_"}


def test_terraform_creates_what_cloudformation_does(configuration: Any) -> None:
    template = read_template("aws-webhooks")
    kinds = {
        "AWS::SecretsManager::Secret": "aws_secretsmanager_secret",
        "AWS::SQS::Queue": "aws_sqs_queue",
        "AWS::Logs::LogGroup": "aws_cloudwatch_log_group",
        "AWS::IAM::Role": "aws_iam_role",
        "AWS::Lambda::Function": "aws_lambda_function",
        "AWS::ApiGatewayV2::Api": "aws_apigatewayv2_api",
        "AWS::ApiGatewayV2::Integration": "aws_apigatewayv2_integration",
        "AWS::ApiGatewayV2::Route": "aws_apigatewayv2_route",
        "AWS::ApiGatewayV2::Stage": "aws_apigatewayv2_stage",
        "AWS::Lambda::Permission": "aws_lambda_permission",
    }
    assert {resource["Type"] for resource in template["Resources"].values()} == set(kinds)
    for ours, theirs in kinds.items():
        assert len(resources(template, ours)) == len(terraform_resources(configuration, theirs))

    [function] = resources(template, "AWS::Lambda::Function").values()
    [twin] = terraform_resources(configuration, "aws_lambda_function").values()
    for one, other in (("Runtime", "runtime"), ("Handler", "handler"), ("Timeout", "timeout"),
                       ("MemorySize", "memory_size"), ("Description", "description")):  # fmt: skip
        assert function[one] == twin[other]
    variables = twin["environment"][0]["variables"]
    assert set(function["Environment"]["Variables"]) == {n for n in variables if n[0] != "_"}

    queues = resources(template, "AWS::SQS::Queue")
    twins = terraform_resources(configuration, "aws_sqs_queue")
    for queue, twin in zip(queues.values(), twins.values(), strict=True):
        for one, other in (("FifoQueue", "fifo_queue"), ("VisibilityTimeout",
                           "visibility_timeout_seconds"), ("DeduplicationScope",
                           "deduplication_scope"), ("FifoThroughputLimit", "fifo_throughput_limit"),
                           ("SqsManagedSseEnabled", "sqs_managed_sse_enabled"),
                           ("MessageRetentionPeriod", "message_retention_seconds")):  # fmt: skip
            assert queue.get(one) == twin.get(other)

    [logs] = resources(template, "AWS::Logs::LogGroup").values()
    [twin] = terraform_resources(configuration, "aws_cloudwatch_log_group").values()
    assert logs["RetentionInDays"] == twin["retention_in_days"]
    redrive = queues["Deliveries"]["RedrivePolicy"]["maxReceiveCount"]
    assert f"maxReceiveCount = {redrive}}}" in twins["deliveries"]["redrive_policy"]

    [integration] = resources(template, "AWS::ApiGatewayV2::Integration").values()
    [twin] = terraform_resources(configuration, "aws_apigatewayv2_integration").values()
    assert integration["PayloadFormatVersion"] == twin["payload_format_version"] == "2.0"
    assert integration["IntegrationType"] == twin["integration_type"]
    [stage] = resources(template, "AWS::ApiGatewayV2::Stage").values()
    [twin] = terraform_resources(configuration, "aws_apigatewayv2_stage").values()
    limits = twin["default_route_settings"][0]
    assert stage["DefaultRouteSettings"] == {
        "ThrottlingRateLimit": limits["throttling_rate_limit"],
        "ThrottlingBurstLimit": limits["throttling_burst_limit"],
    }
    keys = {route["RouteKey"] for route in resources(template, "AWS::ApiGatewayV2::Route").values()}
    twins = terraform_resources(configuration, "aws_apigatewayv2_route")
    assert keys == {route["route_key"] for route in twins.values()} == {"GET /hook", "POST /hook"}


def test_terraform_grants_what_cloudformation_does(configuration: Any) -> None:
    [policy] = terraform_resources(configuration, "aws_iam_role_policy").values()
    statement = r"Action = (\[[^]]+\]|[\w:]+), Resource = ([^{}]*(?:\{[^{}]*\})?[^{}]*)\}"
    granted = re.findall(statement, policy["policy"])
    assert [
        (re.findall(r"\w+:\w+", action), resource.strip('"')) for action, resource in granted
    ] == [
        (["sqs:SendMessage"], "aws_sqs_queue.deliveries.arn"),
        (["secretsmanager:GetSecretValue"], "aws_secretsmanager_secret.webhook.arn"),
        (
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            "${aws_cloudwatch_log_group.receiver.arn}:*",
        ),
    ]


GRANTED = {
    "aws-webhooks": {
        "sqs:SendMessage", "secretsmanager:GetSecretValue", "logs:CreateLogStream",
        "logs:PutLogEvents",
    },
    "aws-nightly": {
        "secretsmanager:GetSecretValue", "logs:CreateLogStream", "logs:PutLogEvents",
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer",
        "ecr:GetAuthorizationToken", "elasticfilesystem:ClientMount",
        "elasticfilesystem:ClientWrite", "ecs:RunTask", "iam:PassRole",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_other_action_is_granted(name: str) -> None:
    granted = {action for each in policies(read_template(name)) for action in actions(each)}
    assert granted == GRANTED[name]


# The function


class Lambda:
    """The function in a process of its own, and the services of AWS that it calls."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("run_lambda.py")
        self.process = subprocess.Popen(
            [tool("python"), script, FOLDER / "aws-webhooks"], env={"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.state: Any = None

    def __call__(self, **command: Any) -> Any:
        """Carry out a command of run_lambda and return the response to its event."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps(command)}\n")
        self.process.stdin.flush()
        self.state = json.loads(self.process.stdout.readline())
        return self.state["response"]

    def close(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def function() -> Iterator[Lambda]:
    opened = Lambda()
    opened(secret=SECRET)
    yield opened
    opened.close()


def make_event(
    body: bytes = b"",
    headers: dict[str, str] | None = None,
    *,
    method: str = "POST",
    query: dict[str, str] | None = None,
    is_encoded: bool = False,
) -> dict[str, Any]:
    """Return an event of an HTTP API, payload format 2.0 (developer guide of API Gateway)."""
    return {
        "version": "2.0",
        "routeKey": f"{method} /hook",
        "rawPath": "/hook",
        "rawQueryString": "&".join(f"{name}={value}" for name, value in (query or {}).items()),
        # API Gateway writes the names in lower case.
        "headers": {name.lower(): value for name, value in (headers or {}).items()},
        **({"queryStringParameters": query} if query else {}),
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api-id",
            "http": {"method": method, "path": "/hook", "protocol": "HTTP/1.1"},
            "stage": "$default",
        },
        **(
            {"body": base64.b64encode(body).decode() if is_encoded else body.decode()}
            if body
            else {}
        ),
        "isBase64Encoded": is_encoded,
    }


def signed(body: bytes, *, at: float = 0, secret: str = SECRET, is_encoded: bool = False) -> Any:
    timestamp = str(int(at or time.time()))
    headers = {
        "X-Lusha-Timestamp": timestamp,
        "X-Lusha-Signature": sign(secret, timestamp, body),
        "Content-Type": "application/json",
    }
    return make_event(body, headers, is_encoded=is_encoded)


def test_function_takes_each_of_1000_deliveries_once(function: Lambda) -> None:
    statuses = []
    for number in range(1000):
        # The spaces are signed: JSON that is parsed and written again has others.
        body = f'{{"id":  "event-{number // 4}", "type": "promotion", "entityType": "contact", ' \
               f'"entityId": "{number % 7}", "name": "Zoë 李"}}'.encode()  # fmt: skip
        options: Any = ({}, {"is_encoded": True}, {"secret": "whsec_other"},
                        {"at": time.time() - 301})[number % 4]  # fmt: skip
        if number % 4 >= 2:
            body = body.replace(b"event-", b"other-")
        statuses.append(function(event=signed(body, **options))["statusCode"])
    assert statuses == [200, 200, 401, 401] * 250
    messages = function.state["messages"]
    # The second of each id is a repeat.
    assert [json.loads(m["MessageBody"])["id"] for m in messages] == [
        f"event-{number}" for number in range(250)
    ]
    assert messages[0]["MessageBody"].startswith('{"id":  "event-0"')
    assert messages[0]["MessageAttributes"]["type"]["StringValue"] == "promotion"
    # One call for each accepted delivery; a secret that didn't fit was read again once a minute.
    calls = function.state["calls"]
    assert calls.count("SendMessage") == 500
    assert 1 <= calls.count("GetSecretValue") <= 10
    granted = {action for s in policies(read_template("aws-webhooks")) for action in actions(s)}
    assert {"sqs:SendMessage", "secretsmanager:GetSecretValue"} <= granted
    assert set(calls) == {"SendMessage", "GetSecretValue"}
    # The package is imported without the modules of its command line.
    assert function.state["modules"] == []


def test_function_takes_the_deliveries_of_the_sandbox(
    function: Lambda, lusha: Lusha, receiver: Receiver
) -> None:
    lusha.clock = RealTimeClock()
    found = re.search(r"whsec_\w+", lusha("webhooks", "rotate-secret", "--yes").out)
    assert found
    subscribe(lusha, receiver.url)
    emit(lusha, "promotion", "--count", "20")
    function(secret=found[0])
    for number, delivery in enumerate(receiver.deliveries):
        event = make_event(delivery.body, delivery.headers, is_encoded=bool(number % 2))
        response = function(event=event)
        assert response["statusCode"] == 200
        assert json.loads(response["body"])["webhookId"] == delivery.event["id"]
    assert [m["MessageBody"].encode() for m in function.state["messages"]] == [
        delivery.body for delivery in receiver.deliveries
    ]


def test_function_answers_the_challenge(function: Lambda) -> None:
    got = function(event=make_event(method="GET", query={"challenge": "a b+c"}))
    assert (got["statusCode"], json.loads(got["body"])) == (200, {"challenge": "a b+c"})
    assert function(event=make_event(method="GET"))["statusCode"] == 400
    assert function(event=make_event(method="GET", query={"challenge": "x" * 1001}))[
        "statusCode"
    ] == 400  # fmt: skip


BODIES: dict[str, tuple[bytes | str, int]] = {
    "not JSON": (b"not JSON", 400),
    "not an object": (b"[]", 400),
    "opt-out": (b'{"contactId": "1", "datapoints": ["a@b.example"]}', 200),
    "characters that a queue refuses": ('{"id": "a\uffff\ufffe"}'.encode(), 200),
    "UTF-16": ('{"id": "a"}'.encode("utf-16"), 200),
    "odd id": ('{"id": "' + "ü " * 120 + '"}', 200),
    "too long": (b'{"id": "a", "text": "' + b"x" * 250_000 + b'"}', 413),
}


@pytest.mark.parametrize("name", BODIES)
def test_function_takes_any_object_that_is_signed(function: Lambda, name: str) -> None:
    body, status = BODIES[name]
    content = body.encode() if isinstance(body, str) else body
    event = signed(content, is_encoded=True)
    assert function(event=event)["statusCode"] == status
    messages = function.state["messages"]
    assert len(messages) == (status == 200)
    for message in messages:
        assert json.loads(message["MessageBody"]) == json.loads(content)
        assert not re.search("[\ufffe\uffff]", message["MessageBody"])
        assert re.fullmatch(r"[0-9a-f]{64}", message["MessageDeduplicationId"])
    # Logs have no personal data.
    assert "b.example" not in function.state["printed"]


@pytest.mark.parametrize(
    "break_event",
    [
        lambda event: event["headers"].pop("x-lusha-signature"),
        lambda event: event["headers"].pop("x-lusha-timestamp"),
        lambda event: event["headers"].update({"x-lusha-timestamp": "yesterday"}),
        lambda event: event["headers"].update({"x-lusha-signature": "ü" * 64}),
        lambda event: event.update(body=event["body"] + " "),
        lambda event: event.pop("body"),
        lambda event: event.pop("headers"),
    ],
)
def test_function_refuses_what_is_not_signed(
    function: Lambda, break_event: Callable[[Any], Any]
) -> None:
    event = signed(b'{"id": "a"}')
    break_event(event)
    assert function(event=event)["statusCode"] == 401
    assert function.state["messages"] == []


def test_function_asks_for_a_retry_while_a_service_is_down(function: Lambda) -> None:
    body = b'{"id": "a"}'
    # First the secret can't be read, then the queue doesn't answer.
    for _ in range(2):
        got = function(event=signed(body), is_down=True)
        assert (got["statusCode"], got["headers"]["Retry-After"]) == (503, "30")
        function(event=signed(b"not JSON"))
    assert function(event=signed(body))["statusCode"] == 200
    assert len(function.state["messages"]) == 1


def test_function_reads_a_replaced_secret(function: Lambda) -> None:
    assert function(event=signed(b'{"id": "a"}'))["statusCode"] == 200
    event = signed(b'{"id": "b"}', secret="whsec_new")
    function(secret="whsec_new")
    assert function(event=event)["statusCode"] == 401
    function(age=60)
    assert function(event=event)["statusCode"] == 200


def test_function_accepts_nothing_with_an_empty_secret(function: Lambda) -> None:
    function(secret="")
    assert function(event=signed(b'{"id": "a"}', secret=""))["statusCode"] == 503


# The nightly run


def test_nightly_command_enriches(tmp_path: Path, shell_env: dict[str, str]) -> None:
    template = read_template("aws-nightly")
    [task] = resources(template, "AWS::ECS::TaskDefinition").values()
    [container] = task["ContainerDefinitions"]
    variables = {entry["Name"]: entry["Value"] for entry in container["Environment"]}
    assert variables == {"LUSHA_BUDGET": {"Ref": "Budget"}, "LUSHA_STATE_DIR": "/data/state"}
    assert [secret["Name"] for secret in container["Secrets"]] == ["LUSHA_API_KEY"]
    budget = template["Parameters"]["Budget"]["Default"]
    run_in_shell(
        " ".join(["lusha", *container["Command"]]), tmp_path, shell_env | {"LUSHA_BUDGET": budget}
    )
    assert_enriched(tmp_path)
    # The image, its user and its folder are those of the recipe docker.
    dockerfile = (FOLDER / "docker/Dockerfile").read_text()
    [access] = resources(template, "AWS::EFS::AccessPoint").values()
    assert f"--uid {access['PosixUser']['Uid']} " in dockerfile
    assert container["MountPoints"][0]["ContainerPath"] in dockerfile
