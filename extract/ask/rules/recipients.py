"""Decide to or about whom a statement is, after the coding guide (ruling 30).

Of urging that is whoever is to act; of accusing and condemning, whose conduct it is, never the victim; of pledging,
warning and supporting, to or for whom.
"""

from collections.abc import Iterable, Iterator

from extract.ask.rules.deals import Deals
from extract.ask.rules.discourse import Discourse
from extract.entities.cast import Keys, NamedAt
from extract.language.analysis import Cue, Extent
from schemas import Act, ActorKind, MentionForm

_FOR_OTHERS = frozenset(
    {Act.PLEDGE, Act.AFFIRM, Act.SUPPORT, Act.OFFER, Act.EXPRESS_SOLIDARITY, Act.THREATEN, Act.DECLARE}
)
"""Acts that are for somebody."""
_AGAINST_NOBODY = frozenset({Act.PLEDGE, Act.SUPPORT, Act.AFFIRM, Act.OFFER, Act.EXPRESS_SOLIDARITY})
"""Acts of which "against" and "on" do not name those for whom they are."""
_NAMED_ALONE = frozenset({Act.AFFIRM, Act.PROTEST, Act.EXPRESS_CONCERN})
"""Acts of which the only actor named in the matter is whom they concern."""
_ON_CONDUCT = frozenset({Act.CONDEMN, Act.DEPLORE, Act.URGE})
"""Acts on the conduct of another, who hardly ever is nobody."""
_MENACING = frozenset({Act.THREATEN, Act.WARN})
_ON_RELATIONS = frozenset({"declare-withdraw-envoy", "declare-expel", "protest-summon", "protest-lodge"})
"""Triggers of measures that are always against another state: "Mali recalled its ambassador"."""
_CALLING = frozenset({Act.URGE, Act.DEMAND, Act.REQUEST, Act.WARN, Act.INVITE})
_TOLD = frozenset({Act.PROTEST, Act.URGE, Act.DEMAND, Act.WARN, Act.REQUEST, Act.DECLARE})
_ENVOYS = frozenset({"ambassador", "envoy", "charge", "chargé", "consul", "affaires", "d'affaires"})
_BETWEEN = frozenset({Act.URGE, Act.EXPRESS_HOPE, Act.OFFER, Act.REJECT})
_WITH = frozenset({Act.EXPRESS_HOPE, Act.REJECT})
"""Acts of which "with" names the other side: "hopes for talks with Mali"."""
_CROWDS = frozenset(
    "people citizen national individual civilian resident traveller traveler tourist everyone everybody anyone all we "
    "member community world public voter protester demonstrator supporter follower opposition rebel militant country "
    "state nation party side person family population".split()
)
"""Nouns of people who are no actors unless the text names them."""
_BLAMING = frozenset({Act.ACCUSE, Act.CRITICIZE, Act.CONDEMN})
_SECOND_PERSON = frozenset({"you", "your", "yours", "yourself"})
_POSSESSIVE = ("'s", "’s")
_FIGHTING = frozenset(
    "fight combat counter confront deter defeat destroy address tackle oppose resist stop prevent end eliminate hold "
    "punish isolate contain respond crush disarm".split()
)
"""Verbs of which the object is no friend."""
_BESIDE = frozenset({"by", "alongside", "behind"})
_IF = frozenset({"if", "unless", "should"})
_PLACING = frozenset({"in", "off", "near", "at", "around", "inside", "outside"})
"""Prepositions after which a name tells where something is."""
_FOR = frozenset({"for", "to", "with", "of", "towards", "toward"})
_PEOPLE = frozenset(
    "people nation government authority army force effort security sovereignty integrity independence defence defense "
    "stability recovery reconstruction economy development need accession membership right neighbor neighbour unity "
    "military police bid request fight struggle border process".split()
)
"""Nouns of what may be helped, which is for its owner: "support Mali's army", not "end Mali's raids"."""
_VICTIMS = frozenset(
    "people civilian citizen national president minister leader woman child prisoner hostage refugee journalist "
    "activist soldier sailor territory soil sovereignty independence integrity".split()
)
"""Nouns of what is harmed, of which the owner is none who does it: "the release of Mali's president"."""
_AGAINST = frozenset({"on", "against"})


def chosen(found: Iterable[Keys], speakers: Keys, cue: Cue, discourse: Discourse) -> Keys:
    """The first of these that are not the speakers themselves, or those for whom they speak, and no outlet."""
    own = {
        *speakers,
        *map(discourse.cast.principal, speakers),
        *discourse.principals(speakers),
        *discourse.actors(cue.selves, cue),
    }
    meant = (_envoys_as_states(keys, discourse) if cue.label in _TOLD else keys for keys in found)
    others = (
        tuple(key for key in keys if key not in own and discourse.kind(key) is not ActorKind.MEDIA) for keys in meant
    )
    return tuple(dict.fromkeys(next((keys for keys in others if keys), ())))


