# fish completion of lusha. Made by: python -m lusha_cli.docs

function __lusha_complete
    set -l path lusha
    set -l commands
    set -l flags
    set -l arguments
    set -l used
    set -l at 1
    set -l before
    set -l ended
    set -l wanted
    set -l value
    set -l current (commandline -ct)
    set -l words (commandline -opc)
    __lusha_node
    for word in $words[2..-1]
        if set -q wanted[1]
            set wanted
        else if set -q ended[1]; or not string match -q -- '-?*' $word
            if string match -q -- "$word"\t'*' $commands
                set path "$path $word"
                __lusha_node
            else if set -q commands[1]
                return
            else
                set at (math $at + 1)
                set before $word
            end
        else if test "$word" = --
            set ended 1
        else
            set -a used (string split -m 1 = -- $word)[1]
            if not string match -q -- '*=*' $word; and __lusha_flag $word; and test -n "$value"
                set wanted $value
            end
        end
    end
    if set -q wanted[1]
        __lusha_value $wanted ''
    else if not set -q ended[1]; and string match -q -- '--*=*' $current
        set -l parts (string split -m 1 = -- $current)
        if __lusha_flag $parts[1]
            __lusha_value $value "$parts[1]=" $parts[2]
        end
    else if not set -q ended[1]; and string match -q -- '-*' $current
        __lusha_flags
    else if set -q commands[1]
        printf '%s\n' $commands
    else
        __lusha_argument
    end
end

# Whether the command has the flag $argv; `value` is its possible values, or nothing.
function __lusha_flag --no-scope-shadowing
    set -l name (string escape --style=regex -- $argv[1])
    set -l found (string match -r "^(?:\S+,)?$name(?:,[^+ \t]+)?\+?(?: ([^\t]+))?\t" -- $flags)
    or return 1
    set value $found[2]
end

# The flags that can still be used, and their meanings. None has more than three names.
function __lusha_flags --no-scope-shadowing
    set -l left $flags
    for name in $used
        set name (string escape --style=regex -- $name)
        set left (string match -rv "^(?:\S+,)?$name(?:,[^+ \t]+)?(?: [^\t]*)?\t" -- $left)
    end
    string replace -r '^([^+ \t]+)\+?(?: [^\t]*)?\t' '$1\t' -- $left |
        string replace -r '^([^,\t]+),([^\t]+)(\t.*)' '$1$3\n$2$3' |
        string replace -r '^([^,\t]+),([^\t]+)(\t.*)' '$1$3\n$2$3'
end

# The values of the next argument; without one, the flags.
function __lusha_argument --no-scope-shadowing
    set -l seen 0
    for line in $arguments
        set seen (math $seen + 1)
        set -l parts (string split -m 1 ' ' -- $line)
        if test $seen -eq $at; or string match -q -- '*+' $parts[1]
            __lusha_value $parts[2] ''
            return
        end
    end
    set -q ended[1]
    or __lusha_flags
end

# The possible values of the kind $argv[1], each after the prefix $argv[2].
function __lusha_value --no-scope-shadowing
    switch "$argv[1]"
        case '' -
        case FILE
            set -l typed $current
            test -n "$argv[2]"
            and set typed (string replace -- "$argv[2]" '' $current)
            # The empty command has file names for arguments.
            printf "$argv[2]%s\n" (complete -C "'' $typed")
        case '%*'
            set value -
            set -l argument (string replace -a - _ -- $before | string lower)
            __lusha_after (string sub -s 2 -- $argv[1])" $argument"
            __lusha_value $value $argv[2]
        case '@*'
            set -l file (__lusha_folder)/completion/(string sub -s 2 -- $argv[1]).txt
            test -r $file
            and string replace -r '^' -- "$argv[2]" <$file
        case '*'
            printf "$argv[2]%s\n" (string split '|' -- $argv[1])
    end
end

# The cache folder of lusha.
function __lusha_folder
    if test -n "$LUSHA_CACHE_DIR"
        echo $LUSHA_CACHE_DIR
    else if string match -q -- '/*' $XDG_CACHE_HOME
        echo $XDG_CACHE_HOME/lusha
    else if test -d $HOME/Library/Caches
        echo $HOME/Library/Caches/lusha
    else
        echo $HOME/.cache/lusha
    end
end

