"""The face people see."""

from flask import Flask

from exchange.web import (
    access,
    account,
    aid,
    asking,
    boards,
    calendars,
    centre,
    centre_texts,
    check,
    city_accounts,
    errors,
    exports,
    following,
    frame,
    given,
    headers,
    health,
    home,
    imports,
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
    personal,
    photos,
    places,
    previews,
    proofs,
    receipt_desk,
    receipt_words,
    receipts,
    register,
    residents,
    searching,
    second_factor,
    signing,
    subjects,
    way,
    wording,
)

BLUEPRINTS = (
    home.pages,
    inbox.pages,
    boards.pages,
    calendars.pages,
    lists.pages,
    exports.pages,
    imports.pages,
    papers.pages,
    photos.pages,
    residents.pages,
    mailings.pages,
    aid.pages,
    previews.pages,
    register.pages,
    personal.pages,
    subjects.pages,
    places.pages,
    maps.pages,
    searching.pages,
    ledger.pages,
    check.pages,
    given.pages,
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
    receipts.pages,
    receipt_desk.pages,
    asking.pages,
    following.pages,
    centre.pages,
    centre_texts.pages,
)


def install(app: Flask) -> None:
    """Give the app its pages."""
    language.install(app)
    frame.install(app)
    proofs.install(app)
    notices.install(app)
    mailings.install(app)
    papers.install(app)
    aid.install(app)
    order.install(app)
    wording.install(app)
    photos.install(app)
    way.install(app)
    given.install(app)
    previews.install(app)
    receipt_desk.install(app)
    receipt_words.install(app)
    centre.install(app)
    headers.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
