"""Recognises the kind of a document by its first bytes: extensions are often wrong, as `.DOCX` of a file in RTF."""

_MAGIC = {
    b"%PDF-": ".pdf",
    b"{\\rtf": ".rtf",
    b"PK\x03\x04": ".docx",
    b"\xd0\xcf\x11\xe0": ".docx",
}
"""The first bytes of kinds; the last is that of older Word files, which the reader of `.docx` names."""
_BEFORE = b"\xef\xbb\xbf \t\r\n"


def sniff_document(data: bytes) -> str | None:
    """Return the extension of the kind that a document is; None if its first bytes do not say."""
    head = data[:64].lstrip(_BEFORE)
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
