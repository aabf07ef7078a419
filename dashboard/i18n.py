"""English and Spanish: messages by gettext, numbers and dates by CLDR.

Every text is an English message id marked with :func:`N_` or passed to a
:class:`Words`. The catalogs are ``translations/<lang>/LC_MESSAGES/dashboard.po``,
compiled in memory when first used.
"""

from __future__ import annotations

import gettext as gettext_module
import io
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from dashboard.model import Plural, Window

LANGUAGES = {"en": "English", "es": "Español"}
LOCALES = {"en": "en_US", "es": "es_US"}
# Spanish "y" and "o" before a word that begins with their own sound (RAE, Ortografía 2010)
EUPHONY = (
    ("y", "e", re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)),
    ("o", "u", re.compile(r"h?[oó]|8|11\b", re.IGNORECASE)),
)
TRANSLATIONS = Path(__file__).parent / "translations"


def N_(message: str) -> str:
    """Mark a message id for extraction and return it unchanged."""
    return message


def P_(one: str, many: str) -> Plural:
    """Mark a noun phrase in singular and plural for extraction and return both."""
    return one, many


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(LOCALES[lang])


@cache
def _catalog(lang: str) -> gettext_module.NullTranslations:
    path = TRANSLATIONS / lang / "LC_MESSAGES" / "dashboard.po"
    if not path.exists():
        return gettext_module.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=lang))
    compiled.seek(0)
    return gettext_module.GNUTranslations(compiled)


@dataclass(frozen=True, slots=True)
class Words:
    """One language: ``words("message", name=...)`` translates, then fills in."""

    lang: str

    @property
    def locale(self) -> Locale:
        """The CLDR locale; Spanish as written in the United States."""
        return _locale(self.lang)

    def __call__(self, message: str, /, **fields: object) -> str:
        """The message in this language, its fields filled in."""
        text = _catalog(self.lang).gettext(message) if message else ""
        return text.format(**fields) if fields else text

    def plural(self, one: str, many: str, count: float, /, **fields: object) -> str:
        """The form for ``count``, which is also available as ``{n}``, formatted."""
        whole = int(count) if count == int(count) else 2
        text = _catalog(self.lang).ngettext(one, many, abs(whole))
        return text.format(n=self.number(count), **fields)

    def quantity(self, forms: Plural, value: float, digits: int = 1) -> str:
        """An amount with its unit: ``("{n} minute", "{n} minutes")`` and 7.25 give "7.3 minutes".

        From 100 on, without decimals.
        """
        digits = digits if abs(value) < 100 else 0
        shown = self.number(value, digits)
        one = shown == self.number(1, digits)
        text = _catalog(self.lang).ngettext(*forms, 1 if one else 2)
        return text.format(n=shown)

    def noun(self, forms: Plural, count: float, /, **fields: object) -> str:
        """The form of a noun phrase for ``count``, without the number."""
        return self.plural(*forms, count, **fields)

    def number(self, value: float, digits: int = 0) -> str:
        """1204 as ``1,204``; at most ``digits`` decimals."""
        pattern = "#,##0." + "0" * digits if digits else "#,##0"
        return format_decimal(value, pattern, locale=self.locale)

    def signed(self, value: float, digits: int = 0) -> str:
        """A difference with its sign; a true minus, and no sign on zero."""
        text = self.number(abs(value), digits)
        sign = "" if not text.strip("0.,") else "+" if value > 0 else "\N{MINUS SIGN}"
        return sign + text

    def percent(self, share: float, digits: int = 0) -> str:
        """0.45 as ``45%``."""
        return format_percent(share, "#,##0." + "0" * digits + "%" if digits else None, locale=self.locale)

    def day(self, day: date) -> str:
        """``October 31, 2026`` / ``31 de octubre de 2026``."""
        return format_date(day, "long", locale=self.locale)

    def short_day(self, day: date) -> str:
        """``Oct 31, 2026`` / ``31 oct 2026``."""
        return format_date(day, "medium", locale=self.locale)

    def month(self, day: date) -> str:
        """``October 2026`` / ``octubre de 2026``."""
        skeleton = "MMMM y" if self.lang == "en" else "MMMM 'de' y"
        return format_date(day, skeleton, locale=self.locale)

    def moment(self, moment: datetime) -> str:
        """Date and time of day, to the minute."""
        return format_datetime(moment, "medium", locale=self.locale)

    def hour(self, hour: int) -> str:
        """14 as ``2 PM`` / ``las 2 p.m.``, midnight and noon by name; Spanish takes its article along."""
        if hour in (0, 12):
            return self(N_("midnight")) if hour == 0 else self(N_("noon"))
        shown = format_time(time(hour), "h a", locale=self.locale).replace("\u202f", "\u00a0")
        article = {"es": "la " if hour % 12 == 1 else "las "}.get(self.lang, "")
        return article + shown

    def span(self, window: Window) -> str:
        """A period: ``November 2025 to October 2026`` for whole months, else by day."""
        if window.since == window.until:
            return self.day(window.since)
        if window.whole_months and window.months == 1:
            return self.month(window.since)
        if window.whole_months:
            return self(N_("{since} to {until}"), since=self.month(window.since), until=self.month(window.until))
        return self(N_("{first} to {last}"), first=self.day(window.since), last=self.day(window.until))

    def listed(self, items: list[str], style: Literal["standard", "or"] = "standard") -> str:
        """``a, b, and c``; with ``or``: ``a, b, or c``. Spanish: ``a, b y c``, but ``a e Irvington``, ``7 u 8``."""
        text = format_list(items, style=style, locale=self.locale)
        if self.lang != "es" or len(items) < 2:
            return text
        joined, last = text[: -len(items[-1])], items[-1]
        for conjunction, before, sound in EUPHONY:
            if joined.endswith(f" {conjunction} ") and sound.match(last):
                joined = f"{joined[:-3]} {before} "
        return joined + last
