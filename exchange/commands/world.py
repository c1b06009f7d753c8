"""Commands about the world as data: what is loaded, and what was so on a day."""

from datetime import date, datetime
from pathlib import Path

import click
from sqlalchemy import select

from exchange.commands.opening import installation
from exchange.interchange import world
from exchange.models import City, Tie, db
from exchange.queries.cities import describe_tally, tally


@click.command()
@click.argument(
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="fixtures/world",
)
def load(folder: Path) -> None:
    """Load the world from FOLDER; again changes nothing, a bad row loads nothing."""
    with installation().app_context():
        try:
            click.echo(world.load(folder))
        except world.BadRow as bad:
            raise click.ClickException(str(bad)) from None


@click.command()
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), default=str(date.today()))  # noqa: DTZ011  # the operator's day
@click.option(
    "--owner", help="Slug of the city that asks; every one that keeps ties, if left out."
)
def cities(day: datetime, owner: str | None) -> None:
    """Say with which cities OWNER, or else each city that keeps ties, had one on a day."""
    with installation().app_context():
        keepers = select(City).where(City.id.in_(select(Tie.owner_city_id))).order_by(City.slug)
        found = db.session.scalars(keepers.where(City.slug == owner) if owner else keepers).all()
        if not found:
            raise click.ClickException(f"{owner or 'nobody'} keeps no ties here")
        counts = [tally(city, day.date()) for city in found]
        click.echo("\n\n".join(describe_tally(one) for one in counts if owner or one.standing))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def rates(file: Path) -> None:
    """Record exchange rates from a CSV FILE: currency, quote, day, rate, source."""
    with installation().app_context():
        try:
            click.echo(world.load_rates(file))
        except world.BadRow as bad:
            raise click.ClickException(str(bad)) from None
