"""Plain text that is wrapped at any width, in the ways of editors, mail programs and terminals."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.files.members.member import Expected, Member
from benchmarks.files.members.texts import NEWS


def members() -> Iterator[Member]:
    """Yield the files."""
    for width in (20, 24, 28, 32, 36, 40, 44, 50, 58, 65, 72, 78, 100, 132):
        yield _Wrapping("en", width).member(f"en-{width}")
    for language in ("de", "fr", "es", "ru", "zh"):
        for width in (24, 34, 46, 72):
            yield _Wrapping(language, width).member(f"{language}-{width}")
    yield _Wrapping("en", 38, end="\r\n").member("crlf")
    yield _Wrapping("en", 38, tail="  ").member("spaces-at-ends")
    yield _Wrapping("en", 60, first="    ", gap="\n").member("indent")
    yield _Wrapping("en", 34, first="  ", gap="\n").member("indent-narrow")
    yield _Wrapping("en", 56, margin="    ").member("margin")
    yield _Wrapping("en", 60, gap="\n\n\n", leading="\n\n").member("double-spaced")
    yield _Wrapping("en", 40, title=False).member("no-title")
    yield _Wrapping("en", 40, ragged=True).member("ragged")
    yield _Wrapping("en", 40, encoding="utf-16").member("utf16")
    yield _Wrapping("de", 40, encoding="latin-1").member("latin-1")
    yield _Wrapping("en", 60, gap="\n\n", leading="\n\n").member("double-spaced-evenly")
    yield _Wrapping("en", 66, first="\t", gap="\n").member("tabs")
    yield from _hyphenated()
    yield from _structured()
    yield from _untouched()


@dataclass(frozen=True)
class _Wrapping:
    """How an article is wrapped."""

    language: str
    width: int
    end: str = "\n"
    tail: str = ""
    first: str = ""
    gap: str = "\n\n"
    margin: str = ""
    leading: str = "\n"
    title: bool = True
    ragged: bool = False
    encoding: str = "utf-8"

    def member(self, name: str) -> Member:
        """Return the file."""
        headline, *paragraphs = NEWS[self.language]
        wrapped = [_wrap(paragraph, self.width, self.first, self.ragged) for paragraph in paragraphs]
        body = self.gap.join(self.leading.join(self.margin + line + self.tail for line in lines) for lines in wrapped)
        text = (f"{self.margin}{headline}{self.tail}\n\n" if self.title else "") + body
        expected = "\n".join((headline, *paragraphs) if self.title else paragraphs)
        return Member(f"{name}.txt", text.replace("\n", self.end).encode(self.encoding), [Expected(expected)])


def _wrap(paragraph: str, width: int, first: str, ragged: bool) -> Sequence[str]:
    if " " not in paragraph[30:60]:  # a script without spaces
        half = width // 2
        return [paragraph[start : start + half] for start in range(0, len(paragraph), half)]
    if not ragged:
        return textwrap.wrap(paragraph, width, initial_indent=first, break_long_words=False, break_on_hyphens=False)
    lines: list[str] = []
    rest = paragraph
    while rest:
        line = textwrap.wrap(rest, width - 3 * (len(lines) % 3), break_long_words=False, break_on_hyphens=False)[0]
        lines.append(line)
        rest = rest[len(line) :].strip()
    return lines


def _hyphenated() -> Iterator[Member]:
    """Yield texts whose lines end within words."""
    for language, width, hyphen in (("en", 30, "-"), ("de", 30, "-"), ("es", 36, "\u2010"), ("fr", 44, "\u00ad")):
        headline, *paragraphs = NEWS[language]
        body = "\n\n".join("\n".join(_break(paragraph, width, hyphen)) for paragraph in paragraphs)
        expected = [Expected("\n".join((headline, *paragraphs)))]
        yield Member(f"hyphens-{language}.txt", f"{headline}\n\n{body}".encode(), expected)


def _break(paragraph: str, width: int, hyphen: str) -> Iterator[str]:
    """Yield lines that are as full as possible, with words of seven letters and more broken after the third."""
    line = ""
    for word in paragraph.split():
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}".strip()
        elif word.isalpha() and len(word) >= 7 and len(line) + 5 <= width:
            yield f"{line} {word[:3]}{hyphen}"
            line = word[3:]
        else:
            yield line
            line = word
    yield line


def _structured() -> Iterator[Member]:
    """Yield wrapped texts with subheadings, lists, quotations, and a headline of several lines."""
    headline, first, second, third = NEWS["en"]
    items = ("three mines in the south of the salt flat, which a joint company works", "a railway to the port of Arica")
    for width in (30, 42, 60):
        parts = [textwrap.wrap(part, width, break_on_hyphens=False) for part in (first, second, third)]
        wrapped = ["\n".join(lines) for lines in parts]
        bullets = ["\n  ".join(textwrap.wrap(f"- {item}", width)) for item in items]
        subheads = "\n\n".join((headline, wrapped[0], "Doubts in Lima", wrapped[1], wrapped[2]))
        expected = "\n".join((headline, first, "Doubts in Lima", second, third))
        yield Member(f"subheads-{width}.txt", subheads.encode(), [Expected(expected)])
        listed = "\n\n".join((wrapped[0], "\n".join(bullets), wrapped[1]))
        expected = "\n".join((first, *(f"- {item}" for item in items), second))
        yield Member(f"bullets-{width}.txt", listed.encode(), [Expected(expected)])
        long = "Bolivia and Chile sign accord on lithium exports from three mines in the south of the salt flat"
        titled = "\n\n".join(("\n".join(textwrap.wrap(long, width)), "By Ana Quispe", *wrapped))
        expected = "\n".join((long, "By Ana Quispe", first, second, third))
        yield Member(f"long-headline-{width}.txt", titled.encode(), [Expected(expected)])


def _untouched() -> Iterator[Member]:
    """Yield texts whose lines are paragraphs, items and names, which are not to be joined."""
    texts = {
        "list": "Points of the accord\n\n- quotas for three mines\n- a railway to the port\n- a joint court\n- talks in June",
        "numbered": "Points of the accord\n\n1. Quotas for three mines\n2. A railway to the port\n3. A joint court",
        "paragraph-lines": "\n".join(NEWS["en"]),
        "table": "State     Tons\nBolivia   120\nChile     340\nPeru      90\nEcuador   15",
        "headlines": "Bolivia signs accord\nChile asks for time\nPeru objects\nEcuador waits for talks\nParaguay is silent",
        "signers": "Signed in La Paz by\n\nAna Quispe\nForeign Minister of Bolivia\n\nJuan Rojas\nForeign Minister of Chile",
        "questions": "Q: Has Peru signed?\nA: No, it has not.\nQ: Will it?\nA: Nobody knows, I think.\nQ: Thank you.\nA: You are welcome.",
    }
    for name, text in texts.items():
        yield Member(f"{name}.txt", text.encode(), [Expected(text)])
