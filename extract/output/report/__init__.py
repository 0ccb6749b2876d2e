"""The report of a run: one HTML file to look at, to search, and to judge records in. It loads nothing from anywhere."""

from extract.output.report.page import write_report

__all__ = ["write_report"]
