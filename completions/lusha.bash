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

# What follows the words of `path`: commands, flags and arguments, a line each.
_lusha_node() {
    local shared1='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--dry-run
--curl
--code python|node|java|curl
--max-credits -
--over-budget
--allow-double-charge
--yes,-y
--ignore-suppression
--exclude-eu
--no-exclude-eu
--exclude-dnc
--no-exclude-dnc
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--timeout -
--max-wait -
--no-wait
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--cache -
--refresh
--help,-h
--help-all'
    local shared2='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--exclude-eu
--no-exclude-eu
--exclude-dnc
--no-exclude-dnc
--sandbox
--no-sandbox
--help,-h
--help-all'
    local shared3='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--help,-h
--help-all'
    local shared4='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--dry-run
--curl
--code python|node|java|curl
--max-credits -
--over-budget
--allow-double-charge
--yes,-y
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--timeout -
--max-wait -
--no-wait
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--help,-h
--help-all'
    local shared5='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--timeout -
--max-wait -
--no-wait
--help,-h
--help-all'
    local shared6='--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--help,-h
--help-all'
    local shared7='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--dry-run
--curl
--code python|node|java|curl
--max-credits -
--over-budget
--allow-double-charge
--yes,-y
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--timeout -
--max-wait -
--no-wait
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--cache -
--refresh
--help,-h
--help-all'
    local shared8='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--dry-run
--curl
--code python|node|java|curl
--max-credits -
--over-budget
--allow-double-charge
--yes,-y
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--timeout -
--max-wait -
--no-wait
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--cache -
--refresh
--exclude-eu
--no-exclude-eu
--help,-h
--help-all'
    local shared9='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--dry-run
--curl
--code python|node|java|curl
--max-credits -
--over-budget
--allow-double-charge
--yes,-y
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--timeout -
--max-wait -
--no-wait
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--exclude-eu
--no-exclude-eu
--exclude-dnc
--no-exclude-dnc
--help,-h
--help-all'
    local shared10='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--dry-run
--curl
--code python|node|java|curl
--max-credits -
--over-budget
--allow-double-charge
--yes,-y
--ignore-suppression
--exclude-eu
--no-exclude-eu
--exclude-dnc
--no-exclude-dnc
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--timeout -
--max-wait -
--no-wait
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--help,-h
--help-all'
    local shared11='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--timeout -
--max-wait -
--no-wait
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--help,-h
--help-all'
    local shared12='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--sandbox
--no-sandbox
--timeout -
--help,-h
--help-all'
    local shared13='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--sandbox
--no-sandbox
--help,-h
--help-all'
    local shared14='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--timeout -
--max-wait -
--no-wait
--ignore-suppression
--help,-h
--help-all'
    local shared15='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--sandbox
--no-sandbox
--yes,-y
--help,-h
--help-all'
    local shared16='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--ignore-suppression
--exclude-eu
--no-exclude-eu
--exclude-dnc
--no-exclude-dnc
--help,-h
--help-all'
    local shared17='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--yes,-y
--help,-h
--help-all'
    local shared18='--max-credits -
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--timeout -
--max-wait -
--no-wait
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--help,-h
--help-all'
    local shared19='--output,-o table|json|jsonl|csv|tsv|yaml
--json
--fields -
--query -
--raw,-r
--profile @profiles
--color auto|always|never
--quiet,-q
--verbose,-v
--debug
--redact-pii
--max-credits -
--sandbox
--no-sandbox
--base-url -
--api-version auto|v2|v3
--help,-h
--help-all'
    subs='' arguments=''
    case $path in
    'lusha')
        subs='last merge schema api doctor completion help person company prospecting lookalike recommendations filters signals webhooks account credits auth config cache runs shapes recipes privacy contacts companies mcp sandbox'
        flags='--version,-V
'$shared1
        ;;
    'lusha last')
        flags='--clear
--list
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared2
        ;;
    'lusha merge')
        arguments='FILE+ FILE'
        flags='--on+ email|linkedin|phone|id|domain
--prefer FILE
--out FILE
--map+ -
--format csv|tsv|jsonl|json|list|xlsx
--delimiter -
--encoding -
--sheet -
--header-row -
--no-header
--strict
--spreadsheet-safe
--anonymize
--pseudonymize
'$shared3
        ;;
    'lusha schema')
        arguments='DATABASE sqlite|postgres|mongo'
        flags=$shared3
        ;;
    'lusha api')
        arguments='METHOD|PATH GET|POST|PATCH|PUT|DELETE|/account/usage|/api/account/secret|/api/audit-logs|/api/audit-logs/stats|/api/signals/filters/|/api/subscriptions|/api/subscriptions/|/prospecting/filters/companies/industries_labels|/prospecting/filters/companies/intent_topics|/prospecting/filters/companies/naics|/prospecting/filters/companies/revenues|/prospecting/filters/companies/sics|/prospecting/filters/companies/sizes|/prospecting/filters/contacts/all_countries|/prospecting/filters/contacts/departments|/prospecting/filters/contacts/existing_data_points|/prospecting/filters/contacts/seniority|/v2/company|/v2/person|/v3/account/usage|/v3/companies/prospecting/filters|/v3/companies/prospecting/filters/|/v3/companies/recommendations/filters|/v3/companies/signals/filters|/v3/companies/signals/filters/|/v3/companies/signals/types|/v3/companies/tables/|/v3/companies/tables/columns/catalog|/v3/contacts/jobs/|/v3/contacts/prospecting/filters|/v3/contacts/prospecting/filters/|/v3/contacts/recommendations/filters|/v3/contacts/signals/types|/v3/contacts/tables/|/v3/contacts/tables/columns/catalog|/v3/icp/profiles
PATH %PATH'
        flags='--field,-F+ -
