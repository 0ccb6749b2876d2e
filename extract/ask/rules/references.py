"""Find out which actors a noun phrase means: the one that it names, or those that a description or pronoun points to.

Each rule is a method with an example and a counter-example. What no rule decides means nobody.
"""

from collections.abc import Iterable

from extract.ask.rules.deeds import Deeds
from extract.ask.rules.descriptions import GROUPS, ORGANISED_KINDS, Descriptions
from extract.ask.rules.meetings import Meeting
from extract.ask.rules.pronouns import POINTING, Pronouns
from extract.ask.rules.salience import Salience, is_person
from extract.entities.cast import Cast, Keys, NamedAt, owns
from extract.entities.nouns import ORGANISED, NounClass, is_noun, size_in
from extract.entities.token_index import TokenIndex
from extract.language.analysis import Analysis, Argument, Extent
from schemas import MentionForm

_OTHERS = frozenset({"counterpart", "ally", "neighbour", "neighbor", "opponent", "rival", "foe"})
"""Nouns whose owner is the other side."""
_GOVERNING = frozenset(
    {"official", "government", "authority", "leadership", "leader", "regime", "administration", "junta"}
)
"""Nouns of those who govern the place that they are in."""
_OWNING = {"his": "he", "her": "she", "its": "it", "their": "they"}


