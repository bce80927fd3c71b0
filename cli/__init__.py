"""Thin commands; all logic is elsewhere."""
