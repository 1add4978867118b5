__version__: str

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

_Date: TypeAlias = date
_Time: TypeAlias = time
_TzInfo: TypeAlias = tzinfo

class Timestamp:
    """A point in time: `raw` as the server wrote it, `at` as a `datetime` where it can be read. It compares, subtracts
    and prints in a format as that `datetime` does, and has its attributes.
    """

    raw: Final[str]
    """The server's text."""
    at: Final[datetime | None]
    """The instant in UTC, to the microsecond; `None` where the text cannot be read."""
    year: Final[int]
    month: Final[int]
    day: Final[int]
    hour: Final[int]
    minute: Final[int]
    second: Final[int]
    microsecond: Final[int]
    tzinfo: Final[_TzInfo]
    def __init__(self, raw: Timestamp | datetime | str, /) -> None: ...
    def date(self) -> _Date: ...
    def time(self) -> _Time: ...
    def timestamp(self) -> float: ...
    def weekday(self) -> int: ...
    def isoformat(self, sep: str = ..., timespec: str = ...) -> str: ...
    def strftime(self, format: str, /) -> str: ...
    def astimezone(self, tz: _TzInfo | None = ...) -> datetime: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __lt__(self, other: Timestamp | datetime, /) -> bool: ...
    def __le__(self, other: Timestamp | datetime, /) -> bool: ...
    def __gt__(self, other: Timestamp | datetime, /) -> bool: ...
    def __ge__(self, other: Timestamp | datetime, /) -> bool: ...
    @overload
    def __sub__(self, other: Timestamp | datetime, /) -> timedelta: ...
    @overload
    def __sub__(self, other: timedelta, /) -> datetime: ...
    def __rsub__(self, other: datetime, /) -> timedelta: ...
    def __add__(self, other: timedelta, /) -> datetime: ...
    def __radd__(self, other: timedelta, /) -> datetime: ...
    def __format__(self, format: str, /) -> str: ...

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
        """Submits answers to the form that is shown. Without one the flow starts and gets them as soon as its form has come."""
    async def resume(self) -> FlowOutcome:
        """Goes on after a re-authentication or a second factor: submits the last answers again, or starts."""
    async def returned(self, address: str) -> FlowOutcome:
        """Goes on where a browser came back to the app after a social sign-in."""

_Value = TypeVar("_Value", covariant=True)

class Response(Generic[_Value]):
    """What a call of `with_response` gives."""

    @property
    def value(self) -> _Value:
        """What the call gives otherwise."""
    status: Final[int]
    """HTTP status."""
    headers: Final[Headers]
    """Headers; their names are compared without case."""
    set_cookie: Final[list[str]]
    """The values of `Set-Cookie`, one for each cookie."""

class Headers(Mapping[str, str]):
    """The headers of an answer. Names are compared without case; values of one name are joined by a comma."""

    def __getitem__(self, name: str, /) -> str: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def get_list(self, name: str) -> list[str]:
        """All values of a header."""

class MockTransport:
    """Answers from a list, in order, without a network and without waiting."""

    requests: Final[list[MockRequest]]
    """What was asked so far."""
    is_done: Final[bool]
    """Whether every answer was taken."""
    def __init__(self) -> None: ...
    def answer(self, status: int, body: object = None, /, *, headers: dict[str, str] | None = None) -> MockTransport:
        """Adds an answer. A text or bytes are sent as they are; anything else as JSON."""
    def fail(self, kind: str, /) -> MockTransport:
        """Adds a failure: `connect`, `timeout` or `connection_lost`."""

class MockRequest:
    """A request that a `MockTransport` has seen."""

    method: Final[str]
    """HTTP method."""
    url: Final[str]
    """The whole URL."""
    headers: Final[dict[str, str]]
    """Headers by name in small letters, credentials included."""
    body: Final[str | None]
    """The body's text."""
    def json(self) -> Any:
        """The body's JSON as Python's own objects."""

_Page = TypeVar("_Page", covariant=True)

class AsyncPages(AsyncIterator[_Page], Generic[_Page]):
    """The pages of a list, for `async for`. Nothing is sent before the first is asked for."""

    def __aiter__(self) -> AsyncPages[_Page]: ...
    async def __anext__(self) -> _Page: ...

class Pages(Iterator[_Page], Generic[_Page]):
    """The pages of a list, for `for`. Nothing is sent before the first is asked for."""

    def __iter__(self) -> Pages[_Page]: ...
    def __next__(self) -> _Page: ...
