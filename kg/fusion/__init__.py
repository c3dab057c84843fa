"""Stage 3: mentions of many articles become entities, events and claims."""
