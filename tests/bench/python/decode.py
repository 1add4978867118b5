"""Reads the identities of one page, one by one, in several ways; prints `name TAB nanoseconds a round ...`."""

import json
import sys
import time
from collections.abc import Callable

import ory_client
from ory_client.models.identity import Identity as PeersIdentity
from ory_hub.model import Identity

ROUNDS = 30
ROUND = 0.05

READERS: list[tuple[str, Callable[[str], object]]] = [
    (f"ory-client {ory_client.__version__} (pydantic)", PeersIdentity.from_json),
    ("json.loads (dicts)", json.loads),
    ("ory-hub: Python's models", Identity.from_json),
]


def once(read: Callable[[str], object], texts: list[str]) -> float:
    """Nanoseconds that the whole page takes."""
    readings = 0
    since = time.perf_counter()
    while (passed := time.perf_counter() - since) < ROUND:
        for text in texts:
            read(text)
        readings += 1
    return passed * 1e9 / readings


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        texts = [json.dumps(one, separators=(",", ":")) for one in json.load(file)]
    ids = [json.loads(text)["id"] for text in texts]
    for name, read in READERS[::2]:
        assert [str(read(text).id) for text in texts] == ids, name  # type: ignore[attr-defined]
    times: dict[str, list[float]] = {name: [] for name, _ in READERS}
    for _ in range(ROUNDS):
        for name, read in READERS:
            times[name].append(once(read, texts))
    for name, rounds in times.items():
        print(name, *(f"{time:.0f}" for time in rounds), sep="\t")


main()
