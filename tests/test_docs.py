"""What the documents promise is there: links lead somewhere, commands, settings and folders exist."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.__main__ import cli
from dashboard.settings import Settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
OPERATE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith("http")]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_every_folder_in_the_readme_exists() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("| folder | holds |")[1].split("\n\n")[0]
    named = re.findall(r"`([^`]+)`", "\n".join(line.split("|")[1] for line in table.splitlines() if "`" in line))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_command_is_documented() -> None:
    commands = {
        command.name or str(command.callback and command.callback.__name__) for command in cli.registered_commands
    }
    assert {name for name in commands if f"`dashboard {name}" not in OPERATE} == set()


def test_every_setting_is_documented() -> None:
    names = {"app_token": "SOCRATA_APP_TOKEN"}
    variables = {names.get(field.name, f"DASHBOARD_{field.name.upper()}") for field in fields(Settings)}
    assert {name for name in variables if f"`{name}`" not in OPERATE} == set()


def test_every_make_target_the_documents_use_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    used = {
        target for path in DOCUMENTS for target in re.findall(r"`make ([a-z-]+)`", path.read_text(encoding="utf-8"))
    }
    assert used
    assert used - targets == set()
