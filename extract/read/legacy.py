"""Text of the time before UTF-8: which encoding is it in?

charset-normalizer tells the scripts apart well, but hardly the encodings of the Latin script, which differ only in
accented letters. Among those we ask in which one the accents are all of one language's alphabet.
"""

_LATIN = {
    "cp1252": ("àâæçéèêëîïôœùûü", "äöüß", "áéíñóúü", "áâãàçéêíóôõú", "àèéìíîòóù", "åäöæøé", "áæðéíóöúýþ"),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıİöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
}
"""The accented letters of the languages that each encoding was made for, the likelier encodings first."""
_OTHERS = (
    "cp1251", "koi8_r", "iso8859_5", "cp1253", "cp1255", "cp1256",
    "cp932", "euc_jp", "gb18030", "big5", "cp949",
)  # fmt: skip
_MESSIEST = 0.3
"""Share of improbable characters, as charset-normalizer measures it, above which bytes are not taken for text."""
_PUNCTUATION = frozenset("“”„‘’‚«»–—…•·€£§©®°\u00a0\u00ad")


def decode_legacy(data: bytes) -> str | None:
    """The text of these bytes, which are not UTF-8, in the likeliest encoding; None if it is text in none."""
    encoding = legacy_encoding(data)
    return data.decode(encoding, errors="replace") if encoding else None


def legacy_encoding(data: bytes) -> str | None:
    """The likeliest encoding of these bytes, which are not UTF-8; None if they are text in none."""
    from charset_normalizer import from_bytes  # reading a run needs no such library

    best = from_bytes(data, cp_isolation=[*_LATIN, *_OTHERS], threshold=_MESSIEST * 2).best()
    if best is None or best.chaos > _MESSIEST:
        return None
    if best.encoding in _OTHERS:
        return best.encoding
    return min(_LATIN, key=lambda encoding: _misfits(data.decode(encoding, errors="replace"), _LATIN[encoding]))


def _misfits(text: str, alphabets: tuple[str, ...]) -> int:
    """How many of the text's characters beyond ASCII are not of the alphabet that suits it best."""
    foreign = [character for character in text if character > "\x7f" and character not in _PUNCTUATION]
    return min(sum(1 for c in foreign if c not in a and c.lower() not in a) for a in alphabets)
