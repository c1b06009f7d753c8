"""Telling people what concerns them: written with its cause, mailed later, kept as a record."""

from exchange.notices.writing import administrators_of, tell

__all__ = ["administrators_of", "tell"]
