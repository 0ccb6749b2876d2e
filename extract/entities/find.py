"""Finds the entities of an article: names become mentions, and mentions of the same actor one entity.

States and organisations come from exact tables, persons and public bodies from the words around their names. Only
identical names, and names contained in others, are joined; nothing is merged because it looks similar.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document.quotes import find_quotes
from extract.document.segment import Sentence
from extract.entities import bodies, designated, organisations, persons, states
from extract.entities.entities import OFFICIAL, Entities, Entity, EntityMention, state_key
from extract.entities.names import drop_article, find_full_names, shorten_to_body_names
from extract.entities.whole_names import find_whole_names
from schemas import ActorKind, MentionForm

_CROWD = re.compile(
    r"\s(?:\w+\s)?(?:protest(?:er)?s|demonstrators|residents|citizens|civilians|voters|workers|students|farmers|fishermen|"
    r"traders|shopkeepers|analysts|experts|activists|journalists|reporters|scholars|businessm[ae]n|families|villagers|"
    r"migrants|refugees|crowds?)\b"
)
"""After a demonym: people of a state, who do not act for it."""
_FORMS = {
    states.StateForm.NAME: MentionForm.NAME,
    states.StateForm.ABBREVIATION: MentionForm.SHORT_NAME,
    states.StateForm.DEMONYM: MentionForm.DEMONYM,
    states.StateForm.SEAT: MentionForm.CAPITAL,
}


def find_entities(text: str, sentences: tuple[Sentence, ...]) -> Entities:
    """Return the entities of an article."""
    finder = _Finder(text, sentences, states.find_states(text), organisations.find_organisations(text))
    finder.find_designated()
    finder.find_persons()
    finder.find_organisations()
    finder.find_bodies()
    finder.find_states()
    return Entities(text, sentences, with_states(finder.by_key), tuple(finder.mentions), find_quotes(text))


def with_states(by_key: dict[str, Entity], home: str | None = None) -> dict[str, Entity]:
    """Return the entities with the states that officials act for, and the home state, if the article names none."""
    countries = [entity.country for entity in by_key.values() if entity.kind in OFFICIAL]
    known = {iso3 for iso3 in (*countries, home) if iso3}
    return {state_key(iso3): _state(iso3) for iso3 in sorted(known)} | by_key


def _state(iso3: str) -> Entity:
    return Entity(state_key(iso3), states.name_of(iso3), ActorKind.STATE, iso3)


@dataclass
class _Finder:
    """What is found so far. The first to claim a place in the text keeps it."""

    text: str
    sentences: tuple[Sentence, ...]
    states: Sequence[states.StateMention]
    organisations: Sequence[organisations.OrganisationMention]
    by_key: dict[str, Entity] = field(default_factory=dict)
    mentions: list[EntityMention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def find_designated(self) -> None:
        """Find companies, armed groups and media that the text calls such; the tables know their names better."""
        in_tables = {self.text[found.start : found.end] for found in self.organisations}
        for found in designated.find_designated(self.text):
            key = f"{found.kind}:{found.name}"
            mention = EntityMention(found.start, found.end, key, MentionForm.NAME)
            if found.name not in in_tables and self._claim(mention):
                self.by_key.setdefault(key, Entity(key, found.name, found.kind, found.country))

    def find_persons(self) -> None:
        """Find persons by full names, then by the parts of these names."""
        found = shorten_to_body_names(persons.find_persons(self.text, self.states), self.sentences)
        full = find_full_names({person.name for person in found})
        for person in found:
            name = full[person.name]
            key = f"person:{name}"
            form = MentionForm.NAME if person.name == name else MentionForm.SHORT_NAME
            if self._claim(EntityMention(person.start, person.end, key, form)):
                entity = self.by_key.get(key) or Entity(key, name, ActorKind.PERSON)
                self.by_key[key] = replace(
                    entity, country=entity.country or person.country, office=entity.office or person.office
                )
        self._find_short_names()

    def _find_short_names(self) -> None:
        """Find the parts of names that stand alone ("Moreau"); a part that two entities share is not found."""
        short = self._short_names()
        end = 0
        for start, [name, *_] in find_whole_names(short, self.text):
            if start >= end:
                end = start + len(name)
                self._claim(EntityMention(start, end, short[name], MentionForm.SHORT_NAME))

    def _short_names(self) -> dict[str, str]:
        """The key of the one entity that has each part of a name."""
        owners: dict[str, set[str]] = {}
        for key, entity in self.by_key.items():
            words = entity.name.split()
            for word in {entity.name, words[0], words[-1], drop_article(words[-1]), words[-1].title()}:
                if len(word) > 2 and not word.endswith("."):
                    owners.setdefault(word, set()).add(key)
        return {
            word: next(iter(keys)) for word, keys in owners.items() if len(keys) == 1 and not states.lookup_state(word)
        }

    def find_organisations(self) -> None:
        """Find the organisations of the table, each under the longest name that the text gives it."""
        for found in self.organisations:
            known = found.organisation
            key = f"{known.kind}:{known.name}"
            words = self.text[found.start : found.end]
            if self._claim(EntityMention(found.start, found.end, key, MentionForm.NAME)):
                entity = self.by_key.get(key) or Entity(key, words, ActorKind(known.kind), known.country)
                self.by_key[key] = replace(entity, name=max(entity.name, words, key=len))

    def find_bodies(self) -> None:
        """Find public bodies; one named without its state is one named with it before."""
        known: dict[tuple[str, str | None], str] = {}
        for found in bodies.find_bodies(self.text, self.states):
            core = found.core.casefold()
            key = known.get((core, found.country)) or known.get((core, None)) or f"body:{found.name}"
            if found.country is None:
                key = next((other for (name, _), other in known.items() if name == core), key)
            if not self._claim(EntityMention(found.start, found.end, key, MentionForm.NAME)):
                continue
            known.setdefault((core, found.country), key)
            entity = self.by_key.get(key) or Entity(key, found.name, ActorKind.PUBLIC_BODY, found.country)
            self.by_key[key] = replace(entity, country=entity.country or found.country)

    def find_states(self) -> None:
        """Find states by name, demonym, capital and abbreviation; the last full name in the text is the entity's."""
        for found in self.states:
            if found.form is states.StateForm.DEMONYM and _CROWD.match(self.text, found.end):
                continue
            key = state_key(found.iso3)
            if not self._claim(EntityMention(found.start, found.end, key, _FORMS[found.form])):
                continue
            entity = self.by_key.get(key) or _state(found.iso3)
            if found.form is states.StateForm.NAME:
                entity = replace(entity, name=self.text[found.start : found.end])
            self.by_key[key] = entity

    def _claim(self, mention: EntityMention) -> bool:
        """Add a mention; return False if another one has its place."""
        at = bisect_left(self.starts, mention.start)
        if at and self.mentions[at - 1].end > mention.start:
            return False
        if at < len(self.starts) and self.starts[at] < mention.end:
            return False
        self.mentions.insert(at, mention)
        self.starts.insert(at, mention.start)
        return True
