"""Find the dates of a phrase and how words relate them: "by the end of" before, "までに" after, "to" between.

In: the tokens of the words and of the text around them. Out: dates and ranges, not yet resolved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.normalize.date_grammar import Grammar
from extract.normalize.date_tokens import Does, Word
from extract.normalize.date_values import Day, Days, Found, Period, Season, Step, Value
from schemas import DateRelation

Relations = tuple[DateRelation, ...]
"""The relations in which words may put a date, the usual one first."""
_RELATIONS: dict[Does, Relations] = {
    Does.BY: (DateRelation.BY,),
    Does.BEFORE: (DateRelation.BEFORE,),
    Does.SINCE: (DateRelation.SINCE,),
    Does.AFTER: (DateRelation.AFTER,),
    Does.FROM_OR_ON: (DateRelation.AFTER, DateRelation.ON),
}
_POST_RELATIONS: dict[Does, Relations] = {
    Does.POST_BY: (DateRelation.BY,),
    Does.POST_BEFORE: (DateRelation.BEFORE,),
    Does.POST_SINCE: (DateRelation.SINCE,),
    Does.POST_AFTER: (DateRelation.AFTER,),
}
_EDGES = (Does.END, Does.LATE_OR_END, Does.EARLY, Does.MID, Does.LATE)
_POST_EDGES = (Does.POST_END, Does.POST_EARLY, Does.POST_MID, Does.POST_LATE)
_FURTHEST = 3
"""Small words that may separate a date from the word that relates it."""


@dataclass(frozen=True)
class Phrase:
    """A date, or a range of two, and how it is related."""

    start: Value
    end: Value | None
    edge: Does | None
    """Which part of it the words mean ("the end of")."""
    relations: Relations


class Phrases:
    """Finds the dates of the words among the tokens around them."""

    def __init__(self, before: Sequence[Word], words: Sequence[Word], after: Sequence[Word], language: str) -> None:
        self._all = [*before, *words, *after]
        self._first, self._last = len(before), len(before) + len(words)
        self._language = language
        self._grammar = Grammar(self._all, language)

    @property
    def words(self) -> Sequence[Word]:
        """Return the tokens of the words themselves."""
        return self._all[self._first : self._last]

    @property
    def ahead(self) -> bool:
        """Return whether the sentence up to the end of the words looks ahead."""
        return any(word.does(Does.AHEAD) for word in self._all[: self._last])

    @property
    def is_open(self) -> bool:
        """Return whether the words hold an unknown one, which may relate the date in any way."""
        return any(word.text.isalpha() and not word.senses for word in self.words)

    def find(self) -> Iterator[Phrase]:
        """Yield the dates of the words, two that form a range as one."""
        found = self._found()
        at = 0
        while at < len(found):
            one, coming = found[at], found[at + 1] if at + 1 < len(found) else None
            at += 1
            if coming and self._is_range(one, coming):
                yield Phrase(*_complete(one.value, coming.value), None, (DateRelation.BETWEEN,))
                at += 1
            elif isinstance(one.value, Days):
                yield from self._days(one, one.value)
            else:
                value = _complete(one.value, coming.value)[0] if coming else one.value
                yield self._related(Found(one.first, one.last, value))

    def _found(self) -> list[Found]:
        """The dates in the words, each with the year that the text around adds."""
        own = Grammar(self._all[: self._last], self._language).find(self._first, self._last)
        if not own:
            return [*self._units()] or self._overlapping() or self._day()
        if len(own) > 1 or _tells_year(own[0].value):
            return own
        around = (self._grammar.at(at) for at in range(max(0, own[0].first - _FURTHEST), own[0].first + 1))
        longer = [one for one in around if one and one.last >= own[0].last and _tells_year(one.value)]
        return [Found(longer[0].first, longer[0].last, _meant(own[0].value, longer[0].value))] if longer else own

    def _overlapping(self) -> list[Found]:
        return [one for one in self._grammar.find(0, self._last) if one.last > self._first]

    def _units(self) -> Iterator[Found]:
        """ "the end of the year": a unit is this one's only beside such words."""
        for at in range(self._first, self._last):
            word = self._all[at]
            whole = next((one.unit for one in word.senses if one.does is Does.END and one.unit), None)
            unit = self._grammar.this_unit(at + 1) if not whole and word.does(*_EDGES) else None
            if whole:
                yield Found(at, at + 1, Step(whole, 0))
            elif unit:
                yield Found(at + 1, unit[1], unit[0])

    def _day(self) -> list[Found]:
        """A day of the month by its number alone: "on the 9th", "am 9."."""
        numbers = [at for at in range(self._first, self._last) if self._all[at].number]
        if len(numbers) != 1 or self.is_open:
            return []
        day = self._grammar.day_number(numbers[0])
        return [Found(numbers[0], day[1], Day(day=day[0]))] if day else []

    def _is_range(self, one: Found, coming: Found) -> bool:
        """Whether the words between two dates join them; "and" does only after "between"."""
        joints = self._all[one.last : coming.first]
        if not joints or not all(word.does(Does.TO, Does.AND, Does.OF) or word.text in "-~/," for word in joints):
            return False
        if any(word.does(Does.TO) or word.text in "-~/" for word in joints):
            return True
        return self._is_between(one.first, coming.last) and any(word.does(Does.AND) for word in joints)

    def _is_between(self, first: int, last: int) -> bool:
        before, after = self._all[max(0, first - _FURTHEST) : first], self._all[last : last + _FURTHEST]
        return any(word.does(Does.BETWEEN) for word in before) or any(word.does(Does.POST_BETWEEN) for word in after)

    def _days(self, found: Found, days: Days) -> Iterator[Phrase]:
        """Two days of a month, as a range or one by one."""
        if days.joined or self._is_between(found.first, found.last):
            yield Phrase(days.start, days.end, None, (DateRelation.BETWEEN,))
        else:
            yield from (self._related(Found(found.first, found.last, day)) for day in (days.start, days.end))

    def _related(self, found: Found) -> Phrase:
        edge, relations = self._look(found.first - 1, -1, _EDGES, _RELATIONS)
        post_edge, post_relations = self._look(found.last, 1, _POST_EDGES, _POST_RELATIONS)
        whole = Does.END if self._all[found.first].does(Does.END) and isinstance(found.value, Step) else None
        return Phrase(found.value, None, edge or post_edge or whole, relations or post_relations or (DateRelation.ON,))

    def _look(
        self, at: int, step: int, edges: Sequence[Does], relations: dict[Does, Relations]
    ) -> tuple[Does | None, Relations]:
        """The part of a date and its relation by the words next to it, small words skipped."""
        edge = None
        for place in range(at, at + 2 * _FURTHEST * step, step):
            word = self._grammar.word(place)
            relation = next((relations[one.does] for one in word.senses if one.does in relations), ())
            here = next((one for one in edges if word.does(one)), None)
            if here and edge is None:
                edge = here
            elif relation:
                return edge, relation
            elif not (word.does(Does.OF) or word.text == "-"):
                break
        return edge, ()


def _meant(own: Value, longer: Value) -> Value:
    """The value of the words themselves, with what the words around them add."""
    return own.with_rest_of(longer.end) if isinstance(own, Day) and isinstance(longer, Days) else longer


def _tells_year(value: Value) -> bool:
    """Whether the words give the year, or at least "last" or "next"."""
    match value:
        case Day():
            return value.is_whole or value.turn is not None
        case Days():
            return value.end.is_whole
        case Period() | Season():
            return value.of.is_whole
    return True


def _complete(start: Value, end: Value) -> tuple[Value, Value]:
    """Two dates of one phrase, each with the month and year that only the other has."""
    if isinstance(start, Day) and isinstance(end, Day):
        return start.with_rest_of(end), end.with_rest_of(start)
    return start, end
