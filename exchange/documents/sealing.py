"""The city's electronic seal: where it goes on a paper, and whether its key may be used now.

Nothing here touches a PDF (that is `sealing_pdf`), so whoever only looks at the key loads little.
Sources: RFC 5280, 4.2.1.3 and 4.2.1.12 (what a key may be used for), ETSI EN 319 142-1 (PAdES).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes
from typing import Any, Final

import pkcs11
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID as Use

from exchange.config import SealSettings
from exchange.errors import N_, ExchangeError

SHORTEST_RSA: Final = 2048
# A key that is for these alone seals no paper.
NOT_FOR_PAPERS: Final = frozenset(
    {
        Use.SERVER_AUTH,
        Use.CLIENT_AUTH,
        Use.CODE_SIGNING,
        Use.TIME_STAMPING,
        Use.OCSP_SIGNING,
    }
)


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where a paper keeps room for the seal: the page from 0, and the box in PDF points."""

    page: int
    x: float
    y: float
    width: float
    height: float


class SealUnusable(ExchangeError):
    """The seal cannot be used now; nothing was rendered yet."""

    code = "seal_unusable"


class SealUnreadable(SealUnusable):
    """File or token cannot be opened, or holds no such key and certificate."""

    code = "seal_unreadable"


class SealOutOfTime(SealUnusable):
    """The certificate has expired, or is not valid yet."""

    code = "seal_out_of_time"


class SealOfWrongKey(SealUnusable):
    """The key is not one that seals papers, or is not the one of the certificate."""

    code = "seal_wrong_key"


def seals(settings: SealSettings | None, facts: Mapping[str, Any]) -> bool:
    """Say whether this paper gets the seal: a real paper of the city whose seal it is."""
    if settings is None or facts["specimen"]:
        return False
    return bool(facts["owner"]["slug"] == settings.city)


def check(settings: SealSettings, at: datetime) -> x509.Certificate:
    """Return the certificate of a seal that may be used at that moment, or raise SealUnusable."""
    certificate = _from_token(settings) if settings.module else _from_file(settings)
    _in_time(certificate, at)
    _for_papers(certificate)
    return certificate


@contextmanager
def session(settings: SealSettings) -> Iterator[Any]:
    """Open the token of a PKCS#11 module; raise SealUnreadable, never naming the PIN."""
    try:
        token = pkcs11.lib(settings.module).get_token(token_label=settings.token)
        with token.open(user_pin=settings.passphrase) as opened:
            yield opened
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as wrong:
        raise unreadable(wrong) from None


def _from_file(settings: SealSettings) -> x509.Certificate:
    try:
        held = settings.pkcs12.read_bytes() if settings.pkcs12 else b""
        key, certificate, _ = pkcs12.load_key_and_certificates(
            held, settings.passphrase.encode() or None
        )
    except (OSError, ValueError, TypeError) as wrong:
        raise unreadable(wrong) from None
    if key is None or certificate is None:
        raise SealUnreadable(N_("The file of the seal holds no key with its certificate."))
    if key.public_key() != certificate.public_key():
        raise _not_its_key()
    return certificate


def _from_token(settings: SealSettings) -> x509.Certificate:
    """Read the certificate, and have the token sign something to see that the key is its own."""
    of_key = {pkcs11.Attribute.LABEL: settings.key}
    with session(settings) as opened:
        found = list(
            opened.get_objects({**of_key, pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE})
        )
        if len(found) != 1:
            raise SealUnreadable(
                N_("The token holds %(count)s certificates called %(label)s."),
                count=str(len(found)),
                label=settings.key,
            )
        certificate = x509.load_der_x509_certificate(found[0][pkcs11.Attribute.VALUE])
        private = opened.get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=settings.key)
        _is_its_key(certificate, private)
    return certificate


def _is_its_key(certificate: x509.Certificate, private: Any) -> None:
    public, said = certificate.public_key(), token_bytes(32)
    try:
        if isinstance(public, rsa.RSAPublicKey):
            signature = private.sign(said, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS)
            public.verify(signature, said, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(public, ec.EllipticCurvePublicKey):
            digest = hashes.Hash(hashes.SHA256())
            digest.update(said)
            raw = private.sign(digest.finalize(), mechanism=pkcs11.Mechanism.ECDSA)
            half = len(raw) // 2
            r, s = (int.from_bytes(part, "big") for part in (raw[:half], raw[half:]))
            public.verify(encode_dss_signature(r, s), said, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise _not_its_key() from None


def _in_time(certificate: x509.Certificate, at: datetime) -> None:
    if at < certificate.not_valid_before_utc:
        day = certificate.not_valid_before_utc.date().isoformat()
        raise SealOutOfTime(N_("The seal is valid from %(day)s on, not yet now."), day=day)
    if at > certificate.not_valid_after_utc:
        day = certificate.not_valid_after_utc.date().isoformat()
        raise SealOutOfTime(N_("The seal expired on %(day)s."), day=day)


def _for_papers(certificate: x509.Certificate) -> None:
    public = certificate.public_key()
    if not isinstance(public, (rsa.RSAPublicKey, ec.EllipticCurvePublicKey)) or (
        isinstance(public, rsa.RSAPublicKey) and public.key_size < SHORTEST_RSA
    ):
        raise SealOfWrongKey(N_("The key of the seal is too short, or of a kind unknown here."))
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            raise _no_signing()
    except x509.ExtensionNotFound:
        pass  # not limited
    try:
        extended = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        if NOT_FOR_PAPERS.issuperset(extended):
            raise _no_signing()
    except x509.ExtensionNotFound:
        pass  # not limited


def unreadable(wrong: Exception) -> SealUnreadable:
    """Say what kind of thing went wrong; the words of the cause might tell the passphrase."""
    return SealUnreadable(
        N_("The seal cannot be opened (%(why)s): look at file or token, and passphrase."),
        why=type(wrong).__name__,
    )


def _no_signing() -> SealOfWrongKey:
    return SealOfWrongKey(N_("The certificate of the seal does not allow signing papers."))


def _not_its_key() -> SealOfWrongKey:
    return SealOfWrongKey(N_("The key of the seal is not the one of its certificate."))
