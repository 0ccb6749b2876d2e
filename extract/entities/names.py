"""Names of persons: which words of a headline belong to a name, and which names belong to the same person.

Only contained names are joined; a surname that two persons share stays apart. A headline in title case writes its verb
like a name, so this module asks the language for its cues: language is the layer below.
"""

import re
from collections import defaultdict
from dataclasses import replace

from extract.document.segment import Role, Sentence
from extract.entities.persons import PersonMention
from extract.language.en.acts import act_of
from extract.language.en.status import status_of

_INFLECTED = re.compile(r"(?:ing|ed|[^s]s)$")


def shorten_to_body_names(found: list[PersonMention], sentences: tuple[Sentence, ...]) -> list[PersonMention]:
    """Return the mentions, those of the headline ("Ida Roth Calls") shortened to the names that the body has."""
    end = sentences[0].end if sentences and sentences[0].role is Role.HEADLINE else 0
    names = {mention.name for mention in found if mention.start >= end}
    return [_shorten(mention, names) if mention.start < end else mention for mention in found]


def _shorten(mention: PersonMention, names: set[str]) -> PersonMention:
    mention = _without_verbs(mention)
    shorter = [name for name in names if " " in name and mention.name.startswith(f"{name} ")]
    if mention.name in names or not shorter:
        return mention
    name = max(shorter, key=len)
    return replace(mention, name=name, end=mention.start + len(name))


def _without_verbs(mention: PersonMention) -> PersonMention:
    """The mention up to a verb that a headline writes like a name ("Marsh Welcoming Norway")."""
    _first, *others = re.finditer(r"\S+", mention.name)
    verb = next(
        (word for word in others if _INFLECTED.search(word[0]) and (act_of(word[0]) or status_of(word[0]))), None
    )
    if verb is None:
        return mention
    name = mention.name[: verb.start()].rstrip()
    return replace(mention, name=name, end=mention.start + len(name))


def find_full_names(names: set[str]) -> dict[str, str]:
    """Return for each name the longest one that has all its words; a surname that two persons share keeps its own."""
    parts = {name: {drop_article(word) for word in name.split()} for name in names}
    holders: dict[str, set[str]] = defaultdict(set)
    for name, words in parts.items():
        for word in words:
            holders[word].add(name)
    longer = {
        name: {other for other in min((holders[word] for word in words), key=len) if words < parts[other]}
        for name, words in parts.items()
    }
    longest = {name: {other for other in others if not longer[other]} for name, others in longer.items()}
    return {name: top.pop() if len(top) == 1 else name for name, top in longest.items()}


def drop_article(word: str) -> str:
    """Return a name without the article that texts may leave out ("al-Basri", "Basri")."""
    return re.sub(r"^[ae]l-", "", word)
