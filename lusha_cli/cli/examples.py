"""More examples of each command, shown in its help after the first one.

Every example runs in the sandbox (RUN and ID stand for an id), which a test checks.
"""

_OWNER = "--owner you@firm.example --sandbox"
_SEARCH_CONTACTS = "lusha prospecting contact search --department Sales --limit 5 --sandbox --json"
_SEARCH_COMPANIES = "lusha prospecting company search --technology aws --limit 5 --sandbox --json"


def _table_examples(entity: str, *, first: str, second: str, column: str) -> dict[str, str]:
    """Return an example for each command of the tables of contacts or companies."""
    examples = {
        "create": f"Pipeline --id {first} --id {second}",
        "list": "--name Lead -o csv",
        "get": "1 --json",
        "update": "1 --visibility shared",
        "delete": "1 --dry-run",
        "rows": "1 --page 0 --size 25 -o csv",
        "add": f"1 {first} {second}",
        "remove": f"1 {second} --dry-run",
        "columns": "1 -o csv",
        "column-catalog": "-o csv",
        "add-columns": f"1 {column} --dry-run",
        "remove-column": "1 c1 --dry-run",
        "run-column": "1 c1 --run-scope all --dry-run",
    }
    return {
        f"{entity} tables {name}": f"lusha {entity} tables {name} {arguments} {_OWNER}"
        for name, arguments in examples.items()
    }


def _list_examples() -> dict[str, str]:
    """Return an example for each command that lists values."""
    names = (
        "filters contacts departments", "filters contacts seniority",
        "filters contacts data-points", "filters contacts countries",
        "filters companies industries", "filters companies sizes", "filters companies revenues",
        "filters companies sics", "filters companies naics", "filters companies intent-topics",
        "contacts signal-types", "contacts filters", "companies signal-types",
        "companies signal-filters", "companies filters",
    )  # fmt: skip
    return {name: f"lusha {name} --sandbox -o csv" for name in names}


