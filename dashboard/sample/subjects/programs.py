"""Programs against violence and for people hurt by it: a directory, invented like the city."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.sample.areas import CITY
from dashboard.sample.dataset import Context, Dataset, Field, Rows

OFFICE = f"{CITY} Office of Neighborhood Safety"
FIELDS = (
    Field("program_id", "text", "Program ID", "Unique; one row is one program at one place"),
    Field("name", "text", "Name"),
    Field("kind", "text", "Kind"),
    Field("what", "text", "What it does"),
    Field("what_es", "text", "What it does, in Spanish"),
    Field("who", "text", "Who it is for"),
    Field("who_es", "text", "Who it is for, in Spanish"),
    Field("hours", "text", "Hours"),
    Field("hours_es", "text", "Hours, in Spanish"),
    Field("phone", "text", "Phone"),
    Field("website", "text", "Website"),
    Field("address", "text", "Address"),
    Field("police_district", "text", "Police district"),
    Field("neighborhood", "text", "Neighborhood"),
    Field("latitude", "number", "Latitude"),
    Field("longitude", "number", "Longitude"),
    Field("started_date", "floating_timestamp", "Started date"),
)
DAILY = "Noon to midnight, every day", "Del mediodía a la medianoche, todos los días"
ALWAYS = "Day and night", "Día y noche"
OFFICE_HOURS = "9 to 5, Monday to Friday", "De 9 a 5, de lunes a viernes"
AFTER_SCHOOL = "2 to 7, Monday to Friday", "De 2 a 7, de lunes a viernes"
ANYONE = "Anyone", "Cualquier persona"
STREET = (
    "Workers who know the streets step in before a fight turns into a shooting. They stay in touch after.",
    "Personas que conocen las calles intervienen antes de que una pelea termine en un tiroteo. Después siguen en contacto.",
)
BEDSIDE = (
    "Staff meet people who were shot, stabbed or beaten at their hospital bed. They help with safety, money and a place to stay.",
    "El equipo visita en el hospital a personas heridas de bala, con arma blanca o a golpes. Ayuda con seguridad, dinero y vivienda.",
)
MENTORS = (
    "Mentors spend time with students after school. They help them settle disputes without a fight.",
    "Mentores pasan tiempo con estudiantes después de clases. Les ayudan a resolver conflictos sin pelear.",
)
AT_RISK = (
    "People 16 to 35 who may shoot or be shot",
    "Personas de 16 a 35 años que podrían disparar o recibir un disparo",
)
HURT = "People hurt by violence, and their families", "Personas heridas por la violencia y sus familias"
PUPILS = "Students in grades 6 to 12", "Estudiantes de los grados 6 a 12"


@dataclass(frozen=True, slots=True)
class Program:
    """One program. ``area`` is the position of its neighborhood, None where the address must stay secret; pairs are English and Spanish."""

    name: str
    kind: str
    what: tuple[str, str]
    who: tuple[str, str]
    hours: tuple[str, str]
    phone: str
    area: int | None
    since: str


PROGRAMS = (
    Program("Steady Street, Lowlands", "VIOLENCE INTERVENTION", STREET, AT_RISK, DAILY, "555-0101", 50, "2019-04-01"),
    Program("Steady Street, Westridge", "VIOLENCE INTERVENTION", STREET, AT_RISK, DAILY, "555-0102", 14, "2020-09-15"),
    Program("Steady Street, Eastfield", "VIOLENCE INTERVENTION", STREET, AT_RISK, DAILY, "555-0103", 33, "2022-02-01"),
    Program("Steady Street, Mill", "VIOLENCE INTERVENTION", STREET, AT_RISK, DAILY, "555-0104", 39, "2024-06-03"),
    Program("Bedside, Harbor General Hospital", "HOSPITAL", BEDSIDE, HURT, ALWAYS, "555-0110", 43, "2018-10-01"),
    Program("Bedside, Summit Medical Center", "HOSPITAL", BEDSIDE, HURT, ALWAYS, "555-0111", 24, "2021-07-01"),
    Program("Second Bell, Tannery High School", "SCHOOL", MENTORS, PUPILS, AFTER_SCHOOL, "555-0120", 15, "2021-09-01"),
    Program("Second Bell, Lakeside Middle School", "SCHOOL", MENTORS, PUPILS, AFTER_SCHOOL, "555-0121", 36, "2022-09-01"),
    Program("Second Bell, Millrace High School", "SCHOOL", MENTORS, PUPILS, AFTER_SCHOOL, "555-0122", 28, "2023-09-01"),
    Program(
        "Harbor City Victim Help Line", "VICTIM SERVICES",
        ("Someone listens, explains your rights and helps you get money for costs of a crime.",
         "Alguien le escucha, le explica sus derechos y le ayuda a recibir dinero para los gastos de un delito."),
        ANYONE, ALWAYS, "555-0130", 30, "2016-01-04",
    ),
    Program(
        "Safe Door", "VICTIM SERVICES",
        ("A safe place to stay for people whose partner hurts them, with help for children and pets.",
         "Un lugar seguro para personas a quienes su pareja lastima, con ayuda para niños y mascotas."),
        ("People hurt by a partner", "Personas lastimadas por su pareja"), ALWAYS, "555-0131", None, "2015-05-11",
    ),
    Program(
        "Families of Homicide Victims", "VICTIM SERVICES",
        ("Groups and one-to-one support after a killing. Help with the funeral and the court case.",
         "Grupos y apoyo individual después de un homicidio. Ayuda con el funeral y el juicio."),
        ("Families and close friends", "Familias y amistades cercanas"), OFFICE_HOURS, "555-0132", 18, "2017-03-20",
    ),
    Program(
        "Family Justice Center", "VICTIM SERVICES",
        ("Police, lawyers and counselors in one house. You can ask for a protective order here.",
         "Policía, abogados y consejeros en una misma casa. Aquí puede pedir una orden de protección."),
        ("People hurt by family or a partner", "Personas lastimadas por su familia o pareja"), OFFICE_HOURS, "555-0133", 29, "2019-11-12",
    ),
    Program(
        "New Start Reentry", "REENTRY",
        ("Help to find work, papers and a home after jail or prison.",
         "Ayuda para encontrar trabajo, documentos y vivienda después de la cárcel."),
        ("People who come home from jail or prison", "Personas que salen de la cárcel"), OFFICE_HOURS, "555-0140", 40, "2020-02-03",
    ),
)  # fmt: skip


def _site(name: str) -> str:
    return "https://" + "".join(letter for letter in name.split(",")[0].lower() if letter.isalnum()) + ".example"


def _rows(context: Context) -> Rows:
    known = [one for one in PROGRAMS if one.since < context.cutoff.isoformat()]
    started = np.array([one.since for one in known], "datetime64[us]")
    pairs = {
        f"{key}{suffix}": [getattr(one, key)[index] for one in known]
        for key in ("what", "who", "hours")
        for index, suffix in enumerate(("", "_es"))
    }
    texts = {
        "program_id": [f"PRG-{one.phone[-4:]}" for one in known],
        "name": [one.name for one in known],
        "kind": [one.kind for one in known],
        "phone": [one.phone for one in known],
        "website": [_site(one.name) for one in known],
        **pairs,
    }
    return {
        **{key: np.array(values, object) for key, values in texts.items()},
        **_where(context, known),
        ":id": np.array([int(one.phone[-4:]) * 7_919 + 2**40 for one in known], np.uint64),
        "started_date": started,
        ":created_at": context.stamps(started),
        ":updated_at": context.stamps(started),
    }


def _where(context: Context, known: list[Program]) -> Rows:
    """Addresses and places; none of them for a program whose address must stay secret."""
    geography, open_to_all = context.geography, np.array([one.area is not None for one in known])
    areas = np.array([one.area or 0 for one in known])
    blocks = geography.block_of(areas, np.full(len(known), 0.5))
    places = [geography.areas[area] for area in areas]
    texts = {
        "address": geography.block_address[blocks],
        "police_district": np.array([place.district for place in places], object),
        "neighborhood": np.array([place.name for place in places], object),
    }
    for values in texts.values():
        values[~open_to_all] = None
    return {
        **texts,
        "latitude": np.where(open_to_all, geography.block_latitude[blocks], np.nan),
        "longitude": np.where(open_to_all, geography.block_longitude[blocks], np.nan),
    }


DATASETS = (
    Dataset(
        "smpl-prg1",
        "Violence prevention and victim services",
        "Made-up programs of Harbor City, a city that does not exist; the phone numbers and addresses lead nowhere.",
        OFFICE,
        FIELDS,
        _rows,
        row_identifier="program_id",
    ),
)