class References:
    """Resolves the noun phrases of one article."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self.cast = cast
        self._analysis = analysis
        self._index = TokenIndex(analysis)
        self._salience = Salience(cast, self._index)
        self._meeting = Meeting(analysis, cast, self._salience)
        self._descriptions = Descriptions(cast, self._salience, self._meeting)
        self._deeds = Deeds(analysis, cast, self._salience)
        self._pronouns = Pronouns(analysis, cast, self._salience, self._meeting, self._descriptions)

    def actors(self, argument: Argument) -> Keys:
        """Return the keys of the actors that a noun phrase means, in order; empty if the article does not say it."""
        if argument.pronoun:
            return self._pronoun(argument)
        return (
            self._named(argument) or self._apposed(argument) or self._so_called(argument) or self._described(argument)
        )

    def leading_person(self, start: int, end: int) -> Keys:
        """Return the person who leads a part of the text; empty if none or several do."""
        found = dict.fromkeys(
            one.key for one in self.cast.within(start, end) if is_person(one) and self._salience.leads(one)
        )
        return tuple(found) if len(found) == 1 else ()

    def owners(self, argument: Argument) -> Keys:
        """Return the keys of the actors that a phrase belongs to: Mali of "Mali's raid", "the Malian raid"."""
        return self._owners(argument)

    @property
    def pair(self) -> Keys:
        """Return the two states that the article is about; empty if there are no such two."""
        return self._descriptions.pair

    @property
    def talking(self) -> Keys:
        """Return the persons who meet by the heading of a text of a state's office, its head among them."""
        return self._meeting.with_host(self._meeting.in_heading)

    def together(self, position: int) -> Keys:
        """Return the states that the last sentences before a position name together; may be empty."""
        return self._descriptions.together(position)

    def _named(self, argument: Argument) -> Keys:
        """The actor that the head names, or whose title it is: "the Malian envoy, Awa Diop"; not "Mali's plan"."""
        token = self._analysis.tokens[argument.head]
        place = self.cast.at(*token.extent)
        if place is None:
            titled = self.cast.titles.get(argument.head)
            return (titled,) if titled and titled in self.cast.actors else ()
        people = place.form is MentionForm.DEMONYM and token.pos != "ADJ" and token.text.endswith("s")
        return () if people and not self._is_definite(argument) else (place.key,)

    def _is_definite(self, argument: Argument) -> bool:
        """Whether "the" stands before a phrase, or before what it is coordinated with: "the Malians and Togolese"."""
        first = self._words(argument.extent)[0].casefold()
        tokens, at = self._analysis.tokens, argument.head
        while tokens[at].dep == "conj" and first == tokens[argument.head].text.casefold():
            at = tokens[at].head
        return first == "the" or any(
            one.head == at and one.text.casefold() == "the" for one in tokens[max(0, at - 3) : at]
        )

    def _apposed(self, argument: Argument) -> Keys:
        """The person in "Mali's leader, Awa Diop"; the states in "six states - Mali, Chad ..."."""
        found = [place.key for part in argument.appositions for place in self.cast.within(*part)]
        people = [key for key in found if key.startswith("person:")]
        return tuple(dict.fromkeys(people[:1] or found))

    def _so_called(self, argument: Argument) -> Keys:
        """The group of which a noun tells the kind: "the Ansar movement", not "the Ansar leader"."""
        noun = self._analysis.tokens[argument.head].lemma
        if noun not in GROUPS and not is_noun(noun, *ORGANISED):
            return ()
        keys = tuple(dict.fromkeys(place.key for place in self._places(argument.core)))
        return keys if len(keys) == 1 and self.cast.actors[keys[0]].kind in ORGANISED_KINDS else ()

    def _described(self, argument: Argument) -> Keys:
        noun = self._analysis.tokens[argument.head].lemma.casefold()
        plural = self._is_plural(argument)
        owners = self._owners(argument) if noun not in _OTHERS else self._other_side(argument)
        if owners:
            return self._owned(noun, plural, owners, argument)
        seated = self._seated(noun, argument)
        if seated:
            return seated
        if not self._points_back(argument):
            return ()
        position = argument.extent.start
        if plural or is_noun(noun, NounClass.TWO):
            return self._descriptions.several(noun, position, size_in(self._words(argument.extent)))
        return self._meeting.official(self._analysis.words(argument.core)) or self._descriptions.single(noun, position)

    def _seated(self, noun: str, argument: Argument) -> Keys:
        """The state of those who govern it: "officials in Bamako", "the authorities in Mali"; not "talks in Mali"."""
        if noun not in _GOVERNING:
            return ()
        found = (place for place in self._places(argument.extent) if place.key.startswith("state:"))
        return tuple(one.key for one in found if self._follows(one, argument.head))[:1]

    def _follows(self, place: NamedAt, noun: int) -> bool:
        """Whether a name stands right behind a noun and "in": "officials in Bamako"."""
        at = self._index.inside(place.start, place.end)
        return bool(at) and at[0] == noun + 2 and self._analysis.tokens[noun + 1].text == "in"

    def _owned(self, noun: str, plural: bool, owners: Keys, argument: Argument) -> Keys:
        """Those who act for the owner: "Mali's government", "Malian officials", "the leaders of Mali and Chad"."""
        if is_noun(noun, NounClass.OFFICE) and not (plural and is_noun(noun, NounClass.STATE)):
            one_side = plural and len(owners) == 1 and len(argument.owners) < 2  # "Malian leaders" are not one person
            held = [] if one_side else owners
            people = [person for owner in held if (person := self._holder(noun, owner, argument, plural))]
            whole = people if len(people) == len(owners) else [self.cast.principal(owner) for owner in owners]
            return tuple(dict.fromkeys(whole))
        if noun in _OTHERS or is_noun(noun, NounClass.STATE, NounClass.BODY, NounClass.TEXT, NounClass.PERSONS):
            return tuple(dict.fromkeys(self.cast.principal(owner) for owner in owners))
        return ()

    def _holder(self, noun: str, owner: str, argument: Argument, plural: bool) -> str | None:
        """The person with the office: "the Malian president" of an article that names the president of Mali."""
        fits = [
            key
            for key in self._meeting.officials[owner]
            if self._meeting.office(key).endswith(noun) or (plural and is_noun(noun, NounClass.PERSONS))
        ]
        if not fits and is_noun(noun, NounClass.OFFICE):
            fits = [key for key in self._meeting.officials[owner] if self._meeting.office(key) == "counterpart"]
        heads = [key for key in fits if is_noun(self._meeting.office(key), NounClass.HEAD)]
        found = heads if plural and heads else fits
        return found[0] if len(found) == 1 else None

    def _pronoun(self, argument: Argument) -> Keys:
        return self._pronouns.resolve(self._words(argument.extent)[0].casefold(), argument.extent.start)

    def owner_of_earlier(self, noun: int) -> Keys:
        """Return whose deed a noun is, from where the text names it before: "the raid" after "Mali's raid on Chad"."""
        return self._deeds.owner(noun)

    def doer_of_earlier(self, noun: int) -> Keys:
        """Return who did what a noun means, where a verb told it before: "the raid" after "Mali attacked"."""
        doer = self._deeds.doer(noun)
        return self.actors(doer) or self.owners(doer) if doer else ()

    def _owners(self, argument: Argument) -> Keys:
        """The actors that the phrase belongs to, by its owners, else by names inside it."""
        owned = [key for part in argument.owners for key in self._keys_in(part)]
        named = (place.key for place in self._places(argument.core) if self.cast.actors[place.key].known)
        return tuple(dict.fromkeys(owned or named))

    def _other_side(self, argument: Argument) -> Keys:
        """The state of a counterpart, not whose counterpart it is: "her counterpart from Togo", "its Togolese ally"."""
        return tuple(dict.fromkeys(place.key for place in self._places(argument.extent)))

    def _keys_in(self, owner: Extent) -> Keys:
        """The actors that an owner names; of "his" and "its", those that it points back to."""
        word = self._analysis.words(owner).casefold()
        if word in _OWNING:
            return self._pronouns.resolve(_OWNING[word], owner.start)
        text = self._analysis.text
        places = (place for place in self._places(owner) if self.cast.actors[place.key].known or owns(place, text))
        return tuple(place.key for place in places if not self._is_place_in(place, owner))

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
        if titled and len(words) > 1 and words[1].islower() and words[1].endswith(("'s", "’s")):
            del bare[1]
        return first in POINTING and all(word in POINTING or is_noun(word, *classes) for word in bare)

    def _is_plural(self, argument: Argument) -> bool:
        token = self._analysis.tokens[argument.head]
        return token.pos in ("NOUN", "PROPN") and token.text.casefold() != token.lemma.casefold()

    def _words(self, extent: Extent) -> list[str]:
        return self._analysis.words(extent).split() or [""]
