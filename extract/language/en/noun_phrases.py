"""Describe noun phrases: their extent, their core, whom they belong to, what else they are called."""

from collections.abc import Iterator

from extract.language.analysis import Argument, Extent
from extract.language.en.records import words
from extract.language.en.roles import appositions_of, find_agents, is_passive, related, spread
from extract.language.en.tree import Tree

_LEFT = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "npadvmod", "advmod"})
_CORE = frozenset({"amod", "compound", "nmod", "nummod"})
_NAMED = frozenset({"amod", "compound", "nmod"})
_FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ourselves"})


def describe(tree: Tree, noun: int, owned: bool = True) -> Argument:
    """Return the phrase of a noun; without owners if `owned` is false."""
    left = [one for one in tree.children[noun] if one < noun and tree.deps[one] in _LEFT]
    core = [one for one in left if tree.deps[one] in _CORE]
    first = min((tree.lefts[one] for one in left), default=noun)
    return Argument(
        extent=tree.extent(first, _last(tree, noun)),
        core=tree.extent(min((tree.lefts[one] for one in core), default=noun), noun),
        head=noun,
        owners=tuple(tree.subtree(one) for one in owners(tree, noun)) if owned else (),
        appositions=tuple(_apposition(tree, one) for one in appositions_of(tree, noun)),
        pronoun=tree.pos[noun] == "PRON",
    )


def describe_all(tree: Tree, nouns: list[int]) -> tuple[Argument, ...]:
    """Return the phrases of nouns, each once."""
    return tuple(describe(tree, noun) for noun in dict.fromkeys(nouns))


def doers_of(tree: Tree, noun: int) -> list[int]:
    """Return who does or has what a noun names: "a raid by Mali", "Mali's raid", "the decision of Mali".

    None of a noun that names somebody itself. Of "the shelling of a post in Mali" neither post nor Mali is one.
    """
    if names_somebody(tree, noun):
        return []
    prepositions = ("of", "from", "between") if tree.lemmas[noun] in words("CHOICE") else ("from", "between")
    held = [one for name, inner in tree.prepositional(noun) if name in prepositions for one in spread(tree, inner)]
    return [*_possessors(tree, noun), *_doers(tree, noun), *held]


def names_somebody(tree: Tree, noun: int) -> bool:
    """Return whether a noun is a name, a pronoun or a role, and no deed."""
    return tree.pos[noun] in ("PROPN", "PRON") or tree.lemmas[noun] in words("ROLE")


def owners(tree: Tree, noun: int) -> list[int]:
    """Return whom a noun belongs to: "Peru's army", "the army of Peru", "the Peruvian army", "envoys from Peru".

    What a deed is done to does not own it: "the shelling of Peru".
    """
    lemma = tree.lemmas[noun]
    own = {"of", "from"} if lemma in words("DELEGATE") else set[str]() if lemma in words("HARM") else {"of"}
    of = [inner for name, inner in tree.prepositional(noun) if name in own]
    return [*_possessors(tree, noun), *(one for inner in of for one in spread(tree, inner))]


def is_first_person(tree: Tree, noun: int) -> bool:
    """Return whether a pronoun is "I" or "we"."""
    return tree.lemmas[noun] in _FIRST_PERSON or tree.texts[noun].lower() in _FIRST_PERSON


def speakers_of(tree: Tree, nouns: list[int]) -> list[int]:
    """Return the nouns, with documents replaced by those who issue them: "a statement from the ministry"."""
    out = []
    for noun in nouns:
        out += (_issuers(tree, noun) if is_document(tree, noun) else []) or [noun]
    return out


def is_document(tree: Tree, noun: int) -> bool:
    """Return whether a noun is a text or utterance that speaks for its author."""
    return tree.lemmas[noun] in words("DOCUMENT") or tree.lemmas[noun] in words("CHOICE")


def _issuers(tree: Tree, noun: int) -> list[int]:
    """Who issues a document: its owner, or who adopts, signs or publishes it in the same sentence."""
    named = [*_possessors(tree, noun), *_doers(tree, noun), *_from(tree, noun)]
    return named or [one for verb in related(tree, noun, "object_of") for one in find_agents(tree, verb) if one != noun]


def _possessors(tree: Tree, noun: int) -> list[int]:
    possessors = [one for inner in tree.with_dep(noun, ("poss",)) for one in _owning(tree, inner)]
    named = [one for one in tree.with_dep(noun, _NAMED) if tree.texts[one][0].isupper() and one < noun]
    return possessors or [part for one in named for part in _hyphenated(tree, one)]


def _owning(tree: Tree, noun: int) -> list[int]:
    """The owner with those coordinated with it; of "whose", what its clause describes: "Peru, whose army"."""
    clause = next((one for one in tree.path(noun) if tree.deps[one] == "relcl"), None)
    return [tree.heads[clause]] if tree.lemmas[noun] == "whose" and clause is not None else spread(tree, noun)


def _hyphenated(tree: Tree, noun: int) -> list[int]:
    """The names in a compound: both of "the Chad-Mali treaty"."""
    before = [one for one in tree.with_dep(noun, ("compound", "nmod")) if tree.texts[one + 1] in "-–—"]
    return [*before, noun]


def _doers(tree: Tree, noun: int) -> Iterator[int]:
    """Who does it, behind "by"; also where a parser gives that to the verb: "condemned the raid on Peru by Chad"."""
    verb = tree.heads[noun]
    displaced = tree.deps[noun] == "dobj" and not is_passive(tree, verb)
    for name, inner in (*tree.prepositional(noun), *(tree.prepositional(verb) if displaced else ())):
        if name == "by" and inner > noun and tree.pos[inner] in ("NOUN", "PROPN"):
            yield from spread(tree, inner)
    made = (one for one in tree.with_dep(noun, ("acl",)) if tree.lemmas[one] not in words("JUDGED"))
    for one in made:  # "a raid launched by Chad", not "a raid condemned by Chad"
        for name, inner in tree.prepositional(one):
            if name == "by":
                yield from spread(tree, inner)


def _from(tree: Tree, noun: int) -> Iterator[int]:
    for name, inner in tree.prepositional(noun):
        if name in ("from", "of"):
            yield from spread(tree, inner)


def _last(tree: Tree, noun: int) -> int:
    """The last token of the phrase, before clauses, appositions and coordinated phrases."""
    last = noun
    for one in _inside(tree, noun):
        last = tree.rights[one]
        while tree.deps[one] == "prep":
            inner = next(iter(reversed(tree.with_dep(one, ("pobj",)))), None)
            later = _inside(tree, inner) if inner is not None else []
            if inner is None or not later:
                last = inner if inner is not None else last
                break
            one, last = later[-1], tree.rights[later[-1]]
    return last


def _inside(tree: Tree, noun: int) -> list[int]:
    """What follows a noun in its phrase."""
    out = []
    for one in tree.children[noun]:
        if one > noun and tree.deps[one] not in ("prep", "case", "nummod", "nmod", "amod"):
            break
        if one > noun and tree.deps[one] != "case":
            out.append(one)
    return out


def _apposition(tree: Tree, noun: int) -> Extent:
    return describe(tree, noun, owned=False).extent
