"""Find who does what to whom in a tree: subjects through conjunction, control, relative clause and passive; objects.

All functions return tokens: the heads of noun phrases, coordinated ones one by one.
"""

from collections.abc import Callable, Iterable, Iterator

from extract.language.en.records import words
from extract.language.en.tree import Tree, is_infinitive

_SUBJECTS = frozenset({"nsubj"})
_PASSIVE = frozenset({"nsubjpass"})
_OBJECTS = frozenset({"dobj", "dative"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_QUOTING = frozenset({"quote", "cite"})
_CONTROLLED = frozenset({"xcomp", "advcl", "pcomp", "acl"})


def is_passive(tree: Tree, verb: int) -> bool:
    """Return whether a verb is a passive: "was condemned", "a deal signed by Chad"."""
    if tree.child(verb, ("auxpass", "nsubjpass", "agent")) is not None:
        return True
    if tree.tags[verb] != "VBN":
        return False
    if tree.deps[verb] == "conj" and tree.child(verb, ("aux", "nsubj")) is None:
        return is_passive(tree, tree.heads[verb])
    return tree.deps[verb] == "acl" and tree.child(verb, ("aux",)) is None


def find_agents(tree: Tree, verb: int) -> list[int]:
    """Return who does what a verb says: its subject, or in the passive what follows "by"; who is quoted."""
    if tree.lemmas[verb] in _QUOTING:
        return find_objects(tree, verb)
    if is_passive(tree, verb):
        by = [noun for name, noun in tree.prepositional(verb) if name == "by"]
        return [one for noun in by for one in spread(tree, noun)]
    return find_subjects(tree, verb)


def find_subjects(tree: Tree, verb: int) -> list[int]:
    """Return the subject of a verb in its voice, which may be that of a verb that governs it."""
    seen = set()
    while verb not in seen:
        seen.add(verb)
        subject = tree.child(verb, _SUBJECTS | _PASSIVE)
        if subject is not None:
            return _resolved(tree, subject, verb)
        dep, head = tree.deps[verb], tree.heads[verb]
        if dep == "conj":
            verb = head
        elif dep in ("acl", "relcl") and tree.pos[head] in _NOMINAL and _describes(tree, verb, head):
            return spread(tree, head)
        elif dep in _CONTROLLED or dep in ("prep", "advmod", "prt"):
            controller = _controller(tree, verb, head)
            if controller:
                return controller
            verb = head
        elif dep == "ccomp" and is_infinitive(tree, verb):
            verb = head
    return _name_before(tree, verb)


def _name_before(tree: Tree, verb: int) -> list[int]:
    """The name before a main verb to which a parser gives no subject: "After talks, the minister, Ana Sol, said", or
    that it takes for a clause: "Chad, joined by Mali, said"."""
    mistaken = [one for one in tree.with_dep(verb, ("advcl", "dep")) if one < verb and tree.pos[one] == "PROPN"]
    if mistaken:
        return spread(tree, mistaken[0])
    name = verb - 1
    while name > 0 and tree.texts[name] == ",":
        name -= 1
    finite = tree.tags[verb] in ("VBD", "VBZ", "VBP") and tree.deps[verb] == "ROOT"
    named = finite and tree.pos[name] == "PROPN" and tree.heads[verb] == verb and tree.lefts[verb] <= name
    return [name] if named and tree.sentences[name] == tree.sentences[verb] else []


def find_objects(tree: Tree, verb: int) -> list[int]:
    """Return what a verb acts on: its object, in the passive its subject; also through relative clause and conjunction.

    "the pact that Chad signed", "a pact signed by Chad", "negotiated and signed a pact".
    """
    if is_passive(tree, verb):
        subject = tree.child(verb, _PASSIVE)
        if subject is not None:
            return _resolved(tree, subject, verb)
        return _inverted(tree, verb) or find_subjects(tree, verb)
    objects = [one for one in tree.with_dep(verb, _OBJECTS) if tree.pos[one] in _NOMINAL]
    if objects:
        return [one for noun in objects for one in _resolved(tree, noun, verb)]
    if tree.deps[verb] == "relcl":
        return _relative_object(tree, verb)
    later = [one for one in tree.with_dep(verb, ("conj",)) if tree.child(one, _SUBJECTS | _PASSIVE) is None]
    return find_objects(tree, later[0]) if later and tree.pos[later[0]] == "VERB" and later[0] == verb + 2 else []


def _inverted(tree: Tree, verb: int) -> list[int]:
    """What is done, where it stands last: "Also signed was a pact", "Among the papers signed was a pact"."""
    auxiliary = tree.child(verb, ("auxpass",))
    if auxiliary is None and tree.deps[verb] == "acl":
        above = tree.heads[tree.heads[verb]]
        auxiliary = tree.heads[above] if tree.lemmas[above] == "among" else None
    if auxiliary is None or tree.lemmas[auxiliary] != "be":
        return []
    last = [one for one in tree.with_dep(auxiliary, ("attr", *_SUBJECTS)) if one > auxiliary]
    return [one for noun in last if tree.pos[noun] in _NOMINAL for one in spread(tree, noun)]


def spread(tree: Tree, noun: int) -> list[int]:
    """Return a noun and the nouns coordinated with it, or with an apposition to it."""
    appositions = {one: other for one in tree.conjuncts(noun) for other in appositions_of(tree, one)}
    later = {other for one in appositions.values() for other in tree.conjuncts(one)} - set(appositions.values())
    listed = {other for one in tree.conjuncts(noun) for other in _listed(tree, one)}
    return sorted(one for one in {*tree.conjuncts(noun), *later, *listed} if tree.pos[one] in _NOMINAL)


def _listed(tree: Tree, noun: int) -> list[int]:
    """The names in "countries such as Chad and Mali", "allies, including Chad"."""
    if tree.tags[noun] != "NNS":
        return []
    found = [
        inner for name, inner in tree.prepositional(noun) if name in ("include", "including", "such as", "as", "like")
    ]
    return [one for inner in found for one in tree.conjuncts(inner) if tree.pos[one] == "PROPN"]


def appositions_of(tree: Tree, noun: int) -> list[int]:
    """Return the appositions to a noun, also those that the parser gives to the name after "of".

    In "the president of Chad, Ana Sol" the name is that of the president.
    """
    own = tree.with_dep(noun, ("appos",))
    if own or tree.tags[noun] != "NN":
        return own
    after_of = [inner for name, inner in tree.prepositional(noun) if name == "of" and tree.pos[inner] == "PROPN"]
    coordinated = ("appos", "conj") if not any(tree.child(one, ("cc",)) is not None for one in after_of) else ("appos",)
    return [one for inner in after_of for one in tree.with_dep(inner, coordinated)][:1]


def _resolved(tree: Tree, noun: int, verb: int) -> list[int]:
    """The noun with those coordinated with it; of a relative pronoun, what it refers to."""
    if tree.lemmas[noun] not in _RELATIVE:
        return spread(tree, noun)
    clause = next((one for one in tree.path(verb) if tree.deps[one] == "relcl"), None)
    if clause is None:
        return []
    antecedent = tree.heads[clause]
    return spread(tree, antecedent) if tree.rights[antecedent] >= clause else [antecedent]


def _relative_object(tree: Tree, verb: int) -> list[int]:
    """The noun of a relative clause without an object, if another one is its subject: "the pact Chad signed"."""
    subject = tree.child(verb, _SUBJECTS)
    if subject is None or tree.lemmas[subject] in _RELATIVE:
        return []
    return [tree.heads[verb]]


def _describes(tree: Tree, verb: int, noun: int) -> bool:
    """Whether the noun does what its clause says: not of infinitives, save in headlines ("Chad to sign pact")."""
    return not is_infinitive(tree, verb) or tree.pos[noun] == "PROPN"


def _controller(tree: Tree, verb: int, head: int) -> list[int]:
    """Who does what an infinitive or participle says, where the subject of the governing verb does not."""
    if tree.pos[head] == "PROPN":
        return spread(tree, head)
    if tree.pos[head] == "NOUN":
        return _owner_or_holder(tree, head)
    if tree.deps[verb] == "xcomp" and not is_passive(tree, head) and tree.lemmas[head] not in words("CONTACT"):
        objects = [one for one in tree.with_dep(head, _OBJECTS) if one < verb]
        objects += [noun for name, noun in tree.prepositional(head) if name in ("on", "upon", "for") and noun < verb]
        return [one for noun in objects for one in spread(tree, noun)]
    return []


def _owner_or_holder(tree: Tree, noun: int) -> list[int]:
    """Whose plan a plan is ("Chad's plan to sign"), else the subject of the verb that it is the object of."""
    owners = tree.with_dep(noun, ("poss",))
    if owners and tree.pos[owners[0]] != "PRON":
        return [one for owner in owners for one in spread(tree, owner)]
    holder = next((one for one in tree.path(noun) if tree.pos[one] in ("VERB", "AUX")), None)
    return find_agents(tree, holder) if holder is not None else []


def related(tree: Tree, token: int, relation: str) -> Iterator[int]:
    """Yield the tokens in a relation to a token: a name of this module, else what follows a preposition, save days."""
    if relation in _BY_DEP:
        yield from tree.with_dep(token, _BY_DEP[relation])
    elif relation in _BY_RULE:
        yield from _BY_RULE[relation](tree, token)
    elif relation == "infinitive":
        yield from (
            one for one in tree.with_dep(token, ("xcomp", "acl", "ccomp", "advcl", "relcl")) if is_infinitive(tree, one)
        )
    elif relation == "gerund":
        yield from (one for one in tree.with_dep(token, ("xcomp", "advcl", "ccomp", "dobj")) if tree.tags[one] == "VBG")
    elif relation == "subjunctive":
        yield from (one for one in tree.with_dep(token, ("ccomp",)) if _is_subjunctive(tree, one))
    elif relation in ("object_of", "subject_of"):
        yield from _governing(tree, token, relation)
    else:
        after = (noun for name, noun in tree.prepositional(token) if name == relation.replace("_", " "))
        yield from (noun for noun in after if tree.lemmas[noun] not in words("DAY"))


_BY_DEP = {
    "particle": ("prt",),
    "beside": ("prt", "advmod", "prep", "acomp"),
    "modifier": ("amod", "compound", "nmod", "poss", "nummod"),
    "dative": ("dative",),
    "number": ("nummod",),
    "owner": ("poss",),
    "auxiliary": ("aux",),
    "there": ("expl",),
    "auxiliary_passive": ("auxpass",),
}


def _is_subjunctive(tree: Tree, verb: int) -> bool:
    """Whether a clause has a plain verb with a subject that asks for another form: "that Chad withdraw"."""
    subject = tree.child(verb, ("nsubj", "nsubjpass"))
    plain = tree.tags[verb] in ("VB", "VBP") and not tree.with_dep(verb, ("aux", "auxpass"))
    bare_passive = tree.has_child(verb, ("be",)) and not tree.with_dep(verb, ("aux",))
    plural = subject is not None and (tree.tags[subject] in ("NNS", "NNPS") or bool(tree.with_dep(subject, ("conj",))))
    return tree.tags[verb] == "VB" or bare_passive or (plain and subject is not None and not plural)


def _complements(tree: Tree, token: int) -> Iterator[int]:
    """What a verb calls its subject or object, also after "as"."""
    yield from tree.with_dep(token, ("acomp", "attr", "oprd", "ccomp", "xcomp"))
    for one in (token, *tree.with_dep(token, ("dobj",))):
        yield from (noun for name, noun in tree.prepositional(one) if name == "as")


def _clauses(tree: Tree, token: int) -> Iterator[int]:
    """The complement clauses, with the word that begins each ("whether", "that")."""
    for clause in tree.with_dep(token, ("ccomp", "acl", "pcomp")):
        if not is_infinitive(tree, clause):
            yield clause
            yield from tree.with_dep(clause, ("mark", "advmod"))


def _governing(tree: Tree, noun: int, relation: str) -> Iterator[int]:
    """The verbs that the noun is the object or the subject of."""
    noun = tree.first_conjunct(noun)
    dep, head = tree.deps[noun], tree.heads[noun]
    if dep in (("dobj", "nsubjpass") if relation == "object_of" else ("nsubj",)):
        yield head
    if relation == "object_of":
        yield from tree.with_dep(noun, ("acl", "relcl"))


_BY_RULE: dict[str, Callable[[Tree, int], Iterable[int]]] = {
    "verb": lambda _, token: (token,),
    "subject": find_subjects,
    "object": find_objects,
    "complement": _complements,
    "clause": _clauses,
}
