"""Canonical rows: derived by a mapping, counted, laid in files, found again."""
