"""Pages for readers: events, articles, claims and things."""
