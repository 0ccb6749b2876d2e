"""A run as tidy tables: one row type a table, one rule for keys, so that all exports say the same."""

from extract.output.tables.columns import Column, Type, columns, references
from extract.output.tables.lay import Laid, Numbering, lay
from extract.output.tables.rows import TABLES

__all__ = ["TABLES", "Column", "Laid", "Numbering", "Type", "columns", "lay", "references"]
