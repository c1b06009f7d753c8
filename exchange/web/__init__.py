"""The face people see."""

from flask import Flask

from exchange.web import (
    check,
    errors,
    frame,
    headers,
    health,
    home,
    language,
    lists,
    notices,
    papers,
    places,
    subjects,
)

BLUEPRINTS = (
    home.pages,
    lists.pages,
    papers.pages,
    subjects.pages,
    places.pages,
    check.pages,
    notices.pages,
    language.pages,
    health.pages,
)


def install(app: Flask) -> None:
    """Give the app its pages."""
    language.install(app)
    frame.install(app)
    notices.install(app)
    headers.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
