"""Verbs: what may happen to each noun, and the one door through which it happens."""
