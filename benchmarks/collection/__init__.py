"""What a collection costs: linking many articles, one article more, and additions that are killed."""