_SINGLE = {
    **_table_examples("contacts", first="4100000000", second="4100000013", column="seniority"),
    **_table_examples("companies", first="30000000", second="30000017", column="yearFounded"),
    **_list_examples(),
    "last": "lusha last --json",
    "doctor": "lusha doctor --sandbox --json",
    "completion": "lusha completion zsh",
    "schema": "lusha schema postgres",
    "prospecting company enrich": f"{_SEARCH_COMPANIES} | "
    "lusha prospecting company enrich - --max-credits 10 --sandbox -o csv",
    "lookalike contacts": "lusha lookalike contacts --contact-id 4100000000 --contact-id "
    "4100000013 --contact-id 4100000026 --contact-id 4100000039 --contact-id 4100000052 "
    "--dry-run --sandbox",
    "lookalike companies": "lusha lookalike companies --domain analytical-engines.example "
    "--domain orchard-motors.example --domain delta-systems.example "
    "--domain copper-optics.example --domain copper-foods.example --dry-run --sandbox",
    "recommendations contacts": "lusha recommendations contacts --seed 4100000000:30000000 "
    "--seed 4100000013:30000000 --seed 4100000026:30000000 --seed 4100000039:30000000 "
    "--seed 4100000052:30000000 --exclude 4100000065 --sandbox -o csv",
    "filters contacts locations": "lusha filters contacts locations paris --sandbox -o csv",
    "filters companies names": "lusha filters companies names motors --sandbox -o csv",
    "filters companies locations": "lusha filters companies locations france --sandbox -o csv",
    "filters companies technologies": "lusha filters companies technologies aws --sandbox -o csv",
    "signals options": "lusha signals options contact --sandbox",
    "webhooks list": "lusha webhooks list --sandbox -o csv",
    "webhooks get": "lusha webhooks get ID --sandbox --json",
    "webhooks update": "lusha webhooks update ID --no-active --sandbox",
    "webhooks test": "lusha webhooks test ID --sandbox",
    "webhooks delete": "lusha webhooks delete ID --dry-run --sandbox",
    "webhooks logs": "lusha webhooks logs --sandbox -o csv",
    "webhooks stats": "lusha webhooks stats --sandbox --json",
    "webhooks secret": "lusha webhooks secret --sandbox --json",
    "webhooks rotate-secret": "lusha webhooks rotate-secret --yes --sandbox --json",
    "webhooks listen": "lusha webhooks listen --forward http://127.0.0.1:9000/hook",
    "webhooks replay": "lusha webhooks replay deliveries.jsonl --since 1d --to http://127.0.0.1:9000/hook",
    "webhooks sign": "lusha webhooks sign body.json --json",
    "webhooks verify": "lusha webhooks verify --signature HEX --timestamp 1793534400 body.json "
    "--tolerance 0 --json",
    "webhooks doctor": "lusha webhooks doctor --sandbox --json",
    "webhooks opt-out": "lusha webhooks opt-out --url https://hooks.firm.example/opt-outs "
    "--dry-run --sandbox",
    "account plan": "lusha account plan --sandbox --json",
    "account icp-profiles": "lusha account icp-profiles --status active --sandbox -o csv",
    "auth status": "lusha auth status --profile work",
    "auth list": "lusha auth list -o csv",
    "contacts recommendations": "lusha contacts recommendations --limit 10 --sandbox",
    "companies recommendations": "lusha companies recommendations --limit 10 --sandbox",
    "contacts recommendation-filters": "lusha contacts recommendation-filters --sandbox --json",
    "companies recommendation-filters": "lusha companies recommendation-filters --sandbox --json",
    "auth logout": "lusha auth logout",
    "auth token": "lusha auth token",
    "auth switch": "lusha auth switch default",
    "config list": "lusha config list --json",
    "config get": "lusha config get max_credits --json",
    "config unset": "lusha config unset output --profile work",
    "config path": "lusha config path --json",
    "runs list": "lusha runs list -o csv",
    "recipes list": "lusha recipes list --json",
    "recipes show": "lusha recipes show cron lusha.cron",
    "recipes copy": "lusha recipes copy docker lusha-docker",
    "shapes list": "lusha shapes list --json",
    "shapes show": "lusha shapes show hubspot-contact --json",
    "runs show": "lusha runs show RUN --json",
    "runs resume": "lusha runs resume RUN --out out.csv --yes",
    "runs delete": "lusha runs delete --all --yes",
    "privacy suppress": "lusha privacy suppress +15550100 ada@firm.example",
    "privacy allow": "lusha privacy allow ada@firm.example --json",
    "privacy check": "lusha privacy check ada@firm.example --json",
    "privacy status": "lusha privacy status --json",
    "cache status": "lusha cache status --sandbox --json",
    "cache clear": "lusha cache clear --yes --sandbox --quiet",
    "cache forget": "lusha cache forget analytical-engines.example --sandbox --json",
    "cache export": "lusha cache export --sandbox --json",
    "contacts job": "lusha contacts job a56a5f40-85e3-539c-9d21-0373e22317a5 --sandbox --json",
    "contacts lookalike": "lusha contacts lookalike --email ada.byrne@analytical-engines.example "
    "--id 4100000013 --id 4100000026 --id 4100000039 --id 4100000052 --dry-run --sandbox",
    "companies lookalike": "lusha companies lookalike --domain analytical-engines.example "
    "--domain orchard-motors.example --domain delta-systems.example "
    "--domain willow-finance.example --domain copper-optics.example --dry-run --sandbox",
    "contacts signals": "lusha contacts signals 4100000026 --signal-type promotion --start-date 2y "
    "--max-results-per-signal 1 --sandbox -o csv",
    "companies signals": "lusha companies signals 30000000 --signal-type riskNews --start-date 2y "
    "--max-results-per-signal 1 --sandbox -o csv",
    "contacts signal-score": "lusha contacts signal-score 4100000026 --sandbox --json",
    "companies signal-score": "lusha companies signal-score 30000000 --sandbox --json",
    "contacts icp-fit-score": "lusha contacts icp-fit-score 4100000026 --target-profile-id "
    "a1e600bc-bfdb-5925-91d0-0f28416c01a0 --target-profile-id cc4ee936-edd5-54e6-9902-7dbf0ab720b8 "
    "--sandbox -o csv",
    "companies icp-fit-score": "lusha companies icp-fit-score 30000000 --target-profile-id "
    "a1e600bc-bfdb-5925-91d0-0f28416c01a0 --target-profile-id cc4ee936-edd5-54e6-9902-7dbf0ab720b8 "
    "--sandbox -o csv",
    "contacts buying-group": "lusha contacts buying-group analytical-engines.example "
    "--contacts-limit 3 --sandbox -o csv",
    "companies website-visits": "lusha companies website-visits "
    "--domain analytical-engines.example --start-date 7d --sandbox -o csv",
    "contacts filter-values": "lusha contacts filter-values seniority --sandbox",
    "companies filter-values": "lusha companies filter-values sizes --sandbox",
    "companies signal-filter-values": "lusha companies signal-filter-values newsEventTypes "
    "--sandbox -o csv",
    "contacts search": "lusha contacts search --first-name Ada --last-name Byrne "
    "--company-domain analytical-engines.example --sandbox --json",
    "contacts search-and-enrich": "lusha contacts search-and-enrich "
    "ada.byrne@analytical-engines.example --reveal emails --sandbox -o csv",
    "companies search": "lusha companies search --name 'Analytical Engines' --sandbox --json",
    "companies search-and-enrich": "lusha companies search-and-enrich "
    "--domain analytical-engines.example --sandbox -o csv",
    "companies prospecting": "lusha companies prospecting --size 51-200 "
    "--location Germany --limit 10 --sandbox -o csv",
    "sandbox serve": "lusha sandbox serve --random-seed 7",
    "mcp serve": "lusha mcp serve --max-credits 50 --reveal emails,phones --sandbox",
    "mcp config": "lusha mcp config vscode --max-credits 50 --profile work",
    "sandbox status": "lusha sandbox status --json",
    "sandbox reset": "lusha sandbox reset --quiet",
    "sandbox people": "lusha sandbox people --limit 100 --fields email -o csv",
    "sandbox emit": "lusha sandbox emit promotion --entity-id 4100000000 --json",
}  # fmt: skip
MORE_EXAMPLES: dict[str, tuple[str, ...]] = {
    **{name: (example,) for name, example in _SINGLE.items()},
    "api": (
        "lusha api /account/usage",
        "lusha api POST /v3/contacts/search --input body.json --dry-run",
    ),
    "help": ("lusha help person get", "lusha help --json"),
    "person get": (
        "lusha person get --first-name Ada --last-name Byrne "
        "--company-domain analytical-engines.example --sandbox",
        "lusha person get --linkedin-url linkedin.com/in/ada-byrne --dry-run --sandbox",
        "lusha person get ada.byrne@analytical-engines.example --sandbox "
        "--fields fullName,jobTitle.title -o csv",
    ),
    "person bulk": (
        "lusha person bulk leads.csv --sandbox --dry-run",
        "lusha person bulk leads.csv --sandbox --sample 1 --yes",
        "lusha person bulk leads.csv --sandbox --yes --shape salesforce-lead --out sf.csv",
    ),
    "company get": (
        "lusha company get 'Analytical Engines' --sandbox",
        "lusha company get --domain analytical-engines.example --sandbox --json",
    ),
    "company bulk": (
        "lusha company bulk companies.csv --sandbox --dry-run",
        "lusha company bulk companies.csv --sandbox --data-columns company_size --yes",
        "lusha company bulk companies.csv --sandbox --yes --shape hubspot-company --out hs.csv",
    ),
    "prospecting contact search": (
        "lusha prospecting contact search --job-title 'Data Engineer' --limit 10 --sandbox -o csv",
        "lusha prospecting contact search --department Sales --exclude-seniority entry "
        "--limit 5 --sandbox --json",
    ),
    "prospecting contact enrich": (
        f"{_SEARCH_CONTACTS} | lusha prospecting contact enrich - --reveal-emails --yes --sandbox",
        "lusha prospecting contact enrich --last 1,3 --sandbox",
    ),
    "contacts enrich": (
        "lusha contacts search ada.byrne@analytical-engines.example --sandbox "
        "--json | lusha contacts enrich - --no-waterfall --sandbox",
        "lusha contacts enrich --last 1 --no-waterfall --sandbox",
    ),
    "companies enrich": (
        "lusha companies search analytical-engines.example --sandbox --json | "
        "lusha companies enrich - --sandbox",
        "lusha companies enrich --last all --sandbox",
    ),
    "prospecting company search": (
        "lusha prospecting company search --location Germany --limit 10 --sandbox -o csv",
    ),
    "recommendations companies": (
        "lusha recommendations companies --seed 30000000 --seed 30000017 --seed 30000034 "
        "--seed 30000051 --seed 30000068 --sandbox -o csv",
    ),
    "signals contacts get": (
        "lusha signals contacts get --contact-id 4100000026 --signal promotion "
        "--max-results-per-signal 1 --sandbox --json",
    ),
    "signals contacts search": (
        "lusha signals contacts search --contact-id 4100000026 --signal promotion "
        "--max-results-per-signal 1 --start-date 2y --sandbox --json",
    ),
    "signals companies get": (
        "lusha signals companies get --company-id 30000000 --signal riskNews --start-date 2y "
        "--max-results-per-signal 1 --sandbox --json",
    ),
    "signals companies search": (
        "lusha signals companies search --domain analytical-engines.example --signal riskNews "
        "--start-date 2y --max-results-per-signal 1 --sandbox --json",
    ),
    "webhooks create": (
        f"{_SEARCH_COMPANIES} | lusha webhooks create - --entity-type company "
        "--signal-type riskNews --url https://hooks.firm.example/lusha --sandbox",
    ),
    "account usage": (
        "lusha account usage --sandbox",
        "lusha account usage --sandbox --query usage.credits.remaining",
    ),
    "merge": (
        "lusha merge crm.csv enriched.csv --on email --prefer newest --out merged.csv",
        "lusha merge crm.csv enriched.csv --map crm.csv:email=Mail --prefer enriched.csv -o jsonl",
        "lusha merge crm.csv enriched.csv --pseudonymize --out study.csv",
    ),
    "credits log": (
        "lusha credits log --by day --since 7d",
        "lusha credits log --who ada.byrne@analytical-engines.example --sandbox --json",
    ),
    "credits forecast": (
        "lusha credits forecast leads.csv --smart --reveal emails --sandbox",
        "lusha credits forecast companies.csv --kind company --sandbox --json",
    ),
    "credits watch": ("lusha credits watch --below 500 --sandbox --json",),
    "privacy find": (
        "lusha privacy find +13445550151 --sandbox",
        "lusha privacy find ada@firm.example --in leads.csv --in sqlite:///crm.db",
    ),
    "privacy purge": ("lusha privacy purge --older-than 30d --yes",),
    "privacy forget": (
        "lusha privacy forget 4100000000 --sandbox --yes",
        "lusha privacy forget ada@firm.example --in sqlite:///crm.db --in deliveries.jsonl --yes",
    ),
    "auth login": ("lusha auth login",),
    "config set": (
        "lusha config set max_credits 100",
        "lusha config set budget 500/day 5000/month",
        "lusha config set allow 'free, person get' --profile work",
    ),
    "runs export": (
        "lusha runs export RUN --anonymize --out anonymous.csv",
        "lusha runs export RUN --shape hubspot-contact --out contacts.jsonl",
    ),
    "runs accept": ("lusha runs accept RUN --all --json",),
    "contacts prospecting": (
        "lusha contacts prospecting --job-title 'Data Engineer' --exclude-country Germany "
        "--limit 10 --sandbox -o csv",
    ),
}
