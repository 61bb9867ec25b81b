"""The recipes that run a file on a schedule: checked by tools, and run in the sandbox."""

import json
import os
import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.recipes.tools import tool

pytestmark = pytest.mark.slow
FOLDER = Path("lusha_cli/recipes")
LEADS = "email\nada.byrne@analytical-engines.example\n"


def run_in_shell(command: str, folder: Path, env: dict[str, str]) -> str:
    """Run a command with sh and return its output."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "leads.csv").write_text(LEADS)
    got = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=env, check=False, capture_output=True, text=True
    )
    assert got.returncode == 0, got.stderr
    return got.stdout + got.stderr


def assert_enriched(folder: Path) -> None:
    assert ",matched," in (folder / "enriched.csv").read_text()


def test_cron_line_enriches(shell_env: dict[str, str]) -> None:
    lines = (FOLDER / "cron/lusha.cron").read_text().splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    variables = dict(line.split("=", 1) for line in lines[:-1])
    command = re.fullmatch(r"(?:[\d*]+ ){5}(.+)", lines[-1])
    assert command is not None
    assert "%" not in command[1]  # cron replaces it with a line break
    folder = Path(shell_env["HOME"]) / "lusha"
    run_in_shell(command[1], folder, shell_env | variables)
    assert_enriched(folder)


def test_systemd_units_are_valid(tmp_path: Path, shell_env: dict[str, str]) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze")
    units = [shutil.copy(path, tmp_path) for path in (FOLDER / "systemd").glob("lusha-*")]
    got = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    own = [line for line in got.stderr.splitlines() if "lusha-enrich" in line]
    assert (len(units), got.returncode, own) == (2, 0, [])


def test_systemd_command_enriches(tmp_path: Path, shell_env: dict[str, str]) -> None:
    unit = (FOLDER / "systemd/lusha-enrich.service").read_text()
    command = re.search(r"^ExecStart=/bin/sh -c '(.+)'$", unit, re.MULTILINE)
    assert command is not None
    variables = dict(re.findall(r"^Environment=(LUSHA_\w+)=(.+)$", unit, re.MULTILINE))
    (tmp_path / "lusha-key").write_text("a-key-of-a-test")
    env = shell_env | variables | {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    # systemd replaces $$ with $.
    run_in_shell(command[1].replace("$$", "$"), tmp_path / "work", env)
    assert_enriched(tmp_path / "work")


def read_workflow() -> Any:
    text = (FOLDER / "github-actions/.github/workflows/lusha.yml").read_text()
    # YAML 1.1 reads the key `on` as true.
    return json.loads(json.dumps({"on" if k is True else k: v
                                  for k, v in yaml.safe_load(text).items()}))  # fmt: skip


def test_github_workflow_fits_its_schema() -> None:
    if os.environ.get("CI") != "true":
        pytest.importorskip("check_jsonschema")
    schemas = resources.files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema = json.loads((schemas / "github-workflows.json").read_text())
    validator = jsonschema.Draft7Validator(schema)
    validator.validate(read_workflow())
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**read_workflow(), "jobs": {"enrich": {"steps": [{"rnu": "lusha"}]}}})


def test_github_steps_enrich(tmp_path: Path, shell_env: dict[str, str]) -> None:
    job = read_workflow()["jobs"]["enrich"]
    commands = [step["run"] for step in job["steps"] if "lusha person" in step.get("run", "")]
    env = shell_env | {"LUSHA_API_KEY": "", "LUSHA_BUDGET": job["env"]["LUSHA_BUDGET"]}
    assert len(commands) == 2
    for command in commands:
        run_in_shell(command, tmp_path / "work", env)
    assert_enriched(tmp_path / "work")


def test_github_recipe_can_be_tried_as_its_readme_says(
    tmp_path: Path, shell_env: dict[str, str]
) -> None:
    def run(command: str) -> None:
        subprocess.run(["sh", "-c", command], cwd=tmp_path, env=shell_env, check=True,
                       capture_output=True)  # fmt: skip

    run("lusha recipes copy github-actions repository")
    readme = (tmp_path / "repository/lusha-github-actions.md").read_text()
    [command] = re.findall(r"^(lusha person bulk .+ --sandbox .+)$", readme, re.MULTILINE)
    run(f"cd repository && {command}")
    assert ",matched," in (tmp_path / "repository/enriched.csv").read_text()
    # The workflow is in the folder that GitHub reads.
    assert (tmp_path / "repository/.github/workflows/lusha.yml").is_file()


def test_dockerfile_follows_hadolint() -> None:
    command = [tool("hadolint"), "--no-color", str(FOLDER / "docker/Dockerfile")]
    got = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (got.returncode, got.stdout) == (0, "")


def test_dockerfile_is_small_and_not_root(tmp_path: Path, shell_env: dict[str, str]) -> None:
    if os.environ.get("CI") != "true":
        pytest.importorskip("dockerfile_parse")
    from dockerfile_parse import (  # type: ignore[import-untyped, unused-ignore]
        DockerfileParser,
    )

    shutil.copy(FOLDER / "docker/Dockerfile", tmp_path)
    parser = DockerfileParser(str(tmp_path))
    steps = {step["instruction"]: step["value"] for step in parser.structure}
    assert (steps["FROM"].endswith("-slim"), steps["USER"]) == (True, "10001")
    variables = dict(word.split("=", 1) for word in steps["ENV"].split())
    assert "LUSHA_API_KEY" not in variables
    env = shell_env | {"LUSHA_BUDGET": variables["LUSHA_BUDGET"]}
    check = json.loads(steps["HEALTHCHECK"].partition("CMD ")[2])
    run_in_shell(" ".join(check), tmp_path / "work", env)
    command = [*json.loads(steps["ENTRYPOINT"]), *json.loads(steps["CMD"])]
    run_in_shell(" ".join(command), tmp_path / "work", env)
    assert_enriched(tmp_path / "work")
