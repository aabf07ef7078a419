"""From a portal's raw rows to canonical tables with receipts.

What others read: ``warehouse``, ``receipt``, ``query``, ``freshness``, ``atlas`` with ``areas``; what brings it up to
date: ``refresh``, over ``portal``, ``mapping``, ``history`` and ``quality``. The rooms hold their parts: ``transport``
and ``staging`` (HTTP, pages on disk), ``store`` and ``sql`` (the folder, the database), ``versions`` and ``canonical``
(raw rows over time, what is made of them), ``places`` (boundaries), ``publishing`` (the steps of a refresh),
``check`` and ``draft`` (city files). Imports between them point one way: see ``pyproject.toml``.
"""