--raw-field,-f+ -
--input FILE
'$shared4
        ;;
    'lusha doctor')
        flags=$shared5
        ;;
    'lusha completion')
        arguments='SHELL bash|zsh|fish|powershell'
        flags=$shared6
        ;;
    'lusha help')
        subs='commands options output search files settings environment exit-codes limits v3 scenarios suppression storage security python surface agents last merge schema api doctor completion person company prospecting lookalike recommendations filters signals webhooks account credits auth config cache runs shapes recipes privacy contacts companies mcp sandbox'
        flags=$shared3
        ;;
    'lusha help commands')
        flags=$shared3
        ;;
    'lusha help options')
        flags=$shared3
        ;;
    'lusha help output')
        flags=$shared3
        ;;
    'lusha help search')
        flags=$shared3
        ;;
    'lusha help files')
        flags=$shared3
        ;;
    'lusha help settings')
        flags=$shared3
        ;;
    'lusha help environment')
        flags=$shared3
        ;;
    'lusha help exit-codes')
        flags=$shared3
        ;;
    'lusha help limits')
        flags=$shared3
        ;;
    'lusha help v3')
        flags=$shared3
        ;;
    'lusha help scenarios')
        flags=$shared3
        ;;
    'lusha help suppression')
        flags=$shared3
        ;;
    'lusha help storage')
        flags=$shared3
        ;;
    'lusha help security')
        flags=$shared3
        ;;
    'lusha help python')
        flags=$shared3
        ;;
    'lusha help surface')
        flags=$shared3
        ;;
    'lusha help agents')
        flags=$shared3
        ;;
    'lusha help last')
        flags=$shared3
        ;;
    'lusha help merge')
        flags=$shared3
        ;;
    'lusha help schema')
        flags=$shared3
        ;;
    'lusha help api')
        flags=$shared3
        ;;
    'lusha help doctor')
        flags=$shared3
        ;;
    'lusha help completion')
        flags=$shared3
        ;;
    'lusha help person')
        subs='get bulk'
        flags=$shared3
        ;;
    'lusha help person get')
        flags=$shared3
        ;;
    'lusha help person bulk')
        flags=$shared3
        ;;
    'lusha help company')
        subs='get bulk'
        flags=$shared3
        ;;
    'lusha help company get')
        flags=$shared3
        ;;
    'lusha help company bulk')
        flags=$shared3
        ;;
    'lusha help prospecting')
        subs='contact company'
        flags=$shared3
        ;;
    'lusha help prospecting contact')
        subs='search enrich'
        flags=$shared3
        ;;
    'lusha help prospecting contact search')
        flags=$shared3
        ;;
    'lusha help prospecting contact enrich')
        flags=$shared3
        ;;
    'lusha help prospecting company')
        subs='search enrich'
        flags=$shared3
        ;;
    'lusha help prospecting company search')
        flags=$shared3
        ;;
    'lusha help prospecting company enrich')
        flags=$shared3
        ;;
    'lusha help lookalike')
        subs='contacts companies'
        flags=$shared3
        ;;
    'lusha help lookalike contacts')
        flags=$shared3
        ;;
    'lusha help lookalike companies')
        flags=$shared3
        ;;
    'lusha help recommendations')
        subs='contacts companies'
        flags=$shared3
        ;;
    'lusha help recommendations contacts')
        flags=$shared3
        ;;
    'lusha help recommendations companies')
        flags=$shared3
        ;;
    'lusha help filters')
        subs='contacts companies'
        flags=$shared3
        ;;
    'lusha help filters contacts')
        subs='departments seniority data-points countries locations'
        flags=$shared3
        ;;
    'lusha help filters contacts departments')
        flags=$shared3
        ;;
    'lusha help filters contacts seniority')
        flags=$shared3
        ;;
    'lusha help filters contacts data-points')
        flags=$shared3
        ;;
    'lusha help filters contacts countries')
        flags=$shared3
        ;;
    'lusha help filters contacts locations')
        flags=$shared3
        ;;
    'lusha help filters companies')
        subs='names industries sizes revenues locations sics naics intent-topics technologies'
        flags=$shared3
        ;;
    'lusha help filters companies names')
        flags=$shared3
        ;;
    'lusha help filters companies industries')
        flags=$shared3
        ;;
    'lusha help filters companies sizes')
        flags=$shared3
        ;;
    'lusha help filters companies revenues')
        flags=$shared3
        ;;
    'lusha help filters companies locations')
        flags=$shared3
        ;;
    'lusha help filters companies sics')
        flags=$shared3
        ;;
    'lusha help filters companies naics')
        flags=$shared3
        ;;
    'lusha help filters companies intent-topics')
        flags=$shared3
        ;;
    'lusha help filters companies technologies')
        flags=$shared3
        ;;
    'lusha help signals')
        subs='options contacts companies'
        flags=$shared3
        ;;
    'lusha help signals options')
        flags=$shared3
        ;;
    'lusha help signals contacts')
        subs='get search'
        flags=$shared3
        ;;
    'lusha help signals contacts get')
        flags=$shared3
        ;;
    'lusha help signals contacts search')
        flags=$shared3
        ;;
    'lusha help signals companies')
        subs='get search'
        flags=$shared3
        ;;
    'lusha help signals companies get')
        flags=$shared3
        ;;
    'lusha help signals companies search')
        flags=$shared3
        ;;
    'lusha help webhooks')
        subs='create delete list get update test opt-out logs stats secret rotate-secret listen replay sign verify doctor'
        flags=$shared3
        ;;
    'lusha help webhooks create')
        flags=$shared3
        ;;
    'lusha help webhooks delete')
        flags=$shared3
        ;;
    'lusha help webhooks list')
        flags=$shared3
        ;;
    'lusha help webhooks get')
        flags=$shared3
        ;;
    'lusha help webhooks update')
        flags=$shared3
        ;;
    'lusha help webhooks test')
        flags=$shared3
        ;;
    'lusha help webhooks opt-out')
        flags=$shared3
        ;;
    'lusha help webhooks logs')
        flags=$shared3
        ;;
    'lusha help webhooks stats')
        flags=$shared3
        ;;
    'lusha help webhooks secret')
        flags=$shared3
        ;;
    'lusha help webhooks rotate-secret')
        flags=$shared3
        ;;
    'lusha help webhooks listen')
        flags=$shared3
        ;;
    'lusha help webhooks replay')
        flags=$shared3
        ;;
    'lusha help webhooks sign')
        flags=$shared3
        ;;
    'lusha help webhooks verify')
        flags=$shared3
        ;;
    'lusha help webhooks doctor')
        flags=$shared3
        ;;
    'lusha help account')
        subs='usage plan icp-profiles'
        flags=$shared3
        ;;
    'lusha help account usage')
        flags=$shared3
        ;;
    'lusha help account plan')
        flags=$shared3
        ;;
    'lusha help account icp-profiles')
        flags=$shared3
        ;;
    'lusha help credits')
        subs='log forecast watch'
        flags=$shared3
        ;;
    'lusha help credits log')
        flags=$shared3
        ;;
    'lusha help credits forecast')
        flags=$shared3
        ;;
    'lusha help credits watch')
        flags=$shared3
        ;;
    'lusha help auth')
        subs='login status list logout token switch'
        flags=$shared3
        ;;
    'lusha help auth login')
        flags=$shared3
        ;;
    'lusha help auth status')
        flags=$shared3
        ;;
    'lusha help auth list')
        flags=$shared3
        ;;
    'lusha help auth logout')
        flags=$shared3
        ;;
    'lusha help auth token')
        flags=$shared3
        ;;
    'lusha help auth switch')
        flags=$shared3
        ;;
    'lusha help config')
        subs='list get set unset path'
        flags=$shared3
        ;;
    'lusha help config list')
        flags=$shared3
        ;;
    'lusha help config get')
        flags=$shared3
        ;;
    'lusha help config set')
        flags=$shared3
        ;;
    'lusha help config unset')
        flags=$shared3
        ;;
    'lusha help config path')
        flags=$shared3
        ;;
    'lusha help cache')
        subs='status clear forget export'
        flags=$shared3
        ;;
    'lusha help cache status')
        flags=$shared3
        ;;
    'lusha help cache clear')
        flags=$shared3
        ;;
    'lusha help cache forget')
        flags=$shared3
        ;;
    'lusha help cache export')
        flags=$shared3
        ;;
    'lusha help runs')
        subs='list show resume export accept delete'
        flags=$shared3
        ;;
    'lusha help runs list')
        flags=$shared3
        ;;
    'lusha help runs show')
        flags=$shared3
        ;;
    'lusha help runs resume')
        flags=$shared3
        ;;
    'lusha help runs export')
        flags=$shared3
        ;;
    'lusha help runs accept')
        flags=$shared3
        ;;
    'lusha help runs delete')
        flags=$shared3
        ;;
    'lusha help shapes')
        subs='list show'
        flags=$shared3
        ;;
    'lusha help shapes list')
        flags=$shared3
        ;;
    'lusha help shapes show')
        flags=$shared3
        ;;
    'lusha help recipes')
        subs='list show copy'
        flags=$shared3
        ;;
    'lusha help recipes list')
        flags=$shared3
        ;;
    'lusha help recipes show')
        flags=$shared3
        ;;
    'lusha help recipes copy')
        flags=$shared3
        ;;
    'lusha help privacy')
        subs='suppress allow check find forget status purge'
        flags=$shared3
        ;;
    'lusha help privacy suppress')
        flags=$shared3
        ;;
    'lusha help privacy allow')
        flags=$shared3
        ;;
    'lusha help privacy check')
        flags=$shared3
        ;;
    'lusha help privacy find')
        flags=$shared3
        ;;
    'lusha help privacy forget')
        flags=$shared3
        ;;
    'lusha help privacy status')
        flags=$shared3
        ;;
    'lusha help privacy purge')
        flags=$shared3
        ;;
    'lusha help contacts')
        subs='search enrich search-and-enrich job prospecting lookalike recommendations recommendation-filters signals signal-score buying-group icp-fit-score signal-types filters filter-values tables'
        flags=$shared3
        ;;
    'lusha help contacts search')
        flags=$shared3
        ;;
    'lusha help contacts enrich')
        flags=$shared3
        ;;
    'lusha help contacts search-and-enrich')
        flags=$shared3
        ;;
    'lusha help contacts job')
        flags=$shared3
        ;;
    'lusha help contacts prospecting')
        flags=$shared3
        ;;
    'lusha help contacts lookalike')
        flags=$shared3
        ;;
    'lusha help contacts recommendations')
        flags=$shared3
        ;;
    'lusha help contacts recommendation-filters')
        flags=$shared3
        ;;
    'lusha help contacts signals')
        flags=$shared3
        ;;
    'lusha help contacts signal-score')
        flags=$shared3
        ;;
    'lusha help contacts buying-group')
        flags=$shared3
        ;;
    'lusha help contacts icp-fit-score')
        flags=$shared3
        ;;
    'lusha help contacts signal-types')
        flags=$shared3
        ;;
    'lusha help contacts filters')
        flags=$shared3
        ;;
    'lusha help contacts filter-values')
        flags=$shared3
        ;;
    'lusha help contacts tables')
        subs='create list get update delete rows add remove columns column-catalog add-columns remove-column run-column'
        flags=$shared3
        ;;
    'lusha help contacts tables create')
        flags=$shared3
        ;;
    'lusha help contacts tables list')
        flags=$shared3
        ;;
    'lusha help contacts tables get')
        flags=$shared3
        ;;
    'lusha help contacts tables update')
        flags=$shared3
        ;;
    'lusha help contacts tables delete')
        flags=$shared3
        ;;
    'lusha help contacts tables rows')
        flags=$shared3
        ;;
    'lusha help contacts tables add')
        flags=$shared3
        ;;
    'lusha help contacts tables remove')
        flags=$shared3
        ;;
    'lusha help contacts tables columns')
        flags=$shared3
        ;;
    'lusha help contacts tables column-catalog')
        flags=$shared3
        ;;
    'lusha help contacts tables add-columns')
        flags=$shared3
        ;;
    'lusha help contacts tables remove-column')
        flags=$shared3
        ;;
    'lusha help contacts tables run-column')
        flags=$shared3
        ;;
    'lusha help companies')
        subs='search enrich search-and-enrich prospecting lookalike recommendations recommendation-filters signals signal-score icp-fit-score website-visits signal-types signal-filters signal-filter-values filters filter-values tables'
        flags=$shared3
        ;;
    'lusha help companies search')
        flags=$shared3
        ;;
    'lusha help companies enrich')
        flags=$shared3
        ;;
    'lusha help companies search-and-enrich')
        flags=$shared3
        ;;
    'lusha help companies prospecting')
        flags=$shared3
        ;;
    'lusha help companies lookalike')
        flags=$shared3
        ;;
    'lusha help companies recommendations')
        flags=$shared3
        ;;
    'lusha help companies recommendation-filters')
        flags=$shared3
        ;;
    'lusha help companies signals')
        flags=$shared3
        ;;
    'lusha help companies signal-score')
        flags=$shared3
        ;;
    'lusha help companies icp-fit-score')
        flags=$shared3
        ;;
    'lusha help companies website-visits')
        flags=$shared3
        ;;
    'lusha help companies signal-types')
        flags=$shared3
        ;;
    'lusha help companies signal-filters')
        flags=$shared3
        ;;
    'lusha help companies signal-filter-values')
        flags=$shared3
        ;;
    'lusha help companies filters')
        flags=$shared3
        ;;
    'lusha help companies filter-values')
        flags=$shared3
        ;;
    'lusha help companies tables')
        subs='create list get update delete rows add remove columns column-catalog add-columns remove-column run-column'
        flags=$shared3
        ;;
    'lusha help companies tables create')
        flags=$shared3
        ;;
    'lusha help companies tables list')
        flags=$shared3
        ;;
    'lusha help companies tables get')
        flags=$shared3
        ;;
    'lusha help companies tables update')
        flags=$shared3
        ;;
    'lusha help companies tables delete')
        flags=$shared3
        ;;
    'lusha help companies tables rows')
        flags=$shared3
        ;;
    'lusha help companies tables add')
        flags=$shared3
        ;;
    'lusha help companies tables remove')
        flags=$shared3
        ;;
    'lusha help companies tables columns')
        flags=$shared3
        ;;
    'lusha help companies tables column-catalog')
        flags=$shared3
        ;;
    'lusha help companies tables add-columns')
        flags=$shared3
        ;;
    'lusha help companies tables remove-column')
        flags=$shared3
        ;;
    'lusha help companies tables run-column')
        flags=$shared3
        ;;
    'lusha help mcp')
        subs='serve config'
        flags=$shared3
        ;;
    'lusha help mcp serve')
        flags=$shared3
        ;;
    'lusha help mcp config')
        flags=$shared3
        ;;
    'lusha help sandbox')
        subs='serve status reset people emit'
        flags=$shared3
        ;;
    'lusha help sandbox serve')
        flags=$shared3
        ;;
    'lusha help sandbox status')
        flags=$shared3
        ;;
    'lusha help sandbox reset')
        flags=$shared3
        ;;
    'lusha help sandbox people')
        flags=$shared3
        ;;
    'lusha help sandbox emit')
        flags=$shared3
        ;;
    'lusha person')
        subs='get bulk'
        flags=$shared1
        ;;
    'lusha person get')
        arguments='WHO -'
        flags='--email -
