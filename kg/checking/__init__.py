"""Checking a store against shapes and hygiene queries."""
