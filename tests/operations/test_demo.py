"""The demonstration and the commands of an operator, as they are typed."""

import re

from tests.operations.commanding import run

PAPERS = re.compile(
    r"^(?:EP|AS|AR)-2020-\d{4}\s+closed\s+[A-Z]{2}-2020-\d{4}\s+\w+\s+\S+\s+\d+", re.MULTILINE
)
OF_PROJECT = 2  # invitation and outcome report
OF_SHIPMENT = 9  # seven papers, the letter with them, the received note
OF_GIFT = 2  # the received note and the letter of thanks; one city's gift has a report of use too


def test_it_plays_once_and_a_second_run_adds_nothing(env):
    first, second = env["PLAYED"], run(env, "demo", "--no-serve").stdout
    assert len(PAPERS.findall(first)) == OF_PROJECT + 3 * OF_SHIPMENT + 2 + 5 * OF_GIFT + 1
    assert PAPERS.findall(first) == PAPERS.findall(second)
    assert first.split("\n\n")[-1] == second.split("\n\n")[-1]


def test_the_ties_of_a_day_are_told(env):
    told = run(env, "cities", "--on", "2020-06-01", "--owner", "daejeon").stdout
    assert "34 cities" in told
    assert "in 23 countries with diplomatic relations, 24 country codes" in told
    assert "38 cities" in run(env, "cities", "--on", "2022-12-31").stdout
    assert run(env, "cities", "--owner", "nowhere").returncode == 1


def test_the_history_is_verified(env):
    told = run(env, "audit", "verify")
    assert told.returncode == 0
    assert "unaltered" in told.stdout


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(env):
    told = run(env, "doctor")
    assert told.returncode == 1
    assert "well   database" in told.stdout
    assert "well   fonts" in told.stdout
    assert "well   keys      1 keys for 0 records" in told.stdout
    assert "WRONG  queue" in told.stdout
    assert "exchange up" in told.stdout


def test_a_token_is_made_for_somebody_active_only(env):
    assert len(run(env, "token", "officer@daejeon.example").stdout.strip()) > 30
    assert "nobody active" in run(env, "token", "nobody@example.org").stderr


def test_the_world_is_loaded_again_and_a_bad_row_is_named(env, tmp_path):
    assert "0 added, 0 changed" in run(env, "load", "fixtures/world").stdout
    told = run(env, "load", str(tmp_path))
    assert told.returncode == 1
    assert "countries.csv" in told.stderr
    assert "handed over 0" in run(env, "relay").stdout


def test_a_code_is_printed_for_the_demonstration_only(env, tmp_path):
    assert re.fullmatch(r"\d{6}\n", run(env, "code", "director@daejeon.example").stdout)
    told = run(env | {"DATA_DIR": str(tmp_path)}, "code", "director@daejeon.example")
    assert "there is no demonstration" in told.stderr


def test_a_missing_secret_is_said_in_one_line(env, tmp_path):
    told = run(env | {"DATA_DIR": str(tmp_path)}, "doctor")
    assert told.returncode == 1
    assert told.stderr.startswith("Error: set SECRET_KEY")
    assert "Traceback" not in told.stderr
