"""A photo and a preview of somebody's case, as they are kept."""

from exchange.models import Photo, Preview, PreviewPage, Recognised

SECRET_TITLE = "Choir nobody else may hear of"


def a_photo(app, shipment, officer):
    kept = app.extensions["photos"].put(b"a photo")
    digests = dict.fromkeys(("sha256", "paper_sha256", "small_sha256"), kept)
    sizes = dict.fromkeys(("width", "height", "paper_width", "paper_height", "size"), 1)
    return Photo(
        subject_kind="shipment",
        subject_id=shipment.id,
        position=1,
        caption=SECRET_TITLE,
        recognised=Recognised.NOBODY,
        person_id=officer.id,
        **digests,
        **sizes,
    )


def a_preview(letter, officer):
    return Preview(
        subject_id=letter.id,
        kind="sympathy",
        city_id=officer.city_id,
        person_id=officer.id,
        facts={},
        pages=[PreviewPage(position=1, png=b"PNG")],
    )
