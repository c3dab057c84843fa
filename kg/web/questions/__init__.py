"""The query templates as pages and as an API."""
