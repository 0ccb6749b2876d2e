"""The README holds what it promises: its code runs, its commands and options are those that there are."""

import re
from pathlib import Path

import pytest
from results import extraction

from extract.config import Settings
from extract.endings import ENDINGS
from extract.options import __dict__ as options

HOME = Path(__file__).parent.parent
README = (HOME / "README.md").read_text(encoding="utf-8")
