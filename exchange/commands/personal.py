"""Commands about personal data: its keys, and what is to be destroyed."""

import sys

import click

from exchange.commands.opening import installation
from exchange.vault import keeping, rotating
from exchange.vault.keys import VaultClosed, add_key, read_ring


@click.group()
def personal() -> None:
    """Keep the keys of personal data, and destroy what is due."""


@personal.command("new-key")
def new_key() -> None:
    """Make a key that seals from now on; the others go on opening what they sealed."""
    place = installation().extensions["config"].personal_keys
    try:
        key_id = add_key(place)
    except VaultClosed as closed:
        raise click.ClickException(f"{closed} Nothing was changed.") from None
    except FileExistsError:
        raise click.ClickException(
            f"another key is being made; if not, remove {place}.new and try again"
        ) from None
    except OSError as wrong:
        raise click.ClickException(f"{place} cannot be written: {wrong.strerror}") from None
    click.echo(f"{key_id} seals from now on; it is the first line of {place}")
    click.echo("Back that file up, apart from the database, and copy it to every machine.")
    if len(read_ring(place).keys) > 1:
        click.echo("Then seal anew what is under older keys: exchange personal rotate")


@personal.command()
def rotate() -> None:
    """Seal every record anew under the current key; what does not open is named, and exits 1."""
    with installation().app_context():
        try:
            done = rotating.rotate()
        except VaultClosed as closed:
            raise click.ClickException(str(closed)) from None
        left = rotating.sealed_under()
    click.echo(f"{done.resealed} records sealed anew under {done.key_id}")
    for key_id, count in left.items():
        click.echo(f"{key_id:<24} {count}")
    for record_id in done.shut:
        click.echo(f"WRONG  {record_id} does not open: its key is missing, or it was changed")
    sys.exit(1 if done.shut else 0)


@personal.command()
def purge() -> None:
    """Destroy every record whose day has come, and print the proof of each."""
    with installation().app_context():
        gone = keeping.purge_due()
    for one in gone:
        click.echo(f"{one.record_id} {one.proof}")
    click.echo(f"{len(gone)} records destroyed")
