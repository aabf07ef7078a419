"""Pages as first sent: real status, title, findings and tables, before any JavaScript."""

from __future__ import annotations

import gzip
import logging
import re
import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.answer import Answer, Answers
from dashboard.i18n import LANGUAGES
from dashboard.model import View
from dashboard.selection import Selection
from tests.routes.conftest import PAGES, Got
from tests.support.documents import read
from tests.support.site import application

CARDS = ("/", "/safety")
ABSENT = ("/nothing", "/safety/", "/index.html", "/views", "/pages/safety", "/%00", "/a/b/c", "/embed/")
PLAIN = ("/views/incidents-trend", "/views/incidents-trend.csv", "/embed/incidents-trend")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_its_title_and_language(got: Got, path: str, lang: str) -> None:
    answer = got(f"{path}?lang={lang}")
    found = read(answer.data)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert found.lang == lang
    assert "Harbor City" in found.title
    assert found.headings[0]
    assert not re.search(r"[{}]|\bNone\b", found.title + "".join(found.headings))


def test_titles_of_pages_differ(got: Got) -> None:
    titles = [read(got(f"{path}?lang={lang}").data).title for path in PAGES for lang in LANGUAGES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", CARDS)
def test_findings_charts_and_tables_are_in_the_first_html(got: Got, path: str, lang: str) -> None:
    page = got(f"{path}?lang={lang}")
    found = read(page.data)
    assert len(found.headings) >= 4
    figures = re.findall(r'class="headline-number">([^<]+)<', page.get_data(as_text=True))
    assert any(re.search(r"\d", text) for text in (*found.headings, *figures))
    assert len(found.tables) >= 4
    assert all(len(table) > 1 for table in found.tables)
    drawn = [address for address in found.pictures if address.startswith("/views/")]
    assert len(drawn) >= 4
    for address in drawn:
        assert "as_of=" in address


def test_the_pictures_of_a_page_are_there(got: Got) -> None:
    drawn = read(got("/safety?district=Harbor").data).pictures
    for address in [one for one in drawn if "size=wide&theme=light" in one]:
        answer = got(address)
        assert answer.status_code == 200, address
        assert answer.mimetype == "image/svg+xml"
        assert "immutable" in answer.headers["Cache-Control"]


def test_links_of_a_page_lead_somewhere_and_carry_the_choice(got: Got) -> None:
    found = read(got("/safety?district=Harbor&lang=es").data)
    own = {link for link in found.links if link.startswith("/")}
    by_kind = {re.sub(r"(/(?:places/\w+|views|embed)/)[^.?]*", r"\1", urlsplit(link).path): link for link in own}
    assert len(by_kind) > 6
    for link in by_kind.values():
        assert got(link).status_code == 200, link
    carried = [link for link in own if "district=Harbor" in link]
    assert {"/", "/safety"} <= {urlsplit(link).path for link in carried}
    assert any(".csv" in link for link in carried)
    assert all(("lang", "es") in parse_qsl(urlsplit(link).query) for link in own if link not in other_language(own))


def other_language(links: set[str]) -> set[str]:
    return {link for link in links if "lang=" not in link}


def test_the_form_holds_what_was_chosen(got: Got) -> None:
    found = read(got("/safety?since=2025-01-01&district=Harbor&measure=rate&lang=es&as_of=").data)
    fields = found.fields
    assert any(one.get("name") == "since" and one.get("value") == "2025-01-01" for one in fields)
    boxes = [one for one in fields if one.get("name") == "district"]
    assert [one["value"] for one in boxes if "checked" in one] == ["Harbor"]
    assert len(boxes) > 5
    assert any(one.get("name") == "lang" and one.get("value") == "es" for one in fields)


def test_a_filter_changes_what_is_told(got: Got) -> None:
    whole, part = (read(got(f"/safety{query}").data) for query in ("", "?district=Harbor"))
    assert whole.headings != part.headings
    assert "Harbor" in "".join(part.headings)


def test_what_cannot_be_used_is_left_out_with_a_notice(client: FlaskClient) -> None:
    found = read(client.get("/safety?since=yesterday&district=Atlantis&lang=en").data)
    assert "yesterday" in found.notices
    assert "Atlantis" in found.notices
    assert found.headings == read(client.get("/safety").data).headings


def test_a_view_page_gives_the_notice_too(client: FlaskClient) -> None:
    answer = client.get("/views/incidents-trend?district=Atlantis")
    assert answer.status_code == 200
    assert "Atlantis" in read(answer.data).notices


@pytest.mark.parametrize(
    "path", ["/nothing", "/safety/", "/index.html", "/views", "/pages/safety", "/%00", "/a/b/c", "/embed/"]
)
def test_unknown_paths_are_really_absent(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"_dash" not in answer.data
    assert b"<script" not in answer.data
    if answer.mimetype == "text/html":
        assert read(answer.data).headings


def test_an_absent_page_speaks_the_language_asked_for(client: FlaskClient) -> None:
    english, spanish = (read(client.get(f"/nothing?lang={lang}").data) for lang in ("en", "es"))
    assert (english.lang, spanish.lang) == ("en", "es")
    assert english.headings != spanish.headings


@pytest.mark.parametrize(
    "path", [*PAGES, "/views/incidents-trend", "/views/incidents-trend.csv", "/embed/incidents-trend"]
)
def test_head_answers_like_get_without_a_body(client: FlaskClient, got: Got, path: str) -> None:
    head, get = client.head(path), got(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.mimetype == get.mimetype
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


@pytest.mark.parametrize("path", [*PAGES, "/views/incidents-trend.csv", "/embed/incidents-trend"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_only_answer_get(client: FlaskClient, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", [*PAGES, "/views/incidents-trend", "/views/incidents-trend.csv", "/embed/incidents"])
def test_only_embeds_may_be_framed(got: Got, path: str) -> None:
    policy = dict(part.split(" ", 1) for part in got(path).headers["Content-Security-Policy"].split("; "))
    assert policy["frame-ancestors"] == ("*" if path.startswith("/embed/") else "'self'")
    assert policy["default-src"] == "'self'"
    assert "unsafe-eval" not in policy["script-src"]
    assert "unsafe-inline" not in policy["script-src"]
    assert "http" not in " ".join(policy.values())


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_loaded_from_another_host(got: Got, path: str) -> None:
    html = got(path).get_data(as_text=True)
    loaded = re.findall(r'<(?:script|link|img|source|iframe)[^>]*?(?:src|href|srcset)="([^"]+)"', html)
    assert loaded
    assert [address for address in loaded if not address.startswith(("/", "data:"))] == []


def test_static_files_are_kept_for_a_year(client: FlaskClient) -> None:
    html = client.get("/").get_data(as_text=True)
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    assert len(styles) >= 2
    for address in [*styles, *read(html).scripts]:
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            assert "max-age=31536000" in answer.headers["Cache-Control"], address
            if address in styles:
                assert "immutable" in answer.headers["Cache-Control"]


def test_a_static_file_not_listed_is_absent(client: FlaskClient) -> None:
    for name in ("nothing.css", "..%2fpyproject.toml", "../pyproject.toml", "site.css%00"):
        assert client.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize("encoding", ["gzip", "br"])
@pytest.mark.parametrize(
    "path", ["/safety", "/views/incidents-trend.csv", "/views/incidents-trend.svg", "/embed/incidents"]
)
def test_answers_are_compressed(client: FlaskClient, path: str, encoding: str) -> None:
    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2
    if encoding == "gzip" and not path.startswith("/safety"):
        assert gzip.decompress(packed.data) == plain.data


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_light(client: FlaskClient, lang: str) -> None:
    for path in PAGES:
        assert len(client.get(f"{path}?lang={lang}", headers={"Accept-Encoding": "gzip"}).data) < 60_000, path


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", [*PAGES, "/views/incidents-trend", "/embed/incidents-trend"])
def test_sample_data_say_so(got: Got, path: str, lang: str) -> None:
    said = {"en": "Sample data", "es": "Datos de muestra"}[lang]
    assert said in read(got(f"{path}?lang={lang}").data).text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_without_a_snapshot_say_so(empty: FlaskClient, lang: str) -> None:
    for path in PAGES:
        answer = empty.get(f"{path}?lang={lang}")
        found = read(answer.data)
        assert answer.status_code == 200
        assert found.headings
        assert found.tables == []
        assert len(found.text) > 40


def test_without_a_snapshot_the_site_lives_but_is_not_ready(empty: FlaskClient, client: FlaskClient) -> None:
    assert empty.get("/healthz").status_code == 200
    answer = empty.get("/readyz")
    assert answer.status_code == 503
    assert "refresh" in answer.get_data(as_text=True)
    assert client.get("/readyz").status_code == 200
    assert client.get("/healthz").json == {"status": "ok"}


@pytest.mark.parametrize("path", ["/views/incidents-trend.csv", "/views/incidents-trend", "/embed/incidents-trend"])
def test_without_a_snapshot_views_say_what_to_do(empty: FlaskClient, path: str) -> None:
    answer = empty.get(path)
    assert answer.status_code == 503
    assert "refresh" in answer.get_data(as_text=True)


def test_a_cache_that_cannot_be_read_is_told_and_not_ready(sample_cache: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_cache / "sample", tmp_path / "sample")
    for manifest in (tmp_path / "sample/manifests").iterdir():
        manifest.write_text("{")
    broken = application(tmp_path).test_client()
    for path in (*PAGES, "/readyz", "/views/incidents.csv"):
        assert broken.get(path).status_code == 503, path
    assert broken.get("/healthz").status_code == 200


def test_an_error_of_the_program_is_a_plain_500(
    server: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> object:
        raise RuntimeError("wires cut")

    monkeypatch.setattr(Answers, "parse", broken)
    with caplog.at_level(logging.CRITICAL):
        answer = server.test_client().get("/safety")
    assert answer.status_code == 500
    assert b"wires cut" not in answer.data
    assert b"Traceback" not in answer.data


@pytest.mark.parametrize("failing", ["incidents-trend", "incidents-by-place", "incidents-by-hour"])
def test_one_failing_card_leaves_the_others(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failing: str
) -> None:
    whole = read(client.get("/safety").data)
    real = Answers.answer

    def answer(self: Answers, view: View, selection: Selection) -> Answer:
        if view.key == failing:
            raise RuntimeError("wires cut")
        return real(self, view, selection)

    monkeypatch.setattr(Answers, "answer", answer)
    with caplog.at_level(logging.CRITICAL):
        found = client.get("/safety")
        sources = client.get("/data")
    assert (found.status_code, sources.status_code) == (200, 200)
    read_again = read(found.data)
    assert b"wires cut" not in found.data
    assert "could not be drawn" in read_again.text
    assert len(read_again.tables) == len(whole.tables) - 1
    assert (Counter(whole.headings) - Counter(read_again.headings)).total() == 1
