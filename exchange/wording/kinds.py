"""The kinds of paper there are: how each is set, and where its words are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Style = Literal["Serif", "Sans"]  # serif for letters, sans for shipment papers, never both
LETTERS: Final = (
    "invitation",
    "acceptance",
    "approval_notice",
    "offer",
    "sympathy",
    "donation",
    "thanks",
    "regret",
    "congratulation",
    "referral",
)
COMPACTS: Final = ("intent", "agreement")
LABELS: Final = ("carton_labels", "pallet_labels")
FORMS: Final = (
    "packing_list",
    "waybill",
    "invoice",
    "goods_received",
    "discrepancy",
    "end_use",
    "outcome",
    "city_record",
    "yearly",
)
# Words that a kind takes over from another folder, besides those of all shipment papers.
ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "goods_received": ("photographs",),
    "discrepancy": ("photographs",),
    "end_use": ("discrepancy", "photographs"),
    "outcome": ("reports", "photographs"),
    "city_record": ("reports",),
    "yearly": ("reports",),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper.

    `folders` hold its words, the later ones going before the earlier; the last is the kind's own.
    """

    name: str
    style: Style
    template: str
    sheets: tuple[str, ...]
    folders: tuple[str, ...]


def _letter(name: str) -> Kind:
    sheets = ("paper.css", "letter.css")
    return Kind(name, "Serif", "letter.html", sheets, ("labels", "letter", name))


def _compact(name: str) -> Kind:
    return Kind(
        name,
        "Serif",
        "compact.html",
        ("paper.css", "letter.css", "compact.css"),
        ("labels", "letter", "compact", name),
    )


def _goods(name: str, template: str, *sheets: str, style: Style = "Sans") -> Kind:
    return Kind(name, style, template, ("paper.css", *sheets), ("labels", "goods", name))


def _form(name: str) -> Kind:
    folders = ("labels", "goods", *ALSO.get(name, ()), name)
    sheets: tuple[str, ...] = ("paper.css", "manifest.css", "goods/goods.css")
    sheets += ("photos.css",) if "photographs" in folders else ()
    return Kind(name, "Sans", "goods/form.html", sheets, folders)


def _labels(name: str) -> Kind:
    return _goods(name, "goods/labels.html", "manifest.css", "goods/goods.css", "goods/labels.css")


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        *map(_letter, LETTERS),
        *map(_compact, COMPACTS),
        _goods("manifest", "manifest.html", "manifest.css"),
        *map(_form, FORMS),
        *map(_labels, LABELS),
        Kind(
            "certificate",
            "Serif",
            "goods/certificate.html",
            (
                "paper.css",
                "letter.css",
                "goods/cells.css",
                "goods/goods.css",
                "goods/certificate.css",
            ),
            ("labels", "goods", "certificate"),
        ),
    )
}
