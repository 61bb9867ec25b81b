#!/bin/sh
# Select leads without data, enrich them, and write the results to the same database.
set -eu
: "${DATABASE_URL:?Set DATABASE_URL, such as postgresql://HOST/NAME}"
export LUSHA_BUDGET="${LUSHA_BUDGET:-500/day,5000/month}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -qc "\\copy (SELECT email FROM leads WHERE job_title IS NULL AND email IS NOT NULL) TO '$work/leads.csv' CSV HEADER"
# The heading alone: nothing to do.
if [ "$(wc -l <"$work/leads.csv")" -le 1 ]; then
  echo "No leads without data." >&2
  exit 0
fi
lusha person bulk "$work/leads.csv" --out "$work/enriched.csv" \
  --data-columns job_title,company_name --yes
PGOPTIONS="-c client_min_messages=warning" \
  psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -q <<SQL
BEGIN;
CREATE TEMP TABLE enriched (LIKE leads) ON COMMIT DROP;
$(head -1 "$work/enriched.csv" | tr ',' '\n' | sed 's/.*/ALTER TABLE enriched ADD COLUMN IF NOT EXISTS "&" text;/')
\\copy enriched ($(head -1 "$work/enriched.csv" | sed 's/[^,]*/"&"/g')) FROM '$work/enriched.csv' CSV HEADER
UPDATE leads SET job_title = enriched.lusha_job_title, company = enriched.lusha_company_name
FROM enriched WHERE leads.email = enriched.email AND enriched.lusha_status = 'matched';
COMMIT;
SQL
