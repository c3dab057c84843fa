"""The text of queries and updates: taken apart, judged, mended and explained before the engine sees it."""