--linkedin-url -
--person-id,--contact-id -
--first-name -
--last-name -
--full-name -
--company-name -
--company-domain -
--refresh-job-info
--no-refresh-job-info
--filter-by phoneNumbers|emailAddresses
--reveal-emails
--no-reveal-emails
--reveal-phones
--no-reveal-phones
--signal+ allSignals|promotion|companyChange
--signals-start-date -
--partial-profile
--no-partial-profile
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared1
        ;;
    'lusha person bulk')
        arguments='INPUT FILE'
        flags='--out FILE
--format csv|tsv|jsonl|json|list|xlsx
--map+ -
--delimiter -
--encoding -
--sheet -
--header-row -
--no-header
--strict
--fresh
--refresh-older-than -
--jobs -
--retry-status+ error|not_found|blocked|unknown
--sample -
--sample-seed -
--try-all
--fail-on-miss
--fallback -
--fallback-timeout -
--fallback-limit -
--min-match -
--data-columns+ person_id|full_name|first_name|last_name|job_title|seniority|departments|work_email|private_email|emails|email_hash|mobile_phone|direct_phone|phones|do_not_call|location|city|state|country|eu_contact|linkedin_url|company_id|company_name|company_domain|company_industry|company_size
--multi first|join|explode
--fill
--overwrite-older -
--spreadsheet-safe
--smart
--reveal+ emails|phones
--fill-empty
--body FILE
--refresh-job-info
--no-refresh-job-info
--filter-by phoneNumbers|emailAddresses
--reveal-emails
--no-reveal-emails
--reveal-phones
--no-reveal-phones
--signal+ allSignals|promotion|companyChange
--signals-start-date -
--partial-profile
--no-partial-profile
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared1
        ;;
    'lusha company')
        subs='get bulk'
        flags=$shared1
        ;;
    'lusha company get')
        arguments='WHO -'
        flags='--domain,--company-domain -
--company,--company-name -
--company-id -
--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews
--signals-start-date -
--partial-company
--no-partial-company
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared7
        ;;
    'lusha company bulk')
        arguments='INPUT FILE'
        flags='--out FILE
--format csv|tsv|jsonl|json|list|xlsx
--map+ -
--delimiter -
--encoding -
--sheet -
--header-row -
--no-header
--strict
--fresh
--refresh-older-than -
--jobs -
--retry-status+ error|not_found|blocked|unknown
--sample -
--sample-seed -
--try-all
--fail-on-miss
--fallback -
--fallback-timeout -
--fallback-limit -
--min-match -
--data-columns+ company_id|company_name|company_domain|company_website|company_description|company_industry|company_sub_industry|company_size|company_employees|company_revenue|company_founded|company_type|company_city|company_state|company_country|company_linkedin_url|company_technologies|company_specialities|company_funding_total
--multi first|join|explode
--fill
--overwrite-older -
--spreadsheet-safe
--body FILE
--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews
--signals-start-date -
--news-event-type+ Asset Investment|Asset Sale|Competitor Activity|Event Participation|Executive Departure|Executive Hire|Executive Promotion|Facilities Expansion|Facility Closure|Funding Round|Headcount Decrease|Headcount Increase|IPO|Lawsuit Faced|Lawsuit Filed|M&A|New Customer|New Location|New Vendor|Partnership|Product Development|Product Integration|Product Launch|Recognition|Security Issue|Strategic Investment
--hiring-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales
--hiring-by-location+ @countries
--partial-company
--no-partial-company
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared7
        ;;
    'lusha prospecting')
        subs='contact company'
        flags=$shared1
        ;;
    'lusha prospecting contact')
        subs='search enrich'
        flags=$shared1
        ;;
    'lusha prospecting contact search')
        flags='--department+ @departments
--seniority+ @seniorities
--data-point,--existing-data-point+ @data-points
--job-title+ -
--linkedin-url+ -
--search-text -
--location+ @countries
--signal+ allSignals|promotion|companyChange
--signal-start-date -
--company-name+ -
--company-domain+ -
--company-location+ @countries
--technology+ -
--intent-topic+ @intent-topics
--size+ -
--revenue+ -
--sic,--sic-code+ @sics
--naics,--naics-code+ @naics
--main-industry-id+ @industries
--sub-industry-id+ @sub-industries
--company-search-text -
--company-site+ @countries
--employees-in-linkedin -
--company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews
--company-signal-start-date -
--exclude-partial-companies
--no-exclude-partial-companies
--exclude-department+ @departments
--exclude-seniority+ @seniorities
--exclude-data-point,--exclude-existing-data-point+ @data-points
--exclude-job-title+ -
--exclude-linkedin-url+ -
--exclude-search-text -
--exclude-location+ @countries
--exclude-company-name+ -
--exclude-company-domain+ -
--exclude-company-location+ @countries
--exclude-technology+ -
--exclude-intent-topic+ @intent-topics
--exclude-size+ -
--exclude-revenue+ -
--exclude-sic,--exclude-sic-code+ @sics
--exclude-naics,--exclude-naics-code+ @naics
--exclude-main-industry-id+ @industries
--exclude-sub-industry-id+ @sub-industries
--exclude-company-search-text -
--exclude-company-site+ @countries
--include-partial-contact
--no-include-partial-contact
--exclude-dnc
--no-exclude-dnc
--limit -
--all
--page -
--page-size -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared8
        ;;
    'lusha prospecting contact enrich')
        arguments='FILE|- FILE'
        flags='--last -
