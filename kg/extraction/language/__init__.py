"""The text itself: its language model, sentences, letters and clauses."""
