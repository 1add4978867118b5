MODELS: Final[list[str]]

def model(name: str) -> Any: ...

class Secret:
    """A text that is never shown: it prints as `[redacted]` and is read with `expose()`."""

    def __init__(self, text: str, /) -> None: ...
    def expose(self) -> str:
        """The text itself."""
    def __bool__(self) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

class Timestamp:
    """A point in time: `raw` as the server wrote it, `at` as a `datetime` where it can be read."""

    raw: Final[str]
    """The server's text."""
    at: Final[datetime | None]
    """The instant in UTC, to the microsecond; `None` where the text cannot be read."""
    def __init__(self, raw: Timestamp | datetime | str, /) -> None: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

class Json:
    """JSON text that goes to the server exactly as it is given, where Python's own objects cannot say it
    (`Json("null")` for a null that is sent, `Json("1.10")` for a number with all its digits).
    """

    text: Final[str]
    """The text."""
    def __init__(self, text: str, /) -> None: ...
    def value(self) -> Any:
        """The text as Python's own objects."""
    def __eq__(self, other: object, /) -> bool: ...

class SelfService:
    """One self-service flow: start it, show the form that comes out, submit the answers, until the outcome is another
    one than a form.
    """

    async def start(self) -> FlowOutcome:
        """Starts the flow, or starts it anew."""
    async def submit(self, answers: dict[str, Any] | None = None, /, **fields: Any) -> FlowOutcome:
        """Submits answers to the form that is shown."""
    async def resume(self) -> FlowOutcome:
        """Goes on after a re-authentication or a second factor: submits the last answers again, or starts."""
    async def returned(self, address: str) -> FlowOutcome:
        """Goes on where a browser came back to the app after a social sign-in."""

_Page = TypeVar("_Page", covariant=True)

class AsyncPages(AsyncIterator[_Page], Generic[_Page]):
    """The pages of a list, for `async for`. Nothing is sent before the first is asked for."""

    def __aiter__(self) -> AsyncPages[_Page]: ...
    async def __anext__(self) -> _Page: ...

class Pages(Iterator[_Page], Generic[_Page]):
    """The pages of a list, for `for`. Nothing is sent before the first is asked for."""

    def __iter__(self) -> Pages[_Page]: ...
    def __next__(self) -> _Page: ...
