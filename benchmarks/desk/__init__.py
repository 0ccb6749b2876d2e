"""A stand-in for a strong model: a server whose answers careful readers write."""
