"""Who, when, how much: from words of the article to actors, dates and values. Exact tables and rules, nothing fuzzy."""
