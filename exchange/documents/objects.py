"""Writes a PDF object by object, so that a long one never lies in memory (ISO 32000-1, 7.5)."""

import zlib
from hashlib import md5
from typing import IO, Final

import pydyf

IN_ONE: Final = 200  # objects packed together; a reader unpacks all of them to see one
HEADER: Final = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"


class Writer:
    """Numbers are reserved first, so that objects may refer to what is written later."""

    def __init__(self, output: IO[bytes]) -> None:
        self.output = output
        self.position = 0
        self.places: list[tuple[int, int, int]] = [(0, 0, 65535)]  # as the file will list them
        self.waiting: list[tuple[int, bytes]] = []
        self.digest = md5(usedforsecurity=False)
        self._put(HEADER)

    def reserve(self) -> int:
        """Return the number of an object to be written before the end."""
        self.places.append((0, 0, 0))
        return len(self.places) - 1

    def write(self, number: int, data: bytes) -> None:
        """Write a stream at once, anything else packed together with others."""
        if data.endswith(b"\nendstream"):
            self._put_object(number, data)
            return
        self.waiting.append((number, data))
        if len(self.waiting) == IN_ONE:
            self._pack()

    def end(self, catalog: bytes, info: bytes, name: bytes) -> None:
        """Write catalog and information, and the table of where everything lies."""
        root, about = self.reserve(), self.reserve()
        self.write(root, catalog)
        self.write(about, info)
        self._pack()
        table = self.reserve()
        start = self.position
        self.places[table] = (1, start, 0)
        wide = (start.bit_length() + 7) // 8
        rows = (
            kind.to_bytes(1, "big") + where.to_bytes(wide, "big") + rest.to_bytes(2, "big")
            for kind, where, rest in self.places
        )
        written = self.digest.hexdigest().encode()
        entries = {
            "Type": "/XRef",
            "W": pydyf.Array((1, wide, 2)),
            "Size": len(self.places),
            "Root": b"%d 0 R" % root,
            "Info": b"%d 0 R" % about,
            "ID": pydyf.Array((pydyf.String(name).data, pydyf.String(written).data)),
        }
        self._put_object(table, _stream(entries, b"".join(rows)))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        if not self.waiting:
            return
        number, position, index = self.reserve(), 0, []
        for n, (inner, data) in enumerate(self.waiting):
            self.places[inner] = (2, number, n)
            index.append(b"%d %d" % (inner, position))
            position += len(data) + 1
        head = b" ".join(index) + b"\n"
        body = b"\n".join(data for _, data in self.waiting)
        entries = {"Type": "/ObjStm", "N": len(index), "First": len(head)}
        self._put_object(number, _stream(entries, head + body))
        self.waiting.clear()

    def _put_object(self, number: int, data: bytes) -> None:
        self.places[number] = (1, self.position, 0)
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, data))

    def _put(self, data: bytes) -> None:
        self.output.write(data)
        self.digest.update(data)
        self.position += len(data)


def _stream(entries: dict[str, object], body: bytes) -> bytes:
    packed = zlib.compress(body)
    head = entries | {"Filter": "/FlateDecode", "Length": len(packed)}
    data: bytes = pydyf.Dictionary(head).data
    return data + b"\nstream\n" + packed + b"\nendstream"
