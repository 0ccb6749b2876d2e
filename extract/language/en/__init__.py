"""English: words that perform speech acts, that name stages of agreements, and that name instruments."""
