"""Files through the bulk endpoints: read, plan, run, write."""
