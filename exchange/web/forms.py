"""Forms out of the schemas that check them: nothing about a field is written twice."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import Schema, fields, validate

from exchange.schemas.inputs import PartialDateField
from exchange.web.faults import plainly
from exchange.web.language import label

LONG_TEXT = 1000
BLANK_ROWS = 3
FEWER_BLANK_ROWS = {
    "corrections": 1,
    "texts": 1,
    "counts": 1,
    "participants": 1,
    "packages": 1,
    "contents": 1,
    "pallet_units": 1,
    "legs": 1,
    "events": 1,
}
Choices = Mapping[str, Sequence[tuple[str, str]]]
KINDS: tuple[tuple[type[fields.Field[Any]], str], ...] = (
    (PartialDateField, "partial"),
    (fields.AwareDateTime, "moment"),
    (fields.Date, "date"),
    (fields.Boolean, "yes"),
    (fields.Decimal, "money"),
    (fields.Integer, "number"),
    (fields.Enum, "choice"),
    (fields.List, "rows"),
)


@dataclass(frozen=True, slots=True)
class Box:
    """One field of a form as the page draws it; `rows` holds the boxes of each nested row."""

    name: str
    label: str
    kind: str
    required: bool
    value: Any = ""
    faults: Sequence[str] = ()
    choices: Sequence[tuple[str, str]] = ()
    most: int | None = None
    rows: Sequence[Sequence["Box"]] = field(default=())
    remarks: Sequence[str] = ()

    @property
    def ident(self) -> str:
        """The id of the field on the page."""
        return f"f-{self.name}"


def boxes(  # noqa: PLR0913  # a form is made of all of these
    schema: Schema,
    typed: Mapping[str, Any] | None = None,
    faults: Mapping[Any, Any] | None = None,
    choices: Choices | None = None,
    extra: Mapping[str, int] | None = None,
    remarks: Mapping[str, Sequence[str]] | None = None,
    *,
    called: Mapping[str, str] | None = None,
) -> list[Box]:
    """Return the fields of `schema` holding what was typed; `extra` asks for more blank rows.

    `remarks` are what a decider said of a field when they sent the case back; `called` says by
    which other name a field is labelled here.
    """
    asked = _Asked(choices or {}, extra or {}, remarks or {}, called or {})
    return [
        _box(asked, name, name, one, (typed or {}).get(name), (faults or {}).get(name))
        for name, one in schema.fields.items()
    ]


def unflattened(form: Mapping[str, str], timezone: str) -> dict[str, Any]:
    """Return a posted form as the payload it means: `budget-0-item` is the first line's item.

    Rows left blank are dropped; a moment typed without its zone is in `timezone`.
    """
    tree: dict[str, Any] = {}
    for name, value in form.items():
        *way, last = re.split(r"-(?=\d+-)|(?<=\d)-", name)
        here = tree
        for part in way:
            here = here.setdefault(part, {})
            if not isinstance(here, dict):
                break
        else:
            here[last] = _zoned(value, timezone)
    payload: dict[str, Any] = _listed(tree)
    return payload


@dataclass(frozen=True, slots=True)
class _Asked:
    choices: Choices
    extra: Mapping[str, int]
    remarks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)


def _box(asked: _Asked, name: str, path: str, one: Any, value: Any, faults: Any) -> Box:
    kind = _kind(one)
    limit = _most(one)
    choices = asked.choices.get(name) or _members(one)
    if kind == "rows" and not hasattr(one.inner, "schema"):
        kind, choices, value = (
            "many",
            choices or _members(one.inner),
            [str(each) for each in value or ()],
        )
    elif choices:
        kind = "choice"
    elif kind == "text" and limit and limit > LONG_TEXT:
        kind = "long"
    return Box(
        name=path,
        label=label("form", "field", asked.called.get(name, name)),
        kind=kind,
        required=one.required,
        value=_shown(value),
        faults=[plainly(str(f)) for f in faults] if isinstance(faults, list) else (),
        choices=choices,
        most=limit,
        rows=_rows(asked, name, path, one, value, faults) if kind == "rows" else (),
        remarks=asked.remarks.get(path, ()),
    )


def _rows(
    asked: _Asked, name: str, path: str, one: Any, value: Any, faults: Any
) -> list[list[Box]]:
    typed = list(value or [])
    blank = asked.extra.get(path, FEWER_BLANK_ROWS.get(name, BLANK_ROWS))
    if one.required and typed and path not in asked.extra:
        blank = 0
    wrong = faults if isinstance(faults, dict) else {}
    inner = one.inner.schema.fields
    return [
        [
            _box(
                asked,
                part,
                f"{path}-{n}-{part}",
                field_,
                row.get(part),
                wrong.get(n, {}).get(part),
            )
            for part, field_ in inner.items()
        ]
        for n, row in enumerate([*typed, *({} for _ in range(blank))])
    ]


def _kind(one: Any) -> str:
    return next((name for sort, name in KINDS if isinstance(one, sort)), "text")


def _most(one: Any) -> int | None:
    lengths = [v.max for v in one.validators if isinstance(v, validate.Length)]
    return lengths[0] if lengths else None


def _members(one: Any) -> list[tuple[str, str]]:
    if not isinstance(one, fields.Enum):
        return []
    sort = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", one.enum.__name__).lower()
    return [(member.value, label("form", sort, member.value)) for member in one.enum]


def _shown(value: Any) -> Any:
    return "" if value is None else value


def _zoned(value: str, timezone: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value):
        return datetime.fromisoformat(value).replace(tzinfo=ZoneInfo(timezone)).isoformat()
    return value


def _listed(tree: Any) -> Any:
    """Turn maps whose keys are all numbers into lists, without the rows nobody filled in."""
    if not isinstance(tree, dict):
        return tree
    if tree and all(key.isdigit() for key in tree):
        rows = (_listed(tree[key]) for key in sorted(tree, key=int))
        return [row for row in rows if _is_filled(row)]
    if set(tree) == {""}:  # a row without parts of its own is its value: roles-0-
        return _listed(tree[""])
    return {key: _listed(value) for key, value in tree.items()}


def _is_filled(row: Any) -> bool:
    if isinstance(row, dict):
        return any(_is_filled(value) for value in row.values())
    if isinstance(row, list):
        return any(_is_filled(value) for value in row)
    return bool(str(row).strip())
