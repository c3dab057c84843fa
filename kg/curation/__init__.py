"""Corrections: what people decide about single readings, as records that outlive every build."""
