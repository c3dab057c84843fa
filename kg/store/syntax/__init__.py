"""The text of queries: taken apart, judged, mended and explained before the engine sees it."""
