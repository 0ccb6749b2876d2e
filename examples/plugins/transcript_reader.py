"""A reader of your own: briefings in files like `week.transcript`, several in one file.

Date: 4 May 2021
Source: Foreign Ministry of Mali

The spokesman said ...
----
Date: ...
"""

from collections.abc import Iterator


def read_transcripts(data: bytes) -> Iterator[dict[str, str]]:
    """Yield the fields of each briefing: a text, and what is known of it. ValueError says why a file is not read."""
    for briefing in data.decode("utf-8").split("\n----\n"):
        head, _, text = briefing.strip().partition("\n\n")
        fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        if not text:
            raise ValueError("a briefing has no text below its head")
        yield {"text": text, "date": fields.get("Date", ""), "source": fields.get("Source", "")}
