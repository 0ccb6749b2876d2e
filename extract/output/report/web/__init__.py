"""The parts of the report page: HTML, CSS, and the scripts that `page.SCRIPTS` lists in order."""
