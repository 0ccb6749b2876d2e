"""Removes secrets from the words of other programs, in whatever form they come back.

In: the very strings that were given as keys, and a text. Out: the text without them. What is compared is the skeleton
of a text: escapes of JSON, URLs and HTML are read, look-alikes of letters and signs are replaced, and white space,
invisible characters and backslashes are left out. A long secret is also found in other case and with other signs
between its letters, and any secret within a text in base64 or hexadecimal.
"""

import base64
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

REMOVED = "[removed]"
SECRET_NAME = re.compile(r"key|secret|token|auth|password|credential|cookie|bearer", re.I)
"""Names of headers and variables whose values are secrets."""
SHORTEST_SECRET = 6
"""Characters; what is shorter cannot be told from ordinary words."""
SHORTEST_LETTERS = 12
"""Letters and digits of a secret that is found whatever signs are between them, in any case."""
SHORTEST_ENCODED = 7
"""Characters of base64 that are looked for; six of a key make as many, wherever they begin."""
MOST_ESCAPES = 3
"""Escapes that are read, one within the other."""

MOST_SPELT = 4
"""Parts of a secret that look like escapes, which are looked for both read and unread."""

_HEX = "[0-9a-fA-F]"
_ESCAPE = re.compile(
    rf"\\{{1,9}}+(?:u(?P<high>[dD][89abAB]{_HEX}{{2}})\\{{1,9}}+u(?P<low>[dD][c-fC-F]{_HEX}{{2}})"
    rf"|u(?P<u>{_HEX}{{4}})|x(?P<x>{_HEX}{{2}})|u\{{(?P<braced>{_HEX}{{1,6}})\}}|[nrtfv])"
    rf"|%(?:25){{0,3}}(?P<percent>{_HEX}{{2}})"
    rf"|&(?:amp;){{0,3}}(?P<entity>#[0-9]{{1,7}}|#[xX]{_HEX}{{1,6}}|quot|apos|lt|gt|amp);"
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_TYPOGRAPHY = {"‐‑‒–—―−": "-", "“”„‟″": '"', "‘’‚‛′": "'", "⁄∕": "/"}
_ALPHABETS = {
    "аɑα": "a", "сϲ": "c", "ԁ": "d", "е": "e", "ɡ": "g", "һ": "h", "іı": "i", "ј": "j", "ӏ": "l", "оο": "o",
    "рρ": "p", "ԛ": "q", "ѕ": "s", "υ": "u", "ν": "v", "ԝ": "w", "х": "x", "уγ": "y", "АΑ": "A", "ВΒ": "B", "СϹ": "C",
    "ЕΕ": "E", "НΗ": "H", "ІΙӀ": "I", "Ј": "J", "КΚ": "K", "МΜ": "M", "Ν": "N", "ОΟ": "O", "РΡ": "P", "Ѕ": "S",
    "ТΤ": "T", "ХΧ": "X", "УΥҮ": "Y", "Ζ": "Z",
}  # fmt: skip
"""Letters that look like Latin ones. See: https://www.unicode.org/Public/security/latest/confusables.txt"""
_ALIKE = {sign: plain for signs, plain in (_TYPOGRAPHY | _ALPHABETS).items() for sign in signs}
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
"""Categories of characters that are not seen, or only as part of another one."""
_ENCODED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=")


class _Signs(dict[int, str | None]):
    """The skeleton of each character, for `str.translate`; it is worked out when the character is first met."""

    def skeleton(self, text: str) -> str:
        """Return the skeleton of a text; other alphabets leave nothing in it."""
        if not text.isascii():  # translating is ten times as fast where all is ASCII
            text = _BEYOND_ASCII.sub(lambda match: match[0].translate(self), text)
        return text.translate(self)

    def __missing__(self, code: int) -> str | None:
        self[code] = self._reduce(chr(code)) or None
        return self[code]

    def _reduce(self, character: str) -> str:
        plain = (_ALIKE.get(part, part) for part in unicodedata.normalize("NFKC", character))
        return "".join(part for part in plain if part.isascii() and not _is_blank(part))


class _Letters(_Signs):
    """The skeleton of letters and digits alone, in small letters."""

    def _reduce(self, character: str) -> str:
        return "".join(filter(str.isalnum, super()._reduce(character))).lower()


def _is_blank(character: str) -> bool:
    return character == "\\" or character.isspace() or unicodedata.category(character) in _UNSEEN


_SIGNS, _LETTERS = _Signs(), _Letters()


@dataclass(frozen=True)
class _Form:
    """A form in which a secret is looked for."""

    skeleton: str
    letters: bool = False
    """Whether signs and case do not count."""
    encoded: bool = False
    """Whether it is part of an encoded text, which is removed as a whole."""

    @property
    def table(self) -> _Signs:
        return _LETTERS if self.letters else _SIGNS


class Redactor:
    """Removes some secrets from texts."""

    def __init__(self, secrets: Iterable[str]) -> None:
        long = [secret for secret in secrets if len(secret) >= SHORTEST_SECRET]
        self._forms = tuple(dict.fromkeys(form for secret in long for form in _forms(secret)))

    def finds(self, text: str, known: str = "") -> bool:
        """Return whether a text holds a secret. What `known` holds too, like the question that it answers, is none."""
        return bool(self._find(text, known))

    def clean(self, text: str, known: str = "") -> str:
        """Return a text without the secrets in it."""
        found = self._find(text, known)
        places = [place for form in found for place in _places(text, form)] if found else []
        for start, end in sorted(_joined(places), reverse=True):
            text = text[:start] + REMOVED + text[end:]
        return text

    def clean_value(self, value: Any, known: str = "") -> Any:
        """Return a JSON value without the secrets in its texts and names; a number that holds one is None."""
        if isinstance(value, str):
            return self.clean(value, known)
        if isinstance(value, dict):
            return {self.clean(str(name), known): self.clean_value(part, known) for name, part in value.items()}
        if isinstance(value, list):
            return [self.clean_value(part, known) for part in value]
        return None if isinstance(value, int | float) and self.finds(str(value), known) else value

    def _find(self, text: str, known: str) -> list[_Form]:
        found = _held(self._forms, text)
        spared = _held(found, known) if found and known else []
        return [form for form in found if form not in spared]


def _forms(secret: str) -> Iterator[_Form]:
    """The forms in which a secret is looked for."""
    for read in _spellings(secret):
        yield _Form(_SIGNS.skeleton(read))
        letters = _LETTERS.skeleton(read)
        if len(letters) >= SHORTEST_LETTERS:
            yield _Form(letters, letters=True)
    data = secret.encode()
    yield _Form(data.hex(), letters=True)
    for before in range(3):  # the bytes before the secret shift its bits
        first, last = -(-before * 8 // 6), (before + len(data)) * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            words = encode(bytes(before) + data).decode()[first:last]
            if len(words) >= SHORTEST_ENCODED:
                yield _Form(words, encoded=True)


def _spellings(secret: str) -> Iterator[str]:
    """A secret with what looks like an escape in it read or not: a line break may come between its characters."""
    escapes = list(_ESCAPE.finditer(secret))[:MOST_SPELT]
    for chosen in product((False, True), repeat=len(escapes)):
        spelt = secret
        for escape, read in reversed(list(zip(escapes, chosen, strict=True))):
            if read:
                spelt = spelt[: escape.start()] + _read_escape(escape) + spelt[escape.end() :]
        yield spelt
    yield _unescaped(secret)


def _held(forms: Iterable[_Form], text: str) -> list[_Form]:
    """The forms that a text holds."""
    plain, skeletons, found = _unescaped(text), dict[bool, str](), []
    for form in forms:
        if form.letters not in skeletons:
            skeletons[form.letters] = form.table.skeleton(plain)
        if form.skeleton in skeletons[form.letters]:
            found.append(form)
    return found


def _unescaped(text: str) -> str:
    for _ in range(MOST_ESCAPES):
        text, changes = _ESCAPE.subn(_read_escape, text)
        if not changes:
            break
    return text


def _read_escape(match: re.Match[str]) -> str:
    """The character that an escape stands for; a space for that of white space."""
    found = match.groupdict()
    if found["high"]:
        return chr(0x10000 + (int(found["high"], 16) - 0xD800) * 0x400 + int(found["low"], 16) - 0xDC00)
    if found["entity"]:
        return html.unescape(f"&{found['entity']};")
    code = next((found[name] for name in ("u", "x", "braced", "percent") if found[name]), "20")
    return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else match[0]


def _places(text: str, form: _Form) -> Iterator[tuple[int, int]]:
    """Where a text holds a form: start and end of each occurrence."""
    skeleton, spans = _trace(text, form.table)
    at = skeleton.find(form.skeleton)
    while at >= 0:
        last = at + len(form.skeleton) - 1
        start, end = spans[at][0], spans[last][1]
        while form.encoded and start and text[start - 1] in _ENCODED:
            start -= 1
        while form.encoded and end < len(text) and text[end] in _ENCODED:
            end += 1
        yield start, end
        at = skeleton.find(form.skeleton, last + 1)


def _trace(text: str, table: _Signs) -> tuple[str, list[tuple[int, int]]]:
    """The skeleton of a text, and where each of its characters comes from."""
    traced = [(character, (at, at + 1)) for at, character in enumerate(text)]
    for _ in range(MOST_ESCAPES):
        traced = list(_read_traced(traced))
    reduced = [(part, span) for character, span in traced for part in table[ord(character)] or ""]
    return "".join(part for part, _ in reduced), [span for _, span in reduced]


def _read_traced(traced: list[tuple[str, tuple[int, int]]]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Read the escapes of a traced text."""
    done = 0
    for match in _ESCAPE.finditer("".join(character for character, _ in traced)):
        yield from traced[done : match.start()]
        done = match.end()
        span = traced[match.start()][1][0], traced[done - 1][1][1]
        yield from ((character, span) for character in _read_escape(match))
    yield from traced[done:]


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places of which those that overlap are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
