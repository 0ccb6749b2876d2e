"""What an outlet does to an agency's article, and what makes another article of it. Text goes in, text comes out.

An edit gives None where an article has nothing that it could change.
"""

import re
from collections import Counter
from collections.abc import Callable

Edit = Callable[[str, list[str]], tuple[str, list[str]] | None]
"""From a headline and paragraphs to others."""

CREDIT = "Reporting by Ann Lee in Varno; editing by Tom Ray"
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|will|would)\b")


def headline(title: str, body: list[str]) -> tuple[str, list[str]]:
    return "What is known so far", body


def dateline(title: str, body: list[str]) -> tuple[str, list[str]]:
    return title, [f"VARNO, Nov. 25 (Reuters) - {body[0]}", *body[1:]]


def trimmed(title: str, body: list[str]) -> tuple[str, list[str]] | None:
    """The last third is dropped."""
    return (title, body[: -(len(body) // 3)]) if len(body) >= 3 else None


def credited(title: str, body: list[str]) -> tuple[str, list[str]]:
    return title, [*body, CREDIT, "Copyright 2025 Reuters"]


def furnished(title: str, body: list[str]) -> tuple[str, list[str]]:
    return title, [body[0], "Advertisement", *body[1:], "Read more"]


def all_at_once(title: str, body: list[str]) -> tuple[str, list[str]] | None:
    short = trimmed(title, body)
    return headline(title, credited(title, dateline(title, short[1])[1])[1]) if short else None


def figure(title: str, body: list[str]) -> tuple[str, list[str]] | None:
    """Another figure, the last that there is."""
    return _changed(title, body, re.compile(r"\d+(?!.*\d)"), lambda found: str(int(found[0]) + 1))


def negated(title: str, body: list[str]) -> tuple[str, list[str]] | None:
    """A "not" in the middle of the article."""
    middle = len(body) // 2
    found = _changed(title, body[middle:], _VERB, lambda found: f"{found[0]} not")
    return (title, [*body[:middle], *found[1]]) if found else None


def renamed(title: str, body: list[str]) -> tuple[str, list[str]] | None:
    """The name that is there most often, everywhere."""
    names = Counter(_NAME.findall(" ".join(body)))
    if not names:
        return None
    name = re.compile(rf"\b{names.most_common(1)[0][0]}\b")
    return title, [name.sub("Marovia", paragraph) for paragraph in body]


def more(title: str, body: list[str]) -> tuple[str, list[str]]:
    return title, [*body, "Marovia signed a gas contract with Teland, too."]


def reworded(title: str, body: list[str]) -> tuple[str, list[str]]:
    """House style: a word or two in each paragraph."""
    return title, [re.sub(r"\bthe\b", "this", paragraph, count=1) for paragraph in body]


def _changed(
    title: str, body: list[str], what: re.Pattern[str], into: Callable[[re.Match[str]], str]
) -> tuple[str, list[str]] | None:
    for at in range(len(body) - 1, -1, -1):
        if found := what.search(body[at]):
            changed = body[at][: found.start()] + into(found) + body[at][found.end() :]
            return title, [*body[:at], changed, *body[at + 1 :]]
    return None


COPIES: dict[str, Edit] = {
    "another headline": headline,
    "another dateline": dateline,
    "the last third dropped": trimmed,
    "an agency's lines at the end": credited,
    "furniture of a page": furnished,
    "headline, dateline, end and lines": all_at_once,
}
OTHERS: dict[str, Edit] = {
    "another figure": figure,
    "a 'not'": negated,
    "another name": renamed,
    "a fact more": more,
    "a word in each paragraph": reworded,
}
