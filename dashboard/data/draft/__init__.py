"""Drafts of city files: from a portal's catalogue to a first file with its guesses marked."""

from __future__ import annotations

from dashboard.data.draft.drafting import Draft, command, draft, save

__all__ = ["Draft", "command", "draft", "save"]
