"""An HTML document as a reader without JavaScript finds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

SKIPPED = ("script", "style", "template")


@dataclass
class Document:
    """What a page says: its title, headings with their levels, texts, tables, links, pictures and fields."""

    title: str = ""
    lang: str = ""
    text: str = ""
    headings: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    notices: str = ""
    tables: list[list[list[str]]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    fields: list[dict[str, str | None]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Document()
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in ("br", "img", "input", "link", "meta", "source", "hr", "wbr", "col"):
            self.open.append((tag, given.get("class") or ""))
        if tag[0] == "h" and tag[1:].isdigit():
            self.found.levels.append(int(tag[1:]))
        if tag == "html":
            self.found.lang = given.get("lang") or ""
        elif tag == "a":
            self.found.links.append(given.get("href") or "")
        elif tag in ("img", "source"):
            self.found.pictures.append(given.get("src") or given.get("srcset") or "")
        elif tag in ("input", "select"):
            self.found.fields.append(given)
        elif tag == "script" and given.get("src"):
            self.found.scripts.append(given.get("src") or "")
        elif tag == "table":
            self.found.tables.append([])
        elif tag == "tr" and self.found.tables:
            self.found.tables[-1].append([])
        elif tag in ("td", "th") and self.found.tables and self.found.tables[-1]:
            self.found.tables[-1][-1].append("")
        elif tag in ("h1", "h2", "h3"):
            self.found.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            opened, _ = self.open.pop()
            if opened == tag:
                break

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        if any(tag in SKIPPED for tag in tags):
            return
        if tags and tags[-1] == "title":
            self.found.title += data
            return
        self.found.text += data
        if any("notice" in classes.split() for _, classes in self.open):
            self.found.notices += data
        if any(tag in ("h1", "h2", "h3") for tag in tags):
            self.found.headings[-1] += data
        if any(tag in ("td", "th") for tag in tags) and self.found.tables and self.found.tables[-1]:
            self.found.tables[-1][-1][-1] += data


def read(html: str | bytes) -> Document:
    """The document that a browser would show without running anything."""
    reader = _Reader()
    reader.feed(html.decode() if isinstance(html, bytes) else html)
    reader.close()
    return reader.found