def _envoys_as_states(keys: Keys, discourse: Discourse) -> Keys:
    """These actors, with the state of an envoy for him: what an ambassador is told, his state should hear."""
    cast = discourse.cast
    return tuple(cast.principal(key) if _is_envoy(cast.actors[key].office or "") else key for key in keys)


def _is_envoy(office: str) -> bool:
    return bool(_ENVOYS & set(office.casefold().split()))


def addressed(cue: Cue, discourse: Discourse) -> Iterator[Keys]:
    """Those addressed, those whose conduct it is, those to whom the words for either belong."""
    yield discourse.actors(cue.addressees, cue)
    yield discourse.actors(cue.doers, cue)
    yield tuple(key for one in (*cue.addressees, *cue.doers) for key in discourse.references.owners(one))


def concerned(cue: Cue, discourse: Discourse, deals: Deals) -> Iterator[Keys]:
    """The parties of the agreement that it is about; whose deed it was before; for whom a promise, praise or threat is;
    of other acts, who has or does what it is about."""
    if cue.label != Act.EXPRESS_HOPE:
        yield deals.parties_in(cue, discourse)
    yield tuple(key for one in cue.addressees for key in discourse.references.owner_of_earlier(one.head))
    yield tuple(key for one in cue.addressees for key in discourse.references.doer_of_earlier(one.head))
    if _is_to_unnamed(cue, discourse):
        return
    others = cue.label in _FOR_OTHERS and not _praises(cue, discourse)
    if others:
        yield _beneficiaries(cue, discourse)
    if (not others or cue.label in (Act.DECLARE, Act.THREATEN)) and not _blames_subject(cue):
        yield _responsible(cue, discourse)
    if cue.label in _BETWEEN:
        yield _sides(cue, discourse)
    if cue.label in _NAMED_ALONE:
        named = {place.key for place in _named_in(cue, discourse) if not _is_where(place, discourse)}
        yield tuple(named) if len(named) == 1 else ()
        yield _other_side(discourse)
    if cue.label in _MENACING:
        yield from _under_condition(cue, discourse)
    if cue.label in _ON_CONDUCT or cue.trigger in _ON_RELATIONS:
        yield _other_of_pair(cue, discourse)


def _sides(cue: Cue, discourse: Discourse) -> Keys:
    """The sides of what is called, hoped for or refused: "called for talks between Mali and Chad", "rejected talks with
    Mali"."""
    tokens = discourse.analysis.tokens
    word = "with" if cue.label in _WITH else "between"
    found = [one for one in _reached(cue, discourse) if tokens[discourse.governor(one)].text.casefold() == word]
    return tuple(one.key for one in found) if word == "with" or len(found) > 1 else ()


def _is_to_unnamed(cue: Cue, discourse: Discourse) -> bool:
    """Whether those urged are people whom the text does not name: "citizens should take care"."""
    heads = [discourse.analysis.tokens[one.head].lemma.casefold() for one in cue.addressees]
    return cue.label in _CALLING and bool(heads) and all(head in _CROWDS for head in heads)


def _under_condition(cue: Cue, discourse: Discourse) -> Iterator[Keys]:
    """Who must not do something, by the condition of a threat: "threatened to respond if Mali attacked".

    Where the condition names nobody ("if the drill goes ahead"), the other of two states; so of all threats.
    """
    tokens, extent = discourse.analysis.tokens, discourse.reach(cue)
    inside = discourse.tokens_in(*extent)
    verbs = {tokens[at].head for at in inside if tokens[at].dep == "mark" and tokens[at].text.casefold() in _IF}
    named = [place for place in discourse.cast.within(*extent) if discourse.governor(place) in verbs]
    yield tuple(one.key for one in named if tokens[discourse.tokens_in(one.start, one.end)[-1]].dep == "nsubj")[:1]
    if verbs or cue.label == Act.THREATEN:
        yield _other_of_pair(cue, discourse)


def _other_side(discourse: Discourse) -> Keys:
    """Those for whom the persons of a readout speak, where two talk: "reaffirmed his desire for close ties"."""
    talking = discourse.references.talking
    return tuple(dict.fromkeys(map(discourse.cast.principal, talking))) if len(talking) == 2 else ()


def _other_of_pair(cue: Cue, discourse: Discourse) -> Keys:
    """The other of the two states that the article is about, where one of them acts: "Mali condemned the raid"."""
    own = {discourse.cast.principal(key) for key in discourse.actors(cue.agents, cue)}
    pair = discourse.references.pair
    return tuple(key for key in pair if key not in own) if own.intersection(pair) else ()


