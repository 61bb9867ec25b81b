"""Measure a completion in bash: the time of the function, and of loading the script once.

Also the time of reading the script in zsh, as `source` does at the start of a shell.

    python tests/benchmarks/completion.py [--calls 200]

Each line is completed so often in one bash; printed is the mean of a call, in time of the
processor, which is what a press takes on a machine that does nothing else.
"""

import argparse
import re
import resource
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

SCRIPT = Path(__file__).parent.parent.parent / "completions" / "lusha.bash"
ZSH_SCRIPT = SCRIPT.with_name("_lusha")
MOST, MOST_ZSH = 20.0, 5.0  # ms

LINES = {
    "the first word": "lusha pers",
    "a flag among few": "lusha person get --ema",
    "all flags of the longest command": "lusha contacts prospecting --",
    "a choice": "lusha person get --json --output js",
    "a list of 1,000 words": "lusha contacts prospecting --intent-topic Topic",
    "some of 1,000 words": "lusha contacts prospecting --json -o csv --intent-topic Topic\\ 99",
    "after many words": "lusha contacts prospecting"
    + " --department Sales --seniority vp --location Germany" * 5
    + " --intent-topic Topic\\ 999",
}


def ms_of_call(folder: str, line: str, calls: int) -> float:
    """Return the mean time of completing `line`, without starting bash and loading."""
    arguments = re.split(r"(?<!\\) ", line)

    def seconds(count: int) -> float:
        code = f"""
            source {SCRIPT}
            COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)}
            COMP_WORDS=({" ".join(map(shlex.quote, arguments))}) COMP_CWORD={len(arguments) - 1}
            for ((round = 0; round < {count}; round++)); do _lusha; done
            [[ {count} == 0 || ${{#COMPREPLY[@]}} -gt 0 ]]"""
        return seconds_of(code, LUSHA_CACHE_DIR=folder)

    return (seconds(calls) - seconds(0)) / calls * 1000


def ms_of_loading(calls: int) -> float:
    """Return the mean time of reading the script, which a shell does once."""
    return seconds_of(f"for ((n = 0; n < {calls}; n++)); do source {SCRIPT}; done") / calls * 1000


def ms_of_sourcing_in_zsh(calls: int) -> float:
    """Return the mean time of sourcing the script in zsh."""

    def seconds(count: int) -> float:
        code = f"compdef() {{ :; }}; for ((n = 0; n < {count}; n++)); do source {ZSH_SCRIPT}; done"
        return seconds_of(code, shell=("zsh", "-fc"))

    return (seconds(calls) - seconds(0)) / calls * 1000


def seconds_of(code: str, *, shell: tuple[str, str] = ("bash", "-c"), **env: str) -> float:
    """Return the CPU time that a shell takes for `code`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*shell, code], env=env, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=200)
    calls = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as folder:
        topics = Path(folder) / "completion" / "intent-topics.txt"
        topics.parent.mkdir()
        topics.write_text("".join(f"Topic {number}\n" for number in range(1000)))
        rows = [(name, ms_of_call(folder, line, calls)) for name, line in LINES.items()]
    for name, ms in [*rows, ("loading, once a shell", ms_of_loading(20))]:
        verdict = "ok" if ms < MOST else "TOO SLOW"
        sys.stdout.write(f"{name:<36} {ms:6.2f} ms  (under {MOST:.0f}) {verdict}\n")
    ms = ms_of_sourcing_in_zsh(20)
    verdict = "ok" if ms < MOST_ZSH else "TOO SLOW"
    sys.stdout.write(f"{'sourcing in zsh':<36} {ms:6.2f} ms  (under {MOST_ZSH:.0f}) {verdict}\n")


if __name__ == "__main__":
    main()