--request-id -
--contact-id+ -
--reveal-emails
--no-reveal-emails
--reveal-phones
--no-reveal-phones
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared9
        ;;
    'lusha prospecting company')
        subs='search enrich'
        flags=$shared1
        ;;
    'lusha prospecting company search')
        flags='--name,--company-name+ -
--domain,--company-domain+ -
--location,--company-location+ @countries
--technology+ -
--intent-topic+ @intent-topics
--size+ -
--revenue+ -
--sic,--sic-code+ @sics
--naics,--naics-code+ @naics
--main-industry-id+ @industries
--sub-industry-id+ @sub-industries
--search-text,--company-search-text -
--site,--company-site+ @countries
--employees-in-linkedin -
--signal,--company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews
--signal-start-date,--company-signal-start-date -
--exclude-partial-companies
--no-exclude-partial-companies
--exclude-name,--exclude-company-name+ -
--exclude-domain,--exclude-company-domain+ -
--exclude-location,--exclude-company-location+ @countries
--exclude-technology+ -
--exclude-intent-topic+ @intent-topics
--exclude-size+ -
--exclude-revenue+ -
--exclude-sic,--exclude-sic-code+ @sics
--exclude-naics,--exclude-naics-code+ @naics
--exclude-main-industry-id+ @industries
--exclude-sub-industry-id+ @sub-industries
--exclude-search-text,--exclude-company-search-text -
--exclude-site,--exclude-company-site+ @countries
--limit -
--all
--page -
--page-size -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared7
        ;;
    'lusha prospecting company enrich')
        arguments='FILE|- FILE'
        flags='--last -
--request-id -
--company-id+ -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared4
        ;;
    'lusha lookalike')
        subs='contacts companies'
        flags=$shared1
        ;;
    'lusha lookalike contacts')
        arguments='FILE|- FILE'
        flags='--last -
--linkedin-url+ -
--email+ -
--contact-id+ -
--contact+ -
--first-name -
--last-name -
--full-name -
--company-name -
--company-domain -
--exclude-linkedin-url+ -
--exclude-email+ -
--exclude-contact-id+ -
--exclude-contact+ -
--limit -
--more
--dedupe-session-id -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared9
        ;;
    'lusha lookalike companies')
        arguments='FILE|- FILE'
        flags='--last -
--domain,--company-domain+ -
--linkedin-url+ -
--exclude-domain,--exclude-company-domain+ -
--exclude-linkedin-url+ -
--limit -
--more
--dedupe-session-id -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared4
        ;;
    'lusha recommendations')
        subs='contacts companies'
        flags=$shared1
        ;;
    'lusha recommendations contacts')
        arguments='FILE|- FILE'
        flags='--last -
--seed+ -
--exclude+ -
--limit -
--more,--request-id -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared9
        ;;
    'lusha recommendations companies')
        arguments='ID|FILE|- FILE'
        flags='--last -
--seed,--company-id+ -
--exclude+ -
--limit -
--more,--request-id -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared4
        ;;
    'lusha filters')
        subs='contacts companies'
        flags=$shared1
        ;;
    'lusha filters contacts')
        subs='departments seniority data-points countries locations'
        flags=$shared1
        ;;
    'lusha filters contacts departments')
        flags=$shared4
        ;;
    'lusha filters contacts seniority')
        flags=$shared4
        ;;
    'lusha filters contacts data-points')
        flags=$shared4
        ;;
    'lusha filters contacts countries')
        flags=$shared4
        ;;
    'lusha filters contacts locations')
        arguments='TEXT -'
        flags='--body FILE
'$shared4
        ;;
    'lusha filters companies')
        subs='names industries sizes revenues locations sics naics intent-topics technologies'
        flags=$shared1
        ;;
    'lusha filters companies names')
        arguments='TEXT -'
        flags='--body FILE
'$shared4
        ;;
    'lusha filters companies industries')
        flags=$shared4
        ;;
    'lusha filters companies sizes')
        flags=$shared4
        ;;
    'lusha filters companies revenues')
        flags=$shared4
        ;;
    'lusha filters companies locations')
        arguments='TEXT -'
        flags='--body FILE
'$shared4
        ;;
    'lusha filters companies sics')
        flags=$shared4
        ;;
    'lusha filters companies naics')
        flags=$shared4
        ;;
    'lusha filters companies intent-topics')
        flags=$shared4
        ;;
    'lusha filters companies technologies')
        arguments='TEXT -'
        flags='--body FILE
'$shared4
        ;;
    'lusha signals')
        subs='options contacts companies'
        flags=$shared1
        ;;
    'lusha signals options')
        arguments='contact|company contact|company'
        flags=$shared4
        ;;
    'lusha signals contacts')
        subs='get search'
        flags=$shared1
        ;;
    'lusha signals contacts get')
        arguments='ID|FILE|- FILE'
        flags='--last -
--contact-id,--person-id+ -
--signal+ allSignals|promotion|companyChange
--start-date -
--max-results-per-signal -
--body FILE
'$shared10
        ;;
    'lusha signals contacts search')
        arguments='WHO|FILE|- FILE'
        flags='--contact-id,--person-id,--id -
--email -
--linkedin-url,--social-link -
--full-name -
--first-name -
--last-name -
--company-name -
--company-domain -
--is-current
--no-is-current
--signal+ allSignals|promotion|companyChange
--start-date -
--max-results-per-signal -
--body FILE
'$shared10
        ;;
    'lusha signals companies')
        subs='get search'
        flags=$shared1
        ;;
    'lusha signals companies get')
        arguments='ID|FILE|- FILE'
        flags='--last -
--company-id+ -
--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews
--start-date -
--max-results-per-signal -
--news-event-type+ Asset Investment|Asset Sale|Competitor Activity|Event Participation|Executive Departure|Executive Hire|Executive Promotion|Facilities Expansion|Facility Closure|Funding Round|Headcount Decrease|Headcount Increase|IPO|Lawsuit Faced|Lawsuit Filed|M&A|New Customer|New Location|New Vendor|Partnership|Product Development|Product Integration|Product Launch|Recognition|Security Issue|Strategic Investment
--hiring-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales
--hiring-by-location+ @countries
--body FILE
'$shared4
        ;;
    'lusha signals companies search')
        arguments='WHO|FILE|- FILE'
        flags='--company-id,--id -
--company-name,--name -
--domain,--company-domain -
--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews
--start-date -
--max-results-per-signal -
--news-event-type+ Asset Investment|Asset Sale|Competitor Activity|Event Participation|Executive Departure|Executive Hire|Executive Promotion|Facilities Expansion|Facility Closure|Funding Round|Headcount Decrease|Headcount Increase|IPO|Lawsuit Faced|Lawsuit Filed|M&A|New Customer|New Location|New Vendor|Partnership|Product Development|Product Integration|Product Launch|Recognition|Security Issue|Strategic Investment
--hiring-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales
--hiring-by-location+ @countries
--body FILE
'$shared4
        ;;
    'lusha webhooks')
        subs='create delete list get update test opt-out logs stats secret rotate-secret listen replay sign verify doctor'
        flags=$shared1
        ;;
    'lusha webhooks create')
        arguments='ID|FILE|- FILE'
        flags='--last -
--entity-id+ -
--entity-type contact|company
--signal-type+ allSignals|promotion|companyChange|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent
--url -
--name -
--subscription+ -
--body FILE
'$shared4
        ;;
    'lusha webhooks delete')
        arguments='ID|FILE|-+ FILE'
        flags='--body FILE
'$shared4
        ;;
    'lusha webhooks list')
        flags='--limit -
--offset -
--all
'$shared4
        ;;
    'lusha webhooks get')
        arguments='ID -'
        flags=$shared4
        ;;
    'lusha webhooks update')
        arguments='ID -'
        flags='--signal-type+ allSignals|promotion|companyChange|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent
--url -
--name -
--active,--is-active
--no-active,--no-is-active
--regenerate-secret
--no-regenerate-secret
--body FILE
'$shared4
        ;;
    'lusha webhooks test')
        arguments='ID -'
        flags='--mode direct|kafka|full
'$shared4
        ;;
    'lusha webhooks opt-out')
        flags='--url -
--name -
--body FILE
'$shared4
        ;;
    'lusha webhooks logs')
        flags='--subscription-id -
--status success|failed|permanent_failure
--limit -
--offset -
--all
'$shared4
        ;;
    'lusha webhooks stats')
        flags='--subscription-id -
'$shared4
        ;;
    'lusha webhooks secret')
        flags='--save
--insecure-storage
'$shared4
        ;;
    'lusha webhooks rotate-secret')
        flags='--save
--insecure-storage
'$shared4
        ;;
    'lusha webhooks listen')
        flags='--host -
