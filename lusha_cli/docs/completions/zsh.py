"""The completion script for zsh: it finds the command, then calls `_arguments`."""

import re
from collections.abc import Iterator, Mapping

from lusha_cli.docs.command_tree import Argument, Flag, Node, Value
from lusha_cli.docs.completions.lines import shared_sets

_HEAD = r"""#compdef lusha
# zsh completion of lusha. Made by: python -m lusha_cli.docs

_lusha() {
  local curcontext=$curcontext at=lusha
  local -a commands flags arguments line
  local -A opt_args
  integer i=2
  _lusha_node
  while (( i < CURRENT && $#commands )); do
    if (( ${commands[(I)${(b)words[i]}:*]} )); then
      at+=" $words[i]"
      _lusha_node
    elif [[ $words[i] != -* ]]; then
      return 1
    fi
    (( i++ ))
  done
  if (( $#commands )) && [[ $words[CURRENT] != -* ]]; then
    _describe -t commands command commands
    return
  fi
  words=(lusha "${(@)words[i,-1]}")
  (( CURRENT += 2 - i ))
  curcontext=${curcontext%:*}-${at// /-}:
  # Where a flag is being typed, the hint about an argument would keep it from being inserted.
  if [[ $words[CURRENT] == -* ]] && (( ! ${words[(I)--]} )); then arguments=('*: :{false}'); fi
  _arguments -s -S : $flags $arguments
}

# Offer the words of a list that lusha keeps, which the last parameter names.
_lusha_kept() {
  local file=${HOME}/.cache/lusha word
  local -a lines entries shown
  integer width=0
  if [[ $OSTYPE == darwin* ]]; then file=$HOME/Library/Caches/lusha; fi
  if [[ ${XDG_CACHE_HOME-} == /* ]]; then file=$XDG_CACHE_HOME/lusha; fi
  file=${LUSHA_CACHE_DIR:-$file}/completion/$@[-1].txt
  [[ -r $file ]] || return 1
  lines=("${(@f)$(<$file)}")
  entries=("${(@)lines%%$'\t'*}")
  for word in $entries; do (( $#word > width )) && width=$#word; done
  for word in $lines; do
    if [[ $word == *$'\t'* ]]; then
      word="${(r:width:)${word%%$'\t'*}}  -- ${word#*$'\t'}"
    fi
    shown+=("$word")
  done
  compadd "${@[1,-2]}" -M 'm:{[:lower:]}={[:upper:]}' -l -d shown -a entries
}

# Offer words; what ends in a slash goes on.
_lusha_words() {
  local -a ends whole
  local -a options=("${(@)@[1,(i)--]}")
  shift $#options
  ends=("${(@M)@:#*/}")
  whole=("${(@)@:#*/}")
  compadd "${(@)options[1,-2]}" -M 'm:{[:lower:]}={[:upper:]}' -a whole
  local found=$?
  compadd "${(@)options[1,-2]}" -S '' -a ends || return found
}
"""

_FOOT = """
if [[ $funcstack[1] == _lusha ]]; then
  _lusha "$@"
else
  compdef _lusha lusha
fi
"""


def zsh(root: Node, dependents: Mapping[str, Mapping[str, Value]]) -> str:
    """Return the script: static functions, then the data of the command tree."""
    return "\n".join([_HEAD, *_nodes(root), "", *_dependent_values(dependents)]) + "\n" + _FOOT


def _nodes(root: Node) -> Iterator[str]:
    yield "# What follows the words of `at`: commands, flags and arguments."
    yield "_lusha_node() {"
    shared = shared_sets(root)
    for flags, name in shared.items():
        yield f"  local -a {name}=("
        yield from (f"    {spec}" for flag in flags for spec in _flag_specs(flag))
        yield "  )"
    yield "  commands=() arguments=()"
    yield "  case $at in"
    for node in root.walk():
        yield f"    '{node.path}')"
        if node.children:
            yield "      commands=("
            yield from (
                f"        {_quoted(f'{child.name}:{child.meaning}')}" for child in node.children
            )
            yield "      )"
        if node.arguments:
            yield "      arguments=("
            yield from (f"        {_argument_spec(argument)}" for argument in node.arguments)
            yield "      )"
        yield "      flags=("
        yield from (f"        {spec}" for flag in node.own_flags for spec in _flag_specs(flag))
        yield f'        "${{(@){shared[node.shared_flags]}}}"'
        yield from ("      )", "      ;;")
    yield from ("  esac", "}")


def _flag_specs(flag: Flag) -> Iterator[str]:
    """Yield a spec for `_arguments` for each name of a flag."""
    others = "*" if flag.repeats else f"({' '.join(flag.names)})" if flag.names[1:] else ""
    meaning = flag.meaning.replace("[", r"\[").replace("]", r"\]")
    for name in flag.names:
        if flag.value is None:
            yield _quoted(f"{others}{name}[{meaning}]")
        else:
            joined = "=" if name.startswith("--") else "+"
            rest = f":{_plain(flag.metavar)}:{_action(flag.value)}"
            yield _quoted(f"{others}{name}{joined}[{meaning}]{rest}")


def _argument_spec(argument: Argument) -> str:
    start = "*" if argument.repeats else ""
    return _quoted(f"{start}:{_plain(argument.metavar)}:{_action(argument.value)}")


def _action(value: Value) -> str:
    """Return the action of `_arguments` that completes a value; a space completes nothing."""
    if value.cached_list:
        return f"_lusha_kept {value.cached_list}"
    if value.depends_on:
        return f"_lusha_after {value.depends_on}"
    if value.is_file:
        return "_files"
    return f"_lusha_words -- {_words(value)}" if value.words else " "


def _words(value: Value) -> str:
    return " ".join(re.sub(r"([^\w/.-])", r"\\\1", word) for word in value.words)


def _dependent_values(dependents: Mapping[str, Mapping[str, Value]]) -> Iterator[str]:
    yield "# Offer what a value can be after the argument before it."
    yield "_lusha_after() {"
    yield '  case "$@[-1] ${${line[1]:l}//-/_}" in'
    for name, table in dependents.items():
        for before, value in table.items():
            if value.words or value.cached_list:
                call, _, rest = _action(value).partition(" ")
                yield f"    '{name} {before.lower()}') {call} \"${{@[1,-2]}}\" {rest} ;;"
    yield from ("  esac", "}")


def _plain(text: str) -> str:
    """Escape a message for `_arguments`."""
    return text.replace("\\", "\\\\").replace(":", "\\:")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
