"""Put the seal on a rendered paper: a PAdES B-B signature that keeps PDF/A-3a and PDF/UA-1.

The paper is added to, never rewritten: its first bytes stay those that were rendered, and the
same facts go on giving the same ones. The field stands in the structure tree, as PDF/UA asks.
Source: ISO 14289-1, 7.18.4 (forms), ISO 32000-1, 12.8 (signatures), ETSI EN 319 142-1, 6.3.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.stamp import StaticStampStyle

from exchange.config import SealSettings
from exchange.documents import sealing
from exchange.documents.sealing_picture import drawing
from exchange.wording.words import official

FIELD: Final = "Seal"
DIGEST: Final = "sha256"
NOWHERE: Final = sealing.SealPlace(page=0, x=0, y=0, width=0, height=0)
UNCUT: Final = layout.SimpleBoxLayoutRule(
    x_align=layout.AxisAlignment.ALIGN_MIN,
    y_align=layout.AxisAlignment.ALIGN_MIN,
    margins=layout.Margins.uniform(0),
)


def seal(
    pdf: bytes,
    place: sealing.SealPlace | None,
    settings: SealSettings,
    facts: Mapping[str, Any],
) -> bytes:
    """Return the paper with the seal of its city; without a place it is there, but not seen.

    Raises SealUnreadable where file or token went away meanwhile.
    """
    name = official(facts["owner"], "owner", facts["languages"][0])
    spot = place or NOWHERE
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    _add_field(writer, spot, f"{name.text}: {facts['number']}", name.lang)
    picture = drawing(name.text, name.lang, spot.width, spot.height) if place else b""
    style = StaticStampStyle(
        border_width=0,
        background=RawContent(picture, box=layout.BoxConstraints(spot.width, spot.height))
        if place
        else None,
        background_layout=UNCUT,
        background_opacity=1.0,
    )
    how = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        name=name.text,
    )
    out = BytesIO()
    with _signer(settings) as signer, ThreadPoolExecutor(1) as aside:
        # pyHanko runs an event loop of its own, which no thread that has one already allows.
        sign = signers.PdfSigner(how, signer, stamp_style=style).sign_pdf
        aside.submit(sign, writer, existing_fields_only=True, output=out).result()
    return out.getvalue()


@contextmanager
def _signer(settings: SealSettings) -> Iterator[signers.Signer]:
    if settings.module:
        with sealing.session(settings) as opened:
            yield PKCS11Signer(opened, cert_label=settings.key, key_label=settings.key)
        return
    try:
        held = settings.pkcs12.read_bytes() if settings.pkcs12 else b""
        passphrase = settings.passphrase.encode() or None
        signer = signers.SimpleSigner.load_pkcs12_data(held, (), passphrase)
    except (OSError, ValueError) as wrong:
        raise sealing.unreadable(wrong) from None
    yield signer


def _add_field(
    writer: IncrementalPdfFileWriter, spot: sealing.SealPlace, told: str, language: str
) -> None:
    """Make the empty field, and an element of the structure tree that tells what it is."""
    box = (spot.x, spot.y, spot.x + spot.width, spot.y + spot.height)
    fields.append_signature_field(
        writer,
        fields.SigFieldSpec(FIELD, on_page=spot.page, box=box, readable_field_name=told),  # type: ignore[arg-type]  # points are no whole numbers
    )
    widget = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    page = writer.find_page_for_modification(spot.page)[0]
    tree = writer.root["/StructTreeRoot"]
    element = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/StructElem"),
                pdf_name("/S"): pdf_name("/Form"),
                pdf_name("/P"): _document(tree),
                pdf_name("/Pg"): page,
                pdf_name("/Lang"): pdf_string(language),
                pdf_name("/Alt"): pdf_string(told),
                pdf_name("/K"): generic.DictionaryObject(
                    {
                        pdf_name("/Type"): pdf_name("/OBJR"),
                        pdf_name("/Obj"): widget,
                        pdf_name("/Pg"): page,
                    }
                ),
            }
        )
    )
    _append(writer, _document(tree).get_object(), "/K", element)
    key = _next_key(tree)
    widget.get_object()[pdf_name("/StructParent")] = generic.NumberObject(key)
    numbers = tree["/ParentTree"]["/Nums"]
    numbers += [generic.NumberObject(key), element]
    tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(key + 1)
    page.get_object()[pdf_name("/Tabs")] = pdf_name("/S")
    for changed in (numbers, tree["/ParentTree"], tree, page.get_object(), widget.get_object()):
        writer.update_container(changed)


def _document(tree: Any) -> Any:
    """Return the reference of the outermost element."""
    children = tree.raw_get("/K")
    if isinstance(children, generic.IndirectObject) and not isinstance(
        children.get_object(), generic.ArrayObject
    ):
        return children
    return tree["/K"].raw_get(0)


def _append(writer: IncrementalPdfFileWriter, holder: Any, name: str, child: Any) -> None:
    children = holder[name]
    if isinstance(children, generic.ArrayObject):
        children.append(child)
    else:
        children = generic.ArrayObject([holder.raw_get(name), child])
        holder[pdf_name(name)] = children
    writer.update_container(children)
    writer.update_container(holder)


def _next_key(tree: Any) -> int:
    numbers = tree["/ParentTree"]["/Nums"]
    return 1 + max((int(numbers[n]) for n in range(0, len(numbers), 2)), default=-1)
