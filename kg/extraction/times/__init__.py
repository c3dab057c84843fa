"""When: expressions of time and the intervals they stand for."""
