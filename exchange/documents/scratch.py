"""What lies beside the papers while a long one is made: its portions, then its pieces."""

from uuid import UUID, uuid4

from exchange.documents.store import Store

FOLDER = "in-the-making"


class Scratch:
    """The folder of one attempt at one paper, in the store, where every worker finds it.

    What is put is there whole or not at all, and may be put twice.
    """

    def __init__(self, store: Store, paper: UUID, attempt: int) -> None:
        self.filesystem = store.filesystem
        self.paper = f"{store.root}/{FOLDER}/{paper}"
        self.folder = f"{self.paper}/{attempt}"

    def put(self, name: str, data: bytes) -> None:
        """Keep `data` under `name`."""
        self.filesystem.makedirs(self.folder, exist_ok=True)
        beside = f"{self.folder}/{uuid4().hex}.part"
        self.filesystem.pipe_file(beside, data)
        self.filesystem.mv(beside, f"{self.folder}/{name}")

    def get(self, name: str) -> bytes | None:
        """Return what is kept under `name`, or None."""
        try:
            data: bytes = self.filesystem.cat_file(f"{self.folder}/{name}")
        except FileNotFoundError:
            return None
        return data

    def names(self, ending: str) -> set[str]:
        """Return the names that end so."""
        self.filesystem.invalidate_cache(self.folder)
        try:
            found = self.filesystem.ls(self.folder, detail=False)
        except FileNotFoundError:
            return set()
        return {name.rsplit("/", 1)[-1] for name in found if name.endswith(ending)}

    def clear(self) -> None:
        """Forget every attempt at this paper."""
        if self.filesystem.exists(self.paper):
            self.filesystem.rm(self.paper, recursive=True)
