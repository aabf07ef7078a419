"""The rules that the code's shape must keep: import layers, sizes, and nothing that ties it to one machine."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dashboard"
MODULES = sorted(PACKAGE.rglob("*.py"))
DECLARATIONS = {PACKAGE / "catalog"}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lint_imports(config: Path, root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    arguments = ["--config", str(config), "--no-logo", "--no-cache"]
    return subprocess.run([*command, *arguments], cwd=root, capture_output=True, text=True, check=False)


def test_imports_keep_their_layers() -> None:
    result = lint_imports(ROOT / "pyproject.toml", ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def _contracts() -> list[dict[str, object]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, object]] = config["tool"]["importlinter"]["contracts"]
    return contracts


def test_every_module_has_its_layer() -> None:
    layers = next(contract for contract in _contracts() if contract["type"] == "layers")["layers"]
    assert isinstance(layers, list)
    named = {name.strip(" ()") for layer in layers for name in layer.split("|")}
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert there - {"__init__"} <= named


def test_a_module_is_one_thing() -> None:
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    declared = {relative(path) for path in MODULES if path.parent in DECLARATIONS}
    assert [name for name, lines in lengths.items() if lines > 250 and name not in declared] == []


def test_a_function_fits_a_screen() -> None:
    lengths = {
        f"{relative(path)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in MODULES
        for function in functions(path)
    }
    assert [name for name, lines in lengths.items() if lines > 40] == []


def test_a_module_says_what_it_is() -> None:
    assert [relative(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []
