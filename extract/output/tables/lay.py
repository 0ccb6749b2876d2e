"""Lays an extraction out as rows of the tidy tables. Records go in, rows come out; nothing is computed but keys."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extract.output.tables import rows
from extract.output.tables.days import bounds
from schemas import (
    Actor,
    Agreement,
    ArticleExtraction,
    Attribution,
    Duplicate,
    EventCodes,
    EventDate,
    Failure,
    Rejected,
    SecurityStatement,
    Span,
)


class Laid(NamedTuple):
    """A row, and the table that it belongs to."""

    table: str
    row: tuple[object, ...]


class Numbering:
    """Gives articles their keys: the content hash; the second article with the same words has `#2` behind it."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._keys: dict[tuple[str, str], str] = {}

    def key(self, found: ArticleExtraction) -> str:
        """The key of the next article."""
        article = found.article
        self._seen[article.id] += 1
        times = self._seen[article.id]
        key = article.id if times == 1 else f"{article.id}#{times}"
        self._keys.setdefault((article.id, article.source_id), key)
        return key

    def known(self, article: str, source_id: str) -> str | None:
        """The key that an article of this hash and source id was given; None if there was none."""
        return self._keys.get((article, source_id))


def lay(found: ArticleExtraction, key: str) -> Iterator[Laid]:
    """The rows of an article under this key, those that others point at first."""
    yield Laid("articles", _article(found, key))
    page = _Page(key)
    for actor in found.actors:
        yield from page.actor(actor)
    for agreement in found.agreements:
        yield from page.agreement(agreement)
    for statement in found.statements:
        yield from page.statement(statement)
    for issue in found.issues:
        yield Laid("issues", rows.IssueRow(key, issue.code, issue.message, issue.record, issue.field))


def lay_rejected(one: Rejected, article_id: str | None) -> Laid:
    """The row of a refusal."""
    draft = json.dumps(one.draft, ensure_ascii=False)
    told = (one.source_id, one.kind.value, one.field, one.gate.value, one.reason, one.message, draft)
    return Laid("rejected", rows.RejectedRow(article_id, *told))


def lay_duplicate(one: Duplicate, article_id: str | None) -> Laid:
    """The row of an article that repeats this one."""
    told = (one.source_id, one.title, one.source, one.published, one.url, one.path, one.kind.value, one.similarity)
    return Laid("duplicates", rows.DuplicateRow(article_id, *told))


def lay_failure(one: Failure) -> Laid:
    """The row of an article that could not be done."""
    told = (one.source_id, one.path, one.stage.value, one.error.value, one.message, one.attempts)
    return Laid("failures", rows.FailureRow(*told))


def _article(found: ArticleExtraction, key: str) -> rows.ArticleRow:
    article, how = found.article, found.provenance
    return rows.ArticleRow(
        id=key,
        source_id=article.source_id,
        title=article.title,
        source=article.source,
        published=article.published,
        url=article.url,
        path=article.path,
        language=article.language,
        language_detected=article.language_detected,
        characters=article.characters,
        text=article.text,
        sha256=article.sha256,
        run=how.run,
        model=how.model,
        plan=how.plan,
        calls=how.usage.calls,
        tokens_in=how.usage.tokens_in,
        tokens_out=how.usage.tokens_out,
        seconds=how.seconds,
        created=how.created,
    )


