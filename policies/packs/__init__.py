"""Packs: for each, how strict to be with which rule."""
