"""Query templates: their headers, their typed parameters, and putting values in."""
