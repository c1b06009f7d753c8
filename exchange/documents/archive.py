"""What makes the PDF an accessible archive: PDF/A-3a and PDF/UA-1, facts attached, languages told.

WeasyPrint 70 writes either PDF/A or PDF/UA and tells no language below the document. This module
is the only one that knows the inside of it; the version is checked where it is imported.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Final

import pydyf
from weasyprint import VERSION, Attachment
from weasyprint.pdf import tags

from exchange.documents.copying import respell
from exchange.documents.quicker import instead

TESTED: Final = "70."
if not VERSION.startswith(TESTED):
    raise RuntimeError(f"archive.py was written for WeasyPrint {TESTED}x, not {VERSION}")

PACKED: Final = 6  # as zlib does by itself; WeasyPrint's 9 takes twice as long to save 1 in 130
_PDFUA: Final = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    b'<rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    b'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>"
    b"Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
    b"</rdf:Description>"
)


def attachments(facts: Mapping[str, Any], life: bytes = b"") -> list[Attachment]:
    """Return what lies in the paper, by name; an Attachment is written once.

    The facts are its data, as canonical JSON; `life` is what EPCIS tells of the goods, in JSON-LD.
    """
    stated = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    day = facts["issued_on"]
    own = _attachment(stated, "facts.json", "The facts of this paper", "Data", day)
    if not life:
        return [own]
    told = "What happened to the goods before this paper, as EPCIS 2.0"
    return [_attachment(life.decode(), "epcis.json", told, "Supplement", day), own]


def _attachment(text: str, name: str, about: str, relationship: str, day: str) -> Attachment:
    """Return a file to lie in the paper, dated as the paper."""
    issued = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Attachment(
        string=text,
        name=name,
        description=about,
        created=issued,
        modified=issued,
        relationship=relationship,
    )


def packing() -> AbstractContextManager[None]:
    """Return the context to write a PDF in, so that its streams are packed as said above."""
    packer = SimpleNamespace(compressobj=lambda **_level: zlib.compressobj(PACKED))
    return instead((pydyf, "zlib", packer))


def finish(_document: object, pdf: pydyf.PDF) -> None:
    """Declare PDF/UA-1 beside PDF/A-3a, in metadata that validators read uncompressed.

    What the glyphs say is put right too, so that text can be copied and read aloud.
    """
    respell(pdf)
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[number]
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", _PDFUA + b"</rdf:RDF>")]
    metadata.compress = False


def _told(box: Any, *rest: Any) -> Iterator[Any]:  # WeasyPrint's own
    """Yield the structure elements of `box`, each telling the language its HTML element tells.

    A block of paired columns is read one language after the other, not line by line across.
    """
    element = getattr(box, "element", None)
    language = element.get("lang") if element is not None else None
    for structure in _untold(box, *rest):
        if language and element is not None and element.tag not in {"html", "body"}:
            structure["Lang"] = pydyf.String(language)
        if element is not None and box.is_table_wrapper and "pairs" in element.get("class", ""):
            _read_by_language(structure, rest[1])
        yield structure


def _read_by_language(structure: pydyf.Dictionary, pdf: pydyf.PDF) -> None:
    """Gather the cells of each language under one element of their own, in order."""
    columns: dict[str, list[pydyf.Dictionary]] = {}
    for cell in _cells(structure, pdf):
        columns.setdefault(cell["Lang"].string, []).append(cell)
    structure["K"] = pydyf.Array()
    for language, cells in columns.items():
        column = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": "/Div",
                "Lang": pydyf.String(language),
                "K": pydyf.Array([cell.reference for cell in cells]),
                "P": structure.reference,
            }
        )
        pdf.add_object(column)
        structure["K"].append(column.reference)
        for cell in cells:
            cell["P"] = column.reference


def _cells(structure: pydyf.Dictionary, pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    """Yield the outermost elements below that tell a language."""
    for child in structure["K"]:
        below = pdf.objects[int(child.split()[0])] if isinstance(child, bytes) else None
        if below is None:
            continue
        if "Lang" in below:
            yield below
        elif "K" in below:
            yield from _cells(below, pdf)


_untold = tags._build_box_tree  # noqa: SLF001  # recursive by its global name, so this wraps every call
tags._build_box_tree = _told  # noqa: SLF001  # there is no public place for it
