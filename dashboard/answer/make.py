"""answer(view, selection): the one place where numbers are made, with a bounded memory of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dashboard import disclosure
from dashboard.answer.alike import alike
from dashboard.answer.apart import apart, fair
from dashboard.answer.beside import Rows, beside, counted, rows_behind
from dashboard.answer.flow import flow
from dashboard.answer.judged import judged
from dashboard.answer.lattice import offered, released
from dashboard.answer.level import read, stands
from dashboard.answer.listing import listing
from dashboard.answer.many import judged_each
from dashboard.answer.memory import Memory
from dashboard.answer.monthly import number, trend
from dashboard.answer.offered import dimensions, lacking, supported
from dashboard.answer.period import Period, declared, resolve, standing
from dashboard.answer.promised import path, with_promises
from dashboard.answer.question import Question
from dashboard.answer.search import Search
from dashboard.answer.shapes import SHAPES, Ask, Shaped
from dashboard.answer.sure import sure
from dashboard.answer.tables import shaped as people
from dashboard.answer.used import used
from dashboard.answer.value import Answer, Denominator, Promised, Unavailable, real, whole
from dashboard.catalog import Catalog
from dashboard.cities.schema import City, Text
from dashboard.data import query
from dashboard.data.areas import Areas
from dashboard.data.atlas import Atlas
from dashboard.data.receipt import Snapshot, SubjectReceipt
from dashboard.data.warehouse import Warehouse
from dashboard.i18n import N_
from dashboard.model import Dimension, Shape, Subject, View
from dashboard.selection import Pairs, Parsed, Selection, parse

REMEMBERED = 2_000
SHAPERS = {**SHAPES, Shape.NUMBER: number, Shape.TREND: trend, Shape.FLOW: flow}
WHOLE = (Shape.NUMBER, Shape.TREND)
EACH = (Shape.RANKING, Shape.CHANGES)


class Answers:
    """Answers of one city from its warehouse; safe to share between threads."""

    def __init__(self, city: City, warehouse: Warehouse, catalog: Catalog) -> None:
        self.city, self.warehouse = city, warehouse
        self.catalog = with_promises(catalog.protecting(city.disclosure.protected), city)
        self.atlas = Atlas(warehouse)
        self.search, self.ledger = Search(warehouse, self.catalog), disclosure.Ledger(warehouse.folder)
        self._memory: Memory[Answer] = Memory(REMEMBERED)

    def snapshot(self, selection: Selection) -> Snapshot:
        """The snapshot a selection asks for; Unavailable before the first refresh."""
        if selection.as_of:
            return self.warehouse.snapshot(selection.as_of)
        current = self.warehouse.current()
        if current is None:
            raise Unavailable(N_("No data has been published yet. An operator must run the first refresh."))
        return current

    def parse(self, pairs: Pairs) -> Parsed:
        """Read a query against what the snapshot it asks for knows; the current one unless ``as_of`` names another."""
        pairs = list(pairs)
        kept = {snapshot.id: snapshot for snapshot in self.warehouse.snapshots()}
        past = [kept[text.strip()] for key, text in pairs if key == "as_of" and text.strip() in kept]
        known = self.vocabulary(past[0] if past else self.warehouse.current())
        places = [key for key, dimension in self.catalog.dimensions.items() if dimension.place]
        return parse(pairs, known, places, kept)

    def vocabulary(self, snapshot: Snapshot | None) -> dict[str, Collection[str]]:
        """Valid values of each dimension the city publishes, in catalog order."""
        receipts = snapshot.subjects.values() if snapshot else ()
        known: dict[str, Collection[str]] = {}
        for key, dimension in self.catalog.dimensions.items():
            declared = [value.code for value in dimension.values]
            found = [value.key for receipt in receipts for value in receipt.values.get(key, ())]
            if found:
                known[key] = dict.fromkeys([code for code in declared if code in found] or found)
        return known

    def numbering(self, subject: Subject, snapshot: Snapshot) -> Rows | None:
        """The rows and different numbers of a whole dataset; None where a row is what is counted."""
        columns = snapshot.subjects[subject.key].columns
        metric = next((one for one in subject.metrics if one.distinct and one.distinct in columns), None)
        return None if metric is None else counted(self.warehouse, self.warehouse.table(subject.key, snapshot), metric)

    def lacking(self, subject: Subject, snapshot: Snapshot) -> tuple[View, ...]:
        """The views of a published subject that the city's columns, codes and boundaries cannot make."""
        return lacking(subject, snapshot.subjects[subject.key], self.atlas.kinds(snapshot))

    def answer(self, view: View, selection: Selection) -> Answer:
        """The answer, made or remembered; Unavailable when this city cannot give it.

        What does not change the numbers, such as the language or a choice that the
        view leaves out, does not have them made again.
        """
        snapshot, subject = self.snapshot(selection), self.catalog.of(view)
        disclosure.permit(subject, view, selection)
        receipt, metric = _receipt(self.city, snapshot, subject), subject.metric(view.metric)
        drawn = self.atlas.kinds(snapshot) if view.shape is Shape.MAP else ()
        by = dimensions(view, subject, receipt, selection, drawn)
        supported(metric, subject, receipt)
        hidden = disclosure.protects(subject, view)
        if hidden:
            offered(self.city, view, selection)
        table = released(self.ledger, snapshot, view, by[0], selection) if hidden else None
        going, ignored = used(view, subject, selection, receipt, by, self.city.promises.get(view.promise), table)
        going = going.but(lang="en", by=by[0].key if by else None, as_of=None)
        question = Question(view, subject, metric, going, snapshot, receipt, by, table)
        make = self._of_people if table else self._make
        made = self._memory.recall((view.key, going, snapshot.id), lambda: make(question))
        caveats = self._caveats(subject, selection, by)
        return replace(made, selection=selection, ignored=ignored, caveats=caveats)

    def _make(self, question: Question) -> Answer:
        ask, like = alike(read(self._ask(question)), self.warehouse.snapshots)
        left, totals, behind = apart(ask), ask.counts()[0], rows_behind(ask)
        ask = fair(ask, totals, left)
        shaped, promise = self._shaped(question.view, ask)
        compared = ask.period.before is not None
        between, judgment = sure(ask, totals) if question.view.shape in WHOLE else (None, None)
        total, before = whole(totals, "count"), whole(totals, "before") if compared else None
        return Answer(
            view=question.view,
            subject=question.subject,
            metric=question.metric,
            selection=question.selection,
            snapshot=question.snapshot.id,
            city=self.city.name,
            sample=question.snapshot.sample,
            receipt=question.receipt,
            period=ask.period,
            total=total,
            value=real(totals, "value"),
            value_before=real(totals, "value_before") if compared else None,
            total_before=before,
            fields=shaped.fields,
            records=shaped.records,
            by=question.by[0] if question.by else None,
            unstated=shaped.unstated,
            denominator=ask.denominator,
            status=self.city.subjects[question.subject.key].status,
            license=self.city.subjects[question.subject.key].license,
            areas=self._areas(question, ask.period),
            rows=behind.rows,
            unnumbered=behind.unnumbered,
            apart=left,
            promise=promise,
            judgment=judged(shaped.months, ask.period, total, before) if shaped.months else judgment,
            between=between,
            stands=stands(ask),
            alike=like if compared else None,
            aside=beside(ask, question.snapshot, self.catalog),
        )

    def _of_people(self, question: Question) -> Answer:
        """A released table as an answer: nothing is counted anew."""
        table, period = question.table, self._period(question)
        assert table is not None
        made = people(table, *question.by)
        return Answer(
            view=question.view, subject=question.subject, metric=question.metric, selection=question.selection,
            snapshot=question.snapshot.id, city=self.city.name, sample=question.snapshot.sample,
            receipt=question.receipt, period=replace(period, now=table.window, before=None), total=sum(table.sums),
            total_before=None, fields=made.fields, records=made.records, by=question.by[0],
            status=self.city.subjects[question.subject.key].status,
            license=self.city.subjects[question.subject.key].license, rows=table.rows, unnumbered=table.unnumbered,
            released=table.snapshot,
        )  # fmt: skip

    def _shaped(self, view: View, ask: Ask) -> tuple[Shaped, Promised | None]:
        if ask.period.alone == "outside":
            return Shaped((), ()), None
        if view.shape is Shape.PATH:
            return path(ask, self.city.promises[view.promise])
        if view.shape is Shape.LIST:
            return listing(ask, view.columns), None
        shaped = SHAPERS[view.shape](ask)
        return (judged_each(ask, shaped) if view.shape in EACH else shaped), None

    def _areas(self, question: Question, period: Period) -> Areas | None:
        """The outlines of a map at the end of its period; of the first kind that has them for the points of a list."""
        snapshot = question.snapshot
        if question.view.shape is Shape.MAP:
            return self.atlas.areas(snapshot, question.by[0].key, period.now.until)
        if question.view.shape is not Shape.LIST:
            return None
        kinds = self.atlas.kinds(snapshot)
        kind = next((one.key for one in question.subject.dimensions if one.place and one.key in kinds), None)
        return self.atlas.areas(snapshot, kind) if kind else None

    def _caveats(self, subject: Subject, selection: Selection, by: tuple[Dimension, ...]) -> tuple[Text, ...]:
        used = {dimension.column for dimension in by}
        used |= {dimension.column for dimension in subject.dimensions if selection.values(dimension.key)}
        texts = (*self.city.caveats, *self.city.subjects[subject.key].caveats)
        return tuple(text for text in texts if not text.concerns or used & set(text.concerns))

    def _ask(self, question: Question) -> Ask:
        subject, metric, selection = question.subject, question.metric, question.selection
        period = self._period(question)
        table = self.warehouse.table(subject.key, question.snapshot)
        every = query.readied(table, subject, metric, period.coverage.until)
        rows = query.longest(query.chosen(every, subject, metric, selection), metric)
        residents = self._denominator(question, period)
        return Ask(
            self.warehouse, every, rows, subject, metric, selection, question.receipt, period, question.by, residents
        )

    def _period(self, question: Question) -> Period:
        """The days counted and compared; never across a change of the boundaries asked for."""
        selection, receipt = question.selection, question.receipt
        period = standing(receipt) if question.metric.stock else resolve(selection, receipt)
        if period is None:
            raise Unavailable(N_("The city's dataset has no usable records."))
        for kind in (*(one.key for one in question.by), *(key for key, _ in selection.chosen)):
            if not period.redrawn and (days := self.atlas.redrawn(question.snapshot, kind)):
                period = period.across(kind, days)
        return period.broken(declared(self.city.subjects[question.subject.key], question.metric.key))

    def _denominator(self, question: Question, period: Period) -> Denominator | None:
        population, selection = self.city.population, question.selection
        places = [key for key, _ in selection.chosen if question.subject.dimension(key).place]
        if population is None or len(places) > 1:
            return None
        if not places:
            return Denominator(population.residents, population.year, population.source)
        if period.superseded:
            return None
        wanted = set(selection.values(places[0]))
        residents = [value.residents for value in question.receipt.values[places[0]] if value.key in wanted]
        if not residents or None in residents:
            return None
        return Denominator(sum(filter(None, residents)), population.year, population.source)


def _receipt(city: City, snapshot: Snapshot, subject: Subject) -> SubjectReceipt:
    if subject.key in city.unpublished:
        raise Unavailable(N_("The city does not publish this."))
    if subject.key not in snapshot.subjects:
        raise Unavailable(N_("This is not in this dashboard yet."))
    return snapshot.subjects[subject.key]
