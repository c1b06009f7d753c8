"""How a command opens the installation that the settings name."""

import click
from flask import Flask

from exchange.app import create_app
from exchange.migrations import running


def installation() -> Flask:
    """Open what the settings name, or say in one line which setting is wrong."""
    try:
        app = create_app()
    except RuntimeError as wrong:
        raise click.ClickException(str(wrong)) from None
    running.attach(app)
    return app
