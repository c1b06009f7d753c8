"""The commands of an operator: `exchange COMMAND --help` says what each does."""

import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from types import FrameType

import click
from sqlalchemy import select

from exchange import demo, demo_desk, doctor, outbox, processes
from exchange.commands import finding, personal, proving
from exchange.commands import world as of_world
from exchange.commands.opening import installation
from exchange.documents import completeness
from exchange.errors import NotFound
from exchange.identity import tokens
from exchange.migrations import running
from exchange.models import Person, Scope, db
from exchange.observing import configure_logs
from exchange.queries import cases
from exchange.queries.explaining import explain
from exchange.queries.matrix import written
from exchange.web.access import in_english
from exchange.workflows.perform import BEGIN
from exchange.workflows.registry import WORKFLOWS


@click.group()
def main() -> None:
    """Sister-city exchange and aid coordination."""
    configure_logs(quiet=True)


for _command in (of_world.load, of_world.cities, of_world.rates):
    main.add_command(_command)
for _command in (proving.audit, finding.reindex, personal.personal):
    main.add_command(_command)


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    with installation().app_context():
        running.upgrade()


@main.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--processes", "count", default=2, show_default=True)
@click.option("--threads", default=4, show_default=True)
def serve(port: int, host: str, count: int, threads: int) -> None:
    """Answer HTTP."""
    command = processes.web(port, processes=count, threads=threads, host=host).command
    os.execv(command[0], command)  # noqa: S606  # this process becomes the server


@main.command()
def worker() -> None:
    """Make papers until told to stop."""
    command = processes.worker().command
    os.execv(command[0], command)  # noqa: S606  # this process becomes the worker


@main.command()
def scheduler() -> None:
    """Hand over what waits, and anchor the history, until told to stop."""
    command = processes.scheduler().command
    os.execv(command[0], command)  # noqa: S606  # this process becomes the scheduler


@main.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True)
def up(port: int, workers: int) -> None:
    """Run everything on this machine: queue server, web, workers, scheduler."""
    config = installation().extensions["config"]
    supervisor = processes.Supervisor(dict(os.environ), config.data_dir / "logs")
    queue = processes.queue(config)
    parts = [processes.worker(n) for n in range(1, workers + 1)]
    signal.signal(signal.SIGTERM, _stop)
    try:
        supervisor.start(
            *([queue] if queue else []), processes.web(port), *parts, processes.scheduler()
        )
        click.echo(f"Serving on http://127.0.0.1:{port}; Ctrl-C stops.")
        while True:
            supervisor.tend()
            time.sleep(0.5)
    except KeyboardInterrupt:
        click.echo("Stopping.")
    finally:
        supervisor.stop()


@main.command()
def relay() -> None:
    """Hand over once whatever waits in the outbox."""
    app = installation()
    with app.app_context():
        queue = app.extensions["queue"]
        again = outbox.reissue(queue, timedelta(seconds=app.extensions["config"].reissue_seconds))
        click.echo(f"handed over {outbox.relay(queue)}, handed over again {again}")


@main.command("doctor")
def examine() -> None:
    """Check settings, database, queue, fonts and storage, and say how to mend what is wrong."""
    findings = doctor.examine(installation())
    for found in findings:
        click.echo(f"{'well ' if found.well else 'WRONG'}  {found.what:<9} {found.seen}")
        if not found.well:
            click.echo(f"       {'':<9} {found.remedy}")
    sys.exit(0 if all(found.well for found in findings) else 1)


@main.command()
@click.argument("email")
@click.option("--label", default="command line", show_default=True)
@click.option("--days", default=30, show_default=True)
@click.option("--scope", type=click.Choice([one.value for one in Scope]), default=Scope.ACT.value)
def token(email: str, label: str, days: int, scope: str) -> None:
    """Make an API token for a person; it is shown once."""
    with installation().app_context():
        person = db.session.scalar(select(Person).where(Person.email == email, Person.active))
        if person is None:
            raise click.ClickException(f"nobody active has the address {email}")
        secret = tokens.make(person, label, timedelta(days=days), Scope(scope))
    click.echo(secret)


@main.command()
@click.argument("email")
@click.argument("action")
@click.argument("kind", type=click.Choice(list(WORKFLOWS)))
@click.argument("number", required=False)
def may(email: str, action: str, kind: str, number: str | None) -> None:
    """Say whether a person may take ACTION on a case or any of KIND, and why; no exits with 1."""
    flow = WORKFLOWS[kind]
    if action not in {*flow.actions, BEGIN}:
        raise click.BadParameter(f"{kind} know {', '.join([BEGIN, *flow.actions])}")
    with installation().app_context():
        person = db.session.scalar(select(Person).where(Person.email == email))
        if person is None:
            raise click.ClickException(f"nobody has the address {email}")
        try:
            case = cases.named(flow, number, person, everywhere=True) if number else None
        except NotFound:
            raise click.ClickException(f"there is no {number} among {kind}") from None
        answer = explain(flow, action, person, case)
        click.echo("\n".join(in_english(answer)))
    sys.exit(0 if answer.is_yes else 1)


@main.command()
def matrix() -> None:
    """Print who may do what, action by action, as it stands in docs/permissions.md."""
    click.echo(written())


@main.command()
def words() -> None:
    """Say how far the words of every paper are written, language by language."""
    click.echo(completeness.told())


@main.command()
@click.argument("email")
def code(email: str) -> None:
    """Print the present one-time code of a person of the demonstration."""
    click.echo(demo_desk.code_of(email, Path(os.environ.get("DATA_DIR", "var/demo"))))


@main.command("demo")
@click.option("--port", default=8000, show_default=True, envvar="PORT")
@click.option("--serve/--no-serve", default=True, show_default=True)
def run_demo(port: int, *, serve: bool) -> None:
    """Load the real world, play two cases through the running service, and serve it."""
    signal.signal(signal.SIGTERM, _stop)
    demo.run(port, serve=serve, say=click.echo)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