def spoken_to(cue: Cue, speakers: Keys, discourse: Discourse) -> Keys:
    """The other of two who talk, where the words say "you": "Mr President, I thank you for your help"."""
    extents = (Extent(*discourse.matter(cue)), *(one.extent for one in cue.addressees))
    words = {word.strip(".,;:!?") for extent in extents for word in discourse.words(extent).casefold().split()}
    if _SECOND_PERSON.isdisjoint(words):
        return ()
    own = {discourse.cast.principal(key) for key in speakers}
    others = [key for key in discourse.references.talking if discourse.cast.principal(key) not in own]
    return tuple(others) if len(others) == 1 else ()


def _praises(cue: Cue, discourse: Discourse) -> bool:
    """Whether words praise a deed, whose doer they are to: "welcomed the vote", not "expressed support for Mali"."""
    *_, last = discourse.words(cue.extent).casefold().split()
    return cue.label == Act.SUPPORT and last not in ("support", "backing")


def _blames_subject(cue: Cue) -> bool:
    """Whether a charge has its target before it, which names behind it do not replace: "gangs violated Mali's law"."""
    return cue.label in _BLAMING and bool(cue.addressees) and cue.addressees[0].head < cue.head


def _beneficiaries(cue: Cue, discourse: Discourse) -> Keys:
    """The actors for or against whom something is: "the commitment to Mali", "measures against Mali", "help Mali".

    Not whoever is to do something: "will not let Mali build a base"; nor against whom a promise is: "defend it against
    Mali".
    """
    return tuple(place.key for place in _reached(cue, discourse) if _benefits(place, cue, discourse))


def _benefits(place: NamedAt, cue: Cue, discourse: Discourse) -> bool:
    tokens, at = discourse.analysis.tokens, discourse.governor(place)
    start = place.start
    if place.form is MentionForm.DEMONYM or discourse.analysis.text.startswith(_POSSESSIVE, place.end):
        if tokens[at].lemma not in _PEOPLE:
            return False
        start, at = tokens[at].extent.start, tokens[at].head
    head = tokens[at]
    if _is_aside(at, cue, discourse):
        return False
    if head.pos == "VERB":
        return cue.label != Act.PLEDGE or head.extent.start < start
    word = head.text.casefold()
    if word in _AGAINST:
        return cue.label not in _AGAINST_NOBODY
    beside = word in _BESIDE and tokens[head.head].lemma == "stand"
    return word in _FOR or beside or (word == "between" and cue.label == Act.OFFER)


def _reached(cue: Cue, discourse: Discourse) -> Iterator[NamedAt]:
    """The known actors that are named in what a cue is about, or in what else depends on its words behind it."""
    matter, reach = discourse.matter(cue), discourse.reach(cue)
    for place in discourse.cast.within(min(matter.start, reach.start), max(matter.end, reach.end)):
        if discourse.cast.actors[place.key].known:
            yield place


def _is_aside(at: int, cue: Cue, discourse: Discourse) -> bool:
    """Whether a word is in a clause that only describes something, or in one on what is fought.

    "The fund that Mali and Chad set up"; of a promise "to counter the missiles of Mali".
    """
    tokens = discourse.analysis.tokens
    helping = cue.label in _AGAINST_NOBODY
    while tokens[at].head != at and at != cue.head:
        if tokens[at].dep == "relcl" or (helping and tokens[at].lemma in _FIGHTING):
            return True
        at = tokens[at].head
    return False


def _responsible(cue: Cue, discourse: Discourse) -> Keys:
    """The actor who has or does what a matter is about: "the situation in Mali's north", "a base that Mali built"."""
    tokens = discourse.analysis.tokens
    found = []
    for place in _named_in(cue, discourse):
        last = discourse.tokens_in(place.start, place.end)[-1]
        head = discourse.governor(place)
        if tokens[head].lemma in _VICTIMS:
            continue
        adjective = place.form is MentionForm.DEMONYM and head > last and tokens[head].pos in ("NOUN", "PROPN")
        owns = (
            adjective
            or tokens[head].text.casefold() == "by"
            or discourse.analysis.text.startswith(_POSSESSIVE, place.end)
        )
        if owns or (tokens[head].pos in ("VERB", "AUX") and head > last):
            found.append(place.key)
    return tuple(found[:1])


def _is_where(place: NamedAt, discourse: Discourse) -> bool:
    """Whether a name only tells where something is: "attacks on ships off Togo"."""
    return discourse.analysis.tokens[discourse.governor(place)].text.casefold() in _PLACING


def _named_in(cue: Cue, discourse: Discourse) -> Iterator[NamedAt]:
    places = discourse.cast.within(*discourse.matter(cue))
    return (place for place in places if discourse.cast.actors[place.key].known)
