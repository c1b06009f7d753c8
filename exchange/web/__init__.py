"""The face people see."""

from flask import Flask

from exchange.web import errors, health, language, subjects

BLUEPRINTS = (subjects.pages, health.pages)


def install(app: Flask) -> None:
    """Give the app its pages."""
    language.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
