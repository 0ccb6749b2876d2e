"""Find the actors that an article names: by tables of states and organisations, by titles, and by what stands beside.

The tables come first, then persons and what the text itself says to be a company or a group, then public bodies. What
is left of the names is kept as unknown: it becomes an actor only where it acts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.document.segment import Role
from extract.entities.abbreviations import find_abbreviations
from extract.entities.cast import OFFICIAL, Actor, Cast, NamedAt, owns, state_key
from extract.entities.designations import Beside, Designation, read_designations
from extract.entities.joined_names import NAMED_IN_PART, by_names, joined, with_full_names, with_speakers
from extract.entities.name_runs import NameRun, find_name_runs
from extract.entities.nouns import NounClass, is_noun
from extract.entities.organisations import OrganisationMention, find_organisations
from extract.entities.public_bodies import PublicBody, find_public_bodies
from extract.entities.publishing_state import find_home, own_people, usual_state
from extract.entities.states import StateForm, StateMention, find_states, name_of
from extract.entities.token_index import TokenIndex
from extract.entities.whole_names import find_whole_names
from extract.language.analysis import Analysis, CueKind
from schemas import ActorKind, MentionForm

_FORMS = {
    StateForm.NAME: MentionForm.NAME,
    StateForm.ABBREVIATION: MentionForm.SHORT_NAME,
    StateForm.DEMONYM: MentionForm.DEMONYM,
    StateForm.SEAT: MentionForm.CAPITAL,
}
_NOT_ABBREVIATED = (f"{ActorKind.STATE}:", f"{ActorKind.PERSON}:")
_REGION = "Regional Government"
"""A body that acts for itself and not for its state."""
_PARTICIPLES = frozenset(
    {
        "Marking",
        "Welcoming",
        "Thanking",
        "Announcing",
        "Celebrating",
        "Condemning",
        "Commemorating",
        "Honoring",
        "Following",
        "Urging",
        "Leading",
        "Hosting",
        "Joining",
        "Regarding",
        "Recognizing",
        "Observing",
    }
)
"""Words of headings that follow a name and have capitals there."""

_LEGAL_FORM = 24
"""Characters after the name of a company in which its legal form stands: "Co. Ltd."."""


def find_cast(analysis: Analysis, source: str | None = None) -> Cast:
    """Return the actors of an article, given the name of its publisher."""
    finder = _Finder(analysis)
    finder.find_in_tables()
    finder.find_names()
    finder.find_bodies()
    finder.find_abbreviations()
    return finder.cast(source)


class _Finder:
    """What is found so far. The first to claim a token keeps it."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = TokenIndex(analysis)
        self._actors: dict[str, Actor] = {}
        self._places: dict[int, NamedAt] = {}
        """By the tokens that they take."""
        self._titles: dict[int, str] = {}
        said = [one for attribution in analysis.attributions for one in attribution.sources]
        acting = [one for cue in analysis.cues if cue.kind is CueKind.ACT for one in cue.agents]
        self._speaking = {one.head for one in (*said, *acting)}
        states = find_states(analysis.text)
        self._states = {at: state for state in states for at in self._index.inside(state.start, state.end)}

    def find_in_tables(self) -> None:
        """Find organisations, then states; a state has the last full name that the text gives it."""
        for found in find_organisations(self._analysis.text):
            self._find_organisation(found)
        for state in dict.fromkeys(self._states.values()):
            self._find_state(state)

    def _find_organisation(self, found: OrganisationMention) -> None:
        known = found.organisation
        key = f"{known.kind}:{known.name}"
        end = self._end_of_company(found.end) if known.kind == ActorKind.COMPANY else found.end
        written = self._analysis.text[found.start : end]
        if self._claim(found.start, end, key, MentionForm.NAME):
            official = known.kind == ActorKind.PUBLIC_BODY and _REGION not in known.name
            represents = state_key(known.country) if known.country and official else None
            new = Actor(key, written, ActorKind(known.kind), known.country, represents=represents)
            actor = self._actors.setdefault(key, new)
            self._actors[key] = replace(actor, name=max(actor.name, written, key=len))

    def _end_of_company(self, end: int) -> int:
        """The end of a company's name with what tells its legal form: "Boeing Co."."""
        for at in self._index.inside(end, end + _LEGAL_FORM):
            token = self._index.tokens[at]
            if not token.text[0].isupper() or not is_noun(token.text, NounClass.COMPANY):
                break
            end = token.extent.end
        return end

    def _find_state(self, found: StateMention) -> None:
        key = state_key(found.iso3)
        if self._claim(found.start, found.end, key, _FORMS[found.form]):
            actor = self._actors.setdefault(key, _state(found.iso3))
            if found.form is StateForm.NAME:
                self._actors[key] = replace(actor, name=self._analysis.text[found.start : found.end])

    def find_names(self) -> None:
        """Find persons, and what the text calls a company, a group or a medium, at all places of their names."""
        instruments = {cue.head for cue in self._analysis.cues if cue.kind is CueKind.INSTRUMENT}
        found_runs = find_name_runs(self._index, lambda at: at in self._places)
        runs = [run for run in map(self._without_heading, found_runs) if run and instruments.isdisjoint(run.name)]
        runs = [run for run in runs if not is_noun(self._index.tokens[run.name[-1]].text, NounClass.PLACE)]
        named = frozenset(at for run in runs for at in run.name)
        demonyms = (at for at, place in self._places.items() if place.form is MentionForm.DEMONYM)
        beside = Beside(self._index, named, frozenset(self._places), frozenset(demonyms))
        found: dict[str, Actor] = {}
        titles: dict[int, str] = {}
        designated: list[tuple[Designation, str]] = []
        for run, designation in zip(runs, read_designations(runs, beside), strict=True):
            actor = self._read(run, designation)
            found[actor.name] = joined(found.get(actor.name), actor)
            designated += [(designation, actor.name)] if designation else []
            if designation and designation.noun is not None:
                titles[designation.noun] = actor.name
        speaking = {self._index.words(run.name) for run in runs if self._speaks(run.name) or self._leads(run.name)}
        names = by_names(with_speakers(with_full_names(found), speaking))
        self._titles = {noun: names[name].key for noun, name in titles.items() if name in names}
        compound = {self._index.words(run.name) for run in runs if any(at in self._places for at in run.name)}
        for start, [name, *_] in find_whole_names(names, self._analysis.text):
            actor = names[name]
            form = MentionForm.NAME if name == actor.name else MentionForm.SHORT_NAME
            if name in compound:
                self._free(start, start + len(name))
            if self._claim(start, start + len(name), actor.key, form):
                self._actors.setdefault(actor.key, actor)

        for designation, name in designated:
            self._find_principal(designation, names.get(name))

    def _find_principal(self, designation: Designation, actor: Actor | None) -> None:
        """Take what no table knows for whom an official acts: Kestrel of "the president of Kestrel, Ana Sol"."""
        found = self._actors.get(actor.key) if actor else None
        if found is None or found.kind is not ActorKind.PERSON or found.represents or found.country:
            return
        owners = (self._places[at] for at in designation.words if at in self._places)
        unknown = (one.key for one in owners if not self._actors[one.key].known and owns(one, self._analysis.text))
        principal = next(unknown, None)
        if principal and principal != found.key:
            self._actors[found.key] = replace(found, represents=principal)

    def _free(self, start: int, end: int) -> None:
        """Free the tokens of states that are part of an organisation's name: "the Football Federation of Mali"."""
        for at in self._index.inside(start, end):
            if at in self._places and start <= self._places[at].start and self._places[at].end <= end:
                del self._places[at]

    def _without_heading(self, run: NameRun) -> NameRun | None:
        """The run; in a heading, where all words have capitals, only as far as the body has it, or after a title."""
        first = self._analysis.sentences[0]
        if first.role is not Role.HEADLINE or self._index.extent(run.name).start >= first.end:
            return run
        for end in range(run.name.stop, run.name.start, -1):
            part = range(run.name.start, end)
            if self._index.words(part) in self._analysis.text[first.end :]:
                return NameRun(run.title, part)
        ends = (at for at in run.name if self._ends_name(self._index.tokens[at].text))
        end = next(ends, run.name.stop)
        return NameRun(run.title, range(run.name.start, end)) if run.title and end > run.name.start else None

    def _ends_name(self, word: str) -> bool:
        """Whether a word of a heading is a noun of a text or a participle: "Ana Sol Marking the Day"."""
        return is_noun(word, NounClass.TEXT) or word in _PARTICIPLES

    def _read(self, run: NameRun, designation: Designation | None) -> Actor:
        """The actor that a name and the words beside it show."""
        name = self._index.words(run.name)
        known = designation is not None
        kind = designation.kind if designation else ActorKind.GROUP
        principal = self._named_after(run) if kind in NAMED_IN_PART else None
        principal = principal or (self._named_in(designation.words) if designation else None)
        country = self._actors[principal].country if principal else self._nationality(run)
        inside = (self._states[at].iso3 for at in run.name if at in self._states)
        country = country or next(inside, None)
        represents = principal if kind in NAMED_IN_PART else None
        office = designation.office if designation else None
        return Actor(f"{kind}:{name}", name, kind, country, office, represents, known)

    def _speaks(self, tokens: range) -> bool:
        """Whether a name is said to speak or to act."""
        return any(at in self._speaking for at in tokens)

    def _leads(self, tokens: range) -> bool:
        """Whether a name of one word is the subject of its sentence, as family names are."""
        head = self._index.tokens[tokens[0]].head
        return len(tokens) == 1 and head > tokens[0] and self._index.tokens[head].pos == "VERB"

    def _named_in(self, tokens: range) -> str | None:
        """The key of the first actor that a designation names: whom the person acts for."""
        return next((self._places[at].key for at in tokens if at in self._places), None)

    def _named_after(self, run: NameRun) -> str | None:
        """The key of the state or organisation in "of the Philippines" after a name."""
        after = self._index.following(run.name, 4)
        if not after or self._index.tokens[after[0]].text not in ("of", "from"):
            return None
        at = next((at for at in after[1:] if self._index.tokens[at].pos != "DET"), after[0])
        return self._places[at].key if at in self._places else None

    def _nationality(self, run: NameRun) -> str | None:
        """The state in "the Cuban scientist" before a name."""
        first = run.name[0]
        near = range(max(self._index.sentence_of(first)[0], first - 3), first)
        found = (self._places[at] for at in reversed(near) if at in self._places)
        return next((self._actors[one.key].country for one in found if one.form is MentionForm.DEMONYM), None)

    def find_bodies(self) -> None:
        """Find public bodies; one named without its state is one named with it elsewhere."""
        state_of = {at: state.iso3 for at, state in self._states.items()}.get
        taken = [at for at in self._places if at not in self._states]
        bodies = list(find_public_bodies(self._index, state_of, frozenset(taken).__contains__))
        owners = {body.core: body.country for body in bodies if body.country}
        for body in bodies:
            self._find_body(body, body.country or owners.get(body.core))

    def _find_body(self, body: PublicBody, country: str | None) -> None:
        key = f"public_body:{country}:{body.core}"
        start, end = self._index.extent(body.tokens)
        text = self._analysis.text
        if text[start:end].islower() and text[:start].endswith(("'s ", "’s ")):  # "Mali's army": its state acts
            return
        self._places |= dict.fromkeys(body.tokens, NamedAt(start, end, key, MentionForm.NAME))
        written = self._analysis.text[start:end]
        represents = state_key(country) if country else None
        actor = self._actors.setdefault(key, Actor(key, written, ActorKind.PUBLIC_BODY, country, None, represents))
        self._actors[key] = replace(actor, name=max(actor.name, written, key=len))

    def find_abbreviations(self) -> None:
        """Find organisations by the abbreviations that the text gives them, where no actor that is known is named."""
        groups = [place for place in set(self._places.values()) if not place.key.startswith(_NOT_ABBREVIATED)]
        short = dict(find_abbreviations(self._analysis.text, sorted(groups)))
        for start, [name, *_] in find_whole_names(short, self._analysis.text):
            for at in self._index.inside(start, start + len(name)):
                if at in self._places and not self._actors[self._places[at].key].known:
                    del self._places[at]
            self._claim(start, start + len(name), short[name], MentionForm.SHORT_NAME)

    def cast(self, source: str | None) -> Cast:
        """Return what was found, with the states that officials act for."""
        home = find_home(source)
        heading = self._analysis.sentences[0].text if self._analysis.sentences else ""
        if home:
            self._settle(own_people(self._actors.values(), home, heading), home)
        elif usual := usual_state(self._actors, self._places.values(), source):
            self._settle(self._officials_without_state(usual), usual)
        codes = {actor.country for actor in self._actors.values() if actor.kind in OFFICIAL} | {home}
        for iso3 in sorted(code for code in codes if code):
            self._actors.setdefault(state_key(iso3), _state(iso3))
        return Cast(self._actors, tuple(sorted(set(self._places.values()))), home, self._titles)

    def _settle(self, actors: Iterable[Actor], iso3: str) -> None:
        """Give officials a state that is inferred."""
        for actor in tuple(actors):
            self._actors[actor.key] = replace(actor, country=iso3, represents=state_key(iso3))

    def _officials_without_state(self, usual: str) -> Iterator[Actor]:
        """Yield the officials without a state whose office no other person of this state has."""
        held = {actor.office.casefold() for actor in self._actors.values() if actor.office and actor.country == usual}
        for actor in self._actors.values():
            office = (actor.office or "").casefold()
            stateless = actor.kind is ActorKind.PERSON and actor.country is None and actor.represents is None
            if stateless and is_noun(office.split(" ")[-1], NounClass.HEAD, NounClass.MINISTER) and office not in held:
                yield actor

    def _claim(self, start: int, end: int, key: str, form: MentionForm) -> bool:
        tokens = self._index.inside(start, end)
        if not tokens or any(at in self._places for at in tokens):
            return False
        self._places |= dict.fromkeys(tokens, NamedAt(start, end, key, form))
        return True


def _state(iso3: str) -> Actor:
    return Actor(state_key(iso3), name_of(iso3), ActorKind.STATE, iso3)
