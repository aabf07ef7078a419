"""The refresher stays small: what it imports, and how much memory a larger portal takes."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("dash", "flask", "plotly", "scipy", "vl_convert", "pandas", "ibis", "pyarrow", "dash_bootstrap_components")


def ran(program: str) -> tuple[str, set[str]]:
    """The line that a program prints in a process of its own, and the packages it has loaded by then."""
    told = "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    line = [sys.executable, "-c", f"{program}{told}"]
    status, loaded = subprocess.run(line, capture_output=True, text=True, check=True).stdout.splitlines()
    return status, set(loaded.split())


def test_the_refresher_imports_nothing_of_the_web_or_of_charts() -> None:
    program = (
        "import sys, tempfile; from pathlib import Path\n"
        "from tests.data.changing import ChangingPortal\n"
        "before = set(sys.modules)\n"
        "with ChangingPortal() as portal, tempfile.TemporaryDirectory() as cache:\n"
        "    portal.insert(5)\n"
        "    print(portal.refresh(Path(cache)).status)\n"
    )
    status, loaded = ran(program)
    assert status == "published"
    assert sorted(set(HEAVY) & loaded) == []


def test_the_command_imports_none_of_it_either() -> None:
    """Its last word comes from the warehouse, which knows Ibis: small as long as nothing behind it is loaded."""
    program = (
        "import sys; from dashboard.__main__ import main\n"
        "try: main(['refresh', '--city', 'sample', '--subject', 'nothing'])\n"
        "except SystemExit as ended: print(ended.code)\n"
    )
    status, loaded = ran(program)
    assert status == "2"
    assert sorted((set(HEAVY) - {"ibis"}) & loaded) == []
