"""Every setting, read once from the environment and checked before anything starts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path

SHORTEST_SECRET = 32
MOST_PROXIES = 9
SECRET_FILE = "secret"  # noqa: S105  # the name of a file
KEYS_FILE = "personal.keys"


@dataclass(frozen=True, kw_only=True)
class SealSettings:
    """Where the electronic seal of one city lies: a PKCS#12 file, or a key in a PKCS#11 token.

    `module` is the library that speaks to the token; there `token` and `key` are labels, and
    `passphrase` is the PIN. It is never shown.
    """

    city: str
    pkcs12: Path | None = None
    module: str = ""
    token: str = ""
    key: str = ""
    passphrase: str = field(default="", repr=False)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "SealSettings | None":
        """Read the settings, or None where no city has a seal; raise RuntimeError."""
        city, file, module = (env.get(f"SEAL_{name}", "") for name in ("CITY", "FILE", "MODULE"))
        if not (city or file or module):
            return None
        if not city or bool(file) == bool(module):
            raise RuntimeError(
                "a seal needs SEAL_CITY, and either SEAL_FILE (PKCS#12) or SEAL_MODULE (PKCS#11)"
            )
        if module and not (env.get("SEAL_TOKEN") and env.get("SEAL_KEY")):
            raise RuntimeError("with SEAL_MODULE, SEAL_TOKEN and SEAL_KEY name the token and key")
        kept = env.get("SEAL_PASSPHRASE_FILE", "")
        if kept and not Path(kept).is_file():
            raise RuntimeError(f"SEAL_PASSPHRASE_FILE names {kept}, which is no file")
        return cls(
            city=city,
            pkcs12=Path(file) if file else None,
            module=module,
            token=env.get("SEAL_TOKEN", ""),
            key=env.get("SEAL_KEY", ""),
            passphrase=_from_file(Path(kept)) if kept else env.get("SEAL_PASSPHRASE", ""),
        )


@dataclass(frozen=True, kw_only=True)
class Config:
    """Settings with no surprises: a missing secret is an error, not a default.

    `clock_shift` replays the past for demonstrations; papers issued under it are specimens.
    `relay_seconds` and `reissue_seconds` pace the scheduler: how often waiting jobs are looked
    for, and after how long a job that was handed over but never finished is handed over again.
    `second_factor` says who must have one, `step_up_seconds` how long one that was given counts.
    `mail_url` is a mail server, or a folder that takes each mail as a file; `digest_seconds` is
    how often the scheduler looks whose morning it is. `trusted_proxies` stand before the service,
    each adding the address it was asked from; where there are none, nobody's word on it is taken.
    """

    secret_key: str
    data_dir: Path
    database_url: str
    redis_url: str
    store_url: str
    public_url: str = "http://127.0.0.1:8000"
    secure_cookies: bool = False
    clock_shift: timedelta = timedelta(0)
    relay_seconds: float = 1.0
    reissue_seconds: float = 60.0
    anchor_seconds: float = 300.0
    digest_seconds: float = 60.0
    mail_url: str = ""
    mail_from: str = "City exchange <exchange@localhost>"
    second_factor: str = "deciders"
    step_up_seconds: float = 900.0
    oidc_file: Path | None = None
    trusted_proxies: int = 0
    personal_keys_file: Path | None = None
    seal: SealSettings | None = None

    @property
    def personal_keys(self) -> Path:
        """Where the keys lie that personal data is sealed with; there may be no file yet."""
        return self.personal_keys_file or self.data_dir / KEYS_FILE

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Config":
        """Read settings from `env`; raise RuntimeError saying which is wrong and why."""
        data_dir = Path(env.get("DATA_DIR", "var")).resolve()
        kept = Path(env.get("SECRET_KEY_FILE", data_dir / SECRET_FILE))
        secret = env.get("SECRET_KEY", "") or _from_file(kept)
        if len(secret) < SHORTEST_SECRET:
            raise RuntimeError(
                f"set SECRET_KEY to {SHORTEST_SECRET} or more random characters, or put them into "
                f"{kept} (SECRET_KEY_FILE)"
            )
        public_url = env.get("PUBLIC_URL", cls.public_url).rstrip("/")
        return cls(
            secret_key=secret,
            data_dir=data_dir,
            database_url=env.get("DATABASE_URL", f"sqlite:///{data_dir / 'exchange.sqlite'}"),
            redis_url=env.get("REDIS_URL", f"unix://{data_dir / 'queue.sock'}"),
            store_url=env.get("STORE_URL", str(data_dir / "papers")),
            public_url=public_url,
            secure_cookies=public_url.startswith("https://"),
            clock_shift=timedelta(seconds=_number(env, "CLOCK_SHIFT_SECONDS", 0)),
            relay_seconds=_number(env, "RELAY_SECONDS", cls.relay_seconds),
            reissue_seconds=_number(env, "REISSUE_SECONDS", cls.reissue_seconds),
            anchor_seconds=_number(env, "ANCHOR_SECONDS", cls.anchor_seconds),
            digest_seconds=_number(env, "DIGEST_SECONDS", cls.digest_seconds),
            mail_url=_mail_url(env.get("MAIL_URL", "")),
            mail_from=_sender(env.get("MAIL_FROM", cls.mail_from)),
            second_factor=_one_of(
                env, "SECOND_FACTOR", cls.second_factor, ("deciders", "everyone", "optional")
            ),
            step_up_seconds=_number(env, "STEP_UP_SECONDS", cls.step_up_seconds),
            oidc_file=_path(env, "OIDC_FILE"),
            trusted_proxies=_count(env, "EXCHANGE_TRUSTED_PROXIES"),
            personal_keys_file=_path(env, "PERSONAL_KEYS_FILE"),
            seal=SealSettings.from_env(env),
        )


def _from_file(place: Path) -> str:
    return place.read_text().strip() if place.is_file() else ""


def _path(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]) if env.get(name) else None


def _mail_url(given: str) -> str:
    scheme, is_address, _ = given.partition("://")
    if is_address and scheme not in {"smtp", "smtps"}:
        raise RuntimeError("MAIL_URL must be smtp://…, smtps://… or a folder")
    return given


def _sender(given: str) -> str:
    if "@" not in parseaddr(given)[1] or not given.isprintable():
        raise RuntimeError("MAIL_FROM must be an address, or: Name <address>")
    return given


def _one_of(env: Mapping[str, str], name: str, default: str, known: tuple[str, ...]) -> str:
    value = env.get(name, default)
    if value not in known:
        raise RuntimeError(f"{name} must be one of {', '.join(known)}, not {value!r}")
    return value


def _count(env: Mapping[str, str], name: str) -> int:
    written = env.get(name, "").strip() or "0"
    if not (written.isascii() and written.isdigit() and int(written) <= MOST_PROXIES):
        raise RuntimeError(f"{name} must be a whole number from 0 to {MOST_PROXIES}")
    return int(written)


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    try:
        return float(env.get(name, default))
    except ValueError:
        raise RuntimeError(f"{name} must be a number of seconds, not {env[name]!r}") from None
