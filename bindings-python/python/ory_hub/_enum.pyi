from collections.abc import Iterator
from typing import TypeVar

_T = TypeVar("_T")

class OpenEnumType(type):
    """A class whose constants stay what they are."""

    def __iter__(cls: type[_T]) -> Iterator[_T]:
        """The known values."""
    def __setattr__(cls, name: str, value: object) -> None: ...
    def __delattr__(cls, name: str) -> None: ...
