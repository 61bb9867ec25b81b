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

# COMMAND TREE

complete -c lusha -e
complete -c lusha -f -a '(__lusha_complete)'
