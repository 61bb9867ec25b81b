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

    $shared1 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--dry-run' + "`t" + 'Print the request and its worst-case cost without sending it.')
        ('--curl' + "`t" + 'Print the request as a curl command without sending it.')
        ('--max-credits -' + "`t" + 'Maximum credits that the command may spend.')
        ('--allow-double-charge' + "`t" + 'Resend requests that may already have been charged.')
        ('--yes,-y' + "`t" + 'Skip confirmation prompts.')
        ('--ignore-suppression' + "`t" + 'Look up people on the suppression list too.')
        ('--exclude-eu' + "`t" + 'Leave out people in the EU, as the API marks them.')
        ('--no-exclude-eu' + "`t" + 'Opposite of --exclude-eu.')
        ('--exclude-dnc' + "`t" + 'Leave out phones on a do-not-call list.')
        ('--no-exclude-dnc' + "`t" + 'Opposite of --exclude-dnc.')
        ('--sandbox' + "`t" + 'Use the embedded sandbox: free, without a key.')
        ('--no-sandbox' + "`t" + 'Opposite of --sandbox.')
        ('--base-url -' + "`t" + 'Base URL of the API.')
        ('--api-version auto|v2|v3' + "`t" + 'API version for operations that both have [auto].')
        ('--timeout -' + "`t" + 'Timeout of a request in seconds [30].')
        ('--max-wait -' + "`t" + 'Maximum total wait for retries in seconds [60].')
        ('--no-wait' + "`t" + 'Fail immediately instead of waiting to retry.')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared2 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--exclude-eu' + "`t" + 'Leave out people in the EU, as the API marks them.')
        ('--no-exclude-eu' + "`t" + 'Opposite of --exclude-eu.')
        ('--exclude-dnc' + "`t" + 'Leave out phones on a do-not-call list.')
        ('--no-exclude-dnc' + "`t" + 'Opposite of --exclude-dnc.')
        ('--sandbox' + "`t" + 'Use the embedded sandbox: free, without a key.')
        ('--no-sandbox' + "`t" + 'Opposite of --sandbox.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared3 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--dry-run' + "`t" + 'Print the request and its worst-case cost without sending it.')
        ('--curl' + "`t" + 'Print the request as a curl command without sending it.')
        ('--max-credits -' + "`t" + 'Maximum credits that the command may spend.')
        ('--allow-double-charge' + "`t" + 'Resend requests that may already have been charged.')
        ('--yes,-y' + "`t" + 'Skip confirmation prompts.')
        ('--sandbox' + "`t" + 'Use the embedded sandbox: free, without a key.')
        ('--no-sandbox' + "`t" + 'Opposite of --sandbox.')
        ('--base-url -' + "`t" + 'Base URL of the API.')
        ('--api-version auto|v2|v3' + "`t" + 'API version for operations that both have [auto].')
        ('--timeout -' + "`t" + 'Timeout of a request in seconds [30].')
        ('--max-wait -' + "`t" + 'Maximum total wait for retries in seconds [60].')
        ('--no-wait' + "`t" + 'Fail immediately instead of waiting to retry.')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared4 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--sandbox' + "`t" + 'Use the embedded sandbox: free, without a key.')
        ('--no-sandbox' + "`t" + 'Opposite of --sandbox.')
        ('--base-url -' + "`t" + 'Base URL of the API.')
        ('--api-version auto|v2|v3' + "`t" + 'API version for operations that both have [auto].')
        ('--timeout -' + "`t" + 'Timeout of a request in seconds [30].')
        ('--max-wait -' + "`t" + 'Maximum total wait for retries in seconds [60].')
        ('--no-wait' + "`t" + 'Fail immediately instead of waiting to retry.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared5 = @(
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared6 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared7 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--dry-run' + "`t" + 'Print the request and its worst-case cost without sending it.')
        ('--curl' + "`t" + 'Print the request as a curl command without sending it.')
        ('--max-credits -' + "`t" + 'Maximum credits that the command may spend.')
        ('--allow-double-charge' + "`t" + 'Resend requests that may already have been charged.')
        ('--yes,-y' + "`t" + 'Skip confirmation prompts.')
        ('--sandbox' + "`t" + 'Use the embedded sandbox: free, without a key.')
        ('--no-sandbox' + "`t" + 'Opposite of --sandbox.')
        ('--base-url -' + "`t" + 'Base URL of the API.')
        ('--api-version auto|v2|v3' + "`t" + 'API version for operations that both have [auto].')
        ('--timeout -' + "`t" + 'Timeout of a request in seconds [30].')
        ('--max-wait -' + "`t" + 'Maximum total wait for retries in seconds [60].')
        ('--no-wait' + "`t" + 'Fail immediately instead of waiting to retry.')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--exclude-eu' + "`t" + 'Leave out people in the EU, as the API marks them.')
        ('--no-exclude-eu' + "`t" + 'Opposite of --exclude-eu.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared8 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--dry-run' + "`t" + 'Print the request and its worst-case cost without sending it.')
        ('--curl' + "`t" + 'Print the request as a curl command without sending it.')
        ('--max-credits -' + "`t" + 'Maximum credits that the command may spend.')
        ('--allow-double-charge' + "`t" + 'Resend requests that may already have been charged.')
        ('--yes,-y' + "`t" + 'Skip confirmation prompts.')
        ('--sandbox' + "`t" + 'Use the embedded sandbox: free, without a key.')
        ('--no-sandbox' + "`t" + 'Opposite of --sandbox.')
        ('--base-url -' + "`t" + 'Base URL of the API.')
        ('--api-version auto|v2|v3' + "`t" + 'API version for operations that both have [auto].')
        ('--timeout -' + "`t" + 'Timeout of a request in seconds [30].')
        ('--max-wait -' + "`t" + 'Maximum total wait for retries in seconds [60].')
        ('--no-wait' + "`t" + 'Fail immediately instead of waiting to retry.')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--exclude-eu' + "`t" + 'Leave out people in the EU, as the API marks them.')
        ('--no-exclude-eu' + "`t" + 'Opposite of --exclude-eu.')
        ('--exclude-dnc' + "`t" + 'Leave out phones on a do-not-call list.')
        ('--no-exclude-dnc' + "`t" + 'Opposite of --exclude-dnc.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared9 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--sandbox' + "`t" + 'Use the embedded sandbox: free, without a key.')
        ('--no-sandbox' + "`t" + 'Opposite of --sandbox.')
        ('--base-url -' + "`t" + 'Base URL of the API.')
        ('--api-version auto|v2|v3' + "`t" + 'API version for operations that both have [auto].')
        ('--timeout -' + "`t" + 'Timeout of a request in seconds [30].')
        ('--max-wait -' + "`t" + 'Maximum total wait for retries in seconds [60].')
        ('--no-wait' + "`t" + 'Fail immediately instead of waiting to retry.')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared10 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--sandbox' + "`t" + 'Use the embedded sandbox: free, without a key.')
        ('--no-sandbox' + "`t" + 'Opposite of --sandbox.')
        ('--timeout -' + "`t" + 'Timeout of a request in seconds [30].')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared11 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--sandbox' + "`t" + 'Use the embedded sandbox: free, without a key.')
        ('--no-sandbox' + "`t" + 'Opposite of --sandbox.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared12 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--ignore-suppression' + "`t" + 'Look up people on the suppression list too.')
        ('--exclude-eu' + "`t" + 'Leave out people in the EU, as the API marks them.')
        ('--no-exclude-eu' + "`t" + 'Opposite of --exclude-eu.')
        ('--exclude-dnc' + "`t" + 'Leave out phones on a do-not-call list.')
        ('--no-exclude-dnc' + "`t" + 'Opposite of --exclude-dnc.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    $shared13 = @(
        ('--output,-o table|json|jsonl|csv|tsv|yaml' + "`t" + 'Format of the result [table on a terminal, json in a pipe].')
        ('--json' + "`t" + 'Same as --output json.')
        ('--fields -' + "`t" + 'Show only these fields.')
        ('--query -' + "`t" + 'Filter the result with a JMESPath expression.')
        ('--raw,-r' + "`t" + 'Print JSON strings without quotes (with --query or --fields).')
        ('--profile @profiles' + "`t" + 'Profile to use.')
        ('--color auto|always|never' + "`t" + 'When to use color [auto].')
        ('--quiet,-q' + "`t" + 'Print only errors on stderr.')
        ('--verbose,-v' + "`t" + 'Log each request on stderr.')
        ('--debug' + "`t" + 'Log everything on stderr, with tracebacks.')
        ('--redact-pii' + "`t" + 'Redact personal data on stderr.')
        ('--yes,-y' + "`t" + 'Skip confirmation prompts.')
        ('--help,-h' + "`t" + 'Show help and stop.')
        ('--help-all' + "`t" + 'Show every option and stop.')
    )
    # The commands, the flags and the arguments that follow the words of a path.
    $nodes = @{
        'lusha' = @(
            ('last' + "`t" + 'Show the last result again, free of charge.')
            ('api' + "`t" + 'Send a request to any path of the API.')
            ('doctor' + "`t" + 'Check settings, folders, keyring, key, network and plan.')
            ('completion' + "`t" + 'Print the completion script of a shell.')
            ('help' + "`t" + 'Explain a topic or a command.')
            ('person' + "`t" + 'Look up people, one by one or from a file.')
            ('company' + "`t" + 'Look up companies, one by one or from a file.')
            ('prospecting' + "`t" + 'Search for contacts and companies, and enrich the results.')
            ('lookalike' + "`t" + 'Find contacts and companies similar to the ones you have.')
            ('recommendations' + "`t" + 'Get recommended contacts and companies.')
            ('filters' + "`t" + 'List the values that search filters accept.')
            ('signals' + "`t" + 'Get signals such as promotions, funding and news.')
            ('webhooks' + "`t" + 'Manage webhook subscriptions, and receive deliveries.')
            ('account' + "`t" + 'Show credits, plan and prices.')
            ('credits' + "`t" + 'Show charges, forecast costs, and watch the balance.')
            ('auth' + "`t" + 'Log in, log out, and show which key is in use.')
            ('config' + "`t" + 'Show and change settings.')
            ('runs' + "`t" + 'List, resume, export and delete runs of files.')
            ('privacy' + "`t" + 'Manage the suppression list of people who opted out.')
            ('contacts' + "`t" + 'Call the V3 operations on contacts.')
            ('companies' + "`t" + 'Call the V3 operations on companies.')
            ('sandbox' + "`t" + 'Try every command for free with an embedded emulator of the API.')
        ), (@(
            ('--version,-V' + "`t" + 'Show the version and exit.')
        ) + $shared1), @()
        'lusha last' = @(), (@(
            ('--clear' + "`t" + 'Delete the stored result.')
            ('--list' + "`t" + 'Show the last list, whose rows --last selects by number.')
        ) + $shared2), @()
        'lusha api' = @(), (@(
            ('--field,-F+ -' + "`t" + 'Parameter, with true, false, null and numbers as JSON. K[]=V adds to a list.')
            ('--raw-field,-f+ -' + "`t" + 'Parameter, always sent as text.')
            ('--input FILE' + "`t" + 'JSON body of the request.')
        ) + $shared3), @(
            'METHOD|PATH GET|POST|PATCH|PUT|DELETE|/account/usage|/api/account/secret|/api/audit-logs|/api/audit-logs/stats|/api/signals/filters/|/api/subscriptions|/api/subscriptions/|/prospecting/filters/companies/industries_labels|/prospecting/filters/companies/intent_topics|/prospecting/filters/companies/naics|/prospecting/filters/companies/revenues|/prospecting/filters/companies/sics|/prospecting/filters/companies/sizes|/prospecting/filters/contacts/all_countries|/prospecting/filters/contacts/departments|/prospecting/filters/contacts/existing_data_points|/prospecting/filters/contacts/seniority|/v2/company|/v2/person|/v3/account/usage|/v3/companies/prospecting/filters|/v3/companies/prospecting/filters/|/v3/companies/recommendations/filters|/v3/companies/signals/filters|/v3/companies/signals/filters/|/v3/companies/signals/types|/v3/companies/tables/|/v3/companies/tables/columns/catalog|/v3/contacts/jobs/|/v3/contacts/prospecting/filters|/v3/contacts/prospecting/filters/|/v3/contacts/recommendations/filters|/v3/contacts/signals/types|/v3/contacts/tables/|/v3/contacts/tables/columns/catalog|/v3/icp/profiles'
            'PATH %PATH'
        )
        'lusha doctor' = @(), (@() + $shared4), @()
        'lusha completion' = @(), (@() + $shared5), @(
            'SHELL bash|zsh|fish|powershell'
        )
        'lusha help' = @(
            ('commands' + "`t" + 'all commands')
            ('options' + "`t" + 'the global options')
            ('output' + "`t" + 'output formats, fields and queries')
            ('search' + "`t" + 'filters and pages of searches')
            ('files' + "`t" + 'input and output files of bulk commands')
            ('settings' + "`t" + 'settings, profiles and the configuration file')
            ('environment' + "`t" + 'environment variables')
            ('exit-codes' + "`t" + 'exit codes')
            ('limits' + "`t" + 'rate limits, retries and timeouts')
            ('v3' + "`t" + 'the V3 command that replaces each V2 command')
            ('scenarios' + "`t" + 'test identities, keys and faults of the sandbox')
            ('suppression' + "`t" + 'people who opted out')
            ('storage' + "`t" + 'where data is stored')
            ('security' + "`t" + 'how your key and data are protected')
            ('surface' + "`t" + 'the JSON description of all commands')
            ('last' + "`t" + 'Show the last result again, free of charge.')
            ('api' + "`t" + 'Send a request to any path of the API.')
            ('doctor' + "`t" + 'Check settings, folders, keyring, key, network and plan.')
            ('completion' + "`t" + 'Print the completion script of a shell.')
            ('person' + "`t" + 'Look up people, one by one or from a file.')
            ('company' + "`t" + 'Look up companies, one by one or from a file.')
            ('prospecting' + "`t" + 'Search for contacts and companies, and enrich the results.')
            ('lookalike' + "`t" + 'Find contacts and companies similar to the ones you have.')
            ('recommendations' + "`t" + 'Get recommended contacts and companies.')
            ('filters' + "`t" + 'List the values that search filters accept.')
            ('signals' + "`t" + 'Get signals such as promotions, funding and news.')
            ('webhooks' + "`t" + 'Manage webhook subscriptions, and receive deliveries.')
            ('account' + "`t" + 'Show credits, plan and prices.')
            ('credits' + "`t" + 'Show charges, forecast costs, and watch the balance.')
            ('auth' + "`t" + 'Log in, log out, and show which key is in use.')
            ('config' + "`t" + 'Show and change settings.')
            ('runs' + "`t" + 'List, resume, export and delete runs of files.')
            ('privacy' + "`t" + 'Manage the suppression list of people who opted out.')
            ('contacts' + "`t" + 'Call the V3 operations on contacts.')
            ('companies' + "`t" + 'Call the V3 operations on companies.')
            ('sandbox' + "`t" + 'Try every command for free with an embedded emulator of the API.')
        ), (@() + $shared6), @()
        'lusha help commands' = @(), (@() + $shared6), @()
        'lusha help options' = @(), (@() + $shared6), @()
        'lusha help output' = @(), (@() + $shared6), @()
        'lusha help search' = @(), (@() + $shared6), @()
        'lusha help files' = @(), (@() + $shared6), @()
        'lusha help settings' = @(), (@() + $shared6), @()
        'lusha help environment' = @(), (@() + $shared6), @()
        'lusha help exit-codes' = @(), (@() + $shared6), @()
        'lusha help limits' = @(), (@() + $shared6), @()
        'lusha help v3' = @(), (@() + $shared6), @()
        'lusha help scenarios' = @(), (@() + $shared6), @()
        'lusha help suppression' = @(), (@() + $shared6), @()
        'lusha help storage' = @(), (@() + $shared6), @()
        'lusha help security' = @(), (@() + $shared6), @()
        'lusha help surface' = @(), (@() + $shared6), @()
        'lusha help last' = @(), (@() + $shared6), @()
        'lusha help api' = @(), (@() + $shared6), @()
        'lusha help doctor' = @(), (@() + $shared6), @()
        'lusha help completion' = @(), (@() + $shared6), @()
        'lusha help person' = @(
            ('get' + "`t" + 'Look up one person: job, company, emails and phones.')
            ('bulk' + "`t" + 'Enrich a file of people, or up to 100 in one request.')
        ), (@() + $shared6), @()
        'lusha help person get' = @(), (@() + $shared6), @()
        'lusha help person bulk' = @(), (@() + $shared6), @()
        'lusha help company' = @(
            ('get' + "`t" + 'Look up one company: size, industry, revenue and links.')
            ('bulk' + "`t" + 'Enrich a file of companies, or up to 100 in one request.')
        ), (@() + $shared6), @()
        'lusha help company get' = @(), (@() + $shared6), @()
        'lusha help company bulk' = @(), (@() + $shared6), @()
        'lusha help prospecting' = @(
            ('contact' + "`t" + 'Search for people, then reveal contact data.')
            ('company' + "`t" + 'Search for companies, then get their data.')
        ), (@() + $shared6), @()
        'lusha help prospecting contact' = @(
            ('search' + "`t" + 'Search for contacts by filters on them and their company.')
            ('enrich' + "`t" + 'Reveal emails and phones for contacts from a search.')
        ), (@() + $shared6), @()
        'lusha help prospecting contact search' = @(), (@() + $shared6), @()
        'lusha help prospecting contact enrich' = @(), (@() + $shared6), @()
        'lusha help prospecting company' = @(
            ('search' + "`t" + 'Search for companies by filters.')
            ('enrich' + "`t" + 'Get the data of companies from a search.')
        ), (@() + $shared6), @()
        'lusha help prospecting company search' = @(), (@() + $shared6), @()
        'lusha help prospecting company enrich' = @(), (@() + $shared6), @()
        'lusha help lookalike' = @(
            ('contacts' + "`t" + 'Find contacts similar to seed contacts.')
            ('companies' + "`t" + 'Find companies similar to seed companies.')
        ), (@() + $shared6), @()
        'lusha help lookalike contacts' = @(), (@() + $shared6), @()
        'lusha help lookalike companies' = @(), (@() + $shared6), @()
        'lusha help recommendations' = @(
            ('contacts' + "`t" + 'Get recommended contacts for seed contacts.')
            ('companies' + "`t" + 'Get recommended companies for seed companies.')
        ), (@() + $shared6), @()
        'lusha help recommendations contacts' = @(), (@() + $shared6), @()
        'lusha help recommendations companies' = @(), (@() + $shared6), @()
        'lusha help filters' = @(
            ('contacts' + "`t" + 'List the values of filters on contacts.')
            ('companies' + "`t" + 'List the values of filters on companies.')
        ), (@() + $shared6), @()
        'lusha help filters contacts' = @(
            ('departments' + "`t" + 'List the departments.')
            ('seniority' + "`t" + 'List the seniorities and their IDs.')
            ('data-points' + "`t" + 'List the types of contact data.')
            ('countries' + "`t" + 'List the countries and their codes.')
            ('locations' + "`t" + 'Search for locations of contacts.')
        ), (@() + $shared6), @()
        'lusha help filters contacts departments' = @(), (@() + $shared6), @()
        'lusha help filters contacts seniority' = @(), (@() + $shared6), @()
        'lusha help filters contacts data-points' = @(), (@() + $shared6), @()
        'lusha help filters contacts countries' = @(), (@() + $shared6), @()
        'lusha help filters contacts locations' = @(), (@() + $shared6), @()
        'lusha help filters companies' = @(
            ('names' + "`t" + 'Search for companies by name.')
            ('industries' + "`t" + 'List the industries and their IDs.')
            ('sizes' + "`t" + 'List the company size ranges.')
            ('revenues' + "`t" + 'List the revenue ranges in US dollars.')
            ('locations' + "`t" + 'Search for locations of companies.')
            ('sics' + "`t" + 'List the SIC codes.')
            ('naics' + "`t" + 'List the NAICS codes.')
            ('intent-topics' + "`t" + 'List the intent topics.')
            ('technologies' + "`t" + 'Search for technologies.')
        ), (@() + $shared6), @()
        'lusha help filters companies names' = @(), (@() + $shared6), @()
        'lusha help filters companies industries' = @(), (@() + $shared6), @()
        'lusha help filters companies sizes' = @(), (@() + $shared6), @()
        'lusha help filters companies revenues' = @(), (@() + $shared6), @()
        'lusha help filters companies locations' = @(), (@() + $shared6), @()
        'lusha help filters companies sics' = @(), (@() + $shared6), @()
        'lusha help filters companies naics' = @(), (@() + $shared6), @()
        'lusha help filters companies intent-topics' = @(), (@() + $shared6), @()
        'lusha help filters companies technologies' = @(), (@() + $shared6), @()
        'lusha help signals' = @(
            ('options' + "`t" + 'List the signal types and the values of their filters.')
            ('contacts' + "`t" + 'Signals of people.')
            ('companies' + "`t" + 'Signals of companies.')
        ), (@() + $shared6), @()
        'lusha help signals options' = @(), (@() + $shared6), @()
        'lusha help signals contacts' = @(
            ('get' + "`t" + 'Get the signals of contacts by their IDs.')
            ('search' + "`t" + 'Find a person and get their signals.')
        ), (@() + $shared6), @()
        'lusha help signals contacts get' = @(), (@() + $shared6), @()
        'lusha help signals contacts search' = @(), (@() + $shared6), @()
        'lusha help signals companies' = @(
            ('get' + "`t" + 'Get the signals of companies by their IDs.')
            ('search' + "`t" + 'Find a company and get its signals.')
        ), (@() + $shared6), @()
        'lusha help signals companies get' = @(), (@() + $shared6), @()
        'lusha help signals companies search' = @(), (@() + $shared6), @()
        'lusha help webhooks' = @(
            ('create' + "`t" + 'Subscribe to signals of contacts or companies.')
            ('delete' + "`t" + 'Delete subscriptions permanently.')
            ('list' + "`t" + 'List the subscriptions of the account, newest first.')
            ('get' + "`t" + 'Show a subscription, and the reason if it is blocked.')
            ('update' + "`t" + 'Change or reactivate a subscription.')
            ('test' + "`t" + 'Send a test event to the URL of a subscription. Free.')
            ('opt-out' + "`t" + 'Subscribe the account to opt-outs from data processing.')
            ('logs' + "`t" + 'Show the delivery attempts and their results.')
            ('stats' + "`t" + 'Show how many deliveries succeeded and failed.')
            ('secret' + "`t" + 'Print or store the secret that signs deliveries.')
            ('rotate-secret' + "`t" + 'Create or replace the secret that signs deliveries.')
            ('listen' + "`t" + 'Receive deliveries: log, acknowledge, show and forward them.')
            ('replay' + "`t" + 'Resend logged deliveries with a new signature.')
            ('sign' + "`t" + 'Sign a body as the API does, to test a receiver.')
            ('verify' + "`t" + 'Check the signature and age of a delivery.')
            ('doctor' + "`t" + 'Check the secret, clock, subscriptions and receivers.')
        ), (@() + $shared6), @()
        'lusha help webhooks create' = @(), (@() + $shared6), @()
        'lusha help webhooks delete' = @(), (@() + $shared6), @()
        'lusha help webhooks list' = @(), (@() + $shared6), @()
        'lusha help webhooks get' = @(), (@() + $shared6), @()
        'lusha help webhooks update' = @(), (@() + $shared6), @()
        'lusha help webhooks test' = @(), (@() + $shared6), @()
        'lusha help webhooks opt-out' = @(), (@() + $shared6), @()
        'lusha help webhooks logs' = @(), (@() + $shared6), @()
        'lusha help webhooks stats' = @(), (@() + $shared6), @()
        'lusha help webhooks secret' = @(), (@() + $shared6), @()
        'lusha help webhooks rotate-secret' = @(), (@() + $shared6), @()
        'lusha help webhooks listen' = @(), (@() + $shared6), @()
        'lusha help webhooks replay' = @(), (@() + $shared6), @()
        'lusha help webhooks sign' = @(), (@() + $shared6), @()
        'lusha help webhooks verify' = @(), (@() + $shared6), @()
        'lusha help webhooks doctor' = @(), (@() + $shared6), @()
        'lusha help account' = @(
            ('usage' + "`t" + 'Show the credits used and left, and when they run out.')
            ('plan' + "`t" + 'Show credits, rate limits, contract and prices.')
            ('icp-profiles' + "`t" + 'List your Target Profiles (ICPs), and those shared with you.')
        ), (@() + $shared6), @()
        'lusha help account usage' = @(), (@() + $shared6), @()
        'lusha help account plan' = @(), (@() + $shared6), @()
        'lusha help account icp-profiles' = @(), (@() + $shared6), @()
        'lusha help credits' = @(
            ('log' + "`t" + 'Show paid requests and their charges, latest first.')
            ('forecast' + "`t" + 'Forecast the credits that a file would cost.')
            ('watch' + "`t" + 'Fail with exit code 6 if few credits are left.')
        ), (@() + $shared6), @()
        'lusha help credits log' = @(), (@() + $shared6), @()
        'lusha help credits forecast' = @(), (@() + $shared6), @()
        'lusha help credits watch' = @(), (@() + $shared6), @()
        'lusha help auth' = @(
            ('login' + "`t" + 'Check an API key and store it in the keyring.')
            ('status' + "`t" + 'Check the key in use, and list the keys of all profiles.')
            ('list' + "`t" + 'List profiles and where their keys are stored.')
            ('logout' + "`t" + 'Remove the stored key and webhook secret of a profile.')
            ('token' + "`t" + 'Print the key in use.')
            ('switch' + "`t" + 'Switch to another profile.')
        ), (@() + $shared6), @()
        'lusha help auth login' = @(), (@() + $shared6), @()
        'lusha help auth status' = @(), (@() + $shared6), @()
        'lusha help auth list' = @(), (@() + $shared6), @()
        'lusha help auth logout' = @(), (@() + $shared6), @()
        'lusha help auth token' = @(), (@() + $shared6), @()
        'lusha help auth switch' = @(), (@() + $shared6), @()
        'lusha help config' = @(
            ('list' + "`t" + 'Show every setting, its value and its source.')
            ('get' + "`t" + 'Show the value of one setting.')
            ('set' + "`t" + 'Change a setting for all profiles, or for one (--profile).')
            ('unset' + "`t" + 'Reset a setting to its default.')
            ('path' + "`t" + 'Print the path of the configuration file.')
        ), (@() + $shared6), @()
        'lusha help config list' = @(), (@() + $shared6), @()
        'lusha help config get' = @(), (@() + $shared6), @()
        'lusha help config set' = @(), (@() + $shared6), @()
        'lusha help config unset' = @(), (@() + $shared6), @()
        'lusha help config path' = @(), (@() + $shared6), @()
        'lusha help runs' = @(
            ('list' + "`t" + 'List the runs, latest first.')
            ('show' + "`t" + 'Show the progress and charge of a run, and how to resume it.')
            ('resume' + "`t" + 'Resume a run.')
            ('export' + "`t" + 'Write the results of a run, without a request to the API.')
            ('delete' + "`t" + 'Delete runs with all their results and personal data.')
        ), (@() + $shared6), @()
        'lusha help runs list' = @(), (@() + $shared6), @()
        'lusha help runs show' = @(), (@() + $shared6), @()
        'lusha help runs resume' = @(), (@() + $shared6), @()
        'lusha help runs export' = @(), (@() + $shared6), @()
        'lusha help runs delete' = @(), (@() + $shared6), @()
        'lusha help privacy' = @(
            ('suppress' + "`t" + 'Add people to the suppression list.')
            ('allow' + "`t" + 'Remove people from the suppression list.')
            ('check' + "`t" + 'Check whether people are on the suppression list.')
            ('status' + "`t" + 'Show the size and location of the suppression list.')
        ), (@() + $shared6), @()
        'lusha help privacy suppress' = @(), (@() + $shared6), @()
        'lusha help privacy allow' = @(), (@() + $shared6), @()
        'lusha help privacy check' = @(), (@() + $shared6), @()
        'lusha help privacy status' = @(), (@() + $shared6), @()
        'lusha help contacts' = @(
            ('search' + "`t" + 'Find contacts, and the data that can be revealed.')
            ('enrich' + "`t" + 'Reveal emails and phones for contacts from a search.')
            ('search-and-enrich' + "`t" + 'Find contacts and reveal their data in one step.')
            ('job' + "`t" + 'Get the contact data found by your waterfall providers.')
            ('prospecting' + "`t" + 'Search for contacts by filters on them and their company.')
            ('lookalike' + "`t" + 'Find contacts similar to 5 to 100 seed contacts.')
            ('recommendations' + "`t" + 'List the contacts that Lusha recommends to you.')
            ('recommendation-filters' + "`t" + 'List the filter values for recommended contacts.')
            ('signals' + "`t" + 'Get promotions and company changes of contacts by ID.')
            ('signal-score' + "`t" + 'Score contacts from 0 to 1 by their signals.')
            ('buying-group' + "`t" + 'Find the buying group of companies.')
            ('icp-fit-score' + "`t" + 'Score contacts from 0 to 1 by their fit to your ICPs.')
            ('signal-types' + "`t" + 'List the signal types of contacts.')
            ('filters' + "`t" + 'List the filters on contacts.')
            ('filter-values' + "`t" + 'List the values of a filter on contacts.')
            ('tables' + "`t" + 'Manage the account''s tables of contacts.')
        ), (@() + $shared6), @()
        'lusha help contacts search' = @(), (@() + $shared6), @()
        'lusha help contacts enrich' = @(), (@() + $shared6), @()
        'lusha help contacts search-and-enrich' = @(), (@() + $shared6), @()
        'lusha help contacts job' = @(), (@() + $shared6), @()
        'lusha help contacts prospecting' = @(), (@() + $shared6), @()
        'lusha help contacts lookalike' = @(), (@() + $shared6), @()
        'lusha help contacts recommendations' = @(), (@() + $shared6), @()
        'lusha help contacts recommendation-filters' = @(), (@() + $shared6), @()
        'lusha help contacts signals' = @(), (@() + $shared6), @()
        'lusha help contacts signal-score' = @(), (@() + $shared6), @()
        'lusha help contacts buying-group' = @(), (@() + $shared6), @()
        'lusha help contacts icp-fit-score' = @(), (@() + $shared6), @()
        'lusha help contacts signal-types' = @(), (@() + $shared6), @()
        'lusha help contacts filters' = @(), (@() + $shared6), @()
        'lusha help contacts filter-values' = @(), (@() + $shared6), @()
        'lusha help contacts tables' = @(
            ('create' + "`t" + 'Create a table of contacts.')
            ('list' + "`t" + 'List the tables of contacts.')
            ('get' + "`t" + 'Show a table of contacts and the progress of its columns.')
            ('update' + "`t" + 'Rename, share, transfer or archive a table of contacts.')
            ('delete' + "`t" + 'Delete a table of contacts permanently.')
            ('rows' + "`t" + 'Read a page of a table of contacts.')
            ('add' + "`t" + 'Add contacts to a table, at most 500 at a time.')
            ('remove' + "`t" + 'Remove contacts from a table.')
            ('columns' + "`t" + 'List the columns of a table of contacts.')
            ('column-catalog' + "`t" + 'List the columns available to tables of contacts.')
            ('add-columns' + "`t" + 'Add up to 10 columns to a table of contacts, and fill them.')
            ('remove-column' + "`t" + 'Delete a column of a table of contacts permanently.')
            ('run-column' + "`t" + 'Fill a column of a table of contacts.')
        ), (@() + $shared6), @()
        'lusha help contacts tables create' = @(), (@() + $shared6), @()
        'lusha help contacts tables list' = @(), (@() + $shared6), @()
        'lusha help contacts tables get' = @(), (@() + $shared6), @()
        'lusha help contacts tables update' = @(), (@() + $shared6), @()
        'lusha help contacts tables delete' = @(), (@() + $shared6), @()
        'lusha help contacts tables rows' = @(), (@() + $shared6), @()
        'lusha help contacts tables add' = @(), (@() + $shared6), @()
        'lusha help contacts tables remove' = @(), (@() + $shared6), @()
        'lusha help contacts tables columns' = @(), (@() + $shared6), @()
        'lusha help contacts tables column-catalog' = @(), (@() + $shared6), @()
        'lusha help contacts tables add-columns' = @(), (@() + $shared6), @()
        'lusha help contacts tables remove-column' = @(), (@() + $shared6), @()
        'lusha help contacts tables run-column' = @(), (@() + $shared6), @()
        'lusha help companies' = @(
            ('search' + "`t" + 'Find companies, and the data that can be revealed.')
            ('enrich' + "`t" + 'Get the full data of companies from a search.')
            ('search-and-enrich' + "`t" + 'Find companies and get their full data in one step.')
            ('prospecting' + "`t" + 'Search for companies by filters on them and their contacts.')
            ('lookalike' + "`t" + 'Find companies similar to 5 to 100 seed companies.')
            ('recommendations' + "`t" + 'List the companies that Lusha recommends to you.')
            ('recommendation-filters' + "`t" + 'List the filter values for recommended companies.')
            ('signals' + "`t" + 'Get news, growth, hiring and intent of companies by ID.')
            ('signal-score' + "`t" + 'Score companies from 0 to 1 by their signals.')
            ('icp-fit-score' + "`t" + 'Score companies from 0 to 1 by their fit to your ICPs.')
            ('website-visits' + "`t" + 'Find companies that visited your website.')
            ('signal-types' + "`t" + 'List the signal types of companies.')
            ('signal-filters' + "`t" + 'List the filters on company signals.')
            ('signal-filter-values' + "`t" + 'List the values of a filter on signals.')
            ('filters' + "`t" + 'List the filters on companies.')
            ('filter-values' + "`t" + 'List the values of a filter on companies.')
            ('tables' + "`t" + 'Manage the account''s tables of companies.')
        ), (@() + $shared6), @()
        'lusha help companies search' = @(), (@() + $shared6), @()
        'lusha help companies enrich' = @(), (@() + $shared6), @()
        'lusha help companies search-and-enrich' = @(), (@() + $shared6), @()
        'lusha help companies prospecting' = @(), (@() + $shared6), @()
        'lusha help companies lookalike' = @(), (@() + $shared6), @()
        'lusha help companies recommendations' = @(), (@() + $shared6), @()
        'lusha help companies recommendation-filters' = @(), (@() + $shared6), @()
        'lusha help companies signals' = @(), (@() + $shared6), @()
        'lusha help companies signal-score' = @(), (@() + $shared6), @()
        'lusha help companies icp-fit-score' = @(), (@() + $shared6), @()
        'lusha help companies website-visits' = @(), (@() + $shared6), @()
        'lusha help companies signal-types' = @(), (@() + $shared6), @()
        'lusha help companies signal-filters' = @(), (@() + $shared6), @()
        'lusha help companies signal-filter-values' = @(), (@() + $shared6), @()
        'lusha help companies filters' = @(), (@() + $shared6), @()
        'lusha help companies filter-values' = @(), (@() + $shared6), @()
        'lusha help companies tables' = @(
            ('create' + "`t" + 'Create a table of companies.')
            ('list' + "`t" + 'List the tables of companies.')
            ('get' + "`t" + 'Show a table of companies and the progress of its columns.')
            ('update' + "`t" + 'Rename, share, transfer or archive a table of companies.')
            ('delete' + "`t" + 'Delete a table of companies permanently.')
            ('rows' + "`t" + 'Read a page of a table of companies.')
            ('add' + "`t" + 'Add companies to a table, at most 500 at a time.')
            ('remove' + "`t" + 'Remove companies from a table.')
            ('columns' + "`t" + 'List the columns of a table of companies.')
            ('column-catalog' + "`t" + 'List the columns available to tables of companies.')
            ('add-columns' + "`t" + 'Add up to 10 columns to a table of companies, and fill them.')
            ('remove-column' + "`t" + 'Delete a column of a table of companies permanently.')
            ('run-column' + "`t" + 'Fill a column of a table of companies.')
        ), (@() + $shared6), @()
        'lusha help companies tables create' = @(), (@() + $shared6), @()
        'lusha help companies tables list' = @(), (@() + $shared6), @()
        'lusha help companies tables get' = @(), (@() + $shared6), @()
        'lusha help companies tables update' = @(), (@() + $shared6), @()
        'lusha help companies tables delete' = @(), (@() + $shared6), @()
        'lusha help companies tables rows' = @(), (@() + $shared6), @()
        'lusha help companies tables add' = @(), (@() + $shared6), @()
        'lusha help companies tables remove' = @(), (@() + $shared6), @()
        'lusha help companies tables columns' = @(), (@() + $shared6), @()
        'lusha help companies tables column-catalog' = @(), (@() + $shared6), @()
        'lusha help companies tables add-columns' = @(), (@() + $shared6), @()
        'lusha help companies tables remove-column' = @(), (@() + $shared6), @()
        'lusha help companies tables run-column' = @(), (@() + $shared6), @()
        'lusha help sandbox' = @(
            ('serve' + "`t" + 'Serve the sandbox over HTTP until Ctrl-C.')
            ('status' + "`t" + 'Show the accounts, credits and requests of the sandbox.')
            ('reset' + "`t" + 'Reset the credits and reveals of the sandbox.')
            ('people' + "`t" + 'List test identities to try commands with.')
            ('emit' + "`t" + 'Send an event to the subscriptions of the sandbox.')
        ), (@() + $shared6), @()
        'lusha help sandbox serve' = @(), (@() + $shared6), @()
        'lusha help sandbox status' = @(), (@() + $shared6), @()
        'lusha help sandbox reset' = @(), (@() + $shared6), @()
        'lusha help sandbox people' = @(), (@() + $shared6), @()
        'lusha help sandbox emit' = @(), (@() + $shared6), @()
        'lusha person' = @(
            ('get' + "`t" + 'Look up one person: job, company, emails and phones.')
            ('bulk' + "`t" + 'Enrich a file of people, or up to 100 in one request.')
        ), (@() + $shared1), @()
        'lusha person get' = @(), (@(
            ('--email -' + "`t" + 'Email address.')
            ('--linkedin-url -' + "`t" + 'URL of the LinkedIn profile.')
            ('--person-id,--contact-id -' + "`t" + 'Lusha''s ID of the person.')
            ('--first-name -' + "`t" + 'First name.')
            ('--last-name -' + "`t" + 'Last name.')
            ('--full-name -' + "`t" + 'First and last name.')
            ('--company-name -' + "`t" + 'Name of the company they work at.')
            ('--company-domain -' + "`t" + 'Domain of the company they work at.')
            ('--refresh-job-info' + "`t" + 'Update the job information first.')
            ('--no-refresh-job-info' + "`t" + 'Opposite of --refresh-job-info.')
            ('--filter-by phoneNumbers|emailAddresses' + "`t" + 'Match only people with this type of contact data.')
            ('--reveal-emails' + "`t" + 'Reveal only emails (unified-credits plans).')
            ('--no-reveal-emails' + "`t" + 'Opposite of --reveal-emails.')
            ('--reveal-phones' + "`t" + 'Reveal only phones (unified-credits plans).')
            ('--no-reveal-phones' + "`t" + 'Opposite of --reveal-phones.')
            ('--signal+ allSignals|promotion|companyChange' + "`t" + 'Signals to include, 1 credit each (repeatable).')
            ('--signals-start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--partial-profile' + "`t" + 'Accept incomplete profiles.')
            ('--no-partial-profile' + "`t" + 'Opposite of --partial-profile.')
        ) + $shared1), @(
            'WHO -'
        )
        'lusha person bulk' = @(), (@(
            ('--out FILE' + "`t" + 'Write to FILE (csv, tsv, jsonl, json, parquet) or a database (sqlite:///FILE.db, postgresql://HOST/NAME?table=NAME).')
            ('--format csv|tsv|jsonl|json|list|xlsx' + "`t" + 'Format of INPUT. A list has one email, domain or URL per line [detected].')
            ('--map+ -' + "`t" + 'Column of a field (repeatable).')
            ('--delimiter -' + "`t" + 'Delimiter of a csv INPUT: a character, or a name such as tab.')
            ('--encoding -' + "`t" + 'Encoding of INPUT [detected].')
            ('--sheet -' + "`t" + 'Sheet of an xlsx INPUT [the first visible one].')
            ('--header-row -' + "`t" + 'Line or sheet row with the headings [detected].')
            ('--no-header' + "`t" + 'Treat the first row as data. The columns are named column 1, column 2, …')
            ('--strict' + "`t" + 'Stop at a malformed row instead of reporting it as invalid.')
            ('--fresh' + "`t" + 'Resend rows that earlier runs have results for.')
            ('--refresh-older-than -' + "`t" + 'Resend rows with results older than this, such as 30d.')
            ('--jobs -' + "`t" + 'Number of concurrent requests [by rate limit].')
            ('--retry-status+ error|not_found|blocked|unknown' + "`t" + 'Resend only the rows with this status (repeatable).')
            ('--sample -' + "`t" + 'Send N rows and estimate the matches and cost of the file.')
            ('--sample-seed -' + "`t" + 'Seed that selects the sample.')
            ('--try-all' + "`t" + 'Try each email in a cell until one matches.')
            ('--fail-on-miss' + "`t" + 'Exit with code 10 if a row isn''t found.')
            ('--data-columns+ person_id|full_name|first_name|last_name|job_title|seniority|departments|work_email|private_email|emails|mobile_phone|direct_phone|phones|do_not_call|location|city|state|country|eu_contact|linkedin_url|company_id|company_name|company_domain|company_industry|company_size' + "`t" + 'Data columns to add, such as company_name,company_size [all].')
            ('--multi first|join|explode' + "`t" + 'Of several values, use the first, join them, or explode them into columns.')
            ('--spreadsheet-safe' + "`t" + 'Put '' before cells that look like formulas.')
            ('--smart' + "`t" + 'Search first, then reveal only data that is available (V3).')
            ('--reveal+ emails|phones' + "`t" + 'Data to reveal (repeatable) [both].')
            ('--fill-empty' + "`t" + 'With --smart, reveal only data that the row lacks.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--refresh-job-info' + "`t" + 'Update the job information first.')
            ('--no-refresh-job-info' + "`t" + 'Opposite of --refresh-job-info.')
            ('--filter-by phoneNumbers|emailAddresses' + "`t" + 'Match only people with this type of contact data.')
            ('--reveal-emails' + "`t" + 'Reveal only emails (unified-credits plans).')
            ('--no-reveal-emails' + "`t" + 'Opposite of --reveal-emails.')
            ('--reveal-phones' + "`t" + 'Reveal only phones (unified-credits plans).')
            ('--no-reveal-phones' + "`t" + 'Opposite of --reveal-phones.')
            ('--signal+ allSignals|promotion|companyChange' + "`t" + 'Signals to include, 1 credit each (repeatable).')
            ('--signals-start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--partial-profile' + "`t" + 'Accept incomplete profiles.')
            ('--no-partial-profile' + "`t" + 'Opposite of --partial-profile.')
        ) + $shared1), @(
            'INPUT FILE'
        )
        'lusha company' = @(
            ('get' + "`t" + 'Look up one company: size, industry, revenue and links.')
            ('bulk' + "`t" + 'Enrich a file of companies, or up to 100 in one request.')
        ), (@() + $shared1), @()
        'lusha company get' = @(), (@(
            ('--domain,--company-domain -' + "`t" + 'Domain of the company.')
            ('--company,--company-name -' + "`t" + 'Name of the company.')
            ('--company-id -' + "`t" + 'Lusha''s ID of the company.')
            ('--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews' + "`t" + 'Signals to include, such as riskNews, 1 credit each (repeatable).')
            ('--signals-start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--partial-company' + "`t" + 'Accept incomplete companies.')
            ('--no-partial-company' + "`t" + 'Opposite of --partial-company.')
        ) + $shared3), @(
            'WHO -'
        )
        'lusha company bulk' = @(), (@(
            ('--out FILE' + "`t" + 'Write to FILE (csv, tsv, jsonl, json, parquet) or a database (sqlite:///FILE.db, postgresql://HOST/NAME?table=NAME).')
            ('--format csv|tsv|jsonl|json|list|xlsx' + "`t" + 'Format of INPUT. A list has one email, domain or URL per line [detected].')
            ('--map+ -' + "`t" + 'Column of a field (repeatable).')
            ('--delimiter -' + "`t" + 'Delimiter of a csv INPUT: a character, or a name such as tab.')
            ('--encoding -' + "`t" + 'Encoding of INPUT [detected].')
            ('--sheet -' + "`t" + 'Sheet of an xlsx INPUT [the first visible one].')
            ('--header-row -' + "`t" + 'Line or sheet row with the headings [detected].')
            ('--no-header' + "`t" + 'Treat the first row as data. The columns are named column 1, column 2, …')
            ('--strict' + "`t" + 'Stop at a malformed row instead of reporting it as invalid.')
            ('--fresh' + "`t" + 'Resend rows that earlier runs have results for.')
            ('--refresh-older-than -' + "`t" + 'Resend rows with results older than this, such as 30d.')
            ('--jobs -' + "`t" + 'Number of concurrent requests [by rate limit].')
            ('--retry-status+ error|not_found|blocked|unknown' + "`t" + 'Resend only the rows with this status (repeatable).')
            ('--sample -' + "`t" + 'Send N rows and estimate the matches and cost of the file.')
            ('--sample-seed -' + "`t" + 'Seed that selects the sample.')
            ('--try-all' + "`t" + 'Try each email in a cell until one matches.')
            ('--fail-on-miss' + "`t" + 'Exit with code 10 if a row isn''t found.')
            ('--data-columns+ company_id|company_name|company_domain|company_website|company_description|company_industry|company_sub_industry|company_size|company_employees|company_revenue|company_founded|company_type|company_city|company_state|company_country|company_linkedin_url|company_technologies|company_specialities|company_funding_total' + "`t" + 'Data columns to add, such as company_name,company_size [all].')
            ('--multi first|join|explode' + "`t" + 'Of several values, use the first, join them, or explode them into columns.')
            ('--spreadsheet-safe' + "`t" + 'Put '' before cells that look like formulas.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews' + "`t" + 'Signals to include, such as riskNews, 1 credit each (repeatable).')
            ('--signals-start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--news-event-type+ Asset Investment|Asset Sale|Competitor Activity|Event Participation|Executive Departure|Executive Hire|Executive Promotion|Facilities Expansion|Facility Closure|Funding Round|Headcount Decrease|Headcount Increase|IPO|Lawsuit Faced|Lawsuit Filed|M&A|New Customer|New Location|New Vendor|Partnership|Product Development|Product Integration|Product Launch|Recognition|Security Issue|Strategic Investment' + "`t" + 'Type of news event, such as IPO (repeatable).')
            ('--hiring-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales' + "`t" + 'Department for surgeInHiringByDepartment (repeatable).')
            ('--hiring-by-location+ @countries' + "`t" + 'Location for surgeInHiringByLocation (repeatable).')
            ('--partial-company' + "`t" + 'Accept incomplete companies.')
            ('--no-partial-company' + "`t" + 'Opposite of --partial-company.')
        ) + $shared3), @(
            'INPUT FILE'
        )
        'lusha prospecting' = @(
            ('contact' + "`t" + 'Search for people, then reveal contact data.')
            ('company' + "`t" + 'Search for companies, then get their data.')
        ), (@() + $shared1), @()
        'lusha prospecting contact' = @(
            ('search' + "`t" + 'Search for contacts by filters on them and their company.')
            ('enrich' + "`t" + 'Reveal emails and phones for contacts from a search.')
        ), (@() + $shared1), @()
        'lusha prospecting contact search' = @(), (@(
            ('--department+ @departments' + "`t" + 'Department, such as Sales.')
            ('--seniority+ @seniorities' + "`t" + 'Seniority, such as director, vp or 8.')
            ('--data-point,--existing-data-point+ @data-points' + "`t" + 'Type of contact data, such as work_email.')
            ('--job-title+ -' + "`t" + 'Job title.')
            ('--linkedin-url+ -' + "`t" + 'LinkedIn URL of the person.')
            ('--search-text -' + "`t" + 'Free text about the person.')
            ('--location+ @countries' + "`t" + 'Country, or K=V,K=V with the keys country, state, city, continent and country_grouping.')
            ('--signal+ allSignals|promotion|companyChange' + "`t" + 'Type of signal.')
            ('--signal-start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d.')
            ('--company-name+ -' + "`t" + 'Company name.')
            ('--company-domain+ -' + "`t" + 'Company domain.')
            ('--company-location+ @countries' + "`t" + 'Country of the company.')
            ('--technology+ -' + "`t" + 'Technology in use, such as salesforce.')
            ('--intent-topic+ @intent-topics' + "`t" + 'Topic that the company researches.')
            ('--size+ -' + "`t" + 'Number of employees, such as 11-50 or 1000-.')
            ('--revenue+ -' + "`t" + 'Revenue in dollars, such as 1M-10M or 1B-.')
            ('--sic,--sic-code+ @sics' + "`t" + 'SIC code.')
            ('--naics,--naics-code+ @naics' + "`t" + 'NAICS code.')
            ('--main-industry-id+ @industries' + "`t" + 'Industry.')
            ('--sub-industry-id+ @sub-industries' + "`t" + 'Sub-industry.')
            ('--company-search-text -' + "`t" + 'Free text about the company.')
            ('--company-site+ @countries' + "`t" + 'Location of an office: a country, or K=V,K=V with the keys country and state.')
            ('--employees-in-linkedin -' + "`t" + 'Number of employees on LinkedIn, such as 100-5000.')
            ('--company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews' + "`t" + 'Type of signal, such as riskNews.')
            ('--company-signal-start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d.')
            ('--exclude-partial-companies' + "`t" + 'Exclude companies with incomplete profiles.')
            ('--no-exclude-partial-companies' + "`t" + 'Opposite of --exclude-partial-companies.')
            ('--exclude-department+ @departments' + "`t" + 'Exclude these values. See --department.')
            ('--exclude-seniority+ @seniorities' + "`t" + 'Exclude these values. See --seniority.')
            ('--exclude-data-point,--exclude-existing-data-point+ @data-points' + "`t" + 'Exclude these values. See --data-point.')
            ('--exclude-job-title+ -' + "`t" + 'Exclude these values. See --job-title.')
            ('--exclude-linkedin-url+ -' + "`t" + 'Exclude these values. See --linkedin-url.')
            ('--exclude-search-text -' + "`t" + 'Exclude these values. See --search-text.')
            ('--exclude-location+ @countries' + "`t" + 'Exclude these values. See --location.')
            ('--exclude-company-name+ -' + "`t" + 'Exclude these values. See --company-name.')
            ('--exclude-company-domain+ -' + "`t" + 'Exclude these values. See --company-domain.')
            ('--exclude-company-location+ @countries' + "`t" + 'Exclude these values. See --company-location.')
            ('--exclude-technology+ -' + "`t" + 'Exclude these values. See --technology.')
            ('--exclude-intent-topic+ @intent-topics' + "`t" + 'Exclude these values. See --intent-topic.')
            ('--exclude-size+ -' + "`t" + 'Exclude these values. See --size.')
            ('--exclude-revenue+ -' + "`t" + 'Exclude these values. See --revenue.')
            ('--exclude-sic,--exclude-sic-code+ @sics' + "`t" + 'Exclude these values. See --sic.')
            ('--exclude-naics,--exclude-naics-code+ @naics' + "`t" + 'Exclude these values. See --naics.')
            ('--exclude-main-industry-id+ @industries' + "`t" + 'Exclude these values. See --main-industry-id.')
            ('--exclude-sub-industry-id+ @sub-industries' + "`t" + 'Exclude these values. See --sub-industry-id.')
            ('--exclude-company-search-text -' + "`t" + 'Exclude these values. See --company-search-text.')
            ('--exclude-company-site+ @countries' + "`t" + 'Exclude these values. See --company-site.')
            ('--include-partial-contact' + "`t" + 'Include people with incomplete profiles [yes].')
            ('--no-include-partial-contact' + "`t" + 'Opposite of --include-partial-contact.')
            ('--exclude-dnc' + "`t" + 'Exclude people with only do-not-call phones (Scale plans).')
            ('--no-exclude-dnc' + "`t" + 'Opposite of --exclude-dnc.')
            ('--limit -' + "`t" + 'Maximum number of results, over as many pages as needed.')
            ('--all' + "`t" + 'Fetch all results, at 2 credits per page of 50.')
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--page-size -' + "`t" + 'Results per page [20].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared7), @()
        'lusha prospecting contact enrich' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--request-id -' + "`t" + 'ID of the search (requestId).')
            ('--contact-id+ -' + "`t" + 'ID from the search (repeatable).')
            ('--reveal-emails' + "`t" + 'Reveal only emails (unified-credits plans).')
            ('--no-reveal-emails' + "`t" + 'Opposite of --reveal-emails.')
            ('--reveal-phones' + "`t" + 'Reveal only phones (unified-credits plans).')
            ('--no-reveal-phones' + "`t" + 'Opposite of --reveal-phones.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared8), @(
            'FILE|- FILE'
        )
        'lusha prospecting company' = @(
            ('search' + "`t" + 'Search for companies by filters.')
            ('enrich' + "`t" + 'Get the data of companies from a search.')
        ), (@() + $shared1), @()
        'lusha prospecting company search' = @(), (@(
            ('--name,--company-name+ -' + "`t" + 'Company name.')
            ('--domain,--company-domain+ -' + "`t" + 'Company domain.')
            ('--location,--company-location+ @countries' + "`t" + 'Country of the company.')
            ('--technology+ -' + "`t" + 'Technology in use, such as salesforce.')
            ('--intent-topic+ @intent-topics' + "`t" + 'Topic that the company researches.')
            ('--size+ -' + "`t" + 'Number of employees, such as 11-50 or 1000-.')
            ('--revenue+ -' + "`t" + 'Revenue in dollars, such as 1M-10M or 1B-.')
            ('--sic,--sic-code+ @sics' + "`t" + 'SIC code.')
            ('--naics,--naics-code+ @naics' + "`t" + 'NAICS code.')
            ('--main-industry-id+ @industries' + "`t" + 'Industry.')
            ('--sub-industry-id+ @sub-industries' + "`t" + 'Sub-industry.')
            ('--search-text,--company-search-text -' + "`t" + 'Free text about the company.')
            ('--site,--company-site+ @countries' + "`t" + 'Location of an office: a country, or K=V,K=V with the keys country and state.')
            ('--employees-in-linkedin -' + "`t" + 'Number of employees on LinkedIn, such as 100-5000.')
            ('--signal,--company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews' + "`t" + 'Type of signal, such as riskNews.')
            ('--signal-start-date,--company-signal-start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d.')
            ('--exclude-partial-companies' + "`t" + 'Exclude companies with incomplete profiles.')
            ('--no-exclude-partial-companies' + "`t" + 'Opposite of --exclude-partial-companies.')
            ('--exclude-name,--exclude-company-name+ -' + "`t" + 'Exclude these values. See --name.')
            ('--exclude-domain,--exclude-company-domain+ -' + "`t" + 'Exclude these values. See --domain.')
            ('--exclude-location,--exclude-company-location+ @countries' + "`t" + 'Exclude these values. See --location.')
            ('--exclude-technology+ -' + "`t" + 'Exclude these values. See --technology.')
            ('--exclude-intent-topic+ @intent-topics' + "`t" + 'Exclude these values. See --intent-topic.')
            ('--exclude-size+ -' + "`t" + 'Exclude these values. See --size.')
            ('--exclude-revenue+ -' + "`t" + 'Exclude these values. See --revenue.')
            ('--exclude-sic,--exclude-sic-code+ @sics' + "`t" + 'Exclude these values. See --sic.')
            ('--exclude-naics,--exclude-naics-code+ @naics' + "`t" + 'Exclude these values. See --naics.')
            ('--exclude-main-industry-id+ @industries' + "`t" + 'Exclude these values. See --main-industry-id.')
            ('--exclude-sub-industry-id+ @sub-industries' + "`t" + 'Exclude these values. See --sub-industry-id.')
            ('--exclude-search-text,--exclude-company-search-text -' + "`t" + 'Exclude these values. See --search-text.')
            ('--exclude-site,--exclude-company-site+ @countries' + "`t" + 'Exclude these values. See --site.')
            ('--limit -' + "`t" + 'Maximum number of results, over as many pages as needed.')
            ('--all' + "`t" + 'Fetch all results, at 2 credits per page of 50.')
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--page-size -' + "`t" + 'Results per page [20].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @()
        'lusha prospecting company enrich' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--request-id -' + "`t" + 'ID of the search (requestId).')
            ('--company-id+ -' + "`t" + 'ID from the search (repeatable).')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'FILE|- FILE'
        )
        'lusha lookalike' = @(
            ('contacts' + "`t" + 'Find contacts similar to seed contacts.')
            ('companies' + "`t" + 'Find companies similar to seed companies.')
        ), (@() + $shared1), @()
        'lusha lookalike contacts' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--linkedin-url+ -' + "`t" + 'LinkedIn URL of a seed (repeatable).')
            ('--email+ -' + "`t" + 'Email of a seed (repeatable).')
            ('--contact-id+ -' + "`t" + 'Lusha''s ID of a seed (repeatable).')
            ('--contact+ -' + "`t" + 'Name and company of a seed (repeatable).')
            ('--first-name -' + "`t" + 'First name.')
            ('--last-name -' + "`t" + 'Last name.')
            ('--full-name -' + "`t" + 'First and last name.')
            ('--company-name -' + "`t" + 'Name of the company they work at.')
            ('--company-domain -' + "`t" + 'Domain of the company they work at.')
            ('--exclude-linkedin-url+ -' + "`t" + 'LinkedIn URL to exclude (repeatable).')
            ('--exclude-email+ -' + "`t" + 'Email to exclude (repeatable).')
            ('--exclude-contact-id+ -' + "`t" + 'Lusha''s ID to exclude (repeatable).')
            ('--exclude-contact+ -' + "`t" + 'Name and company to exclude (repeatable).')
            ('--limit -' + "`t" + 'Maximum number of results [25].')
            ('--more' + "`t" + 'More results for the seeds of the last search, without repeats.')
            ('--dedupe-session-id -' + "`t" + 'Search to continue. Pass its seeds again.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared8), @(
            'FILE|- FILE'
        )
        'lusha lookalike companies' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--domain,--company-domain+ -' + "`t" + 'Domain of a seed (repeatable).')
            ('--linkedin-url+ -' + "`t" + 'LinkedIn URL of a seed (repeatable).')
            ('--exclude-domain,--exclude-company-domain+ -' + "`t" + 'Domain to exclude (repeatable).')
            ('--exclude-linkedin-url+ -' + "`t" + 'LinkedIn URL to exclude (repeatable).')
            ('--limit -' + "`t" + 'Maximum number of results [25].')
            ('--more' + "`t" + 'More results for the seeds of the last search, without repeats.')
            ('--dedupe-session-id -' + "`t" + 'Search to continue. Pass its seeds again.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'FILE|- FILE'
        )
        'lusha recommendations' = @(
            ('contacts' + "`t" + 'Get recommended contacts for seed contacts.')
            ('companies' + "`t" + 'Get recommended companies for seed companies.')
        ), (@() + $shared1), @()
        'lusha recommendations contacts' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--seed+ -' + "`t" + 'Person to base recommendations on (repeatable).')
            ('--exclude+ -' + "`t" + 'ID to exclude (repeatable).')
            ('--limit -' + "`t" + 'Maximum number of results.')
            ('--more,--request-id -' + "`t" + 'Request to continue. Pass its seeds again unless it was the last one.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared8), @(
            'FILE|- FILE'
        )
        'lusha recommendations companies' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--seed,--company-id+ -' + "`t" + 'Company to base recommendations on (repeatable).')
            ('--exclude+ -' + "`t" + 'ID to exclude (repeatable).')
            ('--limit -' + "`t" + 'Maximum number of results.')
            ('--more,--request-id -' + "`t" + 'Request to continue. Pass its seeds again unless it was the last one.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'ID|FILE|- FILE'
        )
        'lusha filters' = @(
            ('contacts' + "`t" + 'List the values of filters on contacts.')
            ('companies' + "`t" + 'List the values of filters on companies.')
        ), (@() + $shared1), @()
        'lusha filters contacts' = @(
            ('departments' + "`t" + 'List the departments.')
            ('seniority' + "`t" + 'List the seniorities and their IDs.')
            ('data-points' + "`t" + 'List the types of contact data.')
            ('countries' + "`t" + 'List the countries and their codes.')
            ('locations' + "`t" + 'Search for locations of contacts.')
        ), (@() + $shared1), @()
        'lusha filters contacts departments' = @(), (@() + $shared3), @()
        'lusha filters contacts seniority' = @(), (@() + $shared3), @()
        'lusha filters contacts data-points' = @(), (@() + $shared3), @()
        'lusha filters contacts countries' = @(), (@() + $shared3), @()
        'lusha filters contacts locations' = @(), (@(
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'TEXT -'
        )
        'lusha filters companies' = @(
            ('names' + "`t" + 'Search for companies by name.')
            ('industries' + "`t" + 'List the industries and their IDs.')
            ('sizes' + "`t" + 'List the company size ranges.')
            ('revenues' + "`t" + 'List the revenue ranges in US dollars.')
            ('locations' + "`t" + 'Search for locations of companies.')
            ('sics' + "`t" + 'List the SIC codes.')
            ('naics' + "`t" + 'List the NAICS codes.')
            ('intent-topics' + "`t" + 'List the intent topics.')
            ('technologies' + "`t" + 'Search for technologies.')
        ), (@() + $shared1), @()
        'lusha filters companies names' = @(), (@(
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'TEXT -'
        )
        'lusha filters companies industries' = @(), (@() + $shared3), @()
        'lusha filters companies sizes' = @(), (@() + $shared3), @()
        'lusha filters companies revenues' = @(), (@() + $shared3), @()
        'lusha filters companies locations' = @(), (@(
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'TEXT -'
        )
        'lusha filters companies sics' = @(), (@() + $shared3), @()
        'lusha filters companies naics' = @(), (@() + $shared3), @()
        'lusha filters companies intent-topics' = @(), (@() + $shared3), @()
        'lusha filters companies technologies' = @(), (@(
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'TEXT -'
        )
        'lusha signals' = @(
            ('options' + "`t" + 'List the signal types and the values of their filters.')
            ('contacts' + "`t" + 'Signals of people.')
            ('companies' + "`t" + 'Signals of companies.')
        ), (@() + $shared1), @()
        'lusha signals options' = @(), (@() + $shared3), @(
            'contact|company contact|company'
        )
        'lusha signals contacts' = @(
            ('get' + "`t" + 'Get the signals of contacts by their IDs.')
            ('search' + "`t" + 'Find a person and get their signals.')
        ), (@() + $shared1), @()
        'lusha signals contacts get' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--contact-id,--person-id+ -' + "`t" + 'Lusha''s ID of a person (repeatable).')
            ('--signal+ allSignals|promotion|companyChange' + "`t" + 'Signals to include, 1 credit each (repeatable).')
            ('--start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--max-results-per-signal -' + "`t" + 'Maximum number of signals of each type.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared1), @(
            'ID|FILE|- FILE'
        )
        'lusha signals contacts search' = @(), (@(
            ('--contact-id,--person-id,--id -' + "`t" + 'Lusha''s ID of the person.')
            ('--email -' + "`t" + 'Email address.')
            ('--linkedin-url,--social-link -' + "`t" + 'URL of the LinkedIn profile.')
            ('--full-name -' + "`t" + 'First and last name.')
            ('--first-name -' + "`t" + 'First name.')
            ('--last-name -' + "`t" + 'Last name.')
            ('--company-name -' + "`t" + 'Name of the company they work at.')
            ('--company-domain -' + "`t" + 'Domain of the company they work at.')
            ('--is-current' + "`t" + 'Match only people who work there now [yes].')
            ('--no-is-current' + "`t" + 'Opposite of --is-current.')
            ('--signal+ allSignals|promotion|companyChange' + "`t" + 'Signals to include, 1 credit each (repeatable).')
            ('--start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--max-results-per-signal -' + "`t" + 'Maximum number of signals of each type.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared1), @(
            'WHO|FILE|- FILE'
        )
        'lusha signals companies' = @(
            ('get' + "`t" + 'Get the signals of companies by their IDs.')
            ('search' + "`t" + 'Find a company and get its signals.')
        ), (@() + $shared1), @()
        'lusha signals companies get' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--company-id+ -' + "`t" + 'Lusha''s ID of a company (repeatable).')
            ('--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews' + "`t" + 'Signals to include, such as riskNews, 1 credit each (repeatable).')
            ('--start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--max-results-per-signal -' + "`t" + 'Maximum number of signals of each type.')
            ('--news-event-type+ Asset Investment|Asset Sale|Competitor Activity|Event Participation|Executive Departure|Executive Hire|Executive Promotion|Facilities Expansion|Facility Closure|Funding Round|Headcount Decrease|Headcount Increase|IPO|Lawsuit Faced|Lawsuit Filed|M&A|New Customer|New Location|New Vendor|Partnership|Product Development|Product Integration|Product Launch|Recognition|Security Issue|Strategic Investment' + "`t" + 'Type of news event, such as IPO (repeatable).')
            ('--hiring-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales' + "`t" + 'Department for surgeInHiringByDepartment (repeatable).')
            ('--hiring-by-location+ @countries' + "`t" + 'Location for surgeInHiringByLocation (repeatable).')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'ID|FILE|- FILE'
        )
        'lusha signals companies search' = @(), (@(
            ('--company-id,--id -' + "`t" + 'Lusha''s ID of the company.')
            ('--company-name,--name -' + "`t" + 'Name of the company.')
            ('--domain,--company-domain -' + "`t" + 'Domain of the company.')
            ('--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews' + "`t" + 'Signals to include, such as riskNews, 1 credit each (repeatable).')
            ('--start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--max-results-per-signal -' + "`t" + 'Maximum number of signals of each type.')
            ('--news-event-type+ Asset Investment|Asset Sale|Competitor Activity|Event Participation|Executive Departure|Executive Hire|Executive Promotion|Facilities Expansion|Facility Closure|Funding Round|Headcount Decrease|Headcount Increase|IPO|Lawsuit Faced|Lawsuit Filed|M&A|New Customer|New Location|New Vendor|Partnership|Product Development|Product Integration|Product Launch|Recognition|Security Issue|Strategic Investment' + "`t" + 'Type of news event, such as IPO (repeatable).')
            ('--hiring-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales' + "`t" + 'Department for surgeInHiringByDepartment (repeatable).')
            ('--hiring-by-location+ @countries' + "`t" + 'Location for surgeInHiringByLocation (repeatable).')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'WHO|FILE|- FILE'
        )
        'lusha webhooks' = @(
            ('create' + "`t" + 'Subscribe to signals of contacts or companies.')
            ('delete' + "`t" + 'Delete subscriptions permanently.')
            ('list' + "`t" + 'List the subscriptions of the account, newest first.')
            ('get' + "`t" + 'Show a subscription, and the reason if it is blocked.')
            ('update' + "`t" + 'Change or reactivate a subscription.')
            ('test' + "`t" + 'Send a test event to the URL of a subscription. Free.')
            ('opt-out' + "`t" + 'Subscribe the account to opt-outs from data processing.')
            ('logs' + "`t" + 'Show the delivery attempts and their results.')
            ('stats' + "`t" + 'Show how many deliveries succeeded and failed.')
            ('secret' + "`t" + 'Print or store the secret that signs deliveries.')
            ('rotate-secret' + "`t" + 'Create or replace the secret that signs deliveries.')
            ('listen' + "`t" + 'Receive deliveries: log, acknowledge, show and forward them.')
            ('replay' + "`t" + 'Resend logged deliveries with a new signature.')
            ('sign' + "`t" + 'Sign a body as the API does, to test a receiver.')
            ('verify' + "`t" + 'Check the signature and age of a delivery.')
            ('doctor' + "`t" + 'Check the secret, clock, subscriptions and receivers.')
        ), (@() + $shared1), @()
        'lusha webhooks create' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--entity-id+ -' + "`t" + 'Lusha''s ID of a person or company (repeatable).')
            ('--entity-type contact|company' + "`t" + 'Type of the entities.')
            ('--signal-type+ allSignals|promotion|companyChange|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent' + "`t" + 'Type of signal, such as promotion or riskNews (repeatable). Each delivery costs 1 credit.')
            ('--url -' + "`t" + 'URL that receives the events (https). It must pass a challenge, as `lusha webhooks listen` does.')
            ('--name -' + "`t" + 'Name of the subscription.')
            ('--subscription+ -' + "`t" + 'Subscription with its own type, signals or name (repeatable).')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'ID|FILE|- FILE'
        )
        'lusha webhooks delete' = @(), (@(
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'ID|FILE|-+ FILE'
        )
        'lusha webhooks list' = @(), (@(
            ('--limit -' + "`t" + 'Maximum number of items [10].')
            ('--offset -' + "`t" + 'Number of items to skip.')
            ('--all' + "`t" + 'Fetch all pages.')
        ) + $shared3), @()
        'lusha webhooks get' = @(), (@() + $shared3), @(
            'ID -'
        )
        'lusha webhooks update' = @(), (@(
            ('--signal-type+ allSignals|promotion|companyChange|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent' + "`t" + 'Type of signal, such as promotion or riskNews (repeatable). Each delivery costs 1 credit.')
            ('--url -' + "`t" + 'URL that receives the events (https). It must pass a challenge, as `lusha webhooks listen` does.')
            ('--name -' + "`t" + 'Name of the subscription.')
            ('--active,--is-active' + "`t" + 'Activate (and unblock) or deactivate the subscription.')
            ('--no-active,--no-is-active' + "`t" + 'Opposite of --active.')
            ('--regenerate-secret' + "`t" + 'Replace the secret of the whole account, and print the new one.')
            ('--no-regenerate-secret' + "`t" + 'Opposite of --regenerate-secret.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'ID -'
        )
        'lusha webhooks test' = @(), (@(
            ('--mode direct|kafka|full' + "`t" + 'Test the URL (direct), the API''s queue (kafka), or both (full).')
        ) + $shared3), @(
            'ID -'
        )
        'lusha webhooks opt-out' = @(), (@(
            ('--url -' + "`t" + 'URL that receives the events (https). It must pass a challenge, as `lusha webhooks listen` does.')
            ('--name -' + "`t" + 'Name of the subscription.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @()
        'lusha webhooks logs' = @(), (@(
            ('--subscription-id -' + "`t" + 'ID of a subscription.')
            ('--status success|failed|permanent_failure' + "`t" + 'Status of the attempts.')
            ('--limit -' + "`t" + 'Maximum number of items [50].')
            ('--offset -' + "`t" + 'Number of items to skip.')
            ('--all' + "`t" + 'Fetch all pages.')
        ) + $shared3), @()
        'lusha webhooks stats' = @(), (@(
            ('--subscription-id -' + "`t" + 'ID of a subscription.')
        ) + $shared3), @()
        'lusha webhooks secret' = @(), (@(
            ('--save' + "`t" + 'Store it in the keyring instead of printing it.')
            ('--insecure-storage' + "`t" + 'With --save, also accept a keyring that stores plain text.')
        ) + $shared3), @()
        'lusha webhooks rotate-secret' = @(), (@(
            ('--save' + "`t" + 'Store it in the keyring instead of printing it.')
            ('--insecure-storage' + "`t" + 'With --save, also accept a keyring that stores plain text.')
        ) + $shared3), @()
        'lusha webhooks listen' = @(), (@(
            ('--host -' + "`t" + 'Address to listen on [127.0.0.1].')
            ('--port -' + "`t" + 'Port to listen on, or 0 for any free port [8788].')
            ('--path -' + "`t" + 'Only path to accept [any]. A proxy may add a prefix to it.')
            ('--out FILE' + "`t" + 'Log of deliveries [a database in the state folder, one per profile].')
            ('--forward -' + "`t" + 'Forward each delivery, signed as received, to this machine or over https.')
            ('--exec -' + "`t" + 'Command to run for each delivery, without a shell. It gets the body on stdin, and LUSHA_EVENT_ID, LUSHA_EVENT_TYPE and more in its environment. Exit code 0 means success.')
            ('--event+ -' + "`t" + 'Type of events to show and forward, such as promotion (repeatable). All are logged.')
            ('--tolerance -' + "`t" + 'Maximum age of a delivery, or 0 for any age [300].')
        ) + $shared9), @()
        'lusha webhooks replay' = @(), (@(
            ('--to -' + "`t" + 'URL of the receiver, local or https [http://127.0.0.1:8788].')
            ('--since -' + "`t" + 'Deliveries since a date, or in a time span such as 2w.')
            ('--id+ -' + "`t" + 'ID of a delivery to resend (repeatable).')
            ('--secret-stdin' + "`t" + 'Read the secret from stdin [LUSHA_WEBHOOK_SECRET, else the keyring].')
        ) + $shared10), @(
            'FILE FILE'
        )
        'lusha webhooks sign' = @(), (@(
            ('--timestamp -' + "`t" + 'Unix time to sign for [now].')
            ('--secret-stdin' + "`t" + 'Read the secret from stdin [LUSHA_WEBHOOK_SECRET, else the keyring].')
        ) + $shared11), @(
            'FILE|- FILE'
        )
        'lusha webhooks verify' = @(), (@(
            ('--signature -' + "`t" + 'Value of the header X-Lusha-Signature.')
            ('--timestamp -' + "`t" + 'Value of the header X-Lusha-Timestamp.')
            ('--tolerance -' + "`t" + 'Maximum age of a delivery, or 0 for any age [300].')
            ('--secret-stdin' + "`t" + 'Read the secret from stdin [LUSHA_WEBHOOK_SECRET, else the keyring].')
        ) + $shared11), @(
            'FILE|- FILE'
        )
        'lusha webhooks doctor' = @(), (@(
            ('--allow-private' + "`t" + 'Also check receivers at private addresses, such as 10.0.0.1.')
        ) + $shared4), @()
        'lusha account' = @(
            ('usage' + "`t" + 'Show the credits used and left, and when they run out.')
            ('plan' + "`t" + 'Show credits, rate limits, contract and prices.')
            ('icp-profiles' + "`t" + 'List your Target Profiles (ICPs), and those shared with you.')
        ), (@() + $shared1), @()
        'lusha account usage' = @(), (@(
            ('--watch' + "`t" + 'Refresh until Ctrl-C, one line per refresh if piped.')
            ('--interval -' + "`t" + 'Seconds between refreshes, 12 or more [15].')
        ) + $shared3), @()
        'lusha account plan' = @(), (@() + $shared3), @()
        'lusha account icp-profiles' = @(), (@(
            ('--status active|disabled' + "`t" + 'Status of the profiles.')
            ('--access private|shared' + "`t" + 'Access to the profiles.')
        ) + $shared3), @()
        'lusha credits' = @(
            ('log' + "`t" + 'Show paid requests and their charges, latest first.')
            ('forecast' + "`t" + 'Forecast the credits that a file would cost.')
            ('watch' + "`t" + 'Fail with exit code 6 if few credits are left.')
        ), (@() + $shared1), @()
        'lusha credits log' = @(), (@(
            ('--since -' + "`t" + 'Calls since a date, or in a time span such as 30d.')
            ('--until -' + "`t" + 'Calls up to a date, which is included.')
            ('--by day|command|profile|run|operation' + "`t" + 'Total by day, command and so on.')
            ('--who -' + "`t" + 'Calls about one person (email, LinkedIn URL, ID) or company.')
            ('--limit -' + "`t" + 'Maximum rows [50, with --by all].')
        ) + $shared11), @()
        'lusha credits forecast' = @(), (@(
            ('--kind person|company' + "`t" + 'What the rows are [person].')
            ('--format csv|tsv|jsonl|json|list|xlsx' + "`t" + 'Format of INPUT. A list has one email, domain or URL per line [detected].')
            ('--map+ -' + "`t" + 'Column of a field (repeatable).')
            ('--delimiter -' + "`t" + 'Delimiter of a csv INPUT: a character, or a name such as tab.')
            ('--encoding -' + "`t" + 'Encoding of INPUT [detected].')
            ('--sheet -' + "`t" + 'Sheet of an xlsx INPUT [the first visible one].')
            ('--header-row -' + "`t" + 'Line or sheet row with the headings [detected].')
            ('--no-header' + "`t" + 'Treat the first row as data. The columns are named column 1, column 2, …')
            ('--strict' + "`t" + 'Stop at a malformed row instead of reporting it as invalid.')
        ) + $shared4), @(
            'INPUT FILE'
        )
        'lusha credits watch' = @(), (@(
            ('--below -' + "`t" + 'Fail if fewer credits are left.')
            ('--interval -' + "`t" + 'Check again after this time, such as 15m or 1h, until it fails.')
        ) + $shared4), @()
        'lusha auth' = @(
            ('login' + "`t" + 'Check an API key and store it in the keyring.')
            ('status' + "`t" + 'Check the key in use, and list the keys of all profiles.')
            ('list' + "`t" + 'List profiles and where their keys are stored.')
            ('logout' + "`t" + 'Remove the stored key and webhook secret of a profile.')
            ('token' + "`t" + 'Print the key in use.')
            ('switch' + "`t" + 'Switch to another profile.')
        ), (@() + $shared1), @()
        'lusha auth login' = @(), (@(
            ('--with-token' + "`t" + 'Read the key from stdin.')
            ('--insecure-storage' + "`t" + 'Store the key in a file (0600), not the keyring.')
        ) + $shared4), @()
        'lusha auth status' = @(), (@() + $shared4), @()
        'lusha auth list' = @(), (@() + $shared6), @()
        'lusha auth logout' = @(), (@() + $shared6), @()
        'lusha auth token' = @(), (@() + $shared6), @()
        'lusha auth switch' = @(), (@() + $shared6), @(
            'PROFILE @profiles'
        )
        'lusha config' = @(
            ('list' + "`t" + 'Show every setting, its value and its source.')
            ('get' + "`t" + 'Show the value of one setting.')
            ('set' + "`t" + 'Change a setting for all profiles, or for one (--profile).')
            ('unset' + "`t" + 'Reset a setting to its default.')
            ('path' + "`t" + 'Print the path of the configuration file.')
        ), (@() + $shared1), @()
        'lusha config list' = @(), (@() + $shared6), @()
        'lusha config get' = @(), (@() + $shared6), @(
            'KEY profile|output|base_url|sandbox|api_version|timeout|max_wait|no_wait|exclude_eu|exclude_dnc|owner|max_credits|confirm_above|keep_last|color|auth_scheme|quiet|verbose|redact_pii'
        )
        'lusha config set' = @(), (@() + $shared6), @(
            'KEY profile|output|base_url|sandbox|api_version|timeout|max_wait|no_wait|exclude_eu|exclude_dnc|owner|max_credits|confirm_above|keep_last|color|auth_scheme|quiet|verbose|redact_pii'
            'VALUE %VALUE'
        )
        'lusha config unset' = @(), (@() + $shared6), @(
            'KEY profile|output|base_url|sandbox|api_version|timeout|max_wait|no_wait|exclude_eu|exclude_dnc|owner|max_credits|confirm_above|keep_last|color|auth_scheme|quiet|verbose|redact_pii'
        )
        'lusha config path' = @(), (@() + $shared6), @()
        'lusha runs' = @(
            ('list' + "`t" + 'List the runs, latest first.')
            ('show' + "`t" + 'Show the progress and charge of a run, and how to resume it.')
            ('resume' + "`t" + 'Resume a run.')
            ('export' + "`t" + 'Write the results of a run, without a request to the API.')
            ('delete' + "`t" + 'Delete runs with all their results and personal data.')
        ), (@() + $shared1), @()
        'lusha runs list' = @(), (@() + $shared6), @()
        'lusha runs show' = @(), (@() + $shared6), @(
            'RUN @runs'
        )
        'lusha runs resume' = @(), (@(
            ('--out FILE' + "`t" + 'Write to FILE (csv, tsv, jsonl, json, parquet) or a database (sqlite:///FILE.db, postgresql://HOST/NAME?table=NAME).')
            ('--jobs -' + "`t" + 'Number of concurrent requests [by rate limit].')
            ('--retry-status+ error|not_found|blocked|unknown' + "`t" + 'Resend only the rows with this status (repeatable).')
            ('--try-all' + "`t" + 'Try each email in a cell until one matches.')
            ('--fail-on-miss' + "`t" + 'Exit with code 10 if a row isn''t found.')
            ('--data-columns+ person_id|full_name|first_name|last_name|job_title|seniority|departments|work_email|private_email|emails|mobile_phone|direct_phone|phones|do_not_call|location|city|state|country|eu_contact|linkedin_url|company_id|company_name|company_domain|company_industry|company_size|company_website|company_description|company_sub_industry|company_employees|company_revenue|company_founded|company_type|company_city|company_state|company_country|company_linkedin_url|company_technologies|company_specialities|company_funding_total' + "`t" + 'Data columns to add, such as company_name,company_size [all].')
            ('--multi first|join|explode' + "`t" + 'Of several values, use the first, join them, or explode them into columns.')
            ('--spreadsheet-safe' + "`t" + 'Put '' before cells that look like formulas.')
        ) + $shared1), @(
            'RUN @runs'
        )
        'lusha runs export' = @(), (@(
            ('--out FILE' + "`t" + 'Write to FILE (csv, tsv, jsonl, json, parquet) or a database (sqlite:///FILE.db, postgresql://HOST/NAME?table=NAME).')
            ('--data-columns+ person_id|full_name|first_name|last_name|job_title|seniority|departments|work_email|private_email|emails|mobile_phone|direct_phone|phones|do_not_call|location|city|state|country|eu_contact|linkedin_url|company_id|company_name|company_domain|company_industry|company_size|company_website|company_description|company_sub_industry|company_employees|company_revenue|company_founded|company_type|company_city|company_state|company_country|company_linkedin_url|company_technologies|company_specialities|company_funding_total' + "`t" + 'Data columns to add, such as company_name,company_size [all].')
            ('--multi first|join|explode' + "`t" + 'Of several values, use the first, join them, or explode them into columns.')
            ('--spreadsheet-safe' + "`t" + 'Put '' before cells that look like formulas.')
        ) + $shared12), @(
            'RUN @runs'
        )
        'lusha runs delete' = @(), (@(
            ('--all' + "`t" + 'Delete all runs.')
        ) + $shared13), @(
            'RUN+ @runs'
        )
        'lusha privacy' = @(
            ('suppress' + "`t" + 'Add people to the suppression list.')
            ('allow' + "`t" + 'Remove people from the suppression list.')
            ('check' + "`t" + 'Check whether people are on the suppression list.')
            ('status' + "`t" + 'Show the size and location of the suppression list.')
        ), (@() + $shared1), @()
        'lusha privacy suppress' = @(), (@() + $shared11), @(
            'WHO+ -'
        )
        'lusha privacy allow' = @(), (@() + $shared11), @(
            'WHO+ -'
        )
        'lusha privacy check' = @(), (@() + $shared11), @(
            'WHO+ -'
        )
        'lusha privacy status' = @(), (@() + $shared11), @()
        'lusha contacts' = @(
            ('search' + "`t" + 'Find contacts, and the data that can be revealed.')
            ('enrich' + "`t" + 'Reveal emails and phones for contacts from a search.')
            ('search-and-enrich' + "`t" + 'Find contacts and reveal their data in one step.')
            ('job' + "`t" + 'Get the contact data found by your waterfall providers.')
            ('prospecting' + "`t" + 'Search for contacts by filters on them and their company.')
            ('lookalike' + "`t" + 'Find contacts similar to 5 to 100 seed contacts.')
            ('recommendations' + "`t" + 'List the contacts that Lusha recommends to you.')
            ('recommendation-filters' + "`t" + 'List the filter values for recommended contacts.')
            ('signals' + "`t" + 'Get promotions and company changes of contacts by ID.')
            ('signal-score' + "`t" + 'Score contacts from 0 to 1 by their signals.')
            ('buying-group' + "`t" + 'Find the buying group of companies.')
            ('icp-fit-score' + "`t" + 'Score contacts from 0 to 1 by their fit to your ICPs.')
            ('signal-types' + "`t" + 'List the signal types of contacts.')
            ('filters' + "`t" + 'List the filters on contacts.')
            ('filter-values' + "`t" + 'List the values of a filter on contacts.')
            ('tables' + "`t" + 'Manage the account''s tables of contacts.')
        ), (@() + $shared1), @()
        'lusha contacts search' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--id -' + "`t" + 'Lusha''s ID.')
            ('--linkedin-url -' + "`t" + 'URL of the LinkedIn profile.')
            ('--email -' + "`t" + 'Email address.')
            ('--full-name -' + "`t" + 'First and last name.')
            ('--first-name -' + "`t" + 'First name.')
            ('--last-name -' + "`t" + 'Last name.')
            ('--company-name -' + "`t" + 'Name of the company they work at.')
            ('--company-domain -' + "`t" + 'Domain of the company they work at.')
            ('--client-reference-id -' + "`t" + 'Your own reference, returned in the response.')
            ('--include-partial-profiles' + "`t" + 'Include incomplete profiles.')
            ('--no-include-partial-profiles' + "`t" + 'Opposite of --include-partial-profiles.')
            ('--signal+ allSignals|promotion|companyChange' + "`t" + 'Signal that the contacts must have (repeatable).')
            ('--start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--max-results-per-signal -' + "`t" + 'Maximum number of signals of each type.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared1), @(
            'WHO|FILE|-+ FILE'
        )
        'lusha contacts enrich' = @(), (@(
            ('--id+ -' + "`t" + 'Lusha''s ID from a search (repeatable).')
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--reveal+ emails|phones' + "`t" + 'Data to reveal (repeatable) [both].')
            ('--waterfall-enabled,--waterfall' + "`t" + 'Also request data from your waterfall providers, which may cost more.')
            ('--no-waterfall-enabled,--no-waterfall' + "`t" + 'Opposite of --waterfall-enabled.')
            ('--waterfall-reveal+ emails|phones' + "`t" + 'Data to request from your waterfall providers, at their prices (repeatable).')
            ('--table-id -' + "`t" + 'Table to add the results to.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared1), @(
            'ID|FILE|-+ FILE'
        )
        'lusha contacts search-and-enrich' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--id -' + "`t" + 'Lusha''s ID.')
            ('--linkedin-url -' + "`t" + 'URL of the LinkedIn profile.')
            ('--email -' + "`t" + 'Email address.')
            ('--full-name -' + "`t" + 'First and last name.')
            ('--first-name -' + "`t" + 'First name.')
            ('--last-name -' + "`t" + 'Last name.')
            ('--company-name -' + "`t" + 'Name of the company they work at.')
            ('--company-domain -' + "`t" + 'Domain of the company they work at.')
            ('--client-reference-id -' + "`t" + 'Your own reference, returned in the response.')
            ('--include-partial-profiles' + "`t" + 'Include incomplete profiles.')
            ('--no-include-partial-profiles' + "`t" + 'Opposite of --include-partial-profiles.')
            ('--reveal+ emails|phones' + "`t" + 'Data to reveal (repeatable) [both].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared1), @(
            'WHO|FILE|-+ FILE'
        )
        'lusha contacts job' = @(), (@(
            ('--wait' + "`t" + 'Poll until the job has ended, for up to --max-wait seconds.')
        ) + $shared8), @(
            'JOB_ID -'
        )
        'lusha contacts prospecting' = @(), (@(
            ('--name+ -' + "`t" + 'Name of the person.')
            ('--department+ @departments' + "`t" + 'Department, such as Sales.')
            ('--seniority-id,--seniority+ @seniorities' + "`t" + 'Seniority, such as director, vp or 8.')
            ('--job-title+ -' + "`t" + 'Job title.')
            ('--job-title-exact-match+ -' + "`t" + 'Exact job title.')
            ('--normalized-job-title+ -' + "`t" + 'Job title as normalized by Lusha.')
            ('--previous-job-title+ -' + "`t" + 'Previous job title.')
            ('--country+ @countries' + "`t" + 'Country of the person.')
            ('--location+ @countries' + "`t" + 'Location of the person: a country, or K=V,K=V with the keys country, state, city, region and continent.')
            ('--geographic-detail+ -' + "`t" + 'Distance in miles from a place.')
            ('--existing-data-point,--data-point+ @data-points' + "`t" + 'Type of contact data, such as work_email.')
            ('--existing-data-points-condition or|and' + "`t" + 'Match any (or) or all (and) of the contact data.')
            ('--search-text -' + "`t" + 'Free text about the person.')
            ('--linkedin-url+ -' + "`t" + 'LinkedIn URL of the person.')
            ('--email+ -' + "`t" + 'Email address.')
            ('--previous-email+ -' + "`t" + 'Previous email address.')
            ('--id+ -' + "`t" + 'Lusha''s ID.')
            ('--skill+ -' + "`t" + 'Skill.')
            ('--certification+ -' + "`t" + 'Certification.')
            ('--award+ -' + "`t" + 'Award.')
            ('--education-degree+ -' + "`t" + 'Degree.')
            ('--education-field-of-study+ -' + "`t" + 'Field of study.')
            ('--education-school+ -' + "`t" + 'School.')
            ('--education-start-year-gte -' + "`t" + 'Started studying in this year or later.')
            ('--education-graduation-year-lte -' + "`t" + 'Graduated in this year or earlier.')
            ('--min-score -' + "`t" + 'Minimum contact score, from 0 to 100.')
            ('--max-score -' + "`t" + 'Maximum contact score.')
            ('--job-changed-after-date -' + "`t" + 'Changed jobs since a date, or in a time span such as 30d.')
            ('--job-changed-last-view-date -' + "`t" + 'Changed jobs since you last viewed them on this date.')
            ('--signal+ allSignals|promotion|companyChange' + "`t" + 'Type of signal.')
            ('--signal-start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d.')
            ('--company-name+ -' + "`t" + 'Company name.')
            ('--company-domain+ -' + "`t" + 'Company domain.')
            ('--company-id+ -' + "`t" + 'Lusha''s ID of the company.')
            ('--company-linkedin-url+ -' + "`t" + 'LinkedIn URL of the company.')
            ('--company-location+ @countries' + "`t" + 'Location of an office: a country, or K=V,K=V with the keys country, state, city, region and continent.')
            ('--company-geographic-detail+ -' + "`t" + 'Distance of the company in miles from a place.')
            ('--location-zipcode+ -' + "`t" + 'Postal code of an office.')
            ('--headquarter-zipcode+ -' + "`t" + 'Postal code of the head office.')
            ('--size+ -' + "`t" + 'Number of employees, such as 11-50 or 1000-.')
            ('--revenue+ -' + "`t" + 'Revenue in dollars, such as 1M-10M or 1B-.')
            ('--founded-year+ -' + "`t" + 'Year founded, such as 2010-2020.')
            ('--business-model+ B2B|B2C|B2G' + "`t" + 'Type of customers it sells to.')
            ('--company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed' + "`t" + 'Type of company, such as ''Public Company''.')
            ('--main-industry-id+ @industries' + "`t" + 'Industry.')
            ('--sub-industry-id+ @sub-industries' + "`t" + 'Sub-industry.')
            ('--sic-code,--sic+ @sics' + "`t" + 'SIC code.')
            ('--naics-code,--naics+ @naics' + "`t" + 'NAICS code.')
            ('--technology+ -' + "`t" + 'Technology in use, such as salesforce.')
            ('--technologies-condition or|and' + "`t" + 'Match any (or) or all (and) of the technologies.')
            ('--intent-topic+ @intent-topics' + "`t" + 'Topic that the company researches.')
            ('--intent-topics-operator or|and|any|all' + "`t" + 'Match any (or, any) or all (and, all) of the topics.')
            ('--intent-topics-condition or|and' + "`t" + 'Older form of --intent-topics-operator.')
            ('--intent-min-score -' + "`t" + 'Minimum topic score, from 1 to 100.')
            ('--intent-max-score -' + "`t" + 'Maximum topic score.')
            ('--topic-count-threshold+ -' + "`t" + 'Number of topics researched, such as 2-.')
            ('--keyword+ -' + "`t" + 'Keyword about the company.')
            ('--exact-keyword+ -' + "`t" + 'Exact keyword.')
            ('--keywords-search-field+ -' + "`t" + 'Field to search for keywords.')
            ('--speciality+ -' + "`t" + 'Speciality of the company.')
            ('--exact-speciality+ -' + "`t" + 'Exact speciality.')
            ('--previous-company-domain+ -' + "`t" + 'Domain of an earlier employer.')
            ('--previous-company-name+ -' + "`t" + 'Name of an earlier employer.')
            ('--industry-label+ @industry-labels' + "`t" + 'Industry or sub-industry by name.')
            ('--funding-is-ipo' + "`t" + 'Listed on a stock exchange.')
            ('--no-funding-is-ipo' + "`t" + 'Opposite of --funding-is-ipo.')
            ('--funding-range+ -' + "`t" + 'Funding in dollars, such as 10M-50M or last_round:1M-.')
            ('--funding-date -' + "`t" + 'Funded since a date, or in a time span such as 6mo.')
            ('--funding-date-coverage last_funding|any_round|total_funds|last_round' + "`t" + 'Funding that --funding-date applies to: last_funding, any_round, total_funds, last_round.')
            ('--funding-round+ pre_seed|seed|series_a|series_b|series_c|series_d|series_e|series_f|series_g|series_h|other' + "`t" + 'Funding round, such as seed or any_round:series_a.')
            ('--funding-name+ angel|venture|private_equity|crowdfunding|grant|debt_financing|other' + "`t" + 'Kind of funding, such as venture.')
            ('--funding-investor+ -' + "`t" + 'Investor (not applied yet).')
            ('--funding-type+ -' + "`t" + 'Type of funding (not applied yet).')
            ('--exclude-name+ -' + "`t" + 'Exclude these values. See --name.')
            ('--exclude-department+ @departments' + "`t" + 'Exclude these values. See --department.')
            ('--exclude-seniority-id,--exclude-seniority+ @seniorities' + "`t" + 'Exclude these values. See --seniority-id.')
            ('--exclude-job-title+ -' + "`t" + 'Exclude these values. See --job-title.')
            ('--exclude-job-title-exact-match+ -' + "`t" + 'Exclude these values. See --job-title-exact-match.')
            ('--exclude-normalized-job-title+ -' + "`t" + 'Exclude these values. See --normalized-job-title.')
            ('--exclude-previous-job-title+ -' + "`t" + 'Exclude these values. See --previous-job-title.')
            ('--exclude-country+ @countries' + "`t" + 'Exclude these values. See --country.')
            ('--exclude-location+ @countries' + "`t" + 'Exclude these values. See --location.')
            ('--exclude-geographic-detail+ -' + "`t" + 'Exclude these values. See --geographic-detail.')
            ('--exclude-existing-data-point,--exclude-data-point+ @data-points' + "`t" + 'Exclude these values. See --existing-data-point.')
            ('--exclude-existing-data-points-condition or|and' + "`t" + 'Exclude these values. See --existing-data-points-condition.')
            ('--exclude-search-text -' + "`t" + 'Exclude these values. See --search-text.')
            ('--exclude-linkedin-url+ -' + "`t" + 'Exclude these values. See --linkedin-url.')
            ('--exclude-email+ -' + "`t" + 'Exclude these values. See --email.')
            ('--exclude-previous-email+ -' + "`t" + 'Exclude these values. See --previous-email.')
            ('--exclude-id+ -' + "`t" + 'Exclude these values. See --id.')
            ('--exclude-skill+ -' + "`t" + 'Exclude these values. See --skill.')
            ('--exclude-certification+ -' + "`t" + 'Exclude these values. See --certification.')
            ('--exclude-award+ -' + "`t" + 'Exclude these values. See --award.')
            ('--exclude-education-degree+ -' + "`t" + 'Exclude these values. See --education-degree.')
            ('--exclude-education-field-of-study+ -' + "`t" + 'Exclude these values. See --education-field-of-study.')
            ('--exclude-education-school+ -' + "`t" + 'Exclude these values. See --education-school.')
            ('--exclude-education-start-year-gte -' + "`t" + 'Exclude these values. See --education-start-year-gte.')
            ('--exclude-education-graduation-year-lte -' + "`t" + 'Exclude these values. See --education-graduation-year-lte.')
            ('--exclude-min-score -' + "`t" + 'Exclude these values. See --min-score.')
            ('--exclude-max-score -' + "`t" + 'Exclude these values. See --max-score.')
            ('--exclude-job-changed-after-date -' + "`t" + 'Exclude these values. See --job-changed-after-date.')
            ('--exclude-job-changed-last-view-date -' + "`t" + 'Exclude these values. See --job-changed-last-view-date.')
            ('--exclude-signal+ allSignals|promotion|companyChange' + "`t" + 'Exclude these values. See --signal.')
            ('--exclude-signal-start-date -' + "`t" + 'Exclude these values. See --signal-start-date.')
            ('--exclude-company-name+ -' + "`t" + 'Exclude these values. See --company-name.')
            ('--exclude-company-domain+ -' + "`t" + 'Exclude these values. See --company-domain.')
            ('--exclude-company-id+ -' + "`t" + 'Exclude these values. See --company-id.')
            ('--exclude-company-linkedin-url+ -' + "`t" + 'Exclude these values. See --company-linkedin-url.')
            ('--exclude-company-location+ @countries' + "`t" + 'Exclude these values. See --company-location.')
            ('--exclude-company-geographic-detail+ -' + "`t" + 'Exclude these values. See --company-geographic-detail.')
            ('--exclude-location-zipcode+ -' + "`t" + 'Exclude these values. See --location-zipcode.')
            ('--exclude-headquarter-zipcode+ -' + "`t" + 'Exclude these values. See --headquarter-zipcode.')
            ('--exclude-size+ -' + "`t" + 'Exclude these values. See --size.')
            ('--exclude-revenue+ -' + "`t" + 'Exclude these values. See --revenue.')
            ('--exclude-founded-year+ -' + "`t" + 'Exclude these values. See --founded-year.')
            ('--exclude-business-model+ B2B|B2C|B2G' + "`t" + 'Exclude these values. See --business-model.')
            ('--exclude-company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed' + "`t" + 'Exclude these values. See --company-type.')
            ('--exclude-main-industry-id+ @industries' + "`t" + 'Exclude these values. See --main-industry-id.')
            ('--exclude-sub-industry-id+ @sub-industries' + "`t" + 'Exclude these values. See --sub-industry-id.')
            ('--exclude-sic-code,--exclude-sic+ @sics' + "`t" + 'Exclude these values. See --sic-code.')
            ('--exclude-naics-code,--exclude-naics+ @naics' + "`t" + 'Exclude these values. See --naics-code.')
            ('--exclude-technology+ -' + "`t" + 'Exclude these values. See --technology.')
            ('--exclude-technologies-condition or|and' + "`t" + 'Exclude these values. See --technologies-condition.')
            ('--exclude-intent-topic+ @intent-topics' + "`t" + 'Exclude these values. See --intent-topic.')
            ('--exclude-intent-topics-operator or|and|any|all' + "`t" + 'Exclude these values. See --intent-topics-operator.')
            ('--exclude-intent-topics-condition or|and' + "`t" + 'Exclude these values. See --intent-topics-condition.')
            ('--exclude-intent-min-score -' + "`t" + 'Exclude these values. See --intent-min-score.')
            ('--exclude-intent-max-score -' + "`t" + 'Exclude these values. See --intent-max-score.')
            ('--exclude-topic-count-threshold+ -' + "`t" + 'Exclude these values. See --topic-count-threshold.')
            ('--exclude-keyword+ -' + "`t" + 'Exclude these values. See --keyword.')
            ('--exclude-exact-keyword+ -' + "`t" + 'Exclude these values. See --exact-keyword.')
            ('--exclude-keywords-search-field+ -' + "`t" + 'Exclude these values. See --keywords-search-field.')
            ('--exclude-speciality+ -' + "`t" + 'Exclude these values. See --speciality.')
            ('--exclude-exact-speciality+ -' + "`t" + 'Exclude these values. See --exact-speciality.')
            ('--exclude-previous-company-domain+ -' + "`t" + 'Exclude these values. See --previous-company-domain.')
            ('--exclude-previous-company-name+ -' + "`t" + 'Exclude these values. See --previous-company-name.')
            ('--exclude-industry-label+ @industry-labels' + "`t" + 'Exclude these values. See --industry-label.')
            ('--exclude-funding-is-ipo' + "`t" + 'Exclude these values. See --funding-is-ipo.')
            ('--no-exclude-funding-is-ipo' + "`t" + 'Opposite of --exclude-funding-is-ipo.')
            ('--exclude-funding-range+ -' + "`t" + 'Exclude these values. See --funding-range.')
            ('--exclude-funding-date -' + "`t" + 'Exclude these values. See --funding-date.')
            ('--exclude-funding-date-coverage last_funding|any_round|total_funds|last_round' + "`t" + 'Exclude these values. See --funding-date-coverage.')
            ('--exclude-funding-round+ pre_seed|seed|series_a|series_b|series_c|series_d|series_e|series_f|series_g|series_h|other' + "`t" + 'Exclude these values. See --funding-round.')
            ('--exclude-funding-name+ angel|venture|private_equity|crowdfunding|grant|debt_financing|other' + "`t" + 'Exclude these values. See --funding-name.')
            ('--exclude-funding-investor+ -' + "`t" + 'Exclude these values. See --funding-investor.')
            ('--exclude-funding-type+ -' + "`t" + 'Exclude these values. See --funding-type.')
            ('--include-partial-profiles' + "`t" + 'Include incomplete profiles.')
            ('--no-include-partial-profiles' + "`t" + 'Opposite of --include-partial-profiles.')
            ('--exclude-dnc' + "`t" + 'Exclude people with only do-not-call phones (Scale plans).')
            ('--no-exclude-dnc' + "`t" + 'Opposite of --exclude-dnc.')
            ('--max-contacts-per-company -' + "`t" + 'Maximum number of people per company.')
            ('--table-id -' + "`t" + 'Table to add the results to.')
            ('--limit -' + "`t" + 'Maximum number of results, over as many pages as needed.')
            ('--all' + "`t" + 'Fetch all results, at 4 credits per page of 100.')
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--page-size -' + "`t" + 'Results per page [25].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared7), @()
        'lusha contacts lookalike' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--linkedin-url+ -' + "`t" + 'LinkedIn URL of a seed (repeatable).')
            ('--email+ -' + "`t" + 'Email of a seed (repeatable).')
            ('--id+ -' + "`t" + 'Lusha''s ID of a seed (repeatable).')
            ('--contact-id+ -' + "`t" + 'Lusha''s numeric ID of a seed (repeatable).')
            ('--contact+ -' + "`t" + 'Name and company of a seed (repeatable).')
            ('--first-name -' + "`t" + 'First name.')
            ('--last-name -' + "`t" + 'Last name.')
            ('--full-name -' + "`t" + 'First and last name.')
            ('--company-name -' + "`t" + 'Name of the company they work at.')
            ('--company-domain -' + "`t" + 'Domain of the company they work at.')
            ('--exclude-linkedin-url+ -' + "`t" + 'LinkedIn URL to exclude (repeatable).')
            ('--exclude-email+ -' + "`t" + 'Email to exclude (repeatable).')
            ('--exclude-id+ -' + "`t" + 'Lusha''s ID to exclude (repeatable).')
            ('--exclude-contact-id+ -' + "`t" + 'Lusha''s numeric ID to exclude (repeatable).')
            ('--exclude-contact+ -' + "`t" + 'Name and company to exclude (repeatable).')
            ('--limit -' + "`t" + 'Maximum number of results [25].')
            ('--table-id -' + "`t" + 'Table to add the results to.')
            ('--more' + "`t" + 'More results for the seeds of the last search, without repeats.')
            ('--dedupe-session-id -' + "`t" + 'Search to continue. Pass its seeds again.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared8), @(
            'FILE|- FILE'
        )
        'lusha contacts recommendations' = @(), (@(
            ('--target-icp+ -' + "`t" + 'ID of a Target Profile to match, from lusha contacts recommendation-filters (repeatable).')
            ('--signal+ promotion|companyChange' + "`t" + 'Signal that they must have (repeatable).')
            ('--sort-by+ leadScore|signalScore|icpFitScore|targetIcp' + "`t" + 'Score to sort by, such as icpFitScore (repeatable) [leadScore].')
            ('--order asc|desc' + "`t" + 'Order of all --sort-by fields [desc].')
            ('--limit -' + "`t" + 'Maximum number of results, over as many pages as needed.')
            ('--all' + "`t" + 'Fetch all results, at 100 credits per page of 100.')
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--page-size -' + "`t" + 'Results per page [25].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared8), @()
        'lusha contacts recommendation-filters' = @(), (@() + $shared3), @()
        'lusha contacts signals' = @(), (@(
            ('--id+ -' + "`t" + 'Lusha''s ID from a search (repeatable).')
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--signal-type+ allSignals|promotion|companyChange' + "`t" + 'Types of signals, such as allSignals or companyChange (repeatable). Each one delivered costs 1 credit.')
            ('--start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--max-results-per-signal -' + "`t" + 'Maximum number of signals of each type.')
            ('--table-id -' + "`t" + 'Table to add the results to.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared1), @(
            'ID|FILE|-+ FILE'
        )
        'lusha contacts signal-score' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--id -' + "`t" + 'Lusha''s ID.')
            ('--linkedin-url -' + "`t" + 'URL of the LinkedIn profile.')
            ('--email -' + "`t" + 'Email address.')
            ('--full-name -' + "`t" + 'First and last name.')
            ('--first-name -' + "`t" + 'First name.')
            ('--last-name -' + "`t" + 'Last name.')
            ('--company-name -' + "`t" + 'Name of the company they work at.')
            ('--company-domain -' + "`t" + 'Domain of the company they work at.')
            ('--client-reference-id -' + "`t" + 'Your own reference, returned in the response.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared1), @(
            'WHO|FILE|-+ FILE'
        )
        'lusha contacts buying-group' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--id -' + "`t" + 'Lusha''s ID.')
            ('--domain,--company-domain -' + "`t" + 'Domain of the company.')
            ('--client-reference-id -' + "`t" + 'Your own reference, returned in the response.')
            ('--persona+ decision_maker|potential_champion|end_user' + "`t" + 'Role of the people (repeatable).')
            ('--contacts-limit -' + "`t" + 'Contacts per company, each of which is charged [5].')
            ('--page -' + "`t" + 'Page of companies, counted from 0 [0].')
            ('--size -' + "`t" + 'Companies per page [100].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared8), @(
            'WHO|FILE|-+ FILE'
        )
        'lusha contacts icp-fit-score' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--id -' + "`t" + 'Lusha''s ID.')
            ('--linkedin-url -' + "`t" + 'URL of the LinkedIn profile.')
            ('--email -' + "`t" + 'Email address.')
            ('--full-name -' + "`t" + 'First and last name.')
            ('--first-name -' + "`t" + 'First name.')
            ('--last-name -' + "`t" + 'Last name.')
            ('--company-name -' + "`t" + 'Name of the company they work at.')
            ('--company-domain -' + "`t" + 'Domain of the company they work at.')
            ('--client-reference-id -' + "`t" + 'Your own reference, returned in the response.')
            ('--target-profile-id+ -' + "`t" + 'Active Target Profile, up to 3 (repeatable). List them: lusha account icp-profiles')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared1), @(
            'WHO|FILE|-+ FILE'
        )
        'lusha contacts signal-types' = @(), (@() + $shared3), @()
        'lusha contacts filters' = @(), (@() + $shared3), @()
        'lusha contacts filter-values' = @(), (@() + $shared3), @(
            'FILTER_TYPE departments|seniority|existingDataPoints|countries|locations'
            'TEXT -'
        )
        'lusha contacts tables' = @(
            ('create' + "`t" + 'Create a table of contacts.')
            ('list' + "`t" + 'List the tables of contacts.')
            ('get' + "`t" + 'Show a table of contacts and the progress of its columns.')
            ('update' + "`t" + 'Rename, share, transfer or archive a table of contacts.')
            ('delete' + "`t" + 'Delete a table of contacts permanently.')
            ('rows' + "`t" + 'Read a page of a table of contacts.')
            ('add' + "`t" + 'Add contacts to a table, at most 500 at a time.')
            ('remove' + "`t" + 'Remove contacts from a table.')
            ('columns' + "`t" + 'List the columns of a table of contacts.')
            ('column-catalog' + "`t" + 'List the columns available to tables of contacts.')
            ('add-columns' + "`t" + 'Add up to 10 columns to a table of contacts, and fill them.')
            ('remove-column' + "`t" + 'Delete a column of a table of contacts permanently.')
            ('run-column' + "`t" + 'Fill a column of a table of contacts.')
        ), (@() + $shared1), @()
        'lusha contacts tables create' = @(), (@(
            ('--visibility private|shared' + "`t" + 'Visible to its owner (private) or the whole account (shared).')
            ('--id+ -' + "`t" + 'ID of a row to start with (repeatable).')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'NAME -'
        )
        'lusha contacts tables list' = @(), (@(
            ('--name -' + "`t" + 'Text in the names of the tables.')
            ('--status active|archived' + "`t" + 'Status of the tables.')
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--size -' + "`t" + 'Items per page [100].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @()
        'lusha contacts tables get' = @(), (@(
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
        )
        'lusha contacts tables update' = @(), (@(
            ('--name -' + "`t" + 'New name.')
            ('--visibility private|shared' + "`t" + 'Visible to its owner (private) or the whole account (shared).')
            ('--archived' + "`t" + 'Archive or restore the table.')
            ('--no-archived' + "`t" + 'Opposite of --archived.')
            ('--new-owner -' + "`t" + 'Email of the new owner.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
        )
        'lusha contacts tables delete' = @(), (@(
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
        )
        'lusha contacts tables rows' = @(), (@(
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--size -' + "`t" + 'Items per page [100].')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
        )
        'lusha contacts tables add' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--company-id+ -' + "`t" + 'Company of each contact, in the same order (repeatable).')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
            'ID|FILE|-+ FILE'
        )
        'lusha contacts tables remove' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
            'ID|FILE|-+ FILE'
        )
        'lusha contacts tables columns' = @(), (@(
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
        )
        'lusha contacts tables column-catalog' = @(), (@(
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @()
        'lusha contacts tables add-columns' = @(), (@(
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
            'COLUMN_KEY+ @contacts-columns'
        )
        'lusha contacts tables remove-column' = @(), (@(
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
            'COLUMN_ID -'
        )
        'lusha contacts tables run-column' = @(), (@(
            ('--run-scope all|missing|specific' + "`t" + 'Rows to fill. With all, filled rows are charged again.')
            ('--entity-id+ -' + "`t" + 'Row to fill, for scope specific (repeatable).')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
            'COLUMN_ID -'
        )
        'lusha companies' = @(
            ('search' + "`t" + 'Find companies, and the data that can be revealed.')
            ('enrich' + "`t" + 'Get the full data of companies from a search.')
            ('search-and-enrich' + "`t" + 'Find companies and get their full data in one step.')
            ('prospecting' + "`t" + 'Search for companies by filters on them and their contacts.')
            ('lookalike' + "`t" + 'Find companies similar to 5 to 100 seed companies.')
            ('recommendations' + "`t" + 'List the companies that Lusha recommends to you.')
            ('recommendation-filters' + "`t" + 'List the filter values for recommended companies.')
            ('signals' + "`t" + 'Get news, growth, hiring and intent of companies by ID.')
            ('signal-score' + "`t" + 'Score companies from 0 to 1 by their signals.')
            ('icp-fit-score' + "`t" + 'Score companies from 0 to 1 by their fit to your ICPs.')
            ('website-visits' + "`t" + 'Find companies that visited your website.')
            ('signal-types' + "`t" + 'List the signal types of companies.')
            ('signal-filters' + "`t" + 'List the filters on company signals.')
            ('signal-filter-values' + "`t" + 'List the values of a filter on signals.')
            ('filters' + "`t" + 'List the filters on companies.')
            ('filter-values' + "`t" + 'List the values of a filter on companies.')
            ('tables' + "`t" + 'Manage the account''s tables of companies.')
        ), (@() + $shared1), @()
        'lusha companies search' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--id -' + "`t" + 'Lusha''s ID.')
            ('--name,--company -' + "`t" + 'Name of the company.')
            ('--domain,--company-domain -' + "`t" + 'Domain of the company.')
            ('--client-reference-id -' + "`t" + 'Your own reference, returned in the response.')
            ('--include-partial-profiles' + "`t" + 'Include incomplete profiles.')
            ('--no-include-partial-profiles' + "`t" + 'Opposite of --include-partial-profiles.')
            ('--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent' + "`t" + 'Signal that the companies must have, such as allSignals or riskNews (repeatable).')
            ('--start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--max-results-per-signal -' + "`t" + 'Maximum number of signals of each type.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'WHO|FILE|-+ FILE'
        )
        'lusha companies enrich' = @(), (@(
            ('--id+ -' + "`t" + 'Lusha''s ID from a search (repeatable).')
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--reveal+ employeesByDepartment|employeesByLocation|employeesBySeniority|competitors|intent|estimatedAnnualItSpend|monthlyWebsiteTraffic|directParent|ultimateParent|openJobsTotal|openJobsByDepartment|openJobsByLocation|openJobsBySeniority' + "`t" + 'More data to reveal, up to 1 credit each (repeatable): employeesByDepartment, employeesByLocation, employeesBySeniority, competitors, intent, estimatedAnnualItSpend, monthlyWebsiteTraffic, directParent, ultimateParent, openJobsTotal, openJobsByDepartment, openJobsByLocation, openJobsBySeniority.')
            ('--table-id -' + "`t" + 'Table to add the results to.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'ID|FILE|-+ FILE'
        )
        'lusha companies search-and-enrich' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--id -' + "`t" + 'Lusha''s ID.')
            ('--name,--company -' + "`t" + 'Name of the company.')
            ('--domain,--company-domain -' + "`t" + 'Domain of the company.')
            ('--client-reference-id -' + "`t" + 'Your own reference, returned in the response.')
            ('--include-partial-profiles' + "`t" + 'Include incomplete profiles.')
            ('--no-include-partial-profiles' + "`t" + 'Opposite of --include-partial-profiles.')
            ('--reveal+ employeesByDepartment|employeesByLocation|employeesBySeniority|competitors|intent|estimatedAnnualItSpend|monthlyWebsiteTraffic|directParent|ultimateParent|openJobsTotal|openJobsByDepartment|openJobsByLocation|openJobsBySeniority' + "`t" + 'More data to reveal, up to 1 credit each (repeatable): employeesByDepartment, employeesByLocation, employeesBySeniority, competitors, intent, estimatedAnnualItSpend, monthlyWebsiteTraffic, directParent, ultimateParent, openJobsTotal, openJobsByDepartment, openJobsByLocation, openJobsBySeniority.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'WHO|FILE|-+ FILE'
        )
        'lusha companies prospecting' = @(), (@(
            ('--name,--company-name+ -' + "`t" + 'Company name.')
            ('--domain,--company-domain+ -' + "`t" + 'Company domain.')
            ('--id,--company-id+ -' + "`t" + 'Lusha''s ID of the company.')
            ('--linkedin-url,--company-linkedin-url+ -' + "`t" + 'LinkedIn URL of the company.')
            ('--location,--company-location+ @countries' + "`t" + 'Location of an office: a country, or K=V,K=V with the keys country, state, city, region and continent.')
            ('--geographic-detail,--company-geographic-detail+ -' + "`t" + 'Distance of the company in miles from a place.')
            ('--location-zipcode+ -' + "`t" + 'Postal code of an office.')
            ('--headquarter-zipcode+ -' + "`t" + 'Postal code of the head office.')
            ('--size+ -' + "`t" + 'Number of employees, such as 11-50 or 1000-.')
            ('--revenue+ -' + "`t" + 'Revenue in dollars, such as 1M-10M or 1B-.')
            ('--founded-year+ -' + "`t" + 'Year founded, such as 2010-2020.')
            ('--business-model+ B2B|B2C|B2G' + "`t" + 'Type of customers it sells to.')
            ('--company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed' + "`t" + 'Type of company, such as ''Public Company''.')
            ('--main-industry-id+ @industries' + "`t" + 'Industry.')
            ('--sub-industry-id+ @sub-industries' + "`t" + 'Sub-industry.')
            ('--sic-code,--sic+ @sics' + "`t" + 'SIC code.')
            ('--naics-code,--naics+ @naics' + "`t" + 'NAICS code.')
            ('--technology+ -' + "`t" + 'Technology in use, such as salesforce.')
            ('--technologies-condition or|and' + "`t" + 'Match any (or) or all (and) of the technologies.')
            ('--intent-topic+ @intent-topics' + "`t" + 'Topic that the company researches.')
            ('--intent-topics-operator or|and|any|all' + "`t" + 'Match any (or, any) or all (and, all) of the topics.')
            ('--intent-topics-condition or|and' + "`t" + 'Older form of --intent-topics-operator.')
            ('--intent-min-score -' + "`t" + 'Minimum topic score, from 1 to 100.')
            ('--intent-max-score -' + "`t" + 'Maximum topic score.')
            ('--topic-count-threshold+ -' + "`t" + 'Number of topics researched, such as 2-.')
            ('--keyword+ -' + "`t" + 'Keyword about the company.')
            ('--exact-keyword+ -' + "`t" + 'Exact keyword.')
            ('--keywords-search-field+ -' + "`t" + 'Field to search for keywords.')
            ('--speciality+ -' + "`t" + 'Speciality of the company.')
            ('--exact-speciality+ -' + "`t" + 'Exact speciality.')
            ('--previous-company-domain+ -' + "`t" + 'Domain of an earlier employer.')
            ('--previous-company-name+ -' + "`t" + 'Name of an earlier employer.')
            ('--search-text,--company-search-text -' + "`t" + 'Free text about the company.')
            ('--signal,--company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent' + "`t" + 'Type of signal, such as riskNews.')
            ('--signal-start-date,--company-signal-start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d.')
            ('--filter-by-location+ -' + "`t" + 'Hiring location (with --signal surgeInHiringByLocation).')
            ('--filter-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales' + "`t" + 'Hiring department (with --signal surgeInHiringByDepartment).')
            ('--filter-by-intent-category+ -' + "`t" + 'Category of posts (with --signal linkedinActivityIntent).')
            ('--contact-job-title+ -' + "`t" + 'Job title of an employee.')
            ('--contact-department+ @departments' + "`t" + 'Department of an employee.')
            ('--contact-seniority-id,--contact-seniority+ @seniorities' + "`t" + 'Seniority of an employee.')
            ('--contact-skill+ -' + "`t" + 'Skill of an employee.')
            ('--contact-location+ @countries' + "`t" + 'Location of an employee.')
            ('--contact-existing-data-point,--contact-data-point+ @data-points' + "`t" + 'Type of contact data of an employee.')
            ('--exclude-name,--exclude-company-name+ -' + "`t" + 'Exclude these values. See --name.')
            ('--exclude-domain,--exclude-company-domain+ -' + "`t" + 'Exclude these values. See --domain.')
            ('--exclude-id,--exclude-company-id+ -' + "`t" + 'Exclude these values. See --id.')
            ('--exclude-linkedin-url,--exclude-company-linkedin-url+ -' + "`t" + 'Exclude these values. See --linkedin-url.')
            ('--exclude-location,--exclude-company-location+ @countries' + "`t" + 'Exclude these values. See --location.')
            ('--exclude-geographic-detail,--exclude-company-geographic-detail+ -' + "`t" + 'Exclude these values. See --geographic-detail.')
            ('--exclude-location-zipcode+ -' + "`t" + 'Exclude these values. See --location-zipcode.')
            ('--exclude-headquarter-zipcode+ -' + "`t" + 'Exclude these values. See --headquarter-zipcode.')
            ('--exclude-size+ -' + "`t" + 'Exclude these values. See --size.')
            ('--exclude-revenue+ -' + "`t" + 'Exclude these values. See --revenue.')
            ('--exclude-founded-year+ -' + "`t" + 'Exclude these values. See --founded-year.')
            ('--exclude-business-model+ B2B|B2C|B2G' + "`t" + 'Exclude these values. See --business-model.')
            ('--exclude-company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed' + "`t" + 'Exclude these values. See --company-type.')
            ('--exclude-main-industry-id+ @industries' + "`t" + 'Exclude these values. See --main-industry-id.')
            ('--exclude-sub-industry-id+ @sub-industries' + "`t" + 'Exclude these values. See --sub-industry-id.')
            ('--exclude-sic-code,--exclude-sic+ @sics' + "`t" + 'Exclude these values. See --sic-code.')
            ('--exclude-naics-code,--exclude-naics+ @naics' + "`t" + 'Exclude these values. See --naics-code.')
            ('--exclude-technology+ -' + "`t" + 'Exclude these values. See --technology.')
            ('--exclude-technologies-condition or|and' + "`t" + 'Exclude these values. See --technologies-condition.')
            ('--exclude-intent-topic+ @intent-topics' + "`t" + 'Exclude these values. See --intent-topic.')
            ('--exclude-intent-topics-operator or|and|any|all' + "`t" + 'Exclude these values. See --intent-topics-operator.')
            ('--exclude-intent-topics-condition or|and' + "`t" + 'Exclude these values. See --intent-topics-condition.')
            ('--exclude-intent-min-score -' + "`t" + 'Exclude these values. See --intent-min-score.')
            ('--exclude-intent-max-score -' + "`t" + 'Exclude these values. See --intent-max-score.')
            ('--exclude-topic-count-threshold+ -' + "`t" + 'Exclude these values. See --topic-count-threshold.')
            ('--exclude-keyword+ -' + "`t" + 'Exclude these values. See --keyword.')
            ('--exclude-exact-keyword+ -' + "`t" + 'Exclude these values. See --exact-keyword.')
            ('--exclude-keywords-search-field+ -' + "`t" + 'Exclude these values. See --keywords-search-field.')
            ('--exclude-speciality+ -' + "`t" + 'Exclude these values. See --speciality.')
            ('--exclude-exact-speciality+ -' + "`t" + 'Exclude these values. See --exact-speciality.')
            ('--exclude-previous-company-domain+ -' + "`t" + 'Exclude these values. See --previous-company-domain.')
            ('--exclude-previous-company-name+ -' + "`t" + 'Exclude these values. See --previous-company-name.')
            ('--exclude-search-text,--exclude-company-search-text -' + "`t" + 'Exclude these values. See --search-text.')
            ('--exclude-signal,--exclude-company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent' + "`t" + 'Exclude these values. See --signal.')
            ('--exclude-signal-start-date,--exclude-company-signal-start-date -' + "`t" + 'Exclude these values. See --signal-start-date.')
            ('--exclude-filter-by-location+ -' + "`t" + 'Exclude these values. See --filter-by-location.')
            ('--exclude-filter-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales' + "`t" + 'Exclude these values. See --filter-by-department.')
            ('--exclude-filter-by-intent-category+ -' + "`t" + 'Exclude these values. See --filter-by-intent-category.')
            ('--exclude-contact-job-title+ -' + "`t" + 'Exclude these values. See --contact-job-title.')
            ('--exclude-contact-department+ @departments' + "`t" + 'Exclude these values. See --contact-department.')
            ('--exclude-contact-seniority-id,--exclude-contact-seniority+ @seniorities' + "`t" + 'Exclude these values. See --contact-seniority-id.')
            ('--exclude-contact-skill+ -' + "`t" + 'Exclude these values. See --contact-skill.')
            ('--exclude-contact-location+ @countries' + "`t" + 'Exclude these values. See --contact-location.')
            ('--exclude-contact-existing-data-point,--exclude-contact-data-point+ @data-points' + "`t" + 'Exclude these values. See --contact-existing-data-point.')
            ('--include-partial-profiles' + "`t" + 'Include incomplete profiles.')
            ('--no-include-partial-profiles' + "`t" + 'Opposite of --include-partial-profiles.')
            ('--table-id -' + "`t" + 'Table to add the results to.')
            ('--limit -' + "`t" + 'Maximum number of results, over as many pages as needed.')
            ('--all' + "`t" + 'Fetch all results, at 4 credits per page of 100.')
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--page-size -' + "`t" + 'Results per page [25].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @()
        'lusha companies lookalike' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--domain,--company-domain+ -' + "`t" + 'Domain of a seed (repeatable).')
            ('--linkedin-url+ -' + "`t" + 'LinkedIn URL of a seed (repeatable).')
            ('--exclude-domain,--exclude-company-domain+ -' + "`t" + 'Domain to exclude (repeatable).')
            ('--exclude-linkedin-url+ -' + "`t" + 'LinkedIn URL to exclude (repeatable).')
            ('--limit -' + "`t" + 'Maximum number of results [25].')
            ('--table-id -' + "`t" + 'Table to add the results to.')
            ('--more' + "`t" + 'More results for the seeds of the last search, without repeats.')
            ('--dedupe-session-id -' + "`t" + 'Search to continue. Pass its seeds again.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'FILE|- FILE'
        )
        'lusha companies recommendations' = @(), (@(
            ('--target-icp+ -' + "`t" + 'ID of a Target Profile to match, from lusha companies recommendation-filters (repeatable).')
            ('--signal+ websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent' + "`t" + 'Signal that they must have (repeatable).')
            ('--sort-by+ leadScore|signalScore|icpFitScore|targetIcp' + "`t" + 'Score to sort by, such as icpFitScore (repeatable) [leadScore].')
            ('--order asc|desc' + "`t" + 'Order of all --sort-by fields [desc].')
            ('--limit -' + "`t" + 'Maximum number of results, over as many pages as needed.')
            ('--all' + "`t" + 'Fetch all results, at 100 credits per page of 100.')
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--page-size -' + "`t" + 'Results per page [25].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @()
        'lusha companies recommendation-filters' = @(), (@() + $shared3), @()
        'lusha companies signals' = @(), (@(
            ('--id+ -' + "`t" + 'Lusha''s ID from a search (repeatable).')
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--signal-type+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent' + "`t" + 'Types of signals, such as allSignals or linkedinActivityIntent (repeatable). Each one delivered costs 1 credit.')
            ('--start-date -' + "`t" + 'Signals since a date, or in a time span such as 30d [6mo].')
            ('--max-results-per-signal -' + "`t" + 'Maximum number of signals of each type.')
            ('--intent-category+ -' + "`t" + 'Category of posts (repeatable). List them: lusha companies signal-filter-values intentCategories')
            ('--table-id -' + "`t" + 'Table to add the results to.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'ID|FILE|-+ FILE'
        )
        'lusha companies signal-score' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--id -' + "`t" + 'Lusha''s ID.')
            ('--name,--company -' + "`t" + 'Name of the company.')
            ('--domain,--company-domain -' + "`t" + 'Domain of the company.')
            ('--email -' + "`t" + 'Email address at the company.')
            ('--client-reference-id -' + "`t" + 'Your own reference, returned in the response.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'WHO|FILE|-+ FILE'
        )
        'lusha companies icp-fit-score' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--id -' + "`t" + 'Lusha''s ID.')
            ('--name,--company -' + "`t" + 'Name of the company.')
            ('--domain,--company-domain -' + "`t" + 'Domain of the company.')
            ('--email -' + "`t" + 'Email address at the company.')
            ('--client-reference-id -' + "`t" + 'Your own reference, returned in the response.')
            ('--target-profile-id+ -' + "`t" + 'Active Target Profile, up to 3 (repeatable). List them: lusha account icp-profiles')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @(
            'WHO|FILE|-+ FILE'
        )
        'lusha companies website-visits' = @(), (@(
            ('--domain+ -' + "`t" + 'Website that Lusha tracks for you (repeatable).')
            ('--start-date -' + "`t" + 'Visits since a date, or in a time span such as 30d.')
            ('--end-date -' + "`t" + 'Visits until this date, up to 3 months after the start [today].')
            ('--score-band+ cold|warm|hot' + "`t" + 'Band of the score.')
            ('--visitor-country+ -' + "`t" + 'Visitors from this country, such as US.')
            ('--exclude-visitor-country+ -' + "`t" + 'Exclude visitors from this country.')
            ('--score -' + "`t" + 'Score from 1 to 100, such as 50- or 20-80.')
            ('--total-sessions -' + "`t" + 'Number of sessions, such as 5-.')
            ('--avg-session-minutes -' + "`t" + 'Average minutes per session, such as 2.5-.')
            ('--unique-visitors -' + "`t" + 'Unique visitors, such as 2-.')
            ('--days-visited -' + "`t" + 'Days with a visit, such as 3-.')
            ('--high-intent-pageviews -' + "`t" + 'High-intent page views, such as 1-.')
            ('--days-since-last-visit -' + "`t" + 'Days since the last visit, such as -7.')
            ('--sort-by score|totalSessions|avgSessionMinutes|uniqueVisitors|daysVisited|highIntentPageviews|daysSinceLastVisit|lastVisit' + "`t" + 'Field to sort by, such as score.')
            ('--order asc|desc' + "`t" + 'Sort order.')
            ('--limit -' + "`t" + 'Maximum number of results, over as many pages as needed.')
            ('--all' + "`t" + 'Fetch all results, at 6 credits per page of 150.')
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--size,--page-size -' + "`t" + 'Results per page [25].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
        ) + $shared3), @()
        'lusha companies signal-types' = @(), (@() + $shared3), @()
        'lusha companies signal-filters' = @(), (@() + $shared3), @()
        'lusha companies signal-filter-values' = @(), (@() + $shared3), @(
            'FILTER_TYPE newsEventTypes|hiringByDepartments|hiringByLocations|intentCategories'
            'TEXT -'
        )
        'lusha companies filters' = @(), (@() + $shared3), @()
        'lusha companies filter-values' = @(), (@() + $shared3), @(
            'FILTER_TYPE names|sizes|revenues|locations|sics|naics|industriesLabels|intentTopics|technologies'
            'TEXT -'
        )
        'lusha companies tables' = @(
            ('create' + "`t" + 'Create a table of companies.')
            ('list' + "`t" + 'List the tables of companies.')
            ('get' + "`t" + 'Show a table of companies and the progress of its columns.')
            ('update' + "`t" + 'Rename, share, transfer or archive a table of companies.')
            ('delete' + "`t" + 'Delete a table of companies permanently.')
            ('rows' + "`t" + 'Read a page of a table of companies.')
            ('add' + "`t" + 'Add companies to a table, at most 500 at a time.')
            ('remove' + "`t" + 'Remove companies from a table.')
            ('columns' + "`t" + 'List the columns of a table of companies.')
            ('column-catalog' + "`t" + 'List the columns available to tables of companies.')
            ('add-columns' + "`t" + 'Add up to 10 columns to a table of companies, and fill them.')
            ('remove-column' + "`t" + 'Delete a column of a table of companies permanently.')
            ('run-column' + "`t" + 'Fill a column of a table of companies.')
        ), (@() + $shared1), @()
        'lusha companies tables create' = @(), (@(
            ('--visibility private|shared' + "`t" + 'Visible to its owner (private) or the whole account (shared).')
            ('--id+ -' + "`t" + 'ID of a row to start with (repeatable).')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'NAME -'
        )
        'lusha companies tables list' = @(), (@(
            ('--name -' + "`t" + 'Text in the names of the tables.')
            ('--status active|archived' + "`t" + 'Status of the tables.')
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--size -' + "`t" + 'Items per page [100].')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @()
        'lusha companies tables get' = @(), (@(
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
        )
        'lusha companies tables update' = @(), (@(
            ('--name -' + "`t" + 'New name.')
            ('--visibility private|shared' + "`t" + 'Visible to its owner (private) or the whole account (shared).')
            ('--archived' + "`t" + 'Archive or restore the table.')
            ('--no-archived' + "`t" + 'Opposite of --archived.')
            ('--new-owner -' + "`t" + 'Email of the new owner.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
        )
        'lusha companies tables delete' = @(), (@(
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
        )
        'lusha companies tables rows' = @(), (@(
            ('--page -' + "`t" + 'Page to fetch, counted from 0 [0].')
            ('--size -' + "`t" + 'Items per page [100].')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
        )
        'lusha companies tables add' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--company-id+ -' + "`t" + 'Company of each contact, in the same order (repeatable).')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
            'ID|FILE|-+ FILE'
        )
        'lusha companies tables remove' = @(), (@(
            ('--last -' + "`t" + 'Rows of the last list by number, such as 1,3 or 1-5, or all.')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
            'ID|FILE|-+ FILE'
        )
        'lusha companies tables columns' = @(), (@(
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
        )
        'lusha companies tables column-catalog' = @(), (@(
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @()
        'lusha companies tables add-columns' = @(), (@(
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
            'COLUMN_KEY+ @companies-columns'
        )
        'lusha companies tables remove-column' = @(), (@(
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
            'COLUMN_ID -'
        )
        'lusha companies tables run-column' = @(), (@(
            ('--run-scope all|missing|specific' + "`t" + 'Rows to fill. With all, filled rows are charged again.')
            ('--entity-id+ -' + "`t" + 'Row to fill, for scope specific (repeatable).')
            ('--body FILE' + "`t" + 'JSON body of the request. Flags override it.')
            ('--owner -' + "`t" + 'Email of the owner of the tables.')
        ) + $shared3), @(
            'TABLE_ID -'
            'COLUMN_ID -'
        )
        'lusha sandbox' = @(
            ('serve' + "`t" + 'Serve the sandbox over HTTP until Ctrl-C.')
            ('status' + "`t" + 'Show the accounts, credits and requests of the sandbox.')
            ('reset' + "`t" + 'Reset the credits and reveals of the sandbox.')
            ('people' + "`t" + 'List test identities to try commands with.')
            ('emit' + "`t" + 'Send an event to the subscriptions of the sandbox.')
        ), (@() + $shared1), @()
        'lusha sandbox serve' = @(), (@(
            ('--host -' + "`t" + 'Address to listen on [127.0.0.1].')
            ('--port -' + "`t" + 'Port to listen on, or 0 for any free port [8787].')
            ('--plan free|starter|pro|premium|scale|legacy|unified' + "`t" + 'Plan of ordinary keys [scale].')
            ('--credits -' + "`t" + 'Credits of ordinary keys.')
            ('--rps -' + "`t" + 'Requests per second, or 0 for no limit [25].')
            ('--auth raw|bearer|any' + "`t" + 'Accepted form of the key [any].')
            ('--latency -' + "`t" + 'Delay of each response [0].')
            ('--fault -' + "`t" + 'Make a share of requests fail: 500, 500-charged, 502, 429, drop, cut, slow.')
            ('--v2 on|gone|moved' + "`t" + 'State of V2: available, 410 (gone), or 301 to V3 (moved) [on].')
            ('--price+ -' + "`t" + 'Price of an action for N results, such as revealPhone=10 (repeatable).')
            ('--billing live|documented' + "`t" + 'Charge as the live API does, or as its reference documents [live].')
            ('--random-seed -' + "`t" + 'Seed of the random people and faults.')
        ) + $shared6), @()
        'lusha sandbox status' = @(), (@() + $shared6), @()
        'lusha sandbox reset' = @(), (@() + $shared6), @()
        'lusha sandbox people' = @(), (@(
            ('--limit -' + "`t" + 'Number of people [10].')
        ) + $shared6), @()
        'lusha sandbox emit' = @(), (@(
            ('--entity-id -' + "`t" + 'ID of the person or company.')
            ('--entity-type contact|company' + "`t" + 'Type of the entity [from TYPE].')
            ('--count -' + "`t" + 'Number of events [1].')
            ('--random-seed -' + "`t" + 'Seed of the random people, as in sandbox serve.')
        ) + $shared6), @(
            'TYPE promotion|companyChange|optOut|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent'
        )
    }

    # What a value can be after the argument before it.
    $after = @{
        'PATH get' = '/account/usage|/api/account/secret|/api/audit-logs|/api/audit-logs/stats|/api/signals/filters/|/api/subscriptions|/api/subscriptions/|/prospecting/filters/companies/industries_labels|/prospecting/filters/companies/intent_topics|/prospecting/filters/companies/naics|/prospecting/filters/companies/revenues|/prospecting/filters/companies/sics|/prospecting/filters/companies/sizes|/prospecting/filters/contacts/all_countries|/prospecting/filters/contacts/departments|/prospecting/filters/contacts/existing_data_points|/prospecting/filters/contacts/seniority|/v2/company|/v2/person|/v3/account/usage|/v3/companies/prospecting/filters|/v3/companies/prospecting/filters/|/v3/companies/recommendations/filters|/v3/companies/signals/filters|/v3/companies/signals/filters/|/v3/companies/signals/types|/v3/companies/tables/|/v3/companies/tables/columns/catalog|/v3/contacts/jobs/|/v3/contacts/prospecting/filters|/v3/contacts/prospecting/filters/|/v3/contacts/recommendations/filters|/v3/contacts/signals/types|/v3/contacts/tables/|/v3/contacts/tables/columns/catalog|/v3/icp/profiles'
        'PATH post' = '/api/account/secret/regenerate|/api/recommendations/companies|/api/recommendations/contacts|/api/signals/companies|/api/signals/companies/search|/api/signals/contacts|/api/signals/contacts/search|/api/subscriptions|/api/subscriptions/|/api/subscriptions/delete|/api/subscriptions/opt-out|/prospecting/company/enrich|/prospecting/company/search|/prospecting/contact/enrich|/prospecting/contact/search|/prospecting/filters/companies/locations|/prospecting/filters/companies/names|/prospecting/filters/companies/technologies|/prospecting/filters/contacts/locations|/v2/company|/v2/person|/v3/companies/enrich|/v3/companies/icp-fit-score|/v3/companies/lookalike|/v3/companies/prospecting|/v3/companies/recommendations|/v3/companies/search|/v3/companies/search-and-enrich|/v3/companies/signal-score|/v3/companies/signals|/v3/companies/tables|/v3/companies/tables/|/v3/companies/tables/list|/v3/companies/website-visits|/v3/contacts/buying-group|/v3/contacts/enrich|/v3/contacts/icp-fit-score|/v3/contacts/lookalike|/v3/contacts/prospecting|/v3/contacts/recommendations|/v3/contacts/search|/v3/contacts/search-and-enrich|/v3/contacts/signal-score|/v3/contacts/signals|/v3/contacts/tables|/v3/contacts/tables/|/v3/contacts/tables/list|/v3/lookalike/companies|/v3/lookalike/contacts'
        'PATH patch' = '/api/subscriptions/|/v3/companies/tables/|/v3/contacts/tables/'
        'PATH put' = '-'
        'PATH delete' = '/v3/companies/tables/|/v3/contacts/tables/'
        'VALUE profile' = '@profiles'
        'VALUE output' = 'table|json|jsonl|csv|tsv|yaml'
        'VALUE sandbox' = 'true|false'
        'VALUE api_version' = 'auto|v2|v3'
        'VALUE no_wait' = 'true|false'
        'VALUE exclude_eu' = 'true|false'
        'VALUE exclude_dnc' = 'true|false'
        'VALUE keep_last' = 'true|false'
        'VALUE color' = 'auto|always|never'
        'VALUE auth_scheme' = 'auto|raw|bearer'
        'VALUE quiet' = 'true|false'
        'VALUE verbose' = 'true|false'
        'VALUE redact_pii' = 'true|false'
    }

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
