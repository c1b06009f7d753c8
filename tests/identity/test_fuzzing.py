"""Whatever is sent to the ways in: nobody comes in by it, and nothing falls over."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.models import Scope, WebSession, db

ANYTHING = st.text(max_size=60)
CODES = st.one_of(
    ANYTHING, st.from_regex(r"\A[0-9]{6}\Z"), st.sampled_from(["", "٠٠٠٠٠٠", "１２３４５６"])
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | ANYTHING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANYTHING, inner, max_size=3),
    max_leaves=6,
)
OFTEN = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def harmless(answer) -> None:
    assert answer.status_code < 500, answer.text[:300]


def test_the_sign_in_takes_anything_and_lets_nobody_in(visit, known):
    known()

    @OFTEN
    @given(address=ANYTHING, password=ANYTHING, wanted=ANYTHING)
    def anything(address, password, wanted):
        one = visit()
        answer = one.client.get("/sign-in", query_string={"next": wanted})
        harmless(answer)
        harmless(one.send("/sign-in", email=address, password=password))
        assert not one.is_in()

    anything()
    assert db.session.query(WebSession).count() == 0


def test_second_factors_take_anything(visit, known, fresh):
    person = known(app_codes=True)

    @OFTEN
    @given(code=CODES, wanted=ANYTHING)
    def anything(code, wanted):
        half, inside = visit(), visit()
        half.sign_in(person)
        answer = half.send("/sign-in/second-factor", one_time_code=code)
        assert answer.status_code in {302, 422, 429}
        assert not half.is_in()
        inside.client = fresh(person)
        harmless(inside.send("/confirm", one_time_code=code, next=wanted))
        harmless(inside.send("/account/second-factor", one_time_code=code))

    anything()


def test_links_and_resets_take_anything(visit, known):
    known()

    @OFTEN
    @given(token=st.text(min_size=1, max_size=80), address=ANYTHING)
    def anything(token, address):
        one = visit()
        harmless(one.client.get(f"/link/reset/{token}"))
        assert one.send("/password", password=token, again=token).status_code in {410, 404}
        harmless(one.send("/forgotten", email=address))

    anything()


def test_tokens_take_anything(app, visit, known, fresh):
    person = known(app_codes=True)
    client = app.test_client()

    @OFTEN
    @given(
        token=st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=60),
        scope=st.sampled_from([*Scope, "", "all"]),
        days=st.sampled_from(["7", "0", "-1", "x", "٧"]),
        label=ANYTHING,
    )
    def anything(token, scope, days, label):
        headers = {"Authorization": f"Bearer {token}", "X-One-Time-Code": "000000"}
        assert client.get("/api/v1/people", headers=headers).status_code in {400, 401}
        one = visit()
        one.client = fresh(person)
        harmless(one.send("/account/tokens", scope=scope, days=days, label=label))

    anything()


def test_passkeys_take_anything(visit, known, fresh):
    person = known(app_codes=True)

    @OFTEN
    @given(sent=JSON)
    def anything(sent):
        one, inside = visit(), visit()
        inside.client = fresh(person)
        for who, paths in ((one, ("use",)), (inside, ("use", "register"))):
            token = _token(who)
            for path in paths:
                who.client.post(f"/passkey/{path}/options", headers={"X-CSRFToken": token})
                answer = who.client.post(
                    f"/passkey/{path}", json=sent, headers={"X-CSRFToken": token}
                )
                harmless(answer)
        assert not one.is_in()

    anything()


def _token(one) -> str:
    return one.get("/sign-in").text.split('name="csrf_token" value="')[1].split('"')[0]
