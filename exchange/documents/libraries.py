"""Keeps Pango and its kin loaded until the process is gone, so that it can end in any order."""

import ctypes

from weasyprint.text import ffi


def keep_loaded() -> None:
    """Take a reference to each library that is never given back.

    An interpreter that ends may unload a library before it gives back what came from there: a
    segmentation fault after all work was done, for every worker that stopped.
    """
    for library in (ffi.gobject, ffi.pango, ffi.harfbuzz, ffi.fontconfig, ffi.pangoft2):
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(library))
