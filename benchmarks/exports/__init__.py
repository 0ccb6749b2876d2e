"""Measures exports of many articles: seconds, peak memory and bytes of each format."""
