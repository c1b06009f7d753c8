"""Rules of the house that a reader would otherwise have to remember."""

import ast
import re
import subprocess
from itertools import chain
from pathlib import Path

import pytest

from exchange.api import OPEN_ADDRESSES as API_OPEN
from exchange.identity import require_login
from exchange.models import DocumentKind
from exchange.permissions import PAGES, Permission
from exchange.wording.kinds import KINDS
from exchange.wording.languages import TEMPLATES
from exchange.workflows.registry import WORKFLOWS

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    [
        *ROOT.glob("exchange/**/*.py"),
        *ROOT.glob("workers/**/*.py"),
        *ROOT.glob("tools/**/*.py"),
        *ROOT.glob("tests/**/*.py"),
    ]
)
PRODUCT = [s for s in SOURCES if s.relative_to(ROOT).parts[0] in {"exchange", "workers"}]
# The last four are the way in itself.
OPEN_BLUEPRINTS = {
    "given",
    "health",
    "check",
    "language",
    "signing",
    "links",
    "passkeys",
    "city_accounts",
}
OPEN_BLUEPRINTS |= {"receipts"}  # a link and a one-time code, for one shipment
OPEN_BLUEPRINTS |= {"asking", "following"}  # residents: no account, a reference and a code
OPEN_BLUEPRINTS |= {"centre"}  # what anybody may know of a centre for residents
OPEN_BLUEPRINTS |= {"calendars"}  # an address with a key that opens nothing else
MAY_COMMIT = {
    "exchange/workflows/perform.py",  # the door
    "exchange/workflows/centre_texts.py",  # the door to texts of centres, with its history
    "exchange/workflows/reading.py",  # who opened what is to be decided on
    "exchange/notices/keeping.py",  # what became of notices
    "exchange/vault/keeping.py",  # who read personal data, and what of it is no more
    "exchange/previews.py",  # how a letter would look
    "exchange/outbox.py",  # what was handed over
    "workers/context.py",  # what was finished
    "exchange/interchange/world.py",  # the world, whole or not at all
    "exchange/auditing/anchors.py",  # anchors
    "exchange/identity/keeping.py",  # what people prove themselves with
    "exchange/commands/finding.py",  # by which words cases are found
    "exchange/demo.py",  # the demonstration's tokens
}
SAYS_NOTHING = re.compile(r"^(utils?|helpers?|common|misc|manager|service|base)\.py$")


def named(source: Path) -> str:
    return source.relative_to(ROOT).as_posix()


def test_every_blueprint_asks_who_is_there(app):
    for name in app.blueprints:
        asked = app.before_request_funcs.get(name, [])
        assert require_login in asked or name in OPEN_BLUEPRINTS or name in API_OPEN, name


def test_every_permission_is_used_by_some_transition_or_page():
    flows = WORKFLOWS.values()
    used = {t.permission for flow in flows for t in flow.table}
    used |= {flow.read for flow in flows} - {None}
    used |= {flow.beginning.permission for flow in flows if flow.beginning}
    used |= set(PAGES.values())
    assert used == set(Permission)


def test_every_workflow_has_its_card():
    for plural in WORKFLOWS:
        assert (ROOT / f"exchange/templates/{plural}/_card.html").exists()


def test_every_kind_of_paper_is_set_by_a_template_and_sheets_that_exist():
    assert set(KINDS) == {kind.value for kind in DocumentKind}
    for kind in KINDS.values():
        for name in (kind.template, *kind.sheets):
            assert (TEMPLATES / name).exists(), f"{kind.name}: {name}"


@pytest.mark.parametrize("source", PRODUCT, ids=named)
def test_only_the_door_moves_a_state_and_few_places_commit(source):
    tree = ast.parse(source.read_text())
    moves = any(
        isinstance(n, ast.Assign)
        and any(isinstance(t, ast.Attribute) and t.attr == "state" for t in n.targets)
        for n in ast.walk(tree)
    )
    commits = any(isinstance(n, ast.Attribute) and n.attr == "commit" for n in ast.walk(tree))
    assert not moves or source.name == "perform.py"
    assert not commits or named(source) in MAY_COMMIT


@pytest.mark.parametrize("source", SOURCES, ids=named)
def test_no_file_is_too_long_and_no_import_hides_in_a_function(source):
    text = source.read_text()
    assert text.count("\n") <= 250
    if named(source) == "tools/build_assets.py":  # what it imports is not there when it begins
        return
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef):
            assert not any(isinstance(n, ast.Import | ast.ImportFrom) for n in ast.walk(function))


@pytest.mark.parametrize("source", SOURCES, ids=named)
def test_a_module_says_what_it_is_and_its_name_says_something(source):
    assert ast.get_docstring(ast.parse(source.read_text())), "no sentence on its door"
    assert not SAYS_NOTHING.match(source.name) or named(source) == "exchange/models/base.py"


def test_no_code_or_template_names_the_demonstration_city():
    allowed = {"exchange/commands/world.py"}  # the default of one option
    for place in chain(
        ROOT.glob("exchange/**/*.py"), ROOT.glob("workers/*.py"), ROOT.glob("exchange/**/*.html")
    ):
        if named(place) not in allowed:
            assert not re.search("daejeon|대전", place.read_text(), re.IGNORECASE), place


def test_no_committed_file_names_a_registry_or_a_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    words = re.compile(
        "|".join(["pypi" + r"\.org", "registry" + r"\.npmjs", "/" + "root/", "/work" + "/main"])
    )
    for name in filter(None, listed.split("\0")):
        place = ROOT / name
        if place.suffix in {".py", ".toml", ".json", ".lock", ".md", ".yaml", ".yml", ".cfg", ""}:
            assert not words.search(place.read_text(errors="replace")), name
