"""`python -m tests.benchmarks.exporting csv|xlsx` streams every shipment out in this process.

It holds what streams and nothing else: neither pages nor the renderer, which a web process has
beside it. It prints its peak, what it took before it began, both in MB, and the seconds.
"""

import os
import re
import sys
import time
from collections import deque
from functools import partial
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from exchange.interchange import lists
from exchange.models import Shipment, db
from exchange.queries import consignments


def main(kind: str) -> None:
    """Stream all of it out, and print what that took."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    db.init_app(app)
    with app.app_context():
        names = {key: (told["en"], code) for key, (told, code) in consignments.places().items()}
        rest, started = peak(), time.perf_counter()
        found = consignments.rows_of(db.engine, consignments.asked(select(Shipment)))
        rows = (lists.cells_of(row, names) for row in found)
        form = partial(lists.as_csv, tagged=True) if kind == "csv" else lists.as_xlsx
        deque(form(rows, list(lists.COLUMNS)), maxlen=0)
        sys.stdout.write(f"{peak()} {rest} {time.perf_counter() - started}\n")


def peak() -> float:
    """Return the most memory this process ever had, in MB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    if found is None:
        raise RuntimeError("this system does not tell the peak of a process")
    return int(found[1]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