--port -
--path -
--out FILE
--forward -
--exec -
--rotate -
--event+ -
--tolerance -
'$shared11
        ;;
    'lusha webhooks replay')
        arguments='FILE FILE'
        flags='--to -
--since -
--id+ -
--secret-stdin
'$shared12
        ;;
    'lusha webhooks sign')
        arguments='FILE|- FILE'
        flags='--timestamp -
--secret-stdin
'$shared13
        ;;
    'lusha webhooks verify')
        arguments='FILE|- FILE'
        flags='--signature -
--timestamp -
--tolerance -
--secret-stdin
'$shared13
        ;;
    'lusha webhooks doctor')
        flags='--allow-private
'$shared5
        ;;
    'lusha account')
        subs='usage plan icp-profiles'
        flags=$shared1
        ;;
    'lusha account usage')
        flags='--watch
--interval -
'$shared4
        ;;
    'lusha account plan')
        flags=$shared4
        ;;
    'lusha account icp-profiles')
        flags='--status active|disabled
--access private|shared
'$shared4
        ;;
    'lusha credits')
        subs='log forecast watch'
        flags=$shared1
        ;;
    'lusha credits log')
        flags='--since -
--until -
--by day|command|profile|run|operation
--who -
--limit -
'$shared13
        ;;
    'lusha credits forecast')
        arguments='INPUT FILE'
        flags='--kind person|company
--partial-company
--no-partial-company
--format csv|tsv|jsonl|json|list|xlsx
--map+ -
--delimiter -
--encoding -
--sheet -
--header-row -
--no-header
--strict
--fresh
--refresh-older-than -
--try-all
--smart
--reveal+ emails|phones
--fill-empty
--refresh-job-info
--no-refresh-job-info
--filter-by phoneNumbers|emailAddresses
--reveal-emails
--no-reveal-emails
--reveal-phones
--no-reveal-phones
--signal+ allSignals|promotion|companyChange|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews
--signals-start-date -
--partial-profile
--no-partial-profile
'$shared14
        ;;
    'lusha credits watch')
        flags='--below -
--interval -
'$shared5
        ;;
    'lusha auth')
        subs='login status list logout token switch'
        flags=$shared1
        ;;
    'lusha auth login')
        flags='--with-token
--insecure-storage
'$shared5
        ;;
    'lusha auth status')
        flags=$shared5
        ;;
    'lusha auth list')
        flags=$shared3
        ;;
    'lusha auth logout')
        flags=$shared3
        ;;
    'lusha auth token')
        flags=$shared3
        ;;
    'lusha auth switch')
        arguments='PROFILE @profiles'
        flags=$shared3
        ;;
    'lusha config')
        subs='list get set unset path'
        flags=$shared1
        ;;
    'lusha config list')
        flags=$shared3
        ;;
    'lusha config get')
        arguments='KEY profile|output|base_url|sandbox|api_version|timeout|max_wait|no_wait|exclude_eu|exclude_dnc|owner|max_credits|confirm_above|min_match|budget|ledger_url|budget_offline|allow|cache|cache_misses|cache_url|keep_last|retention|suppression_key|opt_outs|color|auth_scheme|quiet|verbose|redact_pii'
        flags=$shared3
        ;;
    'lusha config set')
        arguments='KEY profile|output|base_url|sandbox|api_version|timeout|max_wait|no_wait|exclude_eu|exclude_dnc|owner|max_credits|confirm_above|min_match|budget|ledger_url|budget_offline|allow|cache|cache_misses|cache_url|keep_last|retention|suppression_key|opt_outs|color|auth_scheme|quiet|verbose|redact_pii
VALUE+ %VALUE'
        flags=$shared3
        ;;
    'lusha config unset')
        arguments='KEY profile|output|base_url|sandbox|api_version|timeout|max_wait|no_wait|exclude_eu|exclude_dnc|owner|max_credits|confirm_above|min_match|budget|ledger_url|budget_offline|allow|cache|cache_misses|cache_url|keep_last|retention|suppression_key|opt_outs|color|auth_scheme|quiet|verbose|redact_pii'
        flags=$shared3
        ;;
    'lusha config path')
        flags=$shared3
        ;;
    'lusha cache')
        subs='status clear forget export'
        flags=$shared1
        ;;
    'lusha cache status')
        flags=$shared13
        ;;
    'lusha cache clear')
        flags=$shared15
        ;;
    'lusha cache forget')
        arguments='WHO+ -'
        flags=$shared13
        ;;
    'lusha cache export')
        flags=$shared13
        ;;
    'lusha runs')
        subs='list show resume export accept delete'
        flags=$shared1
        ;;
    'lusha runs list')
        flags=$shared3
        ;;
    'lusha runs show')
        arguments='RUN @runs'
        flags=$shared3
        ;;
    'lusha runs resume')
        arguments='RUN @runs'
        flags='--out FILE
--jobs -
--retry-status+ error|not_found|blocked|unknown
--try-all
--fail-on-miss
--fallback -
--fallback-timeout -
--fallback-limit -
--min-match -
--data-columns+ person_id|full_name|first_name|last_name|job_title|seniority|departments|work_email|private_email|emails|email_hash|mobile_phone|direct_phone|phones|do_not_call|location|city|state|country|eu_contact|linkedin_url|company_id|company_name|company_domain|company_industry|company_size|company_website|company_description|company_sub_industry|company_employees|company_revenue|company_founded|company_type|company_city|company_state|company_country|company_linkedin_url|company_technologies|company_specialities|company_funding_total
--multi first|join|explode
--fill
--overwrite-older -
--spreadsheet-safe
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared10
        ;;
    'lusha runs export')
        arguments='RUN @runs'
        flags='--out FILE
--min-match -
--data-columns+ person_id|full_name|first_name|last_name|job_title|seniority|departments|work_email|private_email|emails|email_hash|mobile_phone|direct_phone|phones|do_not_call|location|city|state|country|eu_contact|linkedin_url|company_id|company_name|company_domain|company_industry|company_size|company_website|company_description|company_sub_industry|company_employees|company_revenue|company_founded|company_type|company_city|company_state|company_country|company_linkedin_url|company_technologies|company_specialities|company_funding_total
--multi first|join|explode
--fill
--overwrite-older -
--spreadsheet-safe
--anonymize
--pseudonymize
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared16
        ;;
    'lusha runs accept')
        arguments='RUN @runs'
        flags='--rows+ -
--all
--out FILE
'$shared16
        ;;
    'lusha runs delete')
        arguments='RUN+ @runs'
        flags='--all
'$shared17
        ;;
    'lusha shapes')
        subs='list show'
        flags=$shared1
        ;;
    'lusha shapes list')
        flags=$shared3
        ;;
    'lusha shapes show')
        arguments='NAME hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account'
        flags=$shared3
        ;;
    'lusha recipes')
        subs='list show copy'
        flags=$shared1
        ;;
    'lusha recipes list')
        flags=$shared3
        ;;
    'lusha recipes show')
        arguments='NAME aws-nightly|aws-webhooks|cron|docker|express|github-actions|hubspot|make|n8n|postgres-enrich|redis-team|salesforce|systemd|workato|zapier
FILE FILE'
        flags=$shared3
        ;;
    'lusha recipes copy')
        arguments='NAME aws-nightly|aws-webhooks|cron|docker|express|github-actions|hubspot|make|n8n|postgres-enrich|redis-team|salesforce|systemd|workato|zapier
DIR -'
        flags=$shared3
        ;;
    'lusha privacy')
        subs='suppress allow check find forget status purge'
        flags=$shared1
        ;;
    'lusha privacy suppress')
        arguments='WHO+ -'
        flags=$shared13
        ;;
    'lusha privacy allow')
        arguments='WHO+ -'
        flags=$shared13
        ;;
    'lusha privacy check')
        arguments='WHO+ -'
        flags=$shared13
        ;;
    'lusha privacy find')
        arguments='WHO -'
        flags='--in+ FILE
'$shared13
        ;;
    'lusha privacy forget')
        arguments='WHO+ -'
        flags='--suppress
--in+ FILE
'$shared15
        ;;
    'lusha privacy status')
        flags=$shared13
        ;;
    'lusha privacy purge')
        flags='--older-than -
--dry-run
'$shared15
        ;;
    'lusha contacts')
        subs='search enrich search-and-enrich job prospecting lookalike recommendations recommendation-filters signals signal-score buying-group icp-fit-score signal-types filters filter-values tables'
        flags=$shared1
        ;;
    'lusha contacts search')
        arguments='WHO|FILE|-+ FILE'
        flags='--last -
--id -
--linkedin-url -
--email -
--full-name -
--first-name -
--last-name -
--company-name -
--company-domain -
--client-reference-id -
--include-partial-profiles
--no-include-partial-profiles
--signal+ allSignals|promotion|companyChange
--start-date -
--max-results-per-signal -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared1
        ;;
    'lusha contacts enrich')
        arguments='ID|FILE|-+ FILE'
        flags='--id+ -
