"""The completion script for PowerShell 5.1 and later: one script block."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lusha_cli.docs.command_tree import Flag, Node, Value
from lusha_cli.docs.completions.lines import argument_line, flag_line, shared_sets, value_text

_HEAD = r"""# PowerShell completion of lusha. Made by: python -m lusha_cli.docs

Register-ArgumentCompleter -Native -CommandName 'lusha' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        Select-Object -Skip 1 |
        ForEach-Object { $_.Extent.Text })
    $current = "$wordToComplete"

    # The line of a flag: its names, + where it repeats, what its value can be; a tab, its meaning.
    function Find-Flag($flags, $name) {
        foreach ($line in $flags) {
            $names = ($line -split '[ \t]', 2)[0].TrimEnd('+') -split ','
            if ($names -ccontains $name) {
                $parts = ($line -split "`t", 2)[0] -split ' ', 2
                if ($parts.Count -gt 1) { return $parts[1] }
                return ''
            }
        }
    }

    function Get-Folder {
        if ($env:LUSHA_CACHE_DIR) { return $env:LUSHA_CACHE_DIR }
        if ($env:LOCALAPPDATA) { return "$env:LOCALAPPDATA\lusha\Cache" }
        if ("$env:XDG_CACHE_HOME".StartsWith('/')) { return "$env:XDG_CACHE_HOME/lusha" }
        if ($IsMacOS) { return "$HOME/Library/Caches/lusha" }
        return "$HOME/.cache/lusha"
    }

    # The words of a kind of value, each with a tab and its meaning where there is one.
    function Get-Words($kind) {
        if ($kind.StartsWith('@')) {
            $file = Join-Path (Get-Folder) "completion/$($kind.Substring(1)).txt"
            if (Test-Path -LiteralPath $file) { Get-Content -Encoding UTF8 -LiteralPath $file }
        } elseif ($kind -notin '', '-') {
            $kind -split '\|'
        }
    }

    function Get-Flags($flags, $used) {
        foreach ($line in $flags) {
            $spec, $meaning = $line -split "`t", 2
            $names = ($spec -split ' ', 2)[0]
            $given = @($names -split ',' | Where-Object { $used -ccontains $_ })
            if ($given.Count -and -not $names.EndsWith('+')) { continue }
            foreach ($name in $names.TrimEnd('+') -split ',') { "$name`t$meaning" }
        }
    }
"""

_FOOT = r"""
    $path, $position, $before, $ended, $wanted, $used = 'lusha', 0, '', $false, $null, @()
    $commands, $flags, $arguments = $nodes[$path]
    foreach ($word in $words) {
        if ($wanted) { $wanted = $null; continue }
        if ($ended -or $word -notlike '-?*') {
            if (@($commands | Where-Object { $_.StartsWith("$word`t") }).Count) {
                $path = "$path $word"
                $commands, $flags, $arguments = $nodes[$path]
            } elseif ($commands.Count) {
                return ''
            } else {
                $position++
                $before = $word
            }
        } elseif ($word -eq '--') {
            $ended = $true
        } else {
            $used += ($word -split '=', 2)[0]
            if ($word -notlike '*=*') { $wanted = Find-Flag $flags $word }
        }
    }

    $prefix, $kind, $found = '', $null, @()
    if ($wanted) {
        $kind = $wanted
    } elseif (-not $ended -and $current -like '--*=*') {
        $name, $current = $current -split '=', 2
        $prefix, $kind = "$name=", "$(Find-Flag $flags $name)"
    } elseif (-not $ended -and $current -like '-*') {
        $found = @(Get-Flags $flags $used)
    } elseif ($commands.Count) {
        $found = $commands
    } elseif ($position -lt $arguments.Count) {
        $kind = ($arguments[$position] -split ' ', 2)[1]
    } elseif ($arguments.Count -and $arguments[-1] -like '*+ *') {
        $kind = ($arguments[-1] -split ' ', 2)[1]
    } elseif (-not $ended) {
        $found = @(Get-Flags $flags $used)
    }
    if ("$kind".StartsWith('%')) {
        $key = $kind.Substring(1) + ' ' + $before.ToLowerInvariant().Replace('-', '_')
        $kind = "$($after[$key])"
    }
    # Where nothing is returned, PowerShell offers the names of files.
    if ($kind -eq 'FILE') { return }
    if ($kind) { $found = @(Get-Words $kind) }

    $start = $current.TrimStart("'", '"')
    $results = @(foreach ($entry in $found) {
        $word, $meaning = $entry -split "`t", 2
        if (-not $word.StartsWith($start, [StringComparison]::OrdinalIgnoreCase)) { continue }
        if (-not $meaning) { $meaning = $word }
        $text = $word
        if ($text -notmatch '^[\w/.-]+$') { $text = "'" + $text.Replace("'", "''") + "'" }
        [Management.Automation.CompletionResult]::new(
            "$prefix$text", $word, 'ParameterValue', $meaning)
    })
    if ($results.Count) { $results } else { '' }
}
"""


def powershell(root: Node, dependents: Mapping[str, Mapping[str, Value]]) -> str:
    """Return the script: static functions, then the data of the command tree."""
    return "\n".join([_HEAD, *_nodes(root), "", *_dependent_values(dependents)]) + "\n" + _FOOT


def _nodes(root: Node) -> Iterator[str]:
    shared = shared_sets(root)
    for flags, name in shared.items():
        yield f"    ${name} = {_array(4, map(_flag_entry, flags))}"
    yield "    # The commands, the flags and the arguments that follow the words of a path."
    yield "    $nodes = @{"
    for node in root.walk():
        children = _array(8, (f"{child.name}\t{child.meaning}" for child in node.children))
        own = _array(8, map(_flag_entry, node.own_flags))
        arguments = _array(8, map(argument_line, node.arguments))
        all_flags = f"({own} + ${shared[node.shared_flags]})"
        yield f"        '{node.path}' = {children}, {all_flags}, {arguments}"
    yield "    }"


def _dependent_values(dependents: Mapping[str, Mapping[str, Value]]) -> Iterator[str]:
    yield "    # What a value can be after the argument before it."
    yield "    $after = @{"
    for name, table in dependents.items():
        for before, value in table.items():
            yield f"        '{name} {before.lower()}' = {_quoted(value_text(value))}"
    yield "    }"


def _flag_entry(flag: Flag) -> str:
    return f"{flag_line(flag)}\t{flag.meaning}"


def _array(indent: int, words: Iterable[str]) -> str:
    """Return an array literal with one word per line."""
    lines = [f"{' ' * indent}    {_quoted(word)}" for word in words]
    return "\n".join(["@(", *lines, f"{' ' * indent})"]) if lines else "@()"


def _quoted(text: str) -> str:
    """Quote a text for PowerShell; a tab is written as an escape outside the quotes."""
    # PowerShell treats typographic quotes as quotes too.
    plain = re.sub("(['\u2018-\u201b])", r"\1\1", text)
    return "('" + plain.replace("\t", "' + \"`t\" + '") + "')" if "\t" in text else f"'{plain}'"
