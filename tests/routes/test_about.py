"""The pages about the numbers: documents with anchors, a glossary, terms explained on the cards, links to all."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dashboard import resources
from dashboard.explain.glossary import TERMS, forms, pieces
from dashboard.html import render
from dashboard.i18n import LANGUAGES, Words
from dashboard.page.documents import SHOWN, read, shown, slug
from tests.routes.conftest import Got
from tests.support.documents import read as seen

NAMES = tuple(SHOWN)
PAGED = ("/", "/safety", "/services", "/accountability", "/promises", "/data", *SHOWN.values())
IDS = re.compile(r'\bid="([^"{]+)"')


def page(got: Got, path: str) -> str:
    answer = got(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("name", NAMES)
def test_every_section_of_a_document_is_on_its_page(got: Got, name: str) -> None:
    titles = re.findall(r"^## (.+)$", resources.document(name).read_text(encoding="utf-8"), re.MULTILINE)
    html = page(got, SHOWN[name])
    headings = re.findall(r'<h2 id="([^"]+)">(.+?)</h2>', html)
    assert [anchor for anchor, _ in headings] == [slug(title) for title in titles]
    assert [f"#{anchor}" for anchor, _ in headings] == [link for link in seen(html.encode()).links if link[:1] == "#"][
        1:
    ]
    assert html.count("<h1") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_document_has_one_set_of_anchors_for_all_languages(name: str, lang: str) -> None:
    found, english = read(name, lang), read(name, "en")
    assert [anchor for anchor, _ in found.parts] == [anchor for anchor, _ in english.parts]
    assert found.markup.count("<code>") == english.markup.count("<code>")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shown_is_in_both_languages_with_the_same_code(name: str) -> None:
    found = [read(name, lang) for lang in LANGUAGES]
    assert [one.lang for one in found] == list(LANGUAGES)
    code = [sorted(re.findall(r"<code>(.+?)</code>", one.markup)) for one in found]
    assert code[0] == code[1]
    assert all(one != other for one, other in zip(found[0].parts, found[1].parts, strict=True))


def test_a_text_in_another_language_says_so() -> None:
    spanish, english = (render(shown("decisions.md", Words(lang))) for lang in ("es", "en"))
    assert "Este texto está en inglés." in spanish
    assert '<article class="prose" lang="en">' in spanish
    assert "This text is in English." not in english


def test_a_translation_with_other_sections_is_not_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, text in (("one.md", "# One\n\n## First\n\n## Second"), ("one.es.md", "# Uno\n\n## Primera")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(resources, "document", lambda name: tmp_path / name)
    assert read("one.md", "es").lang == "en"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_links_of_a_document_lead_to_a_part_of_the_site(got: Got, name: str, lang: str) -> None:
    links = [link for link in re.findall(r'href="([^"]+)"', read(name, lang).markup) if not link.startswith("http")]
    assert links
    for link in links:
        asked = urlsplit(link)
        shown = page(got, f"{asked.path}?{asked.query}")
        assert not asked.fragment or f'id="{asked.fragment}"' in shown
        assert asked.query == {"en": "", "es": "lang=es"}[lang]


def test_tables_of_a_document_scroll_and_have_a_name(got: Got) -> None:
    shown = page(got, "/about/methods")
    tables = re.findall(r'<div class="scroll" tabindex="0" role="region" aria-label="([^"]+)"><table>', shown)
    assert len(tables) == shown.count("<table") > 0
    assert '<th scope="col">' in shown
    assert "<th>" not in shown


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGED)
def test_every_page_links_to_how_it_counts(got: Got, path: str, lang: str) -> None:
    links = {link.partition("?")[0] for link in seen(page(got, f"{path}?lang={lang}").encode()).links}
    assert {"/about", "/about/methods", "/about/glossary", "/data"} <= links


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_glossary_has_every_term_by_name(got: Got, lang: str) -> None:
    shown, words = page(got, f"/about/glossary?lang={lang}"), Words(lang)
    for term in TERMS:
        assert f'<dt id="{term.key}"><dfn>{words(term.title)}</dfn></dt>' in shown
    titles = re.findall(r"<dfn>(.+?)</dfn>", shown)
    assert all(first < second for first, second in pairwise(titles))


def test_keys_and_forms_of_terms_are_their_own() -> None:
    assert len({term.key for term in TERMS}) == len(TERMS)
    for lang in LANGUAGES:
        written = [form for form, _ in forms(lang)]
        assert len(set(written)) == len(written)


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "This is within the usual range: chance alone.", {"usual range": "usual", "chance alone": "chance"}),
        ("en", "More robberies. A robbery is not a burglary.", {"robberies": "robbery", "burglary": "burglary"}),
        ("en", "Calls that officers start are left out.", {"Calls that officers start": "self-initiated"}),
        ("en", "Unsettled, in the middleware.", {}),
        ("es", "Es la llamada del medio: 9 de 10 tardaron menos.", {"del medio": "median", "9 de 10": "p90"}),
    ],
)
def test_the_first_writing_of_a_term_is_found(lang: str, text: str, found: dict[str, str]) -> None:
    cut = list(pieces(text, lang))
    assert "".join(piece for piece, _ in cut) == text
    assert {piece: term.key for piece, term in cut if term} == found
    assert [term for _, term in pieces(text, lang, set(found.values())) if term] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/safety", "/services", "/views/incidents-trend"])
def test_every_term_on_a_page_opens_its_own_meaning_once_a_card(got: Got, path: str, lang: str) -> None:
    shown = page(got, f"{path}?lang={lang}")
    targets = re.findall(r'popovertarget="([^"]+)"', shown)
    meant = re.findall(r'<p popover class="meaning" id="([^"]+)">', shown)
    assert targets
    assert sorted(targets) == sorted(meant)
    assert len(set(IDS.findall(shown))) == len(IDS.findall(shown))


def test_terms_are_left_out_of_files_pictures_and_embeds(got: Got) -> None:
    for address in ("/views/incidents-trend.csv", "/views/incidents-trend.svg", "/embed/incidents-trend"):
        shown = page(got, address)
        assert "popover" not in shown
        assert Words("en")(TERMS[0].meaning) not in shown


def test_a_sentence_with_a_term_reads_on_without_a_break(got: Got) -> None:
    sentence = "Records after October 31, 2026 may not be complete. The totals leave them out."
    assert sentence in seen(page(got, "/views/incidents-trend").encode()).text


def test_a_card_with_a_verdict_tells_how_it_is_found(got: Got) -> None:
    shown = page(got, "/views/incidents-trend?lang=es")
    assert 'href="/about/methods?lang=es#is-the-difference-more-than-chance"' in shown
    assert 'id="is-the-difference-more-than-chance"' in page(got, "/about/methods?lang=es")
    assert "more-than-chance" not in page(got, "/views/incidents-by-hour")
