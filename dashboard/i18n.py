"""English and Spanish: messages by gettext, numbers and dates by CLDR.

Every text is an English message id marked with :func:`N_` or passed to a
:class:`Words`. The catalogs are ``translations/<lang>/LC_MESSAGES/dashboard.po``,
compiled in memory when first used.
"""

from __future__ import annotations

import gettext as gettext_module
import io
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from dashboard.model import Plural, Window

LANGUAGES = {"en": "English", "es": "Español"}
LOCALES = {"en": "en_US", "es": "es_US"}
TRANSLATIONS = Path(__file__).parent / "translations"


def N_(message: str) -> str:
    """Mark a message id for extraction and return it unchanged."""
    return message


def P_(one: str, many: str) -> Plural:
    """Mark a noun phrase in singular and plural for extraction and return both."""
    return one, many


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
        return Locale.parse(LOCALES[self.lang])

    def __call__(self, message: str, /, **fields: object) -> str:
        text = _catalog(self.lang).gettext(message) if message else ""
        return text.format(**fields) if fields else text

    def plural(self, one: str, many: str, count: float, /, **fields: object) -> str:
        """The form for ``count``, which is also available as ``{n}``, formatted."""
        whole = int(count) if count == int(count) else 2
        text = _catalog(self.lang).ngettext(one, many, abs(whole))
        return text.format(n=self.number(count), **fields)

    def noun(self, forms: Plural, count: float, /, **fields: object) -> str:
        """The form of a noun phrase for ``count``, without the number."""
        return self.plural(*forms, count, **fields)

    def number(self, value: float, digits: int = 0) -> str:
        """1204 as ``1,204``; at most ``digits`` decimals."""
        pattern = "#,##0." + "0" * digits if digits else "#,##0"
        return format_decimal(value, pattern, locale=self.locale)

    def signed(self, value: float, digits: int = 0) -> str:
        """A difference with its sign; a true minus, and no sign on zero."""
        sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
        return sign + self.number(abs(value), digits)

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
        """14 as ``2 PM`` / ``2 p.m.``, midnight and noon by name."""
        if hour in (0, 12):
            return self(N_("midnight")) if hour == 0 else self(N_("noon"))
        return format_time(time(hour), "h a", locale=self.locale).replace("\u202f", "\u00a0")

    def span(self, window: Window) -> str:
        """A period: ``November 2025 to October 2026`` for whole months, else by day."""
        if window.since == window.until:
            return self.day(window.since)
        show = self.month if window.whole_months else self.day
        if window.whole_months and window.months == 1:
            return self.month(window.since)
        return self(N_("{since} to {until}"), since=show(window.since), until=show(window.until))

    def listed(self, items: list[str], style: str = "standard") -> str:
        """``a, b, and c``; with ``or``: ``a, b, or c``."""
        return format_list(items, style=style, locale=self.locale)
