"""Make records of the joined, proved answers: ids in order of the text, contexts, codes, the words behind values."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.assemble.declared.attributing import attribute
from extract.assemble.declared.certainty import certainty_of
from extract.assemble.declared.joining import Joined
from extract.assemble.declared.mentions import find_mentions
from extract.assemble.declared.unplaced import unplaced
from extract.assemble.sectors import sector_of
from extract.document.segment import Sentence
from extract.language.en.contexts import find_contexts
from extract.verify.declared.proved import ProvedActor, ProvedAgreement, ProvedStatement
from extract.verify.declared.words import ArticleWords
from schemas import (
    ACT_CLASS,
    Actor,
    Agreement,
    Context,
    Issue,
    Mention,
    Party,
    SecurityStatement,
    Span,
    codes_of_act,
    codes_of_status,
)

Mentions = Mapping[str, tuple[Mention, ...]]
"""By the id of the actor in the joined answers."""


@dataclass(frozen=True)
class DeclaredRecords:
    """The records of an article, and the differences between code and model in reading its words."""

    actors: tuple[Actor, ...]
    agreements: tuple[Agreement, ...]
    statements: tuple[SecurityStatement, ...]
    issues: tuple[Issue, ...]


def make_records(joined: Joined, words: ArticleWords) -> DeclaredRecords:
    """Return the records in the order of the text."""
    mentions = find_mentions(joined.actors, words)
    end = len(words.article.text)
    actors = sorted(joined.actors, key=lambda actor: _first(mentions[actor.id], end))
    agreements = sorted(joined.agreements, key=lambda one: _place(one.sentences, one.status_cue))
    statements = sorted(joined.statements, key=lambda one: _place(one.sentences, one.cue))
    maker = _Maker({actor.id: f"a{number}" for number, actor in enumerate(actors, start=1)}, mentions, words)
    return DeclaredRecords(
        tuple(maker.actor(actor) for actor in actors),
        tuple(maker.agreement(f"g{number}", one) for number, one in enumerate(agreements, start=1)),
        tuple(maker.statement(f"s{number}", one) for number, one in enumerate(statements, start=1)),
        tuple(maker.issues(actors, agreements, statements)),
    )


def _first(mentions: tuple[Mention, ...], end: int) -> int:
    return mentions[0].span.start if mentions else end


def _place(sentences: tuple[Sentence, ...], cue: Span | None) -> tuple[int, int]:
    return sentences[0].index, cue.start if cue else sentences[0].start


class _Maker:
    def __init__(self, ids: Mapping[str, str], mentions: Mentions, words: ArticleWords) -> None:
        self._ids = ids
        self._mentions = mentions
        self._at = {one.span: ids[actor] for actor, found in reversed([*mentions.items()]) for one in found}
        self._words = words

    def actor(self, actor: ProvedActor) -> Actor:
        return Actor(
            id=self._ids[actor.id],
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            sector=sector_of(actor.kind, actor.name, actor.office, actor.country),
            office=actor.office,
            represents=self._ids[actor.represents] if actor.represents else None,
            mentions=self._mentions[actor.id],
            basis=actor.basis,
        )

    def agreement(self, record_id: str, one: ProvedAgreement) -> Agreement:
        contexts = self._contexts(one.subject, one.sentences)
        return Agreement(
            id=record_id,
            subject=_on_one_line(one.subject),
            instrument=one.instrument,
            status=one.status,
            status_cue=one.status_cue,
            parties=tuple(Party(actor=self._ids[p.actor], role=p.role, explicit=p.explicit) for p in one.parties),
            contexts=contexts,
            dates=one.dates,
            value=one.value,
            quantity=one.quantity,
            historical=one.historical,
            attribution=attribute(one.source, self._at, one.sentences),
            label=one.label,
            status_label=one.status_label,
            codes=codes_of_status(one.status, contexts),
            evidence=self._evidence(one.sentences),
            fields=_fields(
                subject=self._matter(one.subject, one.sentences),
                status=[one.status_cue],
                parties=self._named([party.actor for party in one.parties], one.sentences),
                dates=[date.span for date in one.dates],
                value=[one.value.span if one.value else None],
                quantity=[one.quantity.span if one.quantity else None],
            ),
            certainty=certainty_of(one.doubts),
            doubts=one.doubts,
        )

    def statement(self, record_id: str, one: ProvedStatement) -> SecurityStatement:
        return SecurityStatement(
            id=record_id,
            speakers=tuple(self._ids[actor] for actor in one.speakers),
            act=one.act,
            act_class=ACT_CLASS[one.act],
            cue=one.cue,
            recipients=tuple(self._ids[actor] for actor in one.recipients),
            about=_on_one_line(one.about),
            contexts=self._contexts(one.about, one.sentences),
            attribution=attribute(one.source, self._at, one.sentences),
            label=one.label,
            codes=codes_of_act(one.act),
            evidence=self._evidence(one.sentences),
            fields=_fields(
                speakers=self._named(one.speakers, one.sentences),
                recipients=self._named(one.recipients, one.sentences),
                about=self._matter(one.about, one.sentences),
            ),
            certainty=certainty_of(one.doubts),
            doubts=one.doubts,
        )

    def issues(
        self,
        actors: Iterable[ProvedActor],
        agreements: Iterable[ProvedAgreement],
        statements: Iterable[ProvedStatement],
    ) -> Iterator[Issue]:
        """The issues of the records, each with the id of its record."""
        by_id = {actor.id: actor for actor in actors}
        of_actors = ((self._ids[actor.id], actor.issues) for actor in actors)
        of_agreements = (
            (f"g{number}", (*one.issues, *unplaced(one, by_id))) for number, one in enumerate(agreements, start=1)
        )
        of_statements = ((f"s{number}", one.issues) for number, one in enumerate(statements, start=1))
        for record_id, issues in (*of_actors, *of_agreements, *of_statements):
            yield from (issue.model_copy(update={"record": record_id}) for issue in issues)

    def _contexts(self, matter: str, sentences: tuple[Sentence, ...]) -> tuple[Context, ...]:
        """Topics of the matter, else of the sentences; none in a language that the analyzer does not read."""
        if not self._words.in_english:
            return ()
        return find_contexts(matter) or find_contexts(" ".join(one.text for one in sentences))[:3]

    def _evidence(self, sentences: tuple[Sentence, ...]) -> tuple[Span, ...]:
        return tuple(self._words.article.span(one.start, one.end) for one in sentences)

    def _matter(self, phrase: str, sentences: tuple[Sentence, ...]) -> list[Span]:
        """The place of the phrase in the sentences; a phrase in the model's own words has none."""
        return [one.span for one in self._words.locate_within(phrase, sentences)][:1]

    def _named(self, actors: Iterable[str], sentences: tuple[Sentence, ...]) -> Iterator[Span]:
        """The first mention of each actor in the sentences."""
        for actor in actors:
            inside = (span for sentence in sentences for span in self._mentioned_in(actor, sentence))
            first = next(inside, None)
            if first:
                yield first

    def _mentioned_in(self, actor: str, sentence: Sentence) -> Iterator[Span]:
        mentions = self._mentions[actor]
        place = bisect_left(mentions, sentence.start, key=lambda mention: mention.span.start)
        while place < len(mentions) and mentions[place].span.end <= sentence.end:
            yield mentions[place].span
            place += 1


def _fields(**spans: Iterable[Span | None]) -> dict[str, tuple[Span, ...]]:
    """The words behind each field, fields without any left out."""
    kept = {name: tuple(dict.fromkeys(span for span in found if span)) for name, found in spans.items()}
    return {name: found for name, found in kept.items() if found}


def _on_one_line(phrase: str) -> str:
    return " ".join(phrase.split())
