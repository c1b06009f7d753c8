"""The command that writes anew by which words cases are found."""

import click

from exchange import searching
from exchange.commands.opening import installation
from exchange.models import db
from exchange.workflows.registry import CASES

BATCH = 500


@click.command()
def reindex() -> None:
    """Write anew the words by which every case is found, a few hundred cases at a time."""
    with installation().app_context():
        for flow in CASES.values():
            count = 0
            last = None
            while ids := searching.next_ids(flow.noun, last, BATCH):
                searching.rewrite(flow.kind, flow.noun, ids)
                db.session.commit()
                db.session.expunge_all()
                count, last = count + len(ids), ids[-1]
            click.echo(f"{flow.kind:<12} {count}")
