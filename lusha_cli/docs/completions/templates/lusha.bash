# bash completion of lusha. Made by: python -m lusha_cli.docs

# Words and lines are split on purpose.
# shellcheck disable=SC2086

_lusha() {
    local IFS=$' \t\n' path=lusha subs='' flags='' arguments='' words=() cut='' before=''
    local n=-1 at=0 i used=' ' word value='' wanted='' ended='' current prefix='' quote=''
    local found=() newline=$'\n'
    COMPREPLY=()
    _lusha_split
    _lusha_node
    for ((i = 1; i < n; i++)); do
        word=${words[i]} wanted=''
        if [[ $ended || $word != -?* ]]; then
            if [[ " $subs " == *" $word "* ]]; then
                path+=" $word"
                _lusha_node
            elif [[ $subs ]]; then
                return
            else
                ((at++))
                before=$word
            fi
        elif [[ $word == -- ]]; then
            ended=1
        else
            used+="${word%%=*} "
            if [[ $word != *=* ]] && _lusha_flag "$word" && [[ $value ]]; then
                wanted=$value
                ((i++))
            fi
        fi
    done
    current=${words[n]}
    if [[ $wanted && $i -gt $n ]]; then
        _lusha_value "$wanted"
    elif [[ ! $ended && $current == --*=* ]]; then
        prefix=${current%%=*}= current=${current#*=}
        if _lusha_flag "${prefix%=}"; then _lusha_value "$value"; fi
    elif [[ ! $ended && $current == -* ]]; then
        _lusha_flags
    elif [[ $subs ]]; then
        _lusha_offer $subs
    else
        _lusha_argument
    fi
    _lusha_reply
}

# The words up to the cursor; bash splits them at = and :, this does not. `cut` is the part of
# the last word that is already written.
_lusha_split() {
    local rest=${COMP_LINE:0:COMP_POINT} piece='' blank i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        piece=${COMP_WORDS[i]}
        blank=${rest%%[![:space:]]*}
        rest=${rest#"$blank"}
        # The cursor is within the last word.
        [[ $rest == "$piece"* ]] || piece=$rest
        rest=${rest#"$piece"}
        if [[ $n -ge 0 && $piece && ! $blank ]]; then
            cut=${words[n]}
            words[n]+=$piece
        else
            ((n++))
            cut=''
            words[n]=$piece
        fi
    done
    if [[ $piece == *[=:] ]]; then cut=${words[n]}; fi
}

# Whether the command has the flag $1; `value` is its possible values, or nothing.
_lusha_flag() {
    local line="[,$newline]$1(,[^+ $newline]*)?[+]?( ([^$newline]*))?$newline"
    [[ $1 != *[!a-zA-Z0-9-]* && $newline$flags$newline =~ $line ]] || return
    value=${BASH_REMATCH[3]}
}

# The flags that can still be used.
_lusha_flags() {
    local IFS=$'\n' line names name given
    for line in $flags; do
        names=${line%% *} given=''
        IFS=,
        if [[ $names != *+ ]]; then
            for name in $names; do
                if [[ $used == *" $name "* ]]; then given=1; fi
            done
        fi
        if [[ ! $given ]]; then _lusha_offer ${names%+}; fi
    done
}

# The values of the next argument; without one, the flags.
_lusha_argument() {
    local IFS=$'\n' line seen=0
    for line in $arguments; do
        if ((seen++ == at)) || [[ ${line%% *} == *+ ]]; then
            _lusha_value "${line#* }"
            return
        fi
    done
    if [[ ! $ended ]]; then _lusha_flags; fi
}

# Offer the possible values.
_lusha_value() {
    local insensitive=''
    case $current in
    \"* | \'*) quote=${current:0:1} current=${current:1} ;;
    *) current=${current//\\/} ;;
    esac
    shopt -q nocasematch || insensitive=1
    if [[ $insensitive ]]; then shopt -s nocasematch; fi
    _lusha_words "$1"
    if [[ $insensitive ]]; then shopt -u nocasematch; fi
}

_lusha_words() {
    local IFS='|' word file='' lines=()
    case $1 in
    -) ;;
    FILE) _lusha_files ;;
    %*)
        value=-
        _lusha_after "${1#%} ${before//-/_}"
        _lusha_words "$value"
        ;;
    @*)
        _lusha_folder
        file=$file/completion/${1#@}.txt
        [[ -s $file ]] || return
        _lusha_read <"$file"
        _lusha_offer "${lines[@]%%$'\t'*}"
        ;;
    *) _lusha_offer $1 ;;
    esac
}

# The cache folder of lusha.
_lusha_folder() {
    file=$HOME/.cache
    if [[ $OSTYPE == darwin* ]]; then file=$HOME/Library/Caches; fi
    if [[ ${XDG_CACHE_HOME-} == /* ]]; then file=$XDG_CACHE_HOME; fi
    file=${LUSHA_CACHE_DIR:-$file/lusha}
}

_lusha_files() {
    # Readline completes file names, unless it would treat --flag= as a part of the name.
    if [[ $prefix == "$cut" ]] && compopt -o default 2>/dev/null; then return; fi
    local lines=()
    _lusha_read < <(compgen -f -- "$current")
    _lusha_offer "${lines[@]}"
}

# Read lines unchanged; bash 3 has no mapfile.
_lusha_read() {
    local line
    if ! mapfile -t lines 2>/dev/null; then
        while IFS= read -r line; do lines+=("$line"); done
    fi
}

# The words that start with the text at the cursor.
_lusha_offer() {
    local word
    if [[ ! $current ]]; then
        found+=("$@")
        return
    fi
    for word; do
        if [[ $word == "$current"* ]]; then found+=("$word"); fi
    done
}

# Return the found words, quoted as the word at the cursor.
_lusha_reply() {
    local text lines=()
    [[ ${#found[@]} -gt 0 ]] || return
    case $quote in
    \")
        found=("${found[@]//\\/\\\\}")
        found=("${found[@]//\"/\\\"}")
        found=("${found[@]//\$/\\\$}")
        found=("${found[@]//\`/\\\`}")
        ;;
    \') found=("${found[@]//\'/\'\\\'\'}") ;;
    *)
        printf -v text '%q\n' "${found[@]}"
        _lusha_read <<<"${text%"$newline"}"
        found=("${lines[@]}")
        ;;
    esac
    found=("${found[@]/#/$prefix}")
    COMPREPLY=("${found[@]#"$cut"}")
    if [[ ${#found[@]} == 1 && ${found[0]} == */ ]]; then compopt -o nospace 2>/dev/null; fi
}

# COMMAND TREE

complete -F _lusha lusha
