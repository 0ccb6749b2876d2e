"""The results of a run as something that one likes to read in a terminal; values go in, renderables come out."""

from extract.output.show.article import result
from extract.output.show.batch import saved, summary
from extract.output.show.line import counted, duplicate_line, failure_line, outcome_line
from extract.output.show.plain import plain

__all__ = ["counted", "duplicate_line", "failure_line", "outcome_line", "plain", "result", "saved", "summary"]
