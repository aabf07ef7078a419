"""The database as the cache uses it: how it is opened, how values are cleaned, how a row is hashed."""
