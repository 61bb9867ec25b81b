"""Run the completion scripts in real shells; each call is one process.

No other program is to be found while it completes: a script that starts one fails.
"""

import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.paths import ROOT

SCRIPTS = ROOT / "completions"
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")


def need(shell: str) -> None:
    """Skip the test if the shell is missing, except in CI."""
    there = shutil.which(shell) and (shell != "bash" or BASH_COMPLETION.exists())
    if not there and not os.environ.get("CI"):
        pytest.skip(f"not installed: {shell}{' with bash-completion' * (shell == 'bash')}")


def bash(folder: Path, lines: Sequence[str]) -> list[set[str]]:
    """Return the words offered at the end of each line, as typed."""
    calls = "\n".join(f"offer {shlex.quote(line)} {_broken(line)}" for line in lines)
    code = f"""
        source {BASH_COMPLETION}
        source {SCRIPTS / "lusha.bash"}
        offer() {{
            COMP_LINE=$1 COMP_POINT=${{#1}} COMP_WORDS=("${{@:2}}") COMP_CWORD=$(($# - 2))
            _lusha
            printf '%s\\n' "${{COMPREPLY[@]}}" ==
        }}
        PATH=/nowhere
        {calls}"""
    return [
        {_typed(word) for word in arguments} for arguments in _run(folder, ["bash", "-c", code])
    ]


def fish(folder: Path, lines: Sequence[str]) -> list[set[str]]:
    """Return the words offered at the end of each line."""
    calls = "\n".join(f"complete -C {shlex.quote(line)}; echo ==" for line in lines)
    code = f"source {SCRIPTS / 'lusha.fish'}\nset PATH {folder}\n{calls}"
    result = _run(folder, ["fish", "--no-config", "-c", code])
    return [{word.partition("\t")[0] for word in arguments} for arguments in result]


def bash_typed(folder: Path, lines: Sequence[str]) -> list[str]:
    """Return the command line after each line was typed with its tabs."""
    setup = f"""
        source {BASH_COMPLETION}
        source {SCRIPTS / "lusha.bash"}
        PS1='> '
        keep() {{ printf '%s\\n' "$READLINE_LINE" >>lines; READLINE_LINE=; }}
        bind -x '"\\C-g": keep'
        PATH=/nowhere
    """
    (folder / "bashrc").write_text(setup)
    return _type(folder, ["bash", "--noprofile", "--rcfile", "bashrc", "-i"], lines)


def zsh_typed(folder: Path, lines: Sequence[str]) -> list[str]:
    """Return the command line after each line was typed with its tabs."""
    return _type(_zsh(folder), ["zsh", "-i"], lines)


def zsh(folder: Path, lines: Sequence[str]) -> list[set[str]]:
    """Return the words offered at the end of each line."""
    _type(_zsh(folder), ["zsh", "-i"], [f"{line}\t" for line in lines])
    parts = (folder / "offered").read_text().split("==\n")
    return [{_typed(word) for word in part.splitlines()} for part in parts[1:-1]]


def _zsh(folder: Path) -> Path:
    (folder / ".zshrc").write_text(
        f"""
        fpath=({SCRIPTS} $fpath)
        autoload -Uz compinit && compinit -u -d dump
        PS1='> '
        setopt no_beep
        zstyle ':completion:*:descriptions' format '<%d>'
        keep() {{ print -r -- "$BUFFER" >>lines; print -r '==' >>offered; BUFFER= }}
        zle -N keep && bindkey '^G' keep
        PATH=/nowhere
        compadd() {{
            if [[ ${{@[1,(i)(-|--)]}} != *-[OAD]\\ * ]]; then
                local -a hits
                builtin compadd -A hits "$@"
                (( $#hits )) && print -rl -- $hits >>offered
            fi
            builtin compadd "$@"
        }}
        """
    )
    return folder


def _type(folder: Path, shell: list[str], lines: Sequence[str]) -> list[str]:
    """Type lines at a terminal, each followed by Ctrl-G, and return what the shell recorded."""
    stored = folder / "lines"
    stored.write_text("")
    terminal, inner = pty.openpty()
    env = {**_env(folder), "TERM": "dumb"}
    with subprocess.Popen(
        shell, cwd=folder, env=env, stdin=inner, stdout=inner, stderr=inner, start_new_session=True
    ) as process:
        os.close(inner)
        seen = b""
        try:
            for number, line in enumerate(["", *lines]):
                os.write(terminal, f"{line}\x07".encode())
                until = time.monotonic() + 20
                while len(stored.read_text().splitlines()) <= number:
                    assert time.monotonic() < until, f"{line!r} is not answered: {seen!r}"
                    if select.select([terminal], [], [], 0.005)[0]:
                        seen += os.read(terminal, 65536)
        finally:
            process.kill()
            os.close(terminal)
    return stored.read_text().splitlines()[1:]


def _run(folder: Path, command: list[str]) -> list[list[str]]:
    done = subprocess.run(
        command, cwd=folder, env=_env(folder), capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return [[w for w in part.splitlines() if w] for part in done.stdout.split("==\n")[:-1]]


def _env(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "ZDOTDIR": str(folder),
        "LANG": "C.UTF-8",
        "LUSHA_CACHE_DIR": str(folder / "cache"),
    }


def _broken(line: str) -> str:
    """Return the words of a line as bash splits them, also at = and :."""
    arguments = re.findall(r"""[=:]+|(?:["'][^"']*["']?|\\.|[^\s=:"'\\])+""", line)
    if line[-1].isspace() and line[-2] != "\\":
        arguments.append("")
    return " ".join(shlex.quote(word) for word in arguments)


def _typed(word: str) -> str:
    """Return an offered word without backslashes."""
    return re.sub(r"\\(.)", r"\1", word)
