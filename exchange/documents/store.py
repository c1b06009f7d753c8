"""Where issued papers lie: each under its own SHA-256, written whole or not at all."""

import os
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import fsspec


class Altered(RuntimeError):
    """What lies in the store is no longer what was issued."""


class Store:
    """A folder, or an S3-compatible bucket written as `s3://bucket/prefix`."""

    def __init__(self, url: str) -> None:
        self._files, self._root = fsspec.core.url_to_fs(url)
        self._is_local = self._files.protocol in {"file", ("file", "local")}

    def put(self, pdf: bytes) -> str:
        """Keep `pdf` and return its digest, 64 hexadecimal digits; keeping it twice is once."""
        digest = sha256(pdf).hexdigest()
        if not self.exists(digest):
            self._write(self._place(digest), pdf)
        return digest

    def get(self, digest: str) -> bytes:
        """Return the paper; raise FileNotFoundError, or Altered where the bytes differ."""
        pdf: bytes = self._files.cat_file(self._place(digest))
        if sha256(pdf).hexdigest() != digest:
            raise Altered(f"the paper {digest} was altered in the store")
        return pdf

    def exists(self, digest: str) -> bool:
        """Say whether the paper is kept."""
        return bool(self._files.exists(self._place(digest)))

    def is_writable(self) -> bool:
        """Say whether something can be written and removed again."""
        probe = f"{self._root}/.probe-{uuid4().hex}"
        try:
            self._files.makedirs(self._root, exist_ok=True)
            self._files.pipe_file(probe, b"probe")
            self._files.rm_file(probe)
        except OSError:
            return False
        return True

    def _place(self, digest: str) -> str:
        return f"{self._root}/{digest[:2]}/{digest}.pdf"

    def _write(self, place: str, pdf: bytes) -> None:
        if not self._is_local:
            self._files.pipe_file(place, pdf)  # object stores show an object whole or not at all
            return
        target = Path(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{uuid4().hex}.part")
        try:
            with part.open("wb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
