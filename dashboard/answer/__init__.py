"""Answers: the numbers for (view, selection, snapshot), made in one place.

Everything shown is a pure rendering of an :class:`Answer`.
"""

from __future__ import annotations

from dashboard.answer.make import Answers
from dashboard.answer.period import Period
from dashboard.answer.value import Answer, Denominator, Field, Unavailable

__all__ = ["Answer", "Answers", "Denominator", "Field", "Period", "Unavailable"]
