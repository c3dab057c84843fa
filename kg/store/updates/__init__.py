"""Changes that clients ask for, and documents that they have fetched."""
