"""How hard the tests try: half of it in CI, a third on a stranger's machine, drawn anew each time.

``THOROUGH=true make test`` tries everything: before a release, or after a change of what they guard.
"""

from __future__ import annotations

import os

THOROUGH = os.environ.get("THOROUGH") == "true"
PART = 2 if os.environ.get("CI") == "true" else 3


def examples(most: int) -> int:
    """Examples of a property, or repetitions of a random trial."""
    return most if THOROUGH else max(2, most // PART)
