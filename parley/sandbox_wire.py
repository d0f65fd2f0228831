"""How a sandbox and its worker speak: frames of JSON over a socket, values of SQL tagged with their type.

The parent never unpickles nor evaluates what a worker sends: even a worker that was taken over could only send wrong
values. A frame is its length in four bytes, then one JSON object.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

MOST_BYTES = 1 << 30
"""No frame is longer; a statement or a row that would need more is refused."""

_LENGTH = 4
_PIECE = 1 << 20

_AS_THEY_ARE = frozenset({type(None), bool, int, float, str})
_MOST_BITS = 4_096
"""Whole numbers of more bits travel as text: Python refuses to read thousands of digits."""


class Broken(Exception):
    """The other side went away in the middle of a frame, or sent no frame."""


def send(channel: socket.socket, message: dict[str, Any]) -> None:
    """Send one message.

    Raises:
        OSError: the other side is gone.
    """
    send_encoded(channel, json.dumps(message).encode())


def send_encoded(channel: socket.socket, body: bytes) -> None:
    """Send a message that is JSON already."""
    channel.sendall(len(body).to_bytes(_LENGTH, "big") + body)


def receive(channel: socket.socket, most: int = MOST_BYTES) -> dict[str, Any]:
    """Wait for one message.

    Args:
        channel: with a timeout, if the wait shall end.
        most: a longer message is not read.

    Raises:
        Broken: the other side is gone, or what it sent is no message.
        TimeoutError: nothing came in time.
    """
    length = int.from_bytes(_exactly(channel, _LENGTH), "big")
    if length > most:
        raise Broken(f"a message of {length:,} bytes")
    try:
        message = json.loads(_exactly(channel, length))
    except ValueError as error:
        raise Broken("no message") from error
    if not isinstance(message, dict):
        raise Broken("no message")
    return message


def _exactly(channel: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        try:
            part = channel.recv(min(length - len(parts), _PIECE))
        except ConnectionError as error:
            raise Broken("the connection was lost") from error
        if not part:
            raise Broken("the connection was closed")
        parts += part
    return bytes(parts)


def encoded(row: Sequence[Any]) -> list[Any]:
    """The values of a row as JSON can hold them; `decoded` gives them back equal, with their types."""
    return [value if type(value) in _AS_THEY_ARE and _is_short(value) else _tagged(value) for value in row]


def decoded(row: Sequence[Any]) -> tuple[Any, ...]:
    """The values of a row as the engine gave them.

    Raises:
        Broken: a value is none that `encoded` makes.
    """
    return tuple(_untagged(value) if type(value) is dict else value for value in row)


def _is_short(value: Any) -> bool:
    return type(value) is not int or value.bit_length() <= _MOST_BITS


def _tagged(value: Any) -> dict[str, Any]:
    """A value under the name of its type; what has no name here travels as text."""
    if isinstance(value, dict):
        return {"dict": [encoded(pair) for pair in value.items()]}
    if isinstance(value, list | tuple):
        return {"list" if isinstance(value, list) else "tuple": encoded(value)}
    if isinstance(value, timedelta):
        return {"timedelta": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": bytes(value).hex()}
    for kind in (datetime, date, time):  # a datetime is a date, too
        if isinstance(value, kind):
            return {kind.__name__: value.isoformat()}
    if isinstance(value, Decimal | UUID):
        return {type(value).__name__: str(value)}
    return {"text": f"a number of {value.bit_length():,} bits" if isinstance(value, int) else str(value)}


_MADE: dict[str, Callable[[Any], Any]] = {
    "dict": lambda pairs: {_hashable(key): value for key, value in map(decoded, pairs)},
    "list": lambda values: list(decoded(values)),
    "tuple": lambda values: decoded(values),
    "timedelta": lambda parts: timedelta(*parts),
    "bytes": bytes.fromhex,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "Decimal": Decimal,
    "UUID": UUID,
    "text": str,
}


def _untagged(value: dict[str, Any]) -> Any:
    try:
        ((kind, content),) = value.items()
        return _MADE[kind](content)
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise Broken("no value") from error


def _hashable(key: Any) -> Any:
    """A key of a map as Python allows it."""
    return tuple(key) if isinstance(key, list) else str(key) if isinstance(key, dict) else key