# What follows the words of `path`: commands, flags and arguments.
function __lusha_node --no-scope-shadowing
    set commands
    set arguments
    set -l shared1 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--dry-run'\t'Print the request and its worst-case cost without sending it.' \
        '--curl'\t'Print the request as a curl command without sending it.' \
        '--code python|node|java|curl'\t'Print the request as a program in a language without sending it.' \
        '--max-credits -'\t'Maximum credits that the command may spend.' \
        '--over-budget'\t'Prompt to exceed the budget (only on a terminal).' \
        '--allow-double-charge'\t'Resend requests that may already have been charged.' \
        '--yes,-y'\t'Skip confirmation prompts.' \
        '--ignore-suppression'\t'Look up people on the suppression list too.' \
        '--exclude-eu'\t'Leave out people in the EU, as the API marks them.' \
        '--no-exclude-eu'\t'Opposite of --exclude-eu.' \
        '--exclude-dnc'\t'Leave out phones on a do-not-call list.' \
        '--no-exclude-dnc'\t'Opposite of --exclude-dnc.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--max-wait -'\t'Maximum total wait for retries in seconds [60].' \
        '--no-wait'\t'Fail immediately instead of waiting to retry.' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--cache -'\t'Use cached results up to this age, such as 30d, free of charge (off: none).' \
        '--refresh'\t'With a cache, send everything and replace cached results.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared2 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--exclude-eu'\t'Leave out people in the EU, as the API marks them.' \
        '--no-exclude-eu'\t'Opposite of --exclude-eu.' \
        '--exclude-dnc'\t'Leave out phones on a do-not-call list.' \
        '--no-exclude-dnc'\t'Opposite of --exclude-dnc.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared3 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared4 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--dry-run'\t'Print the request and its worst-case cost without sending it.' \
        '--curl'\t'Print the request as a curl command without sending it.' \
        '--code python|node|java|curl'\t'Print the request as a program in a language without sending it.' \
        '--max-credits -'\t'Maximum credits that the command may spend.' \
        '--over-budget'\t'Prompt to exceed the budget (only on a terminal).' \
        '--allow-double-charge'\t'Resend requests that may already have been charged.' \
        '--yes,-y'\t'Skip confirmation prompts.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--max-wait -'\t'Maximum total wait for retries in seconds [60].' \
        '--no-wait'\t'Fail immediately instead of waiting to retry.' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared5 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--max-wait -'\t'Maximum total wait for retries in seconds [60].' \
        '--no-wait'\t'Fail immediately instead of waiting to retry.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared6 \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared7 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--dry-run'\t'Print the request and its worst-case cost without sending it.' \
        '--curl'\t'Print the request as a curl command without sending it.' \
        '--code python|node|java|curl'\t'Print the request as a program in a language without sending it.' \
        '--max-credits -'\t'Maximum credits that the command may spend.' \
        '--over-budget'\t'Prompt to exceed the budget (only on a terminal).' \
        '--allow-double-charge'\t'Resend requests that may already have been charged.' \
        '--yes,-y'\t'Skip confirmation prompts.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--max-wait -'\t'Maximum total wait for retries in seconds [60].' \
        '--no-wait'\t'Fail immediately instead of waiting to retry.' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--cache -'\t'Use cached results up to this age, such as 30d, free of charge (off: none).' \
        '--refresh'\t'With a cache, send everything and replace cached results.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared8 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--dry-run'\t'Print the request and its worst-case cost without sending it.' \
        '--curl'\t'Print the request as a curl command without sending it.' \
        '--code python|node|java|curl'\t'Print the request as a program in a language without sending it.' \
        '--max-credits -'\t'Maximum credits that the command may spend.' \
        '--over-budget'\t'Prompt to exceed the budget (only on a terminal).' \
        '--allow-double-charge'\t'Resend requests that may already have been charged.' \
        '--yes,-y'\t'Skip confirmation prompts.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--max-wait -'\t'Maximum total wait for retries in seconds [60].' \
        '--no-wait'\t'Fail immediately instead of waiting to retry.' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--cache -'\t'Use cached results up to this age, such as 30d, free of charge (off: none).' \
        '--refresh'\t'With a cache, send everything and replace cached results.' \
        '--exclude-eu'\t'Leave out people in the EU, as the API marks them.' \
        '--no-exclude-eu'\t'Opposite of --exclude-eu.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared9 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--dry-run'\t'Print the request and its worst-case cost without sending it.' \
        '--curl'\t'Print the request as a curl command without sending it.' \
        '--code python|node|java|curl'\t'Print the request as a program in a language without sending it.' \
        '--max-credits -'\t'Maximum credits that the command may spend.' \
        '--over-budget'\t'Prompt to exceed the budget (only on a terminal).' \
        '--allow-double-charge'\t'Resend requests that may already have been charged.' \
        '--yes,-y'\t'Skip confirmation prompts.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--max-wait -'\t'Maximum total wait for retries in seconds [60].' \
        '--no-wait'\t'Fail immediately instead of waiting to retry.' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--exclude-eu'\t'Leave out people in the EU, as the API marks them.' \
        '--no-exclude-eu'\t'Opposite of --exclude-eu.' \
        '--exclude-dnc'\t'Leave out phones on a do-not-call list.' \
        '--no-exclude-dnc'\t'Opposite of --exclude-dnc.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared10 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--dry-run'\t'Print the request and its worst-case cost without sending it.' \
        '--curl'\t'Print the request as a curl command without sending it.' \
        '--code python|node|java|curl'\t'Print the request as a program in a language without sending it.' \
        '--max-credits -'\t'Maximum credits that the command may spend.' \
        '--over-budget'\t'Prompt to exceed the budget (only on a terminal).' \
        '--allow-double-charge'\t'Resend requests that may already have been charged.' \
        '--yes,-y'\t'Skip confirmation prompts.' \
        '--ignore-suppression'\t'Look up people on the suppression list too.' \
        '--exclude-eu'\t'Leave out people in the EU, as the API marks them.' \
        '--no-exclude-eu'\t'Opposite of --exclude-eu.' \
        '--exclude-dnc'\t'Leave out phones on a do-not-call list.' \
        '--no-exclude-dnc'\t'Opposite of --exclude-dnc.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--max-wait -'\t'Maximum total wait for retries in seconds [60].' \
        '--no-wait'\t'Fail immediately instead of waiting to retry.' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared11 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--max-wait -'\t'Maximum total wait for retries in seconds [60].' \
        '--no-wait'\t'Fail immediately instead of waiting to retry.' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared12 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared13 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared14 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--max-wait -'\t'Maximum total wait for retries in seconds [60].' \
        '--no-wait'\t'Fail immediately instead of waiting to retry.' \
        '--ignore-suppression'\t'Look up people on the suppression list too.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared15 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--yes,-y'\t'Skip confirmation prompts.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared16 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--ignore-suppression'\t'Look up people on the suppression list too.' \
        '--exclude-eu'\t'Leave out people in the EU, as the API marks them.' \
        '--no-exclude-eu'\t'Opposite of --exclude-eu.' \
        '--exclude-dnc'\t'Leave out phones on a do-not-call list.' \
        '--no-exclude-dnc'\t'Opposite of --exclude-dnc.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared17 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--yes,-y'\t'Skip confirmation prompts.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared18 \
        '--max-credits -'\t'Maximum credits that the command may spend.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--timeout -'\t'Timeout of a request in seconds [30].' \
        '--max-wait -'\t'Maximum total wait for retries in seconds [60].' \
        '--no-wait'\t'Fail immediately instead of waiting to retry.' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    set -l shared19 \
        '--output,-o table|json|jsonl|csv|tsv|yaml'\t'Format of the result [table on a terminal, json in a pipe].' \
        '--json'\t'Same as --output json.' \
        '--fields -'\t'Show only these fields.' \
        '--query -'\t'Filter the result with a JMESPath expression.' \
        '--raw,-r'\t'Print JSON strings without quotes (with --query or --fields).' \
        '--profile @profiles'\t'Profile to use.' \
        '--color auto|always|never'\t'When to use color [auto].' \
        '--quiet,-q'\t'Print only errors on stderr.' \
        '--verbose,-v'\t'Log each request on stderr.' \
        '--debug'\t'Log everything on stderr, with tracebacks.' \
        '--redact-pii'\t'Redact personal data on stderr.' \
        '--max-credits -'\t'Maximum credits that the command may spend.' \
        '--sandbox'\t'Use the embedded sandbox: free, without a key.' \
        '--no-sandbox'\t'Opposite of --sandbox.' \
        '--base-url -'\t'Base URL of the API.' \
        '--api-version auto|v2|v3'\t'API version for operations that both have [auto].' \
        '--help,-h'\t'Show help and stop.' \
        '--help-all'\t'Show every option and stop.'
    switch $path
        case 'lusha'
            set commands \
                'last'\t'Show the last result again, free of charge.' \
                'merge'\t'Merge files of people or companies into one.' \
                'schema'\t'Print the tables that --out creates in a database.' \
                'api'\t'Send a request to any path of the API.' \
                'doctor'\t'Check settings, folders, keyring, key, network and plan.' \
                'completion'\t'Print the completion script of a shell.' \
                'help'\t'Explain a topic or a command.' \
                'person'\t'Look up people, one by one or from a file.' \
                'company'\t'Look up companies, one by one or from a file.' \
                'prospecting'\t'Search for contacts and companies, and enrich the results.' \
                'lookalike'\t'Find contacts and companies similar to the ones you have.' \
                'recommendations'\t'Get recommended contacts and companies.' \
                'filters'\t'List the values that search filters accept.' \
                'signals'\t'Get signals such as promotions, funding and news.' \
                'webhooks'\t'Manage webhook subscriptions, and receive deliveries.' \
                'account'\t'Show credits, plan and prices.' \
                'credits'\t'Show charges, forecast costs, and watch the balance.' \
                'auth'\t'Log in, log out, and show which key is in use.' \
                'config'\t'Show and change settings.' \
                'cache'\t'Show, export and delete cached results.' \
                'runs'\t'List, resume, export and delete runs of files.' \
                'shapes'\t'List and show the shapes of CRM records.' \
                'recipes'\t'List, show and copy files for cron, CI and servers.' \
                'privacy'\t'Suppress, find and erase people, and expire their data.' \
                'contacts'\t'Call the V3 operations on contacts.' \
                'companies'\t'Call the V3 operations on companies.' \
                'mcp'\t'Serve tools to AI agents over MCP. Without a command, runs serve.' \
                'sandbox'\t'Try every command for free with an embedded emulator of the API.'
            set flags $shared1
            set -p flags \
                '--version,-V'\t'Show the version and exit.'
        case 'lusha last'
            set flags $shared2
            set -p flags \
                '--clear'\t'Delete the stored result.' \
                '--list'\t'Show the last list, whose rows --last selects by number.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha merge'
            set arguments \
                'FILE+ FILE'
            set flags $shared3
            set -p flags \
                '--on+ email|linkedin|phone|id|domain'\t'Join rows that share one of these keys [email, linkedin and id, or domain and id for companies].' \
                '--prefer FILE'\t'Of different values, use that of the first file, of the newest row, or of FILE [first].' \
                '--out FILE'\t'Write to FILE (csv, tsv, jsonl, json, parquet).' \
                '--map+ -'\t'Column of a field, in the file NAME or in every file that has it (repeatable).' \
                '--format csv|tsv|jsonl|json|list|xlsx'\t'Format of INPUT. A list has one email, domain or URL per line [detected].' \
                '--delimiter -'\t'Delimiter of a csv INPUT: a character, or a name such as tab.' \
                '--encoding -'\t'Encoding of INPUT [detected].' \
                '--sheet -'\t'Sheet of an xlsx INPUT [the first visible one].' \
                '--header-row -'\t'Line or sheet row with the headings [detected].' \
                '--no-header'\t'Treat the first row as data. The columns are named column 1, column 2, …' \
                '--strict'\t'Stop at a malformed row instead of reporting it as invalid.' \
                '--spreadsheet-safe'\t'Put \' before cells that look like formulas.' \
                '--anonymize'\t'Leave out everything that may identify people, free text included.' \
                '--pseudonymize'\t'As --anonymize, with keyed hashes in place of identifiers.'
        case 'lusha schema'
            set arguments \
                'DATABASE sqlite|postgres|mongo'
            set flags $shared3
        case 'lusha api'
            set arguments \
                'METHOD|PATH GET|POST|PATCH|PUT|DELETE|/account/usage|/api/account/secret|/api/audit-logs|/api/audit-logs/stats|/api/signals/filters/|/api/subscriptions|/api/subscriptions/|/prospecting/filters/companies/industries_labels|/prospecting/filters/companies/intent_topics|/prospecting/filters/companies/naics|/prospecting/filters/companies/revenues|/prospecting/filters/companies/sics|/prospecting/filters/companies/sizes|/prospecting/filters/contacts/all_countries|/prospecting/filters/contacts/departments|/prospecting/filters/contacts/existing_data_points|/prospecting/filters/contacts/seniority|/v2/company|/v2/person|/v3/account/usage|/v3/companies/prospecting/filters|/v3/companies/prospecting/filters/|/v3/companies/recommendations/filters|/v3/companies/signals/filters|/v3/companies/signals/filters/|/v3/companies/signals/types|/v3/companies/tables/|/v3/companies/tables/columns/catalog|/v3/contacts/jobs/|/v3/contacts/prospecting/filters|/v3/contacts/prospecting/filters/|/v3/contacts/recommendations/filters|/v3/contacts/signals/types|/v3/contacts/tables/|/v3/contacts/tables/columns/catalog|/v3/icp/profiles' \
                'PATH %PATH'
            set flags $shared4
            set -p flags \
                '--field,-F+ -'\t'Parameter, with true, false, null and numbers as JSON. K[]=V adds to a list.' \
                '--raw-field,-f+ -'\t'Parameter, always sent as text.' \
                '--input FILE'\t'JSON body of the request.'
        case 'lusha doctor'
            set flags $shared5
        case 'lusha completion'
            set arguments \
                'SHELL bash|zsh|fish|powershell'
            set flags $shared6
        case 'lusha help'
            set commands \
                'commands'\t'all commands' \
                'options'\t'the global options' \
                'output'\t'output formats, fields and queries' \
                'search'\t'filters and pages of searches' \
                'files'\t'input and output files of bulk commands' \
                'settings'\t'settings, profiles and the configuration file' \
                'environment'\t'environment variables' \
                'exit-codes'\t'exit codes' \
                'limits'\t'rate limits, retries and timeouts' \
                'v3'\t'the V3 command that replaces each V2 command' \
                'scenarios'\t'test identities, keys and faults of the sandbox' \
                'suppression'\t'people who opted out' \
                'storage'\t'where data is stored' \
                'security'\t'how your key and data are protected' \
                'python'\t'the client for programs in Python' \
                'surface'\t'the JSON description of all commands' \
                'agents'\t'a SKILL.md for agents that use the shell' \
                'last'\t'Show the last result again, free of charge.' \
                'merge'\t'Merge files of people or companies into one.' \
                'schema'\t'Print the tables that --out creates in a database.' \
                'api'\t'Send a request to any path of the API.' \
                'doctor'\t'Check settings, folders, keyring, key, network and plan.' \
                'completion'\t'Print the completion script of a shell.' \
                'person'\t'Look up people, one by one or from a file.' \
                'company'\t'Look up companies, one by one or from a file.' \
                'prospecting'\t'Search for contacts and companies, and enrich the results.' \
                'lookalike'\t'Find contacts and companies similar to the ones you have.' \
                'recommendations'\t'Get recommended contacts and companies.' \
                'filters'\t'List the values that search filters accept.' \
                'signals'\t'Get signals such as promotions, funding and news.' \
                'webhooks'\t'Manage webhook subscriptions, and receive deliveries.' \
                'account'\t'Show credits, plan and prices.' \
                'credits'\t'Show charges, forecast costs, and watch the balance.' \
                'auth'\t'Log in, log out, and show which key is in use.' \
                'config'\t'Show and change settings.' \
                'cache'\t'Show, export and delete cached results.' \
                'runs'\t'List, resume, export and delete runs of files.' \
                'shapes'\t'List and show the shapes of CRM records.' \
                'recipes'\t'List, show and copy files for cron, CI and servers.' \
                'privacy'\t'Suppress, find and erase people, and expire their data.' \
                'contacts'\t'Call the V3 operations on contacts.' \
                'companies'\t'Call the V3 operations on companies.' \
                'mcp'\t'Serve tools to AI agents over MCP. Without a command, runs serve.' \
                'sandbox'\t'Try every command for free with an embedded emulator of the API.'
            set flags $shared3
        case 'lusha help commands'
            set flags $shared3
        case 'lusha help options'
            set flags $shared3
        case 'lusha help output'
            set flags $shared3
        case 'lusha help search'
            set flags $shared3
        case 'lusha help files'
            set flags $shared3
        case 'lusha help settings'
            set flags $shared3
        case 'lusha help environment'
            set flags $shared3
        case 'lusha help exit-codes'
            set flags $shared3
        case 'lusha help limits'
            set flags $shared3
        case 'lusha help v3'
            set flags $shared3
        case 'lusha help scenarios'
            set flags $shared3
        case 'lusha help suppression'
            set flags $shared3
        case 'lusha help storage'
            set flags $shared3
        case 'lusha help security'
            set flags $shared3
        case 'lusha help python'
            set flags $shared3
        case 'lusha help surface'
            set flags $shared3
        case 'lusha help agents'
            set flags $shared3
        case 'lusha help last'
            set flags $shared3
        case 'lusha help merge'
            set flags $shared3
        case 'lusha help schema'
            set flags $shared3
        case 'lusha help api'
            set flags $shared3
        case 'lusha help doctor'
            set flags $shared3
        case 'lusha help completion'
            set flags $shared3
        case 'lusha help person'
            set commands \
                'get'\t'Look up one person: job, company, emails and phones.' \
                'bulk'\t'Enrich a file of people, or up to 100 in one request.'
            set flags $shared3
        case 'lusha help person get'
            set flags $shared3
        case 'lusha help person bulk'
            set flags $shared3
        case 'lusha help company'
            set commands \
                'get'\t'Look up one company: size, industry, revenue and links.' \
                'bulk'\t'Enrich a file of companies, or up to 100 in one request.'
            set flags $shared3
        case 'lusha help company get'
            set flags $shared3
        case 'lusha help company bulk'
            set flags $shared3
        case 'lusha help prospecting'
            set commands \
                'contact'\t'Search for people, then reveal contact data.' \
                'company'\t'Search for companies, then get their data.'
            set flags $shared3
        case 'lusha help prospecting contact'
            set commands \
                'search'\t'Search for contacts by filters on them and their company.' \
                'enrich'\t'Reveal emails and phones for contacts from a search.'
            set flags $shared3
        case 'lusha help prospecting contact search'
            set flags $shared3
        case 'lusha help prospecting contact enrich'
            set flags $shared3
        case 'lusha help prospecting company'
            set commands \
                'search'\t'Search for companies by filters.' \
                'enrich'\t'Get the data of companies from a search.'
            set flags $shared3
        case 'lusha help prospecting company search'
            set flags $shared3
        case 'lusha help prospecting company enrich'
            set flags $shared3
        case 'lusha help lookalike'
            set commands \
                'contacts'\t'Find contacts similar to seed contacts.' \
                'companies'\t'Find companies similar to seed companies.'
            set flags $shared3
        case 'lusha help lookalike contacts'
            set flags $shared3
        case 'lusha help lookalike companies'
            set flags $shared3
        case 'lusha help recommendations'
            set commands \
                'contacts'\t'Get recommended contacts for seed contacts.' \
                'companies'\t'Get recommended companies for seed companies.'
            set flags $shared3
        case 'lusha help recommendations contacts'
            set flags $shared3
        case 'lusha help recommendations companies'
            set flags $shared3
        case 'lusha help filters'
            set commands \
                'contacts'\t'List the values of filters on contacts.' \
                'companies'\t'List the values of filters on companies.'
            set flags $shared3
        case 'lusha help filters contacts'
            set commands \
                'departments'\t'List the departments.' \
                'seniority'\t'List the seniorities and their IDs.' \
                'data-points'\t'List the types of contact data.' \
                'countries'\t'List the countries and their codes.' \
                'locations'\t'Search for locations of contacts.'
            set flags $shared3
        case 'lusha help filters contacts departments'
            set flags $shared3
        case 'lusha help filters contacts seniority'
            set flags $shared3
        case 'lusha help filters contacts data-points'
            set flags $shared3
        case 'lusha help filters contacts countries'
            set flags $shared3
        case 'lusha help filters contacts locations'
            set flags $shared3
        case 'lusha help filters companies'
            set commands \
                'names'\t'Search for companies by name.' \
                'industries'\t'List the industries and their IDs.' \
                'sizes'\t'List the company size ranges.' \
                'revenues'\t'List the revenue ranges in US dollars.' \
                'locations'\t'Search for locations of companies.' \
                'sics'\t'List the SIC codes.' \
                'naics'\t'List the NAICS codes.' \
                'intent-topics'\t'List the intent topics.' \
                'technologies'\t'Search for technologies.'
            set flags $shared3
        case 'lusha help filters companies names'
            set flags $shared3
        case 'lusha help filters companies industries'
            set flags $shared3
        case 'lusha help filters companies sizes'
            set flags $shared3
        case 'lusha help filters companies revenues'
            set flags $shared3
        case 'lusha help filters companies locations'
            set flags $shared3
        case 'lusha help filters companies sics'
            set flags $shared3
        case 'lusha help filters companies naics'
            set flags $shared3
        case 'lusha help filters companies intent-topics'
            set flags $shared3
        case 'lusha help filters companies technologies'
            set flags $shared3
        case 'lusha help signals'
            set commands \
                'options'\t'List the signal types and the values of their filters.' \
                'contacts'\t'Signals of people.' \
                'companies'\t'Signals of companies.'
            set flags $shared3
        case 'lusha help signals options'
            set flags $shared3
        case 'lusha help signals contacts'
            set commands \
                'get'\t'Get the signals of contacts by their IDs.' \
                'search'\t'Find a person and get their signals.'
            set flags $shared3
        case 'lusha help signals contacts get'
            set flags $shared3
        case 'lusha help signals contacts search'
            set flags $shared3
        case 'lusha help signals companies'
            set commands \
                'get'\t'Get the signals of companies by their IDs.' \
                'search'\t'Find a company and get its signals.'
            set flags $shared3
        case 'lusha help signals companies get'
            set flags $shared3
        case 'lusha help signals companies search'
            set flags $shared3
        case 'lusha help webhooks'
            set commands \
                'create'\t'Subscribe to signals of contacts or companies.' \
                'delete'\t'Delete subscriptions permanently.' \
                'list'\t'List the subscriptions of the account, newest first.' \
                'get'\t'Show a subscription, and the reason if it is blocked.' \
                'update'\t'Change or reactivate a subscription.' \
                'test'\t'Send a test event to the URL of a subscription. Free.' \
                'opt-out'\t'Subscribe the account to opt-outs from data processing.' \
                'logs'\t'Show the delivery attempts and their results.' \
                'stats'\t'Show how many deliveries succeeded and failed.' \
                'secret'\t'Print or store the secret that signs deliveries.' \
                'rotate-secret'\t'Create or replace the secret that signs deliveries.' \
                'listen'\t'Receive deliveries: log, acknowledge, show and forward them.' \
                'replay'\t'Resend logged deliveries with a new signature.' \
                'sign'\t'Sign a body as the API does, to test a receiver.' \
                'verify'\t'Check the signature and age of a delivery.' \
                'doctor'\t'Check the secret, clock, subscriptions and receivers.'
            set flags $shared3
        case 'lusha help webhooks create'
            set flags $shared3
        case 'lusha help webhooks delete'
            set flags $shared3
        case 'lusha help webhooks list'
            set flags $shared3
        case 'lusha help webhooks get'
            set flags $shared3
        case 'lusha help webhooks update'
            set flags $shared3
        case 'lusha help webhooks test'
            set flags $shared3
        case 'lusha help webhooks opt-out'
            set flags $shared3
        case 'lusha help webhooks logs'
            set flags $shared3
        case 'lusha help webhooks stats'
            set flags $shared3
        case 'lusha help webhooks secret'
            set flags $shared3
        case 'lusha help webhooks rotate-secret'
            set flags $shared3
        case 'lusha help webhooks listen'
            set flags $shared3
        case 'lusha help webhooks replay'
            set flags $shared3
        case 'lusha help webhooks sign'
            set flags $shared3
        case 'lusha help webhooks verify'
            set flags $shared3
        case 'lusha help webhooks doctor'
            set flags $shared3
        case 'lusha help account'
            set commands \
                'usage'\t'Show the credits used and left, and when they run out.' \
                'plan'\t'Show credits, rate limits, contract and prices.' \
                'icp-profiles'\t'List your Target Profiles (ICPs), and those shared with you.'
            set flags $shared3
        case 'lusha help account usage'
            set flags $shared3
        case 'lusha help account plan'
            set flags $shared3
        case 'lusha help account icp-profiles'
            set flags $shared3
        case 'lusha help credits'
            set commands \
                'log'\t'Show paid requests and their charges, latest first.' \
                'forecast'\t'Forecast the credits that a file would cost.' \
                'watch'\t'Fail with exit code 6 if few credits are left.'
            set flags $shared3
        case 'lusha help credits log'
            set flags $shared3
        case 'lusha help credits forecast'
            set flags $shared3
        case 'lusha help credits watch'
            set flags $shared3
        case 'lusha help auth'
            set commands \
                'login'\t'Check an API key and store it in the keyring.' \
                'status'\t'Check the key in use, and list the keys of all profiles.' \
                'list'\t'List profiles and where their keys are stored.' \
                'logout'\t'Remove the stored key and webhook secret of a profile.' \
                'token'\t'Print the key in use.' \
                'switch'\t'Switch to another profile.'
            set flags $shared3
        case 'lusha help auth login'
            set flags $shared3
        case 'lusha help auth status'
            set flags $shared3
        case 'lusha help auth list'
            set flags $shared3
        case 'lusha help auth logout'
            set flags $shared3
        case 'lusha help auth token'
            set flags $shared3
        case 'lusha help auth switch'
            set flags $shared3
        case 'lusha help config'
            set commands \
                'list'\t'Show every setting, its value and its source.' \
                'get'\t'Show the value of one setting.' \
                'set'\t'Change a setting for all profiles, or for one (--profile).' \
                'unset'\t'Reset a setting to its default.' \
                'path'\t'Print the path of the configuration file.'
            set flags $shared3
        case 'lusha help config list'
            set flags $shared3
        case 'lusha help config get'
            set flags $shared3
        case 'lusha help config set'
            set flags $shared3
        case 'lusha help config unset'
            set flags $shared3
        case 'lusha help config path'
            set flags $shared3
        case 'lusha help cache'
            set commands \
                'status'\t'Show the size of the cache, and how often it was used.' \
                'clear'\t'Delete all cached results of this account.' \
                'forget'\t'Delete everything that is cached about people or companies.' \
                'export'\t'Show all cached results, the oldest first.'
            set flags $shared3
        case 'lusha help cache status'
            set flags $shared3
        case 'lusha help cache clear'
            set flags $shared3
        case 'lusha help cache forget'
            set flags $shared3
        case 'lusha help cache export'
            set flags $shared3
        case 'lusha help runs'
            set commands \
                'list'\t'List the runs, latest first.' \
                'show'\t'Show the progress and charge of a run, and how to resume it.' \
                'resume'\t'Resume a run.' \
                'export'\t'Write the results of a run, without a request to the API.' \
                'accept'\t'Accept rows that may be other people, free of charge.' \
                'delete'\t'Delete runs with all their results and personal data.'
            set flags $shared3
        case 'lusha help runs list'
            set flags $shared3
        case 'lusha help runs show'
            set flags $shared3
        case 'lusha help runs resume'
            set flags $shared3
        case 'lusha help runs export'
            set flags $shared3
        case 'lusha help runs accept'
            set flags $shared3
        case 'lusha help runs delete'
            set flags $shared3
        case 'lusha help shapes'
            set commands \
                'list'\t'List the built-in shapes for --shape.' \
                'show'\t'Print the YAML of a shape, to start your own from.'
            set flags $shared3
        case 'lusha help shapes list'
            set flags $shared3
        case 'lusha help shapes show'
            set flags $shared3
        case 'lusha help recipes'
            set commands \
                'list'\t'List the recipes.' \
                'show'\t'Print the README of a recipe, or one of its files.' \
                'copy'\t'Copy the files of a recipe to a folder.'
            set flags $shared3
        case 'lusha help recipes list'
            set flags $shared3
        case 'lusha help recipes show'
            set flags $shared3
        case 'lusha help recipes copy'
            set flags $shared3
        case 'lusha help privacy'
            set commands \
                'suppress'\t'Add people to the suppression list.' \
                'allow'\t'Remove people from the suppression list.' \
                'check'\t'Check whether people are on the suppression list.' \
                'find'\t'Find everything that is stored about a person.' \
                'forget'\t'Erase everything that is stored about people.' \
                'status'\t'Show the stored personal data: size, age and expiry.' \
                'purge'\t'Delete stored personal data that is old.'
            set flags $shared3
        case 'lusha help privacy suppress'
            set flags $shared3
        case 'lusha help privacy allow'
            set flags $shared3
        case 'lusha help privacy check'
            set flags $shared3
        case 'lusha help privacy find'
            set flags $shared3
        case 'lusha help privacy forget'
            set flags $shared3
        case 'lusha help privacy status'
            set flags $shared3
        case 'lusha help privacy purge'
            set flags $shared3
        case 'lusha help contacts'
            set commands \
                'search'\t'Find contacts, and the data that can be revealed.' \
                'enrich'\t'Reveal emails and phones for contacts from a search.' \
                'search-and-enrich'\t'Find contacts and reveal their data in one step.' \
                'job'\t'Get the contact data found by your waterfall providers.' \
                'prospecting'\t'Search for contacts by filters on them and their company.' \
                'lookalike'\t'Find contacts similar to 5 to 100 seed contacts.' \
                'recommendations'\t'List the contacts that Lusha recommends to you.' \
                'recommendation-filters'\t'List the filter values for recommended contacts.' \
                'signals'\t'Get promotions and company changes of contacts by ID.' \
                'signal-score'\t'Score contacts from 0 to 1 by their signals.' \
                'buying-group'\t'Find the buying group of companies.' \
                'icp-fit-score'\t'Score contacts from 0 to 1 by their fit to your ICPs.' \
                'signal-types'\t'List the signal types of contacts.' \
                'filters'\t'List the filters on contacts.' \
                'filter-values'\t'List the values of a filter on contacts.' \
                'tables'\t'Manage the account\'s tables of contacts.'
            set flags $shared3
        case 'lusha help contacts search'
            set flags $shared3
        case 'lusha help contacts enrich'
            set flags $shared3
        case 'lusha help contacts search-and-enrich'
            set flags $shared3
        case 'lusha help contacts job'
            set flags $shared3
        case 'lusha help contacts prospecting'
            set flags $shared3
        case 'lusha help contacts lookalike'
            set flags $shared3
        case 'lusha help contacts recommendations'
            set flags $shared3
        case 'lusha help contacts recommendation-filters'
            set flags $shared3
        case 'lusha help contacts signals'
            set flags $shared3
        case 'lusha help contacts signal-score'
            set flags $shared3
        case 'lusha help contacts buying-group'
            set flags $shared3
        case 'lusha help contacts icp-fit-score'
            set flags $shared3
        case 'lusha help contacts signal-types'
            set flags $shared3
        case 'lusha help contacts filters'
            set flags $shared3
        case 'lusha help contacts filter-values'
            set flags $shared3
        case 'lusha help contacts tables'
            set commands \
                'create'\t'Create a table of contacts.' \
                'list'\t'List the tables of contacts.' \
                'get'\t'Show a table of contacts and the progress of its columns.' \
                'update'\t'Rename, share, transfer or archive a table of contacts.' \
                'delete'\t'Delete a table of contacts permanently.' \
                'rows'\t'Read a page of a table of contacts.' \
                'add'\t'Add contacts to a table, at most 500 at a time.' \
                'remove'\t'Remove contacts from a table.' \
                'columns'\t'List the columns of a table of contacts.' \
                'column-catalog'\t'List the columns available to tables of contacts.' \
                'add-columns'\t'Add up to 10 columns to a table of contacts, and fill them.' \
                'remove-column'\t'Delete a column of a table of contacts permanently.' \
                'run-column'\t'Fill a column of a table of contacts.'
            set flags $shared3
        case 'lusha help contacts tables create'
            set flags $shared3
        case 'lusha help contacts tables list'
            set flags $shared3
        case 'lusha help contacts tables get'
            set flags $shared3
        case 'lusha help contacts tables update'
            set flags $shared3
        case 'lusha help contacts tables delete'
            set flags $shared3
        case 'lusha help contacts tables rows'
            set flags $shared3
        case 'lusha help contacts tables add'
            set flags $shared3
        case 'lusha help contacts tables remove'
            set flags $shared3
        case 'lusha help contacts tables columns'
            set flags $shared3
        case 'lusha help contacts tables column-catalog'
            set flags $shared3
        case 'lusha help contacts tables add-columns'
            set flags $shared3
        case 'lusha help contacts tables remove-column'
            set flags $shared3
        case 'lusha help contacts tables run-column'
            set flags $shared3
        case 'lusha help companies'
            set commands \
                'search'\t'Find companies, and the data that can be revealed.' \
                'enrich'\t'Get the full data of companies from a search.' \
                'search-and-enrich'\t'Find companies and get their full data in one step.' \
                'prospecting'\t'Search for companies by filters on them and their contacts.' \
                'lookalike'\t'Find companies similar to 5 to 100 seed companies.' \
                'recommendations'\t'List the companies that Lusha recommends to you.' \
                'recommendation-filters'\t'List the filter values for recommended companies.' \
                'signals'\t'Get news, growth, hiring and intent of companies by ID.' \
                'signal-score'\t'Score companies from 0 to 1 by their signals.' \
                'icp-fit-score'\t'Score companies from 0 to 1 by their fit to your ICPs.' \
                'website-visits'\t'Find companies that visited your website.' \
                'signal-types'\t'List the signal types of companies.' \
                'signal-filters'\t'List the filters on company signals.' \
                'signal-filter-values'\t'List the values of a filter on signals.' \
                'filters'\t'List the filters on companies.' \
                'filter-values'\t'List the values of a filter on companies.' \
                'tables'\t'Manage the account\'s tables of companies.'
            set flags $shared3
        case 'lusha help companies search'
            set flags $shared3
        case 'lusha help companies enrich'
            set flags $shared3
        case 'lusha help companies search-and-enrich'
            set flags $shared3
        case 'lusha help companies prospecting'
            set flags $shared3
        case 'lusha help companies lookalike'
            set flags $shared3
        case 'lusha help companies recommendations'
            set flags $shared3
        case 'lusha help companies recommendation-filters'
            set flags $shared3
        case 'lusha help companies signals'
            set flags $shared3
        case 'lusha help companies signal-score'
            set flags $shared3
        case 'lusha help companies icp-fit-score'
            set flags $shared3
        case 'lusha help companies website-visits'
            set flags $shared3
        case 'lusha help companies signal-types'
            set flags $shared3
        case 'lusha help companies signal-filters'
            set flags $shared3
        case 'lusha help companies signal-filter-values'
            set flags $shared3
        case 'lusha help companies filters'
            set flags $shared3
        case 'lusha help companies filter-values'
            set flags $shared3
        case 'lusha help companies tables'
            set commands \
                'create'\t'Create a table of companies.' \
                'list'\t'List the tables of companies.' \
                'get'\t'Show a table of companies and the progress of its columns.' \
                'update'\t'Rename, share, transfer or archive a table of companies.' \
                'delete'\t'Delete a table of companies permanently.' \
                'rows'\t'Read a page of a table of companies.' \
                'add'\t'Add companies to a table, at most 500 at a time.' \
                'remove'\t'Remove companies from a table.' \
                'columns'\t'List the columns of a table of companies.' \
                'column-catalog'\t'List the columns available to tables of companies.' \
                'add-columns'\t'Add up to 10 columns to a table of companies, and fill them.' \
                'remove-column'\t'Delete a column of a table of companies permanently.' \
                'run-column'\t'Fill a column of a table of companies.'
            set flags $shared3
        case 'lusha help companies tables create'
            set flags $shared3
        case 'lusha help companies tables list'
            set flags $shared3
        case 'lusha help companies tables get'
            set flags $shared3
        case 'lusha help companies tables update'
            set flags $shared3
        case 'lusha help companies tables delete'
            set flags $shared3
        case 'lusha help companies tables rows'
            set flags $shared3
        case 'lusha help companies tables add'
            set flags $shared3
        case 'lusha help companies tables remove'
            set flags $shared3
        case 'lusha help companies tables columns'
            set flags $shared3
        case 'lusha help companies tables column-catalog'
            set flags $shared3
        case 'lusha help companies tables add-columns'
            set flags $shared3
        case 'lusha help companies tables remove-column'
            set flags $shared3
        case 'lusha help companies tables run-column'
            set flags $shared3
        case 'lusha help mcp'
            set commands \
                'serve'\t'Serve tools to an MCP client on stdin and stdout.' \
                'config'\t'Print the JSON that registers the server in a client.'
            set flags $shared3
        case 'lusha help mcp serve'
            set flags $shared3
        case 'lusha help mcp config'
            set flags $shared3
        case 'lusha help sandbox'
            set commands \
                'serve'\t'Serve the sandbox over HTTP until Ctrl-C.' \
                'status'\t'Show the accounts, credits and requests of the sandbox.' \
                'reset'\t'Reset the credits and reveals of the sandbox.' \
                'people'\t'List test identities to try commands with.' \
                'emit'\t'Send an event to the subscriptions of the sandbox.'
            set flags $shared3
        case 'lusha help sandbox serve'
            set flags $shared3
        case 'lusha help sandbox status'
            set flags $shared3
        case 'lusha help sandbox reset'
            set flags $shared3
        case 'lusha help sandbox people'
            set flags $shared3
        case 'lusha help sandbox emit'
            set flags $shared3
        case 'lusha person'
            set commands \
                'get'\t'Look up one person: job, company, emails and phones.' \
                'bulk'\t'Enrich a file of people, or up to 100 in one request.'
            set flags $shared1
        case 'lusha person get'
            set arguments \
                'WHO -'
            set flags $shared1
            set -p flags \
                '--email -'\t'Email address.' \
                '--linkedin-url -'\t'URL of the LinkedIn profile.' \
                '--person-id,--contact-id -'\t'Lusha\'s ID of the person.' \
                '--first-name -'\t'First name.' \
                '--last-name -'\t'Last name.' \
                '--full-name -'\t'First and last name.' \
                '--company-name -'\t'Name of the company they work at.' \
                '--company-domain -'\t'Domain of the company they work at.' \
                '--refresh-job-info'\t'Update the job information first.' \
                '--no-refresh-job-info'\t'Opposite of --refresh-job-info.' \
                '--filter-by phoneNumbers|emailAddresses'\t'Match only people with this type of contact data.' \
                '--reveal-emails'\t'Reveal only emails (unified-credits plans).' \
                '--no-reveal-emails'\t'Opposite of --reveal-emails.' \
                '--reveal-phones'\t'Reveal only phones (unified-credits plans).' \
                '--no-reveal-phones'\t'Opposite of --reveal-phones.' \
                '--signal+ allSignals|promotion|companyChange'\t'Signals to include, 1 credit each (repeatable).' \
                '--signals-start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--partial-profile'\t'Accept incomplete profiles.' \
                '--no-partial-profile'\t'Opposite of --partial-profile.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha person bulk'
            set arguments \
                'INPUT FILE'
            set flags $shared1
            set -p flags \
                '--out FILE'\t'Write to FILE (csv, tsv, jsonl, json, parquet) or a database (sqlite:///FILE.db, postgresql://HOST/NAME?table=NAME, mongodb://HOST/NAME).' \
                '--format csv|tsv|jsonl|json|list|xlsx'\t'Format of INPUT. A list has one email, domain or URL per line [detected].' \
                '--map+ -'\t'Column of a field (repeatable).' \
                '--delimiter -'\t'Delimiter of a csv INPUT: a character, or a name such as tab.' \
                '--encoding -'\t'Encoding of INPUT [detected].' \
                '--sheet -'\t'Sheet of an xlsx INPUT [the first visible one].' \
                '--header-row -'\t'Line or sheet row with the headings [detected].' \
                '--no-header'\t'Treat the first row as data. The columns are named column 1, column 2, …' \
                '--strict'\t'Stop at a malformed row instead of reporting it as invalid.' \
                '--fresh'\t'Resend rows that earlier runs have results for.' \
                '--refresh-older-than -'\t'Resend rows with results older than this, such as 30d.' \
                '--jobs -'\t'Number of concurrent requests [by rate limit].' \
                '--retry-status+ error|not_found|blocked|unknown'\t'Resend only the rows with this status (repeatable).' \
                '--sample -'\t'Send N rows and estimate the matches and cost of the file.' \
                '--sample-seed -'\t'Seed that selects the sample.' \
                '--try-all'\t'Try each email in a cell until one matches.' \
                '--fail-on-miss'\t'Exit with code 10 if a row isn\'t found.' \
                '--fallback -'\t'Pass rows that aren\'t found to a command as JSON lines, and read its results.' \
                '--fallback-timeout -'\t'Stop the command if it returns no result for this time [120].' \
                '--fallback-limit -'\t'Pass on at most N rows [all].' \
                '--min-match -'\t'Leave out data with a lower lusha_match, and write it to FILE.review [70, 0: of none].' \
                '--data-columns+ person_id|full_name|first_name|last_name|job_title|seniority|departments|work_email|private_email|emails|email_hash|mobile_phone|direct_phone|phones|do_not_call|location|city|state|country|eu_contact|linkedin_url|company_id|company_name|company_domain|company_industry|company_size'\t'Data columns to add, such as company_name,company_size [all].' \
                '--multi first|join|explode'\t'Of several values, use the first, join them, or explode them into columns.' \
                '--fill'\t'Write found data into the empty cells of the file\'s own columns too.' \
                '--overwrite-older -'\t'With --fill, overwrite the cells of rows last updated more than AGE ago, such as 180d.' \
                '--spreadsheet-safe'\t'Put \' before cells that look like formulas.' \
                '--smart'\t'Search first, then reveal only data that is available (V3).' \
                '--reveal+ emails|phones'\t'Data to reveal (repeatable) [both].' \
                '--fill-empty'\t'With --smart, reveal only data that the row lacks.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--refresh-job-info'\t'Update the job information first.' \
                '--no-refresh-job-info'\t'Opposite of --refresh-job-info.' \
                '--filter-by phoneNumbers|emailAddresses'\t'Match only people with this type of contact data.' \
                '--reveal-emails'\t'Reveal only emails (unified-credits plans).' \
                '--no-reveal-emails'\t'Opposite of --reveal-emails.' \
                '--reveal-phones'\t'Reveal only phones (unified-credits plans).' \
                '--no-reveal-phones'\t'Opposite of --reveal-phones.' \
                '--signal+ allSignals|promotion|companyChange'\t'Signals to include, 1 credit each (repeatable).' \
                '--signals-start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--partial-profile'\t'Accept incomplete profiles.' \
                '--no-partial-profile'\t'Opposite of --partial-profile.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha company'
            set commands \
                'get'\t'Look up one company: size, industry, revenue and links.' \
                'bulk'\t'Enrich a file of companies, or up to 100 in one request.'
            set flags $shared1
        case 'lusha company get'
            set arguments \
                'WHO -'
            set flags $shared7
            set -p flags \
                '--domain,--company-domain -'\t'Domain of the company.' \
                '--company,--company-name -'\t'Name of the company.' \
                '--company-id -'\t'Lusha\'s ID of the company.' \
                '--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews'\t'Signals to include, such as riskNews, 1 credit each (repeatable).' \
                '--signals-start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--partial-company'\t'Accept incomplete companies.' \
                '--no-partial-company'\t'Opposite of --partial-company.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha company bulk'
            set arguments \
                'INPUT FILE'
            set flags $shared7
            set -p flags \
                '--out FILE'\t'Write to FILE (csv, tsv, jsonl, json, parquet) or a database (sqlite:///FILE.db, postgresql://HOST/NAME?table=NAME, mongodb://HOST/NAME).' \
                '--format csv|tsv|jsonl|json|list|xlsx'\t'Format of INPUT. A list has one email, domain or URL per line [detected].' \
                '--map+ -'\t'Column of a field (repeatable).' \
                '--delimiter -'\t'Delimiter of a csv INPUT: a character, or a name such as tab.' \
                '--encoding -'\t'Encoding of INPUT [detected].' \
                '--sheet -'\t'Sheet of an xlsx INPUT [the first visible one].' \
                '--header-row -'\t'Line or sheet row with the headings [detected].' \
                '--no-header'\t'Treat the first row as data. The columns are named column 1, column 2, …' \
                '--strict'\t'Stop at a malformed row instead of reporting it as invalid.' \
                '--fresh'\t'Resend rows that earlier runs have results for.' \
                '--refresh-older-than -'\t'Resend rows with results older than this, such as 30d.' \
                '--jobs -'\t'Number of concurrent requests [by rate limit].' \
                '--retry-status+ error|not_found|blocked|unknown'\t'Resend only the rows with this status (repeatable).' \
                '--sample -'\t'Send N rows and estimate the matches and cost of the file.' \
                '--sample-seed -'\t'Seed that selects the sample.' \
                '--try-all'\t'Try each email in a cell until one matches.' \
                '--fail-on-miss'\t'Exit with code 10 if a row isn\'t found.' \
                '--fallback -'\t'Pass rows that aren\'t found to a command as JSON lines, and read its results.' \
                '--fallback-timeout -'\t'Stop the command if it returns no result for this time [120].' \
                '--fallback-limit -'\t'Pass on at most N rows [all].' \
                '--min-match -'\t'Leave out data with a lower lusha_match, and write it to FILE.review [70, 0: of none].' \
                '--data-columns+ company_id|company_name|company_domain|company_website|company_description|company_industry|company_sub_industry|company_size|company_employees|company_revenue|company_founded|company_type|company_city|company_state|company_country|company_linkedin_url|company_technologies|company_specialities|company_funding_total'\t'Data columns to add, such as company_name,company_size [all].' \
                '--multi first|join|explode'\t'Of several values, use the first, join them, or explode them into columns.' \
                '--fill'\t'Write found data into the empty cells of the file\'s own columns too.' \
                '--overwrite-older -'\t'With --fill, overwrite the cells of rows last updated more than AGE ago, such as 180d.' \
                '--spreadsheet-safe'\t'Put \' before cells that look like formulas.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews'\t'Signals to include, such as riskNews, 1 credit each (repeatable).' \
                '--signals-start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--news-event-type+ Asset Investment|Asset Sale|Competitor Activity|Event Participation|Executive Departure|Executive Hire|Executive Promotion|Facilities Expansion|Facility Closure|Funding Round|Headcount Decrease|Headcount Increase|IPO|Lawsuit Faced|Lawsuit Filed|M&A|New Customer|New Location|New Vendor|Partnership|Product Development|Product Integration|Product Launch|Recognition|Security Issue|Strategic Investment'\t'Type of news event, such as IPO (repeatable).' \
                '--hiring-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales'\t'Department for surgeInHiringByDepartment (repeatable).' \
                '--hiring-by-location+ @countries'\t'Location for surgeInHiringByLocation (repeatable).' \
                '--partial-company'\t'Accept incomplete companies.' \
                '--no-partial-company'\t'Opposite of --partial-company.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha prospecting'
            set commands \
                'contact'\t'Search for people, then reveal contact data.' \
                'company'\t'Search for companies, then get their data.'
            set flags $shared1
        case 'lusha prospecting contact'
            set commands \
                'search'\t'Search for contacts by filters on them and their company.' \
                'enrich'\t'Reveal emails and phones for contacts from a search.'
            set flags $shared1
        case 'lusha prospecting contact search'
            set flags $shared8
            set -p flags \
                '--department+ @departments'\t'Department, such as Sales.' \
                '--seniority+ @seniorities'\t'Seniority, such as director, vp or 8.' \
                '--data-point,--existing-data-point+ @data-points'\t'Type of contact data, such as work_email.' \
                '--job-title+ -'\t'Job title.' \
                '--linkedin-url+ -'\t'LinkedIn URL of the person.' \
                '--search-text -'\t'Free text about the person.' \
                '--location+ @countries'\t'Country, or K=V,K=V with the keys country, state, city, continent and country_grouping.' \
                '--signal+ allSignals|promotion|companyChange'\t'Type of signal.' \
                '--signal-start-date -'\t'Signals since a date, or in a time span such as 30d.' \
                '--company-name+ -'\t'Company name.' \
                '--company-domain+ -'\t'Company domain.' \
                '--company-location+ @countries'\t'Country of the company.' \
                '--technology+ -'\t'Technology in use, such as salesforce.' \
                '--intent-topic+ @intent-topics'\t'Topic that the company researches.' \
                '--size+ -'\t'Number of employees, such as 11-50 or 1000-.' \
                '--revenue+ -'\t'Revenue in dollars, such as 1M-10M or 1B-.' \
                '--sic,--sic-code+ @sics'\t'SIC code.' \
                '--naics,--naics-code+ @naics'\t'NAICS code.' \
                '--main-industry-id+ @industries'\t'Industry.' \
                '--sub-industry-id+ @sub-industries'\t'Sub-industry.' \
                '--company-search-text -'\t'Free text about the company.' \
                '--company-site+ @countries'\t'Location of an office: a country, or K=V,K=V with the keys country and state.' \
                '--employees-in-linkedin -'\t'Number of employees on LinkedIn, such as 100-5000.' \
                '--company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews'\t'Type of signal, such as riskNews.' \
                '--company-signal-start-date -'\t'Signals since a date, or in a time span such as 30d.' \
                '--exclude-partial-companies'\t'Exclude companies with incomplete profiles.' \
                '--no-exclude-partial-companies'\t'Opposite of --exclude-partial-companies.' \
                '--exclude-department+ @departments'\t'Exclude these values. See --department.' \
                '--exclude-seniority+ @seniorities'\t'Exclude these values. See --seniority.' \
                '--exclude-data-point,--exclude-existing-data-point+ @data-points'\t'Exclude these values. See --data-point.' \
                '--exclude-job-title+ -'\t'Exclude these values. See --job-title.' \
                '--exclude-linkedin-url+ -'\t'Exclude these values. See --linkedin-url.' \
                '--exclude-search-text -'\t'Exclude these values. See --search-text.' \
                '--exclude-location+ @countries'\t'Exclude these values. See --location.' \
                '--exclude-company-name+ -'\t'Exclude these values. See --company-name.' \
                '--exclude-company-domain+ -'\t'Exclude these values. See --company-domain.' \
                '--exclude-company-location+ @countries'\t'Exclude these values. See --company-location.' \
                '--exclude-technology+ -'\t'Exclude these values. See --technology.' \
                '--exclude-intent-topic+ @intent-topics'\t'Exclude these values. See --intent-topic.' \
                '--exclude-size+ -'\t'Exclude these values. See --size.' \
                '--exclude-revenue+ -'\t'Exclude these values. See --revenue.' \
                '--exclude-sic,--exclude-sic-code+ @sics'\t'Exclude these values. See --sic.' \
                '--exclude-naics,--exclude-naics-code+ @naics'\t'Exclude these values. See --naics.' \
                '--exclude-main-industry-id+ @industries'\t'Exclude these values. See --main-industry-id.' \
                '--exclude-sub-industry-id+ @sub-industries'\t'Exclude these values. See --sub-industry-id.' \
                '--exclude-company-search-text -'\t'Exclude these values. See --company-search-text.' \
                '--exclude-company-site+ @countries'\t'Exclude these values. See --company-site.' \
                '--include-partial-contact'\t'Include people with incomplete profiles [yes].' \
                '--no-include-partial-contact'\t'Opposite of --include-partial-contact.' \
                '--exclude-dnc'\t'Exclude people with only do-not-call phones (Scale plans).' \
                '--no-exclude-dnc'\t'Opposite of --exclude-dnc.' \
                '--limit -'\t'Maximum number of results, over as many pages as needed.' \
                '--all'\t'Fetch all results, at 2 credits per page of 50.' \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--page-size -'\t'Results per page [20].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha prospecting contact enrich'
            set arguments \
                'FILE|- FILE'
            set flags $shared9
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--request-id -'\t'ID of the search (requestId).' \
                '--contact-id+ -'\t'ID from the search (repeatable).' \
                '--reveal-emails'\t'Reveal only emails (unified-credits plans).' \
                '--no-reveal-emails'\t'Opposite of --reveal-emails.' \
                '--reveal-phones'\t'Reveal only phones (unified-credits plans).' \
                '--no-reveal-phones'\t'Opposite of --reveal-phones.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha prospecting company'
            set commands \
                'search'\t'Search for companies by filters.' \
                'enrich'\t'Get the data of companies from a search.'
            set flags $shared1
        case 'lusha prospecting company search'
            set flags $shared7
            set -p flags \
                '--name,--company-name+ -'\t'Company name.' \
                '--domain,--company-domain+ -'\t'Company domain.' \
                '--location,--company-location+ @countries'\t'Country of the company.' \
                '--technology+ -'\t'Technology in use, such as salesforce.' \
                '--intent-topic+ @intent-topics'\t'Topic that the company researches.' \
                '--size+ -'\t'Number of employees, such as 11-50 or 1000-.' \
                '--revenue+ -'\t'Revenue in dollars, such as 1M-10M or 1B-.' \
                '--sic,--sic-code+ @sics'\t'SIC code.' \
                '--naics,--naics-code+ @naics'\t'NAICS code.' \
                '--main-industry-id+ @industries'\t'Industry.' \
                '--sub-industry-id+ @sub-industries'\t'Sub-industry.' \
                '--search-text,--company-search-text -'\t'Free text about the company.' \
                '--site,--company-site+ @countries'\t'Location of an office: a country, or K=V,K=V with the keys country and state.' \
                '--employees-in-linkedin -'\t'Number of employees on LinkedIn, such as 100-5000.' \
                '--signal,--company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews'\t'Type of signal, such as riskNews.' \
                '--signal-start-date,--company-signal-start-date -'\t'Signals since a date, or in a time span such as 30d.' \
                '--exclude-partial-companies'\t'Exclude companies with incomplete profiles.' \
                '--no-exclude-partial-companies'\t'Opposite of --exclude-partial-companies.' \
                '--exclude-name,--exclude-company-name+ -'\t'Exclude these values. See --name.' \
                '--exclude-domain,--exclude-company-domain+ -'\t'Exclude these values. See --domain.' \
                '--exclude-location,--exclude-company-location+ @countries'\t'Exclude these values. See --location.' \
                '--exclude-technology+ -'\t'Exclude these values. See --technology.' \
                '--exclude-intent-topic+ @intent-topics'\t'Exclude these values. See --intent-topic.' \
                '--exclude-size+ -'\t'Exclude these values. See --size.' \
                '--exclude-revenue+ -'\t'Exclude these values. See --revenue.' \
                '--exclude-sic,--exclude-sic-code+ @sics'\t'Exclude these values. See --sic.' \
                '--exclude-naics,--exclude-naics-code+ @naics'\t'Exclude these values. See --naics.' \
                '--exclude-main-industry-id+ @industries'\t'Exclude these values. See --main-industry-id.' \
                '--exclude-sub-industry-id+ @sub-industries'\t'Exclude these values. See --sub-industry-id.' \
                '--exclude-search-text,--exclude-company-search-text -'\t'Exclude these values. See --search-text.' \
                '--exclude-site,--exclude-company-site+ @countries'\t'Exclude these values. See --site.' \
                '--limit -'\t'Maximum number of results, over as many pages as needed.' \
                '--all'\t'Fetch all results, at 2 credits per page of 50.' \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--page-size -'\t'Results per page [20].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha prospecting company enrich'
            set arguments \
                'FILE|- FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--request-id -'\t'ID of the search (requestId).' \
                '--company-id+ -'\t'ID from the search (repeatable).' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha lookalike'
            set commands \
                'contacts'\t'Find contacts similar to seed contacts.' \
                'companies'\t'Find companies similar to seed companies.'
            set flags $shared1
        case 'lusha lookalike contacts'
            set arguments \
                'FILE|- FILE'
            set flags $shared9
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--linkedin-url+ -'\t'LinkedIn URL of a seed (repeatable).' \
                '--email+ -'\t'Email of a seed (repeatable).' \
                '--contact-id+ -'\t'Lusha\'s ID of a seed (repeatable).' \
                '--contact+ -'\t'Name and company of a seed (repeatable).' \
                '--first-name -'\t'First name.' \
                '--last-name -'\t'Last name.' \
                '--full-name -'\t'First and last name.' \
                '--company-name -'\t'Name of the company they work at.' \
                '--company-domain -'\t'Domain of the company they work at.' \
                '--exclude-linkedin-url+ -'\t'LinkedIn URL to exclude (repeatable).' \
                '--exclude-email+ -'\t'Email to exclude (repeatable).' \
                '--exclude-contact-id+ -'\t'Lusha\'s ID to exclude (repeatable).' \
                '--exclude-contact+ -'\t'Name and company to exclude (repeatable).' \
                '--limit -'\t'Maximum number of results [25].' \
                '--more'\t'More results for the seeds of the last search, without repeats.' \
                '--dedupe-session-id -'\t'Search to continue. Pass its seeds again.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha lookalike companies'
            set arguments \
                'FILE|- FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--domain,--company-domain+ -'\t'Domain of a seed (repeatable).' \
                '--linkedin-url+ -'\t'LinkedIn URL of a seed (repeatable).' \
                '--exclude-domain,--exclude-company-domain+ -'\t'Domain to exclude (repeatable).' \
                '--exclude-linkedin-url+ -'\t'LinkedIn URL to exclude (repeatable).' \
                '--limit -'\t'Maximum number of results [25].' \
                '--more'\t'More results for the seeds of the last search, without repeats.' \
                '--dedupe-session-id -'\t'Search to continue. Pass its seeds again.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha recommendations'
            set commands \
                'contacts'\t'Get recommended contacts for seed contacts.' \
                'companies'\t'Get recommended companies for seed companies.'
            set flags $shared1
        case 'lusha recommendations contacts'
            set arguments \
                'FILE|- FILE'
            set flags $shared9
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--seed+ -'\t'Person to base recommendations on (repeatable).' \
                '--exclude+ -'\t'ID to exclude (repeatable).' \
                '--limit -'\t'Maximum number of results.' \
                '--more,--request-id -'\t'Request to continue. Pass its seeds again unless it was the last one.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha recommendations companies'
            set arguments \
                'ID|FILE|- FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--seed,--company-id+ -'\t'Company to base recommendations on (repeatable).' \
                '--exclude+ -'\t'ID to exclude (repeatable).' \
                '--limit -'\t'Maximum number of results.' \
                '--more,--request-id -'\t'Request to continue. Pass its seeds again unless it was the last one.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha filters'
            set commands \
                'contacts'\t'List the values of filters on contacts.' \
                'companies'\t'List the values of filters on companies.'
            set flags $shared1
        case 'lusha filters contacts'
            set commands \
                'departments'\t'List the departments.' \
                'seniority'\t'List the seniorities and their IDs.' \
                'data-points'\t'List the types of contact data.' \
                'countries'\t'List the countries and their codes.' \
                'locations'\t'Search for locations of contacts.'
            set flags $shared1
        case 'lusha filters contacts departments'
            set flags $shared4
        case 'lusha filters contacts seniority'
            set flags $shared4
        case 'lusha filters contacts data-points'
            set flags $shared4
        case 'lusha filters contacts countries'
            set flags $shared4
        case 'lusha filters contacts locations'
            set arguments \
                'TEXT -'
            set flags $shared4
            set -p flags \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha filters companies'
            set commands \
                'names'\t'Search for companies by name.' \
                'industries'\t'List the industries and their IDs.' \
                'sizes'\t'List the company size ranges.' \
                'revenues'\t'List the revenue ranges in US dollars.' \
                'locations'\t'Search for locations of companies.' \
                'sics'\t'List the SIC codes.' \
                'naics'\t'List the NAICS codes.' \
                'intent-topics'\t'List the intent topics.' \
                'technologies'\t'Search for technologies.'
            set flags $shared1
        case 'lusha filters companies names'
            set arguments \
                'TEXT -'
            set flags $shared4
            set -p flags \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha filters companies industries'
            set flags $shared4
        case 'lusha filters companies sizes'
            set flags $shared4
        case 'lusha filters companies revenues'
            set flags $shared4
        case 'lusha filters companies locations'
            set arguments \
                'TEXT -'
            set flags $shared4
            set -p flags \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha filters companies sics'
            set flags $shared4
        case 'lusha filters companies naics'
            set flags $shared4
        case 'lusha filters companies intent-topics'
            set flags $shared4
        case 'lusha filters companies technologies'
            set arguments \
                'TEXT -'
            set flags $shared4
            set -p flags \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha signals'
            set commands \
                'options'\t'List the signal types and the values of their filters.' \
                'contacts'\t'Signals of people.' \
                'companies'\t'Signals of companies.'
            set flags $shared1
        case 'lusha signals options'
            set arguments \
                'contact|company contact|company'
            set flags $shared4
        case 'lusha signals contacts'
            set commands \
                'get'\t'Get the signals of contacts by their IDs.' \
                'search'\t'Find a person and get their signals.'
            set flags $shared1
        case 'lusha signals contacts get'
            set arguments \
                'ID|FILE|- FILE'
            set flags $shared10
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--contact-id,--person-id+ -'\t'Lusha\'s ID of a person (repeatable).' \
                '--signal+ allSignals|promotion|companyChange'\t'Signals to include, 1 credit each (repeatable).' \
                '--start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--max-results-per-signal -'\t'Maximum number of signals of each type.' \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha signals contacts search'
            set arguments \
                'WHO|FILE|- FILE'
            set flags $shared10
            set -p flags \
                '--contact-id,--person-id,--id -'\t'Lusha\'s ID of the person.' \
                '--email -'\t'Email address.' \
                '--linkedin-url,--social-link -'\t'URL of the LinkedIn profile.' \
                '--full-name -'\t'First and last name.' \
                '--first-name -'\t'First name.' \
                '--last-name -'\t'Last name.' \
                '--company-name -'\t'Name of the company they work at.' \
                '--company-domain -'\t'Domain of the company they work at.' \
                '--is-current'\t'Match only people who work there now [yes].' \
                '--no-is-current'\t'Opposite of --is-current.' \
                '--signal+ allSignals|promotion|companyChange'\t'Signals to include, 1 credit each (repeatable).' \
                '--start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--max-results-per-signal -'\t'Maximum number of signals of each type.' \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha signals companies'
            set commands \
                'get'\t'Get the signals of companies by their IDs.' \
                'search'\t'Find a company and get its signals.'
            set flags $shared1
        case 'lusha signals companies get'
            set arguments \
                'ID|FILE|- FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--company-id+ -'\t'Lusha\'s ID of a company (repeatable).' \
                '--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews'\t'Signals to include, such as riskNews, 1 credit each (repeatable).' \
                '--start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--max-results-per-signal -'\t'Maximum number of signals of each type.' \
                '--news-event-type+ Asset Investment|Asset Sale|Competitor Activity|Event Participation|Executive Departure|Executive Hire|Executive Promotion|Facilities Expansion|Facility Closure|Funding Round|Headcount Decrease|Headcount Increase|IPO|Lawsuit Faced|Lawsuit Filed|M&A|New Customer|New Location|New Vendor|Partnership|Product Development|Product Integration|Product Launch|Recognition|Security Issue|Strategic Investment'\t'Type of news event, such as IPO (repeatable).' \
                '--hiring-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales'\t'Department for surgeInHiringByDepartment (repeatable).' \
                '--hiring-by-location+ @countries'\t'Location for surgeInHiringByLocation (repeatable).' \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha signals companies search'
            set arguments \
                'WHO|FILE|- FILE'
            set flags $shared4
            set -p flags \
                '--company-id,--id -'\t'Lusha\'s ID of the company.' \
                '--company-name,--name -'\t'Name of the company.' \
                '--domain,--company-domain -'\t'Domain of the company.' \
                '--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews'\t'Signals to include, such as riskNews, 1 credit each (repeatable).' \
                '--start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--max-results-per-signal -'\t'Maximum number of signals of each type.' \
                '--news-event-type+ Asset Investment|Asset Sale|Competitor Activity|Event Participation|Executive Departure|Executive Hire|Executive Promotion|Facilities Expansion|Facility Closure|Funding Round|Headcount Decrease|Headcount Increase|IPO|Lawsuit Faced|Lawsuit Filed|M&A|New Customer|New Location|New Vendor|Partnership|Product Development|Product Integration|Product Launch|Recognition|Security Issue|Strategic Investment'\t'Type of news event, such as IPO (repeatable).' \
                '--hiring-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales'\t'Department for surgeInHiringByDepartment (repeatable).' \
                '--hiring-by-location+ @countries'\t'Location for surgeInHiringByLocation (repeatable).' \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha webhooks'
            set commands \
                'create'\t'Subscribe to signals of contacts or companies.' \
                'delete'\t'Delete subscriptions permanently.' \
                'list'\t'List the subscriptions of the account, newest first.' \
                'get'\t'Show a subscription, and the reason if it is blocked.' \
                'update'\t'Change or reactivate a subscription.' \
                'test'\t'Send a test event to the URL of a subscription. Free.' \
                'opt-out'\t'Subscribe the account to opt-outs from data processing.' \
                'logs'\t'Show the delivery attempts and their results.' \
                'stats'\t'Show how many deliveries succeeded and failed.' \
                'secret'\t'Print or store the secret that signs deliveries.' \
                'rotate-secret'\t'Create or replace the secret that signs deliveries.' \
                'listen'\t'Receive deliveries: log, acknowledge, show and forward them.' \
                'replay'\t'Resend logged deliveries with a new signature.' \
                'sign'\t'Sign a body as the API does, to test a receiver.' \
                'verify'\t'Check the signature and age of a delivery.' \
                'doctor'\t'Check the secret, clock, subscriptions and receivers.'
            set flags $shared1
        case 'lusha webhooks create'
            set arguments \
                'ID|FILE|- FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--entity-id+ -'\t'Lusha\'s ID of a person or company (repeatable).' \
                '--entity-type contact|company'\t'Type of the entities.' \
                '--signal-type+ allSignals|promotion|companyChange|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent'\t'Type of signal, such as promotion or riskNews (repeatable). Each delivery costs 1 credit.' \
                '--url -'\t'URL that receives the events (https). It must pass a challenge, as `lusha webhooks listen` does.' \
                '--name -'\t'Name of the subscription.' \
                '--subscription+ -'\t'Subscription with its own type, signals or name (repeatable).' \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha webhooks delete'
            set arguments \
                'ID|FILE|-+ FILE'
            set flags $shared4
            set -p flags \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha webhooks list'
            set flags $shared4
            set -p flags \
                '--limit -'\t'Maximum number of items [10].' \
                '--offset -'\t'Number of items to skip.' \
                '--all'\t'Fetch all pages.'
        case 'lusha webhooks get'
            set arguments \
                'ID -'
            set flags $shared4
        case 'lusha webhooks update'
            set arguments \
                'ID -'
            set flags $shared4
            set -p flags \
                '--signal-type+ allSignals|promotion|companyChange|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent'\t'Type of signal, such as promotion or riskNews (repeatable). Each delivery costs 1 credit.' \
                '--url -'\t'URL that receives the events (https). It must pass a challenge, as `lusha webhooks listen` does.' \
                '--name -'\t'Name of the subscription.' \
                '--active,--is-active'\t'Activate (and unblock) or deactivate the subscription.' \
                '--no-active,--no-is-active'\t'Opposite of --active.' \
                '--regenerate-secret'\t'Replace the secret of the whole account, and print the new one.' \
                '--no-regenerate-secret'\t'Opposite of --regenerate-secret.' \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha webhooks test'
            set arguments \
                'ID -'
            set flags $shared4
            set -p flags \
                '--mode direct|kafka|full'\t'Test the URL (direct), the API\'s queue (kafka), or both (full).'
        case 'lusha webhooks opt-out'
            set flags $shared4
            set -p flags \
                '--url -'\t'URL that receives the events (https). It must pass a challenge, as `lusha webhooks listen` does.' \
                '--name -'\t'Name of the subscription.' \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha webhooks logs'
            set flags $shared4
            set -p flags \
                '--subscription-id -'\t'ID of a subscription.' \
                '--status success|failed|permanent_failure'\t'Status of the attempts.' \
                '--limit -'\t'Maximum number of items [50].' \
                '--offset -'\t'Number of items to skip.' \
                '--all'\t'Fetch all pages.'
        case 'lusha webhooks stats'
            set flags $shared4
            set -p flags \
                '--subscription-id -'\t'ID of a subscription.'
        case 'lusha webhooks secret'
            set flags $shared4
            set -p flags \
                '--save'\t'Store it in the keyring instead of printing it.' \
                '--insecure-storage'\t'With --save, also accept a keyring that stores plain text.'
        case 'lusha webhooks rotate-secret'
            set flags $shared4
            set -p flags \
                '--save'\t'Store it in the keyring instead of printing it.' \
                '--insecure-storage'\t'With --save, also accept a keyring that stores plain text.'
        case 'lusha webhooks listen'
            set flags $shared11
            set -p flags \
                '--host -'\t'Address to listen on [127.0.0.1].' \
                '--port -'\t'Port to listen on, or 0 for any free port [8788].' \
                '--path -'\t'Only path to accept [any]. A proxy may add a prefix to it.' \
                '--out FILE'\t'Log of deliveries [a database in the state folder, one per profile].' \
                '--forward -'\t'Forward each delivery, signed as received, to this machine or over https.' \
                '--exec -'\t'Command to run for each delivery, without a shell. It gets the body on stdin, and LUSHA_EVENT_ID, LUSHA_EVENT_TYPE and more in its environment. Exit code 0 means success.' \
                '--rotate -'\t'Size from which the log continues in a new file, such as 100MB [never].' \
                '--event+ -'\t'Type of events to show and forward, such as promotion (repeatable). All are logged.' \
                '--tolerance -'\t'Maximum age of a delivery, or 0 for any age [300].'
        case 'lusha webhooks replay'
            set arguments \
                'FILE FILE'
            set flags $shared12
            set -p flags \
                '--to -'\t'URL of the receiver, local or https [http://127.0.0.1:8788].' \
                '--since -'\t'Deliveries since a date, or in a time span such as 2w.' \
                '--id+ -'\t'ID of a delivery to resend (repeatable).' \
                '--secret-stdin'\t'Read the secret from stdin [LUSHA_WEBHOOK_SECRET, else the keyring].'
        case 'lusha webhooks sign'
            set arguments \
                'FILE|- FILE'
            set flags $shared13
            set -p flags \
                '--timestamp -'\t'Unix time to sign for [now].' \
                '--secret-stdin'\t'Read the secret from stdin [LUSHA_WEBHOOK_SECRET, else the keyring].'
        case 'lusha webhooks verify'
            set arguments \
                'FILE|- FILE'
            set flags $shared13
            set -p flags \
                '--signature -'\t'Value of the header X-Lusha-Signature.' \
                '--timestamp -'\t'Value of the header X-Lusha-Timestamp.' \
                '--tolerance -'\t'Maximum age of a delivery, or 0 for any age [300].' \
                '--secret-stdin'\t'Read the secret from stdin [LUSHA_WEBHOOK_SECRET, else the keyring].'
        case 'lusha webhooks doctor'
            set flags $shared5
            set -p flags \
                '--allow-private'\t'Also check receivers at private addresses, such as 10.0.0.1.'
        case 'lusha account'
            set commands \
                'usage'\t'Show the credits used and left, and when they run out.' \
                'plan'\t'Show credits, rate limits, contract and prices.' \
                'icp-profiles'\t'List your Target Profiles (ICPs), and those shared with you.'
            set flags $shared1
        case 'lusha account usage'
            set flags $shared4
            set -p flags \
                '--watch'\t'Refresh until Ctrl-C, one line per refresh if piped.' \
                '--interval -'\t'Seconds between refreshes, 12 or more [15].'
        case 'lusha account plan'
            set flags $shared4
        case 'lusha account icp-profiles'
            set flags $shared4
            set -p flags \
                '--status active|disabled'\t'Status of the profiles.' \
                '--access private|shared'\t'Access to the profiles.'
        case 'lusha credits'
            set commands \
                'log'\t'Show paid requests and their charges, latest first.' \
                'forecast'\t'Forecast the credits that a file would cost.' \
                'watch'\t'Fail with exit code 6 if few credits are left.'
            set flags $shared1
        case 'lusha credits log'
            set flags $shared13
            set -p flags \
                '--since -'\t'Calls since a date, or in a time span such as 30d.' \
                '--until -'\t'Calls up to a date, which is included.' \
                '--by day|command|profile|run|operation'\t'Total by day, command and so on.' \
                '--who -'\t'Calls about one person (email, LinkedIn URL, ID) or company.' \
                '--limit -'\t'Maximum rows [50, with --by all].'
        case 'lusha credits forecast'
            set arguments \
                'INPUT FILE'
            set flags $shared14
            set -p flags \
                '--kind person|company'\t'What the rows are [person].' \
                '--partial-company'\t'Accept incomplete companies.' \
                '--no-partial-company'\t'Opposite of --partial-company.' \
                '--format csv|tsv|jsonl|json|list|xlsx'\t'Format of INPUT. A list has one email, domain or URL per line [detected].' \
                '--map+ -'\t'Column of a field (repeatable).' \
                '--delimiter -'\t'Delimiter of a csv INPUT: a character, or a name such as tab.' \
                '--encoding -'\t'Encoding of INPUT [detected].' \
                '--sheet -'\t'Sheet of an xlsx INPUT [the first visible one].' \
                '--header-row -'\t'Line or sheet row with the headings [detected].' \
                '--no-header'\t'Treat the first row as data. The columns are named column 1, column 2, …' \
                '--strict'\t'Stop at a malformed row instead of reporting it as invalid.' \
                '--fresh'\t'Resend rows that earlier runs have results for.' \
                '--refresh-older-than -'\t'Resend rows with results older than this, such as 30d.' \
                '--try-all'\t'Try each email in a cell until one matches.' \
                '--smart'\t'Search first, then reveal only data that is available (V3).' \
                '--reveal+ emails|phones'\t'Data to reveal (repeatable) [both].' \
                '--fill-empty'\t'With --smart, reveal only data that the row lacks.' \
                '--refresh-job-info'\t'Update the job information first.' \
                '--no-refresh-job-info'\t'Opposite of --refresh-job-info.' \
                '--filter-by phoneNumbers|emailAddresses'\t'Match only people with this type of contact data.' \
                '--reveal-emails'\t'Reveal only emails (unified-credits plans).' \
                '--no-reveal-emails'\t'Opposite of --reveal-emails.' \
                '--reveal-phones'\t'Reveal only phones (unified-credits plans).' \
                '--no-reveal-phones'\t'Opposite of --reveal-phones.' \
                '--signal+ allSignals|promotion|companyChange|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews'\t'Signals to include, 1 credit each (repeatable).' \
                '--signals-start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--partial-profile'\t'Accept incomplete profiles.' \
                '--no-partial-profile'\t'Opposite of --partial-profile.'
        case 'lusha credits watch'
            set flags $shared5
            set -p flags \
                '--below -'\t'Fail if fewer credits are left.' \
                '--interval -'\t'Check again after this time, such as 15m or 1h, until it fails.'
        case 'lusha auth'
            set commands \
                'login'\t'Check an API key and store it in the keyring.' \
                'status'\t'Check the key in use, and list the keys of all profiles.' \
                'list'\t'List profiles and where their keys are stored.' \
                'logout'\t'Remove the stored key and webhook secret of a profile.' \
                'token'\t'Print the key in use.' \
                'switch'\t'Switch to another profile.'
            set flags $shared1
        case 'lusha auth login'
            set flags $shared5
            set -p flags \
                '--with-token'\t'Read the key from stdin.' \
                '--insecure-storage'\t'Store the key in a file (0600), not the keyring.'
        case 'lusha auth status'
            set flags $shared5
        case 'lusha auth list'
            set flags $shared3
        case 'lusha auth logout'
            set flags $shared3
        case 'lusha auth token'
            set flags $shared3
        case 'lusha auth switch'
            set arguments \
                'PROFILE @profiles'
            set flags $shared3
        case 'lusha config'
            set commands \
                'list'\t'Show every setting, its value and its source.' \
                'get'\t'Show the value of one setting.' \
                'set'\t'Change a setting for all profiles, or for one (--profile).' \
                'unset'\t'Reset a setting to its default.' \
                'path'\t'Print the path of the configuration file.'
            set flags $shared1
        case 'lusha config list'
            set flags $shared3
        case 'lusha config get'
            set arguments \
                'KEY profile|output|base_url|sandbox|api_version|timeout|max_wait|no_wait|exclude_eu|exclude_dnc|owner|max_credits|confirm_above|min_match|budget|ledger_url|budget_offline|allow|cache|cache_misses|cache_url|keep_last|retention|suppression_key|opt_outs|color|auth_scheme|quiet|verbose|redact_pii'
            set flags $shared3
        case 'lusha config set'
            set arguments \
                'KEY profile|output|base_url|sandbox|api_version|timeout|max_wait|no_wait|exclude_eu|exclude_dnc|owner|max_credits|confirm_above|min_match|budget|ledger_url|budget_offline|allow|cache|cache_misses|cache_url|keep_last|retention|suppression_key|opt_outs|color|auth_scheme|quiet|verbose|redact_pii' \
                'VALUE+ %VALUE'
            set flags $shared3
        case 'lusha config unset'
            set arguments \
                'KEY profile|output|base_url|sandbox|api_version|timeout|max_wait|no_wait|exclude_eu|exclude_dnc|owner|max_credits|confirm_above|min_match|budget|ledger_url|budget_offline|allow|cache|cache_misses|cache_url|keep_last|retention|suppression_key|opt_outs|color|auth_scheme|quiet|verbose|redact_pii'
            set flags $shared3
        case 'lusha config path'
            set flags $shared3
        case 'lusha cache'
            set commands \
                'status'\t'Show the size of the cache, and how often it was used.' \
                'clear'\t'Delete all cached results of this account.' \
                'forget'\t'Delete everything that is cached about people or companies.' \
                'export'\t'Show all cached results, the oldest first.'
            set flags $shared1
        case 'lusha cache status'
            set flags $shared13
        case 'lusha cache clear'
            set flags $shared15
        case 'lusha cache forget'
            set arguments \
                'WHO+ -'
            set flags $shared13
        case 'lusha cache export'
            set flags $shared13
        case 'lusha runs'
            set commands \
                'list'\t'List the runs, latest first.' \
                'show'\t'Show the progress and charge of a run, and how to resume it.' \
                'resume'\t'Resume a run.' \
                'export'\t'Write the results of a run, without a request to the API.' \
                'accept'\t'Accept rows that may be other people, free of charge.' \
                'delete'\t'Delete runs with all their results and personal data.'
            set flags $shared1
        case 'lusha runs list'
            set flags $shared3
        case 'lusha runs show'
            set arguments \
                'RUN @runs'
            set flags $shared3
        case 'lusha runs resume'
            set arguments \
                'RUN @runs'
            set flags $shared10
            set -p flags \
                '--out FILE'\t'Write to FILE (csv, tsv, jsonl, json, parquet) or a database (sqlite:///FILE.db, postgresql://HOST/NAME?table=NAME, mongodb://HOST/NAME).' \
                '--jobs -'\t'Number of concurrent requests [by rate limit].' \
                '--retry-status+ error|not_found|blocked|unknown'\t'Resend only the rows with this status (repeatable).' \
                '--try-all'\t'Try each email in a cell until one matches.' \
                '--fail-on-miss'\t'Exit with code 10 if a row isn\'t found.' \
                '--fallback -'\t'Pass rows that aren\'t found to a command as JSON lines, and read its results.' \
                '--fallback-timeout -'\t'Stop the command if it returns no result for this time [120].' \
                '--fallback-limit -'\t'Pass on at most N rows [all].' \
                '--min-match -'\t'Leave out data with a lower lusha_match, and write it to FILE.review [70, 0: of none].' \
                '--data-columns+ person_id|full_name|first_name|last_name|job_title|seniority|departments|work_email|private_email|emails|email_hash|mobile_phone|direct_phone|phones|do_not_call|location|city|state|country|eu_contact|linkedin_url|company_id|company_name|company_domain|company_industry|company_size|company_website|company_description|company_sub_industry|company_employees|company_revenue|company_founded|company_type|company_city|company_state|company_country|company_linkedin_url|company_technologies|company_specialities|company_funding_total'\t'Data columns to add, such as company_name,company_size [all].' \
                '--multi first|join|explode'\t'Of several values, use the first, join them, or explode them into columns.' \
                '--fill'\t'Write found data into the empty cells of the file\'s own columns too.' \
                '--overwrite-older -'\t'With --fill, overwrite the cells of rows last updated more than AGE ago, such as 180d.' \
                '--spreadsheet-safe'\t'Put \' before cells that look like formulas.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha runs export'
            set arguments \
                'RUN @runs'
            set flags $shared16
            set -p flags \
                '--out FILE'\t'Write to FILE (csv, tsv, jsonl, json, parquet) or a database (sqlite:///FILE.db, postgresql://HOST/NAME?table=NAME, mongodb://HOST/NAME).' \
                '--min-match -'\t'Leave out data with a lower lusha_match, and write it to FILE.review [70, 0: of none].' \
                '--data-columns+ person_id|full_name|first_name|last_name|job_title|seniority|departments|work_email|private_email|emails|email_hash|mobile_phone|direct_phone|phones|do_not_call|location|city|state|country|eu_contact|linkedin_url|company_id|company_name|company_domain|company_industry|company_size|company_website|company_description|company_sub_industry|company_employees|company_revenue|company_founded|company_type|company_city|company_state|company_country|company_linkedin_url|company_technologies|company_specialities|company_funding_total'\t'Data columns to add, such as company_name,company_size [all].' \
                '--multi first|join|explode'\t'Of several values, use the first, join them, or explode them into columns.' \
                '--fill'\t'Write found data into the empty cells of the file\'s own columns too.' \
                '--overwrite-older -'\t'With --fill, overwrite the cells of rows last updated more than AGE ago, such as 180d.' \
                '--spreadsheet-safe'\t'Put \' before cells that look like formulas.' \
                '--anonymize'\t'Leave out everything that may identify people, free text included.' \
                '--pseudonymize'\t'As --anonymize, with keyed hashes in place of identifiers.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha runs accept'
            set arguments \
                'RUN @runs'
            set flags $shared16
            set -p flags \
                '--rows+ -'\t'Rows to accept, such as 3,7-9: lusha_row in the review file [all].' \
                '--all'\t'Accept all rows.' \
                '--out FILE'\t'Write to FILE (csv, tsv, jsonl, json, parquet) or a database (sqlite:///FILE.db, postgresql://HOST/NAME?table=NAME, mongodb://HOST/NAME).'
        case 'lusha runs delete'
            set arguments \
                'RUN+ @runs'
            set flags $shared17
            set -p flags \
                '--all'\t'Delete all runs.'
        case 'lusha shapes'
            set commands \
                'list'\t'List the built-in shapes for --shape.' \
                'show'\t'Print the YAML of a shape, to start your own from.'
            set flags $shared1
        case 'lusha shapes list'
            set flags $shared3
        case 'lusha shapes show'
            set arguments \
                'NAME hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account'
            set flags $shared3
        case 'lusha recipes'
            set commands \
                'list'\t'List the recipes.' \
                'show'\t'Print the README of a recipe, or one of its files.' \
                'copy'\t'Copy the files of a recipe to a folder.'
            set flags $shared1
        case 'lusha recipes list'
            set flags $shared3
        case 'lusha recipes show'
            set arguments \
                'NAME aws-nightly|aws-webhooks|cron|docker|express|github-actions|hubspot|make|n8n|postgres-enrich|redis-team|salesforce|systemd|workato|zapier' \
                'FILE FILE'
            set flags $shared3
        case 'lusha recipes copy'
            set arguments \
                'NAME aws-nightly|aws-webhooks|cron|docker|express|github-actions|hubspot|make|n8n|postgres-enrich|redis-team|salesforce|systemd|workato|zapier' \
                'DIR -'
            set flags $shared3
        case 'lusha privacy'
            set commands \
                'suppress'\t'Add people to the suppression list.' \
                'allow'\t'Remove people from the suppression list.' \
                'check'\t'Check whether people are on the suppression list.' \
                'find'\t'Find everything that is stored about a person.' \
                'forget'\t'Erase everything that is stored about people.' \
                'status'\t'Show the stored personal data: size, age and expiry.' \
                'purge'\t'Delete stored personal data that is old.'
            set flags $shared1
        case 'lusha privacy suppress'
            set arguments \
                'WHO+ -'
            set flags $shared13
        case 'lusha privacy allow'
            set arguments \
                'WHO+ -'
            set flags $shared13
        case 'lusha privacy check'
            set arguments \
                'WHO+ -'
            set flags $shared13
        case 'lusha privacy find'
            set arguments \
                'WHO -'
            set flags $shared13
            set -p flags \
                '--in+ FILE'\t'Also search this file, delivery log or database (repeatable).'
        case 'lusha privacy forget'
            set arguments \
                'WHO+ -'
            set flags $shared15
            set -p flags \
                '--suppress'\t'Also add the people to the suppression list.' \
                '--in+ FILE'\t'Also erase from this delivery log or database (repeatable).'
        case 'lusha privacy status'
            set flags $shared13
        case 'lusha privacy purge'
            set flags $shared15
            set -p flags \
                '--older-than -'\t'Age of the data to delete [setting retention].' \
                '--dry-run'\t'Count the data without deleting it.'
        case 'lusha contacts'
            set commands \
                'search'\t'Find contacts, and the data that can be revealed.' \
                'enrich'\t'Reveal emails and phones for contacts from a search.' \
                'search-and-enrich'\t'Find contacts and reveal their data in one step.' \
                'job'\t'Get the contact data found by your waterfall providers.' \
                'prospecting'\t'Search for contacts by filters on them and their company.' \
                'lookalike'\t'Find contacts similar to 5 to 100 seed contacts.' \
                'recommendations'\t'List the contacts that Lusha recommends to you.' \
                'recommendation-filters'\t'List the filter values for recommended contacts.' \
                'signals'\t'Get promotions and company changes of contacts by ID.' \
                'signal-score'\t'Score contacts from 0 to 1 by their signals.' \
                'buying-group'\t'Find the buying group of companies.' \
                'icp-fit-score'\t'Score contacts from 0 to 1 by their fit to your ICPs.' \
                'signal-types'\t'List the signal types of contacts.' \
                'filters'\t'List the filters on contacts.' \
                'filter-values'\t'List the values of a filter on contacts.' \
                'tables'\t'Manage the account\'s tables of contacts.'
            set flags $shared1
        case 'lusha contacts search'
            set arguments \
                'WHO|FILE|-+ FILE'
            set flags $shared1
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--id -'\t'Lusha\'s ID.' \
                '--linkedin-url -'\t'URL of the LinkedIn profile.' \
                '--email -'\t'Email address.' \
                '--full-name -'\t'First and last name.' \
                '--first-name -'\t'First name.' \
                '--last-name -'\t'Last name.' \
                '--company-name -'\t'Name of the company they work at.' \
                '--company-domain -'\t'Domain of the company they work at.' \
                '--client-reference-id -'\t'Your own reference, returned in the response.' \
                '--include-partial-profiles'\t'Include incomplete profiles.' \
                '--no-include-partial-profiles'\t'Opposite of --include-partial-profiles.' \
                '--signal+ allSignals|promotion|companyChange'\t'Signal that the contacts must have (repeatable).' \
                '--start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--max-results-per-signal -'\t'Maximum number of signals of each type.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha contacts enrich'
            set arguments \
                'ID|FILE|-+ FILE'
            set flags $shared1
            set -p flags \
                '--id+ -'\t'Lusha\'s ID from a search (repeatable).' \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--reveal+ emails|phones'\t'Data to reveal (repeatable) [both].' \
                '--waterfall-enabled,--waterfall'\t'Also request data from your waterfall providers, which may cost more.' \
                '--no-waterfall-enabled,--no-waterfall'\t'Opposite of --waterfall-enabled.' \
                '--waterfall-reveal+ emails|phones'\t'Data to request from your waterfall providers, at their prices (repeatable).' \
                '--table-id -'\t'Table to add the results to.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha contacts search-and-enrich'
            set arguments \
                'WHO|FILE|-+ FILE'
            set flags $shared1
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--id -'\t'Lusha\'s ID.' \
                '--linkedin-url -'\t'URL of the LinkedIn profile.' \
                '--email -'\t'Email address.' \
                '--full-name -'\t'First and last name.' \
                '--first-name -'\t'First name.' \
                '--last-name -'\t'Last name.' \
                '--company-name -'\t'Name of the company they work at.' \
                '--company-domain -'\t'Domain of the company they work at.' \
                '--client-reference-id -'\t'Your own reference, returned in the response.' \
                '--include-partial-profiles'\t'Include incomplete profiles.' \
                '--no-include-partial-profiles'\t'Opposite of --include-partial-profiles.' \
                '--reveal+ emails|phones'\t'Data to reveal (repeatable) [both].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha contacts job'
            set arguments \
                'JOB_ID -'
            set flags $shared9
            set -p flags \
                '--wait'\t'Poll until the job has ended, for up to --max-wait seconds.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha contacts prospecting'
            set flags $shared8
            set -p flags \
                '--name+ -'\t'Name of the person.' \
                '--department+ @departments'\t'Department, such as Sales.' \
                '--seniority-id,--seniority+ @seniorities'\t'Seniority, such as director, vp or 8.' \
                '--job-title+ -'\t'Job title.' \
                '--job-title-exact-match+ -'\t'Exact job title.' \
                '--normalized-job-title+ -'\t'Job title as normalized by Lusha.' \
                '--previous-job-title+ -'\t'Previous job title.' \
                '--country+ @countries'\t'Country of the person.' \
                '--location+ @countries'\t'Location of the person: a country, or K=V,K=V with the keys country, state, city, region and continent.' \
                '--geographic-detail+ -'\t'Distance in miles from a place.' \
                '--existing-data-point,--data-point+ @data-points'\t'Type of contact data, such as work_email.' \
                '--existing-data-points-condition or|and'\t'Match any (or) or all (and) of the contact data.' \
                '--search-text -'\t'Free text about the person.' \
                '--linkedin-url+ -'\t'LinkedIn URL of the person.' \
                '--email+ -'\t'Email address.' \
                '--previous-email+ -'\t'Previous email address.' \
                '--id+ -'\t'Lusha\'s ID.' \
                '--skill+ -'\t'Skill.' \
                '--certification+ -'\t'Certification.' \
                '--award+ -'\t'Award.' \
                '--education-degree+ -'\t'Degree.' \
                '--education-field-of-study+ -'\t'Field of study.' \
                '--education-school+ -'\t'School.' \
                '--education-start-year-gte -'\t'Started studying in this year or later.' \
                '--education-graduation-year-lte -'\t'Graduated in this year or earlier.' \
                '--min-score -'\t'Minimum contact score, from 0 to 100.' \
                '--max-score -'\t'Maximum contact score.' \
                '--job-changed-after-date -'\t'Changed jobs since a date, or in a time span such as 30d.' \
                '--job-changed-last-view-date -'\t'Changed jobs since you last viewed them on this date.' \
                '--signal+ allSignals|promotion|companyChange'\t'Type of signal.' \
                '--signal-start-date -'\t'Signals since a date, or in a time span such as 30d.' \
                '--company-name+ -'\t'Company name.' \
                '--company-domain+ -'\t'Company domain.' \
                '--company-id+ -'\t'Lusha\'s ID of the company.' \
                '--company-linkedin-url+ -'\t'LinkedIn URL of the company.' \
                '--company-location+ @countries'\t'Location of an office: a country, or K=V,K=V with the keys country, state, city, region and continent.' \
                '--company-geographic-detail+ -'\t'Distance of the company in miles from a place.' \
                '--location-zipcode+ -'\t'Postal code of an office.' \
                '--headquarter-zipcode+ -'\t'Postal code of the head office.' \
                '--size+ -'\t'Number of employees, such as 11-50 or 1000-.' \
                '--revenue+ -'\t'Revenue in dollars, such as 1M-10M or 1B-.' \
                '--founded-year+ -'\t'Year founded, such as 2010-2020.' \
                '--business-model+ B2B|B2C|B2G'\t'Type of customers it sells to.' \
                '--company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed'\t'Type of company, such as \'Public Company\'.' \
                '--main-industry-id+ @industries'\t'Industry.' \
                '--sub-industry-id+ @sub-industries'\t'Sub-industry.' \
                '--sic-code,--sic+ @sics'\t'SIC code.' \
                '--naics-code,--naics+ @naics'\t'NAICS code.' \
                '--technology+ -'\t'Technology in use, such as salesforce.' \
                '--technologies-condition or|and'\t'Match any (or) or all (and) of the technologies.' \
                '--intent-topic+ @intent-topics'\t'Topic that the company researches.' \
                '--intent-topics-operator or|and|any|all'\t'Match any (or, any) or all (and, all) of the topics.' \
                '--intent-topics-condition or|and'\t'Older form of --intent-topics-operator.' \
                '--intent-min-score -'\t'Minimum topic score, from 1 to 100.' \
                '--intent-max-score -'\t'Maximum topic score.' \
                '--topic-count-threshold+ -'\t'Number of topics researched, such as 2-.' \
                '--keyword+ -'\t'Keyword about the company.' \
                '--exact-keyword+ -'\t'Exact keyword.' \
                '--keywords-search-field+ -'\t'Field to search for keywords.' \
                '--speciality+ -'\t'Speciality of the company.' \
                '--exact-speciality+ -'\t'Exact speciality.' \
                '--previous-company-domain+ -'\t'Domain of an earlier employer.' \
                '--previous-company-name+ -'\t'Name of an earlier employer.' \
                '--industry-label+ @industry-labels'\t'Industry or sub-industry by name.' \
                '--funding-is-ipo'\t'Listed on a stock exchange.' \
                '--no-funding-is-ipo'\t'Opposite of --funding-is-ipo.' \
                '--funding-range+ -'\t'Funding in dollars, such as 10M-50M or last_round:1M-.' \
                '--funding-date -'\t'Funded since a date, or in a time span such as 6mo.' \
                '--funding-date-coverage last_funding|any_round|total_funds|last_round'\t'Funding that --funding-date applies to: last_funding, any_round, total_funds, last_round.' \
                '--funding-round+ pre_seed|seed|series_a|series_b|series_c|series_d|series_e|series_f|series_g|series_h|other'\t'Funding round, such as seed or any_round:series_a.' \
                '--funding-name+ angel|venture|private_equity|crowdfunding|grant|debt_financing|other'\t'Kind of funding, such as venture.' \
                '--funding-investor+ -'\t'Investor (not applied yet).' \
                '--funding-type+ -'\t'Type of funding (not applied yet).' \
                '--exclude-name+ -'\t'Exclude these values. See --name.' \
                '--exclude-department+ @departments'\t'Exclude these values. See --department.' \
                '--exclude-seniority-id,--exclude-seniority+ @seniorities'\t'Exclude these values. See --seniority-id.' \
                '--exclude-job-title+ -'\t'Exclude these values. See --job-title.' \
                '--exclude-job-title-exact-match+ -'\t'Exclude these values. See --job-title-exact-match.' \
                '--exclude-normalized-job-title+ -'\t'Exclude these values. See --normalized-job-title.' \
                '--exclude-previous-job-title+ -'\t'Exclude these values. See --previous-job-title.' \
                '--exclude-country+ @countries'\t'Exclude these values. See --country.' \
                '--exclude-location+ @countries'\t'Exclude these values. See --location.' \
                '--exclude-geographic-detail+ -'\t'Exclude these values. See --geographic-detail.' \
                '--exclude-existing-data-point,--exclude-data-point+ @data-points'\t'Exclude these values. See --existing-data-point.' \
                '--exclude-existing-data-points-condition or|and'\t'Exclude these values. See --existing-data-points-condition.' \
                '--exclude-search-text -'\t'Exclude these values. See --search-text.' \
                '--exclude-linkedin-url+ -'\t'Exclude these values. See --linkedin-url.' \
                '--exclude-email+ -'\t'Exclude these values. See --email.' \
                '--exclude-previous-email+ -'\t'Exclude these values. See --previous-email.' \
                '--exclude-id+ -'\t'Exclude these values. See --id.' \
                '--exclude-skill+ -'\t'Exclude these values. See --skill.' \
                '--exclude-certification+ -'\t'Exclude these values. See --certification.' \
                '--exclude-award+ -'\t'Exclude these values. See --award.' \
                '--exclude-education-degree+ -'\t'Exclude these values. See --education-degree.' \
                '--exclude-education-field-of-study+ -'\t'Exclude these values. See --education-field-of-study.' \
                '--exclude-education-school+ -'\t'Exclude these values. See --education-school.' \
                '--exclude-education-start-year-gte -'\t'Exclude these values. See --education-start-year-gte.' \
                '--exclude-education-graduation-year-lte -'\t'Exclude these values. See --education-graduation-year-lte.' \
                '--exclude-min-score -'\t'Exclude these values. See --min-score.' \
                '--exclude-max-score -'\t'Exclude these values. See --max-score.' \
                '--exclude-job-changed-after-date -'\t'Exclude these values. See --job-changed-after-date.' \
                '--exclude-job-changed-last-view-date -'\t'Exclude these values. See --job-changed-last-view-date.' \
                '--exclude-signal+ allSignals|promotion|companyChange'\t'Exclude these values. See --signal.' \
                '--exclude-signal-start-date -'\t'Exclude these values. See --signal-start-date.' \
                '--exclude-company-name+ -'\t'Exclude these values. See --company-name.' \
                '--exclude-company-domain+ -'\t'Exclude these values. See --company-domain.' \
                '--exclude-company-id+ -'\t'Exclude these values. See --company-id.' \
                '--exclude-company-linkedin-url+ -'\t'Exclude these values. See --company-linkedin-url.' \
                '--exclude-company-location+ @countries'\t'Exclude these values. See --company-location.' \
                '--exclude-company-geographic-detail+ -'\t'Exclude these values. See --company-geographic-detail.' \
                '--exclude-location-zipcode+ -'\t'Exclude these values. See --location-zipcode.' \
                '--exclude-headquarter-zipcode+ -'\t'Exclude these values. See --headquarter-zipcode.' \
                '--exclude-size+ -'\t'Exclude these values. See --size.' \
                '--exclude-revenue+ -'\t'Exclude these values. See --revenue.' \
                '--exclude-founded-year+ -'\t'Exclude these values. See --founded-year.' \
                '--exclude-business-model+ B2B|B2C|B2G'\t'Exclude these values. See --business-model.' \
                '--exclude-company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed'\t'Exclude these values. See --company-type.' \
                '--exclude-main-industry-id+ @industries'\t'Exclude these values. See --main-industry-id.' \
                '--exclude-sub-industry-id+ @sub-industries'\t'Exclude these values. See --sub-industry-id.' \
                '--exclude-sic-code,--exclude-sic+ @sics'\t'Exclude these values. See --sic-code.' \
                '--exclude-naics-code,--exclude-naics+ @naics'\t'Exclude these values. See --naics-code.' \
                '--exclude-technology+ -'\t'Exclude these values. See --technology.' \
                '--exclude-technologies-condition or|and'\t'Exclude these values. See --technologies-condition.' \
                '--exclude-intent-topic+ @intent-topics'\t'Exclude these values. See --intent-topic.' \
                '--exclude-intent-topics-operator or|and|any|all'\t'Exclude these values. See --intent-topics-operator.' \
                '--exclude-intent-topics-condition or|and'\t'Exclude these values. See --intent-topics-condition.' \
                '--exclude-intent-min-score -'\t'Exclude these values. See --intent-min-score.' \
                '--exclude-intent-max-score -'\t'Exclude these values. See --intent-max-score.' \
                '--exclude-topic-count-threshold+ -'\t'Exclude these values. See --topic-count-threshold.' \
                '--exclude-keyword+ -'\t'Exclude these values. See --keyword.' \
                '--exclude-exact-keyword+ -'\t'Exclude these values. See --exact-keyword.' \
                '--exclude-keywords-search-field+ -'\t'Exclude these values. See --keywords-search-field.' \
                '--exclude-speciality+ -'\t'Exclude these values. See --speciality.' \
                '--exclude-exact-speciality+ -'\t'Exclude these values. See --exact-speciality.' \
                '--exclude-previous-company-domain+ -'\t'Exclude these values. See --previous-company-domain.' \
                '--exclude-previous-company-name+ -'\t'Exclude these values. See --previous-company-name.' \
                '--exclude-industry-label+ @industry-labels'\t'Exclude these values. See --industry-label.' \
                '--exclude-funding-is-ipo'\t'Exclude these values. See --funding-is-ipo.' \
                '--no-exclude-funding-is-ipo'\t'Opposite of --exclude-funding-is-ipo.' \
                '--exclude-funding-range+ -'\t'Exclude these values. See --funding-range.' \
                '--exclude-funding-date -'\t'Exclude these values. See --funding-date.' \
                '--exclude-funding-date-coverage last_funding|any_round|total_funds|last_round'\t'Exclude these values. See --funding-date-coverage.' \
                '--exclude-funding-round+ pre_seed|seed|series_a|series_b|series_c|series_d|series_e|series_f|series_g|series_h|other'\t'Exclude these values. See --funding-round.' \
                '--exclude-funding-name+ angel|venture|private_equity|crowdfunding|grant|debt_financing|other'\t'Exclude these values. See --funding-name.' \
                '--exclude-funding-investor+ -'\t'Exclude these values. See --funding-investor.' \
                '--exclude-funding-type+ -'\t'Exclude these values. See --funding-type.' \
                '--include-partial-profiles'\t'Include incomplete profiles.' \
                '--no-include-partial-profiles'\t'Opposite of --include-partial-profiles.' \
                '--exclude-dnc'\t'Exclude people with only do-not-call phones (Scale plans).' \
                '--no-exclude-dnc'\t'Opposite of --exclude-dnc.' \
                '--max-contacts-per-company -'\t'Maximum number of people per company.' \
                '--table-id -'\t'Table to add the results to.' \
                '--limit -'\t'Maximum number of results, over as many pages as needed.' \
                '--all'\t'Fetch all results, at 4 credits per page of 100.' \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--page-size -'\t'Results per page [25].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha contacts lookalike'
            set arguments \
                'FILE|- FILE'
            set flags $shared9
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--linkedin-url+ -'\t'LinkedIn URL of a seed (repeatable).' \
                '--email+ -'\t'Email of a seed (repeatable).' \
                '--id+ -'\t'Lusha\'s ID of a seed (repeatable).' \
                '--contact-id+ -'\t'Lusha\'s numeric ID of a seed (repeatable).' \
                '--contact+ -'\t'Name and company of a seed (repeatable).' \
                '--first-name -'\t'First name.' \
                '--last-name -'\t'Last name.' \
                '--full-name -'\t'First and last name.' \
                '--company-name -'\t'Name of the company they work at.' \
                '--company-domain -'\t'Domain of the company they work at.' \
                '--exclude-linkedin-url+ -'\t'LinkedIn URL to exclude (repeatable).' \
                '--exclude-email+ -'\t'Email to exclude (repeatable).' \
                '--exclude-id+ -'\t'Lusha\'s ID to exclude (repeatable).' \
                '--exclude-contact-id+ -'\t'Lusha\'s numeric ID to exclude (repeatable).' \
                '--exclude-contact+ -'\t'Name and company to exclude (repeatable).' \
                '--limit -'\t'Maximum number of results [25].' \
                '--table-id -'\t'Table to add the results to.' \
                '--more'\t'More results for the seeds of the last search, without repeats.' \
                '--dedupe-session-id -'\t'Search to continue. Pass its seeds again.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha contacts recommendations'
            set flags $shared9
            set -p flags \
                '--target-icp+ -'\t'ID of a Target Profile to match, from lusha contacts recommendation-filters (repeatable).' \
                '--signal+ promotion|companyChange'\t'Signal that they must have (repeatable).' \
                '--sort-by+ leadScore|signalScore|icpFitScore|targetIcp'\t'Score to sort by, such as icpFitScore (repeatable) [leadScore].' \
                '--order asc|desc'\t'Order of all --sort-by fields [desc].' \
                '--limit -'\t'Maximum number of results, over as many pages as needed.' \
                '--all'\t'Fetch all results, at 100 credits per page of 100.' \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--page-size -'\t'Results per page [25].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha contacts recommendation-filters'
            set flags $shared4
        case 'lusha contacts signals'
            set arguments \
                'ID|FILE|-+ FILE'
            set flags $shared10
            set -p flags \
                '--id+ -'\t'Lusha\'s ID from a search (repeatable).' \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--signal-type+ allSignals|promotion|companyChange'\t'Types of signals, such as allSignals or companyChange (repeatable). Each one delivered costs 1 credit.' \
                '--start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--max-results-per-signal -'\t'Maximum number of signals of each type.' \
                '--table-id -'\t'Table to add the results to.' \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha contacts signal-score'
            set arguments \
                'WHO|FILE|-+ FILE'
            set flags $shared10
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--id -'\t'Lusha\'s ID.' \
                '--linkedin-url -'\t'URL of the LinkedIn profile.' \
                '--email -'\t'Email address.' \
                '--full-name -'\t'First and last name.' \
                '--first-name -'\t'First name.' \
                '--last-name -'\t'Last name.' \
                '--company-name -'\t'Name of the company they work at.' \
                '--company-domain -'\t'Domain of the company they work at.' \
                '--client-reference-id -'\t'Your own reference, returned in the response.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha contacts buying-group'
            set arguments \
                'WHO|FILE|-+ FILE'
            set flags $shared9
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--id -'\t'Lusha\'s ID.' \
                '--domain,--company-domain -'\t'Domain of the company.' \
                '--client-reference-id -'\t'Your own reference, returned in the response.' \
                '--persona+ decision_maker|potential_champion|end_user'\t'Role of the people (repeatable).' \
                '--contacts-limit -'\t'Contacts per company, each of which is charged [5].' \
                '--page -'\t'Page of companies, counted from 0 [0].' \
                '--size -'\t'Companies per page [100].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha contacts icp-fit-score'
            set arguments \
                'WHO|FILE|-+ FILE'
            set flags $shared10
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--id -'\t'Lusha\'s ID.' \
                '--linkedin-url -'\t'URL of the LinkedIn profile.' \
                '--email -'\t'Email address.' \
                '--full-name -'\t'First and last name.' \
                '--first-name -'\t'First name.' \
                '--last-name -'\t'Last name.' \
                '--company-name -'\t'Name of the company they work at.' \
                '--company-domain -'\t'Domain of the company they work at.' \
                '--client-reference-id -'\t'Your own reference, returned in the response.' \
                '--target-profile-id+ -'\t'Active Target Profile, up to 3 (repeatable). List them: lusha account icp-profiles' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha contacts signal-types'
            set flags $shared4
        case 'lusha contacts filters'
            set flags $shared4
        case 'lusha contacts filter-values'
            set arguments \
                'FILTER_TYPE departments|seniority|existingDataPoints|countries|locations' \
                'TEXT -'
            set flags $shared4
        case 'lusha contacts tables'
            set commands \
                'create'\t'Create a table of contacts.' \
                'list'\t'List the tables of contacts.' \
                'get'\t'Show a table of contacts and the progress of its columns.' \
                'update'\t'Rename, share, transfer or archive a table of contacts.' \
                'delete'\t'Delete a table of contacts permanently.' \
                'rows'\t'Read a page of a table of contacts.' \
                'add'\t'Add contacts to a table, at most 500 at a time.' \
                'remove'\t'Remove contacts from a table.' \
                'columns'\t'List the columns of a table of contacts.' \
                'column-catalog'\t'List the columns available to tables of contacts.' \
                'add-columns'\t'Add up to 10 columns to a table of contacts, and fill them.' \
                'remove-column'\t'Delete a column of a table of contacts permanently.' \
                'run-column'\t'Fill a column of a table of contacts.'
            set flags $shared1
        case 'lusha contacts tables create'
            set arguments \
                'NAME -'
            set flags $shared4
            set -p flags \
                '--visibility private|shared'\t'Visible to its owner (private) or the whole account (shared).' \
                '--id+ -'\t'ID of a row to start with (repeatable).' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables list'
            set flags $shared4
            set -p flags \
                '--name -'\t'Text in the names of the tables.' \
                '--status active|archived'\t'Status of the tables.' \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--size -'\t'Items per page [100].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables get'
            set arguments \
                'TABLE_ID -'
            set flags $shared4
            set -p flags \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables update'
            set arguments \
                'TABLE_ID -'
            set flags $shared4
            set -p flags \
                '--name -'\t'New name.' \
                '--visibility private|shared'\t'Visible to its owner (private) or the whole account (shared).' \
                '--archived'\t'Archive or restore the table.' \
                '--no-archived'\t'Opposite of --archived.' \
                '--new-owner -'\t'Email of the new owner.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables delete'
            set arguments \
                'TABLE_ID -'
            set flags $shared4
            set -p flags \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables rows'
            set arguments \
                'TABLE_ID -'
            set flags $shared4
            set -p flags \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--size -'\t'Items per page [100].' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables add'
            set arguments \
                'TABLE_ID -' \
                'ID|FILE|-+ FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--company-id+ -'\t'Company of each contact, in the same order (repeatable).' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables remove'
            set arguments \
                'TABLE_ID -' \
                'ID|FILE|-+ FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables columns'
            set arguments \
                'TABLE_ID -'
            set flags $shared4
            set -p flags \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables column-catalog'
            set flags $shared4
            set -p flags \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables add-columns'
            set arguments \
                'TABLE_ID -' \
                'COLUMN_KEY+ @contacts-columns'
            set flags $shared4
            set -p flags \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables remove-column'
            set arguments \
                'TABLE_ID -' \
                'COLUMN_ID -'
            set flags $shared4
            set -p flags \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha contacts tables run-column'
            set arguments \
                'TABLE_ID -' \
                'COLUMN_ID -'
            set flags $shared4
            set -p flags \
                '--run-scope all|missing|specific'\t'Rows to fill. With all, filled rows are charged again.' \
                '--entity-id+ -'\t'Row to fill, for scope specific (repeatable).' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies'
            set commands \
                'search'\t'Find companies, and the data that can be revealed.' \
                'enrich'\t'Get the full data of companies from a search.' \
                'search-and-enrich'\t'Find companies and get their full data in one step.' \
                'prospecting'\t'Search for companies by filters on them and their contacts.' \
                'lookalike'\t'Find companies similar to 5 to 100 seed companies.' \
                'recommendations'\t'List the companies that Lusha recommends to you.' \
                'recommendation-filters'\t'List the filter values for recommended companies.' \
                'signals'\t'Get news, growth, hiring and intent of companies by ID.' \
                'signal-score'\t'Score companies from 0 to 1 by their signals.' \
                'icp-fit-score'\t'Score companies from 0 to 1 by their fit to your ICPs.' \
                'website-visits'\t'Find companies that visited your website.' \
                'signal-types'\t'List the signal types of companies.' \
                'signal-filters'\t'List the filters on company signals.' \
                'signal-filter-values'\t'List the values of a filter on signals.' \
                'filters'\t'List the filters on companies.' \
                'filter-values'\t'List the values of a filter on companies.' \
                'tables'\t'Manage the account\'s tables of companies.'
            set flags $shared1
        case 'lusha companies search'
            set arguments \
                'WHO|FILE|-+ FILE'
            set flags $shared7
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--id -'\t'Lusha\'s ID.' \
                '--name,--company -'\t'Name of the company.' \
                '--domain,--company-domain -'\t'Domain of the company.' \
                '--client-reference-id -'\t'Your own reference, returned in the response.' \
                '--include-partial-profiles'\t'Include incomplete profiles.' \
                '--no-include-partial-profiles'\t'Opposite of --include-partial-profiles.' \
                '--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent'\t'Signal that the companies must have, such as allSignals or riskNews (repeatable).' \
                '--start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--max-results-per-signal -'\t'Maximum number of signals of each type.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha companies enrich'
            set arguments \
                'ID|FILE|-+ FILE'
            set flags $shared7
            set -p flags \
                '--id+ -'\t'Lusha\'s ID from a search (repeatable).' \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--reveal+ employeesByDepartment|employeesByLocation|employeesBySeniority|competitors|intent|estimatedAnnualItSpend|monthlyWebsiteTraffic|directParent|ultimateParent|openJobsTotal|openJobsByDepartment|openJobsByLocation|openJobsBySeniority'\t'More data to reveal, up to 1 credit each (repeatable): employeesByDepartment, employeesByLocation, employeesBySeniority, competitors, intent, estimatedAnnualItSpend, monthlyWebsiteTraffic, directParent, ultimateParent, openJobsTotal, openJobsByDepartment, openJobsByLocation, openJobsBySeniority.' \
                '--table-id -'\t'Table to add the results to.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha companies search-and-enrich'
            set arguments \
                'WHO|FILE|-+ FILE'
            set flags $shared7
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--id -'\t'Lusha\'s ID.' \
                '--name,--company -'\t'Name of the company.' \
                '--domain,--company-domain -'\t'Domain of the company.' \
                '--client-reference-id -'\t'Your own reference, returned in the response.' \
                '--include-partial-profiles'\t'Include incomplete profiles.' \
                '--no-include-partial-profiles'\t'Opposite of --include-partial-profiles.' \
                '--reveal+ employeesByDepartment|employeesByLocation|employeesBySeniority|competitors|intent|estimatedAnnualItSpend|monthlyWebsiteTraffic|directParent|ultimateParent|openJobsTotal|openJobsByDepartment|openJobsByLocation|openJobsBySeniority'\t'More data to reveal, up to 1 credit each (repeatable): employeesByDepartment, employeesByLocation, employeesBySeniority, competitors, intent, estimatedAnnualItSpend, monthlyWebsiteTraffic, directParent, ultimateParent, openJobsTotal, openJobsByDepartment, openJobsByLocation, openJobsBySeniority.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha companies prospecting'
            set flags $shared7
            set -p flags \
                '--name,--company-name+ -'\t'Company name.' \
                '--domain,--company-domain+ -'\t'Company domain.' \
                '--id,--company-id+ -'\t'Lusha\'s ID of the company.' \
                '--linkedin-url,--company-linkedin-url+ -'\t'LinkedIn URL of the company.' \
                '--location,--company-location+ @countries'\t'Location of an office: a country, or K=V,K=V with the keys country, state, city, region and continent.' \
                '--geographic-detail,--company-geographic-detail+ -'\t'Distance of the company in miles from a place.' \
                '--location-zipcode+ -'\t'Postal code of an office.' \
                '--headquarter-zipcode+ -'\t'Postal code of the head office.' \
                '--size+ -'\t'Number of employees, such as 11-50 or 1000-.' \
                '--revenue+ -'\t'Revenue in dollars, such as 1M-10M or 1B-.' \
                '--founded-year+ -'\t'Year founded, such as 2010-2020.' \
                '--business-model+ B2B|B2C|B2G'\t'Type of customers it sells to.' \
                '--company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed'\t'Type of company, such as \'Public Company\'.' \
                '--main-industry-id+ @industries'\t'Industry.' \
                '--sub-industry-id+ @sub-industries'\t'Sub-industry.' \
                '--sic-code,--sic+ @sics'\t'SIC code.' \
                '--naics-code,--naics+ @naics'\t'NAICS code.' \
                '--technology+ -'\t'Technology in use, such as salesforce.' \
                '--technologies-condition or|and'\t'Match any (or) or all (and) of the technologies.' \
                '--intent-topic+ @intent-topics'\t'Topic that the company researches.' \
                '--intent-topics-operator or|and|any|all'\t'Match any (or, any) or all (and, all) of the topics.' \
                '--intent-topics-condition or|and'\t'Older form of --intent-topics-operator.' \
                '--intent-min-score -'\t'Minimum topic score, from 1 to 100.' \
                '--intent-max-score -'\t'Maximum topic score.' \
                '--topic-count-threshold+ -'\t'Number of topics researched, such as 2-.' \
                '--keyword+ -'\t'Keyword about the company.' \
                '--exact-keyword+ -'\t'Exact keyword.' \
                '--keywords-search-field+ -'\t'Field to search for keywords.' \
                '--speciality+ -'\t'Speciality of the company.' \
                '--exact-speciality+ -'\t'Exact speciality.' \
                '--previous-company-domain+ -'\t'Domain of an earlier employer.' \
                '--previous-company-name+ -'\t'Name of an earlier employer.' \
                '--search-text,--company-search-text -'\t'Free text about the company.' \
                '--signal,--company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent'\t'Type of signal, such as riskNews.' \
                '--signal-start-date,--company-signal-start-date -'\t'Signals since a date, or in a time span such as 30d.' \
                '--filter-by-location+ -'\t'Hiring location (with --signal surgeInHiringByLocation).' \
                '--filter-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales'\t'Hiring department (with --signal surgeInHiringByDepartment).' \
                '--filter-by-intent-category+ -'\t'Category of posts (with --signal linkedinActivityIntent).' \
                '--contact-job-title+ -'\t'Job title of an employee.' \
                '--contact-department+ @departments'\t'Department of an employee.' \
                '--contact-seniority-id,--contact-seniority+ @seniorities'\t'Seniority of an employee.' \
                '--contact-skill+ -'\t'Skill of an employee.' \
                '--contact-location+ @countries'\t'Location of an employee.' \
                '--contact-existing-data-point,--contact-data-point+ @data-points'\t'Type of contact data of an employee.' \
                '--exclude-name,--exclude-company-name+ -'\t'Exclude these values. See --name.' \
                '--exclude-domain,--exclude-company-domain+ -'\t'Exclude these values. See --domain.' \
                '--exclude-id,--exclude-company-id+ -'\t'Exclude these values. See --id.' \
                '--exclude-linkedin-url,--exclude-company-linkedin-url+ -'\t'Exclude these values. See --linkedin-url.' \
                '--exclude-location,--exclude-company-location+ @countries'\t'Exclude these values. See --location.' \
                '--exclude-geographic-detail,--exclude-company-geographic-detail+ -'\t'Exclude these values. See --geographic-detail.' \
                '--exclude-location-zipcode+ -'\t'Exclude these values. See --location-zipcode.' \
                '--exclude-headquarter-zipcode+ -'\t'Exclude these values. See --headquarter-zipcode.' \
                '--exclude-size+ -'\t'Exclude these values. See --size.' \
                '--exclude-revenue+ -'\t'Exclude these values. See --revenue.' \
                '--exclude-founded-year+ -'\t'Exclude these values. See --founded-year.' \
                '--exclude-business-model+ B2B|B2C|B2G'\t'Exclude these values. See --business-model.' \
                '--exclude-company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed'\t'Exclude these values. See --company-type.' \
                '--exclude-main-industry-id+ @industries'\t'Exclude these values. See --main-industry-id.' \
                '--exclude-sub-industry-id+ @sub-industries'\t'Exclude these values. See --sub-industry-id.' \
                '--exclude-sic-code,--exclude-sic+ @sics'\t'Exclude these values. See --sic-code.' \
                '--exclude-naics-code,--exclude-naics+ @naics'\t'Exclude these values. See --naics-code.' \
                '--exclude-technology+ -'\t'Exclude these values. See --technology.' \
                '--exclude-technologies-condition or|and'\t'Exclude these values. See --technologies-condition.' \
                '--exclude-intent-topic+ @intent-topics'\t'Exclude these values. See --intent-topic.' \
                '--exclude-intent-topics-operator or|and|any|all'\t'Exclude these values. See --intent-topics-operator.' \
                '--exclude-intent-topics-condition or|and'\t'Exclude these values. See --intent-topics-condition.' \
                '--exclude-intent-min-score -'\t'Exclude these values. See --intent-min-score.' \
                '--exclude-intent-max-score -'\t'Exclude these values. See --intent-max-score.' \
                '--exclude-topic-count-threshold+ -'\t'Exclude these values. See --topic-count-threshold.' \
                '--exclude-keyword+ -'\t'Exclude these values. See --keyword.' \
                '--exclude-exact-keyword+ -'\t'Exclude these values. See --exact-keyword.' \
                '--exclude-keywords-search-field+ -'\t'Exclude these values. See --keywords-search-field.' \
                '--exclude-speciality+ -'\t'Exclude these values. See --speciality.' \
                '--exclude-exact-speciality+ -'\t'Exclude these values. See --exact-speciality.' \
                '--exclude-previous-company-domain+ -'\t'Exclude these values. See --previous-company-domain.' \
                '--exclude-previous-company-name+ -'\t'Exclude these values. See --previous-company-name.' \
                '--exclude-search-text,--exclude-company-search-text -'\t'Exclude these values. See --search-text.' \
                '--exclude-signal,--exclude-company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent'\t'Exclude these values. See --signal.' \
                '--exclude-signal-start-date,--exclude-company-signal-start-date -'\t'Exclude these values. See --signal-start-date.' \
                '--exclude-filter-by-location+ -'\t'Exclude these values. See --filter-by-location.' \
                '--exclude-filter-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales'\t'Exclude these values. See --filter-by-department.' \
                '--exclude-filter-by-intent-category+ -'\t'Exclude these values. See --filter-by-intent-category.' \
                '--exclude-contact-job-title+ -'\t'Exclude these values. See --contact-job-title.' \
                '--exclude-contact-department+ @departments'\t'Exclude these values. See --contact-department.' \
                '--exclude-contact-seniority-id,--exclude-contact-seniority+ @seniorities'\t'Exclude these values. See --contact-seniority-id.' \
                '--exclude-contact-skill+ -'\t'Exclude these values. See --contact-skill.' \
                '--exclude-contact-location+ @countries'\t'Exclude these values. See --contact-location.' \
                '--exclude-contact-existing-data-point,--exclude-contact-data-point+ @data-points'\t'Exclude these values. See --contact-existing-data-point.' \
                '--include-partial-profiles'\t'Include incomplete profiles.' \
                '--no-include-partial-profiles'\t'Opposite of --include-partial-profiles.' \
                '--table-id -'\t'Table to add the results to.' \
                '--limit -'\t'Maximum number of results, over as many pages as needed.' \
                '--all'\t'Fetch all results, at 4 credits per page of 100.' \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--page-size -'\t'Results per page [25].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha companies lookalike'
            set arguments \
                'FILE|- FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--domain,--company-domain+ -'\t'Domain of a seed (repeatable).' \
                '--linkedin-url+ -'\t'LinkedIn URL of a seed (repeatable).' \
                '--exclude-domain,--exclude-company-domain+ -'\t'Domain to exclude (repeatable).' \
                '--exclude-linkedin-url+ -'\t'LinkedIn URL to exclude (repeatable).' \
                '--limit -'\t'Maximum number of results [25].' \
                '--table-id -'\t'Table to add the results to.' \
                '--more'\t'More results for the seeds of the last search, without repeats.' \
                '--dedupe-session-id -'\t'Search to continue. Pass its seeds again.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha companies recommendations'
            set flags $shared4
            set -p flags \
                '--target-icp+ -'\t'ID of a Target Profile to match, from lusha companies recommendation-filters (repeatable).' \
                '--signal+ websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent'\t'Signal that they must have (repeatable).' \
                '--sort-by+ leadScore|signalScore|icpFitScore|targetIcp'\t'Score to sort by, such as icpFitScore (repeatable) [leadScore].' \
                '--order asc|desc'\t'Order of all --sort-by fields [desc].' \
                '--limit -'\t'Maximum number of results, over as many pages as needed.' \
                '--all'\t'Fetch all results, at 100 credits per page of 100.' \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--page-size -'\t'Results per page [25].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha companies recommendation-filters'
            set flags $shared4
        case 'lusha companies signals'
            set arguments \
                'ID|FILE|-+ FILE'
            set flags $shared4
            set -p flags \
                '--id+ -'\t'Lusha\'s ID from a search (repeatable).' \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--signal-type+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent'\t'Types of signals, such as allSignals or linkedinActivityIntent (repeatable). Each one delivered costs 1 credit.' \
                '--start-date -'\t'Signals since a date, or in a time span such as 30d [6mo].' \
                '--max-results-per-signal -'\t'Maximum number of signals of each type.' \
                '--intent-category+ -'\t'Category of posts (repeatable). List them: lusha companies signal-filter-values intentCategories' \
                '--table-id -'\t'Table to add the results to.' \
                '--body FILE'\t'JSON body of the request. Flags override it.'
        case 'lusha companies signal-score'
            set arguments \
                'WHO|FILE|-+ FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--id -'\t'Lusha\'s ID.' \
                '--name,--company -'\t'Name of the company.' \
                '--domain,--company-domain -'\t'Domain of the company.' \
                '--email -'\t'Email address at the company.' \
                '--client-reference-id -'\t'Your own reference, returned in the response.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha companies icp-fit-score'
            set arguments \
                'WHO|FILE|-+ FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--id -'\t'Lusha\'s ID.' \
                '--name,--company -'\t'Name of the company.' \
                '--domain,--company-domain -'\t'Domain of the company.' \
                '--email -'\t'Email address at the company.' \
                '--client-reference-id -'\t'Your own reference, returned in the response.' \
                '--target-profile-id+ -'\t'Active Target Profile, up to 3 (repeatable). List them: lusha account icp-profiles' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha companies website-visits'
            set flags $shared4
            set -p flags \
                '--domain+ -'\t'Website that Lusha tracks for you (repeatable).' \
                '--start-date -'\t'Visits since a date, or in a time span such as 30d.' \
                '--end-date -'\t'Visits until this date, up to 3 months after the start [today].' \
                '--score-band+ cold|warm|hot'\t'Band of the score.' \
                '--visitor-country+ -'\t'Visitors from this country, such as US.' \
                '--exclude-visitor-country+ -'\t'Exclude visitors from this country.' \
                '--score -'\t'Score from 1 to 100, such as 50- or 20-80.' \
                '--total-sessions -'\t'Number of sessions, such as 5-.' \
                '--avg-session-minutes -'\t'Average minutes per session, such as 2.5-.' \
                '--unique-visitors -'\t'Unique visitors, such as 2-.' \
                '--days-visited -'\t'Days with a visit, such as 3-.' \
                '--high-intent-pageviews -'\t'High-intent page views, such as 1-.' \
                '--days-since-last-visit -'\t'Days since the last visit, such as -7.' \
                '--sort-by score|totalSessions|avgSessionMinutes|uniqueVisitors|daysVisited|highIntentPageviews|daysSinceLastVisit|lastVisit'\t'Field to sort by, such as score.' \
                '--order asc|desc'\t'Sort order.' \
                '--limit -'\t'Maximum number of results, over as many pages as needed.' \
                '--all'\t'Fetch all results, at 6 credits per page of 150.' \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--size,--page-size -'\t'Results per page [25].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo'\t'Write records for a CRM: salesforce-lead, for example, or a YAML file (see: lusha help shapes).'
        case 'lusha companies signal-types'
            set flags $shared4
        case 'lusha companies signal-filters'
            set flags $shared4
        case 'lusha companies signal-filter-values'
            set arguments \
                'FILTER_TYPE newsEventTypes|hiringByDepartments|hiringByLocations|intentCategories' \
                'TEXT -'
            set flags $shared4
        case 'lusha companies filters'
            set flags $shared4
        case 'lusha companies filter-values'
            set arguments \
                'FILTER_TYPE names|sizes|revenues|locations|sics|naics|industriesLabels|intentTopics|technologies' \
                'TEXT -'
            set flags $shared4
        case 'lusha companies tables'
            set commands \
                'create'\t'Create a table of companies.' \
                'list'\t'List the tables of companies.' \
                'get'\t'Show a table of companies and the progress of its columns.' \
                'update'\t'Rename, share, transfer or archive a table of companies.' \
                'delete'\t'Delete a table of companies permanently.' \
                'rows'\t'Read a page of a table of companies.' \
                'add'\t'Add companies to a table, at most 500 at a time.' \
                'remove'\t'Remove companies from a table.' \
                'columns'\t'List the columns of a table of companies.' \
                'column-catalog'\t'List the columns available to tables of companies.' \
                'add-columns'\t'Add up to 10 columns to a table of companies, and fill them.' \
                'remove-column'\t'Delete a column of a table of companies permanently.' \
                'run-column'\t'Fill a column of a table of companies.'
            set flags $shared1
        case 'lusha companies tables create'
            set arguments \
                'NAME -'
            set flags $shared4
            set -p flags \
                '--visibility private|shared'\t'Visible to its owner (private) or the whole account (shared).' \
                '--id+ -'\t'ID of a row to start with (repeatable).' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables list'
            set flags $shared4
            set -p flags \
                '--name -'\t'Text in the names of the tables.' \
                '--status active|archived'\t'Status of the tables.' \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--size -'\t'Items per page [100].' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables get'
            set arguments \
                'TABLE_ID -'
            set flags $shared4
            set -p flags \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables update'
            set arguments \
                'TABLE_ID -'
            set flags $shared4
            set -p flags \
                '--name -'\t'New name.' \
                '--visibility private|shared'\t'Visible to its owner (private) or the whole account (shared).' \
                '--archived'\t'Archive or restore the table.' \
                '--no-archived'\t'Opposite of --archived.' \
                '--new-owner -'\t'Email of the new owner.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables delete'
            set arguments \
                'TABLE_ID -'
            set flags $shared4
            set -p flags \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables rows'
            set arguments \
                'TABLE_ID -'
            set flags $shared4
            set -p flags \
                '--page -'\t'Page to fetch, counted from 0 [0].' \
                '--size -'\t'Items per page [100].' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables add'
            set arguments \
                'TABLE_ID -' \
                'ID|FILE|-+ FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--company-id+ -'\t'Company of each contact, in the same order (repeatable).' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables remove'
            set arguments \
                'TABLE_ID -' \
                'ID|FILE|-+ FILE'
            set flags $shared4
            set -p flags \
                '--last -'\t'Rows of the last list by number, such as 1,3 or 1-5, or all.' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables columns'
            set arguments \
                'TABLE_ID -'
            set flags $shared4
            set -p flags \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables column-catalog'
            set flags $shared4
            set -p flags \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables add-columns'
            set arguments \
                'TABLE_ID -' \
                'COLUMN_KEY+ @companies-columns'
            set flags $shared4
            set -p flags \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables remove-column'
            set arguments \
                'TABLE_ID -' \
                'COLUMN_ID -'
            set flags $shared4
            set -p flags \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha companies tables run-column'
            set arguments \
                'TABLE_ID -' \
                'COLUMN_ID -'
            set flags $shared4
            set -p flags \
                '--run-scope all|missing|specific'\t'Rows to fill. With all, filled rows are charged again.' \
                '--entity-id+ -'\t'Row to fill, for scope specific (repeatable).' \
                '--body FILE'\t'JSON body of the request. Flags override it.' \
                '--owner -'\t'Email of the owner of the tables.'
        case 'lusha mcp'
            set commands \
                'serve'\t'Serve tools to an MCP client on stdin and stdout.' \
                'config'\t'Print the JSON that registers the server in a client.'
            set flags $shared1
        case 'lusha mcp serve'
            set flags $shared18
            set -p flags \
                '--reveal+ emails|phones'\t'Data that agents may reveal (repeatable) [emails].'
        case 'lusha mcp config'
            set arguments \
                'CLIENT claude|cursor|vscode'
            set flags $shared19
            set -p flags \
                '--reveal+ emails|phones'\t'Data that agents may reveal (repeatable) [emails].'
        case 'lusha sandbox'
            set commands \
                'serve'\t'Serve the sandbox over HTTP until Ctrl-C.' \
                'status'\t'Show the accounts, credits and requests of the sandbox.' \
                'reset'\t'Reset the credits and reveals of the sandbox.' \
                'people'\t'List test identities to try commands with.' \
                'emit'\t'Send an event to the subscriptions of the sandbox.'
            set flags $shared1
        case 'lusha sandbox serve'
            set flags $shared3
            set -p flags \
                '--host -'\t'Address to listen on [127.0.0.1].' \
                '--port -'\t'Port to listen on, or 0 for any free port [8787].' \
                '--plan free|starter|pro|premium|scale|legacy|unified'\t'Plan of ordinary keys [scale].' \
                '--credits -'\t'Credits of ordinary keys.' \
                '--rps -'\t'Requests per second, or 0 for no limit [25].' \
                '--auth raw|bearer|any'\t'Accepted form of the key [any].' \
                '--latency -'\t'Delay of each response [0].' \
                '--fault -'\t'Make a share of requests fail: 500, 500-charged, 502, 429, drop, cut, slow.' \
                '--v2 on|gone|moved'\t'State of V2: available, 410 (gone), or 301 to V3 (moved) [on].' \
                '--price+ -'\t'Price of an action for N results, such as revealPhone=10 (repeatable).' \
                '--billing live|documented'\t'Charge as the live API does, or as its reference documents [live].' \
                '--random-seed -'\t'Seed of the random people and faults.'
        case 'lusha sandbox status'
            set flags $shared3
        case 'lusha sandbox reset'
            set flags $shared3
        case 'lusha sandbox people'
            set flags $shared3
            set -p flags \
                '--limit -'\t'Number of people [10].'
        case 'lusha sandbox emit'
            set arguments \
                'TYPE promotion|companyChange|optOut|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent'
            set flags $shared3
            set -p flags \
                '--entity-id -'\t'ID of the person or company.' \
                '--entity-type contact|company'\t'Type of the entity [from TYPE].' \
                '--count -'\t'Number of events [1].' \
                '--random-seed -'\t'Seed of the random people, as in sandbox serve.'
    end
