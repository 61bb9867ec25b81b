# PowerShell completion of lusha. Made by: python -m lusha_cli.docs

Register-ArgumentCompleter -Native -CommandName 'lusha' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        Select-Object -Skip 1 |
        ForEach-Object { $_.Extent.Text })
    $current = "$wordToComplete"

    # The line of a flag: its names, + if it repeats, its possible values; a tab, its meaning.
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

    # The words of a kind of value, each with a tab and its meaning if it has one.
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

# COMMAND TREE

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
    # If nothing is returned, PowerShell offers the names of files.
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