--last -
--reveal+ emails|phones
--waterfall-enabled,--waterfall
--no-waterfall-enabled,--no-waterfall
--waterfall-reveal+ emails|phones
--table-id -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared1
        ;;
    'lusha contacts search-and-enrich')
        arguments='WHO|FILE|-+ FILE'
        flags='--last -
--id -
--linkedin-url -
--email -
--full-name -
--first-name -
--last-name -
--company-name -
--company-domain -
--client-reference-id -
--include-partial-profiles
--no-include-partial-profiles
--reveal+ emails|phones
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared1
        ;;
    'lusha contacts job')
        arguments='JOB_ID -'
        flags='--wait
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared9
        ;;
    'lusha contacts prospecting')
        flags='--name+ -
--department+ @departments
--seniority-id,--seniority+ @seniorities
--job-title+ -
--job-title-exact-match+ -
--normalized-job-title+ -
--previous-job-title+ -
--country+ @countries
--location+ @countries
--geographic-detail+ -
--existing-data-point,--data-point+ @data-points
--existing-data-points-condition or|and
--search-text -
--linkedin-url+ -
--email+ -
--previous-email+ -
--id+ -
--skill+ -
--certification+ -
--award+ -
--education-degree+ -
--education-field-of-study+ -
--education-school+ -
--education-start-year-gte -
--education-graduation-year-lte -
--min-score -
--max-score -
--job-changed-after-date -
--job-changed-last-view-date -
--signal+ allSignals|promotion|companyChange
--signal-start-date -
--company-name+ -
--company-domain+ -
--company-id+ -
--company-linkedin-url+ -
--company-location+ @countries
--company-geographic-detail+ -
--location-zipcode+ -
--headquarter-zipcode+ -
--size+ -
--revenue+ -
--founded-year+ -
--business-model+ B2B|B2C|B2G
--company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed
--main-industry-id+ @industries
--sub-industry-id+ @sub-industries
--sic-code,--sic+ @sics
--naics-code,--naics+ @naics
--technology+ -
--technologies-condition or|and
--intent-topic+ @intent-topics
--intent-topics-operator or|and|any|all
--intent-topics-condition or|and
--intent-min-score -
--intent-max-score -
--topic-count-threshold+ -
--keyword+ -
--exact-keyword+ -
--keywords-search-field+ -
--speciality+ -
--exact-speciality+ -
--previous-company-domain+ -
--previous-company-name+ -
--industry-label+ @industry-labels
--funding-is-ipo
--no-funding-is-ipo
--funding-range+ -
--funding-date -
--funding-date-coverage last_funding|any_round|total_funds|last_round
--funding-round+ pre_seed|seed|series_a|series_b|series_c|series_d|series_e|series_f|series_g|series_h|other
--funding-name+ angel|venture|private_equity|crowdfunding|grant|debt_financing|other
--funding-investor+ -
--funding-type+ -
--exclude-name+ -
--exclude-department+ @departments
--exclude-seniority-id,--exclude-seniority+ @seniorities
--exclude-job-title+ -
--exclude-job-title-exact-match+ -
--exclude-normalized-job-title+ -
--exclude-previous-job-title+ -
--exclude-country+ @countries
--exclude-location+ @countries
--exclude-geographic-detail+ -
--exclude-existing-data-point,--exclude-data-point+ @data-points
--exclude-existing-data-points-condition or|and
--exclude-search-text -
--exclude-linkedin-url+ -
--exclude-email+ -
--exclude-previous-email+ -
--exclude-id+ -
--exclude-skill+ -
--exclude-certification+ -
--exclude-award+ -
--exclude-education-degree+ -
--exclude-education-field-of-study+ -
--exclude-education-school+ -
--exclude-education-start-year-gte -
--exclude-education-graduation-year-lte -
--exclude-min-score -
--exclude-max-score -
--exclude-job-changed-after-date -
--exclude-job-changed-last-view-date -
--exclude-signal+ allSignals|promotion|companyChange
--exclude-signal-start-date -
--exclude-company-name+ -
--exclude-company-domain+ -
--exclude-company-id+ -
--exclude-company-linkedin-url+ -
--exclude-company-location+ @countries
--exclude-company-geographic-detail+ -
--exclude-location-zipcode+ -
--exclude-headquarter-zipcode+ -
--exclude-size+ -
--exclude-revenue+ -
--exclude-founded-year+ -
--exclude-business-model+ B2B|B2C|B2G
--exclude-company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed
--exclude-main-industry-id+ @industries
--exclude-sub-industry-id+ @sub-industries
--exclude-sic-code,--exclude-sic+ @sics
--exclude-naics-code,--exclude-naics+ @naics
--exclude-technology+ -
--exclude-technologies-condition or|and
--exclude-intent-topic+ @intent-topics
--exclude-intent-topics-operator or|and|any|all
--exclude-intent-topics-condition or|and
--exclude-intent-min-score -
--exclude-intent-max-score -
--exclude-topic-count-threshold+ -
--exclude-keyword+ -
--exclude-exact-keyword+ -
--exclude-keywords-search-field+ -
--exclude-speciality+ -
--exclude-exact-speciality+ -
--exclude-previous-company-domain+ -
--exclude-previous-company-name+ -
--exclude-industry-label+ @industry-labels
--exclude-funding-is-ipo
--no-exclude-funding-is-ipo
--exclude-funding-range+ -
--exclude-funding-date -
--exclude-funding-date-coverage last_funding|any_round|total_funds|last_round
--exclude-funding-round+ pre_seed|seed|series_a|series_b|series_c|series_d|series_e|series_f|series_g|series_h|other
--exclude-funding-name+ angel|venture|private_equity|crowdfunding|grant|debt_financing|other
--exclude-funding-investor+ -
--exclude-funding-type+ -
--include-partial-profiles
--no-include-partial-profiles
--exclude-dnc
--no-exclude-dnc
--max-contacts-per-company -
--table-id -
--limit -
--all
--page -
--page-size -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared8
        ;;
    'lusha contacts lookalike')
        arguments='FILE|- FILE'
        flags='--last -
--linkedin-url+ -
--email+ -
--id+ -
--contact-id+ -
--contact+ -
--first-name -
--last-name -
--full-name -
--company-name -
--company-domain -
--exclude-linkedin-url+ -
--exclude-email+ -
--exclude-id+ -
--exclude-contact-id+ -
--exclude-contact+ -
--limit -
--table-id -
--more
--dedupe-session-id -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared9
        ;;
    'lusha contacts recommendations')
        flags='--target-icp+ -
--signal+ promotion|companyChange
--sort-by+ leadScore|signalScore|icpFitScore|targetIcp
--order asc|desc
--limit -
--all
--page -
--page-size -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared9
        ;;
    'lusha contacts recommendation-filters')
        flags=$shared4
        ;;
    'lusha contacts signals')
        arguments='ID|FILE|-+ FILE'
        flags='--id+ -
--last -
--signal-type+ allSignals|promotion|companyChange
--start-date -
--max-results-per-signal -
--table-id -
--body FILE
'$shared10
        ;;
    'lusha contacts signal-score')
        arguments='WHO|FILE|-+ FILE'
        flags='--last -
--id -
--linkedin-url -
--email -
--full-name -
--first-name -
--last-name -
--company-name -
--company-domain -
--client-reference-id -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared10
        ;;
    'lusha contacts buying-group')
        arguments='WHO|FILE|-+ FILE'
        flags='--last -
--id -
--domain,--company-domain -
--client-reference-id -
--persona+ decision_maker|potential_champion|end_user
--contacts-limit -
--page -
--size -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared9
        ;;
    'lusha contacts icp-fit-score')
        arguments='WHO|FILE|-+ FILE'
        flags='--last -
--id -
--linkedin-url -
--email -
--full-name -
--first-name -
--last-name -
--company-name -
--company-domain -
--client-reference-id -
--target-profile-id+ -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared10
        ;;
    'lusha contacts signal-types')
        flags=$shared4
        ;;
    'lusha contacts filters')
        flags=$shared4
        ;;
    'lusha contacts filter-values')
        arguments='FILTER_TYPE departments|seniority|existingDataPoints|countries|locations
TEXT -'
        flags=$shared4
        ;;
    'lusha contacts tables')
        subs='create list get update delete rows add remove columns column-catalog add-columns remove-column run-column'
        flags=$shared1
        ;;
    'lusha contacts tables create')
        arguments='NAME -'
        flags='--visibility private|shared
--id+ -
--body FILE
--owner -
'$shared4
        ;;
    'lusha contacts tables list')
        flags='--name -
--status active|archived
--page -
--size -
--body FILE
--owner -
'$shared4
        ;;
    'lusha contacts tables get')
        arguments='TABLE_ID -'
        flags='--owner -
