"""Detects the encoding of text that is not UTF-8.

charset-normalizer distinguishes scripts well, but not the encodings of the Latin script, which differ only in accented
letters. Among these, the encoding is chosen in which the accented letters belong to the alphabet of one language.
"""

_LATIN = {
    "cp1252": ("àâæçéèêëîïôœùûü", "äöüß", "áéíñóúü", "áâãàçéêíóôõú", "àèéìíîòóù", "åäöæøé", "áæðéíóöúýþ"),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıİöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
}
"""The accented letters of the languages of each encoding, the likelier encodings first."""
_OTHERS = (
    "cp1251", "koi8_r", "iso8859_5", "cp1253", "cp1255", "cp1256",
    "cp932", "euc_jp", "gb18030", "big5", "cp949",
)  # fmt: skip
_MESSIEST = 0.3
"""Share of improbable characters, as charset-normalizer measures it, above which bytes are not text."""
_PUNCTUATION = frozenset("“”„‘’‚«»–—…•·€£§©®°\u00a0\u00ad")


def decode_legacy(data: bytes) -> str | None:
    """Return the text of bytes that are not UTF-8, in the likeliest encoding; None if they are text in none."""
    encoding = detect_legacy_encoding(data)
    return data.decode(encoding, errors="replace") if encoding else None


def detect_legacy_encoding(data: bytes) -> str | None:
    """Return the likeliest encoding of bytes that are not UTF-8; None if they are text in none."""
    from charset_normalizer import from_bytes  # reading a run needs no such library

    best = from_bytes(data, cp_isolation=[*_LATIN, *_OTHERS], threshold=_MESSIEST * 2).best()
    if best is None or best.chaos > _MESSIEST:
        return None
    if best.encoding in _OTHERS:
        return best.encoding
    return min(_LATIN, key=lambda encoding: _count_misfits(data.decode(encoding, errors="replace"), _LATIN[encoding]))


def _count_misfits(text: str, alphabets: tuple[str, ...]) -> int:
    """The number of letters beyond ASCII that are not in the best matching alphabet."""
    foreign = [character for character in text if character > "\x7f" and character not in _PUNCTUATION]
    return min(sum(1 for c in foreign if c not in a and c.lower() not in a) for a in alphabets)
