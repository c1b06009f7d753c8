"""The whole service on loopback ports of its own, and a real Chromium in front of it."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from exchange import processes
from exchange.app import create_app
from exchange.config import Config
from exchange.demo_desk import give_codes, key_of
from exchange.identity.totp import code_now
from exchange.interchange import world
from exchange.migrations import running
from exchange.models import db
from exchange.vault.keys import add_key
from tests.servers import environment, free_port, wait_until

ROOT = Path(__file__).parents[2]
PASSWORD = "open sesame 2020"
SEED = "codes of the tests"
SIGNED_IN: dict[tuple[str, str], list] = {}
FOLDERS: dict[str, Path] = {}
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
expect.set_options(timeout=30_000)  # workers of a machine with much to do take their time
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


@dataclass
class Visitor:
    """Somebody at a browser: their pages, and every host these asked."""

    context: BrowserContext
    address: str
    asked: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        page = self.context.new_page()
        page.goto(self.address + path)
        return page

    def sign_in(self, email: str) -> Page:
        """Sign in, or go on as somebody who did: a code of an app is good only once."""
        if kept := SIGNED_IN.get((self.address, email)):
            self.context.add_cookies(kept)
            return self.open("/")
        page = self.open("/sign-in")
        page.get_by_role("button", name="English").click()  # the choice outlasts the sign-in
        page.fill("#email", email)
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        if "/sign-in" in page.url:  # whoever decides gives a code as well
            page.fill("#one_time_code", code_now(key_of(email, SEED)))
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(self.address + "/")
            SIGNED_IN[self.address, email] = self.context.cookies()
        page.wait_for_url(self.address + "/")
        return page


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Web, worker, scheduler and queue as an operator starts them; the real world loaded."""
    folder = tmp_path_factory.mktemp("service")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    env = environment(SECRET_KEY="b" * 40, DATA_DIR=str(folder), PUBLIC_URL=address)
    env |= {"DATABASE_URL": f"sqlite:///{folder / 'e.sqlite'}", "RATELIMIT_ENABLED": "0"}
    env |= {"SECOND_FACTOR": "optional"}
    FOLDERS[address] = folder
    config = Config.from_env(env)
    add_key(config.personal_keys)
    with create_app(config).app_context():
        running.upgrade()
        world.load(ROOT / "fixtures/world")
        world.load_demo(ROOT / "fixtures/demo", PASSWORD, check_url=address)
        give_codes(SEED)
        db.session.commit()
    supervisor = processes.Supervisor(env, folder / "logs")
    queue = processes.queue(config)
    assert queue is not None
    try:
        supervisor.start(queue, processes.web(port, processes=1))
        supervisor.start(processes.worker(), processes.scheduler())
        wait_until(lambda: _answers(address), f"the service; its logs are in {folder / 'logs'}")
        yield address
    finally:
        supervisor.stop()


@pytest.fixture
def an_hour_passes(service: str) -> Callable[[], None]:
    """Return a callable after which nobody's second factor counts any more."""

    def pass_() -> None:
        with closing(sqlite3.connect(FOLDERS[service] / "e.sqlite")) as connection:
            connection.execute("UPDATE web_session SET confirmed_at = NULL")
            connection.commit()

    return pass_


@pytest.fixture(scope="module")
def passkey_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages under a name: browsers give passkeys to names, never to numbers."""
    folder, port = tmp_path_factory.mktemp("named"), free_port()
    address = f"http://localhost:{port}"
    env = environment(SECRET_KEY="n" * 40, DATA_DIR=str(folder), PUBLIC_URL=address)
    env |= {"DATABASE_URL": f"sqlite:///{folder / 'e.sqlite'}", "RATELIMIT_ENABLED": "0"}
    with create_app(Config.from_env(env)).app_context():
        running.upgrade()
        world.load(ROOT / "fixtures/world")
        world.load_demo(ROOT / "fixtures/demo", PASSWORD, check_url=address)
    supervisor = processes.Supervisor(env, folder / "logs")
    try:
        supervisor.start(processes.web(port, processes=1))
        wait_until(lambda: _answers(address), f"the service; its logs are in {folder / 'logs'}")
        yield address
    finally:
        supervisor.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        own = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=own, args=list(QUIETLY))
        yield browser
        browser.close()


@pytest.fixture
def visitor(service: str, chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """Return a callable that sits somebody at a browser of their own."""
    seated: list[Visitor] = []

    def sit(size: dict[str, int] = DESK, language: str = "en", **more: object) -> Visitor:
        context = chromium.new_context(viewport=size, locale=language, **more)
        context.set_default_timeout(20_000)
        one = Visitor(context, service)
        context.on("request", lambda request: _note(one, request))
        seated.append(one)
        return one

    yield sit
    for one in seated:
        one.context.close()
    hosts = {urlsplit(url).netloc for one in seated for url in one.asked}
    assert hosts <= {urlsplit(service).netloc}, "no request may leave this machine"


@pytest.fixture(scope="session")
def axe() -> str:
    return (ROOT / ".cache" / "axe.min.js").read_text()


@pytest.fixture(scope="session")
def shots() -> Path | None:
    """Where to keep pictures for people to look at: the folder in SHOTS, if it is set."""
    place = os.environ.get("SHOTS")
    if place:
        Path(place).mkdir(parents=True, exist_ok=True)
    return Path(place) if place else None


def _note(one: Visitor, request: Request) -> None:
    if urlsplit(request.url).scheme in {"http", "https", "ws", "wss"}:
        one.asked.append(request.url)


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz").is_success
    except httpx.TransportError:
        return False
