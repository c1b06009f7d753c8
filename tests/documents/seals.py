"""Seals for tests: keys with their certificates, in a file or in a token of SoftHSM."""

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from exchange.config import SealSettings

PASSPHRASE = "a passphrase nobody may ever read in a log"
PIN = "648219"
LABEL = "seal"
TOKEN = "office"
CITY = "daejeon"
DAY = timedelta(days=1)
USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True)
class Made:
    """A key and its certificate, self-signed."""

    key: object
    certificate: x509.Certificate

    def file(self, folder: Path, *, with_key: bool = True) -> SealSettings:
        """Put both into a PKCS#12 file."""
        place = folder / "seal.p12"
        lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
        own, others = (self.certificate, None) if with_key else (None, [self.certificate])
        held = pkcs12.serialize_key_and_certificates(
            b"seal", self.key if with_key else None, own, others, lock
        )
        place.write_bytes(held)
        return SealSettings(city=CITY, pkcs12=place, passphrase=PASSPHRASE)


@cache
def rsa_key(bits: int = 2048, number: int = 0) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def a_seal(
    key=None, *, usages=("content_commitment",), extended=(), begins=-DAY, ends=30 * DAY
) -> Made:
    """Make a certificate; no `usages` leave it unlimited; times count from now."""
    key, now = key or rsa_key(), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Seal of a city")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + begins)
        .not_valid_after(now + ends)
    )
    if usages is not None:
        allowed = x509.KeyUsage(**{one: one in usages for one in USAGES})
        made = made.add_extension(allowed, critical=True)
    if extended:
        made = made.add_extension(x509.ExtendedKeyUsage(extended), critical=False)
    digest = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return Made(key, made.sign(key, digest))


TLS = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH)
CURVE = ec.SECP256R1()


def soft_token(folder: Path) -> str:
    """Make a token of SoftHSM in that folder and return the library that speaks to it."""
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)  # the library reads it where it is loaded
    words = ["--init-token", "--free", "--label", TOKEN, "--so-pin", PIN, "--pin", PIN]
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)
    found = [*Path("/usr/lib").glob("*/softhsm/libsofthsm2.so")]
    return str((found or [Path("/usr/lib/softhsm/libsofthsm2.so")])[0])
