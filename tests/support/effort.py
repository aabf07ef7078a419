"""How hard the tests try: all of it in CI, a part that is drawn anew each time on a stranger's machine.

``THOROUGH=true make test`` tries everything, as CI does.
"""

from __future__ import annotations

import os

THOROUGH = "true" in (os.environ.get("CI"), os.environ.get("THOROUGH"))
PART = 3


def examples(most: int) -> int:
    """Examples of a property, or repetitions of a random trial."""
    return most if THOROUGH else max(2, most // PART)
