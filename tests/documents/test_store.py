"""The store: whole papers under their own digest, or nothing."""

from hashlib import sha256
from pathlib import Path

import pytest

from exchange.documents.store import PaperAltered, PaperMissing, Store

PDF = b"%PDF-1.7 a paper"


def files_in(folder):
    return [file for file in folder.rglob("*") if file.is_file()]


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_paper_lies_under_its_own_digest(tmp_path, scheme):
    store = Store(f"{scheme}{tmp_path}/papers")
    digest = store.put(PDF)
    assert digest == sha256(PDF).hexdigest() == store.put(PDF)
    assert store.get(digest) == PDF
    assert store.exists(digest)
    assert len(files_in(tmp_path)) == 1


def test_an_object_store_keeps_the_same_promises():
    store = Store("memory://bucket/papers")
    digest = store.put(PDF)
    assert store.get(store.put(PDF)) == PDF
    assert store.exists(digest)
    with pytest.raises(PaperMissing):
        store.get("0" * 64)


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_failed_write_leaves_nothing(tmp_path, monkeypatch, step):
    def full(*_args):
        raise OSError(28, "No space left on device")

    store = Store(str(tmp_path))
    with monkeypatch.context() as patched:
        patched.setattr(step, full)
        with pytest.raises(OSError, match="No space left"):
            store.put(PDF)
    assert files_in(tmp_path) == []
    assert store.get(store.put(PDF)) == PDF


def test_an_altered_paper_is_never_handed_out(tmp_path):
    store = Store(str(tmp_path))
    digest = store.put(PDF)
    files_in(tmp_path)[0].write_bytes(PDF + b"!")
    with pytest.raises(PaperAltered):
        store.get(digest)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "Z" * 64, "0" * 64])
def test_what_is_no_digest_finds_nothing(tmp_path, digest):
    with pytest.raises(PaperMissing):
        Store(str(tmp_path)).get(digest)
    assert not Path("/etc/passwd.pdf").exists()
