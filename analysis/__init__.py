"""Analyses of plans: functions of a plan, or of two, that say what it means."""
