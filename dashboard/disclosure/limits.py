"""The two limits of tables about people. Sources: docs/how-numbers-are-computed.md."""

from __future__ import annotations

SMALLEST_SHOWN = 10
"""The smallest count that is shown unless a city asks for a larger one; 0 is shown."""
WIDTH = 3
"""No hidden count may be known to less than this, whatever else is published."""
