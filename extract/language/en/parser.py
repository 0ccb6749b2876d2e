"""Parse sentences with spaCy. The sentences given are kept; the parser decides only what is inside them.

spaCy's tokenizer takes quadratic time on runs without white space and refuses long texts: runs are cut, and sentences
are parsed in parts of some thousand characters. The parser reads sentences without datelines, and words without
ligatures and hyphens at line ends; the offsets of the tokens are those of the text.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from extract.document.heading import dateline_end
from extract.document.segment import Sentence

_PART = 10_000
"""Characters of the sentences that are parsed at once."""
_RUN = re.compile(r"\S{1,100}(?:\s+\S{1,100}(?!\S))*+\s*")
"""Words with the white space between them, none of more characters than the tokenizer should take at once."""
_UNREADABLE = re.compile(
    r"[\ufb00-\ufb06]|[\u00ad\u200b-\u200d\u2060\ufeff]\s*|(?<=[^\W\d_])[-\u2010]\s*\n\s*(?=[a-z])|(?<=\b[Cc]o)-(?=[a-z])"
)
"""Ligatures, invisible characters, hyphens at line ends inside a word, and that of "co-sign"."""


@dataclass
class Parsed:
    """Sentences that were parsed together."""

    first: int
    """Place of the first sentence."""
    starts: list[int] = field(default_factory=list)
    """Offset in the text of each token."""
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    begins: list[bool] = field(default_factory=list)
    """Whether a sentence begins with the token."""

    def doc(self, pipeline: Language) -> Doc:
        """Return the tokens as a document whose sentences are fixed."""
        return Doc(pipeline.vocab, words=self.words, spaces=self.spaces, sent_starts=[*self.begins])


def parse(sentences: Sequence[Sentence], pipeline: Language) -> Iterator[tuple[Parsed, Doc]]:
    """Yield the parsed sentences in order, some at a time."""
    parts = [_tokenized(first, part, pipeline) for first, part in _parts(sentences)]
    yield from zip(parts, pipeline.pipe((part.doc(pipeline) for part in parts), batch_size=8), strict=True)


def _parts(sentences: Sequence[Sentence]) -> Iterator[tuple[int, Sequence[Sentence]]]:
    first = size = 0
    for place, sentence in enumerate(sentences):
        if size and size + len(sentence.text) > _PART:
            yield first, sentences[first:place]
            first, size = place, 0
        size += len(sentence.text)
    if size:
        yield first, sentences[first:]


def _tokenized(first: int, sentences: Sequence[Sentence], pipeline: Language) -> Parsed:
    out = Parsed(first)
    for sentence in sentences:
        begin = dateline_end(sentence.text) % len(sentence.text)
        words, offsets = _readable(sentence.text[begin:])
        begins = True
        for run in _RUN.finditer(words):
            for token in pipeline.tokenizer(run.group()):
                if token.is_space:
                    out.spaces[-1] = True
                    continue
                at = run.start() + token.idx
                out.starts.append(sentence.start + begin + offsets[at])
                out.ends.append(sentence.start + begin + offsets[at + len(token) - 1] + 1)
                out.words.append(token.text)
                out.spaces.append(bool(token.whitespace_))
                out.begins.append(begins)
                begins = False
    return out


def _readable(text: str) -> tuple[str, Sequence[int]]:
    """The words as the parser should read them, and where in the text each of their characters stands."""
    if not _UNREADABLE.search(text):
        return text, range(len(text))
    words: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in (*_UNREADABLE.finditer(text), None):
        stop = match.start() if match else len(text)
        words += text[at:stop]
        offsets += range(at, stop)
        if match:
            letters = unicodedata.normalize("NFKC", match.group()) if match.group() in "ﬀﬁﬂﬃﬄﬅﬆ" else ""
            words += letters
            offsets += [match.start()] * len(letters)
            at = match.end()
    return "".join(words), offsets
