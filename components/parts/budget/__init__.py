"""Alerts of jumps in spend."""
