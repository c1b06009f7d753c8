"""The seal: what it leaves of the paper, who finds it valid, and which keys are refused."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO

import pikepdf
import pkcs11
import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from pkcs11.util.rsa import decode_rsa_private_key
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from exchange.config import SealSettings
from exchange.documents import sealing, sealing_pdf
from exchange.documents.renderer import render
from exchange.documents.sealing import SealPlace
from exchange.documents.sealing_picture import drawing
from tests.documents.examples import PAIRS, an_invitation
from tests.documents.papers import IDENTIFIER, letter, read_back, words_of
from tests.documents.seals import (
    CITY,
    CURVE,
    DAY,
    LABEL,
    PASSPHRASE,
    PIN,
    TLS,
    TOKEN,
    a_seal,
    rsa_key,
    soft_token,
)
from tests.documents.vera import STANDARDS, faults

PLACE = SealPlace(page=0, x=210, y=196, width=60, height=60)
FACTS = an_invitation(**PAIRS["ko-ja"])
now = partial(datetime.now, UTC)


def sealed(settings: SealSettings, place: SealPlace | None = PLACE) -> bytes:
    return sealing_pdf.seal(letter().pdf, place, settings, FACTS)


def judged(pdf: bytes, certificate) -> object:
    """Return what pyHanko's own validation says, trusting that certificate alone."""
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    der = certificate.public_bytes(serialization.Encoding.DER)
    root = asn1_x509.Certificate.load(der)
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[root]))


def refusal(settings: SealSettings) -> sealing.SealUnusable:
    with pytest.raises(sealing.SealUnusable) as refused:
        sealing.check(settings, now())
    assert PASSPHRASE not in f"{refused.value!r} {refused.value}"
    assert PIN not in str(refused.value)
    return refused.value


@pytest.mark.parametrize("place", [PLACE, None], ids=["seen", "unseen"])
@pytest.mark.parametrize("key", [rsa_key(), ec.generate_private_key(CURVE)], ids=["rsa", "ec"])
def test_two_programs_find_it_valid_and_it_covers_the_whole_paper(tmp_path, key, place):
    made = a_seal(key)
    pdf = sealed(made.file(tmp_path), place)
    status = judged(pdf, made.certificate)
    assert status.bottom_line, status.pretty_print_details()
    assert status.coverage.name == "ENTIRE_FILE"
    said = read_back(pdf, "pdfsig", "-nocert", "FILE")
    for words in ("Signature is Valid", "Total document signed", "ETSI.CAdES.detached", "SHA-256"):
        assert words in said
    read_back(pdf, "qpdf", "--check", "FILE")


def test_one_byte_more_or_other_and_it_is_valid_no_longer(tmp_path):
    made = a_seal()
    pdf = bytearray(sealed(made.file(tmp_path)))
    pdf[pdf.index(b"/Title")] ^= 1
    assert not judged(bytes(pdf), made.certificate).bottom_line


def test_the_paper_is_added_to_and_never_rewritten(tmp_path):
    settings, before = a_seal().file(tmp_path), letter().pdf
    first, second = sealed(settings), sealed(settings)
    assert first[: len(before)] == second[: len(before)] == before
    assert words_of(first) == words_of(before)


def test_the_seal_stands_in_the_structure_tree_and_says_what_it_is(tmp_path):
    with pikepdf.open(BytesIO(sealed(a_seal().file(tmp_path)))) as pdf:
        tree = pdf.Root.StructTreeRoot
        (widget,) = pdf.Root.AcroForm.Fields
        document = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
        form = document.K[-1]
        assert form.S == "/Form"
        assert form.K.Obj.objgen == widget.objgen
        assert str(form.Alt) == str(widget.TU) == f"대전광역시: {FACTS['number']}"
        key = int(widget.StructParent)
        numbers = list(tree.ParentTree.Nums)
        assert numbers[numbers.index(key) + 1].objgen == form.objgen
        assert numbers.count(key) == 1
        assert pdf.pages[0].Tabs == "/S"
        assert [float(edge) for edge in widget.Rect] == [210, 196, 270, 256]
        assert b" c " in widget.AP.N.read_bytes(), "outlines"
        assert "/Font" not in widget.AP.N.get("/Resources", {})
        assert b"pdfaid:conformance" in pdf.Root.Metadata.read_bytes()


def test_the_picture_stays_inside_its_box_whatever_the_name():
    names = [
        ("대전광역시", "ko"),
        ("札幌市", "ja"),
        ("A", "en"),
        ("City of Portland on Sea", "en"),
    ]
    for name, language in names:
        drawn = drawing(name, language, 80, 60).decode()
        assert drawn.endswith(" Q")
        inner = drawn.split(" cm ")[1].split()
        numbers = [float(word) for word in inner if word.replace(".", "").lstrip("-").isdigit()]
        assert numbers
        assert min(numbers) > -1
        assert max(numbers) < 60 * 0.8 + 1, name
    assert drawing("대전", "ko", 60, 60) != drawing("서울", "ko", 60, 60)


