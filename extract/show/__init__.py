"""The results of a run as something that one likes to read in a terminal; values go in, renderables come out."""

from extract.show.article import result
from extract.show.batch import saved, summary
from extract.show.line import counted, duplicate_line, failure_line, outcome_line
from extract.show.plain import plain

__all__ = ["counted", "duplicate_line", "failure_line", "outcome_line", "plain", "result", "saved", "summary"]
