"""Asking other servers, where LOAD and SERVICE may: which ones, within what limits, and how queries are led there."""