class _Page:
    """The records of one article; their ids become keys."""

    def __init__(self, article: str) -> None:
        self._article = article

    def actor(self, actor: Actor) -> Iterator[Laid]:
        key = self._key(actor.id)
        represents = self._key(actor.represents) if actor.represents else None
        sector = actor.sector.value if actor.sector else None
        told = (actor.name, actor.kind.value, actor.country, sector, actor.office, represents, actor.wikidata)
        yield Laid("actors", rows.ActorRow(key, self._article, *told))
        for position, mention in enumerate(actor.mentions, start=1):
            span = mention.span
            where = (mention.form.value, span.text, span.start, span.end)
            yield Laid("mentions", rows.MentionRow(self._article, key, position, *where))

    def agreement(self, deal: Agreement) -> Iterator[Laid]:
        key = self._key(deal.id)
        yield Laid("agreements", self._agreement(deal, key))
        for position, party in enumerate(deal.parties, start=1):
            told = (self._key(party.actor), position, party.role.value, party.explicit)
            yield Laid("parties", rows.PartyRow(self._article, key, *told))
        for position, date in enumerate(deal.dates, start=1):
            yield Laid("dates", self._date(key, position, date))
        for context in deal.contexts:
            yield Laid("contexts", rows.ContextRow(self._article, key, None, context.value))
        marks = {"status_cue": (deal.status_cue,) if deal.status_cue else ()}
        for field, position, span in _words(deal, marks):
            where = (field, position, span.text, span.start, span.end)
            yield Laid("evidence", rows.EvidenceRow(self._article, key, None, *where))

    def statement(self, said: SecurityStatement) -> Iterator[Laid]:
        key = self._key(said.id)
        told = (said.act.value, said.act_class.value, said.cue.text, said.about, said.negated)
        source = self._source(said.attribution)
        yield Laid("statements", rows.StatementRow(key, self._article, *told, *_codes(said.codes), *source))
        for position, actor in enumerate(said.speakers, start=1):
            yield Laid("speakers", rows.SpeakerRow(self._article, key, self._key(actor), position))
        for position, actor in enumerate(said.recipients, start=1):
            yield Laid("recipients", rows.RecipientRow(self._article, key, self._key(actor), position))
        for context in said.contexts:
            yield Laid("contexts", rows.ContextRow(self._article, None, key, context.value))
        for field, position, span in _words(said, {"cue": (said.cue,)}):
            where = (field, position, span.text, span.start, span.end)
            yield Laid("evidence", rows.EvidenceRow(self._article, None, key, *where))

    def _agreement(self, deal: Agreement, key: str) -> rows.AgreementRow:
        value, codes = deal.value, deal.codes
        source_text, source_actor, quote = self._source(deal.attribution)
        return rows.AgreementRow(
            id=key,
            article_id=self._article,
            subject=deal.subject,
            instrument=deal.instrument.value,
            status=deal.status.value,
            status_cue=deal.status_cue.text if deal.status_cue else None,
            historical=deal.historical,
            amount=float(value.amount) if value else None,
            amount_max=float(value.amount_max) if value and value.amount_max else None,
            amount_exact=value.amount if value else None,
            currency=value.currency if value else None,
            currency_basis=value.currency_basis.value if value else None,
            bound=value.bound.value if value else None,
            quantity=deal.quantity.text if deal.quantity else None,
            plover_event=codes.plover_event,
            plover_mode=codes.plover_mode,
            cameo=codes.cameo,
            quad=codes.quad,
            goldstein=codes.goldstein,
            source_text=source_text,
            source_actor_id=source_actor,
            quote=quote,
        )

    def _date(self, key: str, position: int, date: EventDate) -> rows.DateRow:
        earliest, latest = bounds(date.edtf)
        told = (date.relation.value, date.role.value, date.anchor, date.span.text)
        return rows.DateRow(self._article, key, position, date.edtf, earliest, latest, *told)

    def _source(self, found: Attribution | None) -> tuple[str | None, str | None, str | None]:
        """The words that name the source, the source's key, and how it is quoted."""
        if found is None:
            return None, None, None
        return found.source_text, self._key(found.source) if found.source else None, found.quote.value

    def _key(self, record: str) -> str:
        return f"{self._article}/{record}"


def _codes(codes: EventCodes) -> tuple[str | None, str | None, str | None, int | None, float | None]:
    return codes.plover_event, codes.plover_mode, codes.cameo, codes.quad, codes.goldstein


def _words(
    record: Agreement | SecurityStatement, marks: Mapping[str, Sequence[Span]]
) -> Iterable[tuple[str, int, Span]]:
    """Every span of a record with the field that it stands behind and its place there."""
    source = record.attribution
    groups: dict[str, Sequence[Span]] = {"evidence": record.evidence, **marks, **record.fields}
    groups |= {"attribution": (source.span,)} if source else {}
    for field, spans in groups.items():
        for position, span in enumerate(spans, start=1):
            yield field, position, span
