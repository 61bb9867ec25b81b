-- The columns that enrich.sh reads and writes. Use your own table, and its name in enrich.sh.
CREATE TABLE IF NOT EXISTS leads (email text, job_title text, company text);
