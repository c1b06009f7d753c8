"""The face people see."""

from flask import Flask

from exchange.web import (
    access,
    account,
    boards,
    check,
    city_accounts,
    errors,
    frame,
    headers,
    health,
    home,
    inbox,
    language,
    ledger,
    links,
    lists,
    mailings,
    maps,
    notices,
    order,
    papers,
    passkeys,
    photos,
    places,
    previews,
    proofs,
    register,
    searching,
    second_factor,
    signing,
    subjects,
    wording,
)

BLUEPRINTS = (
    home.pages,
    inbox.pages,
    boards.pages,
    lists.pages,
    papers.pages,
    photos.pages,
    mailings.pages,
    previews.pages,
    register.pages,
    subjects.pages,
    places.pages,
    maps.pages,
    searching.pages,
    ledger.pages,
    check.pages,
    notices.pages,
    language.pages,
    health.pages,
    signing.pages,
    links.pages,
    account.pages,
    access.pages,
    second_factor.pages,
    passkeys.pages,
    city_accounts.pages,
    wording.pages,
)


def install(app: Flask) -> None:
    """Give the app its pages."""
    language.install(app)
    frame.install(app)
    proofs.install(app)
    notices.install(app)
    mailings.install(app)
    papers.install(app)
    order.install(app)
    wording.install(app)
    photos.install(app)
    previews.install(app)
    headers.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
