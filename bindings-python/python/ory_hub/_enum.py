"""The type of open enums."""


class OpenEnumType(type):
    """A class whose constants stay what they are."""

    def __iter__(cls):
        """The known values."""
        return iter(cls.VALUES)

    def __setattr__(cls, name: str, value: object) -> None:
        if not name.startswith("__"):
            raise AttributeError(f"{cls.__name__}.{name} cannot be changed")
        super().__setattr__(name, value)

    def __delattr__(cls, name: str) -> None:
        raise AttributeError(f"{cls.__name__}.{name} cannot be deleted")
