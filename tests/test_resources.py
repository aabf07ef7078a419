"""The files that the browser is served are found in a checkout, in a wheel, and missed with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import resources


def test_a_checkout_serves_the_assets_beside_the_package() -> None:
    assert resources.assets_folder() == Path(resources.__file__).parents[1] / "assets"


def test_a_wheel_serves_the_assets_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "dashboard"
    (package / "assets").mkdir(parents=True)
    (tmp_path / "assets").mkdir()
    assert resources.assets_folder(package) == package / "assets"


def test_a_document_is_that_of_the_wheel_or_of_the_checkout(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "methods.md").touch()
    package = tmp_path / "dashboard"
    assert resources.document("methods.md", package) == tmp_path / "docs" / "methods.md"
    (package / "about").mkdir(parents=True)
    (package / "about" / "methods.md").touch()
    assert resources.document("methods.md", package) == package / "about" / "methods.md"
    with pytest.raises(resources.ResourceError, match=r"no nothing\.md"):
        resources.document("nothing.md", package)


def test_missing_assets_name_the_folders_and_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(resources.ResourceError, match=r"no assets \(looked at .*\): install the wheel again"):
        resources.assets_folder(tmp_path / "dashboard")


def test_bootstrap_is_version_5_3() -> None:
    head = resources.bootstrap_css().read_text(encoding="utf-8")[:200]
    assert "Bootstrap  v5.3" in head


def test_the_basic_bundle_is_served_when_installed(tmp_path: Path) -> None:
    bundle = tmp_path / "vendor" / "plotly-basic.min.js"
    bundle.parent.mkdir()
    bundle.touch()
    assert resources.plotly_bundle(tmp_path) == bundle


def test_plotly_s_own_bundle_is_served_otherwise(tmp_path: Path) -> None:
    bundle = resources.plotly_bundle(tmp_path)
    assert bundle.name == "plotly.min.js"
    assert bundle.stat().st_size > 1_000_000


def test_a_missing_package_is_named() -> None:
    with pytest.raises(resources.ResourceError, match="the package no_such_package is not installed"):
        resources._installed("no_such_package")
