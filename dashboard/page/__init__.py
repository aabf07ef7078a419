"""What pages are made of: declarations, cards, the shell around them, the redraw callback."""

from __future__ import annotations

from dashboard.model import Card
from dashboard.page.declare import Context, Page

__all__ = ["Card", "Context", "Page"]
