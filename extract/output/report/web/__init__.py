"""The page of the report as its parts: HTML, CSS, and JavaScript in the order of `page.SCRIPTS`."""
