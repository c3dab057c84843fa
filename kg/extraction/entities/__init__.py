"""Who and what: names, descriptions and pronouns, and which of them mean the same."""
