"""Collect the texts to translate: every literal that the code marks, into ``dashboard.pot`` and each ``.po``.

Marked are ``N_("...")``, ``words("...")``, ``P_("one", "many")`` and
``words.plural("one", "many", ...)``. Existing translations are kept, new texts
arrive empty, texts no longer used go.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po

from dashboard.i18n import LANGUAGES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dashboard"
TRANSLATIONS = PACKAGE / "translations"
SINGLE = {"N_", "words"}
PLURAL = {"P_", "plural"}
WIDTH = 120
HEADER: dict[str, Any] = {
    "header_comment": "# Texts of the accountability dashboard. Fields in {braces} are filled in: keep them.",
    "project": "accountability-dashboard",
    "version": "0",
    "copyright_holder": "the contributors",
    "msgid_bugs_address": "the issues of this project",
    "last_translator": "the contributors",
    "language_team": "the contributors",
    "fuzzy": False,
}

Message = str | tuple[str, str]


def extract() -> Catalog:
    """The template: every marked text of the package, with the files it stands in."""
    template = Catalog(**HEADER)
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for message, line in messages(source):
            template.add(message, locations=[(str(path.relative_to(ROOT)), line)])
    return template


def messages(source: str) -> Iterator[tuple[Message, int]]:
    """The texts marked in one module, in the order of their lines."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = _called(call.func)
        if name in SINGLE:
            yield from ((text, call.lineno) for text in _texts(call.args[0]))
        elif name in PLURAL and len(call.args) > 1:
            pairs = zip(_texts(call.args[0]), _texts(call.args[1]), strict=True)
            yield from (((one, many), call.lineno) for one, many in pairs)


def _called(function: ast.expr) -> str | None:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None


def _texts(node: ast.expr) -> Iterator[str]:
    """A literal, or both ends of a choice between literals; nothing for what only the running program knows."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def foreign() -> list[str]:
    """The languages to translate into: those the program offers but its own."""
    return sorted(set(LANGUAGES) - {"en"})


def catalog_path(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "dashboard.po"


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=language)


def write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalog, width=WIDTH, include_lineno=False, ignore_obsolete=True, sort_by_file=True)


def open_texts(catalog: Catalog) -> list[object]:
    """The texts of a catalog without a sure translation: empty, or marked fuzzy."""
    entries = [message for message in catalog if message.id]
    return [entry.id for entry in entries if entry.fuzzy or not all(forms(entry))]


def forms(entry: Entry) -> tuple[str, ...]:
    """The translation of an entry: one form, or one for each plural; empty ones where it is missing."""
    return (entry.string or "",) if not isinstance(entry.string, tuple | list) else tuple(entry.string)


def main() -> int:
    template, path = extract(), TRANSLATIONS / "dashboard.pot"
    if path.exists():
        template.creation_date = read(path).creation_date
    write(path, template)
    print(f"{len(template)} texts in {path.relative_to(ROOT)}")
    for language in foreign():
        target = catalog_path(language)
        catalog = read(target, language) if target.exists() else Catalog(language, **HEADER)
        catalog.update(template, no_fuzzy_matching=True)
        write(target, catalog)
        print(f"{language}: {len(open_texts(catalog))} of {len(catalog)} to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