@pytest.mark.parametrize(
    ("made", "kind", "says"),
    [
        (a_seal(begins=-9 * DAY, ends=-DAY), sealing.SealOutOfTime, "expired on"),
        (a_seal(begins=DAY), sealing.SealOutOfTime, "not yet"),
        (a_seal(usages=("key_cert_sign",)), sealing.SealOfWrongKey, "does not allow"),
        (a_seal(usages=("digital_signature",), extended=TLS), sealing.SealOfWrongKey, "allow"),
        (a_seal(rsa_key(1024)), sealing.SealOfWrongKey, "too short"),
        (a_seal(ed25519.Ed25519PrivateKey.generate()), sealing.SealOfWrongKey, "of a kind"),
    ],
    ids=["expired", "not yet", "authority", "web server", "short", "unknown kind"],
)
def test_a_seal_that_may_not_be_used_is_refused(tmp_path, made, kind, says):
    refused = refusal(made.file(tmp_path))
    assert isinstance(refused, kind)
    assert says in str(refused)


@pytest.mark.parametrize("usages", [None, ("digital_signature",), ("content_commitment",)])
def test_a_seal_that_may_be_used_is_not(tmp_path, usages):
    made = a_seal(usages=usages)
    assert sealing.check(made.file(tmp_path), now()) == made.certificate


def test_a_file_that_cannot_be_read_or_holds_something_else_is_refused(tmp_path):
    good = a_seal().file(tmp_path)
    assert isinstance(refusal(replace(good, passphrase=PIN)), sealing.SealUnreadable)
    assert isinstance(refusal(replace(good, pkcs12=tmp_path / "gone")), sealing.SealUnreadable)
    (tmp_path / "text").write_text("no seal")
    assert isinstance(refusal(replace(good, pkcs12=tmp_path / "text")), sealing.SealUnreadable)
    with pytest.raises(sealing.SealUnreadable):
        sealed(replace(good, passphrase=PIN))


def test_a_file_without_a_key_is_refused(tmp_path):
    settings = a_seal().file(tmp_path, with_key=False)
    assert "holds no key" in str(refusal(settings))


def test_only_real_papers_of_that_city_are_sealed(tmp_path):
    settings = a_seal().file(tmp_path)
    real = FACTS | {"specimen": False}
    assert sealing.seals(settings, real)
    assert not sealing.seals(settings, FACTS | {"specimen": True})
    assert not sealing.seals(replace(settings, city="elsewhere"), real)
    assert not sealing.seals(None, real)
    assert FACTS["owner"]["slug"] == CITY


@pytest.fixture(scope="module")
def token(tmp_path_factory) -> SealSettings:
    """A token that holds a seal, and a second one whose certificate is another key's."""
    module = soft_token(tmp_path_factory.mktemp("token"))
    made, other = a_seal(), a_seal(rsa_key(2048, 2))
    with pkcs11.lib(module).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        for label, key, certificate in (
            (LABEL, made.key, made.certificate),
            ("mixed", made.key, other.certificate),
        ):
            der = key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.TraditionalOpenSSL,
                serialization.NoEncryption(),
            )
            named = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: label}
            session.create_object(decode_rsa_private_key(der) | named)
            session.create_object(
                named
                | {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                    pkcs11.Attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
                }
            )
    return SealSettings(city=CITY, module=module, token=TOKEN, key=LABEL, passphrase=PIN)


def test_a_key_in_a_token_seals_as_one_in_a_file_does(token):
    certificate = sealing.check(token, now())
    pdf = sealed(token)
    assert judged(pdf, certificate).bottom_line
    assert "Signature is Valid" in read_back(pdf, "pdfsig", "-nocert", "FILE")


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"passphrase": "000000"}, sealing.SealUnreadable),
        ({"token": "elsewhere"}, sealing.SealUnreadable),
        ({"key": "nothing"}, sealing.SealUnreadable),
        ({"module": "/nowhere.so"}, sealing.SealUnreadable),
        ({"key": "mixed"}, sealing.SealOfWrongKey),
    ],
    ids=lambda one: next(iter(one)) if isinstance(one, dict) else one.__name__,
)
def test_a_token_that_does_not_do_is_refused(token, change, kind):
    assert isinstance(refusal(replace(token, **change)), kind)


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_sealed_letter_keeps_its_standards_and_bears_the_seal_in_its_place(tmp_path, standard):
    facts = an_invitation(specimen=False)
    made = render("invitation", facts, identifier=IDENTIFIER, sealed=True)
    assert made.seal is not None
    assert (made.seal.page, round(made.seal.width), round(made.seal.height)) == (0, 60, 60)
    assert "직인자리" not in words_of(made.pdf)
    pdf = sealing_pdf.seal(made.pdf, made.seal, a_seal().file(tmp_path), facts)
    assert faults(pdf, standard) == []
