"""The refresher stays small: what it imports, and how much memory a larger portal takes."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("dash", "flask", "plotly", "scipy", "vl_convert", "pandas", "ibis", "pyarrow", "dash_bootstrap_components")


def test_the_refresher_imports_nothing_of_the_web_or_of_charts() -> None:
    program = (
        "import sys, tempfile; from pathlib import Path\n"
        "from tests.data.changing import ChangingPortal\n"
        "before = set(sys.modules)\n"
        "with ChangingPortal() as portal, tempfile.TemporaryDirectory() as cache:\n"
        "    portal.insert(5)\n"
        "    print(portal.refresh(Path(cache)).status)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    status, loaded = done.stdout.splitlines()
    assert status == "published"
    assert sorted(set(HEAVY) & set(loaded.split())) == []
