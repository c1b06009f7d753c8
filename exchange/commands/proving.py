"""Commands that prove what happened."""

import sys

import click

from exchange import auditing
from exchange.commands.opening import installation


@click.group()
def audit() -> None:
    """Prove what happened."""


@audit.command()
def verify() -> None:
    """Check every chain and anchor; name the first row that is wrong and exit with 1."""
    with installation().app_context():
        verdict = auditing.verify()
    click.echo(str(verdict))
    sys.exit(0 if verdict.fault is None else 1)


@audit.command("register")
@click.option("--files", is_flag=True, help="Read every stored paper as well.")
def check_register(*, files: bool) -> None:
    """Check that every series runs 1 to last and every number is accounted for; else exit 1."""
    with (app := installation()).app_context():
        found = auditing.check_registers(app.extensions["store"].get if files else None)
    click.echo("\n".join([*map(str, found.books), *(f"WRONG  {one}" for one in found.faults)]))
    sys.exit(1 if found.faults else 0)
