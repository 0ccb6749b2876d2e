"""Find out which actors a noun phrase means: the one that it names, or those that a description or pronoun points to.

Each rule is a method with an example and a counter-example. What no rule decides means nobody.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from extract.ask.rules.meetings import Meeting, is_leading
from extract.ask.rules.salience import Salience, is_person
from extract.entities.cast import Cast, NamedAt, state_key
from extract.entities.nouns import ORGANISED, NounClass, is_noun, organised_kind, size_in
from extract.entities.token_index import TokenIndex
from extract.language.analysis import Analysis, Argument, Extent
from schemas import ActorKind, MentionForm

_ORGANISED = (ActorKind.IGO, ActorKind.PUBLIC_BODY, ActorKind.NGO, ActorKind.ARMED_GROUP, ActorKind.COMPANY)
_POINTING = frozenset({"the", "both", "these", "those", "two", "three", "four", "five", "six", "its", "their"})
"""What may stand before a noun that points back. Any other modifier makes a kind: "Western countries"."""
_OTHERS = frozenset({"counterpart", "ally", "neighbour", "neighbor", "opponent", "rival", "foe"})
"""Nouns whose owner is the other side."""
_GROUPS = frozenset({"group", "movement", "alliance"})
"""Nouns of organisations of any kind."""
_REMEMBERED = 20
"""Earlier places of a noun at which its owner is looked up."""

Keys = tuple[str, ...]
_OWNING = {"his": "he", "her": "she", "its": "it", "their": "they"}
_KINDS: tuple[Callable[[str], bool], ...] = (
    lambda key: key.startswith("person:"),
    lambda key: key.startswith("state:"),
    lambda key: not key.startswith(("person:", "state:")),
)
"""Kinds of actors that are meant together by "they"."""


class References:
    """Resolves the noun phrases of one article."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self.cast = cast
        self._analysis = analysis
        self._index = TokenIndex(analysis)
        self._salience = Salience(cast, self._index)
        self._meeting = Meeting(analysis, cast, self._salience)

    def actors(self, argument: Argument) -> Keys:
        """Return the keys of the actors that a noun phrase means, in order; empty if the article does not say it."""
        if argument.pronoun:
            return self._pronoun(argument)
        return (
            self._named(argument) or self._apposed(argument) or self._so_called(argument) or self._described(argument)
        )

    def owners(self, argument: Argument) -> Keys:
        """Return the keys of the actors that a phrase belongs to: Mali of "Mali's raid", "the Malian raid"."""
        return self._owners(argument)

    def _named(self, argument: Argument) -> Keys:
        """The actor that the head names, or whose title it is: "the Malian envoy, Awa Diop"; not "Mali's plan"."""
        token = self._analysis.tokens[argument.head]
        place = self.cast.at(*token.extent)
        if place is None:
            titled = self.cast.titles.get(argument.head)
            return (titled,) if titled and titled in self.cast.actors else ()
        people = place.form is MentionForm.DEMONYM and token.pos != "ADJ" and token.text.endswith("s")
        return () if people and self._words(argument.extent)[0].casefold() != "the" else (place.key,)

    def _apposed(self, argument: Argument) -> Keys:
        """The person in "Mali's leader, Awa Diop"; the states in "six states - Mali, Chad ..."."""
        found = [place.key for part in argument.appositions for place in self.cast.within(*part)]
        people = [key for key in found if key.startswith("person:")]
        return tuple(dict.fromkeys(people[:1] or found))

    def _so_called(self, argument: Argument) -> Keys:
        """The group of which a noun tells the kind: "the Ansar movement", not "the Ansar leader"."""
        noun = self._analysis.tokens[argument.head].lemma
        if noun not in _GROUPS and not is_noun(noun, *ORGANISED):
            return ()
        keys = tuple(dict.fromkeys(place.key for place in self._places(argument.core)))
        return keys if len(keys) == 1 and self.cast.actors[keys[0]].kind in _ORGANISED else ()

    def _described(self, argument: Argument) -> Keys:
        noun = self._analysis.tokens[argument.head].lemma.casefold()
        plural = self._is_plural(argument)
        owners = self._owners(argument) if noun not in _OTHERS else self._other_side(argument)
        if owners:
            return self._owned(noun, plural, owners, argument)
        if not self._points_back(argument):
            return ()
        position = argument.extent.start
        if plural or is_noun(noun, NounClass.TWO):
            return self._several(noun, position, size_in(self._words(argument.extent)))
        return self._meeting.official(self._analysis.words(argument.core)) or self._single(noun, position)

    def _owned(self, noun: str, plural: bool, owners: Keys, argument: Argument) -> Keys:
        """Those who act for the owner: "Mali's government", "Malian officials", "the leaders of Mali and Chad"."""
        if is_noun(noun, NounClass.OFFICE) and not (plural and is_noun(noun, NounClass.STATE)):
            people = [person for owner in owners if (person := self._holder(noun, owner, argument, plural))]
            whole = people if len(people) == len(owners) else [self.cast.principal(owner) for owner in owners]
            return tuple(dict.fromkeys(whole))
        if is_noun(noun, NounClass.STATE, NounClass.BODY, NounClass.TEXT, NounClass.PERSONS):
            return tuple(dict.fromkeys(self.cast.principal(owner) for owner in owners))
        return ()

    def _holder(self, noun: str, owner: str, argument: Argument, plural: bool) -> str | None:
        """The person with the office: "the Malian president" of an article that names the president of Mali."""
        fits = [
            key
            for key in self._meeting.officials[owner]
            if self._meeting.office(key).endswith(noun) or (plural and is_noun(noun, NounClass.PERSONS))
        ]
        heads = [key for key in fits if is_noun(self._meeting.office(key), NounClass.HEAD)]
        found = heads if plural and heads else fits
        return found[0] if len(found) == 1 else None

    def _several(self, noun: str, position: int, size: int | None) -> Keys:
        """Those named together before: "the two leaders", "both countries", "the sides"."""
        if is_noun(noun, NounClass.PERSONS) or is_noun(noun, NounClass.TWO):
            met = self._meeting.sides(size) if is_leading(noun) else ()
            if met:
                return self._heads(met, noun)
            if is_noun(noun, NounClass.TWO) and len(self._meeting.in_heading) == 2:
                return self._meeting.in_heading
            people = self._group(position, size, lambda key: key.startswith("person:"))
            if people:
                return self._meeting.with_host(people) if is_leading(noun) and size is None else people
            return self._heads(self._met(position, size), noun)
        if is_noun(noun, NounClass.STATES, NounClass.TWO):
            return self._states(position, size)
        if is_noun(noun, NounClass.TEXT):
            return self._states(position, size)
        return ()

    def _met(self, position: int, size: int | None) -> Keys:
        """The states of those who met: host and guest in a text of the host's office, else those named together."""
        together = self._meeting.sides(size)
        if together:
            return together
        return self._meeting.participants() if self.cast.home and size is None else self._states(position, size)

    def _heads(self, states: Keys, noun: str) -> Keys:
        """The heads of these states where the article names one of each, else the states."""
        if not is_noun(noun, NounClass.PERSONS):
            return states
        heads = [state if state.startswith("person:") else self._meeting.head(state) for state in states]
        return tuple(head for head in heads if head) if states and all(heads) else states

    def _states(self, position: int, size: int | None) -> Keys:
        """The states named together, else those of persons named together, else the two that the article is about."""
        states = self._group(position, size, lambda key: key.startswith("state:"))
        if states:
            return states
        people = self._group(position, size, lambda key: key.startswith("person:"))
        principals = tuple(dict.fromkeys(self.cast.principal(key) for key in people))
        return principals or (self.pair if size in (None, 2) else ())

    def _group(self, position: int, size: int | None, fits: Callable[[str], bool]) -> Keys:
        for keys in self._salience.groups(position, fits):
            different = len({self.cast.actors[key].country or key for key in keys}) == len(keys)
            if different and size in (None, len(keys)):
                return keys
        return ()

    @cached_property
    def pair(self) -> Keys:
        """The publishing state and the one that its heading names, else the two states that the article names most.

        Empty if the heading names several, if a third state is named as often as the second, or if all others together
        are named more often than the two.
        """
        guests = self._meeting.guests
        if self.cast.home and guests:
            return (state_key(self.cast.home), guests[0]) if len(guests) == 1 else ()
        states = Counter(self.cast.principal(place.key) for place in self.cast.places)
        ranked = [(key, count) for key, count in states.most_common() if key.startswith("state:")]
        if len(ranked) < 2 or ranked[1][1] < 2 or (len(ranked) > 2 and ranked[2][1] == ranked[1][1]):
            return ()
        both = ranked[0][1] + ranked[1][1]
        return (ranked[0][0], ranked[1][0]) if 2 * both >= sum(count for _, count in ranked) else ()

    def _single(self, noun: str, position: int) -> Keys:
        """The last one of the kind before: "the minister", "the council", "the company", "the country"."""
        if is_noun(noun, NounClass.OFFICE):
            office = self._meeting.office
            return self._latest(position, lambda place: is_person(place) and office(place.key).endswith(noun))
        same = self._latest(position, lambda place: noun in self.cast.actors[place.key].name.casefold().split())
        if same and not is_noun(noun, NounClass.STATE):
            return same
        if is_noun(noun, NounClass.STATE, NounClass.STATES):
            return self._latest(position, lambda place: place.key.startswith("state:") and not _is_adjective(place))
        kind = organised_kind(noun)
        if kind or noun in _GROUPS:
            kinds = (ActorKind(kind),) if kind else _ORGANISED
            return self._latest(position, lambda place: self.cast.actors[place.key].kind in kinds)
        return ()

    def _pronoun(self, argument: Argument) -> Keys:
        return self._by_pronoun(self._words(argument.extent)[0].casefold(), argument.extent.start)

    def _by_pronoun(self, word: str, position: int) -> Keys:
        if word in ("he", "she", "him", "her", "himself", "herself", "who"):
            return self._lately_titled(position) or self._latest(position, is_person)
        if word in ("it", "itself"):
            return self._lately_described(position) or self._latest(position, self._may_be_it)
        if word in ("they", "them", "themselves", "both", "each", "one"):
            return self._they(position)
        return ()

    def _lately_titled(self, position: int) -> Keys:
        """The official whose office leads the same sentence, or the one before: "The President came. She urged"."""
        tokens, inside = self._analysis.tokens, self._index.inside(0, position)
        sentence = self._index.sentence_of(inside[-1]) if inside else range(0)
        for at in reversed(range(sentence.start, inside.stop)):
            place = self.cast.at(*tokens[at].extent)
            if place and is_person(place) and self._salience.leads(place):
                return ()
            if tokens[at].dep == "nsubj" and is_noun(tokens[at].lemma, NounClass.OFFICE) and place is None:
                words = self._index.words(range(max(sentence.start, at - 2), at + 1)).split()
                the = next((n for n, word in enumerate(words) if word.casefold() == "the"), None)
                return self._meeting.official(" ".join(words[the + 1 :])) if the is not None else ()
        return ()

    def _lately_described(self, position: int) -> Keys:
        """The organisation or state that a description names as the subject of the sentence before: "The council
        condemned the raid. It urged Chad to withdraw"; nobody if a name leads that sentence, or if words stand before
        the pronoun."""
        begin = self._index.inside(0, position).stop
        if begin == 0 or begin != self._index.sentence_of(begin).start:
            return ()
        before, tokens = self._index.sentence_of(begin - 1), self._analysis.tokens
        places = self.cast.within(*self._index.extent(before))
        if any(self._may_be_it(place) and self._salience.leads(place) for place in places):
            return ()
        for at in before[1:]:
            subject = (
                tokens[at].pos == "NOUN" and tokens[at].head > at and tokens[tokens[at].head].pos in ("VERB", "AUX")
            )
            if subject and tokens[at - 1].text.casefold() == "the":
                keys = self._single(tokens[at].lemma, tokens[at].extent.start)
                return tuple(key for key in keys if not key.startswith("person:"))
        return ()

    def _may_be_it(self, place: NamedAt) -> bool:
        return not is_person(place) and self._acts(place)

    def _they(self, position: int) -> Keys:
        """Those named or described together most lately, else a state or group that leads: "Hamas ... They say"."""
        near = self._index.inside(0, position)
        first = self._index.sentence_of(near[-1]).start if near else 0
        before = self._index.sentence_of(first - 1) if first else range(0, 0)
        since = self._index.tokens[before[0]].extent.start if before else 0
        groups = [found for fits in _KINDS for found in [self._group_since(since, position, fits)] if found]
        leads, start, keys = max(groups, default=(False, since, ()))
        described = self._described_since(start if leads else since, position)
        leading = keys if leads else ()
        return described or leading or self._they_before(since, position) or keys or self._crowd(position)

    def _they_before(self, since: int, position: int) -> Keys:
        """Those whom an earlier "they" between two places means: "They met. They agreed to talk"."""
        tokens = self._analysis.tokens
        before = (tokens[at] for at in self._index.inside(since, position))
        earlier = [one for one in before if one.text.casefold() in ("they", "two") and one.dep == "nsubj"]
        if not earlier:
            return ()
        word, start = earlier[0].text.casefold(), earlier[0].extent.start
        return self._they(start) if word == "they" else self._several(word, start, 2)

    def _crowd(self, position: int) -> Keys:
        """The state or group named last: "Mali said they"; nobody after a plural noun: "the women of Mali, as they"."""
        tokens = self._analysis.tokens
        found = self._salience.latest(position, lambda place: not is_person(place) and self._acts(place))
        named = next((place for place in self.cast.before(position) if place.key == found), None)
        if found is None or named is None:
            return ()
        between = self._index.inside(named.end, position)
        sentence = self._index.sentence_of(between[-1]) if between else range(0)
        nouns = (tokens[at] for at in sentence if tokens[at].extent.start < position and tokens[at].pos == "NOUN")
        return () if any(noun.text.casefold() != noun.lemma.casefold() for noun in nouns) else (found,)

    def _group_since(self, since: int, position: int, fits: Callable[[str], bool]) -> tuple[bool, int, Keys] | None:
        """Whether the nearest group of a kind leads its sentence, where it begins, and who it is."""
        for keys in self._salience.groups(position, lambda key: fits(key) and self.cast.actors[key].known):
            places = [place for place in self.cast.within(since, position) if place.key in keys]
            return (any(map(self._salience.leads, places)), places[-1].start, keys) if places else None
        return None

    def _described_since(self, start: int, position: int) -> Keys:
        """Those whom the last plural between two places means: "the two sides", "the ministers"."""
        tokens = self._analysis.tokens
        for at in reversed(self._index.inside(start, position)):
            noun, words = tokens[at], self._index.words(range(max(0, at - 3), at)).casefold().split()
            if noun.pos == "NOUN" and noun.text != noun.lemma and _POINTING & set(words):
                found = self._several(noun.lemma, noun.extent.start, size_in(words))
                if found:
                    return found
        return ()

    def owner_of_earlier(self, noun: int) -> Keys:
        """Return whose deed a noun is, from where the text names it before: "the raid" after "Mali's raid on Chad"."""
        tokens = self._analysis.tokens
        same = self._nouns[tokens[noun].lemma]
        last = bisect_left(same, noun)
        for at in reversed(same[max(0, last - _REMEMBERED) : last]):
            for near in range(max(0, at - 4), at):
                place = self.cast.at(*tokens[near].extent)
                owns = place and (_is_adjective(place) or tokens[near + 1].text in ("'s", "’s"))
                if place and owns and tokens[near].head in range(near + 1, at + 1):
                    return (place.key,)
        return ()

    @cached_property
    def _nouns(self) -> Mapping[str, list[int]]:
        """The places of common nouns by their lemma."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(self._analysis.tokens):
            if token.pos == "NOUN":
                found[token.lemma].append(at)
        return found

    def _latest(self, position: int, fits: Callable[[NamedAt], bool]) -> Keys:
        key = self._salience.latest(position, fits)
        return (key,) if key else ()

    def _acts(self, place: NamedAt) -> bool:
        actor = self.cast.actors[place.key]
        return actor.kind is not ActorKind.MEDIA and actor.known and not _is_adjective(place)

    def _owners(self, argument: Argument) -> Keys:
        """The actors that the phrase belongs to, by its owners, else by names inside it."""
        owned = [key for part in argument.owners for key in self._keys_in(part)]
        return tuple(dict.fromkeys(owned or (place.key for place in self._places(argument.core))))

    def _other_side(self, argument: Argument) -> Keys:
        """The state of a counterpart, not whose counterpart it is: "her counterpart from Togo", "its Togolese ally"."""
        return tuple(dict.fromkeys(place.key for place in self._places(argument.extent)))

    def _keys_in(self, owner: Extent) -> Keys:
        """The actors that an owner names; of "his" and "its", those that it points back to."""
        word = self._analysis.words(owner).casefold()
        if word in _OWNING:
            return self._by_pronoun(_OWNING[word], owner.start)
        return tuple(place.key for place in self._places(owner) if not self._is_place_in(place, owner))

    def _is_place_in(self, place: NamedAt, phrase: Extent) -> bool:
        """Whether a preposition inside a phrase governs a name: Mali of "a post in Mali"."""
        tokens = self._analysis.tokens
        head = tokens[tokens[self._index.inside(place.start, place.end)[-1]].head]
        return head.pos == "ADP" and phrase.holds(head.extent)

    def _places(self, extent: Extent) -> Iterable[NamedAt]:
        return self.cast.within(*extent)

    def _points_back(self, argument: Argument) -> bool:
        words = self._words(Extent(argument.extent.start, self._analysis.tokens[argument.head].extent.start))
        first = words[0].casefold() if words else ""
        titled = is_noun(self._analysis.tokens[argument.head].lemma, NounClass.OFFICE)
        classes = (NounClass.TITLE, NounClass.OFFICE) if titled else (NounClass.STATES,)
        bare = [word.casefold().rstrip("-‑") for word in words]
        return first in _POINTING and all(word in _POINTING or is_noun(word, *classes) for word in bare)

    def _is_plural(self, argument: Argument) -> bool:
        token = self._analysis.tokens[argument.head]
        return token.pos in ("NOUN", "PROPN") and token.text.casefold() != token.lemma.casefold()

    def _words(self, extent: Extent) -> list[str]:
        return self._analysis.words(extent).split() or [""]


def _is_adjective(place: NamedAt) -> bool:
    return place.form is MentionForm.DEMONYM
