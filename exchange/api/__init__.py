"""The face programs see: the same actions as the pages, in JSON."""

from flask import Flask


def install(_app: Flask) -> None:
    """Give the app its API."""
