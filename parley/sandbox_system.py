"""What the operating system takes from a sandbox's worker, so that its safety does not rest on the engine alone.

Two layers. Limits of resources work on every Unix: memory, no new file descriptor (hence no file, no network), no
byte written to a file, no core dump. A filter of system calls works on Linux (seccomp): opening, connecting, starting
a program, sending signals and changing files are refused by the kernel, and a link under /proc cannot be read, so that
the engine never learns where its file lies. Where the filter cannot be had, the other layers stand.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

_HEADROOM = 256 << 20

_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER = 1
_FLAG_ALL_THREADS = 1
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_OFFSET_OF_CALL, _OFFSET_OF_MACHINE = 0, 4
_FOREIGN_FROM = 0x40000000
"""Calls of another convention (x32) begin here; they would go round the numbers."""

# Of each machine: its mark, the number of `seccomp`, and the numbers of calls by the use that they have here.
_MACHINES = {
    "x86_64": (
        0xC000003E,
        317,
        {
            "links": (89, 267),  # readlink, readlinkat
            "files": (2, 85, 257, 304, 437, 319, 425, 426, 427),  # open, creat, openat(2), by handle, memfd, io_uring
            "network": (41, 42, 43, 49, 50, 53, 288),  # socket, connect, accept, bind, listen, socketpair, accept4
            "programs": (57, 58, 59, 322),  # fork, vfork, execve, execveat
            "others": (62, 101, 129, 200, 234, 297, 310, 311, 424, 434, 438),  # signals, ptrace, memory of others
            "changes": (
                *(76, 77, 80, 81, 82, 83, 84, 86, 87, 88, 90, 91, 92, 93, 94, 133, 161, 165, 166, 188, 189, 190),
                *(258, 259, 260, 263, 264, 265, 266, 268, 272, 280, 285, 308, 316, 321, 452),
            ),
        },
    ),
    "aarch64": (
        0xC00000B7,
        277,
        {
            "links": (78,),
            "files": (56, 265, 437, 279, 425, 426, 427),
            "network": (198, 199, 200, 201, 202, 203, 242),
            "programs": (221, 281),
            "others": (117, 129, 130, 131, 138, 240, 270, 271, 424, 434, 438),
            "changes": (
                *(5, 6, 7, 33, 34, 35, 36, 37, 38, 39, 40, 45, 46, 47, 51, 52, 53, 54, 55, 88, 97, 268),
                *(276, 280, 452),
            ),
        },
    ),
}


class _Instruction(ctypes.Structure):
    """One step of a filter."""

    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint32))


class _Filter(ctypes.Structure):
    """A filter as the kernel takes it."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Instruction)))


def hide_links() -> bool:
    """Make each link look like no link: the engine, given `/proc/self/fd/3`, cannot find the file's name.

    Call it before the engine starts its threads. Returns False where the system has no such filter.
    """
    return _refuse(["links"], errno.EINVAL)


def lock(memory_bytes: int) -> bool:
    """Take from this process all that reading an open database does not need; for good.

    Args:
        memory_bytes: what the engine may use; strings outside its count have as much again.

    Returns:
        Whether the filter of system calls stands, too.
    """
    _limit(resource.RLIMIT_AS, _size() + 2 * memory_bytes + _HEADROOM)
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
        _limit(kind, 0)
    return _refuse(["files", "network", "programs", "others", "changes"], errno.EPERM)


def descriptor_path(descriptor: int) -> Path:
    """The name under which an open file can be opened again, whatever became of its own name."""
    folder = Path("/proc/self/fd")
    return (folder if folder.is_dir() else Path("/dev/fd")) / str(descriptor)


def _limit(kind: int, most: int) -> None:
    """Lower a limit of this process; one that is lower already stays."""
    allowed = resource.getrlimit(kind)[1]
    most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(kind, (most, most))


def _size() -> int:
    """The address space that is in use, in bytes."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 1 << 30


def _refuse(uses: Sequence[str], error: int) -> bool:
    """Answer the calls of some uses with an error, in all threads."""
    known = _MACHINES.get(platform.machine()) if sys.platform == "linux" and struct.calcsize("P") == 8 else None
    if known is None:
        return False
    machine, seccomp, calls = known
    numbers = [number for use in uses for number in calls[use]]
    n_after = len(numbers)
    steps = [
        _Instruction(_LOAD, 0, 0, _OFFSET_OF_MACHINE),
        _Instruction(_EQUAL, 0, n_after + 3, machine),
        _Instruction(_LOAD, 0, 0, _OFFSET_OF_CALL),
        _Instruction(_AT_LEAST, n_after + 1, 0, _FOREIGN_FROM),
        *(_Instruction(_EQUAL, n_after - at, 0, number) for at, number in enumerate(numbers)),
        _Instruction(_RETURN, 0, 0, _ALLOW),
        _Instruction(_RETURN, 0, 0, _REFUSE | error),
    ]
    library = ctypes.CDLL(None, use_errno=True)
    program = _Filter(len(steps), (_Instruction * len(steps))(*steps))
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return bool(library.syscall(seccomp, _SET_MODE_FILTER, _FLAG_ALL_THREADS, ctypes.byref(program)) == 0)
