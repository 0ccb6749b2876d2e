"""Settings of the documentation site. `make docs` builds it into site/.

The source folder is the root of the project, so that links to the README and to results of benchmarks work as in the
repository.
"""

import sys
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from site_files import write_site_files  # noqa: E402

import extract  # noqa: E402

project = "Communique"
author = "The Communique authors"
copyright = "The Communique authors, MIT licence"  # noqa: A001
version = release = extract.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "docs/index"
include_patterns = [
    "docs/**.md",
    "README.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "benchmarks/*/RESULTS.md",
    "examples/**.md",
    "fixtures/README.md",
]
exclude_patterns = [".*", "runs", "site", "dist", "tests", "extract", "schemas", "prompts", "requirements", "tools"]

myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"exclude-members": "model_config, __init__, __new__"}

html_theme = "furo"
html_title = "Communique"
html_copy_source = True
html_show_sourcelink = True
html_theme_options = {"navigation_with_keys": True}


def setup(app: Sphinx) -> None:
    """Show diagrams as text, and write what readers of the site's root look for."""
    app.add_lexer("mermaid", TextLexer)
    app.connect("build-finished", lambda app, error: None if error else write_site_files(Path(app.outdir), ROOT))
