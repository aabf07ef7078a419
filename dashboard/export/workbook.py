"""XLSX: the table of the CSV on one sheet, what it is and where from on another. No cell is a formula."""

from __future__ import annotations

import io

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.answer import Answer
from dashboard.answer.value import Cell
from dashboard.explain import explain
from dashboard.export.cells import heads, lines, moment, provenance, safe
from dashboard.export.form import Form
from dashboard.i18n import N_, Words

DATA, ABOUT = "data", "about"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def xlsx_bytes(answer: Answer) -> bytes:
    """A workbook; the same bytes for the same answer."""
    words, out = Words(answer.selection.lang), io.BytesIO()
    told = explain(answer, words)
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        made = moment(answer).replace(tzinfo=None)  # a workbook knows no zones
        book.set_properties({"title": told.headline, "subject": told.subtitle, "created": made})
        _filled(book.add_worksheet(DATA), [list(heads(answer)), *lines(answer)])
        facts = {"headline": told.headline, "subtitle": told.subtitle, **provenance(answer)}
        notes: list[Cell] = [*told.cautions, *told.sentences, *told.know, told.source]
        about: list[list[Cell]] = [*([key, cell] for key, cell in facts.items()), *([note] for note in notes)]
        _filled(book.add_worksheet(ABOUT), about)
    return out.getvalue()


def _filled(sheet: Worksheet, rows: list[list[Cell]]) -> None:
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            told = safe(cell)
            if isinstance(told, str):
                sheet.write_string(down, across, told)
            else:
                sheet.write_number(down, across, told)
    sheet.freeze_panes(1, 0)


FORMS = (
    Form(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda answer, _: xlsx_bytes(answer),
        link=N_("Excel"),
    ),
)