'$shared4
        ;;
    'lusha contacts tables update')
        arguments='TABLE_ID -'
        flags='--name -
--visibility private|shared
--archived
--no-archived
--new-owner -
--body FILE
--owner -
'$shared4
        ;;
    'lusha contacts tables delete')
        arguments='TABLE_ID -'
        flags='--owner -
'$shared4
        ;;
    'lusha contacts tables rows')
        arguments='TABLE_ID -'
        flags='--page -
--size -
--owner -
'$shared4
        ;;
    'lusha contacts tables add')
        arguments='TABLE_ID -
ID|FILE|-+ FILE'
        flags='--last -
--company-id+ -
--body FILE
--owner -
'$shared4
        ;;
    'lusha contacts tables remove')
        arguments='TABLE_ID -
ID|FILE|-+ FILE'
        flags='--last -
--body FILE
--owner -
'$shared4
        ;;
    'lusha contacts tables columns')
        arguments='TABLE_ID -'
        flags='--owner -
'$shared4
        ;;
    'lusha contacts tables column-catalog')
        flags='--owner -
'$shared4
        ;;
    'lusha contacts tables add-columns')
        arguments='TABLE_ID -
COLUMN_KEY+ @contacts-columns'
        flags='--body FILE
--owner -
'$shared4
        ;;
    'lusha contacts tables remove-column')
        arguments='TABLE_ID -
COLUMN_ID -'
        flags='--owner -
'$shared4
        ;;
    'lusha contacts tables run-column')
        arguments='TABLE_ID -
COLUMN_ID -'
        flags='--run-scope all|missing|specific
--entity-id+ -
--body FILE
--owner -
'$shared4
        ;;
    'lusha companies')
        subs='search enrich search-and-enrich prospecting lookalike recommendations recommendation-filters signals signal-score icp-fit-score website-visits signal-types signal-filters signal-filter-values filters filter-values tables'
        flags=$shared1
        ;;
    'lusha companies search')
        arguments='WHO|FILE|-+ FILE'
        flags='--last -
--id -
--name,--company -
--domain,--company-domain -
--client-reference-id -
--include-partial-profiles
--no-include-partial-profiles
--signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent
--start-date -
--max-results-per-signal -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared7
        ;;
    'lusha companies enrich')
        arguments='ID|FILE|-+ FILE'
        flags='--id+ -
--last -
--reveal+ employeesByDepartment|employeesByLocation|employeesBySeniority|competitors|intent|estimatedAnnualItSpend|monthlyWebsiteTraffic|directParent|ultimateParent|openJobsTotal|openJobsByDepartment|openJobsByLocation|openJobsBySeniority
--table-id -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared7
        ;;
    'lusha companies search-and-enrich')
        arguments='WHO|FILE|-+ FILE'
        flags='--last -
--id -
--name,--company -
--domain,--company-domain -
--client-reference-id -
--include-partial-profiles
--no-include-partial-profiles
--reveal+ employeesByDepartment|employeesByLocation|employeesBySeniority|competitors|intent|estimatedAnnualItSpend|monthlyWebsiteTraffic|directParent|ultimateParent|openJobsTotal|openJobsByDepartment|openJobsByLocation|openJobsBySeniority
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared7
        ;;
    'lusha companies prospecting')
        flags='--name,--company-name+ -
--domain,--company-domain+ -
--id,--company-id+ -
--linkedin-url,--company-linkedin-url+ -
--location,--company-location+ @countries
--geographic-detail,--company-geographic-detail+ -
--location-zipcode+ -
--headquarter-zipcode+ -
--size+ -
--revenue+ -
--founded-year+ -
--business-model+ B2B|B2C|B2G
--company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed
--main-industry-id+ @industries
--sub-industry-id+ @sub-industries
--sic-code,--sic+ @sics
--naics-code,--naics+ @naics
--technology+ -
--technologies-condition or|and
--intent-topic+ @intent-topics
--intent-topics-operator or|and|any|all
--intent-topics-condition or|and
--intent-min-score -
--intent-max-score -
--topic-count-threshold+ -
--keyword+ -
--exact-keyword+ -
--keywords-search-field+ -
--speciality+ -
--exact-speciality+ -
--previous-company-domain+ -
--previous-company-name+ -
--search-text,--company-search-text -
--signal,--company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent
--signal-start-date,--company-signal-start-date -
--filter-by-location+ -
--filter-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales
--filter-by-intent-category+ -
--contact-job-title+ -
--contact-department+ @departments
--contact-seniority-id,--contact-seniority+ @seniorities
--contact-skill+ -
--contact-location+ @countries
--contact-existing-data-point,--contact-data-point+ @data-points
--exclude-name,--exclude-company-name+ -
--exclude-domain,--exclude-company-domain+ -
--exclude-id,--exclude-company-id+ -
--exclude-linkedin-url,--exclude-company-linkedin-url+ -
--exclude-location,--exclude-company-location+ @countries
--exclude-geographic-detail,--exclude-company-geographic-detail+ -
--exclude-location-zipcode+ -
--exclude-headquarter-zipcode+ -
--exclude-size+ -
--exclude-revenue+ -
--exclude-founded-year+ -
--exclude-business-model+ B2B|B2C|B2G
--exclude-company-type+ Government|Private Company|Public Company|Educational|Non Profit|Self Employed
--exclude-main-industry-id+ @industries
--exclude-sub-industry-id+ @sub-industries
--exclude-sic-code,--exclude-sic+ @sics
--exclude-naics-code,--exclude-naics+ @naics
--exclude-technology+ -
--exclude-technologies-condition or|and
--exclude-intent-topic+ @intent-topics
--exclude-intent-topics-operator or|and|any|all
--exclude-intent-topics-condition or|and
--exclude-intent-min-score -
--exclude-intent-max-score -
--exclude-topic-count-threshold+ -
--exclude-keyword+ -
--exclude-exact-keyword+ -
--exclude-keywords-search-field+ -
--exclude-speciality+ -
--exclude-exact-speciality+ -
--exclude-previous-company-domain+ -
--exclude-previous-company-name+ -
--exclude-search-text,--exclude-company-search-text -
--exclude-signal,--exclude-company-signal+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent
--exclude-signal-start-date,--exclude-company-signal-start-date -
--exclude-filter-by-location+ -
--exclude-filter-by-department+ Business Development|Consulting|Customer Service|Engineering & Technical|Finance|General Management|Health Care & Medical|Human Resources|Information Technology|Legal|Marketing|Operations|Other|Product|Research & Analytics|Sales
--exclude-filter-by-intent-category+ -
--exclude-contact-job-title+ -
--exclude-contact-department+ @departments
--exclude-contact-seniority-id,--exclude-contact-seniority+ @seniorities
--exclude-contact-skill+ -
--exclude-contact-location+ @countries
--exclude-contact-existing-data-point,--exclude-contact-data-point+ @data-points
--include-partial-profiles
--no-include-partial-profiles
--table-id -
--limit -
--all
--page -
--page-size -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared7
        ;;
    'lusha companies lookalike')
        arguments='FILE|- FILE'
        flags='--last -
--domain,--company-domain+ -
--linkedin-url+ -
--exclude-domain,--exclude-company-domain+ -
--exclude-linkedin-url+ -
--limit -
--table-id -
--more
--dedupe-session-id -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared4
        ;;
    'lusha companies recommendations')
        flags='--target-icp+ -
--signal+ websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent
--sort-by+ leadScore|signalScore|icpFitScore|targetIcp
--order asc|desc
--limit -
--all
--page -
--page-size -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared4
        ;;
    'lusha companies recommendation-filters')
        flags=$shared4
        ;;
    'lusha companies signals')
        arguments='ID|FILE|-+ FILE'
        flags='--id+ -
--last -
--signal-type+ allSignals|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent
--start-date -
--max-results-per-signal -
--intent-category+ -
--table-id -
--body FILE
'$shared4
        ;;
    'lusha companies signal-score')
        arguments='WHO|FILE|-+ FILE'
        flags='--last -
--id -
--name,--company -
--domain,--company-domain -
--email -
--client-reference-id -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared4
        ;;
    'lusha companies icp-fit-score')
        arguments='WHO|FILE|-+ FILE'
        flags='--last -
--id -
--name,--company -
--domain,--company-domain -
--email -
--client-reference-id -
--target-profile-id+ -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared4
        ;;
    'lusha companies website-visits')
        flags='--domain+ -
