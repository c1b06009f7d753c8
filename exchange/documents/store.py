"""Where papers and photos lie: each under its own SHA-256, written whole or not at all."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from uuid import uuid4

import fsspec
import structlog

from exchange.errors import N_, ExchangeError
from exchange.observing import DAMAGED

log = structlog.get_logger()

HEX: Final = frozenset("0123456789abcdef")
DIGEST_LENGTH: Final = 64
GONE: Final = N_(
    "The stored file of this paper is not there (%(digest)s). The operator has been alerted."
)


class PaperAltered(ExchangeError):
    """What lies under this digest no longer has it."""

    code = "paper_altered"


class PaperMissing(ExchangeError):
    """Nothing lies under this digest."""

    code = "paper_missing"


class Store:
    """A folder (`/path` or `file:///path`) or a bucket (`s3://bucket/prefix`) of papers.

    A local write goes to a temporary file in the same folder, is flushed to disk and renamed; an
    object store makes a whole upload visible at once by itself. Putting a paper twice is harmless.
    `ending` is how names of its files end.
    """

    def __init__(self, url: str, ending: str = "pdf") -> None:
        self.filesystem, self.root = fsspec.url_to_fs(url)
        self.ending = ending
        protocols = self.filesystem.protocol
        self.is_local = "file" in ((protocols,) if isinstance(protocols, str) else protocols)

    def put(self, pdf: bytes) -> str:
        """Keep the paper and return its digest; raise OSError, leaving nothing, when it cannot."""
        digest = sha256(pdf).hexdigest()
        if self.is_local:
            self._put_locally(pdf, Path(self._place(digest)))
        elif not self.exists(digest):
            self.filesystem.pipe_file(self._place(digest), pdf)
        return digest

    def get(self, digest: str) -> bytes:
        """Return the paper; raise PaperMissing, or PaperAltered where its bytes have changed.

        Either is counted and logged as an error, for an operator to bring the file back.
        """
        place = self._place(digest)
        try:
            pdf: bytes = self.filesystem.cat_file(place)
        except FileNotFoundError:
            _alert("missing", digest)
            raise PaperMissing(GONE, digest=digest) from None
        if sha256(pdf).hexdigest() != digest:
            _alert("altered", digest)
            raise PaperAltered(
                N_(
                    "The stored file of this paper is damaged and is not handed out (%(digest)s)."
                    " The operator has been alerted."
                ),
                digest=digest,
            )
        return pdf

    def exists(self, digest: str) -> bool:
        """Say whether something lies under the digest, without reading it."""
        return bool(self.filesystem.exists(self._place(digest)))

    def drop(self, digest: str) -> None:
        """Throw away what lies under the digest, if anything does."""
        with suppress(FileNotFoundError):
            self.filesystem.rm_file(self._place(digest))

    def is_writable(self) -> bool:
        """Say whether a paper could be put here now, by putting a probe and taking it away."""
        probe = f"{self.root}/probe-{uuid4().hex}"
        try:
            self.filesystem.makedirs(self.root, exist_ok=True)
            self.filesystem.pipe_file(probe, b"")
            self.filesystem.rm_file(probe)
        except Exception:  # noqa: BLE001  # every kind of store fails in its own way
            return False
        return True

    def _place(self, digest: str) -> str:
        """Return the path; a digest that is none never becomes one."""
        if len(digest) != DIGEST_LENGTH or not HEX.issuperset(digest):
            raise PaperMissing(GONE, digest=digest)
        return f"{self.root}/{digest[:2]}/{digest}.{self.ending}"

    def _put_locally(self, pdf: bytes, place: Path) -> None:
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as part:
            try:
                part.write(pdf)
                part.flush()
                os.fsync(part.fileno())
                Path(part.name).replace(place)
            except BaseException:
                with suppress(FileNotFoundError):
                    Path(part.name).unlink()
                raise
        _flush_folder(place.parent)


def _alert(how: str, digest: str) -> None:
    """Tell whoever watches logs and metrics; nobody mends this but from a copy of the store."""
    DAMAGED.labels(how).inc()
    log.error("paper damaged", how=how, sha256=digest)


def _flush_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
