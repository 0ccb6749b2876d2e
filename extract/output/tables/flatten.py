"""Flattens records into rows of the tidy tables. Nothing is computed but keys, days, sides and dyads."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.output.tables import row_types as rows
from extract.output.tables.days import days, time_of
from extract.output.tables.dyad_row_types import WithoutDyadRow
from extract.output.tables.dyads import ArticleDyads
from extract.output.tables.record_links import NO_LINKS, ArticleLinks
from extract.output.tables.table_row import TableRow
from schemas import (
    Actor,
    Agreement,
    ArticleExtraction,
    Attribution,
    Certainty,
    Doubt,
    Duplicate,
    EventCodes,
    EventDate,
    Failure,
    Rejected,
    SecurityStatement,
    Span,
)


def flatten(extraction: ArticleExtraction, key: str, links: ArticleLinks = NO_LINKS) -> Iterator[TableRow]:
    """The rows of an article. `key` is the article's primary key.

    A row comes after the rows that it refers to, but before those of its deal, event or entity.
    """
    yield TableRow("articles", _article(extraction, key))
    yield TableRow("article_texts", rows.ArticleTextRow(key, extraction.article.text))
    article = _ArticleRows(key, ArticleDyads(extraction, key, links), links)
    for actor in extraction.actors:
        yield from article.actor(actor)
    for agreement in extraction.agreements:
        yield from article.agreement(agreement)
    for statement in extraction.statements:
        yield from article.statement(statement)
    for issue in extraction.issues:
        yield TableRow("issues", rows.IssueRow(key, issue.code, issue.message, issue.record, issue.field))


def rejected_row(rejected: Rejected, article_id: str | None) -> TableRow:
    """The row of a rejected draft or field."""
    draft = json.dumps(rejected.draft, ensure_ascii=False)
    codes = (rejected.kind.value, rejected.field, rejected.gate.value, rejected.reason)
    return TableRow("rejected", rows.RejectedRow(article_id, rejected.source_id, *codes, rejected.message, draft))


def duplicate_row(duplicate: Duplicate, article_id: str | None) -> TableRow:
    """The row of a duplicate; `article_id` is the key of the article that it repeats."""
    return TableRow(
        "duplicates",
        rows.DuplicateRow(
            article_id=article_id,
            source_id=duplicate.source_id,
            title=duplicate.title,
            source=duplicate.source,
            published=duplicate.published,
            url=duplicate.url,
            path=duplicate.path,
            kind=duplicate.kind.value,
            similarity=duplicate.similarity,
        ),
    )


def failure_row(failure: Failure) -> TableRow:
    """The row of an article that could not be processed."""
    where = (failure.source_id, failure.path, failure.stage.value)
    return TableRow("failures", rows.FailureRow(*where, failure.error.value, failure.message, failure.attempts))


def _article(extraction: ArticleExtraction, key: str) -> rows.ArticleRow:
    article, provenance = extraction.article, extraction.provenance
    first, last = days(article.published)
    return rows.ArticleRow(
        id=key,
        source_id=article.source_id,
        title=article.title,
        source=article.source,
        published=article.published,
        published_earliest=first,
        published_latest=last,
        url=article.url,
        path=article.path,
        language=article.language,
        language_detected=article.language_detected,
        characters=article.characters,
        sha256=article.sha256,
        method=provenance.method,
        model=provenance.model,
        plan=provenance.plan,
        calls=provenance.usage.calls,
        tokens_in=provenance.usage.tokens_in,
        tokens_out=provenance.usage.tokens_out,
        created=time_of(provenance.created),
    )


class _ArticleRows:
    """Builds the rows of one article's records; the ids of the records become primary keys."""

    def __init__(self, article: str, dyads: ArticleDyads, links: ArticleLinks) -> None:
        self._article, self._dyads, self._links = article, dyads, links

    def actor(self, actor: Actor) -> Iterator[TableRow]:
        key = self._key(actor.id)
        represents = self._key(actor.represents) if actor.represents else None
        sector = actor.sector.value if actor.sector else None
        side = self._dyads.side(actor.id)
        kind, country = (actor.basis.kind, actor.basis.country) if actor.basis else (None, None)
        values = (actor.name, actor.kind.value, actor.country, sector, actor.office, represents)
        basis = (kind.value if kind else None, country.value if country else None)
        who = (side.key if side else None, *basis, actor.wikidata, self._links.entity_of(actor))
        yield TableRow("actors", rows.ActorRow(key, self._article, *values, *who))
        for position, mention in enumerate(actor.mentions, start=1):
            span = mention.span
            where = (mention.form.value, span.text, span.start, span.end)
            yield TableRow("mentions", rows.MentionRow(self._article, key, position, *where))

    def agreement(self, agreement: Agreement) -> Iterator[TableRow]:
        key = self._key(agreement.id)
        yield TableRow("agreements", self._agreement(agreement, key))
        for position, party in enumerate(agreement.parties, start=1):
            values = (self._key(party.actor), position, party.role.value, party.explicit)
            yield TableRow("parties", rows.PartyRow(self._article, key, *values))
        for position, date in enumerate(agreement.dates, start=1):
            yield TableRow("dates", self._date(key, position, date))
        for context in agreement.contexts:
            yield TableRow("contexts", rows.ContextRow(self._article, key, None, context.value))
        cue = {"status_cue": (agreement.status_cue,) if agreement.status_cue else ()}
        for field, position, span in _spans(agreement, cue):
            where = (field, position, span.text, span.start, span.end)
            yield TableRow("evidence", rows.EvidenceRow(self._article, key, None, *where))
        yield from self._doubts(agreement.doubts, key, None)
        for row in self._dyads.agreement_rows(agreement):
            yield TableRow("without_dyad" if isinstance(row, WithoutDyadRow) else "agreement_dyads", row)

    def statement(self, statement: SecurityStatement) -> Iterator[TableRow]:
        key = self._key(statement.id)
        act = (statement.act.value, statement.act_class.value, statement.cue.text, statement.about, statement.negated)
        source = self._source(statement.attribution)
        judged = _certainty(statement.certainty), statement.label
        values = (*act, *_codes(statement.codes), *source, *judged)
        event = self._links.id_of(statement.id)
        yield TableRow("statements", rows.StatementRow(key, self._article, event, *values))
        for position, actor in enumerate(statement.speakers, start=1):
            yield TableRow("speakers", rows.SpeakerRow(self._article, key, self._key(actor), position))
        for position, actor in enumerate(statement.recipients, start=1):
            yield TableRow("recipients", rows.RecipientRow(self._article, key, self._key(actor), position))
        for context in statement.contexts:
            yield TableRow("contexts", rows.ContextRow(self._article, None, key, context.value))
        for field, position, span in _spans(statement, {"cue": (statement.cue,)}):
            where = (field, position, span.text, span.start, span.end)
            yield TableRow("evidence", rows.EvidenceRow(self._article, None, key, *where))
        yield from self._doubts(statement.doubts, None, key)
        for row in self._dyads.statement_rows(statement):
            yield TableRow("without_dyad" if isinstance(row, WithoutDyadRow) else "statement_dyads", row)

    def _doubts(self, doubts: Sequence[Doubt], agreement: str | None, statement: str | None) -> Iterator[TableRow]:
        for doubt in doubts:
            values = (doubt.code, doubt.message, doubt.field, doubt.other, doubt.resolved)
            yield TableRow("doubts", rows.DoubtRow(self._article, agreement, statement, *values))

    def _agreement(self, agreement: Agreement, key: str) -> rows.AgreementRow:
        value, codes = agreement.value, agreement.codes
        source_text, source_actor, quote = self._source(agreement.attribution)
        return rows.AgreementRow(
            id=key,
            article_id=self._article,
            deal_id=self._links.id_of(agreement.id),
            subject=agreement.subject,
            instrument=agreement.instrument.value,
            status=agreement.status.value,
            status_cue=agreement.status_cue.text if agreement.status_cue else None,
            historical=agreement.historical,
            amount=float(value.amount) if value else None,
            amount_max=float(value.amount_max) if value and value.amount_max else None,
            amount_exact=value.amount if value else None,
            currency=value.currency if value else None,
            currency_basis=value.currency_basis.value if value else None,
            bound=value.bound.value if value else None,
            quantity=agreement.quantity.text if agreement.quantity else None,
            plover_event=codes.plover_event,
            plover_mode=codes.plover_mode,
            cameo=codes.cameo,
            quad=codes.quad,
            goldstein=codes.goldstein,
            source_text=source_text,
            source_actor_id=source_actor,
            quote=quote,
            certainty=_certainty(agreement.certainty),
            label=agreement.label,
            status_label=agreement.status_label,
        )

    def _date(self, key: str, position: int, date: EventDate) -> rows.DateRow:
        earliest, latest = days(date.edtf)
        values = (date.relation.value, date.role.value, date.anchor, date.span.text)
        return rows.DateRow(self._article, key, position, date.edtf, earliest, latest, *values)

    def _source(self, attribution: Attribution | None) -> tuple[str | None, str | None, str | None]:
        """The words that name the source, the key of its actor, and the kind of quote."""
        if attribution is None:
            return None, None, None
        actor = self._key(attribution.source) if attribution.source else None
        return attribution.source_text, actor, attribution.quote.value

    def _key(self, record: str) -> str:
        return f"{self._article}/{record}"


def _certainty(certainty: Certainty | None) -> str | None:
    return certainty.value if certainty else None


def _codes(codes: EventCodes) -> tuple[str | None, str | None, str | None, int | None, float | None]:
    return codes.plover_event, codes.plover_mode, codes.cameo, codes.quad, codes.goldstein


def _spans(record: Agreement | SecurityStatement, cue: Mapping[str, Sequence[Span]]) -> Iterable[tuple[str, int, Span]]:
    """Every span of a record, with the field that it supports and its position there, counted from 1."""
    attribution = record.attribution
    groups: dict[str, Sequence[Span]] = {"evidence": record.evidence, **cue, **record.fields}
    groups |= {"attribution": (attribution.span,)} if attribution else {}
    for field, spans in groups.items():
        for position, span in enumerate(spans, start=1):
            yield field, position, span
