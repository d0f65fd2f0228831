"""What makes the import of Great Expectations quicker: for a process that imports it, judges once and ends."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import sys

_UNUSED = ("scipy", "stats")
"""Great Expectations imports it for tests of distributions, which no check uses: a quarter of the whole import."""


def hasten() -> None:
    """Postpone what no check uses until it is used, and let the collector rest; call it before the slow import."""
    # Its objects live as long as the process: looking through them again and again costs a tenth.
    gc.disable()
    parent, name = _UNUSED
    module_name = f"{parent}.{name}"
    if module_name in sys.modules or not (spec := _spec(parent, module_name)) or not spec.loader:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    spec.loader.exec_module(module)
    # `from scipy import stats` takes it from here; a look into the list of modules would load it after all.
    setattr(sys.modules[parent], name, module)


def _spec(parent: str, module_name: str) -> importlib.machinery.ModuleSpec | None:
    """Where the module is, or None where it is not installed."""
    try:
        importlib.import_module(parent)
        return importlib.util.find_spec(module_name)
    except ImportError:
        return None
