"""How parts become sentences, in both languages: lists, hours, periods, filters, nothing before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from dashboard.answer import Answer
from dashboard.catalog import CATALOG
from dashboard.explain import explain, phrases
from dashboard.i18n import Words
from dashboard.model import Shape, Window
from tests.support.answers import make
from tests.words.cases import PERIODS, chosen, during, of_view

EN, ES = Words("en"), Words("es")
VIEWED = CATALOG.views
NUMBER = VIEWED["incidents"]


def said(made: Answer, words: Words) -> str:
    told = explain(made, words)
    return " ".join((told.headline, *told.sentences))


@pytest.mark.parametrize(
    ("items", "style", "expected"),
    [
        (["Canton", "Downtown"], "standard", "Canton y Downtown"),
        (["Canton", "Irvington"], "standard", "Canton e Irvington"),
        (["Canton", "Downtown", "Irvington"], "standard", "Canton, Downtown e Irvington"),
        (["agua", "hielo"], "standard", "agua y hielo"),
        (["Canton", "Irvington"], "or", "Canton o Irvington"),
        (["Canton", "Otterbein"], "or", "Canton u Otterbein"),
        (["hurto", "homicidio"], "or", "hurto u homicidio"),
        (["7", "8"], "or", "7 u 8"),
        (["1", "11"], "or", "1 u 11"),
        (["1", "118"], "or", "1 o 118"),
        (["Irvington"], "standard", "Irvington"),
        ([], "standard", ""),
    ],
)
def test_spanish_lists_sound_right(items: list[str], style: Literal["standard", "or"], expected: str) -> None:
    assert ES.listed(items, style) == expected


def test_english_lists_keep_their_and() -> None:
    assert EN.listed(["Canton", "Irvington"]) == "Canton and Irvington"


@pytest.mark.parametrize(
    ("hour", "english", "spanish"),
    [
        (0, "midnight", "la medianoche"),
        (1, "1 AM", "la 1 a.m."),
        (12, "noon", "el mediodía"),
        (15, "3 PM", "las 3 p.m."),
    ],
)
def test_hours_are_named_as_people_name_them(hour: int, english: str, spanish: str) -> None:
    assert EN.hour(hour).replace("\xa0", " ") == english
    assert ES.hour(hour).replace("\xa0", " ") == spanish


@pytest.mark.parametrize(
    ("name", "english", "spanish"),
    [
        ("a day", "on March 5, 2025", "el 5 de marzo de 2025"),
        ("a month", "in March 2025", "en marzo de 2025"),
        ("some days", "from March 5, 2025 to March 20, 2025", "del 5 de marzo de 2025 al 20 de marzo de 2025"),
        ("five months", "from January 2025 to May 2025", "de enero de 2025 a mayo de 2025"),
    ],
)
def test_periods_inside_a_sentence(name: str, english: str, spanish: str) -> None:
    assert phrases.when(PERIODS[name], EN) == english
    assert phrases.when(PERIODS[name], ES) == spanish


def test_a_span_of_days_has_its_articles_in_spanish() -> None:
    window = Window(date(2025, 3, 5), date(2025, 3, 20))
    assert ES.span(window) == "del 5 de marzo de 2025 al 20 de marzo de 2025"


@pytest.mark.parametrize(
    ("pairs", "english", "spanish"),
    [
        ([("offense", ["robbery"])], "Fewer robberies: ", "Menos robos con violencia: "),
        ([("offense", ["burglary"])], "Fewer burglaries: ", "Menos robos con allanamiento: "),
        ([("offense", ["larceny"])], "Fewer thefts: ", "Menos hurtos: "),
        ([("offense", ["arson"])], "Fewer reports of arson: ", "Menos denuncias de incendio intencional: "),
        (
            [("offense", ["robbery", "burglary"])],
            "Fewer reports of robbery or burglary: ",
            "Menos denuncias de robo con violencia o robo con allanamiento: ",
        ),
        (
            [("district", ["7", "8"]), ("weekday", ["5"])],
            "Fewer reported incidents in police district 7 or 8, on Friday: ",
            "Menos incidentes denunciados en el distrito policial 7 u 8, en viernes: ",
        ),
        (
            [("weekday", ["1", "2", "3", "4", "5"])],
            "Fewer reported incidents on 5 days of the week: ",
            "Menos incidentes denunciados en 5 días de la semana: ",
        ),
        (
            [("district", ["7"]), ("weekday", ["5"]), ("hour", ["9"])],
            "Fewer reported incidents with these filters: ",
            "Menos incidentes denunciados con estos filtros: ",
        ),
    ],
)
def test_filters_in_a_headline(pairs: list[tuple[str, list[str]]], english: str, spanish: str) -> None:
    made = chosen(of_view(NUMBER, "usual", "incident"), *pairs)
    assert explain(made, EN).headline.startswith(english)
    assert explain(made, ES).headline.startswith(spanish)


def test_many_filters_are_a_sentence_of_their_own() -> None:
    made = chosen(of_view(NUMBER, "usual", "incident"), ("district", ["7"]), ("weekday", ["5"]), ("hour", ["9"]))
    assert "The filters are: in police district 7, on Friday, at 09:00." in said(made, EN)
    assert "Los filtros son: en el distrito policial 7, en viernes, a las 09:00." in said(made, ES)


def test_nothing_before_is_said_without_a_percent() -> None:
    made = replace(of_view(NUMBER, "usual", "incident"), total=3, total_before=0)
    assert "There were none in the 12 months before." in said(made, EN)
    assert "En los 12 meses anteriores no se registró ningún caso." in said(made, ES)
    assert "%" not in said(made, EN) + said(made, ES)


def test_nothing_now_is_not_written_as_a_zero() -> None:
    made = replace(of_view(NUMBER, "usual", "victim"), total=0, total_before=12)
    assert "The records show no victims of reported crimes in Harbor City" in said(made, EN)
    assert "Los registros no muestran víctimas de delitos denunciados en Harbor City" in said(made, ES)


def test_a_change_too_small_for_a_percent_has_none() -> None:
    made = replace(of_view(NUMBER, "usual", "incident"), total=1001, total_before=1000)
    assert "That is 1 more than the 1,000 in the 12 months before." in said(made, EN)


def test_no_percent_stands_on_fewer_than_ten_records() -> None:
    few = replace(of_view(VIEWED["incidents-by-hour"], "one", "incident"), total=1)
    assert "%" not in said(few, EN)
    places = replace(of_view(VIEWED["incidents-by-place"], "usual", "incident"), total=9, unstated=4)
    assert "%" not in said(places, EN)


def test_one_record_without_a_place_does_not_say_it() -> None:
    made = replace(of_view(VIEWED["incidents-by-place"], "usual", "incident"), total=5000, unstated=1)
    assert "1 of the 5,000 records does not say the police district and is not in this chart." in said(made, EN)
    assert "1 de los 5,000 registros no indica el distrito policial y no está en este gráfico." in said(made, ES)


def test_where_few_records_name_a_place_the_headline_says_so() -> None:
    made = of_view(VIEWED["incidents-by-place"], "usual", "incident")
    made = replace(made, unstated=made.total // 2)
    assert explain(made, EN).headline.startswith("Where the police district is known, ")
    assert explain(made, ES).headline.startswith("Donde consta el distrito policial, ")


def test_a_headline_that_ends_in_a_point_gets_no_second_one() -> None:
    assert not explain(make(Shape.GRID), ES).alt.endswith("..")


def test_the_same_month_a_year_earlier() -> None:
    made = during(of_view(NUMBER, "usual", "incident"), PERIODS["a month"])
    assert "in the same month a year earlier" in said(made, EN)
    assert "en el mismo mes un año antes" in said(made, ES)
