"""From the portal to canonical rows: client, staging, history, checks, refresh, warehouse."""