--start-date -
--end-date -
--score-band+ cold|warm|hot
--visitor-country+ -
--exclude-visitor-country+ -
--score -
--total-sessions -
--avg-session-minutes -
--unique-visitors -
--days-visited -
--high-intent-pageviews -
--days-since-last-visit -
--sort-by score|totalSessions|avgSessionMinutes|uniqueVisitors|daysVisited|highIntentPageviews|daysSinceLastVisit|lastVisit
--order asc|desc
--limit -
--all
--page -
--size,--page-size -
--body FILE
--shape hubspot-contact|hubspot-company|salesforce-lead|salesforce-contact|salesforce-account|mongo
'$shared4
        ;;
    'lusha companies signal-types')
        flags=$shared4
        ;;
    'lusha companies signal-filters')
        flags=$shared4
        ;;
    'lusha companies signal-filter-values')
        arguments='FILTER_TYPE newsEventTypes|hiringByDepartments|hiringByLocations|intentCategories
TEXT -'
        flags=$shared4
        ;;
    'lusha companies filters')
        flags=$shared4
        ;;
    'lusha companies filter-values')
        arguments='FILTER_TYPE names|sizes|revenues|locations|sics|naics|industriesLabels|intentTopics|technologies
TEXT -'
        flags=$shared4
        ;;
    'lusha companies tables')
        subs='create list get update delete rows add remove columns column-catalog add-columns remove-column run-column'
        flags=$shared1
        ;;
    'lusha companies tables create')
        arguments='NAME -'
        flags='--visibility private|shared
--id+ -
--body FILE
--owner -
'$shared4
        ;;
    'lusha companies tables list')
        flags='--name -
--status active|archived
--page -
--size -
--body FILE
--owner -
'$shared4
        ;;
    'lusha companies tables get')
        arguments='TABLE_ID -'
        flags='--owner -
'$shared4
        ;;
    'lusha companies tables update')
        arguments='TABLE_ID -'
        flags='--name -
--visibility private|shared
--archived
--no-archived
--new-owner -
--body FILE
--owner -
'$shared4
        ;;
    'lusha companies tables delete')
        arguments='TABLE_ID -'
        flags='--owner -
'$shared4
        ;;
    'lusha companies tables rows')
        arguments='TABLE_ID -'
        flags='--page -
--size -
--owner -
'$shared4
        ;;
    'lusha companies tables add')
        arguments='TABLE_ID -
ID|FILE|-+ FILE'
        flags='--last -
--company-id+ -
--body FILE
--owner -
'$shared4
        ;;
    'lusha companies tables remove')
        arguments='TABLE_ID -
ID|FILE|-+ FILE'
        flags='--last -
--body FILE
--owner -
'$shared4
        ;;
    'lusha companies tables columns')
        arguments='TABLE_ID -'
        flags='--owner -
'$shared4
        ;;
    'lusha companies tables column-catalog')
        flags='--owner -
'$shared4
        ;;
    'lusha companies tables add-columns')
        arguments='TABLE_ID -
COLUMN_KEY+ @companies-columns'
        flags='--body FILE
--owner -
'$shared4
        ;;
    'lusha companies tables remove-column')
        arguments='TABLE_ID -
COLUMN_ID -'
        flags='--owner -
'$shared4
        ;;
    'lusha companies tables run-column')
        arguments='TABLE_ID -
COLUMN_ID -'
        flags='--run-scope all|missing|specific
--entity-id+ -
--body FILE
--owner -
'$shared4
        ;;
    'lusha mcp')
        subs='serve config'
        flags=$shared1
        ;;
    'lusha mcp serve')
        flags='--reveal+ emails|phones
'$shared18
        ;;
    'lusha mcp config')
        arguments='CLIENT claude|cursor|vscode'
        flags='--reveal+ emails|phones
'$shared19
        ;;
    'lusha sandbox')
        subs='serve status reset people emit'
        flags=$shared1
        ;;
    'lusha sandbox serve')
        flags='--host -
--port -
--plan free|starter|pro|premium|scale|legacy|unified
--credits -
--rps -
--auth raw|bearer|any
--latency -
--fault -
--v2 on|gone|moved
--price+ -
--billing live|documented
--random-seed -
'$shared3
        ;;
    'lusha sandbox status')
        flags=$shared3
        ;;
    'lusha sandbox reset')
        flags=$shared3
        ;;
    'lusha sandbox people')
        flags='--limit -
'$shared3
        ;;
    'lusha sandbox emit')
        arguments='TYPE promotion|companyChange|optOut|websiteTrafficIncrease|websiteTrafficDecrease|itSpendIncrease|itSpendDecrease|headcountIncrease1m|headcountDecrease1m|headcountIncrease3m|headcountDecrease3m|headcountIncrease6m|headcountDecrease6m|headcountIncrease12m|headcountDecrease12m|surgeInHiring|surgeInHiringByDepartment|surgeInHiringByLocation|riskNews|commercialActivityNews|corporateStrategyNews|financialEventsNews|peopleNews|marketIntelligenceNews|productActivityNews|linkedinActivityIntent'
        flags='--entity-id -
--entity-type contact|company
--count -
--random-seed -
'$shared3
        ;;
    esac
}

# What a value can be after the argument before it.
_lusha_after() {
    case $1 in
    'PATH GET') value='/account/usage|/api/account/secret|/api/audit-logs|/api/audit-logs/stats|/api/signals/filters/|/api/subscriptions|/api/subscriptions/|/prospecting/filters/companies/industries_labels|/prospecting/filters/companies/intent_topics|/prospecting/filters/companies/naics|/prospecting/filters/companies/revenues|/prospecting/filters/companies/sics|/prospecting/filters/companies/sizes|/prospecting/filters/contacts/all_countries|/prospecting/filters/contacts/departments|/prospecting/filters/contacts/existing_data_points|/prospecting/filters/contacts/seniority|/v2/company|/v2/person|/v3/account/usage|/v3/companies/prospecting/filters|/v3/companies/prospecting/filters/|/v3/companies/recommendations/filters|/v3/companies/signals/filters|/v3/companies/signals/filters/|/v3/companies/signals/types|/v3/companies/tables/|/v3/companies/tables/columns/catalog|/v3/contacts/jobs/|/v3/contacts/prospecting/filters|/v3/contacts/prospecting/filters/|/v3/contacts/recommendations/filters|/v3/contacts/signals/types|/v3/contacts/tables/|/v3/contacts/tables/columns/catalog|/v3/icp/profiles' ;;
    'PATH POST') value='/api/account/secret/regenerate|/api/recommendations/companies|/api/recommendations/contacts|/api/signals/companies|/api/signals/companies/search|/api/signals/contacts|/api/signals/contacts/search|/api/subscriptions|/api/subscriptions/|/api/subscriptions/delete|/api/subscriptions/opt-out|/prospecting/company/enrich|/prospecting/company/search|/prospecting/contact/enrich|/prospecting/contact/search|/prospecting/filters/companies/locations|/prospecting/filters/companies/names|/prospecting/filters/companies/technologies|/prospecting/filters/contacts/locations|/v2/company|/v2/person|/v3/companies/enrich|/v3/companies/icp-fit-score|/v3/companies/lookalike|/v3/companies/prospecting|/v3/companies/recommendations|/v3/companies/search|/v3/companies/search-and-enrich|/v3/companies/signal-score|/v3/companies/signals|/v3/companies/tables|/v3/companies/tables/|/v3/companies/tables/list|/v3/companies/website-visits|/v3/contacts/buying-group|/v3/contacts/enrich|/v3/contacts/icp-fit-score|/v3/contacts/lookalike|/v3/contacts/prospecting|/v3/contacts/recommendations|/v3/contacts/search|/v3/contacts/search-and-enrich|/v3/contacts/signal-score|/v3/contacts/signals|/v3/contacts/tables|/v3/contacts/tables/|/v3/contacts/tables/list|/v3/lookalike/companies|/v3/lookalike/contacts' ;;
    'PATH PATCH') value='/api/subscriptions/|/v3/companies/tables/|/v3/contacts/tables/' ;;
    'PATH PUT') value='-' ;;
    'PATH DELETE') value='/v3/companies/tables/|/v3/contacts/tables/' ;;
    'VALUE profile') value='@profiles' ;;
    'VALUE output') value='table|json|jsonl|csv|tsv|yaml' ;;
    'VALUE sandbox') value='true|false' ;;
    'VALUE api_version') value='auto|v2|v3' ;;
    'VALUE no_wait') value='true|false' ;;
    'VALUE exclude_eu') value='true|false' ;;
    'VALUE exclude_dnc') value='true|false' ;;
    'VALUE budget_offline') value='stop|local' ;;
    'VALUE keep_last') value='true|false' ;;
    'VALUE suppression_key') value='keyring|file' ;;
    'VALUE opt_outs') value='suppress|forget' ;;
    'VALUE color') value='auto|always|never' ;;
    'VALUE auth_scheme') value='auto|raw|bearer' ;;
    'VALUE quiet') value='true|false' ;;
    'VALUE verbose') value='true|false' ;;
    'VALUE redact_pii') value='true|false' ;;
    esac
}

complete -F _lusha lusha
