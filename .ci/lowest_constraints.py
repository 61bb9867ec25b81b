"""Print pip constraints that pin each dependency to the lowest version pyproject.toml allows.

Usage: python .ci/lowest_constraints.py [EXTRA]... > constraints.txt
"""

import re
import sys
import tomllib
from pathlib import Path


def lowest(requirement: str) -> str | None:
    """Return `name==version` for the lower bound of `requirement`, or None if it has none."""
    match = re.match(r"([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?.*?>=\s*([0-9][0-9.]*)", requirement)
    return f"{match[1]}=={match[2]}" if match else None


def main() -> None:
    """Print the constraints of the core dependencies and of the extras named in argv."""
    path = Path(__file__).parent.parent / "pyproject.toml"
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    requirements = list(project["dependencies"])
    for extra in sys.argv[1:]:
        requirements += project["optional-dependencies"][extra]
    sys.stdout.writelines(f"{pin}\n" for pin in map(lowest, requirements) if pin)


if __name__ == "__main__":
    main()
