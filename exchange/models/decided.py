"""What a case has that is decided on: the run through its approval line it is in, or was last."""

from typing import Any

from sqlalchemy import and_
from sqlalchemy.orm import Mapped, declared_attr, foreign, relationship

from exchange.models.approvals import Approval


class Decided:
    """Mixed into a case: `approval` is its latest run; earlier ones stay as they ended."""

    @property
    def line_kind(self) -> str:
        """The kind of approval line it takes."""
        kind: str = self.__tablename__  # type: ignore[attr-defined]  # of the case mixed into
        return kind

    @declared_attr
    def approval(cls) -> Mapped[Approval | None]:  # noqa: N805  # a class, not an instance
        """Return the relationship to the latest run, which only a submission makes."""
        case: Any = cls
        return relationship(
            primaryjoin=lambda: and_(
                foreign(Approval.subject_id) == case.id, Approval.is_current.is_(True)
            ),
            uselist=False,
            viewonly=True,
        )