end

# What a value can be after the argument before it.
function __lusha_after --no-scope-shadowing
    switch "$argv"
        case 'PATH get'
            set value '/account/usage|/api/account/secret|/api/audit-logs|/api/audit-logs/stats|/api/signals/filters/|/api/subscriptions|/api/subscriptions/|/prospecting/filters/companies/industries_labels|/prospecting/filters/companies/intent_topics|/prospecting/filters/companies/naics|/prospecting/filters/companies/revenues|/prospecting/filters/companies/sics|/prospecting/filters/companies/sizes|/prospecting/filters/contacts/all_countries|/prospecting/filters/contacts/departments|/prospecting/filters/contacts/existing_data_points|/prospecting/filters/contacts/seniority|/v2/company|/v2/person|/v3/account/usage|/v3/companies/prospecting/filters|/v3/companies/prospecting/filters/|/v3/companies/recommendations/filters|/v3/companies/signals/filters|/v3/companies/signals/filters/|/v3/companies/signals/types|/v3/companies/tables/|/v3/companies/tables/columns/catalog|/v3/contacts/jobs/|/v3/contacts/prospecting/filters|/v3/contacts/prospecting/filters/|/v3/contacts/recommendations/filters|/v3/contacts/signals/types|/v3/contacts/tables/|/v3/contacts/tables/columns/catalog|/v3/icp/profiles'
        case 'PATH post'
            set value '/api/account/secret/regenerate|/api/recommendations/companies|/api/recommendations/contacts|/api/signals/companies|/api/signals/companies/search|/api/signals/contacts|/api/signals/contacts/search|/api/subscriptions|/api/subscriptions/|/api/subscriptions/delete|/api/subscriptions/opt-out|/prospecting/company/enrich|/prospecting/company/search|/prospecting/contact/enrich|/prospecting/contact/search|/prospecting/filters/companies/locations|/prospecting/filters/companies/names|/prospecting/filters/companies/technologies|/prospecting/filters/contacts/locations|/v2/company|/v2/person|/v3/companies/enrich|/v3/companies/icp-fit-score|/v3/companies/lookalike|/v3/companies/prospecting|/v3/companies/recommendations|/v3/companies/search|/v3/companies/search-and-enrich|/v3/companies/signal-score|/v3/companies/signals|/v3/companies/tables|/v3/companies/tables/|/v3/companies/tables/list|/v3/companies/website-visits|/v3/contacts/buying-group|/v3/contacts/enrich|/v3/contacts/icp-fit-score|/v3/contacts/lookalike|/v3/contacts/prospecting|/v3/contacts/recommendations|/v3/contacts/search|/v3/contacts/search-and-enrich|/v3/contacts/signal-score|/v3/contacts/signals|/v3/contacts/tables|/v3/contacts/tables/|/v3/contacts/tables/list|/v3/lookalike/companies|/v3/lookalike/contacts'
        case 'PATH patch'
            set value '/api/subscriptions/|/v3/companies/tables/|/v3/contacts/tables/'
        case 'PATH put'
            set value '-'
        case 'PATH delete'
            set value '/v3/companies/tables/|/v3/contacts/tables/'
        case 'VALUE profile'
            set value '@profiles'
        case 'VALUE output'
            set value 'table|json|jsonl|csv|tsv|yaml'
        case 'VALUE sandbox'
            set value 'true|false'
        case 'VALUE api_version'
            set value 'auto|v2|v3'
        case 'VALUE no_wait'
            set value 'true|false'
        case 'VALUE exclude_eu'
            set value 'true|false'
        case 'VALUE exclude_dnc'
            set value 'true|false'
        case 'VALUE budget_offline'
            set value 'stop|local'
        case 'VALUE keep_last'
            set value 'true|false'
        case 'VALUE suppression_key'
            set value 'keyring|file'
        case 'VALUE opt_outs'
            set value 'suppress|forget'
        case 'VALUE color'
            set value 'auto|always|never'
        case 'VALUE auth_scheme'
            set value 'auto|raw|bearer'
        case 'VALUE quiet'
            set value 'true|false'
        case 'VALUE verbose'
            set value 'true|false'
        case 'VALUE redact_pii'
            set value 'true|false'
    end
end

complete -c lusha -e
complete -c lusha -f -a '(__lusha_complete)'
