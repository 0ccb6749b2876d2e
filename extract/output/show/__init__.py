"""Results for the terminal.

In: extractions, rejections, duplicates, failures and the manifest of a run. Out: renderables and lines for rich, in
which text from articles and models is made safe for a terminal.
"""

from extract.output.show.article import render_article
from extract.output.show.article_lines import count_of, duplicate_line, failure_line, outcome_line
from extract.output.show.run_summary import render_summary, saved_line
from extract.output.show.terminal_text import terminal_safe

__all__ = [
    "count_of",
    "duplicate_line",
    "failure_line",
    "outcome_line",
    "render_article",
    "render_summary",
    "saved_line",
    "terminal_safe",
]
